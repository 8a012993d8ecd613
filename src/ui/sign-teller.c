/* Says what goes on without words, or unheard: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/sign-teller.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ui/sign-sentences.h"

/* Whoever hears the sentence from a screen reader has to find the button as well. */
#define OFFER_SECONDS 15

/* What has not been said yet. */
typedef struct
{
  GHashTable *people; /* id → NULL */
  char *first;        /* nullable: the name of the first */
  guint counts[HEARTH_N_REACTIONS];
  guint source;
  gint64 said_at; /* µs monotonic; 0: never */
} Pending;

struct _HearthSignTeller
{
  GObject parent_instance;

  HearthCall *call;
  HearthToastQueue *queue;
  Pending hands;
  Pending reactions;
  AdwToast *muted_toast; /* nullable, weak: what is offered in it makes no sense any more once it is done */
  AdwToast *hand_toast;  /* the same */
};

enum
{
  TOAST,
  ANNOUNCE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSignTeller, hearth_sign_teller, G_TYPE_OBJECT)

static void
forget (Pending *pending)
{
  g_clear_handle_id (&pending->source, g_source_remove);
  g_hash_table_remove_all (pending->people);
  g_clear_pointer (&pending->first, g_free);
  memset (pending->counts, 0, sizeof pending->counts);
}

static void
say (HearthSignTeller *self,
     const char       *sentence)
{
  AdwToast *toast = hearth_toast_queue_make (self->queue, sentence);

  if (toast != NULL)
    g_signal_emit (self, signals[TOAST], 0, toast);
}

static void
on_hands_due (gpointer user_data)
{
  HearthSignTeller *self = HEARTH_SIGN_TELLER (user_data);
  Pending *pending = &self->hands;
  g_autofree char *sentence = hearth_sentence_for_hands (pending->first, g_hash_table_size (pending->people));

  pending->source = 0;
  pending->said_at = g_get_monotonic_time ();
  forget (pending);
  say (self, sentence);
}

static void
on_reactions_due (gpointer user_data)
{
  HearthSignTeller *self = HEARTH_SIGN_TELLER (user_data);
  Pending *pending = &self->reactions;
  guint n_people = g_hash_table_size (pending->people);
  g_autofree char *sentence = hearth_sentence_for_reactions (n_people == 1 ? pending->first : NULL, n_people, pending->counts);

  pending->source = 0;
  pending->said_at = g_get_monotonic_time ();
  forget (pending);
  g_signal_emit (self, signals[ANNOUNCE], 0, sentence);
}

static void
add (HearthSignTeller  *self,
     Pending           *pending,
     HearthParticipant *participant,
     GSourceOnceFunc    due)
{
  gint64 next = pending->said_at + 3 * HEARTH_SIGN_TELLER_MS * G_GINT64_CONSTANT (1000);
  gint64 wait = pending->said_at != 0 ? (next - g_get_monotonic_time ()) / 1000 : 0;

  if (pending->first == NULL)
    pending->first = g_strdup (hearth_participant_get_name (participant));
  g_hash_table_add (pending->people, g_strdup (hearth_participant_get_id (participant)));
  if (pending->source == 0)
    pending->source = g_timeout_add_once ((guint) MAX (wait, HEARTH_SIGN_TELLER_MS), due, self);
}

static void
on_raised (HearthSigns       *signs,
           HearthParticipant *participant,
           HearthSignTeller  *self)
{
  add (self, &self->hands, participant, on_hands_due);
}

/* Who reacts knows it. */
static void
on_reacted (HearthSigns       *signs,
            HearthParticipant *participant,
            int                reaction,
            HearthSignTeller  *self)
{
  if (hearth_participant_is_self (participant))
    return;

  self->reactions.counts[reaction]++;
  add (self, &self->reactions, participant, on_reactions_due);
}

/* --- What is offered ---------------------------------------------------------------------------------------------------- */

static void
on_unmute_clicked (HearthSignTeller *self)
{
  hearth_call_set_microphone_on (self->call, TRUE);
}

static void
on_raise_clicked (HearthSignTeller *self)
{
  hearth_signs_set_hand_raised (hearth_call_get_signs (self->call), TRUE);
}

static void
on_lower_clicked (HearthSignTeller *self)
{
  hearth_signs_set_hand_raised (hearth_call_get_signs (self->call), FALSE);
}

static void
offer (HearthSignTeller  *self,
       AdwToast         **place,
       const char        *sentence,
       const char        *button,
       GCallback          clicked)
{
  AdwToast *toast = hearth_toast_queue_make (self->queue, sentence);

  if (toast == NULL)
    return;

  if (button != NULL)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_timeout (toast, OFFER_SECONDS);
      g_signal_connect_object (toast, "button-clicked", clicked, self, G_CONNECT_SWAPPED);
    }
  g_set_weak_pointer (place, toast);
  g_signal_emit (self, signals[TOAST], 0, toast);
}

/* Where the host lets them unmute they can at once, otherwise they can ask for it. */
static void
on_notice (HearthSignTeller *self,
           int               notice)
{
  HearthSigns *signs = hearth_call_get_signs (self->call);

  if (notice != HEARTH_NOTICE_MUTED_TALK)
    return;

  if (hearth_push_to_talk_is_ready (hearth_call_get_push_to_talk (self->call)))
    offer (self, &self->muted_toast, _("You are muted. Hold Space to talk."), NULL, NULL);
  else if (hearth_call_may_switch_on (self->call, HEARTH_DEVICE_MICROPHONE))
    offer (self, &self->muted_toast, _("You are muted"), _("_Unmute"), G_CALLBACK (on_unmute_clicked));
  else if (!hearth_signs_is_hand_raised (signs))
    offer (self, &self->muted_toast, _("The host has muted you"), _("_Raise Hand"), G_CALLBACK (on_raise_clicked));
}

static void
on_spoken (HearthSignTeller *self)
{
  offer (self, &self->hand_toast, _("Your hand is still raised"), _("_Lower Hand"), G_CALLBACK (on_lower_clicked));
}

static void
on_call_changed (HearthSignTeller *self)
{
  gboolean raised = hearth_signs_is_hand_raised (hearth_call_get_signs (self->call));

  if (self->muted_toast != NULL && (raised || hearth_call_get_microphone_on (self->call)))
    adw_toast_dismiss (self->muted_toast);
  if (self->hand_toast != NULL && !raised)
    adw_toast_dismiss (self->hand_toast);
}

/* What happened in this call is no news in the next. */
static void
on_state_changed (HearthSignTeller *self)
{
  if (hearth_call_state_is_inside (hearth_call_get_state (self->call)))
    return;

  forget (&self->hands);
  forget (&self->reactions);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
clear (Pending *pending)
{
  g_clear_handle_id (&pending->source, g_source_remove);
  g_clear_pointer (&pending->people, g_hash_table_unref);
  g_clear_pointer (&pending->first, g_free);
}

static void
hearth_sign_teller_dispose (GObject *object)
{
  HearthSignTeller *self = HEARTH_SIGN_TELLER (object);

  if (self->call != NULL)
    g_signal_handlers_disconnect_by_data (self->call, self);
  g_clear_weak_pointer (&self->muted_toast);
  g_clear_weak_pointer (&self->hand_toast);
  g_clear_object (&self->call);
  clear (&self->hands);
  clear (&self->reactions);

  G_OBJECT_CLASS (hearth_sign_teller_parent_class)->dispose (object);
}

static void
hearth_sign_teller_class_init (HearthSignTellerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_sign_teller_dispose;

  signals[TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ANNOUNCE] = g_signal_new ("announce", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hearth_sign_teller_init (HearthSignTeller *self)
{
  self->hands.people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reactions.people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

HearthSignTeller *
hearth_sign_teller_new (HearthCall       *call,
                        HearthToastQueue *queue)
{
  HearthSignTeller *self;
  HearthSigns *signs;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);
  g_return_val_if_fail (queue != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_SIGN_TELLER, NULL);
  self->call = g_object_ref (call);
  self->queue = queue;
  signs = hearth_call_get_signs (call);
  g_signal_connect_object (signs, "raised", G_CALLBACK (on_raised), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (signs, "reacted", G_CALLBACK (on_reacted), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (signs, "spoken", G_CALLBACK (on_spoken), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (signs, "notify::hand-raised", G_CALLBACK (on_call_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::microphone-on", G_CALLBACK (on_call_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notify::state", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (call, "notice", G_CALLBACK (on_notice), self, G_CONNECT_SWAPPED);

  return self;
}
