/* Sockets to PipeWire that belong to one user alone.
 *
 * All pipewiresrc and pipewiresink elements without an "fd" share one connection in their process. When PipeWire restarts, that
 * connection is dead and stays shared as long as any of them is not NULL: a new element then waits 30 seconds and fails. With a
 * socket of its own each of our device pipelines dies and returns alone. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** hearth_pipewire_remote_exists: Returns: %TRUE where there is a socket at all; a Flatpak sandbox usually has only PulseAudio's. */
gboolean hearth_pipewire_remote_exists  (void);

/**
 * hearth_pipewire_remote_connect:
 *
 * Connects to the session's PipeWire, where libpipewire would look for it ($PIPEWIRE_REMOTE, $PIPEWIRE_RUNTIME_DIR,
 * $XDG_RUNTIME_DIR). Does not wait.
 *
 * Returns: a new socket, close-on-exec, or -1 with HEARTH_MEDIA_ERROR_DEVICE where there is no PipeWire
 */
int      hearth_pipewire_remote_connect (GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_pipewire_remote_give:
 * @element: a pipewiresrc or pipewiresink in NULL state
 * @fd: (transfer full): a socket to PipeWire, from hearth_pipewire_remote_connect() or a portal
 *
 * Lets @element talk through @fd, which is closed when @element is finalized: the element knows its connection by the number of
 * the descriptor, so the number must not be used for anything else before. When PipeWire goes away, @element posts an error within
 * milliseconds; by itself a pipewiresrc then waits for good and a pipewiresink swallows what it is given.
 */
void     hearth_pipewire_remote_give    (GstElement  *element,
                                         int          fd);

/** hearth_pipewire_remote_close: Closes @fd; for a socket that was not given to an element. */
void     hearth_pipewire_remote_close   (int          fd);

G_END_DECLS
