/* The names of tracks: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/track-id.h"

#include "base/limits.h"

#define LAYER_HEAD "video"
#define PICTURE_TAIL "/video"
#define SLOT_HEAD "slot"
#define SLOT_TAIL "/audio"

static const char *const kind_names[HEARTH_N_TRACK_KINDS] = {
  [HEARTH_TRACK_AUDIO] = "audio",
  [HEARTH_TRACK_VIDEO] = "video",
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

  return g_strcmp0 (gst_structure_get_string (structure, "media"), kind_names[kind]) == 0;
}

char *
hearth_track_id_new_layer (guint layer)
{
  g_return_val_if_fail (layer < HEARTH_LIMIT_VIDEO_LAYERS, NULL);

  return g_strdup_printf (LAYER_HEAD "%u", layer);
}

char *
hearth_track_id_new_picture (const char *member_id)
{
  g_return_val_if_fail (member_id != NULL, NULL);

  return g_strconcat (member_id, PICTURE_TAIL, NULL);
}

char *
hearth_track_id_new_slot (guint slot)
{
  g_return_val_if_fail (slot < HEARTH_LIMIT_VOICE_SLOTS, NULL);

  return g_strdup_printf (SLOT_HEAD "%u" SLOT_TAIL, slot);
}

gboolean
hearth_track_id_parse_layer (const char *track_id,
                             guint      *layer)
{
  g_return_val_if_fail (track_id != NULL, FALSE);

  return parse_numbered (track_id, LAYER_HEAD, "", HEARTH_LIMIT_VIDEO_LAYERS, layer);
}

gboolean
hearth_track_id_parse_picture (const char  *track_id,
                               char       **member_id)
{
  g_return_val_if_fail (track_id != NULL, FALSE);

  if (!g_str_has_suffix (track_id, PICTURE_TAIL) || strlen (track_id) == strlen (PICTURE_TAIL))
    return FALSE;

  *member_id = g_strndup (track_id, strlen (track_id) - strlen (PICTURE_TAIL));

  return TRUE;
}

gboolean
hearth_track_id_parse_slot (const char *track_id,
                            guint      *slot)
{
  g_return_val_if_fail (track_id != NULL, FALSE);

  return parse_numbered (track_id, SLOT_HEAD, SLOT_TAIL, HEARTH_LIMIT_VOICE_SLOTS, slot);
}
