/* Session descriptions as webrtcbin, Chromium and Firefox write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#define SDP_FINGERPRINT "1E:40:DE:00:8A:B1:A2:47:71:DA:B6:AC:14:A9:4F:C0:73:9E:47:93:FF:D4:8A:C2:92:6B:CA:A6:A0:6A:DD:55"

#define SDP_TRANSPORT_CC "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

/* webrtcbin 1.28, as we set it up: sound, a picture with retransmission, a line that is free, data. */
#define SDP_OUR_OFFER \
  "v=0\r\n" \
  "o=- 5928337083161603844 0 IN IP4 0.0.0.0\r\n" \
  "s=-\r\n" \
  "t=0 0\r\n" \
  "a=ice-options:trickle\r\n" \
  "a=group:BUNDLE audio0 video1 audio2 application3\r\n" \
  "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" \
  "c=IN IP4 0.0.0.0\r\n" \
  "a=setup:actpass\r\n" \
  "a=ice-ufrag:lFDJW/97fiENb9DsaCEjkBZz9+ZynR33\r\n" \
  "a=ice-pwd:ZIXSoiT3pDZS24+nNv3ni/s7rJjMNlkq\r\n" \
  "a=rtcp-mux\r\n" \
  "a=rtcp-rsize\r\n" \
  "a=sendonly\r\n" \
  "a=rtpmap:111 OPUS/48000/2\r\n" \
  "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n" \
  "a=extmap:3 " SDP_TRANSPORT_CC "\r\n" \
  "a=rtcp-fb:111 transport-cc\r\n" \
  "a=ssrc:2611155029 msid:user3591462738@host-928fe001 webrtctransceiver0\r\n" \
  "a=ssrc:2611155029 cname:user3591462738@host-928fe001\r\n" \
  "a=mid:audio0\r\n" \
  "a=fingerprint:sha-256 " SDP_FINGERPRINT "\r\n" \
  "a=rtcp-mux-only\r\n" \
  "m=video 0 UDP/TLS/RTP/SAVPF 96 97\r\n" \
  "c=IN IP4 0.0.0.0\r\n" \
  "a=setup:actpass\r\n" \
  "a=ice-ufrag:lFDJW/97fiENb9DsaCEjkBZz9+ZynR33\r\n" \
  "a=ice-pwd:ZIXSoiT3pDZS24+nNv3ni/s7rJjMNlkq\r\n" \
  "a=bundle-only\r\n" \
  "a=rtcp-mux\r\n" \
  "a=rtcp-rsize\r\n" \
  "a=sendonly\r\n" \
  "a=rtpmap:96 VP8/90000\r\n" \
  "a=rtcp-fb:96 nack\r\n" \
  "a=rtcp-fb:96 nack pli\r\n" \
  "a=rtcp-fb:96 ccm fir\r\n" \
  "a=extmap:3 " SDP_TRANSPORT_CC "\r\n" \
  "a=rtcp-fb:96 transport-cc\r\n" \
  "a=rtpmap:97 rtx/90000\r\n" \
  "a=fmtp:97 apt=96\r\n" \
  "a=ssrc-group:FID 377807745 2551436134\r\n" \
  "a=ssrc:377807745 msid:user3591462738@host-928fe001 webrtctransceiver1\r\n" \
  "a=ssrc:377807745 cname:user3591462738@host-928fe001\r\n" \
  "a=ssrc:2551436134 msid:user3591462738@host-928fe001 webrtctransceiver1\r\n" \
  "a=ssrc:2551436134 cname:user3591462738@host-928fe001\r\n" \
  "a=mid:video1\r\n" \
  "a=fingerprint:sha-256 " SDP_FINGERPRINT "\r\n" \
  "a=rtcp-mux-only\r\n" \
  "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\n" \
  "c=IN IP4 0.0.0.0\r\n" \
  "a=setup:actpass\r\n" \
  "a=ice-ufrag:lFDJW/97fiENb9DsaCEjkBZz9+ZynR33\r\n" \
  "a=ice-pwd:ZIXSoiT3pDZS24+nNv3ni/s7rJjMNlkq\r\n" \
  "a=bundle-only\r\n" \
  "a=rtcp-mux\r\n" \
  "a=rtcp-rsize\r\n" \
  "a=inactive\r\n" \
  "a=rtpmap:111 OPUS/48000/2\r\n" \
  "a=mid:audio2\r\n" \
  "a=fingerprint:sha-256 " SDP_FINGERPRINT "\r\n" \
  "a=rtcp-mux-only\r\n" \
  "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n" \
  "c=IN IP4 0.0.0.0\r\n" \
  "a=setup:actpass\r\n" \
  "a=ice-ufrag:lFDJW/97fiENb9DsaCEjkBZz9+ZynR33\r\n" \
  "a=ice-pwd:ZIXSoiT3pDZS24+nNv3ni/s7rJjMNlkq\r\n" \
  "a=bundle-only\r\n" \
  "a=mid:application3\r\n" \
  "a=sctp-port:5000\r\n" \
  "a=fingerprint:sha-256 " SDP_FINGERPRINT "\r\n"

/* Chromium's answer to sound, a picture and data. */
#define SDP_CHROMIUM_ANSWER \
  "v=0\r\n" \
  "o=- 4611731400430051336 2 IN IP4 127.0.0.1\r\n" \
  "s=-\r\n" \
  "t=0 0\r\n" \
  "a=group:BUNDLE audio0 video1 application3\r\n" \
  "a=extmap-allow-mixed\r\n" \
  "a=msid-semantic: WMS\r\n" \
  "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" \
  "c=IN IP4 0.0.0.0\r\n" \
  "a=rtcp:9 IN IP4 0.0.0.0\r\n" \
  "a=ice-ufrag:Xy5+\r\n" \
  "a=ice-pwd:2fBHcwm4Qp0m5BXAmQ+8dD9l\r\n" \
  "a=ice-options:trickle\r\n" \
  "a=fingerprint:sha-256 " SDP_FINGERPRINT "\r\n" \
  "a=setup:active\r\n" \
  "a=mid:audio0\r\n" \
  "a=recvonly\r\n" \
  "a=rtcp-mux\r\n" \
  "a=rtcp-rsize\r\n" \
  "a=rtpmap:111 opus/48000/2\r\n" \
  "a=rtcp-fb:111 transport-cc\r\n" \
  "a=fmtp:111 minptime=10;useinbandfec=1\r\n" \
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n" \
  "c=IN IP4 0.0.0.0\r\n" \
  "a=rtcp:9 IN IP4 0.0.0.0\r\n" \
  "a=ice-ufrag:Xy5+\r\n" \
  "a=ice-pwd:2fBHcwm4Qp0m5BXAmQ+8dD9l\r\n" \
  "a=ice-options:trickle\r\n" \
  "a=fingerprint:sha-256 " SDP_FINGERPRINT "\r\n" \
  "a=setup:active\r\n" \
  "a=mid:video1\r\n" \
  "a=recvonly\r\n" \
  "a=rtcp-mux\r\n" \
  "a=rtcp-rsize\r\n" \
  "a=rtpmap:96 VP8/90000\r\n" \
  "a=rtcp-fb:96 transport-cc\r\n" \
  "a=rtcp-fb:96 ccm fir\r\n" \
  "a=rtcp-fb:96 nack\r\n" \
  "a=rtcp-fb:96 nack pli\r\n" \
  "a=rtpmap:97 rtx/90000\r\n" \
  "a=fmtp:97 apt=96\r\n" \
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" \
  "c=IN IP4 0.0.0.0\r\n" \
  "a=ice-ufrag:Xy5+\r\n" \
  "a=ice-pwd:2fBHcwm4Qp0m5BXAmQ+8dD9l\r\n" \
  "a=ice-options:trickle\r\n" \
  "a=fingerprint:sha-256 " SDP_FINGERPRINT "\r\n" \
  "a=setup:active\r\n" \
  "a=mid:application3\r\n" \
  "a=sctp-port:5000\r\n" \
  "a=max-message-size:262144\r\n"

/* Firefox's answer to a picture and data: the fingerprint stands above all lines. */
#define SDP_FIREFOX_ANSWER \
  "v=0\r\n" \
  "o=mozilla...THIS_IS_SDPARTA-99.0 7388493294848387 0 IN IP4 0.0.0.0\r\n" \
  "s=-\r\n" \
  "t=0 0\r\n" \
  "a=fingerprint:sha-256 " SDP_FINGERPRINT "\r\n" \
  "a=group:BUNDLE video1 application3\r\n" \
  "a=ice-options:trickle\r\n" \
  "a=msid-semantic:WMS *\r\n" \
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n" \
  "c=IN IP4 0.0.0.0\r\n" \
  "a=recvonly\r\n" \
  "a=end-of-candidates\r\n" \
  "a=fmtp:96 max-fs=12288;max-fr=60\r\n" \
  "a=fmtp:97 apt=96\r\n" \
  "a=ice-pwd:fb3cd1a7dbcb2a1b3ac5b4f0a7a1ddb1\r\n" \
  "a=ice-ufrag:d7ce4b3f\r\n" \
  "a=mid:video1\r\n" \
  "a=rtcp-fb:96 nack\r\n" \
  "a=rtcp-fb:96 nack pli\r\n" \
  "a=rtcp-fb:96 ccm fir\r\n" \
  "a=rtcp-mux\r\n" \
  "a=rtcp-rsize\r\n" \
  "a=rtpmap:96 VP8/90000\r\n" \
  "a=rtpmap:97 rtx/90000\r\n" \
  "a=setup:active\r\n" \
  "a=ssrc:1438247327 cname:{2d8dd0ef-9a0c-4b2c-8fd3-a4c4d3a2ef0d}\r\n" \
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" \
  "c=IN IP4 0.0.0.0\r\n" \
  "a=end-of-candidates\r\n" \
  "a=ice-pwd:fb3cd1a7dbcb2a1b3ac5b4f0a7a1ddb1\r\n" \
  "a=ice-ufrag:d7ce4b3f\r\n" \
  "a=mid:application3\r\n" \
  "a=setup:active\r\n" \
  "a=sctp-port:5000\r\n" \
  "a=max-message-size:1073741823\r\n"
