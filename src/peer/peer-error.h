/* What can go wrong between two people's connections.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthPeerError:
 * @HEARTH_PEER_ERROR_DESCRIPTION: a session description or candidate that we do not accept
 * @HEARTH_PEER_ERROR_CERTIFICATE: the peer presented another certificate than the one it signed
 * @HEARTH_PEER_ERROR_UNREACHABLE: no path between the two computers, or it was lost
 * @HEARTH_PEER_ERROR_INTERNAL: webrtcbin failed
 */
typedef enum
{
  HEARTH_PEER_ERROR_DESCRIPTION,
  HEARTH_PEER_ERROR_CERTIFICATE,
  HEARTH_PEER_ERROR_UNREACHABLE,
  HEARTH_PEER_ERROR_INTERNAL,
} HearthPeerError;

#define HEARTH_PEER_ERROR (hearth_peer_error_quark ())
GQuark hearth_peer_error_quark (void);

G_END_DECLS
