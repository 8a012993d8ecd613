"""`./dev bench window`: what showing a call costs beside decoding it, how soon the window is there, and how long it ever keeps anybody waiting.

The pictures are decoded three times: bare (the anchor), by Hearth's own decoders into frames of the size in which a window draws them, and
the same in the real window (tests/bench/window). Start and stalls are of the real program, alone and in a call of five on this computer.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import os
import pathlib
import signal
import statistics
import subprocess
import tempfile
import time

import plot
from child import prefer
from demo import Call
from desktop import Desktop, Display, LabError
from person import Person, make_people

TILES = (1, 9)
WAYS = {'bare': 'decoded and thrown away', 'frames': 'frames for the screen', 'window': 'in the window'}
STARTS = 5
PEOPLE = 5
# What may pass besides the measured seconds.
PATIENCE_SECONDS = 60
CORE = 0


def _measure(build, desktop, how, tiles, seconds, size):
    command = [build / 'tests/bench/window/window-cost', how, tiles, round(seconds), *([size] if size else [])]
    environment = desktop.environment | {'GSETTINGS_SCHEMA_DIR': str(build / 'data')}
    try:
        done = subprocess.run([*map(str, command)], env=environment, capture_output=True, text=True, timeout=seconds + PATIENCE_SECONDS,
                              preexec_fn=prefer(CORE), check=False)
    except subprocess.TimeoutExpired as error:
        raise LabError(f'{how}, {tiles}: this takes too long') from error
    if done.returncode != 0:
        raise LabError(f'{how}, {tiles}: {done.stderr.strip()}')
    return json.loads(done.stdout)


def _show(build, seconds, logs, terminal):
    """One round."""
    figures = []
    with contextlib.ExitStack() as stack:
        display = Display(logs)
        stack.callback(display.close)
        desktop = Desktop(build / 'tests' / 'lab', display.environment, logs, 'window', sound=False)
        stack.callback(desktop.close)
        for tiles in TILES:
            window = _measure(build, desktop, 'window', tiles, seconds, None)
            size = f'{window["width"]}x{window["height"]}'
            figures += [_measure(build, desktop, how, tiles, seconds, size) for how in ('bare', 'frames')] + [window]
            terminal.say(f'{tiles} of {size}: ' + ', '.join(f'{way["how"]} {way["cpu_percent"]:.1f} %' for way in figures[-3:]))
    return figures


def _start(build, logs, terminal):
    """ms from starting the program to its window being drawn; the very first one warms everything up."""
    took = []
    with contextlib.ExitStack() as stack:
        person = Person(build, 0, logs)
        stack.callback(person.close)
        for number in range(STARTS + 1):
            since = time.monotonic()
            shown = person.start().wait_for('window', 20)
            person.program.signal(signal.SIGTERM)
            person.program.wait(10)
            if number > 0:
                took.append(round(shown['at'] / 1000 - since * 1000, 1))
    terminal.say(f'started in {statistics.median(took):.0f} ms')
    return took


def _call(build, seconds, logs, terminal):
    """Turns of everybody's main loop in a call of five."""
    with contextlib.ExitStack() as stack:
        people = make_people(build, PEOPLE, logs)
        for person in people:
            stack.callback(person.close)
        call = Call(people, people[0], terminal)
        call.enter()
        call.wait_for_pictures()
        begin, end, cpu, _cost = call.measure(seconds)
        stalls = [line['stalls'] for person in people for line in person.events.all('sample') if begin < line['at'] <= end]
        call.leave()
    result = {
        'n': sum(stall['n'] for stall in stalls),
        'n_busy': sum(stall['n_busy'] for stall in stalls),
        'longest_ms': max(stall['longest_ms'] for stall in stalls),
        'longest_busy_ms': max(stall['longest_busy_ms'] for stall in stalls),
        'cpu_percent': round(100 * sum(cpu) / seconds / len(people), 1),
    }
    terminal.say(f'{PEOPLE} people: {result["n"]} turns over 50 ms, {result["n_busy"]} of them by computing')
    return result


def _spread(values, digits):
    return f'{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})'


def _get(rounds, tiles, how, figure):
    return [way[figure] for result in rounds for way in result['shown'] if way['tiles'] == tiles and way['how'] == how]


def _print(rounds, seconds):
    loads = [result['load'] for result in rounds]
    print(f'\n  {seconds:g} s each, {len(rounds)} rounds, median (lowest–highest); load {min(loads)}–{max(loads)}\n')
    print(f'  {"CPU, % of a core":28}' + ''.join(f'{f"{tiles} at 30 a second":>26}' for tiles in TILES))
    for how, what in WAYS.items():
        print(f'  {what:28}' + ''.join(f'{_spread(_get(rounds, tiles, how, "cpu_percent"), 1):>26}' for tiles in TILES))
    print(f'  {"showing, by decoding":28}' + ''.join(
        f'{_spread([window / bare - 1 for window, bare in zip(_get(rounds, tiles, "window", "cpu_percent"), _get(rounds, tiles, "bare", "cpu_percent"))], 2):>26}'
        for tiles in TILES))
    print(f'  {"pictures a second, each":28}' + ''.join(f'{_spread(_get(rounds, tiles, "window", "pictures_per_second"), 1):>26}' for tiles in TILES))
    print(f'  {"switches a second, window":28}' + ''.join(f'{_spread(_get(rounds, tiles, "window", "switches_per_second"), 0):>26}' for tiles in TILES))
    print(f'  {"longest turn, ms":28}' + ''.join(f'{_spread(_get(rounds, tiles, "window", "longest_turn_ms"), 1):>26}' for tiles in TILES))
    starts = [took for result in rounds for took in result['start_ms']]
    print(f'\n  Start to window: {_spread(starts, 0)} ms, {len(starts)} times')
    calls = [result['call'] for result in rounds]
    print(f'  A call of {PEOPLE} on this computer: turns of the main loop over 50 ms {_spread([call["n"] for call in calls], 0)}, by computing '
          f'{_spread([call["n_busy"] for call in calls], 0)}; longest {_spread([call["longest_ms"] for call in calls], 0)} ms, '
          f'by computing {_spread([call["longest_busy_ms"] for call in calls], 1)} ms\n')


def _draw(rounds):
    def triple(values):
        return min(values), statistics.median(values), max(values)
    panels = [{'title': 'CPU, % of a core', 'values': {
        what: [triple(_get(rounds, tiles, how, 'cpu_percent')) for tiles in TILES] for how, what in WAYS.items()}}]
    return plot.bars('What showing a call costs', f'30 pictures a second each; load {max(result["load"] for result in rounds)}',
                     [f'{tiles}' for tiles in TILES], list(WAYS.values()), panels)


def run(arguments, terminal):
    build = pathlib.Path(arguments.build).resolve()
    rounds = []
    with tempfile.TemporaryDirectory(prefix='hearth-bench-') as logs:
        for _number in range(arguments.rounds):
            rounds.append({
                'load': round(os.getloadavg()[0], 2),
                'shown': _show(build, arguments.seconds, logs, terminal),
                'start_ms': _start(build, logs, terminal),
                'call': _call(build, arguments.seconds, logs, terminal),
            })
    _print(rounds, arguments.seconds)
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps({'seconds': arguments.seconds, 'rounds': rounds}, indent=2) + '\n', encoding='utf-8')
    if arguments.plot:
        pathlib.Path(arguments.plot).write_text(_draw(rounds), encoding='utf-8')
