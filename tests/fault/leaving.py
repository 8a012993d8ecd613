#!/usr/bin/env python3
"""Leaving on purpose and by accident: what the others are told, and how soon.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import signal
import sys
import time

from fault import LEAVE_SEEN_SECONDS, await_notice, check, check_all_alive, check_gone, run


def check_seen(person, since, event):
    took = event['at'] / 1e6 - since
    check(took <= LEAVE_SEEN_SECONDS, f'{person.name} saw it after {took:.2f} s')


def guest_terminated(scene):
    host, guest = scene.call()
    with host.sees(f'{guest.name} left'):
        since = time.monotonic()
        guest.program.signal(signal.SIGTERM)
        check_gone(guest, since)
        check_seen(host, since, await_notice(host, 'left'))
    check_all_alive(host)


def guest_closes_window(scene):
    host, guest = scene.call()
    guest.close_window()
    since = guest.press('Leave Call')
    check_gone(guest, since)
    check_seen(host, since, await_notice(host, 'left'))
    check_all_alive(host)


def guest_presses_leave(scene):
    host, guest = scene.call()
    position = guest.events.position
    since = guest.press('Leave')
    ended = guest.events.wait_for('ended', 5, since=position)
    check(ended['error'] is None, f'leaving ended with {ended["error"]}')
    check_seen(host, since, await_notice(host, 'left'))
    guest.await_text('Create a Room')
    check_all_alive(host, guest)


def host_terminated(scene):
    host, guest = scene.call()
    since = time.monotonic()
    host.program.signal(signal.SIGTERM)
    check_gone(host, since)
    ended = guest.events.wait_for('ended', 5)
    check(ended['error'] == 'host-left', f'the guest was told {ended["error"]}')
    check_seen(guest, since, ended)
    guest.await_text('The host has closed the room.')
    check_all_alive(guest)


def host_killed(scene):
    host, guest = scene.call()
    host.desktop.end('hearth', signal.SIGKILL)
    ended = guest.events.wait_for('ended', 60)
    check(ended['error'] == 'host-lost', f'the guest was told {ended["error"]}')
    guest.await_text('computer cannot be reached any more')
    check_all_alive(guest)


def guest_killed(scene):
    host, guest = scene.call()
    with host.sees(f'{guest.name} left', timeout=30):
        guest.desktop.end('hearth', signal.SIGKILL)
        await_notice(host, 'left', timeout=30)
    check_all_alive(host)


if __name__ == '__main__':
    sys.exit(run(guest_terminated, guest_closes_window, guest_presses_leave, host_terminated, host_killed, guest_killed))
