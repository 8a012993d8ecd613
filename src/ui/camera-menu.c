/* What opens beside the camera's switch: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/camera-menu.h"

#include "ui/device-list.h"
#include "ui/menu-height.h"
#include "ui/picture-view.h"

struct _HearthCameraMenu
{
  GtkPopover parent_instance;

  GtkScrolledWindow *scroller;
  HearthCall *call;

  GtkStack *preview;
  HearthPictureView *view;
  HearthDeviceList *cameras;
};

G_DEFINE_FINAL_TYPE (HearthCameraMenu, hearth_camera_menu, GTK_TYPE_POPOVER)

/* This person is the first in the list; nobody is in it at home. */
static HearthPicture *
get_own_picture (HearthCameraMenu *self)
{
  g_autoptr (HearthParticipant) first = g_list_model_get_item (hearth_call_get_participants (self->call), 0);

  return first != NULL && hearth_participant_is_self (first) ? hearth_participant_get_camera (first) : NULL;
}

static void
refresh (HearthCameraMenu *self)
{
  gboolean on = hearth_call_get_camera_on (self->call);

  gtk_stack_set_visible_child_name (self->preview, on ? "on" : "off");
}

/* A picture that nobody looks at is not made. */
static void
hearth_camera_menu_map (GtkWidget *widget)
{
  HearthCameraMenu *self = HEARTH_CAMERA_MENU (widget);

  hearth_picture_view_set_picture (self->view, get_own_picture (self), TRUE, FALSE);
  GTK_WIDGET_CLASS (hearth_camera_menu_parent_class)->map (widget);
}

static void
hearth_camera_menu_unmap (GtkWidget *widget)
{
  HearthCameraMenu *self = HEARTH_CAMERA_MENU (widget);

  GTK_WIDGET_CLASS (hearth_camera_menu_parent_class)->unmap (widget);
  hearth_picture_view_set_picture (self->view, NULL, TRUE, FALSE);
}

static void
hearth_camera_menu_dispose (GObject *object)
{
  HearthCameraMenu *self = HEARTH_CAMERA_MENU (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CAMERA_MENU);
  g_clear_object (&self->call);

  G_OBJECT_CLASS (hearth_camera_menu_parent_class)->dispose (object);
}

static void
hearth_camera_menu_class_init (HearthCameraMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_camera_menu_dispose;
  widget_class->map = hearth_camera_menu_map;
  widget_class->unmap = hearth_camera_menu_unmap;

  g_type_ensure (HEARTH_TYPE_DEVICE_LIST);
  g_type_ensure (HEARTH_TYPE_PICTURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hearthcall/Hearth/camera-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCameraMenu, scroller);
  gtk_widget_class_bind_template_child (widget_class, HearthCameraMenu, preview);
  gtk_widget_class_bind_template_child (widget_class, HearthCameraMenu, view);
  gtk_widget_class_bind_template_child (widget_class, HearthCameraMenu, cameras);
}

static void
hearth_camera_menu_init (HearthCameraMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hearth_menu_height_follow (GTK_POPOVER (self), self->scroller);
}

GtkWidget *
hearth_camera_menu_new (HearthCall *call)
{
  HearthCameraMenu *self;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  self = g_object_new (HEARTH_TYPE_CAMERA_MENU, NULL);
  self->call = g_object_ref (call);
  hearth_device_list_bind (self->cameras, call, HEARTH_DEVICE_CAMERA);
  g_signal_connect_object (call, "notify::camera-on", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return GTK_WIDGET (self);
}
