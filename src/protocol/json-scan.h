/* One linear look at JSON text from outside, before json-glib builds a tree of it. Any thread.
 *
 * json-glib is generous: comments, '' strings, a second root (which aborts the process in its immutable mode), \u0000 that
 * cuts a string short, and trees of 110 times the text's size. What passes here has none of that and is small.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hearth_json_scan:
 * @text: not necessarily terminated
 * @length: bytes
 * @max_bytes: the most that @length may be
 * @n_members: (out): members of all objects together, so that the reader can tell whether names were repeated
 *
 * Checks size, UTF-8, one object as the root, HEARTH_LIMIT_JSON_DEPTH, HEARTH_LIMIT_JSON_TOKENS and the escapes in strings.
 * Grammar beyond that is json-glib's business.
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR_TOO_LARGE or _MALFORMED
 */
gboolean hearth_json_scan (const char  *text,
                           gsize        length,
                           gsize        max_bytes,
                           guint       *n_members,
                           GError     **error);

G_END_DECLS
