/* How loud this person wants to hear whom: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/volumes.h"

typedef struct
{
  double volume;
  gboolean muted;
} Volume;

struct _HearthVolumes
{
  GObject parent_instance;

  GHashTable *by_key; /* key as text → Volume; those whom the person has touched */
};

G_DEFINE_FINAL_TYPE (HearthVolumes, hearth_volumes, G_TYPE_OBJECT)

static void
remember (HearthParticipant *participant,
          GParamSpec        *pspec,
          HearthVolumes     *self)
{
  const char *key = hearth_acquaintance_get_key (hearth_participant_get_acquaintance (participant));
  const Volume volume = { hearth_participant_get_volume (participant), hearth_participant_get_muted_here (participant) };

  if (key == NULL)
    return;

  if (volume.volume == 1 && !volume.muted)
    g_hash_table_remove (self->by_key, key);
  else
    g_hash_table_insert (self->by_key, g_strdup (key), g_memdup2 (&volume, sizeof volume));
}

/* Their key is known now. */
static void
recall (HearthVolumes     *self,
        HearthParticipant *participant)
{
  const char *key = hearth_acquaintance_get_key (hearth_participant_get_acquaintance (participant));
  const Volume *remembered = key != NULL ? g_hash_table_lookup (self->by_key, key) : NULL;
  Volume volume;

  if (remembered == NULL)
    {
      remember (participant, NULL, self);
      return;
    }

  /* The table follows each of the two. */
  volume = *remembered;
  hearth_participant_set_volume (participant, volume.volume);
  hearth_participant_set_muted_here (participant, volume.muted);
}

/* An acquaintance does not know whose it is; both end with the participant. */
static void
on_acquaintance_changed (HearthAcquaintance *acquaintance,
                         HearthParticipant  *participant)
{
  HearthVolumes *self = g_object_get_data (G_OBJECT (participant), "hearth-volumes");

  recall (self, participant);
}

static void
hearth_volumes_finalize (GObject *object)
{
  g_hash_table_unref (HEARTH_VOLUMES (object)->by_key);

  G_OBJECT_CLASS (hearth_volumes_parent_class)->finalize (object);
}

static void
hearth_volumes_class_init (HearthVolumesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_volumes_finalize;
}

static void
hearth_volumes_init (HearthVolumes *self)
{
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

HearthVolumes *
hearth_volumes_new (void)
{
  return g_object_new (HEARTH_TYPE_VOLUMES, NULL);
}

void
hearth_volumes_follow (HearthVolumes     *self,
                       HearthParticipant *participant)
{
  g_return_if_fail (HEARTH_IS_VOLUMES (self) && HEARTH_IS_PARTICIPANT (participant));

  g_object_set_data_full (G_OBJECT (participant), "hearth-volumes", g_object_ref (self), g_object_unref);
  g_signal_connect_object (participant, "notify::volume", G_CALLBACK (remember), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (participant, "notify::muted-here", G_CALLBACK (remember), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (hearth_participant_get_acquaintance (participant), "changed", G_CALLBACK (on_acquaintance_changed),
                           participant, G_CONNECT_DEFAULT);
  recall (self, participant);
}
