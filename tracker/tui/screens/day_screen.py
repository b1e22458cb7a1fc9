"""What a screen about one day does before anything is asked of it: read the day, show it, and keep up with others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from tracker.errors import TrackerError
from tracker.journal import Journal, TimerState
from tracker.model import DayRecord, Mark
from tracker.stats import DayFacts, explain, streak, summarise, week_days
from tracker.timefmt import WEEKDAY_NAMES
from tracker.tui.commands import COMMANDS, KEY_OF_JAMO, ON_THE_BAR
from tracker.tui.messages import ActionChosen
from tracker.tui.panes import MARKS, Entry, no_day_panes, panes_of
from tracker.tui.screens.prompt import Accept, Answer, Drafts, Field, Prompt, Question
from tracker.tui.shown import shown
from tracker.tui.widgets.day_header import DayHeader, HeaderState
from tracker.tui.widgets.day_view import DayView
from tracker.tui.widgets.key_bar import KeyBar, KeyHint
from tracker.tui.widgets.side import FoldedSide, SideColumn, SideState
from tracker.tui.words import Words

POLL_SECONDS = 0.5
"""How often to look whether another program has written."""
TICK_SECONDS = 1.0
BEAT_SECONDS = 30.0
"""How often to leave a sign of life while the timer runs."""
WIDE = 100
"""Columns from which there is room for the side column."""
_DAYS_OF_MARKS = 7


class DayScreen(Screen[None]):
    """Shows one day, and reads it again whenever anyone has changed it."""

    AUTO_FOCUS = "DayView"

    header: reactive[HeaderState] = reactive(HeaderState())
    side: reactive[SideState] = reactive(SideState())
    hints: reactive[tuple[KeyHint, ...]] = reactive(())

    def __init__(self, journal: Journal, day: dt.date, words: Words) -> None:
        super().__init__()
        self.journal = journal
        self.day = day
        self.words = words
        self.record: DayRecord | None = None
        """The day as it was read last; None when it is not there."""
        self.timer_state: TimerState = journal.timer.state()
        self._today = journal.today
        self._version = journal.store.data_version()
        self.drafts: Drafts = {}
        self._warned_of: str | None = None

    def compose(self) -> ComposeResult:
        yield DayHeader(id="day-header").data_bind(state=DayScreen.header)
        yield FoldedSide(id="folded-side").data_bind(state=DayScreen.side)
        with Horizontal(id="day-body"):
            yield SideColumn(id="side-column").data_bind(state=DayScreen.side)
            with Vertical(id="day-main"):
                yield DayView(id="day-view")
                yield Static("", id="error-line", markup=False)
        yield KeyBar(id="key-bar").data_bind(hints=DayScreen.hints)

    def on_mount(self) -> None:
        self.look(first=True)
        self.hints = self._key_hints()
        self.set_interval(POLL_SECONDS, self.keep_up)
        self.set_interval(TICK_SECONDS, self._tick)
        self.set_interval(BEAT_SECONDS, self.beat)
        # What is said before the screen stands is never shown.
        self.call_after_refresh(self.beat)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    @property
    def day_view(self) -> DayView:
        """The part that shows the day."""
        return self.query_one(DayView)

    @property
    def current(self) -> Entry | None:
        """The entry the cursor is on."""
        return self.day_view.current

    # Doing things

    def attempt(self, act: Callable[[], object]) -> str | None:
        """Do it; return what is wrong, in one sentence, when it cannot be done. The one place that catches errors."""
        try:
            act()
        except TrackerError as error:
            return str(error)
        return None

    def apply(self, act: Callable[[], object], *, newest: bool = False) -> bool:
        """Do it and show the day as it is then; an error is shown in its line. Returns whether it was done."""
        error = self.attempt(act)
        self.say_error(error or "")
        self.look(newest=newest and error is None)
        return error is None

    def accepting(self, act: Callable[[Answer], object], *, newest: bool = True) -> Accept:
        """Return what a prompt hands its answer to; an error goes back to the prompt, where the words still stand."""

        def accept(answer: Answer) -> str | None:
            error = self.attempt(lambda: act(answer))
            if error is None:
                self.say_error("")
                self.look(newest=newest)
            return error

        return accept

    def ask(
        self,
        kind: str,
        title: str,
        act: Callable[[Answer], object],
        *fields: Field,
        suggestions: Sequence[str] = (),
        newest: bool = True,
    ) -> None:
        """Ask for words, and do with them what is to be done; what is left unsaved is kept by its kind."""
        question = Question(title, kind, self.accepting(act, newest=newest))
        self.app.push_screen(Prompt(question, fields or (Field(),), self.words, self.drafts, suggestions))

    def say_error(self, sentence: str) -> None:
        """Show an error until something else is done; an empty sentence takes it away."""
        line = self.query_one("#error-line", Static)
        line.update(Content(shown(sentence)))
        line.set_class(bool(sentence), "-shown")

    def tell(self, key: str, **values: object) -> None:
        """Show for a moment what was done."""
        self.app.notify(shown(self.words(key, **values)), markup=False)

    # Reading

    def look(self, *, newest: bool = False, first: bool = False) -> None:
        """Read the day and all around it again; the cursor stays, goes to what is new, or begins anew with `first`."""
        error = self.attempt(self._read)
        if error is not None:
            self.say_error(error)
            return
        if self.record is None:
            first_ever = not self.journal.store.dates()
            panes = no_day_panes(self._day_name(self.day), self.words, first_ever=first_ever)
        else:
            panes = panes_of(self.record, self.words)
        self.day_view.show_day(panes, newest=newest, first=first)
        self._tick()

    def _read(self) -> None:
        journal = self.journal
        self.record = journal.find(self.day)
        self.timer_state = journal.timer.state()
        last = max(journal.today, week_days(self.day)[1])
        self.side = self._side_state(journal.facts(dt.date.min, last))

    def keep_up(self) -> None:
        """Show what others have written, and follow the study day when it turns."""
        error = self.attempt(self._follow)
        if error is not None:
            self.say_error(error)

    def _follow(self) -> None:
        version = self.journal.store.data_version()
        today = self.journal.today
        if today != self._today:
            follows = self.day == self._today
            self._today = today
            if follows:
                self.turn_to(today)
                self.tell("new-day", day=self._day_name(today))
            self.beat()
        if version != self._version:
            self._version = version
            self.look()

    def turn_to(self, day: dt.date) -> None:
        """Show another day."""
        self.day = day
        self.say_error("")
        self.look(first=True)

    def beat(self) -> None:
        """Leave a sign of life while the timer runs; speak of a timer that was forgotten, once, and leave none."""
        self.attempt(self._beat)

    def _beat(self) -> None:
        state = self.timer_state = self.journal.timer.state()
        running = state.running
        if running is None or running.started_at is None:
            return
        if not state.forgotten:
            if self.journal.store.writable:
                self.journal.timer.beat()
        elif self._warned_of != running.id:
            self._warned_of = running.id
            since = f"{running.started_at:%m/%d %H:%M}"
            message = shown(self.words("forgotten", subject=running.subject, since=since))
            self.app.notify(message, severity="warning", timeout=20, markup=False)

    # What the parts show

    def _tick(self) -> None:
        self.header = self._header_state()

    def _header_state(self) -> HeaderState:
        state, now = self.timer_state, self.journal.now()
        running = state.running
        elapsed = None
        if running is not None and running.started_at is not None:
            elapsed = max(0, int((now - running.started_at).total_seconds()))
        total = self.record.study_seconds if self.record is not None else None
        if self.day == self._today:
            counted = elapsed is not None and running is not None and running.day == self._today
            # `today_seconds` was right when it was read; since then only the running session has grown.
            total = state.today_seconds + ((elapsed or 0) - state.seconds if counted else 0)
        return HeaderState(
            day=self._day_name(self.day),
            week=self.words("course-week", n=self.journal.week(self.day)),
            note=self.record.day.note if self.record is not None else "",
            timer=running.subject if running is not None else state.paused_subject or "",
            elapsed=elapsed,
            forgotten=state.forgotten,
            total_label=self.words("today" if self.day == self._today else "total"),
            total=total,
            target=self.journal.config.target,
        )

    def _day_name(self, day: dt.date) -> str:
        until = self.record.day.until if self.record is not None and self.record.day.date == day else None
        to = f" – {until.month}/{until.day}" if until is not None else ""
        return f"{day} {WEEKDAY_NAMES[self.words.language][day.weekday()]}{to}"

    def _side_state(self, facts: Sequence[DayFacts]) -> SideState:
        config = self.journal.config
        off = (config.weekdays_off, frozenset(config.days_off))
        first, last = week_days(self.day)
        week = tuple(day for day in facts if first <= day.date <= last)
        stats = summarise(week, first, last, days_off_weekdays=off[0], days_off_dates=off[1])
        run = streak(facts, self._today, *off)
        this_week = first == week_days(self._today)[0]
        title = self.words("this-week") if this_week else self.words("week-of", first=f"{first.month}/{first.day}")
        return SideState(
            day=self.day,
            week_title=title,
            week=week,
            week_seconds=stats.total_seconds,
            target=config.target or None,
            no_time=self.words("no-time") if this_week else "",
            challenges_title=self.words("challenges"),
            rate=f"{100 * stats.done // stats.challenges}%" if stats.challenges else "",
            streak=self.words("streak", n=run.length),
            why=explain(run, self.words.language),
            marks=" ".join(_mark_of(day) for day in [d for d in facts if d.challenges][-_DAYS_OF_MARKS:]),
            language=self.words.language,
        )

    def _key_hints(self) -> tuple[KeyHint, ...]:
        # The keys a person has chosen, not those of the table.
        bindings = [active.binding for active in self.active_bindings.values()]
        keys = {binding.id: self.app.get_key_display(binding) for binding in reversed(bindings)}
        commands = {command.name: command for command in COMMANDS}
        shown_commands = [commands[name] for name in ON_THE_BAR]
        return tuple(
            KeyHint(keys[c.binding], self.words(f"do-{c.name}"), c.action) for c in shown_commands if c.binding in keys
        )

    @on(ActionChosen)
    async def _run_chosen(self, message: ActionChosen) -> None:
        await self.run_action(message.action)

    async def on_key(self, event: events.Key) -> None:
        # With the Korean keyboard on, the keys still do what is printed on them.
        latin = KEY_OF_JAMO.get(event.character or "")
        if latin is not None:
            event.stop()
            # From the application, because a key that the screen itself sends does not reach the bindings.
            self.app.call_later(self.app.simulate_key, latin)


def _mark_of(day: DayFacts) -> str:
    if day.done == day.challenges:
        return MARKS[Mark.DONE]
    if day.open == day.challenges:
        return "· "
    return MARKS[Mark.PARTIAL] if day.done or day.partial else MARKS[Mark.MISSED]
