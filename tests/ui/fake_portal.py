"""The desktop's services as far as Hearth asks for them, played by a test: they remember what they were asked, and say what
they are told to.

FakePortal is xdg-desktop-portal with Inhibit and Background, and GlobalShortcuts where it gets a FakeShortcuts. It has a thread
and a connection of its own: a program that waits for the portal's answer answers nobody else, and the test waits for the
program.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import threading

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.portal.Desktop'
PATH = '/org/freedesktop/portal/desktop'

INTERFACES = '''<node>
  <interface name="org.freedesktop.portal.Inhibit">
    <method name="Inhibit">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
    </method>
    <method name="CreateMonitor">
      <arg type="s" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
    </method>
    <method name="QueryEndResponse"><arg type="o" direction="in"/></method>
    <signal name="StateChanged"><arg type="o"/><arg type="a{sv}"/></signal>
    <property name="version" type="u" access="read"/>
  </interface>
  <interface name="org.freedesktop.portal.Background">
    <method name="RequestBackground">
      <arg type="s" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
    </method>
    <method name="SetStatus"><arg type="a{sv}" direction="in"/></method>
    <property name="version" type="u" access="read"/>
  </interface>
</node>'''

SHORTCUTS = '''<node>
  <interface name="org.freedesktop.portal.GlobalShortcuts">
    <method name="CreateSession"><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/></method>
    <method name="BindShortcuts">
      <arg type="o" direction="in"/><arg type="a(sa{sv})" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
      <arg type="o" direction="out"/>
    </method>
    <signal name="Activated"><arg type="o"/><arg type="s"/><arg type="t"/><arg type="a{sv}"/></signal>
    <signal name="Deactivated"><arg type="o"/><arg type="s"/><arg type="t"/><arg type="a{sv}"/></signal>
    <property name="version" type="u" access="read"/>
  </interface>
</node>'''

SESSION = '<node><interface name="org.freedesktop.portal.Session"><method name="Close"/></interface></node>'

REQUEST = '<node><interface name="org.freedesktop.portal.Request"><method name="Close"/></interface></node>'


class FakePortal:
    def __init__(self, shortcuts=None):
        self.shortcuts = shortcuts
        self._watcher = None
        self.monitor = None  # the path of the session that watches the screen
        self.inhibited = {}  # path of the request -> flags
        self.reason = None  # for staying in the background
        self.statuses = []
        self.answered_query = False
        self.allows_background = True
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        if not ready.wait(10):
            raise TimeoutError('the portal does not start')

    def _run(self, ready):
        context = GLib.MainContext()
        context.push_thread_default()
        self._bus = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
            self._bus.register_object(PATH, interface, self._on_call, self._on_get_property, None)
        if self.shortcuts is not None:
            self.shortcuts.export(self, self._bus)
        self._bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                            GLib.Variant('(su)', (NAME, 4)), None, Gio.DBusCallFlags.NONE, -1, None)
        ready.set()
        GLib.MainLoop.new(context, False).run()

    def lock(self, locked):
        """The screen is locked or unlocked."""
        self._change({'screensaver-active': GLib.Variant('b', locked), 'session-state': GLib.Variant('u', 1)})

    def query_end(self):
        """The session asks whether it may end."""
        self._change({'screensaver-active': GLib.Variant('b', False), 'session-state': GLib.Variant('u', 2)})

    def _change(self, state):
        self._bus.emit_signal(self._watcher, PATH, 'org.freedesktop.portal.Inhibit', 'StateChanged',
                              GLib.Variant('(oa{sv})', (self.monitor, state)))

    @staticmethod
    def _on_get_property(_bus, _sender, _path, interface, _name):
        return GLib.Variant('u', 3 if interface.endswith('Inhibit') else 2)

    def _on_call(self, _bus, sender, _path, _interface, method, parameters, invocation):
        arguments = parameters.unpack()
        getattr(self, f'_on_{method}')(sender, arguments, invocation)

    def respond(self, sender, options, invocation, response, results):
        """What every portal does that may ask a person: a handle at once, the answer as a signal from there."""
        handle = f'{PATH}/request/{sender[1:].replace(".", "_")}/{options.get("handle_token", "t")}'
        invocation.return_value(GLib.Variant('(o)', (handle,)))
        self._bus.emit_signal(sender, handle, 'org.freedesktop.portal.Request', 'Response',
                              GLib.Variant('(ua{sv})', (response, results)))
        return handle

    def _on_CreateMonitor(self, sender, arguments, invocation):
        options = arguments[1]
        self._watcher = sender
        self.monitor = f'{PATH}/session/{sender[1:].replace(".", "_")}/{options["session_handle_token"]}'
        self.respond(sender, options, invocation, 0, {'session_handle': GLib.Variant('s', self.monitor)})

    def _on_QueryEndResponse(self, _sender, _arguments, invocation):
        self.answered_query = True
        invocation.return_value(None)

    def _on_Inhibit(self, sender, arguments, invocation):
        _window, flags, options = arguments
        token = options.get('handle_token', f'gtk{len(self.inhibited)}')
        handle = f'{PATH}/request/{sender[1:].replace(".", "_")}/{token}'
        self.inhibited[handle] = flags
        ids = []

        def on_close(_bus, _sender, path, _interface, _method, _parameters, close):
            del self.inhibited[path]
            close.return_value(None)
            self._bus.unregister_object(ids[0])

        ids.append(self._bus.register_object(handle, Gio.DBusNodeInfo.new_for_xml(REQUEST).interfaces[0], on_close, None, None))
        invocation.return_value(GLib.Variant('(o)', (handle,)))
        self._bus.emit_signal(sender, handle, 'org.freedesktop.portal.Request', 'Response', GLib.Variant('(ua{sv})', (0, {})))

    def _on_RequestBackground(self, sender, arguments, invocation):
        options = arguments[1]
        self.reason = options['reason']
        self.respond(sender, options, invocation, 0 if self.allows_background else 1,
                     {'background': GLib.Variant('b', self.allows_background), 'autostart': GLib.Variant('b', False)})

    def _on_SetStatus(self, _sender, arguments, invocation):
        self.statuses.append(arguments[0]['message'])
        invocation.return_value(None)


class FakeShortcuts:
    """Keys of the whole desktop: gives whatever is asked for, and presses it when the test says so; `hesitates` are the methods that it
    gives no answer to."""

    def __init__(self, hesitates=()):
        self.hesitates = set(hesitates)
        self.asked = []  # the methods
        self.bound = {}  # id -> description
        self.closed = []  # paths of sessions and requests that the program closed
        self._owner = self._session = None

    def export(self, portal, bus):
        self._portal, self._bus = portal, bus
        bus.register_object(PATH, Gio.DBusNodeInfo.new_for_xml(SHORTCUTS).interfaces[0], self._on_call,
                            lambda *_: GLib.Variant('u', 1), None)

    def press(self, shortcut):
        self._tell('Activated', shortcut)

    def release(self, shortcut):
        self._tell('Deactivated', shortcut)

    def _tell(self, signal, shortcut):
        self._bus.emit_signal(self._owner, PATH, 'org.freedesktop.portal.GlobalShortcuts', signal,
                              GLib.Variant('(osta{sv})', (self._session, shortcut, 0, {})))

    def count_closed(self, kind):
        """How many sessions, or requests, the program closed."""
        return len([path for path in self.closed if path.startswith(f'{PATH}/{kind}/')])

    def _export(self, path, xml):
        self._bus.register_object(path, Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0], self._on_close, None, None)

    def _on_close(self, _bus, _sender, path, _interface, _method, _parameters, invocation):
        self.closed.append(path)
        invocation.return_value(None)

    def _respond(self, method, sender, options, invocation, results):
        if method not in self.hesitates:
            self._portal.respond(sender, options, invocation, 0, results)
            return
        handle = f'{PATH}/request/{sender[1:].replace(".", "_")}/{options["handle_token"]}'
        self._export(handle, REQUEST)
        invocation.return_value(GLib.Variant('(o)', (handle,)))

    def _on_call(self, _bus, sender, _path, _interface, method, parameters, invocation):
        arguments = parameters.unpack()
        self.asked.append(method)
        if method == 'CreateSession':
            options = arguments[0]
            self._owner = sender
            self._session = f'{PATH}/session/{sender[1:].replace(".", "_")}/{options["session_handle_token"]}'
            self._export(self._session, SESSION)
            self._respond(method, sender, options, invocation, {'session_handle': GLib.Variant('s', self._session)})
            return
        _session, shortcuts, _window, options = arguments
        self.bound = {name: details['description'] for name, details in shortcuts}
        self._respond(method, sender, options, invocation, {'shortcuts': GLib.Variant('a(sa{sv})', [
            (name, {'description': GLib.Variant('s', description), 'trigger_description': GLib.Variant('s', 'Press Ctrl+Alt+T')})
            for name, description in self.bound.items()])})
