/* What host and guest say to each other inside sealed, signed envelopes. A value, any thread; the server never
 * sees one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthPayloadType:
 * @HEARTH_PAYLOAD_HELLO: guest → host, in a knock: name, colour, pass
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

/**
 * HearthDirection: of media
 * @HEARTH_DIRECTION_DOWN: from the host to the guest: the host offers
 * @HEARTH_DIRECTION_UP: from the guest to the host: the guest offers
 */
typedef enum
{
  HEARTH_DIRECTION_DOWN,
  HEARTH_DIRECTION_UP,
} HearthDirection;

#define HEARTH_FINGERPRINT_BYTES 32

/**
 * HearthPayload:
 * @name: cleaned (protocol/profile.h)
 * @colour: one of hearth_profile_get_colours(); the neutral one where the sender knows others
 * @pass: (nullable): shows that the guest's link has a ticket (protocol/ticket.h), in the form of protocol/id.h
 * @generation: of the connection of @direction, grows with every replacement
 * @sdp: at most HEARTH_LIMIT_SDP_BYTES; not looked into here (peer/session-description.h)
 * @fingerprint: SHA-256 of the sender's DTLS certificate, as signed: the receiver compares it with the one in @sdp and with the
 * certificate that the DTLS peer presents
 * @ice_ufrag: as signed: the receiver compares it with the one in @sdp
 * @tracks: (nullable) (element-type utf8 utf8): mid → track id, 1 to 64 of [A-Za-z0-9/_-]
 * @mline: place of the media line in the SDP, less than HEARTH_LIMIT_SDP_MEDIA
 * @candidate: "candidate:…", or "" for the end of candidates
 *
 * The payload owns what it points to. Which fields a type has stands at HearthPayloadType; all but @tracks and @pass are required there.
 */
typedef struct
{
  HearthPayloadType type;
  char *name;
  char *colour;
  char *pass;
  HearthDirection direction;
  guint generation;
  char *sdp;
  guint8 fingerprint[HEARTH_FINGERPRINT_BYTES];
  char *ice_ufrag;
  GHashTable *tracks;
  guint mline;
  char *candidate;
} HearthPayload;

/** hearth_payload_new: Returns: (transfer full): one of @type with nothing in it. */
HearthPayload *hearth_payload_new     (HearthPayloadType     type) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_payload_parse:
 * @text: not necessarily terminated
 * @length: bytes
 *
 * Returns: (transfer full): the payload, or %NULL with HEARTH_PROTOCOL_ERROR_TOO_LARGE, _MALFORMED or _UNKNOWN_TYPE
 */
HearthPayload *hearth_payload_parse   (const char           *text,
                                       gsize                 length,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_payload_to_text: Returns: (transfer full): compact JSON. */
char          *hearth_payload_to_text (const HearthPayload  *self) G_GNUC_WARN_UNUSED_RESULT;
void           hearth_payload_free    (HearthPayload        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPayload, hearth_payload_free)

G_END_DECLS
