"""The month at the side: its days shaded by their hours, to look at and to choose one from."""

from __future__ import annotations

import datetime as dt

from textual import events
from textual.geometry import Size
from textual.reactive import reactive

from tracker.charts import Line, Segment, calendar_day_at, calendar_width, month_calendar, month_title
from tracker.stats import DayFacts, month_days
from tracker.tui.commands import CALENDAR_COMMANDS, bindings_of
from tracker.tui.messages import DayChosen, MonthWanted
from tracker.tui.widgets.chart import Chart
from tracker.tui.widgets.painted import box_top
from tracker.tui.widgets.side_box import boxed


class MonthCalendar(Chart, can_focus=True):
    """Shows the month of a day; with the focus, a cursor moves from it through the months."""

    BINDINGS = [*bindings_of(CALENDAR_COMMANDS)]

    day: reactive[dt.date] = reactive(dt.date(2000, 1, 1))
    """The day that is shown elsewhere, on which the cursor begins."""
    today: reactive[dt.date] = reactive(dt.date(2000, 1, 1))
    days: reactive[tuple[DayFacts, ...]] = reactive(())
    """What is known of the days of the month, or of more."""
    target: reactive[int | None] = reactive[int | None](None)
    """Seconds to study a day; None for none."""
    cursor: reactive[dt.date] = reactive(dt.date(2000, 1, 1))
    """The day the cursor is on; without the focus, the day itself."""

    def watch_day(self) -> None:
        self.cursor = self.day
        self.changed()

    def watch_today(self) -> None:
        self.changed()

    def watch_days(self) -> None:
        self.changed()

    def watch_target(self) -> None:
        self.changed()

    def watch_cursor(self, before: dt.date, after: dt.date) -> None:
        self.changed()
        if month_days(before) != month_days(after):
            self.refresh(layout=True)
            if self.is_mounted:
                self.post_message(MonthWanted(after))

    def on_focus(self) -> None:
        self.changed()

    def on_blur(self) -> None:
        self.cursor = self.day
        self.changed()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A month has four to six weeks; below stand a border and the weekdays."""
        first, last = month_days(self.cursor)
        return 2 + (first.weekday() + last.day + 6) // 7

    def picture(self, width: int, height: int) -> list[Line]:
        inner = width - 4
        margin = Segment(" " * _margin(inner))
        drawn = month_calendar(
            self.days,
            month=self.cursor,
            target_seconds=self.target,
            width=inner,
            today=self.today,
            chosen=self.cursor,
            plain=self.plain,
        )
        title = box_top(month_title(self.cursor), "↵" if self.has_focus else "", width)
        return [title, *(boxed((margin, *line), inner) for line in drawn)]

    def on_click(self, event: events.Click) -> None:
        inner = self.size.width - 4
        day = calendar_day_at(event.x - 2 - _margin(inner), event.y - 1, month=self.cursor, width=inner)
        if day is not None:
            self.post_message(DayChosen(day))

    def action_move(self, days: int) -> None:
        self._go_to(self.cursor.toordinal() + days)

    def action_turn(self, months: int) -> None:
        first, last = month_days(self.cursor)
        other = month_days(first - dt.timedelta(days=1) if months < 0 else last + dt.timedelta(days=1))
        self._go_to(min(other[0].toordinal() + self.cursor.day - 1, other[1].toordinal()))

    def action_choose(self) -> None:
        self.post_message(DayChosen(self.cursor))

    def _go_to(self, ordinal: int) -> None:
        if dt.date(1900, 1, 1).toordinal() <= ordinal <= dt.date(2999, 12, 31).toordinal():
            self.cursor = dt.date.fromordinal(ordinal)


def _margin(inner: int) -> int:
    return max(0, (inner - calendar_width(inner)) // 2)
