/* One moving picture on the screen: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/picture-view.h"

#include <math.h>

#include <adwaita.h>

#include "ui/frame-paintable.h"
#include "ui/pointer-layer.h"
#include "ui/tile-geometry.h"

/* What a camera gives, for as long as nobody knows. */
#define USUAL_ASPECT (16.0 / 9.0)

/* A picture fills its view as long as at least this share of it stays visible; otherwise (an upright phone in a wide tile) the
 * whole picture is shown with bars beside it. */
#define CROP_KEEPS_AT_LEAST 0.55

struct _HearthPictureView
{
  GtkWidget parent_instance;

  HearthPicture *picture;          /* nullable */
  HearthFramePaintable *paintable; /* nullable: with picture */
  HearthPointerLayer pointer;
  guint glide;                     /* tick callback while the pointer moves, 0 otherwise */
  gboolean whole;
  gboolean pinned;
  gboolean in_view;
  GSignalGroup *surface_signals;   /* of the window's surface, while mapped */
};

G_DEFINE_FINAL_TYPE (HearthPictureView, hearth_picture_view, GTK_TYPE_WIDGET)

static gboolean
fills (HearthPictureView *self,
       int                width,
       int                height)
{
  double view = (double) width / MAX (1, height);
  double picture = hearth_picture_view_get_aspect (self);

  return !self->whole && MIN (view, picture) / MAX (view, picture) >= CROP_KEEPS_AT_LEAST;
}

/* How large the whole picture is drawn, what is cut off included. */
static void
get_drawn_size (HearthPictureView *self,
                int               *width,
                int               *height)
{
  int view_width = gtk_widget_get_width (GTK_WIDGET (self));
  int view_height = gtk_widget_get_height (GTK_WIDGET (self));

  hearth_tile_geometry_fit_picture (hearth_picture_view_get_aspect (self), view_width, view_height,
                                    fills (self, view_width, view_height), width, height);
}

static gboolean
is_seen (HearthPictureView *self,
         GdkSurface        *surface)
{
  const GdkToplevelState hidden = GDK_TOPLEVEL_STATE_MINIMIZED | GDK_TOPLEVEL_STATE_SUSPENDED;

  return surface != NULL && self->in_view && (!GDK_IS_TOPLEVEL (surface)
                                              || (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & hidden) == 0);
}

static void
tell_shown (HearthPictureView *self)
{
  g_autoptr (GdkSurface) surface = g_signal_group_dup_target (self->surface_signals);
  gboolean seen = is_seen (self, surface);
  int width = 0, height = 0;
  double scale;

  if (self->picture == NULL)
    return;

  hearth_frame_paintable_set_awake (self->paintable, seen);
  if (seen)
    {
      get_drawn_size (self, &width, &height);
      scale = gdk_surface_get_scale (surface);
      width = (int) ceil (width * scale);
      height = (int) ceil (height * scale);
    }
  hearth_picture_show (self->picture, self, (guint) width, (guint) height, self->pinned);
}

static void
hearth_picture_view_map (GtkWidget *widget)
{
  HearthPictureView *self = HEARTH_PICTURE_VIEW (widget);

  GTK_WIDGET_CLASS (hearth_picture_view_parent_class)->map (widget);
  g_signal_group_set_target (self->surface_signals, gtk_native_get_surface (gtk_widget_get_native (widget)));
  tell_shown (self);
}

static void
hearth_picture_view_unmap (GtkWidget *widget)
{
  HearthPictureView *self = HEARTH_PICTURE_VIEW (widget);

  g_signal_group_set_target (self->surface_signals, NULL);
  tell_shown (self);
  GTK_WIDGET_CLASS (hearth_picture_view_parent_class)->unmap (widget);
}

static void
on_scale_factor_changed (HearthPictureView *self)
{
  if (self->paintable != NULL)
    hearth_frame_paintable_set_scale_factor (self->paintable, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  tell_shown (self);
}

static void
on_picture_resized (HearthPictureView *self)
{
  /* What must not be cut may want another place. */
  if (self->whole)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
  tell_shown (self);
}

static gboolean
on_glide (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  HearthPictureView *self = HEARTH_PICTURE_VIEW (widget);

  gtk_widget_queue_draw (widget);
  if (hearth_pointer_layer_is_gliding (&self->pointer, gdk_frame_clock_get_frame_time (clock)))
    return G_SOURCE_CONTINUE;

  self->glide = 0;

  return G_SOURCE_REMOVE;
}

static void
on_pointer_changed (HearthPictureView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gint64 now = g_get_monotonic_time ();

  hearth_pointer_layer_set (&self->pointer, hearth_picture_get_pointer (self->picture), now,
                            gtk_widget_get_mapped (widget) && adw_get_enable_animations (widget));
  gtk_widget_queue_draw (widget);
  if (self->glide == 0 && hearth_pointer_layer_is_gliding (&self->pointer, now))
    self->glide = gtk_widget_add_tick_callback (widget, on_glide, NULL, NULL);
}

static void
hearth_picture_view_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 180;
}

static void
hearth_picture_view_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  tell_shown (HEARTH_PICTURE_VIEW (widget));
}

static gint64
get_frame_time (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  return clock != NULL ? gdk_frame_clock_get_frame_time (clock) : g_get_monotonic_time ();
}

/* In the middle; what does not fit is cut by the widget's overflow. */
static void
hearth_picture_view_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  HearthPictureView *self = HEARTH_PICTURE_VIEW (widget);
  int width, height;

  if (self->paintable == NULL)
    return;

  get_drawn_size (self, &width, &height);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (floorf ((float) (gtk_widget_get_width (widget) - width) / 2),
                                                          floorf ((float) (gtk_widget_get_height (widget) - height) / 2)));
  gdk_paintable_snapshot (GDK_PAINTABLE (self->paintable), snapshot, width, height);
  if (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (self->paintable)) > 0)
    hearth_pointer_layer_snapshot (&self->pointer, snapshot, width, height, get_frame_time (widget));
}

static void
hearth_picture_view_dispose (GObject *object)
{
  HearthPictureView *self = HEARTH_PICTURE_VIEW (object);

  hearth_picture_view_set_picture (self, NULL, FALSE, FALSE);
  g_clear_object (&self->surface_signals);
  hearth_pointer_layer_clear (&self->pointer);

  G_OBJECT_CLASS (hearth_picture_view_parent_class)->dispose (object);
}

static void
hearth_picture_view_class_init (HearthPictureViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_picture_view_dispose;
  widget_class->measure = hearth_picture_view_measure;
  widget_class->size_allocate = hearth_picture_view_size_allocate;
  widget_class->snapshot = hearth_picture_view_snapshot;
  widget_class->map = hearth_picture_view_map;
  widget_class->unmap = hearth_picture_view_unmap;

  gtk_widget_class_set_css_name (widget_class, "picture-view");
  /* The tile says in words who is seen. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
hearth_picture_view_init (HearthPictureView *self)
{
  self->in_view = TRUE;
  self->surface_signals = g_signal_group_new (GDK_TYPE_SURFACE);
  g_signal_group_connect_swapped (self->surface_signals, "notify::state", G_CALLBACK (tell_shown), self);
  g_signal_group_connect_swapped (self->surface_signals, "notify::scale", G_CALLBACK (tell_shown), self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (on_scale_factor_changed), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
hearth_picture_view_set_picture (HearthPictureView *self,
                                 HearthPicture     *picture,
                                 gboolean           mirrored,
                                 gboolean           whole)
{
  g_return_if_fail (HEARTH_IS_PICTURE_VIEW (self));
  g_return_if_fail (picture == NULL || HEARTH_IS_PICTURE (picture));

  if (self->picture == picture)
    return;

  if (self->picture != NULL)
    {
      hearth_picture_show (self->picture, self, 0, 0, FALSE);
      g_signal_handlers_disconnect_by_data (self->paintable, self);
      g_signal_handlers_disconnect_by_data (self->picture, self);
      g_clear_object (&self->paintable);
    }
  hearth_pointer_layer_clear (&self->pointer);
  g_set_object (&self->picture, picture);
  if (picture == NULL)
    return;

  self->whole = whole;
  self->paintable = hearth_frame_paintable_new (hearth_picture_get_mailbox (picture), mirrored);
  g_signal_connect_object (self->paintable, "invalidate-contents", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paintable, "invalidate-size", G_CALLBACK (on_picture_resized), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picture, "pointer-changed", G_CALLBACK (on_pointer_changed), self, G_CONNECT_SWAPPED);
  on_pointer_changed (self);
  on_scale_factor_changed (self);
}

double
hearth_picture_view_get_aspect (HearthPictureView *self)
{
  double aspect;

  g_return_val_if_fail (HEARTH_IS_PICTURE_VIEW (self), USUAL_ASPECT);

  aspect = self->paintable != NULL ? gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->paintable)) : 0;

  return aspect > 0 ? aspect : USUAL_ASPECT;
}

void
hearth_picture_view_set_pinned (HearthPictureView *self,
                                gboolean           pinned)
{
  g_return_if_fail (HEARTH_IS_PICTURE_VIEW (self));

  self->pinned = pinned;
  tell_shown (self);
}

void
hearth_picture_view_set_in_view (HearthPictureView *self,
                                 gboolean           in_view)
{
  g_return_if_fail (HEARTH_IS_PICTURE_VIEW (self));

  if (self->in_view == in_view)
    return;

  self->in_view = in_view;
  tell_shown (self);
}
