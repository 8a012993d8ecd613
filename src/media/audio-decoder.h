/* One person's voice: takes their packets, hides what is lost, and puts the sound into the speaker's mix at the right moment.
 *
 * An RtpSink. The playout delay follows the measured jitter (media/playout-delay.h) and is never less than what the picture
 * needs. Main thread; owned by a HearthPlayback.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/media-tap.h"
#include "media/rtp-source.h"
#include "media/speaker.h"
#include "media/stream-arrivals.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_AUDIO_DECODER (hearth_audio_decoder_get_type ())
G_DECLARE_FINAL_TYPE (HearthAudioDecoder, hearth_audio_decoder, HEARTH, AUDIO_DECODER, GObject)

/**
 * hearth_audio_decoder_new:
 * @speaker: where the voice goes; kept alive
 *
 * Returns: (transfer full): a decoder without a source, or %NULL with HEARTH_MEDIA_ERROR_MISSING_ELEMENT
 */
HearthAudioDecoder *hearth_audio_decoder_new              (HearthSpeaker       *speaker,
                                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_audio_decoder_set_source:
 * @source: (nullable): whose packets to decode from now on, Opus; %NULL for nobody's
 *
 * Adds the decoder to the source and takes it off the one before. Voices come and go on the lines of a large room: whatever line this
 * one comes by next, it is the same stream to the decoder, after a pause. What was learnt about its delay stays, nothing is made
 * or thrown away, and the first packet is heard as any other. A source of anything but Opus is not heard.
 */
void                hearth_audio_decoder_set_source       (HearthAudioDecoder  *self,
                                                           HearthRtpSource     *source);

/** hearth_audio_decoder_set_volume: @volume: linear, 0 to 2; 1 unless set. */
void                hearth_audio_decoder_set_volume       (HearthAudioDecoder  *self,
                                                           double               volume);

/** hearth_audio_decoder_set_tap: @tap: (nullable): hears what is decoded, before the volume is applied. */
void                hearth_audio_decoder_set_tap          (HearthAudioDecoder  *self,
                                                           HearthMediaTap      *tap);

/** hearth_audio_decoder_set_min_delay: @delay: what hearth_audio_decoder_get_delay() shall not be below, in ns; 0 unless set. */
void                hearth_audio_decoder_set_min_delay    (HearthAudioDecoder  *self,
                                                           GstClockTime         delay);

/** hearth_audio_decoder_get_delay: Returns: ns from a packet's timestamp (PTS) to the loudspeaker, as of now. */
GstClockTime        hearth_audio_decoder_get_delay        (HearthAudioDecoder  *self);

/** hearth_audio_decoder_get_level: Returns: how loud the last 100 ms were (media/level-meter.h), −100 to 0 dBFS. */
double              hearth_audio_decoder_get_level        (HearthAudioDecoder  *self);

/** hearth_audio_decoder_get_arrivals: Returns: what has come, since the decoder was made. */
HearthStreamArrivals hearth_audio_decoder_get_arrivals    (HearthAudioDecoder  *self);

/** hearth_audio_decoder_get_packets_lost: Returns: how many packets never came in time, since the decoder was made. */
guint64             hearth_audio_decoder_get_packets_lost (HearthAudioDecoder  *self);

/** hearth_audio_decoder_close: Ends everything; idempotent. */
void                hearth_audio_decoder_close            (HearthAudioDecoder  *self);

G_END_DECLS
