/* Reactions that float up: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/reaction-view.h"

#include <string.h>

#include <adwaita.h>

#include "base/limits.h"
#include "ui/sign-sentences.h"

#define SHOWN_US (2 * G_USEC_PER_SEC)

/* Of the shorter side of the picture, but readable. */
#define SIZE_SHARE 0.22
#define LEAST_SIZE 20
#define LARGEST_SIZE 64

/* When they begin to fade: at this share of their time, which is also how far up they are. */
#define FADE_AT 0.6
#define STANDING 0.3

typedef struct
{
  HearthReaction reaction;
  gint64 since; /* µs, of the frame clock */
  double place; /* from left to right, 0 to 1 */
} Float;

struct _HearthReactionView
{
  GtkWidget parent_instance;

  Float floats[HEARTH_LIMIT_REACTIONS_SHOWN]; /* the oldest first */
  guint n_floats;
  guint n_ever;
  guint tick;
};

G_DEFINE_FINAL_TYPE (HearthReactionView, hearth_reaction_view, GTK_TYPE_WIDGET)

static void
forget (HearthReactionView *self,
        guint               n)
{
  self->n_floats -= n;
  memmove (self->floats, self->floats + n, self->n_floats * sizeof *self->floats);
}

static void
end (HearthReactionView *self)
{
  self->n_floats = 0;
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       unused)
{
  HearthReactionView *self = HEARTH_REACTION_VIEW (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  guint n_over = 0;

  while (n_over < self->n_floats && now - self->floats[n_over].since >= SHOWN_US)
    n_over++;
  forget (self, n_over);

  if (n_over > 0 || adw_get_enable_animations (widget))
    gtk_widget_queue_draw (widget);
  if (self->n_floats > 0)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
draw_float (HearthReactionView *self,
            GtkSnapshot        *snapshot,
            const Float        *item,
            double              progress)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double size = CLAMP (MIN (width, height) * SIZE_SHARE, LEAST_SIZE, LARGEST_SIZE);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, hearth_reaction_get_look (item->reaction)->emoji);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));
  int text_width, text_height;

  pango_font_description_set_absolute_size (font, size * 0.8 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (item->place * MAX (width - text_width, 0)),
                                                          (float) ((height - text_height) * (1 - progress))));
  gtk_snapshot_push_opacity (snapshot, progress < FADE_AT ? 1 : (1 - progress) / (1 - FADE_AT));
  gtk_snapshot_append_layout (snapshot, layout, &(GdkRGBA) { 1, 1, 1, 1 });
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
hearth_reaction_view_snapshot (GtkWidget   *widget,
                               GtkSnapshot *snapshot)
{
  HearthReactionView *self = HEARTH_REACTION_VIEW (widget);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean moves = adw_get_enable_animations (widget);

  for (guint i = 0; i < self->n_floats; i++)
    {
      double age = (double) (gdk_frame_clock_get_frame_time (clock) - self->floats[i].since) / SHOWN_US;

      /* Where nothing moves they stand below the face and above the name, and are gone when their time is over. */
      draw_float (self, snapshot, &self->floats[i], moves ? CLAMP (age, 0, 1) : STANDING);
    }
}

static void
hearth_reaction_view_unmap (GtkWidget *widget)
{
  end (HEARTH_REACTION_VIEW (widget));

  GTK_WIDGET_CLASS (hearth_reaction_view_parent_class)->unmap (widget);
}

static void
hearth_reaction_view_class_init (HearthReactionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = hearth_reaction_view_snapshot;
  widget_class->unmap = hearth_reaction_view_unmap;
  gtk_widget_class_set_css_name (widget_class, "reaction-view");
  /* The window says it in words. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
hearth_reaction_view_init (HearthReactionView *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* A minimized window is mapped all the same. */
static gboolean
is_seen (GtkWidget *widget)
{
  GtkNative *native;
  GdkSurface *surface;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;

  native = gtk_widget_get_native (widget);
  surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL && gdk_surface_get_mapped (surface)
         && (!GDK_IS_TOPLEVEL (surface) || (gdk_toplevel_get_state (GDK_TOPLEVEL (surface))
                                            & (GDK_TOPLEVEL_STATE_MINIMIZED | GDK_TOPLEVEL_STATE_SUSPENDED)) == 0);
}

void
hearth_reaction_view_add (HearthReactionView *self,
                          HearthReaction      reaction)
{
  /* Beside each other in turn, so that several at once can be told apart. */
  static const double places[] = { 0.42, 0.75, 0.08, 0.58, 0.25, 0.92 };
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (HEARTH_IS_REACTION_VIEW (self));
  g_return_if_fail (reaction < HEARTH_N_REACTIONS);

  if (!is_seen (widget))
    return;

  if (self->n_floats == G_N_ELEMENTS (self->floats))
    forget (self, 1);
  self->floats[self->n_floats++] = (Float) {
    .reaction = reaction,
    .since = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (widget)),
    .place = places[self->n_ever++ % G_N_ELEMENTS (places)],
  };
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (widget, on_tick, NULL, NULL);
  gtk_widget_queue_draw (widget);
}

guint
hearth_reaction_view_count (HearthReactionView *self)
{
  g_return_val_if_fail (HEARTH_IS_REACTION_VIEW (self), 0);

  return self->n_floats;
}
