/* What may be logged: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/discreet-log.h"

#include <gst/gst.h>
#include <stdio.h>
#include <string.h>

/* What is written beside each secret: in a description, in caps, by dtlsdec and dtlsenc, by webrtcbin of what it tells libnice, in
 * a server's address, in a certificate's other half. */
static const char *const marks[] = {
  "ice-ufrag", "ice-pwd", "fingerprint", "candidate:", "srtp-key", "received key:", "pwd:", "turn://", "turns://", "PRIVATE KEY"
};

gboolean
hearth_discreet_log_may_tell (const char *message)
{
  if (message == NULL)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (strstr (message, marks[i]) != NULL)
      return FALSE;

  return TRUE;
}

/* Any thread. */
static void
log_discreetly (GstDebugCategory *category,
                GstDebugLevel     level,
                const char       *file,
                const char       *function,
                int               line,
                GObject          *object,
                GstDebugMessage  *message,
                gpointer          user_data)
{
  if (hearth_discreet_log_may_tell (gst_debug_message_get (message)))
    gst_debug_log_default (category, level, file, function, line, object, message, user_data);
}

/* libnice: addresses, passwords, and the key of each STUN message in hexadecimal. Any thread. */
static GLogWriterOutput
write_discreetly (GLogLevelFlags   level,
                  const GLogField *fields,
                  gsize            n_fields,
                  gpointer         user_data)
{
  const char *domain = NULL;

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
      domain = fields[i].value;

  if (level > G_LOG_LEVEL_MESSAGE && domain != NULL && g_str_has_prefix (domain, "libnice"))
    return G_LOG_WRITER_HANDLED;

  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
hearth_discreet_log_begin (void)
{
  const char *path = g_getenv ("GST_DEBUG_FILE");
  /* At its end, where it does not meet with the one who looks through new plugins for GStreamer. */
  FILE *file = path != NULL ? fopen (path, "a") : NULL;

  /* Told so before it starts, GStreamer does not open the file itself. */
  gst_debug_remove_log_function (NULL);
  gst_debug_add_log_function (log_discreetly, file != NULL ? file : stderr, NULL);
  g_log_set_writer_func (write_discreetly, NULL, NULL);
}
