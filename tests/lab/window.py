#!/usr/bin/env python3
"""Looks at a program's window and presses its buttons, over AT-SPI, as a screen reader does.

  window.py read                      every text that shows, one a line
  window.py await TEXT [SECONDS]      waits until a text that contains TEXT shows, prints it
  window.py watch TEXT [SECONDS]      the same, and prints "watching" before: for a text that shows for a moment only
  window.py press NAME [SECONDS]      waits for a button (or row, menu item) of that name, activates it, prints when (CLOCK_MONOTONIC)
  window.py type NAME TEXT [SECONDS]  fills the entry of that name
  window.py moves NAME [SECONDS]      waits until the meter of that name has shown MOVES different levels
  window.py is-on NAME [SECONDS]      waits for a switch or radio button of that name, prints "on" or "off"

Another program's window is looked at with --program=NAME before the command. Runs in the session of the program (desktop.py). Exit status
1 where nothing was found in time (5 s unless told).

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys
import time

import gi

gi.require_version('Atspi', '2.0')

from gi.repository import Atspi, GLib  # noqa: E402

PROGRAM = 'hearth'
OPTION = '--program='
MOVES = 4
# Besides AT-SPI's events: some changes come without one.
RECHECK_MS = 200


def shows(accessible):
    """GTK says that folded banners show; they are 0 high."""
    component = accessible.get_component_iface()
    extents = component.get_extents(Atspi.CoordType.WINDOW) if component is not None else None
    return accessible.get_state_set().contains(Atspi.StateType.SHOWING) and (extents is None or extents.width * extents.height > 0)


def walk(accessible):
    """Everything below that shows, depth first. Parts may vanish while we look."""
    try:
        yield accessible
        for index in range(accessible.get_child_count()):
            child = accessible.get_child_at_index(index)
            if child is not None and shows(child):
                yield from walk(child)
    except GLib.Error:
        return


def find_program():
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(index)
        if program is not None and PROGRAM in (program.get_name() or '').lower():
            return program
    return None


# Around a person's name in a sentence (UAX 9); nobody hears or sees them.
ISOLATES = str.maketrans('', '', '\u2068\u2069')


def get_name(accessible):
    try:
        return (accessible.get_name() or '').translate(ISOLATES)
    except GLib.Error:
        return ''


def get_text(accessible):
    """What a person can read there."""
    try:
        text = accessible.get_text_iface()
        if text is not None and (length := Atspi.Text.get_character_count(text)) > 0:
            return Atspi.Text.get_text(text, 0, length).translate(ISOLATES)
        return get_name(accessible)
    except GLib.Error:
        return ''


def everything():
    program = find_program()
    return walk(program) if program else ()


def find_text(wanted):
    return next((text for text in map(get_text, everything()) if wanted in text), None)


def is_toggle(accessible):
    try:
        return accessible.get_role() in (Atspi.Role.TOGGLE_BUTTON, Atspi.Role.SWITCH)
    except GLib.Error:
        return False


def press(name):
    """A menu's button is two for a screen reader: one that is named, and in it, of the same name, one that is pressed."""
    named = [accessible for accessible in everything() if get_name(accessible) == name]
    for accessible in sorted(named, key=is_toggle, reverse=True):
        try:
            action = accessible.get_action_iface()
            moment = time.monotonic()
            if action is not None and action.get_n_actions() > 0 and action.do_action(0):
                return moment
        except GLib.Error:
            continue
    return None


def fill(name, text):
    for accessible in everything():
        try:
            entry = accessible.get_editable_text_iface() if get_name(accessible) == name else None
            if entry is not None and entry.set_text_contents(text):
                return name
        except GLib.Error:
            continue
    return None


def is_on(name):
    for accessible in everything():
        try:
            if get_name(accessible) == name and accessible.get_role() in (Atspi.Role.SWITCH, Atspi.Role.RADIO_BUTTON):
                return 'on' if accessible.get_state_set().contains(Atspi.StateType.CHECKED) else 'off'
        except GLib.Error:
            continue
    return None


def watch_level():
    levels = set()

    def look(name):
        for accessible in everything():
            try:
                value = accessible.get_value_iface() if get_name(accessible) == name else None
                if value is not None:
                    levels.add(round(value.get_current_value(), 3))
            except GLib.Error:
                continue
        return name if len(levels) >= MOVES else None
    return look


def wait_for(look, seconds):
    """Repeats `look` after every change of the window until it gives something. A level meter changes all the time, so changes that
    come while we look count as one; where they come faster than we take them, we look all the same."""
    context = GLib.MainContext.default()
    deadline = time.monotonic() + seconds
    changed = []
    listener = Atspi.EventListener.new(changed.append)
    for event in ('object:children-changed', 'object:state-changed:showing', 'object:text-changed', 'object:property-change'):
        listener.register(event)
    GLib.timeout_add(RECHECK_MS, lambda: changed.append(None) or GLib.SOURCE_CONTINUE)
    while (result := look()) is None and time.monotonic() < deadline:
        changed.clear()
        while not changed:
            context.iteration(True)
        look_at = time.monotonic() + RECHECK_MS / 1000
        while context.pending() and time.monotonic() < look_at:
            context.iteration(False)
    return result


def main(arguments):
    global PROGRAM
    if arguments and arguments[0].startswith(OPTION):
        PROGRAM = arguments.pop(0).removeprefix(OPTION)
    command, *rest = arguments or ['read']
    takes = {'read': 0, 'await': 1, 'watch': 1, 'press': 1, 'type': 2, 'moves': 1, 'is-on': 1}.get(command)
    if takes is None or not takes <= len(rest) <= takes + 1:
        print(__doc__, file=sys.stderr)
        return 2
    seconds = float(rest[takes]) if len(rest) > takes else 5.0
    Atspi.init()
    if command == 'read':
        print('\n'.join(filter(None, map(get_text, everything()))))
        return 0
    if command == 'watch':
        print('watching', flush=True)
    look = {'await': find_text, 'watch': find_text, 'press': press, 'type': fill, 'moves': watch_level(), 'is-on': is_on}[command]
    result = wait_for(lambda: look(*rest[:takes]), seconds)
    if result is None:
        return 1
    print(result)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
