/* Session descriptions: what is accepted is within the limits, and is to webrtcbin's parser what it is to ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <gst/sdp/sdp.h>

#include "base/limits.h"
#include "peer/session-description.h"

static void
check (HearthSdpType  type,
       const char    *text)
{
  g_autoptr (HearthSessionDescription) description = hearth_session_description_parse (type, text, NULL);
  GstSDPMessage *message = NULL;

  if (description == NULL)
    return;

  g_assert_cmpuint (description->media->len, <=, HEARTH_LIMIT_SDP_MEDIA);
  g_assert_cmpint (gst_sdp_message_new_from_text (text, &message), ==, GST_SDP_OK);
  g_assert_cmpuint (gst_sdp_message_medias_len (message), ==, description->media->len);
  for (guint i = 0; i < description->media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (description->media, i);
      const GstSDPMedia *media = gst_sdp_message_get_media (message, i);

      g_assert_cmpstr (gst_sdp_media_get_attribute_val (media, "mid"), ==, line->mid);
      g_assert_null (gst_sdp_media_get_attribute_val_n (media, "mid", 1));
      g_assert_true (line->ssrc == 0 || line->ssrc != line->rtx_ssrc);
    }
  gst_sdp_message_free (message);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  check (HEARTH_SDP_OFFER, text);
  check (HEARTH_SDP_ANSWER, text);

  return 0;
}
