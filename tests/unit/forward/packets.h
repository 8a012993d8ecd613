/* What the tests of forwarding share: packets made and read byte by byte, and a source, layers and a sink to push them through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/layered-source.h"
#include "media/rtp-fanout.h"

G_BEGIN_DECLS

/**
 * TestPacket: one RTP packet in plain values
 * @picture_id: −1 for none; written with @bits
 * @bits: 15 where it is 0
 * @tl0_picidx: −1 for none
 * @first: whether it begins its picture
 * @key: whether that is a key frame
 * @tag: four bytes of the payload by which the test knows it again; the packet has no payload where @empty
 */
typedef struct
{
  gboolean audio;
  guint16 sequence;
  guint32 timestamp;
  guint32 ssrc;
  gboolean marker;
  int picture_id;
  guint bits;
  int tl0_picidx;
  guint temporal;
  gboolean sync;
  gboolean first;
  gboolean key;
  gboolean empty;
  guint32 tag;
  GstClockTime pts;
} TestPacket;

/** test_packet_write: Returns: (transfer full): its bytes in a buffer. */
GstBuffer *test_packet_write (const TestPacket *self);

/** test_packet_read: Reads a buffer that was made of such a packet; asserts that it is one. */
void       test_packet_read  (TestPacket       *self,
                              GstBuffer        *buffer);

#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GObject)

struct _TestSource
{
  GObject parent_instance;

  HearthRtpFanout fanout;
  int n_keyframe_requests; /* atomic */
};

TestSource *test_source_new  (void);
void        test_source_push (TestSource       *self,
                              const TestPacket *packet);

/* Three layers whose sources the test sets. */
#define TEST_TYPE_LAYERS (test_layers_get_type ())
G_DECLARE_FINAL_TYPE (TestLayers, test_layers, TEST, LAYERS, GObject)

struct _TestLayers
{
  GObject parent_instance;

  TestSource *sources[HEARTH_LIMIT_VIDEO_LAYERS];
};

/** test_layers_new: @n: how many there are at first. */
TestLayers *test_layers_new  (guint             n);

/* Keeps what is pushed to it. */
#define TEST_TYPE_SINK (test_sink_get_type ())
G_DECLARE_FINAL_TYPE (TestSink, test_sink, TEST, SINK, GObject)

struct _TestSink
{
  GObject parent_instance;

  GMutex mutex;
  GArray *packets; /* of TestPacket */
  GArray *lists;   /* of guint: lengths, 0 for a packet by itself */
};

TestSink   *test_sink_new    (void);

/** test_sink_get: Returns: the packet of that number; asserts that it is there. Negative counts from the end. */
TestPacket *test_sink_get    (TestSink         *self,
                              int               index);

G_END_DECLS
