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

/* Knocks that a host remembers, each for up to twice that age: far more than honest people make, in 150 KiB. */
#define HEARTH_LIMIT_HELLOS 1024

/* A link is about 100 bytes; a server name may be 253. */
#define HEARTH_LIMIT_LINK_BYTES 512

/* --- Rooms and people --------------------------------------------------------------------------------------------------- */

/* People in one room: what a desktop's upload carries; the server and the host both hold to it. */
#define HEARTH_LIMIT_ROOM_PEOPLE 40

/* Of these at most so many with a picture: 16 × 15 streams of 1.2 Mbit/s are what a gigabit port and one core carry. */
#define HEARTH_LIMIT_ROOM_PICTURES 16

/* Screens that are shared at the same time, besides: two to compare, and as many who have not stopped yet. */
#define HEARTH_LIMIT_ROOM_SHARES 4

/* Pictures that one person can be shown: everybody's, and the screens. */
#define HEARTH_LIMIT_VIEW_TILES (HEARTH_LIMIT_ROOM_PEOPLE + HEARTH_LIMIT_ROOM_SHARES)

/* Up to so many people in a room everybody's voice is forwarded; in a larger one the loudest. Nobody follows more than four at once. */
#define HEARTH_LIMIT_ROOM_ALL_VOICES 6
#define HEARTH_LIMIT_ROOM_LOUDEST 4

/* Lines on which one person hears all others: everybody of a small room, or the loudest of a large one and whoever speaks up next. */
#define HEARTH_LIMIT_VOICE_SLOTS (HEARTH_LIMIT_ROOM_ALL_VOICES - 1)

/* Sizes in which one picture is sent at once: 720p, 360p and 180p. */
#define HEARTH_LIMIT_VIDEO_LAYERS 3

/* What somebody may say of a layer of theirs: the largest VP8 picture (RFC 6386, 9.1), and twice what a whole 4K screen takes. */
#define HEARTH_LIMIT_LAYER_PIXELS 16383
#define HEARTH_LIMIT_LAYER_BITRATE (24 * 1000 * 1000)

/* Of that a host believes so many bits a second, for any picture and for each of its pixels: four times what we send at 640×360,
 * for pictures that are not of talking heads. */
#define HEARTH_LIMIT_LAYER_BITRATE_BASE (500 * 1000)
#define HEARTH_LIMIT_LAYER_BITRATE_PER_PIXEL 9

/* A host passes on so much more of a layer than was said of it: encoders miss their rate for a while, and headers count as well. */
#define HEARTH_LIMIT_LAYER_EXCESS 3

/* What a host passes on of one voice, or of the sound of one screen, in bits a second: Opus has at most 510 kbit/s (RFC 6716, 2.1.1). */
#define HEARTH_LIMIT_SOUND_BITRATE (640 * 1000)

/* What may come at once in spite of these two: a key frame of the smallest layer, and what a burst of the network held back. */
#define HEARTH_LIMIT_TRACK_BURST_BYTES (64 * 1024)

/* What one packet counts for at least, for a small one costs its receivers as much work as a large one: a hundred packets of Opus a
 * second, twice what we send, come to 205 kbit/s. */
#define HEARTH_LIMIT_PACKET_COST 256

/* One side of a picture on somebody's screen, in device pixels: four 4K screens beside each other. */
#define HEARTH_LIMIT_TILE_PIXELS 16384

/* A shared screen is not sent larger than this: what others show of it (HEARTH_LIMIT_PICTURE_PIXELS) where it is to be read, and
 * what one core encodes thirty times a second where something moves. */
#define HEARTH_LIMIT_SHARE_TEXT_PIXELS (2560 * 1600)
#define HEARTH_LIMIT_SHARE_MOTION_PIXELS (1920 * 1200)

/* What other programs play at the same time, of which a share carries the sound: more than anybody can tell apart, at 1 % of a core each. */
#define HEARTH_LIMIT_PLAYED_STREAMS 16

/* One side of the pointer on a shared screen: twice what desktops draw, or once on a dense screen; a larger one is made smaller. With
 * its pixels as text it fits a control message (HEARTH_LIMIT_CONTROL_BYTES). */
#define HEARTH_LIMIT_POINTER_PIXELS 64

/* How often a pointer on a shared screen is told of, in ms, and how often a new shape of it: smooth to the eye where it is drawn in between,
 * 4.5 kB a second for each who sees it, with everything around it (measured), and 3 kB for a usual shape, 22 kB for the largest. */
#define HEARTH_LIMIT_POINTER_MS 50
#define HEARTH_LIMIT_POINTER_SHAPE_MS 250

/* What the host takes of it from one person, at once and each second: what was held up for three seconds, and a little more than that; of
 * shapes in bytes of their text. What is too much is dropped: one that is animated, or whose owner means harm, costs everybody who sees it 8 kB
 * a second, and four of them 32 (a quarter of a Mbit/s). A program keeps to three quarters of that (room/pointers.c). */
#define HEARTH_LIMIT_POINTERS 60
#define HEARTH_LIMIT_POINTERS_PER_SECOND 25
#define HEARTH_LIMIT_POINTER_SHAPE_BYTES (64 * 1024)
#define HEARTH_LIMIT_POINTER_SHAPE_BYTES_PER_SECOND (8 * 1024)

/* People who wait at one door at the same time. */
#define HEARTH_LIMIT_ROOM_KNOCKS 20

/* Of them from one address (an IPv6 /64 counts as one): a school class that opens its link in the same second, each answered within a
 * round trip. Somebody who only wants to be in the way leaves a quarter of the places to others; from an IPv4 and an IPv6 address
 * together they fill the door, until the host denies them, which their address pays for as misses. */
#define HEARTH_LIMIT_ADDRESS_KNOCKS 15

/* How long somebody knocks again who is told that too many do: what a door holds back of a flood is over by then, and nobody who stands
 * outside would wait much longer. */
#define HEARTH_LIMIT_BUSY_SECONDS 20

/* Keys that a door remembers, to let them in unasked or never: more people than anybody knows by name, in 32 KiB. As many that co-hosts
 * put out, and as many with a role. */
#define HEARTH_LIMIT_DOOR_KEYS 256

/* Links to one room that work at the same time: more than anybody keeps in mind. */
#define HEARTH_LIMIT_ROOM_LINKS 32

/* How old the proof that somebody is in a room may be, both ways: longer than a long day in one room, since who says nothing makes no new one,
 * and no longer, since the host may show it again in that room. */
#define HEARTH_LIMIT_PRESENCE_SECONDS (24 * 3600)

/* Codes that somebody may compare in one stay, and how long until there may be one more, in seconds. Whoever stands in between succeeds at
 * one in 10⁶. */
#define HEARTH_LIMIT_COMPARISONS 5
#define HEARTH_LIMIT_COMPARISON_SECONDS 600

/* How often somebody is asked whether they would like to, by whomever: a question covers the window. */
#define HEARTH_LIMIT_INVITATIONS 3
#define HEARTH_LIMIT_INVITATION_SECONDS 20

/* How long a question waits for an answer, a code for its other half, and a code for two people who read it to each other; in seconds. */
#define HEARTH_LIMIT_INVITED_SECONDS 60
#define HEARTH_LIMIT_EXCHANGE_SECONDS 15
#define HEARTH_LIMIT_CODE_SECONDS 300

/* Of how many stills somebody may have others told at once, and how long until of one more, in seconds: whoever takes one asks a dialog where
 * to put it, so nobody honest is faster; and as many of them does anybody get to hear of, of each of the others. */
#define HEARTH_LIMIT_SNAPSHOTS 8
#define HEARTH_LIMIT_SNAPSHOT_SECONDS 2

/* How long a link may work, in seconds: a year; who wants more makes one without an end. */
#define HEARTH_LIMIT_LINK_SECONDS (366 * 24 * 3600)

/* --- Data channel ------------------------------------------------------------------------------------------------------- */

/* One control message; the roster of 40 people with their keys is about 15 KiB, of names that have to be escaped 18. */
#define HEARTH_LIMIT_CONTROL_BYTES (24 * 1024)

/* What may wait in a data channel towards somebody who does not read; then the connection is replaced. */
#define HEARTH_LIMIT_CHANNEL_BUFFERED_BYTES (1024 * 1024)

/* What a message counts for besides its bytes while it is on the way to the main thread: what carries it there. */
#define HEARTH_LIMIT_CHANNEL_MESSAGE_COST 512

/* Data channels that a peer may open on one connection: control, chat, files, and one to spare. */
#define HEARTH_LIMIT_CHANNELS 4
#define HEARTH_LIMIT_CHANNEL_LABEL_BYTES 32

/* --- Chat --------------------------------------------------------------------------------------------------------------- */

/* One message: two pages of text, a quarter of what a control message holds, where quotation marks and line ends count twice. */
#define HEARTH_LIMIT_CHAT_BYTES 4096

/* Its lines: more would push everything else out of the window for two bytes each. */
#define HEARTH_LIMIT_CHAT_LINES 64

/* What the host keeps for who comes late, or whose connection has just been made anew: an hour of a lively room, and a sixteenth of what
 * may wait in a channel (HEARTH_LIMIT_CHANNEL_BUFFERED_BYTES), since all of it is sent at once. */
#define HEARTH_LIMIT_CHAT_HISTORY 200
#define HEARTH_LIMIT_CHAT_HISTORY_BYTES (64 * 1024)

/* What a whole room may write, messages at once and each second: what four people write at once, and more than anybody reads. Everything
 * goes to everybody, so this is what each has to take. */
#define HEARTH_LIMIT_CHAT_ROOM_BURST 256
#define HEARTH_LIMIT_CHAT_ROOM_PER_SECOND 40

/* What one person may write, bytes at once and each second, with what a message counts for at least: two short ones a second, or a page in
 * four. */
#define HEARTH_LIMIT_CHAT_BURST_BYTES (16 * 1024)
#define HEARTH_LIMIT_CHAT_BYTES_PER_SECOND 512
#define HEARTH_LIMIT_CHAT_COST 256

/* Messages of one's own that the host has not confirmed yet; whoever writes more of them while the connection is lost is told to wait. */
#define HEARTH_LIMIT_CHAT_UNCONFIRMED 16

/* Messages that a window keeps: a day's, with at most HEARTH_LIMIT_CHAT_BYTES each. */
#define HEARTH_LIMIT_CHAT_SHOWN 1000

/* --- Hands and reactions ------------------------------------------------------------------------------------------------ */

/* How often somebody raises a hand, at once and each second: everybody is told each time. More often it stays down. */
#define HEARTH_LIMIT_HAND_BURST 5
#define HEARTH_LIMIT_HANDS_PER_SECOND 0.5

/* Reactions of one person, at once and each second: applause, and nothing that covers a picture for good. */
#define HEARTH_LIMIT_REACTION_BURST 5
#define HEARTH_LIMIT_REACTIONS_PER_SECOND 1

/* Of a whole room: when everybody applauds. All of it goes to everybody, and must leave room for what a control channel carries besides;
 * nobody sees that one of forty was not passed on. */
#define HEARTH_LIMIT_REACTION_ROOM_BURST 40
#define HEARTH_LIMIT_REACTION_ROOM_PER_SECOND 10

/* Reactions that float over one picture at a time. */
#define HEARTH_LIMIT_REACTIONS_SHOWN 6

/* --- Connections -------------------------------------------------------------------------------------------------------- */

/* From the first description to media: TURN over TCP took 2.2 s, symmetric NAT fails after 26; a wrong TURN password never says
 * anything. Whoever waits longer has given up. */
#define HEARTH_LIMIT_PEER_CONNECT_SECONDS 15

/* A STUN message: a binding request with the longest user name (RFC 8489 section 14.3: 509 bytes) and all that ICE adds to it.
 * What is longer is not worth a checksum. */
#define HEARTH_LIMIT_STUN_BYTES 700

/* Ways between the addresses of two computers that are tried (RFC 8445 section 6.1.2.5). */
#define HEARTH_LIMIT_ICE_PAIRS 100

/* Packets of one peer that the room's one thread works on, a burst and what comes back each second: twice what one layer of
 * HEARTH_LIMIT_LAYER_BITRATE takes. To look whether a packet is authentic costs some µs, whoever sent it: this many a twentieth of
 * a core, which is not taken from the others. */
#define HEARTH_LIMIT_ICE_PACKETS 5000
#define HEARTH_LIMIT_ICE_PACKETS_PER_SECOND 5000

/* RTP that has waited for the room's thread for longer is dropped: nobody waits for it any more (receivers give up after 200 ms), and
 * a computer that was busy or asleep would otherwise be behind for as long as its queue is long. */
#define HEARTH_LIMIT_ICE_PACKET_AGE_MS 500

/* Packets that a peer gets into webrtcbin before its handshake is over: a dozen, and media that comes before the main thread hears of
 * the end. Of the 5 MiB that webrtcbin's queue holds they fill three, so that it never stops whoever fills it. */
#define HEARTH_LIMIT_ICE_EARLY_PACKETS 2048

/* An RTP packet of ours is at most 1200 bytes of payload; nothing honest is larger than an Ethernet frame. */
#define HEARTH_LIMIT_RTP_BYTES 1500

/* Its header extensions, in words of 32 bits: ours take two; each one more would be copied with the packet to everybody. */
#define HEARTH_LIMIT_RTP_EXTENSION_WORDS 16

/* RTCP of one peer, a burst and what comes back each second: ten reports on our packets, or a hundred where it receives all that
 * it can, as many requests for lost ones on a bad path, and what rtpsession says by itself. */
#define HEARTH_LIMIT_RTCP_PACKETS 200
#define HEARTH_LIMIT_RTCP_PACKETS_PER_SECOND 200

/* Who may send RTCP on one connection besides the streams that were announced: srtpdec remembers each for ever, before it knows
 * whether the packet is authentic. A peer reports as one; those who have just gone, with a retransmission each, say goodbye. */
#define HEARTH_LIMIT_RTCP_SENDERS 72

/* Packets that one peer may have sent again: four of the largest pictures at once, and a fifth of what a path of 50 Mbit/s
 * carries each second. One packet of RTCP can ask for six thousand. */
#define HEARTH_LIMIT_REPEATED_PACKETS 512
#define HEARTH_LIMIT_REPEATED_PACKETS_PER_SECOND 1000

/* Whom one peer has sent as: srtpdec and we remember each for ever, or a packet could be played back. Thirty pictures and thirty who
 * retransmit them at a time, each of them four times over: who comes again comes as who they were. */
#define HEARTH_LIMIT_RECEIVED_SSRCS 256

/* What is kept of a stream to be sent again: as long as anybody waits for it, three times over, and half a second of the largest
 * picture. A power of two: each has its place by its number. */
#define HEARTH_LIMIT_KEPT_PACKETS 512
#define HEARTH_LIMIT_KEPT_PACKETS_MS 1000

/* Streams that one connection has sent: two for each line. Lines are used again, and nearly always as who they were. */
#define HEARTH_LIMIT_SENT_STREAMS 64

/* Packets that we ask one peer to send again: the largest picture, and half of what four layers send in a second. Whoever counts
 * in leaps would have us ask for whatever it left out. */
#define HEARTH_LIMIT_REQUESTED_PACKETS 128
#define HEARTH_LIMIT_REQUESTED_PACKETS_PER_SECOND 500

/* Packets of one stream that are missing at a time: the largest picture we send, lost whole. */
#define HEARTH_LIMIT_MISSING_PACKETS 128

/* Packets in one transport-wide feedback: what a path of 60 Mbit/s carries in the 100 ms between two. */
#define HEARTH_LIMIT_FEEDBACK_PACKETS 512

/* Packets whose fate a connection remembers until they are reported: a second and a half of one that carries 15 pictures. */
#define HEARTH_LIMIT_TRANSPORT_HISTORY 4096

/* The name of a track: a member id and a kind. */
#define HEARTH_LIMIT_TRACK_ID_BYTES 64

/* --- Signalling server -------------------------------------------------------------------------------------------------- */

/* A knock is a sealed name, a key and a signature: about 700 bytes. It may have to be kept while the host is away. */
#define HEARTH_LIMIT_KNOCK_BYTES (8 * 1024)

/* What may wait towards a socket that does not read; then it is closed. Sixteen of the largest messages. */
#define HEARTH_LIMIT_SEND_QUEUE_BYTES (1024 * 1024)

/* Sockets of one address (an IPv6 /64 counts as one): a school class behind one router, each with a page open as well. */
#define HEARTH_LIMIT_ADDRESS_CONNECTIONS 96

/* Sockets in all at the server inside the app: six times what one full room needs, and a quarter of the usual 1024 descriptors.
 * The GLib loop looks at each at every turn, on the thread that draws the window. */
#define HEARTH_LIMIT_APP_CONNECTIONS 256

/* New sockets of one address, and as often it may ask for a room: a burst, and how many come back each second. The knocks of a
 * whole burst fit into a host's HEARTH_LIMIT_SEND_QUEUE_BYTES. */
#define HEARTH_LIMIT_ADDRESS_ATTEMPTS 120
#define HEARTH_LIMIT_ADDRESS_ATTEMPTS_PER_SECOND 4

/* As so many counts a knock that a host had no time to look at. Hosts look at five a second (room/door): of four addresses that knock as
 * fast as they may, each gets to knock once in two seconds then, and others are heard between them. */
#define HEARTH_LIMIT_ADDRESS_BUSY_ATTEMPTS 8

/* What comes from one address, bytes at once and each second, whatever it is: a full room's host and its guests at one router, four
 * times over. Until what was too much is paid back, nobody is let in from there. */
#define HEARTH_LIMIT_ADDRESS_BYTES (32 * 1024 * 1024)
#define HEARTH_LIMIT_ADDRESS_BYTES_PER_SECOND (4 * 1024 * 1024)

/* How often the server looks for what has come on a socket besides messages. Pings are answered by libwebsockets, which tells nobody. */
#define HEARTH_LIMIT_METER_SECONDS 2

/* Wrong rooms or resume tokens of one address, and knocks that a host refused. After a server's restart its guests ask before their host is back, hence the
 * burst; whoever uses it up waits. Room ids have 128 bits, so this is about noise, not about guessing. */
#define HEARTH_LIMIT_ADDRESS_MISSES 30
#define HEARTH_LIMIT_ADDRESS_MISSES_PER_MINUTE 5
#define HEARTH_LIMIT_ADDRESS_BLOCK_SECONDS 600

/* Addresses remembered; the one that has been idle longest is forgotten first. About 200 bytes each. */
#define HEARTH_LIMIT_ADDRESSES 65536

/* Messages and bytes from one socket: a burst, and what comes back each second. A guest sends one offer or answer and its
 * candidates per connection; a host the same for forty guests at once. A guest's burst stays far below
 * HEARTH_LIMIT_SEND_QUEUE_BYTES, so that no guest can fill the host's queue. */
#define HEARTH_LIMIT_GUEST_MESSAGES 256
#define HEARTH_LIMIT_GUEST_MESSAGES_PER_SECOND 32
#define HEARTH_LIMIT_GUEST_BYTES (512 * 1024)
#define HEARTH_LIMIT_GUEST_BYTES_PER_SECOND (64 * 1024)
#define HEARTH_LIMIT_HOST_MESSAGES 8192
#define HEARTH_LIMIT_HOST_MESSAGES_PER_SECOND 512
#define HEARTH_LIMIT_HOST_BYTES (16 * 1024 * 1024)
#define HEARTH_LIMIT_HOST_BYTES_PER_SECOND (2 * 1024 * 1024)

/* From the first byte to an open WebSocket, TLS included: 5 s is ten bad round trips. */
#define HEARTH_LIMIT_UPGRADE_SECONDS 5

/* How long a socket may stay without a place in a room. */
#define HEARTH_LIMIT_SEATLESS_SECONDS 10

/* A socket that says nothing for the first time is pinged; silent for the second time as well, it is gone: within 15 s. */
#define HEARTH_LIMIT_QUIET_SECONDS 5
#define HEARTH_LIMIT_PONG_SECONDS 9

/* How long a room is kept for a host that lost its socket: a restart of the router. */
#define HEARTH_LIMIT_ROOM_KEPT_SECONDS 300

/* Rooms on one server; past it the one that has been without a host longest ends. About 500 bytes each. */
#define HEARTH_LIMIT_ROOMS 20000

/* The head of a request. Ours is 300 bytes; browsers with long cookies for the same host name send about 2 KiB. */
#define HEARTH_LIMIT_REQUEST_BYTES 4096

/* --- Signalling client -------------------------------------------------------------------------------------------------- */

/* From nothing to an open WebSocket. */
#define HEARTH_LIMIT_CONNECT_SECONDS 10

/* A server that does not answer a ping is noticed within the sum and two seconds, since GLib rounds timers to seconds: 10 s. */
#define HEARTH_LIMIT_CLIENT_PING_SECONDS 4
#define HEARTH_LIMIT_CLIENT_PONG_SECONDS 4

/* What a server may leave unread between two answers to a ping: a host that offers to forty guests at once, four times over. */
#define HEARTH_LIMIT_CLIENT_UNANSWERED_BYTES (8 * 1024 * 1024)

/* How long a reconnection is tried without asking the person. */
#define HEARTH_LIMIT_RECONNECT_SECONDS 120

/* --- Media -------------------------------------------------------------------------------------------------------------- */

/* Between two key frames of a picture that somebody asked for, on average: each is ten ordinary pictures long. Chromium holds to
 * 300 ms for one viewer; here the requests of a whole room are merged. */
#define HEARTH_LIMIT_KEYFRAME_INTERVAL_MS 1000

/* People come to a meeting together, and each sees nothing before the next key frame: so many may come one soon after the other, but
 * not before the last one can have reached whoever asked, and whoever asked a moment later. */
#define HEARTH_LIMIT_KEYFRAME_BURST 4
#define HEARTH_LIMIT_KEYFRAME_GAP_MS 250

/* What may wait for the first sink of a stream that has just begun: a key frame of 1280×720 is about 60 packets, and the main thread
 * hears of it within a few pictures. */
#define HEARTH_LIMIT_EARLY_PACKETS 256

/* What may wait in front of a decoder: two seconds at 2 Mbit/s. Older packets go first, and a key frame is asked for. */
#define HEARTH_LIMIT_DECODER_QUEUE_BYTES (512 * 1024)

/* --- This computer's files ---------------------------------------------------------------------------------------------- */

/* Rooms that are offered again: what fits on the first page without scrolling. */
#define HEARTH_LIMIT_RECENT_ROOMS 10

/* Their file: ten rooms of about 300 bytes, and room for what people write into it. */
#define HEARTH_LIMIT_RECENT_ROOMS_BYTES (64 * 1024)

/* The identity key's file: 43 characters and a line end. */
#define HEARTH_LIMIT_IDENTITY_BYTES 64

/* What hearth-host remembers of its room: a link, two numbers, and room for what people write into it. */
#define HEARTH_LIMIT_HOST_STATE_BYTES (16 * 1024)

/* Microphones whose switches are remembered: more than anybody owns; and PipeWire's name of one, which is 60 to 120 bytes. */
#define HEARTH_LIMIT_REMEMBERED_DEVICES 32
#define HEARTH_LIMIT_DEVICE_ID_BYTES 256

/* What a door remembers: twice HEARTH_LIMIT_DOOR_KEYS keys with names, which are at most 210 bytes each where every letter of a name has
 * to be written as two, as many roles, the links, and what people write into it. */
#define HEARTH_LIMIT_DOOR_BYTES (160 * 1024)

/* Names with keys that a person has met: more than they remember, in 140 KiB; of them for one key, and new ones in one call: more than a room
 * holds, so that no room makes somebody forget all others. */
#define HEARTH_LIMIT_KNOWN_PEOPLE 1024
#define HEARTH_LIMIT_KNOWN_NAMES 4
#define HEARTH_LIMIT_NEW_PEOPLE 64

/* Their file: each at most 130 bytes, and as many for what has to be escaped. */
#define HEARTH_LIMIT_KNOWN_PEOPLE_BYTES (256 * 1024)

/* A picture from somebody else: the largest screen we send. VP8 can announce 16383×16383, which costs a gigabyte to decode and show. */
#define HEARTH_LIMIT_PICTURE_PIXELS (2560 * 1600)
