/* What Hearth is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/about-dialog.h"

#include <glib/gi18n.h>

#include "ui/debug-info.h"

/* Whose work a call stands on. */
static void
add_credits (AdwAboutDialog *dialog)
{
  const char *media[] = { "GStreamer https://gstreamer.freedesktop.org", "libnice https://libnice.freedesktop.org",
                          "libsrtp https://github.com/cisco/libsrtp", "PipeWire https://pipewire.org", "Opus https://opus-codec.org",
                          "WebM VP8 https://www.webmproject.org", NULL };
  const char *desktop[] = { "GTK https://gtk.org", "libadwaita https://gnome.pages.gitlab.gnome.org/libadwaita/",
                            "libsoup https://libsoup.gnome.org", "libwebsockets https://libwebsockets.org",
                            "libsodium https://libsodium.org", "libqrencode https://fukuchi.org/works/qrencode/", NULL };

  adw_about_dialog_add_acknowledgement_section (dialog, _("Sound and Picture"), media);
  adw_about_dialog_add_acknowledgement_section (dialog, _("Window, Network and Secrets"), desktop);
}

AdwDialog *
hearth_about_dialog_new (GtkWidget      *parent,
                         HearthSettings *settings)
{
  static const char *const developers[] = { "The Hearth developers", NULL };
  g_autofree char *debug_info = hearth_debug_info_make (parent, settings);
  AdwDialog *dialog;

  dialog = g_object_new (ADW_TYPE_ABOUT_DIALOG,
                         "application-name", _("Hearth"),
                         "application-icon", HEARTH_APPLICATION_ID,
                         "version", HEARTH_VERSION,
                         "developer-name", _("The Hearth developers"),
                         "developers", developers,
                         "copyright", "© 2026 The Hearth developers",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "website", "https://hearthcall.org",
                         "comments", _("Video calls in rooms that you host on your own computer: people join by a link, without an "
                                       "account and without a company in between."),
                         /* Translators: put your names here, one to a line */
                         "translator-credits", _("translator-credits"),
                         "debug-info", debug_info,
                         "debug-info-filename", "hearth.txt",
                         NULL);
  add_credits (ADW_ABOUT_DIALOG (dialog));

  return dialog;
}
