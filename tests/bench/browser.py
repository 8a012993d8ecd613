"""A headless Chromium, driven through its DevTools protocol over a pipe (no driver program, no network port).

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import select
import shutil
import tempfile
import time

from desktop import LabError, Process

OPTIONS = (
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-features=WebRtcHideLocalIpsWithMdns',
    '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required',
    '--remote-debugging-pipe',
)


class Browser:
    """One browser with one page. `clip` is what its camera sees."""

    def __init__(self, clip, logs, name):
        self._profile = tempfile.mkdtemp(prefix='hearth-bench-browser-')
        command_reader, self._commands = os.pipe()
        self._answers, answer_writer = os.pipe()
        self._pending = b''
        self._last_id = 0
        self._session = None
        self._loaded = False
        # The browser takes commands on descriptor 3 and answers on 4.
        redirect = f'exec "$@" 3<&{command_reader} 4>&{answer_writer}'
        try:
            self._process = Process(
                ['bash', '-c', redirect, 'browser', 'chromium', *OPTIONS, f'--user-data-dir={self._profile}',
                 f'--use-file-for-fake-video-capture={clip}', 'about:blank'],
                {**os.environ, 'HOME': self._profile}, pathlib.Path(logs) / f'{name}.log', pass_fds=(command_reader, answer_writer))
        finally:
            os.close(command_reader)
            os.close(answer_writer)

    @property
    def pid(self):
        return self._process.pid

    def _call(self, method, parameters, timeout=30):
        self._last_id += 1
        message = {'id': self._last_id, 'method': method, 'params': parameters}
        if self._session:
            message['sessionId'] = self._session
        os.write(self._commands, json.dumps(message).encode() + b'\0')
        deadline = time.monotonic() + timeout
        while True:
            answer = self._read(max(0, deadline - time.monotonic()))
            if answer.get('id') != self._last_id:
                continue
            if 'error' in answer:
                raise LabError(f'Chromium refuses {method}: {answer["error"]["message"]}')
            return answer['result']

    def _read(self, timeout):
        while b'\0' not in self._pending:
            if not select.select([self._answers], [], [], timeout)[0]:
                raise LabError('Chromium does not answer')
            data = os.read(self._answers, 1 << 16)
            if not data:
                raise LabError('Chromium ended')
            self._pending += data
        text, self._pending = self._pending.split(b'\0', 1)
        message = json.loads(text)
        if message.get('method') == 'Page.loadEventFired':
            self._loaded = True
        return message

    def open(self, url):
        target = self._call('Target.createTarget', {'url': 'about:blank'})['targetId']
        self._session = self._call('Target.attachToTarget', {'targetId': target, 'flatten': True})['sessionId']
        self._call('Page.enable', {})
        self._loaded = False
        self._call('Page.navigate', {'url': url})
        deadline = time.monotonic() + 30
        while not self._loaded:
            self._read(max(0, deadline - time.monotonic()))

    def evaluate(self, expression):
        """The value of a JavaScript expression; promises are awaited."""
        result = self._call('Runtime.evaluate', {'expression': expression, 'awaitPromise': True, 'returnByValue': True})
        if 'exceptionDetails' in result:
            details = result['exceptionDetails']
            raise LabError(f'in the page: {details.get("exception", {}).get("description", details["text"])}')
        return result['result'].get('value')

    def close(self):
        self._process.close()
        os.close(self._commands)
        os.close(self._answers)
        shutil.rmtree(self._profile, ignore_errors=True)
