/* Session descriptions: what is accepted is within the limits, is to webrtcbin's parser what it is to ours, and can have our
 * header extensions, which webrtcbin never sees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <gst/sdp/sdp.h>

#include <string.h>

#include "base/limits.h"
#include "peer/sdp-extensions.h"
#include "peer/session-description.h"

/* At most so many attributes are ours. */
#define OWN_ATTRIBUTES 3

static gboolean
has_room (const GstSDPMessage *message,
          const char          *extended)
{
  for (guint i = 0; i < gst_sdp_message_medias_len (message); i++)
    {
      if (gst_sdp_media_attributes_len (gst_sdp_message_get_media (message, i)) + OWN_ATTRIBUTES > HEARTH_LIMIT_SDP_ATTRIBUTES)
        return FALSE;
    }

  return strlen (extended) <= HEARTH_LIMIT_SDP_BYTES;
}

/* As offers are sent, and as they are handed to webrtcbin where they come. */
static void
check_extensions (HearthSdpType        type,
                  const GstSDPMessage *message)
{
  g_autofree char *text = hearth_sdp_extensions_add (message, NULL);
  g_autoptr (HearthSessionDescription) extended = hearth_session_description_parse (type, text, NULL);
  GstSDPMessage *stripped = NULL;
  g_autofree char *stripped_text = NULL;
  g_auto (GStrv) lines = NULL;

  if (extended == NULL)
    {
      g_assert_false (has_room (message, text));
      return;
    }
  for (guint i = 0; i < extended->media->len; i++)
    {
      const HearthSdpMedia *line = g_ptr_array_index (extended->media, i);

      g_assert_cmpint (line->transport_cc, ==, line->kind != HEARTH_SDP_DATA);
    }

  g_assert_cmpint (gst_sdp_message_new_from_text (text, &stripped), ==, GST_SDP_OK);
  hearth_sdp_extensions_strip (stripped);
  stripped_text = gst_sdp_message_as_text (stripped);
  lines = g_strsplit (stripped_text, "\r\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_assert_false (g_str_has_prefix (*line, "a=extmap:"));
      g_assert_false (g_str_has_prefix (*line, "a=rtcp-fb:") && g_str_has_suffix (*line, " transport-cc"));
    }
  gst_sdp_message_free (stripped);
}

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
  check_extensions (type, message);
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
