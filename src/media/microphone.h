/* The person's own microphone: an RtpSource of Opus, a level for the meter, and echo, noise and gain treatment.
 *
 * Every packet says how loud it is (RFC 6464, base/rtp-extension.h); those that are sent while muted do not.
 *
 * Two pipelines: one that opens the device and dies with it, one that encodes and lives as long as this object, so that
 * changing, losing and regaining a microphone leaves the RTP stream (SSRC, sequence numbers, clock) unbroken.
 * Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/voice-processing.h"
#include "media/rtp-source.h"
#include "media/speaker.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_MICROPHONE (hearth_microphone_get_type ())
G_DECLARE_FINAL_TYPE (HearthMicrophone, hearth_microphone, HEARTH, MICROPHONE, GObject)

/**
 * hearth_microphone_new:
 * @speaker: (nullable): whose output the echo canceller listens to; kept alive
 *
 * Returns: (transfer full): a microphone, not open yet, or %NULL with HEARTH_MEDIA_ERROR_MISSING_ELEMENT
 */
HearthMicrophone *hearth_microphone_new            (HearthSpeaker         *speaker,
                                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_microphone_set_processing:
 *
 * By webrtcdsp, which with any of it also takes out what lies below speech (a high-pass filter). While open, the device is opened
 * anew (a gap of about 50 ms): webrtcdsp takes its settings only when it starts. For music the encoder begins anew as well, in the same
 * RTP stream: at 96 kbit/s, without discontinuous transmission, which takes the end of a note for silence.
 */
void              hearth_microphone_set_processing (HearthMicrophone      *self,
                                                    HearthVoiceProcessing  processing);

/**
 * hearth_microphone_open:
 * @device_id: (nullable): which one, or %NULL for the system's default
 *
 * Opens the microphone, or changes to another while open. Returns at once: ::live follows with the first sound, ::failed if
 * there is none within three seconds, and later when PipeWire goes away or nothing has come for two seconds. The microphone is
 * then released; the owner opens it anew when there is a device.
 */
void              hearth_microphone_open           (HearthMicrophone      *self,
                                                    const char            *device_id);

/** hearth_microphone_release: Lets go of the device; the stream pauses. No sound leaves once this has returned. */
void              hearth_microphone_release        (HearthMicrophone      *self);

/**
 * hearth_microphone_set_muted:
 *
 * While muted no sample leaves the device pipeline, from the buffer (10 ms) after the one that is on its way when this returns.
 * The encoder is given silence instead and, by discontinuous transmission, sends almost nothing; RTP time goes on and sequence
 * numbers stay without gaps, so unmuting takes effect with the next 10 ms and nobody counts losses. Not muted unless set.
 */
void              hearth_microphone_set_muted      (HearthMicrophone      *self,
                                                    gboolean               muted);

/**
 * hearth_microphone_get_level:
 *
 * Returns: how loud the last 100 ms were, after processing: the root mean square in dBFS (media/level-meter.h), −100 to 0;
 *   −100 while muted or released
 */
double            hearth_microphone_get_level      (HearthMicrophone      *self);

/** hearth_microphone_get_heard: Returns: the same, but also while muted: what this computer hears and sends to nobody. */
double            hearth_microphone_get_heard      (HearthMicrophone      *self);

/** hearth_microphone_close: Ends everything; idempotent. */
void              hearth_microphone_close          (HearthMicrophone      *self);

/* Signals: ::live (), ::failed (GError *), ::level-changed (), at most 20 a second */

G_END_DECLS
