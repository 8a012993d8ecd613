"""What every fault test needs: people, the server as its own program, and TAP on standard output.

A fault test breaks one thing under real programs and looks at what people are told (their window over AT-SPI, the events of --measure) and at
whether the call goes on. Anything that the laboratory cannot await in time is a failure.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import contextlib
import pathlib
import shutil
import signal
import sys
import tempfile
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'lab'))

from gi.repository import GLib  # noqa: E402

from desktop import Desktop, LabError  # noqa: E402
from person import Person  # noqa: E402

# "The others see it within a second, and the process is gone within two."
LEAVE_SEEN_SECONDS = 1.0
GONE_SECONDS = 2.0

# For what is looked for again and again, how often.
PATIENCE_SECONDS = 20
LOOK_MILLISECONDS = 30


class Scene:
    """The people and servers of one test; everything ends with it."""

    def __init__(self, build, logs, stack):
        self.build = pathlib.Path(build)
        self.logs = logs
        self._stack = stack
        self._n_people = 0

    def person(self, **arguments):
        person = Person(self.build, self._n_people, self.logs, **arguments)
        self._n_people += 1
        self._stack.callback(person.close)
        return person

    def call(self, settings=None):
        """Two people who see each other: host and guest."""
        host, guest = self.person(settings=settings), self.person(settings=settings)
        guest.join(host.create())
        await_picture(host, guest)
        await_picture(guest, host)
        return host, guest

    def server(self):
        server = Server(self.build, self.logs)
        self._stack.callback(server.close)
        return server


class Server:
    """hearth-server on a port of its own."""

    def __init__(self, build, logs):
        self._program = pathlib.Path(build) / 'src' / 'server' / 'hearth-server'
        self._desktop = Desktop(pathlib.Path(build) / 'tests' / 'lab', None, logs, 'server', sound=False)
        self.port = 0
        self.start()

    @property
    def address(self):
        return f'http://127.0.0.1:{self.port}'

    def start(self):
        """On any free port; on the same one when it was there before."""
        process = self._desktop.spawn('hearth-server', [self._program, '--address=127.0.0.1', f'--port={self.port}'], listen=True)
        self.port = int(process.expect('hearth-server: Listening on port').rsplit(' ', 1)[1])

    def kill(self):
        self._desktop.end('hearth-server', signal.SIGKILL)

    def close(self):
        self._desktop.close()


def check(condition, complaint):
    """An assertion that is never compiled out."""
    if not condition:
        raise AssertionError(complaint)


def until(what, condition):
    """Runs the main loop until condition() gives something: for what tells nobody that it has changed, as pictures and files."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (result := condition()):
        check(time.monotonic() < deadline, f'{what} within {PATIENCE_SECONDS} s')
        GLib.timeout_add(LOOK_MILLISECONDS, lambda: GLib.SOURCE_REMOVE)
        GLib.MainContext.default().iteration(True)
    return result


def await_picture(viewer, other, since=0, timeout=20):
    """Until pictures of other arrive at viewer again (more than a late one)."""
    def flowing(line):
        return any(person['name'] == other.name and len(person['latency_ms']) >= 5 for person in line['people'])
    viewer.events.wait_for('sample', timeout, flowing, since)


def await_no_picture(viewer, other, since, timeout=10):
    def still(line):
        return all(person['frames'] == 0 for person in line['people'] if person['name'] == other.name)
    viewer.events.wait_for('sample', timeout, still, since)


def await_sound(viewer, other, since=0, timeout=15):
    """Until viewer hears other's own tone."""
    def heard(line):
        return any(person['name'] == other.name and other.tone in person['tones'] for person in line['people'])
    viewer.events.wait_for('sample', timeout, heard, since)


def await_notice(person, notice, since=0, timeout=10):
    return person.events.wait_for('notice', timeout, lambda line: line['notice'] == notice, since)


def check_gone(person, since):
    """The program ends by itself, in time, and without a complaint (sanitizers' included)."""
    status = person.program.wait(10)
    took = time.monotonic() - since
    check(status == 0, f"{person.name}'s program ended with status {status}")
    check(took <= GONE_SECONDS, f"{person.name}'s program took {took:.2f} s to end")


def check_all_alive(*people):
    for person in people:
        check(person.program.returncode is None, f"{person.name}'s program ended with status {person.program.returncode}")


def _run_one(test, build, logs):
    with contextlib.ExitStack() as stack:
        test(Scene(build, logs, stack))


def run(*tests):
    """Runs the tests one after the other; exit status for main()."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--build', required=True, metavar='DIR')
    parser.add_argument('names', nargs='*', help='only these')
    arguments = parser.parse_args()
    chosen = [test for test in tests if not arguments.names or test.__name__ in arguments.names]
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(1))
    failed = 0
    print(f'1..{len(chosen)}', flush=True)
    for number, test in enumerate(chosen, 1):
        logs = tempfile.mkdtemp(prefix=f'hearth-fault-{test.__name__}-')
        try:
            _run_one(test, arguments.build, logs)
        except Exception as error:  # whatever it is, the others are still to be run
            failed += 1
            place = traceback.extract_tb(error.__traceback__)
            line = next((frame for frame in place if frame.name == test.__name__), place[-1])
            print(f'not ok {number} - {test.__name__}')
            print(f'# line {line.lineno} ({line.line}): {type(error).__name__}: {error}'.replace('\n', '\n# ') + f'\n# logs: {logs}', flush=True)
        else:
            print(f'ok {number} - {test.__name__}', flush=True)
            shutil.rmtree(logs, ignore_errors=True)
    return 1 if failed else 0
