"""A day in ten minutes, with its sessions beside them, in a box."""

from __future__ import annotations

import datetime as dt

from textual import events
from textual.reactive import var

from tracker.charts import Line, Segment, line_cells, planner, planner_width, session_lines
from tracker.model import Session
from tracker.stats import PeriodStats
from tracker.tui.messages import ActionChosen
from tracker.tui.widgets.chart import Chart
from tracker.tui.widgets.painted import box_bottom, box_top
from tracker.tui.widgets.side_box import boxed
from tracker.values import frozen

_GAP = 3
_LEAST_LIST = 24
"""Cells that the list of sessions takes at least."""


@frozen
class PlannerState:
    """What is known of a day's sessions."""

    title: str
    count: str
    """The day's time, as the box says it."""
    day: dt.date
    day_start: dt.time
    now: dt.datetime
    sessions: tuple[Session, ...]
    total_seconds: int | None
    """The day's time without the running session; None when nothing is known of it."""
    stats: PeriodStats
    """Of the period that gives the subjects their colours."""
    subjects: tuple[str, ...]
    empty: str
    """What to say when there is nothing."""


class DayPlanner(Chart):
    """Draws the planner, and the list beside it where there is room; a click leads to the sessions."""

    state: var[PlannerState | None] = var[PlannerState | None](None)
    """What to draw; None before anything is known."""

    def watch_state(self) -> None:
        self.changed_in_part()

    def picture(self, width: int, height: int) -> list[Line]:
        state = self.state
        if state is None or height < 3:
            return []
        inner, rows = width - 4, height - 2
        lines = _beside(state, inner, rows, plain=self.plain)
        lines += [()] * (rows - len(lines))
        top = box_top(state.title, state.count, width)
        return [top, *(boxed(line, inner) for line in lines), box_bottom(width)]

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2:
            self.post_message(ActionChosen("visit('sessions')"))


def _beside(state: PlannerState, width: int, height: int, *, plain: bool) -> list[Line]:
    # The planner with narrow cells beside the list; all the width for the planner where the list has no room.
    left = planner_width(height, state.day_start)
    room = width - left - _GAP
    drawn = planner(
        state.sessions,
        day=state.day,
        day_start=state.day_start,
        now=state.now,
        stats=state.stats,
        width=left if room >= _LEAST_LIST else width,
        height=height,
        subjects=state.subjects,
        plain=plain,
    )
    if room < _LEAST_LIST:
        return drawn
    listed = session_lines(
        state.sessions,
        total_seconds=state.total_seconds,
        now=state.now,
        stats=state.stats,
        width=room,
        height=height,
        subjects=state.subjects,
        plain=plain,
        empty=state.empty,
    )
    lines: list[Line] = []
    for n in range(max(len(drawn), len(listed))):
        one = drawn[n] if n < len(drawn) else ()
        gap = Segment(" " * (left + _GAP - line_cells(one)))
        lines.append((*one, gap, *listed[n]) if n < len(listed) else one)
    return lines
