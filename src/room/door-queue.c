/* Who waits at the door: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/door-queue.h"

#include "base/limits.h"

struct _HearthDoorQueue
{
  GPtrArray *waiting; /* in the same order as knocks */
  GListStore *knocks;
  guint n_minted;
};

void
hearth_waiting_free (HearthWaiting *waiting)
{
  g_return_if_fail (waiting != NULL);

  g_object_unref (waiting->knock);
  g_free (waiting->address);
  g_clear_pointer (&waiting->session, hearth_trust_session_free);
  g_clear_pointer (&waiting->hello, hearth_payload_free);
  g_free (waiting);
}

static void
free_waiting (gpointer data)
{
  hearth_waiting_free (data);
}

HearthDoorQueue *
hearth_door_queue_new (void)
{
  HearthDoorQueue *self = g_new0 (HearthDoorQueue, 1);

  self->waiting = g_ptr_array_new_with_free_func (free_waiting);
  self->knocks = g_list_store_new (HEARTH_TYPE_KNOCK);

  return self;
}

void
hearth_door_queue_free (HearthDoorQueue *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->waiting);
  g_object_unref (self->knocks);
  g_free (self);
}

GListModel *
hearth_door_queue_get_knocks (HearthDoorQueue *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return G_LIST_MODEL (self->knocks);
}

gboolean
hearth_door_queue_is_full (HearthDoorQueue *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->waiting->len >= HEARTH_LIMIT_ROOM_KNOCKS;
}

void
hearth_door_queue_add (HearthDoorQueue    *self,
                       const char         *address,
                       HearthTrustSession *session,
                       HearthPayload      *hello)
{
  HearthWaiting *waiting;
  g_autofree char *id = NULL;
  g_autofree char *key = NULL;

  g_return_if_fail (self != NULL && !hearth_door_queue_is_full (self));
  g_return_if_fail (address != NULL && session != NULL && hello != NULL);

  id = g_strdup_printf ("k%u", ++self->n_minted);
  waiting = g_new0 (HearthWaiting, 1);
  key = hearth_public_key_to_text (hearth_trust_session_get_peer (session));
  waiting->knock = hearth_knock_new (id, hello->name, hello->colour, key);
  waiting->address = g_strdup (address);
  waiting->session = session;
  waiting->hello = hello;
  waiting->confirmed = TRUE;
  g_ptr_array_add (self->waiting, waiting);
  g_list_store_append (self->knocks, waiting->knock);
}

HearthWaiting *
hearth_door_queue_get (HearthDoorQueue *self,
                       guint            position)
{
  g_return_val_if_fail (self != NULL, NULL);

  return position < self->waiting->len ? g_ptr_array_index (self->waiting, position) : NULL;
}

HearthWaiting *
hearth_door_queue_find_id (HearthDoorQueue *self,
                           const char      *id)
{
  HearthWaiting *waiting;

  for (guint i = 0; (waiting = hearth_door_queue_get (self, i)) != NULL; i++)
    if (g_strcmp0 (hearth_knock_get_id (waiting->knock), id) == 0)
      return waiting;

  return NULL;
}

HearthWaiting *
hearth_door_queue_find_address (HearthDoorQueue *self,
                                const char      *address)
{
  HearthWaiting *waiting;

  for (guint i = 0; (waiting = hearth_door_queue_get (self, i)) != NULL; i++)
    if (g_strcmp0 (waiting->address, address) == 0)
      return waiting;

  return NULL;
}

HearthWaiting *
hearth_door_queue_find_key (HearthDoorQueue       *self,
                            const HearthPublicKey *key)
{
  HearthWaiting *waiting;

  for (guint i = 0; (waiting = hearth_door_queue_get (self, i)) != NULL; i++)
    if (hearth_public_key_equal (hearth_trust_session_get_peer (waiting->session), key))
      return waiting;

  return NULL;
}

void
hearth_door_queue_doubt (HearthDoorQueue *self)
{
  HearthWaiting *waiting;

  g_return_if_fail (self != NULL);

  for (guint i = 0; (waiting = hearth_door_queue_get (self, i)) != NULL; i++)
    waiting->confirmed = FALSE;
}

void
hearth_door_queue_forget_doubtful (HearthDoorQueue *self)
{
  HearthWaiting *waiting;

  g_return_if_fail (self != NULL);

  for (guint i = 0; (waiting = hearth_door_queue_get (self, i)) != NULL;)
    {
      if (waiting->confirmed)
        i++;
      else
        hearth_waiting_free (hearth_door_queue_take (self, waiting));
    }
}

HearthWaiting *
hearth_door_queue_take (HearthDoorQueue *self,
                        HearthWaiting   *waiting)
{
  guint position;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (g_ptr_array_find (self->waiting, waiting, &position), NULL);

  (void) g_ptr_array_steal_index (self->waiting, position);
  g_list_store_remove (self->knocks, position);

  return waiting;
}
