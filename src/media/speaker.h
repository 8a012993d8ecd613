/* What this computer plays: everybody's sound mixed, heard by the echo canceller, out through the chosen device.
 *
 * The mix goes on when a device vanishes or PipeWire restarts; the output is opened anew. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_SPEAKER (hearth_speaker_get_type ())
G_DECLARE_FINAL_TYPE (HearthSpeaker, hearth_speaker, HEARTH, SPEAKER, GObject)

HearthSpeaker *hearth_speaker_new            (GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_speaker_open: @device_id: (nullable): which one, or %NULL for the system's default. Also to change it. */
void           hearth_speaker_open           (HearthSpeaker  *self,
                                              const char     *device_id);
void           hearth_speaker_close          (HearthSpeaker  *self);

/* Signals: ::live (), ::failed (GError *) */

G_END_DECLS
