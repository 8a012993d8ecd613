/* One stay in a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-session.h"

#include <math.h>

#include "call/room-maker.h"
#include "room/room-host.h"

/* A server that restarts is back in a moment: people are told about one that stays away. */
#define SERVER_SETTLE_MS 1500

/* Who is there already when one comes in has not just joined. */
#define ARRIVAL_US (2 * G_USEC_PER_SEC)

struct _HearthCallSession
{
  GObject parent_instance;

  HearthSettings *settings;
  HearthRecentRooms *recent_rooms;
  HearthParticipantList *participants;
  HearthCallMedia *media;
  HearthSharing *sharing;
  HearthInvitation *invitation; /* nullable: hosting */
  gboolean microphone_on;
  gboolean camera_on;

  HearthCallState state;
  GCancellable *cancellable; /* while the room is made */
  HearthRoom *room;          /* from then on */
  HearthEmbeddedServer *server;
  char *damaged_door; /* nullable: not told yet */
  gint64 started_at;
  gboolean leaving;
  gboolean recorded; /* among the recent rooms */
  gboolean told_server_there;
  guint server_source;
};

enum
{
  STATE_CHANGED,
  SERVER_CHANGED,
  ROOM_MADE,
  LINK_CHANGED,
  ACTIVE_SPEAKER_CHANGED,
  HOST_CHANGED,
  NOTICE,
  ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCallSession, hearth_call_session, G_TYPE_OBJECT)

static gboolean
is_inside (HearthCallSession *self)
{
  return hearth_call_state_is_inside (self->state);
}

static void
set_state (HearthCallSession *self,
           HearthCallState    state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static void
emit_notice (HearthCallSession *self,
             HearthCallNotice   notice,
             const char        *detail)
{
  g_signal_emit (self, signals[NOTICE], 0, notice, detail);
}

static void
end (HearthCallSession *self,
     const GError      *error)
{
  hearth_call_session_close (self);
  g_signal_emit (self, signals[ENDED], 0, error);
}

/* The room is remembered under its host's name, which a guest learns a moment after it came in. */
static void
record_room (HearthCallSession *self)
{
  const char *host = hearth_call_session_get_host_name (self);
  const char *link = hearth_call_session_get_link (self);

  if (self->recorded || link == NULL || !is_inside (self))
    return;

  if (self->invitation == NULL)
    hearth_recent_rooms_add (self->recent_rooms, link, hearth_settings_get_name (self->settings), TRUE);
  else if (host != NULL)
    hearth_recent_rooms_add (self->recent_rooms, link, host, FALSE);
  else
    return;

  self->recorded = TRUE;
}

/* @picture: (nullable): theirs, of that kind */
static void
tell_shown (HearthCallSession *self,
            HearthParticipant *participant,
            HearthPictureKind  kind,
            HearthPicture     *picture)
{
  guint width, height;
  gboolean pinned;

  if (self->room == NULL || picture == NULL)
    return;

  pinned = hearth_picture_get_shown (picture, &width, &height);
  hearth_room_show (self->room, hearth_participant_get_id (participant), kind, width, height, pinned);
}

static void
on_shown_changed (HearthParticipant *participant,
                  HearthCallSession *self)
{
  tell_shown (self, participant, HEARTH_PICTURE_CAMERA, hearth_participant_get_camera (participant));
}

static void
on_share_shown_changed (HearthParticipantList *participants,
                        HearthParticipant     *participant,
                        HearthCallSession     *self)
{
  tell_shown (self, participant, HEARTH_PICTURE_SHARE, hearth_participant_get_share (participant));
}

static void
on_joined (HearthParticipantList *participants,
           HearthParticipant     *participant,
           HearthCallSession     *self)
{
  g_signal_connect_object (participant, "shown-changed", G_CALLBACK (on_shown_changed), self, G_CONNECT_DEFAULT);
  if (is_inside (self) && g_get_monotonic_time () - self->started_at > ARRIVAL_US)
    emit_notice (self, HEARTH_NOTICE_JOINED, hearth_participant_get_name (participant));
}

static void
on_left (HearthParticipantList *participants,
         HearthParticipant     *participant,
         HearthCallSession     *self)
{
  if (is_inside (self) && !self->leaving)
    emit_notice (self, HEARTH_NOTICE_LEFT, hearth_participant_get_name (participant));
}

/* Whom nobody knows here, nobody can be told of. */
static void
on_snapshot_taken (HearthSnapshots   *snapshots,
                   const char        *member_id,
                   HearthPictureKind  kind,
                   HearthCallSession *self)
{
  HearthMember *member = hearth_member_find (hearth_room_get_members (self->room), member_id);

  if (member != NULL)
    emit_notice (self, kind == HEARTH_PICTURE_SHARE ? HEARTH_NOTICE_SCREEN_TAKEN : HEARTH_NOTICE_PICTURE_TAKEN,
                 hearth_member_get_name (member));
}

static void
begin (HearthCallSession *self)
{
  self->started_at = g_get_monotonic_time ();
  self->told_server_there = TRUE;
  hearth_call_media_start_speaker (self->media);
  set_state (self, HEARTH_CALL_ACTIVE);
  record_room (self);
  if (self->damaged_door != NULL)
    emit_notice (self, HEARTH_NOTICE_DOOR_DAMAGED, self->damaged_door);
}

static void
on_room_state_changed (HearthRoom        *room,
                       HearthCallSession *self)
{
  switch (hearth_room_get_state (room))
    {
    case HEARTH_ROOM_ENTERING:
      set_state (self, HEARTH_CALL_ENTERING);
      break;
    case HEARTH_ROOM_KNOCKING:
      set_state (self, HEARTH_CALL_KNOCKING);
      break;
    case HEARTH_ROOM_INSIDE:
      if (self->started_at == 0)
        begin (self);
      else
        set_state (self, HEARTH_CALL_ACTIVE);
      break;
    case HEARTH_ROOM_RECONNECTING:
      set_state (self, HEARTH_CALL_RECONNECTING);
      break;
    case HEARTH_ROOM_OUTSIDE:
    case HEARTH_ROOM_LEFT:
    default:
      break;
    }
}

static void
on_room_ended (HearthRoom        *room,
               const GError      *error,
               HearthCallSession *self)
{
  end (self, error);
}

static void
on_server_settled (gpointer user_data)
{
  HearthCallSession *self = HEARTH_CALL_SESSION (user_data);
  gboolean there = self->room != NULL && hearth_room_is_server_there (self->room);

  self->server_source = 0;
  if (!is_inside (self) || there == self->told_server_there)
    return;

  self->told_server_there = there;
  emit_notice (self, there ? HEARTH_NOTICE_SERVER_BACK : HEARTH_NOTICE_SERVER_LOST, NULL);
}

static void
on_room_server_changed (HearthRoom        *room,
                        HearthCallSession *self)
{
  g_signal_emit (self, signals[SERVER_CHANGED], 0);
  g_clear_handle_id (&self->server_source, g_source_remove);
  self->server_source = g_timeout_add_once (SERVER_SETTLE_MS, on_server_settled, self);
}

static void
on_room_active_speaker_changed (HearthRoom        *room,
                                HearthCallSession *self)
{
  g_signal_emit (self, signals[ACTIVE_SPEAKER_CHANGED], 0);
}

static void
on_room_host_changed (HearthRoom        *room,
                      HearthCallSession *self)
{
  record_room (self);
  g_signal_emit (self, signals[HOST_CHANGED], 0);
}

static void
on_room_link_changed (HearthRoom        *room,
                      HearthCallSession *self)
{
  g_signal_emit (self, signals[LINK_CHANGED], 0);
}

static void
update_local_state (HearthCallSession *self)
{
  gboolean sharing = hearth_sharing_get_state (self->sharing) == HEARTH_SHARING_ON;

  hearth_room_set_local_state (self->room, self->microphone_on, self->camera_on, sharing,
                               sharing && hearth_sharing_is_paused (self->sharing), hearth_sharing_is_heard (self->sharing));
}

static void
on_sharing_changed (HearthSharing     *sharing,
                    GParamSpec        *pspec,
                    HearthCallSession *self)
{
  if (self->room != NULL)
    update_local_state (self);
}

static void
enter_room (HearthCallSession *self)
{
  HearthLocalSources sources = {
    .voice = hearth_call_media_get_audio (self->media),
    .pictures[HEARTH_PICTURE_CAMERA] = hearth_call_media_get_video (self->media),
    .pictures[HEARTH_PICTURE_SHARE] = hearth_sharing_join (self->sharing, hearth_room_get_members (self->room),
                                                           hearth_room_get_pointers (self->room)),
  };

  sources.sound = hearth_sharing_get_sound (self->sharing);

  g_signal_connect_object (self->room, "state-changed", G_CALLBACK (on_room_state_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->room, "server-changed", G_CALLBACK (on_room_server_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->room, "active-speaker-changed", G_CALLBACK (on_room_active_speaker_changed), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->room, "host-changed", G_CALLBACK (on_room_host_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->room, "link-changed", G_CALLBACK (on_room_link_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->room, "ended", G_CALLBACK (on_room_ended), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (hearth_room_get_snapshots (self->room), "taken", G_CALLBACK (on_snapshot_taken), self, G_CONNECT_DEFAULT);

  hearth_room_set_local (self->room, &sources);
  update_local_state (self);
  hearth_participant_list_follow (self->participants, hearth_room_get_members (self->room),
                                  hearth_call_media_get_speaker (self->media));
  g_signal_emit (self, signals[ROOM_MADE], 0);
  hearth_room_enter (self->room);
}

static void
on_room_made (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HearthCallSession) self = HEARTH_CALL_SESSION (user_data);
  g_autoptr (HearthRoom) room = NULL;
  g_autoptr (HearthEmbeddedServer) server = NULL;
  g_autofree char *damaged_door = NULL;
  g_autoptr (GError) error = NULL;

  room = hearth_room_maker_make_finish (result, &server, &damaged_door, &error);

  /* Left in the meantime; perhaps another attempt is on its way already. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  if (room == NULL)
    {
      end (self, error);
      return;
    }

  self->room = g_steal_pointer (&room);
  self->server = g_steal_pointer (&server);
  self->damaged_door = g_steal_pointer (&damaged_door);
  enter_room (self);
}

static void
hearth_call_session_dispose (GObject *object)
{
  HearthCallSession *self = HEARTH_CALL_SESSION (object);

  hearth_call_session_close (self);
  g_clear_object (&self->media);
  g_clear_object (&self->sharing);
  g_clear_object (&self->participants);
  g_clear_object (&self->recent_rooms);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->invitation, hearth_invitation_unref);
  g_clear_pointer (&self->damaged_door, g_free);

  G_OBJECT_CLASS (hearth_call_session_parent_class)->dispose (object);
}

static void
hearth_call_session_class_init (HearthCallSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_call_session_dispose;

  signals[STATE_CHANGED] = g_signal_new ("state-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SERVER_CHANGED] = g_signal_new ("server-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROOM_MADE] = g_signal_new ("room-made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LINK_CHANGED] = g_signal_new ("link-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVE_SPEAKER_CHANGED] = g_signal_new ("active-speaker-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HOST_CHANGED] = g_signal_new ("host-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_call_session_init (HearthCallSession *self)
{
  self->state = HEARTH_CALL_ENTERING;
}

HearthCallSession *
hearth_call_session_new (HearthSettings        *settings,
                         HearthRecentRooms     *recent_rooms,
                         HearthParticipantList *participants,
                         HearthCallMedia       *media,
                         HearthSharing         *sharing,
                         HearthInvitation      *invitation)
{
  HearthCallSession *self = g_object_new (HEARTH_TYPE_CALL_SESSION, NULL);

  self->settings = g_object_ref (settings);
  self->recent_rooms = g_object_ref (recent_rooms);
  self->participants = g_object_ref (participants);
  self->media = g_object_ref (media);
  self->sharing = g_object_ref (sharing);
  self->invitation = invitation != NULL ? hearth_invitation_ref (invitation) : NULL;
  g_signal_connect_object (participants, "joined", G_CALLBACK (on_joined), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (sharing, "notify::state", G_CALLBACK (on_sharing_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (sharing, "notify::paused", G_CALLBACK (on_sharing_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (sharing, "notify::heard", G_CALLBACK (on_sharing_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (participants, "share-shown-changed", G_CALLBACK (on_share_shown_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (participants, "left", G_CALLBACK (on_left), self, G_CONNECT_DEFAULT);

  return self;
}

void
hearth_call_session_set_local_state (HearthCallSession *self,
                                     gboolean           microphone_on,
                                     gboolean           camera_on)
{
  g_return_if_fail (HEARTH_IS_CALL_SESSION (self));

  self->microphone_on = microphone_on;
  self->camera_on = camera_on;
  if (self->room != NULL)
    update_local_state (self);
}

void
hearth_call_session_set_profile (HearthCallSession *self,
                                 const char        *name,
                                 const char        *colour)
{
  g_return_if_fail (HEARTH_IS_CALL_SESSION (self));

  if (self->room != NULL)
    hearth_room_set_profile (self->room, name, colour);
}

void
hearth_call_session_enter (HearthCallSession *self)
{
  g_return_if_fail (HEARTH_IS_CALL_SESSION (self));
  g_return_if_fail (self->room == NULL && self->cancellable == NULL);

  self->cancellable = g_cancellable_new ();
  hearth_room_maker_make_async (self->settings, self->invitation, self->cancellable, on_room_made, g_object_ref (self));
}

void
hearth_call_session_leave (HearthCallSession *self)
{
  g_return_if_fail (HEARTH_IS_CALL_SESSION (self));

  if (self->leaving)
    return;

  self->leaving = TRUE;
  if (self->room != NULL)
    hearth_room_leave (self->room);
  else
    end (self, NULL);
}

void
hearth_call_session_close (HearthCallSession *self)
{
  g_return_if_fail (HEARTH_IS_CALL_SESSION (self));

  self->leaving = TRUE;
  g_clear_handle_id (&self->server_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->participants != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->participants, self);
      hearth_participant_list_follow (self->participants, NULL, NULL);
    }
  if (self->room != NULL)
    g_signal_handlers_disconnect_by_data (self->room, self);
  if (self->sharing != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sharing, self);
      hearth_sharing_leave (self->sharing);
    }
  g_clear_object (&self->room);
  g_clear_pointer (&self->server, hearth_embedded_server_free);
}

HearthCallState
hearth_call_session_get_state (HearthCallSession *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_SESSION (self), HEARTH_CALL_IDLE);

  return self->state;
}

const char *
hearth_call_session_get_link (HearthCallSession *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_SESSION (self), NULL);

  return self->room != NULL ? hearth_room_get_link (self->room) : NULL;
}

gboolean
hearth_call_session_is_server_there (HearthCallSession *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_SESSION (self), FALSE);

  return self->room != NULL && hearth_room_is_server_there (self->room);
}

HearthRoom *
hearth_call_session_get_room (HearthCallSession *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_SESSION (self), NULL);

  return self->room;
}

gint64
hearth_call_session_get_started_at (HearthCallSession *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_SESSION (self), 0);

  return self->started_at;
}

HearthParticipant *
hearth_call_session_get_active_speaker (HearthCallSession *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_SESSION (self), NULL);

  if (self->room == NULL)
    return NULL;

  return hearth_participant_list_find (self->participants, hearth_room_get_active_speaker (self->room));
}

const char *
hearth_call_session_get_host_name (HearthCallSession *self)
{
  g_return_val_if_fail (HEARTH_IS_CALL_SESSION (self), NULL);

  return self->room != NULL ? hearth_room_get_host_name (self->room) : NULL;
}

gboolean
hearth_call_session_get_hosting_stats (HearthCallSession  *self,
                                       HearthHostingStats *stats)
{
  HearthRoomHostStats room;

  g_return_val_if_fail (HEARTH_IS_CALL_SESSION (self), FALSE);
  g_return_val_if_fail (stats != NULL, FALSE);

  if (self->room == NULL || !HEARTH_IS_ROOM_HOST (self->room))
    return FALSE;

  hearth_room_host_get_stats (HEARTH_ROOM_HOST (self->room), &room);
  stats->forwarded_packets = room.forwarded_packets;
  stats->added_p50_ms = room.has_socket ? room.socket.added_p50_ms : NAN;
  stats->added_p95_ms = room.has_socket ? room.socket.added_p95_ms : NAN;

  return TRUE;
}
