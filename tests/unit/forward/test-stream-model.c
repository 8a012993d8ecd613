/* HearthLayerSwitch and what is below it, against a model: a sender of three layers, a network that loses, repeats, delays and
 * exchanges packets, and somebody who keeps selecting other layers. Afterwards the model looks at everything that came in and
 * went out, and holds it against the rules of sequence-map.h, picture-map.h and stream-rewriter.h, as a receiver would see
 * them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "forward/layer-switch.h"

#define N_SCHEDULES 1000
#define N_PICTURES 150
#define N_LAYERS 3
#define MAX_PACKETS 4 /* of a picture */

#define PERIOD_US 33000

/* What a sender sent. */
typedef struct
{
  guint layer;
  guint number;  /* among its layer's packets */
  guint picture;
  gboolean first, last, key, sync;
  guint temporal;
  gint64 arrival; /* µs */
} Sent;

typedef enum
{
  NOT_SEEN,
  LEFT_OUT,
  PASSED,
  FILLED,
} Fate;

typedef struct
{
  Fate fate;
  guint16 sequence;
} PacketFate;

typedef struct
{
  Fate fate; /* PASSED: kept */
  gboolean overtaken; /* a later one was seen before */
  guint16 picture_id;
  guint32 timestamp;
  guint8 tl0_picidx;
} PictureFate;

typedef struct
{
  guint layer;
  guint first, newest;                 /* packets */
  guint first_picture, newest_picture; /* pictures */
  guint temporal;                      /* the highest layer that is passed on now */
  gint64 behind;                       /* how far it begins after its time, ticks; known afterwards */
  gboolean has_end;
  guint16 end;
  PacketFate packets[N_PICTURES * MAX_PACKETS];
  PictureFate pictures[N_PICTURES];
} Run;

/* Where a layer's numbers begin. */
typedef struct
{
  guint16 sequence;
  guint16 picture_id;
  guint8 tl0_picidx;
} Offsets;

typedef struct
{
  GRand *rand;
  HearthLayerSwitch *layers;
  guint picture_id_bits;
  HearthStreamNumbers start;
  guint32 timestamp_offset;
  Offsets offsets[N_LAYERS];
  guint8 tl0[N_LAYERS][N_PICTURES];
  GArray *arrivals; /* of Sent */

  int flowing, previous;
  guint temporal;
  GPtrArray *runs; /* of Run */
  Run *previous_run;
  guint n_late; /* packets that filled a gap of a run that was over */
  guint n_filled;
  guint n_ends;
} Model;

/* --- Sender and network --------------------------------------------------------------------------------------------------- */

static int
compare_arrivals (gconstpointer a,
                  gconstpointer b)
{
  gint64 difference = ((const Sent *) a)->arrival - ((const Sent *) b)->arrival;

  return difference < 0 ? -1 : difference > 0;
}

static void
arrive (Model  *self,
        Sent    sent,
        double  loss)
{
  sent.arrival += g_rand_int_range (self->rand, 0, 3000);
  if (g_rand_double (self->rand) < loss)
    {
      if (g_rand_double (self->rand) < 0.3)
        return;
      sent.arrival += g_rand_int_range (self->rand, 5, 300) * 1000;
    }
  g_array_append_val (self->arrivals, sent);
  if (g_rand_int_range (self->rand, 0, 50) == 0)
    {
      sent.arrival += g_rand_int_range (self->rand, 0, 100) * 1000;
      g_array_append_val (self->arrivals, sent);
    }
}

static void
send_layer (Model *self,
            guint  layer,
            double loss)
{
  gint64 delay = g_rand_int_range (self->rand, 0, 100) * 1000;
  guint number = 0;
  guint since_key = 0;
  guint8 tl0 = self->offsets[layer].tl0_picidx;

  for (guint picture = 0; picture < N_PICTURES; picture++)
    {
      guint n_packets = (guint) g_rand_int_range (self->rand, 1, MAX_PACKETS + 1);
      Sent sent = { .layer = layer, .picture = picture, .arrival = PERIOD_US * picture + delay };

      sent.key = g_rand_int_range (self->rand, 0, 8) == 0;
      since_key = sent.key ? 0 : since_key + 1;
      sent.temporal = since_key % 2;
      sent.sync = sent.temporal == 1 && g_rand_boolean (self->rand);
      if (sent.temporal == 0)
        tl0++;
      self->tl0[layer][picture] = tl0;
      for (guint i = 0; i < n_packets; i++)
        {
          sent.number = number++;
          sent.first = i == 0;
          sent.last = i == n_packets - 1;
          sent.arrival += 200;
          arrive (self, sent, loss);
        }
    }
}

static HearthStreamPacket
make_packet (Model      *self,
             const Sent *sent)
{
  const Offsets *offsets = &self->offsets[sent->layer];

  return (HearthStreamPacket) {
    .rtp = {
      .sequence = (guint16) (offsets->sequence + sent->number),
      .timestamp = self->timestamp_offset + 2970 * sent->picture,
      .marker = sent->last,
      .payload_size = 100,
    },
    .vp8 = {
      .first = sent->first,
      .key_frame = sent->first && sent->key,
      .picture_id_bits = self->picture_id_bits,
      .picture_id = (guint16) ((offsets->picture_id + sent->picture) & ((1u << self->picture_id_bits) - 1)),
      .has_tl0_picidx = TRUE,
      .tl0_picidx = self->tl0[sent->layer][sent->picture],
      .temporal = (guint8) sent->temporal,
      .sync = sent->sync,
    },
    .has_vp8 = TRUE,
    .pts = (guint64) PERIOD_US * sent->picture * 1000,
  };
}

/* --- What the model notes while packets pass -------------------------------------------------------------------------------- */

static Run *
get_current (Model *self)
{
  return g_ptr_array_index (self->runs, self->runs->len - 1);
}

static void
begin_run (Model      *self,
           const Sent *sent,
           gboolean    has_end,
           guint16     end)
{
  Run *run = g_new0 (Run, 1);

  g_assert_true (sent->first && sent->key);
  self->previous_run = self->flowing >= 0 ? get_current (self) : NULL;
  self->previous = self->flowing;
  self->flowing = (int) sent->layer;

  run->layer = sent->layer;
  run->first = sent->number;
  run->newest = sent->number;
  run->first_picture = run->newest_picture = sent->picture;
  run->temporal = self->temporal;
  run->has_end = has_end;
  run->end = end;
  self->n_ends += has_end;
  g_ptr_array_add (self->runs, run);
}

/* Whether the rules want the picture, which nothing has been seen of yet. */
static gboolean
decide (Model      *self,
        Run        *run,
        const Sent *sent)
{
  if (!run->pictures[sent->picture].overtaken)
    {
      if (self->temporal == 0 || (sent->first && sent->key))
        run->temporal = self->temporal;
      else if (sent->sync)
        run->temporal = 1;
    }

  return sent->temporal <= run->temporal;
}

static void
note_picture (Model                    *self,
              Run                      *run,
              const Sent               *sent,
              const HearthStreamPacket *packet,
              HearthStreamVerdict       verdict)
{
  PictureFate *picture = &run->pictures[sent->picture];

  if (picture->fate == NOT_SEEN)
    {
      picture->overtaken = sent->picture < run->newest_picture;
      run->newest_picture = MAX (run->newest_picture, sent->picture);
      picture->fate = decide (self, run, sent) ? PASSED : LEFT_OUT;
      if (verdict == HEARTH_STREAM_PASS)
        {
          picture->picture_id = packet->vp8.picture_id;
          picture->timestamp = packet->rtp.timestamp;
          picture->tl0_picidx = packet->vp8.tl0_picidx;
        }
    }

  /* All packets of a picture have one fate and the same numbers. */
  g_assert_cmpint (picture->fate == PASSED, ==, verdict == HEARTH_STREAM_PASS);
  if (verdict == HEARTH_STREAM_PASS)
    {
      g_assert_cmpuint (packet->vp8.picture_id, ==, picture->picture_id);
      g_assert_cmpuint (packet->rtp.timestamp, ==, picture->timestamp);
      g_assert_cmpuint (packet->vp8.tl0_picidx, ==, picture->tl0_picidx);
    }
}

static void
note_packet (Model                    *self,
             Run                      *run,
             const Sent               *sent,
             const HearthStreamPacket *packet,
             HearthStreamVerdict       verdict)
{
  PacketFate *fate = &run->packets[sent->number];
  gboolean newest = sent->number >= run->newest;

  /* From before the run, from after its end, or again. */
  if (sent->number < run->first || fate->fate != NOT_SEEN || (run == self->previous_run && sent->number > run->newest))
    {
      g_assert_cmpint (verdict, ==, HEARTH_STREAM_DROP);
      return;
    }

  note_picture (self, run, sent, packet, verdict);
  fate->sequence = packet->rtp.sequence;
  switch (verdict)
    {
    case HEARTH_STREAM_PASS:
      fate->fate = PASSED;
      self->n_late += run == self->previous_run;
      g_assert_cmpint (packet->rtp.marker, ==, sent->last);
      break;
    case HEARTH_STREAM_FILL:
      fate->fate = FILLED;
      self->n_filled++;
      g_assert_false (newest); /* nothing is filled that left no gap */
      break;
    case HEARTH_STREAM_DROP:
      fate->fate = LEFT_OUT;
      g_assert_true (newest);
      break;
    case HEARTH_STREAM_BROKEN:
    default:
      g_assert_not_reached ();
    }

  run->newest = MAX (run->newest, sent->number);
}

static void
feed (Model      *self,
      const Sent *sent)
{
  guint64 n_begun = hearth_layer_switch_get_n_begun (self->layers);
  int awaited = hearth_layer_switch_get_awaited (self->layers);
  HearthStreamPacket packet = make_packet (self, sent);
  HearthStreamPacket end;
  gboolean has_end;
  HearthStreamVerdict verdict = hearth_layer_switch_process (self->layers, (int) sent->layer, &packet, &end, &has_end);

  if (hearth_layer_switch_get_n_begun (self->layers) > n_begun)
    begin_run (self, sent, has_end, end.rtp.sequence);
  g_assert_cmpint (hearth_layer_switch_get_flowing (self->layers), ==, self->flowing);

  if ((int) sent->layer == self->flowing)
    note_packet (self, get_current (self), sent, &packet, verdict);
  else if ((int) sent->layer == self->previous && (int) sent->layer != awaited)
    note_packet (self, self->previous_run, sent, &packet, verdict);
  else
    g_assert_cmpint (verdict, ==, HEARTH_STREAM_DROP);
}

static void
select_something (Model *self)
{
  int layer = g_rand_int_range (self->rand, -1, N_LAYERS);

  self->temporal = (guint) g_rand_int_range (self->rand, 0, 2);
  if (layer < 0)
    self->flowing = self->previous = HEARTH_NO_LAYER;
  hearth_layer_switch_select (self->layers, layer, self->temporal);
}

/* --- What the model says afterwards ----------------------------------------------------------------------------------------- */

/* Gaps exactly where a packet has not come. */
static void
check_sequence (Run     *run,
                guint16 *next)
{
  if (run->has_end)
    g_assert_cmpuint (run->end, ==, (*next)++);
  for (guint number = run->first; number <= run->newest; number++)
    {
      if (run->packets[number].fate == PASSED || run->packets[number].fate == FILLED)
        g_assert_cmpuint (run->packets[number].sequence, ==, *next);
      if (run->packets[number].fate != LEFT_OUT)
        (*next)++;
    }
}

/* The same of pictures. TL0PICIDX goes on from the newest that was seen. */
static void
check_pictures (Model   *self,
                Run     *run,
                guint16 *next,
                guint8  *next_tl0)
{
  guint mask = (1u << self->picture_id_bits) - 1;
  const guint8 *tl0 = self->tl0[run->layer];
  guint8 tl0_offset = (guint8) (*next_tl0 - tl0[run->first_picture]);

  for (guint number = run->first_picture; number <= run->newest_picture; number++)
    {
      PictureFate *picture = &run->pictures[number];

      if (picture->fate == PASSED)
        {
          g_assert_cmpuint (picture->picture_id, ==, *next & mask);
          g_assert_cmpuint (picture->tl0_picidx, ==, (guint8) (tl0[number] + tl0_offset));
        }
      if (picture->fate != LEFT_OUT || picture->overtaken)
        (*next)++;
    }
  *next_tl0 = (guint8) (tl0[run->newest_picture] + tl0_offset + 1);
}

static gint64
get_age (const Run *run,
         guint      picture)
{
  gint64 due = 2970 * (gint64) (picture - run->first_picture);

  return MAX (due - run->behind, due / 16);
}

/* Later pictures have later timestamps, at the sender's pace as soon as the run has caught up. */
static void
check_timestamps (Run       *run,
                  const Run *before)
{
  guint32 first = run->pictures[run->first_picture].timestamp;

  if (before != NULL)
    {
      guint32 newest = before->pictures[before->first_picture].timestamp + (guint32) get_age (before, before->newest_picture);
      gint64 elapsed = 2970 * ((gint64) run->first_picture - before->newest_picture);

      run->behind = MAX (1 - elapsed, 0);
      g_assert_cmpint ((gint32) (first - newest), ==, elapsed + run->behind);
    }
  for (guint number = run->first_picture; number <= run->newest_picture; number++)
    {
      if (run->pictures[number].fate == PASSED)
        g_assert_cmpint ((gint32) (run->pictures[number].timestamp - first), ==, get_age (run, number));
    }
}

static void
check (Model *self)
{
  guint16 next_sequence = self->start.sequence;
  guint16 next_picture = self->start.picture_id;
  guint8 next_tl0 = self->start.tl0_picidx;

  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = g_ptr_array_index (self->runs, i);

      check_sequence (run, &next_sequence);
      check_pictures (self, run, &next_picture, &next_tl0);
      check_timestamps (run, i > 0 ? g_ptr_array_index (self->runs, i - 1) : NULL);
    }
}

/* Adds to @counts what happened: runs, late packets, filled gaps, ended pictures. */
static void
run_schedule (GRand *rand,
              guint *counts)
{
  double loss = g_rand_double_range (rand, 0, 0.2);
  Model self = {
    .rand = rand,
    .picture_id_bits = g_rand_int_range (rand, 0, 4) == 0 ? 7 : 15,
    /* Near the end of every range, so that everything wraps. */
    .start = {
      .sequence = (guint16) (65300 + g_rand_int_range (rand, 0, 200)),
      .timestamp = G_MAXUINT32 - 100000,
      .picture_id = (guint16) (0x7fff - g_rand_int_range (rand, 0, 100)),
      .tl0_picidx = (guint8) g_rand_int (rand),
    },
    .timestamp_offset = g_rand_boolean (rand) ? g_rand_int (rand) : G_MAXUINT32 - 200000,
    .arrivals = g_array_new (FALSE, FALSE, sizeof (Sent)),
    .flowing = HEARTH_NO_LAYER,
    .previous = HEARTH_NO_LAYER,
    .runs = g_ptr_array_new_with_free_func (g_free),
  };

  self.layers = hearth_layer_switch_new (TRUE, &self.start);
  for (guint layer = 0; layer < N_LAYERS; layer++)
    {
      self.offsets[layer] = (Offsets) { (guint16) (65200 + g_rand_int_range (rand, 0, 400)),
                                        (guint16) (0x7fa0 + g_rand_int_range (rand, 0, 100)), (guint8) g_rand_int (rand) };
      send_layer (&self, layer, loss);
    }
  g_array_sort (self.arrivals, compare_arrivals);

  select_something (&self);
  for (guint i = 0; i < self.arrivals->len; i++)
    {
      if (g_rand_int_range (rand, 0, 50) == 0)
        select_something (&self);
      feed (&self, &g_array_index (self.arrivals, Sent, i));
    }
  check (&self);

  counts[0] += self.runs->len;
  counts[1] += self.n_late;
  counts[2] += self.n_filled;
  counts[3] += self.n_ends;
  g_ptr_array_unref (self.runs);
  g_array_unref (self.arrivals);
  hearth_layer_switch_free (self.layers);
}

static void
test_schedules (void)
{
  guint counts[4] = { 0 };

  for (guint32 seed = 1; seed <= N_SCHEDULES; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

      g_test_message ("seed %u", seed);
      run_schedule (rand, counts);
    }

  /* Nothing of what the rules speak of went untested. */
  g_test_message ("%u runs, %u late packets, %u filled gaps, %u ended pictures", counts[0], counts[1], counts[2], counts[3]);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpuint (counts[i], >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stream-model/schedules", test_schedules);

  return g_test_run ();
}
