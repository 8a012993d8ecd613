/* A room that stays open while the window is hidden: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/background-hosting.h"

#include <glib/gi18n.h>

#define ACTION "close-room"
#define NOTIFICATION "hosting"

struct _HearthBackgroundHosting
{
  GObject parent_instance;

  GtkWindow *window; /* unowned; NULL once it is closed for good, which is before the call that it left has said goodbye */
  GApplication *application;
  HearthCall *call;
  HearthBackgroundPortal *portal;
  gboolean active;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthBackgroundHosting, hearth_background_hosting, G_TYPE_OBJECT)

static void
show_status (HearthBackgroundHosting *self)
{
  guint n = g_list_model_get_n_items (hearth_call_get_participants (self->call));
  g_autofree char *status = NULL;

  if (!self->active)
    return;

  if (n <= 1)
    /* Translators: what Hearth does without a window, in the desktop's list of background apps; 96 characters at most */
    status = g_strdup (_("Hosting a room that is empty"));
  else
    /* Translators: the same; %u is how many others are in the room */
    status = g_strdup_printf (ngettext ("Hosting a room with %u guest", "Hosting a room with %u guests", n - 1), n - 1);
  hearth_background_portal_set_status (self->portal, status);
}

static void
notify_person (HearthBackgroundHosting *self)
{
  g_autoptr (GNotification) notification = g_notification_new (_("Your Room Stays Open"));

  g_notification_set_body (notification, _("Camera and microphone are off. Open Hearth again to come back."));
  g_notification_set_category (notification, "call.ongoing");
  g_notification_add_button (notification, _("Close Room"), "app." ACTION);
  g_application_send_notification (self->application, NOTIFICATION, notification);
}

static void
set_active (HearthBackgroundHosting *self,
            gboolean                 active)
{
  if (self->active == active)
    return;

  self->active = active;
  if (active)
    {
      hearth_background_portal_request (self->portal, _("People can come into your room while its window is closed."));
      show_status (self);
      notify_person (self);
    }
  else
    {
      hearth_background_portal_set_status (self->portal, "");
      g_application_withdraw_notification (self->application, NOTIFICATION);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
update (HearthBackgroundHosting *self)
{
  gboolean hidden = self->window != NULL && !gtk_widget_get_visible (GTK_WIDGET (self->window));
  gboolean was_active = self->active;

  set_active (self, hidden && hearth_call_get_state (self->call) != HEARTH_CALL_IDLE);
  if (was_active && hidden && !self->active)
    g_application_quit (self->application);
}

/* Without permission we would be ended at any moment, and the room with us. */
static void
on_refused (HearthBackgroundHosting *self)
{
  if (self->active && self->window != NULL)
    gtk_window_present (self->window);
}

static void
on_close_room (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  hearth_call_leave (HEARTH_BACKGROUND_HOSTING (user_data)->call);
}

static void
hearth_background_hosting_get_property (GObject    *object,
                                        guint       prop_id,
                                        GValue     *value,
                                        GParamSpec *pspec)
{
  HearthBackgroundHosting *self = HEARTH_BACKGROUND_HOSTING (object);

  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_background_hosting_dispose (GObject *object)
{
  HearthBackgroundHosting *self = HEARTH_BACKGROUND_HOSTING (object);

  if (self->application != NULL)
    {
      g_action_map_remove_action (G_ACTION_MAP (self->application), ACTION);
      g_application_withdraw_notification (self->application, NOTIFICATION);
    }
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->application);
  g_clear_object (&self->call);
  g_clear_object (&self->portal);

  G_OBJECT_CLASS (hearth_background_hosting_parent_class)->dispose (object);
}

static void
hearth_background_hosting_class_init (HearthBackgroundHostingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_background_hosting_get_property;
  object_class->dispose = hearth_background_hosting_dispose;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hearth_background_hosting_init (HearthBackgroundHosting *self)
{
  self->portal = hearth_background_portal_new ();
  g_signal_connect_object (self->portal, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
}

HearthBackgroundHosting *
hearth_background_hosting_new (GtkWindow  *window,
                               HearthCall *call)
{
  static const GActionEntry entries[] = {
    { .name = ACTION, .activate = on_close_room },
  };
  HearthBackgroundHosting *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window) && gtk_window_get_application (window) != NULL, NULL);
  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_BACKGROUND_HOSTING, NULL);
  g_set_weak_pointer (&self->window, window);
  self->application = G_APPLICATION (g_object_ref (gtk_window_get_application (window)));
  self->call = g_object_ref (call);
  g_action_map_add_action_entries (G_ACTION_MAP (self->application), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (window, "notify::visible", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_participants (call), "items-changed", G_CALLBACK (show_status), self, G_CONNECT_SWAPPED);

  return self;
}

gboolean
hearth_background_hosting_is_active (HearthBackgroundHosting *self)
{
  g_return_val_if_fail (HEARTH_IS_BACKGROUND_HOSTING (self), FALSE);

  return self->active;
}
