#!/usr/bin/env python3
"""A call of two windows with secrets that are known, everything logged that can be logged, and a crash of both at its end: nothing of what
they said on the session bus, wrote, showed in a title or left behind has a secret in it, but for the files that are there for that.

(host-secrets does the same to hearth-host.)

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import resource
import signal
import stat
import subprocess
import sys

from fault import await_picture, check, run

TURN_PASSWORD = 'Canary0Password1Of2Turn3'
SETTINGS = {'turn-servers': f"['turn://canary:{TURN_PASSWORD}@127.0.0.1:9']"}

# As tests/integration/host/host-process.c has them, and without what tells of each picture's way to the screen.
TALKATIVE = {
    'G_MESSAGES_DEBUG': 'all',
    'NICE_DEBUG': 'all',
    'PIPEWIRE_DEBUG': '4',
    'GST_DEBUG': '*:9,GST_REFCOUNTING:4,GST_CLOCK:4,GST_LOCKING:4,GST_BUFFER:4,GST_MEMORY:4,GST_REGISTRY:4,GST_SCHEDULING:4,'
                 'GST_PERFORMANCE:4,structure:4,basesrc:4,basesink:4,queue:4,queue_dataflow:4,multiqueue:4',
    'GST_DEBUG_NO_COLOR': '1',
    'ASAN_OPTIONS': 'detect_leaks=0:fast_unwind_on_malloc=1:disable_coredump=0',
}

# What GStreamer and libnice write beside descriptions, candidates and keys.
MARKS = ('a=ice-ufrag', 'a=ice-pwd', 'a=fingerprint', 'a=ssrc', ' typ host', 'srtp-key', 'received key:', 'PRIVATE KEY', 'pwd:', 'STUN auth')

# Where a person's secrets are meant to be; nobody else may read them.
MEANT = ('data/hearth/identity', 'data/hearth/recent-rooms', 'config/glib-2.0/settings/keyfile')


def listen_on_bus(person):
    """Every message of the session, as it is on the wire."""
    desktop = person.desktop
    desktop.spawn('bus', ['sh', '-c', 'exec dbus-monitor --session --pcap >"$1"', 'sh', desktop.logs / f'{desktop.name}-bus.pcap'])


def write_down(person, folder):
    """What others on this computer can see of the program while it runs."""
    process = pathlib.Path('/proc') / str(person.program.pid)
    for name in 'cmdline', 'environ', 'comm':
        content = (process / name).read_bytes()
        check(content, f'{person.name} has no {name}')
        (folder / f'{person.desktop.name}-{name}').write_bytes(content)
    titles = subprocess.run(['xwininfo', '-root', '-tree'], env=person.desktop.environment, capture_output=True, check=True).stdout
    check(b'Hearth' in titles, f'{person.name} has no window with a title')
    (folder / f'{person.desktop.name}-titles').write_bytes(titles)


def read_identity(person):
    return (person.desktop.directory / 'data' / 'hearth' / 'identity').read_text().strip()


def remove_what_is_meant(person):
    for name in MEANT:
        path = person.desktop.directory / name
        check(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, f'others may read {name}')
        path.unlink()


def find_secrets(scene, secrets, *folders):
    search = subprocess.run([scene.build.resolve() / 'tests' / 'integration' / 'host' / 'find-secrets', *folders],
                            input=''.join(f'{line}\n' for line in secrets), capture_output=True, text=True, check=False)
    check(search.returncode in (0, 1), f'the search failed: {search.stderr}')
    return search.stdout.splitlines()


def call_and_crash(scene):
    host, guest = people = scene.person(settings=SETTINGS), scene.person(settings=SETTINGS)
    # Whether there is a core file is for the program to say; it would be where the program began.
    scratch = pathlib.Path(scene.logs) / 'scratch'
    scratch.mkdir()
    here = os.getcwd()
    os.chdir(scratch)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    try:
        for person in people:
            listen_on_bus(person)
        environments = [TALKATIVE | {'GST_DEBUG_FILE': str(pathlib.Path(scene.logs) / f'{person.desktop.name}-gstreamer')} for person in people]
        link = host.create(environment=environments[0])
        guest.join(link, environment=environments[1])
    finally:
        os.chdir(here)
    await_picture(host, guest, timeout=60)
    await_picture(guest, host, timeout=60)
    for person in people:
        write_down(person, scratch)

    secrets = [f'link link {link}', f'text turn {TURN_PASSWORD}', *(f'mark {mark}' for mark in MARKS),
               *(f'key {person.desktop.name} {read_identity(person)}' for person in people)]
    for person in people:
        person.program.signal(signal.SIGABRT)
        check(person.program.wait(20) == -signal.SIGABRT, f'{person.name} ended in another way')
        person.desktop.end('bus')
        log = pathlib.Path(scene.logs) / f'{person.desktop.name}-gstreamer'
        check('webrtcbin' in log.read_text(errors='replace'), f'{person.name} has logged nothing')

    folders = [scene.logs, *(person.desktop.directory for person in people)]
    # Who finds nothing there would find nothing anywhere.
    check(len(find_secrets(scene, secrets, *folders)) >= len(MEANT) * len(people), 'the search is blind')
    for person in people:
        remove_what_is_meant(person)
    found = find_secrets(scene, secrets, *folders)
    check(not found, '; '.join(found))


if __name__ == '__main__':
    sys.exit(run(call_and_crash))
