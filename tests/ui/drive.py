#!/usr/bin/env python3
"""drive.py PROGRAM [NAME…]: uses the real window as a screen reader and a keyboard do, over AT-SPI and X, and prints TAP.

PROGRAM is the real main() with the stand-in call controller (fake/fake-call.h), which can be told over D-Bus what happens in the
call. NAMEs choose among the tests below. To be run in a session of its own (tests/lab/session --display).

SPDX-License-Identifier: GPL-3.0-or-later
"""

import signal
import subprocess
import sys

from driver import LINK, Announcements, Atspi, GLib, Program, enter_call, expect, has_state, main, until, walk

# Names of HearthCallError and how their sentences begin. That every one has a sentence of its own is tested in test-widgets.c.
ERRORS = {
    'server': 'The server does not answer.',
    'no-such-room': 'This room is not open.',
    'full': 'The room is full.',
    'host-lost': 'The host’s computer cannot be reached any more.',
}


# --- What people do -----------------------------------------------------------------------------------------------------------

def test_create(program):
    """Create a room, agree to camera and microphone, switch them, invite, leave."""
    program.press('Create a Room')
    program.find('Create Room')
    expect(program.find_now('Microphone on') is None, 'the microphone is on before anybody agreed')
    program.press('Turn On Camera and Microphone')
    program.find('Microphone on')
    program.find('Camera on')
    program.press('Create Room')

    program.find('Amber Otter (you), host', role='list item')
    program.press('Microphone on')
    off = program.find('Microphone off')
    expect(not has_state(off, Atspi.StateType.PRESSED) and not has_state(off, Atspi.StateType.CHECKED), 'off, but pressed')
    program.find('Amber Otter (you), host, microphone off', role='list item')
    program.press('Camera on')
    program.find('Amber Otter (you), host, microphone off, camera off', role='list item')
    program.press('Camera off')
    program.find('Camera on')

    program.press('Invite people')
    program.find('Anyone with this link can knock, and you let them in. Only your computer can see and hear the room.')
    program.find(contains='http://192.168.1.20:4380/r/')
    with Announcements() as announcements:
        program.press('Copy Link')
        announcements.expect('Link copied')
    program.close_dialog('Invite People')
    program.gone('Copy Link')

    program.press('Leave')
    program.find('Create a Room')
    program.find('Your room')


def test_people(program):
    """Others come, speak and go; each is named, counted and announced once."""
    with Announcements() as announcements:
        enter_call(program)
        program.tell('fake-people', GLib.Variant('i', 3))
        program.find('Anna Schmidt', role='list item')
        program.tell('fake-speaking', GLib.Variant('i', 1))
        program.find('Anna Schmidt, speaking', role='list item')
        program.find('Who is here: 3 people')
        program.tell('fake-notice', GLib.Variant('(is)', (0, 'Anna Schmidt')))
        program.find('Anna Schmidt joined')
        announcements.expect('Anna Schmidt joined')
        program.press('Who is here: 3 people')
        program.find('You, hosting this room')
        program.key('Escape')
        program.gone('You, hosting this room')
        program.tell('fake-reconnecting', GLib.Variant('b', True))
        program.find('Reconnecting… The others cannot see or hear you.', role='label')
        program.tell('fake-reconnecting', GLib.Variant('b', False))
        program.tell('fake-server-there', GLib.Variant('b', False))
        program.find('The server is away. The call goes on, but nobody new can join.', role='label')
        expect(announcements.count('Anna Schmidt joined') == 1, 'announced more than once')


def test_door(program):
    """Two knock: announced, seen on a banner, answered in the list."""
    with Announcements() as announcements:
        enter_call(program)
        program.tell('fake-knock', GLib.Variant('s', 'Leyla'))
        announcements.expect('Leyla is at the door')
        program.find('Leyla is at the door', role='label')
        program.tell('fake-knock', GLib.Variant('s', 'Mallory'))
        program.find('2 people are at the door', role='label')
        program.press('Answer')
        program.find('At the Door')
        program.press('Admit Leyla')
        program.find('Who is here: 2 people')
        program.find('Mallory is at the door', role='label')
        program.press('Deny Mallory')
        program.gone('At the Door')


def test_statistics(program):
    """The network's figures by name and role, whose connection is slow, and what is copied of it."""
    def read(text):
        """A row's second line is what describes it."""
        until(f'“{text}” is not read', lambda: any(text in (told or '') for node in walk(program.root())
                                                   for told in (node.get_name(), node.get_description())))

    program.write('Join with a Link', LINK)
    program.press('Join')
    program.press('Join Room')
    program.find('Anna Schmidt, host', role='list item')
    with Announcements(program.root()) as announcements:
        program.tell('fake-slow', GLib.Variant('(ib)', (1, True)))
        announcements.expect('The connection of Anna Schmidt is slow')
        program.find('The connection of Anna Schmidt is slow')
        program.tell('fake-slow', GLib.Variant('(ib)', (0, True)))
        announcements.expect('Your connection is slow. Others may see and hear you badly.')
        program.press('Details')
        program.find('Network Statistics')
        program.find('Your Connection')
        read('No figures yet')
        program.tell('fake-network', GLib.Variant('i', 60))
        plot = program.find('The last two minutes', role='image')
        until('the plot is not told in words', lambda: 'Sent: ' in (plot.get_description() or ''))
        read('1280 × 720, in 3 sizes at once (VP8)')
        read('Direct (here: the computer itself; there: the computer itself)')
        program.press('Copy Report')
        announcements.expect('Report copied')
        program.close_dialog('Network Statistics')
        program.gone('Network Statistics')
        program.tell('fake-slow', GLib.Variant('(ib)', (0, False)))
        announcements.expect('The connection of Anna Schmidt is slow', times=2)
        program.press('Details')
        program.find('Network Statistics')
        read('Received: ')
        program.close_dialog('Network Statistics')
        program.gone('Network Statistics')
        program.tell('fake-slow', GLib.Variant('(ib)', (1, False)))
        announcements.expect('The connection is good again')
        program.gone('Details')
    program.key('ctrl+shift+n')
    program.find('Network Statistics')
    program.key('Escape')
    program.gone('Network Statistics')
    program.press('Leave')
    program.find('Create a Room')


def test_withheld(program):
    """What the host does not allow cannot be pressed, and says why; off is always allowed."""
    reason = 'The host does not let you switch your microphone on now'
    enter_call(program)
    program.press('Microphone off')
    program.find('Microphone on')
    program.tell('fake-withheld', GLib.Variant('b', True))
    switch = program.find('Microphone off')
    until('it can be pressed', lambda: not has_state(switch, Atspi.StateType.SENSITIVE))
    until('it does not say why', lambda: switch.get_description() == reason)
    program.key('ctrl+d')
    expect(program.find_now('Microphone on') is None, 'a key switches it on')
    program.tell('fake-withheld', GLib.Variant('b', False))
    program.press('Microphone off')
    program.find('Microphone on')


def test_toasts(program):
    """However often something happens, it is said once at a time, and no more waits than can be read."""
    with Announcements() as announcements:
        enter_call(program)
        for _ in range(20):
            program.tell('fake-notice', GLib.Variant('(is)', (0, 'Anna')))
        for i in range(20):
            program.tell('fake-notice', GLib.Variant('(is)', (0, f'Guest {i}')))
        program.find('Anna joined')
        announcements.expect('Guest 19 joined')
        program.find('Guest 17 joined')
        expect(announcements.count('Anna joined') == 1, 'said more than once')


def test_speaker_view(program):
    """Whoever speaks is large, by the button or its key; whoever is pinned stays so, whoever speaks."""
    def area(name):
        extents = program.find(contains=name, role='list item').get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        return extents.width * extents.height

    def await_large(name, *others):
        until(f'{name} does not get large', lambda: all(area(name) > 2 * area(other) for other in others))

    enter_call(program)
    program.tell('fake-people', GLib.Variant('i', 4))
    program.find('Anna Schmidt', role='list item')
    program.tell('fake-speaking', GLib.Variant('i', 2))
    program.press('Speaker View')
    await_large('Ben Okafor', 'Anna Schmidt', 'Amber Otter')
    program.tell('fake-speaking', GLib.Variant('i', 1))
    await_large('Anna Schmidt', 'Ben Okafor')
    program.tell('fake-speaking', GLib.Variant('i', 0))
    await_large('Anna Schmidt', 'Amber Otter')
    program.key('ctrl+l')
    until('all are not alike', lambda: area('Anna Schmidt') == area('Ben Okafor'))

    # On the keyboard: into the tiles, to the one at the right, pin it.
    until('no focus on the tiles', lambda: program.key('Tab') or has_state(
        program.find(contains='Amber Otter', role='list item'), Atspi.StateType.FOCUSED))
    program.key('Right', 'Return')
    program.find('Anna Schmidt, pinned', role='list item')
    await_large('Anna Schmidt', 'Ben Okafor')
    program.tell('fake-speaking', GLib.Variant('i', 2))
    await_large('Anna Schmidt', 'Ben Okafor')
    program.key('Menu')
    until('no menu', lambda: has_state(program.find(role=('check menu item', 'menu item')), Atspi.StateType.FOCUSED))
    program.key('Return')
    program.find('Anna Schmidt', role='list item')
    until('all are not alike', lambda: area('Anna Schmidt') == area('Ben Okafor'))


def test_join(program):
    """A wrong link is said to be wrong while it is typed; the right one leads through the lobby into the call."""
    wrong = 'This is not a complete link to a room. Ask for the link again and paste all of it.'
    program.write('Join with a Link', 'https://rooms.example.org/r/')
    program.find(wrong)
    expect(not has_state(program.find('Join'), Atspi.StateType.SENSITIVE), 'a wrong link can be joined')
    program.write('Join with a Link', 'https://rooms.example.org/r/room#9newer')
    program.find('This link comes from a newer Hearth. Update Hearth, then open the link again.')
    program.write('Join with a Link', f'  {LINK.replace("https", "hearth")} ')
    program.gone(wrong)
    program.press('Join')
    program.find('rooms.example.org')
    program.find('Turn On Camera and Microphone')
    program.press('Join Room')
    program.find('Anna Schmidt, host', role='list item')
    program.find('Microphone off')
    program.find('Camera off')
    program.press('Leave')
    program.find('Room of Anna Schmidt')
    program.press('Forget Room')
    program.gone('Room of Anna Schmidt')


def test_unattended(program):
    """Nobody sits at the host's computer: it is in no tile and no row, and everybody knows whose room it is."""
    hosted = 'Hosted by {}. Only the host’s computer can see and hear the room.'
    program.write('Join with a Link', LINK)
    program.press('Join')
    program.press('Join Room')
    program.find('Anna Schmidt, host', role='list item')
    program.press('Who is here: 2 people')
    program.find(hosted.format('Anna Schmidt'))
    program.tell('fake-unattended', GLib.Variant('s', 'Cellar'))
    program.find(hosted.format('Cellar'))
    program.key('Escape')
    program.gone(hosted.format('Cellar'))
    program.find('Room of Cellar')
    program.find('Who is here: 1 person')
    program.gone('Anna Schmidt, host')
    expect(program.find_now(contains='Cellar', role='list item') is None, 'a tile for nobody')


def test_errors(program):
    """However an attempt ends, home says so and the next attempt can begin."""
    for error, sentence in ERRORS.items():
        program.write('Join with a Link', f'https://{error}.example/r/room#secret')
        program.press('Join')
        program.press('Join Room')
        program.find(contains=sentence, role=('label', 'static'))
        program.find('Create a Room')
        program.gone('Join Room')


def test_waiting(program):
    """Whoever waits at the door sees it and can go away again."""
    program.write('Join with a Link', 'https://knocking.example/r/room#secret')
    program.press('Join')
    program.press('Join Room')
    program.find('Waiting to be let in…')
    program.press('Cancel')
    program.find('Create a Room')


def test_keyboard(program):
    """The whole way without a mouse."""
    program.find('Create a Room')
    program.key('ctrl+n')
    program.find('Create Room')
    program.key('Escape')
    program.find('Create a Room')
    program.key('ctrl+n')
    focused = until('the button has no focus', lambda: has_state(program.find('Create Room'), Atspi.StateType.FOCUSED))
    expect(focused, 'no focus')
    program.key('Return')
    program.find('Leave')
    program.key('ctrl+d')
    program.find('Microphone on')
    program.key('ctrl+e')
    program.find('Camera on')
    program.key('ctrl+d', 'ctrl+e')
    program.find('Microphone off')
    program.find('Camera off')
    program.key('ctrl+i')
    program.find('Copy Link')
    program.key('Escape')
    program.gone('Copy Link')
    program.key('ctrl+comma')
    program.find('Sound for Messages')
    program.key('Escape')
    program.gone('Sound for Messages')
    program.key('ctrl+question')
    program.find('Search shortcuts')
    program.key('Escape')
    program.gone('Search shortcuts')
    # In a call a new room is asked about first.
    program.key('ctrl+n')
    program.find('Leave This Call?')
    program.key('Escape')
    program.gone('Leave This Call?')
    program.key('ctrl+q')
    program.ends()


def test_tab_order(program):
    """Tab leads from the controls of a call to the rest of the window, and everything it stops at has a name."""
    enter_call(program)
    names = []
    for _ in range(11):
        focused = until('nothing has the focus', lambda: next(
            (node for node in walk(program.root()) if has_state(node, Atspi.StateType.FOCUSED)
             and node.get_role_name() not in ('window', 'frame', 'application')), None))
        expect(focused.get_name(), f'a {focused.get_role_name()} without a name has the focus')
        names.append(focused.get_name())
        program.key('Tab')
        until('the focus does not move', lambda: not has_state(focused, Atspi.StateType.FOCUSED))
    order = ['Microphone off', 'Choose microphone and speaker', 'Camera off', 'Choose a camera', 'Share a screen or window',
             'Your hand is down', 'React', 'Chat']
    expect(names[:8] == order, f'the order is {names}')


def test_sharing(program):
    """Share a screen by the menu; the sign stays; stop by either button and by the keyboard; the desktop ends it."""
    with Announcements() as announcements:
        enter_call(program)
        program.open_menu('Share a screen or window')
        program.choose('To Read: Sharp Text')
        until('it can be asked for twice', lambda: not has_state(program.find('Share a screen or window', 'toggle button'), Atspi.StateType.SENSITIVE))
        expect(program.find_now('Others see your screen', 'label') is None, 'a sign before anything is shared')
        program.tell('fake-sharing', GLib.Variant('i', 2))
        program.find('Others see your screen', 'label')
        announcements.expect('Others see your screen')
        program.press('Stop sharing your screen')
        until('the sign stays', lambda: program.find_now('Others see your screen', 'label') is None)

        program.key('ctrl+shift+s')
        program.tell('fake-sharing', GLib.Variant('i', 2))
        program.find('Others see your screen', 'label')
        program.press('Stop Sharing')
        until('the sign stays', lambda: program.find_now('Others see your screen', 'label') is None)

        program.open_menu('Share a screen or window')
        program.choose('To Watch: Smooth Motion')
        program.tell('fake-sharing', GLib.Variant('i', 2))
        program.find('Others see your screen', 'label')
        program.key('ctrl+shift+s')
        until('the sign stays', lambda: program.find_now('Others see your screen', 'label') is None)

        # It ends from outside, and the way back is there.
        program.key('ctrl+shift+s')
        program.tell('fake-sharing', GLib.Variant('i', 2))
        program.find('Others see your screen', 'label')
        program.tell('fake-sharing', GLib.Variant('i', 0))
        until('the sign stays', lambda: program.find_now('Others see your screen', 'label') is None)
        program.find('Share a screen or window')


def test_link_from_outside(program):
    """A link opens the lobby of the program that already runs, and switches nothing on; in a call it asks first."""
    program.find('Create a Room')
    second = Program(program.path, LINK.replace('https', 'hearth'))
    second.ends(patience=10)
    program.find('rooms.example.org')
    program.find('Turn On Camera and Microphone')
    program.press('Join Room')
    program.find('Anna Schmidt, host', role='list item')
    program.find('Microphone off')
    program.find('Camera off')

    Program(program.path, 'https://other.example/r/room#secret').ends(patience=10)
    program.find('Leave This Call?')
    program.press('Stay')
    program.gone('Leave This Call?')
    program.find('Anna Schmidt, host', role='list item')
    Program(program.path, 'https://other.example/r/room#secret').ends(patience=10)
    program.press('Leave and Join')
    program.find('other.example')


def test_terminate(program):
    """SIGTERM in a call ends the program cleanly."""
    enter_call(program)
    program.process.send_signal(signal.SIGTERM)
    program.ends()


def test_interrupt(program):
    """So does Ctrl+C in a terminal."""
    enter_call(program)
    program.process.send_signal(signal.SIGINT)
    program.ends()


def test_close(program):
    """And closing the window, of which whoever hosts is asked."""
    enter_call(program)
    program.key('ctrl+w')
    program.press('Close Room')
    program.ends()


# Where the time to the end is measured, the sanitizer's is not.
TIMED = [test_keyboard, test_terminate, test_interrupt, test_close]

TESTS = [test_create, test_people, test_statistics, test_door, test_withheld, test_toasts, test_speaker_view, test_join,
         test_unattended, test_errors, test_waiting, test_keyboard, test_tab_order, test_sharing,
         test_link_from_outside, test_terminate, test_interrupt, test_close]


# --- Ways to start ------------------------------------------------------------------------------------------------------------

def test_cold_start(path):
    """The link that starts the program is not lost, and neither is its secret."""
    program = Program(path, 'hearth+http://192.168.1.20:4380/r/room#secret')
    try:
        program.find('192.168.1.20')
        program.press('Join Room')
        program.find('Anna Schmidt, host', role='list item')
        program.quit()
    finally:
        program.kill()


def test_new_room(path):
    """The desktop file's action."""
    program = Program(path, '--new-room')
    try:
        program.find('Create Room')
        program.quit()
    finally:
        program.kill()


def test_version(path):
    output = subprocess.run([path, '--version'], capture_output=True, text=True, check=True).stdout
    expect(output.startswith('Hearth '), output)


def test_old_platform(path):
    """An unsafe GStreamer is refused in the terminal and in a window."""
    program = Program(path, environment={'HEARTH_FAKE_GSTREAMER': '1.26.2'})
    try:
        program.find('Hearth Cannot Run')
        program.find(contains='GStreamer 1.26.2 on this computer does not check who is at the other end')
        expect(program.find_now('Create a Room') is None, 'a call can be made all the same')
        program.press('Close')
        expect('Update it to 1.28.5 or newer.' in program.ends(), 'nothing said in the terminal')
    finally:
        program.kill()


STARTS = [test_cold_start, test_new_room, test_version, test_old_platform]


if __name__ == '__main__':
    sys.exit(main(TESTS, STARTS, TIMED))
