/* Who is heard: from the level of everybody's voice over time to who speaks, who speaks most (the active speaker), and whose
 * voices are worth forwarding when the room is large.
 *
 *   levels ─▶ speaking? ──▶ the loudest, each in a place of their own ──▶ the active one of them
 *            100 ms on,     2 s or 6 dB                                   1 s and 6 dB
 *            500 ms off
 *
 * Pure: time is handed in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HearthSpeakerSelector HearthSpeakerSelector;

HearthSpeakerSelector *hearth_speaker_selector_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void                   hearth_speaker_selector_free         (HearthSpeakerSelector *self);

/** hearth_speaker_selector_add: @id: a member's, unique. Adding somebody twice does nothing. */
void                   hearth_speaker_selector_add          (HearthSpeakerSelector *self,
                                                             const char            *id);

/** hearth_speaker_selector_remove: At once: no getter names them any more. Removing somebody who is not there does nothing. */
void                   hearth_speaker_selector_remove       (HearthSpeakerSelector *self,
                                                             const char            *id);

/**
 * hearth_speaker_selector_set_level:
 * @id: somebody who has been added; others are ignored
 * @level: dBov, −127 to 0, of about the last 100 ms; what is louder than a voice counts as −15
 * @now: µs, monotonic, never less than before
 */
void                   hearth_speaker_selector_set_level    (HearthSpeakerSelector *self,
                                                             const char            *id,
                                                             double                 level,
                                                             gint64                 now);

/**
 * hearth_speaker_selector_update:
 * @loudest: how many voices may be forwarded
 * @now: µs, monotonic
 *
 * Decides anew; ten times a second is often enough. Who has begun to speak counts after 100 ms and goes on counting for 500 ms of
 * silence. A voice without a place takes that of whoever has been silent longest; where all of them speak, of the quietest, who
 * must be quieter by 6 dB during the first 2 s; who speaks for 20 s without a pause counts as quieter by 6 dB from then on. The
 * active speaker changes at most once in 1 s, and to somebody louder by 6 dB while they go on speaking.
 *
 * Returns: whether anything that the getters say has changed since the update before
 */
gboolean               hearth_speaker_selector_update       (HearthSpeakerSelector *self,
                                                             guint                  loudest,
                                                             gint64                 now);

/** hearth_speaker_selector_get_active: Returns: (nullable) (transfer none): who speaks most; the last one while nobody does. */
const char            *hearth_speaker_selector_get_active   (HearthSpeakerSelector *self);

/**
 * hearth_speaker_selector_get_speaking:
 *
 * Returns: (transfer none) (element-type utf8): who speaks now, loudest first; two change their order when 6 dB apart
 */
GPtrArray             *hearth_speaker_selector_get_speaking (HearthSpeakerSelector *self);

/**
 * hearth_speaker_selector_get_loudest:
 *
 * Returns: (transfer none) (element-type utf8): whom to forward: at most as many as were asked for, fewer only where the room has
 *   fewer people. Whoever takes a place stands where the one before stood, so that nobody else's voice moves.
 */
GPtrArray             *hearth_speaker_selector_get_loudest  (HearthSpeakerSelector *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSpeakerSelector, hearth_speaker_selector_free)

G_END_DECLS
