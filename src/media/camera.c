/* The person's own camera: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/camera.h"

#include <fcntl.h>

#include "base/main-thread.h"
#include "media/camera-device.h"
#include "media/layered-encoder.h"
#include "media/media-error.h"
#include "media/pipewire-remote.h"
#include "media/self-view.h"

struct _HearthCamera
{
  GObject parent_instance;

  HearthLayeredEncoder *encoder;
  HearthSelfView *self_view;
  gboolean closed;

  int portal_fd;
  int width;
  int height;

  /* The device whose pictures are sent, and the one that is to take its place with its first picture. */
  HearthCameraDevice *current;
  char *current_id;
  HearthCameraDevice *next;
  char *next_id;

  GMutex feed_mutex;         /* guards the four below, of which the pointers are only compared, and keeps pictures of two devices
                              * apart */
  gconstpointer feeding;
  gconstpointer next_feeding;
  gboolean half_rate;
  guint n_pictures;
};

enum
{
  LIVE,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCamera, hearth_camera, G_TYPE_OBJECT)

/* From the first picture of the next device on, those of the one before are not wanted any more. */
static void
on_picture_on_streaming_thread (HearthCameraDevice *device,
                                GstSample          *picture,
                                gpointer            data)
{
  HearthCamera *self = data;

  g_mutex_lock (&self->feed_mutex);
  if (device == self->next_feeding || device == self->feeding)
    {
      if (device == self->next_feeding)
        {
          self->feeding = device;
          self->next_feeding = NULL;
        }
      if (!self->half_rate || self->n_pictures % 2 == 0)
        {
          hearth_layered_encoder_push (self->encoder, picture);
          hearth_self_view_push (self->self_view, picture);
        }
      self->n_pictures++;
    }
  g_mutex_unlock (&self->feed_mutex);
}

static void
close_device (HearthCamera        *self,
              HearthCameraDevice **device,
              char               **device_id)
{
  if (*device == NULL)
    return;

  g_signal_handlers_disconnect_by_data (*device, self);
  hearth_camera_device_close (*device);
  g_clear_object (device);
  g_clear_pointer (device_id, g_free);
}

static void
on_device_live (HearthCamera       *self,
                HearthCameraDevice *device)
{
  if (device != self->next)
    return;

  close_device (self, &self->current, &self->current_id);
  self->current = g_steal_pointer (&self->next);
  self->current_id = g_steal_pointer (&self->next_id);
  hearth_layered_encoder_set_size (self->encoder, self->width, self->height);
  g_signal_emit (self, signals[LIVE], 0);
}

static void
on_device_failed (HearthCamera       *self,
                  GError             *error,
                  HearthCameraDevice *device)
{
  g_debug ("camera failed: %s", error->message);

  if (device == self->next && self->current != NULL)
    {
      g_autofree char *device_id = g_strdup (self->next_id);

      /* Two cameras may be too much for one USB bus. */
      close_device (self, &self->current, &self->current_id);
      hearth_camera_open (self, device_id);
      return;
    }
  if (device == self->current && self->next != NULL)
    {
      close_device (self, &self->current, &self->current_id);
      return;
    }

  hearth_camera_release (self);
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
hearth_camera_dispose (GObject *object)
{
  hearth_camera_close (HEARTH_CAMERA (object));

  G_OBJECT_CLASS (hearth_camera_parent_class)->dispose (object);
}

static void
hearth_camera_finalize (GObject *object)
{
  HearthCamera *self = HEARTH_CAMERA (object);

  g_clear_object (&self->encoder);
  g_clear_object (&self->self_view);
  g_mutex_clear (&self->feed_mutex);

  G_OBJECT_CLASS (hearth_camera_parent_class)->finalize (object);
}

static void
hearth_camera_class_init (HearthCameraClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_camera_dispose;
  object_class->finalize = hearth_camera_finalize;

  /**
   * HearthCamera::live:
   *
   * The first picture of the camera that was opened last has come.
   */
  signals[LIVE] = g_signal_new ("live", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HearthCamera::failed:
   * @error: a #GError of HEARTH_MEDIA_ERROR
   *
   * There is no picture (any more), and the camera is released.
   */
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_camera_init (HearthCamera *self)
{
  g_mutex_init (&self->feed_mutex);
  self->portal_fd = -1;
  self->width = 640;
  self->height = 360;
}

HearthCamera *
hearth_camera_new (GError **error)
{
  g_autoptr (HearthCamera) self = g_object_new (HEARTH_TYPE_CAMERA, NULL);

  self->encoder = hearth_layered_encoder_new (error);
  if (self->encoder == NULL)
    return NULL;
  self->self_view = hearth_self_view_new (error);
  if (self->self_view == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
hearth_camera_set_portal_fd (HearthCamera *self,
                             int           fd)
{
  g_return_if_fail (HEARTH_IS_CAMERA (self));

  if (self->portal_fd >= 0)
    hearth_pipewire_remote_close (self->portal_fd);
  self->portal_fd = fd;
}

void
hearth_camera_set_resolution (HearthCamera *self,
                              int           width,
                              int           height)
{
  g_return_if_fail (HEARTH_IS_CAMERA (self));
  g_return_if_fail (width >= 64 && width <= 1920 && width % 2 == 0);
  g_return_if_fail (height >= 64 && height <= 1080 && height % 2 == 0);

  if (self->width == width && self->height == height)
    return;

  self->width = width;
  self->height = height;

  if (self->current != NULL || self->next != NULL)
    {
      g_autofree char *device_id = g_strdup (self->next != NULL ? self->next_id : self->current_id);

      hearth_camera_open (self, device_id);
    }
}

void
hearth_camera_set_half_rate (HearthCamera *self,
                             gboolean      half_rate)
{
  g_return_if_fail (HEARTH_IS_CAMERA (self));

  g_mutex_lock (&self->feed_mutex);
  self->half_rate = half_rate;
  g_mutex_unlock (&self->feed_mutex);
}

/* The old camera goes on until the new one gives pictures, unless both are the same, or may be. */
static gboolean
may_overlap (HearthCamera *self,
             const char   *device_id)
{
  return self->current != NULL && self->portal_fd < 0
         && self->current_id != NULL && device_id != NULL && !g_str_equal (self->current_id, device_id);
}

void
hearth_camera_open (HearthCamera *self,
                    const char   *device_id)
{
  int remote_fd = -1;

  g_return_if_fail (HEARTH_IS_CAMERA (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (self->closed)
    return;

  close_device (self, &self->next, &self->next_id);
  if (!may_overlap (self, device_id))
    close_device (self, &self->current, &self->current_id);
  if (self->portal_fd >= 0)
    remote_fd = fcntl (self->portal_fd, F_DUPFD_CLOEXEC, 3);

  self->next = hearth_camera_device_new (on_picture_on_streaming_thread, self);
  self->next_id = g_strdup (device_id);
  g_signal_connect_object (self->next, "live", G_CALLBACK (on_device_live), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->next, "failed", G_CALLBACK (on_device_failed), self, G_CONNECT_SWAPPED);

  g_mutex_lock (&self->feed_mutex);
  self->next_feeding = self->next;
  g_mutex_unlock (&self->feed_mutex);

  hearth_camera_device_open (self->next, device_id, remote_fd, self->width, self->height);
}

void
hearth_camera_release (HearthCamera *self)
{
  g_return_if_fail (HEARTH_IS_CAMERA (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  if (self->current == NULL && self->next == NULL)
    return;

  close_device (self, &self->next, &self->next_id);
  close_device (self, &self->current, &self->current_id);
  hearth_self_view_clear (self->self_view);
  hearth_layered_encoder_set_size (self->encoder, 0, 0);
}

HearthLayeredSource *
hearth_camera_get_source (HearthCamera *self)
{
  g_return_val_if_fail (HEARTH_IS_CAMERA (self), NULL);

  return HEARTH_LAYERED_SOURCE (self->encoder);
}

HearthFrameMailbox *
hearth_camera_get_mailbox (HearthCamera *self)
{
  g_return_val_if_fail (HEARTH_IS_CAMERA (self), NULL);

  return hearth_self_view_get_mailbox (self->self_view);
}

void
hearth_camera_close (HearthCamera *self)
{
  g_return_if_fail (HEARTH_IS_CAMERA (self));

  self->closed = TRUE;
  hearth_camera_release (self);
  if (self->encoder != NULL)
    hearth_layered_encoder_close (self->encoder);
  if (self->self_view != NULL)
    hearth_self_view_close (self->self_view);
  hearth_camera_set_portal_fd (self, -1);
}
