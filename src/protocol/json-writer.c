/* Values of ours as JSON: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/json-writer.h"

#include <json-glib/json-glib.h>

#include "protocol/secret.h"

static void write_fields (const HearthField *fields,
                          guint              type,
                          gconstpointer      value,
                          JsonBuilder       *builder);

static void
write_text_map (GHashTable  *map,
                JsonBuilder *builder)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (map), (GCompareFunc) strcmp);

  json_builder_begin_object (builder);
  for (GList *name = names; name != NULL; name = name->next)
    {
      json_builder_set_member_name (builder, name->data);
      json_builder_add_string_value (builder, g_hash_table_lookup (map, name->data));
    }
  json_builder_end_object (builder);
}

static void
write_texts (GPtrArray   *texts,
             JsonBuilder *builder)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

static void
write_record (const HearthField *field,
              guint              type,
              gconstpointer      value,
              JsonBuilder       *builder)
{
  json_builder_begin_object (builder);
  write_fields (field->record->fields, type, value, builder);
  json_builder_end_object (builder);
}

static void
write_records (const HearthField *field,
               guint              type,
               GPtrArray         *values,
               JsonBuilder       *builder)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < values->len; i++)
    write_record (field, type, g_ptr_array_index (values, i), builder);
  json_builder_end_array (builder);
}

static void
write_bytes (const HearthField *field,
             const guint8      *bytes,
             JsonBuilder       *builder)
{
  g_autofree char *text = hearth_secret_encode (bytes, field->max);

  json_builder_add_string_value (builder, text);
}

static void
write_field (const HearthField *field,
             guint              type,
             gconstpointer      source,
             JsonBuilder       *builder)
{
  switch (field->kind)
    {
    case HEARTH_FIELD_TEXT:
    case HEARTH_FIELD_NAME:
    case HEARTH_FIELD_CHAT:
    case HEARTH_FIELD_COLOUR:
      json_builder_add_string_value (builder, *(char *const *) source);
      break;
    case HEARTH_FIELD_CHOICE:
    case HEARTH_FIELD_CHOICE_OR_FIRST:
      json_builder_add_string_value (builder, field->choices[*(const guint *) source]);
      break;
    case HEARTH_FIELD_BYTES:
      write_bytes (field, source, builder);
      break;
    case HEARTH_FIELD_UINT:
      json_builder_add_int_value (builder, *(const guint *) source);
      break;
    case HEARTH_FIELD_UINT64:
      json_builder_add_int_value (builder, (gint64) *(const guint64 *) source);
      break;
    case HEARTH_FIELD_BOOLEAN:
      json_builder_add_boolean_value (builder, *(const gboolean *) source);
      break;
    case HEARTH_FIELD_TEXT_MAP:
      write_text_map (*(GHashTable *const *) source, builder);
      break;
    case HEARTH_FIELD_TEXTS:
      write_texts (*(GPtrArray *const *) source, builder);
      break;
    case HEARTH_FIELD_RECORD:
      write_record (field, type, *(const gconstpointer *) source, builder);
      break;
    case HEARTH_FIELD_RECORDS:
      write_records (field, type, *(GPtrArray *const *) source, builder);
      break;
    default:
      g_return_if_reached ();
    }
}

/* Whether the number or choice at @source says no more than its absence. */
static gboolean
is_default (const HearthField *field,
            gconstpointer      source)
{
  switch (field->kind)
    {
    case HEARTH_FIELD_UINT:
    case HEARTH_FIELD_CHOICE:
    case HEARTH_FIELD_CHOICE_OR_FIRST:
      return *(const guint *) source == 0;
    case HEARTH_FIELD_UINT64:
      return *(const guint64 *) source == 0;
    case HEARTH_FIELD_BOOLEAN:
      return !*(const gboolean *) source;
    default:
      return FALSE;
    }
}

static void
write_fields (const HearthField *fields,
              guint              type,
              gconstpointer      value,
              JsonBuilder       *builder)
{
  for (const HearthField *field = fields; field->name != NULL; field++)
    {
      gconstpointer source = G_STRUCT_MEMBER_P (value, field->offset);

      if (((field->required | field->optional) & HEARTH_TYPE_BIT (type)) == 0)
        continue;
      if ((field->required & HEARTH_TYPE_BIT (type)) == 0 && is_default (field, source))
        continue;
      if (hearth_field_is_pointer (field) && *(const gconstpointer *) source == NULL)
        {
          if ((field->required & HEARTH_TYPE_BIT (type)) != 0)
            g_critical ("A message is written without its “%s”", field->name);
          continue;
        }
      json_builder_set_member_name (builder, field->name);
      write_field (field, type, source, builder);
    }
}

char *
hearth_message_to_text (const char        *type_name,
                        const HearthField *fields,
                        guint              type,
                        gconstpointer      value)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, type_name);
  write_fields (fields, type, value, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
