#!/usr/bin/env python3
"""drive_hands.py PROGRAM [NAME…]: raised hands, reactions, talking while muted and push to talk, done as drive.py does things.

To be run in a session of its own (tests/lab/session --display). Prints TAP.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import subprocess
import sys
import time

from driver import ISOLATES, Announcements, Atspi, GLib, Program, enter_call, expect, has_state, main, until, walk
from fake_portal import FakePortal, FakeShortcuts

TOGGLE = ('toggle button', 'switch', 'button', 'push button')


def people(program, n):
    program.tell('fake-people', GLib.Variant('i', n))


def hand(program, position, raised):
    program.tell('fake-hand', GLib.Variant('(ib)', (position, raised)))


def rows(people_list):
    """Who is here, from the top, as a screen reader reads the list."""
    return [(people_list.get_child_at_index(i).get_name() or '').translate(ISOLATES) for i in range(people_list.get_child_count())]


def await_rows(people_list, *beginnings):
    until(f'the rows do not become {beginnings}', lambda: [
        row.startswith(beginning) for row, beginning in zip(rows(people_list), beginnings)] == [True] * len(beginnings))


def test_hand(program):
    """By its key and its button; the own tile and the row in the list say it, and where it is in line."""
    enter_call(program)
    people(program, 4)
    program.find('Your hand is down', role=TOGGLE)
    program.key('ctrl+shift+h')
    button = program.find('Your hand is raised', role=TOGGLE)
    expect(has_state(button, Atspi.StateType.PRESSED) or has_state(button, Atspi.StateType.CHECKED), 'the button is not pressed')
    program.find(contains='(you), host', role=('list item',))
    program.find(contains='hand raised, first in line', role=('list item',))
    hand(program, 2, True)
    program.find(contains='hand raised, number 2 in line', role=('list item',))
    program.press('Your hand is raised')
    program.find('Your hand is down', role=TOGGLE)
    until('nobody moves up', lambda: program.find_now(contains='number 2 in line') is None)
    program.find(contains='hand raised, first in line', role=('list item',))


def test_row(program):
    """Raised hands stand on top of the list, in their order; the host lowers one, then all."""
    enter_call(program)
    people(program, 5)
    program.press('Who is here: 5 people')
    program.find('You, hosting this room')
    people_list = program.find('Who is here', role=('list',))
    names = [row.split(',')[0] for row in rows(people_list)]
    expect(program.find_now('Lower All Hands') is None, 'hands to lower where none is up')
    with Announcements() as announcements:
        hand(program, 3, True)
        announcements.expect(f'{names[3]} raised a hand')
        hand(program, 1, True)
        await_rows(people_list, names[3], names[1], names[0], names[2], names[4])
        announcements.expect(f'{names[1]} raised a hand')
        program.open_menu(f'More for {names[3]}')
        program.choose('Lower Hand')
        announcements.expect(f'You lowered the hand of {names[3]}')
        await_rows(people_list, names[1], names[0], names[2], names[3], names[4])
        hand(program, 4, True)
        await_rows(people_list, names[1], names[4], names[0])
        program.press('Lower All Hands')
        announcements.expect('You lowered all hands')
    await_rows(people_list, *names)
    program.gone('Lower All Hands')


def test_together(program):
    """Who raises a hand at the same time is told of in one sentence; so are reactions, and whose own they are is no news."""
    enter_call(program)
    people(program, 6)
    with Announcements() as announcements:
        hand(program, -1, True)
        until('they are not told of together', lambda: any(
            sentence.endswith('and 4 others raised their hands') for sentence in announcements))
        expect(not any(sentence.endswith('raised a hand') for sentence in announcements), f'one by one: {announcements}')
        program.tell('fake-react', GLib.Variant('(ii)', (1, 2)))
        until('a reaction is not said', lambda: any(sentence.endswith(': applause') for sentence in announcements))
        program.tell('fake-react', GLib.Variant('(ii)', (-1, 5)))
        announcements.expect('5 people: party')


def test_react(program):
    """By the button of the bar, by keyboard, and out of the menu and the palette where there is no room for buttons."""
    enter_call(program)
    people(program, 2)
    program.open_menu('React')
    program.press('applause')
    program.gone('applause')
    program.key('ctrl+k')
    program.find('React: Heart', role=('list item',))
    program.key('Escape')
    program.gone('React: Heart')


def test_muted(program):
    """Who talks while they are muted is told, and unmutes with a click; who may not unmute can ask."""
    enter_call(program)
    people(program, 2)
    mute(program)
    with Announcements() as announcements:
        program.tell('fake-muted-talk', GLib.Variant('b', True))
        announcements.expect('You are muted')
    program.press('Unmute')
    program.find('Microphone on')
    program.gone('Unmute')
    program.press('Microphone on')
    program.find('Microphone off')
    program.tell('fake-withheld', GLib.Variant('b', True))
    with Announcements() as announcements:
        program.tell('fake-muted-talk', GLib.Variant('b', True))
        announcements.expect('The host has muted you')
    program.press('Raise Hand')
    program.find('Your hand is raised', role=TOGGLE)
    with Announcements() as announcements:
        program.tell('fake-spoken', GLib.Variant('b', True))
        announcements.expect('Your hand is still raised')
    program.press('Lower Hand')
    program.find('Your hand is down', role=TOGGLE)


def turn(program, name):
    """A switch row is a switch for a screen reader, and so is the switch in it, which can be pressed."""
    def attempt():
        return any(node.get_name() == name and node.get_action_iface().get_n_actions() and node.get_action_iface().do_action(0)
                   for node in walk(program.root()) if node.get_role_name() == 'switch')
    until(f'no switch "{name}"', attempt)


def xdotool(*arguments):
    subprocess.run(['xdotool', *arguments], check=True)


def switch_on(program, *names):
    program.key('ctrl+comma')
    for name in names:
        turn(program, name)
    program.close_dialog('Preferences')
    program.gone('Push to Talk')


def mute(program):
    program.key('ctrl+d') if program.find_now('Microphone on') is not None else None
    program.find('Microphone off')


def go_to_picture(program):
    """With the keyboard, to where nothing wants Space."""
    until('the keyboard is at no picture', lambda: any(
        has_state(node, Atspi.StateType.FOCUSED) for node in walk(program.root()) if node.get_role_name() == 'list item')
        or program.key('shift+Tab'))


def await_repetitions(entry):
    """Holds a key until it was written three times; returns how many seconds that took: any other key repeats as early."""
    begin = time.monotonic()
    xdotool('keydown', 'x')
    until('the key does not repeat', lambda: Atspi.Text.get_text(entry.get_text_iface(), 0, -1).startswith('xxx'))
    xdotool('keyup', 'x')
    return time.monotonic() - begin


def test_space(program):
    """Held it talks, released it does not; what is written is written, and a button that has the keyboard is pressed."""
    enter_call(program)
    people(program, 2)
    switch_on(program, 'Push to Talk')
    mute(program)
    go_to_picture(program)
    expect(program.find_now('Talking') is None, 'somebody talks without a key')
    with Announcements() as announcements:
        xdotool('keydown', 'space')
        program.find('Microphone on')
        program.find('Talking', role=('status', 'status bar', 'statusbar'))
        announcements.expect('Talking')
        xdotool('keyup', 'space')
        program.find('Microphone off')
        program.gone('Talking')

    # Whoever goes elsewhere while they hold it is heard no more, and writes nothing there.
    xdotool('keydown', 'space')
    program.find('Microphone on')
    program.press('Chat')
    program.find('Microphone off')
    entry = program.find('Message', role=('text', 'entry'))
    until('the keyboard is not in the chat', lambda: has_state(entry, Atspi.StateType.FOCUSED))
    xdotool('keydown', 'space')
    xdotool('keyup', 'space')
    program.find('Microphone off')
    expect(Atspi.Text.get_text(entry.get_text_iface(), 0, -1) == '', 'the key that was held writes')
    seconds = await_repetitions(entry)
    program.press('Chat')

    # However often the key repeats, it is said once.
    go_to_picture(program)
    with Announcements() as announcements:
        xdotool('keydown', 'space')
        end = time.monotonic() + seconds
        announcements.expect('Talking')
        until('time stands still', lambda: time.monotonic() > end)
        xdotool('keyup', 'space')
        program.find('Microphone off')
        program.gone('Talking')
        expect(announcements.count('Talking') == 1, f'it is said again and again: {announcements}')

    # In an entry it is a letter.
    program.key('ctrl+k')
    program.find('Find a Command')
    program.key('a', 'space', 'b')
    until('the space is not written', lambda: any(
        node.get_text_iface() is not None and Atspi.Text.get_text(node.get_text_iface(), 0, -1) == 'a b'
        for node in walk(program.root()) if node.get_role_name() in ('text', 'entry', 'search box')))
    program.find('Microphone off')
    program.key('Escape')
    program.gone('Find a Command')


def test_anywhere(path):
    """A key of the whole desktop, where its portal is there: asked for when it is switched on, and said which it is."""
    portal = FakePortal(FakeShortcuts())
    program = Program(path)
    try:
        enter_call(program)
        people(program, 2)
        mute(program)
        program.key('ctrl+comma')
        turn(program, 'Push to Talk')
        turn(program, 'Push to Talk Anywhere')
        until('no key is asked for', lambda: portal.shortcuts.bound)
        expect(portal.shortcuts.bound == {'push-to-talk': 'Talk while it is held'}, f'{portal.shortcuts.bound}')
        program.find(contains='Press Ctrl+Alt+T')
        program.close_dialog('Preferences')
        program.gone('Push to Talk Anywhere')  # while it closes no other opens
        portal.shortcuts.press('push-to-talk')
        program.find('Microphone on')
        portal.shortcuts.release('push-to-talk')
        program.find('Microphone off')
        portal.shortcuts.press('something-else')
        portal.shortcuts.press('push-to-talk')
        program.find('Microphone on')
        program.key('ctrl+comma')
        turn(program, 'Push to Talk Anywhere')
        program.find('Microphone off')
        until('the session stays', lambda: portal.shortcuts.count_closed('session') == 1)
        expect(portal.shortcuts.count_closed('request') == 0, 'an answered question is taken back')
        program.quit()
    finally:
        program.kill()


def test_half_way(path):
    """What is given up before the portal has answered is ended there: the question, and the session that may come of it."""
    shortcuts = FakePortal(FakeShortcuts(hesitates={'CreateSession'})).shortcuts
    program = Program(path)
    try:
        program.find('Create a Room')
        program.key('ctrl+comma')
        turn(program, 'Push to Talk')
        turn(program, 'Push to Talk Anywhere')
        until('no session is asked for', lambda: shortcuts.asked == ['CreateSession'])
        turn(program, 'Push to Talk Anywhere')
        until('the question stands', lambda: shortcuts.count_closed('request') == 1)
        until('the session is left to itself', lambda: shortcuts.count_closed('session') == 1)

        shortcuts.hesitates = {'BindShortcuts'}
        turn(program, 'Push to Talk Anywhere')
        until('no key is asked for', lambda: shortcuts.asked[1:] == ['CreateSession', 'BindShortcuts'])
        turn(program, 'Push to Talk Anywhere')
        until('the second question stands', lambda: shortcuts.count_closed('request') == 2)
        until('the second session stays', lambda: shortcuts.count_closed('session') == 2)

        # Whoever ends the program in the middle of it leaves nothing behind either.
        turn(program, 'Push to Talk Anywhere')
        until('no key is asked for again', lambda: shortcuts.asked[3:] == ['CreateSession', 'BindShortcuts'])
        program.quit()
        until('something is left', lambda: shortcuts.count_closed('request') == 3 and shortcuts.count_closed('session') == 3)
    finally:
        program.kill()


def test_nowhere(path):
    """On a desktop without such a portal nobody is offered a key of it."""
    FakePortal()
    program = Program(path)
    try:
        program.find('Create a Room')
        program.key('ctrl+comma')
        program.find('Push to Talk')
        expect(program.find_now('Push to Talk Anywhere') is None, 'a key of the desktop is offered')
        program.quit()
    finally:
        program.kill()


if __name__ == '__main__':
    sys.exit(main([test_hand, test_row, test_together, test_react, test_muted, test_space], [test_anywhere, test_half_way, test_nowhere]))
