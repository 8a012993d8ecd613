"""GNOME's compositor and its portal for sharing a screen, on a person's desktop without a screen.

mutter draws for nobody (compositor.py); xdg-desktop-portal and GNOME's half of it ask what to share, in their own dialog, which we press as
a screen reader would. Without gnome-shell the dialog lists screens and no windows.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import subprocess
import sys

from gi.repository import Gio, GLib

from desktop import LabError

SIZE = '1366x900'
SOCKET = 'wayland-lab'

# For a program that is started before the shell is there.
ENVIRONMENT = {'WAYLAND_DISPLAY': SOCKET, 'GDK_BACKEND': 'wayland', 'XDG_SESSION_TYPE': 'wayland', 'XDG_CURRENT_DESKTOP': 'GNOME'}

# Criticals of theirs (mutter's about the order of windows is one) are not ours to die of.
LENIENT = {'G_DEBUG': ''}

LIBEXEC = pathlib.Path('/usr/libexec')
PORTALS = (('xdg-permission-store', 'org.freedesktop.impl.portal.PermissionStore'),
           ('xdg-desktop-portal-gnome', 'org.freedesktop.impl.portal.desktop.gnome'),
           ('xdg-desktop-portal', 'org.freedesktop.portal.Desktop'))
PREFERRED = '[preferred]\ndefault=none\norg.freedesktop.impl.portal.ScreenCast=gnome\n'

COMPOSITOR = pathlib.Path(__file__).parent / 'compositor.py'
WINDOW = pathlib.Path(__file__).parent / 'window.py'
PATIENCE_SECONDS = 30


def is_installed():
    return (all((LIBEXEC / program).exists() for program, _name in PORTALS)
            and any(pathlib.Path('/usr/lib').glob('*/mutter-*/Meta-*.typelib')))


class Shell:
    """On a `Desktop` that was made with ENVIRONMENT; it ends with that."""

    def __init__(self, desktop):
        self._desktop = desktop
        self._bus = Gio.DBusConnection.new_for_address_sync(
            desktop.environment['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self._start_compositor()
        folder = desktop.directory / 'config' / 'xdg-desktop-portal'
        folder.mkdir()
        (folder / 'portals.conf').write_text(PREFERRED)
        for program, name in PORTALS:
            desktop.spawn(program, [LIBEXEC / program], environment=LENIENT)
            self._run('gdbus', 'wait', '--session', f'--timeout={PATIENCE_SECONDS}', name)

    def _start_compositor(self):
        self._compositor = self._desktop.spawn(
            'compositor', [sys.executable, COMPOSITOR, '--headless', '--wayland', '--no-x11', f'--virtual-monitor={SIZE}',
                           f'--wayland-display={SOCKET}'],
            environment=LENIENT | {'LIBGL_ALWAYS_SOFTWARE': '1'}, listen=True, speak=True)
        self._compositor.expect('ready')

    def _run(self, *command):
        result = subprocess.run(command, env=self._desktop.environment, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise LabError(f'{" ".join(map(str, command))}: {result.stderr}{result.stdout}')
        return result.stdout.strip()

    def _use_dialog(self, command, *arguments):
        return self._run(sys.executable, WINDOW, '--program=xdg-desktop-portal', command, *arguments, str(PATIENCE_SECONDS))

    def choose_screen(self):
        """Presses what lets the only screen be shared: the portal's dialog has chosen it already."""
        self._use_dialog('press', 'Share')

    def refuse(self):
        self._use_dialog('press', 'Cancel')

    def is_asking(self):
        """Whether the portal's dialog shows."""
        return 'Share Screen' in self._run(sys.executable, WINDOW, '--program=xdg-desktop-portal', 'read').splitlines()

    def get_portal_property(self, name):
        """Of the ScreenCast portal."""
        return self._call('org.freedesktop.portal.Desktop', '/org/freedesktop/portal/desktop', 'org.freedesktop.DBus.Properties', 'Get',
                          GLib.Variant('(ss)', ('org.freedesktop.portal.ScreenCast', name)))[0]

    def point(self, x, y):
        """Moves the pointer there, in pixels of the screen."""
        self._compositor.say(f'point {x} {y}')

    def stop_sharing(self):
        """As the button in the shell's panel does."""
        self._compositor.say('stop')

    def _call(self, name, path, interface, method, parameters=None):
        return self._bus.call_sync(name, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, PATIENCE_SECONDS * 1000,
                                   None).unpack()
