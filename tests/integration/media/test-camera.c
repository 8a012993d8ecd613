/* HearthCamera against a real PipeWire with virtual cameras.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <signal.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "lab-device.h"
#include "lab-jpeg.h"
#include "media/camera.h"
#include "media/device-monitor.h"
#include "media/media-error.h"
#include "media/pipewire-remote.h"
#include "rtp-probe.h"

typedef struct
{
  HearthCamera *camera;
  RtpProbe *probe;
  guint n_live;
  GError *error; /* of the last ::failed */
  guint n_shown;
  int max_width; /* of what is shown */
  guint n_layers_changed;
} Fixture;

/* The whole picture of 640×360; the smaller one is layer 0. */
#define WHOLE 1

static void
on_live (Fixture *fixture)
{
  fixture->n_live++;
}

static void
on_failed (Fixture *fixture,
           GError  *error)
{
  g_clear_error (&fixture->error);
  fixture->error = g_error_copy (error);
}

static void
on_self_view_changed (Fixture *fixture)
{
  HearthVideoFrame *frame = hearth_frame_mailbox_get_frame (hearth_camera_get_mailbox (fixture->camera));

  if (frame == NULL)
    return;

  fixture->n_shown++;
  g_assert_cmpint (hearth_video_frame_get_width (frame), <=, fixture->max_width);
}

static HearthRtpSource *
get_layer (Fixture *fixture,
           guint    layer)
{
  return hearth_layered_source_get_source (hearth_camera_get_source (fixture->camera), layer);
}

static void
on_layers_changed (Fixture *fixture)
{
  fixture->n_layers_changed++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->camera = hearth_camera_new (&error);
  g_assert_no_error (error);
  fixture->max_width = 640;
  fixture->probe = rtp_probe_new ();
  hearth_rtp_source_add_sink (get_layer (fixture, WHOLE), HEARTH_RTP_SINK (fixture->probe));
  hearth_layered_source_set_wanted (hearth_camera_get_source (fixture->camera), 1u << WHOLE);
  g_signal_connect_swapped (hearth_camera_get_source (fixture->camera), "layers-changed", G_CALLBACK (on_layers_changed), fixture);
  g_signal_connect_swapped (fixture->camera, "live", G_CALLBACK (on_live), fixture);
  g_signal_connect_swapped (fixture->camera, "failed", G_CALLBACK (on_failed), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  hearth_camera_close (fixture->camera);
  hearth_camera_close (fixture->camera);
  g_assert_finalize_object (fixture->camera);
  g_assert_finalize_object (fixture->probe);
  g_clear_error (&fixture->error);
}

static gboolean
is_live (gpointer data)
{
  return ((Fixture *) data)->n_live > 0;
}

static gboolean
has_failed (gpointer data)
{
  return ((Fixture *) data)->error != NULL;
}

static gboolean
is_light_on (gpointer data)
{
  return lab_device_is_on (data);
}

static gboolean
is_light_off (gpointer data)
{
  return !lab_device_is_on (data);
}

static gboolean
has_ten_pictures (gpointer data)
{
  return rtp_probe_get_n_pictures (((Fixture *) data)->probe) >= 10;
}

static void
test_live (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");
  g_autoptr (GstCaps) caps = hearth_rtp_source_get_caps (get_layer (fixture, WHOLE));
  guint ssrc;

  g_signal_connect_swapped (hearth_camera_get_mailbox (fixture->camera), "changed", G_CALLBACK (on_self_view_changed), fixture);
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);
  lab_expect (is_light_on, device, 1000);
  lab_expect (has_ten_pictures, fixture, 1000);
  lab_spin (500);

  g_assert_true (gst_structure_get_uint (gst_caps_get_structure (caps, 0), "ssrc", &ssrc));
  g_assert_cmpuint (rtp_probe_get_ssrc (fixture->probe), ==, ssrc);
  g_assert_cmpuint (rtp_probe_get_n_breaks (fixture->probe), ==, 0);
  g_assert_cmpuint (rtp_probe_get_n_keyframes (fixture->probe), ==, 1);
  g_assert_cmpfloat (rtp_probe_get_max_age_ms (fixture->probe), <, 1000);
  g_assert_cmpfloat (rtp_probe_get_max_drift_ms (fixture->probe), <, 1);
  g_assert_cmpuint (fixture->n_shown, >=, 1);
  g_test_message ("oldest picture at the sink: %.1f ms", rtp_probe_get_max_age_ms (fixture->probe));

  hearth_camera_release (fixture->camera);
  lab_expect (is_light_off, device, 100);
  lab_spin (50);
  g_assert_null (hearth_frame_mailbox_get_frame (hearth_camera_get_mailbox (fixture->camera)));
  g_assert_no_error (fixture->error);
}

static void
test_default (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");

  hearth_camera_open (fixture->camera, NULL);
  lab_expect (is_live, fixture, 1000);
  lab_expect (is_light_on, device, 100);
}

/* Every second picture is left out, and the camera does not notice. */
static void
test_half_rate (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");

  hearth_camera_set_half_rate (fixture->camera, TRUE);
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);
  lab_expect (has_ten_pictures, fixture, 2000);
  /* A busy computer takes single pictures late, not all of them early. */
  g_assert_cmpfloat (rtp_probe_get_mean_gap_ms (fixture->probe), >, 55);

  hearth_camera_set_half_rate (fixture->camera, FALSE);
  rtp_probe_reset (fixture->probe);
  lab_expect (has_ten_pictures, fixture, 1000);
  g_assert_cmpfloat (rtp_probe_get_min_gap_ms (fixture->probe), <, 60);
  g_assert_cmpuint (fixture->n_live, ==, 1);
  g_assert_cmpuint (rtp_probe_get_n_breaks (fixture->probe), ==, 0);
}

/* Another size is another number of layers: what there was before goes on unbroken. */
static void
test_resolution (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");
  HearthLayeredSource *source = hearth_camera_get_source (fixture->camera);
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];
  RtpProbe *large = rtp_probe_new ();

  hearth_rtp_source_add_sink (get_layer (fixture, 2), HEARTH_RTP_SINK (large));
  hearth_layered_source_set_wanted (source, 7);
  g_assert_cmpuint (hearth_layered_source_get_layers (source, layers), ==, 0);
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);
  lab_expect (has_ten_pictures, fixture, 1000);
  g_assert_cmpuint (hearth_layered_source_get_layers (source, layers), ==, 2);
  g_assert_cmpuint (fixture->n_layers_changed, ==, 1);

  fixture->n_live = 0;
  rtp_probe_reset (fixture->probe);
  hearth_camera_set_resolution (fixture->camera, 1280, 720);
  lab_expect (is_live, fixture, 1000);
  lab_expect (has_ten_pictures, fixture, 2000);
  g_assert_cmpuint (hearth_layered_source_get_layers (source, layers), ==, 3);
  g_assert_cmpuint (layers[2].width, ==, 1280);
  g_assert_cmpuint (fixture->n_layers_changed, ==, 2);
  g_assert_cmpuint (rtp_probe_get_n_breaks (fixture->probe), ==, 0);
  g_assert_cmpuint (rtp_probe_get_n_keyframes (large), ==, 1);
  g_test_message ("gap %.1f ms", rtp_probe_get_max_gap_ms (fixture->probe));

  hearth_camera_release (fixture->camera);
  g_assert_cmpuint (hearth_layered_source_get_layers (source, layers), ==, 0);
  g_assert_cmpuint (fixture->n_layers_changed, ==, 3);
  hearth_rtp_source_remove_sink (get_layer (fixture, 2), HEARTH_RTP_SINK (large));
  g_assert_finalize_object (large);
}

/* A size that no camera has: cut and scaled. */
static void
test_odd_resolution (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");

  hearth_camera_set_resolution (fixture->camera, 480, 480);
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);
  lab_expect (has_ten_pictures, fixture, 1000);
}

static gboolean
has_been_shown (gpointer data)
{
  return ((Fixture *) data)->n_shown > 0;
}

/* What a JPEG calls dark grey is dark grey on the screen: neither darker, nor a bright one brighter. */
static void
assert_bands_are_shown (Fixture *fixture)
{
  HearthVideoFrame *frame = hearth_frame_mailbox_get_frame (hearth_camera_get_mailbox (fixture->camera));
  static const guint8 bands[] = LAB_JPEG_BANDS;
  const guint8 *pixels = g_bytes_get_data (hearth_video_frame_get_pixels (frame), NULL);
  int width = hearth_video_frame_get_width (frame);

  pixels += hearth_video_frame_get_stride (frame) * (gsize) (hearth_video_frame_get_height (frame) / 2);
  for (int band = 0; band < LAB_JPEG_N_BANDS; band++)
    for (int channel = 0; channel < 3; channel++)
      g_assert_cmpint (ABS (pixels[(2 * band + 1) * width / (2 * LAB_JPEG_N_BANDS) * 4 + channel] - bands[band]), <=, 3);
}

static void
test_jpeg (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug_jpeg ("camera-a");

  g_signal_connect_swapped (hearth_camera_get_mailbox (fixture->camera), "changed", G_CALLBACK (on_self_view_changed), fixture);
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);
  lab_expect (has_ten_pictures, fixture, 1000);
  lab_expect (has_been_shown, fixture, 1000);
  assert_bands_are_shown (fixture);

  fixture->n_live = 0;
  fixture->max_width = 1280;
  hearth_camera_set_resolution (fixture->camera, 1280, 720);
  lab_expect (is_live, fixture, 1000);
  fixture->n_shown = 0;
  lab_expect (has_been_shown, fixture, 1000);
  assert_bands_are_shown (fixture);
  g_assert_no_error (fixture->error);
}

static void
test_switch (Fixture      *fixture,
             gconstpointer data)
{
  double usual_gap;
  g_autoptr (LabDevice) first = lab_device_plug ("vcam", "camera-a");
  g_autoptr (LabDevice) second = lab_device_plug ("vcam", "camera-b");

  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);
  lab_expect (has_ten_pictures, fixture, 1000);

  usual_gap = rtp_probe_get_max_gap_ms (fixture->probe);
  rtp_probe_reset (fixture->probe);
  fixture->n_live = 0;
  hearth_camera_open (fixture->camera, "camera-b");
  lab_expect (is_live, fixture, 1000);
  lab_expect (is_light_off, first, 500);
  lab_expect (is_light_on, second, 500);
  lab_spin (300);

  g_test_message ("largest gap %.1f ms, before %.1f", rtp_probe_get_max_gap_ms (fixture->probe), usual_gap);
  g_assert_cmpfloat (rtp_probe_get_max_gap_ms (fixture->probe), <, 300 + usual_gap);
  g_assert_cmpuint (rtp_probe_get_n_breaks (fixture->probe), ==, 0);
  g_assert_no_error (fixture->error);
}

/* The one that is there does not take the place of the one that vanished: nobody agreed to that one. */
static void
test_vanish (Fixture      *fixture,
             gconstpointer data)
{
  LabDevice *device = lab_device_plug ("vcam", "camera-a");
  g_autoptr (LabDevice) other = lab_device_plug ("vcam", "camera-b");
  g_autoptr (LabDevice) returned = NULL;

  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);

  lab_device_unplug (device);
  lab_expect (has_failed, fixture, 2500);
  g_assert_error (fixture->error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE);
  lab_spin (200);
  g_assert_false (lab_device_is_on (other));

  returned = lab_device_plug ("vcam", "camera-a");
  fixture->n_live = 0;
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);
  lab_expect (has_ten_pictures, fixture, 1000);
  g_assert_cmpuint (rtp_probe_get_n_breaks (fixture->probe), ==, 0);
}

static void
test_no_device (Fixture      *fixture,
                gconstpointer data)
{
  gint64 start;

  hearth_camera_open (fixture->camera, "nobody");
  lab_expect (has_failed, fixture, 3500);
  g_assert_error (fixture->error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE);

  g_clear_error (&fixture->error);
  hearth_camera_open (fixture->camera, NULL);
  lab_expect (has_failed, fixture, 3500);
  g_assert_error (fixture->error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE);

  /* Letting go while it is still being opened. */
  hearth_camera_open (fixture->camera, "nobody");
  lab_spin (20);
  start = g_get_monotonic_time ();
  hearth_camera_release (fixture->camera);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
}

static gboolean
has_keyframe (gpointer data)
{
  return rtp_probe_get_n_keyframes (((Fixture *) data)->probe) > 0;
}

static void
test_keyframe (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");
  gint64 start;

  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (has_ten_pictures, fixture, 1500);

  start = g_get_monotonic_time ();
  rtp_probe_reset (fixture->probe);
  hearth_rtp_source_request_keyframe (get_layer (fixture, WHOLE));
  lab_expect (has_keyframe, fixture, 150);

  for (guint i = 0; i < 20; i++)
    {
      hearth_rtp_source_request_keyframe (get_layer (fixture, WHOLE));
      lab_spin (20);
    }
  /* Four tenths of a second have passed, or more where the computer is busy. */
  g_assert_cmpint (rtp_probe_get_n_keyframes (fixture->probe), <=,
                   1 + (g_get_monotonic_time () - start) / (HEARTH_LIMIT_KEYFRAME_GAP_MS * G_TIME_SPAN_MILLISECOND));
  rtp_probe_reset (fixture->probe);
  lab_expect (has_keyframe, fixture, 1100);
}

/* A remote from the portal: one socket, one client at a time. */
static void
test_portal (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");
  g_autoptr (GError) error = NULL;

  hearth_camera_set_portal_fd (fixture->camera, hearth_pipewire_remote_connect (&error));
  g_assert_no_error (error);

  for (guint i = 0; i < 3; i++)
    {
      fixture->n_live = 0;
      hearth_camera_open (fixture->camera, "camera-a");
      lab_expect (is_live, fixture, 1000);
      hearth_camera_release (fixture->camera);
      lab_expect (is_light_off, device, 100);
    }
}

static void
cycle (Fixture *fixture)
{
  fixture->n_live = 0;
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 2000);
  hearth_camera_release (fixture->camera);
}

static void
test_cycles (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");
  guint n_descriptors, n_threads;

  /* The first ones fill GLib's and GStreamer's own pools. */
  for (guint i = 0; i < 5; i++)
    cycle (fixture);
  n_descriptors = lab_n_descriptors ();
  n_threads = lab_n_threads ();

  for (guint i = 0; i < 50; i++)
    cycle (fixture);

  lab_spin (200); /* the last pipeline goes on its worker thread */
  g_test_message ("descriptors %u → %u, threads %u → %u", n_descriptors, lab_n_descriptors (), n_threads, lab_n_threads ());
  g_assert_cmpuint (lab_n_descriptors (), <=, n_descriptors + 2);
  g_assert_cmpuint (lab_n_threads (), <=, n_threads + 2);
}

/* A PipeWire that hangs holds pipewiresrc for half a minute, but not us. */
static void
test_pipewire_hangs (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");
  gint64 start;

  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);

  lab_pipewire_signal (SIGSTOP);
  start = g_get_monotonic_time ();
  hearth_camera_release (fixture->camera);
  hearth_camera_open (fixture->camera, "camera-a");
  hearth_camera_release (fixture->camera);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  lab_pipewire_signal (SIGCONT);
  lab_expect (is_light_off, device, 2000);

  fixture->n_live = 0;
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 2000);
}

static gboolean
is_available (gpointer monitor)
{
  return hearth_device_monitor_get_available (monitor);
}

static gboolean
is_away (gpointer monitor)
{
  return !hearth_device_monitor_get_available (monitor);
}

static gboolean
has_camera (gpointer monitor)
{
  return hearth_device_monitor_find (monitor, HEARTH_DEVICE_CAMERA, "camera-a") != NULL;
}

static void
test_pipewire_killed (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (HearthDeviceMonitor) monitor = hearth_device_monitor_new ();
  LabDevice *device = lab_device_plug ("vcam", "camera-a");
  g_autoptr (LabDevice) returned = NULL;
  gint64 start;

  lab_expect (has_camera, monitor, 1000);
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);

  lab_pipewire_signal (SIGKILL);
  lab_expect (is_away, monitor, 500);
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    g_assert_cmpuint (g_list_model_get_n_items (hearth_device_monitor_get_devices (monitor, kind)), ==, 0);
  lab_expect (has_failed, fixture, 500);
  g_assert_error (fixture->error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE);

  /* Where there is none, that is said from the main loop and at once. */
  g_clear_error (&fixture->error);
  start = g_get_monotonic_time ();
  hearth_camera_open (fixture->camera, "camera-a");
  g_assert_no_error (fixture->error);
  lab_expect (has_failed, fixture, 200);
  g_assert_error (fixture->error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);

  lab_device_unplug (device);
  lab_pipewire_restart ();
  returned = lab_device_plug ("vcam", "camera-a");
  lab_expect (is_available, monitor, 5000);
  lab_expect (has_camera, monitor, 1000);
  fixture->n_live = 0;
  hearth_camera_open (fixture->camera, "camera-a");
  lab_expect (is_live, fixture, 1000);
  g_assert_cmpuint (rtp_probe_get_n_breaks (fixture->probe), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

#define ADD(name, test) g_test_add ("/camera/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("live", test_live);
  ADD ("default", test_default);
  ADD ("half-rate", test_half_rate);
  ADD ("resolution", test_resolution);
  ADD ("odd-resolution", test_odd_resolution);
  ADD ("jpeg", test_jpeg);
  ADD ("switch", test_switch);
  ADD ("vanish", test_vanish);
  ADD ("keyframe", test_keyframe);
  ADD ("portal", test_portal);
  ADD ("cycles", test_cycles);
  ADD ("no-device", test_no_device);
  ADD ("pipewire-hangs", test_pipewire_hangs);
  ADD ("pipewire-killed", test_pipewire_killed);
#undef ADD

  return g_test_run ();
}
