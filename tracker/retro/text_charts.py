"""Time charts that are text: bars for a code block, and mermaid that GitHub draws.

In a code block every line has as many wide letters as the others before its bar, so that the bars begin below each
other also where a font makes Korean letters narrower than two of its columns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from tracker.cells import fit, printable
from tracker.stats import DayFacts
from tracker.timefmt import WEEKDAY_NAMES, format_duration

_BAR_CELLS = 24
_EIGHTHS = " ▏▎▍▌▋▊▉"
_UNKNOWN = "–"


def bar(seconds: int, width: int, most: int) -> str:
    """Return a bar of eighths of cells, `width` cells for `most` seconds; something for every second there is."""
    if seconds <= 0 or most <= 0 or width <= 0:
        return ""
    eighths = max(1, min(width * 8, round(seconds * width * 8 / most)))
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def day_chart(days: Sequence[DayFacts], target: int, language: str) -> str:
    """Return a line for each day: weekday, date, bar and time; `target` seconds are marked, 0 for none."""
    names = WEEKDAY_NAMES.get(language, WEEKDAY_NAMES["en"])
    rows = [(f"{names[day.date.weekday()]} {day.date.month:02}/{day.date.day:02}", day.seconds) for day in days]
    return _bars(rows, target)


def week_chart(days: Sequence[DayFacts], language: str) -> str:
    """Return a line for each week of the days, Monday to Sunday: its dates, bar and time."""
    weeks: dict[dt.date, list[DayFacts]] = {}
    for day in days:
        weeks.setdefault(day.date - dt.timedelta(days=day.date.weekday()), []).append(day)
    rows = []
    for some in weeks.values():
        first, last = some[0].date, some[-1].date
        known = [day.seconds for day in some if day.seconds is not None]
        rows.append((f"{first.month:02}/{first.day:02}–{last.month:02}/{last.day:02}", sum(known) if known else None))
    return _bars(rows, 0)


def calendar_table(days: Sequence[DayFacts], links: Mapping[dt.date, str], language: str) -> str:
    """Return a table of the days, a row a week from Monday: each day, linked where `links` has it, and its time."""
    names = WEEKDAY_NAMES.get(language, WEEKDAY_NAMES["en"])
    rows: list[list[str]] = []
    for day in days:
        if not rows or day.date.weekday() == 0:
            rows.append([""] * 7)
        number, link = str(day.date.day), links.get(day.date)
        time = f"<br>{format_duration(day.seconds).rsplit(':', 1)[0]}" if day.seconds is not None else ""
        rows[-1][day.date.weekday()] = (f"[{number}]({link})" if link else number) + time
    table = [list(names), [":---:"] * 7, *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in table)


def _bars(rows: Sequence[tuple[str, int | None]], target: int) -> str:
    most = max(target, 1, *(seconds or 0 for _, seconds in rows)) if rows else 1
    times = [format_duration(seconds) if seconds is not None else _UNKNOWN for _, seconds in rows]
    room = max(map(len, times), default=0)
    mark = round(target * _BAR_CELLS / most) if target else None
    lines = []
    for (label, seconds), time in zip(rows, times, strict=True):
        drawn = fit(bar(seconds or 0, _BAR_CELLS, most), _BAR_CELLS)
        if mark is not None:
            at = min(mark, _BAR_CELLS - 1)
            # The target shows where the bar does not reach it.
            drawn = drawn if drawn[at] != " " else f"{drawn[:at]}┊{drawn[at + 1 :]}"
        lines.append(f"{label} {drawn} {time:>{room}}".rstrip())
    return "\n".join(lines)


def day_mermaid(
    days: Sequence[DayFacts], previous: Sequence[int | None], *, title: str, hours: str, language: str
) -> str:
    """Return an xychart of hours a day as bars, and those of the period before, day by day, as a line.

    `previous` has as many entries as there are days; without any time in it there is no line.
    """
    names = WEEKDAY_NAMES.get(language, WEEKDAY_NAMES["en"])
    if len(days) <= 7:
        labels = [f"{names[day.date.weekday()]} {day.date.month}/{day.date.day}" for day in days]
    else:
        labels = [str(day.date.day) for day in days]
    most = max(1, *(day.seconds or 0 for day in days), *(seconds or 0 for seconds in previous))
    lines = [
        "xychart-beta",
        f"    title {_quoted(title)}",
        f"    x-axis [{', '.join(map(_quoted, labels))}]",
        f"    y-axis {_quoted(hours)} 0 --> {-(-most // 3600)}",
        f"    bar [{', '.join(_hours(day.seconds) for day in days)}]",
    ]
    if any(previous):
        lines.append(f"    line [{', '.join(_hours(seconds) for seconds in previous)}]")
    return "\n".join(lines)


def share_mermaid(shares: Sequence[tuple[str, int]], *, title: str) -> str:
    """Return a pie of hours by subject; empty when there is no time to share."""
    timed = [(name, seconds) for name, seconds in shares if seconds > 0]
    if not timed:
        return ""
    lines = ["pie showData", f"    title {_plain(title)}"]
    return "\n".join([*lines, *(f"    {_quoted(name)} : {_hours(seconds)}" for name, seconds in timed)])


def _hours(seconds: int | None) -> str:
    # A slice of a pie must not be 0, and two digits tell minutes apart.
    return f"{max(seconds or 0, 36 if seconds else 0) / 3600:.2f}"


def _plain(text: str) -> str:
    # Whatever mermaid could take for its own signs is left out: there is no way to escape it that all charts know.
    kept = "".join(char if char not in '"`\\;{}[]<>#%|' else " " for char in printable(text))
    return " ".join(kept.split()) or _UNKNOWN


def _quoted(text: str) -> str:
    return f'"{_plain(text)}"'
