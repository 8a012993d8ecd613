/* The look at JSON before it is parsed: what it lets through, and what it costs to be attacked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/json-scan.h"

#include <string.h>

#include "base/limits.h"
#include "hostile-text.h"
#include "protocol/protocol-error.h"

static void
test_accepted (void)
{
  static const struct
  {
    const char *text;
    guint n_members;
  } cases[] = {
    { "{}", 0 },
    { " \t\r\n{ } \n", 0 },
    { "{\"a\":1}", 1 },
    { "{\"a\":{\"b\":[{\"c\":null}]},\"d\":-1.5e+3}", 4 },
    { "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00: , {\"}", 1 },
    { "{\"\303\251\":\"\360\237\230\200\"}", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint n_members = G_MAXUINT;

      g_assert_true (hearth_json_scan (cases[i].text, strlen (cases[i].text), HEARTH_LIMIT_MESSAGE_BYTES, &n_members, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_members, ==, cases[i].n_members);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "x",
    "1",
    "\"a\"",
    "[]",
    "[{}]",
    "{",
    "}",
    "{}}",
    "{}{}",
    "{\"a\":1}{\"b\":2}", /* aborts json-glib's immutable parser */
    "{} x",
    "{/* */}",
    "{// \n}",
    "{'a':1}",
    "{\"a",
    "{\"a\\",
    "{\"a\\\"}",
    "{\"a\\x\"}",
    "{\"\\u\"}",
    "{\"\\u12\"}",
    "{\"\\u12g4\"}",
    "{\"\\u0000\"}",
    "{\"\\ud800\"}",
    "{\"\\ud800x\"}",
    "{\"\\ud800\\n\"}",
    "{\"\\ud800\\u0041\"}",
    "{\"\\ud800\\ud800\"}",
    "{\"\\udc00\"}",
    "{\"a\nb\":1}",
    "{\"a\177b\":1}",
    "{\"\300\200\":1}",     /* NUL in two bytes */
    "{\"\355\240\200\":1}", /* a surrogate in UTF-8 */
    "{\"\377\":1}",
    "{\"a\":1;\"b\":2}",
    "{\"a\":\302\2401}",
    "\357\273\277{}",       /* a byte order mark */
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      guint n_members;

      g_test_message ("%s", texts[i]);
      g_assert_false (hearth_json_scan (texts[i], strlen (texts[i]), HEARTH_LIMIT_MESSAGE_BYTES, &n_members, &error));
      g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED);
    }
}

static void
assert_too_large (const char *text,
                  gsize       length)
{
  g_autoptr (GError) error = NULL;
  guint n_members;

  g_assert_false (hearth_json_scan (text, length, HEARTH_LIMIT_MESSAGE_BYTES, &n_members, &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
}

/* "{"a":" and then @unit over and over, up to the size of a message. */
static void
test_bombs (void)
{
  static const char *const units[] = { "[", "{\"a\":", "[],", "{},", "1,", "\"\",", ":", ",", "[{},", "\"a\":1," };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new ("{\"a\":[");
      gint64 start;

      while (text->len + strlen (units[i]) <= HEARTH_LIMIT_MESSAGE_BYTES)
        g_string_append (text, units[i]);

      start = g_get_monotonic_time ();
      assert_too_large (text->str, text->len);
      /* It takes microseconds; a second would be a mistake in the algorithm even on a busy machine. */
      g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
    }
}

static void
test_size (void)
{
  g_autofree char *spaces = g_strnfill (HEARTH_LIMIT_MESSAGE_BYTES + 1, ' ');
  guint n_members;

  spaces[0] = '{';
  spaces[1] = '}';
  g_assert_true (hearth_json_scan (spaces, HEARTH_LIMIT_MESSAGE_BYTES, HEARTH_LIMIT_MESSAGE_BYTES, &n_members, NULL));
  assert_too_large (spaces, HEARTH_LIMIT_MESSAGE_BYTES + 1);
}

static void
test_depth (void)
{
  for (guint depth = HEARTH_LIMIT_JSON_DEPTH; depth <= HEARTH_LIMIT_JSON_DEPTH + 1; depth++)
    {
      g_autoptr (GString) text = g_string_new ("{\"a\":");
      guint n_members;

      for (guint i = 1; i < depth; i++)
        g_string_append_c (text, '[');
      for (guint i = 1; i < depth; i++)
        g_string_append_c (text, ']');
      g_string_append_c (text, '}');

      if (depth <= HEARTH_LIMIT_JSON_DEPTH)
        g_assert_true (hearth_json_scan (text->str, text->len, HEARTH_LIMIT_MESSAGE_BYTES, &n_members, NULL));
      else
        assert_too_large (text->str, text->len);
    }
}

static gboolean
scan (const char *text,
      gsize       length)
{
  g_autoptr (GError) error = NULL;
  guint n_members;
  gboolean ok = hearth_json_scan (text, length, HEARTH_LIMIT_MESSAGE_BYTES, &n_members, &error);

  g_assert_true (ok == (error == NULL));
  return ok;
}

static void
test_hostile (void)
{
  static const char text[] = "{\"a\":[1,{\"b\":\"\\ud83d\\ude00 \\n\303\251\"}],\"c\":true}";

  hostile_text_truncate (text, scan);
  hostile_text_flip (text, scan);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/json-scan/accepted", test_accepted);
  g_test_add_func ("/protocol/json-scan/refused", test_refused);
  g_test_add_func ("/protocol/json-scan/bombs", test_bombs);
  g_test_add_func ("/protocol/json-scan/size", test_size);
  g_test_add_func ("/protocol/json-scan/depth", test_depth);
  g_test_add_func ("/protocol/json-scan/hostile", test_hostile);

  return g_test_run ();
}
