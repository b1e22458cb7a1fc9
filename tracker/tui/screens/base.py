"""What every screen has: the header and the key bar, errors in one line, and an eye on what others write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.reactive import var
from textual.screen import UPDATE_PERIOD, Screen
from textual.widgets import Static

from tracker.database import Displaced, Displacement
from tracker.errors import Conflicting, TrackerError
from tracker.journal import Journal
from tracker.journal.safekeeping import Recovered
from tracker.journal.timer import TimerState
from tracker.stored import DaySummary
from tracker.timefmt import WEEKDAY_NAMES
from tracker.tui.commands import APP_COMMANDS, KEY_OF_JAMO, SHARING, VISITS, Command, bindings_of
from tracker.tui.completion import Suggest
from tracker.tui.guarded import Guarded
from tracker.tui.messages import ActionChosen, Noticed
from tracker.tui.questions import Accept, Answer, Field, Question
from tracker.tui.shown import short, shown
from tracker.tui.widgets.day_header import DayHeader, HeaderState
from tracker.tui.widgets.key_bar import KeyBar, KeyHint
from tracker.unsaved import Unsaved
from tracker.wording import _, language

if TYPE_CHECKING:
    from tracker.tui.app import StudylogApp

POLL_SECONDS = 0.5
"""How often to look whether another program has written."""
TICK_SECONDS = 1.0
"""How often the header is brought up to now."""
_BUILDING_SECONDS = 0.3
"""How long the parts of a new screen may take to come."""


class StudyScreen(Guarded, Screen[None]):
    """A screen over the journal; what it shows of it is read again whenever anyone has written."""

    commands: ClassVar[tuple[Command, ...]] = ()
    """What the screen itself answers to."""
    visits: ClassVar[tuple[Command, ...]] = VISITS
    """Where it leads; a screen whose own command means the same leaves that one out."""
    BINDINGS = [*bindings_of((*VISITS, *SHARING, *APP_COMMANDS))]

    # What is handed down to the parts that draw it; the screen itself has nothing to draw anew.
    header: var[HeaderState] = var(HeaderState())
    hints: var[tuple[KeyHint, ...]] = var(())

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self.journal = journal
        self.working = False
        """Whether a thread of the screen holds the file; then nothing else may write."""
        self.timer_state: TimerState = journal.timer.state()
        self._version = journal.version()
        self._studied = journal.today
        """The study day that was today when it was looked at last."""
        self._summary_of_day: DaySummary | None = None
        self._error = ""
        """What the line for errors says."""
        self._covered = False
        """Whether another screen has been over it since it was read last."""
        self._stands = False
        """Whether all of it has been drawn: while its parts still come, each would be a frame of its own."""
        self._drawn_at = 0.0
        """When it was drawn last without waiting for a tick, in seconds of the monotonic clock."""
        self._first_size: Size | None = None
        """The size it was first laid out for, until it is told that this is its size."""

    def compose(self) -> ComposeResult:
        yield DayHeader(id="day-header").data_bind(state=StudyScreen.header)
        with Vertical(id="content"):
            yield from self.compose_content()
        yield Static("", id="error-line", markup=False)
        yield KeyBar(id="key-bar").data_bind(hints=StudyScreen.hints)

    def compose_content(self) -> ComposeResult:
        """Yield what stands between the header and the key bar."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.set_up()

    def set_up(self) -> None:
        """Show it for the first time, and keep it up.

        A screen adds to this, not to `on_mount`: Textual calls that of every class by itself.
        """
        self.look()
        self.refresh_hints()
        self.set_timer(_BUILDING_SECONDS, self._stand)
        self.set_interval(POLL_SECONDS, self.keep_up)
        self.set_interval(TICK_SECONDS, self._keep_time)

    def _stand(self) -> None:
        self._stands = True

    def on_screen_suspend(self) -> None:
        self._covered = True

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        first = size is not None and not self._size
        super()._refresh_layout(size, scroll)
        if first and self._size:
            self._first_size = size

    def _screen_resized(self, size: Size) -> None:
        # Textual tells a screen its size once it has been laid out for it, and would draw all of it a second time.
        told, self._first_size = self._first_size, None
        if told != size:
            super()._screen_resized(size)

    async def _on_idle(self, event: events.Idle) -> None:
        # Textual draws on its next tick, up to a sixtieth of a second after there is something to be drawn.
        waiting = self._layout_required or self._scroll_required or self._repaint_required or self._dirty_widgets
        rested = monotonic() - self._drawn_at >= UPDATE_PERIOD
        if waiting and rested and self._stands and self.is_current and not self.app._batch_count:
            event.prevent_default()
            self._drawn_at = monotonic()
            self._on_timer_update()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        if event.refresh_styles and not self._size:
            # The styles of what it consists of were worked out a moment ago; those of itself before its sheet was read.
            event.refresh_styles = False
            self.app.stylesheet.apply(self)
        # It is told so too when it is seen for the first time, and has been read then.
        if self._covered and self.is_mounted:
            self._covered = False
            self.look()

    @property
    def studylog(self) -> StudylogApp:
        """The application."""
        from tracker.tui.app import StudylogApp

        app = self.app
        assert isinstance(app, StudylogApp)
        return app

    @property
    def drafts(self) -> Unsaved:
        """What is written and not saved, whichever screen it was written on."""
        return self.studylog.unsaved

    # What it is about

    @property
    def shown_day(self) -> dt.date:
        """The day that other screens open on when they are visited from here."""
        return self.journal.today

    def look(self) -> None:
        """Read the journal again and show it; a screen adds what it shows besides the header."""
        self.timer_state = self.journal.timer.state()
        self._summary_of_day = next(iter(self.journal.overview(self.shown_day, self.shown_day)), None)
        self.tick()

    def bar(self) -> Sequence[str]:
        """Return the bindings that the bottom line shows as far as there is room; the help always stands at its end."""
        return [command.binding for command in self.commands]

    def ready_to_quit(self) -> bool:
        """Return whether nothing here would be lost; a screen that returns no has said so."""
        return True

    def preserve(self) -> None:
        """Save what is written, and keep what cannot be saved: the program ends whatever this comes to."""
        self.ready_to_quit()

    def save_written(self) -> None:
        """Save what is written here, as far as it can be now, before it is carried elsewhere."""

    def help_text(self) -> str:
        """Return what the help says of the part that has the focus."""
        return ""

    def all_commands(self) -> tuple[Command, ...]:
        """Return every command that works now."""
        return (*self.commands, *self.visits, *SHARING, *APP_COMMANDS)

    def key_of(self, binding: str) -> str:
        """Return the key of a binding as it is shown, the person's own where it was changed."""
        return self.studylog.key_of(binding)

    # Doing things

    def attempt(self, act: Callable[[], object]) -> str | None:
        """Do it; return what is wrong, in one sentence, when it cannot be done. The one place that catches errors.

        Where another window has changed the same lines, the person is asked whose stand.
        """
        try:
            act()
        except Conflicting as conflict:
            from tracker.tui.conflict import ask_which

            settle = conflict.settle
            ask_which(
                self.app,
                conflict.conflicts,
                lambda prefer: self._settle(lambda: settle(prefer)),
                title=conflict.question,
            )
            return conflict.sentence
        except Displaced as displaced:
            return self._go_on(displaced, act)
        except TrackerError as error:
            return error.sentence
        return None

    def _go_on(self, displaced: Displaced, act: Callable[[], object]) -> str | None:
        """Go on with the file that has the log's name now, and do there what was to be done; return what is wrong."""
        try:
            done = self._recover()
        except TrackerError as error:
            return error.sentence
        if displaced.committed and (done is None or done.displacement is Displacement.GONE):
            # It went into the file that was taken away, and came back with it.
            return None
        if self.journal.displacement is not None:
            return displaced.sentence
        return self.attempt(act)

    def _recover(self) -> Recovered | None:
        done = self.journal.recover()
        if done is not None:
            # Somebody has to look after this; a moment would be too short.
            self.app.notify(shown(done.sentence), severity="warning", timeout=60, markup=False)
        return done

    def _settle(self, act: Callable[[], object]) -> None:
        from tracker.tui.screens.prompt import Asking

        if self.apply(act) and isinstance(self.app.screen, Asking):
            # The box that the words came from stood open for as long as they were not settled.
            self.app.screen.close_answered()

    def apply(self, act: Callable[[], object]) -> bool:
        """Do it and show what is then; an error is shown in its line. Returns whether it was done."""
        error = self.attempt(act)
        self.say_error(error or self.attempt(self.look) or "")
        if error is not None:
            self.attempt(self.look)
        return error is None

    def accepting(self, act: Callable[[Answer], object]) -> Accept:
        """Return what a prompt hands its answer to; an error goes back to the prompt, where the words still stand."""

        def accept(answer: Answer) -> str | None:
            error = self.attempt(lambda: act(answer))
            if error is None:
                # What was written is saved; that it cannot be read again is another matter.
                self.say_error(self.attempt(self.look) or "")
            return error

        return accept

    def ask(
        self,
        kind: str,
        title: str,
        act: Callable[[Answer], object],
        *fields: Field,
        suggest: Suggest | None = None,
    ) -> None:
        """Ask for words, and do with them what is to be done; what is left unsaved is kept by its kind."""
        from tracker.tui.screens.prompt import Prompt

        question = Question(title, kind, self.accepting(act))
        self.app.push_screen(Prompt(question, fields or (Field(),), self.drafts, suggest))

    def ask_one_of(
        self,
        title: str,
        options: Sequence[tuple[str, str]],
        choose: Callable[[str], object],
        *,
        lettered: bool = False,
    ) -> None:
        """Ask for one of a list: pairs of what `choose` is given and what is shown; `lettered` makes those keys."""
        from tracker.tui.screens.prompt import Choice

        self.app.push_screen(Choice(title, options, choose, lettered=lettered))

    def say_error(self, sentence: str) -> None:
        """Show an error until something else is done; an empty sentence takes it away."""
        if sentence == self._error:
            # A line that was written anew has the whole screen laid out anew.
            return
        self._error = sentence
        line = self.query_one("#error-line", Static)
        line.update(Content(shown(sentence)))
        line.set_class(bool(sentence), "-shown")

    def tell(self, sentence: str) -> None:
        """Show for a moment what was done."""
        self.app.notify(shown(sentence), markup=False)

    # Keeping up

    def keep_up(self) -> None:
        """Show what others have written."""
        if self.studylog.main_screen is not self:
            return
        error = self.attempt(self.follow)
        if error is not None:
            self.say_error(error)

    def follow(self) -> None:
        """Look again when another program has written, or the study day has turned."""
        if self.journal.notices:
            self.app.post_message(Noticed(tuple(self.journal.notices)))
            self.journal.notices.clear()
        if self.journal.displacement is not None:
            self._recover()
            self._version = -1
        self.journal.keep_log()
        version, today = self.journal.version(), self.journal.today
        if (version, today) != (self._version, self._studied):
            self._version, self._studied = version, today
            self.look()

    def _keep_time(self) -> None:
        error = self.attempt(self.tick)
        if error is not None:
            self.say_error(error)

    def tick(self) -> None:
        """Bring the header up to now."""
        self.header = self._header_state()

    def _header_state(self) -> HeaderState:
        state, now, day, summary = self.timer_state, self.journal.now(), self.shown_day, self._summary_of_day
        running = state.running
        elapsed = None
        if running is not None and running.started_at is not None:
            elapsed = max(0, int((now - running.started_at).total_seconds()))
        total = summary.study_seconds if summary is not None else None
        today = self.journal.today
        if day == today:
            counted = elapsed is not None and running is not None and running.day == today
            # `today_seconds` was right when it was read; since then only the running session has grown.
            total = state.today_seconds + ((elapsed or 0) - state.seconds if counted else 0)
        return HeaderState(
            day=self.day_name(day, summary.until if summary is not None else None),
            week=_("week {n}", n=self.journal.week(day)),
            note=summary.note if summary is not None else "",
            timer=running.subject if running is not None else state.paused_subject or "",
            elapsed=elapsed,
            forgotten=state.forgotten,
            total_label=_("today") if day == today else _("total"),
            total=total,
            target=self.journal.config.target,
            doing=self.studylog.carrying.doing if self.studylog.carrying is not None else "",
        )

    def day_name(self, day: dt.date, until: dt.date | None = None) -> str:
        """Return a day with its weekday, and the last day of a range."""
        to = f" – {until.month}/{until.day}" if until is not None else ""
        return f"{day} {WEEKDAY_NAMES[language()][day.weekday()]}{to}"

    # What works everywhere

    def refresh_hints(self) -> None:
        """Bring the bottom line up to what can be done now."""
        commands = {command.binding: command for command in self.all_commands()}
        wanted = [name for name in (*self.bar(), "app.palette", "app.help") if name in commands]
        self.hints = tuple(
            KeyHint(self.key_of(name), _(commands[name].do), commands[name].action) for name in dict.fromkeys(wanted)
        )

    def action_visit(self, name: str) -> None:
        self.studylog.visit_named(name, self.shown_day)

    def action_leave(self) -> None:
        self.studylog.leave(self)

    def action_undo(self) -> None:
        self.apply(lambda: self.tell(_("Undone: {summary}", summary=short(self.journal.undo().summary))))

    def action_redo(self) -> None:
        self.apply(lambda: self.tell(_("Redone: {summary}", summary=short(self.journal.redo().summary))))

    def action_help(self) -> None:
        from tracker.tui.screens.help import Help

        self.app.push_screen(Help(self.help_text(), self.all_commands(), self.studylog.keys_of))

    def action_write_index(self) -> None:
        # Jinja is only loaded where a page is written.
        from tracker.tui.sharing import ask_index

        ask_index(self)

    def action_copy_as(self) -> None:
        from tracker.tui.sharing import ask_format

        ask_format(self)

    def action_write_report(self) -> None:
        from tracker.tui.sharing import ask_report

        ask_report(self)

    def action_sync(self) -> None:
        self.studylog.take_carrying().by_key(self)

    def action_theme(self) -> None:
        self.studylog.choose_theme()

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
