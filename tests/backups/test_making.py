"""When backups are made, what they say of themselves, and how they are looked through."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.backups.conftest import FIRST
from tests.journal.build import THURSDAY, WEDNESDAY, Clock, open_journal, put, text_of
from tracker import backups
from tracker.backup_names import Reason
from tracker.backups import find_backup, list_backups, make_backup, problems_of
from tracker.errors import NotFound, StoreError
from tracker.journal import Journal, safekeeping
from tracker.journal.importing import ImportReport, SourceFile, WhereThere, import_files
from tracker.store import Store


def names(path: Path) -> list[str]:
    """Return the names of the backups, newest first."""
    return [backup.name for backup in list_backups(path)]


def texts_in(path: Path) -> list[tuple[str, str]]:
    """Return date and text of the days in a database, read without the product."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT date, text FROM days ORDER BY date").fetchall()


def test_the_first_change_of_a_day_is_preceded_by_a_backup(journal: Journal, path: Path, clock: Clock) -> None:
    journal.add_goal(THURSDAY, "하나")
    journal.add_goal(THURSDAY, "둘")

    assert names(path) == ["studylog-20250123-090000-daily.db"]
    # It holds what was there before that change.
    assert texts_in(path.parent / "backups" / "studylog-20250123-090000-daily.db") == [("2025-01-22", FIRST)]

    clock.set("2025-01-24 09:00")
    journal.add_goal(THURSDAY, "셋")
    assert names(path) == ["studylog-20250124-090000-daily.db", "studylog-20250123-090000-daily.db"]


def test_another_program_makes_no_second_one(journal: Journal, path: Path, clock: Clock) -> None:
    journal.add_goal(THURSDAY, "하나")

    with closing(open_journal(path, clock)) as other:
        other.add_goal(THURSDAY, "둘")

    assert len(names(path)) == 1


def test_looking_makes_none(journal: Journal, path: Path) -> None:
    journal.record(WEDNESDAY)
    journal.timer.state()

    assert names(path) == []


def test_one_by_hand_is_no_reason_to_go_without_that_of_the_day(journal: Journal, path: Path) -> None:
    journal.back_up()
    journal.add_goal(THURSDAY, "하나")

    assert {backup.reason for backup in list_backups(path)} == {Reason.DAILY, Reason.MANUAL}


def test_where_none_can_be_made_the_change_is_saved_and_it_is_said(journal: Journal, path: Path) -> None:
    (path.parent / "backups").write_text("in the way")

    journal.add_goal(THURSDAY, "하나")

    assert "하나" in text_of(journal, THURSDAY)
    (notice,) = journal.notices
    assert notice.startswith("No backup could be made today; what you do is saved all the same. (")


def test_a_backup_is_whole_sound_and_a_file_of_its_own(journal: Journal, path: Path, tmp_path: Path) -> None:
    with journal.store.transaction():
        journal.set_setting("unfinished", "1")
        made = journal.back_up(tmp_path / "copies" / "copy.db").backup

    assert [file.name for file in made.path.parent.iterdir()] == ["copy.db"]
    assert problems_of(made) == []
    with Store.open(made.path, create=False, now=journal.now()) as opened:
        assert opened.day(WEDNESDAY) == journal.store.day(WEDNESDAY)
        assert opened.setting("unfinished") is None
        assert opened.damage() == []
    if sys.platform != "win32":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_what_is_there_is_never_written_over(journal: Journal, path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is there already"):
        journal.back_up(path)

    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        journal.back_up(tmp_path / "file" / "copy.db")


def test_a_copy_that_fails_leaves_nothing(journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(backups, "_holdings", fail)
    with pytest.raises(StoreError):
        make_backup(path, Reason.MANUAL, journal.now())

    assert list((path.parent / "backups").iterdir()) == []


def test_a_backup_that_holds_less_than_the_one_before_says_so(journal: Journal, path: Path, clock: Clock) -> None:
    put(journal, "# 2025-01-23\n", THURSDAY)
    journal.back_up()
    journal.delete_day(WEDNESDAY)
    clock.forward(hours=1)

    assert journal.back_up().notice == (
        "The log holds 1 day less than its backup of 2025-01-23 09:00, which stays: studylog-20250123-090000-manual.db"
    )
    clock.forward(hours=1)
    assert journal.back_up().notice == ""


def test_so_does_one_with_much_less_text(journal: Journal, clock: Clock) -> None:
    put(journal, FIRST + "가나다라\n" * 100)
    journal.back_up()
    put(journal, FIRST)
    clock.forward(hours=1)

    assert journal.back_up().notice.startswith("The log holds much less text than its backup of 2025-01-23 09:00")


def test_the_day_after_a_loss_the_person_is_told(journal: Journal, path: Path, clock: Clock) -> None:
    journal.back_up()
    put(journal, "# 2025-01-23\n", THURSDAY)
    journal.delete_day(WEDNESDAY)
    journal.delete_day(THURSDAY)
    put(journal, "", WEDNESDAY)
    clock.set("2025-01-24 09:00")
    journal.notices.clear()

    with closing(open_journal(path, clock)) as next_day:
        next_day.add_goal(THURSDAY, "하나")

        assert [notice.partition(" of ")[0] for notice in next_day.notices] == [
            "The log holds much less text than its backup"
        ]


def sources(text: str) -> list[SourceFile]:
    """Return one file to bring in."""
    return [SourceFile("/logs", "2025-01-22.md", text.encode)]


def test_an_import_is_preceded_by_a_backup(journal: Journal, path: Path) -> None:
    import_files(journal, sources("# 2025-01-22\n\n다른 글\n"), ImportReport(), where_there=WhereThere.REPLACE)
    import_files(journal, sources("# 2025-01-22\n\n또 다른 글\n"), ImportReport())

    assert sorted(backup.reason for backup in list_backups(path)) == [Reason.IMPORT, Reason.REPLACE]
    replaced = next(backup for backup in list_backups(path) if backup.reason is Reason.REPLACE)
    assert texts_in(replaced.path) == [("2025-01-22", FIRST)]


def test_without_that_backup_nothing_is_brought_in(journal: Journal, path: Path) -> None:
    (path.parent / "backups").write_text("in the way")

    with pytest.raises(StoreError, match="backups cannot be read"):
        import_files(journal, sources("# 2025-01-22\n\n다른 글\n"), ImportReport(), where_there=WhereThere.REPLACE)

    assert text_of(journal) == FIRST


def test_a_first_import_has_nothing_to_back_up(tmp_path: Path, clock: Clock) -> None:
    with closing(open_journal(tmp_path / "new.db", clock)) as journal:
        import_files(journal, sources(FIRST), ImportReport())

    assert not (tmp_path / "backups").exists()


def test_backups_are_found_by_date_by_name_by_file_and_as_the_latest(
    journal: Journal, path: Path, clock: Clock, tmp_path: Path
) -> None:
    first = journal.back_up().backup
    clock.set("2025-01-24 09:00")
    second = journal.back_up().backup
    elsewhere = journal.back_up(tmp_path / "elsewhere.db").backup

    assert find_backup(path, "latest", clock()) == second
    assert find_backup(path, "2025-01-23", clock()) == first
    assert find_backup(path, first.name, clock()) == find_backup(path, first.path.stem, clock()) == first
    assert find_backup(path, str(elsewhere.path), clock()) == elsewhere
    with pytest.raises(NotFound, match=r"There is no backup 'studylog-20250123-090000-manua\.db'\. Did you mean"):
        find_backup(path, "studylog-20250123-090000-manua.db", clock())


def test_the_latest_is_not_what_was_there_before_going_back(journal: Journal, path: Path, clock: Clock) -> None:
    made = journal.back_up().backup
    clock.forward(hours=1)
    journal.restore_backup(made)

    assert find_backup(path, "latest", clock()) == made


def test_a_backup_that_was_changed_is_found_out(journal: Journal, path: Path) -> None:
    made = journal.back_up().backup
    for statement, problem in (
        (
            "UPDATE days SET text = replace(text, '볼륨', '불륨')",
            "the text of 2025-01-22 is not the one that was saved",
        ),
        ("DELETE FROM days", "it holds 0 of the 1 days that it held when it was made"),
        ("PRAGMA user_version = 1", ""),
    ):
        copy = made.path.with_name("copy.db")
        shutil.copy(made.path, copy)
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(statement)

        assert problems_of(backups.read_backup(copy)) == ([problem] if problem else [])


def test_one_whose_pages_are_damaged_is_found_out(journal: Journal) -> None:
    made = journal.back_up().backup
    data = bytearray(made.path.read_bytes())
    for start in range(4096, len(data), 3 * 4096):
        data[start : start + 4096] = b"\x7f" * 4096
    made.path.write_bytes(data)

    (problem,) = problems_of(made)
    assert "damaged" in problem or "cannot be read" in problem


def test_a_file_that_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "notes.db").write_text("# 2025-01-22\n")

    (backup,) = list_backups(tmp_path / "studylog.db")
    assert backup.holdings is None
    assert problems_of(backup) == ["it cannot be read (file is not a database)"]


def test_a_folder_that_cannot_be_used_is_no_folder_without_backups(journal: Journal, path: Path) -> None:
    (path.parent / "backups").symlink_to(path.parent / "nowhere")

    with pytest.raises(StoreError, match="cannot be read"):
        list_backups(path)
    journal.add_goal(THURSDAY, "하나")
    assert "하나" in text_of(journal, THURSDAY)
    assert len(journal.notices) == 1


def test_one_from_tomorrow_is_not_the_latest(journal: Journal, path: Path, clock: Clock) -> None:
    made = journal.back_up().backup
    clock.set("2099-01-01 09:00")
    ahead = journal.back_up().backup
    clock.set("2025-01-23 12:00")

    assert find_backup(path, "latest", clock()) == made
    assert find_backup(path, ahead.name, clock()) == ahead


def test_one_that_the_person_gave_a_name_is_theirs_to_keep(journal: Journal, path: Path, clock: Clock) -> None:
    daily = make_backup(path, Reason.DAILY, clock())
    keepsake = daily.path.rename(daily.path.with_name("keepsake.db"))
    for year in range(2026, 2030):
        clock.set(f"{year}-01-23 09:00")
        for _again in range(2):
            make_backup(path, Reason.DAILY, clock())

    assert [backup.path for backup in backups.rotate(path)] != []
    # Whatever it says of itself.
    assert next(one for one in list_backups(path) if one.path == keepsake).reason is Reason.MANUAL


def test_one_with_a_spoilt_text_pushes_none_out_and_says_so(journal: Journal, path: Path, clock: Clock) -> None:
    sound = make_backup(path, Reason.DAILY, clock())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE days SET text = CAST(x'23ff' AS TEXT)")
    for day in range(24, 31):
        clock.set(f"2025-01-{day} 09:00")
        spoilt = safekeeping.back_up(path, Reason.DAILY, clock())

    assert spoilt.notice == "1 day is not the text that was saved, here and in the backup: studylog doctor"
    assert problems_of(spoilt.backup) == ["the text of 2025-01-22 is not the one that was saved"]
    assert sound in list_backups(path)
    assert len(list_backups(path)) == 4


def test_two_logs_in_one_folder_keep_to_their_own(journal: Journal, path: Path, clock: Clock) -> None:
    beside = path.with_name("studylog-work.db")
    with closing(open_journal(beside, clock)) as work:
        put(work, FIRST)
        mine, other = journal.back_up().backup, work.back_up().backup
        for hour in range(12):
            clock.set(f"2025-01-23 {hour + 10}:00")
            make_backup(path, Reason.IMPORT, clock())
        backups.rotate(path)

        assert list_backups(beside) == [other]
        assert mine in list_backups(path)
        assert other not in list_backups(path)


def test_one_that_says_nothing_of_itself_is_taken_by_its_file(journal: Journal, path: Path) -> None:
    copy = path.parent / "backups" / "mine.db"
    copy.parent.mkdir()
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)

    (backup,) = list_backups(path)
    assert backup.reason is Reason.MANUAL
    assert backup.holdings is not None
    assert backup.holdings.days == 1
    assert backup.made_at == dt.datetime.fromtimestamp(copy.stat().st_mtime).astimezone()
