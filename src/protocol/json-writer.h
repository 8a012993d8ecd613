/* Values of ours as JSON, by the same tables that read them. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "protocol/json-fields.h"

G_BEGIN_DECLS

/** hearth_message_to_text: Returns: (transfer full): compact JSON of @value with "type" first. */
char *hearth_message_to_text (const char        *type_name,
                              const HearthField *fields,
                              guint              type,
                              gconstpointer      value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
