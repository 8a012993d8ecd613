/* What can go wrong between two people's connections: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "peer/peer-error.h"

G_DEFINE_QUARK (hearth-peer-error-quark, hearth_peer_error)
