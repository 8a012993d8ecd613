/* What the window asks before it closes in a call: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/close-dialog.h"

#include <glib/gi18n.h>

static AdwAlertDialog *
create_for_guest (void)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Leave This Call?"), _("Closing the window leaves the call. You can come back by its link."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "stay", _("_Stay"),
                                  HEARTH_CLOSE_DIALOG_LEAVE, _("_Leave Call"),
                                  NULL);

  return ADW_ALERT_DIALOG (dialog);
}

static AdwAlertDialog *
create_for_host (void)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Close the Room?"),
                                            _("This computer hosts the call: when the room closes, the call ends for everybody. It can "
                                              "also stay open without a window, with your camera and microphone off."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "stay", _("_Stay"),
                                  HEARTH_CLOSE_DIALOG_BACKGROUND, _("_Keep Open"),
                                  HEARTH_CLOSE_DIALOG_LEAVE, _("_Close Room"),
                                  NULL);

  return ADW_ALERT_DIALOG (dialog);
}

AdwAlertDialog *
hearth_close_dialog_new (HearthCall *call)
{
  AdwAlertDialog *dialog;

  g_return_val_if_fail (HEARTH_IS_CALL (call), NULL);

  dialog = hearth_call_is_hosting (call) ? create_for_host () : create_for_guest ();
  adw_alert_dialog_set_response_appearance (dialog, HEARTH_CLOSE_DIALOG_LEAVE, ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "stay");
  adw_alert_dialog_set_close_response (dialog, "stay");

  return dialog;
}
