/* Through the room's one port or by libnice: which attempt takes which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/transport-choice.h"

/* Anything with references will do as the room's port. */
static void
assert_choices (const HearthConnectionConfig *config,
                const char                   *expected)
{
  HearthTransportChoice choice;

  hearth_transport_choice_init (&choice, config);
  for (; *expected != '\0'; expected++)
    {
      gboolean through_port = hearth_transport_choice_get (&choice)->socket != NULL;

      g_assert_cmpint (through_port, ==, *expected == 'p');
      hearth_transport_choice_fail (&choice);
    }
  hearth_transport_choice_clear (&choice);
}

static void
test_choices (void)
{
  g_autoptr (GObject) port = g_object_new (G_TYPE_OBJECT, NULL);
  HearthHostSocket *socket = (HearthHostSocket *) port;
  char turn[] = "turn://user:password@192.0.2.1:3478";
  char *servers[] = { turn, NULL };
  char *none[] = { NULL };

  assert_choices (&(HearthConnectionConfig){ .socket = NULL }, "nnn");
  assert_choices (&(HearthConnectionConfig){ .socket = socket }, "ppp");
  assert_choices (&(HearthConnectionConfig){ .socket = socket, .turn_servers = none }, "ppp");
  assert_choices (&(HearthConnectionConfig){ .socket = socket, .turn_servers = servers }, "pnpn");
  assert_choices (&(HearthConnectionConfig){ .socket = NULL, .turn_servers = servers }, "nnn");
  assert_choices (&(HearthConnectionConfig){ .socket = socket, .turn_servers = servers, .relay_only = TRUE }, "nnn");
  assert_choices (&(HearthConnectionConfig){ .socket = socket, .relay_only = TRUE }, "nnn");

  g_assert_cmpuint (port->ref_count, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transport/choices", test_choices);

  return g_test_run ();
}
