"""The desktop's notifications, played by a test: FakeShell remembers what it is given and presses what it is told to.

It is org.gtk.Notifications, as GNOME Shell is, with a thread and a connection of its own (see fake_portal.py). To be made before the
program, which looks for it once.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import threading

from gi.repository import Gio, GLib

NAME = 'org.gtk.Notifications'
PATH = '/org/gtk/Notifications'

INTERFACE = '''<node><interface name="org.gtk.Notifications">
  <method name="AddNotification">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
  </method>
  <method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method>
</interface></node>'''

# Around a person's name in a sentence (UAX 9).
ISOLATES = str.maketrans('', '', '\u2068\u2069')


class FakeShell:
    def __init__(self):
        self.notifications = {}  # by their id
        self._application = None
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        if not ready.wait(10):
            raise TimeoutError('the shell does not start')

    def _run(self, ready):
        context = GLib.MainContext()
        context.push_thread_default()
        self._bus = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self._bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], self._on_call, None, None)
        self._bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                            GLib.Variant('(su)', (NAME, 4)), None, Gio.DBusCallFlags.NONE, -1, None)
        ready.set()
        GLib.MainLoop.new(context, False).run()

    def _on_call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        application, identifier = parameters.get_child_value(0).get_string(), parameters.get_child_value(1).get_string()
        if method == 'AddNotification':
            self._application = application
            self.notifications[identifier] = {key: value for key, value in self._unpack(parameters.get_child_value(2))}
        else:
            self.notifications.pop(identifier, None)
        invocation.return_value(None)

    @staticmethod
    def _unpack(members):
        """Buttons stay as they are: the target of an action has a type."""
        for i in range(members.n_children()):
            key, value = members.get_child_value(i).get_child_value(0).get_string(), members.get_child_value(i).get_child_value(1)
            value = value.get_variant()
            yield key, value if key == 'buttons' else value.unpack()

    def find(self, title):
        return next((n for n in self.notifications.values() if n['title'].translate(ISOLATES) == title), None)

    def press(self, notification, label=None):
        """One of its buttons, or itself, which only brings the program to the front."""
        action, target = None, []
        buttons = notification['buttons']
        for i in range(buttons.n_children()):
            button = GLib.VariantDict.new(buttons.get_child_value(i))
            if button.lookup_value('label').get_string() == label:
                action = button.lookup_value('action').get_string().removeprefix('app.')
                target = [button.lookup_value('target')]
        if (action is None) != (label is None):
            raise LookupError(f'no button {label}')
        method, parameters = (('Activate', GLib.Variant('(a{sv})', ({},))) if action is None
                              else ('ActivateAction', GLib.Variant('(sava{sv})', (action, target, {}))))
        self._bus.call(self._application, f'/{self._application.replace(".", "/")}', 'org.freedesktop.Application', method, parameters,
                       None, Gio.DBusCallFlags.NONE, -1, None, None)
