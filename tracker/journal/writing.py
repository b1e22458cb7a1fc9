"""Saving what a person made of a day as they saw it, together with what others wrote meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import EllipsisType

from tracker.codec.edit import Edited, ItemRef, Reading, find_item, items_of, words_of
from tracker.codec.safeguard import facts_of
from tracker.errors import Conflicting, Prefer
from tracker.fingerprint import sha256_of
from tracker.journal.outcome import Outcome
from tracker.model import Challenge, DayRecord, ItemKind
from tracker.stored import ChangeState
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.codec.merge import Merged
    from tracker.journal.journal import Journal


def save_text(
    journal: Journal,
    day: dt.date,
    text: str,
    *,
    base: str | None,
    action: str,
    summary: str = "",
    amend: int | None = None,
    prefer: Prefer | None = None,
    met: str | EllipsisType | None = ...,
) -> Outcome:
    """Save a text that was made from `base`, as `Journal.save_text` says; `summary` is shown after the day.

    `prefer` settles what was met in the text `met` (None: the day was gone) and nothing that came after it; without
    `met`, whatever is met now.
    """
    said = f"{day} {summary}".rstrip()
    with journal.store.transaction():
        stored = journal.store.day(day)
        present = stored.text if stored is not None else None
        merged: Merged | None = None
        if present != base:
            # Only here: the everyday verbs start faster without it.
            from tracker.codec.merge import merge

            settled = prefer is not None and met in (..., present)
            merged = merge(base or "", text, present or "", prefer if settled else None)
            if merged.conflicts and not settled:
                raise Conflicting(
                    _("Another program changed the same lines of {day}; choose whose lines stay.", day=day),
                    merged.conflicts,
                    lambda chosen: save_text(
                        journal,
                        day,
                        text,
                        base=base,
                        action=action,
                        summary=summary,
                        amend=amend,
                        prefer=chosen,
                        met=present,
                    ),
                )
            text = merged.text
        if text == present or (present is None and base is not None and not text):
            record = journal.find(day) or _gone(journal, day)
            return Outcome(record, summary or said, changed=False, merged=merged)
        change = amend if amend is not None and _continues(journal, day, amend) else None
        if change is None:
            change = journal.begin(action, said)
            record = journal.save(change, day, text, stored.sha256 if stored is not None else None)
            return Outcome(record, summary or said, True, opened=stored is None, change=change, merged=merged)
        journal.store.drop_redoable()
        record = journal.save(change, day, text, stored.sha256 if stored is not None else None, amend=True)
        # A session that ends where it began leaves nothing to undo.
        left = journal.store.text_before(day, change) != text
        journal.store.amend_change(change, journal.now(), ChangeState.DONE if left else ChangeState.DROPPED)
    return Outcome(record, summary or said, changed=True, change=change if left else None, merged=merged)


def _continues(journal: Journal, day: dt.date, change_id: int) -> bool:
    """Return whether a change stands, is the newest of the day, and consists of nothing else."""
    change, newest = journal.store.change(change_id), journal.store.newest_revision(day)
    return (
        change is not None
        and change.state is ChangeState.DONE
        and newest is not None
        and newest.change_id == change_id
        and len(journal.store.revisions_of(change_id)) == 1
        and not journal.store.session_changes(change_id)
    )


def _gone(journal: Journal, day: dt.date) -> DayRecord:
    """Return a day that others removed while it was edited, as empty as it is."""
    return DayRecord("", sha256_of(""), journal.reading_of("", day).day, tuple(journal.store.sessions_on(day)))


def edit_seen(
    journal: Journal,
    day: dt.date,
    action: str,
    ref: ItemRef,
    make: Callable[[Reading, ItemRef], Edited],
    seen: DayRecord | None,
) -> Outcome:
    """Edit an item of the day as it was `seen`, wherever it stands by now; None takes it as it is at this moment.

    An item that is gone or changed since is edited in the text that was seen, and that is merged. Raises Conflicting
    where others changed the same lines.
    """
    if seen is None:
        return journal.edit(day, action, lambda reading: make(reading, ref), create=False)
    with journal.store.transaction():
        stored = journal.store.day(day)
        before = journal.reading(seen)
        if stored is not None:
            now = journal.reading_of(stored.text, day, stored.template)
            again = ref if stored.text == seen.text else found_again(before, now, ref)
            if again is not None:
                return journal.edit(day, action, lambda reading: make(reading, again), create=False)
        edited = make(before, ref)
        return save_text(journal, day, edited.text, base=seen.text, action=action, summary=edited.summary)


def found_again(before: Reading, now: Reading, ref: ItemRef) -> ItemRef | None:
    """Return where the item of `before` stands `now`; None when it is gone or says something else.

    Of several that say the same, the first is still the first. Raises StaleEdit when `before` does not have it.
    """
    item = find_item(before.day, ref)
    when = item.when if isinstance(item, Challenge) else None
    place = items_of(before.day, ref.kind, when).index(item)
    alike_before, alike_now = _facts(before, ref.kind, item), _facts(now, ref.kind, item)
    same_before = [n for n, fact in enumerate(alike_before) if fact == alike_before[place]]
    same_now = [n for n, fact in enumerate(alike_now) if fact == alike_before[place]]
    if len(same_before) != len(same_now):
        return None
    found = same_now[same_before.index(place)]
    return ItemRef(ref.kind, found + 1, words_of(items_of(now.day, ref.kind, when)[found]), when)


def _facts(reading: Reading, kind: ItemKind, item: object) -> list[tuple[str, ...]]:
    facts = facts_of(reading)
    if kind is ItemKind.TOPIC:
        return list(zip(facts["topic"], facts["body"], strict=True))
    return [(fact,) for fact in facts[str(item.when) if isinstance(item, Challenge) else str(kind)]]
