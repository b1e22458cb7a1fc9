"""Databases that earlier versions wrote, opened by this one: each text byte for byte, every session, every way back.

`released/N.db.gz` was written by the last studylog of schema N; with a migration comes the file of the new schema.
"""

from __future__ import annotations

import datetime as dt
import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.build import Clock, at, open_journal
from tracker import schema
from tracker.backup_names import Reason
from tracker.backups import list_backups, read_backup
from tracker.errors import StoreError
from tracker.journal.safekeeping import restore_backup

RELEASED = Path(__file__).parent / "released"
BROUGHT_IN = "# 2025-01-20\r\n\r\n풀어쓴 글 한글 \u00a0\r\n끝 줄에 줄바꿈 없음"
WEDNESDAY, THURSDAY = dt.date(2025, 1, 22), dt.date(2025, 1, 23)


@pytest.fixture
def clock() -> Clock:
    """Return the clock of this test: an hour after those databases were written last."""
    return Clock(at("2025-01-23 10:00"))


def unpacked(version: int, folder: Path) -> Path:
    """Return the database of that schema."""
    path = folder / "studylog.db"
    path.write_bytes(gzip.decompress((RELEASED / f"{version}.db.gz").read_bytes()))
    return path


def test_there_is_one_of_every_schema() -> None:
    assert sorted(path.name for path in RELEASED.iterdir()) == [
        f"{version}.db.gz" for version in range(1, schema.SCHEMA_VERSION + 1)
    ]


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION + 1))
def test_it_opens_with_everything_in_it(version: int, tmp_path: Path, clock: Clock) -> None:
    path = unpacked(version, tmp_path)

    with closing(open_journal(path, clock)) as journal:
        assert journal.dates() == [dt.date(2025, 1, 20), WEDNESDAY, THURSDAY]
        assert journal.text(dt.date(2025, 1, 20)) == BROUGHT_IN
        day = journal.record(WEDNESDAY).day
        assert [goal.text for goal in day.goals if goal.text] == ["볼륨 복습"]
        assert [(problem.judge, problem.id) for problem in day.problems] == [("백준", "5065"), ("백준", "10102")]
        assert [session.seconds for session in journal.timer.sessions(WEDNESDAY)] == [5400]
        running = journal.timer.state().running
        assert running is not None
        assert running.subject == "영어"
        assert [hit.text for hit in journal.search(["ㅂㄹ"])][:1] == ["- 학습 목표 1 : 볼륨 복습"]
        assert journal.damage() == []
        journal.timer.stop()
        assert len(journal.history(WEDNESDAY)) > 5
        for _change in range(3):
            journal.undo()
        journal.redo()
        assert journal.damage() == []

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA_VERSION,)
    migrated = [backup.reason for backup in list_backups(path) if backup.reason is Reason.MIGRATION]
    assert len(migrated) == (version < schema.SCHEMA_VERSION)


@pytest.mark.parametrize("version", range(1, schema.SCHEMA_VERSION + 1))
def test_it_can_be_put_back_as_a_backup(version: int, tmp_path: Path, clock: Clock) -> None:
    old = unpacked(version, tmp_path)
    path = tmp_path / "mine" / "studylog.db"
    open_journal(path, clock).close()

    restore_backup(path, read_backup(old), clock())

    with closing(open_journal(path, clock)) as journal:
        assert journal.text(dt.date(2025, 1, 20)) == BROUGHT_IN


def test_one_of_a_later_studylog_is_left_as_it_is(tmp_path: Path, clock: Clock) -> None:
    path = unpacked(schema.SCHEMA_VERSION, tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"was written by a newer studylog .* Update: pipx upgrade studylog"):
        open_journal(path, clock)

    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["studylog.db"]
