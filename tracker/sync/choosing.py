"""What two machines changed each in its own way, and the choice that a person makes."""

from __future__ import annotations

import datetime as dt

from tracker.errors import NotFound, Prefer, StaleEdit
from tracker.journal.journal import Journal
from tracker.merging.numbers import counted_on
from tracker.store.syncing import KeptConflict
from tracker.sync.log import LogFiles
from tracker.sync.settings import needed_settings, sync_settings
from tracker.wording import _


def kept_conflicts(journal: Journal) -> list[KeptConflict]:
    """Return what a person has to choose between, by path."""
    return journal.store.sync.kept_conflicts()


def date_of(journal: Journal, conflict: KeptConflict) -> dt.date | None:
    """Return the day that a conflict is in; None when it is in no day."""
    settings = sync_settings(journal)
    return settings.layout.date_of(conflict.path) if settings is not None else None


def conflict_named(journal: Journal, name: str) -> KeptConflict:
    """Return the conflict of that id, or whose id begins so, or of that number in the list; raises NotFound."""
    conflicts = kept_conflicts(journal)
    if name.isdecimal() and 1 <= int(name) <= len(conflicts) and not any(one.id == name for one in conflicts):
        return conflicts[int(name) - 1]
    found = [one for one in conflicts if one.id.startswith(name)]
    if len(found) != 1:
        raise NotFound(
            _("There is no conflict {name}.", name=name),
            shell=_("; see: {command}", command="studylog conflicts"),
        )
    return found[0]


def choose(journal: Journal, conflict: KeptConflict, prefer: Prefer | None) -> None:
    """Put the lines a person prefers into the text and let the conflict go; None leaves the text as it is by now.

    Raises StaleEdit when the lines that were kept are no longer there.
    """
    mine, theirs = sides_of(conflict)
    wanted = {None: None, Prefer.MINE: mine, Prefer.THEIRS: theirs, Prefer.BOTH: _both(mine, theirs)}[prefer]
    with journal.store.transaction():
        if wanted is not None and wanted != conflict.kept:
            _replace(journal, conflict, wanted)
        journal.store.sync.remove_conflict(conflict.id)


def sides_of(conflict: KeptConflict) -> tuple[str, str]:
    """Return what was written on this machine, and what on the other; where neither was here, what stands first."""
    return (conflict.other, conflict.kept) if conflict.mine == "other" else (conflict.kept, conflict.other)


def _both(mine: str, theirs: str) -> str:
    return (mine if mine.endswith("\n") or not mine else mine + "\n") + theirs


def _replace(journal: Journal, conflict: KeptConflict, wanted: str) -> None:
    log = LogFiles(journal, needed_settings(journal).layout)
    text = (log.read(conflict.path) or b"").decode()
    if text.count(conflict.kept) != 1:
        raise StaleEdit(
            _("The lines of {path} that this is about have been changed since.", path=conflict.path),
            shell=_("Edit them yourself, then: {command}", command=f"studylog conflicts {conflict.id} --done"),
        )
    where = date_of(journal, conflict) or conflict.path
    change = journal.begin("edit", _("{where}: a choice between two machines", where=where))
    chosen = text.replace(conflict.kept, wanted)
    day = date_of(journal, conflict)
    if day is not None:
        # Both may have had the same number.
        sides = (log.reading(text.replace(conflict.kept, side), day) for side in (conflict.kept, conflict.other))
        chosen = counted_on(chosen, *sides)
    log.write_one(change, conflict.path, chosen.encode())
