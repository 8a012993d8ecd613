/* What the own camera sees, for this person's own screen: small, 15 pictures a second, and only while somebody looks.
 *
 *   push() → appsrc (keeps the newest) → videoconvertscale → appsink → mailbox
 *
 * Somebody looks who is connected to the mailbox' ::changed. A thread of its own, so that the window costs the call no delay.
 * Main thread, except where said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/gst.h>

#include "base/frame-mailbox.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_SELF_VIEW (hearth_self_view_get_type ())
G_DECLARE_FINAL_TYPE (HearthSelfView, hearth_self_view, HEARTH, SELF_VIEW, GObject)

HearthSelfView     *hearth_self_view_new         (GError         **error) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_self_view_push: @picture: (transfer none): video/x-raw. One streaming thread at a time; never blocks. */
void                hearth_self_view_push        (HearthSelfView  *self,
                                                  GstSample       *picture);

/** hearth_self_view_clear: There is no picture until the next push. */
void                hearth_self_view_clear       (HearthSelfView  *self);

/** hearth_self_view_get_mailbox: Returns: (transfer none): where the pictures are. */
HearthFrameMailbox *hearth_self_view_get_mailbox (HearthSelfView  *self);

/** hearth_self_view_close: Ends everything; idempotent. No push may be running. */
void                hearth_self_view_close       (HearthSelfView  *self);

G_END_DECLS
