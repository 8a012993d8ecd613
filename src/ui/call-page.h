/* In a call: everybody's tiles, how long it lasts, the bar to speak, be seen, invite and leave, and the chat beside them. Main thread; owned by the
 * window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "call/call.h"

G_BEGIN_DECLS

/**
 * HearthCallPanel: what can be beside the pictures, one at a time, or over them where there is no room
 * @HEARTH_CALL_PANEL_PEOPLE: who is here and who waits
 * @HEARTH_CALL_PANEL_CHAT: what is written
 */
typedef enum
{
  HEARTH_CALL_PANEL_PEOPLE,
  HEARTH_CALL_PANEL_CHAT,
} HearthCallPanel;

#define HEARTH_TYPE_CALL_PAGE (hearth_call_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthCallPage, hearth_call_page, HEARTH, CALL_PAGE, AdwNavigationPage)

/** hearth_call_page_bind: @call: which call to show; once. */
void hearth_call_page_bind (HearthCallPage *self,
                            HearthCall     *call);

/** hearth_call_page_set_fullscreen: whether its window is: the bars go away when nobody needs them. */
void hearth_call_page_set_fullscreen (HearthCallPage *self,
                                      gboolean        fullscreen);

gboolean hearth_call_page_is_panel_shown (HearthCallPage  *self,
                                          HearthCallPanel  panel);

/**
 * hearth_call_page_show_panel:
 *
 * Showing one takes the other away, and the keyboard goes there; hiding one that is not shown does nothing.
 */
void hearth_call_page_show_panel (HearthCallPage  *self,
                                  HearthCallPanel  panel,
                                  gboolean         shown);

/** hearth_call_page_add_toast: @toast: (transfer full): shown so that it covers no button. */
void hearth_call_page_add_toast (HearthCallPage *self,
                                 AdwToast       *toast);

/**
 * hearth_call_page_get_large:
 * @kind: (out): which of their pictures
 *
 * Returns: (transfer none) (nullable): who is shown large, or the only other person; %NULL where all are alike
 */
HearthParticipant *hearth_call_page_get_large (HearthCallPage    *self,
                                               HearthPictureKind *kind);

G_END_DECLS
