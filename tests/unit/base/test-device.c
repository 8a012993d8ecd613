/* Devices: values that do not change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/device.h"

static void
test_device (void)
{
  char id[] = "v4l2_input.usb";
  HearthDevice *device = hearth_device_new (HEARTH_DEVICE_CAMERA, id, "Camera with “quotes”");

  id[0] = 'x';
  g_assert_cmpint (hearth_device_get_kind (device), ==, HEARTH_DEVICE_CAMERA);
  g_assert_cmpstr (hearth_device_get_id (device), ==, "v4l2_input.usb");
  g_assert_cmpstr (hearth_device_get_name (device), ==, "Camera with “quotes”");
  g_assert_finalize_object (device);
}

static void
test_kinds (void)
{
  for (guint kind = 0; kind < HEARTH_N_DEVICE_KINDS; kind++)
    {
      g_autoptr (HearthDevice) device = hearth_device_new (kind, "id", "name");

      g_assert_cmpint (hearth_device_get_kind (device), ==, kind);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/device/device", test_device);
  g_test_add_func ("/base/device/kinds", test_kinds);

  return g_test_run ();
}
