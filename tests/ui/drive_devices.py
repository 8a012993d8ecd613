#!/usr/bin/env python3
"""The menus beside the microphone's and the camera's switch, and stills, as a screen reader and a keyboard use them, with the stand-in for
the call controller (fake/fake-call.h); beside drive.py, with the same driver.py.

    drive_devices.py PROGRAM [NAME…]     prints TAP; to be run in a private session with a display

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import os
import struct
import sys
import tempfile

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib

from driver import ISOLATES, Announcements, Failure, Program, below, enter_call, expect, has_state, main, until, walk

SOUND, CAMERA = 'Choose microphone and speaker', 'Choose a camera'

# As HearthDeviceKind (base/device.h) counts.
MICROPHONE = 1


def radio(program, group, name):
    """One of a group; the same headset may be in two."""
    def look():
        for node in walk(program.root()):
            if node.get_name() == group and node.get_role_name() not in ('label', 'heading'):
                for choice in below(node):
                    if choice.get_role_name() == 'radio button' and (choice.get_name() or '').translate(ISOLATES) == name:
                        return choice
        return None
    return until(f'no "{name}" of "{group}"', look)


def pick(program, group, name):
    radio(program, group, name).get_action_iface().do_action(0)
    until(f'"{name}" is not chosen', lambda: has_state(radio(program, group, name), Atspi.StateType.CHECKED))


def rows(program, name):
    """A switch row is a switch for a screen reader, and so is the switch in it, which can be pressed."""
    return [node for node in walk(program.root()) if node.get_role_name() == 'switch' and node.get_name() == name]


def is_on(program, name):
    return any(has_state(node, Atspi.StateType.CHECKED) for node in rows(program, name))


def switch(program, name, on):
    if is_on(program, name) != on:
        until(f'no switch "{name}"', lambda: any(node.get_action_iface().get_n_actions() > 0 and node.get_action_iface().do_action(0)
                                                 for node in rows(program, name)))
    until(f'"{name}" does not become {on}', lambda: is_on(program, name) == on)


def test_microphones(program):
    """Choose by radio button; what is done to the sound is each microphone's own; music needs none of it."""
    enter_call(program)
    program.open_menu(SOUND)
    until('the system is not followed', lambda: has_state(
        radio(program, 'Microphone', 'Follow the System (Built-in Microphone)'), Atspi.StateType.CHECKED))
    pick(program, 'Microphone', 'USB Headset')
    switch(program, 'Remove Echo', False)
    pick(program, 'Microphone', 'Built-in Microphone')
    until('the switch stays as it was', lambda: is_on(program, 'Remove Echo'))
    pick(program, 'Microphone', 'USB Headset')
    until('the switch is forgotten', lambda: not is_on(program, 'Remove Echo'))
    switch(program, 'Music', True)
    until('noise can be reduced', lambda: any(not has_state(node, Atspi.StateType.SENSITIVE)
                                                  for node in rows(program, 'Reduce Noise')))
    pick(program, 'Speaker', 'USB Headset')
    until('the microphone was changed as well', lambda: has_state(radio(program, 'Microphone', 'USB Headset'), Atspi.StateType.CHECKED))
    program.press('Test Sound')


def test_meter(program):
    """A level that moves while the microphone is off, and that a screen reader finds as one."""
    enter_call(program)
    program.find('Microphone off')
    program.open_menu(SOUND)
    meter = program.find('Microphone level', role=('level bar', 'meter'))
    value = meter.get_value_iface()
    expect(value.get_minimum_value() == 0 and value.get_maximum_value() == 1, 'no level from 0 to 1')
    seen = set()
    until('the level stands still', lambda: seen.add(round(meter.get_value_iface().get_current_value(), 2)) or len(seen) > 3)


def test_plugging(program):
    """What is plugged in appears in the open menu, what is unplugged goes, and the menu stays open."""
    enter_call(program)
    program.open_menu(SOUND)
    radio(program, 'Microphone', 'USB Headset')
    program.tell('fake-plug', GLib.Variant('(isb)', (MICROPHONE, 'Podcast & <b>_Microphone', True)))
    pick(program, 'Microphone', 'Podcast & <b>_Microphone')
    program.tell('fake-plug', GLib.Variant('(isb)', (MICROPHONE, 'Podcast & <b>_Microphone', False)))
    away = radio(program, 'Microphone', 'Podcast & <b>_Microphone')
    until('nobody is told that it is away', lambda: away.get_description() == 'Not available')
    expect(has_state(away, Atspi.StateType.CHECKED), 'another one is chosen')
    pick(program, 'Microphone', 'Follow the System (Built-in Microphone)')
    program.gone('Podcast & <b>_Microphone')
    program.find('Test Sound')
    program.tell('fake-plug', GLib.Variant('(isb)', (MICROPHONE, 'USB Headset', False)))
    program.tell('fake-plug', GLib.Variant('(isb)', (MICROPHONE, 'Built-in Microphone', False)))
    radio(program, 'Microphone', 'Follow the System (none found)')
    program.find('Test Sound')
    program.key('Escape')
    program.gone('Test Sound')


def test_cameras(program):
    """In the lobby there is no menu before anybody agreed; then the camera's shows what it sees, while it is on."""
    program.press('Create a Room')
    program.find('Create Room')
    expect(program.find_now(SOUND) is None and program.find_now(CAMERA) is None, 'there are menus before anybody agreed')
    program.press('Turn On Camera and Microphone')
    program.find('Camera on')
    program.open_menu(CAMERA)
    program.find('What your camera sees')
    pick(program, 'Camera', 'Logitech C920 & Co.')
    program.key('Escape')
    program.gone('What your camera sees')
    program.press('Camera on')
    program.open_menu(CAMERA)
    program.find(contains='Your camera is off')
    until('the choice is forgotten', lambda: has_state(radio(program, 'Camera', 'Logitech C920 & Co.'), Atspi.StateType.CHECKED))


def save(program):
    """In GTK's own dialog, which stands in for the portal's. Returns the name that it suggests."""
    entry = program.find('Name:', role=('text', 'entry'))
    suggested = until('no name is suggested', lambda: Atspi.Text.get_text(entry, 0, -1))
    program.press('Save')
    return suggested


def read_size(path):
    with open(path, 'rb') as file:
        head = file.read(24)
    if head[:8] != b'\x89PNG\r\n\x1a\n':
        raise Failure('no PNG')
    return struct.unpack('>II', head[16:24])


@contextlib.contextmanager
def stills(path):
    """A program in a call of two, the folder that it suggests for pictures, and what it announces."""
    with tempfile.TemporaryDirectory() as folder, Announcements() as announcements:
        pictures = os.path.join(folder, 'pictures')
        os.mkdir(pictures)
        with open(os.path.join(folder, 'user-dirs.dirs'), 'w') as file:
            file.write(f'XDG_PICTURES_DIR="{pictures}"\n')
        program = Program(path, environment={'XDG_CONFIG_HOME': folder})
        try:
            enter_call(program)
            program.tell('fake-people', GLib.Variant('i', 2))
            program.find('Anna Schmidt', role='list item')
            yield program, pictures, announcements
            program.quit()
        finally:
            program.kill()


def test_snapshot(path):
    """By the keyboard, of whoever is large: asked where, saved, and told to whom it concerns."""
    with stills(path) as (program, pictures, announcements):
        program.key('ctrl+shift+p')
        name = save(program)
        expect(name.startswith('Anna Schmidt 20') and name.endswith('.png'), f'the name is "{name}"')
        announcements.expect('The picture is saved, and Anna Schmidt is told')
        width, height = read_size(os.path.join(pictures, name))
        expect(width > 0 and height > 0, f'{width}×{height}')
        expect(os.listdir(pictures) == [name], f'something else is there: {os.listdir(pictures)}')

        program.tell('fake-people', GLib.Variant('i', 5))
        program.key('ctrl+shift+p')
        announcements.expect('Pin somebody first, or use the menu of their picture')


def test_untold(path):
    """Whose picture it is cannot be told any more: that is said, and of who has left nothing is saved."""
    with stills(path) as (program, pictures, announcements):
        program.tell('fake-untold', GLib.Variant('b', True))
        program.key('ctrl+shift+p')
        name = save(program)
        announcements.expect('The picture is saved, but Anna Schmidt could not be told')
        os.remove(os.path.join(pictures, name))

        # They leave while one is asked where to put it: the question goes as well.
        program.tell('fake-untold', GLib.Variant('b', False))
        program.key('ctrl+shift+p')
        program.find('Name:', role=('text', 'entry'))
        program.tell('fake-people', GLib.Variant('i', 1))
        announcements.expect('Anna Schmidt has left and cannot be told, so the picture is not saved')
        program.gone('Name:')
        expect(not os.listdir(pictures), f'it is saved: {os.listdir(pictures)}')

        # So does this person. Under another name, since the same sentence is not said again while it is shown.
        program.tell('fake-people', GLib.Variant('i', 2))
        program.tell('fake-name', GLib.Variant('(is)', (1, 'Ben')))
        program.find('Ben', role='list item')
        program.key('ctrl+shift+p')
        program.find('Name:', role=('text', 'entry'))
        program.tell('fake-end', GLib.Variant('s', 'host-left'))
        program.find('Create a Room')
        program.gone('Name:')
        expect(not os.listdir(pictures), f'it is saved: {os.listdir(pictures)}')
        expect(not any(said.startswith('Ben has left') for said in announcements), f'the end is told as one of them: {announcements}')


TESTS = [test_microphones, test_meter, test_plugging, test_cameras]
STARTS = [test_snapshot, test_untold]

if __name__ == '__main__':
    sys.exit(main(TESTS, STARTS))
