/* A place for the latest picture: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/frame-mailbox.h"

#include "base/main-thread.h"

struct _HearthFrameMailbox
{
  GObject parent_instance;

  GMutex mutex; /* guards those below */
  HearthVideoFrame *arrived;
  gboolean posted;
  guint64 n_put;
  int drawn_width;
  int drawn_height;

  /* Main thread only. */
  HearthVideoFrame *frame;
  guint64 n_shown;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthFrameMailbox, hearth_frame_mailbox, G_TYPE_OBJECT)

static void
on_posted (gpointer target,
           gpointer data)
{
  HearthFrameMailbox *self = target;
  HearthVideoFrame *frame;

  g_mutex_lock (&self->mutex);
  frame = g_steal_pointer (&self->arrived);
  self->posted = FALSE;
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&self->frame, hearth_video_frame_unref);
  self->frame = frame;
  if (frame != NULL)
    self->n_shown++;

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
hearth_frame_mailbox_finalize (GObject *object)
{
  HearthFrameMailbox *self = HEARTH_FRAME_MAILBOX (object);

  g_clear_pointer (&self->arrived, hearth_video_frame_unref);
  g_clear_pointer (&self->frame, hearth_video_frame_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (hearth_frame_mailbox_parent_class)->finalize (object);
}

static void
hearth_frame_mailbox_class_init (HearthFrameMailboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_frame_mailbox_finalize;

  /**
   * HearthFrameMailbox::changed:
   *
   * There is another picture, or none any more. Main thread.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_frame_mailbox_init (HearthFrameMailbox *self)
{
  g_mutex_init (&self->mutex);
}

HearthFrameMailbox *
hearth_frame_mailbox_new (void)
{
  return g_object_new (HEARTH_TYPE_FRAME_MAILBOX, NULL);
}

void
hearth_frame_mailbox_put (HearthFrameMailbox *self,
                          HearthVideoFrame   *frame)
{
  HearthVideoFrame *replaced;
  gboolean post;

  g_return_if_fail (HEARTH_IS_FRAME_MAILBOX (self));

  g_mutex_lock (&self->mutex);
  replaced = self->arrived;
  self->arrived = frame;
  if (frame != NULL)
    self->n_put++;
  post = !self->posted;
  self->posted = TRUE;
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&replaced, hearth_video_frame_unref);
  if (post)
    hearth_main_thread_post (self, on_posted, NULL, NULL);
}

HearthVideoFrame *
hearth_frame_mailbox_get_frame (HearthFrameMailbox *self)
{
  g_return_val_if_fail (HEARTH_IS_FRAME_MAILBOX (self), NULL);
  g_return_val_if_fail (hearth_main_thread_is_current (), NULL);

  return self->frame;
}

void
hearth_frame_mailbox_set_drawn_size (HearthFrameMailbox *self,
                                     int                 width,
                                     int                 height)
{
  g_return_if_fail (HEARTH_IS_FRAME_MAILBOX (self));
  g_return_if_fail (width >= 0 && height >= 0);
  g_return_if_fail (hearth_main_thread_is_current ());

  g_mutex_lock (&self->mutex);
  self->drawn_width = width;
  self->drawn_height = height;
  g_mutex_unlock (&self->mutex);
}

void
hearth_frame_mailbox_get_drawn_size (HearthFrameMailbox *self,
                                     int                *width,
                                     int                *height)
{
  g_return_if_fail (HEARTH_IS_FRAME_MAILBOX (self));
  g_return_if_fail (width != NULL && height != NULL);

  g_mutex_lock (&self->mutex);
  *width = self->drawn_width;
  *height = self->drawn_height;
  g_mutex_unlock (&self->mutex);
}

guint64
hearth_frame_mailbox_get_n_put (HearthFrameMailbox *self)
{
  guint64 n;

  g_return_val_if_fail (HEARTH_IS_FRAME_MAILBOX (self), 0);

  g_mutex_lock (&self->mutex);
  n = self->n_put;
  g_mutex_unlock (&self->mutex);

  return n;
}

guint64
hearth_frame_mailbox_get_n_shown (HearthFrameMailbox *self)
{
  g_return_val_if_fail (HEARTH_IS_FRAME_MAILBOX (self), 0);

  return self->n_shown;
}
