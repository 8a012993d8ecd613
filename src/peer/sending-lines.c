/* The media lines of a sending connection: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/sending-lines.h"

#include <string.h>

#include "base/limits.h"

struct _HearthSendingLines
{
  HearthSendingTransport *transport;
  GPtrArray *tracks; /* of HearthSendingTrack */
};

HearthSendingLines *
hearth_sending_lines_new (HearthSendingTransport *transport)
{
  HearthSendingLines *self = g_new0 (HearthSendingLines, 1);

  self->transport = hearth_sending_transport_ref (transport);
  self->tracks = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
hearth_sending_lines_free (HearthSendingLines *self)
{
  g_clear_pointer (&self->tracks, g_ptr_array_unref);
  g_clear_pointer (&self->transport, hearth_sending_transport_unref);
  g_free (self);
}

guint
hearth_sending_lines_get_length (HearthSendingLines *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->tracks->len;
}

HearthSendingTrack *
hearth_sending_lines_find (HearthSendingLines *self,
                           const char         *track_id)
{
  g_return_val_if_fail (self != NULL && track_id != NULL, NULL);

  for (guint i = 0; i < self->tracks->len; i++)
    {
      HearthSendingTrack *track = g_ptr_array_index (self->tracks, i);

      if (g_strcmp0 (hearth_sending_track_get_track_id (track), track_id) == 0)
        return track;
    }

  return NULL;
}

HearthSendingTrack *
hearth_sending_lines_find_ssrc (HearthSendingLines *self,
                                guint32             ssrc)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->tracks->len; i++)
    {
      HearthSendingTrack *track = g_ptr_array_index (self->tracks, i);

      if (ssrc != 0 && hearth_sending_track_get_ssrc (track) == ssrc)
        return track;
    }

  return NULL;
}

/* --- A place for a source ------------------------------------------------------------------------------------------------- */

/* A line that is taken keeps its SSRC for itself, and so does one that had it once: then another is made up. */
static HearthSendingTrack *
find_free (HearthSendingLines *self,
           HearthSdpKind       kind,
           guint32            *ssrc)
{
  HearthSendingTrack *free_line = NULL;
  gboolean taken = FALSE;

  for (guint i = 0; i < self->tracks->len; i++)
    {
      HearthSendingTrack *track = g_ptr_array_index (self->tracks, i);
      gboolean is_free = hearth_sending_track_get_track_id (track) == NULL && hearth_sending_track_get_kind (track) == kind;

      if (hearth_sending_track_has_used (track, *ssrc))
        {
          if (is_free)
            return track;
          taken = TRUE;
        }
      if (is_free && free_line == NULL)
        free_line = track;
    }

  if (taken || *ssrc == 0)
    {
      *ssrc = g_random_int () | 1;
      return find_free (self, kind, ssrc);
    }

  return free_line;
}

HearthSendingTrack *
hearth_sending_lines_choose (HearthSendingLines *self,
                             GstElement         *webrtc,
                             HearthRtpSource    *source,
                             guint32            *ssrc)
{
  g_autoptr (GstCaps) caps = NULL;
  const GstStructure *structure;
  HearthSendingTrack *track;
  HearthSdpKind kind;

  g_return_val_if_fail (self != NULL && HEARTH_IS_RTP_SOURCE (source) && ssrc != NULL, NULL);

  caps = hearth_rtp_source_get_caps (source);
  structure = gst_caps_get_structure (caps, 0);
  kind = g_strcmp0 (gst_structure_get_string (structure, "media"), "video") == 0 ? HEARTH_SDP_VIDEO : HEARTH_SDP_AUDIO;
  *ssrc = 0;
  gst_structure_get_uint (structure, "ssrc", ssrc);

  track = find_free (self, kind, ssrc);
  /* One line is kept for data. */
  if (track != NULL || self->tracks->len + 1 >= HEARTH_LIMIT_SDP_MEDIA)
    return track;

  track = hearth_sending_track_new (webrtc, hearth_sending_transport_get_outlet (self->transport), kind);
  g_ptr_array_add (self->tracks, track);

  return track;
}

void
hearth_sending_lines_changed (HearthSendingLines *self)
{
  HearthSsrcTable *table;

  g_return_if_fail (self != NULL);

  table = hearth_sending_transport_get_tracks (self->transport);
  hearth_ssrc_table_begin (table);
  for (guint i = 0; i < self->tracks->len; i++)
    {
      HearthSendingTrack *track = g_ptr_array_index (self->tracks, i);

      if (hearth_sending_track_get_ssrc (track) != 0 && hearth_sending_track_get_kind (track) == HEARTH_SDP_VIDEO)
        hearth_ssrc_table_add (table, hearth_sending_track_get_ssrc (track), HEARTH_SDP_PAYLOAD_VP8, G_OBJECT (track));
    }
  hearth_ssrc_table_commit (table);
}

/* --- What an offer says of them ------------------------------------------------------------------------------------------- */

/* "a=ssrc:SSRC …" or "a=ssrc-group:FID SSRC RTX": the number at @index. */
static guint32
read_ssrc (const char *value,
           guint       index)
{
  g_auto (GStrv) parts = g_strsplit (value, " ", -1);

  return index < g_strv_length (parts) ? (guint32) g_ascii_strtoull (parts[index], NULL, 10) : 0;
}

/* The group of a line that has been read last. */
typedef struct
{
  HearthSendingTrack *track; /* %NULL: of one who does not send any more */
  guint32 rtx_ssrc;          /* as webrtcbin has made it up */
} Group;

/* Returns: (transfer full) (nullable): what the attribute is to say; %NULL: it is to go */
static char *
correct_group (HearthSendingLines *self,
               const char         *value,
               Group              *group)
{
  group->track = hearth_sending_lines_find_ssrc (self, read_ssrc (value, 1));
  group->rtx_ssrc = read_ssrc (value, 2);
  if (group->track == NULL)
    return NULL;

  return g_strdup_printf ("FID %u %u", hearth_sending_track_get_ssrc (group->track), hearth_sending_track_get_rtx_ssrc (group->track));
}

/* Returns: as correct_group() */
static char *
correct_ssrc (HearthSendingLines *self,
              const char         *value,
              const Group        *group)
{
  guint32 ssrc = read_ssrc (value, 0);
  const char *rest = strchr (value, ' ');

  if (group->track != NULL && ssrc == group->rtx_ssrc && rest != NULL)
    return g_strdup_printf ("%u%s", hearth_sending_track_get_rtx_ssrc (group->track), rest);

  return hearth_sending_lines_find_ssrc (self, ssrc) != NULL ? g_strdup (value) : NULL;
}

static void
correct_line (HearthSendingLines *self,
              GstSDPMedia        *media)
{
  Group group = { NULL, 0 };
  guint i = 0;

  /* Groups stand before what they group. */
  while (i < gst_sdp_media_attributes_len (media))
    {
      const GstSDPAttribute *attribute = gst_sdp_media_get_attribute (media, i);
      gboolean is_group = g_str_equal (attribute->key, "ssrc-group");
      g_autofree char *corrected = NULL;
      GstSDPAttribute replacement;

      if (!is_group && !g_str_equal (attribute->key, "ssrc"))
        {
          i++;
          continue;
        }
      corrected = is_group ? correct_group (self, attribute->value, &group) : correct_ssrc (self, attribute->value, &group);
      if (corrected == NULL)
        {
          gst_sdp_media_remove_attribute (media, i);
          continue;
        }
      gst_sdp_attribute_set (&replacement, attribute->key, corrected);
      gst_sdp_media_replace_attribute (media, i++, &replacement);
    }
}

void
hearth_sending_lines_correct_offer (HearthSendingLines *self,
                                    GstSDPMessage      *offer)
{
  g_return_if_fail (self != NULL && offer != NULL);

  for (guint i = 0; i < gst_sdp_message_medias_len (offer); i++)
    correct_line (self, (GstSDPMedia *) gst_sdp_message_get_media (offer, i));
}

void
hearth_sending_lines_close (HearthSendingLines *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->tracks->len; i++)
    hearth_sending_track_close (g_ptr_array_index (self->tracks, i));
  g_ptr_array_set_size (self->tracks, 0);
  hearth_sending_lines_changed (self);
}
