/* What somebody's key looks like (base/badge.h), drawn: three white shapes on a plate of a colour. It hides where there is no
 * key. A screen reader is told the shapes in words (hearth_sentence_for_badge()). Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_BADGE_VIEW (hearth_badge_view_get_type ())
G_DECLARE_FINAL_TYPE (HearthBadgeView, hearth_badge_view, HEARTH, BADGE_VIEW, GtkWidget)

/* Property: "shape-size" (int, pixels, 9), for templates. */

/** hearth_badge_view_set_key: @key: (nullable): whose badge it shows from now on */
void hearth_badge_view_set_key (HearthBadgeView *self,
                                const char      *key);

G_END_DECLS
