"""`./dev bench server`: ten thousand people at one signalling server, hearth-server beside a Node.js room server on Socket.IO and one on ws.

The server has one core for itself, the load (server/) another. README.md says what the figures mean.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import os
import pathlib
import resource
import shutil
import socket
import statistics
import subprocess
import tempfile

import plot
from bench_host import LOAD_CORE, SERVER_CORE, await_quiet
from child import prefer_above_all
from desktop import LabError

SOCKETS = 10_000
SPARE_DESCRIPTORS = 5 / 4  # hearth-server keeps a fifth of its descriptors for other things
RIVALS = pathlib.Path(__file__).resolve().parent / 'server' / 'rivals'

SYSTEMS = {
    'hearth': 'Hearth',
    'socket.io': 'Socket.IO on Node.js',
    'ws': 'ws on Node.js',
}
FIGURES = (
    ('socket_kib', 'Memory per idle socket, KiB', 1),
    ('join_first_us', 'CPU per join, 20 to 1000, µs', 0),
    ('join_rest_us', 'CPU per join, 1000 to all, µs', 0),
    ('idle_cpu_percent', 'CPU with all idle, % of a core', 1),
    ('relay_2k_us', 'Relay of 2 KB, saturated, µs', 1),
    ('relay_200_us', 'Relay of 200 B, saturated, µs', 1),
    ('message_us', 'Of 2000 a second, each, µs', 0),
    ('latency_p50_ms', 'There in, p50, ms', 2),
    ('latency_p95_ms', 'There in, p95, ms', 2),
    ('latency_p99_ms', 'There in, p99, ms', 2),
    ('delivered_percent', 'Delivered, %', 1),
)
PLOTTED = ('socket_kib', 'join_first_us', 'join_rest_us', 'message_us', 'latency_p99_ms')
AIMS = (
    ('socket_kib', 10, 'KiB a socket'),
    ('join_first_us', 80, 'µs a join up to 1000'),
    ('join_rest_us', 80, 'µs a join past 1000'),
    ('latency_p99_ms', 0.5, 'ms for 99 of 100 messages'),
)
TIMES_CHEAPER = {'socket.io': 4, 'ws': 2}


# --- Servers --------------------------------------------------------------------------------------------------------------


def _choose_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def _install_rivals(scratch, terminal):
    """What package.json asks for, with whatever registry this system's npm uses."""
    modules = os.environ.get('HEARTH_BENCH_RIVALS')
    if modules:
        return pathlib.Path(modules)
    if not shutil.which('npm'):
        return None
    folder = pathlib.Path(scratch) / 'rivals'
    folder.mkdir()
    shutil.copy(RIVALS / 'package.json', folder)
    terminal.say('Fetching Socket.IO and ws')
    result = subprocess.run(['npm', 'install', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=1'],
                            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode == 0:
        return folder
    terminal.say('npm could not fetch them, so hearth-server is measured alone: ' + ' '.join(result.stdout.split()[-20:]))
    return None


def _make_command(arguments, system, port, rivals):
    """The scripts stand beside the modules that they ask for."""
    if system == 'hearth':
        return [f'{arguments.build}/src/server/hearth-server', '--address', '127.0.0.1', '--port', str(port)]
    script = {'socket.io': 'socket-io-server.js', 'ws': 'ws-server.js'}[system]
    shutil.copy(RIVALS / script, rivals)
    return ['node', '--expose-gc', str(rivals / script), str(port)]


@contextlib.contextmanager
def _run_server(command, log):
    """Until it says that it listens: its first line."""
    environment = os.environ | {'NODE_ENV': 'production'}
    with open(log, 'w', encoding='utf-8') as errors, subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment, preexec_fn=prefer_above_all(SERVER_CORE)) as process:
        try:
            if not process.stdout.readline():
                raise LabError(f'{command[0]} does not start; see {log}')
            yield process
        finally:
            process.kill()


def measure(arguments, system, rivals, scratch):
    port = _choose_port()
    with _run_server(_make_command(arguments, system, port, rivals), f'{scratch}/{system}.log') as server:
        load = subprocess.run(
            [f'{arguments.build}/tests/bench/server/server-load', system, str(port), str(server.pid), str(SOCKETS), str(arguments.seconds)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=prefer_above_all(LOAD_CORE), timeout=600, check=False)
        if load.returncode != 0:
            raise LabError(load.stderr.strip() or 'the load has ended without a word')
        return json.loads(load.stdout)


# --- Results --------------------------------------------------------------------------------------------------------------


def _summarize(results, system, figure):
    """Lowest, median and highest over the rounds; None where nothing was measured."""
    values = [result['figures'][figure] for result in results if result['system'] == system]
    return (min(values), statistics.median(values), max(values)) if values else None


def _print_table(results, systems):
    loads = [result['before_percent'] for result in results]
    rounds = max(result['round'] for result in results) + 1
    print(f'\n  {SOCKETS} sockets in rooms of two, one core for the server\n'
          f'  {rounds} rounds, median (lowest–highest); before each the machine used {min(loads):.0f}–{max(loads):.0f} % of a core\n')
    print(' ' * 38 + ''.join(f'{SYSTEMS[system]:>26}' for system in systems))
    for figure, name, digits in FIGURES:
        cells = ''
        for system in systems:
            found = _summarize(results, system, figure)
            cells += f'{"–" if found is None else f"{found[1]:.{digits}f} ({found[0]:.{digits}f}–{found[2]:.{digits}f})":>26}'
        print(f'    {name:34}{cells}')
    print()


def _print_aims(results, systems):
    """What we hold ourselves to; returns whether all of it is so."""
    verdicts = []
    for figure, most, unit in AIMS:
        found = _summarize(results, 'hearth', figure)
        if found:
            verdicts.append((found[1] <= most, f'{found[1]:.2f} {unit}, aim at most {most}'))
    for system, times in TIMES_CHEAPER.items():
        for figure in ('join_first_us', 'join_rest_us'):
            ours, theirs = _summarize(results, 'hearth', figure), _summarize(results, system, figure)
            if ours and theirs:
                verdicts.append((theirs[1] >= times * ours[1],
                                 f'{theirs[1] / ours[1]:.1f} times cheaper than {SYSTEMS[system]} ({figure}), aim at least {times}'))
    for reached, text in verdicts:
        print(f'    {"reached" if reached else "MISSED ":8} {text}')
    print()
    return all(reached for reached, _text in verdicts)


def _plot(results, systems, path):
    names = {figure: name for figure, name, _digits in FIGURES}
    loads = [result['before_percent'] for result in results]
    panels = [{'title': names[figure], 'values': {system: [_summarize(results, system, figure)] for system in systems}}
              for figure in PLOTTED]
    text = plot.bars(f'{SOCKETS} sockets at one signalling server',
                     f'median, lowest and highest; {min(loads):.0f}–{max(loads):.0f} % of a core in use beforehand',
                     [''], [SYSTEMS[system] for system in systems], panels)
    pathlib.Path(path).write_text(text, encoding='utf-8')


def run(arguments, terminal):
    if SERVER_CORE == LOAD_CORE:
        raise LabError('The server and its load need a core each')
    needed = int(SOCKETS * SPARE_DESCRIPTORS) + 64
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < needed:
        raise LabError(f'{SOCKETS} sockets need {needed} descriptors; a process may have {resource.getrlimit(resource.RLIMIT_NOFILE)[1]} here')
    results = []
    with tempfile.TemporaryDirectory(prefix='hearth-bench-') as scratch:
        rivals = _install_rivals(scratch, terminal)
        systems = [system for system in SYSTEMS if system == 'hearth' or rivals is not None]
        for number in range(arguments.rounds):
            for system in systems:
                quiet = await_quiet(terminal)
                try:
                    figures = measure(arguments, system, rivals, scratch)
                except LabError as error:
                    terminal.say(f'round {number + 1}, {SYSTEMS[system]}: {error}')
                    continue
                results.append({'round': number, 'system': system, 'before_percent': quiet, 'figures': figures})
                terminal.say(f'round {number + 1}, {SYSTEMS[system]}: {figures["join_first_us"]:.0f} and {figures["join_rest_us"]:.0f} µs a join, '
                             f'{figures["socket_kib"]:.1f} KiB a socket, p99 {figures["latency_p99_ms"]:.2f} ms')
    if not results:
        raise LabError('Nothing could be measured')
    _print_table(results, systems)
    _print_aims(results, systems)
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(
            {'sockets': SOCKETS, 'seconds': arguments.seconds, 'results': results}, indent=2) + '\n', encoding='utf-8')
    if arguments.plot:
        _plot(results, systems, arguments.plot)
