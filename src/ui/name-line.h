/* Who somebody is and what is to be known of them, in one line: name, badge, microphone, hand, reception. Main thread; owned by a
 * tile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/participant.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_NAME_LINE (hearth_name_line_get_type ())
G_DECLARE_FINAL_TYPE (HearthNameLine, hearth_name_line, HEARTH, NAME_LINE, GtkWidget)

/**
 * hearth_name_line_update:
 * @participant: who
 * @sharing: whether it stands below what they share, not below themselves
 * @pinned: whether that is pinned
 */
void  hearth_name_line_update   (HearthNameLine    *self,
                                 HearthParticipant *participant,
                                 gboolean           sharing,
                                 gboolean           pinned);

/**
 * hearth_name_line_fit:
 * @available: pixels
 *
 * Returns: how wide it should be within them: no badge is shown where a name would be cut off for it, nor room left for one.
 */
int   hearth_name_line_fit      (HearthNameLine    *self,
                                 int                available);

/** hearth_name_line_describe: Returns: (transfer full): the same in words, for who cannot see it: "Anna, microphone off". */
char *hearth_name_line_describe (HearthParticipant *participant,
                                 gboolean           sharing,
                                 gboolean           pinned) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
