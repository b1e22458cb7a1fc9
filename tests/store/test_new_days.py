"""Many new days saved together: the same rows as one by one, and all of them or none."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.store.build import NOON, WEDNESDAY, empty_day, goal, save
from tracker.new_day import NewDay, new_days
from tracker.store import StaleText, Store
from tracker.values import replace

THURSDAY = WEDNESDAY + dt.timedelta(days=1)


def new_day(date: dt.date, text: str) -> NewDay:
    """Return a day with one goal."""
    day = replace(empty_day(date), goals=(goal(1, "읽기", 2),))
    (new,) = new_days([(day, text)])
    return replace(new, study_seconds=60)


def test_every_day_is_there_with_its_items_its_revision_and_its_grams(store: Store) -> None:
    change = store.begin_change("import", "2 files", NOON)
    store.add_days(
        change, [new_day(WEDNESDAY, "볼륨\n"), new_day(THURSDAY, "파드\n")], reader_version=1, updated_at=NOON
    )

    assert list(store.texts([THURSDAY, WEDNESDAY])) == [(THURSDAY, "파드\n"), (WEDNESDAY, "볼륨\n")]
    assert [(one.date, one.goals, one.study_seconds) for one in store.summaries(WEDNESDAY, THURSDAY)] == [
        (WEDNESDAY, 1, 60),
        (THURSDAY, 1, 60),
    ]
    assert [hit.date for hit in store.search(["볼륨"])] == [WEDNESDAY]
    (revision,) = store.history(THURSDAY)
    assert (revision.previous_id, store.revision_text(revision.id)) == (None, "파드\n")


def test_none_is_saved_when_one_is_there(store: Store) -> None:
    save(store, "먼저\n", empty_day(THURSDAY))
    change = store.begin_change("import", "2 files", NOON)

    with pytest.raises(StaleText):
        store.add_days(
            change, [new_day(WEDNESDAY, "볼륨\n"), new_day(THURSDAY, "파드\n")], reader_version=1, updated_at=NOON
        )

    assert list(store.texts([WEDNESDAY, THURSDAY])) == [(WEDNESDAY, None), (THURSDAY, "먼저\n")]
    assert list(store.search(["볼륨"])) == []


def test_while_others_are_deferred_days_are_indexed_in_whatever_order_they_come(store: Store) -> None:
    days = {THURSDAY: "파드\n", WEDNESDAY: "볼륨\n", THURSDAY + dt.timedelta(days=1): "볼륨\n"}
    change = store.begin_change("import", "3 files", NOON)
    gone = save(store, "스토리지\n", empty_day(THURSDAY))

    with store.transaction(), store.deferred_search_index():
        store.delete_day(change, THURSDAY, expected_sha256=gone.sha256)
        for date, text in days.items():
            store.add_days(change, [new_day(date, text)], reader_version=1, updated_at=NOON)
        save(store, "노드\n", empty_day(THURSDAY))

    assert [hit.date for hit in store.search(["볼륨"])] == [THURSDAY + dt.timedelta(days=1), WEDNESDAY]
    assert list(store.search(["파드"])) == []
    assert [hit.date for hit in store.search(["노드"])] == [THURSDAY]
    # What the index was told of each is what it would be told to forget.
    for date in days:
        stored = store.day(date)
        assert stored is not None
        store.delete_day(change, date, expected_sha256=stored.sha256)
    store._database.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
    grams = ("볼륨", "파드", "노드", "토리")
    found = [
        store._database.rows("SELECT rowid FROM search_index WHERE search_index MATCH ?", (gram,)) for gram in grams
    ]
    assert found == [[], [], [], []]
