/* Who is heard: from the level of everybody's voice over time to who speaks, who speaks most (the active speaker), and whose voices
 * are worth forwarding when the room is large. Pure: time is handed in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HearthSpeakerSelector HearthSpeakerSelector;

HearthSpeakerSelector *hearth_speaker_selector_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void                   hearth_speaker_selector_free        (HearthSpeakerSelector *self);

/** hearth_speaker_selector_add / _remove: @id: a member's, unique. */
void                   hearth_speaker_selector_add         (HearthSpeakerSelector *self,
                                                            const char            *id);
void                   hearth_speaker_selector_remove      (HearthSpeakerSelector *self,
                                                            const char            *id);

/** hearth_speaker_selector_set_level: @level: dBov, −127 to 0; @now: µs, monotonic, never less than before. */
void                   hearth_speaker_selector_set_level   (HearthSpeakerSelector *self,
                                                            const char            *id,
                                                            double                 level,
                                                            gint64                 now);

/**
 * hearth_speaker_selector_update:
 * @loudest: how many voices may be forwarded
 * @now: µs, monotonic
 *
 * Decides anew. Hysteresis: who has begun to speak counts after 100 ms, goes on counting for 500 ms of silence, keeps their place among
 * the loudest for at least 2 s unless someone is louder by 6 dB, and the active speaker changes at most once in 1 s.
 *
 * Returns: whether anything that the getters say has changed
 */
gboolean               hearth_speaker_selector_update      (HearthSpeakerSelector *self,
                                                            guint                  loudest,
                                                            gint64                 now);

/** hearth_speaker_selector_get_active: Returns: (nullable) (transfer none): who speaks most; the last one while nobody does. */
const char            *hearth_speaker_selector_get_active  (HearthSpeakerSelector *self);

/** hearth_speaker_selector_get_speaking: Returns: (transfer none) (element-type utf8): who speaks now, loudest first. */
GPtrArray             *hearth_speaker_selector_get_speaking (HearthSpeakerSelector *self);

/** hearth_speaker_selector_get_loudest: Returns: (transfer none) (element-type utf8): whom to forward, at most as many as were asked
 * for; fewer only where the room has fewer people. In an order that does not change while nobody comes or goes. */
GPtrArray             *hearth_speaker_selector_get_loudest (HearthSpeakerSelector *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSpeakerSelector, hearth_speaker_selector_free)

G_END_DECLS
