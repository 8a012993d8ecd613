/* Which kind of way packets take between two computers. It names kinds, never an address. A plain value; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthAddressKind: what an ICE candidate's address is (RFC 8445 section 5.1.1)
 * @HEARTH_ADDRESS_UNKNOWN: no path has been found
 * @HEARTH_ADDRESS_HOST: of the computer itself
 * @HEARTH_ADDRESS_SERVER_REFLEXIVE: of the router before it, as a STUN server has seen it
 * @HEARTH_ADDRESS_PEER_REFLEXIVE: the same, as the other computer has seen it
 * @HEARTH_ADDRESS_RELAY: of a TURN server
 */
typedef enum
{
  HEARTH_ADDRESS_UNKNOWN,
  HEARTH_ADDRESS_HOST,
  HEARTH_ADDRESS_SERVER_REFLEXIVE,
  HEARTH_ADDRESS_PEER_REFLEXIVE,
  HEARTH_ADDRESS_RELAY,
} HearthAddressKind;

#define HEARTH_N_ADDRESS_KINDS (HEARTH_ADDRESS_RELAY + 1)

/** HearthRoute: both ends of a path; both unknown where there is none */
typedef struct
{
  HearthAddressKind local;
  HearthAddressKind remote;
} HearthRoute;

/** hearth_address_kind_parse: @text: (nullable): as in a candidate: "host", "srflx", "prflx", "relay". Returns: its kind */
HearthAddressKind hearth_address_kind_parse   (const char        *text);

/** hearth_address_kind_get_name: Returns: (transfer none): as in a candidate; "unknown" for no path */
const char       *hearth_address_kind_get_name (HearthAddressKind  kind);

/** hearth_route_is_relayed: Returns: whether packets go through a TURN server, at whichever end */
gboolean          hearth_route_is_relayed     (const HearthRoute *self);

G_END_DECLS
