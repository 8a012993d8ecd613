/* A file of JSON lines: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "app/event-log.h"

#include <math.h>

struct _HearthEventLog
{
  GOutputStream *stream;
};

HearthEventLog *
hearth_event_log_new (const char *path,
                      GError    **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileOutputStream *stream = g_file_append_to (file, G_FILE_CREATE_PRIVATE, NULL, error);
  HearthEventLog *self;

  if (stream == NULL)
    return NULL;

  self = g_new0 (HearthEventLog, 1);
  self->stream = G_OUTPUT_STREAM (stream);

  return self;
}

void
hearth_event_log_free (HearthEventLog *self)
{
  g_object_unref (self->stream);
  g_free (self);
}

JsonBuilder *
hearth_event_log_begin (HearthEventLog *self,
                        const char     *event)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  hearth_event_log_add_string (builder, "event", event);
  hearth_event_log_add_integer (builder, "at", g_get_monotonic_time ());

  return builder;
}

void
hearth_event_log_end (HearthEventLog *self,
                      JsonBuilder    *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  g_object_unref (builder);

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  line = g_strconcat (text, "\n", NULL);
  if (!g_output_stream_write_all (self->stream, line, strlen (line), NULL, NULL, &error))
    g_debug ("Nobody reads the events: %s", error->message);
}

void
hearth_event_log_add_string (JsonBuilder *builder,
                             const char  *name,
                             const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
hearth_event_log_add_number (JsonBuilder *builder,
                             const char  *name,
                             double       value)
{
  json_builder_set_member_name (builder, name);
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
hearth_event_log_add_integer (JsonBuilder *builder,
                              const char  *name,
                              gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
hearth_event_log_add_boolean (JsonBuilder *builder,
                              const char  *name,
                              gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}
