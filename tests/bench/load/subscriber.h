/* What one person receives, on one connection downward: decrypts and checks every packet, counts them by the serials in their
 * stamps, and answers as an honest receiver would: receiver reports, transport-wide feedback where packets are numbered, NACK for
 * gaps.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "connection.h"
#include "histogram.h"
#include "stamp.h"

G_BEGIN_DECLS

/**
 * LoadWindow: which packets of one person and kind count: serials from @first until before @end
 */
typedef struct
{
  guint32 first;
  guint32 end;
} LoadWindow;

/**
 * LoadAudience: what all subscribers share
 * @windows: by person and kind
 * @delays: of the packets in the windows, from being sent to being in the receiver's socket
 */
typedef struct
{
  LoadWindow windows[LOAD_MAX_PEOPLE][LOAD_N_KINDS];
  LoadHistogram delays;
} LoadAudience;

/**
 * LoadSubscriberCounters: since load_subscriber_begin()
 * @received: packets in the windows, each once, by person and kind
 * @bytes: of RTP, before decryption
 */
typedef struct
{
  guint64 received[LOAD_MAX_PEOPLE][LOAD_N_KINDS];
  guint64 bytes;
  guint64 duplicates;
  guint64 broken;     /* decrypted, but not what somebody sent */
  guint64 gaps;       /* sequence numbers that were missing when a later one came */
  guint64 feedbacks;  /* transport-wide, sent */
} LoadSubscriberCounters;

typedef struct _LoadSubscriber LoadSubscriber;

/** load_subscriber_new: @who: whose ears these are; @connection and @audience: (transfer none): outlive it. */
LoadSubscriber *load_subscriber_new          (LoadConnection *connection,
                                              guint           who,
                                              LoadAudience   *audience) G_GNUC_WARN_UNUSED_RESULT;
void            load_subscriber_free         (LoadSubscriber *self);
guint           load_subscriber_get_who      (LoadSubscriber *self);

/** load_subscriber_begin: The windows are new: counts from zero. */
void            load_subscriber_begin        (LoadSubscriber *self);

/** load_subscriber_tick: Sends the reports that are due: every few milliseconds. */
void            load_subscriber_tick         (LoadSubscriber *self,
                                              gint64          now);
const LoadSubscriberCounters *load_subscriber_get_counters (LoadSubscriber *self);

G_END_DECLS
