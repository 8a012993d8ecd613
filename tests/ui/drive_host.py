#!/usr/bin/env python3
"""drive_host.py PROGRAM [NAME…]: what the host of a room does with links, the door and other people, done as drive.py does things.

To be run in a session of its own (tests/lab/session --display). Prints TAP.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys

from driver import ISOLATES, Announcements, Atspi, Failure, GLib, Program, enter_call, expect, has_state, main, until, walk
from fake_portal import FakePortal
from fake_shell import FakeShell

LINK = 'http://192.168.1.20:4380/r/'


class Keyboard:
    """Where the keyboard is, as a screen reader is told. Rows of lists can be pressed by it only."""

    def __init__(self, program):
        self._program = program
        self._node = None
        self._listener = Atspi.EventListener.new(self._on_focused)
        self._listener.register('object:state-changed:focused')

    def _on_focused(self, event):
        if event.detail1:
            self._node = event.source

    def name(self):
        return self._node is not None and (self._node.get_name() or '').translate(ISOLATES)

    def await_at(self, name):
        until(f'the keyboard is not at "{name}"', lambda: self.name() == name)

    def tab_to(self, name, key='Tab', most=40):
        """As somebody does who has no mouse."""
        for _ in range(most):
            if self.name() == name:
                return
            before, self._node = self._node, None
            self._program.key(key)
            until(f'{key} leads nowhere', lambda: self._node)
            expect(self.name(), f'a {self._node.get_role_name()} without a name has the keyboard after {before.get_name()}')
        raise Failure(f'{key} does not lead to "{name}"')

    def activate(self, name, key='Return'):
        self.tab_to(name)
        self._program.key(key)


def turn(program, name):
    """A switch row is a switch for a screen reader, and so is the switch in it, which can be pressed."""
    def attempt():
        return any(node.get_name() == name and node.get_action_iface().get_n_actions() and node.get_action_iface().do_action(0)
                   for node in walk(program.root()) if node.get_role_name() == 'switch')
    was_on = is_on(program, name)
    until(f'no switch "{name}"', attempt)
    # It moves before it counts.
    until(f'"{name}" stays as it was', lambda: is_on(program, name) != was_on)


def is_on(program, name):
    return any(has_state(node, Atspi.StateType.CHECKED) or has_state(node, Atspi.StateType.PRESSED)
               for node in walk(program.root()) if node.get_role_name() == 'switch' and node.get_name() == name)


def await_link(program, end):
    """The link that is shown; its last parts say how it was made (fake/call-controls.c)."""
    return until(f'no link that ends in "{end}"', lambda: next(
        (node.get_name() for node in walk(program.root())
         if (node.get_name() or '').startswith(LINK) and node.get_name().endswith(end)), None))


def open_people(program, n):
    program.press(f'Who is here: {n} people' if n != 1 else 'Who is here: 1 person')
    program.find('You, hosting this room')


def test_links(program):
    """A link for an hour, one for one person, and a new one in place of all of them, of which people are asked first."""
    keyboard = Keyboard(program)
    with Announcements() as announcements:
        enter_call(program)
        program.press('Invite people')
        own = await_link(program, '')
        keyboard.activate('Another Link')
        program.find('Make Link')
        # The list of how long: an hour is the second.
        keyboard.activate('Works for')
        program.key('Down', 'Return')
        keyboard.activate('Make Link')
        expect(await_link(program, '-1-3600-0') != own, 'the same link')
        announcements.expect('This is another link')
        keyboard.await_at('Copy Link')
        turn(program, 'One Person Only')
        keyboard.activate('Make Link')
        await_link(program, '-2-3600-1')
        announcements.expect('This link is for one person')
        program.press('Copy Link')
        announcements.expect('Link copied')

        keyboard.activate('Replace All Links…')
        program.find('Replace All Links?')
        program.press('Cancel')
        program.gone('Replace All Links?')
        await_link(program, '-2-3600-1')
        keyboard.activate('Replace All Links…')
        program.press('Replace')
        await_link(program, '-new')
        announcements.expect('The old links do not work any more')


def test_visitors_link(program):
    """Whose link was for them alone is told so, and has nothing to copy."""
    program.write('Join with a Link', 'https://rooms.example.org/r/room#secret')
    program.press('Join')
    program.press('Join Room')
    program.find('Leave', role=('button', 'push button'))
    program.press('Invite people')
    program.find('Copy Link')
    expect(program.find_now('Replace All Links…') is None, 'a guest is offered the host’s links')
    program.tell('fake-keep-link', GLib.Variant('b', True))
    program.find(contains='The link that you came by was for you')
    program.gone('Copy Link')


def act(program, name, item, sentence):
    """One thing out of the menu of a person."""
    with Announcements() as announcements:
        program.open_menu(f'More for {name}')
        program.choose(item)
        announcements.expect(sentence)


def test_order(program):
    """Everything in a person's menu that the host may do, each told to whoever cannot see it."""
    keyboard = Keyboard(program)
    enter_call(program)
    program.tell('fake-people', GLib.Variant('i', 4))
    program.find('Anna Schmidt', role='list item')
    program.tell('fake-others-screen', GLib.Variant('(ib)', (1, True)))
    open_people(program, 4)

    act(program, 'Anna Schmidt', 'Mute', 'You muted Anna Schmidt')
    program.find('Anna Schmidt, microphone off', role='list item')
    act(program, 'Anna Schmidt', 'Ask to Unmute', 'You asked Anna Schmidt to unmute')
    act(program, 'Anna Schmidt', 'Stop Camera', 'You stopped the camera of Anna Schmidt')
    program.find('Anna Schmidt, microphone off, camera off', role='list item')
    act(program, 'Anna Schmidt', 'Stop Screen', 'You stopped the screen of Anna Schmidt')
    program.gone('Anna Schmidt’s screen')
    act(program, 'Anna Schmidt', 'Make Co-Host', 'Anna Schmidt is a co-host now')
    program.find('Co-host')
    act(program, 'Anna Schmidt', 'Let Speak', 'Anna Schmidt may speak now')
    act(program, 'Anna Schmidt', 'Make Listener', 'Anna Schmidt listens now')
    program.find('Listens')

    program.open_menu('More for Anna Schmidt')
    program.choose('Remove…')
    program.find('Remove Anna Schmidt?')
    program.press('Cancel')
    program.gone('Remove Anna Schmidt?')
    program.find('Anna Schmidt, microphone off, camera off', role='list item')
    with Announcements() as announcements:
        program.open_menu('More for Anna Schmidt')
        program.choose('Remove…')
        program.find('They can knock again, and somebody is asked before they come back.')
        program.press('Remove')
        announcements.expect('You removed Anna Schmidt')
        program.gone('More for Anna Schmidt')
        program.open_menu('More for Ben Okafor')
        program.choose('Remove and Block…')
        program.find('They cannot come back into this room.')
        program.press('Remove')
        announcements.expect('You removed Ben Okafor')
        keyboard.activate('Remembered and Blocked')
        program.find('Unblock Ben Okafor')


def test_switches(program):
    """Muting everybody, what people may do by themselves, asking at the door, and the lock."""
    keyboard = Keyboard(program)
    with Announcements() as announcements:
        enter_call(program)
        program.tell('fake-people', GLib.Variant('i', 3))
        program.find('Anna Schmidt', role='list item')
        open_people(program, 3)
        keyboard.activate('Mute Everybody')
        announcements.expect('You muted everybody')
        program.find('Anna Schmidt, microphone off', role='list item')
        for name in ('Others May Unmute Themselves', 'Others May Share Their Screens', 'Others May Write Messages',
                     'Others May Rename Themselves'):
            expect(is_on(program, name), f'“{name}” is off before anybody said so')
            turn(program, name)
            until(f'“{name}” stays on', lambda name=name: not is_on(program, name))
        announcements.expect('You changed what others may do')
        turn(program, 'Others May Share Their Screens')
        until('a switch stays off', lambda: is_on(program, 'Others May Share Their Screens'))
        expect(not is_on(program, 'Others May Rename Themselves'), 'one switch turned another')

        expect(is_on(program, 'Ask Before Somebody Comes In'), 'nobody is asked')
        turn(program, 'Ask Before Somebody Comes In')
        until('somebody is asked', lambda: not is_on(program, 'Ask Before Somebody Comes In'))
        expect(not is_on(program, 'Lock the Room'), 'locked before anybody said so')
        turn(program, 'Lock the Room')
        announcements.expect('You locked the room')
        turn(program, 'Lock the Room')
        announcements.expect('You unlocked the room')


def test_knocks(program):
    """Four wait, and each gets another answer: from the list, its buttons and its menus, of which a screen reader says whose they are."""
    keyboard = Keyboard(program)
    enter_call(program)
    for name in ('Leyla', 'Mallory', 'Noor', 'Oskar'):
        program.tell('fake-knock', GLib.Variant('s', name))
    program.find('4 people are at the door', role='label')
    program.press('Answer')
    program.find('At the Door')
    program.press('Admit Leyla')
    program.find('Who is here: 2 people')
    program.press('Deny Mallory')
    program.gone('Deny Mallory')
    program.open_menu('More answers for Noor')
    program.choose('Admit and Remember')
    program.find('Who is here: 3 people')
    program.open_menu('More answers for Oskar')
    program.choose('Deny and Block')
    program.gone('At the Door')
    expect(program.find_now('Who is here: 3 people'), 'who was blocked came in')
    keyboard.activate('Remembered and Blocked')
    program.find('Forget Noor')
    program.find('Unblock Oskar')


def test_verdicts(program):
    """Who is remembered or blocked, without a mouse: there by Tab, from one to the next by the arrows, away by Return or Delete."""
    keyboard = Keyboard(program)
    enter_call(program)
    for name, blocked in (('Leyla', False), ('Mallory', True), ('Noor', False), ('Oskar', True)):
        program.tell('fake-verdict', GLib.Variant('(sb)', (name, blocked)))
    program.key('ctrl+p')
    program.find('You, hosting this room')
    keyboard.tab_to('Remembered and Blocked')
    program.key('Return')
    program.find('Forget Leyla')
    program.find('Comes in unasked, since 01/01/26')
    keyboard.tab_to('Leyla')
    program.key('Down')
    keyboard.await_at('Mallory')
    program.key('Delete')
    program.gone('Unblock Mallory')
    keyboard.await_at('Noor')
    keyboard.tab_to('Forget Noor')
    program.key('Return')
    program.gone('Forget Noor')
    keyboard.await_at('Oskar')
    keyboard.tab_to('Unblock Oskar')
    program.key('space')
    program.gone('Unblock Oskar')
    keyboard.await_at('Leyla')
    program.key('Delete')
    program.find('Nobody Yet')
    program.key('Escape')
    program.gone('Nobody Yet')


def hide(program):
    program.key('ctrl+w')
    program.press('Keep Open')
    program.gone('Leave')


def test_notification(path):
    """Who knocks while the window is away: a notification, whose buttons answer without bringing the window back."""
    portal, shell = FakePortal(), FakeShell()
    program = Program(path)
    try:
        enter_call(program)
        hide(program)
        program.tell('fake-knock', GLib.Variant('s', 'Leyla'))
        program.tell('fake-knock', GLib.Variant('s', 'Mallory'))
        leyla = until('nobody is told of Leyla', lambda: shell.find('Leyla is at the door'))
        mallory = until('nobody is told of Mallory', lambda: shell.find('Mallory is at the door'))
        expect(leyla['priority'] == 'urgent', f'{leyla}')
        shell.press(leyla, 'Admit')
        until('the status is old', lambda: portal.statuses[-1] == 'Hosting a room with 1 guest')
        until('the notification stays', lambda: not shell.find('Leyla is at the door'))
        shell.press(mallory, 'Deny')
        until('the notification stays', lambda: not shell.find('Mallory is at the door'))
        expect(portal.statuses[-1] == 'Hosting a room with 1 guest', 'who was denied came in')
        expect(program.find_now('Leave') is None, 'the window came back')

        # Somebody presses the notification itself: the window is there, and in it who waits.
        program.tell('fake-knock', GLib.Variant('s', 'Noor'))
        shell.press(until('nobody is told of Noor', lambda: shell.find('Noor is at the door')))
        program.find('Noor is at the door', role='label')
        program.press('Leave')
        until('a notification of a call that is over', lambda: not shell.notifications)
        program.quit()
    finally:
        program.kill()


def scale_value(program):
    """What a screen reader is told of the open menu's volume: percent."""
    return program.find('Volume', role=('slider',)).get_value_iface().get_current_value()


def test_panel(program):
    """Everybody beside the pictures: how loud somebody is here, muted for this person alone, pinned; by the keyboard, and said in words."""
    keyboard = Keyboard(program)
    enter_call(program)
    program.tell('fake-people', GLib.Variant('i', 3))
    program.find('Anna Schmidt', role='list item')
    program.key('ctrl+p')
    program.find('You, hosting this room')
    keyboard.await_at('Amber Otter (you), host, microphone off, camera off')
    program.key('Down')
    keyboard.await_at('Anna Schmidt')
    keyboard.tab_to('More for Anna Schmidt')
    program.key('Return')
    until('it is not as loud as it is', lambda: scale_value(program) == 100)
    keyboard.tab_to('Volume')
    program.key('Right', 'Right')
    until('it is not louder', lambda: scale_value(program) == 120)
    program.key('End')
    until('it is not twice as loud', lambda: scale_value(program) == 200)
    program.key('Home')
    until('it is not silent', lambda: scale_value(program) == 0)
    program.key('Escape')
    until('the menu stays', lambda: program.find_now('Volume') is None)

    def check(name, item, checked):
        """It is there when the menu is opened the next time."""
        program.open_menu(f'More for {name}')
        program.choose(item)
        until('the menu stays', lambda: program.find_now(item) is None)
        program.open_menu(f'More for {name}')
        until('no check', lambda: has_state(program.find(item, role=('check menu item', 'menu item')),
                                            Atspi.StateType.CHECKED) == checked)
        program.key('Escape')
        until('the menu stays', lambda: program.find_now(item) is None)

    # It is as it was left, and the rest of the menu is about them, too.
    program.open_menu('More for Anna Schmidt')
    until('it was forgotten', lambda: scale_value(program) == 0)
    program.key('Escape')
    until('the menu stays', lambda: program.find_now('Volume') is None)
    check('Anna Schmidt', 'Mute for Me', True)
    program.find('Anna Schmidt, muted for you', role='list item')
    check('Anna Schmidt', 'Mute for Me', False)
    until('muted still', lambda: program.find_now('Anna Schmidt, muted for you') is None)

    def pinned():
        return sum(node.get_role_name() == 'list item' and (node.get_name() or '').endswith(', pinned') for node in walk(program.root()))

    check('Anna Schmidt', 'Pin', True)
    until('not pinned in the list and in the picture', lambda: pinned() == 2)
    check('Ben Okafor', 'Pin', True)
    until('not Ben, or not Ben alone', lambda: pinned() == 2 and program.find_now('Ben Okafor, microphone off, pinned'))
    check('Ben Okafor', 'Pin', False)
    until('pinned still', lambda: pinned() == 0)

    # Of oneself there is nothing of it. Escape closes the panel, and the keyboard is where it was opened.
    program.open_menu('More for Amber Otter')
    program.find('Who Is This?', role=('menu item',))
    expect(program.find_now('Volume') is None and program.find_now('Pin') is None, 'one can pin oneself')
    program.key('Escape')
    until('the menu stays', lambda: program.find_now('Who Is This?') is None)
    program.key('Escape')
    program.gone('You, hosting this room')
    keyboard.await_at('Who is here: 3 people')


TESTS = [test_links, test_visitors_link, test_order, test_panel, test_switches, test_knocks, test_verdicts]
STARTS = [test_notification]


if __name__ == '__main__':
    sys.exit(main(TESTS, STARTS))
