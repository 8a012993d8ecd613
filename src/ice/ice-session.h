/* The ICE agent (RFC 8445) of one connection without its sockets: STUN messages and time go in, STUN messages and a selected path
 * come out.
 *
 * Holds the credentials of both sides, the check list and the consent. Not thread-safe: guarded by the socket's lock
 * (host-socket.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/check-list.h"
#include "ice/stun-writer.h"

G_BEGIN_DECLS

typedef struct _HearthIceSession HearthIceSession;

typedef enum
{
  HEARTH_ICE_NEW,
  HEARTH_ICE_CHECKING,
  HEARTH_ICE_CONNECTED,
  HEARTH_ICE_FAILED, /* nothing found, or consent lost: nothing may be sent */
} HearthIceState;

/* What a message says about the address it came from. */
typedef enum
{
  HEARTH_ICE_STRANGER,  /* nothing */
  HEARTH_ICE_AUTHENTIC, /* somebody who knows our password says that the peer is there */
  HEARTH_ICE_PROVEN,    /* the peer has answered there */
} HearthIceProof;

/**
 * hearth_ice_session_new:
 * @id: begins each transaction of this session, in this byte order: how an answer finds it; not 0
 */
HearthIceSession  *hearth_ice_session_new                    (guint32                    id,
                                                              guint64                    tie_breaker);
void               hearth_ice_session_free                   (HearthIceSession          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthIceSession, hearth_ice_session_free)

/** hearth_ice_session_get_check_list: Returns: (transfer none): for the candidates and the role */
HearthCheckList   *hearth_ice_session_get_check_list         (HearthIceSession          *self);

/** hearth_ice_session_set_local_credentials: RFC 8839 section 5.4. Returns: %FALSE where they are too long or too short */
gboolean           hearth_ice_session_set_local_credentials  (HearthIceSession          *self,
                                                              gint64                     now,
                                                              const char                *ufrag,
                                                              const char                *password);
const char        *hearth_ice_session_get_local_ufrag        (HearthIceSession          *self);

/**
 * hearth_ice_session_set_remote_credentials: Others than before are an ICE restart: the selected path stays until there is
 * another.
 */
gboolean           hearth_ice_session_set_remote_credentials (HearthIceSession          *self,
                                                              gint64                     now,
                                                              const char                *ufrag,
                                                              const char                *password);
const char        *hearth_ice_session_get_remote_ufrag       (HearthIceSession          *self);

/**
 * hearth_ice_session_handle:
 * @answer: (out): what to send back over @path, or nothing: a length of 0
 *
 * Whoever does not know the password gets no answer.
 */
HearthIceProof     hearth_ice_session_handle                 (HearthIceSession          *self,
                                                              gint64                     now,
                                                              const HearthPath          *path,
                                                              const HearthStunMessage   *message,
                                                              HearthStunWriter          *answer);

/**
 * hearth_ice_session_next:
 * @path: (out):
 * @packet: (out):
 *
 * To be called until it returns %FALSE, whenever get_deadline() has come.
 *
 * Returns: whether @packet is to be sent over @path now
 */
gboolean           hearth_ice_session_next                   (HearthIceSession          *self,
                                                              gint64                     now,
                                                              HearthPath                *path,
                                                              HearthStunWriter          *packet);
gint64             hearth_ice_session_get_deadline           (HearthIceSession          *self);
HearthIceState     hearth_ice_session_get_state              (HearthIceSession          *self);

/** hearth_ice_session_get_selected: Returns: (transfer none) (nullable): where everything goes, while the peer consents */
const HearthPath  *hearth_ice_session_get_selected           (HearthIceSession          *self);

G_END_DECLS
