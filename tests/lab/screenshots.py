#!/usr/bin/env python3
"""screenshots.py --build BUILD DIRECTORY: pictures of the real program in a real call, as a software store shows them (./dev screenshots).

Four people with virtual cameras and microphones meet in a room; what the second of them sees is kept: round corners, a shadow, no frame. The
metainfo says where the pictures live.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import contextlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

from desktop import LabError
from person import make_people

# Within what GNOME asks for: 1000×700 at most, and neither square nor as wide as a cinema.
WINDOW = {'window-width': '960', 'window-height': '600'}
CORNER = 15  # pixels: libadwaita's
PATIENCE = 60


def take(person, path):
    """The window, with the corners and the shadow that a compositor would give it."""
    with tempfile.TemporaryDirectory() as folder:
        window = pathlib.Path(folder) / 'window.png'
        person.take_screenshot(window)
        size = subprocess.run(['identify', '-format', '%w %h', window], check=True, capture_output=True, text=True).stdout
        width, height = map(int, size.split())
        subprocess.run(['convert', window, '(', '-size', f'{width}x{height}', 'xc:black', '-fill', 'white',
                        '-draw', f'roundrectangle 0,0 {width - 1},{height - 1} {CORNER},{CORNER}', ')', '-alpha', 'off',
                        '-compose', 'CopyOpacity', '-composite', '(', '+clone', '-background', 'black', '-shadow', '40x15+0+5', ')', '+swap',
                        '-background', 'none', '-compose', 'Over', '-layers', 'merge', '+repage', path], check=True)
    print(path)


def await_pictures(viewer, others):
    for other in others:
        viewer.events.wait_for('first-frame', PATIENCE, lambda line, name=other.name: line['name'] == name)


def shoot(host, viewer, others, directory):
    link = host.create()
    for other in others:
        other.join(link)
    viewer.start()
    viewer.await_text('Create a Room', PATIENCE)
    take(viewer, directory / 'home.png')
    viewer.program.close()

    viewer.start(link)
    viewer.press('Turn On Camera and Microphone', PATIENCE)
    viewer.await_text('Camera on', PATIENCE)
    take(viewer, directory / 'lobby.png')
    viewer.program.close()

    viewer.start(f'--join={link}')
    await_pictures(viewer, [host, *others])
    take(viewer, directory / 'call.png')
    viewer.press('Speaker View', PATIENCE)
    take(viewer, directory / 'speaker.png')
    viewer.program.close()

    viewer.start(f'--join={link}', environment={'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'})
    await_pictures(viewer, [host, *others])
    viewer.press('Speaker View', PATIENCE)
    take(viewer, directory / 'call-dark.png')


def main():
    parser = argparse.ArgumentParser(prog='./dev screenshots', description='Pictures of a real call, for software stores.')
    parser.add_argument('directory', type=pathlib.Path, metavar='DIRECTORY')
    parser.add_argument('--build', required=True, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.directory.mkdir(parents=True, exist_ok=True)
    logs = tempfile.mkdtemp(prefix='hearth-screenshots-logs-')
    try:
        with contextlib.ExitStack() as stack:
            people = make_people(arguments.build, 4, logs, None, WINDOW)
            for person in people:
                stack.callback(person.close)
            host, viewer, *others = people
            shoot(host, viewer, others, arguments.directory)
    except LabError as error:
        print(f'./dev screenshots: {error}; logs are in {logs}', file=sys.stderr)
        return 2
    shutil.rmtree(logs, ignore_errors=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
