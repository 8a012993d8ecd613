/* HearthCameraPortal against a portal made here: it grants, refuses, and hands out sockets to the session's PipeWire.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gunixfdlist.h>

#include "base/main-thread.h"
#include "lab-device.h"
#include "media/camera-portal.h"
#include "media/camera.h"
#include "media/device-monitor.h"
#include "media/media-error.h"
#include "media/pipewire-remote.h"

static const char introspection[] =
  "<node><interface name='org.freedesktop.portal.Camera'>"
  "<method name='AccessCamera'><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='OpenPipeWireRemote'><arg type='a{sv}' direction='in'/><arg type='h' direction='out'/></method>"
  "</interface></node>";

/* The portal has a connection and a thread of its own: opening a remote waits for its answer on the main thread. */
typedef struct
{
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GDBusConnection *connection;
  int response; /* atomic: 0 granted, 1 refused */
} Portal;

static void
access_camera (Portal                *portal,
               GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (g_dbus_method_invocation_get_parameters (invocation), 0);
  g_autofree char *caller = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  g_autofree char *sender = g_strdelimit (g_strdup (caller + 1), ".", '_');
  g_autofree char *handle = NULL;
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  handle = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", sender, token);

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", handle));
  g_dbus_connection_emit_signal (portal->connection, caller, handle, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", (guint) g_atomic_int_get (&portal->response), NULL), NULL);
}

static void
open_remote (GDBusMethodInvocation *invocation)
{
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  int fd = hearth_pipewire_remote_connect (&error);

  g_assert_no_error (error);
  g_unix_fd_list_append (fds, fd, &error);
  g_assert_no_error (error);
  hearth_pipewire_remote_close (fd);
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation, g_variant_new ("(h)", 0), fds);
}

static void
on_method_call (GDBusConnection       *connection,
                const char            *sender,
                const char            *object_path,
                const char            *interface_name,
                const char            *method_name,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               user_data)
{
  if (g_str_equal (method_name, "AccessCamera"))
    access_camera (user_data, invocation);
  else
    open_remote (invocation);
}

static gpointer
run_portal (gpointer data)
{
  Portal *portal = data;

  g_main_context_push_thread_default (portal->context);
  g_main_loop_run (portal->loop);
  g_main_context_pop_thread_default (portal->context);

  return NULL;
}

static void
set_up (Portal       *portal,
        gconstpointer data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  portal->context = g_main_context_new ();
  portal->loop = g_main_loop_new (portal->context, FALSE);
  g_main_context_push_thread_default (portal->context);
  portal->connection = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                               | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                               NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (portal->connection, "/org/freedesktop/portal/desktop", node->interfaces[0], &vtable, portal,
                                     NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (portal->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 4u), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_main_context_pop_thread_default (portal->context);

  portal->thread = g_thread_new ("portal", run_portal, portal);
}

static void
tear_down (Portal       *portal,
           gconstpointer data)
{
  g_main_loop_quit (portal->loop);
  g_thread_join (portal->thread);
  g_dbus_connection_close_sync (portal->connection, NULL, NULL);
  g_clear_object (&portal->connection);
  g_main_loop_unref (portal->loop);
  g_main_context_unref (portal->context);
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
test_granted (Portal       *fake,
              gconstpointer data)
{
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
test_refused (Portal       *fake,
              gconstpointer data)
{
  g_autoptr (HearthCameraPortal) portal = hearth_camera_portal_new ();
  g_autoptr (GError) error = NULL;

  g_atomic_int_set (&fake->response, 1);
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  hearth_main_thread_init ();

  g_test_add_func ("/camera-portal/absent", test_absent);
  g_test_add ("/camera-portal/granted", Portal, NULL, set_up, test_granted, tear_down);
  g_test_add ("/camera-portal/refused", Portal, NULL, set_up, test_refused, tear_down);

  return g_test_run ();
}
