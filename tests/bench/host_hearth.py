"""A Hearth room in `./dev bench host`: hearth-host with its own signalling server, and guests who come in by the link.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import json
import pathlib
import sys
import tempfile
import time

import sdp
from child import Child


class Hearth:
    """`people` is how many guests can be inside."""

    def __init__(self, build, core, scratch, options=()):
        self._build = pathlib.Path(build)
        self._core = core
        self._scratch = scratch
        self._options = options
        self.load = None
        self._link = None
        self._admitted = set()
        self._remotes = {}  # (who, direction) → Description of the connection that is being made
        self._started = set()

    def start(self, stack, people, guests_core):
        state = stack.enter_context(tempfile.TemporaryDirectory(dir=self._scratch))
        self._host = Child([str(self._build / 'src/host/hearth-host'), '--name', 'Bench', '--capacity', str(people), '--port', '0',
                            '--state-dir', state, *self._options], self._core, self._take_link, f'{self._scratch}/hearth-host.log')
        stack.callback(self._host.close)
        self.pid = self._host.pid
        self._host.wait_for('the link', lambda: self._link)
        self._guests = Child([str(self._build / 'tests/bench/guests'), self._link], guests_core, self._take_word,
                             f'{self._scratch}/guests.log')
        stack.callback(self._guests.close)

    def _take_link(self, words):
        self._link = self._link or words[0]

    # --- What the host says, on the thread that reads it ---

    def _say(self, who, **payload):
        self._guests.say('say', who, json.dumps(payload))

    def _describe(self, who, kind, direction, generation, text, **more):
        peer = self.load.peer(who, direction == 'up')
        fingerprint = base64.urlsafe_b64encode(bytes.fromhex(self.load.fingerprint.replace(':', ''))).decode().rstrip('=')
        self._say(who, type=kind, direction=direction, generation=generation, fingerprint=fingerprint, ice_ufrag=peer.ufrag, sdp=text,
                  **more)

    def _tell_state(self, who):
        """What a guest's program says of itself as soon as it can."""
        peer = self.load.peer(who, True)
        layers = [self.load.layer] if peer.sends_picture else []
        state = {'name': f'Guest {who}', 'colour': 'blue', 'microphone_on': True, 'camera_on': peer.sends_picture, 'sharing': False,
                 'layers': layers}
        self.load.say('tell', self.load.peer(who, False).number, json.dumps({'type': 'state', 'version': 1, 'state': state}))

    def _take_word(self, words):
        name, who = words[0], int(words[1])
        if name == 'admitted':
            peer = self.load.peer(who, True)
            tracks = {mid: 'audio' if kind == 'audio' else 'video0' for kind, mid in peer.mids.items()}
            self._admitted.add(who)
            self._tell_state(who)
            self._describe(who, 'offer', 'up', 1, peer.offer(), tracks=tracks)
        elif name == 'hears':
            self._take_payload(who, json.loads(words[2]))
        else:
            print(*words, file=sys.stderr)

    def _take_payload(self, who, payload):
        kind, direction = payload['type'], payload.get('direction')
        if kind == 'candidate':
            self._try(who, direction, sdp.parse_candidate(payload['candidate']))
        elif kind in ('offer', 'answer'):
            if kind == 'offer':
                self._describe(who, 'answer', 'down', payload['generation'], self.load.peer(who, False).answer(payload['sdp']))
            remote = self._remotes[(who, direction)] = sdp.parse(payload['sdp'])
            for candidate in remote.candidates:
                self._try(who, direction, candidate)
        else:
            print(who, 'hears', kind, file=sys.stderr)

    def _try(self, who, direction, candidate):
        """The first candidate that can be used is the one: host and load are on one computer."""
        if candidate is None or (who, direction) in self._started:
            return
        self._started.add((who, direction))
        self.load.peer(who, direction == 'up').start(self._remotes[(who, direction)], candidate, direction == 'up')

    # --- For the benchmark ---

    def join(self, who):
        """Comes in, with both connections; returns when that began."""
        begin = time.monotonic()
        self._guests.say('knock', who)
        self.load.wait_for(f'guest {who} to be connected', lambda: {2 * who, 2 * who + 1} <= self.load.up.keys())
        return begin

    def complete(self, last):
        """Has the last one come in; returns how many seconds that took, from the knock until everybody is seen."""
        begin = self.join(last)
        sights = self.load.expected_sights(last, range(last))
        self.load.wait_for(f'guest {last} to see everybody', lambda: sights <= self.load.sees.keys())
        return max([self.load.sees[sight] for sight in sights] + [self.load.up[2 * last + 1][0]]) / 1e9 - begin
