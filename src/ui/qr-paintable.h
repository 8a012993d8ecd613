/* A text as a QR code that GTK can draw at any size, black on white in every theme, because scanners need that. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_QR_PAINTABLE (hearth_qr_paintable_get_type ())
G_DECLARE_FINAL_TYPE (HearthQrPaintable, hearth_qr_paintable, HEARTH, QR_PAINTABLE, GObject)

/** hearth_qr_paintable_new: Returns: (transfer full) (nullable): %NULL where @text is too long for a QR code (2331 bytes). */
GdkPaintable *hearth_qr_paintable_new         (const char        *text) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_qr_paintable_get_modules: Returns: dark and light squares in a row, with the quiet zone around them. */
int           hearth_qr_paintable_get_modules (HearthQrPaintable *self);

G_END_DECLS
