#!/usr/bin/env python3
"""A screen that is really shared: GNOME's compositor, its portal and the portal's own dialog, and a guest who reads what is on it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import math
import struct
import sys
import time
import wave

from fault import await_notice, check, check_all_alive, run, until

import shell
from desktop import LabError

# Every letter that is easily taken for another.
TEXT = 'The lazy Ill1| O0o rn m cl d B8 S5 Z2 (c){e}[l] ,.;: \'"` ~-'
LATER = 'Sphinx of black quartz, judge my vow; 679 &%$#@ <> ^*+=_?!/'
N_LINES = 3
PATIENCE_SECONDS = 30

# How long a move of the pointer may take to be seen before it is moved once more.
MOVE_SECONDS = 2

SEEN = 'Others see your screen'
HEARD = 'Others see your screen and hear what other programs play'

# What another program plays, in dBFS of its root mean square on both sides.
TONE_HERTZ = 440
TONE_DBFS = -20
TONE_SECONDS = 120

# Of the worst letter of a page. Measured: 0.9 and more with text; letters begin to be mistaken at about 0.6.
LEAST_LIKENESS = 0.7


class Show:
    """A host on GNOME, and a guest who reads what the host shares."""

    def __init__(self, scene, sound=False):
        self._programs = scene.build / 'tests'
        self.host = scene.person(display=shell.ENVIRONMENT, camera=False, microphone=False)
        if sound:
            self.host.desktop.start_pulse()
        self.shell = shell.Shell(self.host.desktop)
        link = self.host.create()
        self.reader = self.host.desktop.spawn('share-reader', [self._programs / 'integration' / 'host' / 'share-reader', link], listen=True)
        self.reader.expect('inside')

    def share(self):
        self.host.press('Share a screen or window')
        self.host.press('To Read: Sharp Text')
        self.shell.choose_screen()
        self.reader.expect('sharing')

    def play(self):
        """As another program on the host's desktop."""
        tone = self.host.desktop.directory / 'tone.wav'
        if not tone.exists():
            amplitude = 10 ** (TONE_DBFS / 20) * math.sqrt(2) * 32767
            second = [round(amplitude * math.sin(2 * math.pi * TONE_HERTZ * i / 48000)) for i in range(48000)]
            with wave.open(str(tone), 'wb') as file:
                file.setnchannels(2)
                file.setsampwidth(2)
                file.setframerate(48000)
                file.writeframes(b''.join(struct.pack('<hh', sample, sample) for sample in second) * TONE_SECONDS)
        self.host.desktop.spawn('player', ['pw-play', tone])

    def end_playing(self):
        self.host.desktop.end('player')

    def toggle_sound(self):
        self.host.press('Main Menu')
        self.host.press('Share the Sound of Other Programs')

    def await_sign(self, words):
        """Until the host's window says exactly that."""
        until(f'the window does not say "{words}"', lambda: words in self.host.read_window())

    def await_heard(self):
        """Until the guest hears it; how loud, in dBFS."""
        return float(self.reader.expect('heard').split()[1])

    def cover(self):
        """Puts a page of letters over the whole screen. The program is not drawn any more until it is uncovered."""
        self._page = self.host.desktop.spawn('page', [self._programs / 'lab' / 'page'], listen=True, speak=True)

    def uncover(self):
        self.host.desktop.end('page')

    def put(self, text):
        """Onto the page; returns once it is on the screen."""
        self._page.say(text)
        self._page.expect(f'shown {text}')

    def await_read(self, text):
        """Until the guest reads it in all sizes; how like itself the worst letter is then."""
        seen = {}
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(seen) < N_LINES or any((size, line) != (shell.SIZE, text) for _likeness, size, line in seen.values()):
            check(time.monotonic() < deadline, f'the guest reads {seen}')
            _read, number, size, likeness, line = self.reader.expect('read').split(' ', 4)
            seen[number] = (float(likeness), size, line)
        return min(likeness for likeness, _size, _line in seen.values())

    def point(self, x, y):
        """Moves the pointer there, until the guest sees it, to a pixel of the screen.

        A hand is never quite still, and mutter says what the pointer looks like with its next move.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        seen = []
        while (x, y) not in seen:
            check(time.monotonic() < deadline, f'the pointer is seen at {seen} and not at {x}, {y}')
            self.shell.point(abs(x - 1), y)
            self.shell.point(x, y)
            seen += self._read_pointer((x, y))

    def _read_pointer(self, place):
        """Where the guest sees the pointer until it is at that place, or MOVE_SECONDS are over."""
        width, height = map(int, shell.SIZE.split('x'))
        deadline = time.monotonic() + MOVE_SECONDS
        seen = []
        while place not in seen:
            try:
                _pointer, *numbers = self.reader.expect('pointer ', timeout=max(0, deadline - time.monotonic())).split()
            except LabError:
                check(self.reader.returncode is None, 'the guest has left')
                break
            if len(numbers) == 3:  # and not "hidden"
                seen.append((round(int(numbers[0]) * width / 65536), round(int(numbers[1]) * height / 65536)))
        return seen


def text_is_legible(scene):
    """What is on the screen is read by the guest, letter by letter, and what is there later, too."""
    show = Show(scene)
    show.share()
    show.cover()
    for text in (TEXT, LATER):
        show.put(text)
        likeness = show.await_read(text)
        print(f'# the worst letter of {text[:11]}… is {likeness:.2f} like itself')
        check(likeness >= LEAST_LIKENESS, f'a letter is only {likeness:.2f} like itself')
    show.uncover()
    show.host.press('Stop sharing your screen')
    show.reader.expect('ended')
    check_all_alive(show.host)


def pointer_comes_beside(scene):
    """The pointer goes where it is moved to, drawn over the picture and not into it."""
    show = Show(scene)
    show.share()
    show.cover()
    show.put(TEXT)
    show.await_read(TEXT)
    # In the end on the first letters: drawn into the picture it would hide them.
    for x, y in ((683, 450), (684, 450), (3, 2), (1360, 890), (44, 64)):
        show.point(x, y)
    show.put(LATER)
    likeness = show.await_read(LATER)
    print(f'# under the pointer the worst letter is {likeness:.2f} like itself')
    check(likeness >= LEAST_LIKENESS, f'a letter is only {likeness:.2f} like itself')
    show.host.press('Stop sharing your screen')
    show.reader.expect('ended')
    check_all_alive(show.host)


def same_again(scene):
    """What was shared is shared once more, and nobody is asked; what is on the screen now is what the guest reads."""
    show = Show(scene)
    show.share()
    for _time in range(2):
        show.host.press('Stop sharing your screen')
        show.reader.expect('ended')
        show.host.press('Share a screen or window')
        show.host.press('The Same Again')
        show.reader.expect('sharing')
        check(not show.shell.is_asking(), 'the portal asks again')
    show.cover()
    show.put(LATER)
    show.await_read(LATER)
    check_all_alive(show.host)


def sound_is_heard(scene):
    """What another program plays is heard by the guest as loud as it is, where and while the person wants that."""
    show = Show(scene, sound=True)
    show.play()
    show.share()
    show.toggle_sound()
    show.await_sign(HEARD)
    level = show.await_heard()
    print(f'# {TONE_DBFS} dBFS are heard as {level:.1f} dBFS')
    check(abs(level - TONE_DBFS) < 3, f'it is heard as {level:.1f} dBFS')

    show.end_playing()
    show.reader.expect('quiet')
    show.play()
    show.await_heard()

    # What was chosen is remembered; it ends with the screen, or before.
    show.host.press('Stop sharing your screen')
    show.reader.expect('ended')
    show.share()
    show.await_sign(HEARD)
    show.await_heard()
    show.toggle_sound()
    show.reader.expect('quiet')
    check_all_alive(show.host)


def sound_is_missing(scene):
    """A sound server that goes takes the sound away and nothing else, and the person is told; it comes back by itself."""
    show = Show(scene, sound=True)
    show.play()
    show.share()
    show.toggle_sound()
    show.await_heard()
    with show.host.sees('but without sound'):
        show.host.desktop.end('pipewire-pulse')
        await_notice(show.host, 'share-soundless')
    show.reader.expect('quiet')
    show.await_sign(SEEN)
    show.host.desktop.start_pulse()
    show.await_heard()
    show.await_sign(HEARD)
    check_all_alive(show.host)


def desktop_stops_it(scene):
    """The desktop's own stop ends it for everybody, and the person is told."""
    show = Show(scene)
    show.share()
    with show.host.sees('Your screen is not shared any more'):
        show.shell.stop_sharing()
        await_notice(show.host, 'share-ended')
    show.reader.expect('ended')
    check_all_alive(show.host)


if __name__ == '__main__':
    if not shell.is_installed():
        print('1..0 # SKIP without mutter or the portal of GNOME')
        sys.exit(0)
    sys.exit(run(text_is_legible, pointer_comes_beside, same_again, sound_is_heard, sound_is_missing, desktop_stops_it))
