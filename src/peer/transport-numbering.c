/* Numbers the packets that leave a connection: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/transport-numbering.h"

#include <string.h>

#include "base/rtp-extension.h"
#include "peer/bytes.h"

/* RFC 3550 section 5.1, and RFC 8285 section 4.2: extensions of one byte's header. */
#define RTP_HEADER_BYTES 12
#define EXTENSION_BIT 0x10
#define EXTENSION_HEADER_BYTES 4
#define ONE_BYTE_PROFILE 0xbede
#define NUMBER_BYTES 2

struct _HearthTransportNumbering
{
  GMutex mutex; /* guards the history */
  HearthTransportHistory *history;
};

/* Where things stand in an RTP packet's header; all are offsets from its beginning. */
typedef struct
{
  gsize extension; /* of the extension's own header; where the payload begins if there is none */
  gsize end;       /* of the header: where the payload begins */
  gsize used;      /* end of the last element */
  gsize number;    /* of the two bytes of ours, 0 if there are none */
} Layout;

static void
clear (gpointer data)
{
  HearthTransportNumbering *self = data;

  g_clear_pointer (&self->history, hearth_transport_history_free);
  g_mutex_clear (&self->mutex);
}

HearthTransportNumbering *
hearth_transport_numbering_new (void)
{
  HearthTransportNumbering *self = g_atomic_rc_box_new0 (HearthTransportNumbering);

  g_mutex_init (&self->mutex);
  self->history = hearth_transport_history_new ();

  return self;
}

HearthTransportNumbering *
hearth_transport_numbering_ref (HearthTransportNumbering *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hearth_transport_numbering_unref (HearthTransportNumbering *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* Returns: whether @header is the whole header of an RTP packet whose extensions, if any, are of one byte's header */
static gboolean
measure (const guint8 *header,
         gsize         size,
         Layout       *layout)
{
  gsize at;

  *layout = (Layout) { 0 };
  if (size < RTP_HEADER_BYTES || header[0] >> 6 != 2)
    return FALSE;
  layout->extension = layout->end = layout->used = RTP_HEADER_BYTES + 4 * (header[0] & 0xf);
  if ((header[0] & EXTENSION_BIT) == 0)
    return layout->end <= size;

  at = layout->extension + EXTENSION_HEADER_BYTES;
  if (at > size || hearth_bytes_read_16 (header + layout->extension) != ONE_BYTE_PROFILE)
    return FALSE;
  layout->end = at + 4 * (gsize) hearth_bytes_read_16 (header + layout->extension + 2);
  if (layout->end > size)
    return FALSE;

  layout->used = at;
  while (at < layout->end)
    {
      guint id = header[at] >> 4;
      gsize length = (header[at] & 0xf) + 1;

      if (header[at] == 0)
        {
          at++;
          continue;
        }
      if (id == 15 || length > layout->end - at - 1)
        return FALSE;
      if (id == HEARTH_RTP_EXTENSION_TRANSPORT_CC && length == NUMBER_BYTES)
        layout->number = at + 1;
      at += 1 + length;
      layout->used = at;
    }

  return TRUE;
}

/* Makes room for the number at the end of the header. Returns: the packet's size */
static gsize
extend (guint8 *packet,
        gsize   size,
        Layout *layout)
{
  gboolean extended = layout->end > layout->extension;
  gsize used = extended ? layout->used : layout->extension + EXTENSION_HEADER_BYTES;
  gsize end = used + 1 + NUMBER_BYTES;

  /* In words of four bytes, counted from the extension's header, which stands at such a boundary. */
  end += (layout->extension - end) & 3;

  memmove (packet + end, packet + layout->end, size - layout->end);
  memset (packet + used, 0, end - used);
  packet[0] |= EXTENSION_BIT;
  hearth_bytes_write_16 (packet + layout->extension, ONE_BYTE_PROFILE);
  hearth_bytes_write_16 (packet + layout->extension + 2, (guint16) ((end - layout->extension) / 4 - 1));
  packet[used] = HEARTH_RTP_EXTENSION_TRANSPORT_CC << 4 | (NUMBER_BYTES - 1);
  layout->number = used + 1;

  return size - layout->end + end;
}

gboolean
hearth_transport_numbering_stamp (HearthTransportNumbering *self,
                                  guint8                   *packet,
                                  gsize                    *size,
                                  gint64                    now)
{
  Layout layout;
  guint16 number;

  g_return_val_if_fail (self != NULL && packet != NULL && size != NULL, FALSE);

  if (!measure (packet, *size, &layout))
    return FALSE;
  if (layout.number == 0)
    *size = extend (packet, *size, &layout);

  g_mutex_lock (&self->mutex);
  number = hearth_transport_history_add (self->history, *size, now);
  g_mutex_unlock (&self->mutex);
  hearth_bytes_write_16 (packet + layout.number, number);

  return TRUE;
}

void
hearth_transport_numbering_take_back (HearthTransportNumbering *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  hearth_transport_history_take_back (self->history);
  g_mutex_unlock (&self->mutex);
}

void
hearth_transport_numbering_report (HearthTransportNumbering *self,
                                   const guint8             *feedback,
                                   gsize                     size)
{
  g_autoptr (GArray) reports = NULL;

  g_return_if_fail (self != NULL && feedback != NULL);

  reports = hearth_transport_feedback_parse (feedback, size);
  if (reports == NULL)
    return;

  g_mutex_lock (&self->mutex);
  hearth_transport_history_report (self->history, (const HearthTransportReport *) (gpointer) reports->data, reports->len,
                                   g_get_monotonic_time ());
  g_mutex_unlock (&self->mutex);
}

void
hearth_transport_numbering_get_stats (HearthTransportNumbering *self,
                                      HearthTransportStats     *stats)
{
  g_return_if_fail (self != NULL && stats != NULL);

  g_mutex_lock (&self->mutex);
  hearth_transport_history_get_stats (self->history, stats);
  g_mutex_unlock (&self->mutex);
}

gboolean
hearth_transport_numbering_read (const guint8 *packet,
                                 gsize         size,
                                 guint16      *number)
{
  Layout layout;

  g_return_val_if_fail (packet != NULL && number != NULL, FALSE);

  if (!measure (packet, size, &layout) || layout.number == 0)
    return FALSE;
  *number = hearth_bytes_read_16 (packet + layout.number);

  return TRUE;
}
