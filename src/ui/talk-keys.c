/* Space as the key of push to talk: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/talk-keys.h"

#define KEYS "hearth-talk-keys"

/* Shift and Caps Lock make no other key of it. */
#define OTHER_KEYS (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_HYPER_MASK | GDK_META_MASK)

typedef struct
{
  HearthPushToTalk *push_to_talk;
  guint code; /* of the key that was pressed: with Shift or AltGr some keyboards call it another one when it is released */
} TalkKeys;

static void
talk_keys_free (gpointer data)
{
  TalkKeys *self = data;

  g_object_unref (self->push_to_talk);
  g_free (self);
}

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
            TalkKeys              *self)
{
  if (!is_key (key, modifiers) || hearth_push_to_talk_is_held (self->push_to_talk, HEARTH_TALK_KEY_WINDOW))
    return GDK_EVENT_PROPAGATE;

  /* Also where nobody talks by it for want of a microphone: it is held until it is released. */
  self->code = code;

  return hearth_push_to_talk_press (self->push_to_talk, HEARTH_TALK_KEY_WINDOW) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* A key that is held repeats, and would press whatever has got the focus in the meantime. */
static gboolean
on_pressed_again (GtkEventControllerKey *controller,
                  guint                  key,
                  guint                  code,
                  GdkModifierType        modifiers,
                  TalkKeys              *self)
{
  return code == self->code && hearth_push_to_talk_is_held (self->push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

static void
on_released (GtkEventControllerKey *controller,
             guint                  key,
             guint                  code,
             GdkModifierType        modifiers,
             TalkKeys              *self)
{
  if (code == self->code)
    hearth_push_to_talk_release (self->push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

/* Where the key is released nobody here would hear of it. */
static void
on_active_notify (GtkWindow        *window,
                  GParamSpec       *pspec,
                  TalkKeys         *self)
{
  if (!gtk_window_is_active (window))
    hearth_push_to_talk_release (self->push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

/* Whoever goes on to something else has done with talking; what the key that is still held repeats is not for that. */
static void
on_focus_notify (GtkWindow        *window,
                 GParamSpec       *pspec,
                 TalkKeys         *self)
{
  hearth_push_to_talk_interrupt (self->push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

static void
on_unmap (GtkWidget *window,
          TalkKeys  *self)
{
  hearth_push_to_talk_release (self->push_to_talk, HEARTH_TALK_KEY_WINDOW);
}

void
hearth_talk_keys_add (GtkWindow        *window,
                      HearthPushToTalk *push_to_talk)
{
  GtkEventController *first = gtk_event_controller_key_new ();
  GtkEventController *last = gtk_event_controller_key_new ();
  TalkKeys *self;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (HEARTH_IS_PUSH_TO_TALK (push_to_talk));

  /* Lives as long as the window, and so does whoever calls these. */
  self = g_new0 (TalkKeys, 1);
  self->push_to_talk = g_object_ref (push_to_talk);
  g_object_set_data_full (G_OBJECT (window), KEYS, self, talk_keys_free);

  gtk_event_controller_set_propagation_phase (first, GTK_PHASE_CAPTURE);
  g_signal_connect (first, "key-pressed", G_CALLBACK (on_pressed_again), self);
  g_signal_connect (first, "key-released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (window), first);
  gtk_event_controller_set_propagation_phase (last, GTK_PHASE_BUBBLE);
  g_signal_connect (last, "key-pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (window), last);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (on_active_notify), self);
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (on_focus_notify), self);
  g_signal_connect (window, "unmap", G_CALLBACK (on_unmap), self);
}
