"""Session descriptions of people who only send or only receive, and what there is to read in the other side's.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import dataclasses
import ipaddress
import re

AUDIO_LEVEL = (1, 'urn:ietf:params:rtp-hdrext:ssrc-audio-level')
TRANSPORT_CC = (3, 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01')
CODECS = {
    'audio': ('111', ['rtpmap:111 opus/48000/2', 'fmtp:111 minptime=10;useinbandfec=1']),
    'video': ('96 97', ['rtpmap:96 VP8/90000', 'rtcp-fb:96 nack', 'rtcp-fb:96 nack pli', 'rtcp-fb:96 ccm fir', 'rtpmap:97 rtx/90000',
                        'fmtp:97 apt=96']),
}
FEEDBACK_PAYLOAD = {'audio': '111', 'video': '96'}


@dataclasses.dataclass
class Description:
    ufrag: str
    password: str
    setup: str
    transport_cc: bool
    candidates: list


def parse_candidate(text):
    """(address, port) of a host candidate that we can use, else None."""
    match = re.search(r'candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host', text, re.IGNORECASE)
    if match is None:
        return None
    try:
        usable = ipaddress.ip_address(match[1]).version == 4
    except ValueError:
        return None
    return (match[1], int(match[2])) if usable else None


def parse(text):
    found = {name: re.search(rf'^a={name}:(\S+)', text, re.MULTILINE) for name in ('ice-ufrag', 'ice-pwd', 'setup')}
    lines = [line for line in text.splitlines() if line.startswith('a=candidate:')]
    return Description(found['ice-ufrag'][1], found['ice-pwd'][1], found['setup'][1], TRANSPORT_CC[1] in text,
                       [candidate for candidate in map(parse_candidate, lines) if candidate])


def _header(mids):
    return ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', f'a=group:BUNDLE {" ".join(mids)}']


def _transport(fingerprint, ufrag, password, setup, candidate):
    address, port = candidate
    return ['c=IN IP4 0.0.0.0', f'a=ice-ufrag:{ufrag}', f'a=ice-pwd:{password}', f'a=fingerprint:sha-256 {fingerprint}',
            f'a=setup:{setup}', f'a=candidate:1 1 UDP 2130706431 {address} {port} typ host']


def _join(lines):
    return ''.join(f'{line}\r\n' for line in lines)


def make_offer(fingerprint, ufrag, password, candidate, mids, ssrcs, extensions):
    """`mids`: kind → mid, of what is sent."""
    lines = _header(mids.values())
    for kind, mid in mids.items():
        payloads, codec = CODECS[kind]
        lines += [f'm={kind} 9 UDP/TLS/RTP/SAVPF {payloads}', *_transport(fingerprint, ufrag, password, 'actpass', candidate),
                  f'a=mid:{mid}', 'a=sendonly', 'a=rtcp-mux', 'a=rtcp-rsize', *(f'a={line}' for line in codec)]
        if extensions:
            lines.append(f'a=rtcp-fb:{FEEDBACK_PAYLOAD[kind]} transport-cc')
            lines += [f'a=extmap:{number} {uri}' for number, uri in (AUDIO_LEVEL, TRANSPORT_CC) if kind == 'audio' or number != 1]
        if kind == 'video':
            lines.append(f'a=ssrc-group:FID {ssrcs["video"]} {ssrcs["rtx"]}')
            lines.append(f'a=ssrc:{ssrcs["rtx"]} cname:load')
        lines.append(f'a=ssrc:{ssrcs[kind]} cname:load')
    return _join(lines)


def _answer_section(section, transport):
    """To one media section of an offer, as lines: everything in it is taken."""
    first = section[0].split()
    kept = [line for line in section if line.startswith(('a=mid:', 'a=rtpmap:', 'a=fmtp:', 'a=rtcp-fb:'))]
    if first[0] == 'm=application':
        return [f'm=application 9 {first[2]} {first[3]}', *transport, *kept, 'a=sctp-port:5000']
    kept += [line for line in section if line.startswith('a=extmap:') and line.endswith((AUDIO_LEVEL[1], TRANSPORT_CC[1]))]
    direction = 'recvonly' if 'a=sendonly' in section else 'inactive'
    return [f'{first[0]} 9 {" ".join(first[2:])}', *transport, *kept, f'a={direction}', 'a=rtcp-mux', 'a=rtcp-rsize']


def make_answer(offer, fingerprint, ufrag, password, candidate):
    """Takes whatever is offered."""
    lines = offer.splitlines()
    starts = [index for index, line in enumerate(lines) if line.startswith('m=')]
    sections = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)])]
    mids = [next(line for line in section if line.startswith('a=mid:'))[6:] for section in sections]
    transport = _transport(fingerprint, ufrag, password, 'active', candidate)
    return _join(_header(mids) + [line for section in sections for line in _answer_section(section, transport)])
