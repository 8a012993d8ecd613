/* One other person as seen and heard here: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/playback.h"

#include "media/audio-decoder.h"
#include "media/video-decoder.h"

/* How far sound and picture may be apart. ITU-R BT.1359 finds the limit of noticing at 45 ms with the sound ahead; screen,
 * loudspeaker and the steps of both delays take the rest: with 30 ms here 32 to 51 were measured. */
#define MAX_SKEW (20 * GST_MSECOND)

#define LIP_SYNC_INTERVAL_MS 200

struct _HearthPlayback
{
  GObject parent_instance;

  HearthAudioDecoder *audio; /* NULL without a speaker */
  HearthVideoDecoder *video;
  gboolean has_audio;    /* since there was any: a voice that is silent comes back */
  gboolean has_video;
  guint lip_sync_source; /* while there are both */
};

G_DEFINE_FINAL_TYPE (HearthPlayback, hearth_playback, G_TYPE_OBJECT)

static GstClockTime
get_least (GstClockTime other_delay)
{
  return other_delay > MAX_SKEW ? other_delay - MAX_SKEW : 0;
}

/* The sound follows what the picture needs by itself, the picture follows the sound as it is: so neither follows its own tail. */
static gboolean
on_lip_sync (gpointer user_data)
{
  HearthPlayback *self = user_data;

  hearth_audio_decoder_set_min_delay (self->audio, get_least (hearth_video_decoder_get_own_delay (self->video)));
  hearth_video_decoder_set_min_delay (self->video, get_least (hearth_audio_decoder_get_delay (self->audio)));

  return G_SOURCE_CONTINUE;
}

static void
update_lip_sync (HearthPlayback *self)
{
  gboolean together = self->audio != NULL && self->has_audio && self->has_video;

  if (together && self->lip_sync_source == 0)
    {
      self->lip_sync_source = g_timeout_add (LIP_SYNC_INTERVAL_MS, on_lip_sync, self);
    }
  else if (!together && self->lip_sync_source != 0)
    {
      g_clear_handle_id (&self->lip_sync_source, g_source_remove);
      hearth_audio_decoder_set_min_delay (self->audio, 0);
      hearth_video_decoder_set_min_delay (self->video, 0);
    }
}

static void
hearth_playback_dispose (GObject *object)
{
  hearth_playback_close (HEARTH_PLAYBACK (object));

  G_OBJECT_CLASS (hearth_playback_parent_class)->dispose (object);
}

static void
hearth_playback_finalize (GObject *object)
{
  HearthPlayback *self = HEARTH_PLAYBACK (object);

  g_clear_object (&self->audio);
  g_clear_object (&self->video);

  G_OBJECT_CLASS (hearth_playback_parent_class)->finalize (object);
}

static void
hearth_playback_class_init (HearthPlaybackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_playback_dispose;
  object_class->finalize = hearth_playback_finalize;
}

static void
hearth_playback_init (HearthPlayback *self)
{
  self->video = hearth_video_decoder_new ();
}

HearthPlayback *
hearth_playback_new (HearthSpeaker *speaker)
{
  HearthPlayback *self;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (speaker == NULL || HEARTH_IS_SPEAKER (speaker), NULL);

  self = g_object_new (HEARTH_TYPE_PLAYBACK, NULL);
  if (speaker == NULL)
    return self;

  self->audio = hearth_audio_decoder_new (speaker, &error);
  if (self->audio == NULL)
    g_debug ("no voice: %s", error->message);

  return self;
}

void
hearth_playback_set_audio (HearthPlayback  *self,
                           HearthRtpSource *source)
{
  g_return_if_fail (HEARTH_IS_PLAYBACK (self));
  g_return_if_fail (source == NULL || HEARTH_IS_RTP_SOURCE (source));

  self->has_audio |= source != NULL;
  if (self->audio != NULL)
    hearth_audio_decoder_set_source (self->audio, source);
  update_lip_sync (self);
}

void
hearth_playback_set_video (HearthPlayback  *self,
                           HearthRtpSource *source)
{
  g_return_if_fail (HEARTH_IS_PLAYBACK (self));
  g_return_if_fail (source == NULL || HEARTH_IS_RTP_SOURCE (source));

  self->has_video = source != NULL;
  hearth_video_decoder_set_source (self->video, source);
  update_lip_sync (self);
}

void
hearth_playback_set_volume (HearthPlayback *self,
                            double          volume)
{
  g_return_if_fail (HEARTH_IS_PLAYBACK (self));
  g_return_if_fail (volume >= 0 && volume <= 2);

  if (self->audio != NULL)
    hearth_audio_decoder_set_volume (self->audio, volume);
}

HearthFrameMailbox *
hearth_playback_get_mailbox (HearthPlayback *self)
{
  g_return_val_if_fail (HEARTH_IS_PLAYBACK (self), NULL);

  return hearth_video_decoder_get_mailbox (self->video);
}

void
hearth_playback_set_tap (HearthPlayback *self,
                         HearthMediaTap *tap)
{
  g_return_if_fail (HEARTH_IS_PLAYBACK (self));
  g_return_if_fail (tap == NULL || HEARTH_IS_MEDIA_TAP (tap));

  hearth_video_decoder_set_tap (self->video, tap);
  if (self->audio != NULL)
    hearth_audio_decoder_set_tap (self->audio, tap);
}

void
hearth_playback_get_stats (HearthPlayback      *self,
                           HearthPlaybackStats *stats)
{
  g_return_if_fail (HEARTH_IS_PLAYBACK (self));
  g_return_if_fail (stats != NULL);

  *stats = (HearthPlaybackStats) {
    .frames_decoded = hearth_video_decoder_get_frames (self->video),
    .video = hearth_video_decoder_get_arrivals (self->video),
    .video_packets_lost = hearth_video_decoder_get_packets_lost (self->video),
    .playout_delay_ms = (double) hearth_video_decoder_get_delay (self->video) / GST_MSECOND,
    .audio_level_db = -100,
  };
  hearth_video_decoder_get_size (self->video, &stats->width, &stats->height);
  if (self->audio != NULL)
    {
      stats->audio = hearth_audio_decoder_get_arrivals (self->audio);
      stats->audio_packets_lost = hearth_audio_decoder_get_packets_lost (self->audio);
      stats->audio_level_db = hearth_audio_decoder_get_level (self->audio);
    }
}

void
hearth_playback_close (HearthPlayback *self)
{
  g_return_if_fail (HEARTH_IS_PLAYBACK (self));

  g_clear_handle_id (&self->lip_sync_source, g_source_remove);
  hearth_video_decoder_close (self->video);
  if (self->audio != NULL)
    hearth_audio_decoder_close (self->audio);
}
