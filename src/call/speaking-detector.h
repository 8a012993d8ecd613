/* Whether somebody speaks, told from how loud they are: with hysteresis, so that a pause for breath does not flicker. Pure: a
 * plain value, the caller brings levels and times.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* dBFS. A voice at a desk lies between −35 and −15; a room that was gated and cleaned below −55. */
#define HEARTH_SPEAKING_LOUD_DB (-42.0)
#define HEARTH_SPEAKING_QUIET_DB (-48.0)

/* A click is shorter than the first, a pause between two sentences shorter than the second. */
#define HEARTH_SPEAKING_ATTACK_US (100 * 1000)
#define HEARTH_SPEAKING_RELEASE_US (700 * 1000)

typedef struct
{
  gboolean speaking;
  gint64 since; /* µs monotonic: since when the level has said otherwise; 0: it agrees */
} HearthSpeakingDetector;

/**
 * hearth_speaking_detector_update:
 * @level: dBFS
 * @now: µs monotonic
 *
 * Returns: whether they speak, from now on
 */
gboolean hearth_speaking_detector_update (HearthSpeakingDetector *self,
                                          double                  level,
                                          gint64                  now);

G_END_DECLS
