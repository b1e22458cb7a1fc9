"""Choices between two machines that can be taken back."""

from __future__ import annotations

from tracker.errors import EditRefused, Prefer
from tracker.journal.journal import Journal
from tracker.store.syncing import KeptConflict
from tracker.sync.choosing import choose
from tracker.values import frozen
from tracker.wording import _


@frozen
class Choice:
    """A choice that was made."""

    conflict: KeptConflict
    """What was chosen between."""
    change: int | None
    """The change that it made of the text; None where that stayed as it was."""


def make(journal: Journal, conflict: KeptConflict, prefer: Prefer | None) -> Choice:
    """Choose, and return what was done; None leaves the text as it is by now. Raises StaleEdit as `choose` does."""
    before = journal.store.last_undoable()
    choose(journal, conflict, prefer)
    after = journal.store.last_undoable()
    changed = after is not None and (before is None or after.id != before.id)
    return Choice(conflict, after.id if after is not None and changed else None)


def take_back(journal: Journal, choice: Choice) -> None:
    """Have the text as it was and the conflict back; raises EditRefused when something was changed since."""
    with journal.store.transaction():
        if choice.change is not None:
            last = journal.store.last_undoable()
            if last is None or last.id != choice.change:
                raise EditRefused(_("Something else was changed since; take that back first."))
            journal.undo()
        journal.store.sync.put_conflicts([choice.conflict])
