#!/usr/bin/env python3
"""Figures, beside somebody else's wherever that can be: `./dev bench NAME`.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'lab'))

import bench_browsers  # noqa: E402
import bench_call  # noqa: E402
import bench_host  # noqa: E402
import bench_loss  # noqa: E402
import bench_server  # noqa: E402
import bench_window  # noqa: E402
from demo import Terminal  # noqa: E402
from desktop import LabError  # noqa: E402

BENCHES = {
    # Name: function, seconds of each measurement, what it is.
    'browsers': (bench_browsers.run, 20, 'Chromium and Firefox as guests of the room\'s socket'),
    'call': (bench_call.run, 20, 'a call of two people beside two headless Chromium'),
    'host': (bench_host.run, 10, 'a room of many people beside Janus'),
    'loss': (bench_loss.run, 10, 'a call of two while the network loses packets'),
    'server': (bench_server.run, 4, 'ten thousand sockets at hearth-server beside Node.js'),
    'window': (bench_window.run, 10, 'showing a call beside decoding it, the start of the program, and its stalls'),
}


def parse_people(text):
    people = [int(number) for number in text.split(',')]
    if not all(2 <= number <= 40 for number in people):
        raise ValueError
    return people


def parse_systems(text):
    systems = text.split(',')
    if not set(systems) <= bench_host.SYSTEMS.keys():
        raise ValueError
    return systems


def main():
    parser = argparse.ArgumentParser(prog='./dev bench', description='Figures, beside somebody else\'s wherever that can be.')
    parser.add_argument('name', choices=BENCHES, help='; '.join(f'{name}: {what}' for name, (_run, _seconds, what) in BENCHES.items()))
    parser.add_argument('--rounds', type=int, default=3, metavar='N', help='how often everything is measured (default 3)')
    parser.add_argument('--seconds', type=float, metavar='S', help='how long each measurement takes (default 20, host, loss and window 10, server 4)')
    parser.add_argument('--people', type=parse_people, metavar='N,N', help='host: how many, 2 to 40 (default 2,4,6,8,10,16)')
    parser.add_argument('--systems', type=parse_systems, default=list(bench_host.SYSTEMS), metavar='NAME,NAME',
                        help=f'host: {", ".join(bench_host.SYSTEMS)} (default all)')
    parser.add_argument('--scenario', choices=bench_host.SCENARIOS, default='room',
                        help='host: ' + '; '.join(f'{name}: {scenario.title}' for name, scenario in bench_host.SCENARIOS.items()).replace('%', '%%'))
    parser.add_argument('--json', metavar='FILE', help='write every figure to FILE')
    parser.add_argument('--plot', metavar='FILE', help='draw the figures into FILE (SVG)')
    parser.add_argument('--build', required=True, metavar='DIR', help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    run, seconds, _what = BENCHES[arguments.name]
    arguments.seconds = arguments.seconds or seconds
    try:
        run(arguments, Terminal())
    except LabError as error:
        print(f'bench: {error}', file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == '__main__':
    sys.exit(main())
