/* The header extensions in a session description: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sdp-extensions.h"

#include "base/rtp-extension.h"

#define FEEDBACK "transport-cc"

static void
add_extmap (GstSDPMedia *media,
            guint        id,
            const char  *uri)
{
  g_autofree char *value = g_strdup_printf ("%u %s", id, uri);

  gst_sdp_media_add_attribute (media, "extmap", value);
}

static void
add_to_line (GstSDPMedia          *media,
             const HearthSdpMedia *offered)
{
  gboolean audio = g_strcmp0 (gst_sdp_media_get_media (media), "audio") == 0;
  g_autofree char *feedback = NULL;

  if (audio && (offered == NULL || offered->audio_level))
    add_extmap (media, HEARTH_RTP_EXTENSION_AUDIO_LEVEL, HEARTH_RTP_EXTENSION_AUDIO_LEVEL_URI);
  if (offered != NULL && !offered->transport_cc)
    return;

  add_extmap (media, HEARTH_RTP_EXTENSION_TRANSPORT_CC, HEARTH_RTP_EXTENSION_TRANSPORT_CC_URI);
  feedback = g_strdup_printf ("%d " FEEDBACK, audio ? HEARTH_SDP_PAYLOAD_OPUS : HEARTH_SDP_PAYLOAD_VP8);
  gst_sdp_media_add_attribute (media, "rtcp-fb", feedback);
}

char *
hearth_sdp_extensions_add (const GstSDPMessage            *sdp,
                           const HearthSessionDescription *offer)
{
  GstSDPMessage *copy = NULL;
  char *text;

  g_return_val_if_fail (sdp != NULL, NULL);

  gst_sdp_message_copy (sdp, &copy);
  hearth_sdp_extensions_strip (copy);
  for (guint i = 0; i < gst_sdp_message_medias_len (copy); i++)
    {
      GstSDPMedia *media = (GstSDPMedia *) gst_sdp_message_get_media (copy, i);
      const HearthSdpMedia *offered = offer != NULL && i < offer->media->len ? g_ptr_array_index (offer->media, i) : NULL;

      if (g_strcmp0 (gst_sdp_media_get_media (media), "application") != 0)
        add_to_line (media, offered);
    }
  text = gst_sdp_message_as_text (copy);
  gst_sdp_message_free (copy);

  return text;
}

void
hearth_sdp_extensions_strip (GstSDPMessage *sdp)
{
  g_return_if_fail (sdp != NULL);

  for (guint i = 0; i < gst_sdp_message_medias_len (sdp); i++)
    {
      GstSDPMedia *media = (GstSDPMedia *) gst_sdp_message_get_media (sdp, i);

      for (guint j = gst_sdp_media_attributes_len (media); j-- > 0;)
        {
          const GstSDPAttribute *attribute = gst_sdp_media_get_attribute (media, j);

          if (g_str_equal (attribute->key, "extmap")
              || (g_str_equal (attribute->key, "rtcp-fb") && g_str_has_suffix (attribute->value, " " FEEDBACK)))
            gst_sdp_media_remove_attribute (media, j);
        }
    }
}
