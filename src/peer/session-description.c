/* An SDP offer or answer: see the header.
 *
 * The text is walked line by line. Every line must be of a kind that is named here; what it may say is in one small function
 * each. What holds for a media section or the whole description is checked where it ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/session-description.h"

#include <gio/gio.h>
#include <string.h>

#include "base/limits.h"
#include "peer/candidate.h"
#include "peer/peer-error.h"

#define TOKEN_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

typedef enum
{
  SEEN_CONNECTION = 1 << 0,
  SEEN_SETUP = 1 << 1,
  SEEN_RTCP_MUX = 1 << 2,
  SEEN_DIRECTION = 1 << 3,
  SEEN_SCTP_PORT = 1 << 4,
  SEEN_BUNDLE_ONLY = 1 << 5,
  SEEN_CODEC_MAP = 1 << 6,
  SEEN_RTX_MAP = 1 << 7,
  SEEN_APT = 1 << 8,
  SEEN_FID = 1 << 9,
} Seen;

/* One parse. */
typedef struct
{
  HearthSessionDescription *description;
  HearthSdpMedia *media; /* the section that is being read, %NULL before the first */
  Seen seen;             /* in this section */
  guint port;            /* of this section */
  gboolean has_rtx;      /* this section lists payload type 97 */
  guint n_attributes;    /* in this section */
  guint n_candidates;    /* in all */
  guint n_header_lines;  /* v=, o=, s= and t= */
  char **bundle;         /* the mids of a=group:BUNDLE */
  gboolean fingerprinted;
  char *ice_pwd;
} Parser;

typedef gboolean (*AttributeFunc) (Parser     *self,
                                   const char *value);

typedef struct
{
  const char *name;
  gboolean in_session;
  gboolean in_media;
  AttributeFunc parse; /* %NULL: nothing in it matters */
} Attribute;

static gboolean
is_made_of (const char *text,
            const char *chars,
            gsize       min,
            gsize       max)
{
  gsize length = strspn (text, chars);

  return text[length] == '\0' && length >= min && length <= max;
}

static gboolean
parse_number (const char *text,
              guint64     max,
              guint64    *number)
{
  return g_ascii_string_to_unsigned (text, 10, 0, max, number, NULL);
}

/* --- Attributes ----------------------------------------------------------------------------------------------------------- */

static gboolean
parse_group (Parser     *self,
             const char *value)
{
  if (self->bundle != NULL || !g_str_has_prefix (value, "BUNDLE "))
    return FALSE;
  self->bundle = g_strsplit (value + strlen ("BUNDLE "), " ", HEARTH_LIMIT_SDP_MEDIA + 1);

  return TRUE;
}

/* RFC 8122: "sha-256 " and 32 pairs of hexadecimal digits with colons between. */
static gboolean
parse_fingerprint (Parser     *self,
                   const char *value)
{
  guint8 fingerprint[HEARTH_FINGERPRINT_BYTES];

  if (g_ascii_strncasecmp (value, "sha-256 ", 8) != 0 || strlen (value) != 8 + 3 * HEARTH_FINGERPRINT_BYTES - 1)
    return FALSE;
  value += 8;

  for (guint i = 0; i < HEARTH_FINGERPRINT_BYTES; i++)
    {
      int high = g_ascii_xdigit_value (value[3 * i]);
      int low = g_ascii_xdigit_value (value[3 * i + 1]);

      if (high < 0 || low < 0 || value[3 * i + 2] != (i + 1 < HEARTH_FINGERPRINT_BYTES ? ':' : '\0'))
        return FALSE;
      fingerprint[i] = (guint8) (high << 4 | low);
    }

  if (self->fingerprinted)
    return memcmp (self->description->fingerprint, fingerprint, sizeof fingerprint) == 0;
  memcpy (self->description->fingerprint, fingerprint, sizeof fingerprint);
  self->fingerprinted = TRUE;

  return TRUE;
}

/* Takes the first value, and lets others pass only where they are the same. */
static gboolean
keep_one (char      **kept,
          const char *value)
{
  if (*kept == NULL)
    *kept = g_strdup (value);

  return g_str_equal (*kept, value);
}

/* RFC 8839 section 5.4: 4 to 256 and 22 to 256 ice-chars. */
static gboolean
parse_ice_ufrag (Parser     *self,
                 const char *value)
{
  return is_made_of (value, TOKEN_CHARS "+/", 4, 256) && keep_one (&self->description->ice_ufrag, value);
}

static gboolean
parse_ice_pwd (Parser     *self,
               const char *value)
{
  return is_made_of (value, TOKEN_CHARS "+/", 22, 256) && keep_one (&self->ice_pwd, value);
}

static gboolean
parse_setup (Parser     *self,
             const char *value)
{
  if (self->seen & SEEN_SETUP)
    return FALSE;
  self->seen |= SEEN_SETUP;

  /* An offer after the first names the role that is settled. */
  return g_str_equal (value, "active") || g_str_equal (value, "passive")
         || (g_str_equal (value, "actpass") && self->description->type == HEARTH_SDP_OFFER);
}

static gboolean
parse_mid (Parser     *self,
           const char *value)
{
  if (self->media->mid != NULL || !is_made_of (value, TOKEN_CHARS "_-", 1, 32))
    return FALSE;
  self->media->mid = g_strdup (value);

  return TRUE;
}

static gboolean
set_direction (Parser       *self,
               HearthSdpType type,
               gboolean      active)
{
  if ((self->seen & SEEN_DIRECTION) || self->media->kind == HEARTH_SDP_DATA || (active && self->description->type != type))
    return FALSE;
  self->seen |= SEEN_DIRECTION;
  self->media->active = active;

  return TRUE;
}

static gboolean
parse_sendonly (Parser     *self,
                const char *value)
{
  return set_direction (self, HEARTH_SDP_OFFER, TRUE);
}

static gboolean
parse_recvonly (Parser     *self,
                const char *value)
{
  return set_direction (self, HEARTH_SDP_ANSWER, TRUE);
}

static gboolean
parse_inactive (Parser     *self,
                const char *value)
{
  return set_direction (self, self->description->type, FALSE);
}

static gboolean
parse_rtcp_mux (Parser     *self,
                const char *value)
{
  self->seen |= SEEN_RTCP_MUX;

  return TRUE;
}

static gboolean
parse_bundle_only (Parser     *self,
                   const char *value)
{
  self->seen |= SEEN_BUNDLE_ONLY;

  return self->description->type == HEARTH_SDP_OFFER;
}

/* "PAYLOAD REST": the payload type must be one that this section lists. */
static const char *
skip_payload (Parser     *self,
              const char *value,
              guint      *payload)
{
  g_autofree char *number = NULL;
  const char *space = strchr (value, ' ');
  guint64 parsed;

  if (space == NULL)
    return NULL;
  number = g_strndup (value, (gsize) (space - value));
  if (!parse_number (number, 127, &parsed))
    return NULL;
  *payload = (guint) parsed;

  switch (*payload)
    {
    case HEARTH_SDP_PAYLOAD_OPUS:
      return self->media->kind == HEARTH_SDP_AUDIO ? space + 1 : NULL;
    case HEARTH_SDP_PAYLOAD_VP8:
      return self->media->kind == HEARTH_SDP_VIDEO ? space + 1 : NULL;
    case HEARTH_SDP_PAYLOAD_RTX:
      return self->media->kind == HEARTH_SDP_VIDEO && self->has_rtx ? space + 1 : NULL;
    default:
      return NULL;
    }
}

static gboolean
parse_rtpmap (Parser     *self,
              const char *value)
{
  guint payload;
  const char *encoding = skip_payload (self, value, &payload);
  const char *wanted;

  if (encoding == NULL)
    return FALSE;

  wanted = payload == HEARTH_SDP_PAYLOAD_OPUS ? "opus/48000/2" : payload == HEARTH_SDP_PAYLOAD_VP8 ? "VP8/90000" : "rtx/90000";
  self->seen |= payload == HEARTH_SDP_PAYLOAD_RTX ? SEEN_RTX_MAP : SEEN_CODEC_MAP;

  return g_ascii_strcasecmp (encoding, wanted) == 0;
}

static gboolean
parse_fmtp (Parser     *self,
            const char *value)
{
  static const char *const names[] = {
    "minptime", "maxptime", "ptime", "useinbandfec", "usedtx", "stereo", "sprop-stereo", "maxplaybackrate",
    "sprop-maxcapturerate", "maxaveragebitrate", "cbr", "max-fs", "max-fr", "rtx-time", NULL
  };
  g_auto (GStrv) parameters = NULL;
  guint payload;
  const char *rest = skip_payload (self, value, &payload);

  if (rest == NULL)
    return FALSE;

  parameters = g_strsplit (rest, ";", 16);
  for (guint i = 0; parameters[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (g_strstrip (parameters[i]), "=", 2);
      guint64 number;

      if (g_strv_length (pair) != 2 || !parse_number (pair[1], G_MAXINT32, &number))
        return FALSE;
      if (payload == HEARTH_SDP_PAYLOAD_RTX && g_str_equal (pair[0], "apt"))
        {
          if (number != HEARTH_SDP_PAYLOAD_VP8)
            return FALSE;
          self->seen |= SEEN_APT;
        }
      else if (!g_strv_contains (names, pair[0]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_rtcp_fb (Parser     *self,
               const char *value)
{
  static const char *const kinds[] = { "nack", "nack pli", "ccm fir", "transport-cc", "goog-remb", NULL };
  guint payload;
  const char *kind = skip_payload (self, value, &payload);

  return kind != NULL && g_strv_contains (kinds, kind);
}

/* RFC 5576: "SSRC cname:…" and, from webrtcbin and Chromium, "SSRC msid:… …". At most one source and its retransmission. */
static gboolean
parse_ssrc (Parser     *self,
            const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", 2);
  guint64 ssrc;

  if (g_strv_length (parts) != 2 || !parse_number (parts[0], G_MAXUINT32, &ssrc) || ssrc == 0)
    return FALSE;
  if (!g_str_has_prefix (parts[1], "cname:") && !g_str_has_prefix (parts[1], "msid:"))
    return FALSE;

  if (self->media->ssrc == 0)
    self->media->ssrc = (guint32) ssrc;

  return ssrc == self->media->ssrc || ssrc == self->media->rtx_ssrc;
}

static gboolean
parse_ssrc_group (Parser     *self,
                  const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", 4);
  guint64 ssrc;
  guint64 rtx_ssrc;

  /* Before any a=ssrc, as webrtcbin and browsers write it, and once. */
  if (g_strv_length (parts) != 3 || !g_str_equal (parts[0], "FID") || self->media->ssrc != 0)
    return FALSE;
  if (!parse_number (parts[1], G_MAXUINT32, &ssrc) || !parse_number (parts[2], G_MAXUINT32, &rtx_ssrc))
    return FALSE;
  self->media->ssrc = (guint32) ssrc;
  self->media->rtx_ssrc = (guint32) rtx_ssrc;

  return ssrc != 0 && rtx_ssrc != 0 && ssrc != rtx_ssrc && self->media->kind == HEARTH_SDP_VIDEO;
}

static gboolean
parse_sctp_port (Parser     *self,
                 const char *value)
{
  guint64 port;

  self->seen |= SEEN_SCTP_PORT;

  return self->media->kind == HEARTH_SDP_DATA && parse_number (value, G_MAXUINT16, &port) && port > 0;
}

static gboolean
parse_max_message_size (Parser     *self,
                        const char *value)
{
  guint64 size;

  return self->media->kind == HEARTH_SDP_DATA && parse_number (value, G_MAXUINT32, &size);
}

static gboolean
parse_candidate (Parser     *self,
                 const char *value)
{
  g_autofree char *candidate = g_strconcat ("candidate:", value, NULL);

  return ++self->n_candidates <= HEARTH_LIMIT_CANDIDATES && hearth_candidate_check (candidate, NULL);
}

static const Attribute attributes[] = {
  { "group", TRUE, FALSE, parse_group },
  { "ice-options", TRUE, TRUE, NULL },
  { "msid-semantic", TRUE, FALSE, NULL },
  { "extmap-allow-mixed", TRUE, TRUE, NULL },
  { "fingerprint", TRUE, TRUE, parse_fingerprint },
  { "ice-ufrag", TRUE, TRUE, parse_ice_ufrag },
  { "ice-pwd", TRUE, TRUE, parse_ice_pwd },
  { "setup", FALSE, TRUE, parse_setup },
  { "mid", FALSE, TRUE, parse_mid },
  { "sendonly", FALSE, TRUE, parse_sendonly },
  { "recvonly", FALSE, TRUE, parse_recvonly },
  { "inactive", FALSE, TRUE, parse_inactive },
  { "rtcp-mux", FALSE, TRUE, parse_rtcp_mux },
  { "rtcp-mux-only", FALSE, TRUE, NULL },
  { "rtcp-rsize", FALSE, TRUE, NULL },
  { "rtcp", FALSE, TRUE, NULL },
  { "bundle-only", FALSE, TRUE, parse_bundle_only },
  { "rtpmap", FALSE, TRUE, parse_rtpmap },
  { "fmtp", FALSE, TRUE, parse_fmtp },
  { "rtcp-fb", FALSE, TRUE, parse_rtcp_fb },
  { "ssrc", FALSE, TRUE, parse_ssrc },
  { "ssrc-group", FALSE, TRUE, parse_ssrc_group },
  { "msid", FALSE, TRUE, NULL },
  { "sctp-port", FALSE, TRUE, parse_sctp_port },
  { "max-message-size", FALSE, TRUE, parse_max_message_size },
  { "candidate", FALSE, TRUE, parse_candidate },
  { "end-of-candidates", FALSE, TRUE, NULL },
};

static gboolean
parse_attribute (Parser     *self,
                 const char *text)
{
  gsize length = strcspn (text, ":");
  const char *value = text[length] == ':' ? text + length + 1 : "";

  if (++self->n_attributes > HEARTH_LIMIT_SDP_ATTRIBUTES)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      const Attribute *attribute = &attributes[i];

      if (strlen (attribute->name) != length || strncmp (attribute->name, text, length) != 0)
        continue;
      if (self->media == NULL ? !attribute->in_session : !attribute->in_media)
        return FALSE;
      return attribute->parse == NULL || attribute->parse (self, value);
    }

  return FALSE;
}

/* --- Sections ------------------------------------------------------------------------------------------------------------- */

static void
media_free (gpointer data)
{
  HearthSdpMedia *media = data;

  g_free (media->mid);
  g_free (media);
}

/* What must have been there when a media section ends. */
static gboolean
end_section (Parser *self)
{
  Seen wanted = SEEN_CONNECTION | SEEN_SETUP;

  if (self->media == NULL)
    return self->n_header_lines == 4;

  if (self->media->kind == HEARTH_SDP_DATA)
    wanted |= SEEN_SCTP_PORT;
  else
    wanted |= SEEN_RTCP_MUX | SEEN_DIRECTION | SEEN_CODEC_MAP;
  if (self->has_rtx)
    wanted |= SEEN_RTX_MAP | SEEN_APT;

  /* Port 0 refuses a line, except in an offer that bundles it with the first. */
  if (self->port == 0 && (!(self->seen & SEEN_BUNDLE_ONLY) || self->description->media->len == 1))
    return FALSE;
  /* Whoever sends must say as whom: what comes from anybody else is dropped before it reaches webrtcbin's demultiplexer. */
  if (self->description->type == HEARTH_SDP_OFFER && self->media->kind != HEARTH_SDP_DATA && self->media->active
      && self->media->ssrc == 0)
    return FALSE;

  return (self->seen & wanted) == wanted && self->media->mid != NULL;
}

static gboolean
begin_media (Parser     *self,
             const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 6);
  HearthSdpMedia *media;
  guint64 port;
  const char *proto;
  gboolean known;

  if (!end_section (self) || self->description->media->len == HEARTH_LIMIT_SDP_MEDIA)
    return FALSE;
  if (g_strv_length (parts) < 4 || !parse_number (parts[1], G_MAXUINT16, &port))
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
parse_connection (Parser     *self,
                  const char *text)
{
  if (self->seen & SEEN_CONNECTION)
    return FALSE;
  self->seen |= SEEN_CONNECTION;

  if (!g_str_has_prefix (text, "IN IP4 ") && !g_str_has_prefix (text, "IN IP6 "))
    return FALSE;

  return g_hostname_is_ip_address (text + strlen ("IN IP4 "));
}

/* The four lines that every description begins with, in their order: RFC 8866 section 5. */
static gboolean
parse_header_line (Parser     *self,
                   const char *line)
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
parse_line (Parser     *self,
            const char *line)
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
      return parse_attribute (self, line + 2);
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
is_bundled (Parser *self)
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
are_ssrcs_unique (Parser *self)
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
parse_text (Parser     *self,
            const char *sdp)
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

HearthSessionDescription *
hearth_session_description_parse (HearthSdpType   type,
                                  const char     *sdp,
                                  GError        **error)
{
  g_autoptr (HearthSessionDescription) description = NULL;
  Parser parser = { 0 };
  gboolean accepted;

  g_return_val_if_fail (sdp != NULL, NULL);

  description = g_new0 (HearthSessionDescription, 1);
  description->type = type;
  description->sdp = g_strdup (sdp);
  description->media = g_ptr_array_new_with_free_func (media_free);

  parser.description = description;
  accepted = parse_text (&parser, sdp);
  g_strfreev (parser.bundle);
  g_free (parser.ice_pwd);

  if (!accepted)
    {
      g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION,
                           "Not a session description that we accept");
      return NULL;
    }

  return g_steal_pointer (&description);
}

static gpointer
media_copy (gconstpointer source,
            gpointer      data)
{
  HearthSdpMedia *copy = g_memdup2 (source, sizeof *copy);

  copy->mid = g_strdup (copy->mid);

  return copy;
}

HearthSessionDescription *
hearth_session_description_copy (const HearthSessionDescription *self)
{
  HearthSessionDescription *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->sdp = g_strdup (self->sdp);
  copy->ice_ufrag = g_strdup (self->ice_ufrag);
  copy->media = g_ptr_array_copy (self->media, media_copy, NULL);
  g_ptr_array_set_free_func (copy->media, media_free);

  return copy;
}

void
hearth_session_description_free (HearthSessionDescription *self)
{
  g_free (self->sdp);
  g_free (self->ice_ufrag);
  g_ptr_array_unref (self->media);
  g_free (self);
}

static gboolean
is_same_line (const HearthSdpMedia *a,
              const HearthSdpMedia *b)
{
  return a->kind == b->kind && g_str_equal (a->mid, b->mid);
}

gboolean
hearth_session_description_answers (const HearthSessionDescription *self,
                                    const HearthSessionDescription *offer)
{
  g_return_val_if_fail (self != NULL && offer != NULL, FALSE);

  if (self->type != HEARTH_SDP_ANSWER || offer->type != HEARTH_SDP_OFFER || self->media->len != offer->media->len)
    return FALSE;

  for (guint i = 0; i < self->media->len; i++)
    {
      const HearthSdpMedia *ours = g_ptr_array_index (self->media, i);
      const HearthSdpMedia *theirs = g_ptr_array_index (offer->media, i);

      if (!is_same_line (ours, theirs) || (ours->active && !theirs->active))
        return FALSE;
    }

  return TRUE;
}

gboolean
hearth_session_description_continues (const HearthSessionDescription *self,
                                      const HearthSessionDescription *earlier)
{
  g_return_val_if_fail (self != NULL && earlier != NULL, FALSE);

  if (self->media->len < earlier->media->len || !g_str_equal (self->ice_ufrag, earlier->ice_ufrag)
      || memcmp (self->fingerprint, earlier->fingerprint, HEARTH_FINGERPRINT_BYTES) != 0)
    return FALSE;

  for (guint i = 0; i < earlier->media->len; i++)
    {
      if (!is_same_line (g_ptr_array_index (self->media, i), g_ptr_array_index (earlier->media, i)))
        return FALSE;
    }

  return TRUE;
}
