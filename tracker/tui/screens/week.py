"""The Week screen: the time of a week, and of its month and year, in pictures."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Size
from textual.reactive import var

from tracker.charts import hours_minutes, plain, week_header
from tracker.journal import Journal
from tracker.stats import (
    DayFacts,
    PeriodStats,
    compared_period,
    month_days,
    summarise,
    week_days,
    with_running,
    year_days,
)
from tracker.timefmt import WEEKDAY_NAMES
from tracker.tui.commands import Command, Group, bindings_of, moving
from tracker.tui.messages import DayChosen, DayWanted
from tracker.tui.screens.base import StudyScreen
from tracker.tui.shown import shown
from tracker.tui.widgets.planner import DayPlanner, PlannerState
from tracker.tui.widgets.week_columns import WeekColumns, WeekFigures, WeekState, columns_of
from tracker.tui.widgets.year_map import PageState, PeriodPage, YearMap, YearState, page_of
from tracker.values import frozen, replace
from tracker.wording import N_, _, language

_WIDE = 118
"""Columns from which the year stands beside the planner."""
_TALL = 34
_TALL_FOR_YEAR = 40
"""Lines from which the year stands below the planner."""
_SHORT = 20
"""Lines below which only the columns stand."""
_AROUND = dt.timedelta(days=14)
"""What is read on either side of what is shown, to be compared with it and for the weeks next to it."""
_COPY_WIDTH, _COPY_HEIGHT = 72, 16
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2999, 12, 31)


class Face(StrEnum):
    """What the screen shows."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


WEEK_COMMANDS = (
    moving("left,h", "move(-1)", "week.previous-day", N_("a day earlier")),
    moving("right,l", "move(1)", "week.next-day", N_("a day later")),
    moving("up,k", "move(-7)", "week.earlier", N_("a week earlier")),
    moving("down,j", "move(7)", "week.later", N_("a week later")),
    Command("enter", "open", Group.DAY, "week.open", N_("open the day"), N_("Go to the chosen day on Today.")),
    Command(
        "left_square_bracket,p",
        "turn(-1)",
        Group.DAY,
        "week.previous",
        N_("before"),
        N_("Look at the week, month or year before."),
    ),
    Command(
        "right_square_bracket,n",
        "turn(1)",
        Group.DAY,
        "week.next",
        N_("after"),
        N_("Look at the week, month or year after."),
    ),
    Command("full_stop", "today", Group.DAY, "week.today", N_("this week"), N_("Come back to today.")),
    Command("1", "face('week')", Group.LOOK, "week.week", N_("week"), N_("Show the week's days as columns.")),
    Command("2", "face('month')", Group.LOOK, "week.month", N_("month"), N_("Show the month as a calendar.")),
    Command("3", "face('year')", Group.LOOK, "week.year", N_("year"), N_("Show the year at a glance.")),
    Command("y", "copy", Group.LOOK, "week.copy", N_("copy"), N_("Copy the picture as text.")),
    Command("escape,q", "leave", Group.SCREEN, "week.leave", N_("Today"), N_("Go back to Today."), palette=False),
)


class WeekScreen(StudyScreen):
    """Shows the week of a day, with the planner of that day and its year; or its month, or its year, alone."""

    CSS_PATH = "../week.tcss"
    AUTO_FOCUS = ""
    commands: ClassVar[tuple[Command, ...]] = WEEK_COMMANDS
    BINDINGS = [*bindings_of(WEEK_COMMANDS)]

    week: var[WeekState | None] = var[WeekState | None](None)
    planner: var[PlannerState | None] = var[PlannerState | None](None)
    year: var[YearState | None] = var[YearState | None](None)
    page: var[PageState | None] = var[PageState | None](None)

    def __init__(self, journal: Journal, day: dt.date) -> None:
        super().__init__(journal)
        self.day = day
        """The day chosen."""
        self.face = Face.WEEK
        self._refused = False
        """Whether the last reading went wrong."""
        self._today = journal.today
        self._minute: dt.datetime | None = None
        """The minute that the running session was last drawn up to."""
        self._known: _Known | None = None
        """What was read last; None when it is to be read anew."""
        self._period: PeriodPage | None = None
        """The month or year; None before it is asked for."""

    def compose_content(self) -> ComposeResult:
        # Before there is anything, so that nothing is laid out for another size first.
        self._fit(self.app.size, update=False)
        with Vertical(id="week-face"):
            yield WeekFigures(id="week-figures").data_bind(state=WeekScreen.week)
            yield WeekColumns(id="week-columns").data_bind(state=WeekScreen.week)
            with Horizontal(id="week-lower"):
                yield DayPlanner(id="week-planner").data_bind(state=WeekScreen.planner)
                yield YearMap(id="week-year").data_bind(state=WeekScreen.year)

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size, update=True)

    def _fit(self, size: Size, *, update: bool) -> None:
        wide = size.width >= _WIDE
        self.set_class(wide, "-wide", update=update)
        self.set_class(not wide and size.height >= _TALL_FOR_YEAR, "-narrow", update=update)
        self.set_class(size.height >= _TALL, "-tall", update=update)
        self.set_class(size.height < _SHORT, "-short", update=update)

    @property
    def shown_day(self) -> dt.date:
        return self.day

    def bar(self) -> Sequence[str]:
        return ["week.open", "week.previous", "week.next", "week.today", "week.week", "week.month", "week.year",
                "week.copy", "week.leave"]  # fmt: skip

    def help_text(self) -> str:
        return _(
            "Each column is a day, divided by subject. The dotted line is the target, a thin mark the same day of last"
            " week. Below are the chosen day in cells of ten minutes, its sessions, and the year."
        )

    # Reading

    def look(self) -> None:
        self._known = None
        self._show()

    def _show(self) -> None:
        if self._choose_in_week():
            return
        error = self.attempt(self._read)
        if error is not None or self._refused:
            self.say_error(error or "")
        self._refused = error is not None
        if error is None:
            super().look()

    def follow(self) -> None:
        if self._today != self.journal.today:
            self.look()
        super().follow()

    def tick(self) -> None:
        super().tick()
        minute = self.journal.now().replace(second=0, microsecond=0)
        if self.timer_state.running is not None and minute != self._minute:
            self._minute = minute
            self._known = None
            error = self.attempt(self._read)
            if error is not None:
                self.say_error(error)

    def _read(self) -> None:
        self._today = self.journal.today
        self._minute = self.journal.now().replace(second=0, microsecond=0)
        if self.face is Face.WEEK:
            self._read_week()
            # The largest picture of all says the least about the key that was pressed, so it may come after it.
            self.call_after_refresh(self._show_year)
        else:
            self._read_page()

    def _choose_in_week(self) -> bool:
        """Choose another day of the week that is shown, and return whether that is all there is to do.

        What is to be seen of the day comes once its column is lit.
        """
        week = self.week
        if week is None or self._known is None or self._refused or self.face is not Face.WEEK:
            return False
        same_days = week.stats.first <= self.day <= week.stats.last and week.today == self.journal.today
        # The subjects, and their colours, are those of the year; a running session is in all figures.
        if not same_days or week.chosen.year != self.day.year or self.timer_state.running is not None:
            return False
        self.week = replace(week, chosen=self.day)
        self.call_after_refresh(self._show_chosen)
        return True

    def _show_chosen(self) -> None:
        self._later(self._read_chosen)

    def _show_year(self) -> None:
        self._later(self._read_year)

    def _later(self, read: Callable[[], None]) -> None:
        """Read what comes after the week, unless something else is shown by then."""
        if self.face is Face.WEEK and not self._refused and self.is_attached:
            error = self.attempt(read)
            if error is not None:
                self.say_error(error)

    def _read_chosen(self) -> None:
        if self.week is not None:
            self.planner = self._planner_state(self.week.stats, self.week.subjects)
            super().look()
            self._read_year()

    def _read_year(self) -> None:
        facts = tuple(self._facts(*year_days(self.day)))
        self.year = YearState(facts, self._target, self.journal.today, self.day)

    def _subjects(self) -> tuple[str, ...]:
        """Return the year's subjects, which keep their colours through it, those with the most time first."""
        first, last = year_days(self.day)
        running = self.timer_state.running
        if running is None and self._known is not None and first in self._known.subjects:
            return self._known.subjects[first]
        totals: Counter[str] = Counter()
        for subject, seconds in self.journal.timer.totals(first, last):
            totals[_shown_subject(subject)] += seconds
        self._count_running(totals, first, last)
        largest_first = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
        subjects = tuple(subject for subject, seconds in largest_first if seconds)
        if running is None and self._known is not None:
            self._known.subjects[first] = subjects
        return subjects

    def _facts(self, first: dt.date, last: dt.date) -> list[DayFacts]:
        # With the running session as if it ended now; one that was forgotten is not counted.
        facts = [self._drawn(day) for day in self._booked(first, last)]
        state = self.journal.timer.state()
        running = state.running
        if running is None or state.forgotten or not first <= running.day <= last:
            return facts
        return with_running(facts, running.day, shown(running.subject), state.seconds)

    def _count_running(self, totals: Counter[str], first: dt.date, last: dt.date) -> None:
        """Count the running session, as `_facts` does."""
        state = self.journal.timer.state()
        running = state.running
        if running is None or state.forgotten or not first <= running.day <= last:
            return
        for day in self._booked(running.day, running.day):
            if day.seconds == 0 and state.seconds:
                # What its other sessions took counts as well, now that its total is something.
                for subject, seconds in self._drawn(day).by_subject:
                    totals[subject] += seconds
        totals[shown(running.subject)] += state.seconds

    def _booked(self, first: dt.date, last: dt.date) -> list[DayFacts]:
        """Return the facts from `first` to `last`; those of a year are kept while one moves about in it."""
        if self._known is None or not self._known.first <= first <= last <= self._known.last:
            year_first, year_last = year_days(self.day)
            begin, end = min(first, year_first - _AROUND), max(last, year_last + _AROUND)
            self._know(begin, end)
        assert self._known is not None
        return [day for day in self._known.facts if first <= day.date <= last]

    def _know(self, first: dt.date, last: dt.date) -> None:
        subjects = self._known.subjects if self._known is not None else {}
        self._known = _Known(first, last, self.journal.facts(first, last), {}, subjects)

    def _drawn(self, day: DayFacts) -> DayFacts:
        assert self._known is not None
        drawn = self._known.drawn.get(day.date)
        if drawn is None:
            drawn = self._known.drawn[day.date] = _drawable(day)
        return drawn

    def _summary(self, facts: Sequence[DayFacts], first: dt.date, last: dt.date) -> PeriodStats:
        config = self.journal.config
        return summarise(
            facts,
            first,
            last,
            previous=self._booked(*compared_period(first, last, self.journal.today)),
            days_off_weekdays=config.weekdays_off,
            days_off_dates=frozenset(config.days_off),
        )

    @property
    def _target(self) -> int | None:
        return self.journal.config.target or None

    def _read_week(self) -> None:
        journal = self.journal
        first, last = week_days(self.day)
        if self._known is None:
            # The year is only read once the week is drawn.
            self._know(first - _AROUND, last + _AROUND)
        days, subjects = tuple(self._facts(first, last)), self._subjects()
        stats = self._summary(days, first, last)
        before = self._booked(first - dt.timedelta(days=7), first - dt.timedelta(days=1))
        self.week = WeekState(
            stats=stats,
            days=days,
            previous=tuple(before),
            target=self._target,
            course_week=journal.week(first),
            today=journal.today,
            chosen=self.day,
            subjects=subjects,
            empty=self._no_time(),
        )
        self.planner = self._planner_state(stats, subjects)

    def _no_time(self) -> str:
        return _("No time here yet. On Today, {key} starts the timer.", key=self.key_of("timer.toggle"))

    def _planner_state(self, stats: PeriodStats, subjects: tuple[str, ...]) -> PlannerState:
        journal = self.journal
        booked = next(iter(self._booked(self.day, self.day)), DayFacts(self.day))
        so_far = next((day for day in self._facts(self.day, self.day)), booked)
        weekday = WEEKDAY_NAMES[language()][self.day.weekday()]
        return PlannerState(
            title=f"{self.day.month}/{self.day.day} {weekday}",
            count=hours_minutes(so_far.seconds) if so_far.seconds else "",
            day=self.day,
            day_start=journal.config.day_start,
            now=journal.now().replace(second=0, microsecond=0),
            sessions=tuple(replace(s, subject=shown(s.subject)) for s in journal.timer.sessions(self.day)),
            total_seconds=booked.seconds,
            stats=stats,
            subjects=subjects,
            empty=_(
                "No sessions on this day. {key} leads to where they are booked.", key=self.key_of("visit.sessions")
            ),
        )

    def _read_page(self) -> None:
        year = self.face is Face.YEAR
        first, last = year_days(self.day) if year else month_days(self.day)
        days = self._facts(first, last)
        self.page = PageState(
            stats=self._summary(days, first, last),
            days=tuple(days),
            target=self._target,
            today=self.journal.today,
            chosen=self.day,
            subjects=self._subjects(),
            empty=self._no_time(),
            year=year,
        )

    # Choosing

    def choose(self, day: dt.date) -> None:
        """Show another day, in its week, month or year."""
        if _FIRST_DAY <= day <= _LAST_DAY:
            self.day = day
            self._show()

    @on(DayChosen)
    def _choose_day(self, message: DayChosen) -> None:
        self.choose(message.day)

    @on(DayWanted)
    def _open_day(self, message: DayWanted) -> None:
        self.studylog.show_day(message.day)

    def action_move(self, days: int) -> None:
        self.choose(self.day + dt.timedelta(days=days))

    def action_turn(self, steps: int) -> None:
        if self.face is Face.WEEK:
            self.choose(self.day + dt.timedelta(days=7 * steps))
            return
        period = year_days if self.face is Face.YEAR else month_days
        first, last = period(self.day)
        # The same day of the period before or after, or its last one.
        other, other_last = period(first - dt.timedelta(days=1) if steps < 0 else last + dt.timedelta(days=1))
        month = other.replace(month=self.day.month) if self.face is Face.YEAR else other
        self.choose(min(month_days(month)[1], other_last, month + dt.timedelta(days=self.day.day - 1)))

    def action_today(self) -> None:
        self.choose(self.journal.today)

    def action_open(self) -> None:
        self.studylog.show_day(self.day)

    def action_face(self, face: str) -> None:
        self.face = Face(face)
        if self.face is not Face.WEEK and self._period is None:
            self._period = PeriodPage(id="week-period")
            self.query_one("#content").mount(VerticalScroll(self._period, id="week-page", can_focus=False))
        self.set_class(self.face is not Face.WEEK, "-page")
        self.look()

    def watch_page(self) -> None:
        if self._period is not None:
            self._period.state = self.page

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._as_text())
        self.tell(_("Copied as text."))

    def _as_text(self) -> str:
        """Return what is shown as plain lines."""
        week = self.week
        if self.face is not Face.WEEK and self.page is not None:
            return plain(page_of(self.page, _COPY_WIDTH, plain=True))
        if week is None:
            return ""
        header = week_header(week.stats, width=_COPY_WIDTH, today=week.today, course_week=week.course_week)
        return plain([*header, (), *columns_of(week, _COPY_WIDTH, _COPY_HEIGHT, plain=True)])


@frozen
class _Known:
    """The facts of a stretch of days, as they were read."""

    first: dt.date
    last: dt.date
    facts: Sequence[DayFacts]
    drawn: dict[dt.date, DayFacts]
    """The same days as they can be drawn, as far as they were."""
    subjects: dict[dt.date, tuple[str, ...]]
    """The subjects of years by their first days, without a session that runs."""


def _drawable(day: DayFacts) -> DayFacts:
    # Subjects as every terminal counts their cells.
    by_subject = tuple((_shown_subject(subject), seconds) for subject, seconds in day.by_subject)
    return replace(day, by_subject=by_subject) if by_subject != day.by_subject else day


@lru_cache(maxsize=1_000)
def _shown_subject(subject: str) -> str:
    return shown(subject)
