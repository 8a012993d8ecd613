/* What can go wrong on the way to, at, and from a signalling server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthSignallingError:
 * @HEARTH_SIGNALLING_ERROR_UNREACHABLE: no server there (refused, no route, no such name, no answer in time)
 * @HEARTH_SIGNALLING_ERROR_TLS: its certificate is not trusted
 * @HEARTH_SIGNALLING_ERROR_NOT_A_SERVER: something answered that is not a Hearth server
 * @HEARTH_SIGNALLING_ERROR_LOST: the connection broke
 * @HEARTH_SIGNALLING_ERROR_ADDRESS: the server could not listen where it was told to
 * @HEARTH_SIGNALLING_ERROR_CONFIG: a wrong setting
 */
typedef enum
{
  HEARTH_SIGNALLING_ERROR_UNREACHABLE,
  HEARTH_SIGNALLING_ERROR_TLS,
  HEARTH_SIGNALLING_ERROR_NOT_A_SERVER,
  HEARTH_SIGNALLING_ERROR_LOST,
  HEARTH_SIGNALLING_ERROR_ADDRESS,
  HEARTH_SIGNALLING_ERROR_CONFIG,
} HearthSignallingError;

#define HEARTH_SIGNALLING_ERROR (hearth_signalling_error_quark ())
GQuark hearth_signalling_error_quark (void);

G_END_DECLS
