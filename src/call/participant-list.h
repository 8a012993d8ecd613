/* Everybody in the call as a window lists them: this person first, then the room's members in the order they came. Main thread;
 * owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "call/participant-private.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PARTICIPANT_LIST (hearth_participant_list_get_type ())
G_DECLARE_FINAL_TYPE (HearthParticipantList, hearth_participant_list, HEARTH, PARTICIPANT_LIST, GObject)

/** hearth_participant_list_new: Empty. */
HearthParticipantList *hearth_participant_list_new       (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_participant_list_get_model:
 *
 * Returns: (transfer none): a #GListModel of #HearthParticipant, the same for the whole life.
 */
GListModel            *hearth_participant_list_get_model (HearthParticipantList *self);

/** hearth_participant_list_set_self: @participant: (nullable) (transfer none): this person; %NULL empties the list. */
void                   hearth_participant_list_set_self  (HearthParticipantList *self,
                                                          HearthParticipant     *participant);
HearthParticipant     *hearth_participant_list_get_self  (HearthParticipantList *self);


/** hearth_participant_list_find: Returns: (transfer none) (nullable): who @member is here. @member: (nullable) */
HearthParticipant     *hearth_participant_list_find      (HearthParticipantList *self,
                                                          HearthMember          *member);

/**
 * hearth_participant_list_follow:
 * @members: (nullable): a room's members; everybody else goes. %NULL for no room (any more)
 * @speaker: where they are heard
 */
void                   hearth_participant_list_follow    (HearthParticipantList *self,
                                                          GListModel            *members,
                                                          HearthSpeaker         *speaker);

/* Signals: ::joined (HearthParticipant *), ::left (HearthParticipant *): of those that a followed room reports; ::share-shown-changed
 * (HearthParticipant *): what they share is shown in another size. */

G_END_DECLS
