/* A sink of RTP for tests: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rtp-counter.h"

#include <gst/rtp/rtp.h>

#define N_SHIFTS 15

struct _RtpCounter
{
  GObject parent_instance;

  RtpGenerator *generator;
  _Atomic gboolean may_be_late;

  GMutex mutex; /* guards all below */
  guint n;
  guint n_missing;
  GHashTable *missing; /* sequence numbers, where they may come late */
  guint16 seqnum;
  guint32 ssrc;
  guint32 mark;
  gint64 arrived_at; /* µs monotonic: the last one; 0: none yet */
  gint64 max_gap;    /* µs between two of them */
  double shifts[N_SHIFTS];
  GArray *delays; /* NULL where nobody asks */
};

static void rtp_sink_iface_init (HearthRtpSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RtpCounter, rtp_counter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_RTP_SINK, rtp_sink_iface_init))

static void
count_step (RtpCounter *self,
            guint16     seqnum)
{
  gint16 step = self->n > 0 ? (gint16) (seqnum - self->seqnum) : 1;

  if (step <= 0)
    {
      /* Late, and once. */
      g_assert_true (self->may_be_late);
      g_assert_true (g_hash_table_remove (self->missing, GUINT_TO_POINTER (seqnum)));
      self->n_missing--;
      return;
    }

  for (guint16 skipped = (guint16) (seqnum - step + 1); skipped != seqnum; skipped++)
    {
      g_hash_table_add (self->missing, GUINT_TO_POINTER (skipped));
      self->n_missing++;
    }
  self->seqnum = seqnum;
}

/* The last four bytes of the payload; a packet without one, which only fills a gap, says nothing. */
static void
read_mark (GstRTPBuffer *rtp,
           guint32      *mark)
{
  guint length = gst_rtp_buffer_get_payload_len (rtp);

  if (length < sizeof *mark)
    return;

  memcpy (mark, (const guint8 *) gst_rtp_buffer_get_payload (rtp) + length - sizeof *mark, sizeof *mark);
  *mark = GUINT32_FROM_BE (*mark);
}

/* Returns: µs since the last packet */
static gint64
get_silence (RtpCounter *self,
             gint64      now)
{
  return self->arrived_at != 0 ? now - self->arrived_at : 0;
}

static gboolean
count_packet (GstBuffer **buffer,
              guint       index,
              gpointer    user_data)
{
  RtpCounter *self = user_data;
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  gint64 now = g_get_monotonic_time ();

  g_assert_true (gst_rtp_buffer_map (*buffer, GST_MAP_READ, &rtp));
  g_assert_true (GST_BUFFER_PTS_IS_VALID (*buffer));

  g_mutex_lock (&self->mutex);
  count_step (self, gst_rtp_buffer_get_seq (&rtp));
  self->ssrc = gst_rtp_buffer_get_ssrc (&rtp);
  read_mark (&rtp, &self->mark);
  if (self->generator != NULL)
    {
      GstClockTime captured = rtp_generator_get_captured (self->generator, gst_rtp_buffer_get_timestamp (&rtp));

      self->shifts[self->n % N_SHIFTS] = (double) GST_CLOCK_DIFF (captured, GST_BUFFER_PTS (*buffer)) / GST_MSECOND;
    }
  if (self->delays != NULL)
    {
      double delay = (double) now / 1000 - (double) GST_BUFFER_PTS (*buffer) / GST_MSECOND;

      g_array_append_val (self->delays, delay);
    }
  self->max_gap = MAX (self->max_gap, get_silence (self, now));
  self->arrived_at = now;
  self->n++;
  g_mutex_unlock (&self->mutex);
  gst_rtp_buffer_unmap (&rtp);

  return TRUE;
}

static void
rtp_counter_push (HearthRtpSink *sink,
                  GstMiniObject *packets)
{
  if (GST_IS_BUFFER_LIST (packets))
    {
      gst_buffer_list_foreach (GST_BUFFER_LIST_CAST (packets), count_packet, sink);
    }
  else
    {
      GstBuffer *buffer = GST_BUFFER_CAST (packets);

      count_packet (&buffer, 0, sink);
    }
  gst_mini_object_unref (packets);
  g_main_context_wakeup (NULL);
}

static void
rtp_sink_iface_init (HearthRtpSinkInterface *iface)
{
  iface->push = rtp_counter_push;
}

static void
rtp_counter_finalize (GObject *object)
{
  RtpCounter *self = RTP_COUNTER (object);

  g_clear_object (&self->generator);
  g_clear_pointer (&self->missing, g_hash_table_unref);
  g_clear_pointer (&self->delays, g_array_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (rtp_counter_parent_class)->finalize (object);
}

static void
rtp_counter_class_init (RtpCounterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rtp_counter_finalize;
}

static void
rtp_counter_init (RtpCounter *self)
{
  g_mutex_init (&self->mutex);
  self->missing = g_hash_table_new (NULL, NULL);
}

RtpCounter *
rtp_counter_new (RtpGenerator *generator)
{
  RtpCounter *self = g_object_new (RTP_COUNTER_TYPE, NULL);

  g_set_object (&self->generator, generator);

  return self;
}

void
rtp_counter_let_be_late (RtpCounter *self)
{
  self->may_be_late = TRUE;
}

static guint
read_locked (RtpCounter *self,
             guint      *field)
{
  guint value;

  g_mutex_lock (&self->mutex);
  value = *field;
  g_mutex_unlock (&self->mutex);

  return value;
}

guint
rtp_counter_get_n (RtpCounter *self)
{
  return read_locked (self, &self->n);
}

guint
rtp_counter_get_n_missing (RtpCounter *self)
{
  return read_locked (self, &self->n_missing);
}

guint32
rtp_counter_get_ssrc (RtpCounter *self)
{
  return read_locked (self, &self->ssrc);
}

guint32
rtp_counter_get_mark (RtpCounter *self)
{
  return read_locked (self, &self->mark);
}

guint
rtp_counter_take_max_gap_ms (RtpCounter *self)
{
  gint64 max_gap;

  g_mutex_lock (&self->mutex);
  max_gap = MAX (self->max_gap, get_silence (self, g_get_monotonic_time ()));
  self->max_gap = 0;
  g_mutex_unlock (&self->mutex);

  return (guint) (max_gap / 1000);
}

GArray *
rtp_counter_take_delays (RtpCounter *self)
{
  GArray *delays;

  g_mutex_lock (&self->mutex);
  delays = self->delays != NULL ? self->delays : g_array_new (FALSE, FALSE, sizeof (double));
  self->delays = g_array_new (FALSE, FALSE, sizeof (double));
  g_mutex_unlock (&self->mutex);

  return delays;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

double
rtp_counter_get_shift_ms (RtpCounter *self)
{
  double sorted[N_SHIFTS];

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (self->n, >=, N_SHIFTS);
  memcpy (sorted, self->shifts, sizeof sorted);
  g_mutex_unlock (&self->mutex);
  qsort (sorted, N_SHIFTS, sizeof *sorted, compare_doubles);

  return sorted[N_SHIFTS / 2];
}
