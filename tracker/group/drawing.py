"""The group's week as lines of text: a column for each person, or a block where there is no room for columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from tracker.cells import cells, fit, printable
from tracker.charts import Line, Segment, hours_minutes, line_cells
from tracker.charts.lines import clip, flow, pair, weekday_names
from tracker.charts.opening import dates
from tracker.group.digest import DaySlots, Digest, JudgeCount, MemberDay, MemberWeek, StudiedTopic, Together
from tracker.values import replace
from tracker.wording import _, n_, p_

UNKNOWN = "–"
"""What no log says."""
_NARROWEST = 15
"""Cells of a column; with less, there is a block for each person."""
_WIDEST = 34
_GAP = 2
_MOST_TOPICS = 12
"""Topics of a person that are listed side by side; blocks list all."""
_LONGEST_BAR = 24
_LINES_OF_TITLE = 3


def digest_lines(
    digest: Digest,
    *,
    width: int,
    today: dt.date,
    course_week: int | None = None,
    hint: str = "",
    clean: Callable[[str], str] = printable,
) -> list[Line]:
    """Draw the week of a group; `hint` is said where nobody else is in it, `clean` makes words fit to be drawn."""
    digest = _cleaned(digest, clean)
    lines = [*_heading(digest, width, today, course_week), ()]
    if len(digest.members) > 1:
        label = _label_width()
        column = min(_WIDEST, (width - label) // len(digest.members) - _GAP)
        draw = _side_by_side if column >= _NARROWEST else _blocks
        lines += draw(digest, width, today)
        lines += _together(digest, width, today)
    elif hint:
        lines += _dim(hint, width)
    return lines


def _dim(sentence: str, width: int) -> list[Line]:
    return flow(((Segment(word, "dim"),) for word in sentence.split(" ")), width, gap=1)


def _cleaned(digest: Digest, clean: Callable[[str], str]) -> Digest:
    def cleaned_day(day: MemberDay) -> MemberDay:
        return replace(
            day,
            topics=tuple(
                replace(topic, title=clean(topic.title), presenter=clean(topic.presenter) if topic.presenter else None)
                for topic in day.topics
            ),
            problems=tuple(replace(count, judge=clean(count.judge)) for count in day.problems),
        )

    members = tuple(
        replace(
            member,
            name=clean(member.name),
            days=tuple(map(cleaned_day, member.days)),
            problem=clean(member.problem),
            notes=tuple(map(clean, member.notes)),
        )
        for member in digest.members
    )
    days = digest.days and tuple(
        replace(day, together=tuple(replace(each, names=tuple(map(clean, each.names))) for each in day.together))
        for day in digest.days
    )
    return replace(digest, members=members, days=days)


def _heading(digest: Digest, width: int, today: dt.date, course_week: int | None) -> list[Line]:
    title = dates(digest.first, digest.last, today)
    week = "" if course_week is None else f" · {_('week {n}', n=course_week)}"
    parts: list[Line] = [(Segment(f"{title}{week}", "title"),)]
    if len(digest.members) > 1:
        parts.append((Segment(n_("{n} person", "{n} people", len(digest.members)), "dim"),))
        shared = digest.shared_seconds
        parts.append(pair(_("at once"), UNKNOWN if shared is None else hours_minutes(shared)))
    return flow(parts, width)


# Side by side


def _side_by_side(digest: Digest, width: int, today: dt.date) -> list[Line]:
    label = _label_width()
    column = min(_WIDEST, (width - label) // len(digest.members) - _GAP)
    grid = _Grid(label, column, width)
    members = digest.members
    lines = [grid.row("", [[Segment(fit(member.name, column).rstrip(), "title")] for member in members])]
    longest = _longest(digest)
    for date in digest.dates:
        style = _style(date, today)
        row = [_hours(member, date, longest, column, today) for member in members]
        lines.append(grid.row(_day_name(date), row, style))
    lines.append(grid.row(_("total"), [list(_total(member)) for member in members]))
    lines.append(())
    lines += grid.rows(_("solved"), [_problem_lines(member, column) for member in members])
    lines += grid.rows(p_("figure", "challenges"), [[list(_challenges(member))] for member in members])
    lines.append(())
    lines += grid.rows(_("topics"), [_topic_lines(member, column, _MOST_TOPICS) for member in members])
    notes = [line for member in members for line in _said(member, width)]
    return [*lines, *([()] if notes else []), *notes]


class _Grid:
    """Columns of one width behind a label."""

    def __init__(self, label: int, column: int, width: int) -> None:
        self.label = label
        self.column = column
        self.width = width

    def row(self, label: str, columns: Sequence[Sequence[Segment]], style: str = "label") -> Line:
        """Return a line of columns."""
        row = [Segment(fit(label, self.label), style)]
        for segments in columns:
            shown = clip(segments, self.column)
            row += [*shown, Segment(" " * (self.column + _GAP - line_cells(shown)))]
        return clip(row, self.width)

    def rows(self, label: str, columns: Sequence[Sequence[Sequence[Segment]]]) -> list[Line]:
        """Return as many lines as the highest column has; the label stands before the first."""
        height = max(map(len, columns))
        return [
            self.row(label if n == 0 else "", [column[n] if n < len(column) else [] for column in columns])
            for n in range(height)
        ]


def _label_width() -> int:
    words = (
        _("total"),
        _("solved"),
        p_("figure", "challenges"),
        _("topics"),
        *(_day_name(dt.date(2025, 12, 22 + n)) for n in range(7)),
    )
    return max(map(cells, words)) + _GAP


def _day_name(date: dt.date) -> str:
    return f"{weekday_names()[date.weekday()]} {date.month}/{date.day}"


def _style(date: dt.date, today: dt.date) -> str:
    return "today" if date == today else "dim" if date > today else "label"


def _longest(digest: Digest) -> int:
    return max((day.seconds or 0 for member in digest.members for day in member.days), default=0)


def _hours(member: MemberWeek, date: dt.date, longest: int, column: int, today: dt.date) -> list[Segment]:
    day = member.day(date)
    if day is None or day.seconds is None:
        return [Segment(f"{'' if date > today else UNKNOWN:>5}", "dim")]
    room = min(_LONGEST_BAR, column - 6)
    bar = "▇" * (max(1, round(day.seconds * room / longest)) if day.seconds and longest else 0)
    return [Segment(f"{hours_minutes(day.seconds):>5} ", "value"), Segment(bar, "bar")]


def _total(member: MemberWeek) -> Line:
    if member.seconds is None:
        return (Segment(f"{UNKNOWN:>5}", "dim"),)
    days = n_("{n} day", "{n} days", member.timed_days)
    return Segment(f"{hours_minutes(member.seconds):>5} ", "value"), Segment(days, "dim")


def _problem_lines(member: MemberWeek, column: int) -> list[list[Segment]]:
    counts = member.problems
    if counts is None:
        return [[Segment(UNKNOWN, "dim")]]
    return [[Segment(f"{_judge(count, column - 4)} ", ""), Segment(str(count.solved), "value")] for count in counts]


def _judge(count: JudgeCount, room: int) -> str:
    return fit(count.judge, min(cells(count.judge), max(1, room)))


def _challenges(member: MemberWeek) -> Line:
    counts = member.challenges
    if counts is None:
        return (Segment(UNKNOWN, "dim"),)
    done, total = counts
    return Segment(f"{done}/{total} ", "value"), Segment(f"{100 * done // total}%", "dim")


def _topic_lines(member: MemberWeek, column: int, most: int) -> list[list[Segment]]:
    if not member.topics:
        return [[Segment(UNKNOWN, "dim")]]
    topics = _once(member)
    shown = topics if len(topics) <= most else topics[: most - 1]
    lines = [line for topic in shown for line in _topic(topic, column)]
    hidden = len(topics) - len(shown)
    return [*lines, *([[Segment(n_("{n} more", "{n} more", hidden), "dim")]] if hidden else [])]


def _once(member: MemberWeek) -> list[StudiedTopic]:
    """Return a person's topics, those that went on over several days once."""
    return list({(topic.title, topic.presenter): topic for topic in member.topics}.values())


def _topic(topic: StudiedTopic, width: int) -> list[list[Segment]]:
    """Return a topic's title, over as many lines as it takes but few, and who presented it."""
    lines = _wrapped(topic.title, width - 2)
    if len(lines) > _LINES_OF_TITLE:
        rest = " ".join(lines[_LINES_OF_TITLE - 1 :])
        lines = [*lines[: _LINES_OF_TITLE - 1], fit(rest, width - 2)]
    drawn = [[Segment("· " if n == 0 else "  ", "dim"), Segment(line)] for n, line in enumerate(lines)]
    if topic.presenter:
        who = f"({topic.presenter})"
        if cells(lines[-1]) + 1 + cells(who) <= width - 2:
            drawn[-1].append(Segment(f" {who}", "dim"))
        else:
            drawn.append([Segment("  "), Segment(fit(who, min(cells(who), width - 2)), "dim")])
    return drawn


def _wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` cells, broken at spaces where that can be done."""
    lines, line, width = [""], "", max(2, width)
    for word in text.split(" "):
        while cells(word) > width:
            if line:
                lines.append(line)
                line = ""
            # Without the sign of the cut, which takes the last cell.
            part = fit(word, width + 1).rstrip(" ")[:-1]
            lines.append(part)
            word = word[len(part) :]
        joined = f"{line} {word}" if line else word
        if cells(joined) > width:
            lines.append(line)
            line = word
        else:
            line = joined
    return [*lines[1:], *([line] if line or len(lines) == 1 else [])]


def _said(member: MemberWeek, width: int) -> list[Line]:
    """Return what is to be said of a member's log: why it could not be read, or how old it is."""
    lines: list[Line] = []
    for note, style in ((member.problem, "bad"), *((note, "dim") for note in member.notes)):
        if note:
            words = f"{member.name}: {note}".split(" ")
            lines += flow(((Segment(word, style),) for word in words), width, gap=1)
    return lines


# One block below the other


def _blocks(digest: Digest, width: int, today: dt.date) -> list[Line]:
    lines: list[Line] = []
    for member in digest.members:
        if lines:
            lines.append(())
        figures = [(Segment(member.name, "title"),), pair(_("total"), _words(_total(member)))]
        figures.append(pair(_("solved"), _solved_words(member)))
        figures.append(pair(p_("figure", "challenges"), _words(_challenges(member))))
        lines += flow(figures, width)
        if member.days:
            shown = [date for date in digest.dates if date <= today or member.day(date) is not None]
            lines += flow((_day_words(member, date, today) for date in shown), width, gap=2)
            topics = (line for topic in _once(member) for line in _topic(topic, width - 2))
            lines += [clip([Segment("  "), *line], width) for line in topics]
        lines += _said(member, width)
    return lines


def _words(line: Line) -> str:
    return "".join(segment.text for segment in line).strip()


def _solved_words(member: MemberWeek) -> str:
    counts = member.problems
    return UNKNOWN if counts is None else " · ".join(f"{count.judge} {count.solved}" for count in counts)


def _day_words(member: MemberWeek, date: dt.date, today: dt.date) -> Line:
    day = member.day(date)
    known = day is not None and day.seconds is not None
    time = hours_minutes(day.seconds) if day is not None and day.seconds is not None else UNKNOWN
    return Segment(f"{weekday_names()[date.weekday()]} ", _style(date, today)), Segment(
        time, "value" if known else "dim"
    )


# At once


def _together(digest: Digest, width: int, today: dt.date) -> list[Line]:
    lines: list[Line] = [(), (Segment(_("Studied at once"), "title"),)]
    if digest.days is None:
        return [*lines, *_dim(_("Unknown: fewer than two share their sessions."), width)]
    label = _label_width()
    first, last = _hours_shown(digest.days)
    size = next((n for n in (6, 3, 2, 1) if n * (last - first) <= width - label - 6), 1)
    opens = digest.days[0].opens
    lines.append(clip([Segment(" " * label), Segment(_hour_scale(opens.hour, first, last, size), "dim")], width))
    for day in digest.days:
        shared = hours_minutes(day.shared_seconds) if day.shared_seconds else ""
        row = [Segment(fit(_day_name(day.date), label), _style(day.date, today))]
        row += _strip(day, first, last, size)
        lines.append(clip([*row, Segment(f" {shared:>5}", "value")], width))
    legend = (
        (Segment("2", "good"), Segment(f" {_('so many at once')}", "dim")),
        (Segment("▁", "bar"), Segment(f" {_('one alone')}", "dim")),
    )
    lines += [clip([Segment(" " * label), *line], width) for line in flow(legend, width - label)]
    silent = ", ".join(member.name for member in digest.members if not member.shares_sessions)
    if silent:
        lines += _dim(_("Unknown, for they share no sessions: {names}", names=silent), width)
    stretches = [(day.date, stretch) for day in digest.days for stretch in day.together]
    if stretches:
        lines.append(())
    return [*lines, *(_stretch(date, stretch, label, width) for date, stretch in stretches)]


def _hours_shown(days: Sequence[DaySlots]) -> tuple[int, int]:
    """Return the hours of the study day in which anyone studied, `[first, last)`."""
    slots = [n for day in days for n, people in enumerate(day.people) if people]
    return (min(slots) // 6, max(slots) // 6 + 1) if slots else (0, 24)


def _hour_scale(opens: int, first: int, last: int, size: int) -> str:
    drawn = ""
    for hour in range(first, last):
        at = (hour - first) * size
        if at >= len(drawn) + (1 if drawn else 0):
            drawn = drawn.ljust(at) + str((opens + hour) % 24)
    return drawn


def _strip(day: DaySlots, first: int, last: int, size: int) -> list[Segment]:
    """Draw a day's slots: a dot for none, a low bar for one person, a number for several who studied at once."""
    at_once = {
        (stretch.start - day.opens) // dt.timedelta(minutes=10) + n: len(stretch.names)
        for stretch in day.together
        for n in range(stretch.slots)
    }
    row, each = [], 6 // size
    for cell in range(first * size, last * size):
        slots = range(cell * each, (cell + 1) * each)
        several = max((at_once.get(slot, 0) for slot in slots), default=0)
        if several:
            row.append(Segment(str(several) if several < 10 else "+", "good"))
        elif any(day.people[slot] for slot in slots):
            row.append(Segment("▁", "bar"))
        else:
            row.append(Segment("·", "dim"))
    return row


def _stretch(date: dt.date, stretch: Together, label: int, width: int) -> Line:
    when = f"{stretch.start:%H:%M}–{stretch.end:%H:%M}"
    names = ", ".join(stretch.names)
    return clip([Segment(fit(_day_name(date), label), "label"), Segment(f"{when}  ", "value"), Segment(names)], width)
