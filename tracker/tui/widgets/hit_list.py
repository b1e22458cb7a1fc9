"""The lines that were found, by day: of what kind each is, in which section, and the words lit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.cells import cells, fit
from tracker.charts import Line, Segment
from tracker.timefmt import WEEKDAY_NAMES
from tracker.tui.shown import shown
from tracker.tui.widgets.line_list import LineList
from tracker.tui.widgets.lit import lit_line
from tracker.wording import language, p_

_WIDEST_SECTION = 18
_LEAST_WORDS = 24
"""Cells that the line keeps before its section gives way."""

KINDS = ("goal", "topic", "problem", "challenge", "reflection", "link", "text")
"""The kinds of line there are."""


def kind_names() -> dict[str, str]:
    """Return what the kinds of line are called."""
    names = (
        p_("kind", "goal"),
        p_("kind", "topic"),
        p_("kind", "problem"),
        p_("kind", "challenge"),
        p_("kind", "reflection"),
        p_("kind", "link"),
        p_("kind", "text"),
    )
    return dict(zip(KINDS, names, strict=True))


@dataclass(frozen=True, slots=True)
class HitRow:
    """A line that was found."""

    date: dt.date
    line: int
    """From 1, in the day's text."""
    kind: str
    """One of KINDS."""
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class FoundDay:
    """The heading of the lines of a day."""

    date: dt.date


class HitList(LineList[HitRow | FoundDay]):
    """Draws the lines that were found."""

    words: tuple[str, ...] = ()
    """What to light; to be set before the rows."""

    def row_line(self, row: HitRow | FoundDay, width: int) -> Line:
        return found_day_line(row, width) if isinstance(row, FoundDay) else hit_line(row, self.words, width)

    def is_heading(self, row: HitRow | FoundDay) -> bool:
        return isinstance(row, FoundDay)

    def identity(self, row: HitRow | FoundDay) -> object:
        return (row.date, row.line) if isinstance(row, HitRow) else None


def by_day(hits: Iterable[HitRow], last: dt.date | None = None) -> list[HitRow | FoundDay]:
    """Return the hits with a heading above those of each day; the day `last` has its heading already."""
    rows: list[HitRow | FoundDay] = []
    for hit in hits:
        if hit.date != last:
            rows.append(FoundDay(hit.date))
            last = hit.date
        rows.append(hit)
    return rows


def found_day_line(row: FoundDay, width: int) -> Line:
    """Return the heading of a day."""
    name = f"{row.date} {WEEKDAY_NAMES[language()][row.date.weekday()]}"
    return (Segment(fit(name, min(width, cells(name))), "heading"),)


def hit_line(row: HitRow, words: Sequence[str], width: int) -> Line:
    """Return a line that was found: its kind, its section and its text around the words."""
    names = kind_names()
    kinds = max(map(cells, names.values()))
    line = [Segment(f" {fit(names[row.kind], kinds)}  ", "lead")]
    room = width - kinds - 3 - 1
    size = min(_WIDEST_SECTION, room // 3)
    if room - size - 2 >= _LEAST_WORDS:
        line.append(Segment(f"{fit(shown(row.section), size)}  ", "dim"))
        room -= size + 2
    return (*line, *lit_line(row.text.strip(), words, max(1, room)))
