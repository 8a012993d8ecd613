/* Puts a WebSocket's frames together to messages, with a cap over all fragments of one (300 MB of fragments cost an uncapped
 * server 295 MiB). A value; one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GByteArray *parts; /* NULL while no message is under way */
} HearthMessageAssembler;

/**
 * HearthAssembly:
 * @HEARTH_ASSEMBLY_PARTIAL: more is to come
 * @HEARTH_ASSEMBLY_WHOLE: a message is there
 * @HEARTH_ASSEMBLY_TOO_LARGE: it is, or announces to be, past HEARTH_LIMIT_MESSAGE_BYTES
 */
typedef enum
{
  HEARTH_ASSEMBLY_PARTIAL,
  HEARTH_ASSEMBLY_WHOLE,
  HEARTH_ASSEMBLY_TOO_LARGE,
} HearthAssembly;

/**
 * hearth_message_assembler_push:
 * @data: (array length=length): what came
 * @announced: bytes of the same frame that are still to come
 * @last: whether these bytes end the message
 * @message: (out) (transfer full): with HEARTH_ASSEMBLY_WHOLE, otherwise untouched
 */
HearthAssembly hearth_message_assembler_push  (HearthMessageAssembler  *self,
                                               const void              *data,
                                               gsize                    length,
                                               gsize                    announced,
                                               gboolean                 last,
                                               GBytes                 **message);
void           hearth_message_assembler_clear (HearthMessageAssembler  *self);

G_END_DECLS
