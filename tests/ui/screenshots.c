/* screenshots DIRECTORY: every page in every size and style as PNG, for people to look at (not a test: nothing is compared).
 *
 *   ninja -C BUILD tests/ui/screenshots && tests/lab/session --display -- BUILD/tests/ui/screenshots /tmp/pictures
 *
 * SCENES=REGEX in the environment takes only the pictures whose names match, for example SCENES='^call-2-1280.*(light|dark)'.
 * With ADW_DEBUG_HIGH_CONTRAST=1 they are in high contrast. They speak the environment's language, as far as
 * $HEARTH_TEST_LOCALES/LANGUAGE/LC_MESSAGES/hearth.mo (from msgfmt) does.
 *
 * Each page is reached as a person reaches it, through the stand-in call controller; the window draws itself into a texture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>
#include <libintl.h>
#include <locale.h>

#include "app/application.h"
#include "base/main-thread.h"
#include "scenes.h"

typedef struct
{
  const char *name;
  int width;
  int height;
} Size;

static const Size sizes[] = {
  { "360x640", 360, 640 },
  { "640x360", 640, 360 },
  { "800x600", 800, 600 },
  { "1280x720", 1280, 720 },
  { "2560x1440", 2560, 1440 },
};

typedef struct
{
  const char *name;
  AdwColorScheme colours;
  GtkTextDirection direction;
  int text_scale;
} Style;

static const Style styles[] = {
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 1 },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK, GTK_TEXT_DIR_LTR, 1 },
  { "rtl", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_RTL, 1 },
  { "large", ADW_COLOR_SCHEME_FORCE_LIGHT, GTK_TEXT_DIR_LTR, 2 },
};

/* A window can be drawn into a texture right after it was laid out, not while it waits for that. */
static void
await_paint (GtkWidget *widget)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gulong id = g_signal_connect_swapped (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (g_main_loop_quit), loop);

  gtk_widget_queue_draw (widget);
  g_main_loop_run (loop);
  g_signal_handler_disconnect (gtk_widget_get_frame_clock (widget), id);
}

static GskRenderNode *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  return gtk_snapshot_to_node (snapshot);
}

/* Menus have surfaces of their own, which stand over the window's. */
static void
append_popovers (GtkWidget   *widget,
                 GtkSnapshot *snapshot)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_autoptr (GskRenderNode) node = NULL;
      GdkSurface *surface;
      double x, y;

      if (!gtk_widget_get_mapped (child))
        continue;
      append_popovers (child, snapshot);
      if (!GTK_IS_POPOVER (child) || (node = draw (child)) == NULL)
        continue;

      surface = gtk_native_get_surface (GTK_NATIVE (child));
      gtk_native_get_surface_transform (GTK_NATIVE (child), &x, &y);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (gdk_popup_get_position_x (GDK_POPUP (surface)) + x),
                                                              (float) (gdk_popup_get_position_y (GDK_POPUP (surface)) + y)));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
    }
}

static GskRenderNode *
add_popovers (GtkWidget     *window,
              GskRenderNode *node)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  gtk_snapshot_append_node (snapshot, node);
  append_popovers (window, snapshot);

  return gtk_snapshot_to_node (snapshot);
}

static void
save (Stage      *stage,
      const char *path)
{
  GtkWidget *widget = GTK_WIDGET (stage->window);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GskRenderNode) all = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  /* Between two frames a new picture can ask for another layout; then there is nothing until the next frame. */
  do
    await_paint (widget);
  while ((node = draw (widget)) == NULL);

  all = add_popovers (widget, node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), all,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                              (float) gtk_widget_get_height (widget)));
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("Cannot write %s", path);
}

static void
take_all (Stage      *stage,
          const char *directory,
          const char *style)
{
  const char *only = g_getenv ("SCENES");
  const Scene *scenes;
  guint n_scenes;

  scenes = scenes_get (&n_scenes);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gtk_window_set_default_size (stage->window, sizes[i].width, sizes[i].height);
      for (guint j = 0; j < n_scenes; j++)
        {
          g_autofree char *name = g_strdup_printf ("%s-%s-%s.png", scenes[j].name, sizes[i].name, style);
          g_autofree char *path = g_build_filename (directory, name, NULL);

          if (only != NULL && !g_regex_match_simple (only, name, 0, 0))
            continue;
          stage_reset (stage);
          scenes[j].set (stage);
          stage_settle ();
          save (stage, path);
        }
    }
}

/* Without a compositor GTK draws a frame that no desktop shows, and takes its room from the window. */
static void
on_window_added (GtkApplication *application,
                 GtkWindow      *window)
{
  gtk_window_set_decorated (window, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
}

/* What people choose in their desktop's settings, here for our process alone. */
static void
set_style (const Style *style)
{
  GtkSettings *settings = gtk_settings_get_default ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), style->colours);
  gtk_widget_set_default_direction (style->direction);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  if (style->text_scale != 1)
    {
      int dpi;

      g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
      g_object_set (settings, "gtk-xft-dpi", dpi * style->text_scale, NULL);
    }
}

static void
on_activate (HearthApplication *application,
             const char        *directory)
{
  Stage stage = { hearth_application_get_call (application), hearth_application_get_window (application) };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      set_style (&styles[i]);
      take_all (&stage, directory, styles[i].name);
    }

  g_application_quit (G_APPLICATION (application));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HearthApplication) application = NULL;

  if (argc != 2)
    {
      g_printerr ("screenshots DIRECTORY\n");
      return 2;
    }

  setlocale (LC_ALL, "");
  if (g_getenv ("HEARTH_TEST_LOCALES") != NULL)
    {
      bindtextdomain (GETTEXT_PACKAGE, g_getenv ("HEARTH_TEST_LOCALES"));
      bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
      textdomain (GETTEXT_PACKAGE);
    }
  hearth_main_thread_init ();
  g_mkdir_with_parents (argv[1], 0755);

  application = hearth_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), argv[1]);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
