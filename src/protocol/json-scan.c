/* One linear look at JSON text from outside: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/json-scan.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/protocol-error.h"

typedef struct
{
  const char *at;
  const char *end;
  guint depth;
  guint n_tokens;
  guint n_members;
} Scan;

static gboolean
malformed (const char  *what,
           GError     **error)
{
  g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "Not JSON as we write it: %s", what);
  return FALSE;
}

static gboolean
count_token (Scan    *scan,
             GError **error)
{
  if (++scan->n_tokens <= HEARTH_LIMIT_JSON_TOKENS)
    return TRUE;

  g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_TOO_LARGE,
               "More than %d JSON tokens", HEARTH_LIMIT_JSON_TOKENS);
  return FALSE;
}

/* The four digits after \u; -1 where they are not there. */
static int
read_code_unit (Scan *scan)
{
  int unit = 0;

  if (scan->end - scan->at < 4)
    return -1;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*scan->at++);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }

  return unit;
}

static gboolean
scan_escape (Scan    *scan,
             GError **error)
{
  int unit;

  if (scan->at == scan->end)
    return malformed ("it ends in a string", error);
  if (*scan->at != 'u')
    {
      if (strchr ("\"\\/bfnrt", *scan->at++) == NULL)
        return malformed ("unknown escape", error);
      return TRUE;
    }

  scan->at++;
  unit = read_code_unit (scan);
  if (unit <= 0)
    return malformed ("bad \\u escape", error);
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return malformed ("second half of a surrogate pair alone", error);
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      if (scan->end - scan->at < 2 || scan->at[0] != '\\' || scan->at[1] != 'u')
        return malformed ("first half of a surrogate pair alone", error);
      scan->at += 2;
      unit = read_code_unit (scan);
      if (unit < 0xdc00 || unit > 0xdfff)
        return malformed ("first half of a surrogate pair alone", error);
    }

  return TRUE;
}

static gboolean
scan_string (Scan    *scan,
             GError **error)
{
  while (scan->at < scan->end)
    {
      char c = *scan->at++;

      if (c == '"')
        return TRUE;
      if (c == '\\' && !scan_escape (scan, error))
        return FALSE;
      if (g_ascii_iscntrl (c))
        return malformed ("control character in a string", error);
    }

  return malformed ("it ends in a string", error);
}

static gboolean
scan_open (Scan    *scan,
           GError **error)
{
  if (++scan->depth <= HEARTH_LIMIT_JSON_DEPTH)
    return TRUE;

  g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_TOO_LARGE, "JSON deeper than %d", HEARTH_LIMIT_JSON_DEPTH);
  return FALSE;
}

/* Numbers, true, false, null: json-glib reads them; here they only must not be something else (a comment, '). */
static gboolean
scan_scalar (Scan    *scan,
             GError **error)
{
  const char *start = scan->at;

  while (scan->at < scan->end && (g_ascii_isalnum (*scan->at) || strchr ("+-.", *scan->at) != NULL))
    scan->at++;

  return scan->at > start || malformed ("unexpected character", error);
}

/* One token outside strings. */
static gboolean
scan_token (Scan    *scan,
            GError **error)
{
  if (!count_token (scan, error))
    return FALSE;

  switch (*scan->at)
    {
    case '{':
    case '[':
      scan->at++;
      return scan_open (scan, error);
    case '}':
    case ']':
      scan->at++;
      scan->depth--;
      return TRUE;
    case '"':
      scan->at++;
      return scan_string (scan, error);
    case ':':
      scan->n_members++;
      scan->at++;
      return TRUE;
    case ',':
      scan->at++;
      return TRUE;
    default:
      return scan_scalar (scan, error);
    }
}

static void
skip_space (Scan *scan)
{
  while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
    scan->at++;
}

gboolean
hearth_json_scan (const char  *text,
                  gsize        length,
                  gsize        max_bytes,
                  guint       *n_members,
                  GError     **error)
{
  Scan scan = { .at = text, .end = text + length };

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (n_members != NULL, FALSE);

  if (length > max_bytes)
    {
      g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " bytes where %" G_GSIZE_FORMAT " are allowed", length, max_bytes);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    return malformed ("it is not UTF-8", error);

  skip_space (&scan);
  if (scan.at == scan.end || *scan.at != '{')
    return malformed ("it does not begin with {", error);

  do
    {
      if (!scan_token (&scan, error))
        return FALSE;
      skip_space (&scan);
    }
  while (scan.depth > 0 && scan.at < scan.end);

  if (scan.depth > 0)
    return malformed ("it ends too early", error);
  if (scan.at < scan.end)
    return malformed ("something follows it", error);

  *n_members = scan.n_members;
  return TRUE;
}
