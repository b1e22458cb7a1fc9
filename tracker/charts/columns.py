"""The week in columns: a bar for each day that rises, divided by subject."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.cells import cells, fit
from tracker.charts.lines import Line, Segment, clip, empty_lines, flow, hours_minutes, line_cells, pair, weekday_names
from tracker.charts.subjects import RISING_EIGHTHS, Palette, legend, palette, stacked
from tracker.charts.week import ghost_name, target_name
from tracker.stats import DayFacts, PeriodStats, fill
from tracker.values import frozen

_AXIS = 4
"""Cells that the hours and their axis take."""
_MOST_BAR = 12
_ROOM_FOR_TARGET = 56
"""Cells from which the target's name stands beside its line, not in the legend."""
_FEWEST_ROWS = 3
_MOST_LEGEND = 3
_ROW_MINUTES = (10, 15, 20, 30, 40, 60, 80, 90, 120, 150, 180, 240, 300, 360, 480, 720, 1440)
"""What a row of the picture may stand for, so that hours fall on rows."""


def week_columns(
    days: Sequence[DayFacts],
    *,
    stats: PeriodStats,
    previous: Sequence[DayFacts] = (),
    target_seconds: int | None,
    width: int,
    height: int,
    today: date,
    chosen: date | None = None,
    subjects: Sequence[str] = (),
    plain: bool = False,
    empty: str | None = None,
) -> list[Line]:
    """Draw the days of a week beside each other in exactly `height` lines: bars, weekdays, times and the legend.

    Where there are few lines the legend goes first, then the times. The other arguments are those of `week_chart`.
    """
    week = fill(days, stats.first, stats.last)
    place = _Place.of(width, target_seconds)
    colours = palette(stats, subjects)
    entries = legend(colours.parts(stats.by_subject, stats.unclocked_seconds, plain))
    if target_seconds and not place.margin:
        entries.append((Segment("┄ ", "target"), *pair(target_name(), hours_minutes(target_seconds))))
    before = {day.date.weekday(): day.seconds or 0 for day in previous}
    if any(before.values()):
        entries.append((Segment("· " if plain else "─ ", "ghost"), Segment(ghost_name(), "dim")))
    below = flow(entries, width)[: max(0, min(_MOST_LEGEND, height - _FEWEST_ROWS - 2))]
    has_times = height - len(below) - 1 > _FEWEST_ROWS
    rows = max(0, height - len(below) - 1 - has_times)
    longest = max(target_seconds or 0, 1, *(day.seconds or 0 for day in week), *before.values())
    scale = _row_seconds(longest, max(1, rows))

    picture = _Picture(place, rows, scale)
    picture.draw_axis()
    if target_seconds:
        picture.draw_target(target_seconds)
    for n, day in enumerate(week):
        picture.draw_ghost(n, before.get(n, 0), plain)
        picture.draw_bar(n, day, colours, plain)
    if not stats.total_seconds:
        picture.say(empty)
    lines = [clip(row, width) for row in reversed(picture.rows)]
    lines.append(clip(_names(week, place, today, chosen, plain), width))
    if has_times:
        lines.append(clip(_times(week, place, today, chosen), width))
    return [*lines, *below][:height]


def columns_day_at(x: int, *, first: date, width: int, target_seconds: int | None) -> date | None:
    """Return the day of the week from `first` whose column cell `x` belongs to; None beside the columns."""
    place = _Place.of(width, target_seconds)
    n = (x - _AXIS) // place.slot
    return first + timedelta(days=n) if 0 <= n < 7 else None


@frozen
class _Place:
    """Where the columns stand."""

    slot: int
    """Cells of a day, with the gap beside its bar."""
    bar: int
    margin: int
    """Cells for the target's name at the right; 0 where it has no room or there is no target."""
    label: str
    """The target's name."""

    @property
    def lead(self) -> int:
        """Cells before the bar in its slot."""
        return (self.slot - self.bar) // 2

    @classmethod
    def of(cls, width: int, target_seconds: int | None) -> _Place:
        label = f"{target_name()} {hours_minutes(target_seconds)}" if target_seconds else ""
        margin = cells(label) + 1 if label and width >= _ROOM_FOR_TARGET else 0
        slot = max(2, (width - _AXIS - margin) // 7)
        return cls(slot, min(_MOST_BAR, slot - max(1, slot // 3)), margin, label)


def _row_seconds(longest: int, rows: int) -> int:
    minutes = next((m for m in _ROW_MINUTES if m * 60 * rows >= longest), 0)
    return minutes * 60 if minutes else -(-longest // (rows * 3600)) * 3600


class _Picture:
    """The rows above the weekdays, from the lowest."""

    def __init__(self, place: _Place, rows: int, scale: int) -> None:
        self.place = place
        self.scale = scale
        """Seconds of a row."""
        self.rows = [
            [Segment(" " * (_AXIS - 1)), Segment("│", "dim"), *[Segment(" ")] * (7 * place.slot)] for _ in range(rows)
        ]

    def draw_axis(self) -> None:
        """Write hours at the rows that a bar of so many hours fills."""
        fewest = 1 if len(self.rows) < 4 else 2 if len(self.rows) < 14 else 3
        step = next(n for n in range(fewest, 3600) if n * self.scale % 3600 == 0)
        for n in range(step, len(self.rows) + 1, step):
            hours = n * self.scale // 3600
            self.rows[n - 1][:2] = [Segment(f"{hours:>{_AXIS - 2}} ", "dim"), Segment("┤", "dim")]

    def draw_target(self, seconds: int) -> None:
        """Draw the line that a day reaches with the target."""
        at = min(len(self.rows), -(-seconds // self.scale)) - 1
        if at >= 0:
            row = self.rows[at]
            row[2:] = [Segment("┄", "target")] * (7 * self.place.slot)
            if self.place.margin:
                row.append(Segment(f" {self.place.label}", "target"))

    def draw_ghost(self, n: int, seconds: int, plain: bool) -> None:
        """Draw a thin mark at last week's height, also through the gap beside the bar that may cover it."""
        if not seconds or not self.rows:
            return
        at, eighths = divmod(seconds * 8 // self.scale, 8)
        if at >= len(self.rows):
            at, eighths = len(self.rows) - 1, 7
        glyph = "·" if plain else "▁" if eighths < 3 else "─" if eighths < 6 else "▔"
        start = 2 + n * self.place.slot + self.place.lead
        for x in range(start, start + self.place.bar + 1):
            self.rows[at][x] = Segment(glyph, "ghost")

    def draw_bar(self, n: int, day: DayFacts, colours: Palette, plain: bool) -> None:
        """Draw a day, divided by subject."""
        if not day.seconds or not self.rows:
            return
        parts = colours.parts(day.by_subject, day.unclocked_seconds, plain)
        count = len(self.rows)
        pieces = stacked(parts, day.seconds, count * self.scale, count, plain, RISING_EIGHTHS)
        start = 2 + n * self.place.slot + self.place.lead
        for row, piece in zip(self.rows, pieces, strict=False):
            row[start : start + self.place.bar] = [piece] * self.place.bar

    def say(self, empty: str | None) -> None:
        """Write in the middle why there is nothing to see."""
        said = empty_lines(empty, 7 * self.place.slot)[: len(self.rows)]
        top = (len(self.rows) + len(said)) // 2
        for n, line in enumerate(said):
            row, size = self.rows[top - 1 - n], line_cells(line)
            at = (7 * self.place.slot - size) // 2
            row[2 + at : 2 + at + size] = line


def _names(week: Sequence[DayFacts], place: _Place, today: date, chosen: date | None, plain: bool) -> list[Segment]:
    # The baseline: weekdays, with a sign at today's and brackets or colour at the one chosen.
    line = [Segment(" " * (_AXIS - 1)), Segment("└", "dim")]
    for name, day in zip(weekday_names(), week, strict=True):
        sign = "◂" if day.date == today else ""
        style = "chosen" if day.date == chosen else "today" if sign else "label"
        around = f"[{name}]" if plain else f" {name} "
        bare = day.date != chosen
        wanted = (name + sign, name, name[:1]) if bare else (around + sign, around, name, name[:1])
        # Brackets and spaces keep a chosen day apart from its neighbours; others leave a cell between them.
        text = next((text for text in wanted if cells(text) + bare <= place.slot), name[:1])
        text = fit(text, min(cells(text), place.slot))
        before = (place.slot - cells(text)) // 2
        after = place.slot - cells(text) - before
        line += [Segment("─" * before, "dim"), Segment(text, style), Segment("─" * after, "dim")]
    return line


def _times(week: Sequence[DayFacts], place: _Place, today: date, chosen: date | None) -> list[Segment]:
    # The times below the weekdays; where they have no room, only where the chosen day and today are.
    texts = [hours_minutes(day.seconds) if day.seconds else "" for day in week]
    line = [Segment(" " * _AXIS)]
    if max(map(cells, texts)) < place.slot:
        return [*line, *(Segment(fit(text, place.slot, "center"), "value") for text in texts)]
    for day in week:
        text, style = ("▲", "chosen") if day.date == chosen else ("◂", "today") if day.date == today else ("", "")
        line.append(Segment(fit(text, place.slot), style))
    return line
