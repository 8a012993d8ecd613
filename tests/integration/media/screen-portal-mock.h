/* A ScreenCast portal made here: it asks nobody, answers as a test says, and hands out sockets to the session's PipeWire.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ScreenPortalMock ScreenPortalMock;

/** screen_portal_mock_new: @node: by name: what everybody chooses to share. @draws_pointer: it does not say that it can do anything else. */
ScreenPortalMock *screen_portal_mock_new             (const char       *node,
                                                      gboolean          draws_pointer) G_GNUC_WARN_UNUSED_RESULT;
void              screen_portal_mock_free            (ScreenPortalMock *self);

/** screen_portal_mock_set_response: 0: something is chosen; 1: nothing; 2: another end; for every later dialog. */
void              screen_portal_mock_set_response    (ScreenPortalMock *self,
                                                      guint             response);

/** screen_portal_mock_forget_serial: It tells only an id from now on, as before version 6 and as GNOME's does. */
void              screen_portal_mock_forget_serial   (ScreenPortalMock *self);

/** screen_portal_mock_close_session: As the desktop's own button does. */
void              screen_portal_mock_close_session   (ScreenPortalMock *self);

/** screen_portal_mock_get_n_asked: Returns: how often the person was asked: not where what they chose before was restored. */
guint             screen_portal_mock_get_n_asked     (ScreenPortalMock *self);

/** screen_portal_mock_get_n_closed: Returns: sessions that the program has closed. */
guint             screen_portal_mock_get_n_closed    (ScreenPortalMock *self);

/** screen_portal_mock_get_cursor_mode: Returns: what was asked for last: 2: in the picture; 4: beside it. */
guint             screen_portal_mock_get_cursor_mode (ScreenPortalMock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScreenPortalMock, screen_portal_mock_free)

G_END_DECLS
