"""Beside the day: the week's bars and how the challenges go; or both in one line where there is no room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.reactive import reactive
from textual.strip import Strip

from tracker.cells import cells, fit
from tracker.charts import Line, Segment, line_cells, small_week
from tracker.stats import DayFacts, Language
from tracker.timefmt import format_duration
from tracker.tui.widgets.painted import Painted, box_bottom, box_top


@dataclass(frozen=True, slots=True)
class SideState:
    """What the side column says, in the screen's words."""

    day: date = date.min
    """The day to point at."""
    week_title: str = ""
    week: tuple[DayFacts, ...] = ()
    """The days of its week that are known."""
    week_seconds: int = 0
    target: int | None = None
    """Seconds to study a day; None for none."""
    no_time: str = ""
    """What to say when the week has no time."""
    challenges_title: str = ""
    rate: str = ""
    """Achievement rate of the week; empty when there were no challenges."""
    streak: str = ""
    why: str = ""
    """Why the streak is no longer."""
    marks: str = ""
    """How the challenges of the last days went, oldest first."""
    language: Language = "en"


class SideColumn(Painted):
    """Draws two boxes, one below the other."""

    state: reactive[SideState] = reactive(SideState())
    """What to say."""

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        lines = side_lines(self.state, width)
        return self.paint(lines[y] if y < len(lines) else (), width)


class FoldedSide(Painted):
    """Draws the same in one line."""

    state: reactive[SideState] = reactive(SideState())
    """What to say."""

    def render_line(self, y: int) -> Strip:
        return self.paint(folded_line(self.state, self.size.width) if y == 0 else (), self.size.width)


def side_lines(state: SideState, width: int) -> list[Line]:
    """Return the side column, `width` cells wide."""
    inner = width - 4
    total = format_duration(state.week_seconds) if state.week_seconds else ""
    bars = small_week(
        state.week,
        width=inner,
        today=state.day,
        language=state.language,
        target_seconds=state.target,
        empty=state.no_time,
    )
    said: list[Line] = [(Segment(state.streak, "value"),), (Segment(state.why, "dim"),)]
    if state.marks:
        said.append((Segment(state.marks),))
    return [
        box_top(state.week_title, total, width),
        *(_boxed(line, inner) for line in bars),
        box_bottom(width),
        box_top(state.challenges_title, state.rate, width),
        *(_boxed(line, inner) for line in said),
        box_bottom(width),
    ]


def _boxed(line: Line, inner: int) -> Line:
    if line_cells(line) > inner:
        line = (Segment(fit("".join(segment.text for segment in line), inner), line[0].style),)
    return (Segment("│ ", "border"), *line, Segment(" " * (inner - line_cells(line))), Segment(" │", "border"))


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
