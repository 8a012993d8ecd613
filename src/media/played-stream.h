/* One stream that another program plays, recorded into a mix as it is heard: with the volume that its program and the desktop gave it.
 *
 * The sound server records a stream by itself, whichever loudspeaker it goes to (pa_stream_set_monitor_stream()), and ends the recording with it.
 * What is recorded is never anything else: neither a fallback nor a move to another source, which could be a microphone, is allowed.
 * Everything here runs on PulseAudio's thread where nothing else is said. Owned by HearthPlayedStreams.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pulse/pulseaudio.h>

#include "media/mix-source.h"

G_BEGIN_DECLS

/* From the moment that something is played to its place in the mix: what the server hands over at once (20 ms), what its graph may take at once
 * (43 ms where a program asked for much), and a thread that comes late. */
#define HEARTH_PLAYED_STREAM_DELAY (80 * GST_MSECOND)

#define HEARTH_PLAYED_STREAM_CHANNELS 2

typedef struct _HearthPlayedStream HearthPlayedStream;

/**
 * hearth_played_stream_is_shared:
 *
 * Any thread. Nothing that any Hearth plays is, and nothing that is only passed on from somewhere else (loopbacks, filters, echo cancellers): it
 * would be heard twice, or carry the voices of the call.
 */
gboolean            hearth_played_stream_is_shared (const pa_sink_input_info *info);

/**
 * hearth_played_stream_new:
 * @index: the server's, of a stream that is shared
 *
 * Returns: (transfer full) (nullable): %NULL where the server does not take it
 */
HearthPlayedStream *hearth_played_stream_new       (pa_context               *context,
                                                    guint32                   index,
                                                    HearthMixSource          *mix) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_played_stream_is_over: Returns: whether nothing comes of it any more. */
gboolean            hearth_played_stream_is_over   (HearthPlayedStream       *self);

/** hearth_played_stream_free: Ends the recording. Also on the thread that has stopped PulseAudio's. */
void                hearth_played_stream_free      (HearthPlayedStream       *self);

G_END_DECLS
