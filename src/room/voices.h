/* Everybody's voice in a room that this computer hosts: measures them and says who is heard, who speaks, and who speaks most.
 *
 *   a voice ─▶ VoiceMeter ─┐
 *   a voice ─▶ VoiceMeter ─┼─ every 100 ms ─▶ SpeakerSelector ─▶ ::changed
 *   a voice ─▶ VoiceMeter ─┘
 *
 * In a room of up to HEARTH_LIMIT_ROOM_ALL_VOICES people everybody is heard, in a larger one the loudest HEARTH_LIMIT_ROOM_LOUDEST.
 * Main thread; owned by HearthDistribution.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_VOICES (hearth_voices_get_type ())
G_DECLARE_FINAL_TYPE (HearthVoices, hearth_voices, HEARTH, VOICES, GObject)

HearthVoices *hearth_voices_new          (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_voices_set_people: @n: how many there are in the room, with a voice or without. */
void          hearth_voices_set_people   (HearthVoices    *self,
                                          guint            n);

/**
 * hearth_voices_set:
 * @id: whose
 * @source: (nullable) (transfer none): %NULL for none (any more)
 */
void          hearth_voices_set          (HearthVoices    *self,
                                          const char      *id,
                                          HearthRtpSource *source);

/** hearth_voices_set_muted: Nobody listens to @id's voice, if there is one, until a next one is set: they do not speak. */
void          hearth_voices_set_muted    (HearthVoices    *self,
                                          const char      *id,
                                          gboolean         muted);

/**
 * hearth_voices_get_heard / _get_speaking / _get_active:
 *
 * Returns: (transfer none): (element-type utf8): the ids of all who are to be forwarded; of all who speak, loudest first; of who spoke
 *   most lately (nullable)
 */
GPtrArray    *hearth_voices_get_heard    (HearthVoices    *self);
GPtrArray    *hearth_voices_get_speaking (HearthVoices    *self);
const char   *hearth_voices_get_active   (HearthVoices    *self);

/** hearth_voices_close: Listens to nobody any more; idempotent. Dispose calls it. */
void          hearth_voices_close        (HearthVoices    *self);

/* Signal ::changed () */

G_END_DECLS
