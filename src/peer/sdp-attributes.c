/* The attributes of a session description: which may stand where, and what they may say. See the header.
 *
 * Everything that is not in the table is refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "base/limits.h"
#include "base/rtp-extension.h"
#include "peer/candidate.h"
#include "peer/sdp-parser.h"

#define TOKEN_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

typedef gboolean (*AttributeFunc) (HearthSdpParser *self,
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
parse_group (HearthSdpParser *self,
             const char      *value)
{
  if (self->bundle != NULL || !g_str_has_prefix (value, "BUNDLE "))
    return FALSE;
  self->bundle = g_strsplit (value + strlen ("BUNDLE "), " ", HEARTH_LIMIT_SDP_MEDIA + 1);

  return TRUE;
}

/* RFC 8122: "sha-256 " and 32 pairs of hexadecimal digits with colons between. */
static gboolean
parse_fingerprint (HearthSdpParser *self,
                   const char      *value)
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
parse_ice_ufrag (HearthSdpParser *self,
                 const char      *value)
{
  return is_made_of (value, TOKEN_CHARS "+/", 4, 256) && keep_one (&self->description->ice_ufrag, value);
}

static gboolean
parse_ice_pwd (HearthSdpParser *self,
               const char      *value)
{
  return is_made_of (value, TOKEN_CHARS "+/", 22, 256) && keep_one (&self->ice_pwd, value);
}

static gboolean
parse_setup (HearthSdpParser *self,
             const char      *value)
{
  if (self->seen & HEARTH_SDP_SEEN_SETUP)
    return FALSE;
  self->seen |= HEARTH_SDP_SEEN_SETUP;

  /* An offer after the first names the role that is settled. */
  return g_str_equal (value, "active") || g_str_equal (value, "passive")
         || (g_str_equal (value, "actpass") && self->description->type == HEARTH_SDP_OFFER);
}

static gboolean
parse_mid (HearthSdpParser *self,
           const char      *value)
{
  if (self->media->mid != NULL || !is_made_of (value, TOKEN_CHARS "_-", 1, 32))
    return FALSE;
  self->media->mid = g_strdup (value);

  return TRUE;
}

static gboolean
set_direction (HearthSdpParser *self,
               HearthSdpType    type,
               gboolean         active)
{
  if ((self->seen & HEARTH_SDP_SEEN_DIRECTION) || self->media->kind == HEARTH_SDP_DATA)
    return FALSE;
  if (active && self->description->type != type)
    return FALSE;
  self->seen |= HEARTH_SDP_SEEN_DIRECTION;
  self->media->active = active;

  return TRUE;
}

static gboolean
parse_sendonly (HearthSdpParser *self,
                const char      *value)
{
  return set_direction (self, HEARTH_SDP_OFFER, TRUE);
}

static gboolean
parse_recvonly (HearthSdpParser *self,
                const char      *value)
{
  return set_direction (self, HEARTH_SDP_ANSWER, TRUE);
}

static gboolean
parse_inactive (HearthSdpParser *self,
                const char      *value)
{
  return set_direction (self, self->description->type, FALSE);
}

static gboolean
parse_rtcp_mux (HearthSdpParser *self,
                const char      *value)
{
  self->seen |= HEARTH_SDP_SEEN_RTCP_MUX;

  return TRUE;
}

static gboolean
parse_bundle_only (HearthSdpParser *self,
                   const char      *value)
{
  self->seen |= HEARTH_SDP_SEEN_BUNDLE_ONLY;

  return self->description->type == HEARTH_SDP_OFFER;
}

/* "PAYLOAD REST": the payload type must be one that this section lists. */
static const char *
skip_payload (HearthSdpParser *self,
              const char      *value,
              guint           *payload)
{
  g_autofree char *number = NULL;
  const char *space = strchr (value, ' ');
  guint64 parsed;

  if (space == NULL)
    return NULL;
  number = g_strndup (value, (gsize) (space - value));
  if (!hearth_sdp_parse_number (number, 127, &parsed))
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
parse_rtpmap (HearthSdpParser *self,
              const char      *value)
{
  guint payload;
  const char *encoding = skip_payload (self, value, &payload);
  const char *wanted;

  if (encoding == NULL)
    return FALSE;

  wanted = payload == HEARTH_SDP_PAYLOAD_OPUS ? "opus/48000/2" : payload == HEARTH_SDP_PAYLOAD_VP8 ? "VP8/90000" : "rtx/90000";
  self->seen |= payload == HEARTH_SDP_PAYLOAD_RTX ? HEARTH_SDP_SEEN_RTX_MAP : HEARTH_SDP_SEEN_CODEC_MAP;

  return g_ascii_strcasecmp (encoding, wanted) == 0;
}

static gboolean
parse_fmtp (HearthSdpParser *self,
            const char      *value)
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

      if (g_strv_length (pair) != 2 || !hearth_sdp_parse_number (pair[1], G_MAXINT32, &number))
        return FALSE;
      if (payload == HEARTH_SDP_PAYLOAD_RTX && g_str_equal (pair[0], "apt"))
        {
          if (number != HEARTH_SDP_PAYLOAD_VP8)
            return FALSE;
          self->seen |= HEARTH_SDP_SEEN_APT;
        }
      else if (!g_strv_contains (names, pair[0]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_rtcp_fb (HearthSdpParser *self,
               const char      *value)
{
  static const char *const kinds[] = { "nack", "nack pli", "ccm fir", "transport-cc", "goog-remb", NULL };
  guint payload;
  const char *kind = skip_payload (self, value, &payload);

  return kind != NULL && g_strv_contains (kinds, kind);
}

/* RFC 8285 section 5: our two extensions, each under the id that it has in every call. */
static gboolean
parse_extmap (HearthSdpParser *self,
              const char      *value)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", 3);
  guint64 id;

  if (self->media->kind == HEARTH_SDP_DATA || g_strv_length (parts) != 2 || !hearth_sdp_parse_number (parts[0], 14, &id))
    return FALSE;

  if (id == HEARTH_RTP_EXTENSION_AUDIO_LEVEL && g_str_equal (parts[1], HEARTH_RTP_EXTENSION_AUDIO_LEVEL_URI))
    {
      self->media->audio_level = TRUE;
      return self->media->kind == HEARTH_SDP_AUDIO;
    }
  self->media->transport_cc = TRUE;

  return id == HEARTH_RTP_EXTENSION_TRANSPORT_CC && g_str_equal (parts[1], HEARTH_RTP_EXTENSION_TRANSPORT_CC_URI);
}

/* RFC 5576: "SSRC cname:…" and, from webrtcbin and Chromium, "SSRC msid:… …". At most one source and its retransmission. */
static gboolean
parse_ssrc (HearthSdpParser *self,
            const char      *value)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", 2);
  guint64 ssrc;

  if (self->media->kind == HEARTH_SDP_DATA || g_strv_length (parts) != 2
      || !hearth_sdp_parse_number (parts[0], G_MAXUINT32, &ssrc) || ssrc == 0)
    return FALSE;
  if (!g_str_has_prefix (parts[1], "cname:") && !g_str_has_prefix (parts[1], "msid:"))
    return FALSE;

  if (self->media->ssrc == 0)
    self->media->ssrc = (guint32) ssrc;

  return ssrc == self->media->ssrc || ssrc == self->media->rtx_ssrc;
}

static gboolean
parse_ssrc_group (HearthSdpParser *self,
                  const char      *value)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", 4);
  guint64 ssrc;
  guint64 rtx_ssrc;

  /* Before any a=ssrc, as webrtcbin and browsers write it, and once. */
  if (g_strv_length (parts) != 3 || !g_str_equal (parts[0], "FID") || self->media->ssrc != 0)
    return FALSE;
  if (!hearth_sdp_parse_number (parts[1], G_MAXUINT32, &ssrc) || !hearth_sdp_parse_number (parts[2], G_MAXUINT32, &rtx_ssrc))
    return FALSE;
  self->media->ssrc = (guint32) ssrc;
  self->media->rtx_ssrc = (guint32) rtx_ssrc;

  return ssrc != 0 && rtx_ssrc != 0 && ssrc != rtx_ssrc && self->media->kind == HEARTH_SDP_VIDEO;
}

static gboolean
parse_sctp_port (HearthSdpParser *self,
                 const char      *value)
{
  guint64 port;

  self->seen |= HEARTH_SDP_SEEN_SCTP_PORT;

  return self->media->kind == HEARTH_SDP_DATA && hearth_sdp_parse_number (value, G_MAXUINT16, &port) && port > 0;
}

static gboolean
parse_max_message_size (HearthSdpParser *self,
                        const char      *value)
{
  guint64 size;

  return self->media->kind == HEARTH_SDP_DATA && hearth_sdp_parse_number (value, G_MAXUINT32, &size);
}

static gboolean
parse_candidate (HearthSdpParser *self,
                 const char      *value)
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
  { "extmap", FALSE, TRUE, parse_extmap },
  { "ssrc", FALSE, TRUE, parse_ssrc },
  { "ssrc-group", FALSE, TRUE, parse_ssrc_group },
  { "msid", FALSE, TRUE, NULL },
  { "sctp-port", FALSE, TRUE, parse_sctp_port },
  { "max-message-size", FALSE, TRUE, parse_max_message_size },
  { "candidate", FALSE, TRUE, parse_candidate },
  { "end-of-candidates", FALSE, TRUE, NULL },
};

gboolean
hearth_sdp_parse_attribute (HearthSdpParser *self,
                            const char      *text)
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
