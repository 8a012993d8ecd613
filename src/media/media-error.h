/* What can go wrong in media.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthMediaError:
 * @HEARTH_MEDIA_ERROR_MISSING_ELEMENT: a GStreamer plugin is not installed
 * @HEARTH_MEDIA_ERROR_DEVICE: a device is gone, busy or gives nothing
 * @HEARTH_MEDIA_ERROR_REFUSED: the person (or the portal in their name) refused access to a camera or screen
 * @HEARTH_MEDIA_ERROR_NO_PORTAL: the desktop does not offer what is asked of it
 * @HEARTH_MEDIA_ERROR_PIPELINE: anything else a pipeline reported
 */
typedef enum
{
  HEARTH_MEDIA_ERROR_MISSING_ELEMENT,
  HEARTH_MEDIA_ERROR_DEVICE,
  HEARTH_MEDIA_ERROR_REFUSED,
  HEARTH_MEDIA_ERROR_NO_PORTAL,
  HEARTH_MEDIA_ERROR_PIPELINE,
} HearthMediaError;

#define HEARTH_MEDIA_ERROR (hearth_media_error_quark ())
GQuark hearth_media_error_quark (void);

G_END_DECLS
