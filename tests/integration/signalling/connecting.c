/* The client and everything that a server can fail to be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#include "base/limits.h"
#include "base/main-thread.h"
#include "signalling/signalling-client.h"
#include "signalling/signalling-error.h"
#include "signalling/signalling-server.h"

/* From the command line: hearth-server, in builds that have it. */
static const char *server_program;

typedef struct
{
  HearthSignallingClient *client;
  GError *error;
  gboolean done;
  GError *lost;
} Attempt;

static void
on_lost (HearthSignallingClient *client,
         GError                 *error,
         Attempt                *attempt)
{
  g_assert_null (attempt->lost);
  attempt->lost = g_error_copy (error);
}

static void
on_connect_ready (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  Attempt *attempt = data;

  g_assert_false (attempt->done);
  hearth_signalling_client_connect_finish (HEARTH_SIGNALLING_CLIENT (source), result, &attempt->error);
  attempt->done = TRUE;
}

static void
attempt_begin (Attempt      *attempt,
               const char   *server,
               GCancellable *cancellable)
{
  *attempt = (Attempt) { .client = hearth_signalling_client_new (server) };
  g_signal_connect (attempt->client, "lost", G_CALLBACK (on_lost), attempt);
  hearth_signalling_client_connect_async (attempt->client, cancellable, on_connect_ready, attempt);
}

static void
attempt_await (Attempt *attempt)
{
  while (!attempt->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
attempt_clear (Attempt *attempt)
{
  hearth_signalling_client_close (attempt->client);
  g_signal_handlers_disconnect_by_data (attempt->client, attempt);
  g_assert_finalize_object (attempt->client);
  g_clear_error (&attempt->error);
  g_clear_error (&attempt->lost);
}

static void
assert_fails (const char            *server,
              HearthSignallingError  code)
{
  Attempt attempt;

  attempt_begin (&attempt, server, NULL);
  attempt_await (&attempt);
  g_assert_error (attempt.error, HEARTH_SIGNALLING_ERROR, (int) code);
  g_assert_false (hearth_signalling_client_is_connected (attempt.client));
  attempt_clear (&attempt);
}

static HearthSignallingServer *
start_server (gboolean tls)
{
  g_autofree char *certificate = g_test_build_filename (G_TEST_DIST, "tests", "integration", "signalling",
                                                        "test-certificate.pem", NULL);
  g_autofree char *key = g_test_build_filename (G_TEST_DIST, "tests", "integration", "signalling", "test-key.pem", NULL);
  const HearthSignallingServerConfig config = {
    .address = "127.0.0.1",
    .certificate_file = tls ? certificate : NULL,
    .key_file = tls ? key : NULL,
  };
  g_autoptr (GError) error = NULL;
  HearthSignallingServer *server = hearth_signalling_server_new (&config, &error);

  g_assert_no_error (error);
  return server;
}

static char *
address_of (HearthSignallingServer *server,
            const char             *scheme)
{
  return g_strdup_printf ("%s://127.0.0.1:%u", scheme, hearth_signalling_server_get_port (server));
}

/* Somebody who listens, accepts and says @greeting to whoever comes. */
static gboolean
on_incoming (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           greeting)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_output_stream_write_all (output, greeting, strlen (greeting), NULL, NULL, NULL);
  g_object_set_data_full (G_OBJECT (service), "kept", g_object_ref (connection), g_object_unref);

  return TRUE;
}

static GSocketService *
start_stranger (const char  *greeting,
                char       **address)
{
  GSocketService *service = g_socket_service_new ();
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  g_assert_cmpuint (port, !=, 0);
  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming), (gpointer) greeting);
  g_socket_service_start (service);
  *address = g_strdup_printf ("http://127.0.0.1:%u", port);

  return service;
}

static void
test_nobody_there (void)
{
  HearthSignallingServer *server = start_server (FALSE);
  g_autofree char *address = address_of (server, "http");

  hearth_signalling_server_free (server);
  assert_fails (address, HEARTH_SIGNALLING_ERROR_UNREACHABLE);
  assert_fails ("http://no-such-name.invalid", HEARTH_SIGNALLING_ERROR_UNREACHABLE);
}

static void
test_not_an_address (void)
{
  const char *nonsense[] = { "", "hearth", "ftp://example.org", "http://", "https://:80", "//localhost", "http://[::1" };

  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    assert_fails (nonsense[i], HEARTH_SIGNALLING_ERROR_NOT_A_SERVER);
}

static void
test_not_a_server (void)
{
  const char *greetings[] = {
    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
    "HTTP/1.1 301 Moved\r\nLocation: http://elsewhere.invalid/ws\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n",
    "SSH-2.0-OpenSSH_9.9\r\n\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (greetings); i++)
    {
      g_autofree char *address = NULL;
      GSocketService *stranger = start_stranger (greetings[i], &address);

      assert_fails (address, HEARTH_SIGNALLING_ERROR_NOT_A_SERVER);
      g_socket_service_stop (stranger);
      g_socket_listener_close (G_SOCKET_LISTENER (stranger));
      g_object_unref (stranger);
    }
}

static void
test_certificate (void)
{
  HearthSignallingServer *server = start_server (TRUE);
  g_autofree char *address = address_of (server, "https");
  g_autofree char *without = address_of (server, "http");
  Attempt attempt;

  assert_fails (address, HEARTH_SIGNALLING_ERROR_TLS);

  attempt_begin (&attempt, without, NULL);
  attempt_await (&attempt);
  g_assert_nonnull (attempt.error);
  attempt_clear (&attempt);

  hearth_signalling_server_free (server);
}

static void
test_no_certificate (void)
{
  HearthSignallingServer *server = start_server (FALSE);
  g_autofree char *address = address_of (server, "https");
  Attempt attempt;

  attempt_begin (&attempt, address, NULL);
  attempt_await (&attempt);
  g_assert_nonnull (attempt.error);
  g_assert_cmpint (attempt.error->domain, ==, HEARTH_SIGNALLING_ERROR);
  attempt_clear (&attempt);

  hearth_signalling_server_free (server);
}

static void
test_cancelled (void)
{
  g_autofree char *address = NULL;
  GSocketService *stranger = start_stranger ("", &address);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Attempt attempt;

  attempt_begin (&attempt, address, cancellable);
  g_cancellable_cancel (cancellable);
  attempt_await (&attempt);
  g_assert_error (attempt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  attempt_clear (&attempt);

  attempt_begin (&attempt, address, cancellable);
  attempt_await (&attempt);
  g_assert_error (attempt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  attempt_clear (&attempt);

  attempt_begin (&attempt, address, NULL);
  hearth_signalling_client_close (attempt.client);
  attempt_await (&attempt);
  g_assert_error (attempt.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  attempt_clear (&attempt);

  g_socket_service_stop (stranger);
  g_object_unref (stranger);
}

static void
test_again (void)
{
  HearthSignallingServer *server = start_server (FALSE);
  g_autofree char *address = address_of (server, "http");
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_LEAVE);
  Attempt attempt;

  attempt_begin (&attempt, address, NULL);
  g_assert_false (hearth_signalling_client_send (attempt.client, envelope));
  attempt_await (&attempt);
  g_assert_no_error (attempt.error);
  g_assert_true (hearth_signalling_client_send (attempt.client, envelope));

  hearth_signalling_server_free (server);
  while (attempt.lost == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (attempt.lost, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_LOST);
  g_clear_error (&attempt.lost);
  g_assert_false (hearth_signalling_client_send (attempt.client, envelope));

  attempt.done = FALSE;
  hearth_signalling_client_connect_async (attempt.client, NULL, on_connect_ready, &attempt);
  attempt_await (&attempt);
  g_assert_error (attempt.error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_UNREACHABLE);
  attempt_clear (&attempt);
}

/* Both take ten seconds, so they take them together. */
static void
test_silent_servers (void)
{
  g_autofree char *silent_address = NULL;
  GSocketService *stranger = start_stranger ("", &silent_address);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_autofree char *address = NULL;
  gint64 began;
  Attempt silent, frozen;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                              server_program, "--address", "127.0.0.1", "--port", "0", NULL);
  g_assert_nonnull (process);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (line);
  address = g_strdup_printf ("http://127.0.0.1:%s", strrchr (line, ' ') + 1);

  attempt_begin (&frozen, address, NULL);
  attempt_await (&frozen);
  g_assert_no_error (frozen.error);
  g_subprocess_send_signal (process, SIGSTOP);

  began = g_get_monotonic_time ();
  attempt_begin (&silent, silent_address, NULL);
  while (frozen.lost == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("A frozen server was noticed after %.1f s", (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 11 * G_USEC_PER_SEC);

  attempt_await (&silent);
  g_assert_error (silent.error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_UNREACHABLE);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, (HEARTH_LIMIT_CONNECT_SECONDS - 1) * G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - began, <, (HEARTH_LIMIT_CONNECT_SECONDS + 5) * G_USEC_PER_SEC);

  attempt_clear (&silent);
  attempt_clear (&frozen);
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_socket_service_stop (stranger);
  g_object_unref (stranger);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();
  server_program = argv[1];

  g_test_add_func ("/signalling/connecting/nobody-there", test_nobody_there);
  g_test_add_func ("/signalling/connecting/not-an-address", test_not_an_address);
  g_test_add_func ("/signalling/connecting/not-a-server", test_not_a_server);
  g_test_add_func ("/signalling/connecting/certificate", test_certificate);
  g_test_add_func ("/signalling/connecting/no-certificate", test_no_certificate);
  g_test_add_func ("/signalling/connecting/cancelled", test_cancelled);
  g_test_add_func ("/signalling/connecting/again", test_again);
  if (server_program != NULL)
    g_test_add_func ("/signalling/connecting/silent-servers", test_silent_servers);

  return g_test_run ();
}
