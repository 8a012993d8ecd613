/* Where an object of this folder takes packets in: an RtpSink that knows which of its owner's sources it hangs on.
 *
 * Its owner makes, opens and closes it on the main thread and outlives it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rtp-source.h"

G_BEGIN_DECLS

/**
 * HearthRtpInletFunc:
 * @id: which inlet
 * @packets: (transfer full): as in hearth_rtp_sink_push()
 *
 * Streaming thread of the source.
 */
typedef void (*HearthRtpInletFunc) (gpointer       owner,
                                    guint          id,
                                    GstMiniObject *packets);

#define HEARTH_TYPE_RTP_INLET (hearth_rtp_inlet_get_type ())
G_DECLARE_FINAL_TYPE (HearthRtpInlet, hearth_rtp_inlet, HEARTH, RTP_INLET, GObject)

/** hearth_rtp_inlet_new: @owner: (unowned). Nothing comes before hearth_rtp_inlet_open(). */
HearthRtpInlet  *hearth_rtp_inlet_new        (HearthRtpSource    *source,
                                              guint               id,
                                              HearthRtpInletFunc  func,
                                              gpointer            owner) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_rtp_inlet_open: Takes packets from now on; the first may come before this returns. */
void             hearth_rtp_inlet_open       (HearthRtpInlet     *self);

/** hearth_rtp_inlet_get_source: Returns: (transfer none). */
HearthRtpSource *hearth_rtp_inlet_get_source (HearthRtpInlet     *self);

/** hearth_rtp_inlet_close: When this returns no call of the function is running, and none will come. */
void             hearth_rtp_inlet_close      (HearthRtpInlet     *self);

G_END_DECLS
