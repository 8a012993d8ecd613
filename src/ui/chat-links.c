/* Addresses in what somebody wrote, as links: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/chat-links.h"

#include <string.h>

/* What ends an address wherever it stands (RFC 3986, appendix C), what has a meaning in it (section 2.2, and "%"), and what more often ends
 * the sentence around it when it stands last. */
#define ENDS "<>\"{}|\\^`"
#define OF_ADDRESS ":/?#[]@!$&'()*+,;=%"
#define LAST ".,;:!?'\u2019\u201d\u00bb\u2026"

static const char *const schemes[] = { "https://", "http://" };

/* How long the scheme is that @text begins with, or 0. */
static gsize
get_scheme_length (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      return strlen (schemes[i]);

  return 0;
}

static gboolean
is_of_address (gunichar c)
{
  return c != 0 && !g_unichar_isspace (c) && !g_unichar_iscntrl (c) && (c >= 0x80 || strchr (ENDS, (int) c) == NULL)
         && g_unichar_type (c) != G_UNICODE_FORMAT && g_unichar_type (c) != G_UNICODE_SPACE_SEPARATOR;
}

/* 1 for what opens, −1 for what closes. */
static int
get_depth (gunichar c)
{
  switch (c)
    {
    case '(':
    case '[':
      return 1;
    case ')':
    case ']':
      return -1;
    default:
      return 0;
    }
}

/* Up to what belongs to the sentence around it; a closing bracket does, unless the address has opened it. */
static const char *
find_end (const char *begin)
{
  const char *end = begin;
  int depth = 0; /* of the brackets from @begin to @end */

  for (gunichar c = g_utf8_get_char (end); is_of_address (c); c = g_utf8_get_char (end))
    {
      depth += get_depth (c);
      end = g_utf8_next_char (end);
    }
  while (end > begin)
    {
      const char *last = g_utf8_prev_char (end);
      gunichar c = g_utf8_get_char (last);

      if (g_utf8_strchr (LAST, -1, c) == NULL && !(get_depth (c) < 0 && depth < 0))
        break;
      depth -= get_depth (c);
      end = last;
    }

  return end;
}

/* Letters that look like others, and slashes that are none, make a host that leads elsewhere than it seems to. */
static gboolean
is_host_plain (const char *address)
{
  const char *host = address + get_scheme_length (address);

  for (gsize i = 0; i < strcspn (host, "/?#"); i++)
    if ((guchar) host[i] >= 0x80 || host[i] == '%')
      return FALSE;

  return TRUE;
}

/* Returns: (transfer full) (nullable): @address as it is asked for, if it is one that leads where it seems to. */
static char *
check (const char *address)
{
  g_autofree char *ascii = g_uri_escape_string (address, OF_ADDRESS, FALSE);
  g_autofree char *user = NULL;
  g_autofree char *host = NULL;

  if (!is_host_plain (address) || !g_uri_split (ascii, G_URI_FLAGS_HAS_PASSWORD, NULL, &user, &host, NULL, NULL, NULL, NULL, NULL)
      || user != NULL || host == NULL || *host == '\0')
    return NULL;

  return g_steal_pointer (&ascii);
}

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

char *
hearth_chat_links_to_markup (const char *text)
{
  GString *markup = g_string_new (NULL);
  const char *at = text;
  gboolean in_word = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  while (*at != '\0')
    {
      gsize length = !in_word && get_scheme_length (at) > 0 ? (gsize) (find_end (at) - at) : 0;
      g_autofree char *address = length > get_scheme_length (at) ? g_strndup (at, length) : NULL;
      g_autofree char *checked = address != NULL ? check (address) : NULL;

      if (address != NULL)
        {
          g_autofree char *link = checked != NULL ? g_markup_printf_escaped ("<a href=\"%s\">%s</a>", checked, address)
                                                  : g_markup_escape_text (address, -1);

          g_string_append (markup, link);
          at += length;
          in_word = TRUE;
          continue;
        }
      in_word = g_unichar_isalnum (g_utf8_get_char (at));
      append_escaped (markup, at, (gsize) (g_utf8_next_char (at) - at));
      at = g_utf8_next_char (at);
    }

  return g_string_free (markup, FALSE);
}
