"""Sessions: rows, the one that runs, overlaps, and what changes did to them."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.store.build import KST, NOON, WEDNESDAY, session
from tracker.errors import NotFound, StoreError
from tracker.model import Session
from tracker.store import Store
from tracker.stored import SessionChange, session_from_json, session_json, session_row

THURSDAY = dt.date(2025, 1, 23)


def at(hour: int, minute: int = 0, day: int = 22, zone: dt.timezone = KST) -> dt.datetime:
    """Return an instant of January 2025."""
    return dt.datetime(2025, 1, day, hour, minute, tzinfo=zone)


def put(store: Store, *sessions: Session) -> int:
    """Save sessions in one change and return it."""
    change_id = store.begin_change("time", "", NOON)
    for one in sessions:
        store.put_session(change_id, one)
    return change_id


@pytest.mark.parametrize(
    "one",
    [
        session("a", at(9), 90),
        session("a", dt.datetime(2025, 1, 22, 0, 0, 1, 250, tzinfo=dt.UTC), 1),
        session("a", None, 45),
        session("a", at(9), None),
    ],
    ids=["with both ends", "in utc, with microseconds", "a bare duration", "running"],
)
def test_a_session_comes_back_as_it_was(store: Store, one: Session) -> None:
    change_id = put(store, one)

    assert store.session("a") == one
    assert store.session_changes(change_id) == [SessionChange("a", None, one)]
    assert store.sessions_on(WEDNESDAY) == [one]


@given(words=st.text(max_size=20))
@example(words='"따옴표" \\ 🕸\n\t\x00\x1f\u2028')
def test_whatever_a_subject_holds_is_kept_of_a_change(words: str) -> None:
    value = session("a", at(9), 90, subject=words)

    text = session_json(value)

    assert text is not None
    assert json.loads(text) == session_row(value)
    assert session_from_json(text) == value


def test_the_running_session_is_the_only_one(store: Store) -> None:
    assert store.running_session() is None
    put(store, session("done", at(8)), session("bare"), session("on", at(9), None, subject="쿠버네티스"))

    running = store.running_session()
    assert running is not None
    assert running.id == "on"
    with pytest.raises(StoreError, match="already on '쿠버네티스'"):
        put(store, session("second", at(10), None))
    assert store.session("second") is None

    put(store, session("on", at(9), 30, subject="쿠버네티스"))
    assert store.running_session() is None


def test_changes_record_before_and_after(store: Store) -> None:
    first, longer = session("a", at(9), 60), session("a", at(9), 90, subject="책")
    put(store, first)
    edit = put(store, longer)
    removal = store.begin_change("time", "", NOON)

    assert store.remove_session(removal, "a") == longer
    assert store.session_changes(edit) == [SessionChange("a", first, longer)]
    assert store.session_changes(removal) == [SessionChange("a", longer, None)]
    assert store.session("a") is None
    with pytest.raises(NotFound, match="no session a"):
        store.remove_session(removal, "a")


def test_sessions_are_listed_by_day_and_instant(store: Store) -> None:
    put(
        store,
        session("bare"),
        session("late", at(14)),
        # 04:00 UTC is 13:00 in Seoul, though it reads as earlier.
        session("early", at(4, zone=dt.UTC)),
        session("next", at(9, day=23), date=THURSDAY),
    )

    assert [s.id for s in store.sessions_on(WEDNESDAY)] == ["early", "late", "bare"]
    assert [s.id for s in store.sessions_between(WEDNESDAY, THURSDAY)] == ["early", "late", "bare", "next"]
    assert store.sessions_on(dt.date(2025, 1, 21)) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(9, 30), at(9, 40), ["a"]),
        (at(8), at(9), []),
        (at(10), at(11), []),
        (at(8), at(9, 1), ["a"]),
        (at(9, 59), at(11, 1), ["a", "b"]),
        (at(0, 30, zone=dt.UTC), at(0, 40, zone=dt.UTC), ["a"]),
        (at(9, 30), None, ["a", "b"]),
        (at(13), None, []),
        (at(9, 30, day=21), at(9, 40, day=21), []),
    ],
)
def test_overlaps(store: Store, start: dt.datetime, end: dt.datetime | None, expected: list[str]) -> None:
    put(store, session("b", at(11), 60), session("a", at(9), 60), session("bare", None, 600))

    assert [s.id for s in store.overlapping(start, end)] == expected


def test_a_session_does_not_overlap_itself(store: Store) -> None:
    put(store, session("a", at(9), 60))

    assert store.overlapping(at(9), at(12), except_id="a") == []


def test_a_forgotten_timer_overlaps_all_that_comes_after_its_start(store: Store) -> None:
    put(store, session("on", at(9), None))

    assert [s.id for s in store.overlapping(at(9, day=31), at(10, day=31))] == ["on"]
    assert store.overlapping(at(8), at(9)) == []


@pytest.mark.parametrize("moment", [dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)])
def test_overlaps_at_the_ends_of_time(store: Store, moment: dt.datetime) -> None:
    put(store, session("a", at(9), 60))

    assert store.overlapping(moment, moment) == []


def test_subjects_by_recency(store: Store) -> None:
    put(
        store,
        session("1", at(9, day=23), date=THURSDAY, subject="알고리즘"),
        session("2", at(9), subject="책"),
        session("3", at(10), subject="쿠버네티스"),
        session("4", at(11), subject="알고리즘"),
    )

    assert store.subjects() == ["알고리즘", "쿠버네티스", "책"]
