#!/usr/bin/env python3
"""Links that lead nowhere: each gets a sentence that says what to do.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import re
import signal
import sys

from fault import check, check_all_alive, run


def replace_port(link, other):
    """The room of one link at the server of another."""
    port = re.match(r'https?://[^/]+:(\d+)/', other).group(1)
    return re.sub(r':(\d+)/', f':{port}/', link, count=1)


def damage(link):
    """One character of the secret is another one."""
    position = len(link) - 10
    return link[:position] + ('A' if link[position] != 'A' else 'B') + link[position + 1:]


def one_character_wrong(scene):
    host, guest = scene.person(), scene.person()
    link = host.create()
    guest.start(damage(link))
    guest.await_text('This is not a complete link to a room', 10)
    check_all_alive(host, guest)


def one_character_wrong_everywhere(scene):
    """Wherever in room or secret the mistake is, nobody is contacted."""
    host, guest = scene.person(), scene.person(camera=False, microphone=False)
    link = host.create()
    begin = link.index('/r/') + 3
    for position in range(begin, len(link), 11):
        if link[position] == '#':
            continue
        wrong = link[:position] + ('A' if link[position] != 'A' else 'B') + link[position + 1:]
        events = guest.start(f'--join={wrong}')
        ended = events.wait_for('ended', 10)
        check(ended['error'] == 'link', f'character {position - begin}: {ended["error"]}')
        guest.desktop.end('hearth', signal.SIGTERM)


def room_is_gone(scene):
    """The server is there, the room is not."""
    first, second, guest = scene.person(), scene.person(), scene.person()
    gone = first.create()
    first.program.signal(signal.SIGTERM)
    first.program.wait(5)
    there = second.create()
    guest.start(f'--join={replace_port(gone, there)}')
    ended = guest.events.wait_for('ended', 20)
    check(ended['error'] == 'no-such-room', f'the guest was told {ended["error"]}')
    guest.await_text('This room is not open.')
    check_all_alive(second, guest)


def server_is_not_there(scene):
    host, guest = scene.person(), scene.person()
    link = host.create()
    host.desktop.end('hearth', signal.SIGKILL)
    guest.start(f'--join={link}')
    ended = guest.events.wait_for('ended', 20)
    check(ended['error'] == 'server', f'the guest was told {ended["error"]}')
    guest.await_text('The server does not answer.')
    check_all_alive(guest)


if __name__ == '__main__':
    sys.exit(run(one_character_wrong, one_character_wrong_everywhere, room_is_gone, server_is_not_there))
