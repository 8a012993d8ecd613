/* Reading a session description: what the parser of its lines (sdp-parser.c) and the table of its attributes (sdp-attributes.c)
 * share. Nobody else includes this but session-description.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/session-description.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_SDP_SEEN_CONNECTION = 1 << 0,
  HEARTH_SDP_SEEN_SETUP = 1 << 1,
  HEARTH_SDP_SEEN_RTCP_MUX = 1 << 2,
  HEARTH_SDP_SEEN_DIRECTION = 1 << 3,
  HEARTH_SDP_SEEN_SCTP_PORT = 1 << 4,
  HEARTH_SDP_SEEN_BUNDLE_ONLY = 1 << 5,
  HEARTH_SDP_SEEN_CODEC_MAP = 1 << 6,
  HEARTH_SDP_SEEN_RTX_MAP = 1 << 7,
  HEARTH_SDP_SEEN_APT = 1 << 8,
  HEARTH_SDP_SEEN_FID = 1 << 9,
} HearthSdpSeen;

/* One parse. */
typedef struct
{
  HearthSessionDescription *description;
  HearthSdpMedia *media; /* the section that is being read, %NULL before the first */
  HearthSdpSeen seen;             /* in this section */
  guint port;            /* of this section */
  gboolean has_rtx;      /* this section lists payload type 97 */
  guint n_attributes;    /* in this section */
  guint n_candidates;    /* in all */
  guint n_header_lines;  /* v=, o=, s= and t= */
  char **bundle;         /* the mids of a=group:BUNDLE */
  gboolean fingerprinted;
  char *ice_pwd;
} HearthSdpParser;

/** hearth_sdp_parse_text: Fills @description in. Returns: whether all of @sdp is acceptable. */
gboolean hearth_sdp_parse_text      (HearthSessionDescription *description,
                                     const char               *sdp);

/** hearth_sdp_parse_attribute: @text: an attribute line without "a=". Returns: whether it is one that may stand here. */
gboolean hearth_sdp_parse_attribute (HearthSdpParser          *self,
                                     const char               *text);

/** hearth_sdp_parse_number: Decimal digits, at most @max. */
gboolean hearth_sdp_parse_number    (const char               *text,
                                     guint64                   max,
                                     guint64                  *number);

G_END_DECLS
