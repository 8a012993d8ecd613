/* HearthDeviceMonitor against a real PipeWire with virtual devices.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gst/gst.h>

#include "base/main-thread.h"
#include "lab-device.h"
#include "media/device-monitor.h"

static guint
count (HearthDeviceMonitor *monitor,
       HearthDeviceKind     kind)
{
  return g_list_model_get_n_items (hearth_device_monitor_get_devices (monitor, kind));
}

static gboolean
has_camera (gpointer monitor)
{
  return hearth_device_monitor_find (monitor, HEARTH_DEVICE_CAMERA, "camera-a") != NULL;
}

static void
on_device (guint *n)
{
  ++*n;
}

static gboolean
has_none (gpointer monitor)
{
  return count (monitor, HEARTH_DEVICE_CAMERA) == 0;
}

static gboolean
has_sound (gpointer monitor)
{
  return count (monitor, HEARTH_DEVICE_SPEAKER) > 0 && count (monitor, HEARTH_DEVICE_MICROPHONE) > 0;
}

static void
test_plug (void)
{
  g_autoptr (HearthDeviceMonitor) monitor = hearth_device_monitor_new ();
  g_autoptr (LabDevice) microphone = NULL;
  LabDevice *device;
  guint n_added = 0, n_removed = 0;

  g_signal_connect_swapped (monitor, "added", G_CALLBACK (on_device), &n_added);
  g_signal_connect_swapped (monitor, "removed", G_CALLBACK (on_device), &n_removed);
  device = lab_device_plug ("vcam", "camera-a");
  microphone = lab_device_plug ("vmic", "microphone");

  lab_expect (has_camera, monitor, 1000);
  lab_expect (has_sound, monitor, 1000);
  g_assert_cmpuint (n_added, ==, 3);
  g_assert_cmpuint (count (monitor, HEARTH_DEVICE_SPEAKER), ==, 1);
  g_assert_cmpuint (count (monitor, HEARTH_DEVICE_MICROPHONE), ==, 1);
  g_assert_null (hearth_device_monitor_find (monitor, HEARTH_DEVICE_SPEAKER, "camera-a"));
  g_assert_null (hearth_device_monitor_find (monitor, HEARTH_DEVICE_CAMERA, NULL));

  lab_device_unplug (device);
  lab_expect (has_none, monitor, 500);
  g_assert_cmpuint (n_removed, ==, 1);

  device = lab_device_plug ("vcam", "camera-a");
  lab_expect (has_camera, monitor, 500);
  lab_device_unplug (device);
}

static char *
get_first (HearthDeviceMonitor *monitor)
{
  g_autoptr (HearthDevice) device = g_list_model_get_item (hearth_device_monitor_get_devices (monitor, HEARTH_DEVICE_CAMERA), 0);

  return g_strdup (device != NULL ? hearth_device_get_id (device) : "none");
}

static gboolean
is_b_first (gpointer monitor)
{
  g_autofree char *first = get_first (monitor);

  return g_str_equal (first, "camera-b");
}

static void
test_default_first (void)
{
  g_autoptr (HearthDeviceMonitor) monitor = hearth_device_monitor_new ();
  g_autoptr (LabDevice) first = lab_device_plug ("vcam", "camera-a");
  g_autoptr (LabDevice) second = lab_device_plug ("vcam", "camera-b");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "pw-metadata", "0", "default.configured.video.source",
                              "{\"name\":\"camera-b\"}", NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);

  lab_expect (is_b_first, monitor, 2000);
  g_assert_cmpuint (count (monitor, HEARTH_DEVICE_CAMERA), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add_func ("/device-monitor/plug", test_plug);
  g_test_add_func ("/device-monitor/default-first", test_default_first);

  return g_test_run ();
}
