/* What goes over the control data channel of a running call (inside DTLS, behind the gate). A value, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

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
 * HearthTile: how large somebody is shown to the sender of a VIEW
 * @id: of the member who is shown
 * @width: device pixels, 1 to HEARTH_LIMIT_TILE_PIXELS
 * @height: the same
 * @pinned: shown large on purpose
 */
typedef struct
{
  char *id;
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
 * @sharing: whether the picture is a screen
 * @picture_held: the camera is on, but the room carries no more pictures
 * @layers: (element-type HearthLayerState): what this person can send, smallest first, at most HEARTH_LIMIT_VIDEO_LAYERS
 *
 * As a guest's own HEARTH_CONTROL_STATE it has neither @id nor @host nor @picture_held, in a roster no @layers. It owns what it
 * points to.
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
  gboolean picture_held;
  GPtrArray *layers;
} HearthMemberState;

/**
 * HearthControlType:
 * @HEARTH_CONTROL_ROSTER: host → guest: version, you (the guest's own id), members (everybody), host_name
 * @HEARTH_CONTROL_SPEAKERS: host → guest: version, slots (whose voice is on which line), speaking, active
 * @HEARTH_CONTROL_LAYERS: host → guest: version, wanted: which layers of the guest's own picture anybody needs
 * @HEARTH_CONTROL_STATE: guest → host: version, state (of the sender)
 * @HEARTH_CONTROL_VIEW: guest → host: version, tiles: whom the sender sees, and how large; whoever is missing is not seen
 * @HEARTH_CONTROL_PING: both ways, twice a second: proves that the path lives
 * @HEARTH_CONTROL_BYE: both ways: leaving on purpose; the room ends when the host says it
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
} HearthControlType;

#define HEARTH_N_CONTROL_TYPES (HEARTH_CONTROL_BYE + 1)

/**
 * HearthControlMessage:
 * @version: grows with each of its type, at most 2⁵³ − 1
 * @you: in a ROSTER: the id of the person that it is sent to
 * @members: (element-type HearthMemberState): in a ROSTER: everybody, at most HEARTH_LIMIT_ROOM_PEOPLE
 * @host_name: (nullable): in a ROSTER: who hosts, cleaned, where nobody sits at the host's computer and thus no member is the host
 * @slots: (element-type utf8): in SPEAKERS: the id of the member on each line, "" for nobody; at most HEARTH_LIMIT_VOICE_SLOTS
 * @speaking: (element-type utf8): in SPEAKERS: the ids of all who speak now, loudest first
 * @active: (nullable): in SPEAKERS: the id of the one who spoke most lately
 * @wanted: in LAYERS: bit n for layer n
 * @state: in a STATE
 * @tiles: (element-type HearthTile): in a VIEW, at most HEARTH_LIMIT_ROOM_PEOPLE
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
  GPtrArray *slots;
  GPtrArray *speaking;
  char *active;
  guint wanted;
  HearthMemberState *state;
  GPtrArray *tiles;
} HearthControlMessage;

/** hearth_member_state_new: Returns: (transfer full): nobody, with everything off and no layers. */
HearthMemberState    *hearth_member_state_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_member_state_free        (HearthMemberState          *self);

/** hearth_member_state_add_layer: The next larger one. */
void                  hearth_member_state_add_layer   (HearthMemberState          *self,
                                                       guint                       width,
                                                       guint                       height,
                                                       guint                       bitrate);

/** hearth_tile_new: @id: (transfer none): whose picture; sides in device pixels. */
HearthTile           *hearth_tile_new                 (const char                 *id,
                                                       guint                       width,
                                                       guint                       height,
                                                       gboolean                    pinned) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_tile_free                (HearthTile                 *self);

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
