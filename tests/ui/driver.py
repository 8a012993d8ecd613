"""The real window, used as a screen reader and a keyboard do, over AT-SPI and X: what drive.py and every drive_….py do things
with, and how they print TAP.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib

APPLICATION_ID = 'org.hearthcall.Hearth'
PATIENCE = 30

# Of somebody else's room: the stand-in lets everybody in who comes by it.
LINK = 'https://rooms.example.org/r/nLw3cYb1Qm6aTz0fXk9s2A#AQx5v8Rk2mPq'

# Around a person's name in a sentence (UAX 9); nobody hears or sees them.
ISOLATES = str.maketrans('', '', '\u2068\u2069')


class Failure(Exception):
    pass


def until(what, condition, patience=PATIENCE):
    """Runs the main loop until condition() gives something; AT-SPI has no event for much of what is awaited here."""
    deadline = time.monotonic() + patience
    while True:
        try:
            result = condition()
        except GLib.Error:  # an object that went away while we looked at it
            result = None
        if result:
            return result
        if time.monotonic() > deadline:
            raise Failure(f'{what} in {patience} s')
        GLib.timeout_add(30, lambda: GLib.SOURCE_REMOVE)
        GLib.MainContext.default().iteration(True)


def showing(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def below(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None and showing(child):
            yield from below(child)


def walk(application):
    """Everything in its windows that can be seen. Pages that are not shown are many objects and each question costs a message."""
    for i in range(application.get_child_count() if application is not None else 0):
        window = application.get_child_at_index(i)
        if window is not None:
            yield from below(window)


def has_state(node, state):
    return node.get_state_set().contains(state)


class Program:
    """One run of the program, seen from outside."""

    def __init__(self, path, *arguments, environment=None):
        self.path = path
        self._errors = tempfile.TemporaryFile()  # not a pipe: nobody reads it before the end
        self.process = subprocess.Popen([path, *arguments], env={**os.environ, **(environment or {})}, stderr=self._errors)

    def root(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application is not None and application.get_process_id() == self.process.pid:
                return application
        return None

    def find_now(self, name=None, role=None, contains=None):
        for node in walk(self.root()):
            text = (node.get_name() or '').translate(ISOLATES)
            if ((name is None or text == name) and (contains is None or contains in text)
                    and (role is None or node.get_role_name() in role)):
                return node
        return None

    def find(self, name=None, role=None, contains=None):
        return until(f'no {role or "object"} "{name or contains}"', lambda: self.find_now(name, role, contains))

    def gone(self, name):
        until(f'"{name}" does not go away', lambda: self.find_now(name) is None)

    def press(self, name):
        def attempt():
            node = self.find_now(name, role=('button', 'push button', 'toggle button'))
            return node and has_state(node, Atspi.StateType.SENSITIVE) and node.get_action_iface().do_action(0)
        until(f'no button "{name}" to press', attempt)

    def open_menu(self, name):
        """A menu's button is two for a screen reader: one that is named, and in it one that is pressed."""
        def attempt():
            node = self.find_now(name, role=('toggle button',))
            return node and has_state(node, Atspi.StateType.SENSITIVE) and node.get_action_iface().do_action(0)
        until(f'no menu "{name}" to open', attempt)

    def choose(self, name):
        """Of the menu that is open."""
        def attempt():
            node = self.find_now(name, role=('menu item', 'check menu item'))
            return node and has_state(node, Atspi.StateType.SENSITIVE) and node.get_action_iface().do_action(0)
        until(f'no item "{name}" to choose', attempt)

    def close_dialog(self, title):
        """By its own button: the window has one of the same name."""
        def attempt():
            dialog = self.find_now(title, role=('dialog',))
            return dialog and any(node.get_name() == 'Close' and node.get_action_iface().do_action(0) for node in below(dialog)
                                  if node.get_role_name() in ('button', 'push button'))
        until(f'no dialog "{title}" to close', attempt)

    def write(self, name, text):
        def attempt():
            for node in walk(self.root()):
                if node.get_name() == name and node.get_editable_text_iface() is not None:
                    return node.get_editable_text_iface().set_text_contents(text)
            return False
        until(f'no entry "{name}"', attempt)

    def key(self, *keys):
        window = until('no X window', lambda: subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--class', APPLICATION_ID], capture_output=True, text=True).stdout.split())[-1]
        subprocess.run(['xdotool', 'windowfocus', '--sync', window], check=True)
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)

    def tell(self, action, parameter):
        """Makes something happen in the stand-in call controller."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.call_sync(APPLICATION_ID, '/org/hearthcall/Hearth', 'org.gtk.Actions', 'Activate',
                      GLib.Variant('(sava{sv})', (action, [parameter], {})), None, Gio.DBusCallFlags.NONE, -1, None)

    def ends(self, status=0, patience=2):
        """Within two seconds, however it was told to."""
        try:
            found = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            raise Failure(f'still there after {patience} s') from None
        self._errors.seek(0)
        errors = self._errors.read().decode()
        if found != status:
            raise Failure(f'exit status {found}: {errors}')
        return errors

    def quit(self):
        """At the end of a test: the sanitizer looks for leaks then, and takes its time."""
        self.process.send_signal(signal.SIGTERM)
        return self.ends(patience=20)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._errors.close()


class Announcements(list):
    """What a screen reader is told to say."""

    def __enter__(self):
        self._listener = Atspi.EventListener.new(lambda event: self.append(event.any_data.translate(ISOLATES)))
        self._listener.register('object:announcement')
        return self

    def __exit__(self, *_):
        self._listener.deregister('object:announcement')

    def expect(self, sentence, times=1):
        until(f'"{sentence}" is not announced {times} times', lambda: self.count(sentence) >= times)


def expect(condition, what):
    if not condition:
        raise Failure(what)


def enter_call(program):
    program.press('Create a Room')
    program.press('Create Room')
    program.find('Leave', role=('button', 'push button'))


def run(number, test, call):
    name = test.__name__.removeprefix('test_')
    try:
        call()
    except Exception:
        print(''.join(f'# {line}\n' for line in traceback.format_exc().splitlines()), end='')
        print(f'not ok {number} {name}', flush=True)
        return False
    print(f'ok {number} {name}', flush=True)
    return True


def in_program(path, test, timed):
    options = os.environ.get('ASAN_OPTIONS', '')
    program = Program(path, environment={'ASAN_OPTIONS': f'{options}:detect_leaks=0'} if timed else None)
    try:
        test(program)
        if program.process.poll() is None:
            program.quit()
    finally:
        program.kill()


def main(tests, starts, timed=()):
    """PROGRAM [NAME…]. Each of `tests` gets a program, which ends without a search for leaks if the test is among the `timed`; each of
    `starts` starts it by itself. Returns the exit status."""
    path, *only = sys.argv[1:]
    Atspi.init()
    jobs = [(test, lambda test=test: in_program(path, test, test in timed)) for test in tests] + \
           [(test, lambda test=test: test(path)) for test in starts]
    jobs = [job for job in jobs if not only or job[0].__name__.removeprefix('test_') in only]
    print(f'1..{len(jobs)}', flush=True)
    passed = [run(i, *job) for i, job in enumerate(jobs, 1)]
    return 0 if all(passed) else 1
