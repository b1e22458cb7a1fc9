"""The lines that were found, by day: of what kind each is, in which section, and the words lit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from tracker.cells import cells, fit
from tracker.charts import Line, Segment
from tracker.stored import PeriodKind
from tracker.timefmt import WEEKDAY_NAMES
from tracker.tui.shown import shown
from tracker.tui.widgets.line_list import LineList
from tracker.tui.widgets.lit import lit_line
from tracker.values import frozen
from tracker.wording import language, p_

_WIDEST_SECTION = 18
_LEAST_WORDS = 24
"""Cells that the line keeps before its section gives way."""

KINDS = ("goal", "topic", "problem", "challenge", "reflection", "link", "text", "retrospective")
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
        p_("kind", "retro"),
    )
    return dict(zip(KINDS, names, strict=True))


@frozen
class HitRow:
    """A line that was found."""

    date: dt.date
    """The day; of a retrospective its first day."""
    line: int
    """From 1, in the text of the day or retrospective."""
    kind: str
    """One of KINDS."""
    section: str
    """Of a retrospective the name of its period."""
    text: str
    of: PeriodKind | None = None
    """What the line is of: a week's or month's retrospective; None for a day."""

    @property
    def source(self) -> FoundDay:
        """The heading it stands under."""
        return FoundDay(self.date, self.section if self.of is not None else "", self.of)


@frozen
class FoundDay:
    """The heading of the lines of a day or retrospective."""

    date: dt.date
    period: str = ""
    """Name of a retrospective's period; empty for a day."""
    of: PeriodKind | None = None


class HitList(LineList[HitRow | FoundDay]):
    """Draws the lines that were found."""

    words: tuple[str, ...] = ()
    """What to light; to be set before the rows."""

    def row_line(self, row: HitRow | FoundDay, width: int) -> Line:
        return found_day_line(row, width) if isinstance(row, FoundDay) else hit_line(row, self.words, width)

    def is_heading(self, row: HitRow | FoundDay) -> bool:
        return isinstance(row, FoundDay)

    def identity(self, row: HitRow | FoundDay) -> object:
        return (row.date, row.of, row.line) if isinstance(row, HitRow) else None


def by_day(hits: Iterable[HitRow], last: FoundDay | None = None) -> list[HitRow | FoundDay]:
    """Return the hits with a heading above those of each day; that of `last` is there already."""
    rows: list[HitRow | FoundDay] = []
    for hit in hits:
        if hit.source != last:
            rows.append(hit.source)
            last = hit.source
        rows.append(hit)
    return rows


def found_day_line(row: FoundDay, width: int) -> Line:
    """Return the heading of a day."""
    name = row.period or f"{row.date} {WEEKDAY_NAMES[language()][row.date.weekday()]}"
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
