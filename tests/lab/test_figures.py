#!/usr/bin/env python3
"""The figures of the demo, from lines of which the answer is known.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys
import types
import unittest

from figures import Sight, join_ms, percentile


class FakeEvents:
    def __init__(self, lines):
        self._lines = lines

    def all(self, event):
        return [line for line in self._lines if line['event'] == event]


def make_sample(at, **changes):
    person = {'name': 'Björn', 'frames': 15, 'unreadable': 0, 'width': 640, 'height': 360, 'first_frame_at': 1_400_000,
              'latency_ms': [40.0] * 14 + [100.0], 'shown_ms': 60.0, 'tones': [2200], 'sound_ms': 80.0, 'skew_ms': 20.0,
              'level_db': -30.0, 'video_lost': 2, 'audio_lost': 1}
    return {'event': 'sample', 'at': at, 'people': [person | changes]}


def make_viewer(samples):
    lines = [{'event': 'state', 'state': 'entering', 'at': 700_000}, {'event': 'state', 'state': 'active', 'at': 1_000_000},
             *samples]
    return types.SimpleNamespace(events=FakeEvents(lines))


BJÖRN = types.SimpleNamespace(name='Björn', tone=2200, events=FakeEvents([{'event': 'state', 'state': 'active', 'at': 1_100_000}]))


def look(**changes):
    samples = [make_sample(at, **changes) for at in range(1_500_000, 12_500_000, 500_000)]
    return Sight(make_viewer(samples), BJÖRN, 2_000_000, 12_000_000)


class TestFigures(unittest.TestCase):
    def test_percentile(self):
        self.assertIsNone(percentile([], 0.5))
        self.assertEqual(percentile([7], 0.95), 7)
        self.assertEqual(percentile([3, 1, 2], 0.5), 2)
        self.assertEqual(percentile(list(range(1, 101)), 0.95), 95)

    def test_good_call(self):
        sight = look()
        self.assertEqual(sight.complaints(), [])
        self.assertEqual(sight.lip_sync_ms, 20)
        self.assertEqual(sight.to_json(), {
            'name': 'Björn', 'first_frame_ms': 300.0, 'frames': 300, 'fps': 30.0, 'width': 640, 'height': 360,
            'latency_ms': {'p50': 40.0, 'p95': 100.0}, 'lip_sync_ms': 20.0, 'audio_tone_ok': True, 'audio_level_db': -30.0,
            'video_lost': 2, 'audio_lost': 1})

    def test_join(self):
        self.assertEqual(join_ms(make_viewer([])), 300)

    def test_bad_calls(self):
        self.assertEqual(look(first_frame_at=0).complaints(), ['no picture'])
        self.assertEqual(look(frames=5, latency_ms=[1] * 5).complaints(), ['only 10.0 pictures a second'])
        self.assertEqual(look(frames=5, latency_ms=[1] * 5).complaints(min_fps=10), [])
        self.assertEqual(look(latency_ms=[40]).complaints(), ["not the virtual camera's picture"])
        self.assertEqual(look(tones=[2000]).complaints(), ['not their sound: 0 of 20 tones'])
        self.assertEqual(look(tones=[]).complaints(), ['not their sound: 0 of 0 tones'])
        self.assertEqual(look(tones=[2200, 2000]).complaints(), ['not their sound: 20 of 40 tones'])

    def test_nobody(self):
        sight = Sight(make_viewer([]), BJÖRN, 2_000_000, 12_000_000)
        self.assertEqual(sight.complaints(), ['no picture'])
        self.assertIsNone(sight.to_json()['latency_ms']['p50'])
        self.assertEqual(sight.to_json()['fps'], 0)


if __name__ == '__main__':
    sys.exit(unittest.main())
