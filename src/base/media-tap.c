/* Somebody who looks at decoded pictures and sound: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/media-tap.h"

G_DEFINE_INTERFACE (HearthMediaTap, hearth_media_tap, G_TYPE_OBJECT)

static void
hearth_media_tap_default_init (HearthMediaTapInterface *iface)
{
}

void
hearth_media_tap_picture (HearthMediaTap   *self,
                          HearthVideoFrame *frame)
{
  g_return_if_fail (HEARTH_IS_MEDIA_TAP (self));

  HEARTH_MEDIA_TAP_GET_IFACE (self)->picture (self, frame);
}

void
hearth_media_tap_sound (HearthMediaTap *self,
                        const gint16   *samples,
                        gsize           n_samples,
                        int             rate,
                        gint64          heard_at)
{
  g_return_if_fail (HEARTH_IS_MEDIA_TAP (self));

  HEARTH_MEDIA_TAP_GET_IFACE (self)->sound (self, samples, n_samples, rate, heard_at);
}
