/* Everything that a user interface may have to put into a sentence: the one error domain that crosses into ui/.
 *
 * The call controller maps the lower layers' errors to these, so that ui/ need not know the layers below.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HEARTH_CALL_ERROR_LINK,           /* not a link to a room, or damaged */
  HEARTH_CALL_ERROR_LINK_VERSION,   /* a link of a newer Hearth */
  HEARTH_CALL_ERROR_IN_CALL,        /* leave the present call first */
  HEARTH_CALL_ERROR_SERVER,         /* no server there */
  HEARTH_CALL_ERROR_SERVER_TLS,     /* its certificate is not trusted */
  HEARTH_CALL_ERROR_NOT_A_SERVER,   /* something else answers there */
  HEARTH_CALL_ERROR_NO_SUCH_ROOM,
  HEARTH_CALL_ERROR_FULL,
  HEARTH_CALL_ERROR_LOCKED,
  HEARTH_CALL_ERROR_REFUSED,
  HEARTH_CALL_ERROR_BANNED,
  HEARTH_CALL_ERROR_EXPIRED,        /* a link that the host took back, or that was for another time or person */
  HEARTH_CALL_ERROR_VERSION,
  HEARTH_CALL_ERROR_HOST_LEFT,
  HEARTH_CALL_ERROR_HOST_LOST,
  HEARTH_CALL_ERROR_TIMEOUT,
  HEARTH_CALL_ERROR_IMPOSTOR,
  HEARTH_CALL_ERROR_REMOVED,
  HEARTH_CALL_ERROR_UNREACHABLE,    /* no path to the host's computer */
  HEARTH_CALL_ERROR_MEDIA,          /* sound and picture do not work on this computer (a plugin is missing) */
  HEARTH_CALL_ERROR_IDENTITY,       /* this person's key is there but cannot be used: locked, damaged, or open to others */
  HEARTH_CALL_ERROR_INTERNAL,
} HearthCallError;

#define HEARTH_CALL_ERROR (hearth_call_error_quark ())
GQuark hearth_call_error_quark (void);

/**
 * hearth_call_error_translate:
 * @error: (nullable): of any layer below: room, signalling, protocol, peer, media
 *
 * Returns: (transfer full) (nullable): the same as a HEARTH_CALL_ERROR, its message kept for logs; %NULL for %NULL
 */
GError *hearth_call_error_translate (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
