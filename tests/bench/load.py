"""The people of `./dev bench host`: the load generator (load/), told what to do, and what it says heard.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import secrets
import string

import sdp
from child import Child

# Everybody's loudness, −dBov: four people talk, the others have their microphones on. A room that forwards the loudest forwards those.
LOUD, QUIET = 20, 90
TALKERS = 4
PACKET_BYTES = 1200


def _token(length):
    return ''.join(secrets.choice(string.ascii_letters + string.digits) for _ in range(length))


class Peer:
    """One end of one connection, as its own description says it."""

    def __init__(self, load, number, who, upward):
        self.number = number
        self.who = who
        self.upward = upward
        self.port = None
        self.ufrag, self.password = _token(8), _token(24)
        self._load = load
        self.sends_picture = upward and who in load.picture_people
        self.ssrcs = {'audio': 10000 + 10 * who, 'video': 10001 + 10 * who, 'rtx': 10002 + 10 * who}
        self.mids = {'audio': '0', 'video': '1'} if self.sends_picture else {'audio': '0'}

    def offer(self, extensions=True):
        return sdp.make_offer(self._load.fingerprint, self.ufrag, self.password, (self._load.address, self.port),
                              {kind: mid for kind, mid in self.mids.items()}, self.ssrcs, extensions)

    def answer(self, offer):
        return sdp.make_answer(offer, self._load.fingerprint, self.ufrag, self.password, (self._load.address, self.port))

    def start(self, remote, candidate, controlling):
        """`remote`: the peer's description, parsed; `candidate`: its (address, port)."""
        role = 'server' if remote.setup == 'active' else 'client'
        self._load.say('start', self.number, 'controlling' if controlling else 'controlled', role, self.ufrag, self.password,
                       remote.ufrag, remote.password, *candidate)
        if self.upward:
            level = LOUD + 2 * self.who if self.who < TALKERS else QUIET
            self._load.say('publish', self.number, self.who, self.ssrcs['audio'], self.ssrcs['video'] if self.sends_picture else 0,
                           self.ssrcs['rtx'], level, int(remote.transport_cc))
        else:
            self._load.say('subscribe', self.number, self.who)


class Load(Child):
    """`people` with two connections each, on `core`; `picture`: width, height and packets a second of those who have one."""

    def __init__(self, program, core, log, address, people, picture_people, picture, profiles):
        self.address = address
        self.fingerprint = None
        self.people = people
        self.picture_people = picture_people
        self.layer = dict(zip('wh', picture[:2]), b=int(8 * picture[2] * PACKET_BYTES))
        self.up = {}     # number of a connection → (ns, profile)
        self.sees = {}   # (whose eyes, who, 'audio' or 'video') → ns
        self._answers = []
        self._ports = {}
        super().__init__([program, '--address', address, '--profiles', profiles, '--packet-bytes', str(PACKET_BYTES), '--width', str(picture[0]),
                          '--height', str(picture[1]), '--packet-rate', str(picture[2])], core, self._take, log)
        self.wait_for('its fingerprint', lambda: self.fingerprint)
        self.peers = [Peer(self, number, number // 2, number % 2 == 0) for number in range(2 * people)]
        for peer in self.peers:
            self.say('open', peer.number)
        self.wait_for('its ports', lambda: len(self._ports) == len(self.peers))
        for peer in self.peers:
            peer.port = self._ports[peer.number]

    def _take(self, words):
        name, rest = words[0], words[1:]
        if name == 'fingerprint':
            self.fingerprint = rest[0]
        elif name == 'port':
            self._ports[int(rest[0])] = int(rest[1])
        elif name == 'up':
            time, profile = rest[1].split()
            self.up[int(rest[0])] = (int(time), profile)
        elif name == 'sees':
            time, who, kind = map(int, rest[1].split())
            self.sees[(int(rest[0]) // 2, who, ('audio', 'video')[kind])] = time
        else:
            self._answers.append(' '.join(words))

    def peer(self, who, upward):
        return self.peers[2 * who + (0 if upward else 1)]

    def ask(self, command, answer):
        del self._answers[:]
        self.say(command)
        return self.wait_for(f'an answer to {command}',
                             lambda: next((line for line in self._answers if line.startswith(answer)), None))

    def report(self):
        return json.loads(self.ask('report', 'report').removeprefix('report '))

    def expected_sights(self, viewer, others):
        """What `viewer` must see and hear of `others` to be in: every picture, and the voice of whoever talks, where there are no pictures."""
        pictures = {(viewer, who, 'video') for who in others if who in self.picture_people and who != viewer}
        return pictures or {(viewer, who, 'audio') for who in others if who < TALKERS and who != viewer}
