"""A private desktop session for one person: D-Bus, PipeWire, WirePlumber, a speaker, and devices that can be plugged and unplugged.

Nothing of the machine's own session is seen or touched: every path that programs look at is inside one temporary directory. Readiness is
awaited (a descriptor, a line, PipeWire's registry), never slept for. All processes end with `close()`, and with the process that
made them even if it is killed.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time

from gi.repository import Gio, GLib

PIPEWIRE_CONFIG = """
context.properties = {
  # One cycle of the graph is 10 ms, as with PipeWire's default on a sound card under a call.
  default.clock.quantum = 480
  default.clock.min-quantum = 240
}
context.objects = [
  { factory = adapter args = {
      factory.name = support.null-audio-sink node.name = speaker node.description = "Virtual Speaker"
      media.class = Audio/Sink object.linger = true audio.rate = 48000 audio.position = [ FL FR ] monitor.passthrough = true } }
]
"""

# What a program asks for on the bus is not started unasked, be it installed or not: a portal is there where a test brings one.
SERVICES = pathlib.Path('/usr/share/dbus-1/services')
ACTIVATABLE = ['org.a11y.Bus.service']
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={directory}</listen>
  <servicedir>{directory}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

# A test must not find the real devices of the computer it runs on.
WIREPLUMBER_CONFIG = """
wireplumber.profiles = {
  main = { hardware.audio = disabled, hardware.bluetooth = disabled, hardware.video-capture = disabled }
}
"""


class LabError(Exception):
    """Something of the laboratory itself did not work; nothing is said about the program under test."""


class Process:
    """A child that ends with us. Its standard output goes to the log too, unless we `listen`: then it can be read line by line. It has
    no standard input unless we `speak`."""

    def __init__(self, command, environment, log, pass_fds=(), listen=False, speak=False):
        self.name = pathlib.Path(command[0]).name
        self._log = open(log, 'ab')
        self._popen = subprocess.Popen(
            ['setpriv', '--pdeathsig', 'KILL', *map(str, command)],
            env=environment, stdin=subprocess.PIPE if speak else subprocess.DEVNULL,
            stdout=subprocess.PIPE if listen else self._log, stderr=self._log,
            pass_fds=pass_fds, start_new_session=True)
        self._pending = b''

    @property
    def pid(self):
        return self._popen.pid

    @property
    def returncode(self):
        return self._popen.poll()

    def fileno(self):
        return self._popen.stdout.fileno()

    def say(self, line):
        """A line for its standard input."""
        self._popen.stdin.write(f'{line}\n'.encode())
        self._popen.stdin.flush()

    def read_line(self, timeout):
        """The next line without its end; None once the output is closed; LabError when there is none in time."""
        deadline = time.monotonic() + timeout
        while b'\n' not in self._pending:
            if not select.select([self], [], [], max(0, deadline - time.monotonic()))[0]:
                raise LabError(f'{self.name} said nothing for {timeout:g} s')
            data = os.read(self.fileno(), 65536)
            if not data:
                return None
            self._pending += data
        line, self._pending = self._pending.split(b'\n', 1)
        return line.decode(errors='replace')

    def expect(self, beginning, timeout=20):
        """Reads up to the line that begins so and returns it."""
        deadline = time.monotonic() + timeout
        while True:
            line = self.read_line(max(0, deadline - time.monotonic()))
            if line is None:
                raise LabError(f'{self.name} ended before it said "{beginning}" (see {self._log.name})')
            if line.startswith(beginning):
                return line

    def wait(self, timeout):
        return self._popen.wait(timeout)

    def cpu_seconds(self):
        """What it has used so far."""
        fields = pathlib.Path(f'/proc/{self.pid}/stat').read_text().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def status(self, name):
        """A number of /proc/PID/status, such as "Threads" or "VmRSS" (KiB)."""
        for line in pathlib.Path(f'/proc/{self.pid}/status').read_text().splitlines():
            if line.startswith(f'{name}:'):
                return int(line.split()[1])
        raise LabError(f'no {name} in /proc/{self.pid}/status')

    def signal(self, number):
        if self._popen.poll() is None:
            self._popen.send_signal(number)

    def close(self):
        """Ends the process and whatever it started; after two seconds without mercy."""
        for number, patience in ((signal.SIGTERM, 2), (signal.SIGKILL, 2)):
            try:
                os.killpg(self.pid, number)
            except ProcessLookupError:
                break
            try:
                self._popen.wait(patience)
                # Its children, if it left any behind.
                os.killpg(self.pid, signal.SIGKILL)
            except subprocess.TimeoutExpired:
                continue
            except ProcessLookupError:
                pass
            break
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe:
                pipe.close()
        self._log.close()


class Display:
    """An X server without a screen."""

    def __init__(self, directory, width=1366, height=900):
        reader, writer = os.pipe()
        self._process = Process(
            ['Xvfb', '-displayfd', writer, '-screen', '0', f'{width}x{height}x24', '-nolisten', 'tcp', '-noreset'],
            dict(os.environ), pathlib.Path(directory) / 'xvfb.log', pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as numbers:
            if not select.select([numbers], [], [], 10)[0]:
                raise LabError('Xvfb does not start')
            number = numbers.readline().strip()
        if not number:
            raise LabError(f'Xvfb ended (see {directory}/xvfb.log)')
        self.environment = {'DISPLAY': f':{number}', 'GDK_BACKEND': 'x11'}

    def close(self):
        self._process.close()


def get_real_display():
    """What programs need to open windows where somebody can see them; None where there is no such place."""
    if 'WAYLAND_DISPLAY' in os.environ:
        socket = pathlib.Path(os.environ.get('XDG_RUNTIME_DIR', '/')) / os.environ['WAYLAND_DISPLAY']
        if socket.exists():
            return {'WAYLAND_DISPLAY': str(socket), 'GDK_BACKEND': 'wayland'}
    if 'DISPLAY' in os.environ:
        return {key: os.environ[key] for key in ('DISPLAY', 'XAUTHORITY') if key in os.environ} | {'GDK_BACKEND': 'x11'}
    return None


class Desktop:
    """One person's session. `environment` is what programs in it are started with."""

    def __init__(self, tools, display=None, log_directory=None, name='person', sound=True):
        """tools: the directory with vcam, vmic and pw-await; display: environment variables that name one, or None."""
        self._tools = pathlib.Path(tools)
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix=f'hearth-lab-{name}-'))
        self.logs = pathlib.Path(log_directory) if log_directory else self.directory / 'log'
        self.logs.mkdir(parents=True, exist_ok=True)
        self.name = name
        self._processes = {}
        self.environment = self._make_environment(display)
        try:
            self._start_bus()
            if sound:
                self.start_pipewire()
        except BaseException:
            self.close()
            raise

    def _make_environment(self, display):
        environment = {key: value for key, value in os.environ.items()
                       if not key.startswith(('XDG_', 'DBUS_', 'PIPEWIRE_', 'WAYLAND_', 'PULSE_', 'GTK_', 'GDK_', 'AT_SPI_'))
                       and key not in ('DISPLAY', 'XAUTHORITY', 'HOME')}
        for variable, folder in (('HOME', 'home'), ('XDG_RUNTIME_DIR', 'run'), ('XDG_CONFIG_HOME', 'config'),
                                 ('XDG_DATA_HOME', 'data'), ('XDG_STATE_HOME', 'state'), ('XDG_CACHE_HOME', 'cache')):
            path = self.directory / folder
            path.mkdir(mode=0o700)
            environment[variable] = str(path)
        for program, text in (('pipewire', PIPEWIRE_CONFIG), ('wireplumber', WIREPLUMBER_CONFIG)):
            folder = self.directory / 'config' / program / f'{program}.conf.d'
            folder.mkdir(parents=True)
            (folder / '10-lab.conf').write_text(text)
        # Settings that a test writes beforehand and looks at afterwards; windows that a test can drive and a CPU can draw. Without a
        # graphics card nobody needs Mesa, whose threads a busy computer keeps waiting at the end of a program.
        environment |= {'GSETTINGS_BACKEND': 'keyfile', 'GDK_DEBUG': 'no-portals', 'GDK_DISABLE': 'gl,vulkan', 'GSK_RENDERER': 'cairo',
                        'NO_AT_BRIDGE': '0', 'GIO_USE_VFS': 'local'}
        # What plugins there are is the same for everybody. Looking through all of them takes a second, once is enough.
        environment['GST_REGISTRY'] = str(self._tools.resolve() / 'gstreamer-registry')
        shared = self._tools.resolve() / 'hearth-cache'
        shared.mkdir(exist_ok=True)
        (self.directory / 'cache' / 'hearth').symlink_to(shared)
        return environment | (display or {})

    def spawn(self, name, command, pass_fds=(), environment=None, listen=False, speak=False):
        """Starts a program in the session; it ends with the session. `name` is for `process()` and the log file."""
        process = Process(command, {**self.environment, **(environment or {})}, self.logs / f'{self.name}-{name}.log',
                          pass_fds, listen, speak)
        self._processes[name] = process
        return process

    def process(self, name):
        return self._processes[name]

    def end(self, name, number=signal.SIGTERM):
        """Sends a signal to a program that `spawn()` started, waits for its end and forgets it."""
        process = self._processes.pop(name)
        process.signal(number)
        process.close()

    def _start_bus(self):
        services = self.directory / 'services'
        services.mkdir()
        for name in ACTIVATABLE:
            if (SERVICES / name).exists():
                shutil.copy(SERVICES / name, services)
        config = self.directory / 'bus.conf'
        config.write_text(BUS_CONFIG.format(directory=self.directory))
        bus = self.spawn('dbus', ['dbus-daemon', f'--config-file={config}', '--nofork', '--nopidfile', '--print-address=1'], listen=True)
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = bus.expect('unix:')

    def start_pipewire(self):
        self.spawn('pipewire', ['pipewire'])
        # WirePlumber gives up where PipeWire is not there yet.
        self._await('speaker')
        self.spawn('wireplumber', ['wireplumber'])
        self._await('--default-speaker')

    def start_pulse(self):
        """What speaks PulseAudio's protocol, as on every desktop; returns once it listens."""
        socket = self.directory / 'run' / 'pulse' / 'native'
        socket.parent.mkdir(mode=0o700, exist_ok=True)
        # Of one that has ended.
        socket.unlink(missing_ok=True)
        monitor = Gio.File.new_for_path(str(socket.parent)).monitor_directory(Gio.FileMonitorFlags.NONE, None)
        late = GLib.timeout_source_new_seconds(20)
        late.set_callback(lambda _data: GLib.SOURCE_REMOVE)
        late.attach()
        self.spawn('pipewire-pulse', ['pipewire-pulse'])
        while not socket.exists() and not late.is_destroyed():
            GLib.MainContext.default().iteration(True)
        monitor.cancel()
        late.destroy()
        if not socket.exists():
            raise LabError('pipewire-pulse does not listen')

    def kill_pipewire(self):
        """As when it crashes: devices, streams and session manager go with it."""
        self.end('pipewire', signal.SIGKILL)
        self.end('wireplumber', signal.SIGKILL)
        (self.directory / 'run' / 'pipewire-0').unlink(missing_ok=True)

    def _await(self, *arguments):
        """See pw-await.c."""
        ready = subprocess.run([self._tools / 'pw-await', *arguments], env=self.environment,
                               stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if ready.returncode != 0:
            raise LabError(f'{ready.stderr.strip() or "PipeWire does not start"} (see {self.logs})')

    def plug_camera(self, node='camera', description='Virtual Camera', seed=1):
        """Returns once applications can see it. The process says "on WxH" and "off" as its light would."""
        camera = self.spawn(node, [self._tools / 'vcam', f'--seed={seed}', node, description], listen=True)
        camera.expect('ready')
        return camera

    def plug_microphone(self, node='microphone', description='Virtual Microphone', tone=0, speech=None):
        """Returns once applications can see it."""
        microphone = self.spawn(node, [self._tools / 'vmic', f'--tone={tone}', *([f'--speech={speech}'] if speech else []),
                                       node, description], listen=True)
        microphone.expect('ready')
        return microphone

    def unplug(self, node):
        self.end(node)

    def close(self, keep=False):
        """Ends everything; `keep` leaves the files for people to look at."""
        for name in reversed(list(self._processes)):
            self._processes.pop(name).close()
        if not keep:
            shutil.rmtree(self.directory, ignore_errors=True)
