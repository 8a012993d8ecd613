/* In a call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/call-page.h"

#include <glib/gi18n.h>

#include "ui/bar-hider.h"
#include "ui/camera-menu.h"
#include "ui/chat-panel.h"
#include "ui/media-toggle.h"
#include "ui/people-panel.h"
#include "ui/reaction-popover.h"
#include "ui/sentences.h"
#include "ui/sound-menu.h"
#include "ui/talk-sign.h"
#include "ui/tile-board.h"
#include "ui/traffic-sentences.h"
#include "ui/trust-sentences.h"

/* More than that fits onto no button, and makes no difference. */
#define MANY_UNREAD 99

/* From so many pixels on, a toast has room for a button. */
#define TOAST_BUTTON_WIDTH 480

struct _HearthCallPage
{
  AdwNavigationPage parent_instance;

  HearthCall *call;
  guint clock_id; /* ticks while the page is shown */
  HearthBarHider *bar_hider;

  AdwOverlaySplitView *split;
  AdwViewStack *panels;
  HearthPeoplePanel *people_panel;
  HearthChatPanel *chat;
  AdwToolbarView *toolbar;
  AdwWindowTitle *title;
  GtkWidget *people;
  GtkLabel *people_count;
  AdwBanner *sharing;
  AdwBanner *reconnecting;
  AdwBanner *server_lost;
  AdwBanner *slow;
  AdwBanner *knocking;
  AdwBanner *doubt;
  AdwToastOverlay *toasts;
  HearthTileBoard *tiles;
  GtkWidget *bar;
  GtkWidget *share;
  GtkWidget *stop_sharing;
  HearthTalkSign *talk_sign;
  HearthMediaToggle *microphone;
  HearthMediaToggle *camera;
  GtkWidget *hand;
  GtkMenuButton *microphone_devices;
  GtkMenuButton *camera_devices;
  GtkWidget *chat_toggle;
  GtkLabel *unread;
  GtkWidget *leave;
};

G_DEFINE_FINAL_TYPE (HearthCallPage, hearth_call_page, ADW_TYPE_NAVIGATION_PAGE)

/* A banner that cannot be seen is none. */
static void
hold_bars (HearthCallPage *self)
{
  AdwBanner *const banners[] = { self->reconnecting, self->server_lost, self->slow, self->knocking, self->sharing, self->doubt };
  gboolean held = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (banners); i++)
    held = held || adw_banner_get_revealed (banners[i]);
  hearth_bar_hider_set_held (self->bar_hider, held);
}

static gboolean
on_tick (gpointer user_data)
{
  HearthCallPage *self = HEARTH_CALL_PAGE (user_data);
  g_autofree char *duration = NULL;
  gint64 started_at;

  g_object_get (self->call, "started-at", &started_at, NULL);
  if (started_at > 0)
    duration = hearth_sentence_for_duration ((g_get_monotonic_time () - started_at) / G_USEC_PER_SEC);
  adw_window_title_set_subtitle (self->title, duration != NULL ? duration : "");

  return G_SOURCE_CONTINUE;
}

/* Whose room it is: the name of the host where somebody else is. */
static char *
room_title (HearthCallPage *self)
{
  const char *host = hearth_call_get_host_name (self->call);
  g_autofree char *name = hearth_sentence_isolate (host != NULL ? host : "");

  if (hearth_call_is_hosting (self->call))
    return g_strdup (_("Your Room"));
  if (host == NULL)
    return g_strdup (_("Call"));

  /* Translators: %s is the name of the person who hosts the room */
  return g_strdup_printf (_("Room of %s"), name);
}

static void
show_title (HearthCallPage *self)
{
  g_autofree char *title = room_title (self);

  adw_window_title_set_title (self->title, title);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  gtk_widget_set_tooltip_text (self->leave, hearth_call_is_hosting (self->call) ? _("Leave and Close the Room") : _("Leave"));
}

static void
on_participants_changed (HearthCallPage *self)
{
  guint n = g_list_model_get_n_items (hearth_call_get_participants (self->call));
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *label = g_strdup_printf (ngettext ("Who is here: %u person", "Who is here: %u people", n), n);

  gtk_label_set_label (self->people_count, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->people), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* Why a switch is grey. */
static void
on_standing_changed (HearthCallPage *self)
{
  g_object_set (self->microphone, "withheld", !hearth_call_may_switch_on (self->call, HEARTH_DEVICE_MICROPHONE), NULL);
  g_object_set (self->camera, "withheld", !hearth_call_may_switch_on (self->call, HEARTH_DEVICE_CAMERA), NULL);
}

static void
on_call_changed (HearthCallPage *self)
{
  HearthCallState state = hearth_call_get_state (self->call);
  gboolean in_call = hearth_call_state_is_inside (state);
  gboolean server_there;

  g_object_get (self->call, "server-there", &server_there, NULL);

  /* A banner does not speak for itself. The other one comes with a notice (HEARTH_NOTICE_SERVER_LOST), which is announced. */
  if (state == HEARTH_CALL_RECONNECTING && !adw_banner_get_revealed (self->reconnecting))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), adw_banner_get_title (self->reconnecting),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  adw_banner_set_revealed (self->reconnecting, state == HEARTH_CALL_RECONNECTING);
  adw_banner_set_revealed (self->server_lost, state == HEARTH_CALL_ACTIVE && !server_there);
  hold_bars (self);
  if (in_call)
    show_title (self);
  on_standing_changed (self);
}

static const char *
get_sharing_title (HearthSharing *sharing)
{
  if (hearth_sharing_is_paused (sharing))
    return _("Your screen is locked, so that nobody sees it");

  return hearth_sharing_is_heard (sharing) ? _("Others see your screen and hear what other programs play")
                                           : _("Others see your screen");
}

/* The sign stays for as long as others see the screen, and ends that with one click. */
static void
on_sharing_changed (HearthCallPage *self)
{
  HearthSharing *sharing = hearth_call_get_sharing (self->call);
  HearthSharingState state = hearth_sharing_get_state (sharing);
  gboolean on = state == HEARTH_SHARING_ON;
  const char *title = get_sharing_title (sharing);

  if (on && (!adw_banner_get_revealed (self->sharing) || !g_str_equal (title, adw_banner_get_title (self->sharing))))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  adw_banner_set_title (self->sharing, title);
  adw_banner_set_revealed (self->sharing, on);
  hold_bars (self);
  gtk_widget_set_visible (self->share, !on);
  gtk_widget_set_visible (self->stop_sharing, on);
  gtk_widget_set_sensitive (self->share, hearth_sharing_is_possible (sharing) && state == HEARTH_SHARING_OFF);
}

static void
on_unread_changed (HearthCallPage *self)
{
  guint n = hearth_chat_get_unread (hearth_call_get_chat (self->call));
  g_autofree char *count = n > MANY_UNREAD ? g_strdup_printf ("%d+", MANY_UNREAD) : g_strdup_printf ("%u", n);
  g_autofree char *label = n > 0 ? g_strdup_printf (ngettext ("Chat: %u new message", "Chat: %u new messages", n), n)
                                 : g_strdup (_("Chat"));

  gtk_label_set_label (self->unread, count);
  gtk_widget_set_visible (GTK_WIDGET (self->unread), n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chat_toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* The name is the state, which cannot contradict "pressed"; the tooltip is what a click does. */
static void
on_hand_raised_changed (HearthCallPage *self)
{
  gboolean raised = hearth_signs_is_hand_raised (hearth_call_get_signs (self->call));

  gtk_widget_set_tooltip_text (self->hand, raised ? _("Lower Your Hand") : _("Raise Your Hand"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hand), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  raised ? _("Your hand is raised") : _("Your hand is down"), -1);
}

static void
on_reacted (HearthCallPage    *self,
            HearthParticipant *participant,
            int                reaction)
{
  hearth_tile_board_react (self->tiles, participant, (HearthReaction) reaction);
}

/* --- Panels ------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
get_panel (HearthCallPage  *self,
           HearthCallPanel  panel)
{
  return panel == HEARTH_CALL_PANEL_PEOPLE ? GTK_WIDGET (self->people_panel) : GTK_WIDGET (self->chat);
}

/* Whoever opens one wants to do something in it, and goes on where they were when they close it. */
static void
on_panel_shown (HearthCallPage *self)
{
  gboolean people = hearth_call_page_is_panel_shown (self, HEARTH_CALL_PANEL_PEOPLE);
  gboolean chat = hearth_call_page_is_panel_shown (self, HEARTH_CALL_PANEL_CHAT);
  GtkWidget *panel = adw_view_stack_get_visible_child (self->panels);
  GtkWidget *toggle = panel == GTK_WIDGET (self->chat) ? self->chat_toggle : self->people;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->people), people);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chat_toggle), chat);
  if (people || chat)
    gtk_widget_grab_focus (panel);
  else if (gtk_widget_get_mapped (toggle))
    gtk_widget_grab_focus (toggle);
}

static void
on_people_toggled (HearthCallPage  *self,
                   GtkToggleButton *button)
{
  hearth_call_page_show_panel (self, HEARTH_CALL_PANEL_PEOPLE, gtk_toggle_button_get_active (button));
}

static void
on_chat_toggled (HearthCallPage  *self,
                 GtkToggleButton *button)
{
  hearth_call_page_show_panel (self, HEARTH_CALL_PANEL_CHAT, gtk_toggle_button_get_active (button));
}

static void
on_answer (HearthCallPage *self)
{
  hearth_call_page_show_panel (self, HEARTH_CALL_PANEL_PEOPLE, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->people_panel));
}

/* --- Banners ------------------------------------------------------------------------------------------------------------ */

/* Details are of whom the banner tells. */
static void
aim_details (HearthCallPage *self,
             HearthNetwork  *network)
{
  guint n;
  HearthParticipant *slow = hearth_network_get_slow (network, &n);
  GtkActionable *banner = GTK_ACTIONABLE (self->slow);

  gtk_actionable_set_action_name (banner, NULL);
  gtk_actionable_set_action_target_value (banner, slow != NULL ? g_variant_new_string (hearth_participant_get_id (slow)) : NULL);
  gtk_actionable_set_action_name (banner, slow != NULL ? "who.network" : "win.network");
}

/* Whose connection is slow, beside the call and not over it; said once, and again when it is over. What is lost altogether is told
 * by another banner. */
static void
update_slow (HearthCallPage *self,
             gboolean        better)
{
  HearthNetwork *network = hearth_call_get_network (self->call);
  gboolean active = hearth_call_get_state (self->call) == HEARTH_CALL_ACTIVE;
  g_autofree char *title = active ? hearth_sentence_for_slow (network) : NULL;
  gboolean was = adw_banner_get_revealed (self->slow);

  if (title != NULL && (!was || !g_str_equal (title, adw_banner_get_title (self->slow))))
    {
      adw_banner_set_title (self->slow, title);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  else if (title == NULL && was && active && better)
    {
      gtk_accessible_announce (GTK_ACCESSIBLE (self), _("The connection is good again"),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
    }
  adw_banner_set_revealed (self->slow, title != NULL);
  if (title != NULL)
    aim_details (self, network);
  hold_bars (self);
}

static void
on_slow_changed (HearthNetwork  *network,
                 gboolean        better,
                 HearthCallPage *self)
{
  update_slow (self, better);
}

static void
on_active_changed (HearthCallPage *self)
{
  update_slow (self, FALSE);
}

/* Who comes is announced by the doorbell. */
static void
on_knocks_changed (HearthCallPage *self)
{
  GListModel *knocks = hearth_call_get_knocks (self->call);
  guint n = g_list_model_get_n_items (knocks);
  g_autoptr (HearthKnock) first = g_list_model_get_item (knocks, 0);
  g_autofree char *title = NULL;

  if (n == 1)
    title = hearth_sentence_for_knock (hearth_acquaintances_judge_knock (hearth_call_get_acquaintances (self->call), first),
                                       hearth_knock_get_name (first));
  else if (n > 1)
    title = g_strdup_printf (ngettext ("%u person is at the door", "%u people are at the door", n), n);

  /* While it hides it keeps what it said. */
  if (title != NULL)
    adw_banner_set_title (self->knocking, title);
  adw_banner_set_revealed (self->knocking, n > 0);
  hold_bars (self);
}

/* Of whom a person has to be warned; one at a time, and said once. */
static void
on_acquaintances_changed (HearthCallPage *self)
{
  GListModel *participants = hearth_call_get_participants (self->call);
  g_autofree char *title = NULL;

  for (guint i = 0; title == NULL && i < g_list_model_get_n_items (participants); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);
      HearthTrust trust = hearth_acquaintance_get_trust (hearth_participant_get_acquaintance (participant));

      title = hearth_sentence_for_doubt (trust, hearth_participant_get_name (participant));
      if (title != NULL)
        {
          gtk_actionable_set_action_target (GTK_ACTIONABLE (self->doubt), "s", hearth_participant_get_id (participant));
          gtk_actionable_set_action_name (GTK_ACTIONABLE (self->doubt), "who.is");
        }
    }

  if (title != NULL && (!adw_banner_get_revealed (self->doubt) || !g_str_equal (title, adw_banner_get_title (self->doubt))))
    {
      adw_banner_set_title (self->doubt, title);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  adw_banner_set_revealed (self->doubt, title != NULL);
  hold_bars (self);
}

static void
hearth_call_page_showing (AdwNavigationPage *page)
{
  HearthCallPage *self = HEARTH_CALL_PAGE (page);

  /* Tiles exist only while the page is seen, so that the lobby and the call do not both draw this person. */
  hearth_tile_board_set_participants (self->tiles, hearth_call_get_participants (self->call));
  if (self->clock_id == 0)
    self->clock_id = g_timeout_add_seconds (1, on_tick, self);
  on_tick (self);
  /* Whoever talks with Space wants no button to have it. */
  if (hearth_push_to_talk_is_ready (hearth_call_get_push_to_talk (self->call)))
    gtk_widget_child_focus (GTK_WIDGET (self->tiles), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_child_focus (self->bar, GTK_DIR_TAB_FORWARD);
}

static void
hearth_call_page_hidden (AdwNavigationPage *page)
{
  HearthCallPage *self = HEARTH_CALL_PAGE (page);

  hearth_tile_board_set_participants (self->tiles, NULL);
  g_clear_handle_id (&self->clock_id, g_source_remove);
  adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  hearth_chat_panel_clear (self->chat);
  gtk_menu_button_popdown (self->microphone_devices);
  gtk_menu_button_popdown (self->camera_devices);
  /* What happened in this call is no news in the next. */
  adw_toast_overlay_dismiss_all (self->toasts);
}

static void
hearth_call_page_dispose (GObject *object)
{
  HearthCallPage *self = HEARTH_CALL_PAGE (object);

  g_clear_handle_id (&self->clock_id, g_source_remove);
  g_clear_object (&self->bar_hider);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CALL_PAGE);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_call_page_parent_class)->dispose (object);
}

static void
hearth_call_page_class_init (HearthCallPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AdwNavigationPageClass *page_class = ADW_NAVIGATION_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_call_page_dispose;
  page_class->showing = hearth_call_page_showing;
  page_class->hidden = hearth_call_page_hidden;

  g_type_ensure (HEARTH_TYPE_CHAT_PANEL);
  g_type_ensure (HEARTH_TYPE_MEDIA_TOGGLE);
  g_type_ensure (HEARTH_TYPE_PEOPLE_PANEL);
  g_type_ensure (HEARTH_TYPE_REACTION_POPOVER);
  g_type_ensure (HEARTH_TYPE_TALK_SIGN);
  g_type_ensure (HEARTH_TYPE_TILE_BOARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/call-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, split);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, panels);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, people_panel);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, chat);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, toolbar);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, title);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, people);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, people_count);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, sharing);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, reconnecting);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, server_lost);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, slow);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, knocking);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, doubt);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, bar);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, share);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, stop_sharing);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, talk_sign);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, microphone);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, camera);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, hand);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, microphone_devices);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, camera_devices);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, chat_toggle);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, unread);
  gtk_widget_class_bind_template_child (widget_class, HearthCallPage, leave);
  gtk_widget_class_bind_template_callback (widget_class, on_panel_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_people_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_chat_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
}

static void
hearth_call_page_init (HearthCallPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->bar_hider = hearth_bar_hider_new (self->toolbar);
}

void
hearth_call_page_bind (HearthCallPage *self,
                       HearthCall     *call)
{
  g_return_if_fail (HEARTH_IS_CALL_PAGE (self));
  g_return_if_fail (HEARTH_IS_CALL (call));
  g_return_if_fail (self->call == NULL);

  self->call = g_object_ref (call);

  g_signal_connect_object (hearth_call_get_participants (call), "items-changed", G_CALLBACK (on_participants_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_call_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::server-there", G_CALLBACK (on_call_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::hosting", G_CALLBACK (on_call_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::host-name", G_CALLBACK (on_call_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_knocks (call), "items-changed", G_CALLBACK (on_knocks_changed), self, G_CONNECT_SWAPPED);
  g_object_bind_property (call, "active-speaker", self->tiles, "active-speaker", G_BINDING_SYNC_CREATE);
  g_object_bind_property (hearth_call_get_settings (call), "speaker-view", self->tiles, "speaker-view", G_BINDING_SYNC_CREATE);
  g_object_bind_property (hearth_call_get_settings (call), "self-view", self->tiles, "self-view", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (hearth_call_get_sharing (call), "notify", G_CALLBACK (on_sharing_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_participants (call), "items-changed", G_CALLBACK (on_acquaintances_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_acquaintances (call), "changed", G_CALLBACK (on_acquaintances_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "standing-changed", G_CALLBACK (on_standing_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_network (call), "slow-changed", G_CALLBACK (on_slow_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_active_changed), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->microphone_devices, hearth_sound_menu_new (call));
  gtk_menu_button_set_popover (self->camera_devices, hearth_camera_menu_new (call));
  hearth_people_panel_bind (self->people_panel, call);
  g_object_bind_property (self->tiles, "pinned", self->people_panel, "pinned", G_BINDING_BIDIRECTIONAL);
  hearth_chat_panel_bind (self->chat, call);
  g_signal_connect_object (hearth_call_get_chat (call), "notify::unread", G_CALLBACK (on_unread_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_signs (call), "notify::hand-raised", G_CALLBACK (on_hand_raised_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_signs (call), "reacted", G_CALLBACK (on_reacted), self, G_CONNECT_SWAPPED);
  g_object_bind_property (hearth_call_get_push_to_talk (call), "ready", self->microphone, "push-to-talk", G_BINDING_SYNC_CREATE);
  g_object_bind_property (hearth_call_get_push_to_talk (call), "talking", self->microphone, "talking", G_BINDING_SYNC_CREATE);
  hearth_talk_sign_bind (self->talk_sign, hearth_call_get_push_to_talk (call), TRUE);
  on_hand_raised_changed (self);
  on_unread_changed (self);
  on_participants_changed (self);
  on_call_changed (self);
  on_sharing_changed (self);
}

void
hearth_call_page_add_toast (HearthCallPage *self,
                            AdwToast       *toast)
{
  g_return_if_fail (HEARTH_IS_CALL_PAGE (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  /* Beside a button the sentence would be cut off, and the controls below do the same. */
  if (gtk_widget_get_width (GTK_WIDGET (self)) < TOAST_BUTTON_WIDTH)
    adw_toast_set_button_label (toast, NULL);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
hearth_call_page_set_fullscreen (HearthCallPage *self,
                                 gboolean        fullscreen)
{
  g_return_if_fail (HEARTH_IS_CALL_PAGE (self));

  hearth_bar_hider_set_active (self->bar_hider, fullscreen);
}

gboolean
hearth_call_page_is_panel_shown (HearthCallPage  *self,
                                 HearthCallPanel  panel)
{
  g_return_val_if_fail (HEARTH_IS_CALL_PAGE (self), FALSE);

  return adw_overlay_split_view_get_show_sidebar (self->split)
         && adw_view_stack_get_visible_child (self->panels) == get_panel (self, panel);
}

void
hearth_call_page_show_panel (HearthCallPage  *self,
                             HearthCallPanel  panel,
                             gboolean         shown)
{
  g_return_if_fail (HEARTH_IS_CALL_PAGE (self));

  if (hearth_call_page_is_panel_shown (self, panel) == shown)
    return;

  if (shown)
    {
      /* One change, told once: which of them is only seen with the sidebar. */
      g_signal_handlers_block_by_func (self->panels, on_panel_shown, self);
      adw_view_stack_set_visible_child (self->panels, get_panel (self, panel));
      g_signal_handlers_unblock_by_func (self->panels, on_panel_shown, self);
    }
  if (adw_overlay_split_view_get_show_sidebar (self->split) == shown)
    on_panel_shown (self);
  else
    adw_overlay_split_view_set_show_sidebar (self->split, shown);
}

HearthParticipant *
hearth_call_page_get_large (HearthCallPage    *self,
                            HearthPictureKind *kind)
{
  g_return_val_if_fail (HEARTH_IS_CALL_PAGE (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  return hearth_tile_board_get_large (self->tiles, kind);
}
