/* What a peer sends faster than the main thread takes it: the channel is closed, however small the messages are.
 *
 * The channel is webrtcbin's own; the test speaks in place of its thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/limits.h"
#include "base/main-thread.h"
#include "peer/data-channel-private.h"

/* "certificate" in base64: the gate reads nothing in a certificate. */
#define PEM "-----BEGIN CERTIFICATE-----\nY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n"

typedef struct
{
  GstElement *pipeline;
  GstWebRTCDataChannel *webrtc_channel;
  HearthCertificateGate *gate;
  HearthDataChannel *channel;
  guint n_messages;
  guint n_closed;
} Fixture;

static void
on_message (Fixture *fixture)
{
  fixture->n_messages++;
}

static void
on_closed (Fixture *fixture)
{
  fixture->n_closed++;
}

static void
run_main_loop (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 fingerprint[HEARTH_FINGERPRINT_BYTES];
  gsize length = sizeof fingerprint;
  GstElement *webrtc = gst_element_factory_make ("webrtcbin", NULL);

  g_checksum_update (checksum, (const guchar *) "certificate", -1);
  g_checksum_get_digest (checksum, fingerprint, &length);
  fixture->gate = hearth_certificate_gate_new ();
  hearth_certificate_gate_expect (fixture->gate, fingerprint);
  hearth_certificate_gate_present (fixture->gate, PEM);
  g_assert_true (hearth_certificate_gate_is_open (fixture->gate));

  fixture->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  gst_bin_add (GST_BIN (fixture->pipeline), webrtc);
  gst_element_set_state (fixture->pipeline, GST_STATE_PLAYING);
  g_signal_emit_by_name (webrtc, "create-data-channel", "control", NULL, &fixture->webrtc_channel);
  g_assert_nonnull (fixture->webrtc_channel);

  fixture->channel = hearth_data_channel_new (fixture->webrtc_channel, fixture->gate);
  g_signal_connect_swapped (fixture->channel, "message", G_CALLBACK (on_message), fixture);
  g_signal_connect_swapped (fixture->channel, "closed", G_CALLBACK (on_closed), fixture);
  g_signal_emit_by_name (fixture->webrtc_channel, "on-open");
  run_main_loop ();
  g_assert_true (hearth_data_channel_is_open (fixture->channel));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gst_element_set_state (fixture->pipeline, GST_STATE_NULL);
  hearth_data_channel_close (fixture->channel);
  run_main_loop ();
  g_assert_finalize_object (fixture->channel);
  g_assert_finalize_object (fixture->gate);
  gst_object_unref (fixture->webrtc_channel);
  gst_object_unref (fixture->pipeline);
}

static void
speak (Fixture    *fixture,
       const char *text,
       guint       n)
{
  for (guint i = 0; i < n; i++)
    g_signal_emit_by_name (fixture->webrtc_channel, "on-message-string", text);
}

static void
test_in_time (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < 10; i++)
    {
      speak (fixture, "x", 1000);
      run_main_loop ();
    }
  g_assert_cmpuint (fixture->n_messages, ==, 10000);
  g_assert_cmpuint (fixture->n_closed, ==, 0);
}

static void
test_too_many (Fixture       *fixture,
               gconstpointer  data)
{
  speak (fixture, "x", 10000);
  run_main_loop ();
  g_assert_cmpuint (fixture->n_messages, >, 1000);
  g_assert_cmpuint (fixture->n_messages, <=, HEARTH_LIMIT_CHANNEL_BUFFERED_BYTES / HEARTH_LIMIT_CHANNEL_MESSAGE_COST);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

static void
test_too_long (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *longest = g_strnfill (HEARTH_LIMIT_CONTROL_BYTES, 'x');
  g_autofree char *longer = g_strnfill (HEARTH_LIMIT_CONTROL_BYTES + 1, 'x');

  speak (fixture, longest, 1);
  speak (fixture, longer, 1);
  speak (fixture, "x", 1);
  run_main_loop ();
  g_assert_cmpuint (fixture->n_messages, ==, 1);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

static void
test_not_text (Fixture       *fixture,
               gconstpointer  data)
{
  speak (fixture, "\xff", 1);
  run_main_loop ();
  g_assert_cmpuint (fixture->n_messages, ==, 0);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

#define ADD(path, func) g_test_add ("/data-channel/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("in-time", test_in_time);
  ADD ("too-many", test_too_many);
  ADD ("too-long", test_too_long);
  ADD ("not-text", test_not_text);
#undef ADD

  return g_test_run ();
}
