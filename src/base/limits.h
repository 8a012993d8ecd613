/* Every limit of the project and its reason. Nothing that comes from outside grows past one of these.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

/* --- Signalling messages ------------------------------------------------------------------------------------------------ */

/* One WebSocket message. The largest honest one is an offer for 32 m-lines, sealed and in base64: about 40 KiB. */
#define HEARTH_LIMIT_MESSAGE_BYTES (64 * 1024)

/* json-glib refuses depth 1024 but not width: "[{},{},…" costs it 110 times its size. We scan before we parse.
 * The deepest honest message has depth 5, the widest about 600 tokens. */
#define HEARTH_LIMIT_JSON_DEPTH 16
#define HEARTH_LIMIT_JSON_TOKENS 2048

/* A sealed payload in base64url: what a message holds, less an envelope's other members. */
#define HEARTH_LIMIT_SEALED_BYTES (63 * 1024)

/* The JSON of a payload before it is signed (160 bytes), sealed (41 bytes) and written in base64url (× 4/3). */
#define HEARTH_LIMIT_PAYLOAD_BYTES (47 * 1024)

/* A session description before webrtcbin parses it, and its lines: 100 unbundled lines started 305 threads. As JSON, where every
 * line end becomes four characters, it fits into a payload. */
#define HEARTH_LIMIT_SDP_BYTES (44 * 1024)
#define HEARTH_LIMIT_SDP_MEDIA 32
#define HEARTH_LIMIT_SDP_ATTRIBUTES 64
#define HEARTH_LIMIT_SDP_LINE_BYTES 1024

/* RFC 8839, 5.4: an ICE user name fragment has 4 to 256 characters. */
#define HEARTH_LIMIT_ICE_UFRAG_BYTES 256

/* One candidate line is about 120 bytes; a host with ten interfaces and two relays sends about 40. */
#define HEARTH_LIMIT_CANDIDATE_BYTES 256
#define HEARTH_LIMIT_CANDIDATES 64

/* A person's name in UTF-8 after cleaning: fits a tile's name line. */
#define HEARTH_LIMIT_NAME_BYTES 64

/* How old a signed payload may be, both ways: clocks of honest computers are within a few seconds, and Signal's RingRTC
 * drops offers at the same age. */
#define HEARTH_LIMIT_SIGNATURE_AGE_SECONDS 60

/* A link is about 100 bytes; a server name may be 253. */
#define HEARTH_LIMIT_LINK_BYTES 512

/* --- Rooms and people --------------------------------------------------------------------------------------------------- */

/* People in one room: what a desktop's upload carries; the server and the host both hold to it. */
#define HEARTH_LIMIT_ROOM_PEOPLE 40

/* People who wait at one door at the same time. */
#define HEARTH_LIMIT_ROOM_KNOCKS 20

/* --- Data channel ------------------------------------------------------------------------------------------------------- */

/* One control message; the roster of 40 people is about 8 KiB. */
#define HEARTH_LIMIT_CONTROL_BYTES (16 * 1024)

/* What may wait in a data channel towards somebody who does not read; then the connection is replaced. */
#define HEARTH_LIMIT_CHANNEL_BUFFERED_BYTES (1024 * 1024)
