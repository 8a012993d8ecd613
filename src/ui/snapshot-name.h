/* What the file is called in which a still of somebody is saved: "Anna 2026-11-20 14.05.png". Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of the person's part, in bytes: with date, time, ".png" and what a file system adds to a name far below its 255. */
#define HEARTH_SNAPSHOT_NAME_BYTES 100

/**
 * hearth_snapshot_name:
 * @person: what they are called; anything
 * @when: local time
 *
 * Of @person stays what every file system takes and nobody is misled by: no separators, no wildcards, nothing invisible, no dot or
 * hyphen at its beginning. Valid UTF-8.
 */
char *hearth_snapshot_name (const char *person,
                            GDateTime  *when) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
