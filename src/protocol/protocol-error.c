/* What can be wrong with something that came from outside as text: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/protocol-error.h"

G_DEFINE_QUARK (hearth-protocol-error-quark, hearth_protocol_error)
