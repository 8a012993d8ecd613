"""What a person saw and heard of another, from the lines that the program wrote with --measure.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import math

# A picture every 1/15 s still looks like movement; less is a slide show.
MIN_FPS = 15
# So many people on one computer share its processor: there it is about everybody being there. Pictures must still move.
CROWD = 4
MIN_FPS_IN_CROWD = 5
# Tones come once a second; some fall on a loud word, and a busy machine tears holes into sound.
MIN_TONE_SHARE = 0.5
# Of the pictures whose stamp could be read.
MIN_READABLE_SHARE = 0.5


def percentile(values, share):
    """Nearest rank; None without values."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]


def mean(values):
    values = [value for value in values if value is not None]
    return sum(values) / len(values) if values else None


def rounded(value, digits=1):
    return None if value is None else round(value, digits)


def _get_admission(person):
    """µs of CLOCK_MONOTONIC."""
    return next(line['at'] for line in person.events.all('state') if line['state'] == 'active')


class Sight:
    """What `viewer` saw and heard of `other` between two moments (µs of CLOCK_MONOTONIC)."""

    def __init__(self, viewer, other, begin, end):
        self.name = other.name
        self._tone = other.tone
        self._seconds = (end - begin) / 1e6
        samples = [(line['at'], person) for line in viewer.events.all('sample') for person in line['people']
                   if person['name'] == other.name]
        self._all = [person for _at, person in samples]
        self._window = [person for at, person in samples if begin < at <= end]
        self._first_frame_ms = self._get_first_frame_ms(viewer, other)

    def _get_first_frame_ms(self, viewer, other):
        """From the moment both had been let in (the processes share a clock) to the first decoded picture."""
        seen = [person['first_frame_at'] for person in self._all if person['first_frame_at']]
        if not seen:
            return None
        return (seen[0] - max(_get_admission(viewer), _get_admission(other))) / 1000

    @property
    def first_frame_ms(self):
        return self._first_frame_ms

    @property
    def fps(self):
        return sum(person['frames'] for person in self._window) / self._seconds

    @property
    def latencies(self):
        return [value for person in self._window for value in person['latency_ms']]

    @property
    def shown_ms(self):
        return mean([person['shown_ms'] for person in self._window])

    @property
    def sound_ms(self):
        return percentile([person['sound_ms'] for person in self._window if person['sound_ms'] is not None], 0.5)

    @property
    def lip_sync_ms(self):
        """How much later sound is than picture, the median."""
        return percentile([person['skew_ms'] for person in self._window if person['skew_ms'] is not None], 0.5)

    @property
    def tones(self):
        """How many were theirs, and how many there were in all."""
        tones = [tone for person in self._window for tone in person['tones']]
        return tones.count(self._tone), len(tones)

    @property
    def tone_ok(self):
        right, n_tones = self.tones
        return right >= MIN_TONE_SHARE * math.floor(self._seconds) and right >= 0.9 * n_tones

    @property
    def level_db(self):
        powers = [10 ** (person['level_db'] / 10) for person in self._window]
        return 10 * math.log10(sum(powers) / len(powers)) if powers else -100.0

    def _counted(self, what):
        """A counter that runs from the beginning."""
        return self._window[-1][what] if self._window else 0

    def complaints(self, min_fps=MIN_FPS):
        """Why this does not count as seen and heard; empty where it does."""
        if self._first_frame_ms is None:
            return ['no picture']
        complaints = []
        frames = sum(person['frames'] for person in self._window)
        if self.fps < min_fps:
            complaints.append(f'only {self.fps:.1f} pictures a second')
        if len(self.latencies) < MIN_READABLE_SHARE * frames:
            complaints.append("not the virtual camera's picture")
        if not self.tone_ok:
            complaints.append('not their sound: {} of {} tones'.format(*self.tones))
        return complaints

    def to_json(self):
        last = self._window[-1] if self._window else {'width': 0, 'height': 0}
        return {
            'name': self.name,
            'first_frame_ms': rounded(self._first_frame_ms),
            'frames': sum(person['frames'] for person in self._window),
            'fps': rounded(self.fps),
            'width': last['width'],
            'height': last['height'],
            'latency_ms': {'p50': rounded(percentile(self.latencies, 0.5)), 'p95': rounded(percentile(self.latencies, 0.95))},
            'lip_sync_ms': rounded(self.lip_sync_ms),
            'audio_tone_ok': self.tone_ok,
            'audio_level_db': rounded(self.level_db),
            'video_lost': self._counted('video_lost'),
            'audio_lost': self._counted('audio_lost'),
        }


def join_ms(person):
    """From pressing the button to being in."""
    at = {}
    for line in person.events.all('state'):
        at.setdefault(line['state'], line['at'])
    return (at['active'] - at['entering']) / 1000
