/* JSON from outside as values of ours: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/json-reader.h"

#include "base/limits.h"
#include "protocol/chat-text.h"
#include "protocol/json-scan.h"
#include "protocol/profile.h"
#include "protocol/protocol-error.h"
#include "protocol/secret.h"

/* A name before cleaning: room for what cleaning takes away. */
#define NAME_BYTES_BEFORE_CLEANING (4 * HEARTH_LIMIT_NAME_BYTES)

static gboolean
wrong (const HearthField *field,
       const char        *what,
       GError           **error)
{
  g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "“%s” %s", field->name, what);
  return FALSE;
}

static gboolean
too_large (const HearthField *field,
           GError           **error)
{
  g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_TOO_LARGE, "“%s” is too large", field->name);
  return FALSE;
}

/* The node's string, or NULL where it is something else. */
static const char *
get_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
read_text (const HearthField *field,
           JsonNode          *node,
           char             **text,
           GError           **error)
{
  const char *string = get_string (node);
  gsize length;

  if (string == NULL)
    return wrong (field, "is not a string", error);
  length = strlen (string);
  if (length > field->max)
    return too_large (field, error);
  if (length < field->min || (field->is_valid != NULL && !field->is_valid (string)))
    return wrong (field, "is not what it should be", error);

  *text = g_strdup (string);
  return TRUE;
}

static gboolean
read_name (const HearthField *field,
           JsonNode          *node,
           char             **name,
           GError           **error)
{
  const char *string = get_string (node);

  if (string == NULL)
    return wrong (field, "is not a string", error);
  if (strlen (string) > NAME_BYTES_BEFORE_CLEANING)
    return too_large (field, error);

  *name = hearth_profile_clean_name (string);
  return *name != NULL || wrong (field, "has nothing to read in it", error);
}

static gboolean
read_chat (const HearthField *field,
           JsonNode          *node,
           char             **text,
           GError           **error)
{
  const char *string = get_string (node);

  if (string == NULL)
    return wrong (field, "is not a string", error);
  if (strlen (string) > HEARTH_LIMIT_CHAT_BYTES)
    return too_large (field, error);

  *text = hearth_chat_text_clean (string);
  return *text != NULL || wrong (field, "has nothing to read in it", error);
}

static gboolean
read_colour (const HearthField *field,
             JsonNode          *node,
             char             **colour,
             GError           **error)
{
  const char *string = get_string (node);

  if (string == NULL)
    return wrong (field, "is not a string", error);

  *colour = g_strdup (hearth_profile_is_colour (string) ? string : HEARTH_PROFILE_NEUTRAL_COLOUR);
  return TRUE;
}

static gboolean
read_choice (const HearthField *field,
             JsonNode          *node,
             guint             *choice,
             GError           **error)
{
  const char *string = get_string (node);

  if (string == NULL)
    return wrong (field, "is not a string", error);

  for (guint i = 0; field->choices[i] != NULL; i++)
    if (g_str_equal (field->choices[i], string))
      {
        *choice = i;
        return TRUE;
      }

  if (field->kind == HEARTH_FIELD_CHOICE_OR_FIRST)
    {
      *choice = 0;
      return TRUE;
    }
  return wrong (field, "is none of the known words", error);
}

static gboolean
read_bytes (const HearthField *field,
            JsonNode          *node,
            guint8            *bytes,
            GError           **error)
{
  const char *string = get_string (node);

  if (string == NULL || !hearth_secret_decode (string, strlen (string), bytes, field->max))
    return wrong (field, "is not base64url of the right length", error);

  return TRUE;
}

static gboolean
read_number (const HearthField *field,
             JsonNode          *node,
             guint64           *number,
             GError           **error)
{
  gint64 value;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return wrong (field, "is not a whole number", error);
  value = json_node_get_int (node);
  if (value < 0 || (guint64) value < field->min || (guint64) value > field->max)
    return wrong (field, "is out of range", error);

  *number = (guint64) value;
  return TRUE;
}

static gboolean
read_boolean (const HearthField *field,
              JsonNode          *node,
              gboolean          *value,
              GError           **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return wrong (field, "is neither true nor false", error);

  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_text_map (const HearthField *field,
               JsonNode          *node,
               GHashTable       **map,
               GError           **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return wrong (field, "is not an object", error);
  if (json_object_get_size (json_node_get_object (node)) > field->max)
    return too_large (field, error);

  *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    {
      const char *string = get_string (member);

      if (string == NULL || !field->is_valid_name (name) || !field->is_valid (string))
        return wrong (field, "has an entry that is not what it should be", error);
      g_hash_table_insert (*map, g_strdup (name), g_strdup (string));
    }

  return TRUE;
}

/* Returns: (transfer none) (nullable) */
static JsonArray *
get_array (const HearthField *field,
           JsonNode          *node,
           GError           **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      wrong (field, "is not an array", error);
      return NULL;
    }
  array = json_node_get_array (node);
  if (json_array_get_length (array) > field->max)
    {
      too_large (field, error);
      return NULL;
    }

  return array;
}

static gboolean
read_texts (const HearthField *field,
            JsonNode          *node,
            GPtrArray        **texts,
            GError           **error)
{
  JsonArray *array = get_array (field, node, error);
  guint n;

  if (array == NULL)
    return FALSE;

  n = json_array_get_length (array);
  *texts = g_ptr_array_new_full (n, g_free);
  for (guint i = 0; i < n; i++)
    {
      const char *string = get_string (json_array_get_element (array, i));

      if (string == NULL || !field->is_valid (string))
        return wrong (field, "has an entry that is not what it should be", error);
      g_ptr_array_add (*texts, g_strdup (string));
    }

  return TRUE;
}

static gboolean
read_record (const HearthField *field,
             guint              type,
             JsonNode          *node,
             gpointer          *value,
             GError           **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return wrong (field, "is not an object", error);

  *value = field->record->create ();
  return hearth_fields_read (field->record->fields, type, node, *value, error);
}

static gboolean
read_records (const HearthField *field,
              guint              type,
              JsonNode          *node,
              GPtrArray        **values,
              GError           **error)
{
  JsonArray *array = get_array (field, node, error);
  guint n;

  if (array == NULL)
    return FALSE;

  n = json_array_get_length (array);
  *values = g_ptr_array_new_full (n, field->record->destroy);
  for (guint i = 0; i < n; i++)
    {
      gpointer value = NULL;
      gboolean ok = read_record (field, type, json_array_get_element (array, i), &value, error);

      if (value != NULL)
        g_ptr_array_add (*values, value);
      if (!ok)
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_field (const HearthField *field,
            guint              type,
            JsonNode          *node,
            gpointer           target,
            GError           **error)
{
  guint64 number = 0;

  switch (field->kind)
    {
    case HEARTH_FIELD_TEXT:
      return read_text (field, node, target, error);
    case HEARTH_FIELD_NAME:
      return read_name (field, node, target, error);
    case HEARTH_FIELD_CHAT:
      return read_chat (field, node, target, error);
    case HEARTH_FIELD_COLOUR:
      return read_colour (field, node, target, error);
    case HEARTH_FIELD_CHOICE:
    case HEARTH_FIELD_CHOICE_OR_FIRST:
      return read_choice (field, node, target, error);
    case HEARTH_FIELD_BYTES:
      return read_bytes (field, node, target, error);
    case HEARTH_FIELD_UINT:
      if (!read_number (field, node, &number, error))
        return FALSE;
      *(guint *) target = (guint) number;
      return TRUE;
    case HEARTH_FIELD_UINT64:
      return read_number (field, node, target, error);
    case HEARTH_FIELD_BOOLEAN:
      return read_boolean (field, node, target, error);
    case HEARTH_FIELD_TEXT_MAP:
      return read_text_map (field, node, target, error);
    case HEARTH_FIELD_TEXTS:
      return read_texts (field, node, target, error);
    case HEARTH_FIELD_RECORD:
      return read_record (field, type, node, target, error);
    case HEARTH_FIELD_RECORDS:
      return read_records (field, type, node, target, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
hearth_fields_read (const HearthField *fields,
                    guint              type,
                    JsonNode          *root,
                    gpointer           value,
                    GError           **error)
{
  JsonObject *object;

  g_return_val_if_fail (JSON_NODE_HOLDS_OBJECT (root), FALSE);

  object = json_node_get_object (root);
  for (const HearthField *field = fields; field->name != NULL; field++)
    {
      JsonNode *node;

      if (((field->required | field->optional) & HEARTH_TYPE_BIT (type)) == 0)
        continue;
      node = json_object_get_member (object, field->name);
      if (node == NULL)
        {
          if ((field->required & HEARTH_TYPE_BIT (type)) != 0)
            return wrong (field, "is missing", error);
          continue;
        }
      if (!read_field (field, type, node, G_STRUCT_MEMBER_P (value, field->offset), error))
        return FALSE;
    }

  return TRUE;
}

static guint
count_members (JsonNode *node)
{
  guint n = 0;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        n += 1 + count_members (member);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        n += count_members (json_array_get_element (array, i));
    }

  return n;
}

JsonNode *
hearth_message_parse (const char         *text,
                      gsize               length,
                      gsize               max_bytes,
                      const char *const  *types,
                      guint              *type,
                      GError            **error)
{
  const HearthField field = { "type", HEARTH_FIELD_CHOICE, .choices = types };
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonNode *node;
  guint n_members;

  if (!hearth_json_scan (text, length, max_bytes, &n_members, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    {
      /* json-glib's message would quote the text, and what people say does not belong into logs. */
      g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "Not JSON");
      return NULL;
    }
  root = json_parser_steal_root (parser);

  /* Of a name that is there twice json-glib keeps the last, others the first: two readers of one text must not differ. */
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || count_members (root) != n_members)
    {
      g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "A name is there twice");
      return NULL;
    }

  node = json_object_get_member (json_node_get_object (root), "type");
  if (node == NULL || get_string (node) == NULL)
    {
      g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "A message without a type");
      return NULL;
    }
  if (!read_choice (&field, node, type, NULL))
    {
      g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_UNKNOWN_TYPE, "A message of an unknown type");
      return NULL;
    }

  return g_steal_pointer (&root);
}
