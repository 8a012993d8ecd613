/* A picture's source that follows no rule, for tests: well-formed RTP headers, and behind them whatever a broken or a hostile program might
 * send. One layer, which it sends whether it is wanted or not, on a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/layered-source.h"

G_BEGIN_DECLS

#define WILD_SOURCE_TYPE (wild_source_get_type ())
G_DECLARE_FINAL_TYPE (WildSource, wild_source, WILD, SOURCE, GObject)

/**
 * wild_source_new:
 * @ssrc: what it says to be
 * @packets_per_second: how many
 * @sane: whether they are an ordinary picture's, only many
 */
WildSource *wild_source_new  (guint32     ssrc,
                              guint       packets_per_second,
                              gboolean    sane) G_GNUC_WARN_UNUSED_RESULT;

/** wild_source_begin: Nothing is sent before. */
void        wild_source_begin (WildSource *self);

/** wild_source_stop: Joins its thread. */
void        wild_source_stop  (WildSource *self);

G_END_DECLS
