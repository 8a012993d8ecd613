/* Somebody who talks, encoded once: two seconds of VP8 in RTP packets, 30 pictures a second, as a camera of ours would send them. Made
 * before anything is measured; not changed afterwards, so any thread may read it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define CLIP_RATE 30
#define CLIP_PICTURES (2 * CLIP_RATE)

typedef struct _Clip Clip;

/** clip_new: @bitrate: bit/s. Ends the program where GStreamer lacks something. */
Clip      *clip_new         (int   width,
                             int   height,
                             guint bitrate) G_GNUC_WARN_UNUSED_RESULT;
void       clip_free        (Clip *self);

/** clip_get_packets: @picture: of CLIP_PICTURES; the first is a key frame. Returns: (transfer none) (element-type GBytes): its packets. */
GPtrArray *clip_get_packets (Clip *self,
                             guint picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Clip, clip_free)

G_END_DECLS
