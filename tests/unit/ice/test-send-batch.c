/* Batches: what is put in comes out, whole and in order, to each address, with few system calls and with many, with GSO and
 * without.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gst/gst.h>

#include "ice/send-batch.h"

typedef struct
{
  HearthUdpSocket from;
  HearthSendBatch *batch;
  GSocket *to[4];
  HearthPath paths[4];
  HearthSendSlot slots[4];
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const gboolean *gso = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_udp_socket_open (&fixture->from, 0, &error));
  g_assert_no_error (error);
  fixture->batch = hearth_send_batch_new (&fixture->from);
  if (!*gso)
    hearth_send_batch_disable_gso (fixture->batch);

  for (guint i = 0; i < G_N_ELEMENTS (fixture->to); i++)
    {
      /* The last one over IPv6. */
      const char *text = i == 3 ? "::1" : "127.0.0.1";
      g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string (text, 0);
      g_autoptr (GSocketAddress) bound = NULL;

      fixture->to[i] = g_socket_new (i == 3 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                     G_SOCKET_PROTOCOL_UDP, &error);
      g_assert_no_error (error);
      g_assert_true (g_socket_bind (fixture->to[i], any, FALSE, &error));
      bound = g_socket_get_local_address (fixture->to[i], &error);
      g_socket_set_timeout (fixture->to[i], 10);
      g_assert_true (hearth_socket_address_parse (&fixture->paths[i].remote, text,
                                                  g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound))));
      g_assert_true (hearth_socket_address_parse (&fixture->paths[i].local, text, fixture->from.port));
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->to); i++)
    g_assert_finalize_object (fixture->to[i]);
  hearth_send_batch_free (fixture->batch);
  hearth_udp_socket_close (&fixture->from);
}

static void
add (Fixture *fixture,
     guint    to,
     gsize    size,
     guint8   number)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);

  gst_buffer_memset (buffer, 0, number, size);
  hearth_send_batch_add (fixture->batch, &fixture->slots[to], &fixture->paths[to], buffer);
}

static void
expect (Fixture *fixture,
        guint    to,
        gsize    size,
        guint8   number)
{
  g_autoptr (GError) error = NULL;
  guint8 data[2000];
  gssize received = g_socket_receive (fixture->to[to], (char *) data, sizeof data, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (received, ==, (gssize) size);
  for (gssize i = 0; i < received; i++)
    g_assert_cmpuint (data[i], ==, number);
}

/* Sizes as of pictures, of sound and of whatever else, to several at once. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  static const gsize sizes[] = { 1200, 1200, 1200, 311, 80, 1200, 1200, 1, 1300, 1200, 1200, 90 };
  const gboolean *gso = data;
  const HearthSendCounts *counts = hearth_send_batch_get_counts (fixture->batch);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint to = 0; to < 4; to++)
      add (fixture, to, sizes[i], (guint8) (i + 16 * to));
  g_assert_cmpuint (hearth_send_batch_get_waiting (fixture->batch), ==, 4 * G_N_ELEMENTS (sizes));
  hearth_send_batch_flush (fixture->batch);
  g_assert_cmpuint (hearth_send_batch_get_waiting (fixture->batch), ==, 0);

  for (guint to = 0; to < 4; to++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      expect (fixture, to, sizes[i], (guint8) (i + 16 * to));
  g_assert_cmpuint (counts->packets, ==, 4 * G_N_ELEMENTS (sizes));
  g_assert_cmpuint (counts->dropped, ==, 0);
  g_test_message ("%" G_GUINT64_FORMAT " calls, GSO %d", counts->calls, *gso);
  /* One for each family; a kernel that refuses to cut may need more. */
  g_assert_cmpuint (counts->calls, >=, 2);
  if (!*gso)
    g_assert_cmpuint (counts->calls, ==, 2);
}

/* More than fits: leaves by itself, and none is lost. */
static void
test_overflow (Fixture       *fixture,
               gconstpointer  data)
{
  const HearthSendCounts *counts = hearth_send_batch_get_counts (fixture->batch);
  guint received = 0;

  for (guint i = 0; i < 1000; i++)
    {
      add (fixture, i % 4, 100, (guint8) (i / 4));
      /* The receivers' own queues are short. */
      while (received < counts->packets)
        {
          expect (fixture, received % 4, 100, (guint8) (received / 4));
          received++;
        }
    }
  hearth_send_batch_flush (fixture->batch);
  for (; received < 1000; received++)
    expect (fixture, received % 4, 100, (guint8) (received / 4));
  g_assert_cmpuint (counts->packets, ==, 1000);
}

/* A sender's path changes in the middle of a turn. */
static void
test_path_changes (Fixture       *fixture,
                   gconstpointer  data)
{
  add (fixture, 0, 100, 1);
  fixture->paths[0] = fixture->paths[1];
  add (fixture, 0, 100, 2);
  hearth_send_batch_flush (fixture->batch);
  expect (fixture, 0, 100, 1);
  expect (fixture, 1, 100, 2);
}

/* One address that cannot be sent to takes nothing from the others; what was never sent is let go of. */
static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  const HearthSendCounts *counts = hearth_send_batch_get_counts (fixture->batch);
  HearthPath nowhere = fixture->paths[1];

  /* An address that is not ours. */
  g_assert_true (hearth_socket_address_parse (&nowhere.local, "203.0.113.77", fixture->from.port));
  add (fixture, 0, 100, 1);
  fixture->paths[1] = nowhere;
  add (fixture, 1, 100, 2);
  add (fixture, 1, 100, 3);
  add (fixture, 2, 100, 4);
  hearth_send_batch_flush (fixture->batch);
  expect (fixture, 0, 100, 1);
  expect (fixture, 2, 100, 4);
  g_assert_cmpuint (counts->packets, ==, 2);
  g_assert_cmpuint (counts->dropped, ==, 2);

  add (fixture, 0, 100, 5);
}

int
main (int    argc,
      char **argv)
{
  static const gboolean with_gso = TRUE;
  static const gboolean without_gso = FALSE;

  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add ("/send-batch/order-gso", Fixture, &with_gso, set_up, test_order, tear_down);
  g_test_add ("/send-batch/order", Fixture, &without_gso, set_up, test_order, tear_down);
  g_test_add ("/send-batch/overflow-gso", Fixture, &with_gso, set_up, test_overflow, tear_down);
  g_test_add ("/send-batch/overflow", Fixture, &without_gso, set_up, test_overflow, tear_down);
  g_test_add ("/send-batch/path-changes", Fixture, &with_gso, set_up, test_path_changes, tear_down);
  g_test_add ("/send-batch/failure-gso", Fixture, &with_gso, set_up, test_failure, tear_down);
  g_test_add ("/send-batch/failure", Fixture, &without_gso, set_up, test_failure, tear_down);

  return g_test_run ();
}
