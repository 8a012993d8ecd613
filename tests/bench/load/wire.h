/* Numbers as they stand on the wire, and the two clocks of the load generator.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <string.h>
#include <time.h>

G_BEGIN_DECLS

/* Everybody publishes the same payload types, in every call (src/peer/session-description.h); Janus takes whatever is offered. */
#define LOAD_PAYLOAD_VP8 96
#define LOAD_PAYLOAD_RTX 97
#define LOAD_PAYLOAD_OPUS 111

/* src/base/rtp-extension.h */
#define LOAD_EXTENSION_AUDIO_LEVEL 1
#define LOAD_EXTENSION_TRANSPORT_CC 3

/* An Ethernet frame's worth. */
#define LOAD_PACKET_BYTES 1500

static inline void
load_put16 (guint8 *at,
            guint   value)
{
  at[0] = (guint8) (value >> 8);
  at[1] = (guint8) value;
}

static inline void
load_put32 (guint8  *at,
            guint32  value)
{
  load_put16 (at, value >> 16);
  load_put16 (at + 2, value & 0xffff);
}

static inline void
load_put64 (guint8  *at,
            guint64  value)
{
  load_put32 (at, (guint32) (value >> 32));
  load_put32 (at + 4, (guint32) value);
}

static inline guint16
load_get16 (const guint8 *at)
{
  return (guint16) (at[0] << 8 | at[1]);
}

static inline guint32
load_get32 (const guint8 *at)
{
  return (guint32) load_get16 (at) << 16 | load_get16 (at + 2);
}

static inline guint64
load_get64 (const guint8 *at)
{
  return (guint64) load_get32 (at) << 32 | load_get32 (at + 4);
}

static inline gint64
load_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

/** load_now: Returns: ns of the monotonic clock: when something is due. */
static inline gint64
load_now (void)
{
  return load_clock (CLOCK_MONOTONIC);
}

/** load_wall: Returns: ns since 1970: what the kernel stamps arriving packets with. */
static inline gint64
load_wall (void)
{
  return load_clock (CLOCK_REALTIME);
}

G_END_DECLS
