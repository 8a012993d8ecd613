"""Who hosts in the demo where it is no person (hearth-host), and what hosting costs, whoever does it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import pathlib

from desktop import Desktop, LabError
from person import SANITIZERS

# How often hearth-host writes its figures, seconds.
STATS_INTERVAL = 0.5


class HostProgram:
    """hearth-host: a room without a window, a camera or a microphone."""

    name = 'hearth-host'

    def __init__(self, build, logs):
        self._build = pathlib.Path(build).resolve()
        self._samples = []
        self.program = None
        self.desktop = Desktop(self._build / 'tests' / 'lab', None, logs, 'host', sound=False)

    def create(self):
        """Opens a room and returns its link."""
        self.program = self.desktop.spawn(
            'hearth-host', [self._build / 'src' / 'host' / 'hearth-host', '--name', 'Hall', '--state-dir',
                            self.desktop.directory / 'state', '--stats', STATS_INTERVAL], environment=SANITIZERS, listen=True)
        link = self.program.read_line(30)
        if not link:
            raise LabError(f'hearth-host opened no room (see {self.desktop.logs})')
        return link

    def hosting_samples(self):
        """What it has said of its work so far, with the moment ("at", µs of CLOCK_MONOTONIC). To be called now and then: a
        full pipe would stop it."""
        with contextlib.suppress(LabError):
            while (line := self.program.read_line(0)) is not None:
                self._samples.append(json.loads(line))
        return self._samples

    def close(self):
        self.desktop.close()


class Cost:
    """What hosting takes from now on."""

    def __init__(self, host):
        """host: a HostProgram or a Person."""
        self._host = host
        self._cpu = host.program.cpu_seconds()

    def end(self, begin, end):
        """The figures of "host" that `demo --json` promises. begin, end: µs of CLOCK_MONOTONIC."""
        cpu = self._host.program.cpu_seconds() - self._cpu
        samples = self._host.hosting_samples()
        forwarded = get_growth(samples, 'forwarded_packets', begin, end)
        latency = samples[-1].get('added_latency_ms') if samples else None
        return {
            'name': self._host.name,
            'forwarded_packets': forwarded,
            'cpu_seconds': round(cpu, 2),
            'us_per_forwarded_packet': round(1e6 * cpu / forwarded, 1) if forwarded else None,
            'threads': self._host.program.status('Threads'),
            'rss_mb': round(self._host.program.status('VmRSS') / 1024, 1),
            'added_latency_ms': latency or {'p50': None, 'p95': None},
        }


def get_growth(samples, name, begin, end):
    """How much a counter grew between two moments, as far as the samples inside say, stretched to all the time; 0 without two."""
    inside = [sample for sample in samples if begin <= sample['at'] <= end]
    if len(inside) < 2:
        return 0
    share = (end - begin) / (inside[-1]['at'] - inside[0]['at'])
    return round((inside[-1].get(name, 0) - inside[0].get(name, 0)) * share)
