/* A ScreenCast portal made here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "screen-portal-mock.h"

#include <gio/gunixfdlist.h>

#include "media/pipewire-remote.h"

#define PORTAL_PATH "/org/freedesktop/portal/desktop"

static const char introspection[] =
  "<node>"
  "<interface name='org.freedesktop.portal.ScreenCast'>"
  "<method name='CreateSession'><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='SelectSources'><arg type='o' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='Start'><arg type='o' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='OpenPipeWireRemote'><arg type='o' direction='in'/><arg type='a{sv}' direction='in'/><arg type='h' direction='out'/>"
  "</method>"
  "<property name='version' type='u' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.portal.Session'><method name='Close'/></interface>"
  "</node>";

struct _ScreenPortalMock
{
  guint64 serial; /* 0: not told */
  guint32 node_id;
  GDBusNodeInfo *node;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GDBusConnection *connection;
  int response; /* atomic */
  int n_closed; /* atomic */
  GMutex mutex; /* guards what is below */
  char *caller;
  char *session;
  guint session_id;
};

/* What a portal adds to the path of a request or session: who asks, and the token that they chose. */
static char *
make_path (GDBusMethodInvocation *invocation,
           const char            *kind,
           const char            *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_method_invocation_get_sender (invocation) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/%s/%s/%s", kind, sender, token);
}

static void
respond (ScreenPortalMock      *self,
         GDBusMethodInvocation *invocation,
         GVariant              *options,
         guint                  response,
         GVariant              *results)
{
  g_autofree char *handle = NULL;
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  handle = make_path (invocation, "request", token);
  g_dbus_connection_emit_signal (self->connection, g_dbus_method_invocation_get_sender (invocation), handle,
                                 "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(u@a{sv})", response, results), NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", handle));
}

static void
on_session_call (GDBusConnection       *connection,
                 const char            *sender,
                 const char            *object_path,
                 const char            *interface_name,
                 const char            *method_name,
                 GVariant              *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer               user_data)
{
  ScreenPortalMock *self = user_data;

  g_atomic_int_inc (&self->n_closed);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
create_session (ScreenPortalMock      *self,
                GDBusMethodInvocation *invocation,
                GVariant              *options)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_session_call };
  const char *token = NULL;
  GVariantDict results;

  g_assert_true (g_variant_lookup (options, "session_handle_token", "&s", &token));
  g_mutex_lock (&self->mutex);
  if (self->session_id != 0)
    g_dbus_connection_unregister_object (self->connection, self->session_id);
  g_free (self->session);
  g_free (self->caller);
  self->session = make_path (invocation, "session", token);
  self->caller = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  self->session_id = g_dbus_connection_register_object (self->connection, self->session, self->node->interfaces[1], &vtable, self,
                                                        NULL, NULL);
  g_variant_dict_init (&results, NULL);
  g_variant_dict_insert (&results, "session_handle", "s", self->session);
  g_mutex_unlock (&self->mutex);
  respond (self, invocation, options, 0, g_variant_dict_end (&results));
}

static void
start (ScreenPortalMock      *self,
       GDBusMethodInvocation *invocation,
       GVariant              *options)
{
  guint response = (guint) g_atomic_int_get (&self->response);
  GVariantBuilder streams;
  GVariantDict stream, results;

  g_variant_dict_init (&results, NULL);
  if (response == 0)
    {
      g_variant_dict_init (&stream, NULL);
      if (self->serial != 0)
        g_variant_dict_insert (&stream, "pipewire-serial", "t", self->serial);
      g_variant_builder_init (&streams, G_VARIANT_TYPE ("a(ua{sv})"));
      g_variant_builder_add (&streams, "(u@a{sv})", self->node_id, g_variant_dict_end (&stream));
      g_variant_dict_insert_value (&results, "streams", g_variant_builder_end (&streams));
      g_variant_dict_insert (&results, "restore_token", "s", "once more");
    }
  respond (self, invocation, options, response, g_variant_dict_end (&results));
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
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *object_path,
         const char            *interface_name,
         const char            *method_name,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  ScreenPortalMock *self = user_data;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, g_variant_n_children (parameters) - 1);

  if (g_str_equal (method_name, "CreateSession"))
    create_session (self, invocation, options);
  else if (g_str_equal (method_name, "SelectSources"))
    respond (self, invocation, options, 0, g_variant_new ("a{sv}", NULL));
  else if (g_str_equal (method_name, "Start"))
    start (self, invocation, options);
  else
    open_remote (invocation);
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
  ScreenPortalMock *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

/* As PipeWire numbers it now: @name is "object.serial" or "id". */
static guint64
find_number (const char *node,
             const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("\"%s\": ([0-9]+)", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GSubprocess) dump = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;

  dump = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pw-dump", node, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (dump, NULL, NULL, &text, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_regex_match (regex, text, G_REGEX_MATCH_DEFAULT, &match));
  number = g_match_info_fetch (match, 1);

  return g_ascii_strtoull (number, NULL, 10);
}

ScreenPortalMock *
screen_portal_mock_new (const char *node)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call, .get_property = on_get_property };
  ScreenPortalMock *self = g_new0 (ScreenPortalMock, 1);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  self->serial = find_number (node, "object.serial");
  self->node_id = (guint32) find_number (node, "id");
  g_mutex_init (&self->mutex);
  self->node = g_dbus_node_info_new_for_xml (introspection, NULL);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->connection = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                             | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->connection, PORTAL_PATH, self->node->interfaces[0], &vtable, self, NULL, &error);
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
screen_portal_mock_free (ScreenPortalMock *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_dbus_node_info_unref (self->node);
  g_mutex_clear (&self->mutex);
  g_free (self->session);
  g_free (self->caller);
  g_free (self);
}

void
screen_portal_mock_set_response (ScreenPortalMock *self,
                                 guint             response)
{
  g_atomic_int_set (&self->response, (int) response);
}

void
screen_portal_mock_forget_serial (ScreenPortalMock *self)
{
  self->serial = 0;
}

void
screen_portal_mock_close_session (ScreenPortalMock *self)
{
  g_mutex_lock (&self->mutex);
  g_dbus_connection_emit_signal (self->connection, self->caller, self->session, "org.freedesktop.portal.Session", "Closed",
                                 g_variant_new ("(a{sv})", NULL), NULL);
  g_mutex_unlock (&self->mutex);
}

guint
screen_portal_mock_get_n_closed (ScreenPortalMock *self)
{
  return (guint) g_atomic_int_get (&self->n_closed);
}
