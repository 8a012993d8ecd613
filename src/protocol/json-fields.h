/* How JSON becomes a C struct and back: a table of fields, each with its kind, its range and the message types that have it.
 * Plain constant data; json-reader.h and json-writer.h work on it. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HEARTH_TYPE_BIT: the place of a message type in HearthField.required and .optional. */
#define HEARTH_TYPE_BIT(type) (1u << (type))

/**
 * HearthFieldKind: the JSON and the C type at the field's offset
 * @HEARTH_FIELD_TEXT: string of min to max bytes that passes is_valid: char *
 * @HEARTH_FIELD_NAME: string that leaves something after hearth_profile_clean_name(): char *, cleaned
 * @HEARTH_FIELD_CHAT: string of at most HEARTH_LIMIT_CHAT_BYTES that leaves something after hearth_chat_text_clean(): char *, cleaned
 * @HEARTH_FIELD_COLOUR: string; one that we do not know becomes the neutral colour: char *
 * @HEARTH_FIELD_CHOICE: one of the strings in choices: an enum, its place there
 * @HEARTH_FIELD_CHOICE_OR_FIRST: the same; a word of a later version counts as the first
 * @HEARTH_FIELD_BYTES: base64url of exactly max bytes: guint8[]
 * @HEARTH_FIELD_UINT: whole number from min to max: guint
 * @HEARTH_FIELD_UINT64: the same: guint64; max is at most 2⁵³ − 1, so that every JSON library can hold it
 * @HEARTH_FIELD_BOOLEAN: gboolean
 * @HEARTH_FIELD_TEXT_MAP: object of at most max strings that pass is_valid, under names that pass is_valid_name: GHashTable *
 * @HEARTH_FIELD_TEXTS: array of at most max strings that pass is_valid, which bounds their length too: GPtrArray * of char *
 * @HEARTH_FIELD_RECORD: object described by record: a pointer to what record->create() makes
 * @HEARTH_FIELD_RECORDS: array of at most max such objects: GPtrArray *
 */
typedef enum
{
  HEARTH_FIELD_TEXT,
  HEARTH_FIELD_NAME,
  HEARTH_FIELD_CHAT,
  HEARTH_FIELD_COLOUR,
  HEARTH_FIELD_CHOICE,
  HEARTH_FIELD_CHOICE_OR_FIRST,
  HEARTH_FIELD_BYTES,
  HEARTH_FIELD_UINT,
  HEARTH_FIELD_UINT64,
  HEARTH_FIELD_BOOLEAN,
  HEARTH_FIELD_TEXT_MAP,
  HEARTH_FIELD_TEXTS,
  HEARTH_FIELD_RECORD,
  HEARTH_FIELD_RECORDS,
} HearthFieldKind;

typedef gboolean (*HearthTextCheck) (const char *text);

typedef struct _HearthField HearthField;

/** HearthRecord: a struct inside another: its fields, and how it is made and freed. */
typedef struct
{
  const HearthField *fields;
  gpointer (*create) (void);
  GDestroyNotify destroy;
} HearthRecord;

/**
 * HearthField: one row; a table ends with a row without a name
 * @required, @optional: bits of the message types that must and may have it
 */
struct _HearthField
{
  const char *name;
  HearthFieldKind kind;
  gsize offset;
  guint required;
  guint optional;
  guint64 min;
  guint64 max;
  HearthTextCheck is_valid;
  HearthTextCheck is_valid_name;
  const char *const *choices;
  const HearthRecord *record;
};

/** hearth_field_is_pointer: Returns: whether the C type is a pointer, which is %NULL where the field is absent. */
gboolean hearth_field_is_pointer (const HearthField *self);

/** hearth_fields_clear: Frees what the fields of @value own. */
void     hearth_fields_clear     (const HearthField *fields,
                                  gpointer           value);

G_END_DECLS
