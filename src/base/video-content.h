/* What a picture shows, which says how it is best sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthVideoContent:
 * @HEARTH_CONTENT_CAMERA: people
 * @HEARTH_CONTENT_TEXT: a screen with something to read: few pictures, each of them sharp
 * @HEARTH_CONTENT_MOTION: a screen with something that moves: many pictures
 */
typedef enum
{
  HEARTH_CONTENT_CAMERA,
  HEARTH_CONTENT_TEXT,
  HEARTH_CONTENT_MOTION,
} HearthVideoContent;

#define HEARTH_N_VIDEO_CONTENTS (HEARTH_CONTENT_MOTION + 1)

G_END_DECLS
