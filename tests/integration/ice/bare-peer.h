/* A webrtcbin on its own, on the room's socket or on libnice, with sound and a data channel; the signalling is a function call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gst/webrtc/webrtc.h>

#include "ice/host-ice.h"

G_BEGIN_DECLS

typedef struct _BarePeer BarePeer;

struct _BarePeer
{
  const char *name;
  GstElement *pipeline;
  GstElement *webrtc;
  HearthHostIce *ice; /* %NULL: libnice */
  _Atomic gboolean has_reflexive; /* has found a server-reflexive candidate of its own */
  _Atomic gboolean gathered;
  BarePeer *other;    /* cleared before either goes */

  GMutex lock;        /* guards the channel */
  GstWebRTCDataChannel *channel;
  gboolean channel_open;
  _Atomic guint n_messages;
  _Atomic guint n_packets;   /* of RTP, received */
  _Atomic gboolean connected;
  _Atomic gboolean failed;
};

/**
 * bare_peer_new:
 * @socket: (nullable): %NULL for libnice
 * @address: (nullable): the only address to use
 */
BarePeer *bare_peer_new      (const char       *name,
                              HearthHostSocket *socket,
                              const char       *address);
void      bare_peer_free     (BarePeer         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BarePeer, bare_peer_free)

/** bare_peer_call: Connects the two; @self offers. */
void      bare_peer_call     (BarePeer         *self,
                              BarePeer         *other);

/** bare_peer_say: Sends a text over the data channel; the other side's n_messages counts it, and it is said back once. */
void      bare_peer_say      (BarePeer         *self,
                              const char       *text);
gboolean  bare_peer_can_talk (BarePeer         *self);

/** bare_peer_wait: Runs the main loop until @condition holds; more than that many seconds fail the test and say how everybody is. */
void      bare_peer_wait     (gboolean        (*condition) (gpointer user_data),
                              gpointer          user_data,
                              guint             seconds);

/** bare_peer_run: Runs the main loop for a time, where a test must see that something does or does not happen meanwhile. */
void      bare_peer_run      (guint             milliseconds);

G_END_DECLS
