"""Many new days saved together: the same rows as one by one, and all of them or none."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.store.build import NOON, WEDNESDAY, empty_day, goal, save
from tracker.fingerprint import sha256_of
from tracker.store import StaleText, Store
from tracker.store.new_days import NewDay
from tracker.values import replace

THURSDAY = WEDNESDAY + dt.timedelta(days=1)


def new_day(date: dt.date, text: str) -> NewDay:
    """Return a day with one goal."""
    day = replace(empty_day(date), goals=(goal(1, "읽기", 2),))
    return NewDay(day, text, sha256_of(text), 60)


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
