/* Somebody who looks at decoded pictures and sound as they pass: the demo's measurements, nothing in an ordinary call.
 *
 * The methods run on streaming threads, one call at a time for pictures and one at a time for sound, and must not block.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/video-frame.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_MEDIA_TAP (hearth_media_tap_get_type ())
G_DECLARE_INTERFACE (HearthMediaTap, hearth_media_tap, HEARTH, MEDIA_TAP, GObject)

struct _HearthMediaTapInterface
{
  GTypeInterface parent_iface;

  void (*picture) (HearthMediaTap   *self,
                   HearthVideoFrame *frame);
  void (*sound)   (HearthMediaTap   *self,
                   const gint16     *samples,
                   gsize             n_samples,
                   int               rate,
                   gint64            heard_at);
};

/** hearth_media_tap_picture: @frame has just been decoded and is about to be shown. */
void hearth_media_tap_picture (HearthMediaTap   *self,
                               HearthVideoFrame *frame);

/**
 * hearth_media_tap_sound:
 * @samples: one channel
 * @rate: samples a second
 * @heard_at: when the first of them reaches the loudspeaker, µs of g_get_monotonic_time()
 */
void hearth_media_tap_sound   (HearthMediaTap   *self,
                               const gint16     *samples,
                               gsize             n_samples,
                               int               rate,
                               gint64            heard_at);

G_END_DECLS
