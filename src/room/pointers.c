/* The pointers on shared screens: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/pointers.h"

#include "base/limits.h"
#include "base/pacer.h"
#include "room/member-private.h"

struct _HearthPointers
{
  GObject parent_instance;

  GListModel *members; /* nullable: of a host, who hears of them otherwise */
  guint64 heard;       /* the newest version that came */

  HearthPointer own;
  HearthPointer told;  /* what the host takes it for */
  gint64 shape_told_at; /* µs, monotonic */
  gboolean stale;       /* what the host takes it for may be something else */
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

/* How it looks now, as far as that may be told already: as before, or not at all, for a moment. */
static HearthPointer
get_tellable (HearthPointers *self)
{
  HearthPointer pointer = self->own;

  if (!hearth_pointer_shape_equal (pointer.shape, self->told.shape)
      && g_get_monotonic_time () - self->shape_told_at < HEARTH_LIMIT_POINTER_SHAPE_MS * G_TIME_SPAN_MILLISECOND)
    pointer.shape = pointer.shape != NULL ? self->told.shape : NULL;

  return pointer;
}

static gboolean
tell (HearthPointers      *self,
      const HearthPointer *pointer)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_new (HEARTH_CONTROL_POINTER);
  gboolean sent = FALSE;

  message->version = ++self->version;
  hearth_control_message_set_pointer (message, pointer, self->told.shape);
  g_signal_emit (self, signals[SEND], 0, message, &sent);
  if (sent && message->shape != NULL)
    self->shape_told_at = g_get_monotonic_time ();

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
hearth_pointers_class_init (HearthPointersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_pointers_dispose;

  signals[SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_POINTER);
}

static void
hearth_pointers_init (HearthPointers *self)
{
  /* This program may take the seat of one that has ended, and the host goes by the highest version: more than that one's. */
  self->version = (guint64) (g_get_real_time () / 1000);
  self->shape_told_at = G_MININT64 / 2;
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
  return hearth_path_send (path, message);
}

/* What an old channel brings after a fresh one has said something is not believed any more. */
static void
on_message (HearthPath           *path,
            HearthControlMessage *message,
            HearthPointers       *self)
{
  HearthMember *member;

  if (message->type != HEARTH_CONTROL_POINTER || message->version <= self->heard)
    return;

  self->heard = message->version;
  member = message->actor != NULL ? hearth_member_find (self->members, message->actor) : NULL;
  if (member != NULL)
    hearth_member_apply_pointer (member, message);
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
hearth_pointers_repeat (HearthPointers *self)
{
  g_return_if_fail (HEARTH_IS_POINTERS (self));

  /* Who never had one need not say so. */
  if (self->closed || (self->own.shape == NULL && self->told.shape == NULL))
    return;

  hearth_pointer_clear (&self->told);
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
}
