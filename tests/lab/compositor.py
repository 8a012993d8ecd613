#!/usr/bin/env python3
"""compositor.py OPTION…: mutter with the options of its own program, doing what GNOME's shell does about a screen that is shared.

Says "ready" once windows can be opened, and "shared" when a screen begins to be shown to a program. A line "stop" of standard input does
what the stop in the shell's panel does; a line "point X Y" moves the pointer there. Ends with its input.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import sys

import gi

LIBRARIES = next(pathlib.Path('/usr/lib').glob('*/mutter-*'))
gi.require_version('GIRepository', '3.0')
from gi.repository import GIRepository  # noqa: E402

REPOSITORY = GIRepository.Repository.dup_default()
REPOSITORY.prepend_search_path(str(LIBRARIES))
REPOSITORY.prepend_library_path(str(LIBRARIES))
for namespace in ('Clutter', 'Meta'):
    gi.require_version(namespace, LIBRARIES.name.removeprefix('mutter-'))

from gi.repository import Clutter, GLib, Meta  # noqa: E402

CAPTURES = []
MICE = []


def say(line):
    print(line, flush=True)


def on_new_handle(_controller, handle):
    CAPTURES.append(handle)
    handle.connect('stopped', CAPTURES.remove)
    say('shared')


def point(context, x, y):
    """As a hand does with a mouse, which is plugged in for that."""
    if not MICE:
        seat = context.get_backend().get_stage().get_context().get_backend().get_default_seat()
        MICE.append(seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE))
    MICE[0].notify_absolute_motion(GLib.get_monotonic_time(), x, y)


def on_line(channel, condition, context):
    line = b'' if condition & GLib.IOCondition.HUP else channel.readline()
    if not line:
        context.terminate()
        return GLib.SOURCE_REMOVE
    words = line.decode().split()
    if words[0] == 'stop':
        for handle in list(CAPTURES):
            handle.stop()
    elif words[0] == 'point':
        point(context, float(words[1]), float(words[2]))
    return GLib.SOURCE_CONTINUE


class Plugin(Meta.Plugin):
    def do_start(self):
        context = self.get_display().get_context()
        backend = context.get_backend()
        backend.get_stage().show()
        backend.get_stage().set_cursor_type(Clutter.CursorType.DEFAULT)
        backend.get_remote_access_controller().connect('new-handle', on_new_handle)
        say('ready')


def main():
    context = Meta.create_context('Laboratory')
    context.configure(sys.argv)
    context.set_plugin_gtype(Plugin.__gtype__)
    context.setup()
    context.start()
    # Not buffered: of two lines that come at once the second would wait for a third.
    GLib.io_add_watch(open(sys.stdin.fileno(), 'rb', buffering=0), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, on_line, context)
    context.notify_ready()
    context.run_main_loop()


if __name__ == '__main__':
    main()
