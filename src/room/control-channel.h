/* HearthControlMessages over one data channel: made into text and back, and no more of them than a person can cause.
 *
 * What does not parse or comes too fast is ignored. Main thread; owned by the HearthPath whose connection carries the channel.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "peer/data-channel.h"
#include "protocol/control-message.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CONTROL_CHANNEL (hearth_control_channel_get_type ())
G_DECLARE_FINAL_TYPE (HearthControlChannel, hearth_control_channel, HEARTH, CONTROL_CHANNEL, GObject)

/** hearth_control_channel_new: @from_host: what comes by it is the host's word, and not one guest's. */
HearthControlChannel *hearth_control_channel_new  (HearthDataChannel          *channel,
                                                   gboolean                    from_host) G_GNUC_WARN_UNUSED_RESULT;

gboolean              hearth_control_channel_is_open (HearthControlChannel    *self);

/** hearth_control_channel_send: Returns: %FALSE where the channel is not open or does not drain. */
gboolean              hearth_control_channel_send (HearthControlChannel       *self,
                                                   const HearthControlMessage *message);

/* Signals:
 *   ::opened ()
 *   ::message (HearthControlMessage *)
 *   ::closed ()
 */

G_END_DECLS
