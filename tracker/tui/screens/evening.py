"""Evening: the day closed in five steps, each of which writes at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tracker.charts import Line, Segment
from tracker.errors import Conflicting, NotFound, Prefer, TrackerError
from tracker.grams import fold
from tracker.journal import Journal
from tracker.model import Challenge, DayRecord, Mark
from tracker.stored import Known
from tracker.timefmt import format_duration, parse_duration
from tracker.tui.commands import Command, bindings_of
from tracker.tui.conflict import ask_which
from tracker.tui.screens.evening_commands import (
    CHECK,
    EVENING_COMMANDS,
    FINISH,
    LINE_COMMANDS,
    NEW_COMMAND,
    REFLECT,
    STEP_COMMANDS,
    STEP_NAMES,
    STEP_OF_ACTION,
    TIME,
    TOMORROW,
    UNDO_COMMANDS,
    WAY_COMMANDS,
)
from tracker.tui.screens.evening_steps import (
    KnownRead,
    ScreenOfText,
    done_steps,
    fields_of,
    hint_of,
    ref_of,
    sum_of,
    tomorrow_rows,
    write_reflection,
)
from tracker.tui.screens.evening_unsaved import keep_fields, keep_line, offer_fields, offer_line
from tracker.tui.screens.prompt import LineInput
from tracker.tui.shown import shown
from tracker.tui.widgets.challenge_list import ChallengeList, Heading, Offer
from tracker.tui.widgets.closing import Clocked, empty_line, still_empty, time_lines
from tracker.tui.widgets.line_list import LIST_COMMANDS, LineList
from tracker.tui.widgets.one_line import OneLine
from tracker.tui.widgets.rail import Rail, Step
from tracker.tui.widgets.reflection_fields import ReflectionFields, ReflectionInput
from tracker.tui.widgets.text_page import PAGE_COMMANDS, TextPage, markdown_lines
from tracker.wording import _

SAVE_SECONDS = 0.7
"""How long after the first unsaved key the reflections are saved."""
_NEXT_MARK = {None: Mark.DONE, Mark.DONE: Mark.PARTIAL, Mark.PARTIAL: Mark.MISSED, Mark.MISSED: None}


class ChallengeLine(LineInput):
    """The line that a challenge for tomorrow is written in."""

    BINDINGS = [*bindings_of(LINE_COMMANDS)]


class EveningScreen(ScreenOfText):
    """Leads through the end of a day: checks, reflection, tomorrow, time, and the finished text."""

    CSS_PATH = "../evening.tcss"
    AUTO_FOCUS = ""
    commands: ClassVar[tuple[Command, ...]] = (*EVENING_COMMANDS, *LINE_COMMANDS, *LIST_COMMANDS, *PAGE_COMMANDS)
    # Steps share their keys; check_action lets through what the one at hand has.
    BINDINGS = [*bindings_of(EVENING_COMMANDS)]

    def __init__(self, journal: Journal, day: dt.date) -> None:
        super().__init__(journal, day)
        self.step = CHECK
        self._known: Sequence[str] = ()
        """Challenges of other days, for completing."""
        self._save_timer: Timer | None = None
        self._reflection = ReflectionFields(id="evening-fields")
        self._total = ""
        """The total as the day has it, in the line where it is corrected."""
        self._asking = False
        """Whether the person is asked whose lines stand."""
        self._failure = ""
        """Why the reflections could not be saved the last time; empty when they were."""
        self._warned = False
        """Whether it was said, since the last key, that something is not saved."""
        self._let_go = False
        self._gone = False

    def compose_content(self) -> ComposeResult:
        yield Rail(id="evening-rail")
        yield OneLine(id="evening-hint")
        yield Static("", id="evening-missing", markup=False)
        with Vertical(id="evening-check", classes="evening-step"):
            yield ChallengeList(id="evening-past")
        with Vertical(id="evening-reflect", classes="evening-step"):
            yield self._reflection
        with Vertical(id="evening-tomorrow", classes="evening-step"):
            yield ChallengeList(id="evening-next")
            with Horizontal(classes="evening-line"):
                yield Static(" + ", id="evening-next-sign", markup=False)
                yield ChallengeLine(placeholder=_("A challenge for tomorrow"), select_on_focus=False, id="evening-new")
        with Vertical(id="evening-time", classes="evening-step"):
            yield TextPage(id="evening-sessions")
            with Horizontal(classes="evening-line"):
                yield Static(Content(_("total")), id="evening-total-sign")
                yield LineInput(select_on_focus=False, id="evening-total")
        with Vertical(id="evening-finish", classes="evening-step"):
            yield OneLine(id="evening-sum")
            yield OneLine(id="evening-empty")
            yield TextPage(id="evening-text")

    def set_up(self) -> None:
        super().set_up()
        offer_line(self.drafts, self.day, self.query_one("#evening-new", LineInput))
        # Before the first frame, which would else be drawn once without and once with the focus.
        self._focus_step()
        self.refresh_hints()

    # What it says of itself

    def all_commands(self) -> tuple[Command, ...]:
        focused = self.focused
        moves = LIST_COMMANDS[:-1] if isinstance(focused, LineList) else ()
        moves = PAGE_COMMANDS if isinstance(focused, TextPage) else moves
        own = STEP_COMMANDS[self.step] if self.record is not None else (NEW_COMMAND,)
        own += LINE_COMMANDS if isinstance(focused, ChallengeLine) else ()
        others = super().all_commands()[len(self.commands) :]
        return (*own, *WAY_COMMANDS, *moves, *UNDO_COMMANDS, *others)

    def bar(self) -> Sequence[str]:
        if self.record is None:
            return [NEW_COMMAND.binding, "evening.back"]
        own = STEP_COMMANDS[self.step]
        if isinstance(self.focused, ChallengeLine):
            own = LINE_COMMANDS
        elif isinstance(self.focused, LineInput):
            own = ()
        undo = () if isinstance(self.focused, Input | TextArea) else ("evening.undo",)
        publish = ("visit.publish",) if self.step == FINISH else ()
        return [*(command.binding for command in own), *publish, "evening.next", "evening.back", *undo]

    def help_text(self) -> str:
        return _("Five steps close the day. Each can be passed over, and what is written is saved at once.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "new_day":
            return self.record is None
        steps = STEP_OF_ACTION.get(action)
        return steps is None or (self.record is not None and self.step in steps)

    # Reading and showing

    def look(self) -> None:
        super().look()
        error = self.attempt(self._read)
        if error is not None:
            self.say_error(error)
            return
        self._show()

    def _read(self) -> None:
        self.record = self.journal.find(self.day)

    def _show(self) -> None:
        record = self.record
        for number, step in enumerate(self.query(".evening-step")):
            step.display = record is not None and number == self.step
        missing = self.query_one("#evening-missing", Static)
        missing.display = record is None
        if record is None:
            missing.update(Content(self._why_nothing()))
        else:
            self._show_step(record)
        self._show_rail()

    def _why_nothing(self) -> str:
        opens = _("{key} opens the day, with the challenges that were set for it.", key=self.key_of("evening.new"))
        return "\n".join((_("There is no log of {day} yet.", day=self.day_name(self.day)), opens))

    def _show_step(self, record: DayRecord) -> None:
        if self.step == CHECK:
            listed = self.query_one("#evening-past", ChallengeList)
            listed.say([_("No challenges were set for this day.")])
            listed.show_rows([challenge for challenge in record.day.past() if challenge.text])
        elif self.step == REFLECT:
            self._reflection.show_fields(fields_of(self.journal, record), record)
        elif self.step == TOMORROW:
            self._show_tomorrow(record)
        elif self.step == TIME:
            self._show_time(record)
            line = self.query_one("#evening-total", LineInput)
            if not line.has_focus and line.value == self._total:
                self._show_total(record)
        else:
            self._show_finish(record)

    def _show_rail(self) -> None:
        record = self.record
        done = done_steps(record, timing=self._runs_here) if record is not None else [False] * len(STEP_NAMES)
        self.query_one(Rail).steps = tuple(
            Step(_(name), done[number], number == self.step and record is not None)
            for number, name in enumerate(STEP_NAMES)
        )
        self.query_one("#evening-hint", OneLine).line = (
            Segment(" "),
            Segment(hint_of(self.step, record, self.key_of), "hint"),
        )

    # From step to step

    def _go_to(self, step: int) -> None:
        """Show a step; what was written in the one before is saved."""
        self._save_reflections()
        self.step = step
        if step == TOMORROW:
            self._read_known()
        self.look()
        self.call_after_refresh(self._focus_step)
        self.refresh_hints()

    def _focus_step(self) -> None:
        if self.record is None:
            self.set_focus(None)
        elif self.step == REFLECT:
            offer_fields(self.drafts, self.day, self._reflection.inputs)
            self._reflection.focus_first_empty()
        elif self.step == TOMORROW:
            offers = [n for n, row in enumerate(self._tomorrow.rows) if isinstance(row, Offer)]
            if offers:
                self._tomorrow.cursor = offers[0]
            line = self.query_one("#evening-new", LineInput)
            # What was begun before goes on.
            self.set_focus(self._tomorrow if offers and not line.value.strip() else line)
        else:
            names = {CHECK: "#evening-past", TIME: "#evening-sessions", FINISH: "#evening-text"}
            self.set_focus(self.query_one(names[self.step], Widget))

    def on_descendant_focus(self) -> None:
        self.refresh_hints()

    def action_onward(self) -> None:
        if self.record is None:
            return
        if self.step == REFLECT and self._reflection.focus_next(1):
            self._save_reflections()
        elif self.step < FINISH:
            self._go_to(self.step + 1)

    def action_go_on(self) -> None:
        if self.record is None:
            self.action_new_day()
        elif self.step == FINISH:
            self.action_leave()
        else:
            self.action_onward()

    def action_backward(self) -> None:
        if self.record is None or self.step == CHECK:
            return
        if self.step == REFLECT and self._reflection.focus_next(-1):
            self._save_reflections()
        else:
            self._go_to(self.step - 1)

    def action_back(self) -> None:
        if isinstance(self.focused, LineInput) and self.step == TIME:
            self.set_focus(self.query_one("#evening-sessions"))
            if self.record is not None:
                self._show_total(self.record)
            self._show()
        elif self.record is None or self.step == CHECK:
            self._leave_by("evening.back")
        else:
            self._go_to(self.step - 1)

    def action_leave(self) -> None:
        self._leave_by("evening.leave")

    def _leave_by(self, binding: str) -> None:
        if self._ready_to_leave(self.key_of(binding)):
            super().action_leave()

    def ready_to_quit(self) -> bool:
        return self._ready_to_leave(self.key_of("app.quit"))

    def save_written(self) -> None:
        if not self._asking:
            self._save_reflections()

    def preserve(self) -> None:
        try:
            super().preserve()
        finally:
            keep_fields(self.drafts, self.day, self._reflection.inputs)

    def _ready_to_leave(self, key: str) -> bool:
        """Save; say once what cannot be saved or is not finished, and the next time leave without it."""
        saved = self._save_reflections()
        if self._asking:
            return False
        if (saved and not self._half_written()) or self._warned:
            self._let_go = True
            return True
        self._warned = True
        if saved:
            self.say_error(_("These words are not saved; press {keys} again to leave without them.", keys=key))
        else:
            self.say_error(
                _(
                    "{why} Press {key} again to leave; what you wrote is kept for the next start.",
                    why=self._failure,
                    key=key,
                )
            )
        return False

    def _half_written(self) -> bool:
        """Return whether a line was begun that nobody has set."""
        written = self.query_one("#evening-new", LineInput).value.strip()
        return bool(written) or self.query_one("#evening-total", LineInput).value.strip() != self._total

    def on_unmount(self) -> None:
        # Whatever took its place, nothing typed is lost but what the person has let go of.
        self._gone = True
        if not self._let_go:
            self._save_reflections()

    @on(Rail.StepChosen)
    def _chosen_step(self, message: Rail.StepChosen) -> None:
        if self.record is not None:
            self._go_to(message.number)

    @on(LineList.Chosen)
    def _chosen_in_list(self) -> None:
        self.action_onward()

    def action_new_day(self) -> None:
        if self.record is None and self.apply(lambda: self.journal.open_day(self.day)):
            self.tell(_("Opened {day}", day=self.day))
            self._go_to(CHECK)

    def action_undo(self) -> None:
        self.apply(lambda: self.tell(_("Undone: {summary}", summary=self.journal.undo().summary)))

    def action_redo(self) -> None:
        self.apply(lambda: self.tell(_("Redone: {summary}", summary=self.journal.redo().summary)))

    # 1: the challenges set before this day

    def action_check(self) -> None:
        challenge = self.query_one("#evening-past", ChallengeList).current
        if isinstance(challenge, Challenge):
            self._mark(challenge, _NEXT_MARK[challenge.mark])

    def action_mark(self, mark: str) -> None:
        challenge = self.query_one("#evening-past", ChallengeList).current
        if isinstance(challenge, Challenge):
            self._mark(challenge, Mark(mark) if mark else None)

    def _mark(self, challenge: Challenge, mark: Mark | None) -> None:
        seen = self.record
        self.apply(lambda: self.journal.mark_challenge(self.day, ref_of(challenge), mark, seen=seen))

    # 2: looking back

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._warned = False
        self._save_later()

    def _save_later(self) -> None:
        if self._save_timer is None and any(area.changed for area in self._reflection.inputs):
            # From the first key on, so that typing without a pause is saved as well.
            self._save_timer = self.set_timer(SAVE_SECONDS, self._save_soon)

    def _save_soon(self) -> None:
        self._save_timer = None
        if self.app.screen is self:
            self._save_reflections()
        elif not self._asking:
            # A question over another box would come as a surprise.
            self._save_later()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if isinstance(event.widget, ReflectionInput):
            self._save_reflections()

    def _save_reflections(self) -> bool:
        """Write what the fields say into the day, one after another; what cannot be written stays in its field.

        Returns whether all of it is saved; else it is said why not, or whose lines stand is asked.
        """
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        # While a box asks whose lines stand, nothing is written.
        if self._asking and self.app.screen is not self and not self._gone:
            return False
        self._asking = False
        self._failure = ""
        for area in self._reflection.inputs:
            if not area.changed:
                continue
            error = self._error_in_saving(area)
            if self._asking:
                return False
            self._failure = self._failure or error
        keep_fields(self.drafts, self.day, self._reflection.inputs)
        if self._failure and self._gone:
            self.app.notify(shown(self._failure), severity="warning", markup=False)
        elif self._failure:
            self.say_error(self._failure)
        return not self._failure

    def _error_in_saving(self, area: ReflectionInput) -> str:
        """Save a field and return what is wrong; empty when nothing is, or when it is asked whose lines stand."""
        try:
            self._save_reflection(area)
        except Conflicting as conflict:
            settle = conflict.settle
            if self._gone:
                # There is nobody to ask any more: nothing of either is dropped.
                return self.attempt(lambda: settle(Prefer.BOTH)) or ""
            self._asking = True
            ask_which(self.app, conflict.conflicts, lambda prefer: self._settled(area, lambda: settle(prefer)))
            return ""
        except TrackerError as error:
            return error.sentence
        if self._gone:
            return ""
        self.say_error("")
        return self.attempt(self._look_at_fields) or ""

    def _look_at_fields(self) -> None:
        self.look()
        if self.record is not None and self.step != REFLECT:
            # Out of sight they learn what the day says now, too; else they would be written once more.
            self._reflection.show_fields(fields_of(self.journal, self.record), self.record)

    def _save_reflection(self, area: ReflectionInput) -> None:
        if self.record is None:
            raise NotFound(_("There is no log of {day} yet.", day=self.day_name(self.day)))
        write_reflection(self.journal, self.day, area.field, area.text.strip(), area.seen)

    def _settled(self, area: ReflectionInput, settle: Callable[[], object]) -> None:
        self._asking = False
        error = self.attempt(settle)
        if error is None:
            area.give_up()
        if not self._gone:
            self.say_error(error or "")
            self._look_at_fields()
            if error is None:
                # The fields after this one waited for the answer.
                self._save_reflections()

    # 3: tomorrow

    @property
    def _tomorrow(self) -> ChallengeList:
        return self.query_one("#evening-next", ChallengeList)

    def _show_tomorrow(self, record: DayRecord) -> None:
        written = self.query_one("#evening-new", LineInput).value.strip()
        rows = tomorrow_rows(record, self.journal.unfinished(record), written, self._known)
        self._tomorrow.say([_("Nothing is set for tomorrow yet. Write it below.")])
        self._tomorrow.show_rows(rows)

    @work(thread=True, exclusive=True, group="evening-known")
    def _read_known(self) -> None:
        # Years of challenges take longer to read than a frame.
        try:
            with self.journal.elsewhere() as journal:
                self.post_message(KnownRead(journal.known(Known.CHALLENGES)))
        except TrackerError as error:
            self.post_message(KnownRead((), error.sentence))

    @on(KnownRead)
    def _take_known(self, message: KnownRead) -> None:
        self._known = message.challenges
        if message.error:
            self.say_error(message.error)
        elif self.record is not None and self.step == TOMORROW:
            self._show_tomorrow(self.record)

    @on(Input.Changed, "#evening-new")
    def _written_on(self, event: Input.Changed) -> None:
        self._warned = False
        if isinstance(event.input, LineInput):
            keep_line(self.drafts, self.day, event.input)
        if self.record is not None and self.step == TOMORROW:
            self._show_tomorrow(self.record)

    @on(Input.Submitted, "#evening-new")
    def _set_written(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self.action_onward()
        elif self.apply(lambda: self.journal.add_challenge(self.day, event.value)):
            event.input.value = ""

    def action_write(self) -> None:
        line = self.query_one("#evening-new" if self.step == TOMORROW else "#evening-total", LineInput)
        line.cursor_position = len(line.value)
        self.set_focus(line)

    def action_to_list(self) -> None:
        listed = self._tomorrow
        if listed.rows:
            # What could be set with what is written so far stands last.
            offers = [n for n, row in enumerate(listed.rows) if isinstance(row, Offer)]
            headings = [n for n, row in enumerate(listed.rows) if isinstance(row, Heading)]
            listed.cursor = headings[-1] + 1 if offers else listed.cursor
            self.set_focus(listed)

    def action_take(self) -> None:
        row = self._tomorrow.current
        if isinstance(row, Offer):
            text = row.text
            if self.apply(lambda: self.journal.add_challenge(self.day, text)):
                self.query_one("#evening-new", LineInput).value = ""
        elif isinstance(row, Challenge) and self.record is not None:
            # What was taken by this key goes back by it.
            left = [c.text for c in self.record.day.past() if c.mark in (Mark.PARTIAL, Mark.MISSED)]
            if fold(row.text) in {fold(text) for text in left}:
                self.action_delete()

    def action_delete(self) -> None:
        row, seen = self._tomorrow.current, self.record
        if isinstance(row, Challenge):
            ref = ref_of(row)
            if self.apply(lambda: self.journal.delete_item(self.day, ref, seen=seen)):
                key = self.key_of("evening.undo")
                self.tell(_("Deleted: {words}  ({key} undoes)", words=row.text, key=key))

    # 4: time

    @property
    def _runs_here(self) -> bool:
        running = self.timer_state.running
        return running is not None and running.day == self.day

    def tick(self) -> None:
        super().tick()
        if self.is_mounted and self.step == TIME and self.record is not None:
            self._show_time(self.record)

    def _show_time(self, record: DayRecord) -> None:
        state = self.timer_state
        page = self.query_one("#evening-sessions", TextPage)
        clocked = Clocked(
            running=state.running.subject if state.running is not None else "",
            elapsed=self.header.elapsed or 0,
            paused=state.paused_subject or "",
            counted=self._runs_here,
        )
        keys = self.key_of("evening.timer"), self.key_of("evening.total")
        lines = time_lines(record, clocked, self.journal.config.target, page.size.width or self.size.width, keys)
        page.show_lines(lines, stay=True)

    def action_timer(self) -> None:
        state = self.timer_state
        if state.running is not None and state.forgotten:
            self.studylog.today_screen.ask_about_forgotten()
        elif state.running is not None:
            self.apply(self._stop)
        else:
            self.apply(self._resume)

    def _stop(self) -> None:
        booked = self.journal.timer.stop()
        length = format_duration(booked.seconds)
        self.tell(_("Booked: {subject} {length}", subject=booked.sessions[0].subject, length=length))

    def _resume(self) -> None:
        self.tell(_("Started: {subject}", subject=self.journal.timer.resume().subject))

    @on(Input.Submitted, "#evening-total")
    def _set_total(self, event: Input.Submitted) -> None:
        record, written = self.record, event.value.strip()
        before = record.study_seconds if record is not None else None
        if written == (format_duration(before) if before is not None else ""):
            self.action_onward()
            return

        def correct() -> None:
            self.journal.set_total(self.day, parse_duration(written) if written else None)

        if self.apply(correct):
            self.set_focus(self.query_one("#evening-sessions"))
            if self.record is not None:
                self._show_total(self.record)
            self._show()

    def _show_total(self, record: DayRecord) -> None:
        self._total = format_duration(record.study_seconds) if record.study_seconds is not None else ""
        self.query_one("#evening-total", LineInput).value = self._total

    @on(Input.Changed, "#evening-total")
    def _total_written_on(self) -> None:
        self._warned = False

    # 5: the finished text

    def _show_finish(self, record: DayRecord) -> None:
        found = still_empty(record)
        self.query_one("#evening-sum", OneLine).line = self._sum(record)
        self.query_one("#evening-empty", OneLine).line = empty_line(found, self.size.width)
        self.query_one("#evening-text", TextPage).show_lines(markdown_lines(record.text), stay=True)

    def _sum(self, record: DayRecord) -> Line:
        return sum_of(record, self.journal.facts_and_streak(self.day, self.day)[1])
