/* The pointers on shared screens: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/pointers.h"

#include <string.h>

#include "base/limits.h"
#include "base/pacer.h"
#include "base/token-bucket.h"
#include "room/member-private.h"

/* Of what the host takes of shapes: a third, and one more that may be longer than what is left; each second three quarters. So nothing is
 * dropped that was held up for three seconds. */
#define SHAPE_BYTES (HEARTH_LIMIT_POINTER_SHAPE_BYTES / 3)
#define SHAPE_BYTES_PER_SECOND (HEARTH_LIMIT_POINTER_SHAPE_BYTES_PER_SECOND * 3 / 4)

/* Of people whom the roster does not name yet: what theirs looks like and where it is, of all screens that are shared at once. */
#define MAX_EARLY (2 * HEARTH_LIMIT_ROOM_SHARES)

struct _HearthPointers
{
  GObject parent_instance;

  GListModel *members; /* nullable: of a host, who hears of them otherwise */
  guint64 heard;       /* the newest version that came */
  GPtrArray *early;    /* of HearthControlMessage, as they came */

  HearthPointer own;
  HearthPointer told;             /* what the host takes it for */
  HearthPointerShape *told_shape; /* nullable: what it was told that it looks like, be it hidden now */
  HearthTokenBucket shapes;       /* bytes */
  gint64 shape_told_at;           /* µs, monotonic */
  gboolean ever_told;
  gboolean paused; /* as the host was told last */
  gboolean stale; /* what the host takes it for may be something else */
  guint64 version;
  HearthPacer pacer;
  gboolean closed;
};

enum
{
  SEND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthPointers, hearth_pointers, G_TYPE_OBJECT)

static gboolean
may_tell_shape (HearthPointers *self)
{
  gint64 now = g_get_monotonic_time ();

  return now - self->shape_told_at >= HEARTH_LIMIT_POINTER_SHAPE_MS * G_TIME_SPAN_MILLISECOND
         && hearth_token_bucket_take (&self->shapes, 0, now);
}

/* How it looks now, as far as that may be told already: as before, or not at all, for a moment. */
static HearthPointer
get_tellable (HearthPointers *self)
{
  HearthPointer pointer = self->own;

  if (pointer.shape != NULL && !hearth_pointer_shape_equal (pointer.shape, self->told_shape) && !may_tell_shape (self))
    pointer.shape = self->told_shape;

  return pointer;
}

static void
set_told_shape (HearthPointers     *self,
                HearthPointerShape *shape)
{
  if (shape != NULL)
    hearth_pointer_shape_ref (shape);
  g_clear_pointer (&self->told_shape, hearth_pointer_shape_unref);
  self->told_shape = shape;
}

static gboolean
tell (HearthPointers      *self,
      const HearthPointer *pointer)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_POINTER);
  gboolean sent = FALSE;

  message->version = ++self->version;
  hearth_control_message_set_pointer (message, pointer, self->told_shape);
  g_signal_emit (self, signals[SEND], 0, message, &sent);
  self->ever_told |= sent && pointer->shape != NULL;
  if (sent && message->shape != NULL)
    {
      self->shape_told_at = g_get_monotonic_time ();
      (void) hearth_token_bucket_charge (&self->shapes, (double) strlen (message->shape), self->shape_told_at);
      set_told_shape (self, pointer->shape);
    }

  return sent;
}

static void
on_due (gpointer user_data)
{
  HearthPointers *self = user_data;
  HearthPointer pointer = get_tellable (self);
  g_auto (HearthPointer) told = { 0 };

  hearth_pointer_set (&told, &self->told);
  if ((hearth_pointer_set (&told, &pointer) || self->stale) && tell (self, &pointer))
    {
      hearth_pointer_set (&self->told, &pointer);
      self->stale = FALSE;
    }

  /* The shape follows when its time has come. */
  if (!hearth_pointer_shape_equal (pointer.shape, self->own.shape))
    hearth_pacer_queue (&self->pacer);
}

static void
hearth_pointers_dispose (GObject *object)
{
  HearthPointers *self = HEARTH_POINTERS (object);

  hearth_pointers_close (self);
  g_clear_object (&self->members);

  G_OBJECT_CLASS (hearth_pointers_parent_class)->dispose (object);
}

static void
hearth_pointers_finalize (GObject *object)
{
  g_ptr_array_unref (HEARTH_POINTERS (object)->early);

  G_OBJECT_CLASS (hearth_pointers_parent_class)->finalize (object);
}

static void
hearth_pointers_class_init (HearthPointersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_pointers_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_pointers_finalize;

  signals[SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_POINTER);
}

static void
hearth_pointers_init (HearthPointers *self)
{
  /* This program may take the seat of one that has ended, and the host goes by the highest version: more than that one's. */
  self->version = (guint64) (g_get_real_time () / 1000);
  self->shape_told_at = G_MININT64 / 2;
  self->early = g_ptr_array_new_with_free_func ((GDestroyNotify) hearth_control_message_unref);
  hearth_token_bucket_init (&self->shapes, SHAPE_BYTES, SHAPE_BYTES_PER_SECOND, g_get_monotonic_time ());
  hearth_pacer_init (&self->pacer, HEARTH_LIMIT_POINTER_MS, on_due, self);
}

HearthPointers *
hearth_pointers_new (void)
{
  return g_object_new (HEARTH_TYPE_POINTERS, NULL);
}

static gboolean
on_send (HearthPointers       *self,
         HearthControlMessage *message,
         HearthPath           *path)
{
  if (hearth_path_send (path, message))
    return TRUE;

  /* A fresh channel begins with it; one that is only full takes it later. */
  if (hearth_path_get_health (path) != HEARTH_PATH_LOST)
    hearth_pacer_queue (&self->pacer);

  return FALSE;
}

/* Of theirs the latest counts, and before it the latest that says what it looks like. */
static void
keep_early (HearthPointers       *self,
            HearthControlMessage *message)
{
  for (guint i = self->early->len; i > 0; i--)
    {
      const HearthControlMessage *other = g_ptr_array_index (self->early, i - 1);

      if (g_str_equal (other->actor, message->actor) && (message->shape != NULL || other->shape == NULL))
        g_ptr_array_remove_index (self->early, i - 1);
    }
  if (self->early->len == MAX_EARLY)
    g_ptr_array_remove_index (self->early, 0);
  g_ptr_array_add (self->early, hearth_control_message_ref (message));
}

static void
on_members_changed (HearthPointers *self)
{
  for (guint i = 0; i < self->early->len;)
    {
      g_autoptr (HearthControlMessage) message = hearth_control_message_ref (g_ptr_array_index (self->early, i));
      HearthMember *member = hearth_member_find (self->members, message->actor);

      if (member == NULL)
        {
          i++;
          continue;
        }

      g_ptr_array_remove_index (self->early, i);
      hearth_member_apply_pointer (member, message, TRUE);
    }
}

/* What an old channel brings after a fresh one has said something is not believed any more. */
static void
on_message (HearthPath           *path,
            HearthControlMessage *message,
            HearthPointers       *self)
{
  HearthMember *member;

  if (message->type != HEARTH_CONTROL_POINTER || message->version <= self->heard || message->actor == NULL)
    return;

  self->heard = message->version;
  member = hearth_member_find (self->members, message->actor);
  if (member != NULL)
    hearth_member_apply_pointer (member, message, TRUE);
  else
    keep_early (self, message);
}

HearthPointers *
hearth_pointers_new_on (HearthPath *path,
                        GListModel *members)
{
  HearthPointers *self = hearth_pointers_new ();

  self->members = g_object_ref (members);
  g_signal_connect_object (self, "send", G_CALLBACK (on_send), path, G_CONNECT_DEFAULT);
  g_signal_connect_object (path, "opened", G_CALLBACK (hearth_pointers_repeat), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (path, "message", G_CALLBACK (on_message), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (members, "items-changed", G_CALLBACK (on_members_changed), self, G_CONNECT_SWAPPED);

  return self;
}

void
hearth_pointers_point (HearthPointers      *self,
                       const HearthPointer *pointer)
{
  g_return_if_fail (HEARTH_IS_POINTERS (self));

  if (!self->closed && hearth_pointer_set (&self->own, pointer))
    hearth_pacer_queue (&self->pacer);
}

void
hearth_pointers_set_paused (HearthPointers *self,
                            gboolean        paused)
{
  g_return_if_fail (HEARTH_IS_POINTERS (self));

  if (self->paused && !paused)
    hearth_pointers_repeat (self);
  self->paused = paused;
}

void
hearth_pointers_repeat (HearthPointers *self)
{
  g_return_if_fail (HEARTH_IS_POINTERS (self));

  /* Who never had one need not say so. */
  if (self->closed || (self->own.shape == NULL && !self->ever_told))
    return;

  hearth_pointer_clear (&self->told);
  set_told_shape (self, NULL);
  self->stale = TRUE;
  hearth_pacer_queue (&self->pacer);
}

void
hearth_pointers_close (HearthPointers *self)
{
  g_return_if_fail (HEARTH_IS_POINTERS (self));

  self->closed = TRUE;
  hearth_pacer_cancel (&self->pacer);
  hearth_pointer_clear (&self->own);
  hearth_pointer_clear (&self->told);
  set_told_shape (self, NULL);
  g_ptr_array_set_size (self->early, 0);
}
