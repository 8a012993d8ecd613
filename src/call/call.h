/* The one controller that a user interface binds to: from the lobby to leaving.
 *
 * Holds the devices, this person's capture, the room and everybody's playback together. Knows no widget. Main thread; one per
 * process, owned by the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/verdict.h"
#include "base/device.h"
#include "base/picture-kind.h"
#include "base/role.h"
#include "call/acquaintances.h"
#include "call/chat.h"
#include "call/network.h"
#include "call/participant.h"
#include "call/push-to-talk.h"
#include "call/recent-rooms.h"
#include "call/settings.h"
#include "call/sharing.h"
#include "call/signs.h"

G_BEGIN_DECLS

/**
 * HearthCallState:
 * @HEARTH_CALL_IDLE: at home; nothing is captured
 * @HEARTH_CALL_LOBBY: about to enter; captures only what hearth_call_set_preview() allowed
 * @HEARTH_CALL_ENTERING: talking to the server
 * @HEARTH_CALL_KNOCKING: waiting to be let in
 * @HEARTH_CALL_ACTIVE: in the call
 * @HEARTH_CALL_RECONNECTING: in the call, the path to the host is being made anew
 */
typedef enum
{
  HEARTH_CALL_IDLE,
  HEARTH_CALL_LOBBY,
  HEARTH_CALL_ENTERING,
  HEARTH_CALL_KNOCKING,
  HEARTH_CALL_ACTIVE,
  HEARTH_CALL_RECONNECTING,
} HearthCallState;

/** hearth_call_state_is_inside: Returns: whether this person is in a call, interrupted or not. */
static inline gboolean
hearth_call_state_is_inside (HearthCallState state)
{
  return state == HEARTH_CALL_ACTIVE || state == HEARTH_CALL_RECONNECTING;
}

/**
 * HearthCallNotice: something that happened and that a person wants to be told (a toast). @detail is a name, not translated.
 */
typedef enum
{
  HEARTH_NOTICE_JOINED,            /* detail: who */
  HEARTH_NOTICE_LEFT,              /* detail: who */
  HEARTH_NOTICE_DEVICE_LOST,       /* detail: which; nothing replaces it */
  HEARTH_NOTICE_DEVICE_REPLACED,   /* detail: the one in use now, because the chosen one vanished */
  HEARTH_NOTICE_DEVICE_RETURNED,   /* detail: the chosen one, in use again */
  HEARTH_NOTICE_DEVICE_FAILED,     /* detail: which; it gives nothing or is busy */
  HEARTH_NOTICE_CAMERA_REFUSED,    /* the portal said no */
  HEARTH_NOTICE_SOUND_LOST,        /* PipeWire is away; sound and camera return by themselves */
  HEARTH_NOTICE_SERVER_LOST,       /* the call goes on; nobody new can join */
  HEARTH_NOTICE_SERVER_BACK,
  HEARTH_NOTICE_SHARE_ENDED,       /* the desktop ended it, or the window that was shared is closed */
  HEARTH_NOTICE_SHARE_FAILED,      /* nothing comes of what was chosen */
  HEARTH_NOTICE_SHARE_IMPOSSIBLE,  /* the desktop has no way to share a screen */
  HEARTH_NOTICE_SHARE_FULL,        /* as many screens are shared as a room carries */
  HEARTH_NOTICE_SHARE_SOUNDLESS,   /* the screen is shared without the sound that was to come with it: none is to be had */
  HEARTH_NOTICE_MUTED_TALK,        /* this person talks, and nobody hears it because they are muted */
  HEARTH_NOTICE_PICTURE_TAKEN,     /* detail: who saved a still of this person's camera */
  HEARTH_NOTICE_SCREEN_TAKEN,      /* detail: who saved a still of this person's screen */
  HEARTH_NOTICE_DOOR_DAMAGED,      /* detail: the file where whom this person remembers is kept now, which cannot be read; all are strangers */
  HEARTH_NOTICE_PEOPLE_DAMAGED,    /* detail: the file where whom this person has met is kept now, which cannot be read; nobody is known */
} HearthCallNotice;

#define HEARTH_TYPE_CALL (hearth_call_get_type ())
G_DECLARE_FINAL_TYPE (HearthCall, hearth_call, HEARTH, CALL, GObject)

/* Readable properties, notified: "state" (int of HearthCallState), "hosting", "microphone-on", "camera-on",
 * "microphone-level" (dBFS), "link" (nullable), "server-there", "started-at" (gint64, µs monotonic, 0 outside a call),
 * "active-speaker" (HearthParticipant, nullable), "host-name" (nullable), "locked" (nobody new may knock).
 *
 * Signals:
 *   ::notice (HearthCallNotice, const char *detail nullable)
 *   ::standing-changed ()   what the host says of this person is new: role, switches, hearth_call_may_switch_on(), hearth_call_may_invite()
 *   ::deed (HearthDeed *)   what somebody did to others, for everybody to know; what was taken from this person is off already
 *   ::ended (GError * nullable)   a call or an attempt is over and the state is IDLE; NULL where this person left.
 *                                 Domains: room, signalling, protocol, peer, media errors: see call/call-error.h
 */

HearthCall        *hearth_call_new                (HearthSettings   *settings,
                                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;

HearthCallState    hearth_call_get_state          (HearthCall       *self);
gboolean           hearth_call_is_hosting         (HearthCall       *self);
HearthSettings    *hearth_call_get_settings       (HearthCall       *self);
HearthRecentRooms *hearth_call_get_recent_rooms   (HearthCall       *self);

/** hearth_call_prepare_create: IDLE → LOBBY: about to create a room. */
void               hearth_call_prepare_create     (HearthCall       *self);

/**
 * hearth_call_prepare_join:
 * @link: as pasted, typed or opened
 *
 * IDLE or LOBBY → LOBBY: about to join. Contacts nobody yet.
 *
 * Returns: %FALSE with HEARTH_CALL_ERROR_LINK, and nothing changed, where it is not a link to a room, or
 * HEARTH_CALL_ERROR_IN_CALL
 */
gboolean           hearth_call_prepare_join       (HearthCall       *self,
                                                   const char       *link,
                                                   GError          **error);

/**
 * hearth_call_get_server_name:
 *
 * Returns: (transfer none) (nullable): which server the lobby is about to contact, for people; %NULL for this computer.
 */
const char        *hearth_call_get_server_name    (HearthCall       *self);

/** hearth_call_set_preview: the person agreed (or not any more) that camera and microphone are on in the lobby. */
void               hearth_call_set_preview        (HearthCall       *self,
                                                   gboolean          preview);

/**
 * hearth_call_enter:
 *
 * LOBBY → ENTERING …: creates or joins. The camera and microphone stay as the person set them in the lobby.
 */
void               hearth_call_enter              (HearthCall       *self);

/** hearth_call_leave: any state → IDLE within a second: the others are told, everything captured is released. Idempotent. */
void               hearth_call_leave              (HearthCall       *self);

/** hearth_call_get_participants: Returns: (transfer none): a #GListModel of #HearthParticipant, this person first. */
GListModel        *hearth_call_get_participants   (HearthCall       *self);

/** hearth_call_get_acquaintances: Returns: (transfer none): who is who among them. */
HearthAcquaintances *hearth_call_get_acquaintances (HearthCall      *self);

/** hearth_call_get_network: Returns: (transfer none): how the network is; the same all the time. */
HearthNetwork     *hearth_call_get_network        (HearthCall       *self);

/**
 * hearth_call_get_active_speaker:
 *
 * Returns: (transfer none) (nullable): which of the others spoke most lately, as the host says; %NULL while nobody has
 */
HearthParticipant *hearth_call_get_active_speaker (HearthCall       *self);

/**
 * hearth_call_get_host_name:
 *
 * Returns: (transfer none) (nullable): the name of who hosts the room, once that is known. It need not be a participant's: nobody
 * may sit at that computer.
 */
const char        *hearth_call_get_host_name      (HearthCall       *self);

/** hearth_call_get_link: Returns: (transfer none) (nullable): the link to invite others with. */
const char        *hearth_call_get_link           (HearthCall       *self);

/** hearth_call_get_role: Returns: what this person is in the room; the host's word. Signal ::standing-changed, like below. */
HearthRole         hearth_call_get_role           (HearthCall       *self);

/** hearth_call_get_switches: Returns: (type HearthSwitches): what speakers may do by themselves. */
guint              hearth_call_get_switches       (HearthCall       *self);

/** hearth_call_may_switch_on: @kind: microphone or camera. Returns: whether the host lets this person have it; outside a call %TRUE. */
gboolean           hearth_call_may_switch_on      (HearthCall       *self,
                                                   HearthDeviceKind  kind);

/** hearth_call_may_invite: Returns: whether hearth_call_get_link() is for others; %FALSE where it was for this person alone, or is dead. */
gboolean           hearth_call_may_invite         (HearthCall       *self);

/** hearth_call_may_act: @target: (nullable): Returns: whether the host would do it for this person; for what a window offers. */
gboolean           hearth_call_may_act            (HearthCall        *self,
                                                   const HearthAct   *act,
                                                   HearthParticipant *target);

/** hearth_call_act: Asks the host to do that; its target is hearth_participant_get_id(). ::deed tells when it was done. */
void               hearth_call_act                (HearthCall       *self,
                                                   const HearthAct  *act);

/** hearth_call_get_knocks: Returns: (transfer none): a #GListModel of #HearthKnock: who waits at the door and may be let in here. */
GListModel        *hearth_call_get_knocks         (HearthCall       *self);

/** hearth_call_answer_knock: @id: of one of those; somebody who has gone in the meantime is no error. */
void               hearth_call_answer_knock       (HearthCall       *self,
                                                   const char       *id,
                                                   HearthKnockAnswer answer);
gboolean           hearth_call_is_locked          (HearthCall       *self);
void               hearth_call_set_locked         (HearthCall       *self,
                                                   gboolean          locked);

/**
 * hearth_call_get_verdicts:
 *
 * Returns: (transfer none): a #GListModel of #HearthVerdict: whom the room that this person hosts lets in unasked or never; empty
 * while they do not
 */
GListModel        *hearth_call_get_verdicts  (HearthCall       *self);

/** hearth_call_forget: @id: of one of those, who is a stranger from now on. */
void               hearth_call_forget             (HearthCall       *self,
                                                   const char       *id);

/**
 * hearth_call_make_link:
 * @seconds: how long it works; 0 for as long as the room
 * @for_one: only the first person who comes in by it can use it
 *
 * Returns: (transfer full) (nullable): another link to the room that this person hosts; %NULL while they do not
 */
char              *hearth_call_make_link          (HearthCall       *self,
                                                   guint             seconds,
                                                   gboolean          for_one) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_call_renew_link: All links to the room that this person hosts stop working, and "link" is a new one. */
void               hearth_call_renew_link         (HearthCall       *self);

gboolean           hearth_call_get_microphone_on  (HearthCall       *self);
void               hearth_call_set_microphone_on  (HearthCall       *self,
                                                   gboolean          on);
gboolean           hearth_call_get_camera_on      (HearthCall       *self);
void               hearth_call_set_camera_on      (HearthCall       *self,
                                                   gboolean          on);
/** hearth_call_get_chat: Returns: (transfer none): what is written in the call; the same all the time. */
HearthChat        *hearth_call_get_chat           (HearthCall       *self);

/** hearth_call_get_signs: Returns: (transfer none): raised hands and reactions; the same all the time. */
HearthSigns       *hearth_call_get_signs          (HearthCall       *self);

/** hearth_call_get_push_to_talk: Returns: (transfer none): talking while a key is held; the same all the time. */
HearthPushToTalk  *hearth_call_get_push_to_talk   (HearthCall       *self);

/** hearth_call_get_sharing: Returns: (transfer none): this person's own screen; the same all the time. */
HearthSharing     *hearth_call_get_sharing        (HearthCall       *self);

/**
 * hearth_call_tell_snapshot:
 *
 * A still of that picture of theirs was saved, and they are told; of one's own nobody is.
 *
 * Returns: whether they are told: at once, or when the connection is back; %FALSE where nobody can be any more
 */
gboolean           hearth_call_tell_snapshot      (HearthCall        *self,
                                                   HearthParticipant *participant,
                                                   HearthPictureKind  kind);

double             hearth_call_get_microphone_level (HearthCall     *self);

/**
 * hearth_call_get_input_level:
 *
 * Returns: how loud the microphone is at this moment, muted or not, in dBFS, for somebody who tries it; nothing of it is sent. −100 while
 *   nothing is captured.
 */
double             hearth_call_get_input_level    (HearthCall       *self);

/** hearth_call_test_speaker: A few notes from the speaker, in the lobby or a call; only this person hears them. */
void               hearth_call_test_speaker       (HearthCall       *self);

/** hearth_call_get_devices: Returns: (transfer none): a #GListModel of #HearthDevice. */
GListModel        *hearth_call_get_devices        (HearthCall       *self,
                                                   HearthDeviceKind  kind);

/** hearth_call_get_device: Returns: (transfer none) (nullable): which one is in use, or would be. */
HearthDevice      *hearth_call_get_device         (HearthCall       *self,
                                                   HearthDeviceKind  kind);

/**
 * hearth_call_choose_device:
 * @device: (nullable): %NULL to follow the system's default. Remembered. Signal ::device-changed (HearthDeviceKind).
 */
void               hearth_call_choose_device      (HearthCall       *self,
                                                   HearthDeviceKind  kind,
                                                   HearthDevice     *device);

/**
 * HearthHostingStats: what this computer does for the others as their host, since the room was opened
 * @forwarded_packets: handed on to somebody, this person included
 * @added_p50_ms: from a packet's arrival to the moment the last of what it caused was sent, the median; NAN where nobody knows
 * @added_p95_ms: same, 95 %
 */
typedef struct
{
  guint64 forwarded_packets;
  double added_p50_ms;
  double added_p95_ms;
} HearthHostingStats;

/** hearth_call_get_hosting_stats: Returns: %FALSE, and @stats untouched, while this person does not host. */
gboolean           hearth_call_get_hosting_stats  (HearthCall         *self,
                                                   HearthHostingStats *stats);

/** hearth_call_close: leave and stop everything, before the process ends. Blocks for half a second at most. Idempotent. */
void               hearth_call_close              (HearthCall       *self);

G_END_DECLS
