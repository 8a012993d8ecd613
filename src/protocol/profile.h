/* How a person appears to others: a cleaned name and a colour. A value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hearth_profile_clean_name: NFC, no control, bidi or invisible characters, white space folded, at most HEARTH_LIMIT_NAME_BYTES. Returns: (transfer full) (nullable): %NULL if nothing is left. */
char       *hearth_profile_clean_name      (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_profile_random_name: Returns: (transfer full): a friendly name such as "Amber Otter". */
char       *hearth_profile_random_name     (void) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_profile_get_colours: Returns: (transfer none) (array zero-terminated=1): the colour names of the GNOME palette that people choose from: "blue", "teal", "green", "yellow", "orange", "red", "pink", "purple", "slate". */
const char *const *hearth_profile_get_colours (void);
gboolean    hearth_profile_is_colour       (const char *colour);
const char *hearth_profile_random_colour   (void);

G_END_DECLS
