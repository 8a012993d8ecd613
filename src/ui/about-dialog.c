/* What Hearth is: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/about-dialog.h"

#include <glib/gi18n.h>

AdwDialog *
hearth_about_dialog_new (void)
{
  static const char *const developers[] = { "The Hearth developers", NULL };

  return g_object_new (ADW_TYPE_ABOUT_DIALOG,
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
                       NULL);
}
