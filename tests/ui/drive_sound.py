#!/usr/bin/env python3
"""drive_sound.py PROGRAM [NAME…]: the sound of shared screens, done and read as drive.py does things.

To be run in a session of its own (tests/lab/session --display). Prints TAP.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys

from driver import Announcements, Atspi, GLib, enter_call, expect, has_state, main, until
from drive_desktop import open_palette, type_text

SEEN = 'Others see your screen'
HEARD = 'Others see your screen and hear what other programs play'

# Said of the next screen.
WITH_NEXT = 'The sound of other programs will be shared with your screen.'
WITHOUT_NEXT = 'Your screen will be shared without sound.'

# Where sharing begins, and at any time.
WITH = 'With the Sound of Other Programs'
TOGGLE = 'Share the Sound of Other Programs'


def test_share_sound(program):
    """Chosen where sharing begins, said by the sign, changed while the screen is shared, remembered for the next."""
    with Announcements() as announcements:
        enter_call(program)
        program.open_menu('Share a screen or window')
        choice = program.find(WITH)
        expect(not has_state(choice, Atspi.StateType.CHECKED), 'sound is shared unasked')
        program.choose(WITH)
        announcements.expect(WITH_NEXT)
        program.open_menu('Share a screen or window')
        until('the choice is not kept', lambda: has_state(program.find(WITH), Atspi.StateType.CHECKED))
        program.choose('To Watch: Smooth Motion')
        expect(program.find_now(HEARD, 'label') is None, 'a sign before anything is shared')
        program.tell('fake-sharing', GLib.Variant('i', 2))
        program.find(HEARD, 'label')
        announcements.expect(HEARD)

        open_palette(program)
        type_text(program, 'sound of')
        program.key('Return')
        program.find(SEEN, 'label')
        announcements.expect(SEEN)
        program.open_menu('Main Menu')
        program.choose(TOGGLE)
        program.find(HEARD, 'label')

        program.press('Stop sharing your screen')
        until('the sign stays', lambda: program.find_now(HEARD, 'label') is None)
        for sentence, times in (WITHOUT_NEXT, 1), (WITH_NEXT, 2):
            program.open_menu('Main Menu')
            program.choose(TOGGLE)
            announcements.expect(sentence, times)
        program.key('ctrl+shift+s')
        program.tell('fake-sharing', GLib.Variant('i', 2))
        program.find(HEARD, 'label')


def test_others_sound(program):
    """Whose screen comes with sound is told with its tile."""
    enter_call(program)
    program.tell('fake-people', GLib.Variant('i', 3))
    program.tell('fake-others-screen', GLib.Variant('(ib)', (1, True)))
    program.find(contains='’s screen')
    expect(program.find_now(contains='with sound') is None, 'a screen without sound has some')
    program.tell('fake-others-sound', GLib.Variant('(ib)', (1, True)))
    program.find(contains='’s screen, with sound')
    program.tell('fake-others-sound', GLib.Variant('(ib)', (1, False)))
    until('the sound stays', lambda: program.find_now(contains='with sound') is None)


TESTS = [test_share_sound, test_others_sound]

if __name__ == '__main__':
    sys.exit(main(TESTS, []))
