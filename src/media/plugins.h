/* Which of GStreamer's plugins a program of ours may load: those that calls are made with, and no others. A distribution has 260,
 * and most of them read something that a stranger may have written.
 *
 * Main thread, once at the start of a program, while it has no other thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthPlugins:
 * @HEARTH_PLUGINS_CONNECTIONS: what carries media from one computer to another: no device, no encoder, no decoder
 * @HEARTH_PLUGINS_CALLS: that, and devices, VP8, Opus and the cameras' JPEG
 */
typedef enum
{
  HEARTH_PLUGINS_CONNECTIONS,
  HEARTH_PLUGINS_CALLS,
} HearthPlugins;

/** hearth_plugins_get_names: Returns: (transfer none): the plugins, by GStreamer's names, %NULL-terminated. */
const char * const *hearth_plugins_get_names (HearthPlugins plugins);

/**
 * hearth_plugins_restrict:
 *
 * Initializes GStreamer so that only @plugins are there: an element of another one cannot be made, its code never runs here. What
 * was found of them is kept in a registry of our own in the user's cache directory; making it, at the first start and when
 * plugins have been exchanged, takes a second or two. After that a start is quicker than with all of them.
 *
 * Where GStreamer does not start, nothing is said here: who needs it asks again by gst_init_check().
 */
void                hearth_plugins_restrict  (HearthPlugins plugins);

G_END_DECLS
