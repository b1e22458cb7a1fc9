"""The line at the top: which day it is, what the timer does, and how far the day's target is."""

from __future__ import annotations

from textual.reactive import reactive
from textual.strip import Strip

from tracker.cells import cells, fit
from tracker.charts import Segment, hours_minutes, progress
from tracker.timefmt import format_duration
from tracker.tui.shown import shown
from tracker.tui.widgets.painted import Painted
from tracker.values import frozen

_LONGEST_BAR = 24
_SHORT_BAR = 18
"""Cells that the bar and the target keep beside a long subject."""
_SHORTEST_BAR = 6
_SHORTEST_NAME = 14
"""Cells that the timer's subject keeps before the bar gives way."""
_GAP = 3
_WIDE = 100
"""Columns from which the product's name stands beside a running timer."""


@frozen
class HeaderState:
    """What the header says."""

    day: str = ""
    """Date and weekday."""
    week: str = ""
    """Week of the course."""
    note: str = ""
    """Other words of the day's heading."""
    timer: str = ""
    """Subject of the timer; empty when it neither runs nor is paused."""
    elapsed: int | None = None
    """Seconds the timer has been running; None when it does not run."""
    forgotten: bool = False
    """Whether it was left running, and nobody knows since when it should not be."""
    total_label: str = ""
    total: int | None = None
    """Seconds studied on the day shown; None when nothing is known."""
    target: int = 0
    """Seconds to study a day; 0 for none."""
    doing: str = ""
    """What a sync does meanwhile; empty while there is none."""


class DayHeader(Painted):
    """Draws the header in one line, and lets go of the least important where there is no room."""

    state: reactive[HeaderState] = reactive(HeaderState())
    """What to say."""

    def render_line(self, y: int) -> Strip:
        return self.paint(header_line(self.state, self.size.width) if y == 0 else (), self.size.width)


def header_line(state: HeaderState, width: int) -> list[Segment]:
    """Return the header of `width` cells: the day at the left, the timer after it, the total at the right.

    Where there is no room the course week goes first, then the product's name, the total and the day; a running timer
    never goes.
    """
    timer = _timer(state)
    left, right = _ends(state, timer, width)
    room = width - _cells(left) - _cells(right) - 1
    if state.target and right:
        # A long subject makes the bar short, but does not take all of it.
        whole = _cells(timer) + _GAP + 1 if timer else 0
        right += _bar(state, max(room - whole, min(room - _least(timer), _SHORT_BAR)))
    room = width - _cells(left) - _cells(right) - 1
    middle: list[Segment] = []
    if timer:
        sign, name, elapsed = timer
        gap = _GAP if len(left) > 1 else 0
        size = room - gap - (1 if right else 0) - cells(sign.text) - cells(elapsed.text)
        name = Segment(fit(name.text, min(size, cells(name.text))), name.style)
        middle = [Segment(" " * gap), sign, name, elapsed]
    elif (state.doing or state.note) and right and room > _SHORTEST_NAME:
        note = shown(state.doing or state.note)
        middle = [Segment("  "), Segment(fit(note, min(room - 3, cells(note))), "dim")]
    space = Segment(" " * max(1 if right else 0, room - _cells(middle)))
    return [*left, *middle, space, *right, Segment(" ")]


def _ends(state: HeaderState, timer: list[Segment], width: int) -> tuple[list[Segment], list[Segment]]:
    """Return what stands at the left and at the right: the most that leaves the timer its room."""
    margin = [Segment(" ")]
    named = margin if timer and width < _WIDE else [Segment(" studylog ", "title"), Segment("  ")]
    day = Segment(shown(state.day), "heading")
    week = Segment(f" · {shown(state.week)}" if state.week else "", "heading")
    sign = [Segment("↑↓  ", "running")] if state.doing else []
    total = [*sign, Segment(f"{state.total_label} ", "dim"), Segment(format_duration(state.total or 0), "value")]
    choices: list[tuple[list[Segment], list[Segment]]] = [
        ([*named, day, week], total),
        ([*named, day], total),
        ([*margin, day], total),
        ([*margin, day], []),
    ]
    for left, right in choices:
        if _cells(left) + _cells(right) + max(_least(timer), 1) + 1 <= width:
            return left, right
    return (margin, []) if timer else choices[-1]


def _bar(state: HeaderState, room: int) -> list[Segment]:
    goal = Segment(f" {hours_minutes(state.target)}", "dim")
    size = min(_LONGEST_BAR, room - 2 - cells(goal.text))
    return [Segment(" "), *progress(state.total or 0, state.target, size), goal] if size >= _SHORTEST_BAR else []


def _least(timer: list[Segment]) -> int:
    """Cells the timer needs with its subject cut short."""
    if not timer:
        return 0
    sign, name, elapsed = timer
    return _GAP + 1 + cells(sign.text) + min(_SHORTEST_NAME, cells(name.text)) + cells(elapsed.text)


def _timer(state: HeaderState) -> list[Segment]:
    if not state.timer:
        return []
    if state.elapsed is None:
        return [Segment("‖ ", "paused"), Segment(shown(state.timer), "paused"), Segment("", "paused")]
    sign, style = ("? ", "warning") if state.forgotten else ("● ", "running")
    return [
        Segment(sign, style),
        Segment(shown(state.timer), style),
        Segment(f" {format_duration(state.elapsed)}", style),
    ]


def _cells(segments: list[Segment]) -> int:
    return sum(cells(segment.text) for segment in segments)
