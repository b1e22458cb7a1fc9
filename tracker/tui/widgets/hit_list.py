"""The lines that were found, by day: of what kind each is, in which section, and the words lit."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, overload

from tracker.cells import cells, fit
from tracker.charts import Line, Segment
from tracker.outline import kind_and_section
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
    return _names_in(language())


@lru_cache
def _names_in(_language: str) -> dict[str, str]:
    # Each line that is drawn asks.
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


@frozen
class FoundDay:
    """The heading of the lines of a day or retrospective."""

    date: dt.date
    period: str = ""
    """Name of a retrospective's period; empty for a day."""
    of: PeriodKind | None = None


class Found(Protocol):
    """A text with the lines that were found in it, as a search yields it."""

    @property
    def date(self) -> dt.date:
        """The day; of a retrospective its first day."""

    @property
    def of(self) -> PeriodKind | None:
        """What the text is of: a week's or month's retrospective; None for a day."""

    @property
    def numbers(self) -> Sequence[int]:
        """Which lines, from 1."""

    @property
    def lines(self) -> Sequence[bytes]:
        """What each says, in UTF-8."""

    @property
    def places(self) -> Sequence[str]:
        """The kind and the section of each, in one."""


class HitsByDay(Sequence[HitRow | FoundDay]):
    """Lines that were found, each text's below its heading; a row is made when it is looked at."""

    def __init__(self, texts: Iterable[Found] = (), after: HitsByDay | None = None) -> None:
        """`texts` are in their order, and stand below those of `after`, of which nothing has to be made again."""
        self._texts: list[Found] = list(after._texts) if after is not None else []
        self._starts: list[int] = list(after._starts) if after is not None else [0]
        """The number of each text's heading, and behind them that of all rows."""
        for text in texts:
            self._texts.append(text)
            self._starts.append(self._starts[-1] + len(text.lines) + 1)

    @property
    def lines(self) -> int:
        """How many were found."""
        return len(self) - len(self._texts)

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, number: int) -> HitRow | FoundDay: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[HitRow | FoundDay]: ...

    def __getitem__(self, number: int | slice) -> HitRow | FoundDay | Sequence[HitRow | FoundDay]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.row(number)

    def row(self, number: int) -> HitRow | FoundDay:
        """Make a row that there is."""
        at = bisect_right(self._starts, number) - 1
        text, place = self._texts[at], number - self._starts[at] - 1
        kind, section = kind_and_section(text.places[max(0, place)])
        if place < 0:
            return FoundDay(text.date, section if text.of is not None else "", text.of)
        words = text.lines[place].decode(errors="replace")
        return HitRow(text.date, text.numbers[place], kind, section, words, text.of)


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


def found_day_line(row: FoundDay, width: int) -> Line:
    """Return the heading of a day."""
    name = row.period or f"{row.date} {WEEKDAY_NAMES[language()][row.date.weekday()]}"
    return (Segment(fit(name, min(width, cells(name))), "heading"),)


def hit_line(row: HitRow, words: Sequence[str], width: int) -> Line:
    """Return a line that was found: its kind, its section and its text around the words."""
    kind = _kind_columns(language())[row.kind]
    line = [kind]
    room = width - cells(kind.text) - 1
    size = min(_WIDEST_SECTION, room // 3)
    if room - size - 2 >= _LEAST_WORDS:
        line.append(_section_column(row.section, size))
        room -= size + 2
    return (*line, *lit_line(row.text.strip(), words, max(1, room)))


@lru_cache
def _kind_columns(language: str) -> dict[str, Segment]:
    """Return how the kinds begin a line; the language is that of their names."""
    names = _names_in(language)
    most = max(map(cells, names.values()))
    return {kind: Segment(f" {fit(name, most)}  ", "lead") for kind, name in names.items()}


@lru_cache(maxsize=256)
def _section_column(section: str, size: int) -> Segment:
    # The lines of a day stand in few sections, and days have the same ones.
    return Segment(f"{fit(shown(section), size)}  ", "dim")
