/* How a microphone's sound is encoded by Opus, as a voice or as music, and that each packet says how loud it is. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** hearth_voice_encoding_set_up: @encoder: an opusenc; @payloader: a rtpopuspay; neither started yet. */
void     hearth_voice_encoding_set_up    (GstElement  *encoder,
                                          GstElement  *payloader,
                                          gboolean     music);

/** hearth_voice_encoding_add_level: RFC 6464, by what the gate wrote on the samples; HEARTH_MEDIA_ERROR_MISSING_ELEMENT. */
gboolean hearth_voice_encoding_add_level (GstElement  *payloader,
                                          GError     **error);

G_END_DECLS
