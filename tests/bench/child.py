"""A program that is told and answers line by line.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import os
import queue
import subprocess
import threading
import time

from desktop import LabError

# Measured programs and whoever measures them go before everything else on this machine, where we may.
NICE = -20


def prefer(core):
    """For a child about to run: this core only, and early."""
    def prepare():
        os.sched_setaffinity(0, {core})
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, NICE)
    return prepare


def prefer_above_all(core):
    """As prefer(), and nothing but the kernel comes before it: where sessions share the processor (sched(7), autogroups), niceness
    counts only among a session's own programs, and what waits for its turn measures the others' turns. A program's own threads take turns:
    with SCHED_FIFO those of Node.js that wait for each other by spinning cost it half of its core."""
    def prepare():
        prefer(core)()
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    return prepare


class Child:
    """Runs `command` on `core`; `hear(words)` is called for every line on a thread of its own, with the words of the line."""

    def __init__(self, command, core, hear, log):
        self.name = os.path.basename(command[0])
        self._heard = threading.Condition()
        self._hear = hear
        self._log = open(log, 'w', encoding='utf-8')
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
                                         preexec_fn=prefer(core))
        self.pid = self._process.pid
        self._to_say = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._write, daemon=True).start()

    def _read(self):
        for line in self._process.stdout:
            with self._heard:
                self._hear(line.rstrip('\n').split(' ', 2))
                self._heard.notify_all()
        with self._heard:
            self._heard.notify_all()

    def say(self, *words):
        """From any thread, and at once: who hears may say something, and the program may not read before it was heard."""
        self._to_say.put(' '.join(map(str, words)) + '\n')

    def _write(self):
        with contextlib.suppress(OSError, ValueError):
            while (line := self._to_say.get()) is not None:
                self._process.stdin.write(line)
                self._process.stdin.flush()
            self._process.stdin.close()

    def wait_for(self, what, condition, seconds=20):
        """Until `condition()`, which only lines can make true, is."""
        deadline = time.monotonic() + seconds
        with self._heard:
            while not (result := condition()):
                left = deadline - time.monotonic()
                if left <= 0 or self._process.poll() is not None:
                    raise LabError(f'{self.name}: waited in vain for {what}; see {self._log.name}')
                self._heard.wait(min(left, 1))
            return result

    def close(self, patience=3):
        self._to_say.put(None)
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
