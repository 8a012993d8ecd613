/* The conversation with one guest: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/guest-control.h"

#include "base/limits.h"
#include "base/pacer.h"
#include "base/token-bucket.h"
#include "room/member-private.h"

/* What a guest says of themselves makes rosters for all, and what they look at makes choices for all their pictures. */
#define WORK_MS 100

/* What the room needs of one picture may change with every tile of every window. */
#define LAYERS_MS 100

/* What a guest has passed on to others with whom they compare a code: a few exchanges at once. */
#define COMPARE_BURST 20
#define COMPARES_PER_SECOND 1

/* What a guest asks to be done to others: as fast as somebody clicks through a full room, and no faster. */
#define ACT_BURST 40
#define ACTS_PER_SECOND 5

struct _HearthGuestControl
{
  GObject parent_instance;

  HearthPath *path;
  HearthMember *member;
  HearthRemoteVideo *pictures[HEARTH_N_PICTURE_KINDS];
  HearthModeration moderation;
  char *claimed; /* what they call themselves, which need not be what they are called here */
  gboolean share_paused; /* as they say, like the next */
  gboolean share_sound;
  guint switches;
  guint held; /* as it was told last */
  gboolean hand_raised; /* as it was told last, like the next */
  guint64 hand_lowered;
  HearthTokenBucket hands;
  HearthTokenBucket acts;
  HearthTokenBucket compares;
  HearthTokenBucket snapshots;

  HearthControlMessage *state; /* the latest, where it has not been worked on yet */
  HearthControlMessage *view;
  guint64 state_version;
  guint64 view_version;
  HearthPacer work;

  HearthControlMessage *speakers; /* what is told; NULL: nothing yet */
  guint64 version;                /* of what was said last to the guest, whatever its type */
  HearthPacer layers;
};

enum
{
  OPENED,
  TOLD,
  VIEW,
  ACT,
  COMPARE,
  SAY,
  SNAPSHOT,
  REACT,
  POINTER,
  HAND_CHANGED,
  HELD_CHANGED,
  BYE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthGuestControl, hearth_guest_control, G_TYPE_OBJECT)

/* --- What the guest is told --------------------------------------------------------------------------------------------- */

static void
send_layers (HearthGuestControl *self)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_LAYERS);

  message->version = ++self->version;
  message->wanted = hearth_remote_video_get_wanted (self->pictures[HEARTH_PICTURE_CAMERA]);
  message->wanted_share = hearth_remote_video_get_wanted (self->pictures[HEARTH_PICTURE_SHARE]);
  g_debug ("Guest %s: layers wanted: %x, of their screen %x", hearth_member_get_id (self->member), message->wanted,
           message->wanted_share);

  /* Where the channel is not open it follows when it is. */
  (void) hearth_path_send (self->path, message);
}

static void
send_speakers (HearthGuestControl *self)
{
  if (self->speakers == NULL)
    return;

  self->speakers->version = ++self->version;
  (void) hearth_path_send (self->path, self->speakers);
}

static void
on_layers_due (gpointer user_data)
{
  send_layers (HEARTH_GUEST_CONTROL (user_data));
}

static void
on_wanted_changed (HearthRemoteVideo  *video,
                   HearthGuestControl *self)
{
  hearth_pacer_queue (&self->layers);
}

/* The roster goes first: whoever is named afterwards is known then. */
static void
on_opened (HearthPath         *path,
           HearthGuestControl *self)
{
  g_signal_emit (self, signals[OPENED], 0);
  send_speakers (self);
  send_layers (self);
  g_signal_emit (self, signals[TOLD], 0);
}

/* --- What the guest says ------------------------------------------------------------------------------------------------ */

static guint
get_rights (HearthGuestControl *self)
{
  return hearth_rights_get (self->moderation.role, self->switches);
}

/* The member is what the moderation leaves of what they say. */
static void
publish (HearthGuestControl *self,
         const char         *name,
         const char         *colour)
{
  const HearthModeration *moderation = &self->moderation;
  HearthMemberState state = {
    .name = (char *) name,
    .colour = (char *) colour,
    .microphone_on = moderation->on[HEARTH_MEDIUM_MICROPHONE],
    .camera_on = moderation->on[HEARTH_MEDIUM_CAMERA],
    .sharing = moderation->on[HEARTH_MEDIUM_SHARING],
    .share_paused = moderation->on[HEARTH_MEDIUM_SHARING] && self->share_paused,
    .share_sound = moderation->on[HEARTH_MEDIUM_SHARING] && self->share_sound,
    .picture_held = hearth_member_get_picture_held (self->member),
    .slow = hearth_member_get_slow (self->member),
    .hand = hearth_member_get_hand (self->member),
    .role = moderation->role,
  };
  guint held = hearth_guest_control_get_held (self);

  hearth_member_update (self->member, &state);
  if (self->held != held || self->hand_lowered != moderation->hand_lowered)
    {
      self->held = held;
      self->hand_lowered = moderation->hand_lowered;
      g_signal_emit (self, signals[HELD_CHANGED], 0);
    }
  if (self->hand_raised != hearth_moderation_is_hand_raised (moderation))
    {
      self->hand_raised = !self->hand_raised;
      g_signal_emit (self, signals[HAND_CHANGED], 0);
    }
}

/* Under the name that they have already. */
static void
publish_called (HearthGuestControl *self,
                const char         *colour)
{
  g_autofree char *name = g_strdup (hearth_member_get_name (self->member));

  publish (self, name, colour);
}

static void
publish_moderation (HearthGuestControl *self)
{
  g_autofree char *colour = g_strdup (hearth_member_get_colour (self->member));

  publish_called (self, colour);
}

/* Who raises it all the time does so in vain. */
static void
apply_hand (HearthGuestControl *self,
            guint64             raised)
{
  gboolean was_raised = hearth_moderation_is_hand_raised (&self->moderation);

  self->moderation.hand_raised = raised;
  if (!was_raised && hearth_moderation_is_hand_raised (&self->moderation)
      && !hearth_token_bucket_take (&self->hands, 1, g_get_monotonic_time ()))
    hearth_moderation_lower_hand (&self->moderation);
}

static void
apply_state (HearthGuestControl      *self,
             const HearthMemberState *said)
{
  guint rights = get_rights (self);

  hearth_moderation_say (&self->moderation, HEARTH_MEDIUM_MICROPHONE, said->microphone_on, rights);
  hearth_moderation_say (&self->moderation, HEARTH_MEDIUM_CAMERA, said->camera_on, rights);
  hearth_moderation_say (&self->moderation, HEARTH_MEDIUM_SHARING, said->sharing, rights);
  self->share_paused = said->share_paused;
  self->share_sound = said->share_sound;
  apply_hand (self, said->hand_raised);

  hearth_remote_video_announce (self->pictures[HEARTH_PICTURE_CAMERA], said->layers);
  hearth_remote_video_announce (self->pictures[HEARTH_PICTURE_SHARE], said->share_layers);
  hearth_member_set_proof (self->member, said->proof);
  if ((rights & HEARTH_RIGHT_RENAME) == 0)
    publish_moderation (self);
  else if (g_set_str (&self->claimed, said->name))
    publish (self, said->name, said->colour);
  else
    publish_called (self, said->colour);
}

static void
on_work_due (gpointer user_data)
{
  g_autoptr (HearthGuestControl) self = g_object_ref (HEARTH_GUEST_CONTROL (user_data));
  g_autoptr (HearthControlMessage) state = g_steal_pointer (&self->state);
  g_autoptr (HearthControlMessage) view = g_steal_pointer (&self->view);

  if (state != NULL)
    apply_state (self, state->state);
  if (view != NULL)
    {
      g_debug ("Guest %s: sees %u tiles", hearth_member_get_id (self->member), view->tiles->len);
      g_signal_emit (self, signals[VIEW], 0, view);
    }
}

/* The latest counts, whatever the order in which an old and a fresh channel bring them. */
static void
keep_latest (HearthGuestControl    *self,
             HearthControlMessage  *message,
             HearthControlMessage **latest,
             guint64               *version)
{
  if (message->version <= *version)
    return;

  *version = message->version;
  g_clear_pointer (latest, hearth_control_message_unref);
  *latest = hearth_control_message_ref (message);
  hearth_pacer_queue (&self->work);
}

static void
on_message (HearthPath           *path,
            HearthControlMessage *message,
            HearthGuestControl   *self)
{
  switch (message->type)
    {
    case HEARTH_CONTROL_STATE:
      keep_latest (self, message, &self->state, &self->state_version);
      break;
    case HEARTH_CONTROL_VIEW:
      keep_latest (self, message, &self->view, &self->view_version);
      break;
    case HEARTH_CONTROL_ACT:
      if (hearth_token_bucket_take (&self->acts, 1, g_get_monotonic_time ()))
        g_signal_emit (self, signals[ACT], 0, message);
      break;
    case HEARTH_CONTROL_COMPARE:
      if (hearth_token_bucket_take (&self->compares, 1, g_get_monotonic_time ()))
        g_signal_emit (self, signals[COMPARE], 0, message);
      break;
    case HEARTH_CONTROL_SAY:
      g_signal_emit (self, signals[SAY], 0, message);
      break;
    case HEARTH_CONTROL_SNAPSHOT:
      if (hearth_token_bucket_take (&self->snapshots, 1, g_get_monotonic_time ()))
        g_signal_emit (self, signals[SNAPSHOT], 0, message);
      break;
    case HEARTH_CONTROL_REACT:
      g_signal_emit (self, signals[REACT], 0, message);
      break;
    case HEARTH_CONTROL_POINTER:
      g_signal_emit (self, signals[POINTER], 0, message);
      break;
    case HEARTH_CONTROL_BYE:
      g_signal_emit (self, signals[BYE], 0);
      break;
    case HEARTH_CONTROL_DEED:
    case HEARTH_CONTROL_DOOR:
    case HEARTH_CONTROL_ROSTER:
    case HEARTH_CONTROL_SPEAKERS:
    case HEARTH_CONTROL_LAYERS:
    case HEARTH_CONTROL_SAID:
    case HEARTH_CONTROL_UNSAID:
    case HEARTH_CONTROL_REACTED:
    case HEARTH_CONTROL_PING:
    default:
      break;
    }
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_guest_control_dispose (GObject *object)
{
  HearthGuestControl *self = HEARTH_GUEST_CONTROL (object);

  hearth_guest_control_close (self);
  g_clear_object (&self->path);
  g_clear_object (&self->member);
  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    g_clear_object (&self->pictures[i]);

  G_OBJECT_CLASS (hearth_guest_control_parent_class)->dispose (object);
}

static void
hearth_guest_control_finalize (GObject *object)
{
  g_free (HEARTH_GUEST_CONTROL (object)->claimed);

  G_OBJECT_CLASS (hearth_guest_control_parent_class)->finalize (object);
}

static void
hearth_guest_control_class_init (HearthGuestControlClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_guest_control_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_guest_control_finalize;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[VIEW] = g_signal_new ("view", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ACT] = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[COMPARE] = g_signal_new ("compare", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SAY] = g_signal_new ("say", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SNAPSHOT] = g_signal_new ("snapshot", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REACT] = g_signal_new ("react", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[POINTER] = g_signal_new ("pointer", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[HAND_CHANGED] = g_signal_new ("hand-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HELD_CHANGED] = g_signal_new ("held-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BYE] = g_signal_new ("bye", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_guest_control_init (HearthGuestControl *self)
{
  self->switches = HEARTH_SWITCHES_ALL;
  hearth_token_bucket_init (&self->hands, HEARTH_LIMIT_HAND_BURST, HEARTH_LIMIT_HANDS_PER_SECOND, g_get_monotonic_time ());
  hearth_token_bucket_init (&self->acts, ACT_BURST, ACTS_PER_SECOND, g_get_monotonic_time ());
  hearth_token_bucket_init (&self->compares, COMPARE_BURST, COMPARES_PER_SECOND, g_get_monotonic_time ());
  hearth_token_bucket_init (&self->snapshots, HEARTH_LIMIT_SNAPSHOTS, 1.0 / HEARTH_LIMIT_SNAPSHOT_SECONDS, g_get_monotonic_time ());
  hearth_pacer_init (&self->work, WORK_MS, on_work_due, self);
  hearth_pacer_init (&self->layers, LAYERS_MS, on_layers_due, self);
}

HearthGuestControl *
hearth_guest_control_new (HearthPath        *path,
                          HearthMember      *member,
                          HearthRemoteVideo *camera,
                          HearthRemoteVideo *share)
{
  HearthGuestControl *self = g_object_new (HEARTH_TYPE_GUEST_CONTROL, NULL);

  self->path = g_object_ref (path);
  self->member = g_object_ref (member);
  self->pictures[HEARTH_PICTURE_CAMERA] = g_object_ref (camera);
  self->pictures[HEARTH_PICTURE_SHARE] = g_object_ref (share);
  g_signal_connect_object (path, "opened", G_CALLBACK (on_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (path, "message", G_CALLBACK (on_message), self, G_CONNECT_DEFAULT);
  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    g_signal_connect_object (self->pictures[i], "wanted-changed", G_CALLBACK (on_wanted_changed), self, G_CONNECT_DEFAULT);

  return self;
}

void
hearth_guest_control_restart (HearthGuestControl *self)
{
  g_return_if_fail (HEARTH_IS_GUEST_CONTROL (self));

  self->state_version = 0;
  self->view_version = 0;
}

static gboolean
have_equal_ids (GPtrArray *a,
                GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
        return FALSE;
    }

  return TRUE;
}

void
hearth_guest_control_set_speakers (HearthGuestControl   *self,
                                   HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_GUEST_CONTROL (self));
  g_return_if_fail (message->type == HEARTH_CONTROL_SPEAKERS);

  if (self->speakers != NULL
      && have_equal_ids (self->speakers->slots, message->slots)
      && have_equal_ids (self->speakers->speaking, message->speaking)
      && g_strcmp0 (self->speakers->active, message->active) == 0)
    return;

  g_clear_pointer (&self->speakers, hearth_control_message_unref);
  self->speakers = hearth_control_message_ref (message);
  send_speakers (self);
}

void
hearth_guest_control_rename (HearthGuestControl *self,
                             const char         *name,
                             const char         *colour)
{
  g_return_if_fail (HEARTH_IS_GUEST_CONTROL (self));

  if ((get_rights (self) & HEARTH_RIGHT_RENAME) != 0 && g_set_str (&self->claimed, name))
    hearth_member_rename (self->member, name, colour);
}

void
hearth_guest_control_set_standing (HearthGuestControl *self,
                                   HearthRole          role,
                                   guint               switches)
{
  g_return_if_fail (HEARTH_IS_GUEST_CONTROL (self));
  g_return_if_fail (role < HEARTH_ROLE_HOST);

  self->moderation.role = role;
  self->switches = switches;
  hearth_moderation_restrict (&self->moderation, get_rights (self));
  publish_moderation (self);
}

void
hearth_guest_control_stop (HearthGuestControl *self,
                           HearthMedium        medium)
{
  g_return_if_fail (HEARTH_IS_GUEST_CONTROL (self));

  hearth_moderation_stop (&self->moderation, medium);
  publish_moderation (self);
}

void
hearth_guest_control_allow_unmute (HearthGuestControl *self)
{
  g_return_if_fail (HEARTH_IS_GUEST_CONTROL (self));

  self->moderation.asked = TRUE;
}

guint
hearth_guest_control_get_held (HearthGuestControl *self)
{
  guint held = 0;

  g_return_val_if_fail (HEARTH_IS_GUEST_CONTROL (self), 0);

  for (guint i = 0; i < HEARTH_N_MEDIA; i++)
    if (hearth_moderation_is_held (&self->moderation, (HearthMedium) i))
      held |= 1u << i;

  return held;
}

gboolean
hearth_guest_control_is_share_paused (HearthGuestControl *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_CONTROL (self), TRUE);

  return self->state != NULL ? self->state->state->share_paused : self->share_paused;
}

void
hearth_guest_control_lower_hand (HearthGuestControl *self)
{
  g_return_if_fail (HEARTH_IS_GUEST_CONTROL (self));

  hearth_moderation_lower_hand (&self->moderation);
  publish_moderation (self);
}

guint64
hearth_guest_control_get_hand_lowered (HearthGuestControl *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_CONTROL (self), 0);

  return self->moderation.hand_lowered;
}

gboolean
hearth_guest_control_is_hand_raised (HearthGuestControl *self)
{
  g_return_val_if_fail (HEARTH_IS_GUEST_CONTROL (self), FALSE);

  return hearth_moderation_is_hand_raised (&self->moderation);
}

void
hearth_guest_control_close (HearthGuestControl *self)
{
  g_return_if_fail (HEARTH_IS_GUEST_CONTROL (self));

  hearth_pacer_cancel (&self->work);
  hearth_pacer_cancel (&self->layers);
  if (self->path != NULL)
    g_signal_handlers_disconnect_by_data (self->path, self);
  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    if (self->pictures[i] != NULL)
      g_signal_handlers_disconnect_by_data (self->pictures[i], self);
  g_clear_pointer (&self->state, hearth_control_message_unref);
  g_clear_pointer (&self->view, hearth_control_message_unref);
  g_clear_pointer (&self->speakers, hearth_control_message_unref);
}
