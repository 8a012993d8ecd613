/* The room's socket and its thread: see the header.
 *
 * Who touches what
 *
 * - `lock` guards the demultiplexer, every session (candidates, checks, consent, credentials), what an endpoint has reported and
 *   the questions to STUN servers. The I/O thread takes it once for each batch that it has read and when a timer is due;
 *   webrtcbin's and the main thread when they change something. It is held for microseconds, never while GStreamer is called, and
 *   nothing is waited for with it.
 * - An endpoint is reference counted and its source is set once. The I/O thread takes references under the lock, lets go of it,
 *   and then pushes: so a connection may be closed at any time. Closing (hearth_host_socket_remove()) takes the endpoint out of
 *   the demultiplexer and marks it closed, which is looked at before each push. A push under way is none of its business:
 *   GStreamer lets pads be deactivated while something is pushed into them, and whoever sets a pipeline to NULL waits in there
 *   for at most the one packet that is on its way through it.
 * - Paths for sending are published from the session to an atomic number and a copy beneath a lock of their own (ice-endpoint.h),
 *   so that whoever sends never takes `lock`.
 * - The turn (send-turn.h) belongs to the I/O thread. Packets that its own pushes cause end up in it, on the same thread, and leave
 *   when it ends or a first one has waited long enough. Other threads (RTCP, retransmission, DTLS, the local camera) call sendmsg()
 *   themselves: no queue, no hand-over, and what the kernel does not take is dropped.
 * - STUN is written only by the I/O thread. Who changes a session wakes it.
 * - webrtcbin is told of states on the main thread: it starts and stops elements then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/host-socket.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/main-thread.h"
#include "ice/demultiplexer.h"
#include "ice/host-socket-private.h"
#include "ice/io-thread.h"
#include "ice/packet-receiver.h"
#include "ice/reflexive-queries.h"
#include "ice/send-turn.h"

struct _HearthHostSocket
{
  GObject parent_instance;

  HearthUdpSocket socket;
  int epoll;
  int wakeup;
  GThread *thread;
  _Atomic gboolean stopping;

  HearthReflexiveFinder *finder; /* main thread */

  GMutex lock; /* see above */
  HearthDemultiplexer *demultiplexer;
  HearthReflexiveQueries queries;

  /* I/O thread. */
  HearthPacketReceiver *receiver;
  HearthSendTurn turn;
  gint64 deadline; /* µs: of the first timer; guarded by the lock */

  _Atomic guint64 received_packets;
  _Atomic guint64 received_batches;
  _Atomic guint64 received_dropped;
  _Atomic guint64 received_excess;
  _Atomic guint64 sent_packets; /* by other threads: one call each */
  _Atomic guint64 sent_dropped;
};

G_DEFINE_FINAL_TYPE (HearthHostSocket, hearth_host_socket, G_TYPE_OBJECT)

/* Whose I/O thread this is. */
static _Thread_local HearthHostSocket *own_socket;

static void
count (_Atomic guint64 *counter,
       guint64          n)
{
  atomic_fetch_add_explicit (counter, n, memory_order_relaxed);
}

/* --- Sending -------------------------------------------------------------------------------------------------------------- */

void
hearth_host_socket_send (HearthHostSocket *self,
                         const HearthPath *path,
                         HearthSendSlot   *slot,
                         GstBuffer        *buffer)
{
  if (own_socket == self)
    hearth_send_batch_add (self->turn.batch, slot, path, buffer);
  else
    count (hearth_udp_socket_send_buffer (&self->socket, path, buffer) ? &self->sent_packets : &self->sent_dropped, 1);
}

/* --- Sessions ------------------------------------------------------------------------------------------------------------- */

static void
wake (HearthHostSocket *self)
{
  guint64 one = 1;

  while (write (self->wakeup, &one, sizeof one) < 0 && errno == EINTR)
    ;
}

HearthIceEndpoint *
hearth_host_socket_add (HearthHostSocket      *self,
                        HearthHostIceSource   *source,
                        GstWebRTCICETransport *transport)
{
  HearthIceEndpoint *endpoint;
  guint32 id = 0;
  guint64 tie_breaker;

  g_return_val_if_fail (HEARTH_IS_HOST_SOCKET (self), NULL);

  while (getrandom (&tie_breaker, sizeof tie_breaker, 0) < 0)
    ;
  g_mutex_lock (&self->lock);
  while (id == 0 || hearth_demultiplexer_has (self->demultiplexer, id))
    id = g_random_int ();
  endpoint = hearth_ice_endpoint_new (id, tie_breaker, source, transport);
  hearth_demultiplexer_add (self->demultiplexer, endpoint, id);
  g_mutex_unlock (&self->lock);

  return endpoint;
}

void
hearth_host_socket_remove (HearthHostSocket  *self,
                           HearthIceEndpoint *endpoint)
{
  g_return_if_fail (HEARTH_IS_HOST_SOCKET (self));

  g_mutex_lock (&self->lock);
  endpoint->closed = TRUE;
  hearth_demultiplexer_remove (self->demultiplexer, endpoint, endpoint->id);
  hearth_ice_endpoint_report (endpoint, self);
  g_mutex_unlock (&self->lock);
}

HearthIceSession *
hearth_host_socket_lock (HearthHostSocket  *self,
                         HearthIceEndpoint *endpoint)
{
  g_mutex_lock (&self->lock);

  return endpoint->session;
}

void
hearth_host_socket_unlock (HearthHostSocket  *self,
                           HearthIceEndpoint *endpoint)
{
  const char *ufrag = hearth_ice_session_get_local_ufrag (endpoint->session);

  if (!endpoint->closed)
    {
      if (ufrag != NULL)
        hearth_demultiplexer_set_ufrag (self->demultiplexer, endpoint, ufrag);
      hearth_ice_endpoint_report (endpoint, self);
      if (hearth_ice_session_get_deadline (endpoint->session) < self->deadline)
        {
          self->deadline = 0;
          wake (self);
        }
    }
  g_mutex_unlock (&self->lock);
}

/* --- The view from outside ------------------------------------------------------------------------------------------------ */

static void
on_reflexive (gpointer target,
              gpointer data)
{
  HearthHostSocket *self = target;

  hearth_reflexive_finder_answer (self->finder, data);
}

/* Under the lock: tells the finder when all is said. */
static void
conclude_queries (HearthHostSocket *self)
{
  GArray *candidates = hearth_reflexive_queries_conclude (&self->queries);

  if (candidates != NULL)
    hearth_main_thread_post (self, on_reflexive, candidates, (GDestroyNotify) g_array_unref);
}

/* Under the lock. */
static void
run_queries (HearthHostSocket *self,
             gint64            now)
{
  HearthStunWriter packet;
  HearthPath path;

  while (hearth_reflexive_queries_next (&self->queries, now, &path, &packet))
    hearth_udp_socket_send (&self->socket, &path, packet.data, packet.length);
  self->deadline = MIN (self->deadline, hearth_reflexive_queries_get_deadline (&self->queries));
  conclude_queries (self);
}

static void
ask_servers (gpointer                   owner,
             const HearthSocketAddress *servers,
             guint                      n_servers)
{
  HearthHostSocket *self = owner;

  g_mutex_lock (&self->lock);
  hearth_reflexive_queries_begin (&self->queries, servers, n_servers, g_get_monotonic_time ());
  self->deadline = 0;
  wake (self);
  g_mutex_unlock (&self->lock);
}

void
hearth_host_socket_find_reflexive (HearthHostSocket     *self,
                                   const char           *server,
                                   gpointer              target,
                                   HearthReflexiveFound  found)
{
  g_return_if_fail (HEARTH_IS_HOST_SOCKET (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  hearth_reflexive_finder_find (self->finder, server, target, found);
}

/* --- The I/O thread ------------------------------------------------------------------------------------------------------- */

/* Sends what is due, for all sessions, and finds out when the next is. Under the lock. */
static void
run_timers (HearthHostSocket *self)
{
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer value;

  self->deadline = G_MAXINT64;
  hearth_demultiplexer_init_iter (self->demultiplexer, &iter);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HearthIceEndpoint *endpoint = value;
      HearthStunWriter packet;
      HearthPath path;

      while (hearth_ice_session_next (endpoint->session, now, &path, &packet))
        hearth_udp_socket_send (&self->socket, &path, packet.data, packet.length);
      hearth_ice_endpoint_report (endpoint, self);
      self->deadline = MIN (self->deadline, hearth_ice_session_get_deadline (endpoint->session));
    }
  run_queries (self, now);
}

/* Under the lock. */
static void
handle_stun (HearthHostSocket   *self,
             const HearthPacket *packet,
             gint64              now)
{
  HearthStunMessage message;
  HearthStunWriter answer;
  HearthIceEndpoint *endpoint;
  HearthIceProof proof;

  if (!hearth_stun_message_parse (&message, packet->data, packet->length))
    {
      count (&self->received_dropped, 1);
      return;
    }
  endpoint = hearth_demultiplexer_find_by_message (self->demultiplexer, &message);
  if (endpoint == NULL)
    {
      if (hearth_reflexive_queries_answer (&self->queries, &packet->path, &message))
        conclude_queries (self);
      else
        count (&self->received_dropped, 1);
      return;
    }
  if (!hearth_ice_endpoint_admit (endpoint, now))
    {
      count (&self->received_excess, 1);
      return;
    }

  proof = hearth_ice_session_handle (endpoint->session, now, &packet->path, &message, &answer);
  if (answer.length > 0)
    hearth_udp_socket_send (&self->socket, &packet->path, answer.data, answer.length);
  if (proof == HEARTH_ICE_STRANGER)
    {
      count (&self->received_dropped, 1);
      return;
    }
  hearth_demultiplexer_note_address (self->demultiplexer, endpoint, &packet->path.remote, proof);
  hearth_ice_endpoint_report (endpoint, self);
  self->deadline = MIN (self->deadline, hearth_ice_session_get_deadline (endpoint->session));
}

/* Under the lock. STUN is dealt with; for everything else, whose it is; NULL: nobody's, or too much. */
static void
sort_packets (HearthHostSocket   *self,
              const HearthPacket *packets,
              guint               n_packets,
              HearthIceEndpoint **endpoints)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < n_packets; i++)
    {
      HearthPacketKind kind = hearth_demultiplexer_classify (packets[i].data, packets[i].length);
      HearthIceEndpoint *endpoint = NULL;

      if (kind == HEARTH_PACKET_STUN)
        handle_stun (self, &packets[i], now);
      else if (kind == HEARTH_PACKET_DTLS || kind == HEARTH_PACKET_MEDIA)
        endpoint = hearth_demultiplexer_find_by_address (self->demultiplexer, &packets[i].path.remote);
      if (endpoint == NULL && kind != HEARTH_PACKET_STUN)
        count (&self->received_dropped, 1);
      else if (endpoint != NULL
               && (!hearth_ice_endpoint_admit (endpoint, now)
                   || (kind == HEARTH_PACKET_MEDIA && hearth_packet_is_stale (&packets[i], now * 1000))))
        {
          count (&self->received_excess, 1);
          endpoint = NULL;
        }
      endpoints[i] = endpoint != NULL ? hearth_ice_endpoint_ref (endpoint) : NULL;
    }
}

static void
push_packet (HearthHostSocket   *self,
             HearthIceEndpoint  *endpoint,
             const HearthPacket *packet)
{
  guint waiting = hearth_send_turn_get_waiting (&self->turn);

  if (endpoint->closed)
    return;

  hearth_host_ice_source_push (endpoint->source, packet->data, packet->length, packet->arrival,
                               hearth_demultiplexer_classify (packet->data, packet->length) == HEARTH_PACKET_MEDIA);
  hearth_send_turn_note (&self->turn, packet->arrival, waiting);
}

static void
receive (HearthHostSocket *self,
         int               fd)
{
  const HearthPacket *packets;
  HearthIceEndpoint *endpoints[HEARTH_PACKET_RECEIVER_BATCH];
  guint n_packets = hearth_packet_receiver_read (self->receiver, fd, self->socket.port, &packets);

  if (n_packets == 0)
    return;
  count (&self->received_packets, n_packets);
  count (&self->received_batches, 1);

  g_mutex_lock (&self->lock);
  sort_packets (self, packets, n_packets, endpoints);
  g_mutex_unlock (&self->lock);

  hearth_send_turn_begin (&self->turn);
  for (guint i = 0; i < n_packets; i++)
    if (endpoints[i] != NULL)
      {
        push_packet (self, endpoints[i], &packets[i]);
        hearth_ice_endpoint_unref (endpoints[i]);
      }
  hearth_send_turn_end (&self->turn);
}

/* Returns how long to wait for packets: ms, -1 for as long as it takes. */
static int
look_at_timers (HearthHostSocket *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 deadline;

  g_mutex_lock (&self->lock);
  if (now >= self->deadline)
    run_timers (self);
  deadline = self->deadline;
  g_mutex_unlock (&self->lock);

  if (deadline == G_MAXINT64)
    return -1;

  /* Rounded up: a millisecond early would be a turn for nothing. */
  return (int) CLAMP ((deadline - now + 999) / 1000, 0, G_MAXINT16);
}

static gpointer
run_on_io_thread (gpointer data)
{
  HearthHostSocket *self = data;
  struct epoll_event events[3];

  own_socket = self;
  hearth_io_thread_begin ();
  while (!self->stopping)
    {
      int n_events = epoll_wait (self->epoll, events, G_N_ELEMENTS (events), look_at_timers (self));

      for (int i = 0; i < n_events; i++)
        {
          guint64 ignored;

          if (events[i].data.fd != self->wakeup)
            receive (self, events[i].data.fd);
          else if (read (self->wakeup, &ignored, sizeof ignored) < 0)
            g_debug ("Woken for nothing: %s", g_strerror (errno));
        }
    }
  hearth_io_thread_end ();

  return NULL;
}

/* --- For the owner -------------------------------------------------------------------------------------------------------- */

static gboolean
watch (HearthHostSocket  *self,
       int                fd,
       GError           **error)
{
  struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

  if (fd < 0 || epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));

  return FALSE;
}

static gboolean
start (HearthHostSocket  *self,
       guint16            port,
       GError           **error)
{
  if (!hearth_udp_socket_open (&self->socket, port, error))
    return FALSE;

  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  self->wakeup = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->epoll < 0 || self->wakeup < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  if (!watch (self, self->wakeup, error) || !watch (self, self->socket.ipv4, error) || !watch (self, self->socket.ipv6, error))
    return FALSE;

  hearth_send_turn_init (&self->turn, &self->socket);
  self->thread = g_thread_try_new ("hearth-io", run_on_io_thread, self, error);

  return self->thread != NULL;
}

HearthHostSocket *
hearth_host_socket_new (guint16   port,
                        GError  **error)
{
  g_autoptr (HearthHostSocket) self = NULL;

  g_return_val_if_fail (hearth_main_thread_is_current (), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_object_new (HEARTH_TYPE_HOST_SOCKET, NULL);
  if (!start (self, port, error))
    return NULL;

  return g_steal_pointer (&self);
}

guint16
hearth_host_socket_get_port (HearthHostSocket *self)
{
  g_return_val_if_fail (HEARTH_IS_HOST_SOCKET (self), 0);

  return self->socket.port;
}

gboolean
hearth_host_socket_has_family (HearthHostSocket *self,
                               guint16           family)
{
  return hearth_udp_socket_get_fd (&self->socket, family) >= 0;
}

void
hearth_host_socket_get_stats (HearthHostSocket      *self,
                              HearthHostSocketStats *stats)
{
  g_return_if_fail (HEARTH_IS_HOST_SOCKET (self));
  g_return_if_fail (stats != NULL);

  *stats = (HearthHostSocketStats) {
    .received_packets = self->received_packets,
    .received_batches = self->received_batches,
    .sent_packets = self->sent_packets,
    .sent_calls = self->sent_packets,
    .dropped = self->received_dropped + self->received_excess + self->sent_dropped,
    .excess = self->received_excess,
  };
  hearth_send_turn_add_stats (&self->turn, stats);
}

void
hearth_host_socket_close (HearthHostSocket *self)
{
  g_return_if_fail (HEARTH_IS_HOST_SOCKET (self));

  if (self->thread != NULL)
    {
      self->stopping = TRUE;
      wake (self);
      g_clear_pointer (&self->thread, g_thread_join);
    }
  g_clear_fd (&self->epoll, NULL);
  g_clear_fd (&self->wakeup, NULL);
  hearth_udp_socket_close (&self->socket);
}

static void
hearth_host_socket_finalize (GObject *object)
{
  HearthHostSocket *self = HEARTH_HOST_SOCKET (object);

  hearth_host_socket_close (self);
  g_clear_pointer (&self->finder, hearth_reflexive_finder_free);
  hearth_send_turn_clear (&self->turn);
  g_clear_pointer (&self->receiver, hearth_packet_receiver_free);
  g_clear_pointer (&self->demultiplexer, hearth_demultiplexer_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (hearth_host_socket_parent_class)->finalize (object);
}

static void
hearth_host_socket_class_init (HearthHostSocketClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_host_socket_finalize;
}

static void
hearth_host_socket_init (HearthHostSocket *self)
{
  self->socket.ipv4 = self->socket.ipv6 = -1;
  self->epoll = self->wakeup = -1;
  self->deadline = G_MAXINT64;
  g_mutex_init (&self->lock);
  self->demultiplexer = hearth_demultiplexer_new ();
  self->receiver = hearth_packet_receiver_new ();
  self->finder = hearth_reflexive_finder_new (self, ask_servers);
}
