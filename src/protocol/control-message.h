/* What goes over the control data channel of a running call (inside DTLS, behind the gate). A value, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthMemberState: one person in the room, as the host tells everybody
 * @id: minted by the host, 1 to 22 of [A-Za-z0-9_-]; unique in the roster
 * @name: cleaned (protocol/profile.h)
 * @colour: one of hearth_profile_get_colours()
 * @host: whether this is the host
 *
 * As a guest's own HEARTH_CONTROL_STATE it has neither @id nor @host. It owns its strings.
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
} HearthMemberState;

/**
 * HearthControlType:
 * @HEARTH_CONTROL_ROSTER: host → guest: version (grows), you (the guest's own id), members (everybody)
 * @HEARTH_CONTROL_STATE: guest → host: microphone_on, camera_on, name, colour (of the sender)
 * @HEARTH_CONTROL_PING: both ways, twice a second: proves that the path lives
 * @HEARTH_CONTROL_BYE: both ways: leaving on purpose; the room ends when the host says it
 */
typedef enum
{
  HEARTH_CONTROL_ROSTER,
  HEARTH_CONTROL_STATE,
  HEARTH_CONTROL_PING,
  HEARTH_CONTROL_BYE,
} HearthControlType;

/**
 * HearthControlMessage:
 * @version: of the roster, at most 2⁵³ − 1
 * @you: in a ROSTER: the id of the person that it is sent to
 * @members: (element-type HearthMemberState): in a ROSTER: everybody, at most HEARTH_LIMIT_ROOM_PEOPLE
 * @state: in a STATE
 *
 * The message owns what it points to; @members frees its elements.
 */
typedef struct
{
  HearthControlType type;
  guint64 version;
  char *you;
  GPtrArray *members;
  HearthMemberState *state;
} HearthControlMessage;

/** hearth_member_state_new: Returns: (transfer full): nobody, with everything off. */
HearthMemberState    *hearth_member_state_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_member_state_free        (HearthMemberState          *self);

/** hearth_control_message_new: Returns: (transfer full): a ROSTER with an empty @members, a STATE with a new @state. */
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
void                  hearth_control_message_free     (HearthControlMessage       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthMemberState, hearth_member_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthControlMessage, hearth_control_message_free)

G_END_DECLS
