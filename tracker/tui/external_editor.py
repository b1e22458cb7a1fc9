"""The person's own editor over the screen: the application steps aside, and takes back what was written."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.app import App, SuspendNotSupported

from tracker.codec.line_signs import newly_unread
from tracker.errors import StoreError, TrackerError, UsageError
from tracker.external import Draft
from tracker.journal.outcome import Outcome
from tracker.model import DayRecord
from tracker.unsaved import Unsaved
from tracker.wording import _, n_

if TYPE_CHECKING:
    from tracker.tui.screens.base import StudyScreen


OUTSIDE = "outside"
"""Under which the file is kept that is open in the person's own editor."""


@runtime_checkable
class KeepsUnsaved(Protocol):
    """An application that keeps unsaved words."""

    unsaved: Unsaved


def edit_outside(app: App[str], text: str, name: str) -> str | None:
    """Return what the person's editor made of a text; None when it left it as it was. Raises StoreError.

    What cannot be read back stays in its file, which the error names.
    """
    draft = Draft.of(text, name)
    # Whoever ends the program meanwhile finds the file again at the next start.
    kept = app.unsaved if isinstance(app, KeepsUnsaved) else None
    if kept is not None:
        kept.keep_box(OUTSIDE, (str(draft.path),))
        kept.flush()
    failure: TrackerError | None = None
    try:
        with app.suspend():
            # Textual takes the terminal back at the end of the block alone: an error that left it would not let it.
            try:
                draft.edit(os.environ)
            except TrackerError as error:
                failure = error
    except SuspendNotSupported:
        draft.drop()
        raise StoreError(_("Another editor cannot take over this terminal.")) from None
    if kept is not None:
        kept.drop_box(OUTSIDE)
    if failure is not None:
        raise failure
    new = draft.text()
    draft.drop()
    if not text.endswith("\n"):
        # Many editors end the last line whether one wants it or not.
        new = new.removesuffix("\n").removesuffix("\r")
    return new if new != text else None


def edit_day_outside(screen: StudyScreen, day: dt.date) -> None:
    """Let the person's editor work on a whole day, and save it.

    Where something in it was not read, or cannot be saved, the text is shown in the editor of the screen.
    """
    error = screen.attempt(lambda: _edit_day(screen, day))
    screen.say_error(error or "")
    screen.look()


def _edit_day(screen: StudyScreen, day: dt.date) -> None:
    from tracker.tui.screens.text_editor import TextEditor

    journal = screen.journal
    record = journal.find(day)
    base = record.text if record is not None else None
    new = edit_outside(screen.studylog, base if base is not None else journal.opened_text(day), str(day))
    if new is None:
        screen.tell(_("{day} is as it was.", day=day))
        return
    if not new.strip():
        raise UsageError(_("The text was empty, so nothing was saved."))
    try:
        outcome = journal.save_text(day, new, base=base)
    except TrackerError:
        # There it is saved again at once: what is in the way is said, and the text stays.
        screen.studylog.visit(TextEditor(journal, day, unsaved=(new, base)))
        return
    _show_unread(screen, record, outcome)


def _show_unread(screen: StudyScreen, before: DayRecord | None, outcome: Outcome) -> None:
    from tracker.tui.screens.text_editor import TextEditor

    journal, day = screen.journal, outcome.record.day.date
    earlier = journal.reading(before) if before is not None else None
    unread = newly_unread(earlier, journal.reading(outcome.record))
    if unread:
        screen.studylog.visit(TextEditor(journal, day, unread[0] + 1))
        screen.tell(n_("{n} line was not read.", "{n} lines were not read.", len(unread)))
    else:
        screen.tell(_("Saved {day}", day=day))
