"""`./dev bench browsers`: Chromium and Firefox as guests of the room's socket.

Each browser opens a bare page and calls a bare webrtcbin on HostIce, once offering itself and once being offered to: it connects, has fifty
messages said back over a data channel, and sends and receives VP8 and Opus for some seconds. What is not so fails the run.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import os
import pathlib
import shutil
import statistics
import tempfile

from browser import OPTIONS
from desktop import LabError, Process

HERE = pathlib.Path(__file__).resolve().parent

# Without the pipe: the page does everything by itself.
CHROMIUM_OPTIONS = [option for option in OPTIONS if option != '--remote-debugging-pipe']

FIREFOX_PREFERENCES = {
    'media.navigator.streams.fake': True,
    'media.navigator.permission.disabled': True,
    'media.autoplay.default': 0,
    'datareporting.policy.dataSubmissionEnabled': False,
    'app.update.enabled': False,
    'browser.shell.checkDefaultBrowser': False,
    'browser.aboutwelcome.enabled': False,
    # Cisco's H.264 would be fetched at the first call.
    'media.gmp-manager.updateEnabled': False,
    'media.gmp-gmpopenh264.enabled': False,
}


def _chromium(profile, url):
    return ['chromium', *CHROMIUM_OPTIONS, f'--user-data-dir={profile}', url]


def _firefox(profile, url):
    lines = [f'user_pref({json.dumps(name)}, {json.dumps(value)});' for name, value in FIREFOX_PREFERENCES.items()]
    (profile / 'user.js').write_text('\n'.join(lines))
    return ['firefox-esr', '--headless', '--no-remote', '--profile', profile, url]


BROWSERS = {'Chromium': _chromium, 'Firefox': _firefox}
ROLES = {'host offers': (), 'browser offers': ('--browser-offers',)}


def _call(build, logs, browser, role):
    """What both ends say of one call."""
    profile = pathlib.Path(tempfile.mkdtemp(prefix='hearth-bench-browser-'))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, profile, ignore_errors=True)
        host = Process([build / 'tests/bench/browser-host', HERE / 'guest-page.html', *ROLES[role]], os.environ,
                       logs / f'{browser}-host.log', listen=True)
        stack.callback(host.close)
        port = host.expect('port ', 10).split()[1]
        url = f'http://127.0.0.1:{port}/' + ('?browser-offers' if ROLES[role] else '')
        guest = Process(BROWSERS[browser](profile, url), {**os.environ, 'HOME': str(profile)}, logs / f'{browser}.log')
        stack.callback(guest.close)
        figures = json.loads(host.expect('host ', 60).removeprefix('host '))
        figures |= json.loads(host.expect('page ', 5).removeprefix('page '))
        host.wait(10)
    if figures.get('error'):
        raise LabError(f'{browser}, {role}: {figures["error"]}')
    for name, least in (('video_packets', 50), ('audio_packets', 100), ('videoFrames', 30), ('audioPackets', 100)):
        if figures[name] < least:
            raise LabError(f'{browser}, {role}: {name} is {figures[name]}, less than {least}')
    return figures


def run(arguments, terminal):
    build = pathlib.Path(arguments.build)
    logs = pathlib.Path(tempfile.mkdtemp(prefix='hearth-bench-'))
    rounds = {}

    for number in range(arguments.rounds):
        for browser in BROWSERS:
            for role in ROLES:
                terminal.say(f'{browser}, {role}, round {number + 1} of {arguments.rounds}')
                rounds.setdefault((browser, role), []).append(_call(build, logs, browser, role))

    print(f'{"":26}{"connected, ms":>14}{"echo p50, ms":>14}{"pictures":>10}{"picture packets":>17}{"sound packets":>15}  candidates')
    report = []
    for (browser, role), calls in rounds.items():
        row = {
            'browser': browser,
            'role': role,
            'connected_ms': statistics.median(call['connectedMs'] for call in calls),
            'echo_p50_ms': statistics.median(ms for call in calls for ms in call['echoMs']),
            'pictures_decoded': statistics.median(call['videoFrames'] for call in calls),
            'picture_packets_received': statistics.median(call['video_packets'] for call in calls),
            'sound_packets_received': statistics.median(call['audio_packets'] for call in calls),
            'candidates': sorted({call['pair'] or '?' for call in calls}),
            'user_agent': calls[0]['browser'],
        }
        report.append(row)
        print(f'{browser + ", " + role:26}{row["connected_ms"]:14.0f}{row["echo_p50_ms"]:14.2f}{row["pictures_decoded"]:10.0f}'
              f'{row["picture_packets_received"]:17.0f}{row["sound_packets_received"]:15.0f}  {", ".join(row["candidates"])}')
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(report, indent=2) + '\n')
    shutil.rmtree(logs, ignore_errors=True)
