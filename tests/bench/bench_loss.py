"""`./dev bench loss`: what a call keeps of its packets, and how late they are, while the network loses some at random in both directions.

The scenario is that of the test host-loss (tests/integration/host/loss-run.h).

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import statistics
import subprocess
import tempfile

from desktop import LabError

PERCENTS = (2, 10)
STREAMS = ('picture', 'voice')
# What may pass besides the measured seconds.
PATIENCE_SECONDS = 60

FIGURES = (
    ('Lost in the end, %', 2, lambda stream: stream['lost_percent']),
    ('Recovered, %', 0, lambda stream: stream['recovered_percent']),
    ('Freezes (200 ms or more)', 0, lambda stream: stream['freezes']),
    ('Longest gap, ms', 0, lambda stream: stream['longest_gap_ms']),
    ('Added delay p50, ms', 1, lambda stream: stream['delay_ms']['p50'] - stream['delay_without_loss_ms']['p50']),
    ('Added delay p95, ms', 1, lambda stream: stream['delay_ms']['p95'] - stream['delay_without_loss_ms']['p95']),
)


def _measure(build, percent, seconds):
    lossy_network = pathlib.Path(__file__).resolve().parent.parent / 'integration' / 'host' / 'lossy-network'
    with tempfile.TemporaryDirectory(prefix='hearth-bench-') as scratch:
        result = pathlib.Path(scratch) / 'result'
        command = [lossy_network, build / 'tests/integration/host/measure-loss', build / 'src/host/hearth-host', percent, seconds, result]
        try:
            run = subprocess.run([*map(str, command)], timeout=seconds + PATIENCE_SECONDS, capture_output=True, text=True, check=False)
        except subprocess.TimeoutExpired as error:
            raise LabError(f'{percent} %: this takes too long') from error
        if not result.exists():
            raise LabError(f'{percent} %: {(run.stderr or run.stdout).strip()}')
        return json.loads(result.read_text(), parse_float=lambda text: round(float(text), 2))


def _print_table(results, seconds):
    rounds = max(result['round'] for result in results) + 1
    loads = [result['load'] for result in results]
    print(f'\n  two people through hearth-host, {seconds:g} s each, {rounds} rounds, median (lowest–highest); load {min(loads)}–{max(loads)}\n')
    columns = [(percent, stream) for percent in PERCENTS for stream in STREAMS]
    print(f'  {"":28}' + ''.join(f'{f"{percent} % each way, {stream}":>26}' for percent, stream in columns))
    for name, digits, get in FIGURES:
        cells = ''
        for percent, stream in columns:
            values = [get(result['figures'][stream]) for result in results if result['percent'] == percent]
            cell = f'{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})' if values else '–'
            cells += f'{cell:>26}'
        print(f'  {name:28}{cells}')
    print()


def run(arguments, terminal):
    build = pathlib.Path(arguments.build).resolve()
    results = []
    for number in range(arguments.rounds):
        for percent in PERCENTS:
            load = round(os.getloadavg()[0], 2)
            figures = _measure(build, percent, arguments.seconds)
            results.append({'round': number, 'percent': percent, 'load': load, 'figures': figures})
            terminal.say(f'round {number + 1}, {percent} % each way: ' + '; '.join(
                f'{stream} {figures[stream]["lost_percent"]:.2f} % lost in the end, {figures[stream]["freezes"]} freezes' for stream in STREAMS))
    _print_table(results, arguments.seconds)
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps({'seconds': arguments.seconds, 'results': results}, indent=2) + '\n',
                                                encoding='utf-8')
