/* A server to be attacked: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hostile-fixture.h"

#include "raw-client.h"

static void
start (HostileFixture *fixture)
{
  const HearthSignallingServerConfig config = {
    .loop = fixture->loop,
    .origin = "https://hearth.example",
    .limits = &fixture->limits,
  };

  fixture->server = server_thread_new (&config);
  fixture->port = server_thread_get_port (fixture->server);
}

static void
set_up (HostileFixture *fixture,
        gconstpointer   data)
{
  fixture->loop = GPOINTER_TO_INT (data);
  hearth_signalling_limits_init (&fixture->limits);
  fixture->limits.attempts_per_address = 1000;
  fixture->limits.bytes_per_address = G_MAXUINT; /* whoever attacks is also who looks whether the server is well */
  fixture->limits.upgrade = G_USEC_PER_SEC / 2;
  fixture->limits.seatless = G_USEC_PER_SEC;
  fixture->limits.meter = G_USEC_PER_SEC / 10;
  fixture->limits.tick = G_USEC_PER_SEC / 20;
  start (fixture);
}

static void
tear_down (HostileFixture *fixture,
           gconstpointer   data)
{
  g_assert_cmpint (raw_request (fixture->port, RAW_HEALTH_REQUEST), ==, 200);
  server_thread_free (fixture->server);
}

void
hostile_fixture_restart (HostileFixture *fixture)
{
  server_thread_free (fixture->server);
  start (fixture);
}

void
hostile_add_tests (const char        *path,
                   const HostileTest *tests,
                   gsize              n_tests)
{
  for (gsize i = 0; i < n_tests; i++)
    {
      g_autofree char *on_glib = g_strconcat (path, "/glib/", tests[i].name, NULL);
#ifdef HEARTH_WITH_UV
      g_autofree char *on_uv = g_strconcat (path, "/uv/", tests[i].name, NULL);

      g_test_add (on_uv, HostileFixture, GINT_TO_POINTER (HEARTH_SIGNALLING_LOOP_UV), set_up, tests[i].test, tear_down);
#endif
      g_test_add (on_glib, HostileFixture, GINT_TO_POINTER (HEARTH_SIGNALLING_LOOP_GLIB), set_up, tests[i].test, tear_down);
    }
}
