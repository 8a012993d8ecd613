"""Janus's VideoRoom, as Debian packages it, in `./dev bench host`: over its HTTP interface.

https://janus.conf.meetecho.com/docs/rest.html, …/docs/videoroom.html

SPDX-License-Identifier: GPL-3.0-or-later
"""

import http.client
import json
import os
import pathlib
import queue
import secrets
import shutil
import subprocess
import threading
import time
import urllib.request

import sdp
from child import prefer
from desktop import LabError

ROOM = 1234
PUBLISHER_ID = 100  # of the first person
SYSTEM_LIBRARIES = f'/usr/lib/{os.uname().machine}-linux-gnu'
SETTINGS = {
    'janus.jcfg': '''general: {{
  configs_folder = "{folder}"
  debug_level = 3
  {event_loops}
}}
plugins: {{ disable = "{plugins}" }}
transports: {{ disable = "{transports}" }}
''',
    'janus.transport.http.jcfg': '''general: {{ json = "compact" base_path = "/janus" http = true port = {port} ip = "127.0.0.1" https = false }}
admin: {{ admin_http = false }}
''',
    'janus.plugin.videoroom.jcfg': 'general: {{ }}\n',
}


def _others(folder, but):
    """Every module but that one: a server for video rooms loads nothing else."""
    return ','.join(path.name for path in pathlib.Path(SYSTEM_LIBRARIES, 'janus', folder).glob('*.so') if but not in path.name)


class Janus:
    """`tuned`: one event loop for everybody, and SRTP on OpenSSL as we have it; else exactly as Debian has it."""

    def __init__(self, core, scratch, tuned):
        if shutil.which('janus') is None:
            raise LabError('Janus is not installed (Debian package "janus")')
        self._core = core
        self._scratch = scratch
        self._tuned = tuned
        self._port = 18088
        self._answers = {}
        self._over = False
        self.load = None

    def start(self, stack, people, _guests_core):
        folder = pathlib.Path(self._scratch, 'janus')
        folder.mkdir(exist_ok=True)
        for name, text in SETTINGS.items():
            (folder / name).write_text(text.format(
                folder=folder, port=self._port, event_loops='event_loops = 1' if self._tuned else '',
                plugins=_others('plugins', 'videoroom'), transports=_others('transports', 'http')), encoding='utf-8')
        environment = dict(os.environ)
        if not self._tuned:
            environment['LD_LIBRARY_PATH'] = SYSTEM_LIBRARIES
        log = stack.enter_context(open(f'{self._scratch}/janus.log', 'w', encoding='utf-8'))
        self._process = subprocess.Popen(['janus', '-F', folder], stdout=log, stderr=log, env=environment, preexec_fn=prefer(self._core))
        stack.callback(self._close)
        self.pid = self._process.pid
        self.version = self._await_info()['version_string']
        self._session = self._request('', janus='create')['data']['id']
        threading.Thread(target=self._poll, daemon=True).start()
        handle = self._attach()
        self._ask(handle, {'request': 'create', 'room': ROOM, 'publishers': people, 'bitrate': 0, 'audiocodec': 'opus',
                           'videocodec': 'vp8', 'notify_joining': False})

    def _close(self):
        self._over = True
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    # --- HTTP ---

    def _get(self, path, timeout=20, data=None):
        url = f'http://127.0.0.1:{self._port}/janus{path}'
        with urllib.request.urlopen(urllib.request.Request(url, data), timeout=timeout) as response:
            return json.load(response)

    def _request(self, path, **message):
        message.setdefault('transaction', secrets.token_hex(6))
        return self._get(path, data=json.dumps(message).encode())

    def _await_info(self):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                return self._get('/info', timeout=2)
            except (OSError, ValueError):
                time.sleep(0.05)
        raise LabError(f'Janus does not start; see {self._scratch}/janus.log')

    def _poll(self):
        while not self._over:
            try:
                events = self._get(f'/{self._session}?maxev=50', timeout=60)
            except (OSError, ValueError, http.client.HTTPException):
                if not self._over:
                    time.sleep(0.1)
                continue
            for event in events if isinstance(events, list) else [events]:
                if event.get('janus') == 'event' and event.get('transaction') in self._answers:
                    self._answers[event['transaction']].put(event)

    def _attach(self):
        return self._request(f'/{self._session}', janus='attach', plugin='janus.plugin.videoroom')['data']['id']

    def _ask(self, handle, body, description=None):
        """Returns the answer's description, if there is one."""
        transaction = secrets.token_hex(6)
        answers = self._answers[transaction] = queue.Queue()
        message = {'janus': 'message', 'transaction': transaction, 'body': body}
        if description is not None:
            message['jsep'] = description
        answer = self._request(f'/{self._session}/{handle}', **message)
        if answer['janus'] == 'ack':
            answer = answers.get(timeout=20)
        if 'error' in answer.get('plugindata', {}).get('data', {}):
            raise LabError(f'Janus: {answer["plugindata"]["data"]["error"]}')
        return answer.get('jsep', {}).get('sdp')

    # --- For the benchmark ---

    def join(self, who):
        """Publishes only: everybody subscribes to everybody when all are there. Returns seconds."""
        peer = self.load.peer(who, True)
        begin = time.monotonic()
        handle = self._attach()
        self._ask(handle, {'request': 'join', 'ptype': 'publisher', 'room': ROOM, 'id': PUBLISHER_ID + who})
        answer = sdp.parse(self._ask(handle, {'request': 'configure', 'audio': True, 'video': peer.sends_picture},
                                     {'type': 'offer', 'sdp': peer.offer()}))
        peer.start(answer, answer.candidates[0], controlling=True)
        self.load.wait_for(f'guest {who} to publish', lambda: peer.number in self.load.up)
        return self.load.up[peer.number][0] / 1e9 - begin

    def _subscribe(self, who):
        peer = self.load.peer(who, False)
        begin = time.monotonic()
        handle = self._attach()
        feeds = [{'feed': PUBLISHER_ID + other} for other in range(self.load.people) if other != who]
        offer = self._ask(handle, {'request': 'join', 'ptype': 'subscriber', 'room': ROOM, 'streams': feeds})
        self._ask(handle, {'request': 'start'}, {'type': 'answer', 'sdp': peer.answer(offer)})
        remote = sdp.parse(offer)
        peer.start(remote, remote.candidates[0], controlling=False)
        sights = self.load.expected_sights(who, range(self.load.people))
        self.load.wait_for(f'guest {who} to see everybody', lambda: sights <= self.load.sees.keys())
        return max(self.load.sees[sight] for sight in sights) / 1e9 - begin

    def complete(self, last):
        """Has the last one publish, too, and everybody subscribe; returns how many seconds the last one took for both."""
        return self.join(last) + [self._subscribe(who) for who in range(self.load.people)][-1]
