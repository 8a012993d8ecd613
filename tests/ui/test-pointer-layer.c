/* The pointer of a shared screen over its picture: where, how large and how fast; and in a real view, whole or with bars beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>

#include "base/main-thread.h"
#include "ui/picture-view.h"
#include "ui/pointer-layer.h"
#include "ui/ui.h"

#define SECOND G_USEC_PER_SEC

static HearthPointerShape *
shape_new (guint width,
           guint height,
           guint hot_x,
           guint hot_y)
{
  g_autofree guint8 *pixels = g_malloc (4 * (gsize) width * height);

  for (gsize i = 0; i < 4 * (gsize) width * height; i += 4)
    {
      pixels[i] = pixels[i + 3] = 255;
      pixels[i + 1] = pixels[i + 2] = 0;
    }

  return hearth_pointer_shape_new (width, height, hot_x, hot_y, pixels);
}

static void
set (HearthPointerLayer *layer,
     HearthPointerShape *shape,
     guint               x,
     guint               y,
     guint               span,
     gint64              now,
     gboolean            glides)
{
  const HearthPointer pointer = { shape, x, y, span };

  hearth_pointer_layer_set (layer, &pointer, now, glides);
}

static void
check_place (const HearthPointerLayer *layer,
             double                    width,
             double                    height,
             gint64                    now,
             graphene_rect_t           expected)
{
  graphene_rect_t place;

  g_assert_true (hearth_pointer_layer_get_place (layer, width, height, now, &place));
  g_assert_cmpfloat_with_epsilon (place.origin.x, expected.origin.x, 0.05);
  g_assert_cmpfloat_with_epsilon (place.origin.y, expected.origin.y, 0.05);
  g_assert_cmpfloat_with_epsilon (place.size.width, expected.size.width, 0.05);
  g_assert_cmpfloat_with_epsilon (place.size.height, expected.size.height, 0.05);
}

/* As large as on its screen is in proportion, and never too small to be found; what points stays where it points. */
static void
test_place (void)
{
  g_autoptr (HearthPointerShape) shape = shape_new (24, 48, 6, 12);
  HearthPointerLayer layer = { 0 };
  graphene_rect_t place;

  g_assert_false (hearth_pointer_layer_get_place (&layer, 640, 360, SECOND, &place));
  set (&layer, shape, HEARTH_POINTER_WHOLE / 2, HEARTH_POINTER_WHOLE / 4, HEARTH_POINTER_WHOLE / 80, SECOND, FALSE);
  check_place (&layer, 1920, 1080, SECOND, GRAPHENE_RECT_INIT (960 - 6, 270 - 12, 24, 48));
  check_place (&layer, 3840, 2160, SECOND, GRAPHENE_RECT_INIT (1920 - 12, 540 - 24, 48, 96));
  check_place (&layer, 960, 540, SECOND, GRAPHENE_RECT_INIT (480 - 3, 135 - 6, 12, 24));
  check_place (&layer, 192, 108, SECOND, GRAPHENE_RECT_INIT (96 - 2.5f, 27 - 5, 10, HEARTH_POINTER_LEAST_SIDE));
  check_place (&layer, 0, 0, SECOND, GRAPHENE_RECT_INIT (-2.5f, -5, 10, HEARTH_POINTER_LEAST_SIDE));
  hearth_pointer_layer_clear (&layer);
  g_assert_false (hearth_pointer_layer_get_place (&layer, 640, 360, SECOND, &place));
}

/* From where it is seen to where it is told to be, in the time until the next word; at once where nothing may move, or where it was hidden. */
static void
test_glide (void)
{
  const gint64 half = HEARTH_POINTER_GLIDE_US / 2;
  g_autoptr (HearthPointerShape) shape = shape_new (64, 64, 0, 0);
  HearthPointerLayer layer = { 0 };

  set (&layer, shape, 0, 0, 6554, SECOND, TRUE);
  g_assert_false (hearth_pointer_layer_is_gliding (&layer, SECOND));
  check_place (&layer, 640, 640, SECOND, GRAPHENE_RECT_INIT (0, 0, 64, 64));

  set (&layer, shape, HEARTH_POINTER_WHOLE / 2, 0, 6554, SECOND, TRUE);
  g_assert_true (hearth_pointer_layer_is_gliding (&layer, SECOND));
  check_place (&layer, 640, 640, SECOND - half, GRAPHENE_RECT_INIT (0, 0, 64, 64));
  check_place (&layer, 640, 640, SECOND + half, GRAPHENE_RECT_INIT (160, 0, 64, 64));

  /* Somewhere else before it is there: from where it is. */
  set (&layer, shape, 0, HEARTH_POINTER_WHOLE / 2, 6554, SECOND + half, TRUE);
  check_place (&layer, 640, 640, SECOND + half, GRAPHENE_RECT_INIT (160, 0, 64, 64));
  check_place (&layer, 640, 640, SECOND + 2 * half, GRAPHENE_RECT_INIT (80, 160, 64, 64));
  check_place (&layer, 640, 640, SECOND + 3 * half, GRAPHENE_RECT_INIT (0, 320, 64, 64));
  g_assert_false (hearth_pointer_layer_is_gliding (&layer, SECOND + 3 * half));

  set (&layer, shape, HEARTH_POINTER_WHOLE / 4, 0, 6554, 2 * SECOND, FALSE);
  check_place (&layer, 640, 640, 2 * SECOND, GRAPHENE_RECT_INIT (160, 0, 64, 64));
  set (&layer, NULL, 0, 0, 0, 3 * SECOND, TRUE);
  set (&layer, shape, HEARTH_POINTER_WHOLE / 2, 0, 6554, 3 * SECOND, TRUE);
  check_place (&layer, 640, 640, 3 * SECOND, GRAPHENE_RECT_INIT (320, 0, 64, 64));
  hearth_pointer_layer_clear (&layer);
}

/* --- In a view ------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  HearthFrameMailbox *mailbox;
  HearthPicture *picture;
  GtkWindow *window;
  GtkWidget *view;
} Fixture;

static void
await_paint (Fixture *fixture)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->window));
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (g_main_loop_quit), loop);

  gtk_widget_queue_draw (GTK_WIDGET (fixture->window));
  g_main_loop_run (loop);
  g_signal_handler_disconnect (clock, id);
}

/* Wide and black. */
static void
put_frame (Fixture *fixture)
{
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (4 * 400 * 200), 4 * 400 * 200);

  hearth_frame_mailbox_put (fixture->mailbox, hearth_video_frame_new (pixels, 400, 200, 4 * 400, 0));
  while (!hearth_picture_has_frame (fixture->picture))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  if (data != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  fixture->mailbox = hearth_frame_mailbox_new ();
  fixture->picture = hearth_picture_new (fixture->mailbox);
  fixture->view = g_object_new (HEARTH_TYPE_PICTURE_VIEW, NULL);
  hearth_picture_view_set_picture (HEARTH_PICTURE_VIEW (fixture->view), fixture->picture, FALSE, TRUE);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_decorated (fixture->window, FALSE);
  gtk_window_set_default_size (fixture->window, 400, 400);
  gtk_window_set_child (fixture->window, fixture->view);
  gtk_window_present (fixture->window);
  await_paint (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  hearth_picture_close (fixture->picture);
  g_assert_finalize_object (fixture->picture);
  g_assert_finalize_object (fixture->mailbox);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
point (Fixture *fixture,
       guint    x,
       guint    y)
{
  g_autoptr (HearthPointerShape) shape = shape_new (20, 20, 0, 0);

  hearth_picture_set_pointer (fixture->picture, &(HearthPointer) { shape, x, y, HEARTH_POINTER_WHOLE / 20 });
}

/* Whether what is drawn at that place of the view is red. */
static gboolean
is_red (Fixture *fixture,
        int      x,
        int      y)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (fixture->view);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint8 *pixels = g_malloc0 (4 * 400 * 400);
  const guint8 *pixel = pixels + 4 * (400 * y + x);

  gdk_paintable_snapshot (paintable, snapshot, 400, 400);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)), node, &GRAPHENE_RECT_INIT (0, 0, 400, 400));
  gdk_texture_download (texture, pixels, 4 * 400);

  return pixel[2] > 200 && pixel[0] < 50;
}

static void
await_red (Fixture *fixture,
           int      x,
           int      y)
{
  gint64 deadline = g_get_monotonic_time () + 20 * SECOND;

  while (!is_red (fixture, x, y))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      await_paint (fixture);
    }
}

/* 400×200 in 400×400: a hundred pixels of bars above and below. In a language from right to left left is where it was. */
static void
test_view (Fixture       *fixture,
           gconstpointer  data)
{
  point (fixture, HEARTH_POINTER_WHOLE / 4, HEARTH_POINTER_WHOLE / 2);
  await_paint (fixture);
  g_assert_false (is_red (fixture, 110, 210)); /* no picture, no pointer */

  put_frame (fixture);
  await_red (fixture, 110, 210);
  g_assert_false (is_red (fixture, 95, 210));
  g_assert_false (is_red (fixture, 125, 210));
  g_assert_false (is_red (fixture, 290, 210));

  /* It glides, and is there without another picture. */
  point (fixture, HEARTH_POINTER_WHOLE / 2, HEARTH_POINTER_WHOLE / 2);
  await_red (fixture, 218, 218);
  g_assert_false (is_red (fixture, 110, 210));

  /* At the edge it is cut, as on its screen. */
  point (fixture, 0, HEARTH_POINTER_WHOLE * 19 / 20);
  await_red (fixture, 10, 295);
  g_assert_false (is_red (fixture, 10, 304));

  hearth_picture_set_pointer (fixture->picture, NULL);
  await_paint (fixture);
  g_assert_false (is_red (fixture, 10, 295));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  hearth_main_thread_init ();

  g_test_add_func ("/pointer-layer/place", test_place);
  g_test_add_func ("/pointer-layer/glide", test_glide);
  g_test_add ("/pointer-layer/view", Fixture, NULL, set_up, test_view, tear_down);
  g_test_add ("/pointer-layer/view-rtl", Fixture, "rtl", set_up, test_view, tear_down);

  return g_test_run ();
}
