/* A doorbell, the note that says that somebody wrote, or the sound by which a speaker is tried: in the mix, so that it comes from where the
 * call is heard and the echo canceller knows it. Main thread; owned by the call controller.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/speaker.h"

G_BEGIN_DECLS

typedef struct _HearthChime HearthChime;

/**
 * HearthChimeSound:
 * @HEARTH_CHIME_DOORBELL: two notes that call somebody
 * @HEARTH_CHIME_MESSAGE: one, softer, that interrupts nobody
 * @HEARTH_CHIME_TEST: three rising ones, by which somebody finds out which speaker is which
 */
typedef enum
{
  HEARTH_CHIME_DOORBELL,
  HEARTH_CHIME_MESSAGE,
  HEARTH_CHIME_TEST,
} HearthChimeSound;

/** hearth_chime_new: @speaker: (transfer none): kept */
HearthChime *hearth_chime_new    (HearthSpeaker    *speaker,
                                  HearthChimeSound  sound) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_chime_free: Silent from now on. */
void         hearth_chime_free   (HearthChime      *self);

/** hearth_chime_ring: Once; while it still rings nothing happens. Not heard while the speaker is not open. */
void         hearth_chime_ring   (HearthChime      *self);

/** HEARTH_CHIME_SAMPLES: how long it is, at HEARTH_AUDIO_RATE: 0.7 s */
#define HEARTH_CHIME_SAMPLES 33600

/** hearth_chime_fill: @samples: (out caller-allocates): HEARTH_CHIME_SAMPLES of it */
void         hearth_chime_fill   (HearthChimeSound  sound,
                                  gint16           *samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthChime, hearth_chime_free)

G_END_DECLS
