/* ICE candidates as text: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/candidate.h"

#include <gio/gio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/limits.h"
#include "peer/peer-error.h"

/* "candidate:FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ TYPE …": the fixed part, then pairs of name and value. */
enum
{
  FIELD_FOUNDATION,
  FIELD_COMPONENT,
  FIELD_TRANSPORT,
  FIELD_PRIORITY,
  FIELD_ADDRESS,
  FIELD_PORT,
  FIELD_TYP,
  FIELD_TYPE,
  N_FIELDS,
};

#define PREFIX "candidate:"

/* An IPv6 address with an IPv4 tail. */
#define MAX_ADDRESS_BYTES 45

static gboolean
is_number (const char *text,
           guint64     min,
           guint64     max)
{
  return hearth_decimal_parse (text, min, max, NULL);
}

/* RFC 8839: 1*32 ice-char, ALPHA / DIGIT / "+" / "/". */
static gboolean
is_foundation (const char *text)
{
  gsize length = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

  return length >= 1 && length <= 32 && text[length] == '\0';
}

static gboolean
is_token (const char *text)
{
  gsize length = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/.:_-");

  return length >= 1 && text[length] == '\0';
}

static gboolean
is_unicast_address (const char *text)
{
  g_autoptr (GInetAddress) address = NULL;

  /* Numbers only: GLib would ask the resolver about a zone ("%eth0"), which means nothing on another computer. */
  if (strlen (text) > MAX_ADDRESS_BYTES || text[strspn (text, "0123456789abcdefABCDEF:.")] != '\0')
    return FALSE;
  address = g_inet_address_new_from_string (text);

  return address != NULL && !g_inet_address_get_is_any (address) && !g_inet_address_get_is_multicast (address);
}

static gboolean
are_extensions (char **fields)
{
  for (guint i = 0; fields[i] != NULL; i += 2)
    {
      const char *name = fields[i];
      const char *value = fields[i + 1];

      if (value == NULL || !is_token (name) || !is_token (value))
        return FALSE;
      /* A browser hides the related address as 0.0.0.0, port 0 or 9. */
      if (g_str_equal (name, "raddr") && !g_hostname_is_ip_address (value))
        return FALSE;
      if (g_str_equal (name, "rport") && !is_number (value, 0, G_MAXUINT16))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_acceptable (const char *candidate)
{
  static const char *const types[] = { "host", "srflx", "prflx", "relay", NULL };
  g_auto (GStrv) fields = NULL;

  if (strlen (candidate) > HEARTH_LIMIT_CANDIDATE_BYTES || !g_str_has_prefix (candidate, PREFIX))
    return FALSE;

  fields = g_strsplit (candidate + strlen (PREFIX), " ", -1);
  if (g_strv_length (fields) < N_FIELDS)
    return FALSE;

  return is_foundation (fields[FIELD_FOUNDATION])
         && g_str_equal (fields[FIELD_COMPONENT], "1") /* rtcp-mux: there is no other */
         && (g_ascii_strcasecmp (fields[FIELD_TRANSPORT], "udp") == 0 || g_ascii_strcasecmp (fields[FIELD_TRANSPORT], "tcp") == 0)
         && is_number (fields[FIELD_PRIORITY], 1, G_MAXINT32)
         && is_unicast_address (fields[FIELD_ADDRESS])
         && is_number (fields[FIELD_PORT], 1, G_MAXUINT16)
         && g_str_equal (fields[FIELD_TYP], "typ")
         && g_strv_contains (types, fields[FIELD_TYPE])
         && are_extensions (fields + N_FIELDS);
}

HearthCandidate *
hearth_candidate_new (guint       mline,
                      const char *text)
{
  HearthCandidate *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (HearthCandidate, 1);
  self->mline = mline;
  self->text = g_strdup (text);

  return self;
}

void
hearth_candidate_free (gpointer data)
{
  HearthCandidate *self = data;

  g_free (self->text);
  g_free (self);
}

gboolean
hearth_candidate_check (const char  *candidate,
                        GError     **error)
{
  g_return_val_if_fail (candidate != NULL, FALSE);

  if (is_acceptable (candidate))
    return TRUE;

  g_set_error_literal (error, HEARTH_PEER_ERROR, HEARTH_PEER_ERROR_DESCRIPTION, "Not a candidate that we accept");
  return FALSE;
}

char *
hearth_candidate_hide_addresses (const char *candidate)
{
  g_auto (GStrv) fields = NULL;
  g_autofree char *hidden = NULL;

  g_return_val_if_fail (candidate != NULL, NULL);

  fields = g_strsplit (candidate, " ", -1);
  if (g_strv_length (fields) < N_FIELDS || !g_str_equal (fields[FIELD_TYPE], "relay"))
    return NULL;

  for (guint i = N_FIELDS; fields[i] != NULL && fields[i + 1] != NULL; i += 2)
    {
      gboolean related_address = g_str_equal (fields[i], "raddr");

      if (!related_address && !g_str_equal (fields[i], "rport"))
        continue;
      g_free (fields[i + 1]);
      fields[i + 1] = g_strdup (related_address ? "0.0.0.0" : "0");
    }

  /* What was put in may be longer than what it hides. */
  hidden = g_strjoinv (" ", fields);
  return is_acceptable (hidden) ? g_steal_pointer (&hidden) : NULL;
}
