/* Puts packets back into the order of their sequence numbers: what comes in order passes at once, what comes after a gap waits
 * until the gap is filled or has been waited for long enough.
 *
 * Pure: time is handed in. Its owner's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Packets that may wait: a gap may be as old as the forwarder remembers (sequence-map.h). A power of two. */
#define HEARTH_REORDER_BUFFER_PACKETS 512

typedef struct _HearthReorderBuffer HearthReorderBuffer;

/** hearth_reorder_buffer_new: @patience: how long to wait for what is missing, µs. */
HearthReorderBuffer *hearth_reorder_buffer_new  (gint64               patience) G_GNUC_WARN_UNUSED_RESULT;
void                 hearth_reorder_buffer_free (HearthReorderBuffer *self);

/**
 * hearth_reorder_buffer_push:
 * @sequence: of @packet
 * @packet: (transfer full): dropped where it has come before or is too late
 * @now: µs, monotonic
 * @ready: what may pass now is added here, in order
 */
void                 hearth_reorder_buffer_push (HearthReorderBuffer *self,
                                                 guint16              sequence,
                                                 GstBuffer           *packet,
                                                 gint64               now,
                                                 GstBufferList       *ready);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthReorderBuffer, hearth_reorder_buffer_free)

G_END_DECLS
