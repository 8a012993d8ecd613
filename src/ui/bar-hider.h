/* Takes the bars of a toolbar view away in full screen while nobody needs them. Main thread; owned by the page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The bars go when nothing has moved for this long. */
#define HEARTH_BAR_HIDER_IDLE_MS 3000

#define HEARTH_TYPE_BAR_HIDER (hearth_bar_hider_get_type ())
G_DECLARE_FINAL_TYPE (HearthBarHider, hearth_bar_hider, HEARTH, BAR_HIDER, GObject)

/**
 * hearth_bar_hider_new:
 * @view: whose bars; not owned, and must outlive it
 *
 * They come back with every movement of the pointer, every touch and every key, and stay while the focus or the pointer is in
 * them, a dialog is open, or hearth_bar_hider_set_held() says so. Buttons in them should not take the focus when clicked.
 */
HearthBarHider *hearth_bar_hider_new        (AdwToolbarView *view) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_bar_hider_set_active: whether the window is full screen; %FALSE unless set. */
void            hearth_bar_hider_set_active (HearthBarHider *self,
                                             gboolean        active);

/** hearth_bar_hider_set_held: whether there is something in the bars to be read. */
void            hearth_bar_hider_set_held   (HearthBarHider *self,
                                             gboolean        held);

G_END_DECLS
