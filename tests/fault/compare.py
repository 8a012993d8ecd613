#!/usr/bin/env python3
"""Two people compare a code in their windows: both see the same digits, and who was verified is known again in the next call.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import re
import stat
import sys

from fault import await_picture, check, check_all_alive, check_gone, run

CODE = re.compile(r'\d{3} \d{3}')


def ask(asker, other):
    asker.press('Who is here: 2 people')
    asker.press(f'More for {other.name}')
    asker.press('Compare a Code…')
    other.await_text(f'{asker.name} would like to compare a code with you.')
    other.press('Compare')


def read_code(person):
    person.await_text('Read these digits to each other.')
    codes = [text for text in person.read_window() if CODE.fullmatch(text)]
    check(len(codes) == 1, f'{person.name} sees {len(codes)} codes')
    return codes[0]


def codes_match(scene):
    host, guest = scene.person(), scene.person()
    link = host.create()
    guest.join(link)
    await_picture(host, guest)
    ask(host, guest)
    check(read_code(host) == read_code(guest), 'the codes differ')
    host.press('They Match')
    host.await_text(f'Waiting for {guest.name} to say the same')
    guest.press('They Match')
    for person, other in (host, guest), (guest, host):
        person.await_text('The codes match.')
        person.press('Done')
        person.await_text(f'{other.name}, verified')

    people = pathlib.Path(host.desktop.environment['XDG_DATA_HOME']) / 'hearth' / 'people'
    check(stat.S_IMODE(people.stat().st_mode) == 0o600, 'others may read whom the host has met')

    # In the next call they are who they were.
    guest.close_window()
    since = guest.press('Leave Call')
    check_gone(guest, since)
    guest.join(link)
    host.await_text(f'{guest.name}, verified')
    guest.await_text(f'{host.name}, verified')
    check_all_alive(host, guest)


def codes_differ(scene):
    host, guest = scene.call()
    ask(guest, host)
    read_code(host)
    read_code(guest)
    host.press('They Do Not Match')
    for person, other in (host, guest), (guest, host):
        person.await_text(f'somebody may stand between you and {other.name}')
    check(not any('verified' in text for text in host.read_window() + guest.read_window()), 'somebody is verified')
    check_all_alive(host, guest)


if __name__ == '__main__':
    sys.exit(run(codes_match, codes_differ))
