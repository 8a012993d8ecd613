#!/usr/bin/env python3
"""drive_trust.py PROGRAM [NAME…]: who is who, comparing a code, and names that would turn a sentence round, done as drive.py does things.

To be run in a session of its own (tests/lab/session --display). Prints TAP.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys

from driver import ISOLATES, LINK, Announcements, GLib, enter_call, expect, main, until, walk

# As HearthTrust and HearthComparisonStage (base/acquaintance.h, base/comparison.h) count.
TRUST_VERIFIED, TRUST_CHANGED = 3, 4
SHOWN, VERIFIED, TOO_OFTEN = 3, 5, 10


def test_who_is_who(program):
    """Who is somebody else than before is named so, everywhere, until this person says that they know them."""
    doubt = 'This is not the Anna Schmidt you met before'
    with Announcements() as announcements:
        enter_call(program)
        program.tell('fake-people', GLib.Variant('i', 3))
        program.find('Anna Schmidt', role='list item')
        program.tell('fake-trust', GLib.Variant('(ii)', (1, TRUST_CHANGED)))
        program.find('Anna Schmidt, not who you met before', role='list item')
        announcements.expect(doubt)
        program.find(doubt, role='label')
        program.press('Who Is This?')
        program.find(contains='the key is another one')
        program.find(contains='Badge: ')
        program.press('I Know That It Is Them')
        program.find(contains='with the same key. To be sure who it is, compare a code.')
        program.find('Also met as Anna S.')
        program.close_dialog('Who Is This?')
        program.find('Anna Schmidt', role='list item')

        # At the door as well.
        program.tell('fake-knock', GLib.Variant('s', 'Eve'))
        announcements.expect('Eve is at the door, and not the Eve you met before')
        program.press('Answer')
        program.find(contains='Not the Eve you met before: ask first')


def test_compare(program):
    """A code is asked for from the list of people and by somebody else, seen in two groups, and said to match or not."""
    with Announcements() as announcements:
        enter_call(program)
        program.tell('fake-people', GLib.Variant('i', 2))
        program.press('Who is here: 2 people')
        program.open_menu('More for Anna Schmidt')
        program.choose('Compare a Code…')
        program.find(contains='Waiting for Anna Schmidt')
        program.tell('fake-compare', GLib.Variant('i', SHOWN))
        program.find('0 7 1, 9 4 2')
        announcements.expect('Read these digits to each other. Does Anna Schmidt see the same ones?')
        program.press('They Match')
        program.find(contains='Waiting for Anna Schmidt to say the same')
        program.tell('fake-compare', GLib.Variant('i', VERIFIED))
        announcements.expect('The codes match. From now on Hearth recognises Anna Schmidt by this key.')
        program.press('Done')
        program.gone('Compare a Code')
        program.tell('fake-trust', GLib.Variant('(ii)', (1, TRUST_VERIFIED)))
        program.press('Close the List of People')
        program.find('Anna Schmidt, verified', role='list item')

        program.tell('fake-invite', GLib.Variant('i', 1))
        program.find(contains='Anna Schmidt would like to compare a code with you.')
        program.press('Compare')
        program.press('They Do Not Match')
        program.find(contains='somebody may stand between you and Anna Schmidt')
        program.press('Done')
        program.gone('Compare a Code')
        program.tell('fake-invite', GLib.Variant('i', 1))
        program.press('Do Not Ask Again')
        program.gone('Compare a Code')


def test_isolated(program):
    """Wherever a name stands in other words, its direction is its own: U+2068 before it, U+2069 behind it."""
    name = 'שלום (שב)'
    seen = set()

    def look():
        """Everything that a screen reader would read or somebody sees."""
        for node in walk(program.root()):
            for text in (node.get_name() or '', node.get_description() or ''):
                if name in text and text.strip() != name:
                    expect(text.count(name) == text.count(f'\u2068{name}\u2069'), f'“{text}” is not isolated')
                    seen.add(text.translate(ISOLATES).replace(name, 'NAME'))

    def await_text(text):
        until(f'“{text}” is not seen', lambda: look() or text in seen)

    program.write('Join with a Link', LINK)
    program.press('Join')
    program.press('Join Room')
    program.find('Anna Schmidt, host', role='list item')
    program.tell('fake-name', GLib.Variant('(is)', (0, name)))
    program.tell('fake-name', GLib.Variant('(is)', (1, name)))
    await_text('NAME (you), microphone off, camera off')
    await_text('NAME, host')
    await_text('Room of NAME')
    program.tell('fake-trust', GLib.Variant('(ii)', (1, TRUST_CHANGED)))
    await_text('This is not the NAME you met before')
    program.tell('fake-notice', GLib.Variant('(is)', (0, name)))
    await_text('NAME joined')
    program.press('Who is here: 2 people')
    await_text('Hosted by NAME. Only the host’s computer can see and hear the room.')
    program.tell('fake-knock', GLib.Variant('s', name))
    await_text('NAME is at the door')
    await_text('More for NAME')
    await_text('Admit NAME')
    await_text('Deny NAME')
    program.tell('fake-invite', GLib.Variant('i', 1))
    until('nobody is asked', lambda: look() or any(text.startswith('NAME would like to compare') for text in seen))
    for stage in range(SHOWN, TOO_OFTEN):
        program.tell('fake-invite', GLib.Variant('i', 1))
        program.tell('fake-compare', GLib.Variant('i', stage))
        program.find('Compare a Code')
        look()
    program.key('Escape')
    program.press('Leave')
    await_text('Room of NAME')


if __name__ == '__main__':
    sys.exit(main([test_who_is_who, test_compare, test_isolated], []))
