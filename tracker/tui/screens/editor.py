"""What the editors share: what is typed is saved within a second, met with what others wrote, and never dropped."""

from __future__ import annotations

import datetime as dt
from types import EllipsisType
from typing import TYPE_CHECKING

from textual import events, on
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tracker.errors import Conflicting, Prefer
from tracker.journal import Journal
from tracker.model import DayRecord
from tracker.tui.commands import Command, Group
from tracker.tui.conflict import ask_which
from tracker.tui.external_editor import edit_outside
from tracker.tui.screens.base import StudyScreen
from tracker.tui.widgets.markdown_area import MarkdownArea
from tracker.tui.widgets.preview import MarkdownPreview
from tracker.unsaved import UnsavedText
from tracker.values import frozen, replace
from tracker.wording import N_, _, n_

if TYPE_CHECKING:
    from tracker.codec.merge import Merged

SAVE_SECONDS = 0.7
"""How long after the first unsaved key all that was typed is saved."""
RETRY_SECONDS = 3.0
"""How long after an attempt to save that did not go well the next one is made."""

WIDE = 100
"""Columns from which there is room for what is only good to know."""

SHARED_COMMANDS = (
    Command(
        "ctrl+s", "save", Group.WRITE, "editor.save", N_("save"), N_("Save now; it is saved within a second anyway.")
    ),
    Command(
        "f4,ctrl+o", "outside", Group.WRITE, "editor.outside", N_("own editor"), N_("Go on writing in your own editor.")
    ),
    Command(
        "escape", "leave", Group.SCREEN, "editor.leave", N_("back"), N_("Save and go back to the day."), palette=False
    ),
)
"""What every editor answers to."""

PREVIEW_COMMAND = Command(
    "ctrl+r,f2", "preview", Group.LOOK, "editor.preview", N_("preview"), N_("Show or hide the preview.")
)
"""What editors with a preview answer to besides."""


@frozen
class Written:
    """A whole text as it is kept."""

    text: str
    record: DayRecord | None = None
    """The day it is the text of; None for a retrospective."""
    changed: bool = False
    change: int | None = None
    """The change it was kept under; None when nothing changed."""
    merged: Merged | None = None
    """How it met what others had written meanwhile; None when nobody had."""


class EditorScreen(StudyScreen):
    """A screen with an area to write in, whose text is kept as a whole or as a part of another."""

    CSS_PATH = "../editors.tcss"
    AUTO_FOCUS = "MarkdownArea"

    def __init__(self, journal: Journal, day: dt.date) -> None:
        super().__init__(journal)
        self.day = day
        self._base: str | None = None
        """The whole text that what is written here was made from; None when there was none."""
        self._change: int | None = None
        """The change that this session is saved under, so that one undo takes it back; None before the first."""
        self._save_timer: Timer | None = None
        self._asking = False
        self._warned = False
        self._failure = ""
        """Why the last attempt to save did not go well; empty when it did."""
        self._loaded = False
        self._keeps = False
        """Whether the text of this place that is kept as unsaved is the one written here."""
        self._is_gone = False
        """Whether what was edited is gone, and nothing more is saved."""

    # What each editor says for itself

    def whole_text(self) -> str:
        """Return the whole text with what is written here."""
        raise NotImplementedError

    def begin(self) -> str | None:
        """Show the text as it is, and return the whole of it; raises TrackerError when there is nothing to edit."""
        raise NotImplementedError

    def met(self) -> Written | None:
        """Return the text as others have left it; None when it is gone."""
        raise NotImplementedError

    def keep_text(self, text: str, *, prefer: Prefer | None = None, met: str | EllipsisType | None = ...) -> Written:
        """Keep the whole text; `prefer` settles what was met in the text `met`. Raises Conflicting."""
        raise NotImplementedError

    def adopt(self, outcome: Written) -> None:
        """Show what others made of the text; `outcome.merged` says where its lines went."""
        raise NotImplementedError

    @property
    def saved_words(self) -> str:
        """What is said of a text that has nothing unsaved, behind its sign."""
        return f"✓ {_('saved')}"

    @property
    def place(self) -> str:
        """Under which name a text that cannot be saved is kept."""
        return f"day {self.day}"

    @property
    def file_name(self) -> str:
        """What a file of the text is called in the person's own editor."""
        return str(self.day)

    def complaint(self) -> str:
        """Return what is wrong with what is written, so that a part of it cannot be saved; empty when nothing is."""
        return ""

    # Reading

    @property
    def shown_day(self) -> dt.date:
        return self.day

    @property
    def area(self) -> MarkdownArea:
        """Where one writes."""
        return self.query_one(MarkdownArea)

    @property
    def unsaved(self) -> bool:
        """Whether something is written that is not saved."""
        return self._loaded and self.whole_text() != (self._base or "")

    def look(self) -> None:
        super().look()
        if self._is_gone:
            return
        if not self._loaded:
            error = self.attempt(self._begin)
            if error is not None:
                self.say_error(error)
                self.area.read_only = True
            return
        error = self.attempt(self._meet_others)
        if error is not None:
            self.say_error(error)

    def left_unsaved(self) -> tuple[str, str | None] | None:
        """Return the text that was not saved here the last time, and the one it was made from; None when all was."""
        left = self.drafts.texts.get(self.place)
        if left is None:
            return None
        self._keeps = True
        return left.text, left.base

    def _begin(self) -> None:
        self._base = self.begin()
        self._loaded = True
        self.area.read_only = not self.journal.writable
        self._show_state()

    def _meet_others(self) -> None:
        theirs = self.met()
        if self._asking or theirs is None or theirs.text == self._base:
            return
        if self.unsaved:
            # Saving brings both together, and asks where they meet.
            self.save()
            return
        from tracker.codec.merge import merge

        text = self.whole_text()
        self._base = theirs.text
        self.adopt(replace(theirs, merged=merge(text, text, theirs.text)))
        self._show_state()

    # Saving

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.written_on()

    def written_on(self) -> None:
        """Take note that something may have been written: it is saved soon."""
        self._warned = False
        if self.unsaved and self._save_timer is None:
            # From the first key on, so that typing without a pause is saved as well.
            self._save_timer = self.set_timer(SAVE_SECONDS, self._save_soon)
        if self._failure or self._asking:
            self._keep_unsaved()
        self._show_state()

    def _keep_unsaved(self) -> None:
        """Keep what cannot be saved now beside the log, where it is found again if the program ends."""
        if self.unsaved and self.whole_text().strip():
            self.drafts.keep_text(self.place, UnsavedText(self.whole_text(), self._base))
            self._keeps = True
        elif self._keeps:
            # What was left before, by another window, is let go of by the editor that shows it.
            self.drafts.drop_text(self.place)
            self._keeps = False

    def preserve(self) -> None:
        try:
            self.save()
        finally:
            self._keep_unsaved()

    def save_written(self) -> None:
        if self._loaded and not self._asking:
            self.save()

    def _save_soon(self) -> None:
        self._save_timer = None
        self.save()

    def action_save(self) -> None:
        if self.save() and not self._is_gone:
            self.say_error("")
            self.tell(_("Saved; it saves itself while you write."))

    def save(self) -> bool:
        """Save what is written; return whether all of it is saved. What is wrong is said."""
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        if self._asking and self.app.screen is not self:
            return False
        self._asking = False
        error = self.attempt(self._write) if self.unsaved else None
        self._failure = error or self.complaint()
        if self._failure:
            self.say_error(self._failure)
        if error is not None and not self._asking:
            # A lock comes free and a disk gets room again while nobody types.
            self._save_timer = self.set_timer(RETRY_SECONDS, self._save_soon)
        self._keep_unsaved()
        self._show_state()
        return not self._failure and not self.unsaved

    def _write(self) -> None:
        text = self.whole_text()
        try:
            outcome = self.keep_text(text)
        except Conflicting as conflict:
            self._ask(conflict)
            return
        self._saved(text, outcome)

    def _ask(self, conflict: Conflicting[Written]) -> None:
        # Whoever is in the middle of a sentence goes on writing it under the question.
        self._asking = True
        theirs = self.met()
        met = theirs.text if theirs is not None else None
        ask_which(self.app, conflict.conflicts, lambda prefer: self._take_settled(prefer, met), self._write_on)

    def _write_on(self, letters: str) -> None:
        self.area.insert(letters)

    def _take_settled(self, prefer: Prefer, met: str | None) -> None:
        self._asking = False
        text = self.whole_text()

        def settle() -> None:
            try:
                outcome = self.keep_text(text, prefer=prefer, met=met)
            except Conflicting as conflict:
                self._ask(conflict)
                return
            self._saved(text, outcome)

        self.say_error(self.attempt(settle) or "")
        self._show_state()

    def _saved(self, text: str, outcome: Written) -> None:
        self._change = outcome.change if outcome.changed else self._change
        if outcome.merged is not None and outcome.text != text:
            self.adopt(outcome)
        self._base = outcome.text
        if not self.complaint() and not self._is_gone:
            self.say_error("")

    # Leaving

    def action_leave(self) -> None:
        if self.ready_to_leave(self.key_of("editor.leave")):
            self.go_back()

    def go_back(self) -> None:
        """Leave for the day."""
        super().action_leave()

    def ready_to_quit(self) -> bool:
        return self.ready_to_leave(self.key_of("app.quit"))

    def ready_to_leave(self, key: str) -> bool:
        """Save; where that cannot be done say so once, and the next time leave without."""
        if not self._loaded or self.save():
            return True
        if self._asking:
            return False
        if self._warned:
            return True
        self._warned = True
        self.say_error(
            _(
                "{why} Press {key} again to leave; what you wrote is kept for the next start.",
                why=self._failure,
                key=key,
            )
        )
        return False

    def on_screen_suspend(self) -> None:
        """Save before something else takes the screen."""
        self.save_written()

    # Around the text

    def action_outside(self) -> None:
        if not self.save() and self._asking:
            return

        def edit() -> None:
            text = edit_outside(self.app, self.area.value, self.file_name)
            if text is not None:
                self.area.retext(text)

        error = self.attempt(edit)
        self.say_error(error or "")

    def _show_state(self) -> None:
        if not self._loaded:
            return
        text = self.area.value
        words = n_("{n} word", "{n} words", len(text.split()))
        lines = n_("{n} line", "{n} lines", len(text.split("\n")) if text else 0)
        unsaved = self.unsaved
        sign = f"● {_('not saved yet')}" if unsaved else self.saved_words
        state = self.query_one("#editor-state", Static)
        parts = [words, lines, sign]
        state.update(Content(" · ".join(parts if self.size.width >= WIDE else parts[1:])))
        state.set_class(unsaved, "-unsaved")


class DayEditor(EditorScreen):
    """An editor of a day, or of a part of it."""

    def begin_with(self, record: DayRecord | None) -> None:
        """Show the day as it is; raises TrackerError when there is nothing to edit."""
        raise NotImplementedError

    def begin(self) -> str | None:
        record = self.journal.find(self.day)
        self._base = record.text if record is not None else None
        # It may have been made from another text.
        self.begin_with(record)
        return self._base

    def met(self) -> Written | None:
        record = self.journal.find(self.day)
        return Written(record.text, record) if record is not None else None

    def keep_text(self, text: str, *, prefer: Prefer | None = None, met: str | EllipsisType | None = ...) -> Written:
        outcome = self.journal.save_text(self.day, text, base=self._base, amend=self._change, prefer=prefer, met=met)
        return Written(outcome.record.text, outcome.record, outcome.changed, outcome.change, outcome.merged)


class PreviewedEditor(EditorScreen):
    """An editor with a preview of what GitHub makes of the text."""

    @on(TextArea.Changed)
    def _show_preview(self) -> None:
        preview = self.query_one(MarkdownPreview)
        preview.show(self.area.value)
        preview.follow(self.area.cursor_location[0])

    @on(TextArea.SelectionChanged)
    def _follow(self) -> None:
        self.query_one(MarkdownPreview).follow(self.area.cursor_location[0])

    def action_preview(self) -> None:
        """Beside the text the preview comes and goes; where there is no room, it takes the place of the text."""
        self.toggle_class("-turned")
        reading = self.has_class("-turned") and not self.has_class("-wide")
        (self.query_one(MarkdownPreview) if reading else self.area).focus()

    def on_resize(self, event: events.Resize) -> None:
        wide = event.size.width >= WIDE
        if wide != self.has_class("-wide"):
            self.remove_class("-turned")
        self.set_class(wide, "-wide")
