/* One opening of a screen or window that somebody chose to share: pictures that can be encoded, and where the pointer is in them.
 *
 *   HearthScreenStream ─┬─ not too often ─▶ HearthScreenConverter ─▶ the picture; while nothing changes, the same again
 *                       └─ the pointer, in pixels of the buffer ───▶ where it is in the picture ─▶ ::pointer-changed
 *
 * A compositor gives a picture only where something changes, so the last one is said again a few times a second: whoever asks
 * for a key frame gets one, and letters get sharper. A window may change its size at any time. Main thread, except where said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/pointer.h"
#include "media/screen-stream.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SCREEN_CAPTURE (hearth_screen_capture_get_type ())
G_DECLARE_FINAL_TYPE (HearthScreenCapture, hearth_screen_capture, HEARTH, SCREEN_CAPTURE, GObject)

/**
 * HearthScreenCaptureFunc:
 * @picture: (transfer none): video/x-raw in I420 with even sides and the moment of capture as PTS
 *
 * Thread of the stream; must not block.
 */
typedef void (*HearthScreenCaptureFunc) (GstSample *picture,
                                         gpointer   data);

/**
 * hearth_screen_capture_new:
 * @func: gets every picture, never after hearth_screen_capture_close()
 * @data: for @func, valid until hearth_screen_capture_close()
 */
HearthScreenCapture *hearth_screen_capture_new   (HearthScreenCaptureFunc  func,
                                                  gpointer                 data) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_screen_capture_open:
 * @remote_fd: (transfer full): a PipeWire remote of the portal's
 * @serial: of what is captured, in it; 0 where only @node_id is known
 * @node_id: the same
 * @max_pixels: of a picture; a larger one is scaled
 * @max_rate: pictures a second
 *
 * Called once. Returns at once: ::live or ::failed follows within five seconds, and ::failed whenever the pictures stop; the owner
 * closes then.
 */
void                 hearth_screen_capture_open  (HearthScreenCapture     *self,
                                                  int                      remote_fd,
                                                  guint64                  serial,
                                                  guint32                  node_id,
                                                  guint                    max_pixels,
                                                  guint                    max_rate);

/**
 * hearth_screen_capture_get_pointer:
 *
 * Returns: (transfer none): where it is; hidden where the compositor says nothing of it, since it is in the picture then, or not at all
 */
const HearthPointer *hearth_screen_capture_get_pointer  (HearthScreenCapture *self);

/**
 * hearth_screen_capture_learn_cursor:
 * @before: a closed one of the same session of the desktop's
 *
 * A compositor says how the pointer looks only where that changes: what @before knew of it is true here; where it is only the compositor
 * knows. Before it is opened.
 */
void                 hearth_screen_capture_learn_cursor (HearthScreenCapture *self,
                                                         HearthScreenCapture *before);

/** hearth_screen_capture_close: No signal and no picture comes afterwards; idempotent. Dispose calls it. */
void                 hearth_screen_capture_close (HearthScreenCapture     *self);

/* Signals:
 *   ::live (int width, int height)   with the first picture, and whenever they have another size
 *   ::pointer-changed ()   hearth_screen_capture_get_pointer() gives something else; at most once a turn of the main loop
 *   ::failed (GError *)   HEARTH_MEDIA_ERROR; once
 */

G_END_DECLS
