/* How the outside sees the room's socket: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ice/reflexive-finder.h"

/* RFC 8489 section 16. */
#define STUN_PORT 3478

/* A router may forget a translation that is not used for 30 s. */
#define MEMORY_US (20 * G_TIME_SPAN_SECOND)

/* For the name; the servers get three more. */
#define LOOKUP_SECONDS 3

typedef struct
{
  GWeakRef target;
  HearthReflexiveFound found;
} Waiting;

struct _HearthReflexiveFinder
{
  gpointer owner;
  HearthReflexiveAsk ask;

  char *server;              /* that is being asked or has been */
  guint16 port;
  GCancellable *lookup;      /* while the name is looked up */
  guint deadline;            /* of the lookup */
  gboolean asking;
  GArray *candidates;        /* %NULL: nothing is known */
  gint64 known_at;           /* µs */
  GPtrArray *waiting;        /* of Waiting */
};

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_weak_ref_clear (&waiting->target);
  g_free (waiting);
}

HearthReflexiveFinder *
hearth_reflexive_finder_new (gpointer           owner,
                             HearthReflexiveAsk ask)
{
  HearthReflexiveFinder *self = g_new0 (HearthReflexiveFinder, 1);

  self->owner = owner;
  self->ask = ask;
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);

  return self;
}

static void
end_lookup (HearthReflexiveFinder *self)
{
  g_clear_handle_id (&self->deadline, g_source_remove);
  if (self->lookup != NULL)
    g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
}

void
hearth_reflexive_finder_free (HearthReflexiveFinder *self)
{
  end_lookup (self);
  g_free (self->server);
  g_clear_pointer (&self->candidates, g_array_unref);
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

void
hearth_reflexive_finder_answer (HearthReflexiveFinder *self,
                                GArray                *candidates)
{
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GArray) told = g_array_ref (candidates);

  g_return_if_fail (self != NULL);

  end_lookup (self);
  self->asking = FALSE;
  g_clear_pointer (&self->candidates, g_array_unref);
  self->candidates = g_array_ref (candidates);
  self->known_at = g_get_monotonic_time ();

  waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  for (guint i = 0; i < waiting->len; i++)
    {
      Waiting *one = g_ptr_array_index (waiting, i);
      g_autoptr (GObject) target = g_weak_ref_get (&one->target);

      if (target != NULL)
        one->found (target, told);
    }
}

static void
answer_nothing (HearthReflexiveFinder *self)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (HearthIceCandidate));

  hearth_reflexive_finder_answer (self, none);
}

/* --- The server's address ------------------------------------------------------------------------------------------------- */

static gboolean
take_address (HearthSocketAddress *address,
              GInetAddress        *inet_address,
              guint16              port)
{
  g_autofree char *text = g_inet_address_to_string (inet_address);

  return hearth_socket_address_parse (address, text, port) && hearth_socket_address_is_usable (address);
}

/* The first of each family. */
static void
ask_servers (HearthReflexiveFinder *self,
             GList                 *addresses)
{
  HearthSocketAddress servers[2];
  guint n_servers = 0;

  for (GList *l = addresses; l != NULL && n_servers < G_N_ELEMENTS (servers); l = l->next)
    if (take_address (&servers[n_servers], l->data, self->port)
        && (n_servers == 0 || servers[0].family != servers[1].family))
      n_servers++;

  if (n_servers == 0)
    {
      answer_nothing (self);
      return;
    }
  self->asking = TRUE;
  self->ask (self->owner, servers, n_servers);
}

static void
on_looked_up (GObject      *resolver,
              GAsyncResult *result,
              gpointer      user_data)
{
  HearthReflexiveFinder *self = user_data;
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (resolver), result, &error);

  /* Cancelled: nobody waits any more, and the finder may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end_lookup (self);
  if (error != NULL)
    g_debug ("The STUN server's name: %s", error->message);
  ask_servers (self, addresses);
  g_resolver_free_addresses (addresses);
}

static gboolean
on_lookup_deadline (gpointer user_data)
{
  HearthReflexiveFinder *self = user_data;

  self->deadline = 0;
  answer_nothing (self);

  return G_SOURCE_REMOVE;
}

static void
begin (HearthReflexiveFinder *self,
       const char            *server)
{
  g_autoptr (GSocketConnectable) address = g_network_address_parse_uri (server, STUN_PORT, NULL);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  end_lookup (self);
  g_set_str (&self->server, server);
  if (address == NULL)
    {
      answer_nothing (self);
      return;
    }

  self->port = g_network_address_get_port (G_NETWORK_ADDRESS (address));
  self->lookup = g_cancellable_new ();
  self->deadline = g_timeout_add_seconds (LOOKUP_SECONDS, on_lookup_deadline, self);
  g_resolver_lookup_by_name_async (resolver, g_network_address_get_hostname (G_NETWORK_ADDRESS (address)), self->lookup,
                                   on_looked_up, self);
}

void
hearth_reflexive_finder_find (HearthReflexiveFinder *self,
                              const char            *server,
                              gpointer               target,
                              HearthReflexiveFound   found)
{
  gboolean same_server;
  Waiting *waiting;

  g_return_if_fail (self != NULL);
  g_return_if_fail (server != NULL);
  g_return_if_fail (G_IS_OBJECT (target));

  same_server = g_strcmp0 (server, self->server) == 0;
  if (same_server && self->candidates != NULL && g_get_monotonic_time () - self->known_at < MEMORY_US)
    {
      found (target, self->candidates);
      return;
    }

  waiting = g_new0 (Waiting, 1);
  g_weak_ref_init (&waiting->target, target);
  waiting->found = found;
  g_ptr_array_add (self->waiting, waiting);
  if (!same_server || (self->lookup == NULL && !self->asking))
    begin (self, server);
}
