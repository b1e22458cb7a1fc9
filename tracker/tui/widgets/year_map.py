"""The year at a glance, in a box; and a month or a year as a page."""

from __future__ import annotations

import datetime as dt

from textual import events
from textual.reactive import var

from tracker.charts import (
    Line,
    month_chart,
    month_chart_day_at,
    year_chart,
    year_chart_day_at,
    year_map,
    year_map_day_at,
    year_title,
)
from tracker.stats import DayFacts, PeriodStats, year_days
from tracker.timefmt import format_duration
from tracker.tui.messages import DayChosen, DayWanted
from tracker.tui.widgets.chart import Chart, GrowingChart
from tracker.tui.widgets.painted import box_bottom, box_top
from tracker.tui.widgets.side_box import boxed
from tracker.values import frozen


@frozen
class YearState:
    """What is known of a year."""

    days: tuple[DayFacts, ...]
    target: int | None
    """Seconds to study a day; None for none."""
    today: dt.date
    chosen: dt.date


class YearMap(Chart):
    """Draws a shade for each day; a click chooses one, a double click asks for it."""

    state: var[YearState | None] = var[YearState | None](None)
    """What to draw; None before anything is known."""

    def watch_state(self) -> None:
        self.changed_in_part()

    def picture(self, width: int, height: int) -> list[Line]:
        state = self.state
        if state is None or height < 3:
            return []
        inner = width - 4
        lines = year_map(
            state.days,
            year=state.chosen,
            target_seconds=state.target,
            width=inner,
            height=height - 2,
            today=state.today,
            chosen=state.chosen,
            plain=self.plain,
        )[: height - 2]
        first, last = year_days(state.chosen)
        total = sum(day.seconds or 0 for day in state.days if first <= day.date <= last)
        top = box_top(year_title(state.chosen), format_duration(total) if total else "", width)
        lines += [()] * (height - 2 - len(lines))
        return [top, *(boxed(line, inner) for line in lines), box_bottom(width)]

    def on_click(self, event: events.Click) -> None:
        state = self.state
        if state is None:
            return
        width, height = self.size.width - 4, self.size.height - 2
        x, y = event.x - 2, event.y - 1
        day = year_map_day_at(x, y, year=state.chosen, width=width, height=height, chosen=state.chosen)
        if day is not None:
            self.post_message(DayWanted(day) if event.chain == 2 else DayChosen(day))


@frozen
class PageState:
    """What is known of a month or a year."""

    stats: PeriodStats
    days: tuple[DayFacts, ...]
    target: int | None
    """Seconds to study a day; None for none."""
    today: dt.date
    chosen: dt.date
    subjects: tuple[str, ...]
    """In the order of their colours."""
    empty: str
    """What to say when the period has no time."""
    year: bool
    """Whether it is a year."""


class PeriodPage(GrowingChart):
    """Draws a month or a year in as many lines as it takes; a click chooses a day, a double click asks for it."""

    state: var[PageState | None] = var[PageState | None](None)
    """What to draw; None before anything is known."""

    def watch_state(self) -> None:
        self.changed_in_part()

    def picture(self, width: int, height: int) -> list[Line]:
        return page_of(self.state, width, plain=self.plain) if self.state is not None else []

    def on_click(self, event: events.Click) -> None:
        state, width = self.state, self.size.width
        if state is None:
            return
        if state.year:
            day = year_chart_day_at(event.x, event.y, stats=state.stats, width=width)
        else:
            day = month_chart_day_at(event.x, event.y, days=state.days, stats=state.stats, width=width)
        if day is not None:
            self.post_message(DayWanted(day) if event.chain == 2 else DayChosen(day))


def page_of(state: PageState, width: int, *, plain: bool) -> list[Line]:
    """Return the chart of the month or year."""
    draw = year_chart if state.year else month_chart
    return draw(
        state.days,
        stats=state.stats,
        target_seconds=state.target,
        width=width,
        today=state.today,
        chosen=state.chosen,
        subjects=state.subjects,
        plain=plain,
        empty=state.empty,
    )
