/* What the tests of sound share: tones into the virtual microphone, ears on taps and on the loudspeaker's monitor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

#include "media/audio-decoder.h"
#include "media/media-pipeline.h"
#include "media/microphone.h"
#include "sound-lab-ear.h"
#include "sound-lab-relay.h"

G_BEGIN_DECLS

/* tests/lab/session has one loudspeaker; what is played into a microphone's feed comes out of the microphone. */
#define SOUND_LAB_SPEAKER "speaker"
#define SOUND_LAB_MICROPHONE "vmic"
#define SOUND_LAB_MICROPHONE_FEED "vmic-feed"

/** sound_lab_plug_microphone: Plugs a virtual microphone in; its feed is @name with “-feed” behind it. Returns once it is there. */
GSubprocess *sound_lab_plug_microphone (const char  *name);

/** sound_lab_plug_speaker: Plugs a second loudspeaker in. */
GSubprocess *sound_lab_plug_speaker    (const char  *name);

/** sound_lab_plug_echo: Plugs a microphone in that hears the loudspeaker, 40 ms later and 12 dB fainter. */
GSubprocess *sound_lab_plug_echo       (const char  *name);
void         sound_lab_unplug          (GSubprocess *device);

/** sound_lab_start_pipewire: Starts PipeWire anew after it was killed; both end with the test. */
void         sound_lab_start_pipewire  (GSubprocess **pipewire,
                                        GSubprocess **session_manager);

/** sound_lab_tone_new: Plays a sine at @dbfs (of its root mean square) into the device @target until it is freed. */
HearthMediaPipeline *sound_lab_tone_new (const char          *target,
                                         double               frequency,
                                         double               dbfs);
void                 sound_lab_tone_free (HearthMediaPipeline *tone);

/* The whole way: a microphone with a tone, a decoder, a speaker, and ears on the decoder's tap and the speaker's monitor. */
#define SOUND_LAB_TONE 440.0
#define SOUND_LAB_TONE_DBFS (-20.0)

typedef struct
{
  GSubprocess *device;
  HearthMediaPipeline *tone;
  SoundLabEar *tap;
  SoundLabEar *monitor;
  HearthSpeaker *speaker;
  HearthMicrophone *microphone;
  SoundLabRelay *relay;
  HearthAudioDecoder *decoder;
  guint n_live;
  guint n_failed;
  guint n_speaker_live;
  guint n_speaker_failed;
} SoundLabWay;

/** sound_lab_add: Adds a test that gets the whole way. */
void         sound_lab_add             (const char       *path,
                                        void            (*test) (SoundLabWay *way, gconstpointer user_data));

/** sound_lab_way_open: Opens the microphone @name and waits until it is live; not heard yet. */
void         sound_lab_way_open        (SoundLabWay      *way,
                                        const char       *name);

/** sound_lab_wait_for: Runs the main loop until @condition is true. Returns: FALSE if it is not within @milliseconds. */
typedef gboolean (*SoundLabCondition) (gpointer user_data);
gboolean     sound_lab_wait_for        (SoundLabCondition condition,
                                        gpointer          user_data,
                                        guint             milliseconds);

/** sound_lab_run: Runs the main loop for so long. */
void         sound_lab_run             (guint             milliseconds);

/** sound_lab_wait_for_tone: Returns: how many ms it took until @ear hears @frequency at −40 dBFS or more over 40 ms, or −1 after 20 s. */
int          sound_lab_wait_for_tone   (SoundLabEar *ear,
                                        double       frequency);

/**
 * sound_lab_wait_for_level:
 *
 * Returns: whether @ear hears @frequency at @dbfs, 2 dB more or less, over 60 ms, within 20 s. In the first seconds the decoder still
 *   follows the sender's clock, which moves the pitch by up to 2 % and takes a steady tone out of so narrow a measurement.
 */
gboolean     sound_lab_wait_for_level  (SoundLabEar *ear,
                                        double       frequency,
                                        double       dbfs);

G_END_DECLS
