/* What can go wrong on the way to, at, and from a signalling server: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "signalling/signalling-error.h"

G_DEFINE_QUARK (hearth-signalling-error-quark, hearth_signalling_error)
