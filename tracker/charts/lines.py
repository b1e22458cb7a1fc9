"""Lines of styled segments, measured in terminal cells: what every chart is made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter

from tracker.cells import cells, fit, printable
from tracker.timefmt import WEEKDAY_NAMES, format_duration
from tracker.values import frozen
from tracker.wording import _, language, p_

STYLES = frozenset(
    {
        "",  # ordinary text
        "title",  # the period a chart is about
        "label",  # weekdays, dates, months
        "value",  # figures
        "dim",  # scales, words around figures, what is yet to come
        "today",  # the row, number or mark of today
        "chosen",  # the day that was chosen
        "target",  # the tick at the day's target
        "ghost",  # last week's mark
        "bar",  # a bar that is not divided by subject
        *(f"subject-{n}" for n in range(8)),  # in the order of the legend; 7 is "other"
        "unclocked",  # time that no session explains
        *(f"heat-{n}" for n in range(5)),  # 0: nothing, 4: the target reached
        *(f"shade-{n}" for n in range(5)),  # the same as a ground for a day's number
        "good",  # more than before, target reached
        "bad",  # less than before
    }
)
"""Every style a segment can have; a skin gives each a colour."""


@frozen
class Segment:
    """Text in one style."""

    text: str
    style: str = ""
    """One of STYLES."""


Line = tuple[Segment, ...]


def plain(lines: Iterable[Line]) -> str:
    """Return the text of the lines, without styles, joined by newlines."""
    return "\n".join("".join(segment.text for segment in line) for line in lines)


def line_cells(line: Line) -> int:
    """Return how many terminal cells the line takes."""
    return sum(cells(segment.text) for segment in line)


def hours_minutes(seconds: int) -> str:
    """Return `H:MM`, rounded down to whole minutes."""
    return format_duration(seconds).rsplit(":", 1)[0]


def clip(line: Iterable[Segment], width: int) -> Line:
    """Drop the spaces at the end, cut to the width, and join neighbours of one style."""
    merged = [_joined(style, list(run)) for style, run in groupby(line, key=attrgetter("style"))]
    while merged and not merged[-1].text.rstrip(" "):
        merged.pop()
    kept: list[Segment] = []
    room = width
    for n, segment in enumerate(merged):
        text = segment.text.rstrip(" ") if n == len(merged) - 1 else segment.text
        size = cells(text)
        shown = text if size <= room else fit(text, room)
        if shown:
            kept.append(segment if shown == segment.text else Segment(shown, segment.style))
        room -= size
        if room <= 0:
            break
    return tuple(kept)


def _joined(style: str, run: list[Segment]) -> Segment:
    return run[0] if len(run) == 1 else Segment("".join([segment.text for segment in run]), style)


def flow(parts: Iterable[Line], width: int, gap: int = 3) -> list[Line]:
    """Set the parts one after another, and begin a new line where the next one has no room."""
    lines: list[list[Segment]] = []
    used = 0
    for part in parts:
        size = line_cells(part)
        if lines and used + gap + size <= width:
            lines[-1] += [Segment(" " * gap), *part]
            used += gap + size
        else:
            lines.append(list(part))
            used = size
    return [clip(line, width) for line in lines]


def pair(label: str, value: str) -> Line:
    """Return a figure after what it is."""
    return Segment(f"{label} ", "dim"), Segment(value, "value")


def short(name: str) -> str:
    """Return a name as it can be drawn, cut where it is very long."""
    shown = printable(name)
    return fit(shown, min(cells(shown), 24))


def empty_lines(empty: str | None, width: int) -> list[Line]:
    """Return what is said where no day has time; None says how the shell begins."""
    text = _("Nothing recorded yet. Begin with `studylog start`.") if empty is None else empty
    return flow(((Segment(word, "dim"),) for word in text.split(" ")), width, gap=1)


def weekday_names() -> tuple[str, ...]:
    """Return the short names of the weekdays from Monday."""
    return tuple(WEEKDAY_NAMES[language()])


def month_names() -> tuple[str, ...]:
    """Return the short names of the months from January."""
    return (
        p_("month", "Jan"),
        p_("month", "Feb"),
        p_("month", "Mar"),
        p_("month", "Apr"),
        p_("month", "May"),
        p_("month", "Jun"),
        p_("month", "Jul"),
        p_("month", "Aug"),
        p_("month", "Sep"),
        p_("month", "Oct"),
        p_("month", "Nov"),
        p_("month", "Dec"),
    )


def month_title(day: date) -> str:
    """Return the name of the month that `day` is in, with its year."""
    return p_("month title", "{month} {year}", month=month_names()[day.month - 1], year=day.year)


def year_title(day: date) -> str:
    """Return the name of the year that `day` is in."""
    return p_("year title", "{year}", year=day.year)
