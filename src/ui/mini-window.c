/* The call in a small window: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/mini-window.h"

#include "ui/media-toggle.h"
#include "ui/participant-tile.h"
#include "ui/talk-sign.h"

struct _HearthMiniWindow
{
  AdwWindow parent_instance;

  GtkWindow *window; /* unowned */
  HearthCall *call;
  GSignalGroup *surface_signals; /* of the window's surface, while it is mapped */
  gboolean dismissed;            /* until the window was seen */

  HearthParticipantTile *tile;
  HearthTalkSign *talk_sign;
  GtkWidget *stop_sharing;
};

G_DEFINE_FINAL_TYPE (HearthMiniWindow, hearth_mini_window, ADW_TYPE_WINDOW)

static gboolean
is_window_seen (HearthMiniWindow *self)
{
  const GdkToplevelState hidden = GDK_TOPLEVEL_STATE_MINIMIZED | GDK_TOPLEVEL_STATE_SUSPENDED;
  g_autoptr (GdkSurface) surface = g_signal_group_dup_target (self->surface_signals);

  return surface != NULL && (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & hidden) == 0;
}

/* Whoever speaks, otherwise the first of the others; nobody else is there: this person. */
static HearthParticipant *
choose_participant (HearthMiniWindow *self)
{
  GListModel *participants = hearth_call_get_participants (self->call);
  HearthParticipant *speaker = hearth_call_get_active_speaker (self->call);

  if (speaker != NULL)
    return g_object_ref (speaker);

  return g_list_model_get_item (participants, g_list_model_get_n_items (participants) > 1 ? 1 : 0);
}

static void
update (HearthMiniWindow *self)
{
  gboolean seen = is_window_seen (self);
  g_autoptr (HearthParticipant) participant = NULL;
  gboolean enabled;

  g_object_get (hearth_call_get_settings (self->call), "mini-window", &enabled, NULL);
  if (seen)
    self->dismissed = FALSE;
  if (enabled && !seen && !self->dismissed && hearth_call_state_is_inside (hearth_call_get_state (self->call)))
    {
      participant = choose_participant (self);
      hearth_participant_tile_set_participant (self->tile, participant);
      if (!gtk_widget_get_visible (GTK_WIDGET (self)))
        gtk_window_present (GTK_WINDOW (self));
    }
  else
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      hearth_participant_tile_set_participant (self->tile, NULL);
    }
}

static void
on_window_map (HearthMiniWindow *self)
{
  g_signal_group_set_target (self->surface_signals, gtk_native_get_surface (GTK_NATIVE (self->window)));
  update (self);
}

static void
on_window_unmap (HearthMiniWindow *self)
{
  g_signal_group_set_target (self->surface_signals, NULL);
  update (self);
}

/* Whoever minimized the window to show something else ends that from here. */
static void
on_sharing_changed (HearthMiniWindow *self)
{
  gtk_widget_set_visible (self->stop_sharing, hearth_sharing_get_state (hearth_call_get_sharing (self->call)) == HEARTH_SHARING_ON);
}

static void
on_back_clicked (HearthMiniWindow *self)
{
  gtk_window_present (self->window);
}

static gboolean
hearth_mini_window_close_request (GtkWindow *window)
{
  HEARTH_MINI_WINDOW (window)->dismissed = TRUE;

  return GTK_WINDOW_CLASS (hearth_mini_window_parent_class)->close_request (window);
}

static void
hearth_mini_window_dispose (GObject *object)
{
  HearthMiniWindow *self = HEARTH_MINI_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_MINI_WINDOW);
  g_clear_object (&self->surface_signals);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_mini_window_parent_class)->dispose (object);
}

static void
hearth_mini_window_class_init (HearthMiniWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_mini_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hearth_mini_window_close_request;

  g_type_ensure (HEARTH_TYPE_MEDIA_TOGGLE);
  g_type_ensure (HEARTH_TYPE_PARTICIPANT_TILE);
  g_type_ensure (HEARTH_TYPE_TALK_SIGN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/mini-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthMiniWindow, tile);
  gtk_widget_class_bind_template_child (widget_class, HearthMiniWindow, talk_sign);
  gtk_widget_class_bind_template_child (widget_class, HearthMiniWindow, stop_sharing);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
}

static void
hearth_mini_window_init (HearthMiniWindow *self)
{
  self->surface_signals = g_signal_group_new (GDK_TYPE_SURFACE);
  g_signal_group_connect_swapped (self->surface_signals, "notify::state", G_CALLBACK (update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

HearthMiniWindow *
hearth_mini_window_new (GtkWindow    *window,
                        HearthCall   *call,
                        GActionGroup *actions)
{
  HearthMiniWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  self = g_object_new (HEARTH_TYPE_MINI_WINDOW, NULL);
  self->window = window;
  self->call = g_object_ref (call);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "call", actions);

  g_signal_connect_object (window, "map", G_CALLBACK (on_window_map), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "unmap", G_CALLBACK (on_window_unmap), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::active-speaker", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_participants (call), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_settings (call), "notify::mini-window", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_sharing (call), "notify::state", G_CALLBACK (on_sharing_changed), self, G_CONNECT_SWAPPED);
  on_sharing_changed (self);
  /* The large window says it. */
  hearth_talk_sign_bind (self->talk_sign, hearth_call_get_push_to_talk (call), FALSE);
  if (gtk_widget_get_mapped (GTK_WIDGET (window)))
    on_window_map (self);

  return self;
}

void
hearth_mini_window_dismiss (HearthMiniWindow *self)
{
  g_return_if_fail (HEARTH_IS_MINI_WINDOW (self));

  self->dismissed = TRUE;
  update (self);
}
