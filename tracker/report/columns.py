"""Columns beside each other, one for each day or month, divided by subject."""

from __future__ import annotations

from tracker.charts.lines import hours_minutes, short
from tracker.charts.subjects import Part
from tracker.report.facts import Knowledge, ReportKind
from tracker.report.svg import Drawing, Entry, text_width
from tracker.report.words import before_name, length, state_name
from tracker.values import frozen
from tracker.wording import p_

_STEP_MINUTES = (5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 3000, 6000, 12000, 24000)
"""How far apart the lines of the scale may be."""
_MOST_STEPS = 6
_AXIS_SIZE = 12
_WIDEST_BAR = 72
_LABEL_GAP = 6
_MARGIN = 4
"""Right of the columns, for a name that is wider than the last of them."""


@frozen
class Column:
    """A day or a month of the chart."""

    name: str
    """What stands below it."""
    whole_name: str
    """What it is called where it stands alone."""
    seconds: int | None
    state: Knowledge
    parts: tuple[Part, ...] = ()
    """By subject, from the lowest; together `seconds`, or more where sessions exceed it."""
    before: int | None = None
    """Seconds in the period before; None where nothing is known of it or no mark is wanted."""
    second_name: str = ""
    is_today: bool = False
    begins: bool = False
    """Whether a new week begins with it."""


@frozen
class ColumnChart:
    """Columns and what they are measured by."""

    name: str
    """Unique on the page."""
    title: str
    description: str
    kind: ReportKind
    columns: tuple[Column, ...]
    target_seconds: int | None
    legend: tuple[Part, ...]
    """The parts of all columns together."""


def draw_columns(chart: ColumnChart, name: str, width: float, plot_height: float) -> str:
    """Return the chart as SVG, `width` wide, with columns of up to `plot_height`."""
    return _ColumnPicture(chart, name, width, plot_height).markup()


def scale_step(longest: int) -> int:
    """Return the seconds between two lines of a scale that goes to `longest` or somewhat further."""
    steps = (minutes * 60 for minutes in _STEP_MINUTES)
    return next((step for step in steps if step * _MOST_STEPS >= longest), -(-longest // (_MOST_STEPS * 3600)) * 3600)


class _ColumnPicture:
    """Where the columns of a chart stand, and what is drawn of them."""

    def __init__(self, chart: ColumnChart, name: str, width: float, plot_height: float) -> None:
        self.chart = chart
        self.drawing = Drawing(name, width)
        times = [c.seconds or 0 for c in chart.columns] + [c.before or 0 for c in chart.columns]
        longest = max(1, chart.target_seconds or 0, *times)
        self.step = scale_step(longest)
        self.top = -(-longest // self.step) * self.step
        """Seconds at the top of the scale."""
        self.left = text_width(hours_minutes(self.top), _AXIS_SIZE) + 10
        self.slot = (width - self.left - _MARGIN) / len(chart.columns)
        self.bar = min(_WIDEST_BAR, self.slot * (0.62 if self.slot > 30 else 0.78))
        self.label_size = 13 if self.slot >= 50 else 11
        widest = max(text_width(self._label_of(column), self.label_size, bold=True) for column in chart.columns)
        self.labels_rise = widest + 3 > self.slot
        if self.labels_rise and self.slot >= 20:
            self.label_size = 12
        self.has_labels = not self.labels_rise or self.slot >= self.label_size + 4
        room = widest + 16 if self.labels_rise else 24.0
        self.ceiling = room if self.has_labels else 10.0
        self.ground = self.ceiling + plot_height

    def markup(self) -> str:
        """Draw everything and return it."""
        self._scale()
        for n, column in enumerate(self.chart.columns):
            self._column(n, column)
        if self.chart.target_seconds:
            y = self._y(self.chart.target_seconds)
            self.drawing.line(self.left, y, self.drawing.width, y, "target")
        # Words go over the lines.
        for n, column in enumerate(self.chart.columns):
            self._label(n, column)
        below = self._names()
        end = self.drawing.legend(0, below + 12, self._entries())
        return self.drawing.markup(end + 2, self.chart.title, self.chart.description)

    def _y(self, seconds: int) -> float:
        return self.ground - (self.ground - self.ceiling) * seconds / self.top

    def _x(self, n: int) -> float:
        return self.left + n * self.slot + (self.slot - self.bar) / 2

    def _label_of(self, column: Column) -> str:
        if column.state is Knowledge.TIME:
            return hours_minutes(column.seconds or 0)
        return "?" if column.state is Knowledge.UNKNOWN else ""

    def _scale(self) -> None:
        for seconds in range(0, self.top + 1, self.step):
            y = self._y(seconds)
            self.drawing.line(self.left, y, self.drawing.width, y, "grid" if seconds else "axis")
            words = hours_minutes(seconds)
            self.drawing.text(self.left - 6, y + _AXIS_SIZE * 0.36, words, _AXIS_SIZE, style="dim", anchor="end")
        for n, column in enumerate(self.chart.columns):
            if column.begins and n:
                x = self.left + n * self.slot
                self.drawing.line(x, self.ceiling, x, self.ground, "grid")

    def _column(self, n: int, column: Column) -> None:
        x, tip = self._x(n), f"{column.whole_name}: {length(column.seconds, column.state)}"
        if column.state is Knowledge.UNKNOWN:
            self.drawing.area(x, self.ceiling, self.bar, self.ground - self.ceiling, "unknown", tip=tip)
        whole = sum(part.seconds for part in column.parts)
        reached = 0
        for part in column.parts:
            # Sessions that exceed the total are drawn in proportion, within it.
            low = self._y(round((column.seconds or 0) * reached / whole))
            reached += part.seconds
            high = self._y(round((column.seconds or 0) * reached / whole))
            words = f"{column.whole_name} · {part.name}: {length(part.seconds)}"
            self.drawing.area(x, high, self.bar, low - high, part.style, tip=words)
        if column.before:
            y, out = self._y(column.before), min(5.0, (self.slot - self.bar) / 2 - 1)
            self.drawing.line(x - out, y, x + self.bar + out, y, "ghost")
        if column.is_today:
            self.drawing.line(x, self.ground + 2, x + self.bar, self.ground + 2, "today")

    def _label(self, n: int, column: Column) -> None:
        words = self._label_of(column)
        if not words or not self.has_labels:
            return
        x, y = self._x(n) + self.bar / 2, self._y(column.seconds or 0) - _LABEL_GAP
        if self.labels_rise and column.state is Knowledge.TIME:
            x += self.label_size * 0.36
            self.drawing.text(x, y, words, self.label_size, style="value", rising=True)
        else:
            self.drawing.text(x, y, words, self.label_size, style="value", anchor="middle")

    def _names(self) -> float:
        columns = self.chart.columns
        size = 13 if self.slot >= 26 else 11
        widest = max(text_width(column.name, size) for column in columns)
        # Where the names have no room beside each other, every second or third is written.
        step = next((n for n in range(1, len(columns)) if n * self.slot >= widest + 4), len(columns))
        has_second = step == 1 and any(column.second_name for column in columns)
        for n, column in enumerate(columns):
            x, style = self._x(n) + self.bar / 2, "today" if column.is_today else "dim"
            if n % step == 0:
                self.drawing.text(x, self.ground + 19, column.name, size, style=style, anchor="middle")
            if has_second:
                self.drawing.text(x, self.ground + 36, column.second_name, 12, style=style, anchor="middle")
        return self.ground + (40 if has_second else 23)

    def _entries(self) -> list[Entry]:
        columns = self.chart.columns
        entries = [Entry(part.style, f"{short(part.name)} {hours_minutes(part.seconds)}") for part in self.chart.legend]
        if any(column.state is Knowledge.UNKNOWN for column in columns):
            sign = "? " if self.has_labels else ""
            entries.append(Entry("unknown", f"{sign}{state_name(Knowledge.UNKNOWN)}"))
        if self.chart.target_seconds:
            words = f"{p_('figure', 'target')} {hours_minutes(self.chart.target_seconds)}"
            entries.append(Entry("target", words))
        if any(column.before for column in columns):
            entries.append(Entry("ghost", before_name(self.chart.kind)))
        if any(column.is_today for column in columns):
            entries.append(Entry("today", p_("report", "today")))
        return entries
