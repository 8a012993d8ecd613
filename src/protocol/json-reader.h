/* The one place where JSON from outside becomes values of ours: everything that a table says is checked. Any thread.
 *
 * Members of an object that the table does not know, or that belong to other types, are ignored: a later version says more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "protocol/json-fields.h"

G_BEGIN_DECLS

/**
 * hearth_message_parse:
 * @max_bytes: the most that @length may be
 * @types: (array zero-terminated=1): the values of the member "type"
 * @type: (out): which of them it is
 *
 * Scans and parses one message.
 *
 * Returns: (transfer full): the root, an object; or %NULL with HEARTH_PROTOCOL_ERROR_TOO_LARGE, _MALFORMED or _UNKNOWN_TYPE
 */
JsonNode *hearth_message_parse (const char         *text,
                                gsize               length,
                                gsize               max_bytes,
                                const char *const  *types,
                                guint              *type,
                                GError            **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_fields_read:
 * @root: of hearth_message_parse()
 * @type: which columns of the table count
 * @value: freshly made; on failure to be freed by the caller, some fields may be set
 *
 * Returns: %FALSE with HEARTH_PROTOCOL_ERROR_MALFORMED or _TOO_LARGE
 */
gboolean  hearth_fields_read   (const HearthField  *fields,
                                guint               type,
                                JsonNode           *root,
                                gpointer            value,
                                GError            **error);

G_END_DECLS
