"""Every day in a line: when it was, what it was about, how long, and how its challenges went."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import overload

from tracker.cells import cells, fit
from tracker.charts import Line, Segment
from tracker.model import Mark
from tracker.timefmt import WEEKDAY_NAMES
from tracker.tui.panes import MARKS
from tracker.tui.shown import shown
from tracker.tui.widgets.line_list import LineList
from tracker.values import frozen
from tracker.wording import _, language, n_

_MOST_MARKS = 4
"""Challenges whose marks are all drawn; of more, how many were done is told."""
_TIME, _MARKS = 8, 10
"""Cells of two of the columns at the right, with the space before each."""
_MANY_PROBLEMS = 99
_LEAST_HEADLINE = 14


@frozen
class DayRow:
    """A day, as far as a line tells of it."""

    date: dt.date
    headline: str
    seconds: int | None
    """Seconds studied; None when nothing is known of the day's time."""
    problems: int
    marks: tuple[Mark | None, ...]
    """The marks of the challenges set before the day."""


@frozen
class MonthRow:
    """The heading of a month."""

    first: dt.date
    """Its first day."""
    days: int
    """How many days of it have a log."""
    seconds: int


class DaysByMonth(Sequence[DayRow | MonthRow]):
    """Days in the order of the list, newest first, each month's below its heading.

    The days of a month are read when one of them is looked at, and then kept.
    """

    def __init__(self, months: Sequence[tuple[dt.date, int]], read: Callable[[dt.date], Sequence[DayRow]]) -> None:
        """`months` are the first day of each that has days, and how many; `read` returns those. All newest first."""
        self._months = months
        self._read = read
        self._starts = [0, *accumulate(days + 1 for _first, days in months)]
        """The number of each month's heading, and behind them that of all rows."""
        self._kept: dict[dt.date, Sequence[DayRow]] = {}

    @property
    def days(self) -> int:
        """How many there are."""
        return len(self) - len(self._months)

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, number: int) -> DayRow | MonthRow: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[DayRow | MonthRow]: ...

    def __getitem__(self, number: int | slice) -> DayRow | MonthRow | Sequence[DayRow | MonthRow]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        at = bisect_right(self._starts, number) - 1
        (first, count), place = self._months[at], number - self._starts[at] - 1
        days = self._days_of(first)
        if place < 0:
            return MonthRow(first, count, sum(day.seconds or 0 for day in days))
        # Another program may have taken a day out since the months were counted; then all is read again soon.
        return days[place] if place < len(days) else DayRow(first, "", None, 0, ())

    def number_of(self, date: dt.date) -> int | None:
        """Return the number of the newest row of a day that is not after `date`; None when all are."""
        for start, (first, count) in zip(self._starts, self._months, strict=False):
            if first <= date:
                for place, day in enumerate(self._days_of(first)[:count], 1):
                    if day.date <= date:
                        return start + place
        return None

    def _days_of(self, first: dt.date) -> Sequence[DayRow]:
        if first not in self._kept:
            self._kept[first] = self._read(first)
        return self._kept[first]


class DayList(LineList[DayRow | MonthRow]):
    """Draws the days by month."""

    def row_line(self, row: DayRow | MonthRow, width: int) -> Line:
        return month_line(row, width) if isinstance(row, MonthRow) else day_line(row, width)

    def is_heading(self, row: DayRow | MonthRow) -> bool:
        return isinstance(row, MonthRow)

    def identity(self, row: DayRow | MonthRow) -> object:
        return row.date if isinstance(row, DayRow) else None

    def number_of(self, identity: object) -> int | None:
        if not isinstance(self.rows, DaysByMonth) or not isinstance(identity, dt.date):
            return super().number_of(identity)
        number = self.rows.number_of(identity)
        return number if number is not None and self.identity(self.rows[number]) == identity else None


def month_line(row: MonthRow, width: int) -> Line:
    """Return the heading of a month, with its sum at the right."""
    name = _("{year}-{month:02}", year=row.first.year, month=row.first.month)
    count = n_("{n} day", "{n} days", row.days)
    end = f"{count} · {_hours(row.seconds)}" if row.seconds else count
    rule = width - cells(name) - cells(end) - 3
    if rule < 1:
        return (Segment(fit(name, width), "heading"),)
    return (Segment(name, "heading"), Segment(f" {'─' * rule} ", "border"), Segment(f"{end} ", "count"))


def day_line(row: DayRow, width: int) -> Line:
    """Return a day; the columns at the right give way to the headline, the problems first."""
    weekday = WEEKDAY_NAMES[language()][row.date.weekday()]
    date = f"{row.date:%m-%d} {weekday}  "
    room = width - cells(date) - 1
    problems = cells(problems_of(_MANY_PROBLEMS)) + 2
    columns = [
        (problems, Segment(fit(problems_of(row.problems), problems, "right"), "dim")),
        (_MARKS, Segment("  " + fit(marks_of(row.marks), _MARKS - 2), "words")),
        (_TIME, Segment(fit(_hours(row.seconds), _TIME, "right"), "value")),
    ]
    while columns and room - sum(size for size, _column in columns) < _LEAST_HEADLINE:
        columns.pop(0)
    room -= sum(size for size, _column in columns)
    headline = shown(row.headline) or _("(nothing written yet)")
    return (
        Segment(date, "lead"),
        Segment(fit(headline, max(0, room)), "words" if row.headline else "dim"),
        *(column for _size, column in columns),
    )


def marks_of(marks: tuple[Mark | None, ...]) -> str:
    """Return how the challenges went, in at most eight cells."""
    if len(marks) > _MOST_MARKS:
        return f"{MARKS[Mark.DONE]} {marks.count(Mark.DONE)}/{len(marks)}"
    return "".join(MARKS[mark] if mark else "· " for mark in marks)


def problems_of(count: int) -> str:
    """Return how many problems there were; nothing for none."""
    return n_("{n} problem", "{n} problems", count) if count else ""


def _hours(seconds: int | None) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}" if seconds else ""
