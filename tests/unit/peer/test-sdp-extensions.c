/* The extensions come into a description and out of it again; an answer takes no more than was offered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sdp-extensions.h"

#include "sdp-samples.h"

static GstSDPMessage *
read_sdp (const char *text)
{
  GstSDPMessage *message = NULL;

  g_assert_cmpint (gst_sdp_message_new_from_text (text, &message), ==, GST_SDP_OK);

  return message;
}

static void
assert_extensions (const HearthSessionDescription *description,
                   guint                           index,
                   gboolean                        audio_level,
                   gboolean                        transport_cc)
{
  const HearthSdpMedia *line = g_ptr_array_index (description->media, index);

  g_assert_cmpint (line->audio_level, ==, audio_level);
  g_assert_cmpint (line->transport_cc, ==, transport_cc);
}

static void
test_offer (void)
{
  GstSDPMessage *message = read_sdp (SDP_OUR_OFFER);
  g_autofree char *stripped = NULL;
  g_autofree char *text = NULL;
  g_autoptr (HearthSessionDescription) offer = NULL;
  g_autoptr (GError) error = NULL;

  hearth_sdp_extensions_strip (message);
  stripped = gst_sdp_message_as_text (message);
  g_assert_null (strstr (stripped, "extmap"));
  g_assert_null (strstr (stripped, "transport-cc"));
  g_assert_nonnull (strstr (stripped, "a=rtcp-fb:96 nack pli"));

  text = hearth_sdp_extensions_add (message, NULL);
  offer = hearth_session_description_parse (HEARTH_SDP_OFFER, text, &error);
  g_assert_no_error (error);
  assert_extensions (offer, 0, TRUE, TRUE);
  assert_extensions (offer, 1, FALSE, TRUE);
  assert_extensions (offer, 3, FALSE, FALSE);
  g_assert_nonnull (strstr (text, "a=rtcp-fb:96 transport-cc\r\n"));
  gst_sdp_message_free (message);
}

static void
test_answer (void)
{
  GstSDPMessage *message = read_sdp (SDP_CHROMIUM_ANSWER);
  g_autoptr (HearthSessionDescription) offer = hearth_session_description_parse (HEARTH_SDP_OFFER, SDP_OUR_OFFER, NULL);
  g_autoptr (HearthSessionDescription) answer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  /* Somebody who does not know of one of them. */
  ((HearthSdpMedia *) g_ptr_array_index (offer->media, 1))->transport_cc = FALSE;
  text = hearth_sdp_extensions_add (message, offer);
  answer = hearth_session_description_parse (HEARTH_SDP_ANSWER, text, &error);
  g_assert_no_error (error);
  assert_extensions (answer, 0, TRUE, TRUE);
  assert_extensions (answer, 1, FALSE, FALSE);
  gst_sdp_message_free (message);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sdp-extensions/offer", test_offer);
  g_test_add_func ("/sdp-extensions/answer", test_answer);

  return g_test_run ();
}
