/* Space as the key of push to talk: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/talk-keys.h"

/* Shift and Caps Lock make no other key of it. */
#define OTHER_KEYS (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_HYPER_MASK | GDK_META_MASK)

static gboolean
is_key (guint           key,
        GdkModifierType modifiers)
{
  return (key == GDK_KEY_space || key == GDK_KEY_KP_Space) && (modifiers & OTHER_KEYS) == 0;
}

static gboolean
on_pressed (GtkEventControllerKey *controller,
            guint                  key,
            guint                  code,
            GdkModifierType        modifiers,
            HearthPushToTalk      *push_to_talk)
{
  return is_key (key, modifiers) && hearth_push_to_talk_press (push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

/* A key that is held repeats, and would press whatever has got the focus in the meantime. */
static gboolean
on_pressed_again (GtkEventControllerKey *controller,
                  guint                  key,
                  guint                  code,
                  GdkModifierType        modifiers,
                  HearthPushToTalk      *push_to_talk)
{
  return is_key (key, 0) && hearth_push_to_talk_is_held (push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

static void
on_released (GtkEventControllerKey *controller,
             guint                  key,
             guint                  code,
             GdkModifierType        modifiers,
             HearthPushToTalk      *push_to_talk)
{
  if (is_key (key, 0))
    hearth_push_to_talk_release (push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

/* Where the key is released nobody here would hear of it. */
static void
on_active_notify (GtkWindow        *window,
                  GParamSpec       *pspec,
                  HearthPushToTalk *push_to_talk)
{
  if (!gtk_window_is_active (window))
    hearth_push_to_talk_release (push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

/* Whoever goes on to something else has done with talking; what the key that is still held repeats is not for that. */
static void
on_focus_notify (GtkWindow        *window,
                 GParamSpec       *pspec,
                 HearthPushToTalk *push_to_talk)
{
  hearth_push_to_talk_interrupt (push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

static void
on_unmap (GtkWidget        *window,
          HearthPushToTalk *push_to_talk)
{
  hearth_push_to_talk_release (push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

void
hearth_talk_keys_add (GtkWindow        *window,
                      HearthPushToTalk *push_to_talk)
{
  GtkEventController *first = gtk_event_controller_key_new ();
  GtkEventController *last = gtk_event_controller_key_new ();

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (HEARTH_IS_PUSH_TO_TALK (push_to_talk));

  gtk_event_controller_set_propagation_phase (first, GTK_PHASE_CAPTURE);
  g_signal_connect_object (first, "key-pressed", G_CALLBACK (on_pressed_again), push_to_talk, G_CONNECT_DEFAULT);
  g_signal_connect_object (first, "key-released", G_CALLBACK (on_released), push_to_talk, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (window), first);
  gtk_event_controller_set_propagation_phase (last, GTK_PHASE_BUBBLE);
  g_signal_connect_object (last, "key-pressed", G_CALLBACK (on_pressed), push_to_talk, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (window), last);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active_notify), push_to_talk, G_CONNECT_DEFAULT);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (on_focus_notify), push_to_talk, G_CONNECT_DEFAULT);
  g_signal_connect_object (window, "unmap", G_CALLBACK (on_unmap), push_to_talk, G_CONNECT_DEFAULT);
}
