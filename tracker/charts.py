"""Time charts as lines of styled segments, measured in terminal cells; the shell and the TUI draw the same lines.

With `plain` a chart tells its parts apart by glyphs, for pipes and terminals without colour; otherwise by styles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.cells import cells, fit, printable
from tracker.stats import DayFacts, Language, PeriodStats, fill, week_days
from tracker.timefmt import WEEKDAY_NAMES, format_duration

STYLES = frozenset(
    {
        "",  # ordinary text
        "title",  # the period a chart is about
        "label",  # weekdays, dates, months
        "value",  # figures
        "dim",  # scales, words around figures, what is yet to come
        "today",  # the row, number or mark of today
        "target",  # the tick at the day's target
        "ghost",  # last week's mark
        "bar",  # a bar that is not divided by subject
        *(f"subject-{n}" for n in range(8)),  # in the order of the legend; 7 is "other"
        "unclocked",  # time that no session explains
        *(f"heat-{n}" for n in range(5)),  # 0: nothing, 4: the target reached
        "good",  # more than before, target reached
        "bad",  # less than before
    }
)
"""Every style a segment can have; a skin gives each a colour."""

NAMED_SUBJECTS = 7
"""Subjects with a style of their own; with more, the smallest are drawn together as `subject-7`."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Text in one style."""

    text: str
    style: str = ""
    """One of STYLES."""


Line = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    total: str
    mean: str
    best: str
    challenges: str
    target: str
    ghost: str
    other: str
    unclocked: str
    nameless: str
    studied: str
    course_week: str
    versus_week: str
    versus_month: str
    versus_year: str
    empty: str
    months: tuple[str, ...]
    month_title: str
    year_title: str


_WORDS: dict[Language, _Words] = {
    "ko": _Words(
        total="합계",
        mean="평균",
        best="최고",
        challenges="도전",
        target="목표",
        ghost="지난주",
        other="기타",
        unclocked="미분류",
        nameless="이름 없음",
        studied="공부한 날",
        course_week="{}주차",
        versus_week="지난주보다 {}",
        versus_month="지난달보다 {}",
        versus_year="작년보다 {}",
        empty="아직 기록이 없어요. `studylog start` 로 시작해 보세요.",
        months=tuple(f"{month}월" for month in range(1, 13)),
        month_title="{year}년 {month}",
        year_title="{year}년",
    ),
    "en": _Words(
        total="total",
        mean="mean",
        best="best",
        challenges="challenges",
        target="target",
        ghost="last week",
        other="other",
        unclocked="unclocked",
        nameless="no subject",
        studied="days studied",
        course_week="week {}",
        versus_week="{} on last week",
        versus_month="{} on last month",
        versus_year="{} on last year",
        empty="Nothing recorded yet. Begin with `studylog start`.",
        months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        month_title="{month} {year}",
        year_title="{year}",
    ),
}


def plain(lines: Iterable[Line]) -> str:
    """Return the text of the lines, without styles, joined by newlines."""
    return "\n".join("".join(segment.text for segment in line) for line in lines)


def line_cells(line: Line) -> int:
    """Return how many terminal cells the line takes."""
    return sum(cells(segment.text) for segment in line)


def hours_minutes(seconds: int) -> str:
    """Return `H:MM`, rounded down to whole minutes."""
    return format_duration(seconds).rsplit(":", 1)[0]


def _clip(line: Iterable[Segment], width: int) -> Line:
    # Drop the spaces at the end, cut to the width, and join neighbours of one style.
    merged = [
        Segment("".join(segment.text for segment in run), style)
        for style, run in groupby(line, key=lambda segment: segment.style)
    ]
    while merged and not merged[-1].text.rstrip(" "):
        merged.pop()
    kept: list[Segment] = []
    room = width
    for n, segment in enumerate(merged):
        text = segment.text.rstrip(" ") if n == len(merged) - 1 else segment.text
        shown = text if cells(text) <= room else fit(text, room)
        if shown:
            kept.append(Segment(shown, segment.style))
        room -= cells(text)
        if room <= 0:
            break
    return tuple(kept)


def _flow(parts: Iterable[Line], width: int, gap: int = 3) -> list[Line]:
    # Set the parts one after another, and begin a new line where the next one has no room.
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
    return [_clip(line, width) for line in lines]


def _pair(label: str, value: str) -> Line:
    return Segment(f"{label} ", "dim"), Segment(value, "value")


def _empty_lines(words: _Words, empty: str | None, width: int) -> list[Line]:
    text = words.empty if empty is None else empty
    return _flow(((Segment(word, "dim"),) for word in text.split(" ")), width, gap=1)


def _opening(
    title: str, versus: str, stats: PeriodStats, words: _Words, width: int, weekdays: Sequence[str], empty: str | None
) -> list[Line]:
    # The header, and what to do when there is nothing below it. Without weekdays the best day is given by its date.
    parts: list[Line] = [(Segment(title, "title"),), _pair(words.total, format_duration(stats.total_seconds))]
    more = stats.difference_seconds
    if more is not None:
        signed = f"{'' if more < 0 else '+'}{format_duration(more)}"
        parts.append((Segment(versus.format(signed), "bad" if more < 0 else "good"),))
    if stats.mean_seconds is not None:
        parts.append(_pair(words.mean, hours_minutes(stats.mean_seconds)))
    if stats.best_day is not None:
        best = stats.best_day
        day = weekdays[best.weekday()] if weekdays else f"{best.month}/{best.day}"
        parts.append(_pair(words.best, f"{day} {hours_minutes(stats.best_seconds)}"))
    if stats.challenges:
        percent = 100 * stats.done // stats.challenges
        parts.append(_pair(words.challenges, f"{stats.done}/{stats.challenges} {percent}%"))
    if not weekdays and stats.studied_days:
        parts.append(_pair(words.studied, str(stats.studied_days)))
    lines = [*_flow(parts, width), ()]
    return lines if stats.total_seconds else [*lines, *_empty_lines(words, empty, width)]


_EIGHTHS = " ▏▎▍▌▋▊▉"
_PLAIN_SUBJECTS = "█▓▒#=+*%"
_PLAIN_UNCLOCKED = "░"


@dataclass(frozen=True, slots=True)
class _Part:
    """A subject's share in the chart: how it is drawn and named."""

    name: str
    style: str
    glyph: str
    seconds: int


@dataclass(frozen=True, slots=True)
class _Palette:
    slots: dict[str, int]
    """The number of each named subject's style; all others share the last one, as "other"."""

    def parts(self, by_subject: Iterable[tuple[str, int]], unclocked: int, words: _Words, plain: bool) -> list[_Part]:
        """Return the shares that are larger than 0, in the order of styles, the unclocked rest last."""
        names = [words.other] * (NAMED_SUBJECTS + 1)
        for subject, slot in self.slots.items():
            names[slot] = subject if subject.strip() else words.nameless
        sums = [0] * (NAMED_SUBJECTS + 1)
        for subject, seconds in by_subject:
            sums[self.slots.get(subject, NAMED_SUBJECTS)] += seconds
        parts = [
            _Part(names[n], f"subject-{n}", _PLAIN_SUBJECTS[n] if plain else "█", seconds)
            for n, seconds in enumerate(sums)
            if seconds > 0
        ]
        if unclocked > 0:
            parts.append(_Part(words.unclocked, "unclocked", _PLAIN_UNCLOCKED if plain else "█", unclocked))
        return parts


def _palette(stats: PeriodStats, order: Sequence[str]) -> _Palette:
    # A subject keeps its place in `order`; those without one take the places left, the largest first.
    present = [subject for subject, seconds in stats.by_subject if seconds > 0][:NAMED_SUBJECTS]
    slots = {s: n for n, s in enumerate(dict.fromkeys(order)) if n < NAMED_SUBJECTS and s in present}
    free = iter([n for n in range(NAMED_SUBJECTS) if n not in slots.values()])
    return _Palette({**slots, **{subject: next(free) for subject in present if subject not in slots}})


def _stacked(parts: Sequence[_Part], seconds: int, scale: int, width: int, plain: bool) -> list[Segment]:
    # A cell belongs to the part at its middle. Sessions that exceed the total are drawn in proportion, within it.
    eighths = round(seconds * width * 8 / scale)
    if plain:
        eighths = (eighths + 4) // 8 * 8
    eighths = max(eighths, 8 if plain else 1)
    full, rest = divmod(eighths, 8)
    whole = sum(part.seconds for part in parts)
    drawn = []
    for i in range(full + (rest > 0)):
        middle = (i + (0.5 if i < full else rest / 16)) * 8 / eighths * whole
        reached = 0
        for part in parts:
            reached += part.seconds
            if middle <= reached:
                break
        drawn.append(Segment(part.glyph if i < full else _EIGHTHS[rest], part.style))
    return drawn


def _mark(bar: list[Segment], at: int, glyph: str, style: str) -> None:
    # Over a bar a mark takes the place of a cell, unless that is all there is to see of a part.
    inside = at < len(bar) and bar[at].text != " "
    if inside and (bar[at].text in _EIGHTHS or bar[at] not in (bar[at - 1 : at] + bar[at + 1 : at + 2])):
        return
    bar[at] = Segment(glyph, style)


def week_chart(
    days: Sequence[DayFacts],
    *,
    stats: PeriodStats,
    previous: Sequence[DayFacts] = (),
    target_seconds: int | None,
    width: int,
    today: date,
    language: Language,
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
    words, names = _WORDS[language], WEEKDAY_NAMES[language]
    title = _dates(stats.first, stats.last, today)
    if course_week is not None:
        title += f" · {words.course_week.format(course_week)}"
    lines = _opening(title, words.versus_week, stats, words, width, names, empty)
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
    palette = _palette(stats, subjects)

    for day, time in zip(week, times, strict=True):
        row_style = "today" if day.date == today else "dim" if day.date > today else "label"
        row = [Segment(fit(names[day.date.weekday()], name_width), row_style)]
        if date_width:
            row.append(Segment(fit(f"{day.date.month}/{day.date.day}", date_width, "right"), row_style))
        bar: list[Segment] = []
        if day.seconds:
            parts = palette.parts(day.by_subject, day.unclocked_seconds, words, plain)
            bar = _stacked(parts, day.seconds, scale, bar_width, plain)
        bar += [Segment(" ")] * (bar_width + 1 - len(bar))
        if before.get(day.date.weekday()):
            _mark(bar, before[day.date.weekday()] * bar_width // scale, "·" if plain else "▏", "ghost")
        if target_seconds:
            _mark(bar, target_seconds * bar_width // scale, "┊", "target")
        row += [Segment(" "), *bar, Segment(" "), Segment(fit(time, time_width, "right"), "value")]
        if day.date == today:
            row.append(Segment(" ◂", "today"))
        lines.append(_clip(row, width))

    lines.append(_clip([Segment(" " * (name_width + date_width + 1)), Segment(_scale(hours, bar_width), "dim")], width))
    lines.append(())
    legend = _legend(palette.parts(stats.by_subject, stats.unclocked_seconds, words, plain))
    if target_seconds:
        legend.append((Segment("┊ ", "target"), *_pair(words.target, hours_minutes(target_seconds))))
    if any(before.values()):
        legend.append((Segment("· " if plain else "▏ ", "ghost"), Segment(words.ghost, "dim")))
    return [*lines, *_flow(legend, width)]


def _legend(parts: Iterable[_Part]) -> list[Line]:
    return [
        (
            Segment(f"{part.glyph} ", part.style),
            Segment(f"{_short(part.name)} "),
            Segment(hours_minutes(part.seconds), "value"),
        )
        for part in parts
    ]


def _short(name: str) -> str:
    shown = printable(name)
    return fit(shown, min(cells(shown), 24))


def _dates(first: date, last: date, today: date) -> str:
    from_year = "" if first.year == today.year else f"{first.year}/"
    to_year = "" if last.year == first.year else f"{last.year}/"
    return f"{from_year}{first.month}/{first.day} – {to_year}{last.month}/{last.day}"


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
    language: Language,
    target_seconds: int | None = None,
    empty: str | None = None,
) -> list[Line]:
    """Draw the week of `today` in seven narrow rows of weekday, bar and time.

    A full bar is `target_seconds` or the longest day, whichever is longer. `empty` is said in the place of the bars
    when no day has time; None says how the shell begins.
    """
    names = WEEKDAY_NAMES[language]
    week = fill(days, *week_days(today))
    times = [hours_minutes(day.seconds) if day.seconds else "" for day in week]
    name_width = max(cells(name) for name in names)
    time_width = max(5, *(cells(time) for time in times))
    bar_width = max(1, width - name_width - time_width - 4)
    scale = max(1, target_seconds or 0, *(day.seconds or 0 for day in week))
    said: list[Line] = []
    if not any(times):
        said = _empty_lines(_WORDS[language], empty, width - name_width - 3)
    lines = []
    for n, (day, time) in enumerate(zip(week, times, strict=True)):
        style = "today" if day.date == today else "dim" if day.date > today else "label"
        row = [Segment(fit(names[n], name_width), style), Segment(" ")]
        if day.seconds:
            full, rest = divmod(max(1, day.seconds * bar_width * 8 // scale), 8)
            row.append(Segment(fit("▇" * full + _EIGHTHS[rest].strip(), bar_width), "bar"))
            row += [Segment(" "), Segment(fit(time, time_width, "right"), "value")]
        elif n < len(said):
            row += said[n]
        if day.date == today:
            used = line_cells(tuple(row))
            row += [Segment(" " * max(1, width - 1 - used)), Segment("◂", "today")]
        lines.append(_clip(row, width))
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


_PLAIN_HEAT = "·░▒▓█"


def heat(seconds: int | None, full: int) -> int:
    """Return the shade of a day, 0 (no time) to 4 (`full` seconds or more)."""
    if not seconds or seconds < 0:
        return 0
    return 4 if seconds >= full else 1 + seconds * 3 // full


def full_heat(days: Iterable[DayFacts], target_seconds: int | None) -> int:
    """Return the seconds that make the darkest shade: the target, or without one three quarters of the longest day."""
    return target_seconds or max(1, max((day.seconds or 0 for day in days), default=0) * 3 // 4)


def _heat_glyph(level: int, plain: bool, block: str) -> str:
    return _PLAIN_HEAT[level] if plain or level == 0 else block


def _heat_legend(full: int, plain: bool, block: str) -> list[Line]:
    thirds = [f"< {hours_minutes(-(-full * n // 3))}" for n in (1, 2, 3)]
    return [
        (Segment(_heat_glyph(level, plain, block), f"heat-{level}"), Segment(f" {bound}", "dim"))
        for level, bound in enumerate(["0:00", *thirds, f"≥ {hours_minutes(full)}"])
    ]


def _shares(stats: PeriodStats, subjects: Sequence[str], words: _Words, width: int, plain: bool) -> list[Line]:
    # One bar for the whole period, divided by subject, above its legend.
    parts = _palette(stats, subjects).parts(stats.by_subject, stats.unclocked_seconds, words, plain)
    bar = _stacked(parts, stats.total_seconds, stats.total_seconds, max(1, width), plain)
    return [_clip(bar, width), *_flow(_legend(parts), width)]


def month_chart(
    days: Sequence[DayFacts],
    *,
    stats: PeriodStats,
    target_seconds: int | None,
    width: int,
    today: date,
    language: Language,
    subjects: Sequence[str] = (),
    plain: bool = False,
    empty: str | None = None,
) -> list[Line]:
    """Draw a month: a header, a calendar with each day's shade and time, week totals, the shades and the subjects.

    `stats` is of the same month. A week's total counts its days in this month only, and is left out in narrow charts,
    as the times are in still narrower ones. The other arguments are those of `week_chart`.
    """
    words, names = _WORDS[language], WEEKDAY_NAMES[language]
    title = words.month_title.format(year=stats.first.year, month=words.months[stats.first.month - 1])
    lines = _opening(title, words.versus_month, stats, words, width, (), empty)
    if not stats.total_seconds:
        return lines

    total_width = 7
    size = min(10, (width - total_width) // 7) - 1
    has_totals = size >= 5
    if not has_totals:
        size = min(10, (width + 1) // 7) - 1
    has_times = size >= 5
    size = max(size, 2)
    full = full_heat(days, target_seconds)
    heading = [Segment(fit(name, size + 1), "label") for name in names]
    if has_totals:
        heading.append(Segment(fit(words.total, total_width, "right"), "dim"))
    lines.append(_clip(heading, width))
    month = fill(days, stats.first, stats.last)
    blank: tuple[DayFacts | None, ...] = (None,) * stats.first.weekday()
    grid = [*blank, *month]
    for start in range(0, len(grid), 7):
        week = grid[start : start + 7]
        shades, times = [], []
        for day in week:
            if day is None:
                shades.append(Segment(" " * (size + 1)))
                times.append(Segment(" " * (size + 1)))
                continue
            is_today, is_past = day.date == today, day.date < today
            style = "today" if is_today else "label" if is_past else "dim"
            number = f"{day.date.day:2}{'◂' if is_today else ' '}"[:size]
            shades.append(Segment(number, style))
            level = heat(day.seconds, full)
            shade = _heat_glyph(level, plain, "█") if level or is_today or is_past else " "
            shades += [Segment(shade * (size - len(number)), f"heat-{level}"), Segment(" ")]
            time = hours_minutes(day.seconds) if day.seconds else ""
            times.append(Segment(fit(time, size, "right") + " ", "value"))
        lines.append(_clip(shades, width))
        if has_totals:
            total = sum(day.seconds or 0 for day in week if day is not None)
            times += [Segment(" " * (size + 1))] * (7 - len(week))
            times.append(Segment(fit(hours_minutes(total) if total else "", total_width, "right"), "title"))
        if has_times and any(time.text.strip() for time in times):
            lines.append(_clip(times, width))
    lines += [(), *_flow(_heat_legend(full, plain, "█"), width), ()]
    return [*lines, *_shares(stats, subjects, words, width, plain)]


def year_chart(
    days: Sequence[DayFacts],
    *,
    stats: PeriodStats,
    target_seconds: int | None,
    width: int,
    today: date,
    language: Language,
    subjects: Sequence[str] = (),
    plain: bool = False,
    empty: str | None = None,
) -> list[Line]:
    """Draw a year: a header, a shade for each day in seven rows, the shades, each month's total and the subjects.

    `stats` is of the same year. Where the weeks have no room beside each other, the year is broken into blocks. The
    other arguments are those of `week_chart`.
    """
    words, names = _WORDS[language], WEEKDAY_NAMES[language]
    title = words.year_title.format(year=stats.first.year)
    lines = _opening(title, words.versus_year, stats, words, width, (), empty)
    if not stats.total_seconds:
        return lines

    full = full_heat(days, target_seconds)
    year = fill(days, stats.first, stats.last)
    offset = stats.first.weekday()
    columns = (offset + len(year) - 1) // 7 + 1
    name_width = max(cells(name) for name in names) + 1
    room = max(1, width - name_width)
    step = 2 if columns * 2 <= room + 1 else 1
    blocks = -(-columns // max(1, (room + step - 1) // step))
    block_columns = -(-columns // blocks)
    for first_column in range(0, columns, block_columns):
        last_column = min(columns, first_column + block_columns)
        starts = {
            ((offset + n) // 7 - first_column) * step: day.date.month
            for n, day in enumerate(year)
            if day.date.day == 1 and first_column <= (offset + n) // 7 < last_column
        }
        labels = _month_labels(starts, words)
        lines.append(_clip([Segment(" " * name_width), Segment(labels, "label")], width))
        for weekday in range(7):
            row = [Segment(fit(names[weekday], name_width), "label")]
            for column in range(first_column, last_column):
                n = column * 7 + weekday - offset
                day = year[n] if 0 <= n < len(year) else None
                level = heat(day.seconds, full) if day else 0
                seen = day is not None and (level > 0 or day.date <= today)
                shade = _heat_glyph(level, plain, "■") if seen else " "
                row.append(Segment(shade.ljust(step), f"heat-{level}" if seen else ""))
            lines.append(_clip(row, width))
        lines.append(())
    lines += [*_flow(_heat_legend(full, plain, "■"), width), ()]
    totals = [0] * 12
    for day in year:
        totals[day.date.month - 1] += day.seconds or 0
    lines += _flow(
        (_pair(words.months[n], hours_minutes(total)) for n, total in enumerate(totals) if total), width, gap=2
    )
    return [*lines, (), *_shares(stats, subjects, words, width, plain)]


def _month_labels(starts: dict[int, int], words: _Words) -> str:
    # Month numbers by the cell they begin in; a name that would touch the next one gives way to its number.
    drawn = ""
    for at, month in starts.items():
        name = words.months[month - 1]
        has_room = not any(at < end <= at + cells(name) for end in starts)
        drawn += " " * (at - cells(drawn)) + (name if has_room else str(month))
    return drawn
