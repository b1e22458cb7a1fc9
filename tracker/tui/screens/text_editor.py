"""The whole day as text, with what the reader makes of each line beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tracker.codec.line_signs import LineSign, line_signs
from tracker.errors import UsageError
from tracker.journal import Journal
from tracker.model import DayRecord
from tracker.tui.commands import Command, Group, bindings_of
from tracker.tui.screens.editor import SHARED_COMMANDS, DayEditor, Written
from tracker.tui.shown import shown
from tracker.tui.widgets.line_signs import LineSigns
from tracker.tui.widgets.markdown_area import MarkdownArea
from tracker.wording import N_, _, n_

READ_SECONDS = 0.2
"""How long the reader waits for more to be written."""

TEXT_COMMANDS = (
    Command(
        "ctrl+n,f8",
        "unread",
        Group.MOVE,
        "editor.unread",
        N_("next unread"),
        N_("Go to the next line that was not read."),
    ),
    *SHARED_COMMANDS,
)
"""What the editor of a whole day answers to."""


class TextEditor(DayEditor):
    """Edits a day as text."""

    commands: ClassVar[tuple[Command, ...]] = TEXT_COMMANDS
    BINDINGS = [*bindings_of(TEXT_COMMANDS)]

    def __init__(
        self, journal: Journal, day: dt.date, line: int | None = None, *, unsaved: tuple[str, str | None] | None = None
    ) -> None:
        """`line`, from 1, is where the cursor begins.

        `unsaved` is a text that could not be saved, and the text it was made from; None shows the day as it is.
        """
        super().__init__(journal, day)
        self._first_line = line
        self._unsaved = unsaved
        self._template: str | None = None
        self._read_timer: Timer | None = None
        self._opened: str | None = None
        """What the template makes of a day that is not there yet; it is saved with the first words of one's own."""

    def compose_content(self) -> ComposeResult:
        with Horizontal(id="text-head"):
            yield Static("", id="text-about", markup=False)
            yield Static("", id="editor-state", markup=False)
        area = MarkdownArea(id="editor-area")
        with Horizontal(id="text-body"):
            yield LineSigns(area, id="line-signs")
            yield area
        yield Static("", id="line-message", markup=False)

    def bar(self) -> Sequence[str]:
        return ("editor.leave", "editor.unread", "editor.outside", "editor.save")

    def help_text(self) -> str:
        return _(
            "The whole day as text. The column beside it says what each line was read as; a question mark is text in a"
            " section of entries that belongs to none of them. It is kept all the same."
        )

    @property
    def signs(self) -> tuple[LineSign, ...]:
        """What the reader makes of the lines, as far as it has read them."""
        return self.query_one(LineSigns).signs

    # The text

    def begin_with(self, record: DayRecord | None) -> None:
        text = record.text if record is not None else self.journal.opened_text(self.day)
        self._unsaved = self._unsaved or self.left_unsaved()
        self._template = record.day.template if record is not None else None
        newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        if record is None:
            self._opened = text
        self.area.load(text, newline=newline)
        if self._unsaved is not None:
            mine, self._base = self._unsaved
            self.area.retext(mine)
        if self._first_line is not None:
            self.area.go_to(self._first_line - 1)
        self._read()
        if self._unsaved is not None:
            self.call_after_refresh(self.written_on)

    @property
    def unsaved(self) -> bool:
        untouched = self._base is None and self._loaded and self.whole_text() == self._opened
        return super().unsaved and not untouched

    def whole_text(self) -> str:
        return self.area.value

    def adopt(self, outcome: Written) -> None:
        self.area.retext(outcome.text)

    def _write(self) -> None:
        if not self.area.value.strip():
            raise UsageError(_("The text is empty, so it is not saved; what was there stays."))
        super()._write()

    # Reading it

    @on(TextArea.Changed)
    def _read_soon(self) -> None:
        if self._read_timer is None:
            self._read_timer = self.set_timer(READ_SECONDS, self._read)

    def _read(self) -> None:
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        error = self.attempt(self._read_lines)
        if error is not None:
            self.say_error(error)

    def _read_lines(self) -> None:
        reading = self.journal.reading_of(self.area.value, self.day, self._template)
        signs = line_signs(reading)
        self.query_one(LineSigns).signs = signs
        unread = sum(sign.unread for sign in signs)
        about = n_("{n} line was not read", "{n} lines were not read", unread) if unread else _("every line was read")
        self.query_one("#text-about", Static).update(Content(about))
        self._tell_of_line()

    @on(TextArea.SelectionChanged)
    def _tell_of_line(self) -> None:
        row = self.area.cursor_location[0]
        sign = self.signs[row] if row < len(self.signs) else None
        message = sign.message if sign is not None else ""
        if sign is not None and sign.unread and not message:
            message = _("This line belongs to no entry of its section; it is kept as it is.")
        told = self.query_one("#line-message", Static)
        told.update(Content(shown(message)))
        told.set_class(bool(message), "-shown")

    # Moving

    def action_unread(self) -> None:
        self._read()
        row = self.area.cursor_location[0]
        unread = [line for line, sign in enumerate(self.signs) if sign.unread]
        if not unread:
            self.tell(_("Every line was read."))
            return
        self.area.go_to(next((line for line in unread if line > row), unread[0]))

    def go_back(self) -> None:
        self.studylog.show_day(self.day, self.area.cursor_location[0] + 1)
