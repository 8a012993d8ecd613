/* What the ICE agents of the room ask of its socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ice/host-socket.h"
#include "ice/ice-endpoint.h"
#include "ice/reflexive-finder.h"
#include "ice/send-batch.h"

G_BEGIN_DECLS

/** hearth_host_socket_has_family: @family: AF_INET or AF_INET6. Returns: whether packets of it can be sent */
gboolean           hearth_host_socket_has_family (HearthHostSocket *self,
                                                  guint16           family);

/**
 * hearth_host_socket_add:
 * @source: what comes for it is pushed there
 * @transport: told of state changes on the main thread; not kept alive
 *
 * Any thread.
 *
 * Returns: (transfer full): a new connection's end
 */
HearthIceEndpoint *hearth_host_socket_add    (HearthHostSocket      *self,
                                              HearthHostIceSource   *source,
                                              GstWebRTCICETransport *transport) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_host_socket_remove: Nothing is pushed or sent for it any more, but for one packet that is being pushed now. Any thread;
 * idempotent.
 */
void               hearth_host_socket_remove (HearthHostSocket      *self,
                                              HearthIceEndpoint     *endpoint);

/** hearth_host_socket_lock: Any thread, briefly. Returns: (transfer none): the session, until hearth_host_socket_unlock() */
HearthIceSession  *hearth_host_socket_lock   (HearthHostSocket      *self,
                                              HearthIceEndpoint     *endpoint);

/** hearth_host_socket_unlock: What has changed in the session takes effect. */
void               hearth_host_socket_unlock (HearthHostSocket      *self,
                                              HearthIceEndpoint     *endpoint);

/**
 * hearth_host_socket_find_reflexive:
 * @server: as for hearth_reflexive_finder_find()
 * @target: (type GObject):
 *
 * How the outside sees this socket. Main thread.
 */
void               hearth_host_socket_find_reflexive (HearthHostSocket     *self,
                                                      const char           *server,
                                                      gpointer              target,
                                                      HearthReflexiveFound  found);

/**
 * hearth_host_socket_send:
 * @path: a selected path
 * @slot: of the sender
 * @buffer: (transfer full): one packet
 *
 * On the I/O thread the packet leaves when its turn ends, on others at once. Never waits.
 */
void               hearth_host_socket_send   (HearthHostSocket      *self,
                                              const HearthPath      *path,
                                              HearthSendSlot        *slot,
                                              GstBuffer             *buffer);

G_END_DECLS
