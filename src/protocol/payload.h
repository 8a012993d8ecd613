/* What host and guest say to each other inside sealed, signed envelopes. A value; the server never sees one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthPayloadType:
 * @HEARTH_PAYLOAD_HELLO: guest → host, in a knock: name, colour
 * @HEARTH_PAYLOAD_WELCOME: host → guest, in an admission: name, colour (of the host)
 * @HEARTH_PAYLOAD_OFFER: direction, generation, sdp, fingerprint, ice_ufrag, tracks
 * @HEARTH_PAYLOAD_ANSWER: direction, generation, sdp, fingerprint, ice_ufrag
 * @HEARTH_PAYLOAD_CANDIDATE: direction, generation, mline, candidate
 * @HEARTH_PAYLOAD_RENEW: direction, generation: the connection of that generation is lost for me, please offer a fresh one
 * @HEARTH_PAYLOAD_BYE: I leave (guest), you are out (host)
 */
typedef enum
{
  HEARTH_PAYLOAD_HELLO,
  HEARTH_PAYLOAD_WELCOME,
  HEARTH_PAYLOAD_OFFER,
  HEARTH_PAYLOAD_ANSWER,
  HEARTH_PAYLOAD_CANDIDATE,
  HEARTH_PAYLOAD_RENEW,
  HEARTH_PAYLOAD_BYE,
} HearthPayloadType;

/** HearthDirection: of media: from the host to the guest (the host offers), or from the guest to the host (the guest offers). */
typedef enum
{
  HEARTH_DIRECTION_DOWN,
  HEARTH_DIRECTION_UP,
} HearthDirection;

typedef struct
{
  HearthPayloadType type;
  char *name;
  char *colour;
  HearthDirection direction;
  guint generation;
  char *sdp;
  guint8 fingerprint[32];
  char *ice_ufrag;
  GHashTable *tracks; /* mid → track id, nullable */
  guint mline;
  char *candidate;
} HearthPayload;

HearthPayload *hearth_payload_new     (HearthPayloadType     type) G_GNUC_WARN_UNUSED_RESULT;
HearthPayload *hearth_payload_parse   (const char           *text,
                                       gsize                 length,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
char          *hearth_payload_to_text (const HearthPayload  *self) G_GNUC_WARN_UNUSED_RESULT;
void           hearth_payload_free    (HearthPayload        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPayload, hearth_payload_free)

G_END_DECLS
