/* One connection to the pictures that a compositor gives of a screen or window, by PipeWire: a reader of our own, since GStreamer's knows
 * nothing of the pointer but its place.
 *
 *   own thread, own connection: buffers ─┬─▶ cursor: of each, as it comes
 *                                        └─▶ the latest picture, not too often ─▶ picture; nothing for a while ─▶ silence
 *
 * A picture that comes too soon waits in its buffer, which nobody copies: the last of several is never lost. A buffer that tells only of the
 * pointer is no picture. Made and closed on the main thread; the functions are called on the stream's own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/screen-buffer.h"

G_BEGIN_DECLS

typedef struct _HearthScreenStream HearthScreenStream;

/**
 * HearthScreenStreamFuncs: on the stream's own thread; they must not block, nor close it
 * @picture: (transfer none): in the compositor's memory: nothing of it is kept beyond the call
 * @silence: nothing new for HEARTH_SCREEN_SILENCE_MS since the last picture, or the last silence
 * @cursor: (transfer none): the pointer as it is now
 * @failed: (transfer none): of HEARTH_MEDIA_ERROR; once, and nothing follows
 */
typedef struct
{
  void (*picture) (GstSample                *picture,
                   gpointer                  data);
  void (*silence) (gpointer                  data);
  void (*cursor)  (const HearthScreenCursor *cursor,
                   gpointer                  data);
  void (*failed)  (const GError             *error,
                   gpointer                  data);
} HearthScreenStreamFuncs;

#define HEARTH_SCREEN_SILENCE_MS 200

/**
 * hearth_screen_stream_new:
 * @remote_fd: (transfer full): a PipeWire remote
 * @serial: of what is captured, in it; 0 where only @node_id is known
 * @node_id: the same
 * @max_rate: pictures a second
 * @cursor: how the pointer is known to look: a compositor says that only where it changes
 * @funcs: static
 * @data: for them, valid until hearth_screen_stream_close()
 *
 * Does not wait for PipeWire. Returns: (nullable): %NULL with HEARTH_MEDIA_ERROR_DEVICE
 */
HearthScreenStream *hearth_screen_stream_new   (int                            remote_fd,
                                                guint64                        serial,
                                                guint32                        node_id,
                                                guint                          max_rate,
                                                const HearthScreenCursor      *cursor,
                                                const HearthScreenStreamFuncs *funcs,
                                                gpointer                       data,
                                                GError                       **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_screen_stream_close:
 *
 * Frees it. No function runs when it returns, and its thread has ended: nothing there ever waits for PipeWire, so this takes no longer than
 * the picture that is being worked on.
 */
void                hearth_screen_stream_close (HearthScreenStream            *self);

G_END_DECLS
