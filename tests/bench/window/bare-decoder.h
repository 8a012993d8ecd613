/* What decoding costs and nothing else: RTP → depayloader → libvpx, pictures thrown away. A sink of one source, the anchor of the
 * benchmark. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

#define BARE_DECODER_TYPE (bare_decoder_get_type ())
G_DECLARE_FINAL_TYPE (BareDecoder, bare_decoder, BARE, DECODER, GObject)

/** bare_decoder_new: Decodes from now on, until it is gone; begins with a key frame. */
BareDecoder *bare_decoder_new        (HearthRtpSource *source) G_GNUC_WARN_UNUSED_RESULT;

/** bare_decoder_get_frames: Returns: how many pictures so far. */
guint64      bare_decoder_get_frames (BareDecoder     *self);

/** bare_decoder_close: Ends it; then it can be let go of. */
void         bare_decoder_close      (BareDecoder     *self);

G_END_DECLS
