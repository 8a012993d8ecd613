/* An ordered, reliable channel of text messages beside the media of a connection.
 *
 * Carries nothing before the connection's certificate gate is open. Main thread; owned by its connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_DATA_CHANNEL (hearth_data_channel_get_type ())
G_DECLARE_FINAL_TYPE (HearthDataChannel, hearth_data_channel, HEARTH, DATA_CHANNEL, GObject)

const char *hearth_data_channel_get_label (HearthDataChannel *self);
gboolean    hearth_data_channel_is_open   (HearthDataChannel *self);

/**
 * hearth_data_channel_send:
 * @text: UTF-8, at most HEARTH_LIMIT_CONTROL_BYTES
 *
 * Returns: %FALSE when the channel is not open or more than HEARTH_LIMIT_CHANNEL_BUFFERED_BYTES wait already
 */
gboolean    hearth_data_channel_send      (HearthDataChannel *self,
                                           const char        *text);

/* Signals:
 *   ::opened ()
 *   ::message (const char *text)   valid UTF-8 of at most HEARTH_LIMIT_CONTROL_BYTES
 *   ::closed ()   by the peer, or because it sent what we do not accept: binary, too long, not UTF-8, faster than we read
 */

G_END_DECLS
