"""Dates, lengths and shares as a report writes them, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tracker.charts.lines import month_names, month_title, weekday_names, year_title
from tracker.codec.words import end_of_words
from tracker.model import Mark
from tracker.regex import regex
from tracker.report.facts import Knowledge, ReportKind
from tracker.timefmt import format_duration
from tracker.wording import _, p_

_ILLEGAL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """Return `text` with U+FFFD for every character that a page has no place for.

    Those are controls, and what turns the direction of all that is written behind it.
    """
    return _ILLEGAL.sub("\ufffd", text)


def period_title(kind: ReportKind, first: date, last: date) -> str:
    """Return the name of a week, month or year."""
    if kind == "month":
        return month_title(first)
    if kind == "year":
        return year_title(first)
    months = month_names()
    values = {
        "from_day": first.day, "from_month": months[first.month - 1], "from_year": first.year,
        "to_day": last.day, "to_month": months[last.month - 1], "to_year": last.year,
    }  # fmt: skip
    if first.year != last.year:
        return _("{from_day} {from_month} {from_year} – {to_day} {to_month} {to_year}", **values)
    if first.month != last.month:
        return _("{from_day} {from_month} – {to_day} {to_month} {to_year}", **values)
    return _("{from_day} – {to_day} {to_month} {to_year}", **values)


def day_name(day: date) -> str:
    """Return a date with its weekday, without its year."""
    return p_(
        "report day",
        "{weekday} {day} {month}",
        weekday=weekday_names()[day.weekday()],
        day=day.day,
        month=month_names()[day.month - 1],
    )


def day_number(day: date) -> str:
    """Return a date in the shortest way."""
    return f"{day.month}/{day.day}"


def span(first: date, last: date) -> str:
    """Return two dates in the shortest way, or the one that both are."""
    return day_number(first) if first == last else f"{day_number(first)} – {day_number(last)}"


def length(seconds: int | None, state: Knowledge = Knowledge.UNKNOWN) -> str:
    """Return a length as `H:MM:SS`, and for None in words what is known of it."""
    return state_name(state) if seconds is None else format_duration(seconds)


def state_name(state: Knowledge) -> str:
    """Return in words why there is no time."""
    return p_("report time", "to come") if state is Knowledge.TO_COME else p_("report time", "unknown")


def signed(seconds: int) -> str:
    """Return a length with its sign."""
    return f"{'' if seconds < 0 else '+'}{format_duration(seconds)}"


def share(part: int, whole: int) -> str:
    """Return a part of a whole in percent; `whole` is not 0."""
    return f"{100 * part / whole:.1f}%"


def before_name(kind: ReportKind) -> str:
    """Return what the period before is called."""
    if kind == "week":
        return p_("figure", "last week")
    return p_("figure", "last month") if kind == "month" else p_("figure", "last year")


def outcome_name(mark: Mark | None) -> str:
    """Return what became of a challenge; None was not checked."""
    if mark is Mark.DONE:
        return p_("challenge", "done")
    if mark is Mark.PARTIAL:
        return p_("challenge", "done partly")
    return p_("challenge", "missed") if mark is Mark.MISSED else p_("challenge", "not checked")


def sum_known(times: Iterable[int | None]) -> int | None:
    """Return the sum of the times that are known; None when none is."""
    found = [seconds for seconds in times if seconds is not None]
    return sum(found) if found else None


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text without the `<br/>`s and spaces that only space the page, and no empty ones around."""
    lines = [line[: end_of_words(line)] for line in text.split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        del lines[0]
    return tuple(lines)
