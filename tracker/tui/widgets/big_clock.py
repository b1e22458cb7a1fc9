"""The big clock: the subject, how long already, and how far the day's target is, to be read from afar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual.reactive import reactive
from textual.strip import Strip

from tracker.cells import cells, fit
from tracker.charts import Line, Segment, hours_minutes, line_cells, planner, progress
from tracker.charts.lines import clip
from tracker.model import Session
from tracker.stats import PeriodStats
from tracker.timefmt import format_duration
from tracker.tui.shown import shown
from tracker.tui.widgets.painted import Painted
from tracker.values import frozen

_ROWS_OF = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("## ", " # ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "-": ("   ", "   ", "###", "   ", "   "),
}
_DOT_ROWS = 5
_WIDEST = 84
"""Cells the lines around the figures take at most."""
_PLANNER_ROWS = 4


@frozen
class DaySessions:
    """What the strip of the day's ten minutes is drawn from."""

    day: dt.date
    day_start: dt.time
    now: dt.datetime
    sessions: tuple[Session, ...]
    stats: PeriodStats


@frozen
class ClockState:
    """What the clock says; every sentence is empty where there is nothing to say."""

    sign: str = ""
    heading: str = ""
    """What the figures count."""
    figures: str = "0:00:00"
    style: str = "dim"
    """In which the heading and the figures are drawn."""
    since: str = ""
    """When it began."""
    total_label: str = ""
    total: int = 0
    """Seconds studied today."""
    target: int = 0
    """Seconds to study a day; 0 for none."""
    left: str = ""
    """What is left to the target."""
    round: str = ""
    """Which focus round it is, and what it is at."""
    round_done: int = 0
    round_length: int = 0
    """Seconds of the work or the break; 0 where nothing counts down."""
    round_left: str = ""
    hint: str = ""
    """What to press when nothing runs."""
    strip: DaySessions | None = None
    """None leaves the strip out."""


class BigClock(Painted):
    """Draws the clock in the middle of its room, as large as that allows."""

    state: reactive[ClockState] = reactive(ClockState())
    """What to say."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()

    def watch_state(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        self._lines = clock_lines(self.state, self.size.width, self.size.height)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        return self.paint(self._lines[y] if y < len(self._lines) else (), self.size.width)


def clock_lines(state: ClockState, width: int, height: int) -> list[Line]:
    """Return the clock as at most `height` lines, in the middle of `width` × `height` cells.

    Where there is no room the strip of the day goes first, then the space between the parts, then the size of the
    figures, and at last all but one line for each part.
    """
    if width < 1 or height < 1:
        return []
    rooms = (
        (4, True, True),
        (2, True, True),
        (2, True, False),
        (1, True, False),
        (2, False, False),
        (1, False, False),
        (0, False, False),
    )
    drawn: list[Line] = []
    for scale, spaced, with_strip in rooms:
        if scale and figures_width(state.figures, scale) > width:
            continue
        # The largest figures leave the screen half empty.
        if scale > 2 and height < 2 * _figure_height(scale) + 12:
            continue
        drawn = _stacked_parts(state, width, scale, spaced=spaced, with_strip=with_strip)
        if len(drawn) <= height:
            break
    drawn = drawn[:height]
    return [()] * ((height - len(drawn)) // 2) + [_centred(line, width) for line in drawn]


def _stacked_parts(state: ClockState, width: int, scale: int, *, spaced: bool, with_strip: bool) -> list[Line]:
    inner = max(1, min(width - 2, _WIDEST))
    head = f"{state.sign} {shown(state.heading)}".strip()
    if scale:
        figures = [(Segment(row, state.style),) for row in figure_rows(state.figures, scale)]
        gap: list[Line] = [()] if spaced else []
        top: list[Line] = [(Segment(_cut(head, inner), state.style),), *gap, *figures, *gap]
    else:
        room = inner - cells(state.figures) - 1
        top = [(Segment(f"{_cut(head, room)} {state.figures}", state.style),)]
    parts: list[list[Line]] = [[*top, *_said(state.since, inner)], _total_part(state, inner)]
    if state.round:
        parts.append(_round_part(state, inner))
    if state.hint:
        parts.append(_said(state.hint, inner))
    if with_strip and state.strip is not None:
        parts.append(strip_lines(state.strip, inner))
    lines: list[Line] = []
    for part in parts:
        if lines and part and spaced:
            lines.append(())
        lines += part
    return lines


def _said(sentence: str, width: int) -> list[Line]:
    return [(Segment(_cut(shown(sentence), width), "dim"),)] if sentence else []


def _total_part(state: ClockState, width: int) -> list[Line]:
    line = [Segment(f"{state.total_label} ", "dim"), Segment(format_duration(state.total), "value")]
    if state.target:
        goal = Segment(f" {hours_minutes(state.target)}", "dim")
        size = min(48, width - sum(cells(each.text) for each in line) - 1 - cells(goal.text))
        if size >= 6:
            line += [Segment(" "), *progress(state.total, state.target, size), goal]
    return [tuple(line), *_said(state.left, width)]


def _round_part(state: ClockState, width: int) -> list[Line]:
    words = shown(state.round)
    left = f" {state.round_left}" if state.round_left else ""
    size = min(30, width - cells(words) - cells(left) - 1)
    if not state.round_length or size < 6:
        return [(Segment(_cut(f"{words}{left}", width), "value"),)]
    bar = progress(state.round_done, state.round_length, size)
    return [(Segment(f"{words} ", "value"), *bar, Segment(left, "value"))]


def strip_lines(strip: DaySessions, width: int) -> list[Line]:
    """Return the day's ten minutes in a few lines of one length."""
    lines = planner(
        strip.sessions,
        day=strip.day,
        day_start=strip.day_start,
        now=strip.now,
        stats=strip.stats,
        width=width,
        height=_PLANNER_ROWS,
    )
    # All of one length, so that the hours stand one below the other in the middle too.
    widest = max(map(line_cells, lines), default=0)
    return [(*line, Segment(" " * (widest - line_cells(line)))) for line in lines]


def figure_rows(figures: str, scale: int) -> list[str]:
    """Return the figures as rows of blocks: scale 1 draws two rows of dots in one line, 2 and 4 larger squares."""
    dots = [" ".join(_ROWS_OF.get(char, ("   ",) * _DOT_ROWS)[y] for char in figures) for y in range(_DOT_ROWS)]
    if scale == 1:
        dots.append(" " * len(dots[0]))
        pairs = zip(dots[::2], dots[1::2], strict=True)
        return ["".join(_half(upper, lower) for upper, lower in zip(*pair, strict=True)) for pair in pairs]
    wide = ["".join(("█" if dot == "#" else " ") * scale for dot in row) for row in dots]
    return [row for row in wide for _copy in range(scale // 2)]


def figures_width(figures: str, scale: int) -> int:
    """Return how many cells the figures take at that scale."""
    return scale * len(" ".join(_ROWS_OF.get(char, ("   ",))[0] for char in figures))


def _figure_height(scale: int) -> int:
    return (_DOT_ROWS + 1) // 2 if scale == 1 else _DOT_ROWS * scale // 2


def _half(upper: str, lower: str) -> str:
    return {"##": "█", "# ": "▀", " #": "▄"}.get(upper + lower, " ")


def _cut(text: str, width: int) -> str:
    return fit(text, max(1, width)) if cells(text) > width else text


def _centred(line: Line, width: int) -> Line:
    used = sum(cells(segment.text) for segment in line)
    return clip((Segment(" " * max(0, (width - used) // 2)), *line), width) if line else ()
