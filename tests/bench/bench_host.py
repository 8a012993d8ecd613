"""`./dev bench host`: what it costs to forward everybody to everybody, hearth-host beside Janus under the same load.

The server has one core for itself, the load (load/) another; everything else of this machine is in the way and reported. README.md says
what the figures mean.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import dataclasses
import json
import os
import pathlib
import re
import socket
import statistics
import tempfile
import time

import plot
from desktop import LabError
from host_hearth import Hearth
from host_janus import Janus
from load import Load

SERVER_CORE, LOAD_CORE = (sorted(os.sched_getaffinity(0)) * 2)[:2]
WARM_UP_SECONDS = 3
QUIET_BEFORE_LAST_SECONDS = 2.2
DRAIN_SECONDS = 0.3
QUIET_PERCENT, QUIET_SECONDS = 10, 5
AES, GCM = 'SRTP_AES128_CM_SHA1_80', 'SRTP_AEAD_AES_128_GCM'

SYSTEMS = {
    'hearth': ('Hearth', f'{AES}:{GCM}', lambda build, scratch: Hearth(build, SERVER_CORE, scratch)),
    'hearth-libnice': ('Hearth on libnice', f'{AES}:{GCM}', lambda build, scratch: Hearth(build, SERVER_CORE, scratch, ['--libnice'])),
    'janus': ('Janus', AES, lambda build, scratch: Janus(SERVER_CORE, scratch, tuned=False)),
    'janus-tuned': ('Janus, tuned', GCM, lambda build, scratch: Janus(SERVER_CORE, scratch, tuned=True)),
}
FIGURES = (
    ('us_per_packet', 'µs of CPU per forwarded packet', 1),
    ('cpu_percent', 'CPU, % of a core', 0),
    ('threads', 'Threads', 0),
    ('rss_mb', 'Memory, MB', 0),
    ('switches_per_packet', 'Context switches per packet', 3),
    ('delay_p50_ms', 'Added latency p50, ms', 2),
    ('delay_p95_ms', 'Added latency p95, ms', 2),
    ('delay_p99_ms', 'Added latency p99, ms', 2),
    ('delivered_percent', 'Delivered, %', 3),
    ('voices', 'Voices that each person hears', 1),
    ('packets_per_second', 'Packets forwarded a second', 0),
    ('setup_ms', 'Until the last sees everybody, ms', 0),
)
PLOTTED = ('us_per_packet', 'delay_p95_ms', 'threads', 'rss_mb')


@dataclasses.dataclass
class Scenario:
    title: str
    people: list            # of each case
    has_picture: object     # who → whether they have one
    picture: tuple = (640, 360, 125)  # width, height, packets a second


SCENARIOS = {
    'room': Scenario('everybody with picture (125 packets of 1200 B) and sound (50 packets a second)', [2, 4, 6, 8, 10, 16],
                     lambda who: True),
    '4k': Scenario('one picture of 3840×2160 with 12 Mbit/s to four people, everybody with sound', [5], lambda who: who == 0,
                   (3840, 2160, 1250)),
    # The fortieth is the host, where nobody sits.
    'audio40': Scenario('sound only', [39], lambda who: False),
}


# --- Processes -----------------------------------------------------------------------------------------------------------


def _get_cpu_seconds(pid):
    return time.clock_gettime((~pid << 3) | 2)  # clock_getcpuclockid(3)


def _read_number(path, name):
    match = re.search(rf'^{name}:\s+(\d+)', pathlib.Path(path).read_text(), re.MULTILINE)
    return int(match[1])


def _get_context_switches(pid):
    total = 0
    for task in pathlib.Path(f'/proc/{pid}/task').iterdir():
        with contextlib.suppress(OSError):
            total += _read_number(task / 'status', 'voluntary_ctxt_switches') + _read_number(task / 'status', 'nonvoluntary_ctxt_switches')
    return total


def _get_busy_seconds():
    """Of all cores together, everybody's."""
    with open('/proc/stat', encoding='ascii') as stat:
        fields = [int(field) for field in stat.readline().split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf('SC_CLK_TCK')


def await_quiet(terminal):
    """Gives whatever else runs here a moment to end; returns what it took at last, % of a core."""
    deadline = time.monotonic() + QUIET_SECONDS
    while True:
        busy, begin = _get_busy_seconds(), time.monotonic()
        time.sleep(1)
        percent = 100 * (_get_busy_seconds() - busy) / (time.monotonic() - begin)
        if percent < QUIET_PERCENT:
            return percent
        if time.monotonic() > deadline:
            terminal.say(f'something else takes {percent:.0f} % of a core: figures will be worse than they are')
            return percent


def _get_own_address():
    """The one that others would see; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(('192.0.2.1', 9))
        except OSError as error:
            raise LabError('This machine has no network: ICE has no address to offer') from error
        return probe.getsockname()[0]


# --- One measurement -----------------------------------------------------------------------------------------------------


def _fill(server, load, people):
    """Everybody comes in; returns how long that took the last one, ms, who came when nothing else had happened for a while: just before, a
    server may have asked everybody for the key frames that somebody needs now, and it does so once a second."""
    for who in range(people - 1):
        server.join(who)
    time.sleep(QUIET_BEFORE_LAST_SECONDS)
    seconds = server.complete(people - 1)
    everybody = set().union(*(load.expected_sights(who, range(people)) for who in range(people)))
    load.wait_for('everybody to see everybody', lambda: everybody <= load.sees.keys())
    return 1000 * seconds


def _make_figures(server, load, before, after, report, idle):
    forwarded = report['audio']['received'] + report['video']['received']
    promised = report['audio']['promised'] + report['video']['expected']
    cpu, passed = report['server_cpu_seconds'], report['seconds']
    looked = after['at'] - before['at']
    return {
        'us_per_packet': 1e6 * cpu / max(1, forwarded),
        'cpu_percent': 100 * cpu / passed,
        'threads': _read_number(f'/proc/{server.pid}/status', 'Threads'),
        'rss_mb': _read_number(f'/proc/{server.pid}/status', 'VmRSS') / 1024,
        'idle_threads': idle['threads'],
        'idle_rss_mb': idle['rss_mb'],
        'switches_per_packet': (after['switches'] - before['switches']) / max(1, forwarded),
        'delay_p50_ms': report['delay_ms']['p50'],
        'delay_p95_ms': report['delay_ms']['p95'],
        'delay_p99_ms': report['delay_ms']['p99'],
        'delivered_percent': 100 * forwarded / max(1, promised),
        'voices': report['audio']['pairs'] / load.people,
        'packets_per_second': forwarded / passed,
        'load_cpu_percent': 100 * (after['load'] - before['load']) / looked,
        'other_cpu_percent': 100 * (after['busy'] - before['busy'] - after['ours'] + before['ours']) / looked,
        'profiles': sorted({profile for _time, profile in load.up.values()}),
        'report': report,
    }


def _look(server, load):
    load_seconds = _get_cpu_seconds(load.pid)
    return {'switches': _get_context_switches(server.pid), 'busy': _get_busy_seconds(), 'load': load_seconds,
            'ours': load_seconds + _get_cpu_seconds(server.pid), 'at': time.monotonic()}


def measure(arguments, system, scenario, people, scratch):
    """The figures of one system with so many people."""
    _title, profiles, make = SYSTEMS[system]
    with contextlib.ExitStack() as stack:
        server = make(arguments.build, scratch)
        server.start(stack, people, LOAD_CORE)
        idle = {'threads': _read_number(f'/proc/{server.pid}/status', 'Threads'),
                'rss_mb': _read_number(f'/proc/{server.pid}/status', 'VmRSS') / 1024}
        pictures = {who for who in range(people) if scenario.has_picture(who)}
        load = server.load = Load(f'{arguments.build}/tests/bench/load/load', LOAD_CORE, f'{scratch}/load.log', _get_own_address(),
                                  people, pictures, scenario.picture, profiles)
        stack.callback(load.close)
        setup = _fill(server, load, people)
        time.sleep(WARM_UP_SECONDS)

        load.ask(f'begin {server.pid}', 'began')
        before = _look(server, load)
        time.sleep(arguments.seconds)
        load.ask('end', 'ended')
        after = _look(server, load)
        time.sleep(DRAIN_SECONDS)
        report = load.report()
        figures = _make_figures(server, load, before, after, report, idle)
        return figures | {'setup_ms': setup}


# --- Results -------------------------------------------------------------------------------------------------------------


def _summarize(results, system, people, figure):
    """Lowest, median and highest over the rounds; None where nothing was measured."""
    values = [result['figures'][figure] for result in results if (result['system'], result['people']) == (system, people)]
    return (min(values), statistics.median(values), max(values)) if values else None


def _print_table(results, systems, cases, title):
    loads = [result['figures']['other_cpu_percent'] for result in results]
    rounds = max(result['round'] for result in results) + 1
    print(f'\n  {title}\n  {rounds} rounds, median (lowest–highest); beside it the machine used {min(loads):.0f}–{max(loads):.0f} % of a core\n')
    for people in cases:
        print(f'  {f"{people} people":34}' + ''.join(f'{SYSTEMS[system][0]:>26}' for system in systems))
        for figure, name, digits in FIGURES:
            cells = ''
            for system in systems:
                found = _summarize(results, system, people, figure)
                cells += f'{"–" if found is None else f"{found[1]:.{digits}f} ({found[0]:.{digits}f}–{found[2]:.{digits}f})":>26}'
            print(f'    {name:32}{cells}')
        print()


def _plot(results, systems, cases, title, path):
    names = {figure: name for figure, name, _digits in FIGURES}
    panels = [{'title': names[figure],
               'values': {system: [_summarize(results, system, people, figure) for people in cases] for system in systems}}
              for figure in PLOTTED]
    loads = [result['figures']['other_cpu_percent'] for result in results]
    text = plot.lines('Forwarding everybody to everybody',
                      f'{title}; median, lowest and highest; {min(loads):.0f}–{max(loads):.0f} % of a core in use beside it',
                      [str(people) for people in cases], [SYSTEMS[system][0] for system in systems], panels)
    pathlib.Path(path).write_text(text, encoding='utf-8')


def run(arguments, terminal):
    if SERVER_CORE == LOAD_CORE:
        raise LabError('The server and its load need a core each')
    if not os.path.exists(f'{arguments.build}/tests/bench/load/load'):
        raise LabError('The load generator needs libsrtp 2.5 and OpenSSL 3.2 to be built')
    scenario = SCENARIOS[arguments.scenario]
    cases = arguments.people or scenario.people
    results = []
    with tempfile.TemporaryDirectory(prefix='hearth-bench-') as scratch:
        for number in range(arguments.rounds):
            for people in cases:
                for system in arguments.systems:
                    quiet = await_quiet(terminal)
                    try:
                        figures = measure(arguments, system, scenario, people, scratch)
                    except LabError as error:
                        terminal.say(f'round {number + 1}, {people} people, {SYSTEMS[system][0]}: {error}')
                        continue
                    results.append({'round': number, 'system': system, 'people': people, 'before_percent': quiet, 'figures': figures})
                    terminal.say(f'round {number + 1}, {people} people, {SYSTEMS[system][0]}: {figures["us_per_packet"]:.1f} µs a packet, '
                                 f'p95 {figures["delay_p95_ms"]:.2f} ms, {figures["delivered_percent"]:.3f} % delivered, '
                                 f'{figures["other_cpu_percent"]:.0f} % of a core elsewhere')
    if not results:
        raise LabError('Nothing could be measured')
    _print_table(results, arguments.systems, cases, scenario.title)
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(
            {'scenario': arguments.scenario, 'seconds': arguments.seconds, 'results': results}, indent=2) + '\n', encoding='utf-8')
    if arguments.plot:
        _plot(results, arguments.systems, cases, scenario.title, arguments.plot)
