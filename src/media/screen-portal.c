/* The ScreenCast portal: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/screen-portal.h"

#include <libportal/portal.h>

#include "base/main-thread.h"
#include "media/media-error.h"

struct _HearthScreenPortal
{
  GObject parent_instance;

  XdpPortal *portal;   /* nullable: without a session bus */
  XdpSession *session; /* NULL before there is one, and once closed */
  gboolean closed;
};

enum
{
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthScreenPortal, hearth_screen_portal, G_TYPE_OBJECT)

static void
hearth_screen_portal_dispose (GObject *object)
{
  HearthScreenPortal *self = HEARTH_SCREEN_PORTAL (object);

  hearth_screen_portal_close (self);
  g_clear_object (&self->portal);

  G_OBJECT_CLASS (hearth_screen_portal_parent_class)->dispose (object);
}

static void
hearth_screen_portal_class_init (HearthScreenPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_screen_portal_dispose;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_screen_portal_init (HearthScreenPortal *self)
{
  /* xdp_portal_new() ends the program where there is no session bus. */
  self->portal = xdp_portal_initable_new (NULL);
}

HearthScreenPortal *
hearth_screen_portal_new (void)
{
  return g_object_new (HEARTH_TYPE_SCREEN_PORTAL, NULL);
}

static void
on_session_closed (XdpSession         *session,
                   HearthScreenPortal *self)
{
  g_debug ("The desktop ended the share");
  g_signal_emit (self, signals[CLOSED], 0);
}

/* libportal reports a “no” as a cancellation, or as a failure that says nothing of a D-Bus error. */
static void
return_failure (GTask        *task,
                const GError *error)
{
  if (g_task_return_error_if_cancelled (task))
    return;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error_literal (task, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_REFUSED, "Nothing was chosen to be shared");
  else
    g_task_return_new_error (task, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_NO_PORTAL, "The screen portal: %s", error->message);
}

static void
on_started (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HearthScreenPortal *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean started = xdp_session_start_finish (XDP_SESSION (object), result, &error);
  GVariant *streams = started ? xdp_session_get_streams (XDP_SESSION (object)) : NULL;

  if (self->closed)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The share was given up");
  else if (!started)
    return_failure (task, error);
  else if (streams == NULL || g_variant_n_children (streams) == 0)
    g_task_return_new_error_literal (task, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "The screen portal gives no stream");
  else
    {
      /* Not before: libportal calls a session closed for which nothing was chosen. */
      g_signal_connect_object (self->session, "closed", G_CALLBACK (on_session_closed), self, G_CONNECT_DEFAULT);
      g_task_return_boolean (task, TRUE);
    }
}

static void
on_session_created (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HearthScreenPortal *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (XdpSession) session = xdp_portal_create_screencast_session_finish (XDP_PORTAL (object), result, &error);

  if (session == NULL)
    {
      return_failure (task, error);
      return;
    }
  if (self->closed)
    {
      xdp_session_close (session);
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The share was given up");
      return;
    }

  self->session = g_steal_pointer (&session);
  xdp_session_start (self->session, NULL, g_task_get_cancellable (task), on_started, g_object_ref (task));
}

/* The pointer beside the picture where the desktop can do that: each of its moves would be a picture otherwise. */
static void
create_session (GTask         *task,
                XdpCursorMode  cursor_mode)
{
  HearthScreenPortal *self = g_task_get_source_object (task);

  g_debug ("The pointer comes %s the picture", cursor_mode == XDP_CURSOR_MODE_METADATA ? "beside" : "in");
  xdp_portal_create_screencast_session (self->portal, XDP_OUTPUT_MONITOR | XDP_OUTPUT_WINDOW, XDP_SCREENCAST_FLAG_NONE, cursor_mode,
                                        XDP_PERSIST_MODE_TRANSIENT, g_task_get_task_data (task), g_task_get_cancellable (task),
                                        on_session_created, task);
}

/* A portal that does not say what it can do draws the pointer: asking for what there is not is a failure. */
static void
on_cursor_modes (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  g_autoptr (GVariant) value = NULL;
  guint modes = 0;

  if (answer != NULL)
    g_variant_get (answer, "(v)", &value);
  else
    g_debug ("The screen portal does not say what it can do with the pointer: %s", error->message);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    modes = g_variant_get_uint32 (value);

  create_session (task, (modes & XDP_CURSOR_MODE_METADATA) != 0 ? XDP_CURSOR_MODE_METADATA : XDP_CURSOR_MODE_EMBEDDED);
}

static void
on_bus (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL)
    {
      create_session (task, XDP_CURSOR_MODE_EMBEDDED);
      return;
    }

  g_dbus_connection_call (bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.DBus.Properties",
                          "Get", g_variant_new ("(ss)", "org.freedesktop.portal.ScreenCast", "AvailableCursorModes"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (task), on_cursor_modes, task);
}

void
hearth_screen_portal_ask_async (HearthScreenPortal  *self,
                                const char          *restore_token,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (HEARTH_IS_SCREEN_PORTAL (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (self->session == NULL && !self->closed);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hearth_screen_portal_ask_async);
  if (self->portal == NULL)
    {
      g_task_return_new_error_literal (task, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_NO_PORTAL, "There is no session bus");
      g_object_unref (task);
      return;
    }

  g_task_set_task_data (task, g_strdup (restore_token), g_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, on_bus, task);
}

gboolean
hearth_screen_portal_ask_finish (HearthScreenPortal  *self,
                                 GAsyncResult        *result,
                                 GError             **error)
{
  g_return_val_if_fail (HEARTH_IS_SCREEN_PORTAL (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

int
hearth_screen_portal_open_remote (HearthScreenPortal  *self,
                                  guint64             *serial,
                                  guint32             *node_id,
                                  GError             **error)
{
  g_autoptr (GVariant) stream = NULL;
  g_autoptr (GVariant) properties = NULL;
  int fd;

  g_return_val_if_fail (HEARTH_IS_SCREEN_PORTAL (self), -1);
  g_return_val_if_fail (serial != NULL && node_id != NULL, -1);

  fd = self->session != NULL ? xdp_session_open_pipewire_remote (self->session) : -1;
  if (fd < 0)
    {
      g_set_error_literal (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "The screen portal gives no PipeWire");
      return -1;
    }

  stream = g_variant_get_child_value (xdp_session_get_streams (self->session), 0);
  g_variant_get (stream, "(u@a{sv})", node_id, &properties);
  if (!g_variant_lookup (properties, "pipewire-serial", "t", serial))
    *serial = 0;

  return fd;
}

char *
hearth_screen_portal_get_restore_token (HearthScreenPortal *self)
{
  g_return_val_if_fail (HEARTH_IS_SCREEN_PORTAL (self), NULL);

  return self->session != NULL ? xdp_session_get_restore_token (self->session) : NULL;
}

void
hearth_screen_portal_close (HearthScreenPortal *self)
{
  g_return_if_fail (HEARTH_IS_SCREEN_PORTAL (self));

  self->closed = TRUE;
  if (self->session == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->session, self);
  if (xdp_session_get_session_state (self->session) != XDP_SESSION_CLOSED)
    xdp_session_close (self->session);
  g_clear_object (&self->session);
}
