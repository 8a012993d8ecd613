/* Frames to messages: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/message-assembler.h"

#include "base/limits.h"

HearthAssembly
hearth_message_assembler_push (HearthMessageAssembler  *self,
                               const void              *data,
                               gsize                    length,
                               gsize                    announced,
                               gboolean                 last,
                               GBytes                 **message)
{
  gsize so_far;

  g_return_val_if_fail (self != NULL, HEARTH_ASSEMBLY_TOO_LARGE);
  g_return_val_if_fail (data != NULL || length == 0, HEARTH_ASSEMBLY_TOO_LARGE);
  g_return_val_if_fail (message != NULL, HEARTH_ASSEMBLY_TOO_LARGE);

  so_far = self->parts != NULL ? self->parts->len : 0;
  if (length > HEARTH_LIMIT_MESSAGE_BYTES - so_far || announced > HEARTH_LIMIT_MESSAGE_BYTES - so_far - length)
    return HEARTH_ASSEMBLY_TOO_LARGE;

  if (last && self->parts == NULL)
    {
      *message = g_bytes_new (data, length);
      return HEARTH_ASSEMBLY_WHOLE;
    }

  if (self->parts == NULL)
    self->parts = g_byte_array_new ();
  g_byte_array_append (self->parts, data, (guint) length);

  if (!last)
    return HEARTH_ASSEMBLY_PARTIAL;

  *message = g_byte_array_free_to_bytes (g_steal_pointer (&self->parts));
  return HEARTH_ASSEMBLY_WHOLE;
}

void
hearth_message_assembler_clear (HearthMessageAssembler *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->parts, g_byte_array_unref);
}
