/* Whether the libraries this process really runs with are safe to call with. Main thread, once at the start of a program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* GStreamer before this accepts any DTLS certificate (CVE-2026-14935) and overflows its stack in that handshake
 * (CVE-2026-59692). It is refused at configure time too; a machine can still run with an older one than it was built with. */
#define HEARTH_PLATFORM_GSTREAMER "1.28.5"

/**
 * hearth_platform_start:
 *
 * Initializes GStreamer with the plugins that calls are made with and no others (media/plugins.h), while there is one thread, and sees to
 * it that no secret is logged (media/discreet-log.h).
 */
void     hearth_platform_start (void);

/**
 * hearth_platform_check:
 * @found: (out) (transfer full) (nullable) (optional): the version of GStreamer that is there, for a sentence about it
 *
 * Initializes GStreamer where nobody has.
 *
 * Returns: %FALSE with HEARTH_CALL_ERROR_MEDIA where GStreamer does not start or is older than %HEARTH_PLATFORM_GSTREAMER
 */
gboolean hearth_platform_check (char   **found,
                                GError **error);

G_END_DECLS
