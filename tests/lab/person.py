"""A person in the demo, a benchmark or a fault test: a desktop of their own and the real program on it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import threading
import time

from desktop import Desktop, Display, LabError

# Every tone is one of src/app/tone-meter.h.
FIRST_TONE = 2000
TONE_STEP = 200
MAX_PEOPLE = 16

CAST = (
    ('Ada', 'en-gb', 'The engine weaves patterns just as the loom weaves flowers and leaves. Shall we look at the third drawing?'),
    ('Björn', 'en-us', 'Good morning from the north. The snow is gone, the boats are out, and I can hear you very well today.'),
    ('Chiara', 'it', 'Buongiorno a tutti. Oggi vorrei parlare del giardino, delle rose e di tutto quello che abbiamo piantato.'),
    ('Dmitri', 'en-us', 'I have read the report twice. The numbers on page seven are better than last year, and nobody knows why.'),
    ('Esi', 'fr-fr', 'Bonjour, je vous vois très bien. On commence par la musique, et après on regarde les photographies.'),
    ('Farid', 'en-gb', 'My train is late, so I am calling from the station. Tell me if the noise behind me is too loud.'),
    ('Greta', 'de', 'Guten Morgen zusammen. Ich habe gestern alles noch einmal ausprobiert, und diesmal hat es funktioniert.'),
    ('Hana', 'en-us', 'The children have drawn a map of the village with every tree on it, and a dragon beside the school.'),
)


# A sanitized program still finds what is wrong with memory. Leaks are for the unit and integration tests: looking for them takes longer
# than a program may take to end, and complete stacks of every allocation make a window ten times slower.
SANITIZERS = {'ASAN_OPTIONS': 'detect_leaks=0'}


# Our people speak all at once and all the time, and no loudspeaker reaches a microphone. In its first seconds echo cancellation takes such a
# person for the echo of the others and removes them (measured: half of the tones); people who wear headsets can switch it off.
HEADSET = {'echo-cancellation': 'false'}


# For what should be there at once. Several people on two cores have waited six seconds.
PATIENCE_SECONDS = 20

WINDOW = pathlib.Path(__file__).parent / 'window.py'


class Events:
    """What the program writes with --measure, as it comes; `wait_for` returns the first line that fits."""

    def __init__(self, descriptor):
        self._lines = []
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._read, args=(descriptor,), daemon=True)
        self._thread.start()

    def _read(self, descriptor):
        with os.fdopen(descriptor, encoding='utf-8') as lines:
            for line in lines:
                # The program was killed in the middle of a line.
                if not line.endswith('\n'):
                    break
                with self._changed:
                    self._lines.append(json.loads(line))
                    self._changed.notify_all()
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def position(self):
        """For `wait_for (since=…)`: only what comes after now."""
        with self._changed:
            return len(self._lines)

    def all(self, event=None):
        with self._changed:
            return [line for line in self._lines if event in (None, line['event'])]

    def wait_for(self, event, timeout, condition=lambda line: True, since=0):
        """The first line of that kind that fits; LabError where there is none in time or the program ends."""
        deadline = time.monotonic() + timeout
        position = since
        with self._changed:
            while True:
                for line in self._lines[position:]:
                    if line['event'] == event and condition(line):
                        return line
                position = max(position, len(self._lines))
                if self._closed:
                    raise LabError(f'the program ended without "{event}"')
                if not self._changed.wait(deadline - time.monotonic()):
                    raise LabError(f'no "{event}" within {timeout:g} s')


class Person:
    """Somebody with a camera, a microphone and a speaker. `start()` runs the program."""

    def __init__(self, build, number, logs, display=None, camera=True, microphone=True, settings=None):
        """build: the build directory; display: as for Desktop; None for a virtual one of their own."""
        self.number = number
        self.name, self._voice, self._text = CAST[number % len(CAST)]
        if number >= len(CAST):
            self.name += f' {number // len(CAST) + 1}'
        self.tone = FIRST_TONE + TONE_STEP * (number % MAX_PEOPLE)
        self._build = pathlib.Path(build).resolve()
        self._display = None
        self.desktop = None
        self.events = None
        self.program = None
        try:
            if display is None:
                self._display = Display(logs)
            self.desktop = Desktop(self._build / 'tests' / 'lab', display or self._display.environment, logs, f'person{number}')
            self._write_settings(settings or {})
            if camera:
                self.plug_camera()
            if microphone:
                self.plug_microphone()
        except BaseException:
            self.close()
            raise

    def _write_settings(self, settings):
        # Nobody sits there who would let the others in.
        values = {'name': f"'{self.name}'", 'ask-to-enter': 'false'} | HEADSET | settings
        folder = self.desktop.directory / 'config' / 'glib-2.0' / 'settings'
        folder.mkdir(parents=True)
        lines = [f'{key}={value}\n' for key, value in values.items()]
        (folder / 'keyfile').write_text('[org/hearthcall/Hearth]\n' + ''.join(lines), encoding='utf-8')

    def plug_camera(self, node='camera', description='Virtual Camera', seed=None):
        return self.desktop.plug_camera(node, description, self.number + 1 if seed is None else seed)

    def plug_microphone(self, node='microphone', description='Virtual Microphone'):
        return self.desktop.plug_microphone(node, description, self.tone, self._speak())

    def _speak(self):
        """What this person says, as a sound file."""
        path = self.desktop.directory / 'speech.wav'
        if not path.exists() and shutil.which('espeak-ng'):
            subprocess.run(['espeak-ng', '-v', self._voice, '-w', path, self._text],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return path if path.exists() else None

    def start(self, *options, environment=None):
        """Runs the program with options of src/app/README.md; its events are in `events`."""
        reader, writer = os.pipe()
        try:
            self.program = self.desktop.spawn(
                'hearth', [self._build / 'src' / 'app' / 'hearth', f'--measure=/dev/fd/{writer}', *options], pass_fds=(writer,),
                environment={'GSETTINGS_SCHEMA_DIR': str(self._build / 'data'), **SANITIZERS, **(environment or {})})
        finally:
            os.close(writer)
        self.events = Events(reader)
        return self.events

    def create(self, *options, environment=None):
        """Creates a room and returns its link."""
        self.start('--create', *options, environment=environment)
        self.events.wait_for('state', 30, lambda line: line['state'] == 'active')
        return self.events.wait_for('link', 5)['link']

    def join(self, link, *options, environment=None):
        """Returns once this person was let in."""
        self.start(f'--join={link}', *options, environment=environment)
        self.events.wait_for('state', 30, lambda line: line['state'] == 'active')

    def cpu_seconds(self):
        """What the program has used so far."""
        return self.program.cpu_seconds()

    def hosting_samples(self):
        """What the program has said of its work as a host so far, with the moment ("at", µs of CLOCK_MONOTONIC)."""
        return [line['hosting'] | {'at': line['at']} for line in self.events.all('sample') if line.get('hosting')]

    def memory_megabytes(self):
        """Proportional set size: what is shared with other processes counts in part."""
        for line in pathlib.Path(f'/proc/{self.program.pid}/smaps_rollup').read_text().splitlines():
            if line.startswith('Pss:'):
                return int(line.split()[1]) / 1024
        raise LabError('no Pss in smaps_rollup')

    def _use_window(self, command, *arguments):
        """See window.py."""
        result = subprocess.run([sys.executable, WINDOW, command, *map(str, arguments)],
                                env=self.desktop.environment, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            texts = self.read_window() if command != 'read' else []
            raise LabError(f"{self.name}'s window: no {command} {arguments[0] if arguments else ''}\n"
                           f'{result.stderr}it shows: {" | ".join(texts)}')
        return result.stdout.strip()

    def read_window(self):
        """Every text that shows."""
        return self._use_window('read').splitlines()

    def await_text(self, text, timeout=PATIENCE_SECONDS):
        """The text that shows and contains that one."""
        return self._use_window('await', text, timeout)

    @contextlib.contextmanager
    def sees(self, text, timeout=PATIENCE_SECONDS):
        """A text that contains that one shows during what is in the block, or at most that long after its beginning. For what shows for
        some seconds only: who begins to look afterwards may miss it."""
        watcher = self.desktop.spawn('watcher', [sys.executable, WINDOW, 'watch', text, timeout], listen=True)
        watcher.expect('watching')
        yield
        found = watcher.read_line(timeout + PATIENCE_SECONDS)
        self.desktop.end('watcher')
        if found is None:
            raise LabError(f'{self.name} did not see "{text}" within {timeout:g} s')

    def press(self, name, timeout=PATIENCE_SECONDS):
        """Returns when it was pressed, as time.monotonic() does."""
        return float(self._use_window('press', name, timeout))

    def is_on(self, name, timeout=PATIENCE_SECONDS):
        """Of a switch or a radio button."""
        return self._use_window('is-on', name, timeout) == 'on'

    def await_moving(self, name, timeout=PATIENCE_SECONDS):
        """Until a meter has shown several levels."""
        self._use_window('moves', name, timeout)

    def close_window(self):
        """Presses the cross in the header bar; returns when."""
        return self.press('Close')

    def take_screenshot(self, path):
        """The program's window as a PNG, on a virtual display of their own."""
        environment = self.desktop.environment
        windows = subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'hearth'],
                                 env=environment, capture_output=True, text=True, check=False).stdout.split()
        if not windows:
            raise LabError(f'{self.name} has no window')
        subprocess.run(['import', '-window', windows[-1], path], env=environment, check=True)

    def close(self):
        if self.desktop:
            self.desktop.close()
        if self._display:
            self._display.close()


def make_people(build, count, logs, display=None, settings=None):
    """That many people, or none and an exception."""
    people = []
    try:
        for number in range(count):
            people.append(Person(build, number, logs, display, settings=settings))
    except BaseException:
        for person in people:
            person.close()
        raise
    return people
