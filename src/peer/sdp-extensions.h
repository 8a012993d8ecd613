/* The header extensions in a session description, which webrtcbin never sees: if it knew of them, rtpmanager would number packets and
 * report on them itself, for 9 µs each. So they are added to what it has made, and taken out of what it is given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/sdp/sdp.h>

#include "peer/session-description.h"

G_BEGIN_DECLS

/**
 * hearth_sdp_extensions_add:
 * @sdp: an offer, or the answer to @offer
 * @offer: (nullable): answers take no more than was offered
 *
 * Returns: (transfer full): @sdp as text, with a=extmap (RFC 8285 section 5) and a=rtcp-fb for our extensions on every media line
 */
char *hearth_sdp_extensions_add   (const GstSDPMessage            *sdp,
                                   const HearthSessionDescription *offer) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sdp_extensions_strip: Takes all of that out. */
void  hearth_sdp_extensions_strip (GstSDPMessage                  *sdp);

G_END_DECLS
