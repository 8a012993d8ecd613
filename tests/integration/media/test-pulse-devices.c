/* HearthDeviceMonitor where only PulseAudio's socket can be seen, as in a sandbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gst/gst.h>

#include "base/main-thread.h"
#include "lab-device.h"
#include "media/device-monitor.h"

static gboolean
is_listening (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
has_microphone (gpointer monitor)
{
  return hearth_device_monitor_find (monitor, HEARTH_DEVICE_MICROPHONE, "microphone") != NULL;
}

static gboolean
has_no_microphone (gpointer monitor)
{
  return !has_microphone (monitor);
}

static void
test_pulse (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "pulse", "native", NULL);
  g_autoptr (HearthDeviceMonitor) monitor = NULL;
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (GError) error = NULL;
  LabDevice *microphone;
  guint tick;

  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "pipewire-pulse", NULL);
  if (server == NULL)
    {
      g_test_skip ("pipewire-pulse is not installed");
      return;
    }
  microphone = lab_device_plug ("vmic", "microphone");
  tick = g_timeout_add (10, on_tick, NULL);
  g_assert_cmpint (lab_await (is_listening, path, 10000), >=, 0);
  g_source_remove (tick);
  g_setenv ("PIPEWIRE_REMOTE", "not-in-a-sandbox", TRUE);

  monitor = hearth_device_monitor_new ();
  g_assert_true (hearth_device_monitor_get_available (monitor));
  g_assert_cmpint (lab_await (has_microphone, monitor, 10000), >=, 0);
  g_assert_nonnull (hearth_device_monitor_find (monitor, HEARTH_DEVICE_SPEAKER, "speaker"));
  g_assert_cmpuint (g_list_model_get_n_items (hearth_device_monitor_get_devices (monitor, HEARTH_DEVICE_MICROPHONE)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_device_monitor_get_devices (monitor, HEARTH_DEVICE_CAMERA)), ==, 0);

  lab_device_unplug (microphone);
  g_assert_cmpint (lab_await (has_no_microphone, monitor, 10000), >=, 0);
  g_subprocess_force_exit (server);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add_func ("/device-monitor/pulse", test_pulse);

  return g_test_run ();
}
