/* The one window: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/window.h"

#include <glib/gi18n.h>

#include "ui/call-actions.h"
#include "ui/call-page.h"
#include "ui/chat-sentences.h"
#include "ui/clipboard-link.h"
#include "ui/close-dialog.h"
#include "ui/command-palette.h"
#include "ui/doorbell.h"
#include "ui/home-page.h"
#include "ui/invite-dialog.h"
#include "ui/lobby-page.h"
#include "ui/mini-window.h"
#include "ui/network-dialog.h"
#include "ui/preferences-dialog.h"
#include "ui/sentences.h"
#include "ui/sign-teller.h"
#include "ui/snapshot.h"
#include "ui/talk-keys.h"
#include "ui/toast-queue.h"
#include "ui/unmute-dialog.h"
#include "ui/who-actions.h"

struct _HearthWindow
{
  AdwApplicationWindow parent_instance;

  HearthCall *call;
  HearthDoorbell *doorbell;
  HearthMiniWindow *mini_window;

  AdwToastOverlay *toasts;
  HearthToastQueue sayings;
  HearthSignTeller *sign_teller;
  AdwNavigationView *navigation;
  HearthHomePage *home;
  HearthLobbyPage *lobby;
  HearthCallPage *call_page;
  AdwDialog *unmute_dialog; /* (nullable) (unowned): while somebody asks */
};

G_DEFINE_FINAL_TYPE (HearthWindow, hearth_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
in_call (HearthWindow *self)
{
  return hearth_call_state_is_inside (hearth_call_get_state (self->call));
}

/* Above the lobby the call page is pushed, so that returning home pops both with one movement. */
static void
show_page (HearthWindow *self,
           const char   *tag)
{
  const char *visible = adw_navigation_view_get_visible_page_tag (self->navigation);

  if (g_strcmp0 (visible, tag) == 0)
    return;

  if (adw_navigation_view_get_previous_page (self->navigation, adw_navigation_view_find_page (self->navigation, tag)) != NULL
      || g_strcmp0 (tag, "home") == 0)
    adw_navigation_view_pop_to_tag (self->navigation, tag);
  else
    adw_navigation_view_push_by_tag (self->navigation, tag);
}

static void
on_state_changed (HearthWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.invite", in_call (self) && hearth_call_get_link (self->call) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.people", in_call (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.chat", in_call (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.network", in_call (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.snapshot", in_call (self));
  if (self->unmute_dialog != NULL && !in_call (self))
    adw_dialog_force_close (self->unmute_dialog);

  switch (hearth_call_get_state (self->call))
    {
    case HEARTH_CALL_IDLE:
      show_page (self, "home");
      break;
    case HEARTH_CALL_LOBBY:
      hearth_home_page_set_message (self->home, NULL);
      show_page (self, "lobby");
      break;
    case HEARTH_CALL_ENTERING:
    case HEARTH_CALL_KNOCKING:
      show_page (self, "lobby");
      break;
    case HEARTH_CALL_ACTIVE:
    case HEARTH_CALL_RECONNECTING:
      show_page (self, "call");
      break;
    }
}

/* The person went back from the lobby. */
static void
on_page_popped (HearthWindow      *self,
                AdwNavigationPage *page)
{
  if (page == ADW_NAVIGATION_PAGE (self->lobby) && !in_call (self))
    hearth_call_leave (self->call);
}

static void
show_toast (HearthWindow *self,
            AdwToast     *toast)
{
  if (adw_navigation_view_get_visible_page (self->navigation) == ADW_NAVIGATION_PAGE (self->call_page))
    hearth_call_page_add_toast (self->call_page, toast);
  else if (adw_navigation_view_get_visible_page (self->navigation) == ADW_NAVIGATION_PAGE (self->lobby))
    hearth_lobby_page_add_toast (self->lobby, toast);
  else
    adw_toast_overlay_add_toast (self->toasts, toast);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), adw_toast_get_title (toast), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
hearth_window_say (HearthWindow *self,
                   const char   *sentence)
{
  AdwToast *toast;

  g_return_if_fail (HEARTH_IS_WINDOW (self));
  g_return_if_fail (sentence != NULL);

  toast = hearth_toast_queue_make (&self->sayings, sentence);
  if (toast != NULL)
    show_toast (self, toast);
}

static void
on_answer (HearthWindow *self)
{
  hearth_call_page_show_panel (self->call_page, HEARTH_CALL_PANEL_CHAT, TRUE);
}

static void
on_chat_news (HearthWindow      *self,
              HearthChatMessage *message)
{
  g_autofree char *sentence = hearth_sentence_for_news (message);
  AdwToast *toast;

  /* Who shows their screen may be showing this window. */
  if (hearth_call_page_is_panel_shown (self->call_page, HEARTH_CALL_PANEL_CHAT)
      || (hearth_chat_message_get_text (message)->addressee != NULL
          && hearth_sharing_get_state (hearth_call_get_sharing (self->call)) == HEARTH_SHARING_ON))
    {
      gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return;
    }

  /* Who writes the same again means it again: that it is read already spares the toast, not the voice. */
  toast = hearth_toast_queue_make (&self->sayings, sentence);
  if (toast == NULL)
    {
      gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return;
    }

  adw_toast_set_button_label (toast, _("_Answer"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  show_toast (self, toast);
}

static void
on_notice (HearthWindow *self,
           int           notice,
           const char   *detail)
{
  g_autofree char *sentence = hearth_sentence_for_notice ((HearthCallNotice) notice, detail);

  /* HearthSignTeller has an offer with it. */
  if (notice != HEARTH_NOTICE_MUTED_TALK)
    hearth_window_say (self, sentence);
}

/* While a screen is shared, its sign says what others hear. */
static void
on_share_sound_changed (HearthWindow *self,
                        const char   *action,
                        GVariant     *sound)
{
  static const char *const sentences[] = {
    N_("Your screen will be shared without sound."),
    N_("The sound of other programs will be shared with your screen."),
  };
  gboolean on = g_variant_get_boolean (sound);

  hearth_toast_queue_withdraw (&self->sayings, _(sentences[!on]));
  if (in_call (self) && hearth_sharing_get_state (hearth_call_get_sharing (self->call)) != HEARTH_SHARING_ON)
    hearth_window_say (self, _(sentences[on]));
}

static void
on_announce (HearthWindow *self,
             const char   *sentence)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

/* Once at a time, however often it is asked. */
static void
ask_to_unmute (HearthWindow *self,
               const char   *sentence)
{
  if (self->unmute_dialog != NULL)
    return;

  g_set_weak_pointer (&self->unmute_dialog, hearth_unmute_dialog_new (self->call, sentence));
  adw_dialog_present (self->unmute_dialog, GTK_WIDGET (self));
}

static void
on_deed (HearthWindow *self,
         HearthDeed   *deed)
{
  g_autofree char *sentence = hearth_sentence_for_deed (deed);

  /* Whose hand others lower everybody sees. */
  if (sentence == NULL || !in_call (self) || (deed->act.kind == HEARTH_ACT_LOWER_HAND && !deed->by_self && !deed->to_self))
    return;

  if (deed->act.kind == HEARTH_ACT_ASK_TO_UNMUTE && deed->to_self && !hearth_call_get_microphone_on (self->call))
    ask_to_unmute (self, sentence);
  else
    hearth_window_say (self, sentence);
}

static void
on_ended (HearthWindow *self,
          const GError *error)
{
  const char *sentence;

  gtk_window_unfullscreen (GTK_WINDOW (self));
  if (error == NULL)
    return;

  sentence = hearth_sentence_for_error (error);
  hearth_home_page_set_message (self->home, sentence);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
close_dialogs (HearthWindow *self)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));

  for (guint i = g_list_model_get_n_items (dialogs); i > 0; i--)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i - 1);

      adw_dialog_force_close (dialog);
    }
}

static void
enter_lobby (HearthWindow *self,
             const char   *link)
{
  g_autoptr (GError) error = NULL;

  /* Another room is another lobby: what was agreed to for the one before does not count. */
  if (hearth_call_get_state (self->call) == HEARTH_CALL_LOBBY)
    hearth_call_leave (self->call);

  if (link == NULL)
    {
      hearth_call_prepare_create (self->call);
    }
  else if (!hearth_call_prepare_join (self->call, link, &error))
    {
      hearth_home_page_set_message (self->home, hearth_sentence_for_error (error));
    }
}

static void
on_leave_response (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (HearthWindow) self = HEARTH_WINDOW (user_data);
  g_autofree char *link = g_object_steal_data (source, "hearth-link");

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "leave") != 0 || self->call == NULL)
    return;

  hearth_call_leave (self->call);
  enter_lobby (self, link);
}

/* @link: (nullable): the room to join afterwards, or NULL to create one */
static void
ask_to_leave (HearthWindow *self,
              const char   *link)
{
  const char *reason = link != NULL ? _("You are in a call. To join the other room you have to leave it.")
                                    : _("You are in a call. To create a new room you have to leave it.");
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Leave This Call?"), reason));

  adw_alert_dialog_add_responses (dialog,
                                  "stay", _("_Stay"),
                                  "leave", link != NULL ? _("_Leave and Join") : _("_Leave"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "stay");
  adw_alert_dialog_set_close_response (dialog, "stay");
  g_object_set_data_full (G_OBJECT (dialog), "hearth-link", g_strdup (link), g_free);

  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, on_leave_response, g_object_ref (self));
}

static void
on_invite_activated (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);

  if (hearth_call_get_link (self->call) != NULL)
    adw_dialog_present (hearth_invite_dialog_new (self->call), widget);
}

static void
on_panel_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  HearthCallPage *page = HEARTH_WINDOW (widget)->call_page;
  HearthCallPanel panel = g_str_equal (action_name, "win.chat") ? HEARTH_CALL_PANEL_CHAT : HEARTH_CALL_PANEL_PEOPLE;

  hearth_call_page_show_panel (page, panel, !hearth_call_page_is_panel_shown (page, panel));
}

static void
on_network_activated (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  adw_dialog_present (hearth_network_dialog_new (HEARTH_WINDOW (widget)->call, NULL), widget);
}

static void
on_snapshot_activated (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  HearthWindow *self = HEARTH_WINDOW (widget);

  hearth_snapshot_take_large (self, self->call, self->call_page);
}

static void
on_preferences_activated (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  adw_dialog_present (hearth_preferences_dialog_new (HEARTH_WINDOW (widget)->call), widget);
}

static void
on_commands_activated (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  /* What can be done in another dialog is for that dialog to say. */
  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget)) == NULL)
    adw_dialog_present (hearth_command_palette_new (widget), widget);
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  if (!gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    return FALSE;

  gtk_window_unfullscreen (GTK_WINDOW (widget));
  return TRUE;
}

static void
on_close_response (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (HearthWindow) self = HEARTH_WINDOW (user_data);
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  /* The call may have ended while the question stood there. */
  if (self->call == NULL || !in_call (self))
    return;

  if (g_str_equal (response, HEARTH_CLOSE_DIALOG_LEAVE))
    {
      /* Saying goodbye takes a moment; nobody is asked again for it. */
      hearth_call_leave (self->call);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (g_str_equal (response, HEARTH_CLOSE_DIALOG_BACKGROUND))
    {
      /* Nobody is seen or heard by a room that they do not see. */
      hearth_call_set_camera_on (self->call, FALSE);
      hearth_call_set_microphone_on (self->call, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      hearth_mini_window_dismiss (self->mini_window);
    }
}

static gboolean
hearth_window_close_request (GtkWindow *window)
{
  HearthWindow *self = HEARTH_WINDOW (window);

  if (in_call (self))
    {
      close_dialogs (self);
      adw_alert_dialog_choose (hearth_close_dialog_new (self->call), GTK_WIDGET (self), NULL, on_close_response, g_object_ref (self));
      return GDK_EVENT_STOP;
    }
  hearth_call_leave (self->call);

  return GTK_WINDOW_CLASS (hearth_window_parent_class)->close_request (window);
}

static void
hearth_window_dispose (GObject *object)
{
  HearthWindow *self = HEARTH_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_WINDOW);
  g_clear_object (&self->sign_teller);
  hearth_toast_queue_clear (&self->sayings);
  g_clear_weak_pointer (&self->unmute_dialog);
  g_clear_object (&self->doorbell);
  if (self->mini_window != NULL)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->mini_window)));
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_window_parent_class)->dispose (object);
}

static void
hearth_window_class_init (HearthWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hearth_window_close_request;

  g_type_ensure (HEARTH_TYPE_HOME_PAGE);
  g_type_ensure (HEARTH_TYPE_LOBBY_PAGE);
  g_type_ensure (HEARTH_TYPE_CALL_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/window.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HearthWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, HearthWindow, home);
  gtk_widget_class_bind_template_child (widget_class, HearthWindow, lobby);
  gtk_widget_class_bind_template_child (widget_class, HearthWindow, call_page);
  gtk_widget_class_bind_template_callback (widget_class, on_page_popped);

  gtk_widget_class_install_action (widget_class, "win.invite", NULL, on_invite_activated);
  gtk_widget_class_install_action (widget_class, "win.people", NULL, on_panel_activated);
  gtk_widget_class_install_action (widget_class, "win.chat", NULL, on_panel_activated);
  gtk_widget_class_install_action (widget_class, "win.network", NULL, on_network_activated);
  gtk_widget_class_install_action (widget_class, "win.snapshot", NULL, on_snapshot_activated);
  gtk_widget_class_install_action (widget_class, "win.commands", NULL, on_commands_activated);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, on_preferences_activated);
  gtk_widget_class_install_property_action (widget_class, "win.fullscreen", "fullscreened");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

/* The window comes back as it was left. */
static void
remember_size (HearthWindow *self)
{
  g_autoptr (GSettings) store = g_settings_new (HEARTH_APPLICATION_ID);

  g_settings_bind (store, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (store, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (store, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
on_fullscreen_changed (HearthWindow *self)
{
  hearth_call_page_set_fullscreen (self->call_page, gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
hearth_window_init (HearthWindow *self)
{
  hearth_toast_queue_init (&self->sayings);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (on_fullscreen_changed), NULL);
  remember_size (self);
}

GtkWidget *
hearth_window_new (GtkApplication *application,
                   HearthCall     *call)
{
  HearthWindow *self;
  g_autoptr (GSimpleActionGroup) actions = NULL;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_WINDOW, "application", application, NULL);
  self->call = g_object_ref (call);

  actions = hearth_call_actions_new (call);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "call", G_ACTION_GROUP (actions));
  g_signal_connect_object (actions, "action-state-changed::share-sound", G_CALLBACK (on_share_sound_changed), self,
                           G_CONNECT_SWAPPED);

  hearth_who_actions_add (self, call);
  self->mini_window = hearth_mini_window_new (GTK_WINDOW (self), call, G_ACTION_GROUP (actions));
  self->doorbell = hearth_doorbell_new (GTK_WINDOW (self), call);
  hearth_home_page_bind (self->home, call);
  hearth_lobby_page_bind (self->lobby, call);
  hearth_call_page_bind (self->call_page, call);

  self->sign_teller = hearth_sign_teller_new (call, &self->sayings);
  g_signal_connect_object (self->sign_teller, "toast", G_CALLBACK (show_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sign_teller, "announce", G_CALLBACK (on_announce), self, G_CONNECT_SWAPPED);
  hearth_talk_keys_add (GTK_WINDOW (self), hearth_call_get_push_to_talk (call));
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::link", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notice", G_CALLBACK (on_notice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "deed", G_CALLBACK (on_deed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_call_get_chat (call), "news", G_CALLBACK (on_chat_news), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  on_state_changed (self);

  return GTK_WIDGET (self);
}

void
hearth_window_open_link (HearthWindow *self,
                         const char   *link)
{
  g_return_if_fail (HEARTH_IS_WINDOW (self));
  g_return_if_fail (link != NULL);

  close_dialogs (self);
  if (hearth_call_get_state (self->call) > HEARTH_CALL_LOBBY)
    ask_to_leave (self, link);
  else
    enter_lobby (self, link);
}

void
hearth_window_create_room (HearthWindow *self)
{
  g_return_if_fail (HEARTH_IS_WINDOW (self));

  close_dialogs (self);
  if (hearth_call_get_state (self->call) > HEARTH_CALL_LOBBY)
    ask_to_leave (self, NULL);
  else if (hearth_call_get_state (self->call) == HEARTH_CALL_IDLE)
    enter_lobby (self, NULL);
}

static void
on_clipboard_read (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  HearthWindow *self = HEARTH_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *link = hearth_clipboard_link_read_finish (result, &error);

  if (self->call == NULL)
    return;

  if (link != NULL)
    hearth_window_open_link (self, link);
  else
    hearth_window_say (self, _("There is no link to a room on the clipboard."));
}

void
hearth_window_join_clipboard (HearthWindow *self)
{
  g_return_if_fail (HEARTH_IS_WINDOW (self));

  hearth_clipboard_link_read_async (GTK_WINDOW (self), NULL, on_clipboard_read, NULL);
}
