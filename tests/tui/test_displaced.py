"""The file under the open screen is taken away, replaced, or held by another program."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.tui.build import MONDAY, Clock, open_journal, press, put, text_of, until_shown, until_told
from tests.tui.build import sample_text as sample
from tracker.backup_names import Reason
from tracker.backups import list_backups
from tracker.journal import Journal
from tracker.tui.app import StudylogApp
from tracker.tui.screens.editor import EditorScreen

SUNDAY = MONDAY - dt.timedelta(days=1)


def take_away(database: Path) -> None:
    """Remove the files of a database, as a tidy person would."""
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def another(folder: Path, clock: Clock) -> Path:
    """Return another study log, with another text of Monday and a day more."""
    path = folder / "another" / "studylog.db"
    with closing(open_journal(path, clock)) as journal:
        put(journal, MONDAY, "# 2025-03-24\n\n다른 기록\n")
        put(journal, SUNDAY, "# 2025-03-23\n\n일요일\n")
    return path


def put_in_place(source: Path, database: Path) -> None:
    """Put another file in a database's place, as a program that keeps folders in step does."""
    take_away(database)
    shutil.copy(source, database)


async def test_a_log_that_is_taken_away_is_put_back_with_all_of_it(
    app: StudylogApp, journal: Journal, database: Path, clock: Clock
) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "g", *"abc", "enter")
        take_away(database)
        await press(pilot, "g", *"def", "enter")
        await until_told(pilot, "여기 열려 있던 것으로 되돌려 두었어요")

        with closing(open_journal(database, clock)) as other:
            assert [goal.text for goal in other.record(MONDAY).day.goals][-2:] == ["abc", "def"]
            assert other.damage() == []
            # Both go on with the same file.
            other.add_goal(MONDAY, "ghi")
        await press(pilot, "g", *"jkl", "enter")

    assert [goal.text for goal in journal.record(MONDAY).day.goals][-2:] == ["ghi", "jkl"]


async def test_it_is_put_back_without_a_key(app: StudylogApp, journal: Journal, database: Path, clock: Clock) -> None:
    async with app.run_test(notifications=True) as pilot:
        take_away(database)
        app.today_screen.keep_up()
        await until_told(pilot, "여기 열려 있던 것으로 되돌려 두었어요")

    with closing(open_journal(database, clock)) as other:
        assert text_of(other) == sample(MONDAY)


async def test_what_another_file_holds_is_shown_and_what_was_open_is_kept(
    app: StudylogApp, journal: Journal, database: Path, clock: Clock, tmp_path: Path
) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "g", *"abc", "enter")
        mine = text_of(journal)
        put_in_place(another(tmp_path, clock), database)
        app.today_screen.keep_up()
        await until_told(pilot, "다른 프로그램이 그 자리에 다른 파일을 두었어요")
        await until_shown(pilot, "다른 기록")

        kept = next(backup for backup in list_backups(database) if backup.reason is Reason.RESCUE)
        with closing(sqlite3.connect(kept.path)) as connection:
            assert connection.execute("SELECT text FROM days").fetchall() == [(mine,)]
        await press(pilot, "g", *"def", "enter")

    with closing(open_journal(database, clock)) as other:
        assert "def" in text_of(other)
        assert "다른 기록" in text_of(other)
        assert other.dates() == [SUNDAY, MONDAY]


async def test_what_is_being_typed_meets_the_other_file(
    app: StudylogApp, journal: Journal, database: Path, clock: Clock, tmp_path: Path
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "m")
        put_in_place(another(tmp_path, clock), database)
        await press(pilot, *"ZZ")
        editor = app.screen_stack[1]
        assert isinstance(editor, EditorScreen)
        editor.save()
        # Nothing of it went into the file that nobody finds again, and nothing of it is lost.
        app._preserve()
        kept = list(app.unsaved.texts.values())

    with closing(open_journal(database, clock)) as other:
        assert "ZZ" in text_of(other) or any("ZZ" in text.text for text in kept)


async def test_a_file_that_is_no_study_log_is_not_gone_on_with(
    app: StudylogApp, journal: Journal, database: Path, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("# 장보기\n" * 600)
    async with app.run_test() as pilot:
        await press(pilot, "g", *"abc", "enter")
        put_in_place(tmp_path / "notes.txt", database)
        await press(pilot, "g", *"def", "enter")
        await until_shown(pilot, "SQLite")
        await press(pilot, "escape")

        for _look in range(5):
            app.today_screen.keep_up()

        # What was acknowledged is kept, once, and the stranger's file is as it was.
        (kept,) = (backup for backup in list_backups(database) if backup.reason is Reason.RESCUE)
        with closing(sqlite3.connect(kept.path)) as connection:
            assert "abc" in connection.execute("SELECT text FROM days").fetchone()[0]
        assert database.read_text() == "# 장보기\n" * 600


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Have another program hold the lock."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


async def test_what_is_typed_while_another_program_holds_the_file_is_saved_after_it(
    database: Path, journal: Journal, clock: Clock
) -> None:
    app = StudylogApp(journal)
    journal.store._database.connection.execute("PRAGMA busy_timeout = 20")
    async with app.run_test() as pilot:
        await press(pilot, "m")
        editor = app.screen
        assert isinstance(editor, EditorScreen)
        with held(database):
            await press(pilot, *"ZZ")
            assert not editor.save()
            await until_shown(pilot, "studylog.db")
            await press(pilot, *"YY")
        editor.save()

        assert "ZZYY- 학습 목표 1" in text_of(journal)


async def test_the_log_beside_the_file_is_taken_away(app: StudylogApp, database: Path, clock: Clock) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g", *"abc", "enter")
        database.with_name(database.name + "-wal").unlink()
        await press(pilot, "g", *"def", "enter")

        # Whoever opens it now finds what was acknowledged.
        with closing(open_journal(database, clock)) as other:
            assert "abc" in text_of(other)
            assert "def" in text_of(other)
            assert other.damage() == []
