/* What stands between one opening of a microphone's device and the encoder: mute, level, and the end of it.
 *
 * What passes carries a GstAudioLevelMeta, which the encoder hands on to the packet's payloader (RFC 6464). Silence that stands for
 * somebody who is muted carries none: nobody who forwards takes it for a quiet voice.
 *
 * It is all that the device's streaming thread touches: a device that hangs may outlive the microphone, and shutting the gate
 * is what ends the flow of samples. Reference-counted; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/app/app.h>

G_BEGIN_DECLS

typedef struct _HearthVoiceGate HearthVoiceGate;

/* How far the device's clock may run away from the system's before the timestamps are set right, in ns. */
#define HEARTH_VOICE_GATE_TOLERANCE (10 * GST_MSECOND)

/**
 * hearth_voice_gate_new:
 * @encoder_source: (transfer none): gets S16LE, one channel, 48 kHz; its queue must leak, so that pushing never blocks
 * @until: what hearth_voice_gate_shut() of the gate before returned: nothing passes that is older; 0 for the first one
 */
HearthVoiceGate *hearth_voice_gate_new         (GstAppSrc       *encoder_source,
                                                gboolean         muted,
                                                GstClockTime     until) G_GNUC_WARN_UNUSED_RESULT;
HearthVoiceGate *hearth_voice_gate_ref         (HearthVoiceGate *self) G_GNUC_WARN_UNUSED_RESULT;
void             hearth_voice_gate_unref       (HearthVoiceGate *self);

/**
 * hearth_voice_gate_push:
 * @buffer: (transfer none): what the device gave; passed on, or silence of the same length while muted
 *
 * The device's streaming thread.
 */
void             hearth_voice_gate_push        (HearthVoiceGate *self,
                                                GstBuffer       *buffer);

/** hearth_voice_gate_set_muted: No sample passes from when this returns. */
void             hearth_voice_gate_set_muted   (HearthVoiceGate *self,
                                                gboolean         muted);

/**
 * hearth_voice_gate_shut:
 *
 * For good; no sample passes from when this returns. What has passed is followed by 40 ms of silence, without which the last
 * milliseconds would wait in the encoder and be heard when the microphone is opened again.
 *
 * Returns: until when the encoder has been given something, ns of running time
 */
GstClockTime     hearth_voice_gate_shut        (HearthVoiceGate *self);

/** hearth_voice_gate_get_level: @now: µs, monotonic. Returns: how loud the device is (media/level-meter.h), muted or not. */
double           hearth_voice_gate_get_level   (HearthVoiceGate *self,
                                                gint64           now);

/** hearth_voice_gate_get_fed_at: Returns: when the device last gave something, µs, monotonic; 0 for never. */
gint64           hearth_voice_gate_get_fed_at  (HearthVoiceGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthVoiceGate, hearth_voice_gate_unref)

G_END_DECLS
