/* Every page under a language that nobody speaks (pseudo_locale.py), at the smallest width: each word that is seen is in brackets, so a
 * translator got it, and each bracket that opens is seen to close, so there is room for German.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>
#include <libintl.h>
#include <locale.h>

#include "app/application.h"
#include "base/main-thread.h"
#include "scenes.h"

#define WIDTH 360
#define HEIGHT 720

/* What people and devices are called, and what is the same in every language. The stand-in call controller makes these up. */
static const char *const data[] = {
  "Eve", "Mallory & Co. <x>", "Leyla Yılmaz", "Ines de la Fuente-Martínez y Compañía", "Cellar", "Amber Otter", "Anna Schmidt", "Ben & Chiara",
  "Integrated Camera", "Built-in Microphone", "Built-in Speakers", "knocking", "example", "https", "http", "rooms", "org",
};

typedef struct
{
  HearthCall *call;
  const char *scene;
  guint n_words;
  guint n_faults;
} Look;

static void
complain (Look       *look,
          GtkWidget  *widget,
          const char *what,
          const char *text)
{
  g_test_message ("%s: %s: “%s” (in a %s)", look->scene, what, text, G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  look->n_faults++;
}

/* What is left of @text beside what is in brackets, and what is data. */
static gboolean
is_translated (Look       *look,
               const char *text)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  GListModel *people = hearth_call_get_participants (look->call);
  int depth = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      depth -= *at == ']';
      if (depth == 0)
        g_string_append_unichar (rest, g_utf8_get_char (at));
      depth += *at == '[';
    }
  if (depth != 0)
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HearthParticipant) person = g_list_model_get_item (people, i);

      g_string_replace (rest, hearth_participant_get_name (person), "", 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (data); i++)
    g_string_replace (rest, data[i], "", 0);
  for (const char *at = rest->str; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      return FALSE;

  return TRUE;
}

static gboolean
is_within (GtkWidget *widget,
           GType      type)
{
  return gtk_widget_get_ancestor (widget, type) != NULL;
}

/* Whose words are somebody else's to translate: initials, keys, an address, what people write, and what is in libadwaita's own dialogs. */
static gboolean
is_foreign (GtkWidget  *widget,
            const char *text)
{
  return is_within (widget, ADW_TYPE_AVATAR) || is_within (widget, ADW_TYPE_SHORTCUT_LABEL) || is_within (widget, GTK_TYPE_WINDOW_CONTROLS)
         || is_within (widget, ADW_TYPE_ABOUT_DIALOG) || gtk_widget_has_css_class (widget, "chat-message")
         || (is_within (widget, GTK_TYPE_TEXT) && is_within (widget, ADW_TYPE_SHORTCUTS_DIALOG)) || strstr (text, "://") != NULL;
}

/* A title shares its line with buttons and may end in dots, as GNOME's do; what fills an entry or is chosen in a row has its place to be seen
 * whole; and a name that somebody else chose may be of any length. */
static gboolean
may_end_in_dots (Look       *look,
                 GtkWidget  *label,
                 const char *text)
{
  GListModel *people = hearth_call_get_participants (look->call);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HearthParticipant) person = g_list_model_get_item (people, i);

      if (strstr (text, hearth_participant_get_name (person)) != NULL)
        return TRUE;
    }

  return (is_within (label, ADW_TYPE_HEADER_BAR) && !is_within (label, GTK_TYPE_BUTTON)) || is_within (label, ADW_TYPE_ENTRY_ROW) || is_within (label, ADW_TYPE_COMBO_ROW)
         || strchr (text, '[') == NULL;
}

static void
look_at_label (Look     *look,
               GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (label)));
  graphene_rect_t bounds;

  if (*text == '\0' || is_foreign (GTK_WIDGET (label), text))
    return;

  look->n_words++;
  if (!is_translated (look, text))
    complain (look, GTK_WIDGET (label), "not translated", text);
  if (pango_layout_is_ellipsized (gtk_label_get_layout (label)) && !may_end_in_dots (look, GTK_WIDGET (label), text))
    complain (look, GTK_WIDGET (label), "cut off", text);
  if (gtk_widget_compute_bounds (GTK_WIDGET (label), root, &bounds)
      && (bounds.origin.x < -1 || bounds.origin.x + bounds.size.width > gtk_widget_get_width (root) + 1))
    complain (look, GTK_WIDGET (label), "sticks out", text);
}

static void
look_at_hint (Look       *look,
              GtkWidget  *widget,
              const char *hint)
{
  if (hint != NULL && *hint != '\0' && !is_foreign (widget, hint) && !is_translated (look, hint))
    complain (look, widget, "not translated", hint);
}

/* GTK's and libadwaita's own buttons have tooltips of their own. */
static gboolean
has_own_hints (GtkWidget *widget)
{
  return !is_within (widget, ADW_TYPE_ABOUT_DIALOG) && !is_within (widget, GTK_TYPE_WINDOW_CONTROLS)
         && !is_within (widget, ADW_TYPE_SHORTCUTS_DIALOG) && !g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Adw")
         && !g_str_has_prefix (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)), "Adw");
}

static void
look_at (Look      *look,
         GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget))
    look_at_label (look, GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget) && has_own_hints (widget))
    look_at_hint (look, widget, gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_SEARCH_ENTRY (widget) && has_own_hints (widget))
    look_at_hint (look, widget, gtk_search_entry_get_placeholder_text (GTK_SEARCH_ENTRY (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_at (look, child);
}

/* A dialog is laid out some frames after it was presented, however long these take. */
static void
await_frames (GtkWidget *window,
              guint      n_frames)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (g_main_loop_quit), loop);

  for (guint i = 0; i < n_frames; i++)
    {
      gtk_widget_queue_draw (window);
      g_main_loop_run (loop);
    }
  g_signal_handler_disconnect (clock, id);
}

static void
look_at_scene (Stage       *stage,
               const Scene *scene)
{
  Look look = { stage->call, scene->name };

  stage_reset (stage);
  scene->set (stage);
  stage_settle ();
  await_frames (GTK_WIDGET (stage->window), 10);
  look_at (&look, GTK_WIDGET (stage->window));

  if (gtk_widget_get_width (GTK_WIDGET (stage->window)) > WIDTH)
    {
      g_test_message ("%s: the window is %d wide", scene->name, gtk_widget_get_width (GTK_WIDGET (stage->window)));
      look.n_faults++;
    }
  g_test_message ("%s: %u labels", scene->name, look.n_words);
  if (look.n_faults > 0 || look.n_words == 0)
    g_test_fail ();
}

static void
on_activate (HearthApplication *application)
{
  Stage stage = { hearth_application_get_call (application), hearth_application_get_window (application) };
  const char *only = g_getenv ("SCENES");
  const Scene *scenes;
  guint n_scenes;

  /* Nobody waits for them here; and some people have them off. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_window_set_default_size (stage.window, WIDTH, HEIGHT);
  scenes = scenes_get (&n_scenes);
  for (guint i = 0; i < n_scenes; i++)
    /* GDK 4.24 warns of menus that are drawn while the computer is busy (gdk_frame_timings_submitted()), which would be fatal here: their
     * words are looked at one at a time, by a person who names them. */
    if (only == NULL ? !g_str_has_suffix (scenes[i].name, "-menu") : g_regex_match_simple (only, scenes[i].name, 0, 0))
      look_at_scene (&stage, &scenes[i]);

  g_application_quit (G_APPLICATION (application));
}

static void
on_window_added (GtkApplication *application,
                 GtkWindow      *window)
{
  gtk_window_set_decorated (window, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
}

static void
test_words (void)
{
  g_autoptr (HearthApplication) application = hearth_application_new ();

  /* Without the language there is nothing to look for. */
  g_assert_cmpstr (gettext ("Leave"), !=, "Leave");
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  g_signal_connect_after (application, "activate", G_CALLBACK (on_activate), NULL);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("HEARTH_TEST_LOCALES"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  hearth_main_thread_init ();

  g_test_add_func ("/pseudo-locale", test_words);

  return g_test_run ();
}
