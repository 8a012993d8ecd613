/* How JSON becomes a C struct and back: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/json-fields.h"

gboolean
hearth_field_is_pointer (const HearthField *self)
{
  switch (self->kind)
    {
    case HEARTH_FIELD_TEXT:
    case HEARTH_FIELD_NAME:
    case HEARTH_FIELD_CHAT:
    case HEARTH_FIELD_COLOUR:
    case HEARTH_FIELD_TEXT_MAP:
    case HEARTH_FIELD_TEXTS:
    case HEARTH_FIELD_RECORD:
    case HEARTH_FIELD_RECORDS:
      return TRUE;
    case HEARTH_FIELD_CHOICE:
    case HEARTH_FIELD_CHOICE_OR_FIRST:
    case HEARTH_FIELD_BYTES:
    case HEARTH_FIELD_UINT:
    case HEARTH_FIELD_UINT64:
    case HEARTH_FIELD_BOOLEAN:
    default:
      return FALSE;
    }
}

void
hearth_fields_clear (const HearthField *fields,
                     gpointer           value)
{
  for (const HearthField *field = fields; field->name != NULL; field++)
    {
      gpointer *pointer = G_STRUCT_MEMBER_P (value, field->offset);

      if (!hearth_field_is_pointer (field))
        continue;
      if (field->kind == HEARTH_FIELD_TEXT_MAP)
        g_clear_pointer ((GHashTable **) pointer, g_hash_table_unref);
      else if (field->kind == HEARTH_FIELD_TEXTS || field->kind == HEARTH_FIELD_RECORDS)
        g_clear_pointer ((GPtrArray **) pointer, g_ptr_array_unref);
      else if (field->kind == HEARTH_FIELD_RECORD)
        g_clear_pointer (pointer, field->record->destroy);
      else
        g_clear_pointer (pointer, g_free);
    }
}
