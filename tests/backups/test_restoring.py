"""Putting a backup back: whole or not at all, under open windows, and with a way back."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.backups.conftest import FIRST
from tests.journal.build import THURSDAY, WEDNESDAY, Clock, open_journal, put, text_of
from tracker import database, schema
from tracker.backup_names import Reason
from tracker.backups import list_backups, read_backup
from tracker.errors import StoreError
from tracker.fingerprint import sha256_of
from tracker.journal import Journal
from tracker.journal.safekeeping import restore_backup

AFTER = FIRST + "- 나중에 쓴 것\n"


def test_everything_is_as_it_was_also_in_an_open_window(journal: Journal, path: Path, clock: Clock) -> None:
    journal.timer.add(WEDNESDAY, "딥다이브", seconds=3600)
    backup = journal.back_up().backup
    put(journal, AFTER)
    put(journal, "# 2025-01-23\n", THURSDAY)
    journal.timer.add(THURSDAY, "영어", seconds=60)

    with closing(open_journal(path, clock)) as window:
        version = window.version()
        journal.restore_backup(backup)

        for each in (journal, window):
            assert (text_of(each), text_of(each, THURSDAY)) == (FIRST, "")
            assert [session.subject for session in each.timer.sessions(WEDNESDAY)] == ["딥다이브"]
            assert each.timer.sessions(THURSDAY) == []
            assert [hit.text for hit in each.search(["볼륨"])] == ["- 볼륨 복습"]
            assert [hit.text for hit in each.search(["나중"])] == []
            assert each.damage() == []
        assert window.version() != version
        # It goes on from there.
        window.add_goal(WEDNESDAY, "다음")
        assert "다음" in text_of(journal)
        # What a backup says of itself is nothing that the log says.
        assert journal.setting("backup") is None


def test_going_back_is_gone_back_on(journal: Journal) -> None:
    backup = journal.back_up().backup
    put(journal, AFTER)

    before = journal.restore_backup(backup).before
    assert before is not None
    assert text_of(journal) == FIRST
    journal.restore_backup(read_backup(before))

    assert text_of(journal) == AFTER


def test_what_others_write_until_the_last_moment_can_be_gone_back_to(
    journal: Journal, path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = journal.back_up().backup
    overwrite = database.overwrite

    def late(*arguments: object) -> None:
        with closing(open_journal(path, clock)) as other:
            put(other, AFTER)
        overwrite(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("tracker.store.store.overwrite", late)
    before = journal.restore_backup(backup).before

    assert text_of(journal) == FIRST
    assert before is not None
    with closing(sqlite3.connect(before)) as connection:
        assert connection.execute("SELECT text FROM days").fetchall() == [(AFTER,)]


def test_while_another_program_writes_nothing_is_put_back(journal: Journal, path: Path) -> None:
    backup = journal.back_up().backup
    put(journal, AFTER)

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is in use by"):
            restore_backup(path, backup, journal.now(), timeout=0.1)

    assert text_of(journal) == AFTER
    assert Reason.RESTORE not in {each.reason for each in list_backups(path)}
    assert [file.name for file in path.parent.glob(".*")] == []


def test_without_a_way_back_nothing_is_put_back(journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup = journal.back_up().backup
    put(journal, AFTER)

    def fail(*_arguments: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr("tracker.journal.safekeeping.make_backup", fail)
    with pytest.raises(StoreError, match="full"):
        journal.restore_backup(backup)

    assert text_of(journal) == AFTER
    assert journal.damage() == []


def test_a_damaged_backup_is_refused(journal: Journal, path: Path) -> None:
    backup = journal.back_up().backup
    with closing(sqlite3.connect(backup.path)) as connection, connection:
        connection.execute("UPDATE days SET text = 'x'")
    put(journal, AFTER)

    with pytest.raises(StoreError, match="cannot be put back: the text of 2025-01-22"):
        journal.restore_backup(backup)

    assert text_of(journal) == AFTER


def test_a_log_that_is_gone_comes_back(journal: Journal, path: Path, clock: Clock) -> None:
    backup = journal.back_up().backup
    journal.close()
    path.unlink()

    restored = restore_backup(path, backup, clock())

    assert restored.before is None
    with closing(open_journal(path, clock)) as again:
        assert text_of(again) == FIRST


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 400])
def test_a_log_that_cannot_be_read_is_moved_away_as_it_is(
    journal: Journal, path: Path, clock: Clock, damage: bytes
) -> None:
    backup = journal.back_up().backup
    journal.close()
    broken = damage or path.read_bytes()[:4096] + b"\xff" * 20_000
    path.write_bytes(broken)

    restored = restore_backup(path, backup, clock())

    assert restored.damaged
    assert restored.before is not None
    assert restored.before.read_bytes() == broken
    with closing(open_journal(path, clock)) as again:
        assert text_of(again) == FIRST


def test_a_backup_of_an_older_studylog_is_brought_up_to_date(
    tmp_path: Path, clock: Clock, journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        older.setattr(schema, "SCHEMA_VERSION", 1)
        with closing(sqlite3.connect(tmp_path / "older.db", isolation_level=None)) as connection:
            schema.migrate(tmp_path / "older.db", connection, now=clock())
            connection.execute(
                "INSERT INTO days VALUES"
                " (?, '2024-12-01', NULL, '', 'plain-ko', NULL, 1, ?, '2024-12-01T09:00:00+09:00', '옛 글')",
                (dt.date(2024, 12, 1).toordinal(), sha256_of("옛 글")),
            )

    journal.restore_backup(read_backup(tmp_path / "older.db"))

    assert text_of(journal, dt.date(2024, 12, 1)) == "옛 글"
    assert journal.damage() == []
    assert [each.reason for each in list_backups(path)] == [Reason.RESTORE]
    # The backup itself is still what it was.
    with closing(sqlite3.connect(tmp_path / "older.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_one_of_a_newer_studylog_is_refused_with_the_way_out(journal: Journal) -> None:
    backup = journal.back_up().backup
    with closing(sqlite3.connect(backup.path)) as connection:
        connection.execute("PRAGMA user_version = 99")

    with pytest.raises(StoreError, match="pipx upgrade studylog"):
        journal.restore_backup(backup)

    assert text_of(journal) == FIRST
