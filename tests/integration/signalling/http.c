/* Requests that no honest program sends, and the few that are answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>
#include <unistd.h>

#include "hostile-fixture.h"
#include "http-cases.h"
#include "raw-client.h"

static void
test_http (HostileFixture *fixture,
           gconstpointer   data)
{
  for (gsize i = 0; i < n_http_cases; i++)
    {
      int status = raw_request (fixture->port, http_cases[i].request);

      g_test_message ("%d: %.60s", status, http_cases[i].request);
      g_assert_true (http_case_fits (&http_cases[i], status));
    }
}

static void
test_long_requests (HostileFixture *fixture,
                    gconstpointer   data)
{
  g_autofree char *long_name = g_strnfill (100 * 1000, 'a');
  char *requests[] = {
    g_strdup_printf ("GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n", long_name),
    g_strdup_printf ("GET /healthz HTTP/1.1\r\nHost: %s\r\n\r\n", long_name),
    g_strdup_printf ("GET /healthz HTTP/1.1\r\nHost: localhost\r\n%s: x\r\n\r\n", long_name),
    g_strdup_printf ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: %s\r\n\r\n", long_name),
    g_strdup_printf ("%s\r\n\r\n", long_name),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      int status = raw_request (fixture->port, requests[i]);

      g_assert_true (status == 0 || status >= 400);
      g_free (requests[i]);
    }
}

static void
test_landing_page (HostileFixture *fixture,
                   gconstpointer   data)
{
  const char *wanted[] = {
    "Content-Type: text/html; charset=utf-8", "Content-Security-Policy: default-src 'none'; style-src 'sha256-",
    "script-src 'sha256-", "Referrer-Policy: no-referrer", "X-Content-Type-Options: nosniff", "Cache-Control: no-store",
    "Connection: close",
  };
  const char *request = "GET /r/AAAAAAAAAAAAAAAAAAAAAA HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autofree char *head = NULL;
  int fd = raw_connect (fixture->port);

  g_assert_true (raw_send (fd, request, strlen (request)));
  g_assert_cmpint (raw_read_status (fd, &head), ==, 200);
  close (fd);

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (strstr (head, wanted[i]));
  g_assert_null (strstr (head, "unsafe-inline"));
}

int
main (int   argc,
      char *argv[])
{
  const HostileTest tests[] = {
    { "requests", test_http },
    { "long-requests", test_long_requests },
    { "landing-page", test_landing_page },
  };

  g_test_init (&argc, &argv, NULL);
  hostile_add_tests ("/signalling/http", tests, G_N_ELEMENTS (tests));

  return g_test_run ();
}
