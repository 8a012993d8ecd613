/* Who saved a still of whose picture: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "room/snapshots.h"

#include "base/limits.h"
#include "room/sender-budget.h"

struct _HearthSnapshots
{
  GObject parent_instance;

  gboolean waits;    /* there will be another channel */
  GPtrArray *untold; /* of HearthControlMessage, oldest first */
  HearthSenderBudget *heard;
  gboolean closed;
};

enum
{
  SEND,
  TAKEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSnapshots, hearth_snapshots, G_TYPE_OBJECT)

static gboolean
try_to_send (HearthSnapshots      *self,
             HearthControlMessage *message)
{
  gboolean sent = FALSE;

  g_signal_emit (self, signals[SEND], 0, message, &sent);

  return sent;
}

static void
hearth_snapshots_finalize (GObject *object)
{
  HearthSnapshots *self = HEARTH_SNAPSHOTS (object);

  g_ptr_array_unref (self->untold);
  hearth_sender_budget_free (self->heard);

  G_OBJECT_CLASS (hearth_snapshots_parent_class)->finalize (object);
}

static void
hearth_snapshots_class_init (HearthSnapshotsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_snapshots_finalize;

  signals[SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_POINTER);
  signals[TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
}

static void
hearth_snapshots_init (HearthSnapshots *self)
{
  self->untold = g_ptr_array_new_with_free_func ((GDestroyNotify) hearth_control_message_unref);
  self->heard = hearth_sender_budget_new (HEARTH_LIMIT_SNAPSHOTS, 1.0 / HEARTH_LIMIT_SNAPSHOT_SECONDS);
}

HearthSnapshots *
hearth_snapshots_new (gboolean waits)
{
  HearthSnapshots *self = g_object_new (HEARTH_TYPE_SNAPSHOTS, NULL);

  self->waits = waits;

  return self;
}

static gboolean
on_send (HearthSnapshots      *self,
         HearthControlMessage *message,
         HearthPath           *path)
{
  return hearth_path_send (path, message);
}

static void
on_message (HearthPath           *path,
            HearthControlMessage *message,
            HearthSnapshots      *self)
{
  if (message->type == HEARTH_CONTROL_SNAPSHOT)
    hearth_snapshots_receive (self, message);
}

HearthSnapshots *
hearth_snapshots_new_on (HearthPath *path)
{
  HearthSnapshots *self = hearth_snapshots_new (TRUE);

  g_signal_connect_object (self, "send", G_CALLBACK (on_send), path, G_CONNECT_DEFAULT);
  g_signal_connect_object (path, "opened", G_CALLBACK (hearth_snapshots_repeat), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (path, "message", G_CALLBACK (on_message), self, G_CONNECT_DEFAULT);

  return self;
}

gboolean
hearth_snapshots_tell (HearthSnapshots   *self,
                       const char        *member_id,
                       HearthPictureKind  kind)
{
  g_autoptr (HearthControlMessage) message = NULL;

  g_return_val_if_fail (HEARTH_IS_SNAPSHOTS (self), FALSE);
  g_return_val_if_fail (member_id != NULL, FALSE);
  g_return_val_if_fail (kind < HEARTH_N_PICTURE_KINDS, FALSE);

  if (self->closed)
    return FALSE;

  message = hearth_control_message_new (HEARTH_CONTROL_SNAPSHOT);
  message->peer = g_strdup (member_id);
  message->picture = kind;
  if (try_to_send (self, message))
    return TRUE;
  if (!self->waits || self->untold->len >= HEARTH_LIMIT_SNAPSHOTS)
    return FALSE;
  g_ptr_array_add (self->untold, g_steal_pointer (&message));

  return TRUE;
}

void
hearth_snapshots_receive (HearthSnapshots            *self,
                          const HearthControlMessage *message)
{
  g_return_if_fail (HEARTH_IS_SNAPSHOTS (self));
  g_return_if_fail (message != NULL && message->type == HEARTH_CONTROL_SNAPSHOT);

  if (!self->closed && hearth_sender_budget_take (self->heard, message->peer, g_get_monotonic_time ()))
    g_signal_emit (self, signals[TAKEN], 0, message->peer, message->picture);
}

void
hearth_snapshots_repeat (HearthSnapshots *self)
{
  g_return_if_fail (HEARTH_IS_SNAPSHOTS (self));

  while (self->untold->len > 0 && try_to_send (self, g_ptr_array_index (self->untold, 0)))
    g_ptr_array_remove_index (self->untold, 0);
}

void
hearth_snapshots_close (HearthSnapshots *self)
{
  g_return_if_fail (HEARTH_IS_SNAPSHOTS (self));

  self->closed = TRUE;
  g_ptr_array_set_size (self->untold, 0);
}
