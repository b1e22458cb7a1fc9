"""The year as a shade for each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from tracker.cells import cells, fit
from tracker.charts.lines import Line, Segment, clip, flow, hours_minutes, month_names, pair, weekday_names, year_title
from tracker.charts.opening import opening
from tracker.charts.shades import full_heat, heat, heat_glyph, heat_legend
from tracker.charts.subjects import shares
from tracker.stats import DayFacts, PeriodStats, fill, year_days
from tracker.values import frozen
from tracker.wording import _


def year_chart(
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
    """Draw a year: a header, a shade for each day in seven rows, the shades, each month's total and the subjects.

    `stats` is of the same year. Where the weeks have no room beside each other, the year is broken into blocks. With
    `chosen`, that day and today are marked. The other arguments are those of `week_chart`.
    """
    lines = _opening(stats, width, empty)
    if not stats.total_seconds:
        return lines

    full = full_heat(days, target_seconds)
    year = fill(days, stats.first, stats.last)
    grid = _Grid.of(stats.first, width)
    for line in _grid_lines(grid, year, full, today, chosen, plain, marked=chosen is not None):
        lines.append(clip(line, width))
    lines.append(())
    lines += [*flow(heat_legend(full, plain, "■"), width), ()]
    months, totals = month_names(), [0] * 12
    for day in year:
        totals[day.date.month - 1] += day.seconds or 0
    lines += flow((pair(months[n], hours_minutes(total)) for n, total in enumerate(totals) if total), width, gap=2)
    return [*lines, (), *shares(stats, subjects, width, plain)]


def year_chart_day_at(x: int, y: int, *, stats: PeriodStats, width: int) -> date | None:
    """Return the day that `year_chart` draws at this cell of this line; None where there is none."""
    if not stats.total_seconds:
        return None
    return year_map_day_at(x, y - len(_opening(stats, width, None)), year=stats.first, width=width)


def _opening(stats: PeriodStats, width: int, empty: str | None) -> list[Line]:
    return opening(year_title(stats.first), _("{difference} on last year"), stats, width, (), empty)


def year_map(
    days: Sequence[DayFacts],
    *,
    year: date,
    target_seconds: int | None,
    width: int,
    today: date,
    height: int | None = None,
    chosen: date | None = None,
    plain: bool = False,
) -> list[Line]:
    """Draw only the shades of the year that `year` is in, with marks at today and the day chosen.

    Where the weeks have no room beside each other, the year is broken into blocks of eight lines with an empty line
    between them; with `height`, as many blocks as it has room for, at least one, around the day chosen, and what the
    shades stand for where that has room as well.
    """
    first, last = year_days(year)
    facts = fill(days, first, last)
    grid = _Grid.of(first, width, height, chosen)
    full = full_heat(facts, target_seconds)
    drawn = [clip(line, width) for line in _grid_lines(grid, facts, full, today, chosen, plain, marked=True)]
    shades = flow(heat_legend(full, plain, "■"), width)
    has_room = height is not None and len(drawn) + 1 + len(shades) <= height
    return [*drawn, (), *shades] if has_room else drawn


def year_map_day_at(
    x: int, y: int, *, year: date, width: int, height: int | None = None, chosen: date | None = None
) -> date | None:
    """Return the day that `year_map` draws at this cell of this line; None where there is none."""
    first, last = year_days(year)
    grid = _Grid.of(first, width, height, chosen)
    block, row = divmod(y, _BLOCK)
    column = (x - grid.name_width) // grid.step
    if not 0 <= block < grid.blocks or not 0 <= column < grid.columns or not 1 <= row <= 7:
        return None
    n = ((grid.first_block + block) * grid.columns + column) * 7 + row - 1 - grid.offset
    day = first + timedelta(days=n)
    return day if first <= day <= last else None


_BLOCK = 9
"""Lines of a block, with the empty one below it."""


@frozen
class _Grid:
    """Where the days of a year stand."""

    offset: int
    """Days of the first week that are in the year before."""
    name_width: int
    room: int
    """Cells beside the weekdays."""
    step: int
    """Cells of a week."""
    columns: int
    """Weeks of a block."""
    first_block: int
    """The first block that is drawn, and how many are."""
    blocks: int

    @classmethod
    def of(cls, first: date, width: int, height: int | None = None, chosen: date | None = None) -> _Grid:
        offset = first.weekday()
        weeks = (offset + (year_days(first)[1] - first).days) // 7 + 1
        widths = (max(map(cells, weekday_names())), max(cells(name[:2]) for name in weekday_names()))
        found: list[tuple[int, int, int]] = []
        for name_width in widths:
            room = max(1, width - name_width - 1)
            step = 2 if weeks * 2 <= room + 1 else 1
            found.append((-(-weeks // max(1, (room + step - 1) // step)), name_width + 1, step))
        # The whole names where short ones would not save a block.
        blocks, name_width, step = min(found, key=lambda one: one[0])
        columns = -(-weeks // blocks)
        drawn = blocks if height is None else max(1, min(blocks, (height + 1) // _BLOCK))
        at = (offset + (chosen - first).days) // 7 // columns if chosen is not None else 0
        return cls(
            offset,
            name_width,
            max(1, width - name_width),
            step,
            columns,
            max(0, min(at - drawn // 2, blocks - drawn)),
            drawn,
        )


def _grid_lines(
    grid: _Grid,
    year: Sequence[DayFacts],
    full: int,
    today: date,
    chosen: date | None,
    plain: bool,
    *,
    marked: bool = False,
) -> list[list[Segment]]:
    # The months above seven rows, for each block; `marked` gives today and the day chosen signs of their own.
    lines: list[list[Segment]] = []
    weeks = (grid.offset + len(year) - 1) // 7 + 1
    gap = Segment(" " * (grid.step - 1))
    for block in range(grid.first_block, grid.first_block + grid.blocks):
        first_column, last_column = block * grid.columns, min(weeks, (block + 1) * grid.columns)
        starts = {
            ((grid.offset + n) // 7 - first_column) * grid.step: day.date.month
            for n, day in enumerate(year)
            if day.date.day == 1 and first_column <= (grid.offset + n) // 7 < last_column
        }
        if lines:
            lines.append([])
        lines.append([Segment(" " * grid.name_width), Segment(_month_labels(starts, grid.room), "label")])
        for weekday, name in enumerate(weekday_names()):
            short_name = name if cells(name) < grid.name_width else name[:2]
            row = [Segment(fit(short_name, grid.name_width), "label")]
            for column in range(first_column, last_column):
                n = column * 7 + weekday - grid.offset
                day = year[n] if 0 <= n < len(year) else None
                row += _square(day, full, today, chosen if marked else None, plain, marked), gap
            lines.append(row)
    return lines


def _square(day: DayFacts | None, full: int, today: date, chosen: date | None, plain: bool, marked: bool) -> Segment:
    if day is None:
        return _blank()
    if day.date == chosen:
        return Segment("◆", "chosen")
    if marked and day.date == today:
        return Segment("◇", "today")
    level = heat(day.seconds, full)
    return _shade(level, plain) if level or day.date <= today else _blank()


@cache
def _blank() -> Segment:
    return Segment(" ")


@cache
def _shade(level: int, plain: bool) -> Segment:
    return Segment(heat_glyph(level, plain, "■"), f"heat-{level}")


def _month_labels(starts: dict[int, int], room: int) -> str:
    # Months by the cell they begin in; a name that would touch the next one, or the end, gives way to its number.
    months, drawn = month_names(), ""
    for at, month in starts.items():
        name = months[month - 1]
        has_room = not any(at < end <= at + cells(name) for end in (*starts, room + 1))
        label = name if has_room else str(month)
        if at + cells(label) <= room:
            drawn += " " * (at - cells(drawn)) + label
    return drawn
