/* The signalling server: see the header. This file is what touches libwebsockets' context and callbacks; what they mean is the
 * hub's affair.
 *
 *   listening descriptor ──RAW_RX_FILE──▸ accept ──adopt──▸ socket ──HTTP──▸ guard ──▸ page, health, refusal
 *                                                              └──RECEIVE──▸ hub ──▸ rooms
 *
 * We accept by ourselves rather than let libwebsockets listen: so an address is judged before anything is allocated for it, one
 * descriptor serves both address families, errors have their reasons, and running out of descriptors does not make a busy loop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/signalling-server.h"

#include <errno.h>
#include <libwebsockets.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/limits.h"
#include "signalling/event-loop.h"
#include "signalling/http-exchange.h"
#include "signalling/landing-page.h"
#include "signalling/metrics-endpoint.h"
#include "signalling/signalling-error.h"
#include "signalling/signalling-hub.h"
#include "signalling/signalling-listener.h"
#include "signalling/trusted-proxy.h"

#define VHOST_NAME "hearth"

/* libwebsockets' own deadline. It must never come before ours (HEARTH_LIMIT_UPGRADE_SECONDS), which know whose peer it is. */
#define LIBRARY_TIMEOUT_SECONDS 20

/* How long people may take to go when the server ends, and how often it looks whether they have. */
#define DRAIN_SECONDS 3
#define DRAIN_TICK (G_USEC_PER_SEC / 50)

/* Until the next look at the deadlines where there is more to do: with PINGS_PER_TURN of the hub, four times what ten thousand
 * sockets need. */
#define BUSY_TICK (G_USEC_PER_SEC / 250)

/* Everybody on the way adds an entry to X-Forwarded-For, and whoever asks may have begun with some. */
#define FORWARDED_FOR_CHARACTERS 1024

/* Sockets accepted at one go, so that a flood does not starve those that are there. */
#define ACCEPTS_PER_TURN 64

struct _HearthSignallingServer
{
  char *origin;
  char *host;
  HearthHttpPolicy policy;
  HearthTrustedProxy proxy;
  guint16 port;
  HearthSignallingLimits limits;
  HearthLandingPage *landing_page;
  HearthSignallingHub *hub;
  HearthMetricsEndpoint *metrics; /* nullable */

  HearthEventLoop *loop;
  struct lws_context *context;
  struct lws_vhost *vhost;
  struct lws *listener;
  gboolean accepting; /* FALSE while there are no descriptors left */
  gint64 drained_at; /* µs: when the server ends whoever is still there; 0 while it goes on */
};

/* Pings are ours (signalling-hub.c): libwebsockets keeps its own in a sorted list, 296 µs a socket with ten thousand. */
static const lws_retry_bo_t no_library_pings = { 0 };

static void
adopt (HearthSignallingServer        *self,
       int                            fd,
       const struct sockaddr_storage *from)
{
  const lws_adoption_type type = LWS_ADOPT_SOCKET | LWS_ADOPT_HTTP | LWS_ADOPT_ALLOW_SSL;
  lws_sock_file_fd_type descriptor = { .sockfd = fd };
  HearthAddress address = { 0 };
  struct lws *wsi;

  if (!hearth_trusted_proxy_is (&self->proxy, (const struct sockaddr *) from))
    hearth_address_init (&address, (const struct sockaddr *) from);
  if (!hearth_signalling_hub_admit (self->hub, &address))
    {
      close (fd);
      return;
    }

  wsi = lws_adopt_descriptor_vhost (self->vhost, type, descriptor, NULL, NULL);
  if (wsi == NULL)
    {
      hearth_signalling_hub_dismiss (self->hub, &address);
      return;
    }

  lws_set_opaque_user_data (wsi, hearth_signalling_hub_connect (self->hub, wsi, &address));
}

static void
accept_some (HearthSignallingServer *self)
{
  int listener = lws_get_socket_fd (self->listener);

  for (guint i = 0; i < ACCEPTS_PER_TURN; i++)
    {
      struct sockaddr_storage address;
      int fd;

      switch (hearth_signalling_accept (listener, &fd, &address))
        {
        case HEARTH_ACCEPT_SOCKET:
          adopt (self, fd, &address);
          break;
        case HEARTH_ACCEPT_EXHAUSTED:
          /* The descriptor stays readable: look away until the next tick. */
          self->accepting = FALSE;
          hearth_signalling_hub_get_metrics (self->hub)->accept_pauses++;
          lws_rx_flow_control (self->listener, 0);
          return;
        case HEARTH_ACCEPT_NONE:
        default:
          return;
        }
    }
}

/* Who comes now waits in the kernel's queue: for the next server where somebody keeps the socket for it (systemd). */
static void
on_stop (gpointer data)
{
  HearthSignallingServer *self = data;

  if (self->drained_at != 0)
    {
      self->loop->quit (self->loop);
      return;
    }

  self->drained_at = g_get_monotonic_time () + DRAIN_SECONDS * G_USEC_PER_SEC;
  lws_rx_flow_control (self->listener, 0);
  hearth_signalling_hub_drain (self->hub);
  self->loop->set_timer (self->loop, DRAIN_TICK);
}

static void
look_whether_drained (HearthSignallingServer *self)
{
  if (hearth_signalling_hub_get_n_connections (self->hub) == 0 || g_get_monotonic_time () >= self->drained_at)
    self->loop->quit (self->loop);
  else
    self->loop->set_timer (self->loop, DRAIN_TICK);
}

static void
on_timer (gpointer data)
{
  HearthSignallingServer *self = data;
  gboolean more;

  if (self->drained_at != 0)
    {
      look_whether_drained (self);
      return;
    }

  more = hearth_signalling_hub_tick (self->hub);
  if (!self->accepting)
    {
      self->accepting = TRUE;
      lws_rx_flow_control (self->listener, 1);
    }
  if (self->metrics != NULL)
    hearth_metrics_endpoint_tick (self->metrics);

  self->loop->set_timer (self->loop, more ? MIN (self->limits.tick, BUSY_TICK) : self->limits.tick);
}

/* Of a peer that comes through the proxy: who it is, and whether it may. */
static gboolean
identify (HearthSignallingServer *self,
          HearthSignallingPeer   *peer,
          struct lws             *wsi,
          guint                  *status)
{
  char buffer[FORWARDED_FOR_CHARACTERS];
  const char *forwarded_for;
  HearthAddress address;

  if (hearth_address_is_known (hearth_signalling_peer_get_address (peer)))
    return TRUE;

  forwarded_for = hearth_http_exchange_get_forwarded_for (wsi, buffer, sizeof buffer);
  if (forwarded_for == NULL || !hearth_trusted_proxy_read (forwarded_for, &address))
    {
      *status = 400;
      return FALSE;
    }
  if (!hearth_signalling_hub_identify (self->hub, peer, &address))
    {
      *status = 429;
      return FALSE;
    }

  return TRUE;
}

/* Returns: what the callback has to return: 0 for an upgrade to go on, -1 to close */
static int
on_request (HearthSignallingServer *self,
            HearthSignallingPeer   *peer,
            struct lws             *wsi)
{
  guint status = 0;
  HearthHttpRoute route = HEARTH_HTTP_REFUSED;

  if (identify (self, peer, wsi, &status))
    route = hearth_http_exchange_route (wsi, &self->policy, &status);

  switch (route)
    {
    case HEARTH_HTTP_WEBSOCKET:
      return 0;

    case HEARTH_HTTP_HEALTH:
      {
        g_autoptr (GBytes) ok = g_bytes_new_static ("ok\n", 3);

        hearth_http_exchange_reply (wsi, 200, "text/plain; charset=utf-8", NULL, ok);
        return -1;
      }

    case HEARTH_HTTP_LANDING_PAGE:
      hearth_http_exchange_reply (wsi, 200, "text/html; charset=utf-8", self->landing_page->security_policy,
                                  self->landing_page->body);
      return -1;

    case HEARTH_HTTP_METRICS:
    case HEARTH_HTTP_REFUSED:
    default:
      hearth_signalling_hub_get_metrics (self->hub)->requests_refused++;
      hearth_http_exchange_refuse (wsi, status);
      return -1;
    }
}

static void
disconnect (HearthSignallingServer *self,
            struct lws             *wsi,
            HearthSignallingPeer   *peer)
{
  lws_set_opaque_user_data (wsi, NULL);
  hearth_signalling_hub_disconnect (self->hub, peer);
}

/* Events of a socket that has a peer. */
static int
on_peer_event (HearthSignallingServer   *self,
               HearthSignallingPeer     *peer,
               struct lws               *wsi,
               enum lws_callback_reasons reason,
               const void               *data,
               gsize                     length)
{
  switch ((int) reason)
    {
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
    case LWS_CALLBACK_HTTP:
      return on_request (self, peer, wsi);

    case LWS_CALLBACK_ESTABLISHED:
      hearth_signalling_hub_open (self->hub, peer);
      return 0;

    case LWS_CALLBACK_RECEIVE:
      hearth_signalling_hub_receive (self->hub, peer, data, length);
      return 0;

    case LWS_CALLBACK_RECEIVE_PONG:
      hearth_signalling_hub_pong (self->hub, peer);
      return 0;

    case LWS_CALLBACK_SERVER_WRITEABLE:
      return hearth_signalling_peer_write (peer);

    /* A socket gets the last of these, and one of the others before it if it got that far. From the first that comes on,
     * libwebsockets may not be asked for anything on this socket: on libuv it lives on a little, half taken down. */
    case LWS_CALLBACK_CLOSED:
    case LWS_CALLBACK_CLOSED_HTTP:
    case LWS_CALLBACK_WSI_DESTROY:
      disconnect (self, wsi, peer);
      return 0;

    default:
      return 0;
    }
}

static int
on_event (struct lws               *wsi,
          enum lws_callback_reasons reason,
          void                     *session,
          void                     *data,
          size_t                    length)
{
  HearthSignallingServer *self = lws_context_user (lws_get_context (wsi));
  gpointer owner;

  if (reason == LWS_CALLBACK_RAW_RX_FILE)
    {
      if (wsi == self->listener)
        accept_some (self);
      else
        hearth_metrics_endpoint_accept (self->metrics);
      return 0;
    }

  /* Without one: the library's own sockets and events of the context. Nothing is served to them. */
  owner = lws_get_opaque_user_data (wsi);
  if (owner == NULL)
    return reason == LWS_CALLBACK_HTTP || reason == LWS_CALLBACK_HTTP_CONFIRM_UPGRADE ? -1 : 0;

  if (owner == self->metrics)
    return hearth_metrics_endpoint_handle (self->metrics, wsi, reason);

  return on_peer_event (self, owner, wsi, reason, data, length);
}

static const struct lws_protocols protocols[] = {
  { .name = "hearth", .callback = on_event },
  LWS_PROTOCOL_LIST_TERM,
};

static void
on_library_log (int         level,
                const char *line)
{
  g_debug ("libwebsockets: %s", line);
}

static gboolean
check_config (const HearthSignallingServerConfig *config,
              GError                            **error)
{
  const char *files[] = { config->certificate_file, config->key_file };
  HearthTrustedProxy proxy;

  if (!hearth_trusted_proxy_init (&proxy, config->trusted_proxy))
    {
      g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG,
                   "“%s” is not a numeric network address", config->trusted_proxy);
      return FALSE;
    }

  if ((files[0] == NULL) != (files[1] == NULL))
    {
      g_set_error_literal (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG,
                           "A certificate needs its key, and a key its certificate");
      return FALSE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    if (files[i] != NULL && access (files[i], R_OK) != 0)
      {
        g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG,
                     "Cannot read %s: %s", files[i], g_strerror (errno));
        return FALSE;
      }

  return TRUE;
}

/* Inside the app calls need descriptors as well, and the GLib loop looks at every socket at every turn. */
static guint
choose_max_connections (HearthSignallingLoop kind)
{
  struct rlimit limit;

  if (kind == HEARTH_SIGNALLING_LOOP_GLIB || getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return HEARTH_LIMIT_APP_CONNECTIONS;

  return (guint) (MIN (limit.rlim_cur, 1024 * 1024) * 4 / 5);
}

static HearthEventLoop *
create_loop (HearthSignallingLoop   kind,
             GError               **error)
{
  HearthEventLoop *loop = NULL;

  if (kind == HEARTH_SIGNALLING_LOOP_GLIB)
    return hearth_event_loop_new_glib ();

#ifdef HEARTH_WITH_UV
  loop = hearth_event_loop_new_uv ();
  if (loop == NULL)
    g_set_error_literal (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG, "No descriptors left for an event loop");
#else
  g_set_error_literal (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG, "This build has no libuv");
#endif

  return loop;
}

static gboolean
create_context (HearthSignallingServer             *self,
                const HearthSignallingServerConfig *config,
                GError                            **error)
{
  struct lws_context_creation_info info = { 0 };

  self->loop = create_loop (config->loop, error);
  if (self->loop == NULL)
    return FALSE;

  self->loop->on_stop = on_stop;
  self->loop->on_timer = on_timer;
  self->loop->owner = self;

  info.options = self->loop->context_options;
  info.options |= LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME;
  info.foreign_loops = &self->loop->foreign;
  info.user = self;
  info.port = CONTEXT_PORT_NO_LISTEN_SERVER;
  info.vhost_name = VHOST_NAME;
  info.protocols = protocols;
  info.timeout_secs = LIBRARY_TIMEOUT_SECONDS;
  info.max_http_header_data = HEARTH_LIMIT_REQUEST_BYTES;
  info.retry_and_idle_policy = &no_library_pings;
  info.alpn = "http/1.1";
  if (config->certificate_file != NULL)
    {
      info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
      info.ssl_cert_filepath = config->certificate_file;
      info.ssl_private_key_filepath = config->key_file;
    }

  self->context = lws_create_context (&info);
  if (self->context == NULL)
    {
      g_set_error_literal (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG,
                           "The WebSocket library does not start; is its event library installed?");
      return FALSE;
    }

  self->vhost = lws_create_vhost (self->context, &info);
  if (self->vhost == NULL)
    {
      g_set_error (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_CONFIG,
                   "The certificate %s does not work with the key %s", config->certificate_file, config->key_file);
      return FALSE;
    }

  return TRUE;
}

static gboolean
start_listening (HearthSignallingServer             *self,
                 const HearthSignallingServerConfig *config,
                 GError                            **error)
{
  lws_sock_file_fd_type descriptor;
  int fd;

  if (config->listener != 0)
    fd = hearth_signalling_take_listener (config->listener, &self->port, error);
  else
    fd = hearth_signalling_listen (config->address, config->port, &self->port, error);
  if (fd < 0)
    return FALSE;

  descriptor.filefd = fd;
  self->listener = lws_adopt_descriptor_vhost (self->vhost, LWS_ADOPT_RAW_FILE_DESC, descriptor, protocols[0].name, NULL);
  if (self->listener == NULL)
    {
      close (fd);
      g_set_error_literal (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_ADDRESS,
                           "The WebSocket library does not take the listening socket");
      return FALSE;
    }

  self->accepting = TRUE;
  self->loop->set_timer (self->loop, self->limits.tick);
  return TRUE;
}

HearthSignallingServer *
hearth_signalling_server_new (const HearthSignallingServerConfig *config,
                              GError                            **error)
{
  g_autoptr (HearthSignallingServer) self = NULL;

  g_return_val_if_fail (config != NULL, NULL);

  if (!check_config (config, error))
    return NULL;

  lws_set_log_level (LLL_ERR, on_library_log);

  self = g_new0 (HearthSignallingServer, 1);
  hearth_trusted_proxy_init (&self->proxy, config->trusted_proxy);
  self->origin = g_strdup (config->origin);
  self->host = g_strdup (config->host);
  self->policy = (HearthHttpPolicy) { .origin = self->origin, .host = self->host };
  if (config->limits != NULL)
    self->limits = *config->limits;
  else
    hearth_signalling_limits_init (&self->limits);
  if (self->limits.connections == 0)
    self->limits.connections = choose_max_connections (config->loop);

  self->landing_page = hearth_landing_page_new ();
  self->hub = hearth_signalling_hub_new (&self->limits);
  if (!create_context (self, config, error) || !start_listening (self, config, error))
    return NULL;

  if (config->serve_metrics)
    {
      self->metrics = hearth_metrics_endpoint_new (self->vhost, protocols[0].name, self->hub, config->metrics_port, error);
      if (self->metrics == NULL)
        return NULL;
    }

  return g_steal_pointer (&self);
}

guint16
hearth_signalling_server_get_port (HearthSignallingServer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->port;
}

guint16
hearth_signalling_server_get_metrics_port (HearthSignallingServer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->metrics != NULL ? hearth_metrics_endpoint_get_port (self->metrics) : 0;
}

void
hearth_signalling_server_run (HearthSignallingServer *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->loop->run != NULL);

  self->loop->run (self->loop);
}

void
hearth_signalling_server_stop (HearthSignallingServer *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->loop->stop != NULL);

  self->loop->stop (self->loop);
}

void
hearth_signalling_server_free (HearthSignallingServer *self)
{
  g_return_if_fail (self != NULL);

  /* Nobody is told of the others who go now as well. */
  hearth_signalling_hub_drain (self->hub);
  if (self->loop != NULL)
    self->loop->free (self->loop, self->context);

  g_clear_pointer (&self->metrics, hearth_metrics_endpoint_free);
  hearth_signalling_hub_free (self->hub);
  hearth_landing_page_free (self->landing_page);
  g_free (self->origin);
  g_free (self->host);
  g_free (self);
}
