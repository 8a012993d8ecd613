/* Packets on their way out: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/send-batch.h"

#include <errno.h>
#include <string.h>

/* Sixteen receivers of a burst of sixteen packets. */
#define MAX_PACKETS 256
#define MAX_PATHS 64

/* Packets that one message may hold: a receiver's card gets them in one go, and more are hardly ever there. */
#define MAX_SEGMENTS 16
/* Of a whole message; UDP carries 65507. */
#define MAX_MESSAGE_BYTES 60000

#define NONE G_MAXUINT

typedef struct
{
  GstBuffer *buffer;
  GstMapInfo map;
  guint next; /* on the same path; NONE: the last */
} Packet;

typedef struct
{
  HearthPath path;
  guint first;
  guint last;
} Path;

struct _HearthSendBatch
{
  const HearthUdpSocket *socket;
  gboolean gso;
  guint64 turn;
  HearthSendCounts counts;

  Packet packets[MAX_PACKETS];
  guint n_packets;
  Path paths[MAX_PATHS];
  guint n_paths;

  /* Of one sendmmsg(). */
  struct mmsghdr messages[MAX_PACKETS];
  guint n_in_message[MAX_PACKETS];
  struct iovec vectors[MAX_PACKETS];
  struct sockaddr_storage names[MAX_PATHS];
  _Alignas (struct cmsghdr) guint8 controls[MAX_PACKETS][HEARTH_UDP_CONTROL_BYTES];
  guint n_messages;
  guint n_vectors;
};

HearthSendBatch *
hearth_send_batch_new (const HearthUdpSocket *socket)
{
  HearthSendBatch *self = g_new0 (HearthSendBatch, 1);

  self->socket = socket;
  self->gso = TRUE;
  self->turn = 1;

  return self;
}

static void
clear (HearthSendBatch *self)
{
  for (guint i = 0; i < self->n_packets; i++)
    {
      gst_buffer_unmap (self->packets[i].buffer, &self->packets[i].map);
      gst_buffer_unref (self->packets[i].buffer);
    }
  self->n_packets = 0;
  self->n_paths = 0;
  self->turn++;
}

void
hearth_send_batch_free (HearthSendBatch *self)
{
  clear (self);
  g_free (self);
}

static Path *
find_path (HearthSendBatch  *self,
           HearthSendSlot   *slot,
           const HearthPath *path)
{
  Path *found;

  if (slot->turn == self->turn && hearth_path_equal (&self->paths[slot->index].path, path))
    return &self->paths[slot->index];

  slot->turn = self->turn;
  slot->index = self->n_paths++;
  found = &self->paths[slot->index];
  *found = (Path) { *path, NONE, NONE };

  return found;
}

void
hearth_send_batch_add (HearthSendBatch  *self,
                       HearthSendSlot   *slot,
                       const HearthPath *path,
                       GstBuffer        *buffer)
{
  Packet *packet;
  Path *to;

  if (self->n_packets == MAX_PACKETS || self->n_paths == MAX_PATHS)
    hearth_send_batch_flush (self);

  packet = &self->packets[self->n_packets];
  if (!gst_buffer_map (buffer, &packet->map, GST_MAP_READ))
    {
      gst_buffer_unref (buffer);
      self->counts.dropped++;
      return;
    }
  packet->buffer = buffer;
  packet->next = NONE;

  to = find_path (self, slot, path);
  if (to->last == NONE)
    to->first = self->n_packets;
  else
    self->packets[to->last].next = self->n_packets;
  to->last = self->n_packets++;
}

guint
hearth_send_batch_get_waiting (HearthSendBatch *self)
{
  return self->n_packets;
}

/* --- Messages ------------------------------------------------------------------------------------------------------------- */

/* One message with as many packets from @index on as the kernel can cut: all of one size but the last, which may be smaller.
 * Returns the next packet. */
static guint
make_message (HearthSendBatch *self,
              guint            path_index,
              guint            index)
{
  guint number = self->n_messages++;
  struct msghdr *message = &self->messages[number].msg_hdr;
  gsize size = self->packets[index].map.size;
  gsize total = 0;
  guint n = 0;

  message->msg_iov = &self->vectors[self->n_vectors];
  while (index != NONE)
    {
      Packet *packet = &self->packets[index];
      gsize this_size = packet->map.size;

      if (n > 0 && (!self->gso || n == MAX_SEGMENTS || this_size > size || total + this_size > MAX_MESSAGE_BYTES))
        break;
      self->vectors[self->n_vectors++] = (struct iovec) { packet->map.data, this_size };
      total += this_size;
      n++;
      index = packet->next;
      if (this_size < size)
        break;
    }
  message->msg_iovlen = n;
  self->n_in_message[number] = n;
  hearth_udp_socket_address_message (message, &self->names[path_index], self->controls[number], &self->paths[path_index].path,
                                     n > 1 ? size : 0);

  return index;
}

static void
make_messages (HearthSendBatch *self,
               guint16          family)
{
  self->n_messages = 0;
  self->n_vectors = 0;

  for (guint i = 0; i < self->n_paths; i++)
    {
      guint index = self->paths[i].first;

      if (self->paths[i].path.remote.family != family)
        continue;
      while (index != NONE)
        index = make_message (self, i, index);
    }
}

/* --- Sending -------------------------------------------------------------------------------------------------------------- */

static gboolean
is_gso_refused (HearthSendBatch *self,
                guint            number,
                int              error)
{
  /* EIO: no checksum offload; EINVAL, EMSGSIZE: a segment does not fit the way; EOPNOTSUPP, ENOPROTOOPT: an old kernel. */
  return self->n_in_message[number] > 1
         && (error == EIO || error == EINVAL || error == EMSGSIZE || error == EOPNOTSUPP || error == ENOPROTOOPT);
}

/* The packets of a message one by one. */
static void
send_singly (HearthSendBatch     *self,
             const struct msghdr *message,
             const HearthPath    *path)
{
  for (gsize i = 0; i < message->msg_iovlen; i++)
    {
      self->counts.calls++;
      if (hearth_udp_socket_send (self->socket, path, message->msg_iov[i].iov_base, message->msg_iov[i].iov_len))
        self->counts.packets++;
      else
        self->counts.dropped++;
    }
}

static const HearthPath *
path_of (HearthSendBatch     *self,
         const struct msghdr *message)
{
  const struct sockaddr_storage *name = message->msg_name;

  return &self->paths[name - self->names].path;
}

static void
send_messages (HearthSendBatch *self,
               int              fd)
{
  guint number = 0;

  while (number < self->n_messages)
    {
      int sent = sendmmsg (fd, self->messages + number, self->n_messages - number, MSG_DONTWAIT | MSG_NOSIGNAL);
      int error = errno;
      const struct msghdr *refused;

      self->counts.calls++;
      if (sent > 0)
        {
          for (guint end = number + (guint) sent; number < end; number++)
            self->counts.packets += self->n_in_message[number];
          continue;
        }
      if (error == EINTR)
        continue;

      refused = &self->messages[number].msg_hdr;
      if (is_gso_refused (self, number, error))
        {
          g_debug ("UDP segmentation refused: %s", g_strerror (error));
          /* A packet that does not fit says nothing of the others. */
          self->gso = error == EINVAL || error == EMSGSIZE;
          send_singly (self, refused, path_of (self, refused));
        }
      else
        self->counts.dropped += self->n_in_message[number];
      number++;
      /* No room: what is late already will not get earlier by waiting. */
      if (error == EAGAIN || error == ENOBUFS)
        for (; number < self->n_messages; number++)
          self->counts.dropped += self->n_in_message[number];
    }
}

void
hearth_send_batch_flush (HearthSendBatch *self)
{
  static const guint16 families[] = { AF_INET, AF_INET6 };

  g_return_if_fail (self != NULL);

  if (self->n_packets == 0)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      make_messages (self, families[i]);
      if (self->n_messages > 0)
        send_messages (self, hearth_udp_socket_get_fd (self->socket, families[i]));
    }
  clear (self);
}

void
hearth_send_batch_disable_gso (HearthSendBatch *self)
{
  g_return_if_fail (self != NULL);

  self->gso = FALSE;
}

const HearthSendCounts *
hearth_send_batch_get_counts (HearthSendBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->counts;
}
