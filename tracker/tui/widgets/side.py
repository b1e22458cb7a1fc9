"""Beside the day: its month, its week's bars and how the challenges go; or all in one line where there is no room."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.strip import Strip

from tracker.cells import cells
from tracker.charts import Line, Segment, small_week
from tracker.timefmt import format_duration
from tracker.tui.messages import ActionChosen
from tracker.tui.widgets.chart import Chart
from tracker.tui.widgets.month_calendar import MonthCalendar
from tracker.tui.widgets.painted import Painted, box_bottom, box_top
from tracker.tui.widgets.side_box import box_divider, boxed
from tracker.tui.widgets.side_state import HEIGHT_FOR_ALL, SideState

_WEEK_LINES = 8
"""Lines of the week's title and bars."""


class SideColumn(Vertical):
    """Shows the calendar over the week and the challenges, in one box."""

    state: reactive[SideState] = reactive(SideState())
    """What to say."""

    def __init__(self, *, has_room: bool = True, id: str | None = None) -> None:
        """`has_room` tells whether there are lines for all of it, before it knows how many it has."""
        super().__init__(id=id)
        self._has_room = has_room

    def compose(self) -> ComposeResult:
        calendar, figures = MonthCalendar(id="side-calendar"), SideFigures(id="side-figures")
        calendar.display, figures.stands_alone = self._has_room, not self._has_room
        yield calendar
        yield figures

    def on_mount(self) -> None:
        self._pass_on()

    def watch_state(self) -> None:
        if self.is_mounted:
            self._pass_on()

    def on_resize(self, event: events.Resize) -> None:
        has_room = event.size.height >= HEIGHT_FOR_ALL
        self.query_one(MonthCalendar).display = has_room
        self.query_one(SideFigures).stands_alone = not has_room

    def _pass_on(self) -> None:
        state, calendar = self.state, self.query_one(MonthCalendar)
        calendar.day, calendar.today = state.day, state.today
        calendar.days, calendar.target = state.month, state.target
        self.query_one(SideFigures).state = state


class SideFigures(Chart):
    """Draws the week's bars and how the challenges go."""

    state: reactive[SideState] = reactive(SideState())
    """What to say."""
    stands_alone: reactive[bool] = reactive(False)
    """Whether nothing of the box stands above."""

    def watch_state(self) -> None:
        self.changed()

    def watch_stands_alone(self) -> None:
        self.changed()

    def picture(self, width: int, height: int) -> list[Line]:
        return side_lines(self.state, width, height, stands_alone=self.stands_alone)

    def on_click(self, event: events.Click) -> None:
        if event.y < _WEEK_LINES:
            self.post_message(ActionChosen("visit('week')"))


class FoldedSide(Painted):
    """Draws the same in one line."""

    state: reactive[SideState] = reactive(SideState())
    """What to say."""

    def render_line(self, y: int) -> Strip:
        return self.paint(folded_line(self.state, self.size.width) if y == 0 else (), self.size.width)

    def on_click(self) -> None:
        self.post_message(ActionChosen("visit('week')"))


def side_lines(state: SideState, width: int, height: int, *, stands_alone: bool) -> list[Line]:
    """Return the parts below the calendar, `width` cells wide; where `height` is too little the challenges go."""
    inner = width - 4
    total = format_duration(state.week_seconds) if state.week_seconds else ""
    bars = small_week(state.week, width=inner, today=state.day, target_seconds=state.target, empty=state.no_time)
    said: list[Line] = [(Segment(state.streak, "value"),), (Segment(state.why, "dim"),)]
    if state.marks:
        said.append((Segment(state.marks),))
    title = box_top if stands_alone else box_divider
    lines = [title(state.week_title, total, width), *(boxed(line, inner) for line in bars)]
    challenges = [box_divider(state.challenges_title, state.rate, width), *(boxed(line, inner) for line in said)]
    if len(lines) + len(challenges) < height:
        lines += challenges
    return [*lines[: height - 1], box_bottom(width)]


def folded_line(state: SideState, width: int) -> Line:
    """Return the week's total, the achievement rate, the streak and the last marks in one line."""
    parts = [(Segment(f"{state.week_title} ", "dim"), Segment(format_duration(state.week_seconds), "value"))]
    if state.rate:
        parts.append((Segment(f"{state.challenges_title} ", "dim"), Segment(state.rate, "value")))
    parts.append((Segment(state.streak, "value"), Segment(f"  {state.why}", "dim")))
    if state.marks:
        parts.append((Segment(state.marks), Segment("")))
    line: list[Segment] = []
    used = 1
    for part in parts:
        size = sum(cells(segment.text) for segment in part) + 3
        if used + size <= width:
            line += [Segment("   " if line else " "), *part]
            used += size
    return tuple(line)
