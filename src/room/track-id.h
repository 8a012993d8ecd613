/* The names of tracks: "<member id>/audio" and "<member id>/video" on the way down, "audio" and "video" on the way up. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_TRACK_AUDIO,
  HEARTH_TRACK_VIDEO,
} HearthTrackKind;

#define HEARTH_N_TRACK_KINDS (HEARTH_TRACK_VIDEO + 1)

/** hearth_track_kind_to_string: Returns: "audio" or "video". */
const char *hearth_track_kind_to_string   (HearthTrackKind  kind);

/** hearth_track_kind_from_string: Returns: %FALSE for anything but "audio" and "video"; @kind is only set on success. */
gboolean    hearth_track_kind_from_string (const char      *text,
                                           HearthTrackKind *kind);

/**
 * hearth_track_kind_is_of:
 *
 * Returns: whether @source really carries that kind: what a stranger calls "audio" need not be sound
 */
gboolean    hearth_track_kind_is_of       (HearthTrackKind  kind,
                                           HearthRtpSource *source);

/** hearth_track_id_new: Returns: (transfer full): "<member id>/<kind>". */
char       *hearth_track_id_new           (const char      *member_id,
                                           HearthTrackKind  kind) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_track_id_parse:
 * @member_id: (out): set on success, free with g_free()
 *
 * Returns: %FALSE where @track_id is not "<member id>/<kind>"
 */
gboolean    hearth_track_id_parse         (const char      *track_id,
                                           char           **member_id,
                                           HearthTrackKind *kind);

G_END_DECLS
