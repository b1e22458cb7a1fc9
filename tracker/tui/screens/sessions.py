"""The sessions of a day: listed, added, corrected, and held against the total that is written in the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import reactive

from tracker.cells import fit
from tracker.charts import Line, Segment
from tracker.errors import UsageError
from tracker.journal import Journal
from tracker.journal.session_line import format_session_line, parse_session_line
from tracker.model import DayRecord, Session
from tracker.stored import Known
from tracker.timefmt import format_duration, parse_duration
from tracker.tui.commands import UNDOING, Command, Group, bindings_of
from tracker.tui.completion import MOST, Suggestion, matching
from tracker.tui.questions import Answer, Field
from tracker.tui.screens.base import StudyScreen
from tracker.tui.screens.clock import strip_of
from tracker.tui.shown import shown, wrap
from tracker.tui.widgets.big_clock import DaySessions, strip_lines
from tracker.tui.widgets.line_list import LIST_COMMANDS, LineList
from tracker.tui.widgets.one_line import OneLine
from tracker.tui.widgets.painted import Painted
from tracker.tui.widgets.session_list import LENGTH_COLUMNS, SessionList, SessionRow
from tracker.values import replace
from tracker.wording import N_, _, p_


def _session(keys: str, action: str, binding: str, do: str, about: str) -> Command:
    return Command(keys, action, Group.TIME, f"sessions.{binding}", do, about)


SESSION_COMMANDS = (
    _session("a", "add", "add", N_("add"), N_("Book a session that is over: 09:00-10:20 algorithms, or 40m reading.")),
    _session("i,f2", "edit", "edit", N_("edit"), N_("Correct the session you are on; the total follows.")),
    _session("d,delete", "delete", "delete", N_("delete"), N_("Take the session out, and its time off the total.")),
    _session(
        "equals_sign",
        "total",
        "total",
        N_("total"),
        N_("Write the day's total by hand; what no session explains is unclocked."),
    ),
    _session(
        "left_square_bracket,left",
        "turn(-1)",
        "previous",
        N_("previous day"),
        N_("See the sessions of the day before."),
    ),
    _session("right_square_bracket,right", "turn(1)", "next", N_("next day"), N_("See the sessions of the day after.")),
    *UNDOING,
    Command("escape,q", "leave", Group.SCREEN, "sessions.leave", N_("back"), N_("Go back to the day."), palette=False),
)
"""What the list of sessions answers to."""

_FEWEST_ROWS = 4
"""Sessions that stay in sight before the sentences go."""
_STRIP_ROOM = 6
"""Lines that are free when the day's ten minutes are shown below the sums."""
_INDENT = 3
"""Cells before the sums."""
_FORMS = N_("09:00-10:20 algorithms · 1h 20m reading · reading 09:00 40m")


class Sums(Painted):
    """Draws what the sessions add up to."""

    lines: reactive[tuple[Line, ...]] = reactive((), layout=True)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return len(self.lines)

    def render_line(self, y: int) -> object:  # type: ignore[override]
        return self.paint(self.lines[y] if y < len(self.lines) else (), self.size.width)


class SessionsScreen(StudyScreen):
    """Lists a day's sessions."""

    CSS_PATH = "../clock.tcss"
    AUTO_FOCUS = "#sessions-list"
    commands: ClassVar[tuple[Command, ...]] = SESSION_COMMANDS
    BINDINGS = [*bindings_of(SESSION_COMMANDS)]

    def __init__(self, journal: Journal, day: dt.date) -> None:
        super().__init__(journal)
        self.day = day
        self.record: DayRecord | None = None
        self._strip: DaySessions | None = None
        self._shown_in = Size()
        """The room that all was shown in."""

    @property
    def shown_day(self) -> dt.date:
        return self.day

    def compose_content(self) -> ComposeResult:
        yield OneLine(id="sessions-title")
        yield SessionList(id="sessions-list")
        yield Sums(id="sessions-sums")

    def all_commands(self) -> tuple[Command, ...]:
        return (*LIST_COMMANDS, *super().all_commands())

    def bar(self) -> Sequence[str]:
        if self.sessions.rows:
            return [
                "sessions.add",
                "sessions.edit",
                "sessions.delete",
                "sessions.total",
                "today.undo",
                "sessions.leave",
            ]
        return ["sessions.add", "sessions.total", "sessions.previous", "sessions.leave"]

    def help_text(self) -> str:
        return _(
            "Each line is a session: when it was, how long, and what was studied. The total written in the day is what"
            " counts; a session that is added, corrected or deleted changes it by the difference, and a total written"
            " by hand stands. What no session explains is unclocked."
        )

    @property
    def sessions(self) -> SessionList:
        """The list."""
        return self.query_one(SessionList)

    # Reading

    def look(self) -> None:
        error = self.attempt(self._read)
        if error is not None:
            self.say_error(error)
            return
        super().look()
        self.refresh_hints()

    def _read(self) -> None:
        self.record = self.journal.find(self.day)
        self._strip = strip_of(self.journal, self.day)
        self._show()

    def on_resize(self) -> None:
        if self._room != self._shown_in:
            self._show()

    @property
    def _room(self) -> Size:
        """What there is below the title; before it is laid out, what there will be."""
        # Of the lines around it only that for errors can be gone or there.
        height = self.query_one("#content").size.height or self.size.height - 2
        return Size(self.size.width, max(0, height - 1))

    def tick(self) -> None:
        super().tick()
        if self.is_mounted and any(row.session.running for row in self.sessions.rows):
            self._show()

    def _show(self) -> None:
        self._shown_in = self._room
        sessions = self.journal.timer.sessions(self.day)
        rows = [SessionRow(n, session, self._seconds(session)) for n, session in enumerate(sessions, 1)]
        self.sessions.say([_("No sessions on this day yet; {key} books one.", key=self.key_of("sessions.add"))])
        if rows != list(self.sessions.rows):
            self.sessions.show_rows(rows)
        title = _("Sessions of {day}", day=self.day_name(self.day, self.record.day.until if self.record else None))
        self.query_one("#sessions-title", OneLine).line = (Segment(f" {shown(title)}", "heading"),)
        height, wanted = self._shown_in.height, len(rows) or 2
        sums, told = self._sums(rows)
        # The sums stand right below the list and stay in sight however long it is; the sentences where there is room.
        if height - len(sums) - len(told) >= min(wanted, _FEWEST_ROWS):
            sums += told
        room = max(1, height - len(sums))
        self.sessions.styles.height = min(wanted, room)
        if self._strip is not None and room - len(rows) > _STRIP_ROOM:
            strip = strip_lines(replace(self._strip, now=self.journal.now()), max(1, self.size.width - 2 * _INDENT))
            sums += [(), *((Segment(" " * _INDENT), *line) for line in strip)]
        self.query_one(Sums).lines = tuple(sums)

    def _seconds(self, session: Session) -> int:
        if not session.running or session.started_at is None:
            return session.seconds
        return max(0, int((self.journal.now() - session.started_at).total_seconds()))

    def _sums(self, rows: Sequence[SessionRow]) -> tuple[list[Line], list[Line]]:
        """Return the sums, and what they mean in sentences."""
        width = max(20, self.size.width)
        clocked = sum(row.session.seconds for row in rows)
        running = any(row.session.running for row in rows)
        total = self.record.study_seconds if self.record is not None else None
        written = self.record is not None and self.record.day.total is not None
        lines = [_rule(width)] if rows or written else []
        if rows:
            lines.append(_sum(_("sessions"), clocked))
        if written:
            unclocked = (total or 0) - clocked
            if unclocked:
                lines.append(_sum(p_("subject", "unclocked") if unclocked > 0 else _("too much"), unclocked))
            lines.append(_sum(_("written total"), total or 0))
        sentences = self._explained(total, clocked, written=written, running=running)
        return lines, [line for sentence in sentences for line in _told(sentence, width)]

    def _explained(self, total: int | None, clocked: int, *, written: bool, running: bool) -> list[str]:
        """Return in sentences how the sessions and the total belong together."""
        key = self.key_of("sessions.total")
        said = []
        if not written:
            if clocked:
                said.append(_("No total is written in the day, so the sessions count."))
            elif not running:
                said.append(_("No total is written yet; {key} writes one.", key=key))
        elif (unclocked := (total or 0) - clocked) > 0:
            length = format_duration(unclocked)
            said.append(
                _(
                    "{length} of the written total is in no session: it was written by hand or in the text.",
                    length=length,
                )
            )
        elif unclocked < 0:
            length = format_duration(-unclocked)
            said.append(_("The sessions are {length} longer than the written total, which counts.", length=length))
        else:
            said.append(_("The sessions explain the whole total."))
        if running:
            said.append(_("What runs is added when it is stopped."))
        return said

    # Doing

    def action_turn(self, by: int) -> None:
        self.day += dt.timedelta(days=by)
        self.say_error("")
        self.look()

    def action_add(self) -> None:
        day = self.day

        def add(answer: Answer) -> None:
            if not answer[0].strip():
                raise UsageError(_("Write it like this: {example}", example=_(_FORMS)))
            booked = self.journal.timer.add_line(day, answer[0])
            if booked is None:
                self.tell(_("Started: {subject}", subject=parse_session_line(answer[0]).subject))
            else:
                length = format_duration(booked.seconds)
                self.tell(_("Booked: {subject} {length}", subject=booked.sessions[0].subject, length=length))

        field = Field(example=_(_FORMS))
        self.ask(f"session {day}", _("A session — when and what"), add, field, suggest=self._suggest)

    def _suggest(self, field: int, written: str) -> list[Suggestion]:
        """Complete the subject behind the times that are written already."""
        try:
            told = parse_session_line(written)
        except UsageError:
            return []
        times = written.strip().removesuffix(told.subject).strip() if told.subject else written.strip()
        if not times:
            return []
        known = self.journal.known(Known.SUBJECTS)
        return [Suggestion(f"{times} {subject}") for subject in matching(told.subject, known)[:MOST]]

    @on(LineList.Chosen)
    def _edit_chosen(self) -> None:
        self.action_edit()

    def action_edit(self) -> None:
        row = self._row()
        if row is None:
            return
        session, line = row.session, format_session_line(row.session)

        def change(answer: Answer) -> None:
            if not answer[0].strip():
                key = self.key_of("sessions.delete")
                raise UsageError(_("Nothing is left of it; to delete it, press {key} in the list.", key=key))
            self.journal.timer.change_line(session, answer[0])

        title = _("Session {n} of {day}", n=row.number, day=self.day)
        self.ask(f"session {session.id} {line}", title, change, Field(value=line))

    def action_delete(self) -> None:
        row = self._row()
        if row is None:
            return
        session = row.session
        key = self.key_of("today.undo")

        def delete() -> None:
            self.journal.timer.remove(session)
            words = f"{session.subject} {format_duration(session.seconds)}" if session.seconds else session.subject
            self.tell(_("Deleted: {words}  ({key} undoes)", words=words, key=key))

        self.apply(delete)

    def action_total(self) -> None:
        day = self.day
        now = self.record.day.total.seconds if self.record is not None and self.record.day.total is not None else None

        def write(answer: Answer) -> None:
            written = answer[0].strip()
            self.journal.set_total(day, parse_duration(written) if written else None)

        title = _("Total of {day} (empty: none)", day=day)
        value = format_duration(now) if now is not None else ""
        self.ask(f"total {day}", title, write, Field(value=value, example=_("8:02:38 · 7h 30m")))

    def _row(self) -> SessionRow | None:
        row = self.sessions.current
        if row is None:
            self.say_error(_("No sessions on this day yet; {key} books one.", key=self.key_of("sessions.add")))
        return row


def _rule(width: int) -> Line:
    before, room = LENGTH_COLUMNS
    return (Segment(" " * _INDENT), Segment("─" * min(1 + before + room - _INDENT, width - _INDENT), "border"))


def _sum(label: str, seconds: int) -> Line:
    """Return a sum, its length in the column of the lengths above it."""
    before, room = LENGTH_COLUMNS
    # The list stands a cell further in, after the mark of its cursor.
    words = fit(label, 1 + before - _INDENT)
    return (
        Segment(" " * _INDENT),
        Segment(words, "label"),
        Segment(fit(format_duration(seconds), room, "right"), "value"),
    )


def _told(sentence: str, width: int) -> list[Line]:
    words = shown(sentence)
    lines = wrap(words, max(2, width - 2 * _INDENT))
    return [(Segment(" " * _INDENT), Segment(words[start:end], "hint")) for start, end in lines]
