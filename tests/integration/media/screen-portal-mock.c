/* A ScreenCast portal made here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "screen-portal-mock.h"

#include "portal-mock.h"

static const char screen_cast[] =
  "<interface name='org.freedesktop.portal.ScreenCast'>"
  "<method name='CreateSession'><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='SelectSources'><arg type='o' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
  "</method>"
  "<method name='Start'><arg type='o' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='OpenPipeWireRemote'><arg type='o' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='h' direction='out'/></method>"
  "<property name='version' type='u' access='read'/>"
  "%s</interface>";

/* 6 like every property here: drawn into the picture, or beside it. */
static const char cursor_modes[] = "<property name='AvailableCursorModes' type='u' access='read'/>";

static const char session[] = "<node><interface name='org.freedesktop.portal.Session'><method name='Close'/></interface></node>";

#define TOKEN "once more"

struct _ScreenPortalMock
{
  guint64 serial; /* 0: not told */
  guint32 node_id;
  GDBusNodeInfo *session_node;
  PortalMock *portal;
  int response; /* atomic */
  int n_closed; /* atomic */
  int n_asked;  /* atomic */
  int cursor_mode; /* atomic: that sources were selected with last */
  GMutex mutex; /* guards what is below */
  char *caller;
  char *session;
  char *token; /* that sources were selected with last; nullable */
  guint session_id;
};

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
                PortalMock            *portal,
                GDBusMethodInvocation *invocation,
                GVariant              *options)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_session_call };
  GDBusConnection *connection = portal_mock_get_connection (portal);
  const char *token = NULL;
  GVariantDict results;

  g_assert_true (g_variant_lookup (options, "session_handle_token", "&s", &token));
  g_mutex_lock (&self->mutex);
  if (self->session_id != 0)
    g_dbus_connection_unregister_object (connection, self->session_id);
  g_free (self->session);
  g_free (self->caller);
  self->session = portal_mock_make_path (invocation, "session", token);
  self->caller = g_strdup (g_dbus_method_invocation_get_sender (invocation));
  self->session_id = g_dbus_connection_register_object (connection, self->session, self->session_node->interfaces[0], &vtable,
                                                        self, NULL, NULL);
  g_variant_dict_init (&results, NULL);
  g_variant_dict_insert (&results, "session_handle", "s", self->session);
  g_mutex_unlock (&self->mutex);
  portal_mock_respond (portal, invocation, options, 0, g_variant_dict_end (&results));
}

/* A token that is none ends it, other than GNOME's, which asks then. */
static guint
start_by_token (ScreenPortalMock *self)
{
  guint response = (guint) g_atomic_int_get (&self->response);

  g_mutex_lock (&self->mutex);
  if (self->token == NULL)
    g_atomic_int_inc (&self->n_asked);
  else if (!g_str_equal (self->token, TOKEN))
    response = 2;
  g_mutex_unlock (&self->mutex);

  return response;
}

static void
start (ScreenPortalMock      *self,
       PortalMock            *portal,
       GDBusMethodInvocation *invocation,
       GVariant              *options)
{
  guint response = start_by_token (self);
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
      g_variant_dict_insert (&results, "restore_token", "s", TOKEN);
    }
  portal_mock_respond (portal, invocation, options, response, g_variant_dict_end (&results));
}

static void
select_sources (ScreenPortalMock      *self,
                PortalMock            *portal,
                GDBusMethodInvocation *invocation,
                GVariant              *options)
{
  guint32 mode = 0;

  g_variant_lookup (options, "cursor_mode", "u", &mode);
  g_atomic_int_set (&self->cursor_mode, (int) mode);
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->token, g_free);
  g_variant_lookup (options, "restore_token", "s", &self->token);
  g_mutex_unlock (&self->mutex);
  portal_mock_respond (portal, invocation, options, 0, g_variant_new ("a{sv}", NULL));
}

static void
on_call (PortalMock            *portal,
         const char            *method,
         GVariant              *options,
         GDBusMethodInvocation *invocation,
         gpointer               data)
{
  ScreenPortalMock *self = data;

  if (g_str_equal (method, "CreateSession"))
    create_session (self, portal, invocation, options);
  else if (g_str_equal (method, "SelectSources"))
    select_sources (self, portal, invocation, options);
  else
    start (self, portal, invocation, options);
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
screen_portal_mock_new (const char *node,
                        gboolean    draws_pointer)
{
  ScreenPortalMock *self = g_new0 (ScreenPortalMock, 1);
  g_autofree char *interface = g_strdup_printf (screen_cast, draws_pointer ? "" : cursor_modes);

  self->serial = find_number (node, "object.serial");
  self->node_id = (guint32) find_number (node, "id");
  g_mutex_init (&self->mutex);
  self->session_node = g_dbus_node_info_new_for_xml (session, NULL);
  self->portal = portal_mock_new (interface, on_call, self);

  return self;
}

void
screen_portal_mock_free (ScreenPortalMock *self)
{
  portal_mock_free (self->portal);
  g_dbus_node_info_unref (self->session_node);
  g_mutex_clear (&self->mutex);
  g_free (self->session);
  g_free (self->caller);
  g_free (self->token);
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
  g_dbus_connection_emit_signal (portal_mock_get_connection (self->portal), self->caller, self->session,
                                 "org.freedesktop.portal.Session", "Closed", g_variant_new ("(a{sv})", NULL), NULL);
  g_mutex_unlock (&self->mutex);
}

guint
screen_portal_mock_get_n_asked (ScreenPortalMock *self)
{
  return (guint) g_atomic_int_get (&self->n_asked);
}

guint
screen_portal_mock_get_n_closed (ScreenPortalMock *self)
{
  return (guint) g_atomic_int_get (&self->n_closed);
}

guint
screen_portal_mock_get_cursor_mode (ScreenPortalMock *self)
{
  return (guint) g_atomic_int_get (&self->cursor_mode);
}
