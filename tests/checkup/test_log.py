"""What a checkup finds in the log itself, and what it mends without touching a word."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.checkup.build import findings, troubles
from tests.journal.build import THURSDAY, WEDNESDAY, Clock, at, open_journal, put, text_of
from tracker.backups import list_backups
from tracker.errors import Damaged
from tracker.journal import Journal

TEXT = "# 2025-01-22\n\n## 목표\n- 볼륨 복습\n\n## 공부 시간\n\n2:00:00\n"


@pytest.fixture
def clock() -> Clock:
    """Return the clock of this test."""
    return Clock(at("21:00"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the study log of this test is."""
    return tmp_path / "studylog.db"


@pytest.fixture
def journal(path: Path, clock: Clock) -> Iterator[Journal]:
    """Yield an open study log with a day and a backup."""
    with closing(open_journal(path, clock)) as opened:
        put(opened, TEXT)
        opened.add_goal(THURSDAY, "하나")
        opened.back_up()
        yield opened


def spoil(path: Path, *statements: str) -> None:
    """Change the database as no studylog would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_log_in_order_is_sound(journal: Journal, path: Path, clock: Clock) -> None:
    assert troubles(path, clock) == []


def test_without_a_log_the_rest_is_looked_at(path: Path, clock: Clock) -> None:
    assert troubles(path, clock) == [
        f"look database: {path} (none yet)",
        "look backups: there is no backup yet",
    ]
    assert not path.exists()


@pytest.mark.parametrize(
    ("statement", "trouble"),
    [
        ("DELETE FROM goals", "wrong index: 2 days read differently from their index: 2025-01-22, 2025-01-23"),
        ("UPDATE goals SET line = line + 1 WHERE date = '2025-01-22'",
         "wrong index: 1 day reads differently from its index: 2025-01-22"),
        ("UPDATE days SET reader_version = 0",
         "look reader: 2 days were read by an older studylog; 0 would read differently now"),
        ("INSERT INTO search_index (search_index) VALUES ('delete-all')",
         "wrong search: search does not know 2 texts as they are"),
    ],
)  # fmt: skip
def test_what_is_read_out_of_the_texts_is_made_again(
    journal: Journal, path: Path, clock: Clock, statement: str, trouble: str
) -> None:
    spoil(path, statement)

    assert troubles(path, clock) == [trouble]
    mended = findings(path, clock, mend=True)
    assert {finding.gravity for each in mended.values() for finding in each} == {"sound"}
    assert troubles(path, clock) == []
    assert text_of(journal) == TEXT
    assert [hit.text for hit in journal.search(["볼륨"])] == ["- 볼륨 복습"]


def test_a_text_that_was_changed_from_outside_is_named(journal: Journal, path: Path, clock: Clock) -> None:
    spoil(path, "UPDATE days SET text = replace(text, '볼륨', '불륨') WHERE date = '2025-01-22'")

    assert troubles(path, clock, "texts") == ["wrong texts: 1 day is not the text that was saved: 2025-01-22"]
    assert findings(path, clock, mend=True)["texts"][0].sentence.endswith("→ 1 day is again as it was saved")
    assert text_of(journal) == TEXT
    # What stood there is in a backup, for whoever meant it.
    newest = list_backups(path)[0]
    with closing(sqlite3.connect(newest.path)) as connection:
        assert "불륨" in connection.execute("SELECT text FROM days ORDER BY date").fetchone()[0]


def test_a_text_that_is_no_text_any_more_is_put_back(journal: Journal, path: Path, clock: Clock) -> None:
    spoil(path, "UPDATE days SET text = CAST(x'23ff' AS TEXT) WHERE date = '2025-01-22'")

    with pytest.raises(Damaged, match="a text in it is not UTF-8"):
        journal.record(WEDNESDAY)
    assert troubles(path, clock) == ["wrong texts: 1 day is not the text that was saved: 2025-01-22"]
    findings(path, clock, mend=True)
    assert text_of(journal) == TEXT
    assert [line.partition(":")[0] for line in troubles(path, clock)] == ["look backups"]


def test_a_damaged_search_index_is_made_anew(journal: Journal, path: Path, clock: Clock) -> None:
    spoil(path, "UPDATE search_index_data SET block = x'00' WHERE id > 10")

    assert [line.partition(":")[0] for line in troubles(path, clock)] == ["wrong search"]
    findings(path, clock, mend=True)
    assert troubles(path, clock) == []
    assert [hit.text for hit in journal.search(["볼륨"])] == ["- 볼륨 복습"]


def test_sessions_that_cannot_be(journal: Journal, path: Path, clock: Clock) -> None:
    day = "'2025-01-22'"
    for row in (
        f"('a', {day}, '영어', '2025-01-22T09:00:00+09:00', '2025-01-22T10:00:00+09:00', 3600)",
        f"('b', {day}, '수학', '2025-01-22T09:30:00+09:00', '2025-01-22T10:30:00+09:00', 3600)",
        f"('c', {day}, '국어', '2025-01-22T22:00:00+09:00', '2025-01-22T23:00:00+09:00', 3600)",
        f"('d', {day}, '체육', NULL, NULL, 100000)",
    ):
        spoil(path, f"INSERT INTO sessions (id, date, subject, started_at, ended_at, seconds) VALUES {row}")

    assert troubles(path, clock, "sessions") == [
        "look sessions: On 2025-01-22 two sessions overlap: 09:00–10:00 영어 and 09:30–10:30 수학",
        "look sessions: On 2025-01-22 a session has an impossible length: 체육",
        "look sessions: On 2025-01-22 a session lies ahead: 22:00–23:00 국어",
    ]
    assert troubles(path, clock, "totals") == [
        "look totals: On 1 day the written total is below its sessions: 2025-01-22"
    ]


def test_a_running_session_overlaps_nothing(journal: Journal, path: Path, clock: Clock) -> None:
    journal.timer.start("영어")
    clock.forward(hours=1)

    assert troubles(path, clock, "sessions", "totals") == []


def test_with_broken_settings_the_log_is_looked_at_all_the_same(journal: Journal, path: Path, clock: Clock) -> None:
    (path.parent / "config.yaml").write_text("taget: 7h\n", "utf-8")
    spoil(path, "DELETE FROM goals")

    found = troubles(path, clock)

    assert found[0].startswith("wrong settings: ")
    assert found[-1] == "wrong index: 2 days read differently from their index: 2025-01-22, 2025-01-23"


def test_a_damaged_log_is_written_out(journal: Journal, path: Path, clock: Clock, tmp_path: Path) -> None:
    put(journal, "# 2025-01-23\n\n볼륨\n", THURSDAY)
    journal.close()
    data = bytearray(path.read_bytes())
    data[:4096] = bytes(4096)
    path.write_bytes(data)

    (finding,) = findings(path, clock, rescue_to=tmp_path / "out")["rescue"]

    assert finding.sentence == f"2 days could be read whole, and lie in {tmp_path / 'out'}"
    assert {file.name: file.read_text("utf-8") for file in (tmp_path / "out").glob("*.md")} == {
        "2025-01-22.md": TEXT,
        "2025-01-23.md": "# 2025-01-23\n\n볼륨\n",
    }
    assert path.read_bytes() == data


def test_one_with_a_damaged_page_is_written_out_beside_it(journal: Journal, path: Path, clock: Clock) -> None:
    journal.close()
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'goals'").fetchone()[0]
    data[(page - 1) * 4096 : page * 4096] = b"\x99" * 4096
    path.write_bytes(data)

    found = findings(path, clock)

    assert found["rescue"][0].sentence == (
        f"2 of 2 days could be read whole, and lie in {path.parent / 'rescued-2025-01-22'}"
    )


def test_of_a_file_in_which_nothing_can_be_read_no_folder_is_made(path: Path, clock: Clock) -> None:
    path.write_text("# 2025-01-22\n" * 400)

    (finding,) = findings(path, clock)["rescue"]
    assert (finding.sentence, finding.advice) == ("nothing of yours can be read in the file", "")
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def locks_on(path: Path) -> int:
    """Return how many locks this process holds on a file."""
    table = Path("/proc/locks")
    if not table.exists():
        pytest.skip("nobody tells of locks here")
    inode, process = str(path.stat().st_ino), str(os.getpid())
    lines = [line.split() for line in table.read_text().splitlines()]
    return sum(words[4] == process and words[5].rpartition(":")[2] == inode for words in lines if len(words) > 5)


def test_looking_leaves_the_locks_of_an_open_window(journal: Journal, path: Path, clock: Clock, tmp_path: Path) -> None:
    held = locks_on(path)
    assert held > 0

    findings(path, clock, mend=True)
    findings(path, clock, rescue_to=tmp_path / "out")
    journal.back_up()

    assert locks_on(path) == held
