/* How much of what comes by a control channel is heard: pointers of one screen from a guest, of all that are shared from the host, and neither
 * takes anything from what else is said.
 *
 * The channel is webrtcbin's own; the test speaks in place of its thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/control-channel.h"

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
  HearthDataChannel *data_channel;
  HearthControlChannel *channel;
  guint n[HEARTH_N_CONTROL_TYPES];
} Fixture;

static void
on_message (HearthControlChannel *channel,
            HearthControlMessage *message,
            Fixture              *fixture)
{
  fixture->n[message->type]++;
}

static void
run_main_loop (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* @data: whether the host speaks. */
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

  fixture->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  gst_bin_add (GST_BIN (fixture->pipeline), webrtc);
  gst_element_set_state (fixture->pipeline, GST_STATE_PLAYING);
  g_signal_emit_by_name (webrtc, "create-data-channel", "control", NULL, &fixture->webrtc_channel);
  g_assert_nonnull (fixture->webrtc_channel);

  fixture->data_channel = hearth_data_channel_new (fixture->webrtc_channel, fixture->gate);
  fixture->channel = hearth_control_channel_new (fixture->data_channel, GPOINTER_TO_INT (data));
  g_signal_connect (fixture->channel, "message", G_CALLBACK (on_message), fixture);
  g_signal_emit_by_name (fixture->webrtc_channel, "on-open");
  run_main_loop ();
  g_assert_true (hearth_control_channel_is_open (fixture->channel));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gst_element_set_state (fixture->pipeline, GST_STATE_NULL);
  hearth_data_channel_close (fixture->data_channel);
  run_main_loop ();
  g_assert_finalize_object (fixture->channel);
  g_assert_finalize_object (fixture->data_channel);
  g_assert_finalize_object (fixture->gate);
  gst_object_unref (fixture->webrtc_channel);
  gst_object_unref (fixture->pipeline);
}

static void
speak (Fixture    *fixture,
       const char *text)
{
  g_signal_emit_by_name (fixture->webrtc_channel, "on-message-string", text);
  run_main_loop ();
}

static void
test_pointers (Fixture       *fixture,
               gconstpointer  data)
{
  const guint n_screens = GPOINTER_TO_INT (data) ? HEARTH_LIMIT_ROOM_SHARES + 1 : 1;
  gint64 began_at = g_get_monotonic_time ();
  double seconds;

  for (guint i = 0; i < 2 * n_screens * HEARTH_LIMIT_POINTERS; i++)
    speak (fixture, "{\"type\":\"pointer\",\"version\":1}");
  seconds = (double) (g_get_monotonic_time () - began_at) / G_USEC_PER_SEC;
  g_assert_cmpuint (fixture->n[HEARTH_CONTROL_POINTER], >=, n_screens * HEARTH_LIMIT_POINTERS);
  g_assert_cmpfloat (fixture->n[HEARTH_CONTROL_POINTER], <=,
                     n_screens * (HEARTH_LIMIT_POINTERS + seconds * HEARTH_LIMIT_POINTERS_PER_SECOND) + 1);

  speak (fixture, "{\"type\":\"bye\"}");
  g_assert_cmpuint (fixture->n[HEARTH_CONTROL_BYE], ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add ("/room/control-channel/pointers-of-guest", Fixture, GINT_TO_POINTER (FALSE), set_up, test_pointers, tear_down);
  g_test_add ("/room/control-channel/pointers-of-host", Fixture, GINT_TO_POINTER (TRUE), set_up, test_pointers, tear_down);

  return g_test_run ();
}
