"""Changes and revisions: what undo, redo, history and restore rest on."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.store.build import KST, NOON, WEDNESDAY, empty_day, save, session
from tracker.errors import NotFound
from tracker.fingerprint import sha256_of
from tracker.store import StaleText, Store
from tracker.stored import Change, ChangeState, Revision

THURSDAY = dt.date(2025, 1, 23)


def change(store: Store, days_later: int = 0) -> int:
    """Begin a change some days after the first."""
    return store.begin_change("edit", "", NOON + dt.timedelta(days=days_later))


def kept(store: Store, date: dt.date = WEDNESDAY) -> list[str | None]:
    """Return the texts of a day's revisions, newest first."""
    return [store.revision_text(revision.id) for revision in store.history(date)]


def test_a_save_is_kept_with_what_was_before(store: Store) -> None:
    change_id = store.begin_change("goal", "Added a goal to 2025-01-22: 볼륨", NOON)
    save(store, "one", change_id=change_id)
    save(store, "하나 🍗\r\n", change_id=change_id)

    first, second = store.revisions_of(change_id)

    assert first.previous_id is None
    assert second == Revision(
        id=second.id,
        change_id=change_id,
        date=WEDNESDAY,
        previous_id=first.id,
        sha256=sha256_of("하나 🍗\r\n"),
        made_at=NOON,
        action="goal",
        summary="Added a goal to 2025-01-22: 볼륨",
    )
    assert kept(store) == ["하나 🍗\r\n", "one"]


def test_a_removed_day_is_a_revision_without_text(store: Store) -> None:
    saved = save(store, "one")
    store.delete_day(change(store), WEDNESDAY, expected_sha256=saved.sha256)
    save(store, "again")

    assert kept(store) == ["again", None, "one"]
    assert [revision.sha256 is None for revision in store.history(WEDNESDAY)] == [False, True, False]


def test_the_same_text_again_makes_no_revision(store: Store) -> None:
    save(store, "one")
    save(store, "one")

    assert kept(store) == ["one"]


def test_an_amended_text_takes_the_place_of_its_revision(store: Store) -> None:
    save(store, "before")
    change_id = change(store)
    save(store, "볼", change_id=change_id)
    first = store.newest_revision(WEDNESDAY)

    save(store, "볼륨", change_id=change_id, amend=True)

    assert kept(store) == ["볼륨", "before"]
    newest = store.newest_revision(WEDNESDAY)
    assert first is not None
    assert newest is not None
    assert (newest.id, newest.previous_id, newest.sha256) == (first.id, first.previous_id, sha256_of("볼륨"))
    assert store.text_before(WEDNESDAY, change_id) == "before"
    assert [hit.text for hit in store.search(["볼"])] == ["볼륨"]


def test_a_revision_of_another_change_is_never_amended(store: Store) -> None:
    first = change(store)
    save(store, "one", change_id=first)
    save(store, "two")

    with pytest.raises(StaleText):
        save(store, "three", change_id=first, amend=True)

    assert kept(store) == ["two", "one"]
    stored = store.day(WEDNESDAY)
    assert stored is not None
    assert stored.text == "two"
    assert [hit.text for hit in store.search(["t"])] == ["two"]


def test_an_amended_change_was_made_when_it_was_amended_last(store: Store) -> None:
    change_id = change(store)

    store.amend_change(change_id, NOON + dt.timedelta(hours=1), ChangeState.DONE)

    amended = store.change(change_id)
    assert amended is not None
    assert amended.made_at == NOON + dt.timedelta(hours=1)
    assert store.last_undoable() == amended
    assert store.change(99) is None


def test_there_is_no_text_before_a_new_day(store: Store) -> None:
    change_id = change(store)
    save(store, "one", change_id=change_id)

    assert store.text_before(WEDNESDAY, change_id) is None
    assert store.newest_revision(THURSDAY) is None


def test_a_change_may_touch_several_days(store: Store) -> None:
    change_id = change(store)
    save(store, "one", change_id=change_id)
    save(store, "two", empty_day(THURSDAY), change_id=change_id)

    assert [revision.date for revision in store.revisions_of(change_id)] == [WEDNESDAY, THURSDAY]


def test_undo_goes_back_and_redo_forth(store: Store) -> None:
    first, second = change(store), change(store)
    assert (store.last_undoable(), store.next_redoable()) == (
        Change(second, NOON, "edit", "", ChangeState.DONE),
        None,
    )

    store.set_change_state(second, ChangeState.UNDONE)
    store.set_change_state(first, ChangeState.UNDONE)
    assert store.last_undoable() is None
    assert store.next_redoable() == Change(first, NOON, "edit", "", ChangeState.UNDONE)

    store.set_change_state(first, ChangeState.DONE)
    undoable, redoable = store.last_undoable(), store.next_redoable()
    assert (undoable and undoable.id, redoable and redoable.id) == (first, second)

    store.drop_redoable()
    assert store.next_redoable() is None
    assert undoable == store.last_undoable()


def test_the_change_that_undoes_is_not_itself_undoable(store: Store) -> None:
    first = change(store)

    store.begin_change("undo", "", NOON, state=ChangeState.DROPPED)

    undoable = store.last_undoable()
    assert undoable is not None
    assert undoable.id == first


def test_pruning_keeps_the_newest_revision_of_each_day(store: Store) -> None:
    for n, text in enumerate(("one", "two", "three")):
        save(store, text, change_id=change(store, n))
    save(store, "alone", empty_day(THURSDAY), change_id=change(store))

    removed = store.prune_revisions(NOON + dt.timedelta(days=30))

    assert removed == 2
    assert (kept(store), kept(store, THURSDAY)) == (["three"], ["alone"])
    assert store.last_undoable() is None
    save(store, "four")
    assert kept(store) == ["four", "three"]


def test_pruning_keeps_what_a_newer_change_goes_back_to(store: Store) -> None:
    for n, text in enumerate(("one", "two", "three", "four")):
        save(store, text, change_id=change(store, n))

    assert store.prune_revisions(NOON + dt.timedelta(days=2)) == 1

    assert kept(store) == ["four", "three", "two"]
    newest, before, base = store.history(WEDNESDAY)
    assert (newest.previous_id, before.previous_id) == (before.id, base.id)
    # That there was a day before stays known, though not what it said.
    assert base.previous_id is not None
    with pytest.raises(NotFound, match="is not kept"):
        store.revision_text(base.previous_id)
    assert store.revisions_of(base.change_id) == [base]
    undoable = store.last_undoable()
    assert undoable is not None
    assert undoable.id == newest.change_id
    store.set_change_state(newest.change_id, ChangeState.UNDONE)
    store.set_change_state(before.change_id, ChangeState.UNDONE)
    assert store.last_undoable() is None


def test_pruning_compares_instants_not_their_spelling(store: Store) -> None:
    save(store, "one", change_id=store.begin_change("edit", "", dt.datetime(2025, 1, 22, 12, tzinfo=KST)))
    save(store, "two", change_id=store.begin_change("edit", "", dt.datetime(2025, 1, 22, 12, tzinfo=KST)))
    four_utc = dt.datetime(2025, 1, 22, 4, tzinfo=dt.UTC)

    assert store.prune_revisions(four_utc - dt.timedelta(hours=2)) == 0
    assert store.prune_revisions(four_utc) == 1


def test_pruning_forgets_old_session_changes(store: Store) -> None:
    change_id = change(store)
    store.put_session(change_id, session("a"))

    store.prune_revisions(NOON + dt.timedelta(days=1))

    assert store.session_changes(change_id) == []
    assert store.last_undoable() is None
    assert store.session("a") is not None
