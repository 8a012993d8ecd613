/* What GStreamer and libnice may log in a program of ours: at their more talkative levels they write down descriptions, candidates,
 * the passwords of ICE and TURN servers, and the keys of SRTP. GST_DEBUG and G_MESSAGES_DEBUG=all are what people are asked for in
 * bug reports, so such messages are held back whatever these say, and all of libnice's; others are logged as ever.
 * (GST_DEBUG_FILE is a plain name here: nothing in it stands for something else.)
 *
 * Our own code logs no secret at any level. What is left is G_DBUS_DEBUG, by which GLib shows whole messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hearth_discreet_log_begin: Once at the start of a program, before GStreamer is initialized. */
void     hearth_discreet_log_begin    (void);

/** hearth_discreet_log_may_tell: Any thread. Returns: %FALSE for a message of GStreamer's with something secret in it */
gboolean hearth_discreet_log_may_tell (const char *message);

G_END_DECLS
