/* The camera portal: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/camera-portal.h"

#include <libportal/portal.h>

#include "base/main-thread.h"
#include "media/media-error.h"

struct _HearthCameraPortal
{
  GObject parent_instance;

  XdpPortal *portal; /* nullable: without a session bus */
};

G_DEFINE_FINAL_TYPE (HearthCameraPortal, hearth_camera_portal, G_TYPE_OBJECT)

static void
hearth_camera_portal_finalize (GObject *object)
{
  g_clear_object (&HEARTH_CAMERA_PORTAL (object)->portal);

  G_OBJECT_CLASS (hearth_camera_portal_parent_class)->finalize (object);
}

static void
hearth_camera_portal_class_init (HearthCameraPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_camera_portal_finalize;
}

static void
hearth_camera_portal_init (HearthCameraPortal *self)
{
  /* xdp_portal_new() ends the program where there is no session bus. */
  self->portal = xdp_portal_initable_new (NULL);
}

gboolean
hearth_camera_portal_is_needed (void)
{
  return xdp_portal_running_under_sandbox ();
}

HearthCameraPortal *
hearth_camera_portal_new (void)
{
  return g_object_new (HEARTH_TYPE_CAMERA_PORTAL, NULL);
}

/* libportal reports a “no” as a cancellation, and sometimes as nothing at all. */
static void
on_access_ready (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (xdp_portal_access_camera_finish (XDP_PORTAL (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_task_return_error_if_cancelled (task))
    return;
  else if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error_literal (task, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_REFUSED, "Access to the camera was refused");
  else
    g_task_return_new_error (task, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "The camera portal: %s", error->message);
}

void
hearth_camera_portal_access_async (HearthCameraPortal  *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (HEARTH_IS_CAMERA_PORTAL (self));
  g_return_if_fail (hearth_main_thread_is_current ());

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hearth_camera_portal_access_async);
  if (self->portal == NULL)
    {
      g_task_return_new_error_literal (task, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "There is no session bus");
      g_object_unref (task);
      return;
    }

  xdp_portal_access_camera (self->portal, NULL, XDP_CAMERA_FLAG_NONE, cancellable, on_access_ready, task);
}

gboolean
hearth_camera_portal_access_finish (HearthCameraPortal  *self,
                                    GAsyncResult        *result,
                                    GError             **error)
{
  g_return_val_if_fail (HEARTH_IS_CAMERA_PORTAL (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

int
hearth_camera_portal_open_remote (HearthCameraPortal  *self,
                                  GError             **error)
{
  int fd;

  g_return_val_if_fail (HEARTH_IS_CAMERA_PORTAL (self), -1);

  fd = self->portal != NULL ? xdp_portal_open_pipewire_remote_for_camera (self->portal) : -1;
  if (fd < 0)
    g_set_error_literal (error, HEARTH_MEDIA_ERROR, HEARTH_MEDIA_ERROR_DEVICE, "The camera portal gives no PipeWire");

  return fd;
}
