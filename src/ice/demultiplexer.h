/* Whose is it? Connections by user name fragment, by the number in a transaction, and by the peer's address.
 *
 * An address belongs to whoever has proved that the peer answers there; until then to the first who claimed it: nobody can take
 * another's packets away by writing a false sender on a check, nor claim more than HEARTH_LIMIT_CANDIDATES. Guarded by the
 * socket's lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/ice-session.h"
#include "ice/stun-message.h"

G_BEGIN_DECLS

typedef struct _HearthDemultiplexer HearthDemultiplexer;
typedef struct _HearthIceEndpoint HearthIceEndpoint;

/* RFC 7983 section 7: by the first byte. */
typedef enum
{
  HEARTH_PACKET_STUN,
  HEARTH_PACKET_DTLS,
  HEARTH_PACKET_MEDIA, /* SRTP and SRTCP */
  HEARTH_PACKET_OTHER,
} HearthPacketKind;

HearthDemultiplexer *hearth_demultiplexer_new             (void);
void                 hearth_demultiplexer_free            (HearthDemultiplexer       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthDemultiplexer, hearth_demultiplexer_free)

HearthPacketKind     hearth_demultiplexer_classify        (const guint8              *data,
                                                           gsize                      length);

/** hearth_demultiplexer_add: @endpoint: (transfer none): must be removed before it goes */
void                 hearth_demultiplexer_add             (HearthDemultiplexer       *self,
                                                           HearthIceEndpoint         *endpoint,
                                                           guint32                    id);

gboolean             hearth_demultiplexer_has             (HearthDemultiplexer       *self,
                                                           guint32                    id);

/** hearth_demultiplexer_remove: With everything that leads to it. */
void                 hearth_demultiplexer_remove          (HearthDemultiplexer       *self,
                                                           HearthIceEndpoint         *endpoint,
                                                           guint32                    id);

/** hearth_demultiplexer_set_ufrag: Returns: %FALSE where another one has it */
gboolean             hearth_demultiplexer_set_ufrag       (HearthDemultiplexer       *self,
                                                           HearthIceEndpoint         *endpoint,
                                                           const char                *ufrag);

/** hearth_demultiplexer_note_address: The peer of @endpoint is at @address. */
void                 hearth_demultiplexer_note_address    (HearthDemultiplexer       *self,
                                                           HearthIceEndpoint         *endpoint,
                                                           const HearthSocketAddress *address,
                                                           HearthIceProof             proof);

/**
 * hearth_demultiplexer_find_by_message: Returns: (transfer none) (nullable): a request by its user name, a response by its
 * transaction
 */
HearthIceEndpoint   *hearth_demultiplexer_find_by_message (HearthDemultiplexer       *self,
                                                           const HearthStunMessage   *message);

/** hearth_demultiplexer_find_by_address: Returns: (transfer none) (nullable) */
HearthIceEndpoint   *hearth_demultiplexer_find_by_address (HearthDemultiplexer       *self,
                                                           const HearthSocketAddress *address);

/** hearth_demultiplexer_init_iter: Over all endpoints: g_hash_table_iter_next() gives them as values. */
void                 hearth_demultiplexer_init_iter       (HearthDemultiplexer       *self,
                                                           GHashTableIter            *iter);

G_END_DECLS
