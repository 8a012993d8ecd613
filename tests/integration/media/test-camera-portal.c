/* HearthCameraPortal against a portal made here: it grants, refuses, and hands out sockets to the session's PipeWire.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/main-thread.h"
#include "lab-device.h"
#include "media/camera-portal.h"
#include "media/camera.h"
#include "media/device-monitor.h"
#include "media/media-error.h"
#include "portal-mock.h"

static const char camera_interface[] =
  "<interface name='org.freedesktop.portal.Camera'>"
  "<method name='AccessCamera'><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='OpenPipeWireRemote'><arg type='a{sv}' direction='in'/><arg type='h' direction='out'/></method>"
  "</interface>";

/* @data: guint: 0: access is granted, 1: refused */
static void
on_call (PortalMock            *mock,
         const char            *method,
         GVariant              *options,
         GDBusMethodInvocation *invocation,
         gpointer               data)
{
  portal_mock_respond (mock, invocation, options, GPOINTER_TO_UINT (data), g_variant_new ("a{sv}", NULL));
}

static void
on_access_ready (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
request (HearthCameraPortal  *portal,
         GError             **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_camera_portal_access_async (portal, NULL, on_access_ready, &result);
  g_assert_cmpint (lab_await (has_result, &result, 10000), >=, 0);

  return hearth_camera_portal_access_finish (portal, result, error);
}

static void
on_live (gboolean *live)
{
  *live = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
has_camera (gpointer monitor)
{
  return hearth_device_monitor_find (monitor, HEARTH_DEVICE_CAMERA, "camera-a") != NULL;
}

static void
test_granted (void)
{
  g_autoptr (PortalMock) mock = portal_mock_new (camera_interface, on_call, GUINT_TO_POINTER (0));
  g_autoptr (LabDevice) device = lab_device_plug ("vcam", "camera-a");
  g_autoptr (HearthCameraPortal) portal = hearth_camera_portal_new ();
  g_autoptr (HearthDeviceMonitor) monitor = hearth_device_monitor_new ();
  g_autoptr (HearthCamera) camera = NULL;
  g_autoptr (GError) error = NULL;
  gboolean live = FALSE;
  int fd;

  g_assert_true (request (portal, &error));
  g_assert_no_error (error);

  fd = hearth_camera_portal_open_remote (portal, &error);
  g_assert_no_error (error);
  hearth_device_monitor_add_portal (monitor, fd);
  g_assert_cmpint (lab_await (has_camera, monitor, 10000), >=, 0);

  camera = hearth_camera_new (&error);
  g_assert_no_error (error);
  fd = hearth_camera_portal_open_remote (portal, &error);
  g_assert_no_error (error);
  hearth_camera_set_portal_fd (camera, fd);
  g_signal_connect_swapped (camera, "live", G_CALLBACK (on_live), &live);
  hearth_camera_open (camera, "camera-a");
  g_assert_cmpint (lab_await (is_set, &live, 10000), >=, 0);
  hearth_camera_close (camera);
}

static void
test_refused (void)
{
  g_autoptr (PortalMock) mock = portal_mock_new (camera_interface, on_call, GUINT_TO_POINTER (1));
  g_autoptr (HearthCameraPortal) portal = hearth_camera_portal_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (request (portal, &error));
  g_assert_error (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_REFUSED);
}

static void
test_absent (void)
{
  g_autoptr (HearthCameraPortal) portal = hearth_camera_portal_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (hearth_camera_portal_is_needed ());
  g_assert_false (request (portal, &error));
  g_assert_error (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE);
}

static void
test_no_bus (void)
{
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);

  g_test_trap_subprocess_with_envp ("/camera-portal/absent", (const char *const *) environment, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add_func ("/camera-portal/absent", test_absent);
  g_test_add_func ("/camera-portal/no-bus", test_no_bus);
  g_test_add_func ("/camera-portal/granted", test_granted);
  g_test_add_func ("/camera-portal/refused", test_refused);

  return g_test_run ();
}
