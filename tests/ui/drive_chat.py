#!/usr/bin/env python3
"""drive_chat.py PROGRAM [NAME…]: writing and reading messages, done as drive.py does things.

To be run in a session of its own (tests/lab/session --display). Prints TAP.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys

from driver import LINK, Announcements, Atspi, GLib, enter_call, expect, has_state, main, until


def chat(program, position, text, alone=False):
    """Somebody writes, to everybody or to this person alone."""
    program.tell('fake-chat', GLib.Variant('(isb)', (position, text, alone)))


def test_chat(program):
    """What others write is announced, counted until the chat is opened, and read there; what is written goes to everybody, or fails and says why."""
    with Announcements() as announcements:
        enter_call(program)
        program.tell('fake-people', GLib.Variant('i', 3))
        program.find('Chat', role='toggle button')
        chat(program, 1, 'Hello\nall')
        announcements.expect('Anna Schmidt: Hello all')
        program.find('Chat: 1 new message', role='toggle button')
        chat(program, 2, 'psst', alone=True)
        announcements.expect('Ben Okafor to you alone: psst')
        program.press('Chat: 2 new messages')
        program.find(contains='Hello\nall', role='list item')
        program.find('Chat', role='toggle button')
        expect_isolated(program.find(contains='Ben Okafor to you alone, ', role='list item'), 'Ben Okafor')

        # While it is open nothing is counted, and all is announced once.
        chat(program, 1, 'Are you there?')
        announcements.expect('Anna Schmidt: Are you there?')
        program.find(contains='Are you there?', role='list item')
        expect(program.find_now('Chat: 1 new message') is None, 'what is seen counts as new')

        # On the keyboard: Enter sends, Shift+Enter does not.
        until('the entry has no focus', lambda: has_state(program.find('Message', role='text'), Atspi.StateType.FOCUSED))
        expect(not has_state(program.find('Send'), Atspi.StateType.SENSITIVE), 'nothing can be sent')
        program.key('y', 'e', 's', 'shift+Return', 'I')
        until('no second line', lambda: text_of(program.find('Message', role='text')) == 'yes\nI')
        program.key('Return')
        program.find(contains=': yes\nI', role='list item')
        until('the entry is not empty', lambda: text_of(program.find('Message', role='text')) == '')

        program.write('Message', 'refuse: too-fast')
        program.press('Send')
        announcements.expect('Not sent: too much at once. Wait a moment, then write it again.')
        program.find(contains='You: refuse: too-fast. Not sent', role='list item')

        program.key('ctrl+m')
        until('it stays open', lambda: program.find_now('Message', role='text') is None)
        program.key('ctrl+m')
        program.find('Message', role='text')
        program.press('Close Chat')
        until('it stays open', lambda: program.find_now('Message', role='text') is None)
        expect(announcements.count('Anna Schmidt: Hello all') == 1, 'announced more than once')

        # Nothing of it is in the next call.
        program.press('Leave')
        enter_call(program)
        program.press('Chat')
        program.find('No Messages Yet')


def expect_isolated(node, name):
    expect(f'\u2068{name}\u2069' in node.get_name(), f'“{name}” is not isolated in “{node.get_name()}”')


def text_of(node):
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


def choose_addressee(program, name, *keys):
    """By keys in the list of whom to write to, which lead to that name."""
    program.press('To')
    until(f'no {name} to write to', lambda: program.find_now(name, role='list item'))
    program.key(*keys, 'Return')
    until('the list stays open', lambda: program.find_now(name, role='list item') is None)


def test_chat_private(program):
    """To one person alone: whoever can read it is named, and it goes to nobody else when they have left."""
    program.write('Join with a Link', LINK)
    program.press('Join')
    program.press('Join Room')
    program.find('Anna Schmidt, host', role='list item')
    program.tell('fake-people', GLib.Variant('i', 3))
    program.find(contains='Ben Okafor', role='list item')
    program.press('Chat')
    choose_addressee(program, 'Anna Schmidt', 'Home', 'Down')
    expect_isolated(program.find('Only Anna Schmidt can read this.'), 'Anna Schmidt')
    choose_addressee(program, 'Ben Okafor', 'End')
    program.find('Only Ben Okafor can read this, and the host’s computer, which passes it on.')
    program.write('Message', 'between us')
    program.tell('fake-people', GLib.Variant('i', 2))
    program.find('Who is here: 2 people')
    program.press('Send')
    expect_isolated(program.find(contains='You to Ben Okafor alone, ', role='list item'), 'Ben Okafor')
    program.find('Only Ben Okafor can read this, and the host’s computer, which passes it on.')

    # The host does not let anybody write any more: the sentence stands where one would write.
    program.tell('fake-may-write', GLib.Variant('b', False))
    program.find('The host does not let you write messages now.')
    until('one can write', lambda: not has_state(program.find('Message', role='text'), Atspi.StateType.SENSITIVE))


def test_chat_links(program):
    """An address in a message is a link, and a long list shows its end."""
    enter_call(program)
    program.tell('fake-people', GLib.Variant('i', 2))
    program.press('Chat')
    chat(program, 1, 'see https://example.org/notes, please')
    program.find('see https://example.org/notes, please', role='label')
    program.find(role='link')
    for i in range(25):
        chat(program, 1, f'line {i}')
    program.find(contains='line 24', role='list item')
    expect(program.find_now('Newest Messages') is None, 'the newest are not in sight')


# GTK 4.24 makes what it tells a screen reader of a label’s link a second time while it frees the first, and forgets it.
FORGOTTEN_BY_GTK = [test_chat_links]

if __name__ == '__main__':
    sys.exit(main([test_chat, test_chat_private, test_chat_links], [], FORGOTTEN_BY_GTK))
