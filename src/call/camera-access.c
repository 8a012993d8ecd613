/* Consent to use cameras: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/camera-access.h"

#include "media/camera-portal.h"

struct _HearthCameraAccess
{
  GObject parent_instance;

  HearthDeviceMonitor *monitor;
  HearthCameraPortal *portal; /* nullable: outside a sandbox */
  GCancellable *cancellable;  /* while it is being asked for */
  gboolean granted;
};

enum
{
  GRANTED,
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCameraAccess, hearth_camera_access, G_TYPE_OBJECT)

static void
use_access (HearthCameraAccess *self)
{
  g_autoptr (GError) error = NULL;
  int fd;

  self->granted = TRUE;
  g_signal_emit (self, signals[GRANTED], 0);

  fd = hearth_camera_portal_open_remote (self->portal, &error);
  if (fd >= 0)
    hearth_device_monitor_add_portal (self->monitor, fd);
  else
    g_debug ("The camera portal gives no remote: %s", error->message);
}

static void
on_access_ready (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (HearthCameraAccess) self = HEARTH_CAMERA_ACCESS (user_data);
  g_autoptr (GError) error = NULL;
  gboolean granted = hearth_camera_portal_access_finish (HEARTH_CAMERA_PORTAL (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (granted)
    use_access (self);
  else
    {
      g_debug ("No access to cameras: %s", error->message);
      g_signal_emit (self, signals[REFUSED], 0);
    }
}

static void
hearth_camera_access_dispose (GObject *object)
{
  HearthCameraAccess *self = HEARTH_CAMERA_ACCESS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->portal);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (hearth_camera_access_parent_class)->dispose (object);
}

static void
hearth_camera_access_class_init (HearthCameraAccessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_camera_access_dispose;

  signals[GRANTED] = g_signal_new ("granted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_camera_access_init (HearthCameraAccess *self)
{
}

HearthCameraAccess *
hearth_camera_access_new (HearthDeviceMonitor *monitor)
{
  HearthCameraAccess *self = g_object_new (HEARTH_TYPE_CAMERA_ACCESS, NULL);

  self->monitor = g_object_ref (monitor);
  if (hearth_camera_portal_is_needed ())
    self->portal = hearth_camera_portal_new ();

  return self;
}

void
hearth_camera_access_ask (HearthCameraAccess *self)
{
  g_return_if_fail (HEARTH_IS_CAMERA_ACCESS (self));

  if (self->portal == NULL || self->granted || self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  hearth_camera_portal_access_async (self->portal, self->cancellable, on_access_ready, g_object_ref (self));
}

int
hearth_camera_access_open_remote (HearthCameraAccess *self)
{
  g_autoptr (GError) error = NULL;
  int fd;

  g_return_val_if_fail (HEARTH_IS_CAMERA_ACCESS (self), -1);

  if (!self->granted)
    return -1;

  fd = hearth_camera_portal_open_remote (self->portal, &error);
  if (fd < 0)
    g_debug ("The camera portal gives no remote: %s", error->message);

  return fd;
}
