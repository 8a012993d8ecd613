/* Everybody's voice: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/voices.h"

#include "base/limits.h"
#include "forward/speaker-selector.h"
#include "forward/voice-meter.h"

/* dBov: RFC 6464, section 3. */
#define SILENCE -127.0

/* How often it is decided who is heard: what a meter looks back on. */
#define DECIDE_MS 100

typedef struct
{
  HearthRtpSource *source;
  HearthVoiceMeter *meter;
  gboolean muted;
} Voice;

struct _HearthVoices
{
  GObject parent_instance;

  GHashTable *voices; /* id → Voice */
  HearthSpeakerSelector *selector;
  guint n_people;
  guint decide_source;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthVoices, hearth_voices, G_TYPE_OBJECT)

static Voice *
voice_new (HearthRtpSource *source)
{
  Voice *voice = g_new0 (Voice, 1);

  voice->source = g_object_ref (source);
  voice->meter = hearth_voice_meter_new ();
  hearth_rtp_source_add_sink (source, HEARTH_RTP_SINK (voice->meter));

  return voice;
}

static void
voice_free (gpointer data)
{
  Voice *voice = data;

  hearth_rtp_source_remove_sink (voice->source, HEARTH_RTP_SINK (voice->meter));
  g_object_unref (voice->source);
  g_object_unref (voice->meter);
  g_free (voice);
}

static double
get_level (const Voice *voice,
           gint64       now)
{
  return voice->muted ? SILENCE : hearth_voice_meter_get_level (voice->meter, now);
}

static void
decide (HearthVoices *self)
{
  guint n = self->n_people <= HEARTH_LIMIT_ROOM_ALL_VOICES ? HEARTH_LIMIT_ROOM_ALL_VOICES : HEARTH_LIMIT_ROOM_LOUDEST;
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer id, voice;

  g_hash_table_iter_init (&iter, self->voices);
  while (g_hash_table_iter_next (&iter, &id, &voice))
    hearth_speaker_selector_set_level (self->selector, id, get_level (voice, now), now);

  if (hearth_speaker_selector_update (self->selector, n, now))
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
on_decide (gpointer user_data)
{
  decide (HEARTH_VOICES (user_data));

  return G_SOURCE_CONTINUE;
}

/* Somebody came or went: others are heard now, and nobody waits for a tenth of a second for that. */
static void
update (HearthVoices *self)
{
  gboolean listens = g_hash_table_size (self->voices) > 0;

  if (listens && self->decide_source == 0)
    self->decide_source = g_timeout_add (DECIDE_MS, on_decide, self);
  else if (!listens)
    g_clear_handle_id (&self->decide_source, g_source_remove);

  decide (self);
}

static void
hearth_voices_dispose (GObject *object)
{
  hearth_voices_close (HEARTH_VOICES (object));

  G_OBJECT_CLASS (hearth_voices_parent_class)->dispose (object);
}

static void
hearth_voices_finalize (GObject *object)
{
  HearthVoices *self = HEARTH_VOICES (object);

  g_hash_table_unref (self->voices);
  hearth_speaker_selector_free (self->selector);

  G_OBJECT_CLASS (hearth_voices_parent_class)->finalize (object);
}

static void
hearth_voices_class_init (HearthVoicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_voices_dispose;
  object_class->finalize = hearth_voices_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_voices_init (HearthVoices *self)
{
  self->voices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, voice_free);
  self->selector = hearth_speaker_selector_new ();
}

HearthVoices *
hearth_voices_new (void)
{
  return g_object_new (HEARTH_TYPE_VOICES, NULL);
}

void
hearth_voices_set_people (HearthVoices *self,
                          guint         n)
{
  g_return_if_fail (HEARTH_IS_VOICES (self));

  self->n_people = n;
  update (self);
}

void
hearth_voices_set (HearthVoices    *self,
                   const char      *id,
                   HearthRtpSource *source)
{
  const Voice *voice;

  g_return_if_fail (HEARTH_IS_VOICES (self));
  g_return_if_fail (id != NULL);

  voice = g_hash_table_lookup (self->voices, id);
  if ((voice != NULL ? voice->source : NULL) == source)
    return;

  if (voice == NULL)
    hearth_speaker_selector_add (self->selector, id);
  else if (source == NULL)
    hearth_speaker_selector_remove (self->selector, id);

  if (source != NULL)
    g_hash_table_replace (self->voices, g_strdup (id), voice_new (source));
  else
    g_hash_table_remove (self->voices, id);

  update (self);
}

void
hearth_voices_set_muted (HearthVoices *self,
                         const char   *id,
                         gboolean      muted)
{
  Voice *voice;

  g_return_if_fail (HEARTH_IS_VOICES (self));
  g_return_if_fail (id != NULL);

  voice = g_hash_table_lookup (self->voices, id);
  if (voice != NULL)
    voice->muted = muted;
}

GPtrArray *
hearth_voices_get_heard (HearthVoices *self)
{
  g_return_val_if_fail (HEARTH_IS_VOICES (self), NULL);

  return hearth_speaker_selector_get_loudest (self->selector);
}

GPtrArray *
hearth_voices_get_speaking (HearthVoices *self)
{
  g_return_val_if_fail (HEARTH_IS_VOICES (self), NULL);

  return hearth_speaker_selector_get_speaking (self->selector);
}

const char *
hearth_voices_get_active (HearthVoices *self)
{
  g_return_val_if_fail (HEARTH_IS_VOICES (self), NULL);

  return hearth_speaker_selector_get_active (self->selector);
}

void
hearth_voices_close (HearthVoices *self)
{
  g_return_if_fail (HEARTH_IS_VOICES (self));

  g_clear_handle_id (&self->decide_source, g_source_remove);
  g_hash_table_remove_all (self->voices);
}
