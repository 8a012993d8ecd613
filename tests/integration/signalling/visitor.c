/* Somebody at the signalling server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "visitor.h"

/* Nothing here takes a second; a test that waits this long has failed. */
#define PATIENCE_SECONDS 20

struct _Visitor
{
  HearthSignallingClient *client;
  GQueue heard; /* of HearthEnvelope */
  gboolean lost;
};

static void
on_envelope (HearthSignallingClient *client,
             HearthEnvelope         *envelope,
             Visitor                *self)
{
  g_autofree char *text = hearth_envelope_to_text (envelope);

  g_queue_push_tail (&self->heard, hearth_envelope_parse (text, strlen (text), NULL));
}

static void
on_lost (HearthSignallingClient *client,
         GError                 *error,
         Visitor                *self)
{
  g_assert_nonnull (error);
  self->lost = TRUE;
}

static void
on_connected (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  gboolean *connected = data;
  g_autoptr (GError) error = NULL;

  hearth_signalling_client_connect_finish (HEARTH_SIGNALLING_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *connected = TRUE;
}

static gboolean
on_out_of_patience (gpointer data)
{
  g_error ("Waited for %s in vain", (const char *) data);
}

static void
wait_for_something (const char *what)
{
  guint id = g_timeout_add_seconds (PATIENCE_SECONDS, on_out_of_patience, (gpointer) what);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

Visitor *
visitor_new (const char *server)
{
  Visitor *self = g_new0 (Visitor, 1);
  gboolean connected = FALSE;

  self->client = hearth_signalling_client_new (server);
  g_signal_connect (self->client, "envelope", G_CALLBACK (on_envelope), self);
  g_signal_connect (self->client, "lost", G_CALLBACK (on_lost), self);
  hearth_signalling_client_connect_async (self->client, NULL, on_connected, &connected);
  while (!connected)
    wait_for_something ("a connection");

  return self;
}

void
visitor_free (Visitor *self)
{
  visitor_vanish (self);
  g_signal_handlers_disconnect_by_data (self->client, self);
  g_assert_finalize_object (self->client);
  g_queue_clear_full (&self->heard, (GDestroyNotify) hearth_envelope_free);
  g_free (self);
}

HearthSignallingClient *
visitor_get_client (Visitor *self)
{
  return self->client;
}

void
visitor_send (Visitor            *self,
              HearthEnvelopeType  type,
              const char         *to,
              const char         *payload)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (type);

  envelope->to = g_strdup (to);
  envelope->payload = g_strdup (payload);
  g_assert_true (hearth_signalling_client_send (self->client, envelope));
}

void
visitor_open (Visitor    *self,
              const char *room,
              const char *token)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_OPEN);

  envelope->room = g_strdup (room);
  envelope->token = g_strdup (token);
  g_assert_true (hearth_signalling_client_send (self->client, envelope));
}

void
visitor_knock (Visitor    *self,
               const char *room)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_KNOCK);

  envelope->room = g_strdup (room);
  envelope->payload = g_strdup ("aGVsbG8");
  g_assert_true (hearth_signalling_client_send (self->client, envelope));
}

void
visitor_deny (Visitor          *self,
              const char       *to,
              HearthDenyReason  reason)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_new (HEARTH_ENVELOPE_DENY);

  envelope->to = g_strdup (to);
  envelope->reason = reason;
  g_assert_true (hearth_signalling_client_send (self->client, envelope));
}

HearthEnvelope *
visitor_expect (Visitor            *self,
                HearthEnvelopeType  type)
{
  g_autoptr (HearthEnvelope) envelope = NULL;

  while (g_queue_is_empty (&self->heard) && !self->lost)
    wait_for_something ("an envelope");

  envelope = g_queue_pop_head (&self->heard);
  g_assert_nonnull (envelope);
  g_assert_cmpint (envelope->type, ==, type);

  return g_steal_pointer (&envelope);
}

void
visitor_expect_denied (Visitor          *self,
                       HearthDenyReason  reason)
{
  g_autoptr (HearthEnvelope) envelope = visitor_expect (self, HEARTH_ENVELOPE_DENY);

  g_assert_cmpint (envelope->reason, ==, reason);
}

void
visitor_expect_lost (Visitor *self)
{
  while (!self->lost)
    wait_for_something ("the end of a connection");

  g_assert_true (g_queue_is_empty (&self->heard));
  g_assert_false (hearth_signalling_client_is_connected (self->client));
}

gboolean
visitor_is_lost (Visitor *self)
{
  return self->lost;
}

void
visitor_vanish (Visitor *self)
{
  hearth_signalling_client_close (self->client);
}
