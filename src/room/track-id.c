/* The names of tracks: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/track-id.h"

#include "base/limits.h"

#define SLOT_HEAD "slot"
#define SLOT_TAIL "/audio"

/* As caps name them. */
static const char *const media_names[HEARTH_N_TRACK_KINDS] = {
  [HEARTH_TRACK_AUDIO] = "audio",
  [HEARTH_TRACK_VIDEO] = "video",
  [HEARTH_TRACK_SHARE] = "video",
  [HEARTH_TRACK_SOUND] = "audio",
};

static const char *const picture_names[HEARTH_N_PICTURE_KINDS] = {
  [HEARTH_PICTURE_CAMERA] = "video",
  [HEARTH_PICTURE_SHARE] = "share",
};

/* Whether @text is @head, one digit less than @n, and @tail. */
static gboolean
parse_numbered (const char *text,
                const char *head,
                const char *tail,
                guint       n,
                guint      *number)
{
  gsize length = strlen (head);
  int digit;

  if (strncmp (text, head, length) != 0)
    return FALSE;
  digit = g_ascii_digit_value (text[length]);
  if (digit < 0 || (guint) digit >= n || strcmp (text + length + 1, tail) != 0)
    return FALSE;

  *number = (guint) digit;

  return TRUE;
}

gboolean
hearth_track_kind_is_of (HearthTrackKind  kind,
                         HearthRtpSource *source)
{
  g_autoptr (GstCaps) caps = hearth_rtp_source_get_caps (source);
  const GstStructure *structure;

  if (caps == NULL || gst_caps_get_size (caps) == 0)
    return FALSE;

  structure = gst_caps_get_structure (caps, 0);

  return g_strcmp0 (gst_structure_get_string (structure, "media"), media_names[kind]) == 0;
}

char *
hearth_track_id_new_layer (HearthPictureKind kind,
                           guint             layer)
{
  g_return_val_if_fail (kind < HEARTH_N_PICTURE_KINDS, NULL);
  g_return_val_if_fail (layer < HEARTH_LIMIT_VIDEO_LAYERS, NULL);

  return g_strdup_printf ("%s%u", picture_names[kind], layer);
}

char *
hearth_track_id_new_picture (HearthPictureKind  kind,
                             const char        *member_id)
{
  g_return_val_if_fail (kind < HEARTH_N_PICTURE_KINDS, NULL);
  g_return_val_if_fail (member_id != NULL, NULL);

  return g_strdup_printf ("%s/%s", member_id, picture_names[kind]);
}

char *
hearth_track_id_new_sound (const char *member_id)
{
  g_return_val_if_fail (member_id != NULL, NULL);

  return g_strdup_printf ("%s/" HEARTH_TRACK_ID_SOUND, member_id);
}

char *
hearth_track_id_new_slot (guint slot)
{
  g_return_val_if_fail (slot < HEARTH_LIMIT_VOICE_SLOTS, NULL);

  return g_strdup_printf (SLOT_HEAD "%u" SLOT_TAIL, slot);
}

gboolean
hearth_track_id_parse_layer (const char        *track_id,
                             HearthPictureKind *kind,
                             guint             *layer)
{
  g_return_val_if_fail (track_id != NULL, FALSE);

  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    {
      if (!parse_numbered (track_id, picture_names[i], "", HEARTH_LIMIT_VIDEO_LAYERS, layer))
        continue;

      *kind = (HearthPictureKind) i;
      return TRUE;
    }

  return FALSE;
}

/* Whether @track_id is "<member>/@name", and whose. */
static gboolean
parse_owned (const char  *track_id,
             const char  *name,
             char       **member_id)
{
  const char *slash = strrchr (track_id, '/');

  if (slash == NULL || slash == track_id || !g_str_equal (slash + 1, name))
    return FALSE;

  *member_id = g_strndup (track_id, (gsize) (slash - track_id));

  return TRUE;
}

gboolean
hearth_track_id_parse_picture (const char         *track_id,
                               HearthPictureKind  *kind,
                               char              **member_id)
{
  g_return_val_if_fail (track_id != NULL, FALSE);

  for (guint i = 0; i < HEARTH_N_PICTURE_KINDS; i++)
    {
      if (!parse_owned (track_id, picture_names[i], member_id))
        continue;

      *kind = (HearthPictureKind) i;
      return TRUE;
    }

  return FALSE;
}

gboolean
hearth_track_id_parse_sound (const char  *track_id,
                             char       **member_id)
{
  g_return_val_if_fail (track_id != NULL, FALSE);

  return parse_owned (track_id, HEARTH_TRACK_ID_SOUND, member_id);
}

gboolean
hearth_track_id_parse_slot (const char *track_id,
                            guint      *slot)
{
  g_return_val_if_fail (track_id != NULL, FALSE);

  return parse_numbered (track_id, SLOT_HEAD, SLOT_TAIL, HEARTH_LIMIT_VOICE_SLOTS, slot);
}
