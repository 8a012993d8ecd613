/* The live source of everybody's sound: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/mix-source.h"

#include "media/audio-device.h"

/* After a pause as long as this (suspend, a starved process) the mix goes on from now instead of catching up. */
#define RESYNC_AFTER (10 * HEARTH_AUDIO_PERIOD)

#define MAX_CHANNELS 2

struct _HearthMixSource
{
  GstPushSrc parent_instance;

  guint n_channels;
  GMutex mutex; /* guards what follows, never held while something is waited for */
  GPtrArray *inputs;
  GstClockID wait;
  gboolean flushing;

  guint64 next; /* in periods of the running time; the streaming thread's own */
};

G_DEFINE_FINAL_TYPE (HearthMixSource, hearth_mix_source, GST_TYPE_PUSH_SRC)

static gboolean
hearth_mix_source_start (GstBaseSrc *source)
{
  HEARTH_MIX_SOURCE (source)->next = 0;

  return TRUE;
}

static GstCaps *
hearth_mix_source_get_caps (GstBaseSrc *source,
                            GstCaps    *filter)
{
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (HEARTH_MIX_SOURCE (source)->n_channels);

  return filter != NULL ? gst_caps_intersect_full (filter, caps, GST_CAPS_INTERSECT_FIRST) : g_steal_pointer (&caps);
}

static gboolean
hearth_mix_source_unlock (GstBaseSrc *source)
{
  HearthMixSource *self = HEARTH_MIX_SOURCE (source);

  g_mutex_lock (&self->mutex);
  self->flushing = TRUE;
  if (self->wait != NULL)
    gst_clock_id_unschedule (self->wait);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static gboolean
hearth_mix_source_unlock_stop (GstBaseSrc *source)
{
  HearthMixSource *self = HEARTH_MIX_SOURCE (source);

  g_mutex_lock (&self->mutex);
  self->flushing = FALSE;
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

/* Returns FALSE where the source is being stopped. Jumps to the present when too late; then *resynced is TRUE. */
static gboolean
wait_for_next_on_streaming_thread (HearthMixSource *self,
                                   gboolean        *resynced)
{
  g_autoptr (GstClock) clock = gst_element_get_clock (GST_ELEMENT (self));
  GstClockTime base_time = gst_element_get_base_time (GST_ELEMENT (self));
  GstClockTime now = gst_clock_get_time (clock) - base_time;
  gboolean flushing;

  *resynced = now > self->next * HEARTH_AUDIO_PERIOD + RESYNC_AFTER;
  if (*resynced)
    self->next = now / HEARTH_AUDIO_PERIOD + 1;

  g_mutex_lock (&self->mutex);
  if (!self->flushing)
    self->wait = gst_clock_new_single_shot_id (clock, base_time + self->next * HEARTH_AUDIO_PERIOD);
  g_mutex_unlock (&self->mutex);

  if (self->wait != NULL)
    gst_clock_id_wait (self->wait, NULL);

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->wait, gst_clock_id_unref);
  flushing = self->flushing;
  g_mutex_unlock (&self->mutex);

  return !flushing;
}

static GstFlowReturn
hearth_mix_source_create (GstPushSrc  *source,
                          GstBuffer  **buffer)
{
  HearthMixSource *self = HEARTH_MIX_SOURCE (source);
  gint32 sum[HEARTH_AUDIO_PERIOD_SAMPLES * MAX_CHANNELS] = { 0 };
  const gsize n = HEARTH_AUDIO_PERIOD_SAMPLES * self->n_channels;
  gint16 *mixed;
  gboolean resynced;

  if (!wait_for_next_on_streaming_thread (self, &resynced))
    return GST_FLOW_FLUSHING;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->inputs->len; i++)
    hearth_speaker_input_mix (g_ptr_array_index (self->inputs, i),
                              self->next * HEARTH_AUDIO_PERIOD_SAMPLES, sum, HEARTH_AUDIO_PERIOD_SAMPLES);
  g_mutex_unlock (&self->mutex);

  mixed = g_new (gint16, n);
  for (gsize i = 0; i < n; i++)
    mixed[i] = (gint16) CLAMP (sum[i], G_MININT16, G_MAXINT16);

  *buffer = gst_buffer_new_wrapped (mixed, n * sizeof *mixed);
  GST_BUFFER_PTS (*buffer) = self->next * HEARTH_AUDIO_PERIOD;
  GST_BUFFER_DURATION (*buffer) = HEARTH_AUDIO_PERIOD;
  if (resynced)
    GST_BUFFER_FLAG_SET (*buffer, GST_BUFFER_FLAG_DISCONT);
  self->next++;

  return GST_FLOW_OK;
}

static void
hearth_mix_source_finalize (GObject *object)
{
  HearthMixSource *self = HEARTH_MIX_SOURCE (object);

  g_ptr_array_unref (self->inputs);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_mix_source_parent_class)->finalize (object);
}

static void
hearth_mix_source_class_init (HearthMixSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseSrcClass *source_class = GST_BASE_SRC_CLASS (klass);
  g_autoptr (GstCaps) caps = hearth_audio_caps_new (1);

  gst_caps_set_simple (caps, "channels", GST_TYPE_INT_RANGE, 1, MAX_CHANNELS, NULL);
  object_class->finalize = hearth_mix_source_finalize;
  source_class->start = hearth_mix_source_start;
  source_class->get_caps = hearth_mix_source_get_caps;
  source_class->unlock = hearth_mix_source_unlock;
  source_class->unlock_stop = hearth_mix_source_unlock_stop;
  GST_PUSH_SRC_CLASS (klass)->create = hearth_mix_source_create;

  gst_element_class_set_static_metadata (element_class, "Everybody's sound", "Source/Audio",
                                         "Adds up what several decoders give", "The Hearth authors");
  gst_element_class_add_pad_template (element_class, gst_pad_template_new ("src", GST_PAD_SRC, GST_PAD_ALWAYS, caps));
}

static void
hearth_mix_source_init (HearthMixSource *self)
{
  g_mutex_init (&self->mutex);
  self->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) hearth_speaker_input_unref);

  gst_base_src_set_live (GST_BASE_SRC (self), TRUE);
  gst_base_src_set_format (GST_BASE_SRC (self), GST_FORMAT_TIME);
}

GstElement *
hearth_mix_source_new (guint n_channels)
{
  HearthMixSource *self;

  g_return_val_if_fail (n_channels >= 1 && n_channels <= MAX_CHANNELS, NULL);

  self = g_object_new (HEARTH_TYPE_MIX_SOURCE, NULL);
  self->n_channels = n_channels;

  return GST_ELEMENT (self);
}

void
hearth_mix_source_add (HearthMixSource    *self,
                       HearthSpeakerInput *input)
{
  g_return_if_fail (HEARTH_IS_MIX_SOURCE (self));

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->inputs, hearth_speaker_input_ref (input));
  g_mutex_unlock (&self->mutex);
}

guint
hearth_mix_source_remove (HearthMixSource    *self,
                          HearthSpeakerInput *input)
{
  guint n_left;

  g_return_val_if_fail (HEARTH_IS_MIX_SOURCE (self), 0);

  g_mutex_lock (&self->mutex);
  g_ptr_array_remove_fast (self->inputs, input);
  n_left = self->inputs->len;
  g_mutex_unlock (&self->mutex);

  return n_left;
}
