/* Order in a room that this computer hosts: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/moderator.h"

#include "base/limits.h"
#include "base/pacer.h"

/* How often co-hosts are told who is at the door: knocks may come in a flood. */
#define DOOR_MS 200

struct _HearthModerator
{
  GObject parent_instance;

  HearthGathering *gathering;
  HearthDoor *door;
  guint64 door_version;
  HearthPacer door_pacer;
};

enum
{
  DEED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthModerator, hearth_moderator, G_TYPE_OBJECT)

static HearthRole
get_role (HearthGuestLink *guest)
{
  return guest != NULL ? hearth_member_get_role (hearth_guest_link_get_member (guest)) : HEARTH_ROLE_HOST;
}

/* --- The door, for co-hosts --------------------------------------------------------------------------------------------- */

static void
tell_door (HearthModerator *self,
           HearthGuestLink *guest)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_DOOR);
  GListModel *knocks = hearth_door_get_knocks (self->door);
  gboolean may_see = get_role (guest) == HEARTH_ROLE_CO_HOST;

  message->version = self->door_version;
  message->locked = hearth_door_is_locked (self->door);
  for (guint i = 0; may_see && i < g_list_model_get_n_items (knocks); i++)
    {
      g_autoptr (HearthKnock) knock = g_list_model_get_item (knocks, i);

      hearth_control_message_add_knock (message, hearth_knock_get_id (knock), hearth_knock_get_name (knock),
                                        hearth_knock_get_colour (knock), hearth_knock_get_key (knock));
    }
  (void) hearth_guest_link_send (guest, message);
}

static void
on_door_due (gpointer user_data)
{
  HearthModerator *self = HEARTH_MODERATOR (user_data);
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);

  self->door_version++;
  for (guint i = 0; i < guests->len; i++)
    if (get_role (g_ptr_array_index (guests, i)) == HEARTH_ROLE_CO_HOST)
      tell_door (self, g_ptr_array_index (guests, i));
}

static void
on_door_changed (HearthModerator *self)
{
  hearth_pacer_queue (&self->door_pacer);
}

static void
on_opened (HearthGathering *gathering,
           HearthGuestLink *guest,
           HearthModerator *self)
{
  if (get_role (guest) == HEARTH_ROLE_CO_HOST)
    tell_door (self, guest);
}

/* --- Roles -------------------------------------------------------------------------------------------------------------- */

static void
appoint (HearthModerator *self,
         HearthGuestLink *guest,
         HearthRole       role)
{
  hearth_door_book_set_role (hearth_door_get_book (self->door), hearth_guest_link_get_key (guest), role);
  hearth_guest_control_set_standing (hearth_guest_link_get_control (guest), role, hearth_gathering_get_switches (self->gathering));

  /* Who is a co-host no more sees nobody at the door. */
  self->door_version++;
  tell_door (self, guest);
}

static void
on_joined (HearthGathering *gathering,
           HearthGuestLink *guest,
           HearthModerator *self)
{
  HearthRole role = hearth_door_book_get_role (hearth_door_get_book (self->door), hearth_guest_link_get_key (guest));

  hearth_guest_control_set_standing (hearth_guest_link_get_control (guest), role, hearth_gathering_get_switches (gathering));
}

static void
set_switches (HearthModerator *self,
              guint            switches)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);

  hearth_gathering_set_switches (self->gathering, switches);
  for (guint i = 0; i < guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (guests, i);

      hearth_guest_control_set_standing (hearth_guest_link_get_control (guest), get_role (guest),
                                         hearth_gathering_get_switches (self->gathering));
    }
}

/* --- What is done ------------------------------------------------------------------------------------------------------- */

static void
mute_all (HearthModerator *self,
          HearthGuestLink *actor)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);
  const HearthAct mute = { .kind = HEARTH_ACT_MUTE };

  for (guint i = 0; i < guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (guests, i);

      if (guest != actor && hearth_rights_may_act (get_role (actor), &mute, get_role (guest)))
        hearth_guest_control_stop (hearth_guest_link_get_control (guest), HEARTH_MEDIUM_MICROPHONE);
    }
}

/* The host's own person lowers theirs when they hear of it. */
static void
lower_all_hands (HearthModerator *self)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);

  for (guint i = 0; i < guests->len; i++)
    hearth_guest_control_lower_hand (hearth_guest_link_get_control (g_ptr_array_index (guests, i)));
}

static void
do_to_guest (HearthModerator            *self,
             HearthGuestLink            *actor,
             HearthGuestLink            *target,
             const HearthAct            *act,
             const HearthControlMessage *deed)
{
  HearthGuestControl *control = hearth_guest_link_get_control (target);

  switch (act->kind)
    {
    case HEARTH_ACT_MUTE:
      hearth_guest_control_stop (control, HEARTH_MEDIUM_MICROPHONE);
      break;
    case HEARTH_ACT_STOP_CAMERA:
      hearth_guest_control_stop (control, HEARTH_MEDIUM_CAMERA);
      break;
    case HEARTH_ACT_STOP_SHARING:
      hearth_guest_control_stop (control, HEARTH_MEDIUM_SHARING);
      break;
    case HEARTH_ACT_LOWER_HAND:
      hearth_guest_control_lower_hand (control);
      break;
    case HEARTH_ACT_ASK_TO_UNMUTE:
      hearth_guest_control_allow_unmute (control);
      break;
    case HEARTH_ACT_SET_ROLE:
      appoint (self, target, act->role);
      break;
    case HEARTH_ACT_REMOVE:
    case HEARTH_ACT_BLOCK:
      /* The last that they hear. */
      (void) hearth_guest_link_send (target, deed);
      hearth_door_expel (self->door, target, act->kind == HEARTH_ACT_BLOCK, actor == NULL);
      break;
    case HEARTH_ACT_MUTE_ALL:
    case HEARTH_ACT_SET_SWITCHES:
    case HEARTH_ACT_ANSWER:
    case HEARTH_ACT_LOCK:
    case HEARTH_ACT_UNLOCK:
    case HEARTH_ACT_LOWER_ALL_HANDS:
    default:
      g_return_if_reached ();
    }
}

/* Returns: whether it came about. */
static gboolean
do_to_room (HearthModerator *self,
            HearthGuestLink *actor,
            const HearthAct *act)
{
  switch (act->kind)
    {
    case HEARTH_ACT_MUTE_ALL:
      mute_all (self, actor);
      return TRUE;
    case HEARTH_ACT_SET_SWITCHES:
      set_switches (self, act->switches);
      return TRUE;
    case HEARTH_ACT_ANSWER:
      return hearth_door_answer (self->door, act->target, act->answer, actor == NULL);
    case HEARTH_ACT_LOCK:
    case HEARTH_ACT_UNLOCK:
      hearth_door_set_locked (self->door, act->kind == HEARTH_ACT_LOCK);
      return TRUE;
    case HEARTH_ACT_LOWER_ALL_HANDS:
      lower_all_hands (self);
      return TRUE;
    case HEARTH_ACT_MUTE:
    case HEARTH_ACT_STOP_CAMERA:
    case HEARTH_ACT_STOP_SHARING:
    case HEARTH_ACT_LOWER_HAND:
    case HEARTH_ACT_ASK_TO_UNMUTE:
    case HEARTH_ACT_REMOVE:
    case HEARTH_ACT_BLOCK:
    case HEARTH_ACT_SET_ROLE:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* The name of who waits at the door under that id. */
static char *
dup_knock_name (HearthModerator *self,
                const char      *id)
{
  GListModel *knocks = hearth_door_get_knocks (self->door);

  for (guint i = 0; i < g_list_model_get_n_items (knocks); i++)
    {
      g_autoptr (HearthKnock) knock = g_list_model_get_item (knocks, i);

      if (g_strcmp0 (hearth_knock_get_id (knock), id) == 0)
        return g_strdup (hearth_knock_get_name (knock));
    }

  return NULL;
}

static HearthControlMessage *
describe (HearthModerator *self,
          HearthGuestLink *actor,
          HearthGuestLink *target,
          const HearthAct *act)
{
  HearthControlMessage *deed = hearth_control_message_new (HEARTH_CONTROL_DEED);

  hearth_control_message_set_act (deed, act);
  deed->actor = g_strdup (actor != NULL ? hearth_member_get_id (hearth_guest_link_get_member (actor)) : HEARTH_GATHERING_HOST_ID);
  deed->actor_name = g_strdup (actor != NULL ? hearth_member_get_name (hearth_guest_link_get_member (actor))
                                             : hearth_gathering_get_host (self->gathering)->name);
  if (target != NULL)
    deed->target_name = g_strdup (hearth_member_get_name (hearth_guest_link_get_member (target)));
  else if (act->kind == HEARTH_ACT_ANSWER)
    deed->target_name = dup_knock_name (self, act->target);

  return deed;
}

gboolean
hearth_moderator_act (HearthModerator *self,
                      HearthGuestLink *actor,
                      const HearthAct *act)
{
  g_autoptr (HearthControlMessage) deed = NULL;
  g_autoptr (HearthGuestLink) target = NULL;

  g_return_val_if_fail (HEARTH_IS_MODERATOR (self), FALSE);
  g_return_val_if_fail (act != NULL && act->kind < HEARTH_N_ACTS, FALSE);

  if (hearth_rights_has_target (act->kind))
    {
      g_set_object (&target, hearth_gathering_find_id (self->gathering, act->target));
      if (target == NULL || target == actor)
        return FALSE;
    }
  if (!hearth_rights_may_act (get_role (actor), act, target != NULL ? get_role (target) : HEARTH_ROLE_SPEAKER))
    {
      g_debug ("Somebody may not do act %d", act->kind);
      return FALSE;
    }

  deed = describe (self, actor, target, act);
  if (act->kind == HEARTH_ACT_ANSWER && deed->target_name == NULL)
    return FALSE;

  if (target != NULL)
    do_to_guest (self, actor, target, act, deed);
  else if (!do_to_room (self, actor, act))
    return FALSE;
  hearth_gathering_tell_all (self->gathering, deed);
  g_signal_emit (self, signals[DEED], 0, deed);

  return TRUE;
}

static void
on_act (HearthGathering      *gathering,
        HearthGuestLink      *guest,
        HearthControlMessage *message,
        HearthModerator      *self)
{
  const HearthAct act = hearth_control_message_get_act (message);

  (void) hearth_moderator_act (self, guest, &act);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_moderator_dispose (GObject *object)
{
  HearthModerator *self = HEARTH_MODERATOR (object);

  hearth_moderator_close (self);
  g_clear_object (&self->gathering);
  g_clear_object (&self->door);

  G_OBJECT_CLASS (hearth_moderator_parent_class)->dispose (object);
}

static void
hearth_moderator_class_init (HearthModeratorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_moderator_dispose;

  signals[DEED] = g_signal_new ("deed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
hearth_moderator_init (HearthModerator *self)
{
  self->door_version = 1;
  hearth_pacer_init (&self->door_pacer, DOOR_MS, on_door_due, self);
}

HearthModerator *
hearth_moderator_new (HearthGathering *gathering,
                      HearthDoor      *door)
{
  HearthModerator *self = g_object_new (HEARTH_TYPE_MODERATOR, NULL);

  self->gathering = g_object_ref (gathering);
  self->door = g_object_ref (door);
  g_signal_connect_object (gathering, "joined", G_CALLBACK (on_joined), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (gathering, "opened", G_CALLBACK (on_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (gathering, "act", G_CALLBACK (on_act), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (hearth_door_get_knocks (door), "items-changed", G_CALLBACK (on_door_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (door, "locked-changed", G_CALLBACK (on_door_changed), self, G_CONNECT_SWAPPED);

  return self;
}

void
hearth_moderator_close (HearthModerator *self)
{
  g_return_if_fail (HEARTH_IS_MODERATOR (self));

  hearth_pacer_cancel (&self->door_pacer);
  if (self->gathering != NULL)
    g_signal_handlers_disconnect_by_data (self->gathering, self);
  if (self->door != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->door, self);
      g_signal_handlers_disconnect_by_data (hearth_door_get_knocks (self->door), self);
    }
}
