"""Every day in a line: when it was, what it was about, how long, and how its challenges went."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

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


class DayList(LineList[DayRow | MonthRow]):
    """Draws the days by month."""

    def row_line(self, row: DayRow | MonthRow, width: int) -> Line:
        return month_line(row, width) if isinstance(row, MonthRow) else day_line(row, width)

    def is_heading(self, row: DayRow | MonthRow) -> bool:
        return isinstance(row, MonthRow)

    def identity(self, row: DayRow | MonthRow) -> object:
        return row.date if isinstance(row, DayRow) else None


def by_month(days: Iterable[DayRow]) -> list[DayRow | MonthRow]:
    """Return the days, in the order given, with a heading above those of each month."""
    rows: list[DayRow | MonthRow] = []
    for first, group in groupby(days, key=lambda day: day.date.replace(day=1)):
        month = list(group)
        rows.append(MonthRow(first, len(month), sum(day.seconds or 0 for day in month)))
        rows += month
    return rows


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
