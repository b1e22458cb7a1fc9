"""What stands above a chart: the period, and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.charts.lines import Line, Segment, empty_lines, flow, hours_minutes, pair, weekday_names
from tracker.stats import PeriodStats
from tracker.timefmt import format_duration
from tracker.wording import _, n_, p_


def opening(
    title: str, versus: str, stats: PeriodStats, width: int, weekdays: Sequence[str], empty: str | None
) -> list[Line]:
    """Return the header, and what to do when there is nothing below it.

    `versus` has `{difference}` where the difference goes. Without weekdays the best day is given by its date.
    """
    lines = [*flow(_figures(title, versus, stats, weekdays), width), ()]
    return lines if stats.total_seconds else [*lines, *empty_lines(empty, width)]


def week_header(stats: PeriodStats, *, width: int, today: date, course_week: int | None = None) -> list[Line]:
    """Return a week's dates and figures: time, challenges, problems and topics; `course_week` None leaves it out."""
    parts = _figures(week_title(stats, today, course_week), _("{difference} on last week"), stats, weekday_names())
    if stats.problems:
        parts.append((Segment(n_("{n} problem", "{n} problems", stats.problems), "value"),))
    if stats.topics:
        parts.append((Segment(n_("{n} topic", "{n} topics", stats.topics), "value"),))
    return flow(parts, width)


def week_title(stats: PeriodStats, today: date, course_week: int | None) -> str:
    """Return the dates of a week and the week of the course."""
    title = dates(stats.first, stats.last, today)
    week = "" if course_week is None else _("week {n}", n=course_week)
    return f"{title} · {week}" if week else title


def _figures(title: str, versus: str, stats: PeriodStats, weekdays: Sequence[str]) -> list[Line]:
    parts: list[Line] = [(Segment(title, "title"),), pair(_("total"), format_duration(stats.total_seconds))]
    more = stats.difference_seconds
    if more is not None:
        signed = f"{'' if more < 0 else '+'}{format_duration(more)}"
        parts.append((Segment(versus.format(difference=signed), "bad" if more < 0 else "good"),))
    if stats.mean_seconds is not None:
        parts.append(pair(p_("figure", "mean"), hours_minutes(stats.mean_seconds)))
    if stats.best_day is not None:
        best = stats.best_day
        day = weekdays[best.weekday()] if weekdays else f"{best.month}/{best.day}"
        parts.append(pair(p_("figure", "best"), f"{day} {hours_minutes(stats.best_seconds)}"))
    if stats.challenges:
        percent = 100 * stats.done // stats.challenges
        parts.append(pair(p_("figure", "challenges"), f"{stats.done}/{stats.challenges} {percent}%"))
    if not weekdays and stats.studied_days:
        parts.append(pair(p_("figure", "days studied"), str(stats.studied_days)))
    return parts


def dates(first: date, last: date, today: date) -> str:
    """Return the first and the last date, with the year where it is not the present one."""
    from_year = "" if first.year == today.year else f"{first.year}/"
    to_year = "" if last.year == first.year else f"{last.year}/"
    return f"{from_year}{first.month}/{first.day} – {to_year}{last.month}/{last.day}"
