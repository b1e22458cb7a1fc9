"""Going back and forth in time: undo, redo, and earlier revisions of a day."""

from __future__ import annotations

import datetime as dt

from tracker.errors import EditRefused, NotFound
from tracker.journal.outcome import Outcome
from tracker.stored import Change, ChangeState, RetrospectiveChange, Revision, StoredDay
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.journal.journal import Journal


def turn(journal: Journal, to: ChangeState) -> Change:
    """Take the last change back (`to` undone), or make the one again that was taken back last (`to` done)."""
    undo, store = to is ChangeState.UNDONE, journal.store
    # An import turns thousands of days: their index is written once, at the end.
    with store.transaction(), store.deferred_search_index():
        change = store.last_undoable() if undo else store.next_redoable()
        if change is None:
            raise NotFound(_("There is nothing to undo.") if undo else _("There is nothing to redo."))
        own = store.begin_change("undo" if undo else "redo", change.summary, journal.now())
        store.set_change_state(own, ChangeState.DROPPED)
        # What was done last is taken back first: a switch closes one session before it opens the next.
        step = -1 if undo else 1
        for revision in store.revisions_of(change.id)[::step]:
            _turn_day(journal, own, revision, undo=undo)
        touched: set[dt.date] = set()
        for session in store.session_changes(change.id)[::step]:
            wanted = session.before if undo else session.after
            touched |= {value.day for value in (session.before, session.after) if value is not None}
            if wanted is None:
                store.remove_session(own, session.session_id)
            else:
                store.put_session(own, wanted)
        for retrospective in store.retrospective_changes(change.id)[::step]:
            _turn_retrospective(journal, own, retrospective, undo=undo)
        for day in touched:
            journal.refresh_seconds(day)
        store.set_change_state(change.id, to)
    return change


def _turn_day(journal: Journal, change: int, revision: Revision, *, undo: bool) -> None:
    store = journal.store
    now_id, then_id = (revision.id, revision.previous_id) if undo else (revision.previous_id, revision.id)
    see = _("; see: {command}", command=f"studylog history {revision.date}")
    try:
        expected, text = _text_of(journal, now_id), _text_of(journal, then_id)
    except NotFound:
        raise NotFound(_("What {day} was before is too old to be kept.", day=revision.date), shell=see) from None
    stored = store.day(revision.date)
    if stored is not None and stored.text != expected:
        text = _taken_out(journal, stored, revision, expected, text)
        expected = stored.text if text is not None else expected
    if (stored.text if stored is not None else None) != expected:
        raise EditRefused(
            _("{day} was changed since by something that cannot be undone.", day=revision.date), shell=see
        )
    if text is None and stored is not None:
        store.delete_day(change, revision.date, expected_sha256=stored.sha256)
    elif text is not None:
        journal.save(change, revision.date, text, stored.sha256 if stored else None)


def _taken_out(
    journal: Journal, stored: StoredDay, revision: Revision, expected: str | None, wanted: str | None
) -> str | None:
    """Return a day that other machines have changed since, with one's own change turned; None where that cannot be."""
    since = [one for one in journal.store.history(revision.date) if one.id > revision.id]
    if expected is None or wanted is None or not any(one.action == "sync" for one in since):
        return None
    # Most days are turned without.
    from tracker.merging.days import merge_days

    start, now, then = (
        journal.reading_of(one, revision.date, stored.template) for one in (expected, stored.text, wanted)
    )
    merged = merge_days(start, now, then)
    return merged.text if not merged.conflicts else None


def _turn_retrospective(journal: Journal, change: int, made: RetrospectiveChange, *, undo: bool) -> None:
    expected, wanted = (made.after, made.before) if undo else (made.before, made.after)
    either = made.after or made.before
    assert either is not None
    now = journal.store.retrospective(either.kind, either.first)
    if (now.text if now is not None else None) != (expected.text if expected is not None else None):
        raise EditRefused(
            _("The retrospective from {day} was changed since by something that cannot be undone.", day=either.first)
        )
    if wanted is None:
        journal.store.remove_retrospective(change, either.kind, either.first)
    else:
        journal.store.put_retrospective(change, wanted)


def _text_of(journal: Journal, revision_id: int | None) -> str | None:
    return journal.store.revision_text(revision_id) if revision_id is not None else None


def revisions(journal: Journal, day: dt.date) -> list[Revision]:
    """Return the revisions of a day, newest first; raises NotFound when it never was."""
    found = journal.store.history(day)
    if not found:
        raise NotFound(_("There is no history of {day}.", day=day))
    return found


def revision_text(journal: Journal, day: dt.date, revision_id: int) -> str:
    """Return a day's text as a revision has it; raises NotFound when it is not one of that day or has no text."""
    if revision_id not in [revision.id for revision in revisions(journal, day)]:
        raise NotFound(
            _("Revision {n} is not one of {day}.", n=revision_id, day=day),
            shell=_("They are: {command}", command=f"studylog history {day}"),
        )
    text = journal.store.revision_text(revision_id)
    if text is None:
        raise NotFound(_("Revision {n} is the day's removal; choose an earlier one.", n=revision_id))
    return text


def restore(journal: Journal, day: dt.date, revision_id: int) -> Outcome:
    """Bring a day back to an earlier revision; raises NotFound as `revision_text` does."""
    text = revision_text(journal, day, revision_id)
    said = _("revision {n}", n=revision_id)
    with journal.store.transaction():
        stored = journal.store.day(day)
        if stored is not None and stored.text == text:
            return Outcome(journal.record(day), said, changed=False)
        change = journal.begin("restore", _("{day} to revision {n}", day=day, n=revision_id))
        record = journal.save(change, day, text, stored.sha256 if stored else None)
    return Outcome(record, said, changed=True, change=change)
