"""The week's figures and its days as columns, one of them chosen."""

from __future__ import annotations

import datetime as dt

from textual import events
from textual.reactive import var

from tracker.charts import Line, Segment, columns_day_at, week_columns, week_header
from tracker.stats import DayFacts, PeriodStats
from tracker.tui.messages import DayChosen, DayWanted
from tracker.tui.widgets.chart import Chart, GrowingChart
from tracker.values import frozen


@frozen
class WeekState:
    """What is known of a week."""

    stats: PeriodStats
    days: tuple[DayFacts, ...]
    previous: tuple[DayFacts, ...]
    """The days of the week before."""
    target: int | None
    """Seconds to study a day; None for none."""
    course_week: int
    today: dt.date
    chosen: dt.date
    subjects: tuple[str, ...]
    """In the order of their colours."""
    empty: str
    """What to say when the week has no time."""


class WeekFigures(GrowingChart):
    """Draws what the week adds up to, in as many lines as it takes."""

    state: var[WeekState | None] = var[WeekState | None](None)
    """What to draw; None before anything is known."""

    def watch_state(self, before: WeekState | None, after: WeekState | None) -> None:
        if _said(before) != _said(after):
            self.changed_in_part()

    def picture(self, width: int, height: int) -> list[Line]:
        state = self.state
        if state is None:
            return []
        lines = week_header(state.stats, width=width - 2, today=state.today, course_week=state.course_week)
        return [(Segment(" "), *line) for line in lines]


def _said(state: WeekState | None) -> tuple[PeriodStats, dt.date, int] | None:
    """Return what the figures are drawn from."""
    return (state.stats, state.today, state.course_week) if state is not None else None


class WeekColumns(Chart):
    """Draws a column for each day; a click chooses one, a double click asks for it."""

    state: var[WeekState | None] = var[WeekState | None](None)
    """What to draw; None before anything is known."""

    def watch_state(self) -> None:
        self.changed_in_part()

    def picture(self, width: int, height: int) -> list[Line]:
        return columns_of(self.state, width, height, plain=self.plain) if self.state is not None else []

    def on_click(self, event: events.Click) -> None:
        state = self.state
        if state is None:
            return
        day = columns_day_at(event.x, first=state.stats.first, width=self.size.width, target_seconds=state.target)
        if day is not None:
            self.post_message(DayWanted(day) if event.chain == 2 else DayChosen(day))


def columns_of(state: WeekState, width: int, height: int, *, plain: bool) -> list[Line]:
    """Return the week's columns."""
    return week_columns(
        state.days,
        stats=state.stats,
        previous=state.previous,
        target_seconds=state.target,
        width=width,
        height=height,
        today=state.today,
        chosen=state.chosen,
        subjects=state.subjects,
        plain=plain,
        empty=state.empty,
    )
