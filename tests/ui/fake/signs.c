/* Hands and reactions of the stand-in for src/call: at once and without a room, see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fake-call-private.h"

#include "fake-participant.h"

struct _HearthSigns
{
  GObject parent_instance;

  GListModel *participants;
};

enum
{
  PROP_0,
  PROP_HAND_RAISED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthSigns, hearth_signs, G_TYPE_OBJECT)

static HearthParticipant *
get_person (HearthSigns *self,
            guint        position)
{
  g_autoptr (HearthParticipant) participant = g_list_model_get_item (self->participants, position);

  /* The list keeps it. */
  return participant;
}

static void
hearth_signs_get_property (GObject    *object,
                           guint       property,
                           GValue     *value,
                           GParamSpec *pspec)
{
  g_value_set_boolean (value, hearth_signs_is_hand_raised (HEARTH_SIGNS (object)));
}

static void
hearth_signs_finalize (GObject *object)
{
  g_object_unref (HEARTH_SIGNS (object)->participants);

  G_OBJECT_CLASS (hearth_signs_parent_class)->finalize (object);
}

static void
hearth_signs_class_init (HearthSignsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hearth_signs_get_property;
  object_class->finalize = hearth_signs_finalize;

  properties[PROP_HAND_RAISED] = g_param_spec_boolean ("hand-raised", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_signal_new ("raised", HEARTH_TYPE_SIGNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_PARTICIPANT);
  g_signal_new ("reacted", HEARTH_TYPE_SIGNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, HEARTH_TYPE_PARTICIPANT,
                G_TYPE_INT);
  g_signal_new ("spoken", HEARTH_TYPE_SIGNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_signs_init (HearthSigns *self)
{
}

/* Whoever leaves takes their hand with them. */
static void
on_participants_changed (HearthSigns *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAND_RAISED]);
}

HearthSigns *
hearth_fake_signs_new (GListModel *participants)
{
  HearthSigns *self = g_object_new (HEARTH_TYPE_SIGNS, NULL);

  self->participants = g_object_ref (participants);
  g_signal_connect_object (participants, "items-changed", G_CALLBACK (on_participants_changed), self, G_CONNECT_SWAPPED);

  return self;
}

void
hearth_fake_signs_lower (HearthSigns       *self,
                         HearthParticipant *participant)
{
  guint place = hearth_participant_get_hand (participant);

  if (place == 0)
    return;

  hearth_fake_participant_set_hand (participant, 0);
  for (guint i = 0; i < g_list_model_get_n_items (self->participants); i++)
    {
      guint hand = hearth_participant_get_hand (get_person (self, i));

      if (hand > place)
        hearth_fake_participant_set_hand (get_person (self, i), hand - 1);
    }
  if (hearth_participant_is_self (participant))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAND_RAISED]);
}

static void
raise_hand (HearthSigns       *self,
            HearthParticipant *participant)
{
  guint n_raised = 0;

  if (hearth_participant_get_hand (participant) > 0)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (self->participants); i++)
    n_raised += hearth_participant_get_hand (get_person (self, i)) > 0;
  hearth_fake_participant_set_hand (participant, n_raised + 1);
  if (hearth_participant_is_self (participant))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAND_RAISED]);
  else
    g_signal_emit_by_name (self, "raised", participant);
}

void
hearth_fake_call_set_hand (HearthCall *self,
                           guint       position,
                           gboolean    raised)
{
  HearthParticipant *participant = hearth_fake_call_get_person (self, position);

  if (raised)
    raise_hand (self->signs, participant);
  else
    hearth_fake_signs_lower (self->signs, participant);
}

void
hearth_fake_call_react (HearthCall     *self,
                        guint           position,
                        HearthReaction  reaction)
{
  g_signal_emit_by_name (self->signs, "reacted", hearth_fake_call_get_person (self, position), reaction);
}

gboolean
hearth_signs_is_hand_raised (HearthSigns *self)
{
  return g_list_model_get_n_items (self->participants) > 0 && hearth_participant_get_hand (get_person (self, 0)) > 0;
}

void
hearth_signs_set_hand_raised (HearthSigns *self,
                              gboolean     raised)
{
  if (raised)
    raise_hand (self, get_person (self, 0));
  else
    hearth_fake_signs_lower (self, get_person (self, 0));
}

gboolean
hearth_signs_react (HearthSigns    *self,
                    HearthReaction  reaction)
{
  g_signal_emit_by_name (self, "reacted", get_person (self, 0), reaction);

  return TRUE;
}
