"""`./dev bench call`: a call of two people through Hearth, beside the same call between two headless Chromium.

Both see the same procedural picture and run one after the other, several rounds, so that they share whatever else the machine does. Compared
on each side of a call: CPU (of one core), memory (proportional set size; Chromium's with all its processes), time to the first picture,
age of the pictures, pictures a second. A picture's age counts from the camera to the decoded picture: for Hearth from the virtual camera,
PipeWire included; for Chromium from the capture time that it reports of its built-in file camera to the hand-over to the compositor.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import functools
import http.server
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

import plot
from browser import Browser
from demo import RESOLUTIONS, Call, make_report
from desktop import LabError
from figures import percentile
from person import make_people

SIZES = tuple(RESOLUTIONS)
WARM_UP_SECONDS = 5
SAMPLE_SECONDS = 5
FIGURES = (
    ('cpu_percent', 'CPU per side, % of a core', 0),
    ('memory_mb', 'Memory per side, MB', 0),
    ('first_frame_ms', 'First picture, ms', 0),
    ('latency_p50_ms', 'Picture age p50, ms', 0),
    ('latency_p95_ms', 'Picture age p95, ms', 0),
    ('fps', 'Pictures a second', 1),
)
HERE = pathlib.Path(__file__).resolve().parent


# --- Processes -----------------------------------------------------------------------------------------------------------


def _read_stat(pid):
    fields = pathlib.Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()
    return int(fields[1]), (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def _get_tree(root):
    """pid → CPU seconds, of a process and all below it."""
    parents, seconds = {}, {}
    for entry in pathlib.Path('/proc').iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                parents[int(entry.name)], seconds[int(entry.name)] = _read_stat(entry.name)
    tree = {root}
    while True:
        found = {pid for pid, parent in parents.items() if parent in tree} - tree
        if not found:
            return {pid: seconds[pid] for pid in tree if pid in seconds}
        tree |= found


def _get_memory_megabytes(root):
    total = 0
    for pid in _get_tree(root):
        with contextlib.suppress(OSError):
            for line in pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text().splitlines():
                if line.startswith('Pss:'):
                    total += int(line.split()[1])
    return total / 1024


# --- Hearth --------------------------------------------------------------------------------------------------------------


def run_hearth(build, size, seconds, logs, terminal):
    """The figures of both sides."""
    with contextlib.ExitStack() as stack:
        people = make_people(build, 2, logs, settings=RESOLUTIONS[size] | {'echo-cancellation': 'true'})
        for person in people:
            stack.callback(person.close)
        call = Call(people, people[0], terminal)
        call.enter()
        call.wait_for_pictures()
        time.sleep(WARM_UP_SECONDS)
        begin, end, cpu, cost = call.measure(seconds)
        memory = [person.memory_megabytes() for person in people]
        report, _sights = make_report(call, begin, end, cpu, cost)
        call.leave()
    sides = []
    for index, person in enumerate(report['people']):
        sees = person['sees'][0]
        if f'{sees["width"]}x{sees["height"]}' != size:
            raise LabError(f'Hearth shows {sees["width"]}x{sees["height"]} instead of {size}')
        sides.append({
            'cpu_percent': 100 * cpu[index] / seconds,
            'memory_mb': memory[index],
            'first_frame_ms': sees['first_frame_ms'],
            'latency_p50_ms': sees['latency_ms']['p50'],
            'latency_p95_ms': sees['latency_ms']['p95'],
            'fps': sees['fps'],
        })
    return sides


# --- Chromium ------------------------------------------------------------------------------------------------------------


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


def _serve_page(stack):
    """The page's address: a page from a file may not open the camera."""
    server = stack.enter_context(http.server.ThreadingHTTPServer(
        ('127.0.0.1', 0), functools.partial(_QuietHandler, directory=HERE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stack.callback(server.shutdown)
    return f'http://127.0.0.1:{server.server_address[1]}/call-page.html'


def _get_ages(shown_here, shown_there):
    """How old each picture was when the other page had it, ms. The clip repeats, so the latest counts."""
    ages = []
    for stamp, at in shown_there:
        before = [here for same, here in shown_here if same == stamp and here <= at + 20]
        if before and at - before[-1] < 2000:
            ages.append(at - before[-1])
    return ages


def run_chromium(clip, size, seconds, logs, terminal):
    width, height = map(int, size.split('x'))
    with contextlib.ExitStack() as stack:
        url = _serve_page(stack)
        browsers = []
        for name in ('caller', 'callee'):
            browser = stack.enter_context(contextlib.closing(Browser(clip, logs, name)))
            browser.open(url)
            browser.evaluate(f'prepare({width}, {height})')
            browsers.append(browser)
        caller, callee = browsers
        offer = caller.evaluate('offer()')
        answer = callee.evaluate(f'answer({json.dumps(offer["sdp"])})')
        caller.evaluate(f'accept({json.dumps(answer)})')

        time.sleep(WARM_UP_SECONDS)
        cpu = [sum(_get_tree(browser.pid).values()) for browser in browsers]
        frames = [browser.evaluate('counts.frames') for browser in browsers]
        begin = time.monotonic()
        time.sleep(seconds)
        passed = time.monotonic() - begin
        cpu = [sum(_get_tree(browser.pid).values()) - before for browser, before in zip(browsers, cpu)]
        frames = [browser.evaluate('counts.frames') - before for browser, before in zip(browsers, frames)]
        memory = [_get_memory_megabytes(browser.pid) for browser in browsers]

        # Reading pictures back costs the page CPU, so this comes last.
        for browser in browsers:
            browser.evaluate('counts.sampling = true')
        time.sleep(SAMPLE_SECONDS)
        seen = [browser.evaluate('seen') for browser in browsers]
        first = [browser.evaluate('counts.firstFrameAt') - offer['begin'] for browser in browsers]
        terminal.say(f'Chromium {size}: {frames[0] / passed:.1f} and {frames[1] / passed:.1f} pictures a second')

    sides = []
    for me, other in ((0, 1), (1, 0)):
        ages = _get_ages(seen[other]['local'], seen[me]['remote'])
        sides.append({
            'cpu_percent': 100 * cpu[me] / passed,
            'memory_mb': memory[me],
            'first_frame_ms': first[me],
            'latency_p50_ms': percentile(ages, 0.5),
            'latency_p95_ms': percentile(ages, 0.95),
            'fps': frames[me] / passed,
        })
    return sides


# --- Results -------------------------------------------------------------------------------------------------------------


def _summarize(rounds, program, size, figure):
    """Lowest, median and highest over both sides of all rounds; None where nothing was measured."""
    values = [side[figure] for result in rounds for side in result[program][size] if side[figure] is not None]
    return (min(values), statistics.median(values), max(values)) if values else None


def _print_table(rounds, loads):
    print(f'\n  two people, {len(rounds)} rounds, median (lowest–highest) over both sides; '
          f'load {min(loads):.2f}–{max(loads):.2f}, {os.cpu_count()} cores\n')
    for size in SIZES:
        print(f'  {size:34}{"Hearth":>24}{"Chromium":>24}')
        for figure, title, digits in FIGURES:
            cells = []
            for program in ('hearth', 'chromium'):
                found = _summarize(rounds, program, size, figure)
                cells.append('–' if found is None else
                             f'{found[1]:.{digits}f} ({found[0]:.{digits}f}–{found[2]:.{digits}f})')
            print(f'    {title:32}{cells[0]:>24}{cells[1]:>24}')
        print()


def _plot(rounds, path, loads):
    panels = [{'title': title, 'values': {program: [_summarize(rounds, program, size, figure) for size in SIZES]
                                          for program in ('hearth', 'chromium')}}
              for figure, title, _digits in FIGURES]
    text = plot.bars('A call of two people: Hearth beside Chromium',
                     f'{len(rounds)} rounds, median with lowest and highest over both sides; load {min(loads):.2f}–{max(loads):.2f}',
                     [size.replace('x', '×') for size in SIZES], ['Hearth', 'Chromium (headless)'], panels)
    pathlib.Path(path).write_text(text, encoding='utf-8')


def run(arguments, terminal):
    if shutil.which('chromium') is None:
        raise LabError('Chromium is not installed (Debian package "chromium")')
    tools = pathlib.Path(arguments.build) / 'tests' / 'lab'
    rounds, loads = [], []
    with tempfile.TemporaryDirectory(prefix='hearth-bench-') as scratch:
        clips = {}
        for size in SIZES:
            clips[size] = f'{scratch}/{size}.y4m'
            subprocess.run([tools / 'mkclip', *size.split('x'), '5', clips[size]], check=True)
        for number in range(arguments.rounds):
            result = {'hearth': {}, 'chromium': {}}
            for size in SIZES:
                terminal.say(f'round {number + 1} of {arguments.rounds}, {size}')
                result['hearth'][size] = run_hearth(arguments.build, size, arguments.seconds, scratch, terminal)
                result['chromium'][size] = run_chromium(clips[size], size, arguments.seconds, scratch, terminal)
                loads.append(os.getloadavg()[0])
            rounds.append(result)
    _print_table(rounds, loads)
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(
            {'rounds': rounds, 'seconds': arguments.seconds, 'load': loads}, indent=2) + '\n', encoding='utf-8')
    if arguments.plot:
        _plot(rounds, arguments.plot, loads)
