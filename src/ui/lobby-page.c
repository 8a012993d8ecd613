/* Before a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/lobby-page.h"

#include <glib/gi18n.h>

#include "ui/call-actions.h"
#include "ui/camera-menu.h"
#include "ui/input-meter.h"
#include "ui/media-toggle.h"
#include "ui/name-row.h"
#include "ui/participant-tile.h"
#include "ui/sound-menu.h"

struct _HearthLobbyPage
{
  AdwNavigationPage parent_instance;

  HearthCall *call;
  gboolean agreed; /* to camera and microphone; asked anew in every lobby */

  AdwToastOverlay *toasts;
  HearthParticipantTile *tile;
  GtkStack *preview;
  HearthInputMeter *level;
  GtkMenuButton *microphone_devices;
  GtkMenuButton *camera_devices;
  GtkWidget *form;
  AdwActionRow *destination;
  GtkImage *destination_icon;
  HearthNameRow *name;
  GtkStack *progress;
  GtkButton *enter;
  GtkLabel *waiting;
};

G_DEFINE_FINAL_TYPE (HearthLobbyPage, hearth_lobby_page, ADW_TYPE_NAVIGATION_PAGE)

/* This person is the first in the list; nobody is in it at home. */
static void
on_participants_changed (HearthLobbyPage *self)
{
  g_autoptr (HearthParticipant) first = g_list_model_get_item (hearth_call_get_participants (self->call), 0);

  hearth_participant_tile_set_participant (self->tile, first != NULL && hearth_participant_is_self (first) ? first : NULL);
}

static void
show_destination (HearthLobbyPage *self)
{
  const char *server = hearth_call_get_server_name (self->call);
  gboolean hosting = hearth_call_is_hosting (self->call);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), hosting ? _("New Room") : _("Join Room"));
  gtk_button_set_label (self->enter, hosting ? _("Create Room") : _("Join Room"));
  gtk_image_set_from_icon_name (self->destination_icon, server != NULL ? "network-server-symbolic" : "computer-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->destination),
                                 hosting ? _("The room opens on") : _("You are about to join a room on"));
  adw_action_row_set_subtitle (self->destination, server != NULL ? server : _("This computer"));
}

/* The switches are there once the person has agreed, even if they switched both off since. */
static void
set_agreed (HearthLobbyPage *self,
            gboolean         agreed)
{
  self->agreed = agreed;
  gtk_menu_button_popdown (self->microphone_devices);
  gtk_menu_button_popdown (self->camera_devices);
  gtk_stack_set_visible_child_name (self->preview, agreed ? "controls" : "ask");
  if (agreed)
    hearth_call_set_preview (self->call, TRUE);
}

/* A switch by its key is an agreement too. */
static void
on_media_changed (HearthLobbyPage *self)
{
  if (hearth_call_get_state (self->call) == HEARTH_CALL_LOBBY && !self->agreed
      && (hearth_call_get_microphone_on (self->call) || hearth_call_get_camera_on (self->call)))
    set_agreed (self, TRUE);
}

/* However the person likes to join (Preferences), whoever joins without having agreed is neither seen nor heard. */
static void
begin (HearthLobbyPage *self)
{
  set_agreed (self, FALSE);
  g_signal_handlers_block_by_func (self->call, on_media_changed, self);
  hearth_call_set_microphone_on (self->call, FALSE);
  hearth_call_set_camera_on (self->call, FALSE);
  g_signal_handlers_unblock_by_func (self->call, on_media_changed, self);
  show_destination (self);
}

static void
on_state_changed (HearthLobbyPage *self)
{
  HearthCallState state = hearth_call_get_state (self->call);
  gboolean waiting = state == HEARTH_CALL_ENTERING || state == HEARTH_CALL_KNOCKING;

  if (state == HEARTH_CALL_IDLE)
    {
      set_agreed (self, FALSE);
      return;
    }

  if (state == HEARTH_CALL_LOBBY)
    begin (self);
  if (state == HEARTH_CALL_ENTERING)
    gtk_label_set_label (self->waiting,
                         hearth_call_is_hosting (self->call) ? _("Opening the room…") : _("Looking for the room…"));
  if (state == HEARTH_CALL_KNOCKING)
    gtk_label_set_label (self->waiting, _("Waiting to be let in…"));

  gtk_stack_set_visible_child_name (self->progress, waiting ? "waiting" : "enter");
  gtk_widget_set_sensitive (self->form, !waiting);
  if (waiting)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->waiting),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_agreed (HearthLobbyPage *self)
{
  set_agreed (self, TRUE);
  hearth_call_actions_switch_on (self->call);
}

static void
on_name_entered (HearthLobbyPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "call.enter", NULL);
}

static void
hearth_lobby_page_showing (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (HEARTH_LOBBY_PAGE (page)->enter));
}

static void
hearth_lobby_page_dispose (GObject *object)
{
  HearthLobbyPage *self = HEARTH_LOBBY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_LOBBY_PAGE);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_lobby_page_parent_class)->dispose (object);
}

static void
hearth_lobby_page_class_init (HearthLobbyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_lobby_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->showing = hearth_lobby_page_showing;

  g_type_ensure (HEARTH_TYPE_INPUT_METER);
  g_type_ensure (HEARTH_TYPE_MEDIA_TOGGLE);
  g_type_ensure (HEARTH_TYPE_NAME_ROW);
  g_type_ensure (HEARTH_TYPE_PARTICIPANT_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/lobby-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, tile);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, preview);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, level);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, microphone_devices);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, camera_devices);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, form);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, destination);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, destination_icon);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, name);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, progress);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, enter);
  gtk_widget_class_bind_template_child (widget_class, HearthLobbyPage, waiting);
  gtk_widget_class_bind_template_callback (widget_class, on_agreed);
}

static void
hearth_lobby_page_init (HearthLobbyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hearth_lobby_page_bind (HearthLobbyPage *self,
                        HearthCall      *call)
{
  g_return_if_fail (HEARTH_IS_LOBBY_PAGE (self));
  g_return_if_fail (HEARTH_IS_CALL (call));
  g_return_if_fail (self->call == NULL);

  self->call = g_object_ref (call);

  hearth_name_row_bind (self->name, hearth_call_get_settings (call));
  g_signal_connect_swapped (self->name, "entry-activated", G_CALLBACK (on_name_entered), self);
  hearth_input_meter_bind (self->level, call);
  gtk_menu_button_set_popover (self->microphone_devices, hearth_sound_menu_new (call));
  gtk_menu_button_set_popover (self->camera_devices, hearth_camera_menu_new (call));

  g_signal_connect_object (hearth_call_get_participants (call), "items-changed", G_CALLBACK (on_participants_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::microphone-on", G_CALLBACK (on_media_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::camera-on", G_CALLBACK (on_media_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::hosting", G_CALLBACK (show_destination), self, G_CONNECT_SWAPPED);
  on_participants_changed (self);
  on_state_changed (self);
}

void
hearth_lobby_page_add_toast (HearthLobbyPage *self,
                             AdwToast        *toast)
{
  g_return_if_fail (HEARTH_IS_LOBBY_PAGE (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (self->toasts, toast);
}
