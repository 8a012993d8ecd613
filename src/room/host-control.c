/* The conversation with the host: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/host-control.h"

#include "base/pacer.h"
#include "protocol/presence.h"
#include "room/key-witness.h"
#include "room/member-media.h"
#include "room/roster.h"
#include "room/view.h"

/* How often the host is told something, and how often it may have this computer begin and end encoding. */
#define TALK_MS 100

struct _HearthHostControl
{
  GObject parent_instance;

  HearthPath *path;
  HearthRoster *roster;
  HearthMemberMedia *media;
  guint64 speakers_version;
  guint64 layers_version;
  guint64 door_version;
  HearthStanding *standing;
  HearthConversation *conversation;
  HearthSnapshots *snapshots;
  HearthGestures *gestures;
  HearthPointers *pointers;
  HearthComparer *comparer;     /* nullable, like the next four: before hearth_host_control_set_identity() */
  HearthIdentity *identity;
  char *room;
  HearthKeyWitness *witness;    /* from the first admission on */
  HearthPublicKey host_key;
  guint wanted[HEARTH_N_PICTURE_KINDS]; /* layers that the host asked for last */
  HearthPacer wanted_pacer;

  HearthMemberState *state;
  HearthLayeredSource *pictures[HEARTH_N_PICTURE_KINDS]; /* nullable */
  HearthView *view;
  gboolean shows; /* this person sees people in tiles: until then the host's default will do */
  guint64 version; /* of what was said last to the host, whatever its type */
  HearthPacer state_pacer;
  HearthPacer view_pacer;
  gboolean closed;
};

enum
{
  ACTIVE_CHANGED,
  HOST_CHANGED,
  BYE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthHostControl, hearth_host_control, G_TYPE_OBJECT)

/* --- What the host is told ---------------------------------------------------------------------------------------------- */

static void
add_layers (HearthHostControl *self,
            HearthPictureKind  kind,
            HearthMemberState *state)
{
  HearthLayer layers[HEARTH_LIMIT_VIDEO_LAYERS];
  guint n = self->pictures[kind] != NULL ? hearth_layered_source_get_layers (self->pictures[kind], layers) : 0;

  for (guint i = 0; i < n; i++)
    hearth_member_state_add_layer (state, kind, layers[i].width, layers[i].height, layers[i].bitrate);
}

static void
send_state (HearthHostControl *self)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_STATE);

  message->version = ++self->version;
  hearth_member_state_repeat (message->state, self->state);
  message->state->hand_raised = hearth_gestures_get_raised (self->gestures);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    add_layers (self, kind, message->state);
  if (self->witness != NULL)
    message->state->proof = hearth_presence_prove (self->identity, self->room, &self->host_key, g_get_real_time () / G_USEC_PER_SEC);

  /* Where the channel is not open it follows when it is. */
  (void) hearth_path_send (self->path, message);
  hearth_pointers_set_paused (self->pointers, self->state->share_paused);
}

static void
send_view (HearthHostControl *self)
{
  g_autoptr (HearthControlMessage) message = hearth_view_to_message (self->view, ++self->version);

  g_debug ("The host is told of %u tiles", message->tiles->len);
  (void) hearth_path_send (self->path, message);
}

static void
on_state_due (gpointer user_data)
{
  send_state (HEARTH_HOST_CONTROL (user_data));
}

static void
on_view_due (gpointer user_data)
{
  send_view (HEARTH_HOST_CONTROL (user_data));
}

static void
on_layers_changed (HearthLayeredSource *source,
                   HearthHostControl   *self)
{
  hearth_pacer_queue (&self->state_pacer);
}

static void
on_opened (HearthPath        *path,
           HearthHostControl *self)
{
  send_state (self);
  if (self->shows)
    send_view (self);
  hearth_conversation_repeat (self->conversation);
}

/* --- What the host says ------------------------------------------------------------------------------------------------- */

static void
on_wanted_due (gpointer user_data)
{
  HearthHostControl *self = HEARTH_HOST_CONTROL (user_data);

  g_debug ("The host wants layers %x, of the screen %x", self->wanted[HEARTH_PICTURE_CAMERA], self->wanted[HEARTH_PICTURE_SHARE]);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    if (self->pictures[kind] != NULL)
      hearth_layered_source_set_wanted (self->pictures[kind], self->wanted[kind]);
}

/* Whether @message is newer than the last one of its type, which it is from now on. */
static gboolean
is_newer (const HearthControlMessage *message,
          guint64                    *version)
{
  if (message->version <= *version)
    return FALSE;

  *version = message->version;

  return TRUE;
}

static void
apply_roster (HearthHostControl    *self,
              HearthControlMessage *message)
{
  g_autofree char *host_before = g_strdup (hearth_roster_get_host_name (self->roster));

  if (!hearth_roster_apply (self->roster, message))
    return;

  if (g_strcmp0 (hearth_roster_get_host_name (self->roster), host_before) != 0)
    g_signal_emit (self, signals[HOST_CHANGED], 0);
  if (self->witness != NULL)
    hearth_key_witness_apply (self->witness, hearth_roster_get_members (self->roster), message, g_get_real_time () / G_USEC_PER_SEC);
  hearth_standing_apply_roster (self->standing, message);
  hearth_gestures_apply_roster (self->gestures, message);
}

/* From whomever the host says, by the key that they have proven. */
static void
receive_compare (HearthHostControl    *self,
                 HearthControlMessage *message)
{
  HearthMember *member = hearth_member_find (hearth_roster_get_members (self->roster), message->peer);

  if (self->comparer != NULL && member != NULL)
    hearth_comparer_receive (self->comparer, message, message->peer, hearth_member_get_key (member));
}

static void
on_hand_raised_changed (HearthGestures    *gestures,
                        GParamSpec        *pspec,
                        HearthHostControl *self)
{
  hearth_pacer_queue (&self->state_pacer);
}

/* Of HearthComparer, HearthConversation and HearthGestures. */
static void
on_send (GObject              *speaker,
         HearthControlMessage *message,
         HearthHostControl    *self)
{
  (void) hearth_path_send (self->path, message);
}

static void
on_message (HearthPath           *path,
            HearthControlMessage *message,
            HearthHostControl    *self)
{
  switch (message->type)
    {
    case HEARTH_CONTROL_ROSTER:
      apply_roster (self, message);
      break;
    case HEARTH_CONTROL_SPEAKERS:
      if (is_newer (message, &self->speakers_version))
        hearth_member_media_set_speakers (self->media, message);
      break;
    case HEARTH_CONTROL_LAYERS:
      if (is_newer (message, &self->layers_version))
        {
          self->wanted[HEARTH_PICTURE_CAMERA] = message->wanted;
          self->wanted[HEARTH_PICTURE_SHARE] = message->wanted_share;
          hearth_pacer_queue (&self->wanted_pacer);
        }
      break;
    case HEARTH_CONTROL_DOOR:
      if (is_newer (message, &self->door_version))
        hearth_standing_apply_door (self->standing, message);
      break;
    case HEARTH_CONTROL_DEED:
      hearth_standing_report (self->standing, message);
      break;
    case HEARTH_CONTROL_COMPARE:
      receive_compare (self, message);
      break;
    case HEARTH_CONTROL_SAID:
    case HEARTH_CONTROL_UNSAID:
      hearth_conversation_receive (self->conversation, message);
      break;
    case HEARTH_CONTROL_REACTED:
      hearth_gestures_receive (self->gestures, message);
      break;
    case HEARTH_CONTROL_BYE:
      g_signal_emit (self, signals[BYE], 0, message->removed);
      break;
    case HEARTH_CONTROL_ACT:
    case HEARTH_CONTROL_STATE:
    case HEARTH_CONTROL_VIEW:
    case HEARTH_CONTROL_SAY:
    case HEARTH_CONTROL_SNAPSHOT:
    case HEARTH_CONTROL_REACT:
    case HEARTH_CONTROL_PING:
    default:
      break;
    }
}

/* --- Who is there ------------------------------------------------------------------------------------------------------- */

static gboolean
is_member (const char *id,
           gpointer    data)
{
  return hearth_member_find (G_LIST_MODEL (data), id) != NULL;
}

/* A view that was on its way when somebody began to share does not name their screen, and hides it. */
static void
on_sharing_notify (HearthMember      *member,
                   GParamSpec        *pspec,
                   HearthHostControl *self)
{
  const char *id = hearth_member_get_id (member);

  if (!hearth_member_get_sharing (member))
    hearth_view_remove (self->view, id, HEARTH_PICTURE_SHARE);
  else if (hearth_view_add (self->view, id, HEARTH_PICTURE_SHARE) && self->shows)
    hearth_pacer_queue (&self->view_pacer);
}

static void
on_members_changed (GListModel        *members,
                    guint              position,
                    guint              n_removed,
                    guint              n_added,
                    HearthHostControl *self)
{
  hearth_view_retain (self->view, is_member, members);
  if (n_removed > 0 && self->comparer != NULL)
    hearth_comparer_retain (self->comparer, is_member, members);
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (members, i);

      hearth_view_add (self->view, hearth_member_get_id (member), HEARTH_PICTURE_CAMERA);
      on_sharing_notify (member, NULL, self);
      g_signal_connect_object (member, "notify::sharing", G_CALLBACK (on_sharing_notify), self, G_CONNECT_DEFAULT);
    }

  /* A view that was on its way when they came does not name them, and hides them. */
  if (self->shows && n_added > 0)
    hearth_pacer_queue (&self->view_pacer);
}

static void
on_active_changed (HearthMemberMedia *media,
                   HearthHostControl *self)
{
  g_signal_emit (self, signals[ACTIVE_CHANGED], 0);
}

/* --- The object --------------------------------------------------------------------------------------------------------- */

static void
hearth_host_control_dispose (GObject *object)
{
  HearthHostControl *self = HEARTH_HOST_CONTROL (object);

  hearth_host_control_close (self);
  g_clear_object (&self->path);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    g_clear_object (&self->pictures[kind]);
  g_clear_object (&self->media);

  G_OBJECT_CLASS (hearth_host_control_parent_class)->dispose (object);
}

static void
hearth_host_control_finalize (GObject *object)
{
  HearthHostControl *self = HEARTH_HOST_CONTROL (object);

  g_object_unref (self->standing);
  g_object_unref (self->conversation);
  g_object_unref (self->snapshots);
  g_object_unref (self->gestures);
  g_object_unref (self->pointers);
  g_clear_object (&self->comparer);
  g_clear_pointer (&self->identity, hearth_identity_unref);
  g_clear_pointer (&self->witness, hearth_key_witness_free);
  g_free (self->room);
  hearth_roster_free (self->roster);
  hearth_view_free (self->view);
  hearth_member_state_free (self->state);

  G_OBJECT_CLASS (hearth_host_control_parent_class)->finalize (object);
}

static void
hearth_host_control_class_init (HearthHostControlClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_host_control_dispose;
  object_class->finalize = hearth_host_control_finalize;

  signals[ACTIVE_CHANGED] = g_signal_new ("active-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HOST_CHANGED] = g_signal_new ("host-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[BYE] = g_signal_new ("bye", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
hearth_host_control_init (HearthHostControl *self)
{
  GListModel *members;

  /* This program may take the seat of one that has ended, and the host goes by the highest version: more than that one's. */
  self->version = (guint64) (g_get_real_time () / 1000);

  self->standing = hearth_standing_new ();
  self->conversation = hearth_conversation_new ();
  g_signal_connect_object (self->conversation, "send", G_CALLBACK (on_send), self, G_CONNECT_DEFAULT);
  self->gestures = hearth_gestures_new ();
  g_signal_connect_object (self->gestures, "send", G_CALLBACK (on_send), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->gestures, "notify::hand-raised", G_CALLBACK (on_hand_raised_changed), self, G_CONNECT_DEFAULT);
  self->roster = hearth_roster_new ();
  self->state = hearth_member_state_new ();
  self->view = hearth_view_new ();
  members = hearth_roster_get_members (self->roster);
  self->media = hearth_member_media_new (members);
  g_signal_connect_object (self->media, "active-changed", G_CALLBACK (on_active_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (members, "items-changed", G_CALLBACK (on_members_changed), self, G_CONNECT_DEFAULT);

  hearth_pacer_init (&self->wanted_pacer, TALK_MS, on_wanted_due, self);
  hearth_pacer_init (&self->state_pacer, TALK_MS, on_state_due, self);
  hearth_pacer_init (&self->view_pacer, TALK_MS, on_view_due, self);
}

HearthHostControl *
hearth_host_control_new (HearthPath *path)
{
  HearthHostControl *self = g_object_new (HEARTH_TYPE_HOST_CONTROL, NULL);

  self->path = g_object_ref (path);
  g_signal_connect_object (path, "opened", G_CALLBACK (on_opened), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (path, "message", G_CALLBACK (on_message), self, G_CONNECT_DEFAULT);
  self->snapshots = hearth_snapshots_new_on (path);
  self->pointers = hearth_pointers_new_on (path, hearth_roster_get_members (self->roster));

  return self;
}

void
hearth_host_control_restart (HearthHostControl *self)
{
  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));

  hearth_roster_restart (self->roster);
  self->speakers_version = 0;
  self->layers_version = 0;
  self->door_version = 0;
}

void
hearth_host_control_set_identity (HearthHostControl *self,
                                  HearthIdentity    *identity,
                                  const char        *room)
{
  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));
  g_return_if_fail (self->identity == NULL);

  self->identity = hearth_identity_ref (identity);
  self->room = g_strdup (room);
  self->comparer = hearth_comparer_new (identity, room);
  g_signal_connect_object (self->comparer, "send", G_CALLBACK (on_send), self, G_CONNECT_DEFAULT);
}

void
hearth_host_control_set_host_key (HearthHostControl     *self,
                                  const HearthPublicKey *key)
{
  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));

  if (self->identity == NULL)
    return;

  self->host_key = *key;
  g_clear_pointer (&self->witness, hearth_key_witness_free);
  self->witness = hearth_key_witness_new (self->room, key);
}

void
hearth_host_control_set_state (HearthHostControl       *self,
                               const HearthMemberState *state)
{
  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));

  if (self->closed)
    return;

  hearth_member_state_repeat (self->state, state);
  hearth_pacer_queue (&self->state_pacer);
}

void
hearth_host_control_set_picture (HearthHostControl   *self,
                                 HearthPictureKind    kind,
                                 HearthLayeredSource *source)
{
  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));
  g_return_if_fail (kind < HEARTH_N_PICTURE_KINDS);
  g_return_if_fail (self->pictures[kind] == NULL);

  if (!g_set_object (&self->pictures[kind], source))
    return;

  g_signal_connect_object (source, "layers-changed", G_CALLBACK (on_layers_changed), self, G_CONNECT_DEFAULT);
  hearth_pacer_queue (&self->state_pacer);
}

void
hearth_host_control_set_track (HearthHostControl *self,
                               const char        *track_id,
                               HearthRtpSource   *source)
{
  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));

  hearth_member_media_set_track (self->media, track_id, source);
}

void
hearth_host_control_set_connected (HearthHostControl *self,
                                   gboolean           connected)
{
  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));

  hearth_roster_set_connected (self->roster, connected);
}

void
hearth_host_control_show (HearthHostControl *self,
                          const char        *member_id,
                          HearthPictureKind  kind,
                          guint              width,
                          guint              height,
                          gboolean           pinned)
{
  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));

  if (self->closed || !hearth_view_show (self->view, member_id, kind, width, height, pinned))
    return;

  self->shows = TRUE;
  hearth_pacer_queue (&self->view_pacer);
}

GListModel *
hearth_host_control_get_members (HearthHostControl *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_CONTROL (self), NULL);

  return hearth_roster_get_members (self->roster);
}

const char *
hearth_host_control_get_host_name (HearthHostControl *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_CONTROL (self), NULL);

  return hearth_roster_get_host_name (self->roster);
}

gboolean
hearth_host_control_is_host_slow (HearthHostControl *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_CONTROL (self), FALSE);

  return hearth_roster_is_host_slow (self->roster);
}

HearthMember *
hearth_host_control_get_active (HearthHostControl *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_CONTROL (self), NULL);

  return hearth_member_media_get_active (self->media);
}

void
hearth_host_control_act (HearthHostControl *self,
                         const HearthAct   *act)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_ACT);

  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));

  hearth_control_message_set_act (message, act);
  if (!self->closed)
    (void) hearth_path_send (self->path, message);
}

HearthRoomParts
hearth_host_control_get_parts (HearthHostControl *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_CONTROL (self), (HearthRoomParts) { 0 });

  return (HearthRoomParts) {
    .standing = self->standing,
    .comparer = self->comparer,
    .conversation = self->conversation,
    .snapshots = self->snapshots,
    .gestures = self->gestures,
    .pointers = self->pointers,
  };
}

void
hearth_host_control_close (HearthHostControl *self)
{
  g_return_if_fail (HEARTH_IS_HOST_CONTROL (self));

  if (self->closed)
    return;

  self->closed = TRUE;
  hearth_pacer_cancel (&self->wanted_pacer);
  hearth_pacer_cancel (&self->state_pacer);
  hearth_pacer_cancel (&self->view_pacer);
  g_signal_handlers_disconnect_by_data (self->path, self);
  g_signal_handlers_disconnect_by_data (self->media, self);
  if (self->comparer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->comparer, self);
      hearth_comparer_close (self->comparer);
    }
  hearth_conversation_close (self->conversation);
  hearth_snapshots_close (self->snapshots);
  hearth_gestures_close (self->gestures);
  hearth_pointers_close (self->pointers);
  hearth_member_media_clear (self->media);
  hearth_roster_clear (self->roster);
  for (guint kind = 0; kind < HEARTH_N_PICTURE_KINDS; kind++)
    if (self->pictures[kind] != NULL)
      {
        g_signal_handlers_disconnect_by_data (self->pictures[kind], self);
        hearth_layered_source_set_wanted (self->pictures[kind], 0);
      }
}
