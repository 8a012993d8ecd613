/* What goes over the control data channel of a running call (inside DTLS, behind the gate). A value, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/chat-message.h"
#include "base/picture-kind.h"
#include "base/pointer.h"
#include "base/reaction.h"
#include "base/role.h"

G_BEGIN_DECLS

/**
 * HearthLayerState: one size in which somebody can send their picture
 * @width: pixels, 1 to HEARTH_LIMIT_LAYER_PIXELS
 * @height: the same
 * @bitrate: bits a second, 1 to HEARTH_LIMIT_LAYER_BITRATE
 */
typedef struct
{
  guint width;
  guint height;
  guint bitrate;
} HearthLayerState;

/**
 * HearthTile: how large a picture of somebody is shown to the sender of a VIEW
 * @id: of the member who is shown
 * @kind: which of their pictures
 * @width: device pixels, 1 to HEARTH_LIMIT_TILE_PIXELS
 * @height: the same
 * @pinned: shown large on purpose
 */
typedef struct
{
  char *id;
  HearthPictureKind kind;
  guint width;
  guint height;
  gboolean pinned;
} HearthTile;

/**
 * HearthMemberState: one person in the room, as the host tells everybody
 * @id: minted by the host, 1 to 22 of [A-Za-z0-9_-]; unique in the roster
 * @name: cleaned (protocol/profile.h)
 * @colour: one of hearth_profile_get_colours()
 * @host: whether this is the host
 * @sharing: a screen is shared, beside the camera
 * @share_paused: the same, and nothing is to be seen on it for a while: its owner is away from it
 * @share_sound: the same, and what their computer plays can be heard
 * @picture_held: the camera is on, but the room carries no more pictures
 * @slow: their connection is slow, as the host finds; no figures are told
 * @hand_raised: they say that they raise a hand: for which time in their stay, 0 for not, so that no change is lost where only the latest
 *   state counts; not in a roster
 * @hand_lowered: what they raised up to that time somebody has lowered; only of the person that the roster is sent to
 * @hand: where it is in the row of raised ones, as the host says: 1 for the first; 0 where it is down
 * @role: of theirs in the room
 * @held: bit n for HearthMedium n of room/moderation.h: they say that it is on, and the host lets nobody have it; only of the person that
 *   the roster is sent to
 * @key: (nullable): their public key, as the host says
 * @proof: (nullable): of their presence with that key (protocol/presence.h), which is theirs and not the host's; the host's own needs none
 * @layers: (element-type HearthLayerState): what this person can send of their camera, smallest first, at most HEARTH_LIMIT_VIDEO_LAYERS
 * @share_layers: the same of the screen that they share
 *
 * As a guest's own HEARTH_CONTROL_STATE it has none of @id, @host, @picture_held, @slow, @hand, @hand_lowered, @role, @held and @key, in a roster
 * neither @layers nor @share_layers. It owns what it points to.
 */
typedef struct
{
  char *id;
  char *name;
  char *colour;
  gboolean host;
  gboolean microphone_on;
  gboolean camera_on;
  gboolean sharing;
  gboolean share_paused;
  gboolean share_sound;
  gboolean picture_held;
  gboolean slow;
  guint64 hand_raised;
  guint64 hand_lowered;
  guint hand;
  HearthRole role;
  guint held;
  char *key;
  char *proof;
  GPtrArray *layers;
  GPtrArray *share_layers; /* NULL for none */
} HearthMemberState;

/**
 * HearthKnockState: somebody at the door, as co-hosts are told
 * @id: minted by the host, never used twice in a room
 * @name: cleaned
 * @colour: one of hearth_profile_get_colours()
 * @key: (nullable): their public key, as the host says
 */
typedef struct
{
  char *id;
  char *name;
  char *colour;
  char *key;
} HearthKnockState;

/**
 * HearthCompareStep: one of the messages by which two people compare a code; see protocol/code-exchange.h
 * @HEARTH_COMPARE_ASK: the asker's commitment
 * @HEARTH_COMPARE_ANSWER: the answerer's nonce, signed
 * @HEARTH_COMPARE_REVEAL: the asker's nonce, signed
 * @HEARTH_COMPARE_MATCH: signed: that person says that the codes match
 * @HEARTH_COMPARE_DIFFER: that person says that they do not
 * @HEARTH_COMPARE_STOP: that person does not want to, or not any more
 */
typedef enum
{
  HEARTH_COMPARE_ASK,
  HEARTH_COMPARE_ANSWER,
  HEARTH_COMPARE_REVEAL,
  HEARTH_COMPARE_MATCH,
  HEARTH_COMPARE_DIFFER,
  HEARTH_COMPARE_STOP,
} HearthCompareStep;

/**
 * HearthControlType:
 * @HEARTH_CONTROL_ROSTER: host → guest: version, you (the guest's own id), members (everybody), host_name, host_slow, keep_link, withheld
 * @HEARTH_CONTROL_SPEAKERS: host → guest: version, slots (whose voice is on which line), speaking, active
 * @HEARTH_CONTROL_LAYERS: host → guest: version, wanted, wanted_share: which layers of the guest's own pictures anybody needs
 * @HEARTH_CONTROL_STATE: guest → host: version, state (of the sender)
 * @HEARTH_CONTROL_VIEW: guest → host: version, tiles: whom the sender sees, and how large; whoever is missing is not seen
 * @HEARTH_CONTROL_PING: both ways, twice a second: proves that the path lives
 * @HEARTH_CONTROL_BYE: both ways: leaving on purpose; the room ends when the host says it, or only the guest's stay (removed)
 * @HEARTH_CONTROL_ACT: guest → host: act, target, role, withheld, answer: please do that to others; done where the sender may
 * @HEARTH_CONTROL_DEED: host → guest: the same and actor, actor_name, target_name: what somebody did, for everybody to know
 * @HEARTH_CONTROL_DOOR: host → co-host: version, locked, knocks: who waits
 * @HEARTH_CONTROL_COMPARE: guest → host → guest: peer, step, commitment, nonce, signature: two people compare a code; passed on as it is
 * @HEARTH_CONTROL_SAY: guest → host: number, text, target: please tell everybody, or only the target
 * @HEARTH_CONTROL_SAID: host → guest: time, actor, actor_name, colour, text, target, target_name, earlier, number: what somebody wrote
 * @HEARTH_CONTROL_UNSAID: host → guest: number, refusal: nobody was told
 * @HEARTH_CONTROL_SNAPSHOT: guest → host → guest: peer, picture: a still of somebody was saved; told to them alone
 * @HEARTH_CONTROL_REACT: guest → host: reaction: please show that to everybody
 * @HEARTH_CONTROL_REACTED: host → guest: actor, reaction: somebody shows that, perhaps the receiver
 * @HEARTH_CONTROL_POINTER: guest → host, host → guest: version, actor (of whose screen, from the host), x, y, span, shape: where the pointer is
 *
 * Each that has a version is a full snapshot: whoever has a newer one of that type ignores it, and nobody needs an older one.
 */
typedef enum
{
  HEARTH_CONTROL_ROSTER,
  HEARTH_CONTROL_SPEAKERS,
  HEARTH_CONTROL_LAYERS,
  HEARTH_CONTROL_STATE,
  HEARTH_CONTROL_VIEW,
  HEARTH_CONTROL_PING,
  HEARTH_CONTROL_BYE,
  HEARTH_CONTROL_ACT,
  HEARTH_CONTROL_DEED,
  HEARTH_CONTROL_DOOR,
  HEARTH_CONTROL_COMPARE,
  HEARTH_CONTROL_SAY,
  HEARTH_CONTROL_SAID,
  HEARTH_CONTROL_UNSAID,
  HEARTH_CONTROL_SNAPSHOT,
  HEARTH_CONTROL_REACT,
  HEARTH_CONTROL_REACTED,
  HEARTH_CONTROL_POINTER,
} HearthControlType;

#define HEARTH_N_CONTROL_TYPES (HEARTH_CONTROL_POINTER + 1)

/**
 * HearthControlMessage:
 * @version: grows with each of its type, at most 2⁵³ − 1
 * @you: in a ROSTER: the id of the person that it is sent to
 * @members: (element-type HearthMemberState): in a ROSTER: everybody, at most HEARTH_LIMIT_ROOM_PEOPLE
 * @host_name: (nullable): in a ROSTER: who hosts, cleaned, where nobody sits at the host's computer and thus no member is the host
 * @host_slow: in a ROSTER: the connection of that computer is slow
 * @keep_link: in a ROSTER: the link that the receiver came by lets nobody else in, or not for long
 * @slots: (element-type utf8): in SPEAKERS: the id of the member on each line, "" for nobody; at most HEARTH_LIMIT_VOICE_SLOTS
 * @speaking: (element-type utf8): in SPEAKERS: the ids of all who speak now, loudest first
 * @active: (nullable): in SPEAKERS: the id of the one who spoke most lately
 * @wanted: in LAYERS: bit n for layer n of the camera
 * @wanted_share: in LAYERS: the same of the screen
 * @state: in a STATE
 * @tiles: (element-type HearthTile): in a VIEW, at most HEARTH_LIMIT_VIEW_TILES
 * @removed: in a BYE of the host: only this guest has to go
 * @act: in an ACT or DEED
 * @target: (nullable): in an ACT or DEED: the id of a member or of somebody at the door; in a SAY or SAID: of the member whom alone it is for
 * @role, @answer: in an ACT or DEED, see HearthAct
 * @withheld: bits of HearthSwitches that are off: in a ROSTER now, in an ACT or DEED from then on
 * @actor: in a DEED: the id of who did it; in a SAID: of who wrote it; in a REACTED: of whose reaction it is; in a POINTER, as the host
 *   passes it on: of who shares
 * @actor_name, @target_name: (nullable): in a DEED or SAID: cleaned
 * @locked: in a DOOR: nobody new may knock
 * @knocks: (element-type HearthKnockState): in a DOOR: who waits, at most HEARTH_LIMIT_ROOM_KNOCKS
 * @peer: in a COMPARE or SNAPSHOT: the id of the member whom it is for; as it arrives, of the one whom it is from, which is the host's word
 * @step: in a COMPARE
 * @commitment: in a COMPARE: which exchange it belongs to
 * @nonce, @signature: (nullable): in a COMPARE
 * @number: in a SAY or UNSAID: which of the sender's, at most 2⁵³ − 1, never used twice in a room; in a SAID the same, of the receiver's
 *   own, and 0 of all others
 * @text: in a SAY or SAID: cleaned (protocol/chat-text.h)
 * @time: in a SAID: Unix time in ms by the host's clock, of each message a later one: at once its number in the room
 * @colour: in a SAID: the writer's
 * @earlier: in a SAID: it was written before the receiver came in
 * @refusal: in an UNSAID
 * @picture: in a SNAPSHOT: which of their pictures
 * @reaction: in a REACT or REACTED
 * @x, @y, @span: in a POINTER, as in HearthPointer; no @span: it is hidden
 * @shape: (nullable): in a POINTER: what it looks like (protocol/pointer-code.h); %NULL where it looks as was said last, be it hidden in between
 *
 * Counts its references. The message owns what it points to; its arrays free their elements.
 */
typedef struct
{
  HearthControlType type;
  guint64 version;
  char *you;
  GPtrArray *members;
  char *host_name;
  gboolean host_slow;
  gboolean keep_link;
  GPtrArray *slots;
  GPtrArray *speaking;
  char *active;
  guint wanted;
  guint wanted_share;
  HearthMemberState *state;
  GPtrArray *tiles;
  gboolean removed;
  HearthActKind act;
  char *target;
  HearthRole role;
  guint withheld;
  HearthKnockAnswer answer;
  char *actor;
  char *actor_name;
  char *target_name;
  gboolean locked;
  GPtrArray *knocks;
  char *peer;
  HearthCompareStep step;
  char *commitment;
  char *nonce;
  char *signature;
  guint64 number;
  char *text;
  guint64 time;
  char *colour;
  gboolean earlier;
  HearthChatRefusal refusal;
  HearthPictureKind picture;
  HearthReaction reaction;
  guint x;
  guint y;
  guint span;
  char *shape;
} HearthControlMessage;

/** hearth_member_state_new: Returns: (transfer full): nobody, with everything off and no layers. */
HearthMemberState    *hearth_member_state_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_member_state_free        (HearthMemberState          *self);

/** hearth_member_state_repeat: Says of @self what somebody says of themselves in @said: name, colour, and what is on; not their hand. */
void                  hearth_member_state_repeat      (HearthMemberState          *self,
                                                       const HearthMemberState    *said);

/** hearth_member_state_add_layer: The next larger one of that picture. */
void                  hearth_member_state_add_layer   (HearthMemberState          *self,
                                                       HearthPictureKind           kind,
                                                       guint                       width,
                                                       guint                       height,
                                                       guint                       bitrate);

/** hearth_tile_new: @id: (transfer none): whose picture; sides in device pixels. */
HearthTile           *hearth_tile_new                 (const char                 *id,
                                                       HearthPictureKind           kind,
                                                       guint                       width,
                                                       guint                       height,
                                                       gboolean                    pinned) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_tile_free                (HearthTile                 *self);

/** hearth_control_message_add_knock: to a DOOR. @key: (nullable). */
void                  hearth_control_message_add_knock (HearthControlMessage      *self,
                                                        const char                *id,
                                                        const char                *name,
                                                        const char                *colour,
                                                        const char                *key);

/** hearth_control_message_set_act / _get_act: between an ACT or DEED and the value, whose target is the message's. */
void                  hearth_control_message_set_act  (HearthControlMessage       *self,
                                                       const HearthAct            *act);
HearthAct             hearth_control_message_get_act  (const HearthControlMessage *self);

/**
 * hearth_control_message_set_pointer:
 * @pointer: (nullable): %NULL where it is hidden
 * @known: (nullable): what whoever gets this POINTER takes it to look like: that is not said again
 */
void                  hearth_control_message_set_pointer (HearthControlMessage     *self,
                                                          const HearthPointer      *pointer,
                                                          const HearthPointerShape *known);

/**
 * hearth_control_message_apply_pointer:
 * @shape: (inout) (nullable) (transfer full): what it was said to look like last, which lasts while it is hidden
 * @pointer: (inout): as it was; becomes what a POINTER says
 *
 * One that looks as before where that is not known stays hidden. Returns: whether it is another one now
 */
gboolean              hearth_control_message_apply_pointer (const HearthControlMessage *self,
                                                            HearthPointerShape        **shape,
                                                            HearthPointer              *pointer);

/** hearth_control_message_new: Returns: (transfer full): with the arrays of its type empty, a STATE with a new @state. */
HearthControlMessage *hearth_control_message_new      (HearthControlType           type) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_control_message_parse:
 * @text: not necessarily terminated
 * @length: bytes
 *
 * Returns: (transfer full): the message, or %NULL with HEARTH_PROTOCOL_ERROR_TOO_LARGE (past HEARTH_LIMIT_CONTROL_BYTES or
 * another limit), _MALFORMED or _UNKNOWN_TYPE (to be ignored: a later version says more)
 */
HearthControlMessage *hearth_control_message_parse    (const char                 *text,
                                                       gsize                       length,
                                                       GError                    **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_control_message_to_text: Returns: (transfer full): compact JSON. */
char                 *hearth_control_message_to_text  (const HearthControlMessage *self) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_control_message_ref / _unref: Who keeps one beyond the call that brought it does not change it. */
HearthControlMessage *hearth_control_message_ref      (HearthControlMessage       *self) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_control_message_unref    (HearthControlMessage       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthMemberState, hearth_member_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTile, hearth_tile_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthControlMessage, hearth_control_message_unref)

G_END_DECLS
