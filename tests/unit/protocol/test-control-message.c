/* Control messages: what goes out comes in again, and what must not come in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/control-message.h"

#include <string.h>

#include "base/limits.h"
#include "hostile-text.h"
#include "protocol/protocol-error.h"

#define ANNA "{\"id\":\"host\",\"name\":\"Anna\",\"colour\":\"teal\",\"host\":true,\"microphone_on\":true,\"camera_on\":false}"
#define BEN "{\"id\":\"b-_9\",\"name\":\"Ben\",\"colour\":\"red\",\"host\":false,\"microphone_on\":false,\"camera_on\":true}"
#define ROSTER "{\"type\":\"roster\",\"version\":9007199254740991,\"you\":\"b-_9\",\"members\":[" ANNA "," BEN "]}"
#define STATE "{\"type\":\"state\",\"state\":{\"name\":\"Ben\",\"colour\":\"red\",\"microphone_on\":true,\"camera_on\":false}}"

static HearthControlMessage *
parse_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  HearthControlMessage *message = hearth_control_message_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (message);
  return message;
}

static void
test_round_trip (void)
{
  static const char *const texts[] = { ROSTER, STATE, "{\"type\":\"ping\"}", "{\"type\":\"bye\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HearthControlMessage) message = parse_good (texts[i]);
      g_autofree char *text = hearth_control_message_to_text (message);

      g_assert_cmpint (message->type, ==, i);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_roster (void)
{
  g_autoptr (HearthControlMessage) roster = parse_good (ROSTER);
  const HearthMemberState *ben;

  g_assert_cmpuint (roster->version, ==, (G_GUINT64_CONSTANT (1) << 53) - 1);
  g_assert_cmpstr (roster->you, ==, "b-_9");
  g_assert_cmpuint (roster->members->len, ==, 2);
  ben = g_ptr_array_index (roster->members, 1);
  g_assert_cmpstr (ben->name, ==, "Ben");
  g_assert_false (ben->host);
  g_assert_false (ben->microphone_on);
  g_assert_true (ben->camera_on);
}

static void
test_new (void)
{
  g_autoptr (HearthControlMessage) roster = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  g_autoptr (HearthControlMessage) state = hearth_control_message_new (HEARTH_CONTROL_STATE);
  g_autofree char *text = NULL;

  roster->you = g_strdup ("x");
  text = hearth_control_message_to_text (roster);
  g_assert_cmpstr (text, ==, "{\"type\":\"roster\",\"version\":0,\"you\":\"x\",\"members\":[]}");
  g_assert_nonnull (state->state);
}

/* The longest roster that a host writes fits into a message. */
static void
test_full_room (void)
{
  g_autoptr (HearthControlMessage) roster = hearth_control_message_new (HEARTH_CONTROL_ROSTER);
  g_autoptr (HearthControlMessage) again = NULL;
  g_autofree char *text = NULL;

  roster->you = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  for (guint i = 0; i < HEARTH_LIMIT_ROOM_PEOPLE; i++)
    {
      HearthMemberState *member = hearth_member_state_new ();

      member->id = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
      member->name = g_strnfill (HEARTH_LIMIT_NAME_BYTES, '"'); /* becomes twice as long */
      member->colour = g_strdup ("yellow");
      g_ptr_array_add (roster->members, member);
    }
  text = hearth_control_message_to_text (roster);
  again = parse_good (text);
  g_assert_cmpuint (again->members->len, ==, HEARTH_LIMIT_ROOM_PEOPLE);
}

static void
assert_refused (const char *text,
                int         code)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%.200s", text);
  g_assert_null (hearth_control_message_parse (text, strlen (text), &error));
  g_assert_error (error, HEARTH_PROTOCOL_ERROR, code);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "{\"type\":\"roster\"}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\"}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":{}}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[1]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[null]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[[]]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[" ANNA ",{}]}",
    "{\"type\":\"roster\",\"version\":9007199254740992,\"you\":\"x\",\"members\":[]}",
    "{\"type\":\"roster\",\"version\":-1,\"you\":\"x\",\"members\":[]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"\",\"members\":[]}",
    "{\"type\":\"roster\",\"version\":1,\"you\":\"a b\",\"members\":[]}",
    "{\"type\":\"state\"}",
    "{\"type\":\"state\",\"state\":[]}",
    "{\"type\":\"state\",\"state\":{}}",
    "{\"type\":\"state\",\"state\":{\"name\":\"Ben\",\"colour\":\"red\",\"microphone_on\":1,\"camera_on\":false}}",
    "{\"type\":\"state\",\"state\":{\"name\":\"Ben\",\"colour\":\"red\",\"microphone_on\":\"true\",\"camera_on\":false}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], HEARTH_PROTOCOL_ERROR_MALFORMED);
  assert_refused ("{\"type\":\"unmute\"}", HEARTH_PROTOCOL_ERROR_UNKNOWN_TYPE);
}

static void
test_too_large (void)
{
  g_autoptr (GString) crowd = g_string_new ("{\"type\":\"roster\",\"version\":1,\"you\":\"x\",\"members\":[" ANNA);
  g_autofree char *spaces = g_strnfill (HEARTH_LIMIT_CONTROL_BYTES + 1, ' ');

  for (guint i = 0; i < HEARTH_LIMIT_ROOM_PEOPLE; i++)
    g_string_append (crowd, "," ANNA);
  g_string_append (crowd, "]}");
  assert_refused (crowd->str, HEARTH_PROTOCOL_ERROR_TOO_LARGE);

  memcpy (spaces, "{\"type\":\"ping\"}", strlen ("{\"type\":\"ping\"}"));
  assert_refused (spaces, HEARTH_PROTOCOL_ERROR_TOO_LARGE);
}

static gboolean
parse (const char *text,
       gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthControlMessage) message = hearth_control_message_parse (text, length, &error);

  if (message == NULL)
    g_assert_true (error->domain == HEARTH_PROTOCOL_ERROR);
  return message != NULL;
}

static void
test_hostile (void)
{
  hostile_text_truncate (ROSTER, parse);
  hostile_text_flip (ROSTER, parse);
  hostile_text_truncate (STATE, parse);
  hostile_text_flip (STATE, parse);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/protocol/control-message/round-trip", test_round_trip);
  g_test_add_func ("/protocol/control-message/roster", test_roster);
  g_test_add_func ("/protocol/control-message/new", test_new);
  g_test_add_func ("/protocol/control-message/full-room", test_full_room);
  g_test_add_func ("/protocol/control-message/refused", test_refused);
  g_test_add_func ("/protocol/control-message/too-large", test_too_large);
  g_test_add_func ("/protocol/control-message/hostile", test_hostile);

  return g_test_run ();
}
