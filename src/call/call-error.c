/* Everything that a user interface may have to put into a sentence: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/call-error.h"

G_DEFINE_QUARK (hearth-call-error-quark, hearth_call_error)
