/* What somebody who mends a bug wants to know: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/debug-info.h"

#include <adwaita.h>

#include "call/platform-check.h"

static const char *
yes_or_no (gboolean yes)
{
  return yes ? "yes" : "no";
}

static void
add_versions (GString *text)
{
  g_autofree char *gstreamer = NULL;

  hearth_platform_check (&gstreamer, NULL);
  g_string_append_printf (text, "Hearth: %s\n", HEARTH_VERSION);
  g_string_append_printf (text, "GTK: %u.%u.%u\n", gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version ());
  g_string_append_printf (text, "libadwaita: %u.%u.%u\n", adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version ());
  g_string_append_printf (text, "GLib: %u.%u.%u\n", glib_major_version, glib_minor_version, glib_micro_version);
  g_string_append_printf (text, "GStreamer: %s\n", gstreamer != NULL ? gstreamer : "unknown");
}

static void
add_system (GString *text)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const char *desktop = g_getenv ("XDG_CURRENT_DESKTOP");
  const char *session = g_getenv ("XDG_SESSION_TYPE");

  g_string_append_printf (text, "System: %s\n", system != NULL ? system : "unknown");
  g_string_append_printf (text, "Flatpak: %s\n", yes_or_no (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS)));
  g_string_append_printf (text, "Desktop: %s\n", desktop != NULL ? desktop : "unknown");
  g_string_append_printf (text, "Session: %s\n", session != NULL ? session : "unknown");
  g_string_append_printf (text, "Language: %s\n", pango_language_to_string (gtk_get_default_language ()));
}

static void
add_drawing (GString   *text,
             GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;
  AdwStyleManager *style = adw_style_manager_get_default ();
  int dpi;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  g_string_append_printf (text, "Display: %s\n", G_OBJECT_TYPE_NAME (gtk_widget_get_display (widget)));
  g_string_append_printf (text, "Renderer: %s\n", renderer != NULL ? G_OBJECT_TYPE_NAME (renderer) : "none");
  g_string_append_printf (text, "Scale: %d\n", gtk_widget_get_scale_factor (widget));
  g_string_append_printf (text, "Text scale: %.2f\n", dpi / (96.0 * PANGO_SCALE));
  g_string_append_printf (text, "Dark: %s\n", yes_or_no (adw_style_manager_get_dark (style)));
  g_string_append_printf (text, "High contrast: %s\n", yes_or_no (adw_style_manager_get_high_contrast (style)));
  g_string_append_printf (text, "Animations: %s\n", yes_or_no (adw_get_enable_animations (widget)));
}

/* Whether there is a server, not which. */
static void
add_settings (GString        *text,
              HearthSettings *settings)
{
  static const char *const switches[] = { "high-definition", "echo-cancellation", "noise-suppression", "gain-control", "ask-to-enter" };
  g_autofree char *server = NULL;
  g_autofree char *stun_server = NULL;
  g_auto (GStrv) turn_servers = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      gboolean on;

      g_object_get (settings, switches[i], &on, NULL);
      g_string_append_printf (text, "Setting %s: %s\n", switches[i], yes_or_no (on));
    }
  g_object_get (settings, "server", &server, "stun-server", &stun_server, "turn-servers", &turn_servers, NULL);
  g_string_append_printf (text, "Rooms on a server: %s\n", yes_or_no (server != NULL && *server != '\0'));
  g_string_append_printf (text, "STUN server: %s\n", yes_or_no (stun_server != NULL && *stun_server != '\0'));
  g_string_append_printf (text, "TURN servers: %u\n", turn_servers != NULL ? g_strv_length (turn_servers) : 0);
}

char *
hearth_debug_info_make (GtkWidget      *widget,
                        HearthSettings *settings)
{
  GString *text;

  g_return_val_if_fail (widget == NULL || GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (settings == NULL || HEARTH_IS_SETTINGS (settings), NULL);

  text = g_string_new (NULL);
  add_versions (text);
  add_system (text);
  if (widget != NULL)
    add_drawing (text, widget);
  if (settings != NULL)
    add_settings (text, settings);

  return g_string_free_and_steal (text);
}
