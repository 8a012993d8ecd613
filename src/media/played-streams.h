/* All that other programs play, in a mix: follows PulseAudio's list of streams (PipeWire speaks its protocol, and GNOME's volume is set by it, so
 * it is where PipeWire is) and records each that may be shared.
 *
 * One thread of PulseAudio's for as long as this plays: a window that is slow to draw makes no holes in what is shared. A server that goes is
 * tried again each second. Main thread; owned by HearthDesktopSound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/mix-source.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PLAYED_STREAMS (hearth_played_streams_get_type ())
G_DECLARE_FINAL_TYPE (HearthPlayedStreams, hearth_played_streams, HEARTH, PLAYED_STREAMS, GObject)

/** hearth_played_streams_new: @mix: (transfer none): with HEARTH_PLAYED_STREAM_CHANNELS. */
HearthPlayedStreams *hearth_played_streams_new     (HearthMixSource     *mix) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_played_streams_start: Begins; ::live or ::failed follows. */
void                 hearth_played_streams_start   (HearthPlayedStreams *self);

/** hearth_played_streams_stop: Nothing is recorded any more when this returns; idempotent. Dispose calls it. */
void                 hearth_played_streams_stop    (HearthPlayedStreams *self);

/* Signals:
 *   ::live ()    the server answers: what is played is in the mix
 *   ::failed ()  it does not (any more): once for each time, while this tries on
 */

G_END_DECLS
