/* One connection of one person: a UDP socket of its own with one remote address, ICE, DTLS and SRTP on it, and either something
 * that publishes or something that receives.
 *
 *   publisher ─▶ protect ─▶ outbox ─ sendmmsg ─▶ ┐ socket ┌ ─ recvmmsg ─▶ STUN │ DTLS │ unprotect ─▶ subscriber
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "stun.h"
#include "wire.h"

G_BEGIN_DECLS

typedef struct _LoadConnection LoadConnection;

/** LoadReceived: a packet that was the peer's, decrypted; @arrived: ns since 1970, when the kernel had it. */
typedef void (*LoadReceived) (gpointer      user_data,
                              const guint8 *packet,
                              gsize         length,
                              gint64        arrived);

/** load_connection_new: Returns: (transfer full): with a socket that is bound to @address; aborts where that cannot be. */
LoadConnection *load_connection_new             (guint           id,
                                                 const char     *address) G_GNUC_WARN_UNUSED_RESULT;
void            load_connection_free            (LoadConnection *self);
guint           load_connection_get_id          (LoadConnection *self);
int             load_connection_get_descriptor  (LoadConnection *self);
guint16         load_connection_get_port        (LoadConnection *self);

/**
 * load_connection_start:
 * @ice: (transfer full): its strings
 * @address: of the peer, IPv4
 *
 * Checks begin; prints "up ID TIME PROFILE" once the handshake is over (TIME: ns of the monotonic clock).
 */
void            load_connection_start           (LoadConnection *self,
                                                 const LoadIce  *ice,
                                                 gboolean        dtls_client,
                                                 const char     *address,
                                                 guint16         port);

/** load_connection_set_received: @rtcp: whether @received is for RTCP, else for RTP; both may be taken, by different owners. */
void            load_connection_set_received    (LoadConnection *self,
                                                 gboolean        rtcp,
                                                 LoadReceived    received,
                                                 gpointer        user_data);
gboolean        load_connection_is_up           (LoadConnection *self);

/** load_connection_tick: Checks and handshakes that are due: every few milliseconds. */
void            load_connection_tick            (LoadConnection *self,
                                                 gint64          now);

/** load_connection_tell: @text: for the data channel, once the peer has opened it. */
void            load_connection_tell            (LoadConnection *self,
                                                 const char     *text);

/** load_connection_read: Takes everything that the socket has. */
void            load_connection_read            (LoadConnection *self);

/** load_connection_queue: Encrypts @packet, at most LOAD_PACKET_BYTES less 32, for the next flush. Dropped before it is up. */
void            load_connection_queue           (LoadConnection *self,
                                                 gboolean        rtcp,
                                                 const guint8   *packet,
                                                 gsize           length);
void            load_connection_flush           (LoadConnection *self);

/** LoadConnectionCounters: since it was made */
typedef struct
{
  guint64 overflown;  /* arrived and found no room in this socket: this program was too slow */
  guint64 unreadable; /* did not decrypt */
  guint64 not_sent;   /* the kernel took them not */
} LoadConnectionCounters;

const LoadConnectionCounters *load_connection_get_counters (LoadConnection *self);

G_END_DECLS
