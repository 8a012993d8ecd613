/* How this person stands in the room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/standing.h"

#include "room/rights.h"

struct _HearthStanding
{
  GObject parent_instance;

  char *id; /* nullable: the host has not said yet what it calls this person */
  HearthRole role;
  guint switches;
  GListModel *knocks;
  gboolean locked;
  gboolean asked;     /* to unmute, and has not yet */
  gboolean keep_link; /* what they came by is not for others */
};

enum
{
  CHANGED,
  LOCKED_CHANGED,
  HELD,
  DEED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthStanding, hearth_standing, G_TYPE_OBJECT)

static void
hearth_standing_finalize (GObject *object)
{
  HearthStanding *self = HEARTH_STANDING (object);

  g_clear_object (&self->knocks);
  g_free (self->id);

  G_OBJECT_CLASS (hearth_standing_parent_class)->finalize (object);
}

static void
hearth_standing_class_init (HearthStandingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_standing_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOCKED_CHANGED] = g_signal_new ("locked-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HELD] = g_signal_new ("held", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[DEED] = g_signal_new ("deed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
hearth_standing_init (HearthStanding *self)
{
  self->switches = HEARTH_SWITCHES_ALL;
}

HearthStanding *
hearth_standing_new (void)
{
  HearthStanding *self = g_object_new (HEARTH_TYPE_STANDING, NULL);

  self->knocks = G_LIST_MODEL (g_list_store_new (HEARTH_TYPE_KNOCK));

  return self;
}

HearthStanding *
hearth_standing_new_host (const char *id,
                          GListModel *knocks)
{
  HearthStanding *self = g_object_new (HEARTH_TYPE_STANDING, NULL);

  self->id = g_strdup (id);
  self->role = HEARTH_ROLE_HOST;
  self->knocks = g_object_ref (knocks);

  return self;
}

HearthRole
hearth_standing_get_role (HearthStanding *self)
{
  g_return_val_if_fail (HEARTH_IS_STANDING (self), HEARTH_ROLE_LISTENER);

  return self->role;
}

guint
hearth_standing_get_switches (HearthStanding *self)
{
  g_return_val_if_fail (HEARTH_IS_STANDING (self), 0);

  return self->switches;
}

guint
hearth_standing_get_rights (HearthStanding *self)
{
  guint rights;

  g_return_val_if_fail (HEARTH_IS_STANDING (self), 0);

  rights = hearth_rights_get (self->role, self->switches);
  if (self->asked && (rights & HEARTH_RIGHT_SPEAK) != 0)
    rights |= HEARTH_RIGHT_UNMUTE;

  return rights;
}

gboolean
hearth_standing_may_invite (HearthStanding *self)
{
  g_return_val_if_fail (HEARTH_IS_STANDING (self), FALSE);

  return !self->keep_link;
}

static void
set_asked (HearthStanding *self,
           gboolean        asked)
{
  if (self->asked == asked)
    return;

  self->asked = asked;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hearth_standing_spend_unmute (HearthStanding *self)
{
  g_return_if_fail (HEARTH_IS_STANDING (self));

  set_asked (self, FALSE);
}

GListModel *
hearth_standing_get_knocks (HearthStanding *self)
{
  g_return_val_if_fail (HEARTH_IS_STANDING (self), NULL);

  return self->knocks;
}

gboolean
hearth_standing_is_locked (HearthStanding *self)
{
  g_return_val_if_fail (HEARTH_IS_STANDING (self), FALSE);

  return self->locked;
}

void
hearth_standing_set_switches (HearthStanding *self,
                              guint           switches)
{
  g_return_if_fail (HEARTH_IS_STANDING (self));

  if (self->switches == switches)
    return;

  self->switches = switches;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hearth_standing_set_locked (HearthStanding *self,
                            gboolean        locked)
{
  g_return_if_fail (HEARTH_IS_STANDING (self));

  if (self->locked == !!locked)
    return;

  self->locked = !!locked;
  g_signal_emit (self, signals[LOCKED_CHANGED], 0);
}

void
hearth_standing_apply_roster (HearthStanding             *self,
                              const HearthControlMessage *message)
{
  guint switches = HEARTH_SWITCHES_ALL & ~message->withheld;

  g_return_if_fail (HEARTH_IS_STANDING (self));
  g_return_if_fail (message->type == HEARTH_CONTROL_ROSTER);

  g_set_str (&self->id, message->you);
  for (guint i = 0; i < message->members->len; i++)
    {
      const HearthMemberState *own = g_ptr_array_index (message->members, i);

      if (g_strcmp0 (own->id, message->you) != 0)
        continue;

      if (self->role != own->role || self->switches != switches || self->keep_link != message->keep_link)
        {
          self->role = own->role;
          self->switches = switches;
          self->keep_link = message->keep_link;
          g_signal_emit (self, signals[CHANGED], 0);
        }

      /* Told with every roster, until it is off here. */
      if (own->held != 0)
        g_signal_emit (self, signals[HELD], 0, own->held);
      return;
    }
}

/* Who waits already stays the same object, so that what shows them stays as it is. */
static HearthKnock *
find_knock (HearthStanding         *self,
            const HearthKnockState *state)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->knocks); i++)
    {
      g_autoptr (HearthKnock) knock = g_list_model_get_item (self->knocks, i);

      if (g_str_equal (hearth_knock_get_id (knock), state->id))
        return g_steal_pointer (&knock);
    }

  return hearth_knock_new (state->id, state->name, state->colour, state->key);
}

static gboolean
is_named (const HearthControlMessage *message,
          const char                 *id)
{
  for (guint i = 0; i < message->knocks->len; i++)
    if (g_str_equal (((const HearthKnockState *) g_ptr_array_index (message->knocks, i))->id, id))
      return TRUE;

  return FALSE;
}

void
hearth_standing_apply_door (HearthStanding             *self,
                            const HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_STANDING (self) && G_IS_LIST_STORE (self->knocks));

  for (guint i = g_list_model_get_n_items (self->knocks); i > 0; i--)
    {
      g_autoptr (HearthKnock) knock = g_list_model_get_item (self->knocks, i - 1);

      if (!is_named (message, hearth_knock_get_id (knock)))
        g_list_store_remove (G_LIST_STORE (self->knocks), i - 1);
    }
  for (guint i = 0; i < message->knocks->len; i++)
    {
      g_autoptr (HearthKnock) knock = find_knock (self, g_ptr_array_index (message->knocks, i));

      if (!g_list_store_find (G_LIST_STORE (self->knocks), knock, NULL))
        g_list_store_append (G_LIST_STORE (self->knocks), knock);
    }

  hearth_standing_set_locked (self, message->locked);
}

void
hearth_standing_report (HearthStanding             *self,
                        const HearthControlMessage *message)
{
  HearthDeed deed;

  g_return_if_fail (HEARTH_IS_STANDING (self));
  g_return_if_fail (message->type == HEARTH_CONTROL_DEED);

  deed = (HearthDeed) {
    .act = hearth_control_message_get_act (message),
    .actor = message->actor_name != NULL ? message->actor_name : "",
    .target = message->target_name,
    .by_self = g_strcmp0 (message->actor, self->id) == 0,
    .to_self = message->target != NULL && g_strcmp0 (message->target, self->id) == 0,
  };
  deed.act.target = NULL;

  /* As the host counts (room/moderation.h). */
  if (deed.to_self && deed.act.kind == HEARTH_ACT_ASK_TO_UNMUTE)
    set_asked (self, TRUE);
  else if ((deed.to_self && deed.act.kind == HEARTH_ACT_MUTE) || (!deed.by_self && deed.act.kind == HEARTH_ACT_MUTE_ALL))
    set_asked (self, FALSE);
  g_signal_emit (self, signals[DEED], 0, &deed);
}
