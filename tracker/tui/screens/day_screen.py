"""A screen about one day: it reads the day, shows it between the calendar and the week, and turns to others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.reactive import var

from tracker.journal import Journal
from tracker.model import DayRecord, Mark
from tracker.stats import DayFacts, Streak, explain, month_days, summarise, week_days
from tracker.tui.messages import DayChosen, DaySeen, MonthWanted
from tracker.tui.panes import MARKS, Entry, no_day_panes, panes_of
from tracker.tui.questions import Accept, Answer
from tracker.tui.screens.base import StudyScreen
from tracker.tui.widgets.day_view import DayView
from tracker.tui.widgets.side_state import HEIGHT_FOR_ALL, SideState
from tracker.values import replace
from tracker.wording import _, p_

WIDE = 100
"""Columns from which there is room for the side column."""
_DAYS_OF_MARKS = 7


class DayScreen(StudyScreen):
    """Shows one day, and reads it again whenever anyone has changed it."""

    AUTO_FOCUS = "DayView"

    side: var[SideState] = var(SideState())

    def __init__(self, journal: Journal, day: dt.date) -> None:
        super().__init__(journal)
        self.day = day
        self.record: DayRecord | None = None
        """The day as it was read last; None when it is not there."""
        self._today = journal.today
        self._has_side = False
        """Whether anything is shown of the days around."""

    def compose_content(self) -> ComposeResult:
        yield DayView(id="day-view")

    @on(DaySeen)
    async def _add_side(self) -> None:
        """Say what stands beside the day, in the room that is kept for it, once the day itself is seen."""
        from tracker.tui.widgets.side import FoldedSide, SideColumn

        self._has_side = True
        self._look_around()
        content = self.query_one("#content")
        has_room = content.size.height >= HEIGHT_FOR_ALL
        await content.mount(
            FoldedSide(id="folded-side").data_bind(state=DayScreen.side),
            SideColumn(id="side-column", has_room=has_room).data_bind(state=DayScreen.side),
        )

    def on_resize(self, event: events.Resize) -> None:
        self.fit(event.size.width)

    def fit(self, width: int) -> None:
        """Make room for the side as there is in so many columns: beside the day, or above it."""
        self.set_class(width >= WIDE, "-wide", update=self.is_attached)

    @property
    def shown_day(self) -> dt.date:
        return self.day

    @property
    def day_view(self) -> DayView:
        """The part that shows the day."""
        return self.query_one(DayView)

    @property
    def current(self) -> Entry | None:
        """The entry the cursor is on."""
        return self.day_view.current

    # Reading

    def look(self) -> None:
        self.look_at(newest=False)

    def look_at(self, *, newest: bool, first: bool = False) -> None:
        """Read the day and all around it again; the cursor stays, goes to what is new, or begins anew with `first`."""
        error = self.attempt(self._read)
        if error is not None:
            self.say_error(error)
            return
        if self.record is None:
            panes = no_day_panes(self.day_name(self.day), self.key_of, first_ever=self.journal.is_empty())
        else:
            panes = panes_of(self.record, self.key_of)
        self.day_view.show_day(panes, newest=newest, first=first)
        if self._has_side:
            self._look_around()
        super().look()

    def apply(self, act: Callable[[], object], *, newest: bool = False) -> bool:
        """Do it and show the day as it is then, with the cursor on what is new when `newest`."""
        error = self.attempt(act)
        self.say_error(error or "")
        self.look_at(newest=newest and error is None)
        return error is None

    def accepting(self, act: Callable[[Answer], object], *, newest: bool = True) -> Accept:
        """As on every screen; the cursor goes to what is new."""

        def accept(answer: Answer) -> str | None:
            error = self.attempt(lambda: act(answer))
            if error is None:
                self.say_error(self.attempt(lambda: self.look_at(newest=newest)) or "")
            return error

        return accept

    def _read(self) -> None:
        self.record = self.journal.find(self.day)

    def _look_around(self) -> None:
        (week_first, week_last), (month_first, month_last) = week_days(self.day), month_days(self.day)
        facts, run = self.journal.facts_and_streak(min(week_first, month_first), max(week_last, month_last))
        self.side = self._side_state(facts, run)

    def follow(self) -> None:
        today = self.journal.today
        if today != self._today:
            follows = self.day == self._today
            self._today = today
            if follows:
                self.turn_to(today)
                self.tell(_("A new day: {day}", day=self.day_name(today)))
            self.studylog.beat()
        super().follow()

    def turn_to(self, day: dt.date, line: int | None = None) -> None:
        """Show another day, with the cursor on the line (from 1) of its text, or on its first entry."""
        self.day = day
        self.say_error("")
        self.look_at(newest=False, first=True)
        if line is not None:
            self.day_view.go_to_line(line - 1)

    @on(DayChosen)
    def _show_chosen(self, message: DayChosen) -> None:
        self.turn_to(message.day)
        self.day_view.focus()

    @on(MonthWanted)
    def _show_month(self, message: MonthWanted) -> None:
        self.side = replace(self.side, month=tuple(self.journal.facts(*month_days(message.day))))

    # What the side shows

    def _side_state(self, facts: Sequence[DayFacts], run: Streak) -> SideState:
        config = self.journal.config
        off = (config.weekdays_off, frozenset(config.days_off))
        first, last = week_days(self.day)
        month_first, month_last = month_days(self.day)
        week = tuple(day for day in facts if first <= day.date <= last)
        stats = summarise(week, first, last, days_off_weekdays=off[0], days_off_dates=off[1])
        this_week = first == week_days(self.journal.today)[0]
        return SideState(
            day=self.day,
            today=self.journal.today,
            month=tuple(day for day in facts if month_first <= day.date <= month_last),
            week_title=_("This week") if this_week else _("Week of {first}", first=f"{first.month}/{first.day}"),
            week=week,
            week_seconds=stats.total_seconds,
            target=config.target or None,
            no_time=_("Nothing yet. Press {key} to begin.", key=self.key_of("timer.toggle")) if this_week else "",
            challenges_title=p_("title", "Challenges"),
            rate=f"{100 * stats.done // stats.challenges}%" if stats.challenges else "",
            streak=_("{n}-day streak", n=run.length),
            why=explain(run),
            marks=" ".join(
                _mark_of(day)
                for day in [d for d in facts if d.challenges and d.date <= self.journal.today][-_DAYS_OF_MARKS:]
            ),
        )


def _mark_of(day: DayFacts) -> str:
    if day.done == day.challenges:
        return MARKS[Mark.DONE]
    if day.open == day.challenges:
        return "· "
    return MARKS[Mark.PARTIAL] if day.done or day.partial else MARKS[Mark.MISSED]
