/* A desktop portal made here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "portal-mock.h"

#include <gio/gunixfdlist.h>

#include "media/pipewire-remote.h"

#define PORTAL_PATH "/org/freedesktop/portal/desktop"

struct _PortalMock
{
  PortalMockFunc func;
  gpointer data;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GDBusConnection *connection;
};

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
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *object_path,
         const char            *interface_name,
         const char            *method_name,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  PortalMock *self = user_data;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, g_variant_n_children (parameters) - 1);

  if (g_str_equal (method_name, "OpenPipeWireRemote"))
    open_remote (invocation);
  else
    self->func (self, method_name, options, invocation, self->data);
}

static GVariant *
on_get_property (GDBusConnection  *connection,
                 const char       *sender,
                 const char       *object_path,
                 const char       *interface_name,
                 const char       *property_name,
                 GError          **error,
                 gpointer          user_data)
{
  return g_variant_new_uint32 (6);
}

static gpointer
run (gpointer data)
{
  PortalMock *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

PortalMock *
portal_mock_new (const char     *interface,
                 PortalMockFunc  func,
                 gpointer        data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call, .get_property = on_get_property };
  PortalMock *self = g_new0 (PortalMock, 1);
  g_autofree char *xml = g_strdup_printf ("<node>%s</node>", interface);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  self->func = func;
  self->data = data;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->connection = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                             | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                             NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->connection, PORTAL_PATH, node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 4u), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_main_context_pop_thread_default (self->context);
  self->thread = g_thread_new ("portal", run, self);

  return self;
}

void
portal_mock_free (PortalMock *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}

GDBusConnection *
portal_mock_get_connection (PortalMock *self)
{
  return self->connection;
}

char *
portal_mock_make_path (GDBusMethodInvocation *invocation,
                       const char            *kind,
                       const char            *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_method_invocation_get_sender (invocation) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/%s/%s/%s", kind, sender, token);
}

void
portal_mock_respond (PortalMock            *self,
                     GDBusMethodInvocation *invocation,
                     GVariant              *options,
                     guint                  response,
                     GVariant              *results)
{
  g_autofree char *caller = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  g_autofree char *handle = NULL;
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  handle = portal_mock_make_path (invocation, "request", token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", handle));
  g_dbus_connection_emit_signal (self->connection, caller, handle, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(u@a{sv})", response, results), NULL);
}
