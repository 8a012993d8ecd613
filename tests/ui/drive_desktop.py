#!/usr/bin/env python3
"""drive_desktop.py PROGRAM [NAME…]: what the desktop and the window have to do with each other, done as drive.py does things.

To be run in a session of its own (tests/lab/session --display). Prints TAP.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys

from driver import APPLICATION_ID, Announcements, Atspi, Gio, GLib, Program, enter_call, expect, has_state, main, until
from fake_portal import FakePortal


def type_text(program, text):
    program.key(*('space' if letter == ' ' else letter for letter in text))


def open_palette(program):
    program.key('ctrl+k')
    return program.find('Find a Command', role=('text', 'entry', 'search box'))


def test_palette(program):
    """Every command by Ctrl+K, a few letters and Return; what is found is said; what cannot be done is not there."""
    program.find('Create a Room')
    with Announcements() as announcements:
        entry = open_palette(program)
        expect(has_state(entry, Atspi.StateType.FOCUSED), 'one cannot type at once')
        program.find('New Room, Ctrl+N', role=('list item',))
        expect(program.find_now('Invite People, Ctrl+I') is None, 'one can invite into no room')
        type_text(program, 'xyz')
        program.find('No Commands Found')
        announcements.expect('No Commands Found')
        program.key('ctrl+a')
        type_text(program, 'key')
        announcements.expect('1 command: Keyboard Shortcuts, Ctrl+?')
        program.key('ctrl+a')
        type_text(program, 'roo')
        announcements.expect('1 command: New Room, Ctrl+N')
    program.key('Return')
    program.find('Create Room')
    program.gone('Commands')

    program.press('Create Room')
    program.find('Leave', role=('button', 'push button'))
    with Announcements() as announcements:
        program.key('ctrl+k')
        program.find('Microphone On or Off, Ctrl+D', role=('list item',))
        program.key('Down')
        announcements.expect('Camera On or Off, Ctrl+E')
        program.key('Up')
        announcements.expect('Microphone On or Off, Ctrl+D')
    program.key('Return')
    program.find('Microphone on')
    open_palette(program)
    type_text(program, 'invite')
    program.key('Return')
    program.find('Copy Link')
    # Another dialog has commands of its own.
    program.key('ctrl+k')
    expect(program.find_now('Find a Command') is None, 'a palette over a dialog')
    program.key('Escape')
    program.gone('Copy Link')
    program.key('ctrl+k')
    program.find('Find a Command')
    program.key('Escape')
    program.gone('Find a Command')


def test_clipboard(program):
    """Ctrl+J opens the lobby of the room whose link was copied, and says so where there is none."""
    program.find('Create a Room')
    with Announcements() as announcements:
        program.key('ctrl+j')
        announcements.expect('There is no link to a room on the clipboard.')
    enter_call(program)
    program.key('ctrl+i')
    program.press('Copy Link')
    program.close_dialog('Invite People')
    program.gone('Copy Link')
    program.press('Leave')
    program.find('Create a Room')
    program.key('ctrl+j')
    program.find('Join Room')


def test_join_clipboard(path):
    """The desktop file's action: a window first, then a look at the clipboard."""
    program = Program(path, '--join-clipboard')
    try:
        program.find(contains='There is no link to a room on the clipboard.')
        program.find('Create a Room')
        program.quit()
    finally:
        program.kill()


def test_share_again(program):
    """What was shared is offered once more, by the menu and by the palette, and only then."""
    enter_call(program)
    program.open_menu('Share a screen or window')
    program.find('To Read: Sharp Text')
    expect(program.find_now('The Same Again') is None, 'what was never shared is offered again')
    program.choose('To Read: Sharp Text')
    program.tell('fake-sharing', GLib.Variant('i', 2))
    program.press('Stop sharing your screen')
    program.open_menu('Share a screen or window')
    program.choose('The Same Again')
    program.find('Others see your screen', 'label')
    program.press('Stop sharing your screen')
    open_palette(program)
    type_text(program, 'same')
    program.key('Return')
    program.find('Others see your screen', 'label')


SUSPEND, IDLE = 4, 8


def test_lock(path):
    """A locked screen pauses camera and share, not the sound, and gives them back; what others switched off stays off."""
    portal = FakePortal()
    program = Program(path)
    try:
        enter_call(program)
        until('nobody watches the screen', lambda: portal.monitor)
        program.press('Camera off')
        program.press('Microphone off')
        program.find('Camera on')
        program.tell('fake-sharing', GLib.Variant('i', 2))
        program.find('Others see your screen', 'label')
        portal.lock(True)
        program.find('Camera off')
        program.find('Microphone on')
        program.find('Your screen is locked, so that nobody sees it', 'label')
        portal.lock(False)
        program.find('Camera on')
        program.find('Others see your screen', 'label')
        portal.query_end()
        until('the session waits for an answer', lambda: portal.answered_query)
        # The camera that the person left off stays off.
        program.press('Camera on')
        program.find('Camera off')
        portal.lock(True)
        portal.lock(False)
        program.tell('fake-notice', GLib.Variant('(is)', (0, 'Anna')))
        program.find(contains='Anna')
        program.find('Camera off')
        program.quit()
    finally:
        program.kill()


def test_awake(path):
    """In a call the computer does not fall asleep and the screen is not locked; before and afterwards it may."""
    portal = FakePortal()
    program = Program(path, environment={'GDK_DEBUG': 'portals'})
    try:
        program.find('Create a Room')
        program.press('Create a Room')
        program.find('Create Room')
        expect(not portal.inhibited, 'awake in the lobby')
        program.press('Create Room')
        until('the computer may fall asleep', lambda: list(portal.inhibited.values()) == [SUSPEND | IDLE])
        # It stays awake from the door on; only who is inside is asked before the window closes.
        program.find('Leave', role=('button', 'push button'))
        program.key('ctrl+w')
        program.press('Keep Open')
        until('the screen stays on for nobody', lambda: list(portal.inhibited.values()) == [SUSPEND])
        activate(None)
        until('the screen goes dark', lambda: list(portal.inhibited.values()) == [SUSPEND | IDLE])
        program.press('Leave')
        until('the computer never sleeps again', lambda: not portal.inhibited)
        program.quit()
    finally:
        program.kill()


def activate(action):
    """As the desktop does: the program itself, or one of its actions. It may have to ask the portal, which is us, before it answers."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    answers = []
    method, parameters = (('Activate', GLib.Variant('(a{sv})', ({},))) if action is None
                          else ('ActivateAction', GLib.Variant('(sava{sv})', (action, [], {}))))
    bus.call(APPLICATION_ID, '/org/hearthcall/Hearth', 'org.freedesktop.Application', method, parameters, None,
             Gio.DBusCallFlags.NONE, -1, None, lambda _bus, result: answers.append(result))
    until('no answer', lambda: answers)


def test_background(path):
    """A room stays open without its window: with the desktop's leave, in one line of status, unseen and unheard, and one can come back."""
    portal = FakePortal()
    program = Program(path)
    try:
        enter_call(program)
        program.press('Microphone off')
        program.find('Microphone on')
        program.key('ctrl+w')
        program.find('Close the Room?')
        program.press('Stay')
        program.gone('Close the Room?')
        # Where the desktop would end us, the window comes back by itself.
        portal.allows_background = False
        program.key('ctrl+w')
        program.press('Keep Open')
        until('the window stays away', lambda: portal.statuses == ['Hosting a room that is empty', ''])
        program.find('Leave', role=('button', 'push button'))
        portal.allows_background = True
        portal.reason = None
        portal.statuses.clear()

        program.key('ctrl+w')
        program.press('Keep Open')
        until('nobody asked the desktop', lambda: portal.reason)
        until('no status', lambda: portal.statuses == ['Hosting a room that is empty'])
        program.tell('fake-people', GLib.Variant('i', 3))
        until('the status is old', lambda: portal.statuses[-1] == 'Hosting a room with 2 guests')
        program.gone('Leave')
        activate(None)
        program.find('Microphone off')
        until('the status stays', lambda: portal.statuses[-1] == '')

        # From its notification.
        program.key('ctrl+w')
        program.press('Keep Open')
        until('no status', lambda: portal.statuses[-1] != '')
        activate('close-room')
        program.ends(patience=60)
    finally:
        program.kill()


def search(method, parameters):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync(APPLICATION_ID, '/org/hearthcall/Hearth/SearchProvider', 'org.gnome.Shell.SearchProvider2', method,
                         parameters, None, Gio.DBusCallFlags.NONE, -1, None).unpack()


def test_search(path):
    """A recent room is found by its host's name in the overview, and no link goes over the bus."""
    link = 'https://rooms.example.org/r/nLw3cYb1Qm6aTz0fXk9s2A#AQx5v8Rk2mPq'
    program = Program(path, link)
    try:
        program.press('Join Room')
        program.find('Anna Schmidt, host', role='list item')
        program.press('Leave')
        program.find('Create a Room')

        ids, = search('GetInitialResultSet', GLib.Variant('(as)', (['anna'],)))
        expect(len(ids) == 1, f'{len(ids)} rooms are found')
        expect(search('GetSubsearchResultSet', GLib.Variant('(asas)', (ids, ['roo', 'schm']))) == (ids,), 'not found any more')
        expect(search('GetInitialResultSet', GLib.Variant('(as)', (['anna', 'ben'],))) == ([],), 'Ben is no part of it')
        expect(search('GetInitialResultSet', GLib.Variant('(as)', ([],))) == ([],), 'nothing finds everything')
        metas, = search('GetResultMetas', GLib.Variant('(as)', ([*ids, 'no such id'],)))
        expect([meta['id'] for meta in metas] == ids and 'Anna Schmidt' in metas[0]['name'], f'{metas}')
        for secret in ('rooms.example', 'nLw3cYb1', 'AQx5v8Rk'):
            expect(secret not in repr((ids, metas)), f'{secret} is told to the desktop')

        search('ActivateResult', GLib.Variant('(sasu)', (ids[0], ['anna'], 0)))
        program.find('Join Room')
        program.find('rooms.example.org')
        # What nobody knows any more opens nothing.
        search('ActivateResult', GLib.Variant('(sasu)', ('0' * 64, ['anna'], 0)))
        program.find('Join Room')
        program.quit()
    finally:
        program.kill()


TESTS = [test_palette, test_clipboard, test_share_again]
STARTS = [test_join_clipboard, test_lock, test_awake, test_background, test_search]


if __name__ == '__main__':
    sys.exit(main(TESTS, STARTS))
