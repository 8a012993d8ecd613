/* A room's line to its signalling server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/server-link.h"

#include "base/main-thread.h"
#include "signalling/backoff.h"

/* The back-off gives up after two minutes; a running call outlives its server by any time and takes it back when it returns. */
#define SLOW_RETRY_US (3 * G_USEC_PER_SEC)

struct _HearthServerLink
{
  GObject parent_instance;

  char *server;
  HearthSignallingClient *client; /* nullable: between two attempts */
  GCancellable *cancellable;      /* of the attempt that is running */
  HearthBackoff backoff;
  gboolean backing_off;
  guint attempt_source;
  gboolean closed;
};

enum
{
  CONNECTED,
  ENVELOPE,
  LOST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthServerLink, hearth_server_link, G_TYPE_OBJECT)

static void begin_attempt (HearthServerLink *self);

static void
drop_client (HearthServerLink *self)
{
  g_autoptr (HearthSignallingClient) client = g_steal_pointer (&self->client);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (client == NULL)
    return;

  g_signal_handlers_disconnect_by_data (client, self);
  hearth_signalling_client_close (client);
}

static void
on_attempt_due (gpointer user_data)
{
  HearthServerLink *self = HEARTH_SERVER_LINK (user_data);

  self->attempt_source = 0;
  begin_attempt (self);
}

static void
schedule_attempt (HearthServerLink *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 wait;

  if (self->closed || self->attempt_source != 0)
    return;

  if (!self->backing_off)
    hearth_backoff_begin (&self->backoff, now);
  self->backing_off = TRUE;
  wait = hearth_backoff_next (&self->backoff, now, g_random_double ());
  self->attempt_source = g_timeout_add_once ((wait >= 0 ? wait : SLOW_RETRY_US) / 1000, on_attempt_due, self);
}

static void
lose (HearthServerLink *self,
      const GError     *error)
{
  drop_client (self);
  schedule_attempt (self);
  g_signal_emit (self, signals[LOST], 0, error);
}

static void
on_envelope (HearthSignallingClient *client,
             HearthEnvelope         *envelope,
             HearthServerLink       *self)
{
  g_signal_emit (self, signals[ENVELOPE], 0, envelope);
}

static void
on_lost (HearthSignallingClient *client,
         const GError           *error,
         HearthServerLink       *self)
{
  lose (self, error);
}

static void
on_connect_ready (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (HearthServerLink) self = HEARTH_SERVER_LINK (user_data);
  HearthSignallingClient *client = HEARTH_SIGNALLING_CLIENT (source);
  g_autoptr (GError) error = NULL;
  gboolean connected = hearth_signalling_client_connect_finish (client, result, &error);

  /* Given up in the meantime: closed, or another attempt is running. */
  if (client != self->client)
    return;

  if (connected)
    g_signal_emit (self, signals[CONNECTED], 0);
  else
    lose (self, error);
}

static void
begin_attempt (HearthServerLink *self)
{
  self->client = hearth_signalling_client_new (self->server);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->client, "envelope", G_CALLBACK (on_envelope), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->client, "lost", G_CALLBACK (on_lost), self, G_CONNECT_DEFAULT);
  hearth_signalling_client_connect_async (self->client, self->cancellable, on_connect_ready, g_object_ref (self));
}

static void
hearth_server_link_dispose (GObject *object)
{
  hearth_server_link_close (HEARTH_SERVER_LINK (object));

  G_OBJECT_CLASS (hearth_server_link_parent_class)->dispose (object);
}

static void
hearth_server_link_finalize (GObject *object)
{
  g_free (HEARTH_SERVER_LINK (object)->server);

  G_OBJECT_CLASS (hearth_server_link_parent_class)->finalize (object);
}

static void
hearth_server_link_class_init (HearthServerLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_server_link_dispose;
  object_class->finalize = hearth_server_link_finalize;

  signals[CONNECTED] = g_signal_new ("connected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENVELOPE] = g_signal_new ("envelope", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[LOST] = g_signal_new ("lost", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_server_link_init (HearthServerLink *self)
{
}

HearthServerLink *
hearth_server_link_new (const char *server)
{
  HearthServerLink *self;

  g_return_val_if_fail (server != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_SERVER_LINK, NULL);
  self->server = g_strdup (server);

  return self;
}

void
hearth_server_link_start (HearthServerLink *self)
{
  g_return_if_fail (HEARTH_IS_SERVER_LINK (self));
  g_return_if_fail (hearth_main_thread_is_current ());
  g_return_if_fail (self->client == NULL && self->attempt_source == 0 && !self->closed);

  begin_attempt (self);
}

void
hearth_server_link_settle (HearthServerLink *self)
{
  g_return_if_fail (HEARTH_IS_SERVER_LINK (self));

  self->backing_off = FALSE;
}

void
hearth_server_link_restart (HearthServerLink *self)
{
  g_return_if_fail (HEARTH_IS_SERVER_LINK (self));

  drop_client (self);
  schedule_attempt (self);
}

gboolean
hearth_server_link_send (HearthServerLink     *self,
                         const HearthEnvelope *envelope)
{
  g_return_val_if_fail (HEARTH_IS_SERVER_LINK (self), FALSE);

  return self->client != NULL && hearth_signalling_client_send (self->client, envelope);
}

void
hearth_server_link_close (HearthServerLink *self)
{
  g_return_if_fail (HEARTH_IS_SERVER_LINK (self));

  self->closed = TRUE;
  g_clear_handle_id (&self->attempt_source, g_source_remove);
  drop_client (self);
}
