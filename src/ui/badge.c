/* What somebody's key looks like, drawn: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/badge.h"

#include "base/badge.h"
#include "ui/trust-sentences.h"

#define DEFAULT_SIZE 9
#define MAX_SIZE 64

struct _HearthBadgeView
{
  GtkWidget parent_instance;

  char *key; /* nullable */
  int shape_size;
};

enum
{
  PROP_0,
  PROP_SHAPE_SIZE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthBadgeView, hearth_badge_view, GTK_TYPE_WIDGET)

/* In a square of 24 by 24. */
static const char *const paths[HEARTH_N_BADGE_SHAPES] = {
  [HEARTH_BADGE_CIRCLE] = "M 12 1 A 11 11 0 0 1 12 23 A 11 11 0 0 1 12 1 Z",
  [HEARTH_BADGE_RING] = "M 12 1 A 11 11 0 0 1 12 23 A 11 11 0 0 1 12 1 Z M 12 7 A 5 5 0 0 0 12 17 A 5 5 0 0 0 12 7 Z",
  [HEARTH_BADGE_SQUARE] = "M 2 2 H 22 V 22 H 2 Z",
  [HEARTH_BADGE_FRAME] = "M 2 2 H 22 V 22 H 2 Z M 7.5 7.5 V 16.5 H 16.5 V 7.5 Z",
  [HEARTH_BADGE_DIAMOND] = "M 12 0 L 23 12 L 12 24 L 1 12 Z",
  [HEARTH_BADGE_TRIANGLE] = "M 12 1 L 24 22 H 0 Z",
  [HEARTH_BADGE_FUNNEL] = "M 0 2 H 24 L 12 23 Z",
  [HEARTH_BADGE_CROSS] = "M 5 1 L 12 8 L 19 1 L 23 5 L 16 12 L 23 19 L 19 23 L 12 16 L 5 23 L 1 19 L 8 12 L 1 5 Z",
  [HEARTH_BADGE_PLUS] = "M 9 1 H 15 V 9 H 23 V 15 H 15 V 23 H 9 V 15 H 1 V 9 H 9 Z",
  [HEARTH_BADGE_STAR] = "M 12 0 L 15 8.5 L 24 8.8 L 16.9 14.3 L 19.4 23 L 12 17.8 L 4.6 23 L 7.1 14.3 L 0 8.8 L 9 8.5 Z",
  [HEARTH_BADGE_MOON] = "M 15 1 A 11.3 11.3 0 1 0 23 17 A 9.5 9.5 0 0 1 15 1 Z",
  [HEARTH_BADGE_HEART] = "M 12 23 L 2 12 A 6 6 0 0 1 12 5 A 6 6 0 0 1 22 12 Z",
  [HEARTH_BADGE_DROP] = "M 12 0 L 18.5 11 A 7.6 7.6 0 1 1 5.5 11 Z",
  [HEARTH_BADGE_BOLT] = "M 14 0 L 3 14 H 11 L 9 24 L 21 9 H 13 Z",
  [HEARTH_BADGE_BARS] = "M 1 2 H 23 V 8 H 1 Z M 1 16 H 23 V 22 H 1 Z",
  [HEARTH_BADGE_HOURGLASS] = "M 2 1 H 22 L 14.5 12 L 22 23 H 2 L 9.5 12 Z",
};

#define PATH_SIZE 24.0f

static int
get_gap (HearthBadgeView *self)
{
  return MAX (2, self->shape_size / 3);
}

static void
hearth_badge_view_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  HearthBadgeView *self = HEARTH_BADGE_VIEW (widget);

  *minimum = self->shape_size;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = HEARTH_BADGE_LENGTH * self->shape_size + (HEARTH_BADGE_LENGTH - 1) * get_gap (self);
  *natural = *minimum;
}

/* In the middle of what it is given. */
static void
hearth_badge_view_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  HearthBadgeView *self = HEARTH_BADGE_VIEW (widget);
  int width, height;
  HearthBadge badge;
  GdkRGBA colour;

  if (self->key == NULL)
    return;

  badge = hearth_badge_for_key (self->key);
  gtk_widget_get_color (widget, &colour);
  hearth_badge_view_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, &width, NULL, NULL);
  height = self->shape_size;
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (gtk_widget_get_width (widget) - width) / 2,
                                                          (float) (gtk_widget_get_height (widget) - height) / 2));
  for (guint i = 0; i < HEARTH_BADGE_LENGTH; i++)
    {
      g_autoptr (GskPath) path = gsk_path_parse (paths[badge.shapes[i]]);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (i * (guint) (self->shape_size + get_gap (self))), 0));
      gtk_snapshot_scale (snapshot, (float) self->shape_size / PATH_SIZE, (float) self->shape_size / PATH_SIZE);
      gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_EVEN_ODD, &colour);
      gtk_snapshot_restore (snapshot);
    }
}

static void
hearth_badge_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  HearthBadgeView *self = HEARTH_BADGE_VIEW (object);

  switch (prop_id)
    {
    case PROP_SHAPE_SIZE:
      g_value_set_int (value, self->shape_size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_badge_view_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  HearthBadgeView *self = HEARTH_BADGE_VIEW (object);

  switch (prop_id)
    {
    case PROP_SHAPE_SIZE:
      self->shape_size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_badge_view_finalize (GObject *object)
{
  g_free (HEARTH_BADGE_VIEW (object)->key);

  G_OBJECT_CLASS (hearth_badge_view_parent_class)->finalize (object);
}

static void
hearth_badge_view_class_init (HearthBadgeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hearth_badge_view_get_property;
  object_class->set_property = hearth_badge_view_set_property;
  object_class->finalize = hearth_badge_view_finalize;
  widget_class->measure = hearth_badge_view_measure;
  widget_class->snapshot = hearth_badge_view_snapshot;

  properties[PROP_SHAPE_SIZE] = g_param_spec_int ("shape-size", NULL, NULL, 6, MAX_SIZE, DEFAULT_SIZE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "hearth-badge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hearth_badge_view_init (HearthBadgeView *self)
{
  self->shape_size = DEFAULT_SIZE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

void
hearth_badge_view_set_key (HearthBadgeView *self,
                           const char      *key)
{
  g_autofree char *words = NULL;

  g_return_if_fail (HEARTH_IS_BADGE_VIEW (self));

  if (self->key != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), hearth_badge_for_key (self->key).colour);
  g_set_str (&self->key, key);
  gtk_widget_set_visible (GTK_WIDGET (self), key != NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (key == NULL)
    return;

  words = hearth_sentence_for_badge (key);
  gtk_widget_add_css_class (GTK_WIDGET (self), hearth_badge_for_key (key).colour);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
