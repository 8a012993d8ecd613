/* What people in the call say without words: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/signs-private.h"

/* Who raises and lowers it all the time is told of once. */
#define AGAIN_US (15 * G_USEC_PER_SEC)

/* Longer than "yes, it is about something else". */
#define SPOKEN_US (5 * G_USEC_PER_SEC)

/* What is known of somebody else's hand, kept with them. */
#define HAND "hearth-hand"

typedef struct
{
  gboolean raised;
  gint64 told_at; /* µs monotonic; 0: never */
} Hand;

struct _HearthSigns
{
  GObject parent_instance;

  GListModel *participants;
  HearthGestures *gestures; /* nullable: not in a room */

  gint64 spoken;        /* µs with a raised hand, before the last pause */
  gint64 speaking_since; /* µs monotonic; 0: silent, or the hand is down */
  gboolean offered;
  guint offer_source;
};

enum
{
  PROP_0,
  PROP_HAND_RAISED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  RAISED,
  REACTED,
  SPOKEN,
  HAND_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSigns, hearth_signs, G_TYPE_OBJECT)

/* Returns: (transfer full) (nullable). @id: (nullable): %NULL for this person. */
static HearthParticipant *
find (HearthSigns *self,
      const char  *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->participants); i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (self->participants, i);

      if (id == NULL ? hearth_participant_is_self (participant) : g_str_equal (hearth_participant_get_id (participant), id))
        return g_steal_pointer (&participant);
    }

  return NULL;
}

/* --- Who speaks with a raised hand -------------------------------------------------------------------------------------- */

static void
on_spoken (gpointer user_data)
{
  HearthSigns *self = HEARTH_SIGNS (user_data);

  self->offer_source = 0;
  self->offered = TRUE;
  g_signal_emit (self, signals[SPOKEN], 0);
}

/* Pauses do not count, and do not begin it anew. */
static void
update_spoken (HearthSigns *self)
{
  g_autoptr (HearthParticipant) person = find (self, NULL);
  gboolean raised = hearth_signs_is_hand_raised (self);
  gboolean speaking = raised && person != NULL && hearth_participant_get_microphone_on (person) && hearth_participant_get_speaking (person);
  gint64 now = g_get_monotonic_time ();

  if (!raised)
    {
      self->spoken = 0;
      self->offered = FALSE;
    }
  if (speaking == (self->speaking_since != 0))
    return;

  if (!speaking)
    {
      self->spoken += raised ? now - self->speaking_since : 0;
      self->speaking_since = 0;
      g_clear_handle_id (&self->offer_source, g_source_remove);
      return;
    }

  self->speaking_since = now;
  if (!self->offered)
    self->offer_source = g_timeout_add_once ((guint) (MAX (SPOKEN_US - self->spoken, 0) / 1000), on_spoken, self);
}

/* --- The people --------------------------------------------------------------------------------------------------------- */

static void
on_hand_notify (HearthParticipant *participant,
                GParamSpec        *pspec,
                HearthSigns       *self)
{
  Hand *hand = g_object_get_data (G_OBJECT (participant), HAND);
  gboolean was = hand->raised;
  gint64 now = g_get_monotonic_time ();

  /* Who only moves up in the row has raised nothing. */
  hand->raised = hearth_participant_get_hand (participant) > 0;
  if (was || !hand->raised || (hand->told_at != 0 && now - hand->told_at < AGAIN_US))
    return;

  hand->told_at = now;
  g_signal_emit (self, signals[RAISED], 0, participant);
}

/* A hand that was up before this person came is no news. */
static void
watch_hand (HearthSigns       *self,
            HearthParticipant *participant)
{
  Hand *hand = g_new0 (Hand, 1);

  hand->raised = hearth_participant_get_hand (participant) > 0;
  g_object_set_data_full (G_OBJECT (participant), HAND, hand, g_free);
  g_signal_connect_object (participant, "notify::hand", G_CALLBACK (on_hand_notify), self, G_CONNECT_DEFAULT);
}

static void
on_participants_changed (GListModel  *participants,
                         guint        position,
                         guint        n_removed,
                         guint        n_added,
                         HearthSigns *self)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (HearthParticipant) participant = g_list_model_get_item (participants, i);

      g_signal_handlers_disconnect_by_data (participant, self);
      if (!hearth_participant_is_self (participant))
        {
          watch_hand (self, participant);
          continue;
        }
      g_signal_connect_object (participant, "notify::speaking", G_CALLBACK (update_spoken), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (participant, "notify::microphone-on", G_CALLBACK (update_spoken), self, G_CONNECT_SWAPPED);
    }
}

static void
on_reacted (HearthGestures *gestures,
            const char     *id,
            int             reaction,
            HearthSigns    *self)
{
  g_autoptr (HearthParticipant) participant = find (self, id);

  /* They may have left in the meantime. */
  if (participant != NULL)
    g_signal_emit (self, signals[REACTED], 0, participant, reaction);
}

static void
on_hand_raised_changed (HearthSigns *self)
{
  update_spoken (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAND_RAISED]);
}

static void
on_hand_changed (HearthSigns *self)
{
  g_signal_emit (self, signals[HAND_CHANGED], 0);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_signs_get_property (GObject    *object,
                           guint       property,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (property == PROP_HAND_RAISED)
    g_value_set_boolean (value, hearth_signs_is_hand_raised (HEARTH_SIGNS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
hearth_signs_dispose (GObject *object)
{
  HearthSigns *self = HEARTH_SIGNS (object);

  hearth_signs_follow (self, NULL);
  g_clear_handle_id (&self->offer_source, g_source_remove);
  g_clear_object (&self->participants);

  G_OBJECT_CLASS (hearth_signs_parent_class)->dispose (object);
}

static void
hearth_signs_class_init (HearthSignsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_signs_get_property;
  object_class->dispose = hearth_signs_dispose;

  properties[PROP_HAND_RAISED] = g_param_spec_boolean ("hand-raised", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RAISED] = g_signal_new ("raised", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_PARTICIPANT);
  signals[REACTED] = g_signal_new ("reacted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 2, HEARTH_TYPE_PARTICIPANT, G_TYPE_INT);
  signals[SPOKEN] = g_signal_new ("spoken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HAND_CHANGED] = g_signal_new ("hand-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_signs_init (HearthSigns *self)
{
}

HearthSigns *
hearth_signs_new (GListModel *participants)
{
  HearthSigns *self = g_object_new (HEARTH_TYPE_SIGNS, NULL);

  self->participants = g_object_ref (participants);
  g_signal_connect_object (participants, "items-changed", G_CALLBACK (on_participants_changed), self, G_CONNECT_DEFAULT);

  return self;
}

void
hearth_signs_follow (HearthSigns    *self,
                     HearthGestures *gestures)
{
  g_return_if_fail (HEARTH_IS_SIGNS (self));

  if (self->gestures == gestures)
    return;

  if (self->gestures != NULL)
    g_signal_handlers_disconnect_by_data (self->gestures, self);
  g_set_object (&self->gestures, gestures);
  if (gestures != NULL)
    {
      g_signal_connect_object (gestures, "notify::hand-raised", G_CALLBACK (on_hand_raised_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (gestures, "notify::hand", G_CALLBACK (on_hand_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (gestures, "reacted", G_CALLBACK (on_reacted), self, G_CONNECT_DEFAULT);
    }
  on_hand_raised_changed (self);
}

gboolean
hearth_signs_is_hand_raised (HearthSigns *self)
{
  g_return_val_if_fail (HEARTH_IS_SIGNS (self), FALSE);

  return self->gestures != NULL && hearth_gestures_is_hand_raised (self->gestures);
}

void
hearth_signs_set_hand_raised (HearthSigns *self,
                              gboolean     raised)
{
  g_return_if_fail (HEARTH_IS_SIGNS (self));

  if (self->gestures != NULL)
    hearth_gestures_set_hand_raised (self->gestures, raised);
}

guint
hearth_signs_get_hand (HearthSigns *self)
{
  g_return_val_if_fail (HEARTH_IS_SIGNS (self), 0);

  return self->gestures != NULL ? hearth_gestures_get_hand (self->gestures) : 0;
}

gboolean
hearth_signs_react (HearthSigns    *self,
                    HearthReaction  reaction)
{
  g_return_val_if_fail (HEARTH_IS_SIGNS (self), FALSE);
  g_return_val_if_fail (reaction < HEARTH_N_REACTIONS, FALSE);

  return self->gestures != NULL && hearth_gestures_react (self->gestures, reaction);
}
