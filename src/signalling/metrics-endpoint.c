/* The port for the counters: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/metrics-endpoint.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "signalling/http-exchange.h"
#include "signalling/signalling-error.h"
#include "signalling/signalling-listener.h"

#define LOOPBACK "127.0.0.1"
#define CONTENT_TYPE "text/plain; version=0.0.4; charset=utf-8"

/* Programs of this computer that read the counters at the same time. */
#define MAX_SOCKETS 8

struct _HearthMetricsEndpoint
{
  HearthSignallingHub *hub;
  struct lws_vhost *vhost;
  struct lws *listener;
  guint16 port;
  guint n_sockets;
};

static const HearthHttpPolicy policy = { .administration = TRUE };

static void
measure_process (HearthSignallingGauges *gauges)
{
  g_autofree char *statm = NULL;
  struct timespec cpu;
  unsigned long pages;

  if (clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &cpu) == 0)
    gauges->cpu_seconds = (double) cpu.tv_sec + (double) cpu.tv_nsec / 1e9;

  if (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL) && sscanf (statm, "%*u %lu", &pages) == 1)
    gauges->resident_bytes = (guint64) pages * (guint64) sysconf (_SC_PAGESIZE);
}

static void
reply_metrics (HearthMetricsEndpoint *self,
               struct lws            *wsi)
{
  HearthSignallingGauges gauges = { 0 };
  g_autoptr (GBytes) body = NULL;
  char *text;

  hearth_signalling_hub_measure (self->hub, &gauges);
  measure_process (&gauges);
  text = hearth_signalling_metrics_to_text (hearth_signalling_hub_get_metrics (self->hub), &gauges);
  body = g_bytes_new_take (text, strlen (text));
  hearth_http_exchange_reply (wsi, 200, CONTENT_TYPE, NULL, body);
}

static void
answer (HearthMetricsEndpoint *self,
        struct lws            *wsi)
{
  guint status = 0;

  if (hearth_http_exchange_route (wsi, &policy, &status) == HEARTH_HTTP_METRICS)
    reply_metrics (self, wsi);
  else
    hearth_http_exchange_refuse (wsi, status);
}

static gboolean
start_listening (HearthMetricsEndpoint  *self,
                 const char             *protocol,
                 GError                **error)
{
  lws_sock_file_fd_type descriptor;
  int fd = hearth_signalling_listen (LOOPBACK, self->port, &self->port, error);

  if (fd < 0)
    return FALSE;

  descriptor.filefd = fd;
  self->listener = lws_adopt_descriptor_vhost (self->vhost, LWS_ADOPT_RAW_FILE_DESC, descriptor, protocol, NULL);
  if (self->listener != NULL)
    return TRUE;

  close (fd);
  g_set_error_literal (error, HEARTH_SIGNALLING_ERROR, HEARTH_SIGNALLING_ERROR_ADDRESS,
                       "The WebSocket library does not take the socket for the metrics");
  return FALSE;
}

HearthMetricsEndpoint *
hearth_metrics_endpoint_new (struct lws_vhost     *vhost,
                             const char           *protocol,
                             HearthSignallingHub  *hub,
                             guint16               port,
                             GError              **error)
{
  HearthMetricsEndpoint *self;

  g_return_val_if_fail (vhost != NULL, NULL);
  g_return_val_if_fail (hub != NULL, NULL);

  self = g_new0 (HearthMetricsEndpoint, 1);
  self->vhost = vhost;
  self->hub = hub;
  self->port = port;
  if (!start_listening (self, protocol, error))
    g_clear_pointer (&self, hearth_metrics_endpoint_free);

  return self;
}

void
hearth_metrics_endpoint_free (HearthMetricsEndpoint *self)
{
  g_free (self);
}

guint16
hearth_metrics_endpoint_get_port (HearthMetricsEndpoint *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->port;
}

/* One at a time: the descriptor stays readable while others wait, and then there is one more turn. */
void
hearth_metrics_endpoint_accept (HearthMetricsEndpoint *self)
{
  lws_sock_file_fd_type descriptor;
  struct sockaddr_storage address;
  struct lws *wsi;
  int fd;

  g_return_if_fail (self != NULL);

  switch (hearth_signalling_accept (lws_get_socket_fd (self->listener), &fd, &address))
    {
    case HEARTH_ACCEPT_SOCKET:
      break;
    case HEARTH_ACCEPT_EXHAUSTED:
      lws_rx_flow_control (self->listener, 0);
      return;
    case HEARTH_ACCEPT_NONE:
    default:
      return;
    }

  if (self->n_sockets >= MAX_SOCKETS)
    {
      close (fd);
      return;
    }

  descriptor.sockfd = fd;
  wsi = lws_adopt_descriptor_vhost (self->vhost, LWS_ADOPT_SOCKET | LWS_ADOPT_HTTP, descriptor, NULL, NULL);
  if (wsi == NULL)
    return;

  self->n_sockets++;
  lws_set_opaque_user_data (wsi, self);
}

void
hearth_metrics_endpoint_tick (HearthMetricsEndpoint *self)
{
  g_return_if_fail (self != NULL);

  lws_rx_flow_control (self->listener, 1);
}

int
hearth_metrics_endpoint_handle (HearthMetricsEndpoint     *self,
                                struct lws                *wsi,
                                enum lws_callback_reasons  reason)
{
  g_return_val_if_fail (self != NULL, -1);

  switch ((int) reason)
    {
    case LWS_CALLBACK_HTTP:
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
      answer (self, wsi);
      return -1;

    case LWS_CALLBACK_WSI_DESTROY:
      self->n_sockets--;
      return 0;

    default:
      return 0;
    }
}
