/* What this computer plays: everybody's sound mixed, heard by the echo canceller, out through the chosen device.
 *
 * Two pipelines: one that mixes and one that holds the device, so that the mix goes on when a device is changed or vanishes or
 * PipeWire restarts. The output is then opened anew, again and again until it works. While nobody has an input, neither runs
 * and no stream shows in the system's mixer. Main thread; one per process, owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "media/speaker-input.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SPEAKER (hearth_speaker_get_type ())
G_DECLARE_FINAL_TYPE (HearthSpeaker, hearth_speaker, HEARTH, SPEAKER, GObject)

/** hearth_speaker_new: Returns: (transfer full): a speaker, not open yet, or %NULL with HEARTH_MEDIA_ERROR_MISSING_ELEMENT. */
HearthSpeaker      *hearth_speaker_new            (GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_speaker_open:
 * @device_id: (nullable): which one, or %NULL for the system's default
 *
 * Opens the output, or changes it while open. Returns at once; while there is an input, ::live follows with the first sound
 * that reaches the device, or ::failed.
 */
void                hearth_speaker_open           (HearthSpeaker       *self,
                                                   const char          *device_id);

/** hearth_speaker_close: Ends everything; idempotent. */
void                hearth_speaker_close          (HearthSpeaker       *self);

/**
 * hearth_speaker_add_input:
 *
 * Returns: (transfer full): a new voice in the mix, until hearth_speaker_remove_input()
 */
HearthSpeakerInput *hearth_speaker_add_input      (HearthSpeaker       *self) G_GNUC_WARN_UNUSED_RESULT;
void                hearth_speaker_remove_input   (HearthSpeaker       *self,
                                                   HearthSpeakerInput  *input);

/**
 * hearth_speaker_get_latency:
 *
 * Any thread.
 *
 * Returns: ns from the moment a sample is due in the mix to its being heard
 */
GstClockTime        hearth_speaker_get_latency    (HearthSpeaker       *self);

/** hearth_speaker_get_probe_name: Returns: (transfer none): the webrtcechoprobe in the mix, for webrtcdsp's property “probe”. */
const char         *hearth_speaker_get_probe_name (HearthSpeaker       *self);

/* Signals:
 *   ::live ()            sound reaches the device
 *   ::failed (GError *)  it does not (any more): once for each time it goes away, while the speaker tries on by itself
 */

G_END_DECLS
