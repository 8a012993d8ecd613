/* What a pointer looks like, as text on the wire. Pixels and nothing but: no format of pictures is read that a stranger has written. A value,
 * any thread.
 *
 *   base64url (width ‖ height ‖ which pixel points: x ‖ y ‖ red, green, blue, alpha of each, premultiplied, top row first)   each a byte
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/limits.h"
#include "base/pointer-shape.h"

G_BEGIN_DECLS

#define HEARTH_POINTER_CODE_BYTES (4 + 4 * HEARTH_LIMIT_POINTER_PIXELS * HEARTH_LIMIT_POINTER_PIXELS)

/* Of the longest one. */
#define HEARTH_POINTER_CODE_CHARACTERS ((HEARTH_POINTER_CODE_BYTES * 4 + 2) / 3)

/** hearth_pointer_code_write: Returns: (transfer full): as text. */
char               *hearth_pointer_code_write    (const HearthPointerShape *shape) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_pointer_code_read: Returns: (transfer full) (nullable): %NULL where @text is none. */
HearthPointerShape *hearth_pointer_code_read     (const char               *text) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_pointer_code_is_valid: Returns: whether it can be read: strict alphabet, sides of 1 to the limit, and exactly as many pixels. */
gboolean            hearth_pointer_code_is_valid (const char               *text);

G_END_DECLS
