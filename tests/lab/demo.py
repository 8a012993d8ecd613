#!/usr/bin/env python3
"""A whole call on this machine, measured: one person creates a room, the others join by the link, everybody sees and hears everybody.

Every person is a process of the real program with a camera, a microphone and a session of their own. Exit status 0 only if everyone saw and
heard everyone else; 1 if not; 2 where the demo itself could not run.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time

from desktop import LabError, get_real_display
from figures import CROWD, MIN_FPS, MIN_FPS_IN_CROWD, Sight, join_ms, percentile, rounded
from host import Cost, HostProgram
from person import MAX_PEOPLE, make_people

# The settings with which a camera gives that size.
RESOLUTIONS = {'640x360': {}, '1280x720': {'high-definition': 'true'}}
# Several windows share a screen: this large each of four to six is then.
CROWD_WINDOW = {'window-width': '560', 'window-height': '420'}
# What may pass besides the measured seconds before the demo gives up.
PATIENCE_SECONDS = 60


class Terminal:
    """Progress for people: on standard error, in colour and with a moving bar only where somebody looks at it."""

    def __init__(self):
        self._live = sys.stderr.isatty()
        self._begin = time.monotonic()

    def paint(self, text, code):
        return f'\033[{code}m{text}\033[0m' if self._live and 'NO_COLOR' not in os.environ else text

    def say(self, text):
        clock = self.paint(f'{time.monotonic() - self._begin:5.1f} s', 2)
        print(f'{clock}  {text}', file=sys.stderr, flush=True)

    def show_progress(self, share, text):
        if self._live:
            full = round(share * 30)
            print(f'\r{" " * 9}{self.paint("━" * full, 32)}{self.paint("━" * (30 - full), 2)} {text} ', end='', file=sys.stderr, flush=True)

    def end_progress(self):
        if self._live:
            print('\r\033[K', end='', file=sys.stderr, flush=True)


def parse_arguments():
    parser = argparse.ArgumentParser(prog='./dev demo', description='A whole call on this machine, measured.')
    parser.add_argument('--people', type=int, default=2, metavar='N', help=f'how many (2 to {MAX_PEOPLE}, default 2)')
    parser.add_argument('--seconds', type=float, default=20, metavar='S', help='how long to measure (default 20)')
    parser.add_argument('--resolution', default='640x360', metavar='WxH', help='what the cameras give: 640x360 (default) or 1280x720')
    parser.add_argument('--host-program', action='store_true', help='hearth-host hosts, so that everybody with a window is a guest')
    parser.add_argument('--json', metavar='FILE', help='write the figures to FILE, - for standard output')
    parser.add_argument('--screenshot', metavar='FILE', help="the first guest's window in the call, as a PNG; on virtual displays")
    parser.add_argument('--headless', action='store_true', help='virtual displays even where there is a real one')
    parser.add_argument('--build', required=True, metavar='DIR', help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not 2 <= arguments.people <= MAX_PEOPLE:
        parser.error(f'--people takes 2 to {MAX_PEOPLE}')
    if not 2 <= arguments.seconds <= 3600:
        parser.error('--seconds takes 2 to 3600')
    if arguments.resolution not in RESOLUTIONS:
        parser.error(f'--resolution takes {" or ".join(RESOLUTIONS)}')
    return arguments


def get_display(arguments):
    """The display to open windows on; None for virtual ones."""
    if arguments.headless or arguments.screenshot:
        return None
    return get_real_display()


class Call:
    """The call of the demo, from the room to everybody's picture on everybody's screen."""

    def __init__(self, people, host, terminal):
        """host: one of the people, or a HostProgram."""
        self.people = people
        self.host = host
        self._terminal = terminal

    def enter(self):
        link = self.host.create()
        self._terminal.say(f'{self.host.name} created a room: {link.split("#")[0]}#…')
        guests = [person for person in self.people if person is not self.host]
        for guest in guests:
            guest.start(f'--join={link}')
        for guest in guests:
            guest.events.wait_for('state', 30, lambda line: line['state'] == 'active')
            self._terminal.say(f'{guest.name} joined after {join_ms(guest):.0f} ms')

    def wait_for_pictures(self):
        for viewer in self.people:
            missing = [other.name for other in self.people if other is not viewer and not self._is_picture_there(viewer, other)]
            if missing:
                self._terminal.say(self._terminal.paint(f'{viewer.name} does not see {", ".join(missing)}', 31))
            else:
                self._terminal.say(f'{viewer.name} sees everybody')

    @staticmethod
    def _is_picture_there(viewer, other):
        try:
            viewer.events.wait_for('first-frame', 15, lambda line: line['name'] == other.name)
            return True
        except LabError:
            return False

    def measure(self, seconds, screenshot=None):
        """Returns begin and end (µs of CLOCK_MONOTONIC), the CPU seconds of every person in between, and what hosting took."""
        used = [person.cpu_seconds() for person in self.people]
        cost = Cost(self.host)
        begin = time.monotonic()
        while (passed := time.monotonic() - begin) < seconds:
            self._terminal.show_progress(passed / seconds, f'{passed:.0f} of {seconds:g} s')
            if screenshot and passed > seconds / 2:
                self.people[1].take_screenshot(screenshot)
                screenshot = None
            self._check_alive()
            time.sleep(min(0.25, seconds - passed))
        self._terminal.end_progress()
        end = time.monotonic()
        cpu = [person.cpu_seconds() - before for person, before in zip(self.people, used)]
        return begin * 1e6, end * 1e6, cpu, cost.end(begin * 1e6, end * 1e6)

    def _check_alive(self):
        self.host.hosting_samples()
        for person in [self.host, *self.people]:
            if person.program.returncode is not None:
                raise LabError(f"{person.name}'s program ended by itself, exit status {person.program.returncode}")

    def leave(self):
        """Guests first; each must end by itself."""
        for person in dict.fromkeys([*reversed(self.people), self.host]):
            person.program.signal(signal.SIGTERM)
            status = person.program.wait(5)
            if status != 0:
                raise LabError(f"{person.name}'s program ended with exit status {status}")


def get_latencies(people, sights, host, through):
    """Of all pictures that came straight from the host or to it, or of all that went through it."""
    return [latency for person, seen in zip(people, sights) for sight in seen
            if through == (host.name not in (person.name, sight.name)) for latency in sight.latencies]


def get_spread(values):
    return {'p50': rounded(percentile(values, 0.5)), 'p95': rounded(percentile(values, 0.95))}


def make_report(call, begin, end, cpu, cost):
    """The figures in the shape that `--json` promises, and the sights they come from, per person."""
    people = call.people
    sights = [[Sight(viewer, other, begin, end) for other in people if other is not viewer] for viewer in people]
    report = {
        'people': [{
            'name': person.name,
            'host': person is call.host,
            'join_ms': round(join_ms(person), 1),
            'cpu_seconds': round(cpu[index], 2),
            'sees': [sight.to_json() for sight in sights[index]],
        } for index, person in enumerate(people)],
        'host': cost,
        'first_frame_ms': get_spread([sight.first_frame_ms for seen in sights for sight in seen if sight.first_frame_ms is not None]),
        'latency_ms': {
            'direct': get_spread(get_latencies(people, sights, call.host, through=False)),
            'through_host': get_spread(get_latencies(people, sights, call.host, through=True)),
        },
        'seconds': round((end - begin) / 1e6, 1),
        'load': round(os.getloadavg()[0], 2),
    }
    return report, sights


def show(value, unit='', digits=0):
    return '–' if value is None else f'{value:.{digits}f}{unit}'


def print_table(terminal, people, report, sights):
    heads = ('', 'first picture', 'pictures/s', 'size', 'latency p50/p95', 'sound', 'lip sync', 'lost')
    rows = []
    for person, seen in zip(people, sights):
        for sight in seen:
            figures = sight.to_json()
            rows.append((f'{person.name} ← {sight.name}', show(figures['first_frame_ms'], ' ms'), f'{figures["fps"]:.1f}',
                         f'{figures["width"]}×{figures["height"]}',
                         f'{show(figures["latency_ms"]["p50"])}/{show(figures["latency_ms"]["p95"])} ms',
                         f'{"✓" if figures["audio_tone_ok"] else "✗"} {show(figures["audio_level_db"])} dB',
                         show(sight.lip_sync_ms, ' ms'), f'{figures["video_lost"]}+{figures["audio_lost"]}'))
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    print(file=sys.stderr)
    for row in [heads, *rows]:
        text = '  '.join(cell.ljust(width) for cell, width in zip(row, widths))
        print('  ' + (terminal.paint(text, 1) if row is heads else text), file=sys.stderr)
    print(file=sys.stderr)
    usage = ', '.join(f'{person.name} {100 * figures["cpu_seconds"] / report["seconds"]:.0f} %'
                      for person, figures in zip(people, report['people']))
    latency = report['latency_ms']
    print(f'  of one core: {usage} · first picture p50 {show(report["first_frame_ms"]["p50"], " ms")} · latency p50 '
          f'{show(latency["direct"]["p50"], " ms")} with the host, {show(latency["through_host"]["p50"], " ms")} through it',
          file=sys.stderr)
    cost = report['host']
    added = cost['added_latency_ms']
    print(f'  {cost["name"]} forwarded {cost["forwarded_packets"]} packets: {show(cost["us_per_forwarded_packet"], " µs", 1)} of '
          f'processor each · {100 * cost["cpu_seconds"] / report["seconds"]:.0f} % of one core, {cost["threads"]} threads, '
          f'{cost["rss_mb"]:.0f} MB · added {show(added["p50"], " ms", 2)}, p95 {show(added["p95"], " ms", 2)} · '
          f'load {report["load"]:.2f} · {report["seconds"]:.0f} s', file=sys.stderr)


def print_verdict(terminal, people, sights):
    min_fps = MIN_FPS if len(people) < CROWD else MIN_FPS_IN_CROWD
    complaints = [f'{person.name} ← {sight.name}: {complaint}'
                  for person, seen in zip(people, sights) for sight in seen for complaint in sight.complaints(min_fps)]
    if complaints:
        print(terminal.paint('  ✗ ', 31) + '\n    '.join(complaints), file=sys.stderr)
    else:
        print(terminal.paint('  ✓ Everyone saw and heard everyone else.', 32), file=sys.stderr)
    return not complaints


def write_json(report, path):
    text = json.dumps(report, ensure_ascii=False, indent=None if path == '-' else 2)
    if path == '-':
        print(text)
    else:
        pathlib.Path(path).write_text(text + '\n', encoding='utf-8')


def run(arguments, terminal, logs):
    settings = RESOLUTIONS[arguments.resolution] | (CROWD_WINDOW if arguments.people >= CROWD else {})
    with contextlib.ExitStack() as stack:
        people = make_people(arguments.build, arguments.people, logs, get_display(arguments), settings)
        for person in people:
            stack.callback(person.close)
        terminal.say(f'{", ".join(person.name for person in people)}: each has a camera, a microphone and a speaker')
        host = stack.enter_context(contextlib.closing(HostProgram(arguments.build, logs))) if arguments.host_program else people[0]
        call = Call(people, host, terminal)
        call.enter()
        call.wait_for_pictures()
        begin, end, cpu, cost = call.measure(arguments.seconds, arguments.screenshot)
        report, sights = make_report(call, begin, end, cpu, cost)
        call.leave()
    print_table(terminal, people, report, sights)
    if arguments.json:
        write_json(report, arguments.json)
    return print_verdict(terminal, people, sights)


def give_up(_number, _frame):
    raise LabError('this takes too long')


def interrupt(_number, _frame):
    raise KeyboardInterrupt


def main():
    arguments = parse_arguments()
    terminal = Terminal()
    logs = tempfile.mkdtemp(prefix='hearth-demo-logs-')
    signal.signal(signal.SIGALRM, give_up)
    signal.signal(signal.SIGTERM, interrupt)
    signal.alarm(round(arguments.seconds) + PATIENCE_SECONDS)
    try:
        everybody = run(arguments, terminal, logs)
        if everybody:
            shutil.rmtree(logs, ignore_errors=True)
        return 0 if everybody else 1
    except LabError as error:
        terminal.end_progress()
        print(f'{terminal.paint("✗", 31)} {error}\n  Logs are in {logs}', file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        terminal.end_progress()
        print('Interrupted; everything is ended.', file=sys.stderr)
        shutil.rmtree(logs, ignore_errors=True)
        return 130


if __name__ == '__main__':
    sys.exit(main())
