/* A HearthMediaTap for tests: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "picture-watcher.h"

#include <string.h>

struct _PictureWatcher
{
  GObject parent_instance;

  GMutex mutex;
  GArray *seen;
};

static void media_tap_iface_init (HearthMediaTapInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PictureWatcher, picture_watcher, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_MEDIA_TAP, media_tap_iface_init))

static void
picture (HearthMediaTap   *tap,
         HearthVideoFrame *frame)
{
  PictureWatcher *self = PICTURE_WATCHER (tap);
  int width = hearth_video_frame_get_width (frame), height = hearth_video_frame_get_height (frame);
  const guint8 *pixels = g_bytes_get_data (hearth_video_frame_get_pixels (frame), NULL);
  const guint8 *row = pixels + (gsize) height / 2 * hearth_video_frame_get_stride (frame);
  SeenPicture seen = { .at = g_get_monotonic_time (), .width = width, .height = height };

  memcpy (seen.left, row + (gsize) width / 4 * 4, sizeof seen.left);
  memcpy (seen.right, row + (gsize) width / 4 * 3 * 4, sizeof seen.right);

  g_mutex_lock (&self->mutex);
  g_array_append_val (self->seen, seen);
  g_mutex_unlock (&self->mutex);
}

static void
sound (HearthMediaTap *tap,
       const gint16   *samples,
       gsize           n_samples,
       int             rate,
       gint64          heard_at)
{
}

static void
media_tap_iface_init (HearthMediaTapInterface *iface)
{
  iface->picture = picture;
  iface->sound = sound;
}

static void
picture_watcher_finalize (GObject *object)
{
  PictureWatcher *self = PICTURE_WATCHER (object);

  g_array_unref (self->seen);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (picture_watcher_parent_class)->finalize (object);
}

static void
picture_watcher_class_init (PictureWatcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = picture_watcher_finalize;
}

static void
picture_watcher_init (PictureWatcher *self)
{
  g_mutex_init (&self->mutex);
  self->seen = g_array_new (FALSE, FALSE, sizeof (SeenPicture));
}

PictureWatcher *
picture_watcher_new (void)
{
  return g_object_new (PICTURE_TYPE_WATCHER, NULL);
}

guint
picture_watcher_get_n (PictureWatcher *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->seen->len;
}

SeenPicture
picture_watcher_get (PictureWatcher *self,
                     guint           index)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_assert_cmpuint (index, <, self->seen->len);

  return g_array_index (self->seen, SeenPicture, index);
}
