/* A forwarder between three made-up layers of a picture and one sink, and what its tests do with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "forward/track-forwarder.h"
#include "packets.h"

G_BEGIN_DECLS

typedef struct
{
  HearthTrackForwarder *forwarder;
  TestLayers *layers;
  TestSink *sink;
  guint n_changes;
} Fixture;

void       fixture_set_up         (Fixture       *fixture,
                                   gconstpointer  data);

/** fixture_tear_down: Nobody has kept anything. */
void       fixture_tear_down      (Fixture       *fixture,
                                   gconstpointer  data);

/** fixture_iterate: Whatever the main thread has to do now. */
void       fixture_iterate        (void);

/** fixture_make_picture: Picture @n of @layer: one packet each, 33 ms apart; each layer counts from elsewhere. */
TestPacket fixture_make_picture   (guint          layer,
                                   guint          n,
                                   gboolean       key);
void       fixture_push_picture   (Fixture       *fixture,
                                   guint          layer,
                                   guint          n,
                                   gboolean       key);

/** fixture_count_requests: Returns: how often @layer was asked for a key frame */
int        fixture_count_requests (Fixture       *fixture,
                                   guint          layer);

/** fixture_count_sinks: Returns: how many listen to @layer */
guint      fixture_count_sinks    (Fixture       *fixture,
                                   guint          layer);

G_END_DECLS
