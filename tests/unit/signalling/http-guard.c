/* Which requests are answered with what: every condition alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/http-guard.h"

static const HearthHttpRequest plain = {
  .is_get = TRUE,
  .path = "/healthz",
  .http_version = "HTTP/1.1",
  .host = "localhost:8480",
  .n_hosts = 1,
};

static const HearthHttpRequest upgrade = {
  .is_get = TRUE,
  .path = "/ws",
  .http_version = "HTTP/1.1",
  .host = "[::1]:8480",
  .n_hosts = 1,
  .upgrade = "WebSocket",
  .websocket_version = "13",
  .has_websocket_key = TRUE,
};

static void
assert_route (const HearthHttpRequest *request,
              const char              *origin,
              HearthHttpRoute          route)
{
  const HearthHttpPolicy policy = { .origin = origin };
  guint status = 0;

  g_assert_cmpint (hearth_http_guard_route (request, &policy, &status), ==, route);
  g_assert_cmpuint (status, ==, 0);
}

static void
assert_refused (const HearthHttpRequest *request,
                const char              *origin,
                guint                    code)
{
  const HearthHttpPolicy policy = { .origin = origin };
  guint status = 0;

  g_assert_cmpint (hearth_http_guard_route (request, &policy, &status), ==, HEARTH_HTTP_REFUSED);
  g_assert_cmpuint (status, ==, code);
}

static void
test_pages (void)
{
  const struct
  {
    const char *path;
    HearthHttpRoute route;
  } paths[] = {
    { "/healthz", HEARTH_HTTP_HEALTH },
    { "/r/AAAAAAAAAAAAAAAAAAAAAA", HEARTH_HTTP_LANDING_PAGE },
    { "/r/a-b_9", HEARTH_HTTP_LANDING_PAGE },
    { "/r/", HEARTH_HTTP_REFUSED },
    { "/r/a/b", HEARTH_HTTP_REFUSED },
    { "/r/a.b", HEARTH_HTTP_REFUSED },
    { "/r/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", HEARTH_HTTP_REFUSED },
    { "/", HEARTH_HTTP_REFUSED },
    { "", HEARTH_HTTP_REFUSED },
    { "/ws", HEARTH_HTTP_REFUSED },
    { "/healthz/", HEARTH_HTTP_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      HearthHttpRequest request = plain;

      request.path = paths[i].path;
      if (paths[i].route == HEARTH_HTTP_REFUSED)
        assert_refused (&request, NULL, 404);
      else
        assert_route (&request, NULL, paths[i].route);
    }
}

static void
test_head (void)
{
  HearthHttpRequest request;

  request = plain, request.is_get = FALSE;
  assert_refused (&request, NULL, 405);
  request = plain, request.http_version = "HTTP/1.0";
  assert_refused (&request, NULL, 505);
  request = plain, request.http_version = NULL;
  assert_refused (&request, NULL, 505);
  request = plain, request.n_hosts = 0, request.host = NULL;
  assert_refused (&request, NULL, 400);
  request = plain, request.n_hosts = 2;
  assert_refused (&request, NULL, 400);
  request = plain, request.host = "a b";
  assert_refused (&request, NULL, 400);
  request = plain, request.host = "";
  assert_refused (&request, NULL, 400);
  request = plain, request.has_body = TRUE;
  assert_refused (&request, NULL, 400);
  request = plain, request.has_range = TRUE;
  assert_refused (&request, NULL, 400);
  request = plain, request.has_te = TRUE;
  assert_refused (&request, NULL, 400);
  request = plain, request.path = NULL;
  assert_refused (&request, NULL, 404);
}

static void
test_upgrade (void)
{
  HearthHttpRequest request;

  assert_route (&upgrade, NULL, HEARTH_HTTP_WEBSOCKET);

  request = upgrade, request.upgrade = "h2c";
  assert_refused (&request, NULL, 403);
  request = upgrade, request.upgrade = "";
  assert_refused (&request, NULL, 403);
  request = upgrade, request.path = "/healthz";
  assert_refused (&request, NULL, 404);
  request = upgrade, request.has_query = TRUE;
  assert_refused (&request, NULL, 404);
  request = upgrade, request.websocket_version = "8";
  assert_refused (&request, NULL, 426);
  request = upgrade, request.websocket_version = NULL;
  assert_refused (&request, NULL, 426);
  request = upgrade, request.has_websocket_key = FALSE;
  assert_refused (&request, NULL, 400);
  request = upgrade, request.is_get = FALSE;
  assert_refused (&request, NULL, 405);
}

static void
test_origin (void)
{
  HearthHttpRequest request = upgrade;

  assert_route (&request, "https://hearth.example", HEARTH_HTTP_WEBSOCKET);

  request.origin = "https://hearth.example";
  assert_route (&request, "https://hearth.example", HEARTH_HTTP_WEBSOCKET);
  assert_refused (&request, NULL, 403);
  assert_refused (&request, "https://hearth.example:8443", 403);
  assert_refused (&request, "http://hearth.example", 403);

  request.origin = "null";
  assert_refused (&request, NULL, 403);
  request.origin = "";
  assert_refused (&request, NULL, 403);
}

static void
test_host (void)
{
  const HearthHttpPolicy policy = { .host = "meet.example.org" };
  const struct
  {
    const char *host;
    gboolean fine;
  } hosts[] = {
    { "meet.example.org", TRUE },
    { "Meet.Example.ORG.:8480", TRUE },
    { "192.0.2.7", TRUE },
    { "192.0.2.7:8480", TRUE },
    { "[2001:db8::7]:8480", TRUE },
    { "localhost:8480", TRUE },
    { "evil.example", FALSE },
    { "meet.example.org.evil.example", FALSE },
    { "xmeet.example.org", FALSE },
    { "127.0.0.1.evil.example", FALSE },
    { "[evil.example]", FALSE },
    { "[::1", FALSE },
    { ":8480", FALSE },
    { ".", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      const HearthHttpRequest *requests[] = { &plain, &upgrade };

      for (gsize j = 0; j < G_N_ELEMENTS (requests); j++)
        {
          HearthHttpRequest request = *requests[j];
          guint status = 0;

          request.host = hosts[i].host;
          g_test_message ("%s", hosts[i].host);
          g_assert_cmpint (hearth_http_guard_route (&request, &policy, &status) != HEARTH_HTTP_REFUSED, ==, hosts[i].fine);
          g_assert_cmpuint (status, ==, hosts[i].fine ? 0 : 421);
        }
    }
}

static void
assert_administration (const HearthHttpRequest *request,
                       HearthHttpRoute          route,
                       guint                    code)
{
  const HearthHttpPolicy policy = { .origin = "https://hearth.example", .host = "hearth.example", .administration = TRUE };
  guint status = 0;

  g_assert_cmpint (hearth_http_guard_route (request, &policy, &status), ==, route);
  g_assert_cmpuint (status, ==, code);
}

static void
test_administration (void)
{
  HearthHttpRequest request = plain;

  assert_administration (&request, HEARTH_HTTP_REFUSED, 404);
  request.path = "/metrics";
  assert_administration (&request, HEARTH_HTTP_METRICS, 0);
  assert_refused (&request, NULL, 404);

  request.has_query = TRUE;
  assert_administration (&request, HEARTH_HTTP_REFUSED, 404);
  request.has_query = FALSE, request.origin = "https://hearth.example";
  assert_administration (&request, HEARTH_HTTP_REFUSED, 403);
  request.origin = NULL, request.host = "evil.example";
  assert_administration (&request, HEARTH_HTTP_REFUSED, 421);

  request = upgrade, request.host = "localhost";
  assert_administration (&request, HEARTH_HTTP_REFUSED, 403);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signalling/http-guard/pages", test_pages);
  g_test_add_func ("/signalling/http-guard/head", test_head);
  g_test_add_func ("/signalling/http-guard/upgrade", test_upgrade);
  g_test_add_func ("/signalling/http-guard/origin", test_origin);
  g_test_add_func ("/signalling/http-guard/host", test_host);
  g_test_add_func ("/signalling/http-guard/administration", test_administration);

  return g_test_run ();
}
