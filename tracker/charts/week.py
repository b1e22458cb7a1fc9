"""The week in rows: a bar for each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.cells import cells, fit
from tracker.charts.lines import Line, Segment, clip, empty_lines, flow, hours_minutes, line_cells, pair, weekday_names
from tracker.charts.opening import opening, week_title
from tracker.charts.subjects import EIGHTHS, legend, palette, stacked
from tracker.stats import DayFacts, PeriodStats, fill, week_days
from tracker.wording import _, p_


def week_chart(
    days: Sequence[DayFacts],
    *,
    stats: PeriodStats,
    previous: Sequence[DayFacts] = (),
    target_seconds: int | None,
    width: int,
    today: date,
    course_week: int | None = None,
    subjects: Sequence[str] = (),
    plain: bool = False,
    empty: str | None = None,
) -> list[Line]:
    """Draw a week: a header, a bar for each day stacked by subject, the scale and the legend.

    `stats` is of the same week, from Monday; `previous` are the days of the week before. `target_seconds` and
    `course_week` are left out when None. `subjects` come first in the order of styles, so that a subject can keep its
    colour from week to week. `empty` is said when no day has time; None says how the shell begins.
    """
    names = weekday_names()
    title = week_title(stats, today, course_week)
    lines = opening(title, _("{difference} on last week"), stats, width, names, empty)
    if not stats.total_seconds:
        return lines

    week = fill(days, stats.first, stats.last)
    # By distance from Monday, not by date: the mark belongs to the same weekday.
    before = {day.date.weekday(): day.seconds or 0 for day in previous}
    times = ["" if day.seconds is None else hours_minutes(day.seconds) for day in week]
    time_width = max(5, *(cells(time) for time in times))
    name_width = max(cells(name) for name in names)
    date_width = 6 if width >= name_width + 6 + 12 + time_width else 0
    # One cell more than the bars: the marks stand in the cell that begins where a bar of their length ends.
    bar_width = max(1, width - name_width - date_width - time_width - 5)
    longest = max(target_seconds or 0, *(day.seconds or 0 for day in week), *before.values())
    hours = max(1, -(-longest // 3600))
    scale = hours * 3600
    # Hours of equal width, where that costs little.
    if bar_width % hours <= bar_width // 8:
        bar_width -= bar_width % hours
    styles = palette(stats, subjects)

    for day, time in zip(week, times, strict=True):
        row_style = "today" if day.date == today else "dim" if day.date > today else "label"
        row = [Segment(fit(names[day.date.weekday()], name_width), row_style)]
        if date_width:
            row.append(Segment(fit(f"{day.date.month}/{day.date.day}", date_width, "right"), row_style))
        bar: list[Segment] = []
        if day.seconds:
            parts = styles.parts(day.by_subject, day.unclocked_seconds, plain)
            bar = stacked(parts, day.seconds, scale, bar_width, plain)
        bar += [Segment(" ")] * (bar_width + 1 - len(bar))
        if before.get(day.date.weekday()):
            _mark(bar, before[day.date.weekday()] * bar_width // scale, "·" if plain else "▏", "ghost")
        if target_seconds:
            _mark(bar, target_seconds * bar_width // scale, "┊", "target")
        row += [Segment(" "), *bar, Segment(" "), Segment(fit(time, time_width, "right"), "value")]
        if day.date == today:
            row.append(Segment(" ◂", "today"))
        lines.append(clip(row, width))

    lines.append(clip([Segment(" " * (name_width + date_width + 1)), Segment(_scale(hours, bar_width), "dim")], width))
    lines.append(())
    entries = legend(styles.parts(stats.by_subject, stats.unclocked_seconds, plain))
    if target_seconds:
        entries.append((Segment("┊ ", "target"), *pair(target_name(), hours_minutes(target_seconds))))
    if any(before.values()):
        entries.append((Segment("· " if plain else "▏ ", "ghost"), Segment(ghost_name(), "dim")))
    return [*lines, *flow(entries, width)]


def _mark(bar: list[Segment], at: int, glyph: str, style: str) -> None:
    # Over a bar a mark takes the place of a cell, unless that is all there is to see of a part.
    inside = at < len(bar) and bar[at].text != " "
    if inside and (bar[at].text in EIGHTHS or bar[at] not in (bar[at - 1 : at] + bar[at + 1 : at + 2])):
        return
    bar[at] = Segment(glyph, style)


def _scale(hours: int, width: int) -> str:
    # As many hours as stand apart, each beginning where a bar of that length ends.
    step = next((n for n in (1, 2, 3, 4, 6, 12, 24) if n * width >= hours * 5), hours)
    drawn = ""
    for hour in range(0, hours + 1, step):
        at = hour * width // hours
        if at > len(drawn) or hour == 0:
            drawn = drawn.ljust(at) + str(hour)
    return drawn


def small_week(
    days: Sequence[DayFacts],
    *,
    width: int,
    today: date,
    target_seconds: int | None = None,
    empty: str | None = None,
) -> list[Line]:
    """Draw the week of `today` in seven narrow rows of weekday, bar and time.

    A full bar is `target_seconds` or the longest day, whichever is longer. `empty` is said in the place of the bars
    when no day has time; None says how the shell begins.
    """
    names = weekday_names()
    week = fill(days, *week_days(today))
    times = [hours_minutes(day.seconds) if day.seconds else "" for day in week]
    name_width = max(cells(name) for name in names)
    time_width = max(5, *(cells(time) for time in times))
    bar_width = max(1, width - name_width - time_width - 4)
    scale = max(1, target_seconds or 0, *(day.seconds or 0 for day in week))
    said: list[Line] = []
    if not any(times):
        said = empty_lines(empty, width - name_width - 3)
    lines = []
    for n, (day, time) in enumerate(zip(week, times, strict=True)):
        style = "today" if day.date == today else "dim" if day.date > today else "label"
        row = [Segment(fit(names[n], name_width), style), Segment(" ")]
        if day.seconds:
            # Whole cells: what divides a cell is as high as the line, and the bars stand apart from each other.
            row.append(Segment(fit("▇" * max(1, round(day.seconds * bar_width / scale)), bar_width), "bar"))
            row += [Segment(" "), Segment(fit(time, time_width, "right"), "value")]
        elif n < len(said):
            row += said[n]
        if day.date == today:
            used = line_cells(tuple(row))
            row += [Segment(" " * max(1, width - 1 - used)), Segment("◂", "today")]
        lines.append(clip(row, width))
    return lines


def progress(seconds: int, target: int | None, width: int) -> Line:
    """Draw a thin bar of exactly `width` cells, filled to the share of `target` that `seconds` are.

    None or 0 as the target leaves it empty.
    """
    halves = min(width * 2, max(0, seconds) * width * 2 // target) if target else 0
    full, half = divmod(halves, 2)
    filled = "━" * full + "╸" * half
    style = "good" if target and seconds >= target else "bar"
    rest = "─" * (width - len(filled))
    return tuple(segment for segment in (Segment(filled, style), Segment(rest, "dim")) if segment.text)


def target_name() -> str:
    """Return what the time to study a day is called."""
    return p_("figure", "target")


def ghost_name() -> str:
    """Return what the marks of the week before are called."""
    return p_("figure", "last week")
