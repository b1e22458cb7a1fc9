"""The year as a square for each day: the more time, the larger and darker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.charts.lines import month_names, weekday_names
from tracker.charts.shades import full_heat, heat, heat_legend
from tracker.report.facts import Knowledge, knowledge_of
from tracker.report.svg import LEGEND_LINE, Drawing, text_width
from tracker.report.words import day_name, length, state_name
from tracker.stats import DayFacts
from tracker.values import frozen

_FILLED = (0.0, 0.45, 0.65, 0.85, 1.0)
"""How much of its square's side a shade takes."""
_MOST_STEP = 17
_LEGEND_SIZE = 13


@frozen
class HeatMap:
    """A year to draw."""

    title: str
    description: str
    days: tuple[DayFacts, ...]
    """Every day of the year."""
    today: date
    target_seconds: int | None


def draw_heat_map(chart: HeatMap, name: str, width: float, blocks: int) -> str:
    """Return the year as SVG, `width` wide, its weeks beside each other in so many blocks."""
    return _HeatPicture(chart, name, width, blocks).markup()


class _HeatPicture:
    """Where the squares stand."""

    def __init__(self, chart: HeatMap, name: str, width: float, blocks: int) -> None:
        self.chart = chart
        self.drawing = Drawing(name, width)
        self.full = full_heat(chart.days, chart.target_seconds)
        self.offset = chart.days[0].date.weekday()
        weeks = -(-(self.offset + len(chart.days)) // 7)
        self.columns = -(-weeks // blocks)
        """Weeks of a block."""
        self.blocks = blocks
        self.name_size = 12 if blocks == 1 else 11
        self.left = max(text_width(name, self.name_size) for name in weekday_names()) + 8
        self.step = min(_MOST_STEP, (width - self.left) / self.columns)
        self.square = self.step - (3 if self.step > 13 else 2)
        self.block_height = 24 + 7 * self.step + 12

    def markup(self) -> str:
        """Draw everything and return it."""
        self._weekdays()
        self._months()
        for n, day in enumerate(self.chart.days):
            x, y = self._place(n)
            self._day(day, x, y)
        end = self._legend(self.blocks * self.block_height)
        return self.drawing.markup(end, self.chart.title, self.chart.description)

    def _place(self, n: int) -> tuple[float, float]:
        week, weekday = divmod(n + self.offset, 7)
        block, column = divmod(week, self.columns)
        return self.left + column * self.step, block * self.block_height + 24 + weekday * self.step

    def _weekdays(self) -> None:
        for block in range(self.blocks):
            for weekday, words in enumerate(weekday_names()):
                # Lines of eleven pixels have no room for seven names.
                if self.step > 15 or weekday % 2 == 0:
                    y = block * self.block_height + 24 + weekday * self.step + self.square / 2 + self.name_size * 0.36
                    self.drawing.text(0, y, words, self.name_size, style="dim")

    def _months(self) -> None:
        ends: dict[float, float] = {}
        for n, day in enumerate(self.chart.days):
            if day.date.day != 1:
                continue
            x, y = self._place(n)
            line = y - (n + self.offset) % 7 * self.step
            words = month_names()[day.date.month - 1]
            end = x + text_width(words, self.name_size)
            if end > self.drawing.width:
                # The last weeks of a block have no room; most of the month stands in the next.
                x, end, line = self.left, end - x + self.left, line + self.block_height
            if x >= ends.get(line, 0) and line < self.blocks * self.block_height:
                self.drawing.text(x, line - 8, words, self.name_size, style="dim")
                ends[line] = end + 4

    def _day(self, day: DayFacts, x: float, y: float) -> None:
        state = knowledge_of(day.seconds, day.date, self.chart.today)
        tip = f"{day_name(day.date)}: {length(day.seconds, state)}"
        if state is Knowledge.TO_COME:
            self._to_come(x, y)
        elif state is Knowledge.UNKNOWN:
            self.drawing.area(x, y, self.square, self.square, "unknown", tip=tip)
        else:
            self._square(heat(day.seconds, self.full), x, y, tip)

    def _square(self, level: int, x: float, y: float, tip: str = "") -> None:
        self.drawing.area(x, y, self.square, self.square, "cell", tip="" if level else tip)
        if level:
            side = self.square * _FILLED[level]
            free = (self.square - side) / 2
            self.drawing.area(x + free, y + free, side, side, f"heat-{level}", tip=tip)

    def _to_come(self, x: float, y: float) -> None:
        middle, dot = self.square / 2, 2.0
        self.drawing.area(x + middle - dot / 2, y + middle - dot / 2, dot, dot, "dot")

    def _legend(self, top: float) -> float:
        bounds = [entry[1].text.strip() for entry in heat_legend(self.full, plain=False, block="")]
        x, y = 0.0, top
        for level, words in enumerate([*bounds, state_name(Knowledge.UNKNOWN), state_name(Knowledge.TO_COME)]):
            needed = self.square + 6 + text_width(words, _LEGEND_SIZE)
            if x and x + needed > self.drawing.width:
                x, y = 0.0, y + LEGEND_LINE
            sign_y = y + (LEGEND_LINE - self.square) / 2
            if level < len(bounds):
                self._square(level, x, sign_y)
            elif level == len(bounds):
                self.drawing.area(x, sign_y, self.square, self.square, "unknown")
            else:
                self._to_come(x, sign_y)
            self.drawing.text(x + self.square + 6, y + LEGEND_LINE / 2 + _LEGEND_SIZE * 0.36, words, _LEGEND_SIZE)
            x += needed + 18
        return y + LEGEND_LINE + 2


def weeks_of(days: Sequence[DayFacts]) -> list[list[DayFacts | None]]:
    """Return the days in weeks from Monday, None for those of a week that are not there."""
    padded: list[DayFacts | None] = [*[None] * days[0].date.weekday(), *days]
    padded += [None] * (-len(padded) % 7)
    return [padded[start : start + 7] for start in range(0, len(padded), 7)]
