/* The lines and sections of a session description: see the header.
 *
 * The text is walked line by line. What holds for a media section or the whole description is checked where it ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sdp-parser.h"

#include <gio/gio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/limits.h"

gboolean
hearth_sdp_parse_number (const char *text,
                         guint64     max,
                         guint64    *number)
{
  return hearth_decimal_parse (text, 0, max, number);
}

/* What must have been there when a media section ends. */
static gboolean
end_section (HearthSdpParser *self)
{
  HearthSdpSeen wanted = HEARTH_SDP_SEEN_CONNECTION | HEARTH_SDP_SEEN_SETUP;

  if (self->media == NULL)
    return self->n_header_lines == 4;

  if (self->media->kind == HEARTH_SDP_DATA)
    wanted |= HEARTH_SDP_SEEN_SCTP_PORT;
  else
    wanted |= HEARTH_SDP_SEEN_RTCP_MUX | HEARTH_SDP_SEEN_DIRECTION | HEARTH_SDP_SEEN_CODEC_MAP;
  if (self->has_rtx)
    wanted |= HEARTH_SDP_SEEN_RTX_MAP | HEARTH_SDP_SEEN_APT;

  /* Port 0 refuses a line, except in an offer that bundles it with the first. */
  if (self->port == 0 && (!(self->seen & HEARTH_SDP_SEEN_BUNDLE_ONLY) || self->description->media->len == 1))
    return FALSE;
  /* Whoever sends must say as whom: what comes from anybody else is dropped before it reaches webrtcbin's demultiplexer. */
  if (self->description->type == HEARTH_SDP_OFFER && self->media->kind != HEARTH_SDP_DATA && self->media->active
      && self->media->ssrc == 0)
    return FALSE;

  return (self->seen & wanted) == wanted && self->media->mid != NULL;
}

static gboolean
begin_media (HearthSdpParser *self,
             const char      *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 6);
  HearthSdpMedia *media;
  guint64 port;
  const char *proto;
  gboolean known;

  if (!end_section (self) || self->description->media->len == HEARTH_LIMIT_SDP_MEDIA)
    return FALSE;
  if (g_strv_length (parts) < 4 || !hearth_sdp_parse_number (parts[1], G_MAXUINT16, &port))
    return FALSE;

  media = g_new0 (HearthSdpMedia, 1);
  g_ptr_array_add (self->description->media, media);
  self->media = media;
  self->seen = 0;
  self->port = (guint) port;
  self->n_attributes = 0;
  self->has_rtx = FALSE;

  proto = "UDP/TLS/RTP/SAVPF";
  if (g_str_equal (parts[0], "audio"))
    {
      media->kind = HEARTH_SDP_AUDIO;
      known = g_str_equal (parts[3], "111") && parts[4] == NULL;
    }
  else if (g_str_equal (parts[0], "video"))
    {
      media->kind = HEARTH_SDP_VIDEO;
      self->has_rtx = parts[4] != NULL;
      known = g_str_equal (parts[3], "96") && (parts[4] == NULL || (g_str_equal (parts[4], "97") && parts[5] == NULL));
    }
  else
    {
      media->kind = HEARTH_SDP_DATA;
      media->active = TRUE;
      proto = "UDP/DTLS/SCTP";
      known = g_str_equal (parts[0], "application") && g_str_equal (parts[3], "webrtc-datachannel") && parts[4] == NULL;
    }

  return known && g_str_equal (parts[2], proto);
}

static gboolean
parse_connection (HearthSdpParser *self,
                  const char      *text)
{
  if (self->seen & HEARTH_SDP_SEEN_CONNECTION)
    return FALSE;
  self->seen |= HEARTH_SDP_SEEN_CONNECTION;

  if (!g_str_has_prefix (text, "IN IP4 ") && !g_str_has_prefix (text, "IN IP6 "))
    return FALSE;

  return g_hostname_is_ip_address (text + strlen ("IN IP4 "));
}

/* The four lines that every description begins with, in their order: RFC 8866 section 5. */
static gboolean
parse_header_line (HearthSdpParser *self,
                   const char      *line)
{
  switch (self->n_header_lines++)
    {
    case 0:
      return g_str_equal (line, "v=0");
    case 1:
      return g_str_has_prefix (line, "o=");
    case 2:
      return g_str_has_prefix (line, "s=");
    case 3:
      return g_str_equal (line, "t=0 0");
    default:
      return FALSE;
    }
}

static gboolean
parse_line (HearthSdpParser *self,
            const char      *line)
{
  if (line[0] == '\0' || line[1] != '=' || strlen (line) > HEARTH_LIMIT_SDP_LINE_BYTES)
    return FALSE;
  for (const char *c = line; *c != '\0'; c++)
    {
      if (!g_ascii_isprint (*c))
        return FALSE;
    }

  if (self->n_header_lines < 4)
    return parse_header_line (self, line);

  switch (line[0])
    {
    case 'a':
      return hearth_sdp_parse_attribute (self, line + 2);
    case 'c':
      /* In a media section only: who else would it be for. */
      return self->media != NULL && parse_connection (self, line + 2);
    case 'm':
      return begin_media (self, line + 2);
    default:
      return FALSE;
    }
}

/* Every line is in the one group, once; the first line leads it, for that is the transport webrtcbin makes. */
static gboolean
is_bundled (HearthSdpParser *self)
{
  GPtrArray *media = self->description->media;
  g_autoptr (GHashTable) mids = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->bundle == NULL || g_strv_length (self->bundle) != media->len)
    return FALSE;
  for (guint i = 0; i < media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (media, i);

      if (!g_hash_table_add (mids, line->mid) || !g_strv_contains ((const char *const *) self->bundle, line->mid))
        return FALSE;
    }

  return g_str_equal (self->bundle[0], ((HearthSdpMedia *) g_ptr_array_index (media, 0))->mid);
}

/* An SSRC stands for one line, or webrtcbin would not know which. */
static gboolean
are_ssrcs_unique (HearthSdpParser *self)
{
  g_autoptr (GHashTable) ssrcs = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->description->media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (self->description->media, i);

      if (line->ssrc != 0 && !g_hash_table_add (ssrcs, GUINT_TO_POINTER (line->ssrc)))
        return FALSE;
      if (line->rtx_ssrc != 0 && !g_hash_table_add (ssrcs, GUINT_TO_POINTER (line->rtx_ssrc)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_lines (HearthSdpParser *self,
             const char      *sdp)
{
  g_auto (GStrv) lines = NULL;
  gsize length = strlen (sdp);

  if (length > HEARTH_LIMIT_SDP_BYTES || !g_str_has_suffix (sdp, "\r\n"))
    return FALSE;

  lines = g_strsplit (sdp, "\r\n", -1);
  for (guint i = 0; lines[i + 1] != NULL; i++)
    {
      if (!parse_line (self, lines[i]))
        return FALSE;
    }

  return end_section (self) && self->description->media->len > 0 && self->fingerprinted
         && self->description->ice_ufrag != NULL && self->ice_pwd != NULL
         && is_bundled (self)
         && (self->description->type == HEARTH_SDP_ANSWER || are_ssrcs_unique (self));
}

gboolean
hearth_sdp_parse_text (HearthSessionDescription *description,
                       const char               *sdp)
{
  HearthSdpParser parser = { 0 };
  gboolean accepted;

  parser.description = description;
  accepted = parse_lines (&parser, sdp);
  g_strfreev (parser.bundle);
  g_free (parser.ice_pwd);

  return accepted;
}
