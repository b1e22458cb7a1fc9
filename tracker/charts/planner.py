"""A day in cells of ten minutes, coloured by subject, and its sessions in a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from tracker.cells import cells, fit
from tracker.charts.lines import Line, Segment, clip, flow, hours_minutes, line_cells
from tracker.charts.subjects import NAMED_SUBJECTS, PLAIN_SUBJECTS, PLAIN_UNCLOCKED, nameless, palette, unclocked_name
from tracker.model import Session
from tracker.stats import PeriodStats
from tracker.values import frozen
from tracker.wording import _, n_

_HOURS = 24
_CELL = 600
"""Seconds of a cell."""
_GAP = 2
"""Cells between two columns of hours."""
_LEAST_NAME = 6
"""Cells that a listed session's subject keeps before its times give way."""


def planner(
    sessions: Sequence[Session],
    *,
    day: date,
    day_start: time,
    now: datetime,
    stats: PeriodStats,
    width: int,
    height: int,
    subjects: Sequence[str] = (),
    plain: bool = False,
) -> list[Line]:
    """Draw the sessions of the study day `day`, an hour a line from `day_start`, in at most `height` lines.

    Where there are fewer lines than hours, the hours stand in columns; where those have no room, the hours with
    sessions are drawn. A cell shows the subject that has the most of its ten minutes. A running session goes to
    `now`. `stats` and `subjects` give the colours, as in `week_columns`. Bare lengths of time have no place here.
    """
    place = _Place.of(width, height, day_start)
    opens = datetime.combine(day, day_start)
    present = int((now.replace(tzinfo=None) - opens).total_seconds())
    colours = palette(stats, subjects)
    shares: list[dict[int, int]] = [{} for _ in range(_HOURS * 6)]
    for session in sessions:
        start, end = _stretch(session, opens, now)
        slot = colours.slots.get(session.subject, NAMED_SUBJECTS)
        for n in range(start // _CELL, -(-end // _CELL)):
            inside = min(end, (n + 1) * _CELL) - max(start, n * _CELL)
            shares[n][slot] = shares[n].get(slot, 0) + inside
    drawn = [_cell(share, n, present, plain, place.cell) for n, share in enumerate(shares)]
    used = [n // 6 for n, share in enumerate(shares) if share]
    first = max(0, min(min(used, default=0), _HOURS - place.rows * place.columns))
    lines = []
    for row in range(min(place.rows, _HOURS)):
        line: list[Segment] = []
        for column in range(place.columns):
            hour = first + column * place.rows + row
            if hour >= _HOURS:
                break
            if column:
                line.append(Segment(" " * _GAP))
            line.append(Segment(f"{place.label(hour, day_start)} ", "label"))
            line += drawn[hour * 6 : hour * 6 + 6]
        lines.append(clip(line, width))
    return lines


def planner_width(height: int, day_start: time) -> int:
    """Return how wide the planner is that shows the whole day in so many lines, with narrow cells."""
    columns = -(-_HOURS // max(1, height))
    return columns * (_label_cells(day_start) + 1 + 6 + _GAP) - _GAP


@frozen
class _Place:
    """How the hours are set."""

    columns: int
    rows: int
    cell: int
    """Terminal cells of ten minutes."""
    label_cells: int

    @classmethod
    def of(cls, width: int, height: int, day_start: time) -> _Place:
        label = _label_cells(day_start)
        narrow = label + 1 + 6
        most = max(1, (width + _GAP) // (narrow + _GAP))
        columns = min(most, -(-_HOURS // max(1, height)))
        rows = min(max(1, height), -(-_HOURS // columns))
        wide = columns * (narrow + 6 + _GAP) - _GAP
        return cls(columns, rows, 2 if wide <= width else 1, label)

    def label(self, hour: int, day_start: time) -> str:
        at = (day_start.hour + hour) % 24
        return f"{at:02}:{day_start.minute:02}" if self.label_cells > 2 else f"{at:02}"


def _label_cells(day_start: time) -> int:
    return 5 if day_start.minute else 2


def _stretch(session: Session, opens: datetime, now: datetime) -> tuple[int, int]:
    # Seconds from the day's beginning, by the clock on the wall where the session began.
    if session.started_at is None:
        return 0, 0
    end = session.ended_at if session.ended_at is not None else now
    start = int((session.started_at.replace(tzinfo=None) - opens).total_seconds())
    length = int((end - session.started_at) / timedelta(seconds=1))
    day = _HOURS * 3600
    return max(0, min(start, day)), max(0, min(start + length, day))


def _cell(share: dict[int, int], n: int, present: int, plain: bool, size: int) -> Segment:
    if share:
        slot = max(share, key=lambda one: share[one])
        # A few minutes show as half a cell.
        glyph = PLAIN_SUBJECTS[slot] if plain else "█" if sum(share.values()) * 2 >= _CELL else "▄"
        return Segment(glyph * size, f"subject-{slot}")
    if n * _CELL <= present < (n + 1) * _CELL:
        return Segment("▏" + " " * (size - 1), "today")
    return Segment(("·" if n * _CELL < present else " ") * size, "dim")


def session_lines(
    sessions: Sequence[Session],
    *,
    total_seconds: int | None,
    now: datetime,
    stats: PeriodStats,
    width: int,
    height: int,
    subjects: Sequence[str] = (),
    plain: bool = False,
    empty: str = "",
) -> list[Line]:
    """List a day's sessions, a line each, and explain what its total has besides them, in at most `height` lines.

    `total_seconds` is the day's time without the running session; None when nothing is known of it. `stats` and
    `subjects` give the colours, as in `planner`. `empty` is said when there is neither a session nor a time.
    """
    colours = palette(stats, subjects)
    lines: list[Line] = []
    clocked = 0
    for session in sessions:
        slot = colours.slots.get(session.subject, NAMED_SUBJECTS)
        sign = Segment(f"{PLAIN_SUBJECTS[slot] if plain else '█'} ", f"subject-{slot}")
        seconds = session.seconds
        if session.running and session.started_at is not None:
            # In whole minutes, now may be before the start.
            seconds = max(0, int((now - session.started_at) / timedelta(seconds=1)))
        else:
            clocked += seconds
        lines.append(_listed(sign, _when(session), session.subject or nameless(), seconds, session.running, width))
    rest = (total_seconds or 0) - clocked
    explained: list[Line] = []
    if rest > 0:
        sign = Segment(f"{PLAIN_UNCLOCKED if plain else '█'} ", "unclocked")
        explained.append(_listed(sign, "", unclocked_name(), rest, False, width))
        explained += _words(_("in the log's total, but in no session"), width)
    elif rest < 0:
        length = hours_minutes(-rest)
        explained += _words(_("The sessions are {length} longer than the log's total.", length=length), width)
    if not lines and not explained:
        return _words(empty, width)[:height]
    room = height - len(explained)
    if len(lines) > room:
        hidden = len(lines) - max(0, room - 1)
        more = (Segment(n_("{n} more", "{n} more", hidden), "dim"),)
        lines = [*lines[: max(0, room - 1)], clip(more, width)]
    return [*lines, *explained][:height]


def _listed(sign: Segment, when: str, name: str, seconds: int, running: bool, width: int) -> Line:
    length = Segment(f" {hours_minutes(seconds):>5}", "today" if running else "value")
    room = width - cells(sign.text) - line_cells((length,))
    time = Segment(f"{when} " if when and room >= cells(when) + _LEAST_NAME else "", "label")
    words = Segment(fit(name, room - cells(time.text)), "today" if running else "")
    return clip([sign, time, words, length], width)


def _when(session: Session) -> str:
    if session.started_at is None:
        return " " * 11
    end = f"{session.ended_at:%H:%M}" if session.ended_at is not None else " " * 5
    return f"{session.started_at:%H:%M}–{end}"


def _words(sentence: str, width: int) -> list[Line]:
    return flow(((Segment(word, "dim"),) for word in sentence.split(" ") if word), width, gap=1)
