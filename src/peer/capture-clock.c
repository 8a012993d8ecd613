/* When was it captured: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/capture-clock.h"

#include "base/limits.h"

#define NS_PER_S G_GINT64_CONSTANT (1000000000)
#define NS_PER_MS G_GINT64_CONSTANT (1000000)

/* The smallest difference is looked for in the last eight spells of a quarter of a second. */
#define N_SPELLS 8
#define SPELL_NS (250 * NS_PER_MS)

/* The offset moves by at most a hundredth of the time that passes: nobody hears or sees that, and it is a hundred times what clocks
 * drift. In its first second it goes down at once, since it begins with whatever jitter the first packet had. A difference larger
 * than STEP_NS is another clock, or another path. */
#define SLEW_DIVISOR 100
#define SETTLING_NS NS_PER_S
#define STEP_NS (200 * NS_PER_MS)

/* How long before its arrival a packet may have been captured, beyond the fastest: a retransmission at its last attempt. */
#define MAX_AGE_NS (2 * NS_PER_S)

/* The same for a packet that borrows another stream's report. */
#define MAX_BORROWED_AGE_NS (500 * NS_PER_MS)
#define MAX_BORROWED_EARLINESS_NS (50 * NS_PER_MS)

typedef struct
{
  guint32 ssrc;
  guint clock_rate;
  gint64 last_arrival;
  gboolean reported;
  gint64 reported_at; /* the sender's clock */
  guint32 timestamp;
} Stream;

struct _HearthCaptureClock
{
  Stream streams[HEARTH_LIMIT_SDP_MEDIA];
  guint n_streams;

  gboolean has_offset;
  gint64 offset;
  gint64 begun_at;
  gint64 moved_at;

  gint64 lowest[N_SPELLS];
  guint spell;
  gint64 spell_began;
};

static Stream *
find_stream (HearthCaptureClock *self,
             guint32             ssrc)
{
  for (guint i = 0; i < self->n_streams; i++)
    {
      if (self->streams[i].ssrc == ssrc)
        return &self->streams[i];
    }

  return NULL;
}

/* A guest has at most so many lines at a time; the stream that has been silent longest makes room. */
static Stream *
add_stream (HearthCaptureClock *self,
            guint32             ssrc,
            guint               clock_rate)
{
  Stream *stream = &self->streams[0];

  if (self->n_streams < G_N_ELEMENTS (self->streams))
    stream = &self->streams[self->n_streams++];
  else
    for (guint i = 1; i < self->n_streams; i++)
      {
        if (self->streams[i].last_arrival < stream->last_arrival)
          stream = &self->streams[i];
      }
  *stream = (Stream) { .ssrc = ssrc, .clock_rate = clock_rate };

  return stream;
}

/* In the sender's clock. Timestamps wrap around; the nearer half of their range is meant. */
static gint64
get_captured (const Stream *stream,
              guint32       timestamp)
{
  return stream->reported_at + (gint32) (timestamp - stream->timestamp) * NS_PER_S / stream->clock_rate;
}

static gint64
find_lowest (HearthCaptureClock *self)
{
  gint64 lowest = self->lowest[0];

  for (guint i = 1; i < N_SPELLS; i++)
    lowest = MIN (lowest, self->lowest[i]);

  return lowest;
}

static void
restart_offset (HearthCaptureClock *self,
                gint64              difference,
                gint64              now)
{
  self->has_offset = TRUE;
  self->offset = difference;
  self->begun_at = self->moved_at = self->spell_began = now;
  for (guint i = 0; i < N_SPELLS; i++)
    self->lowest[i] = difference;
}

static void
update_offset (HearthCaptureClock *self,
               gint64              difference,
               gint64              now)
{
  gint64 lowest;
  gint64 step;

  if (!self->has_offset || now - self->spell_began >= N_SPELLS * SPELL_NS)
    {
      restart_offset (self, difference, now);
      return;
    }

  while (now - self->spell_began >= SPELL_NS)
    {
      self->spell = (self->spell + 1) % N_SPELLS;
      self->spell_began += SPELL_NS;
      self->lowest[self->spell] = difference;
    }
  self->lowest[self->spell] = MIN (self->lowest[self->spell], difference);

  lowest = find_lowest (self);
  if (ABS (lowest - self->offset) > STEP_NS)
    {
      restart_offset (self, lowest, now);
      return;
    }
  step = now - self->begun_at < SETTLING_NS && lowest < self->offset ? STEP_NS : (now - self->moved_at) / SLEW_DIVISOR;
  self->offset += CLAMP (lowest - self->offset, -step, step);
  self->moved_at = now;
}

/* Returns: a stream of the same clock whose report makes sense of @timestamp, or %NULL */
static const Stream *
find_lender (HearthCaptureClock *self,
             const Stream       *borrower,
             guint32             timestamp,
             gint64              arrival)
{
  for (guint i = 0; i < self->n_streams; i++)
    {
      const Stream *stream = &self->streams[i];
      gint64 age;

      if (!stream->reported || stream->clock_rate != borrower->clock_rate || !self->has_offset)
        continue;
      age = arrival - self->offset - get_captured (stream, timestamp);
      if (age > -MAX_BORROWED_EARLINESS_NS && age < MAX_BORROWED_AGE_NS)
        return stream;
    }

  return NULL;
}

HearthCaptureClock *
hearth_capture_clock_new (void)
{
  return g_new0 (HearthCaptureClock, 1);
}

void
hearth_capture_clock_free (HearthCaptureClock *self)
{
  g_free (self);
}

void
hearth_capture_clock_report (HearthCaptureClock *self,
                             guint32             ssrc,
                             guint64             ntp,
                             guint32             timestamp)
{
  Stream *stream;

  g_return_if_fail (self != NULL);

  stream = find_stream (self, ssrc);
  if (stream == NULL)
    return;

  stream->reported = TRUE;
  stream->reported_at = (gint64) (ntp >> 32) * NS_PER_S + (gint64) ((ntp & G_MAXUINT32) * (guint64) NS_PER_S >> 32);
  stream->timestamp = timestamp;
}

guint64
hearth_capture_clock_stamp (HearthCaptureClock *self,
                            guint32             ssrc,
                            guint               clock_rate,
                            guint32             timestamp,
                            guint64             arrival)
{
  gint64 now = (gint64) arrival;
  const Stream *reference;
  Stream *stream;
  gint64 captured;
  gint64 pts;

  g_return_val_if_fail (self != NULL && clock_rate > 0, arrival);

  stream = find_stream (self, ssrc);
  if (stream == NULL)
    stream = add_stream (self, ssrc, clock_rate);
  stream->last_arrival = now;

  reference = stream->reported ? stream : find_lender (self, stream, timestamp, now);
  if (reference == NULL)
    return arrival;

  captured = get_captured (reference, timestamp);
  update_offset (self, now - captured, now);
  pts = captured + self->offset;

  return pts < now - MAX_AGE_NS ? arrival : (guint64) MIN (pts, now);
}
