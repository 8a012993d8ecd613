/* Gives each member what is received from them: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/member-media.h"

#include "base/limits.h"

struct _HearthMemberMedia
{
  GObject parent_instance;

  GListModel *members;
  GPtrArray *known;                                 /* the same, as they were when the list last changed */
  GHashTable *pictures[HEARTH_N_PICTURE_KINDS];     /* member id → HearthRtpSource, also of people not known yet */
  GHashTable *sounds;                               /* the same, of the screens */
  HearthRtpSource *lines[HEARTH_LIMIT_VOICE_SLOTS]; /* what comes on each voice line */
  HearthControlMessage *speakers;                   /* the latest; NULL before the first */
  HearthMember *active;
};

enum
{
  ACTIVE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthMemberMedia, hearth_member_media, G_TYPE_OBJECT)

static const HearthTrackKind picture_tracks[HEARTH_N_PICTURE_KINDS] = {
  [HEARTH_PICTURE_CAMERA] = HEARTH_TRACK_VIDEO,
  [HEARTH_PICTURE_SHARE] = HEARTH_TRACK_SHARE,
};

static HearthRtpSource *
find_voice (HearthMemberMedia *self,
            const char        *id)
{
  guint n = self->speakers != NULL ? self->speakers->slots->len : 0;

  for (guint i = 0; i < n && i < HEARTH_LIMIT_VOICE_SLOTS; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->speakers->slots, i), id))
        return self->lines[i];
    }

  return NULL;
}

static gboolean
speaks (HearthMemberMedia *self,
        const char        *id)
{
  return self->speakers != NULL && g_ptr_array_find_with_equal_func (self->speakers->speaking, id, g_str_equal, NULL);
}

static void
give (HearthMemberMedia *self,
      HearthMember      *member)
{
  const char *id = hearth_member_get_id (member);

  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    hearth_member_set_source (member, picture_tracks[i], g_hash_table_lookup (self->pictures[i], id));
  hearth_member_set_source (member, HEARTH_TRACK_SOUND, g_hash_table_lookup (self->sounds, id));
  hearth_member_set_source (member, HEARTH_TRACK_AUDIO, find_voice (self, id));
  hearth_member_set_speaking (member, speaks (self, id));
}

static void
take_away (HearthMember *member)
{
  for (HearthTrackKind kind = 0; kind < HEARTH_N_TRACK_KINDS; kind++)
    hearth_member_set_source (member, kind, NULL);
  hearth_member_set_speaking (member, FALSE);
}

/* Lines are taken away before they are given, so that no two members are ever heard on one. */
static void
give_all (HearthMemberMedia *self)
{
  guint n = g_list_model_get_n_items (self->members);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (self->members, i);

      if (hearth_member_get_audio (member) != find_voice (self, hearth_member_get_id (member)))
        hearth_member_set_source (member, HEARTH_TRACK_AUDIO, NULL);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthMember) member = g_list_model_get_item (self->members, i);

      give (self, member);
    }
}

static void
set_active (HearthMemberMedia *self,
            HearthMember      *member)
{
  if (g_set_object (&self->active, member))
    g_signal_emit (self, signals[ACTIVE_CHANGED], 0);
}

/* This person is not among the members: while they speak, or somebody who is not known yet does, it is still the one before, as
 * long as that one is there. */
static void
update_active (HearthMemberMedia *self)
{
  HearthMember *member = self->speakers != NULL ? hearth_member_find (self->members, self->speakers->active) : NULL;

  if (member == NULL && self->active != NULL)
    member = hearth_member_find (self->members, hearth_member_get_id (self->active));

  set_active (self, member);
}

static void
on_members_changed (GListModel        *members,
                    guint              position,
                    guint              n_removed,
                    guint              n_added,
                    HearthMemberMedia *self)
{
  for (guint i = 0; i < n_removed; i++)
    {
      take_away (g_ptr_array_index (self->known, position));
      g_ptr_array_remove_index (self->known, position);
    }
  for (guint i = position; i < position + n_added; i++)
    {
      HearthMember *member = g_list_model_get_item (members, i);

      g_ptr_array_insert (self->known, (int) i, member);
      give (self, member);
    }
  update_active (self);
}

static void
hearth_member_media_dispose (GObject *object)
{
  HearthMemberMedia *self = HEARTH_MEMBER_MEDIA (object);

  for (guint i = 0; i < HEARTH_LIMIT_VOICE_SLOTS; i++)
    g_clear_object (&self->lines[i]);
  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    g_hash_table_remove_all (self->pictures[i]);
  g_hash_table_remove_all (self->sounds);
  g_clear_pointer (&self->speakers, hearth_control_message_unref);
  g_clear_object (&self->active);
  g_ptr_array_set_size (self->known, 0);
  g_clear_object (&self->members);

  G_OBJECT_CLASS (hearth_member_media_parent_class)->dispose (object);
}

static void
hearth_member_media_finalize (GObject *object)
{
  HearthMemberMedia *self = HEARTH_MEMBER_MEDIA (object);

  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    g_hash_table_unref (self->pictures[i]);
  g_hash_table_unref (self->sounds);
  g_ptr_array_unref (self->known);

  G_OBJECT_CLASS (hearth_member_media_parent_class)->finalize (object);
}

static void
hearth_member_media_class_init (HearthMemberMediaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_member_media_dispose;
  object_class->finalize = hearth_member_media_finalize;

  signals[ACTIVE_CHANGED] = g_signal_new ("active-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_member_media_init (HearthMemberMedia *self)
{
  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    self->pictures[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->sounds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->known = g_ptr_array_new_with_free_func (g_object_unref);
}

HearthMemberMedia *
hearth_member_media_new (GListModel *members)
{
  HearthMemberMedia *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (members), NULL);

  self = g_object_new (HEARTH_TYPE_MEMBER_MEDIA, NULL);
  self->members = g_object_ref (members);
  on_members_changed (members, 0, 0, g_list_model_get_n_items (members), self);
  g_signal_connect_object (members, "items-changed", G_CALLBACK (on_members_changed), self, G_CONNECT_DEFAULT);

  return self;
}

static void
set_owned (HearthMemberMedia *self,
           GHashTable        *sources,
           const char        *id,
           HearthRtpSource   *source)
{
  HearthMember *member = hearth_member_find (self->members, id);

  if (source != NULL)
    g_hash_table_replace (sources, g_strdup (id), g_object_ref (source));
  else
    g_hash_table_remove (sources, id);

  if (member != NULL)
    give (self, member);
}

void
hearth_member_media_set_track (HearthMemberMedia *self,
                               const char        *track_id,
                               HearthRtpSource   *source)
{
  g_autofree char *id = NULL;
  HearthPictureKind kind;
  guint slot;

  g_return_if_fail (HEARTH_IS_MEMBER_MEDIA (self));

  if (hearth_track_id_parse_picture (track_id, &kind, &id))
    {
      if (source == NULL || hearth_track_kind_is_of (picture_tracks[kind], source))
        set_owned (self, self->pictures[kind], id, source);
    }
  else if (hearth_track_id_parse_sound (track_id, &id))
    {
      if (source == NULL || hearth_track_kind_is_of (HEARTH_TRACK_SOUND, source))
        set_owned (self, self->sounds, id, source);
    }
  else if (hearth_track_id_parse_slot (track_id, &slot))
    {
      if (source == NULL || hearth_track_kind_is_of (HEARTH_TRACK_AUDIO, source))
        {
          g_set_object (&self->lines[slot], source);
          give_all (self);
        }
    }
}

void
hearth_member_media_set_speakers (HearthMemberMedia    *self,
                                  HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_MEMBER_MEDIA (self));
  g_return_if_fail (message->type == HEARTH_CONTROL_SPEAKERS);

  g_clear_pointer (&self->speakers, hearth_control_message_unref);
  self->speakers = hearth_control_message_ref (message);
  give_all (self);
  update_active (self);
}

HearthMember *
hearth_member_media_get_active (HearthMemberMedia *self)
{
  g_return_val_if_fail (HEARTH_IS_MEMBER_MEDIA (self), NULL);

  return self->active;
}

void
hearth_member_media_clear (HearthMemberMedia *self)
{
  g_return_if_fail (HEARTH_IS_MEMBER_MEDIA (self));

  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    g_hash_table_remove_all (self->pictures[i]);
  g_hash_table_remove_all (self->sounds);
  for (guint i = 0; i < HEARTH_LIMIT_VOICE_SLOTS; i++)
    g_clear_object (&self->lines[i]);
  g_clear_pointer (&self->speakers, hearth_control_message_unref);
  give_all (self);
  set_active (self, NULL);
}
