"""Bars or lines with whiskers, as an SVG file written by hand: one panel per figure, one group of bars or one point per case, one colour
per program.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from xml.sax.saxutils import escape

PANEL_WIDTH, PANEL_HEIGHT, MARGIN, HEAD = 220, 180, 36, 64
LEGEND_WIDTH = 170  # of one entry: 20 characters
COLOURS = ('#c64600', '#1a5fb4', '#2ec27e', '#613583')
STYLE = ('text{font-family:Cantarell,sans-serif;font-size:12px;fill:#3d3846}.t{font-size:16px;font-weight:bold}'
         '.h{font-weight:bold}.a{stroke:#9a9996;stroke-width:1}.w{stroke:#241f31;stroke-width:1.5}')


def _nice_top(value):
    """The smallest of 1, 2, 5 × 10ⁿ that is not below value."""
    step = 1e-3
    while True:
        for factor in (1, 2, 5):
            if factor * step >= value:
                return factor * step
        step *= 10


class _Drawing:
    def __init__(self):
        self.parts = []

    def text(self, x, y, text, attributes=''):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" {attributes}>{escape(text)}</text>')

    def line(self, x1, y1, x2, y2, style):
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{style}"/>')

    def path(self, points, colour):
        places = ' '.join(f'{x:.1f},{y:.1f}' for x, y in points)
        self.parts.append(f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"/>')

    def box(self, x, y, width, height, colour):
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>')


def _draw_frame(drawing, left, panel):
    """Title, scale and axes; returns (value → y)."""
    top, bottom = HEAD + 24, HEAD + 24 + PANEL_HEIGHT
    largest = max((value[2] for values in panel['values'].values() for value in values if value), default=1)
    scale = _nice_top(largest or 1)
    drawing.text(left, HEAD + 8, panel['title'], 'class="h"')
    drawing.line(left, bottom, left + PANEL_WIDTH, bottom, 'a')
    drawing.text(left, top + 4, f'{scale:g}')
    drawing.line(left + 30, top, left + PANEL_WIDTH, top, 'a')
    return lambda value: bottom - PANEL_HEIGHT * value / scale


def _draw_bars(drawing, left, panel, cases):
    at_value = _draw_frame(drawing, left, panel)
    group = (PANEL_WIDTH - 30) / len(cases)
    bar = group * 0.8 / len(panel['values'])
    for index, case in enumerate(cases):
        x = left + 30 + group * (index + 0.1)
        drawing.text(x + group * 0.4, at_value(0) + 16, case, 'text-anchor="middle"')
        for number, values in enumerate(panel['values'].values()):
            if values[index] is None:
                continue
            low, middle, high = map(at_value, values[index])
            at = x + number * bar
            drawing.box(at, middle, bar * 0.9, at_value(0) - middle, COLOURS[number])
            drawing.line(at + bar * 0.45, low, at + bar * 0.45, high, 'w')
            drawing.text(at + bar * 0.45, min(high, middle) - 4, f'{values[index][1]:.3g}', 'text-anchor="middle"')


def _draw_lines(drawing, left, panel, cases):
    at_value = _draw_frame(drawing, left, panel)
    step = (PANEL_WIDTH - 30) / len(cases)
    places = [left + 30 + step * (index + 0.5) for index in range(len(cases))]
    for x, case in zip(places, cases):
        drawing.text(x, at_value(0) + 16, case, 'text-anchor="middle"')
    for number, values in enumerate(panel['values'].values()):
        # A little beside each other, so that whiskers do not hide each other.
        points = [(x + 3 * number, *map(at_value, value)) for x, value in zip(places, values) if value]
        drawing.path([(x, middle) for x, _low, middle, _high in points], COLOURS[number])
        for x, low, middle, high in points:
            drawing.line(x, low, x, high, 'w')
            drawing.box(x - 3, middle - 3, 6, 6, COLOURS[number])


def _draw(title, subtitle, programs, panels, draw_panel):
    width = 2 * MARGIN + len(panels) * PANEL_WIDTH + (len(panels) - 1) * MARGIN
    height = HEAD + PANEL_HEIGHT + 84
    drawing = _Drawing()
    drawing.text(MARGIN, 26, title, 'class="t"')
    drawing.text(MARGIN, 44, subtitle)
    for index, panel in enumerate(panels):
        draw_panel(drawing, MARGIN + index * (PANEL_WIDTH + MARGIN), panel)
    for number, program in enumerate(programs):
        drawing.box(MARGIN + LEGEND_WIDTH * number, height - 26, 12, 12, COLOURS[number])
        drawing.text(MARGIN + LEGEND_WIDTH * number + 18, height - 15, program)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
            f'<style>{STYLE}</style><rect width="100%" height="100%" fill="#ffffff"/>{"".join(drawing.parts)}</svg>\n')


def bars(title, subtitle, cases, programs, panels):
    """panels: [{'title', 'values': {program: [(low, middle, high) or None for each case]}}]; returns the text of the file."""
    return _draw(title, subtitle, programs, panels, lambda drawing, left, panel: _draw_bars(drawing, left, panel, cases))


def lines(title, subtitle, cases, programs, panels):
    """As bars(), for cases that are a row of numbers."""
    return _draw(title, subtitle, programs, panels, lambda drawing, left, panel: _draw_lines(drawing, left, panel, cases))
