/* How loud one person's voice is, as their own packets say (RFC 6464): an RtpSink that reads the level and keeps nothing else.
 *
 * Pushed to on a streaming thread, asked on the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-sink.h"

G_BEGIN_DECLS

/* dBov of a voice that is not there. */
#define HEARTH_VOICE_SILENCE -127.0

#define HEARTH_TYPE_VOICE_METER (hearth_voice_meter_get_type ())
G_DECLARE_FINAL_TYPE (HearthVoiceMeter, hearth_voice_meter, HEARTH, VOICE_METER, GObject)

HearthVoiceMeter *hearth_voice_meter_new       (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_voice_meter_get_level:
 * @now: µs, monotonic
 *
 * The median of the packets that came in the last 100 ms: a cough looks as short as it was, which a mean would make longer.
 *
 * Returns: dBov, HEARTH_VOICE_SILENCE to 0; HEARTH_VOICE_SILENCE where nothing came or the packets name no level (a muted
 *   person's do not)
 */
double            hearth_voice_meter_get_level (HearthVoiceMeter *self,
                                                gint64            now);

G_END_DECLS
