/* What can be wrong with something that came from outside as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthProtocolError:
 * @HEARTH_PROTOCOL_ERROR_MALFORMED: not what it should be
 * @HEARTH_PROTOCOL_ERROR_TOO_LARGE: past a limit of base/limits.h
 * @HEARTH_PROTOCOL_ERROR_UNKNOWN_TYPE: well formed, of a type this version does not know
 * @HEARTH_PROTOCOL_ERROR_VERSION: of another protocol version
 * @HEARTH_PROTOCOL_ERROR_FORGED: does not open with the room's key, or not signed by whom it should be
 * @HEARTH_PROTOCOL_ERROR_REPLAYED: signed, but for another moment, session or recipient
 */
typedef enum
{
  HEARTH_PROTOCOL_ERROR_MALFORMED,
  HEARTH_PROTOCOL_ERROR_TOO_LARGE,
  HEARTH_PROTOCOL_ERROR_UNKNOWN_TYPE,
  HEARTH_PROTOCOL_ERROR_VERSION,
  HEARTH_PROTOCOL_ERROR_FORGED,
  HEARTH_PROTOCOL_ERROR_REPLAYED,
} HearthProtocolError;

#define HEARTH_PROTOCOL_ERROR (hearth_protocol_error_quark ())
GQuark hearth_protocol_error_quark (void);

G_END_DECLS
