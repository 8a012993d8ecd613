/* A person's moving picture as something GTK can draw: see the header.
 *
 * A frame becomes a texture only when it is drawn, so pictures that arrive faster than the screen refreshes, or that nobody
 * sees, cost nothing here. Measured beside gtk4paintablesink without a graphics card, this takes less of a processor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/frame-paintable.h"

#include <math.h>

#include <gtk/gtk.h>

struct _HearthFramePaintable
{
  GObject parent_instance;

  HearthFrameMailbox *mailbox;
  gboolean mirrored;
  gboolean awake;
  int scale_factor;

  GdkTexture *texture; /* of the latest frame; NULL until it is drawn */
  int width;
  int height;
};

static void paintable_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthFramePaintable, hearth_frame_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_iface_init))

static GdkTexture *
texture_new (HearthVideoFrame *frame)
{
  g_autoptr (GdkMemoryTextureBuilder) builder = gdk_memory_texture_builder_new ();

  gdk_memory_texture_builder_set_bytes (builder, hearth_video_frame_get_pixels (frame));
  gdk_memory_texture_builder_set_stride (builder, hearth_video_frame_get_stride (frame));
  gdk_memory_texture_builder_set_width (builder, hearth_video_frame_get_width (frame));
  gdk_memory_texture_builder_set_height (builder, hearth_video_frame_get_height (frame));
  gdk_memory_texture_builder_set_format (builder, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED);

  return gdk_memory_texture_builder_build (builder);
}

static void
on_mailbox_changed (HearthFramePaintable *self)
{
  HearthVideoFrame *frame = hearth_frame_mailbox_get_frame (self->mailbox);
  int width = frame != NULL ? hearth_video_frame_get_width (frame) : 0;
  int height = frame != NULL ? hearth_video_frame_get_height (frame) : 0;

  g_clear_object (&self->texture);

  if (width != self->width || height != self->height)
    {
      self->width = width;
      self->height = height;
      gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
    }
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static void
hearth_frame_paintable_snapshot (GdkPaintable *paintable,
                                 GdkSnapshot  *snapshot,
                                 double        width,
                                 double        height)
{
  HearthFramePaintable *self = HEARTH_FRAME_PAINTABLE (paintable);
  HearthVideoFrame *frame = hearth_frame_mailbox_get_frame (self->mailbox);

  hearth_frame_mailbox_set_drawn_size (self->mailbox,
                                       (int) ceil (width * self->scale_factor), (int) ceil (height * self->scale_factor));
  if (frame == NULL)
    return;

  if (self->texture == NULL)
    self->texture = texture_new (frame);

  gtk_snapshot_save (snapshot);
  if (self->mirrored)
    {
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) width, 0));
      gtk_snapshot_scale (snapshot, -1, 1);
    }
  gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gtk_snapshot_restore (snapshot);
}

static int
hearth_frame_paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  return HEARTH_FRAME_PAINTABLE (paintable)->width;
}

static int
hearth_frame_paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  return HEARTH_FRAME_PAINTABLE (paintable)->height;
}

static void
hearth_frame_paintable_finalize (GObject *object)
{
  HearthFramePaintable *self = HEARTH_FRAME_PAINTABLE (object);

  g_clear_object (&self->texture);
  g_clear_object (&self->mailbox);

  G_OBJECT_CLASS (hearth_frame_paintable_parent_class)->finalize (object);
}

static void
paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = hearth_frame_paintable_snapshot;
  iface->get_intrinsic_width = hearth_frame_paintable_get_intrinsic_width;
  iface->get_intrinsic_height = hearth_frame_paintable_get_intrinsic_height;
}

static void
hearth_frame_paintable_class_init (HearthFramePaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_frame_paintable_finalize;
}

static void
hearth_frame_paintable_init (HearthFramePaintable *self)
{
  self->scale_factor = 1;
}

HearthFramePaintable *
hearth_frame_paintable_new (HearthFrameMailbox *mailbox,
                            gboolean            mirrored)
{
  HearthFramePaintable *self;

  g_return_val_if_fail (HEARTH_IS_FRAME_MAILBOX (mailbox), NULL);

  self = g_object_new (HEARTH_TYPE_FRAME_PAINTABLE, NULL);
  self->mailbox = g_object_ref (mailbox);
  self->mirrored = mirrored;
  hearth_frame_paintable_set_awake (self, TRUE);

  return self;
}

void
hearth_frame_paintable_set_scale_factor (HearthFramePaintable *self,
                                         int                   scale_factor)
{
  g_return_if_fail (HEARTH_IS_FRAME_PAINTABLE (self));
  g_return_if_fail (scale_factor >= 1);

  self->scale_factor = scale_factor;
}

void
hearth_frame_paintable_set_awake (HearthFramePaintable *self,
                                  gboolean              awake)
{
  g_return_if_fail (HEARTH_IS_FRAME_PAINTABLE (self));

  if (self->awake == awake)
    return;

  self->awake = awake;
  if (awake)
    {
      g_signal_connect_object (self->mailbox, "changed", G_CALLBACK (on_mailbox_changed), self, G_CONNECT_SWAPPED);
      on_mailbox_changed (self);
    }
  else
    {
      g_signal_handlers_disconnect_by_func (self->mailbox, on_mailbox_changed, self);
    }
}
