/* What was received and sent in the last two minutes: see the header.
 *
 *   2 Mbit/s ┌───────────────────────────────┐
 *            │        ___/‾‾‾‾‾\__ received  │   solid, in the accent colour
 *            ├───────/────────────\──────────┤
 *            │ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─  sent │   dashed, in the colour of text
 *            └──────▆▂───────────────────────┘   columns: lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/traffic-plot.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ui/traffic-sentences.h"

#define HEIGHT 96
#define SMALLEST_SCALE 100000.0
#define LINE_WIDTH 2.0f
#define GRID_LINES 2

/* A fifth lost fills half of the height: nobody can talk with more. */
#define FULL_LOSS 0.2
#define LOSS_HEIGHT 0.5f

/* So often the words follow: each time a screen reader may say them again. */
#define WORDS_SECONDS 10

struct _HearthTrafficPlot
{
  GtkWidget parent_instance;

  HearthTraffic *traffic; /* (nullable): not yet */
  guint age;              /* of the words, in seconds */
};

G_DEFINE_FINAL_TYPE (HearthTrafficPlot, hearth_traffic_plot, GTK_TYPE_WIDGET)

double
hearth_traffic_plot_get_scale (double peak)
{
  static const double steps[] = { 1, 2, 3, 5 };
  double scale = SMALLEST_SCALE;

  for (guint i = 1; scale < peak && isfinite (peak); i++)
    scale = SMALLEST_SCALE * steps[i % G_N_ELEMENTS (steps)] * pow (10, i / G_N_ELEMENTS (steps));

  return scale;
}

/* --- Drawing -------------------------------------------------------------------------------------------------------------- */

/* Where things are drawn. */
typedef struct
{
  GtkSnapshot *snapshot;
  graphene_rect_t area;
  double scale;
  gboolean mirrored;
} Canvas;

/* The latest second is at the end of a line of text, as one reads. */
static float
get_x (const Canvas *canvas,
       double        age)
{
  double share = age / (HEARTH_TRAFFIC_SECONDS - 1);

  return canvas->area.origin.x + canvas->area.size.width * (float) (canvas->mirrored ? share : 1 - share);
}

static float
get_y (const Canvas *canvas,
       double        bitrate)
{
  return canvas->area.origin.y + canvas->area.size.height * (float) (1 - MIN (bitrate / canvas->scale, 1));
}

static void
draw_grid (const Canvas  *canvas,
           const GdkRGBA *colour)
{
  for (guint i = 0; i <= GRID_LINES; i++)
    gtk_snapshot_append_color (canvas->snapshot, colour,
                               &GRAPHENE_RECT_INIT (canvas->area.origin.x,
                                                    canvas->area.origin.y + canvas->area.size.height * (float) i / GRID_LINES,
                                                    canvas->area.size.width, 1));
}

/* What is not known is a gap in the line. */
static void
draw_line (const Canvas               *canvas,
           const HearthTrafficHistory *history,
           const GdkRGBA              *colour,
           gboolean                    dashed)
{
  static const float dash[] = { 5, 4 };
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (LINE_WIDTH);
  gboolean drawing = FALSE;

  for (guint age = history->length; age > 0; age--)
    {
      double bitrate = hearth_traffic_history_get (history, age - 1)->bitrate;

      if (bitrate < 0)
        drawing = FALSE;
      else if (drawing)
        gsk_path_builder_line_to (builder, get_x (canvas, age - 1), get_y (canvas, bitrate));
      else
        gsk_path_builder_move_to (builder, get_x (canvas, age - 1), get_y (canvas, bitrate));
      drawing = bitrate >= 0;
    }

  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  if (dashed)
    gsk_stroke_set_dash (stroke, dash, G_N_ELEMENTS (dash));
  path = gsk_path_builder_to_path (builder);
  if (!gsk_path_is_empty (path))
    gtk_snapshot_append_stroke (canvas->snapshot, path, stroke, colour);
}

static void
draw_losses (const Canvas               *canvas,
             const HearthTrafficHistory *history,
             const GdkRGBA              *colour)
{
  float width = canvas->area.size.width / HEARTH_TRAFFIC_SECONDS;

  for (guint age = 0; age < history->length; age++)
    {
      double loss = hearth_traffic_history_get (history, age)->loss;
      float height = canvas->area.size.height * LOSS_HEIGHT * (float) (MIN (loss, FULL_LOSS) / FULL_LOSS);

      if (loss > 0)
        gtk_snapshot_append_color (canvas->snapshot, colour,
                                   &GRAPHENE_RECT_INIT (get_x (canvas, age) - width / 2,
                                                        canvas->area.origin.y + canvas->area.size.height - MAX (height, 1),
                                                        MAX (width, 2), MAX (height, 1)));
    }
}

/* Above the upper line, which it belongs to. */
static void
draw_scale (HearthTrafficPlot *self,
            const Canvas      *canvas,
            const GdkRGBA     *colour)
{
  g_autofree char *text = hearth_sentence_for_bitrate (canvas->scale);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (canvas->snapshot);
  gtk_snapshot_translate (canvas->snapshot,
                          &GRAPHENE_POINT_INIT (canvas->mirrored ? canvas->area.size.width - (float) width : 0, 0));
  gtk_snapshot_append_layout (canvas->snapshot, layout, colour);
  gtk_snapshot_restore (canvas->snapshot);
}

static int
get_text_height (HearthTrafficPlot *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

static void
hearth_traffic_plot_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  HearthTrafficPlot *self = HEARTH_TRAFFIC_PLOT (widget);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean dark = adw_style_manager_get_dark (style);
  gboolean contrast = adw_style_manager_get_high_contrast (style);
  const HearthTrafficHistory *received, *sent;
  GdkRGBA text, dim, accent;
  /* What libadwaita calls --error-color, which only a style sheet can ask for. */
  GdkRGBA error = dark ? (GdkRGBA) { 1, 0.48f, 0.39f, 0.8f } : (GdkRGBA) { 0.75f, 0.11f, 0.16f, 0.8f };
  float top = (float) get_text_height (self) + 2;
  Canvas canvas = { snapshot, GRAPHENE_RECT_INIT (0, top, (float) gtk_widget_get_width (widget),
                                                  (float) gtk_widget_get_height (widget) - top - 2),
                    0, gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL };

  if (self->traffic == NULL)
    return;

  received = hearth_traffic_get_history (self->traffic, HEARTH_TRAFFIC_RECEIVED);
  sent = hearth_traffic_get_history (self->traffic, HEARTH_TRAFFIC_SENT);
  canvas.scale = hearth_traffic_plot_get_scale (MAX (hearth_traffic_history_get_peak (received),
                                                     hearth_traffic_history_get_peak (sent)));
  gtk_widget_get_color (widget, &text);
  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (style), dark, &accent);
  dim = text;
  dim.alpha *= contrast ? 0.5f : 0.15f;
  if (contrast)
    error.alpha = 1;

  draw_grid (&canvas, &dim);
  draw_losses (&canvas, received, &error);
  draw_losses (&canvas, sent, &error);
  draw_line (&canvas, sent, &text, TRUE);
  draw_line (&canvas, received, &accent, FALSE);
  draw_scale (self, &canvas, &text);
}

static void
hearth_traffic_plot_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  int height = HEIGHT + get_text_height (HEARTH_TRAFFIC_PLOT (widget));

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? height : 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? height : 3 * HEIGHT;
}

/* --- In words ------------------------------------------------------------------------------------------------------------- */

static void
describe (HearthTrafficPlot *self)
{
  g_autofree char *description = hearth_sentence_for_plot (self->traffic);
  gboolean empty = hearth_traffic_get_history (self->traffic, HEARTH_TRAFFIC_RECEIVED)->length == 0;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  /* The first figures are told at once. */
  self->age = empty ? WORDS_SECONDS : 0;
}

/* --- GObject -------------------------------------------------------------------------------------------------------------- */

static void
hearth_traffic_plot_dispose (GObject *object)
{
  g_clear_object (&HEARTH_TRAFFIC_PLOT (object)->traffic);

  G_OBJECT_CLASS (hearth_traffic_plot_parent_class)->dispose (object);
}

static void
hearth_traffic_plot_class_init (HearthTrafficPlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_traffic_plot_dispose;
  widget_class->snapshot = hearth_traffic_plot_snapshot;
  widget_class->measure = hearth_traffic_plot_measure;

  gtk_widget_class_set_css_name (widget_class, "traffic-plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hearth_traffic_plot_init (HearthTrafficPlot *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The last two minutes"), -1);
}

void
hearth_traffic_plot_set_traffic (HearthTrafficPlot *self,
                                 HearthTraffic     *traffic)
{
  g_return_if_fail (HEARTH_IS_TRAFFIC_PLOT (self));
  g_return_if_fail (HEARTH_IS_TRAFFIC (traffic));
  g_return_if_fail (self->traffic == NULL);

  self->traffic = g_object_ref (traffic);
  describe (self);
}

void
hearth_traffic_plot_update (HearthTrafficPlot *self)
{
  g_return_if_fail (HEARTH_IS_TRAFFIC_PLOT (self));

  if (self->traffic == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (++self->age >= WORDS_SECONDS)
    describe (self);
}
