/* The names of tracks. Pure.
 *
 *   up     "audio"            a guest's voice
 *          "video0" …         the layers of their picture, "video0" the smallest
 *          "share0", "share1" the same of the screen that they share
 *          "sound"            what their computer plays, where they share that as well
 *   down   "<member>/video"   somebody's picture, whatever its layer is at the moment
 *          "<member>/share"   the same of their screen
 *          "<member>/sound"   what their computer plays
 *          "slot0/audio" …    a line for voices; SPEAKERS says whose it is at the moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/picture-kind.h"
#include "media/rtp-source.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_TRACK_AUDIO,
  HEARTH_TRACK_VIDEO,
  HEARTH_TRACK_SHARE, /* a picture as well */
  HEARTH_TRACK_SOUND, /* of the screen */
} HearthTrackKind;

#define HEARTH_N_TRACK_KINDS (HEARTH_TRACK_SOUND + 1)

/* A guest's voice on the way up. */
#define HEARTH_TRACK_ID_VOICE "audio"

/* The sound of their screen. */
#define HEARTH_TRACK_ID_SOUND "sound"

/**
 * hearth_track_kind_is_of:
 *
 * Returns: whether @source really carries that kind: what a stranger calls "audio" need not be sound
 */
gboolean hearth_track_kind_is_of        (HearthTrackKind   kind,
                                         HearthRtpSource  *source);

/** hearth_track_id_new_layer / _picture / _sound / _slot: Returns: (transfer full): "video0", "g1/video", "g1/sound", "slot0/audio". */
char    *hearth_track_id_new_layer      (HearthPictureKind kind,
                                         guint             layer) G_GNUC_WARN_UNUSED_RESULT;
char    *hearth_track_id_new_picture    (HearthPictureKind kind,
                                         const char       *member_id) G_GNUC_WARN_UNUSED_RESULT;
char    *hearth_track_id_new_sound      (const char       *member_id) G_GNUC_WARN_UNUSED_RESULT;
char    *hearth_track_id_new_slot       (guint             slot) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_track_id_parse_layer / _picture / _sound / _slot:
 * @kind: (out): which of their pictures
 * @layer: (out): less than HEARTH_LIMIT_VIDEO_LAYERS
 * @member_id: (out) (transfer full): not empty
 * @slot: (out): less than HEARTH_LIMIT_VOICE_SLOTS
 *
 * Returns: %FALSE, and nothing set, where @track_id is something else
 */
gboolean hearth_track_id_parse_layer    (const char        *track_id,
                                         HearthPictureKind *kind,
                                         guint             *layer);
gboolean hearth_track_id_parse_picture  (const char        *track_id,
                                         HearthPictureKind *kind,
                                         char             **member_id);
gboolean hearth_track_id_parse_sound    (const char        *track_id,
                                         char             **member_id);
gboolean hearth_track_id_parse_slot     (const char       *track_id,
                                         guint            *slot);

G_END_DECLS
