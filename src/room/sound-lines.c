/* The sound of shared screens on its way to one receiver: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/sound-lines.h"

#include "forward/track-forwarder.h"
#include "room/track-id.h"

struct _HearthSoundLines
{
  GObject parent_instance;

  GHashTable *lines; /* id of who shares → HearthTrackForwarder */
  GPtrArray *spares;
  gboolean closed;
};

enum
{
  TRACK_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSoundLines, hearth_sound_lines, G_TYPE_OBJECT)

static void
emit (HearthSoundLines     *self,
      const char           *id,
      HearthTrackForwarder *line)
{
  g_autofree char *track_id = hearth_track_id_new_sound (id);

  g_signal_emit (self, signals[TRACK_CHANGED], 0, track_id, line);
}

static HearthTrackForwarder *
open_line (HearthSoundLines *self,
           const char       *id)
{
  HearthTrackForwarder *line = self->spares->len > 0 ? g_ptr_array_steal_index (self->spares, self->spares->len - 1)
                                                     : hearth_track_forwarder_new (HEARTH_FORWARD_AUDIO);

  g_hash_table_insert (self->lines, g_strdup (id), line);

  return line;
}

static void
spare_line (HearthSoundLines *self,
            const char       *id)
{
  HearthTrackForwarder *line = g_hash_table_lookup (self->lines, id);

  if (line == NULL)
    return;

  hearth_track_forwarder_set_audio (line, NULL);
  g_ptr_array_add (self->spares, g_object_ref (line));
  g_hash_table_remove (self->lines, id);
  emit (self, id, NULL);
}

static void
hearth_sound_lines_dispose (GObject *object)
{
  hearth_sound_lines_close (HEARTH_SOUND_LINES (object));

  G_OBJECT_CLASS (hearth_sound_lines_parent_class)->dispose (object);
}

static void
hearth_sound_lines_finalize (GObject *object)
{
  HearthSoundLines *self = HEARTH_SOUND_LINES (object);

  g_hash_table_unref (self->lines);
  g_ptr_array_unref (self->spares);

  G_OBJECT_CLASS (hearth_sound_lines_parent_class)->finalize (object);
}

static void
hearth_sound_lines_class_init (HearthSoundLinesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_sound_lines_dispose;
  object_class->finalize = hearth_sound_lines_finalize;

  signals[TRACK_CHANGED] = g_signal_new ("track-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, HEARTH_TYPE_RTP_SOURCE);
}

static void
hearth_sound_lines_init (HearthSoundLines *self)
{
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->spares = g_ptr_array_new_with_free_func (g_object_unref);
}

HearthSoundLines *
hearth_sound_lines_new (void)
{
  return g_object_new (HEARTH_TYPE_SOUND_LINES, NULL);
}

void
hearth_sound_lines_set (HearthSoundLines *self,
                        const char       *id,
                        HearthRtpSource  *source,
                        gboolean          on)
{
  HearthTrackForwarder *line;

  g_return_if_fail (HEARTH_IS_SOUND_LINES (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (source == NULL || HEARTH_IS_RTP_SOURCE (source));

  if (self->closed)
    return;
  if (source == NULL)
    {
      spare_line (self, id);
      return;
    }

  line = g_hash_table_lookup (self->lines, id);
  if (line != NULL)
    {
      hearth_track_forwarder_set_audio (line, on ? source : NULL);
      return;
    }

  line = open_line (self, id);
  hearth_track_forwarder_set_audio (line, on ? source : NULL);
  emit (self, id, line);
}

static void
add_stats (HearthTrackForwarder *line,
           HearthFeedStats      *sum)
{
  HearthTrackForwarderStats stats;

  hearth_track_forwarder_get_stats (line, &stats);
  sum->forwarded += stats.packets;
  sum->dropped += stats.dropped;
}

void
hearth_sound_lines_add_stats (HearthSoundLines *self,
                              HearthFeedStats  *stats)
{
  GHashTableIter iter;
  gpointer line;

  g_return_if_fail (HEARTH_IS_SOUND_LINES (self));

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    {
      add_stats (line, stats);
      stats->streams++;
    }
  for (guint i = 0; i < self->spares->len; i++)
    add_stats (g_ptr_array_index (self->spares, i), stats);
}

void
hearth_sound_lines_close (HearthSoundLines *self)
{
  GHashTableIter iter;
  gpointer line;

  g_return_if_fail (HEARTH_IS_SOUND_LINES (self));

  self->closed = TRUE;
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    hearth_track_forwarder_close (line);
  for (guint i = 0; i < self->spares->len; i++)
    hearth_track_forwarder_close (g_ptr_array_index (self->spares, i));
}
