/* What goes over the control data channel of a running call (inside DTLS, behind the gate). A value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HearthMemberState: one person in the room, as the host tells everybody.
 */
typedef struct
{
  char *id;   /* minted by the host */
  char *name;
  char *colour;
  gboolean host;
  gboolean microphone_on;
  gboolean camera_on;
} HearthMemberState;

/**
 * HearthControlType:
 * @HEARTH_CONTROL_ROSTER: host → guest: version (grows), you (the guest's own id), members (everybody)
 * @HEARTH_CONTROL_STATE: guest → host: microphone_on, camera_on, name, colour (of the sender)
 * @HEARTH_CONTROL_PING: both ways, once a second: also proves that the path lives
 * @HEARTH_CONTROL_BYE: both ways: leaving on purpose; the room ends when the host says it
 */
typedef enum
{
  HEARTH_CONTROL_ROSTER,
  HEARTH_CONTROL_STATE,
  HEARTH_CONTROL_PING,
  HEARTH_CONTROL_BYE,
} HearthControlType;

typedef struct
{
  HearthControlType type;
  guint64 version;
  char *you;
  GPtrArray *members; /* of HearthMemberState */
  HearthMemberState *state;
} HearthControlMessage;

HearthMemberState    *hearth_member_state_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_member_state_free        (HearthMemberState          *self);
HearthControlMessage *hearth_control_message_new      (HearthControlType           type) G_GNUC_WARN_UNUSED_RESULT;
HearthControlMessage *hearth_control_message_parse    (const char                 *text,
                                                       gsize                       length,
                                                       GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
char                 *hearth_control_message_to_text  (const HearthControlMessage *self) G_GNUC_WARN_UNUSED_RESULT;
void                  hearth_control_message_free     (HearthControlMessage       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthMemberState, hearth_member_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthControlMessage, hearth_control_message_free)

G_END_DECLS
