/* A file of JSON lines that says what happens to this person, for the demo and the fault tests: {"event": …, "at": µs monotonic,
 * …}.
 *
 * Main thread; owned by the automation. The reader of a pipe must keep reading: a full one stops the program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _HearthEventLog HearthEventLog;

/** hearth_event_log_new: @path: a file to append to, or "/dev/fd/N" for a descriptor that was inherited */
HearthEventLog *hearth_event_log_new   (const char     *path,
                                        GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void            hearth_event_log_free  (HearthEventLog *self);

/** hearth_event_log_begin: Returns: (transfer full): an open object to which members can be added. */
JsonBuilder    *hearth_event_log_begin (HearthEventLog *self,
                                        const char     *event) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_event_log_end: @builder: (transfer full): from hearth_event_log_begin(); closes the object and writes the line. */
void            hearth_event_log_end   (HearthEventLog *self,
                                        JsonBuilder    *builder);

/* One member each; the number is written as null where it is not finite. */
void            hearth_event_log_add_string  (JsonBuilder *builder,
                                              const char  *name,
                                              const char  *value);
void            hearth_event_log_add_number  (JsonBuilder *builder,
                                              const char  *name,
                                              double       value);
void            hearth_event_log_add_integer (JsonBuilder *builder,
                                              const char  *name,
                                              gint64       value);
void            hearth_event_log_add_boolean (JsonBuilder *builder,
                                              const char  *name,
                                              gboolean     value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthEventLog, hearth_event_log_free)

G_END_DECLS
