/* What can go wrong in media: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/media-error.h"

G_DEFINE_QUARK (hearth-media-error-quark, hearth_media_error)
