/* Hands on where pointers are: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/pointer-relay.h"

#include <string.h>

#include "base/limits.h"
#include "base/pacer.h"
#include "base/token-bucket.h"
#include "room/member-private.h"

/* When a channel that did not drain is tried again. */
#define REPEAT_MS 250

/* What a guest knows of somebody's pointer. */
typedef struct
{
  HearthPointer pointer;
  HearthPointerShape *shape; /* nullable: what it was told that it looks like, be it hidden now */
  gboolean stale;            /* the guest may take it for something else */
} Told;

/* One of the guests: what they may say, and what they were told. */
typedef struct
{
  HearthTokenBucket pointers;
  HearthTokenBucket shapes; /* bytes */
  guint64 heard;     /* the newest version that came */
  GHashTable *shown; /* ids of those whose screen they see; NULL before they have said anything: all */
  GHashTable *told;  /* id of who shares → Told */
  gboolean owed;     /* their channel did not take what they are to be told */
} Listener;

struct _HearthPointerRelay
{
  GObject parent_instance;

  HearthGathering *gathering;
  HearthPointers *pointers;
  HearthPointer own;
  HearthPointerShape *own_shape; /* nullable: be it hidden now */
  GHashTable *listeners;         /* HearthGuestLink → Listener */
  HearthPacer repeats;
  guint64 version;
};

G_DEFINE_FINAL_TYPE (HearthPointerRelay, hearth_pointer_relay, G_TYPE_OBJECT)

static void
told_free (gpointer data)
{
  Told *told = data;

  hearth_pointer_clear (&told->pointer);
  g_clear_pointer (&told->shape, hearth_pointer_shape_unref);
  g_free (told);
}

static void
listener_free (gpointer data)
{
  Listener *listener = data;

  g_clear_pointer (&listener->shown, g_hash_table_unref);
  g_hash_table_unref (listener->told);
  g_free (listener);
}

static Listener *
listener_new (void)
{
  Listener *listener = g_new0 (Listener, 1);
  gint64 now = g_get_monotonic_time ();

  hearth_token_bucket_init (&listener->pointers, HEARTH_LIMIT_POINTERS, HEARTH_LIMIT_POINTERS_PER_SECOND, now);
  hearth_token_bucket_init (&listener->shapes, HEARTH_LIMIT_POINTER_SHAPE_BYTES, HEARTH_LIMIT_POINTER_SHAPE_BYTES_PER_SECOND,
                            now);
  listener->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, told_free);

  return listener;
}

static const char *
get_id (HearthGuestLink *guest)
{
  return hearth_member_get_id (hearth_guest_link_get_member (guest));
}

/* --- Telling ------------------------------------------------------------------------------------------------------------ */

static Told *
get_told (Listener   *listener,
          const char *id)
{
  Told *told = g_hash_table_lookup (listener->told, id);

  if (told == NULL)
    {
      told = g_new0 (Told, 1);
      g_hash_table_insert (listener->told, g_strdup (id), told);
    }

  return told;
}

/* A fresh channel begins with all of it; one that is only full takes it later. */
static void
send_told (HearthPointerRelay   *self,
           HearthGuestLink      *guest,
           HearthControlMessage *message,
           const HearthPointer  *pointer,
           Told                 *told)
{
  Listener *listener = g_hash_table_lookup (self->listeners, guest);

  if (!hearth_guest_link_send (guest, message))
    {
      listener->owed = TRUE;
      hearth_pacer_queue (&self->repeats);
      return;
    }

  hearth_pointer_set (&told->pointer, pointer);
  told->stale = FALSE;
  if (message->shape != NULL)
    {
      g_clear_pointer (&told->shape, hearth_pointer_shape_unref);
      told->shape = hearth_pointer_shape_ref (pointer->shape);
    }
}

/* @pointer: (nullable): on the screen of @id. That there is none (any more) learns everybody who knows of one, or may. */
static void
tell (HearthPointerRelay  *self,
      HearthGuestLink     *guest,
      const char          *id,
      const HearthPointer *pointer)
{
  Listener *listener = g_hash_table_lookup (self->listeners, guest);
  g_autoptr (HearthControlMessage) message = NULL;
  g_auto (HearthPointer) now = { 0 };
  Told *told;

  if (listener == NULL || g_str_equal (id, get_id (guest))
      || (pointer == NULL && !g_hash_table_contains (listener->told, id))
      || (pointer != NULL && listener->shown != NULL && !g_hash_table_contains (listener->shown, id)))
    return;

  told = get_told (listener, id);
  hearth_pointer_set (&now, &told->pointer);
  if (!hearth_pointer_set (&now, pointer) && !told->stale)
    return;

  message = hearth_control_message_new (HEARTH_CONTROL_POINTER);
  message->version = ++self->version;
  message->actor = g_strdup (id);
  hearth_control_message_set_pointer (message, pointer, told->shape);
  send_told (self, guest, message, pointer, told);
}

static void
tell_all (HearthPointerRelay  *self,
          const char          *id,
          const HearthPointer *pointer)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);

  for (guint i = 0; i < guests->len; i++)
    tell (self, g_ptr_array_index (guests, i), id, pointer);
}

static void
tell_of_all (HearthPointerRelay *self,
             HearthGuestLink    *guest)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);

  tell (self, guest, HEARTH_GATHERING_HOST_ID, self->own.shape != NULL ? &self->own : NULL);
  for (guint i = 0; i < guests->len; i++)
    {
      HearthMember *member = hearth_guest_link_get_member (g_ptr_array_index (guests, i));

      tell (self, guest, hearth_member_get_id (member), hearth_member_get_pointer (member));
    }
}

static void
on_repeat_due (gpointer user_data)
{
  HearthPointerRelay *self = user_data;
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);

  for (guint i = 0; i < guests->len; i++)
    {
      HearthGuestLink *guest = g_ptr_array_index (guests, i);
      Listener *listener = g_hash_table_lookup (self->listeners, guest);

      if (listener == NULL || !listener->owed)
        continue;

      listener->owed = FALSE;
      tell_of_all (self, guest);
    }
}

/* What they knew nobody knows: of one that is hidden now they may not have heard. */
static void
forget_told (HearthPointerRelay *self,
             Listener           *listener)
{
  GPtrArray *guests = hearth_gathering_get_guests (self->gathering);

  g_hash_table_remove_all (listener->told);
  if (hearth_gathering_get_host (self->gathering)->sharing)
    get_told (listener, HEARTH_GATHERING_HOST_ID)->stale = TRUE;
  for (guint i = 0; i < guests->len; i++)
    {
      HearthMember *member = hearth_guest_link_get_member (g_ptr_array_index (guests, i));

      if (hearth_member_get_sharing (member))
        get_told (listener, hearth_member_get_id (member))->stale = TRUE;
    }
}

/* On every fresh channel, when the state of the room has been told. */
static void
on_told (HearthGuestControl *control,
         HearthPointerRelay *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);
  Listener *listener = guest != NULL ? g_hash_table_lookup (self->listeners, guest) : NULL;

  if (listener == NULL)
    return;

  forget_told (self, listener);
  listener->owed = FALSE;
  tell_of_all (self, guest);
}

static void
on_view (HearthGuestControl   *control,
         HearthControlMessage *view,
         HearthPointerRelay   *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);
  Listener *listener = guest != NULL ? g_hash_table_lookup (self->listeners, guest) : NULL;

  if (listener == NULL)
    return;

  g_clear_pointer (&listener->shown, g_hash_table_unref);
  listener->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < view->tiles->len; i++)
    {
      const HearthTile *tile = g_ptr_array_index (view->tiles, i);

      if (tile->kind == HEARTH_PICTURE_SHARE)
        g_hash_table_add (listener->shown, g_strdup (tile->id));
    }
  tell_of_all (self, guest);
}

/* --- Hearing ------------------------------------------------------------------------------------------------------------ */

static void
on_pointer_changed (HearthMember       *member,
                    HearthPointerRelay *self)
{
  tell_all (self, hearth_member_get_id (member), hearth_member_get_pointer (member));
}

static gboolean
may_say (Listener                   *listener,
         const HearthControlMessage *message)
{
  gint64 now = g_get_monotonic_time ();

  return hearth_token_bucket_take (&listener->pointers, 1, now)
         && (message->shape == NULL || hearth_token_bucket_take (&listener->shapes, (double) strlen (message->shape), now));
}

/* Whose connection it came by is whose it is, whatever it says. */
static void
on_pointer (HearthGuestControl   *control,
            HearthControlMessage *message,
            HearthPointerRelay   *self)
{
  HearthGuestLink *guest = hearth_gathering_find_control (self->gathering, control);
  Listener *listener = guest != NULL ? g_hash_table_lookup (self->listeners, guest) : NULL;

  if (listener == NULL || message->version <= listener->heard || !may_say (listener, message))
    return;

  /* The word that they share may follow; where it was while nobody may see anything is never seen. */
  listener->heard = message->version;
  hearth_member_apply_pointer (hearth_guest_link_get_member (guest), message, !hearth_guest_control_is_share_paused (control));
}

static gboolean
on_own_send (HearthPointers       *pointers,
             HearthControlMessage *message,
             HearthPointerRelay   *self)
{
  gboolean changed = hearth_control_message_apply_pointer (message, &self->own_shape, &self->own);

  if (hearth_gathering_get_host (self->gathering)->share_paused)
    hearth_pointer_clear (&self->own);
  if (changed)
    tell_all (self, HEARTH_GATHERING_HOST_ID, self->own.shape != NULL ? &self->own : NULL);

  return TRUE;
}

/* --- Coming and going --------------------------------------------------------------------------------------------------- */

static void
on_joined (HearthGathering    *gathering,
           HearthGuestLink    *guest,
           HearthPointerRelay *self)
{
  HearthGuestControl *control = hearth_guest_link_get_control (guest);

  g_hash_table_insert (self->listeners, guest, listener_new ());
  g_signal_connect_object (control, "pointer", G_CALLBACK (on_pointer), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (control, "view", G_CALLBACK (on_view), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (control, "told", G_CALLBACK (on_told), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (hearth_guest_link_get_member (guest), "pointer-changed", G_CALLBACK (on_pointer_changed), self,
                           G_CONNECT_DEFAULT);
}

static void
forget (HearthPointerRelay *self,
        HearthGuestLink    *guest)
{
  g_signal_handlers_disconnect_by_data (hearth_guest_link_get_control (guest), self);
  g_signal_handlers_disconnect_by_data (hearth_guest_link_get_member (guest), self);
  g_hash_table_remove (self->listeners, guest);
}

static void
on_left (HearthGathering    *gathering,
         HearthGuestLink    *guest,
         HearthPointerRelay *self)
{
  GHashTableIter iter;
  gpointer listener;

  forget (self, guest);
  g_hash_table_iter_init (&iter, self->listeners);
  while (g_hash_table_iter_next (&iter, NULL, &listener))
    g_hash_table_remove (((Listener *) listener)->told, get_id (guest));
}

static void
hearth_pointer_relay_dispose (GObject *object)
{
  HearthPointerRelay *self = HEARTH_POINTER_RELAY (object);

  hearth_pointer_relay_close (self);
  g_clear_object (&self->gathering);
  g_clear_object (&self->pointers);

  G_OBJECT_CLASS (hearth_pointer_relay_parent_class)->dispose (object);
}

static void
hearth_pointer_relay_finalize (GObject *object)
{
  HearthPointerRelay *self = HEARTH_POINTER_RELAY (object);

  hearth_pointer_clear (&self->own);
  g_clear_pointer (&self->own_shape, hearth_pointer_shape_unref);
  g_hash_table_unref (self->listeners);

  G_OBJECT_CLASS (hearth_pointer_relay_parent_class)->finalize (object);
}

static void
hearth_pointer_relay_class_init (HearthPointerRelayClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_pointer_relay_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_pointer_relay_finalize;
}

static void
hearth_pointer_relay_init (HearthPointerRelay *self)
{
  /* A room that is opened anew may have guests who remember the one before. */
  self->version = (guint64) (g_get_real_time () / 1000);
  self->pointers = hearth_pointers_new ();
  self->listeners = g_hash_table_new_full (NULL, NULL, NULL, listener_free);
  hearth_pacer_init (&self->repeats, REPEAT_MS, on_repeat_due, self);
}

HearthPointerRelay *
hearth_pointer_relay_new (HearthGathering *gathering)
{
  HearthPointerRelay *self = g_object_new (HEARTH_TYPE_POINTER_RELAY, NULL);

  self->gathering = g_object_ref (gathering);
  g_signal_connect_object (gathering, "joined", G_CALLBACK (on_joined), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (gathering, "left", G_CALLBACK (on_left), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->pointers, "send", G_CALLBACK (on_own_send), self, G_CONNECT_DEFAULT);

  return self;
}

HearthPointers *
hearth_pointer_relay_get_pointers (HearthPointerRelay *self)
{
  g_return_val_if_fail (HEARTH_IS_POINTER_RELAY (self), NULL);

  return self->pointers;
}

void
hearth_pointer_relay_close (HearthPointerRelay *self)
{
  GPtrArray *guests;

  g_return_if_fail (HEARTH_IS_POINTER_RELAY (self));

  if (self->gathering == NULL)
    return;

  guests = hearth_gathering_get_guests (self->gathering);
  for (guint i = 0; i < guests->len; i++)
    forget (self, g_ptr_array_index (guests, i));
  g_signal_handlers_disconnect_by_data (self->gathering, self);
  g_signal_handlers_disconnect_by_data (self->pointers, self);
  hearth_pointers_close (self->pointers);
  hearth_pacer_cancel (&self->repeats);
}
