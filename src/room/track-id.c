/* The names of tracks: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/track-id.h"

static const char *const kind_names[HEARTH_N_TRACK_KINDS] = {
  [HEARTH_TRACK_AUDIO] = "audio",
  [HEARTH_TRACK_VIDEO] = "video",
};

const char *
hearth_track_kind_to_string (HearthTrackKind kind)
{
  g_return_val_if_fail (kind < HEARTH_N_TRACK_KINDS, NULL);

  return kind_names[kind];
}

gboolean
hearth_track_kind_from_string (const char      *text,
                               HearthTrackKind *kind)
{
  for (guint i = 0; i < HEARTH_N_TRACK_KINDS; i++)
    {
      if (g_strcmp0 (text, kind_names[i]) == 0)
        {
          *kind = i;
          return TRUE;
        }
    }

  return FALSE;
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
hearth_track_id_new (const char      *member_id,
                     HearthTrackKind  kind)
{
  g_return_val_if_fail (member_id != NULL, NULL);
  g_return_val_if_fail (kind < HEARTH_N_TRACK_KINDS, NULL);

  return g_strconcat (member_id, "/", kind_names[kind], NULL);
}

gboolean
hearth_track_id_parse (const char       *track_id,
                       char            **member_id,
                       HearthTrackKind  *kind)
{
  const char *slash = strrchr (track_id, '/');

  if (slash == NULL || slash == track_id || !hearth_track_kind_from_string (slash + 1, kind))
    return FALSE;

  *member_id = g_strndup (track_id, slash - track_id);

  return TRUE;
}
