/* What is done to a person's voice between their microphone and the others. Constant; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthVoiceProcessing:
 * @HEARTH_VOICE_PROCESSING_NONE: nothing: the sound as it comes, encoded for speech
 * @HEARTH_VOICE_PROCESSING_ECHO: takes out what the speaker plays; left out by itself where the device already does it
 * @HEARTH_VOICE_PROCESSING_NOISE: takes out steady noise
 * @HEARTH_VOICE_PROCESSING_GAIN: brings every voice to the same loudness
 * @HEARTH_VOICE_PROCESSING_ALL: these three, which is what a microphone starts with
 * @HEARTH_VOICE_PROCESSING_MUSIC: an instrument, or a choir: nothing is done to the sound, whatever the others say, and it is encoded for
 *   music
 */
typedef enum /*< flags >*/
{
  HEARTH_VOICE_PROCESSING_NONE = 0,
  HEARTH_VOICE_PROCESSING_ECHO = 1 << 0,
  HEARTH_VOICE_PROCESSING_NOISE = 1 << 1,
  HEARTH_VOICE_PROCESSING_GAIN = 1 << 2,
  HEARTH_VOICE_PROCESSING_ALL = (1 << 3) - 1,
  HEARTH_VOICE_PROCESSING_MUSIC = 1 << 3,
} HearthVoiceProcessing;

/* Every bit that means something. */
#define HEARTH_VOICE_PROCESSING_MASK (HEARTH_VOICE_PROCESSING_ALL | HEARTH_VOICE_PROCESSING_MUSIC)

G_END_DECLS
