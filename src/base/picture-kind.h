/* Which of a person's pictures: two flow beside each other, and each is shown, sent and forwarded by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthPictureKind:
 * @HEARTH_PICTURE_CAMERA: themselves
 * @HEARTH_PICTURE_SHARE: the screen or window that they share
 */
typedef enum
{
  HEARTH_PICTURE_CAMERA,
  HEARTH_PICTURE_SHARE,
} HearthPictureKind;

#define HEARTH_N_PICTURE_KINDS (HEARTH_PICTURE_SHARE + 1)

G_END_DECLS
