/* Who gives what to the room, and who gets what of it: everybody's voice and picture in, one HearthReceiverFeed for each person out.
 *
 *                        ┌ HearthVoices: who is heard ──────────────┐
 *   voices ──────────────┤                                          ├─▶ feed of g1 ─▶ …
 *   pictures (layers) ───┤ HearthPictureSeats: whose picture,       ├─▶ feed of g2 ─▶ …
 *   screens (layers) ────┤                     whose screen         │
 *        ▲               └──────────────────────────────────────────┴─▶ feed of the host's own person
 *        └─ set_wanted ◀─ HearthLayerDemand: what any feed takes or waits for
 *
 * The host's own camera and microphone go the same way as a guest's. Knows no guest, no path and no roster: people are ids. Main
 * thread; owned by HearthGathering.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "room/member.h"
#include "room/receiver-feed.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DISTRIBUTION (hearth_distribution_get_type ())
G_DECLARE_FINAL_TYPE (HearthDistribution, hearth_distribution, HEARTH, DISTRIBUTION, GObject)

HearthDistribution *hearth_distribution_new               (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_distribution_add:
 * @feed: (transfer none): of this person; from now on it gets everybody's tracks, so be connected to its signals already
 * @camera, @share: (nullable) (transfer none): their pictures; which layers are sent is from now on decided here
 *
 * Somebody comes.
 */
void                hearth_distribution_add               (HearthDistribution  *self,
                                                           HearthReceiverFeed  *feed,
                                                           HearthLayeredSource *camera,
                                                           HearthLayeredSource *share);

/**
 * hearth_distribution_follow:
 * @member: (transfer none): a guest who has been added
 *
 * From now on what passes of theirs is what @member says is on, by the functions below: nothing before they have said something of themselves.
 */
void                hearth_distribution_follow            (HearthDistribution  *self,
                                                           HearthMember        *member);

/** hearth_distribution_remove: Somebody goes; their feed is closed. */
void                hearth_distribution_remove            (HearthDistribution  *self,
                                                           const char          *id);

/** hearth_distribution_set_voice: @source: (nullable) (transfer none): where @id's voice comes from now. */
void                hearth_distribution_set_voice         (HearthDistribution  *self,
                                                           const char          *id,
                                                           HearthRtpSource     *source);

/**
 * hearth_distribution_set_muted:
 * @muted: whether @id says that nobody hears them, which is made true here: it is not known whether their program does. Their lines
 *   stay, so that they are heard at once when they say otherwise.
 */
void                hearth_distribution_set_muted         (HearthDistribution  *self,
                                                           const char          *id,
                                                           gboolean             muted);

/**
 * hearth_distribution_set_on:
 * @on: whether @id's camera is on, or a screen of theirs is shared, and may be seen. Made true here, like _set_muted(): nothing of a
 *   picture that is off is passed on, whatever their program sends.
 */
void                hearth_distribution_set_on            (HearthDistribution  *self,
                                                           const char          *id,
                                                           HearthPictureKind    kind,
                                                           gboolean             on);

/** hearth_distribution_set_sound: @source: (nullable) (transfer none): where the sound of what @id shares comes from now. */
void                hearth_distribution_set_sound         (HearthDistribution  *self,
                                                           const char          *id,
                                                           HearthRtpSource     *source);

/**
 * hearth_distribution_set_sound_on:
 * @shared: whether @id says that their screen comes with sound, and may share it; otherwise nobody has a line for it
 * @on: whether it may be heard now. Made true here, like hearth_distribution_set_on().
 */
void                hearth_distribution_set_sound_on      (HearthDistribution  *self,
                                                           const char          *id,
                                                           gboolean             shared,
                                                           gboolean             on);

/** hearth_distribution_is_held: whether @id's camera or screen is on, but the room carries no more of them. */
gboolean            hearth_distribution_is_held           (HearthDistribution  *self,
                                                           const char          *id,
                                                           HearthPictureKind    kind);

/** hearth_distribution_make_speakers: Returns: (transfer full): a HEARTH_CONTROL_SPEAKERS for @id, without a version. */
HearthControlMessage *hearth_distribution_make_speakers   (HearthDistribution  *self,
                                                           const char          *id) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_distribution_get_stats: of all feeds, those of people who left included. */
void                hearth_distribution_get_stats         (HearthDistribution  *self,
                                                           HearthFeedStats     *stats);

/** hearth_distribution_close: Forwards nothing any more; idempotent; no signal afterwards. Dispose calls it. */
void                hearth_distribution_close             (HearthDistribution  *self);

/* Signals:
 *   ::speakers-changed ()   hearth_distribution_make_speakers() says something else to somebody
 *   ::held-changed ()   hearth_distribution_is_held() says something else of somebody
 */

G_END_DECLS
