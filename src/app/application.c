/* The desktop application: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/application.h"

#include <glib/gi18n.h>
#include <glib-unix.h>

#include "app/automation.h"
#include "app/background-hosting.h"
#include "app/call-inhibitor.h"
#include "call/platform-check.h"
#include "desktop/lock-pause.h"
#include "desktop/room-search.h"
#include "desktop/session-monitor.h"
#include "desktop/talk-shortcut.h"
#include "ui/about-dialog.h"
#include "ui/commands.h"
#include "ui/ui.h"
#include "ui/window.h"

struct _HearthApplication
{
  AdwApplication parent_instance;

  HearthSettings *settings;
  HearthCall *call;
  char *refusal; /* why no call can be made on this computer, as a sentence; NULL where one can */
  char *server;  /* from the command line */
  guint terminate_ids[2];
  HearthSessionMonitor *monitor;
  HearthTalkShortcut *talk_shortcut;
  HearthLockPause *lock_pause;
  HearthCallInhibitor *inhibitor;
  HearthBackgroundHosting *background; /* as long as the window */
  HearthRoomSearch *search;
  HearthAutomation *automation;
};

G_DEFINE_FINAL_TYPE (HearthApplication, hearth_application, ADW_TYPE_APPLICATION)

static void
on_background_changed (HearthApplication *self)
{
  hearth_call_inhibitor_set_seen (self->inhibitor, !hearth_background_hosting_is_active (self->background));
}

static void
on_painted (GdkFrameClock     *clock,
            HearthApplication *self)
{
  g_signal_handlers_disconnect_by_func (clock, on_painted, self);
  hearth_automation_note_window (self->automation);
}

static void
on_window_mapped (GtkWidget         *window,
                  HearthApplication *self)
{
  g_signal_handlers_disconnect_by_func (window, on_window_mapped, self);
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted), self, G_CONNECT_DEFAULT);
}

static GtkWindow *
create_window (HearthApplication *self)
{
  GtkWindow *window = GTK_WINDOW (hearth_window_new (GTK_APPLICATION (self), self->call));

  g_clear_object (&self->background);
  self->background = hearth_background_hosting_new (window, self->call);
  g_signal_connect_object (window, "map", G_CALLBACK (on_window_mapped), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->background, "notify::active", G_CALLBACK (on_background_changed), self, G_CONNECT_SWAPPED);

  return window;
}

static HearthWindow *
ensure_window (HearthApplication *self)
{
  GtkWindow *window = hearth_application_get_window (self);

  if (window == NULL)
    window = create_window (self);
  gtk_window_present (window);

  return HEARTH_WINDOW (window);
}

/* There may be no terminal to say it on. */
static void
present_refusal (HearthApplication *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Hearth Cannot Run"), self->refusal);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  g_application_hold (G_APPLICATION (self));
  g_signal_connect_object (dialog, "closed", G_CALLBACK (g_application_quit), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, NULL);
}

static gboolean
on_terminate (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));

  return G_SOURCE_CONTINUE;
}

static void
on_search_activated (HearthApplication *self,
                     const char        *link)
{
  if (self->refusal == NULL)
    hearth_window_open_link (ensure_window (self), link);
  else
    present_refusal (self);
}

static void
on_search_opened (HearthApplication *self)
{
  g_application_activate (G_APPLICATION (self));
}

static void
on_new_room_activated (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  HearthApplication *self = HEARTH_APPLICATION (user_data);

  if (self->refusal == NULL)
    hearth_window_create_room (ensure_window (self));
  else
    present_refusal (self);
}

static void
on_join_clipboard_activated (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       user_data)
{
  HearthApplication *self = HEARTH_APPLICATION (user_data);

  if (self->refusal == NULL)
    hearth_window_join_clipboard (ensure_window (self));
  else
    present_refusal (self);
}

static void
on_about_activated (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  HearthApplication *self = HEARTH_APPLICATION (user_data);
  GtkWidget *window = GTK_WIDGET (hearth_application_get_window (self));

  adw_dialog_present (hearth_about_dialog_new (window, self->settings), window);
}

static void
on_quit_activated (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static void
add_actions (HearthApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "new-room", .activate = on_new_room_activated },
    { .name = "join-clipboard", .activate = on_join_clipboard_activated },
    { .name = "about", .activate = on_about_activated },
    { .name = "quit", .activate = on_quit_activated },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  hearth_commands_set_accelerators (GTK_APPLICATION (self));
}

/* Calls with an unsafe platform are not made at all: the reason becomes a sentence for the terminal and for a dialog. */
static gboolean
check_platform (HearthApplication *self)
{
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  if (hearth_platform_check (&found, &error))
    return TRUE;

  if (found != NULL)
    /* Translators: both %s are versions of GStreamer */
    self->refusal = g_strdup_printf (_("GStreamer %s on this computer does not check who is at the other end, so calls would not "
                                       "be private. Update it to %s or newer."), found, HEARTH_PLATFORM_GSTREAMER);
  else
    self->refusal = g_strdup (_("GStreamer does not start on this computer. Install it again."));
  g_printerr ("%s\n", self->refusal);

  return FALSE;
}

/* What has to do with a call while there is one. */
static void
watch_desktop (HearthApplication *self)
{
  self->monitor = hearth_session_monitor_new ();
  self->lock_pause = hearth_lock_pause_new (self->call, self->monitor);
  /* Translators: what a key does, in the desktop's own settings */
  self->talk_shortcut = hearth_talk_shortcut_new (self->call, _("Talk while it is held"));
  self->inhibitor = hearth_call_inhibitor_new (GTK_APPLICATION (self), self->call);
  hearth_room_search_set_rooms (self->search, hearth_call_get_recent_rooms (self->call));
}

static void
hearth_application_startup (GApplication *application)
{
  HearthApplication *self = HEARTH_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  G_APPLICATION_CLASS (hearth_application_parent_class)->startup (application);

  hearth_ui_init ();
  gtk_window_set_default_icon_name (HEARTH_APPLICATION_ID);
  add_actions (self);
  self->terminate_ids[0] = g_unix_signal_add (SIGTERM, on_terminate, self);
  self->terminate_ids[1] = g_unix_signal_add (SIGINT, on_terminate, self);

  if (!check_platform (self))
    return;

  self->settings = hearth_settings_new ();
  if (self->server != NULL && !hearth_settings_set_session_server (self->settings, self->server))
    g_printerr (_("“%s” is not the address of a server.\n"), self->server);

  self->call = hearth_call_new (self->settings, &error);
  if (self->call == NULL)
    {
      g_debug ("No call controller: %s", error->message);
      self->refusal = g_strdup (_("Sound and picture do not work on this computer: a part of GStreamer is missing. Install its "
                                  "plugins, then start Hearth again."));
      g_printerr ("%s\n", self->refusal);
      return;
    }
  watch_desktop (self);
}

/* The desktop asks as soon as our name is on the bus; the rooms come with startup, before anything is answered. */
static gboolean
hearth_application_dbus_register (GApplication     *application,
                                  GDBusConnection  *connection,
                                  const char       *object_path,
                                  GError          **error)
{
  HearthApplication *self = HEARTH_APPLICATION (application);
  g_autofree char *path = g_strconcat (object_path, "/SearchProvider", NULL);

  return G_APPLICATION_CLASS (hearth_application_parent_class)->dbus_register (application, connection, object_path, error)
         && hearth_room_search_export (self->search, connection, path, error);
}

static void
hearth_application_dbus_unregister (GApplication    *application,
                                    GDBusConnection *connection,
                                    const char      *object_path)
{
  HearthApplication *self = HEARTH_APPLICATION (application);

  if (self->search != NULL)
    hearth_room_search_unexport (self->search);
  G_APPLICATION_CLASS (hearth_application_parent_class)->dbus_unregister (application, connection, object_path);
}

static void
hearth_application_shutdown (GApplication *application)
{
  HearthApplication *self = HEARTH_APPLICATION (application);

  for (guint i = 0; i < G_N_ELEMENTS (self->terminate_ids); i++)
    g_clear_handle_id (&self->terminate_ids[i], g_source_remove);

  /* First the others, who are waiting; then our own window. */
  if (self->call != NULL)
    hearth_call_close (self->call);
  if (hearth_application_get_window (self) != NULL)
    gtk_window_destroy (hearth_application_get_window (self));
  g_clear_object (&self->automation);
  g_clear_object (&self->background);
  g_clear_object (&self->inhibitor);
  g_clear_object (&self->lock_pause);
  if (self->talk_shortcut != NULL)
    hearth_talk_shortcut_close (self->talk_shortcut);
  g_clear_object (&self->talk_shortcut);
  g_clear_object (&self->monitor);
  hearth_room_search_set_rooms (self->search, NULL);
  g_clear_object (&self->call);
  g_clear_object (&self->settings);

  G_APPLICATION_CLASS (hearth_application_parent_class)->shutdown (application);
}

static void
hearth_application_activate (GApplication *application)
{
  HearthApplication *self = HEARTH_APPLICATION (application);

  if (self->refusal != NULL)
    {
      present_refusal (self);
      return;
    }

  ensure_window (self);
  hearth_automation_start (self->automation, self->call);
}

static void
hearth_application_open (GApplication  *application,
                         GFile        **files,
                         int            n_files,
                         const char    *hint)
{
  HearthApplication *self = HEARTH_APPLICATION (application);
  g_autofree char *link = g_file_get_uri (files[0]);

  /* One cannot be in two rooms: of several links the first counts. */
  if (self->refusal == NULL)
    hearth_window_open_link (ensure_window (self), link);
  else
    present_refusal (self);
}

static int
hearth_application_handle_local_options (GApplication *application,
                                         GVariantDict *options)
{
  HearthApplication *self = HEARTH_APPLICATION (application);
  const char *action;
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Hearth %s\n", HEARTH_VERSION);
      return 0;
    }

  g_variant_dict_lookup (options, "server", "s", &self->server);

  if (g_variant_dict_contains (options, "new-room"))
    action = "new-room";
  else if (g_variant_dict_contains (options, "join-clipboard"))
    action = "join-clipboard";
  else
    return -1;

  /* For desktops that run the desktop file's action instead of activating it over D-Bus. */
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_action_group_activate_action (G_ACTION_GROUP (application), action, NULL);

  return g_application_get_is_remote (application) ? 0 : -1;
}

static void
hearth_application_finalize (GObject *object)
{
  HearthApplication *self = HEARTH_APPLICATION (object);

  g_clear_object (&self->automation);
  g_clear_object (&self->search);
  g_free (self->refusal);
  g_free (self->server);

  G_OBJECT_CLASS (hearth_application_parent_class)->finalize (object);
}

static void
hearth_application_class_init (HearthApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hearth_application_finalize;
  application_class->dbus_register = hearth_application_dbus_register;
  application_class->dbus_unregister = hearth_application_dbus_unregister;
  application_class->startup = hearth_application_startup;
  application_class->shutdown = hearth_application_shutdown;
  application_class->activate = hearth_application_activate;
  application_class->open = hearth_application_open;
  application_class->handle_local_options = hearth_application_handle_local_options;
}

static void
hearth_application_init (HearthApplication *self)
{
  static const GOptionEntry entries[] = {
    { "version", 'v', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_("Show the version and exit"), NULL },
    { "server", 's', G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL, N_("Open rooms on this server, this time"), N_("URL") },
    { "new-room", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_("Create a room"), NULL },
    { "join-clipboard", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_("Join by the link on the clipboard"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  self->automation = hearth_automation_new (G_APPLICATION (self));
  self->search = hearth_room_search_new ();
  g_signal_connect_swapped (self->search, "activated", G_CALLBACK (on_search_activated), self);
  g_signal_connect_swapped (self->search, "opened", G_CALLBACK (on_search_opened), self);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[LINK]"));
}

HearthApplication *
hearth_application_new (void)
{
  return g_object_new (HEARTH_TYPE_APPLICATION,
                       "application-id", HEARTH_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", HEARTH_UI_RESOURCE_PATH,
                       "register-session", TRUE, /* the end of the session is a way to quit */
                       NULL);
}

HearthCall *
hearth_application_get_call (HearthApplication *self)
{
  g_return_val_if_fail (HEARTH_IS_APPLICATION (self), NULL);

  return self->call;
}

GtkWindow *
hearth_application_get_window (HearthApplication *self)
{
  GList *windows;

  g_return_val_if_fail (HEARTH_IS_APPLICATION (self), NULL);

  windows = gtk_application_get_windows (GTK_APPLICATION (self));
  for (GList *l = windows; l != NULL; l = l->next)
    if (HEARTH_IS_WINDOW (l->data))
      return GTK_WINDOW (l->data);

  return NULL;
}
