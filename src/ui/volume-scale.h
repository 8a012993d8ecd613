/* How loud somebody is here, from 0 to 200 %, to be put into a menu: follows them and is followed. Main thread; owned by who shows
 * it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "call/participant.h"

G_BEGIN_DECLS

GtkWidget *hearth_volume_scale_new (HearthParticipant *participant) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
