/* A forwarder between made-up layers and one sink: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forwarder-fixture.h"

#define MS GST_MSECOND

void
fixture_iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
on_layers_changed (Fixture *fixture)
{
  fixture->n_changes++;
}

void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->forwarder = hearth_track_forwarder_new (HEARTH_FORWARD_VIDEO);
  fixture->layers = test_layers_new (3);
  fixture->sink = test_sink_new ();
  g_signal_connect_swapped (fixture->forwarder, "layers-changed", G_CALLBACK (on_layers_changed), fixture);
  hearth_rtp_source_add_sink (HEARTH_RTP_SOURCE (fixture->forwarder), HEARTH_RTP_SINK (fixture->sink));
  hearth_track_forwarder_set_video (fixture->forwarder, HEARTH_LAYERED_SOURCE (fixture->layers));
}

void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  fixture_iterate ();
  g_assert_finalize_object (fixture->forwarder);
  for (guint i = 0; i < HEARTH_LIMIT_VIDEO_LAYERS; i++)
    if (fixture->layers->sources[i] != NULL)
      g_assert_cmpuint (fixture->layers->sources[i]->fanout.sinks->len, ==, 0);
  g_assert_finalize_object (fixture->layers);
  g_assert_finalize_object (fixture->sink);
}

/* Picture @n of @layer: one packet each, 33 ms apart; each layer counts from elsewhere. */
TestPacket
fixture_make_picture (guint    layer,
                      guint    n,
                      gboolean key)
{
  return (TestPacket) {
    .sequence = (guint16) (1000 * layer + n),
    .timestamp = 5000 + 2970 * n,
    .ssrc = 70 + layer,
    .marker = TRUE,
    .picture_id = (int) ((3000 * layer + n) & 0x7fff),
    .bits = 15,
    .tl0_picidx = (int) ((50 * layer + n) & 0xff),
    .first = TRUE,
    .key = key,
    .tag = layer << 28 | n,
    .pts = (1000 + 33 * n) * MS,
  };
}

void
fixture_push_picture (Fixture  *fixture,
                      guint     layer,
                      guint     n,
                      gboolean  key)
{
  TestPacket packet = fixture_make_picture (layer, n, key);

  test_source_push (fixture->layers->sources[layer], &packet);
}

int
fixture_count_requests (Fixture *fixture,
                        guint    layer)
{
  return g_atomic_int_get (&fixture->layers->sources[layer]->n_keyframe_requests);
}

guint
fixture_count_sinks (Fixture *fixture,
                     guint    layer)
{
  return fixture->layers->sources[layer]->fanout.sinks->len;
}
