"""Days out of files that SQLite refuses: whole, the newest, and none that the person took out."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.build import WEDNESDAY, Clock, at, open_journal, put
from tracker.salvage import salvage

PAGE = 4096
DAYS = 30
TAKEN_OUT = WEDNESDAY + dt.timedelta(days=2)
LONG = WEDNESDAY + dt.timedelta(days=29)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[dt.date, str]]:
    """Return a closed study log of a month, some of it written over, and its days."""
    path = tmp_path_factory.mktemp("log") / "studylog.db"
    clock = Clock(at("09:00"))
    with closing(open_journal(path, clock)) as journal:
        for number in range(DAYS):
            day = WEDNESDAY + dt.timedelta(days=number)
            put(journal, f"# {day}\n\n처음 쓴 글 {number}\n" * (1 + number * number // 4), day)
            clock.forward(minutes=5)
        for number in range(0, DAYS, 3):
            day = WEDNESDAY + dt.timedelta(days=number)
            put(journal, f"# {day}\n\n고쳐 쓴 글 {number} 🔺\r\n" * (1 + number * number // 4), day)
            clock.forward(minutes=5)
        journal.timer.add(WEDNESDAY, "딥다이브", seconds=3600)
        journal.delete_day(TAKEN_OUT)
        texts = {day: journal.text(day) or "" for day in journal.dates()}
    return path, texts


def damaged(log: tuple[Path, dict[dt.date, str]], folder: Path, damage: Callable[[bytearray], object]) -> Path:
    """Return a copy of the log with damage done to it."""
    path = folder / "studylog.db"
    data = bytearray(log[0].read_bytes())
    damage(data)
    path.write_bytes(data)
    return path


def test_of_a_sound_log_all_is_read(log: tuple[Path, dict[dt.date, str]]) -> None:
    path, texts = log
    before = path.read_bytes(), sorted(path.parent.iterdir())

    found = salvage(path)

    assert dict(found.days) == texts
    assert found.expected == len(texts) == DAYS - 1
    assert found.torn == {}
    assert [row[:2] for row in found.sessions] == [("2025-01-22", "딥다이브")]
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


@pytest.mark.parametrize("seed", range(6))
def test_whatever_pages_are_lost_what_is_read_is_whole(
    log: tuple[Path, dict[dt.date, str]], tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)

    def tear(data: bytearray) -> None:
        pages = len(data) // PAGE
        for page in rng.sample(range(pages), pages // (4 + 4 * seed)):
            data[page * PAGE : (page + 1) * PAGE] = rng.randbytes(PAGE)

    found = salvage(damaged(log, tmp_path, tear))

    texts = log[1]
    older = {day: text for day, text in found.days.items() if text != texts.get(day)}
    # A day may have been lost in its newest form, of which an earlier one is left; never is it half of one.
    assert all(text.startswith(f"# {day}\n\n처음 쓴 글") for day, text in older.items())
    assert len(found.days) >= DAYS * 2 // 3


def test_without_the_first_page_every_day_is_read(log: tuple[Path, dict[dt.date, str]], tmp_path: Path) -> None:
    def lose_the_first(data: bytearray) -> None:
        data[:PAGE] = bytes(PAGE)

    path = damaged(log, tmp_path, lose_the_first)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT * FROM days").fetchall()

    found = salvage(path)

    # Nothing says any more that a day was taken out.
    assert {day: text for day, text in found.days.items() if day != TAKEN_OUT} == log[1]
    assert found.expected is None


def test_where_the_table_is_lost_its_revisions_have_the_texts(
    log: tuple[Path, dict[dt.date, str]], tmp_path: Path
) -> None:
    path = tmp_path / "studylog.db"
    shutil.copy(log[0], path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE days SET text = ''")
        connection.execute("VACUUM")

    assert dict(salvage(path).days) == log[1]


def test_what_is_cut_off_is_named_torn(tmp_path: Path) -> None:
    path = tmp_path / "studylog.db"
    text = "# 2025-01-22\n\n" + "긴 글을 쓴 날\n" * 3000
    with closing(open_journal(path, Clock(at("09:00")))) as journal:
        put(journal, text)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM revisions")
        connection.execute("VACUUM")
    data = bytearray(path.read_bytes())
    middle = data.find("긴 글을 쓴 날".encode(), len(data) // 2)
    start = middle // PAGE * PAGE
    data[start : start + PAGE] = bytes(PAGE)
    path.write_bytes(data)

    found = salvage(path)

    assert found.days == {}
    assert found.torn[WEDNESDAY].startswith("# 2025-01-22\n\n긴 글을 쓴 날\n")
    assert found.torn[WEDNESDAY] != text


def test_what_stands_in_the_log_beside_it_counts(tmp_path: Path) -> None:
    path = tmp_path / "studylog.db"
    with closing(open_journal(path, Clock(at("09:00")))) as journal:
        put(journal, "# 2025-01-22\n\n처음\n")
        put(journal, "# 2025-01-22\n\n나중\n")
        for name in ("studylog.db", "studylog.db-wal"):
            shutil.copy(tmp_path / name, tmp_path / f"copy{name.removeprefix('studylog')}")

    assert salvage(tmp_path / "copy.db").days == {WEDNESDAY: "# 2025-01-22\n\n나중\n"}
    # Half of the last frame is missing, as after a power cut.
    log = tmp_path / "copy.db-wal"
    log.write_bytes(log.read_bytes()[:-2000])
    assert set(salvage(tmp_path / "copy.db").days) == {WEDNESDAY}


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"# 2025-01-22\n" * 1000, bytes(100_000)])
def test_of_a_file_that_is_no_log_nothing_is_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "studylog.db"
    path.write_bytes(content)

    found = salvage(path)

    assert (found.days, found.torn, found.expected) == ({}, {}, None)
