"""Days: the text, its compare-and-swap, and the rows that follow it."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.build import (
    NOON,
    WEDNESDAY,
    challenge,
    empty_day,
    goal,
    link,
    problem,
    reflection,
    save,
    section,
    topic,
)
from tracker.errors import StoreError
from tracker.fingerprint import sha256_of
from tracker.model import Mark, SectionKind, When
from tracker.store import StaleText, Store
from tracker.stored import DaySummary, MonthCount, StoredDay
from tracker.values import replace

FULL_DAY = replace(
    empty_day(),
    until=dt.date(2025, 1, 23),
    note="설 연휴",
    sections=(section(SectionKind.GOALS, "💬 학습 목표", 2),),
    goals=(goal(1, "볼륨 이해하기", 4), goal(2, "Pod", 5)),
    topics=(topic("볼륨", "첫 줄\n둘째 줄", 8), topic("빈 주제", "", 12)),
    problems=(problem("5065", 15),),
    challenges=(
        challenge(When.PAST, 1, "일찍 자기", Mark.DONE, 18),
        challenge(When.PAST, 2, "운동", Mark.PARTIAL, 19),
        challenge(When.PAST, 3, "책", Mark.MISSED, 20),
        challenge(When.PAST, 4, "물", None, 21),
        challenge(When.NEXT, 1, "운동", None, 24),
    ),
    reflections=(reflection("성공적인 점", "집중", 27),),
    links=(link("문서", "https://kubernetes.io", 30),),
)


@pytest.fixture
def reader(store: Store, path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a plain connection, such as Datasette has."""
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_a_day_comes_back_to_the_byte(store: Store) -> None:
    text = "# 1/22\r\n\u00a0각  \nLF\x0b\x85\u2028\x00끝 🍗\u200d"

    saved = save(store, text)

    sha256 = hashlib.sha256(text.encode()).hexdigest()
    assert saved == StoredDay(WEDNESDAY, text, sha256, "bootcamp-ko", 1)
    assert store.day(WEDNESDAY) == saved
    assert store.day(dt.date(2025, 1, 21)) is None


def test_a_text_no_file_can_hold_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="half a character"):
        save(store, "\ud83c")


def test_a_new_day_is_refused_when_there_is_one(store: Store) -> None:
    save(store, "theirs")
    change_id = store.begin_change("new", "", NOON)

    with pytest.raises(StaleText, match=r"2025-01-22 was changed by another program") as refused:
        store.save_day(
            change_id,
            empty_day(),
            "mine",
            expected_sha256=None,
            reader_version=1,
            study_seconds=None,
            updated_at=NOON,
        )

    assert refused.value.date == WEDNESDAY
    assert [revision.sha256 for revision in store.history(WEDNESDAY)] == [sha256_of("theirs")]


@pytest.mark.parametrize("expected", [sha256_of("older"), None])
def test_a_stale_save_changes_nothing(store: Store, expected: str | None) -> None:
    save(store, "newer", FULL_DAY)
    change_id = store.begin_change("edit", "", NOON)

    with pytest.raises(StaleText):
        store.save_day(
            change_id,
            empty_day(),
            "mine",
            expected_sha256=expected,
            reader_version=1,
            study_seconds=1,
            updated_at=NOON,
        )
    with pytest.raises(StaleText):
        store.delete_day(change_id, WEDNESDAY, expected_sha256=sha256_of("older"))
    with pytest.raises(StaleText):
        store.reindex_day(empty_day(), "older", reader_version=2, study_seconds=None)

    day = store.day(WEDNESDAY)
    assert day is not None
    assert day.text == "newer"
    assert store.summaries(WEDNESDAY, WEDNESDAY)[0].goals == 2
    assert store.revisions_of(change_id) == []


def test_a_removed_day_is_stale_for_everyone(store: Store) -> None:
    saved = save(store, "text")
    store.delete_day(store.begin_change("delete", "", NOON), WEDNESDAY, expected_sha256=saved.sha256)

    with pytest.raises(StaleText):
        store.delete_day(store.begin_change("delete", "", NOON), WEDNESDAY, expected_sha256=saved.sha256)


def test_index_rows_say_what_was_read(store: Store, reader: sqlite3.Connection) -> None:
    save(store, "text", FULL_DAY)

    def rows(table: str) -> list[tuple[object, ...]]:
        return reader.execute(f"SELECT * FROM {table} ORDER BY position").fetchall()

    date = "2025-01-22"
    assert reader.execute("SELECT id, until, note, template, updated_at FROM days").fetchall() == [
        (WEDNESDAY.toordinal(), "2025-01-23", "설 연휴", "bootcamp-ko", "2025-01-22T12:00:00+09:00")
    ]
    assert rows("sections") == [(date, 1, 3, "goals", "💬 학습 목표")]
    assert rows("goals") == [(date, 1, 5, "볼륨 이해하기"), (date, 2, 6, "Pod")]
    assert rows("topics") == [
        (date, 1, 9, "딥다이브 - 쿠버네티스", "볼륨", "빅토리아", 2),
        (date, 2, 13, "딥다이브 - 쿠버네티스", "빈 주제", "빅토리아", 0),
    ]
    assert rows("problems") == [(date, 1, 16, "백준", "5065", None, "Lv.1", 8, "2025-01-21", 1, None)]
    assert rows("challenges") == [
        (date, 1, 19, "past", 1, "일찍 자기", "done"),
        (date, 2, 20, "past", 2, "운동", "partial"),
        (date, 3, 21, "past", 3, "책", "missed"),
        (date, 4, 22, "past", 4, "물", None),
        (date, 5, 25, "next", 1, "운동", None),
    ]
    assert rows("reflections") == [(date, 1, 28, "성공적인 점", "집중")]
    assert rows("links") == [(date, 1, 31, "문서", "https://kubernetes.io")]


def test_index_rows_follow_saves_and_go_with_the_day(store: Store, reader: sqlite3.Connection) -> None:
    save(store, "one", FULL_DAY)
    saved = save(store, "two", replace(empty_day(), goals=(goal(1, "하나", 0),)))

    tables = ("sections", "goals", "topics", "problems", "challenges", "reflections", "links")
    count = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    assert reader.execute(count).fetchone() == (0, 1, 0, 0, 0, 0, 0)

    store.delete_day(store.begin_change("delete", "", NOON), WEDNESDAY, expected_sha256=saved.sha256)
    assert reader.execute(count).fetchone() == (0, 0, 0, 0, 0, 0, 0)


def test_a_newer_reader_replaces_rows_without_a_revision(store: Store) -> None:
    save(store, "text")

    store.reindex_day(replace(FULL_DAY, template="plain"), "text", reader_version=2, study_seconds=60)

    assert store.day(WEDNESDAY) == StoredDay(WEDNESDAY, "text", sha256_of("text"), "plain", 2)
    assert store.summaries(WEDNESDAY, WEDNESDAY)[0].study_seconds == 60
    assert store.summaries(WEDNESDAY, WEDNESDAY)[0].topics == 2
    assert len(store.history(WEDNESDAY)) == 1


def test_summaries_count_what_a_day_holds(store: Store) -> None:
    save(store, "text", FULL_DAY)
    save(store, "text", empty_day(dt.date(2025, 1, 23)))
    store.set_study_seconds(WEDNESDAY, 28958)

    assert store.summaries(dt.date(2025, 1, 1), dt.date(2025, 1, 22)) == [
        DaySummary(
            date=WEDNESDAY,
            until=dt.date(2025, 1, 23),
            note="설 연휴",
            study_seconds=28958,
            goals=2,
            topics=2,
            problems=1,
            done=1,
            partial=1,
            missed=1,
            open=1,
            headline=FULL_DAY.topics[0].title,
        )
    ]
    assert len(store.summaries(dt.date.min, dt.date.max)) == 2


def test_days_in_order(store: Store) -> None:
    dates = [WEDNESDAY + dt.timedelta(days=n) for n in range(150)]
    with store.deferred_search_index():
        for date in reversed(dates):
            save(store, f"{date}", empty_day(date))

    assert store.dates() == dates


@pytest.mark.parametrize(
    ("before", "expected"), [("2025-01-22", None), ("2025-01-23", "2025-01-22"), ("2030-01-01", "2025-02-10")]
)
def test_the_latest_day_before_another(store: Store, before: str, expected: str | None) -> None:
    save(store, "one")
    save(store, "two", empty_day(dt.date(2025, 2, 10)))

    latest = store.latest_before(dt.date.fromisoformat(before))

    assert (str(latest.date) if latest is not None else None) == expected


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    def fail_half_way() -> None:
        with store.transaction():
            save(store, "text")
            store.set_setting("paused", "알고리즘")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert store.dates() == []
    assert store.setting("paused") is None
    assert store.last_undoable() is None


def test_a_transaction_inside_another_fails_alone(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            store.set_setting("inner", "1")
            raise ZeroDivisionError

    with store.transaction():
        store.set_setting("outer", "1")
        with pytest.raises(ZeroDivisionError):
            fail()
        with store.transaction():
            store.set_setting("second", "1")

    assert [store.setting(key) for key in ("outer", "inner", "second")] == ["1", None, "1"]


def test_settings_are_replaced_and_forgotten(store: Store) -> None:
    store.set_setting("paused", "알고리즘")
    store.set_setting("paused", "쿠버네티스")
    assert store.setting("paused") == "쿠버네티스"

    store.set_setting("paused", None)
    assert store.setting("paused") is None


def test_the_data_version_tells_of_others_writes(store: Store, path: Path) -> None:
    before = store.data_version()
    store.set_setting("own", "write")
    assert store.data_version() == before

    with Store.open(path, create=False, now=NOON) as other:
        other.set_setting("their", "write")
    assert store.data_version() != before


def test_months_are_counted_newest_first(store: Store) -> None:
    for day in (dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 1, 31)):
        save(store, f"# {day}\n", replace(empty_day(), date=day))

    assert store.months(dt.date.min) == [MonthCount(dt.date(2025, 1, 1), 2), MonthCount(dt.date(2024, 12, 1), 1)]
    assert store.months(dt.date(2025, 1, 2)) == [MonthCount(dt.date(2025, 1, 1), 1)]
    assert store.months(dt.date(2025, 2, 1)) == []
