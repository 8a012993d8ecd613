/* What the two kinds of HearthPath need of their parent. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/path.h"

G_BEGIN_DECLS

/** hearth_path_init_direction: the first thing a constructor does. */
void              hearth_path_init_direction  (HearthPath                     *self,
                                               HearthDirection                 direction,
                                               const HearthConnectionConfig   *config);

/** hearth_path_get_config: Returns: (transfer none): what the next connection is made with (transport-choice.h). */
const HearthConnectionConfig *hearth_path_get_config (HearthPath              *self);
HearthDirection   hearth_path_get_direction   (HearthPath                     *self);
HearthConnection *hearth_path_get_current     (HearthPath                     *self);
HearthConnection *hearth_path_get_next        (HearthPath                     *self);

/** hearth_path_find: Returns: (transfer none) (nullable): the connection, current or next, of that generation. */
HearthConnection *hearth_path_find            (HearthPath                     *self,
                                               guint                           generation);

/**
 * hearth_path_set_next:
 * @connection: (transfer full): the one that is being made
 *
 * Replaces (and closes) one that is being made already.
 */
void              hearth_path_set_next        (HearthPath                     *self,
                                               HearthConnection               *connection);

/**
 * hearth_path_give_up_next:
 *
 * The one that is being made, if there is one, comes to nothing, whichever side says so: it is closed, and the next one may go
 * another way.
 */
void              hearth_path_give_up_next    (HearthPath                     *self);

/** hearth_path_extend_attempt: The other side has spoken: the attempt may take as long as finding a way takes. */
void              hearth_path_extend_attempt  (HearthPath                     *self);

/** hearth_path_set_channel: @channel: (transfer none): the control channel of @connection, which is current or next. */
void              hearth_path_set_channel     (HearthPath                     *self,
                                               HearthConnection               *connection,
                                               HearthDataChannel              *channel);

/** hearth_path_fail_attempt: @error: (transfer full): the attempt came to nothing; another follows by the back-off. */
void              hearth_path_fail_attempt    (HearthPath                     *self,
                                               GError                         *error);
void              hearth_path_emit_payload    (HearthPath                     *self,
                                               HearthPayload                  *payload);

G_END_DECLS
