/* An ICE candidate over UDP for component 1 (RFC 8445 section 5.1, RFC 8839 section 5.1) as a plain value. Text comes from the
 * wire.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/socket-address.h"

G_BEGIN_DECLS

/* RFC 8839: at most 32 characters. */
#define HEARTH_ICE_FOUNDATION_BYTES 33

typedef enum
{
  HEARTH_ICE_HOST,
  HEARTH_ICE_SERVER_REFLEXIVE,
  HEARTH_ICE_PEER_REFLEXIVE,
  HEARTH_ICE_RELAYED,
} HearthIceCandidateType;

typedef struct
{
  HearthIceCandidateType type;
  HearthSocketAddress address;
  HearthSocketAddress base;     /* of our own: what it is sent from; equals the address for a host candidate */
  guint32 priority;
  char foundation[HEARTH_ICE_FOUNDATION_BYTES];
} HearthIceCandidate;

/**
 * hearth_ice_candidate_init:
 * @preference: among those of its type, 65535 is best (RFC 8445 section 5.1.2.1, RFC 8421 section 4)
 *
 * One of our own; the foundation follows from type, base address and family (RFC 8445 section 5.1.1.3).
 */
void        hearth_ice_candidate_init      (HearthIceCandidate        *self,
                                            HearthIceCandidateType     type,
                                            const HearthSocketAddress *address,
                                            const HearthSocketAddress *base,
                                            guint                      preference);

/**
 * hearth_ice_candidate_parse:
 * @text: "candidate:…", with or without "a=" before it
 *
 * Returns: %FALSE where @text is malformed or something that no packet of ours can reach: TCP, another component, a name
 */
gboolean    hearth_ice_candidate_parse     (HearthIceCandidate        *self,
                                            const char                *text);

/** hearth_ice_candidate_format: Returns: (transfer full): "a=candidate:…"; the related address is left out as 0.0.0.0 or :: */
char       *hearth_ice_candidate_format    (const HearthIceCandidate  *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_ice_candidate_priority: RFC 8445 section 5.1.2.1, component 1. */
guint32     hearth_ice_candidate_priority  (HearthIceCandidateType     type,
                                            guint                      preference);
const char *hearth_ice_candidate_type_name (HearthIceCandidateType     type);

G_END_DECLS
