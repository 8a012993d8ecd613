/* Makes the elements that record from and play to a device: PipeWire's, or PulseAudio's where the sandbox has only that.
 *
 * Both carry the role "communication", without which Bluetooth headsets stay in the profile that has no microphone.
 * Everything is 48 kHz, one channel, signed 16 bit, 10 ms at a time. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/media-pipeline.h"

G_BEGIN_DECLS

#define HEARTH_AUDIO_RATE 48000

/* How much is handled at once, by webrtcdsp, by the mix and by its inputs: 10 ms. */
#define HEARTH_AUDIO_PERIOD_SAMPLES (HEARTH_AUDIO_RATE / 100)
#define HEARTH_AUDIO_PERIOD (GST_SECOND / 100)

/* All that any Hearth plays carries this property, with whatever value: by it desktop-sound leaves a call's voices out of what it shares. */
#define HEARTH_AUDIO_OWN_PROPERTY "org.hearthcall.own-sound"

/** hearth_audio_caps_new: Returns: (transfer full): what all sound inside the program is; all of a call's voices have one channel. */
GstCaps     *hearth_audio_caps_new                  (int                  n_channels) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_audio_device_add_source:
 * @device_id: (nullable): a node's name, or %NULL for the system's default
 *
 * The source's buffers carry the time of capture, the device's own delay taken off.
 *
 * Returns: (transfer none): the element in the pipeline, or %NULL with HEARTH_MEDIA_ERROR_MISSING_ELEMENT or _DEVICE
 */
GstElement  *hearth_audio_device_add_source         (HearthMediaPipeline *pipeline,
                                                     const char          *device_id,
                                                     GError             **error);

/** hearth_audio_device_add_sink: like hearth_audio_device_add_source(); it plays each buffer as soon as it can. */
GstElement  *hearth_audio_device_add_sink           (HearthMediaPipeline *pipeline,
                                                     const char          *device_id,
                                                     GError             **error);

/** hearth_audio_device_add_pulse_sink: like hearth_audio_device_add_sink() in a sandbox, where there is only PulseAudio's socket. */
GstElement  *hearth_audio_device_add_pulse_sink     (HearthMediaPipeline *pipeline,
                                                     const char          *device_id,
                                                     GError             **error);

/** hearth_audio_device_get_sink_latency: Returns: from handing a buffer to such a sink to its being heard, in ns. */
GstClockTime hearth_audio_device_get_sink_latency   (void);

/** hearth_audio_device_is_echo_cancelled: Returns: %TRUE where PipeWire or PulseAudio already takes the echo off that source. */
gboolean     hearth_audio_device_is_echo_cancelled  (const char          *device_id);

G_END_DECLS
