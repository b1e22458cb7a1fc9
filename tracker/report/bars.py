"""Bars that go to the right: each below its name and figure, or one divided by what became of things."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.report.svg import LEGEND_LINE, Drawing, Entry, fitted, text_width
from tracker.values import frozen

WIDTH = 370
"""Of all bars."""
_SIZE = 14
_ROW = 42
_BAR = 13
_DIVIDED_BAR = 30


@frozen
class Bar:
    """One bar."""

    name: str
    value: int | None
    """What its length stands for; None where that is not known, and then an area in the style has the whole width."""
    figure: str
    """The value in words."""
    style: str = "bar"
    """Empty to draw nothing."""


def draw_bars(name: str, title: str, description: str, bars: Sequence[Bar]) -> str:
    """Return the bars as SVG, below each other; the longest takes the whole width."""
    drawing = Drawing(name, WIDTH)
    longest = max(1, *(bar.value or 0 for bar in bars))
    for n, bar in enumerate(bars):
        top = n * _ROW
        room = WIDTH - text_width(bar.figure, _SIZE, bold=True) - 14
        drawing.text(0, top + 16, fitted(bar.name, room, _SIZE), _SIZE)
        drawing.text(WIDTH, top + 16, bar.figure, _SIZE, style="value", anchor="end")
        if bar.style:
            width = WIDTH if bar.value is None else max(1.0, WIDTH * bar.value / longest)
            drawing.area(0, top + 23, width, _BAR, bar.style)
    return drawing.markup(len(bars) * _ROW, title, description)


def draw_divided(name: str, title: str, description: str, bars: Sequence[Bar]) -> str:
    """Return one bar as SVG, divided by the values of `bars`, above a legend with a line for each."""
    drawing = Drawing(name, WIDTH)
    whole = sum(bar.value or 0 for bar in bars)
    reached = 0
    for bar in bars:
        if bar.value:
            drawing.area(WIDTH * reached / whole, 0, WIDTH * bar.value / whole, _DIVIDED_BAR, bar.style)
            reached += bar.value
    for n, bar in enumerate(bars):
        top = _DIVIDED_BAR + 12 + n * (LEGEND_LINE + 4)
        drawing.legend(
            0, top, [Entry(bar.style, bar.name)], width=WIDTH - text_width(bar.figure, _SIZE, bold=True) - 14
        )
        drawing.text(WIDTH, top + 16, bar.figure, _SIZE, style="value", anchor="end")
    return drawing.markup(_DIVIDED_BAR + 12 + len(bars) * (LEGEND_LINE + 4), title, description)
