/* A key of the whole desktop for push to talk: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desktop/talk-shortcut.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SHORTCUTS "org.freedesktop.portal.GlobalShortcuts"
#define REQUEST "org.freedesktop.portal.Request"
#define SESSION "org.freedesktop.portal.Session"

/* Ours, of one shortcut. */
#define SHORTCUT_ID "push-to-talk"

/* What the portal shows of a key is a line in a list. */
#define TRIGGER_MAX 64

/* The steps to a key that is ours. */
typedef enum
{
  STEP_IDLE,
  STEP_CREATING,
  STEP_BINDING,
  STEP_BOUND,
} Step;

struct _HearthTalkShortcut
{
  GObject parent_instance;

  HearthCall *call;
  char *description;
  GCancellable *cancellable;
  GDBusConnection *bus; /* nullable: none (yet) */
  guint watch;          /* of the portal's name */
  gboolean possible;
  gboolean declined;    /* the person said no; not asked again until they switch it on again */
  Step step;
  guint generation;     /* of what is under way: answers to what was given up count no more */
  char *session;        /* nullable: its path, from when it is asked for */
  char *request;        /* nullable: the path of what is asked and not answered yet */
  guint request_id;     /* subscription to that answer */
  guint activated_id;
  guint deactivated_id;
  guint changed_id;
  guint closed_id;
};

G_DEFINE_FINAL_TYPE (HearthTalkShortcut, hearth_talk_shortcut, G_TYPE_OBJECT)

/* An answer that may come when nobody waits for it any more. */
typedef struct
{
  HearthTalkShortcut *shortcut; /* a reference, until it has come */
  guint generation;
} Ticket;

static void advance (HearthTalkShortcut *self,
                     GVariant           *results);

static HearthPushToTalk *
get_push_to_talk (HearthTalkShortcut *self)
{
  return hearth_call_get_push_to_talk (self->call);
}

static void
unsubscribe (HearthTalkShortcut *self,
             guint              *id)
{
  if (*id != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, *id);
  *id = 0;
}

/* Nobody waits for the answer; where there is no such object (any more) the portal says so, to nobody. */
static void
close_at_portal (HearthTalkShortcut *self,
                 const char         *path,
                 const char         *interface)
{
  g_dbus_connection_call (self->bus, PORTAL, path, interface, "Close", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
close_session (HearthTalkShortcut *self)
{
  self->generation++;
  self->step = STEP_IDLE;
  if (self->bus != NULL)
    {
      unsubscribe (self, &self->request_id);
      unsubscribe (self, &self->activated_id);
      unsubscribe (self, &self->deactivated_id);
      unsubscribe (self, &self->changed_id);
      unsubscribe (self, &self->closed_id);
      /* The question first: nobody shall be asked for a session that is gone. */
      if (self->request != NULL)
        close_at_portal (self, self->request, REQUEST);
      if (self->session != NULL)
        close_at_portal (self, self->session, SESSION);
    }
  g_clear_pointer (&self->request, g_free);
  g_clear_pointer (&self->session, g_free);
  hearth_push_to_talk_release (get_push_to_talk (self), HEARTH_TALK_KEY_DESKTOP);
  hearth_push_to_talk_set_desktop (get_push_to_talk (self), self->possible, NULL);
}

static gboolean
is_wanted (HearthTalkShortcut *self)
{
  gboolean push_to_talk, anywhere;

  g_object_get (hearth_call_get_settings (self->call), "push-to-talk", &push_to_talk, "push-to-talk-anywhere", &anywhere, NULL);

  return push_to_talk && anywhere;
}

/* --- The session -------------------------------------------------------------------------------------------------------- */

static void
on_activated (GDBusConnection *bus,
              const char      *sender,
              const char      *path,
              const char      *interface,
              const char      *signal,
              GVariant        *parameters,
              gpointer         user_data)
{
  HearthTalkShortcut *self = HEARTH_TALK_SHORTCUT (user_data);
  const char *session, *id;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(osta{sv})")))
    return;

  g_variant_get (parameters, "(&o&st@a{sv})", &session, &id, NULL, NULL);
  if (g_strcmp0 (session, self->session) != 0 || !g_str_equal (id, SHORTCUT_ID))
    return;

  if (g_str_equal (signal, "Activated"))
    (void) hearth_push_to_talk_press (get_push_to_talk (self), HEARTH_TALK_KEY_DESKTOP);
  else
    hearth_push_to_talk_release (get_push_to_talk (self), HEARTH_TALK_KEY_DESKTOP);
}

/* @shortcuts: of type a(sa{sv}) */
static void
show_trigger (HearthTalkShortcut *self,
              GVariant           *shortcuts)
{
  g_autoptr (GVariantIter) iter = g_variant_iter_new (shortcuts);
  const char *id, *trigger;
  GVariant *details;

  while (g_variant_iter_next (iter, "(&s@a{sv})", &id, &details))
    {
      g_autoptr (GVariant) owned = details;

      if (g_str_equal (id, SHORTCUT_ID) && g_variant_lookup (owned, "trigger_description", "&s", &trigger) && *trigger != '\0')
        {
          g_autofree char *line = g_utf8_substring (trigger, 0, MIN (g_utf8_strlen (trigger, -1), TRIGGER_MAX));

          hearth_push_to_talk_set_desktop (get_push_to_talk (self), TRUE, line);
        }
    }
}

static void
on_shortcuts_changed (GDBusConnection *bus,
                      const char      *sender,
                      const char      *path,
                      const char      *interface,
                      const char      *signal,
                      GVariant        *parameters,
                      gpointer         user_data)
{
  HearthTalkShortcut *self = HEARTH_TALK_SHORTCUT (user_data);
  g_autoptr (GVariant) shortcuts = NULL;
  const char *session;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(oa(sa{sv}))")))
    return;

  g_variant_get (parameters, "(&o@a(sa{sv}))", &session, &shortcuts);
  if (g_strcmp0 (session, self->session) == 0)
    show_trigger (self, shortcuts);
}

static void
on_session_closed (GDBusConnection *bus,
                   const char      *sender,
                   const char      *path,
                   const char      *interface,
                   const char      *signal,
                   GVariant        *parameters,
                   gpointer         user_data)
{
  HearthTalkShortcut *self = HEARTH_TALK_SHORTCUT (user_data);

  g_clear_pointer (&self->session, g_free);
  close_session (self);
}

static guint
subscribe (HearthTalkShortcut  *self,
           const char          *interface,
           const char          *signal,
           const char          *path,
           GDBusSignalCallback  callback)
{
  return g_dbus_connection_signal_subscribe (self->bus, PORTAL, interface, signal, path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, callback,
                                             self, NULL);
}

/* --- One request after the other ---------------------------------------------------------------------------------------- */

static void
on_response (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  HearthTalkShortcut *self = HEARTH_TALK_SHORTCUT (user_data);
  g_autoptr (GVariant) results = NULL;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  unsubscribe (self, &self->request_id);
  g_clear_pointer (&self->request, g_free);
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == 0)
    {
      advance (self, results);
      return;
    }

  g_debug ("The desktop gives no key for push to talk: %u", response);
  self->declined = TRUE;
  close_session (self);
}

static void
on_called (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Ticket *ticket = user_data;
  g_autoptr (HearthTalkShortcut) self = ticket->shortcut;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply != NULL || self->generation != ticket->generation)
    return;

  g_debug ("No key of the desktop for push to talk: %s", error->message);
  close_session (self);
}

/* Where the portal puts a request or session of ours. @kind: "request" or "session" */
static char *
make_path (HearthTalkShortcut *self,
           const char         *kind,
           const char         *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (self->bus) + 1), ".", '_');

  return g_strconcat (PORTAL_PATH "/", kind, "/", sender, "/", token, NULL);
}

/* The answer comes as a signal from a path that is known before it is asked for. Returns: (transfer full): the token in it. */
static char *
await_response (HearthTalkShortcut *self)
{
  char *token = g_strdup_printf ("hearth%u", g_random_int ());

  unsubscribe (self, &self->request_id);
  g_free (self->request);
  self->request = make_path (self, "request", token);
  self->request_id = subscribe (self, REQUEST, "Response", self->request, on_response);

  return token;
}

static void
request (HearthTalkShortcut *self,
         const char         *method,
         GVariant           *parameters)
{
  Ticket *ticket = g_new0 (Ticket, 1);

  ticket->shortcut = g_object_ref (self);
  ticket->generation = self->generation;
  g_dbus_connection_call (self->bus, PORTAL, PORTAL_PATH, SHORTCUTS, method, parameters, G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_called, ticket);
}

static void
create_session (HearthTalkShortcut *self)
{
  g_autofree char *token = await_response (self);
  g_autofree char *session_token = g_strdup_printf ("hearth%u", g_random_int ());
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  /* So that it can be closed before it is told. */
  self->session = make_path (self, "session", session_token);
  self->step = STEP_CREATING;
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "session_handle_token", g_variant_new_string (session_token));
  request (self, "CreateSession", g_variant_new ("(a{sv})", &options));
}

static void
bind_key (HearthTalkShortcut *self)
{
  g_autofree char *token = await_response (self);
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantBuilder details = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantBuilder shortcuts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sa{sv})"));

  self->step = STEP_BINDING;
  g_variant_builder_add (&details, "{sv}", "description", g_variant_new_string (self->description));
  g_variant_builder_add (&shortcuts, "(sa{sv})", SHORTCUT_ID, &details);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  request (self, "BindShortcuts", g_variant_new ("(oa(sa{sv})sa{sv})", self->session, &shortcuts, "", &options));
}

/* Everything before the first press: none is lost. */
static void
listen (HearthTalkShortcut *self)
{
  self->activated_id = subscribe (self, SHORTCUTS, "Activated", PORTAL_PATH, on_activated);
  self->deactivated_id = subscribe (self, SHORTCUTS, "Deactivated", PORTAL_PATH, on_activated);
  self->changed_id = subscribe (self, SHORTCUTS, "ShortcutsChanged", PORTAL_PATH, on_shortcuts_changed);
  self->closed_id = subscribe (self, SESSION, "Closed", self->session, on_session_closed);
}

static void
advance (HearthTalkShortcut *self,
         GVariant           *results)
{
  g_autoptr (GVariant) shortcuts = NULL;
  const char *session;

  switch (self->step)
    {
    case STEP_CREATING:
      if (!g_variant_lookup (results, "session_handle", "&s", &session) || !g_variant_is_object_path (session))
        {
          close_session (self);
          return;
        }
      g_set_str (&self->session, session);
      listen (self);
      bind_key (self);
      break;
    case STEP_BINDING:
      self->step = STEP_BOUND;
      shortcuts = g_variant_lookup_value (results, "shortcuts", G_VARIANT_TYPE ("a(sa{sv})"));
      if (shortcuts != NULL)
        show_trigger (self, shortcuts);
      break;
    case STEP_IDLE:
    case STEP_BOUND:
    default:
      break;
    }
}

static void
update (HearthTalkShortcut *self)
{
  if (!self->possible || !is_wanted (self))
    {
      if (self->step != STEP_IDLE)
        close_session (self);
      return;
    }
  if (self->step == STEP_IDLE && !self->declined)
    create_session (self);
}

/* --- When --------------------------------------------------------------------------------------------------------------- */

static void
on_setting_changed (HearthTalkShortcut *self)
{
  self->declined = FALSE;
  update (self);
}

static void
on_state_changed (HearthTalkShortcut *self)
{
  if (hearth_call_state_is_inside (hearth_call_get_state (self->call)))
    update (self);
}

static void
on_version (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HearthTalkShortcut) self = HEARTH_TALK_SHORTCUT (user_data);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->bus == NULL)
    return;

  if (reply == NULL)
    g_debug ("No portal for keys of the whole desktop: %s", error->message);
  self->possible = reply != NULL;
  hearth_push_to_talk_set_desktop (get_push_to_talk (self), self->possible, NULL);
  on_state_changed (self);
}

static void
on_portal_appeared (GDBusConnection *bus,
                    const char      *name,
                    const char      *owner,
                    gpointer         user_data)
{
  HearthTalkShortcut *self = HEARTH_TALK_SHORTCUT (user_data);

  g_set_object (&self->bus, bus);
  g_dbus_connection_call (bus, PORTAL, PORTAL_PATH, "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", SHORTCUTS, "version"), G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          self->cancellable, on_version, g_object_ref (self));
}

static void
on_portal_vanished (GDBusConnection *bus,
                    const char      *name,
                    gpointer         user_data)
{
  HearthTalkShortcut *self = HEARTH_TALK_SHORTCUT (user_data);

  self->possible = FALSE;
  g_clear_pointer (&self->request, g_free); /* went with it, */
  g_clear_pointer (&self->session, g_free); /* and so did this */
  close_session (self);
}

static void
hearth_talk_shortcut_dispose (GObject *object)
{
  hearth_talk_shortcut_close (HEARTH_TALK_SHORTCUT (object));

  G_OBJECT_CLASS (hearth_talk_shortcut_parent_class)->dispose (object);
}

static void
hearth_talk_shortcut_finalize (GObject *object)
{
  HearthTalkShortcut *self = HEARTH_TALK_SHORTCUT (object);

  g_object_unref (self->cancellable);
  g_free (self->description);

  G_OBJECT_CLASS (hearth_talk_shortcut_parent_class)->finalize (object);
}

static void
hearth_talk_shortcut_class_init (HearthTalkShortcutClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_talk_shortcut_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_talk_shortcut_finalize;
}

static void
hearth_talk_shortcut_init (HearthTalkShortcut *self)
{
  self->cancellable = g_cancellable_new ();
}

HearthTalkShortcut *
hearth_talk_shortcut_new (HearthCall *call,
                          const char *description)
{
  HearthTalkShortcut *self;
  HearthSettings *settings;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);
  g_return_val_if_fail (description != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_TALK_SHORTCUT, NULL);
  self->call = g_object_ref (call);
  self->description = g_strdup (description);
  settings = hearth_call_get_settings (call);
  g_signal_connect_object (settings, "notify::push-to-talk", G_CALLBACK (on_setting_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::push-to-talk-anywhere", G_CALLBACK (on_setting_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  self->watch = g_bus_watch_name (G_BUS_TYPE_SESSION, PORTAL, G_BUS_NAME_WATCHER_FLAGS_AUTO_START, on_portal_appeared,
                                  on_portal_vanished, self, NULL);

  return self;
}

void
hearth_talk_shortcut_close (HearthTalkShortcut *self)
{
  g_return_if_fail (HEARTH_IS_TALK_SHORTCUT (self));

  if (self->call == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  g_signal_handlers_disconnect_by_data (hearth_call_get_settings (self->call), self);
  g_signal_handlers_disconnect_by_data (self->call, self);
  self->possible = FALSE;
  close_session (self);
  g_clear_object (&self->bus);
  g_clear_object (&self->call);
}
