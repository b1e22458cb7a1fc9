"""The month as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.cells import fit
from tracker.charts.lines import Line, Segment, clip, flow, hours_minutes, month_title, weekday_names
from tracker.charts.opening import opening
from tracker.charts.shades import full_heat, heat, heat_glyph, heat_legend
from tracker.charts.subjects import shares
from tracker.stats import DayFacts, PeriodStats, fill, month_days
from tracker.values import frozen
from tracker.wording import _


def month_chart(
    days: Sequence[DayFacts],
    *,
    stats: PeriodStats,
    target_seconds: int | None,
    width: int,
    today: date,
    chosen: date | None = None,
    subjects: Sequence[str] = (),
    plain: bool = False,
    empty: str | None = None,
) -> list[Line]:
    """Draw a month: a header, a calendar with each day's shade and time, week totals, the shades and the subjects.

    `stats` is of the same month. A week's total counts its days in this month only, and is left out in narrow charts,
    as the times are in still narrower ones. `chosen` is marked. The other arguments are those of `week_chart`.
    """
    lines = _opening(stats, width, empty)
    if not stats.total_seconds:
        return lines

    place = _Place.of(width)
    full = full_heat(days, target_seconds)
    heading = [Segment(fit(name, place.size + 1), "label") for name in weekday_names()]
    if place.has_totals:
        heading.append(Segment(fit(_("total"), _TOTAL_WIDTH, "right"), "dim"))
    lines.append(clip(heading, width))
    for week in _weeks(days, stats):
        lines.append(clip(_shades(week, place, full, today, chosen, plain), width))
        if place.lines(week) > 1:
            lines.append(clip(_times(week, place), width))
    lines += [(), *flow(heat_legend(full, plain, "█"), width), ()]
    return [*lines, *shares(stats, subjects, width, plain)]


def month_chart_day_at(x: int, y: int, *, days: Sequence[DayFacts], stats: PeriodStats, width: int) -> date | None:
    """Return the day that `month_chart` draws at this cell of this line; None where there is none."""
    place = _Place.of(width)
    top = len(_opening(stats, width, None)) + 1
    for week in _weeks(days, stats):
        column = x // (place.size + 1)
        if top <= y < top + place.lines(week):
            day = week[column] if 0 <= column < len(week) else None
            return day.date if day is not None and stats.total_seconds else None
        top += place.lines(week)
    return None


_TOTAL_WIDTH = 7
_LEAST_FOR_TIMES = 5
"""Cells of a day from which it has room for its time."""

_Week = Sequence[DayFacts | None]


@frozen
class _Place:
    """How the days of the chart are set."""

    size: int
    """Cells of a day, without the one after it."""
    has_totals: bool

    @classmethod
    def of(cls, width: int) -> _Place:
        size = min(10, (width - _TOTAL_WIDTH) // 7) - 1
        has_totals = size >= _LEAST_FOR_TIMES
        return cls(max(2, size if has_totals else min(10, (width + 1) // 7) - 1), has_totals)

    def lines(self, week: _Week) -> int:
        """Return how many lines a week takes."""
        has_times = self.size >= _LEAST_FOR_TIMES and any(day is not None and day.seconds for day in week)
        return 2 if has_times else 1


def _opening(stats: PeriodStats, width: int, empty: str | None) -> list[Line]:
    return opening(month_title(stats.first), _("{difference} on last month"), stats, width, (), empty)


def _weeks(days: Sequence[DayFacts], stats: PeriodStats) -> list[_Week]:
    grid: list[DayFacts | None] = [*[None] * stats.first.weekday(), *fill(days, stats.first, stats.last)]
    return [grid[start : start + 7] for start in range(0, len(grid), 7)]


def _shades(week: _Week, place: _Place, full: int, today: date, chosen: date | None, plain: bool) -> list[Segment]:
    row: list[Segment] = []
    for day in week:
        if day is None:
            row.append(Segment(" " * (place.size + 1)))
            continue
        is_today, is_past = day.date == today, day.date < today
        style = "today" if is_today else "label" if is_past else "dim"
        sign = "◂" if is_today else " "
        if day.date == chosen:
            style, sign = "chosen", "◆" if plain else sign
        number = f"{day.date.day:2}{sign}"[: place.size]
        row.append(Segment(number, style))
        level = heat(day.seconds, full)
        shade = heat_glyph(level, plain, "█") if level or is_today or is_past else " "
        row += [Segment(shade * (place.size - len(number)), f"heat-{level}"), Segment(" ")]
    return row


def _times(week: _Week, place: _Place) -> list[Segment]:
    row = []
    for day in week:
        time = hours_minutes(day.seconds) if day is not None and day.seconds else ""
        row.append(Segment(fit(time, place.size, "right") + " ", "value"))
    if place.has_totals:
        total = sum(day.seconds or 0 for day in week if day is not None)
        row += [Segment(" " * (place.size + 1))] * (7 - len(week))
        row.append(Segment(fit(hours_minutes(total), _TOTAL_WIDTH, "right"), "title"))
    return row


def month_calendar(
    days: Sequence[DayFacts],
    *,
    month: date,
    target_seconds: int | None,
    width: int,
    today: date,
    chosen: date | None = None,
    plain: bool = False,
) -> list[Line]:
    """Draw a small calendar of the month that `month` is in: weekdays, then a line for each week from Monday.

    A day's number stands on the shade of its time; without colours the shade stands before it, as a dot stands before
    a day that has a log and no time. In plain calendars the chosen day stands in brackets and today after an arrow.
    """
    first, last = month_days(month)
    size = _day_cells(width)
    facts = fill(days, first, last)
    full = full_heat(facts, target_seconds)
    heading = [Segment(fit(name[:2], size, "right"), "label") for name in weekday_names()]
    lines = [clip(_without_first_cell(heading) if width < _WIDTH else heading, width)]
    grid: list[DayFacts | None] = [*[None] * first.weekday(), *facts]
    for start in range(0, len(grid), 7):
        row: list[Segment] = []
        closes = False
        for day in grid[start : start + 7]:
            if day is None:
                row.append(Segment(" " * size))
                continue
            lead, number = _calendar_day(day, full, today, chosen, plain)
            between = [Segment(" " * (size - 3)), lead]
            if closes:
                between = [Segment("]", "chosen"), lead][: size - 2]
            closes = plain and day.date == chosen
            row += [*between, number]
        if closes:
            row.append(Segment("]", "chosen"))
        lines.append(clip(_without_first_cell(row) if width < _WIDTH else row, width))
    return lines


def calendar_day_at(x: int, y: int, *, month: date, width: int) -> date | None:
    """Return the day that `month_calendar` draws at this cell of this line; None where there is none."""
    first, last = month_days(month)
    column = (x + (width < _WIDTH)) // _day_cells(width)
    day = first + timedelta(days=(y - 1) * 7 + column - first.weekday())
    return day if y >= 1 and 0 <= column < 7 and first <= day <= last else None


def calendar_width(width: int) -> int:
    """Return how many of `width` cells the calendar takes."""
    return min(width, 7 * _day_cells(width))


_WIDTH = 21
"""Cells of the calendar; with one less, Monday has none for what stands before a number."""


def _without_first_cell(row: Sequence[Segment]) -> list[Segment]:
    at = next((n for n, segment in enumerate(row) if segment.text), 0)
    return [Segment(row[at].text[1:], row[at].style), *row[at + 1 :]]


def _day_cells(width: int) -> int:
    return max(3, min(4, width // 7))


def _calendar_day(day: DayFacts, full: int, today: date, chosen: date | None, plain: bool) -> tuple[Segment, Segment]:
    level = heat(day.seconds, full)
    shade = f"shade-{level}" if level and not plain else ""
    before = heat_glyph(level, plain, " ") if level else "·" if day.logged else " "
    style = shade or ("dim" if day.date > today else "label")
    number = f"{day.date.day:2}"
    if day.date == chosen:
        return Segment("[" if plain else before, "chosen" if plain else shade or "dim"), Segment(number, "chosen")
    if day.date == today:
        return Segment("▸" if plain else before, "today" if plain else shade or "dim"), Segment(number, "today")
    return Segment(before, shade or "dim"), Segment(number, style)
