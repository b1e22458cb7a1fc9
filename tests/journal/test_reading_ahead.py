"""Of many files other processes read most: what is stored and told is what one process alone stores and tells."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.journal.build import TUESDAY, Clock, at, open_journal, put
from tracker import ahead, processes
from tracker.ahead import ReadFile
from tracker.errors import Cancelled, NotFound
from tracker.journal import Journal, importing
from tracker.journal.exporting import day_values
from tracker.journal.importing import ImportReport, WhereThere, find_sources, import_files
from tracker.model import day_json
from tracker.processes import Processes
from tracker.settings import speak_language

FILES = 240
Open = Callable[[str], Journal]


@pytest.fixture(autouse=True)
def _many_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have few files in a job, so that the last ones are asked for long after the first are answered."""
    monkeypatch.setattr(importing, "_FILES_AHEAD", 8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of many files, some of them out of order or with something to be told."""
    files: dict[str, bytes] = {}
    for number in range(FILES):
        day = f"2023-{number // 28 + 1:02}-{number % 28 + 1:02}"
        text = (
            f"# {day}\n\n## Goals\n- [ ] 볼륨 {number}\n\n## Today I learned\n### 컨테이너\n- 단어 {number % 7}\n"
            f"```\n백준 {number}\n```\n## Solved\n- 백준 {1000 + number}\n\n"
            f"### 오늘의 회고 (총 공부 시간 1:0{number % 9}:00)\n"
        )
        files[f"{day[:7]}/{day}.md"] = text.encode()
    files |= {
        "2023-01/2023-01-03.md": "\ufeff# 2023-01-03\r\n\r\n- 줄\r\n".encode(),
        "2023-01/2023-01-04.md": unicodedata.normalize("NFD", "# 2023-01-04\n볼륨\n").encode(),
        "2023-01/2023-01-05.md": b"",
        "2023-01/2023-01-06.md": "# 2023-01-06\n한글\n".encode("cp949"),
        "2023-01/2023-01-07.md": b"# 2023-01-08\nanother date\n",
        "2023-01/2023-01-09.md": b"# 2023-01-09\n\x00\n",
        "2023-02/README.md": b"# no date\n",
        "2023-02/many.md": "머리말\n\n# 2022-05-02\n둘\n\n# 2022-05-01\n하나\n\n# 2023-02-02\n또\n".encode(),
        "2023-02/mistyped.md": b"# 2022-06-01\none\n# 2022-02-30\ntwo\n",
        "2023-02/large 2022-07-01.md": b"# 2022-07-01\n" + b"- a word\n" * 120_000,
        "2023-03/2023-03-01 again.md": b"# 2023-03-01\nother\n",
        "2023-03/2025-01-20.md": b"# 2025-01-20\n- no total\n",
        "2023-03/2025-01-21.md": b"# 2025-01-21\n- theirs\n",
    }
    for name, data in files.items():
        path = tmp_path / "logs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "logs"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens a new study log that has a day and a session in it."""
    journals: list[Journal] = []

    def opened(name: str) -> Journal:
        journal = open_journal(tmp_path / name / "studylog.db", Clock(at("09:00")))
        put(journal, "# 2025-01-21\n- mine\n", TUESDAY)
        journal.timer.add(TUESDAY.replace(day=20), "독서", seconds=1800)
        journals.append(journal)
        return journal

    yield opened
    for journal in journals:
        journal.close()


def rows(journal: Journal) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the study log but the sessions', whose names are random."""
    with closing(sqlite3.connect(journal.path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            name: connection.execute(f'SELECT rowid, * FROM "{name}"').fetchall()
            for name in tables
            if not name.startswith(("search_index", "session", "sqlite"))
        }
        connection.execute("CREATE VIRTUAL TABLE temp.grams USING fts5vocab(main, search_index, row)")
        found["grams"] = connection.execute("SELECT term, doc FROM temp.grams ORDER BY term").fetchall()
    return found


def bring_in(journal: Journal, folder: Path, count: int, monkeypatch: pytest.MonkeyPatch, **how: Any) -> ImportReport:
    """Import a folder with so many processors; make sure that others read when there is more than one."""
    monkeypatch.setattr(processes, "processors", lambda: count)
    report = ImportReport()
    return import_files(journal, find_sources([folder], report), report, **how)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Processes]:
    """Return the list of all processes that are started for imports."""
    found: list[Processes] = []

    class Kept(Processes):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            found.append(self)

    monkeypatch.setattr(importing, "Processes", Kept)
    return found


@pytest.mark.parametrize("rule", list(WhereThere))
def test_the_same_is_stored_and_told(
    log: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, rule: WhereThere
) -> None:
    read: list[int] = []

    def read_files(answers: Sequence[Any]) -> list[ReadFile | None]:
        read.append(sum(answer is not None for answer in answers))
        return ahead.read_files(answers)

    monkeypatch.setattr(importing, "read_files", read_files)
    alone, together = log("alone"), log("together")

    told = bring_in(alone, folder, 1, monkeypatch, where_there=rule)
    assert read == []
    assert bring_in(together, folder, 2, monkeypatch, where_there=rule) == told

    # All but the empty one, that in another encoding, that with NUL, two without a date, one whose heading says
    # another, and the large one.
    assert sum(read) == told.files + len(told.refused) + 1 - 7
    assert rows(together) == rows(alone)
    assert min(len(told.new), told.totals, told.items["problems"]) > FILES - 20
    assert told.conflicts or told.kept or told.replaced
    assert together.overview(TUESDAY.replace(day=20), TUESDAY.replace(day=20))[0].study_seconds == 1800

    # Again, when all of them are known.
    told = bring_in(alone, folder, 1, monkeypatch, where_there=rule)
    assert bring_in(together, folder, 2, monkeypatch, where_there=rule) == told
    assert rows(together) == rows(alone)


def test_a_few_files_are_read_by_none_but_this_one(
    log: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, started: list[Processes]
) -> None:
    bring_in(log("few"), folder / "2023-01", 2, monkeypatch)

    assert started == []


def test_where_no_other_can_be_started_this_one_reads_all(
    log: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, without = log("alone"), log("without")
    told = bring_in(alone, folder, 1, monkeypatch)

    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    assert bring_in(without, folder, 2, monkeypatch) == told

    assert rows(without) == rows(alone)


@pytest.mark.parametrize("dying", [1, 2])
def test_the_death_of_the_others_is_survived(
    log: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, started: list[Processes], dying: int
) -> None:
    alone, survivor = log("alone"), log("survivor")
    told = bring_in(alone, folder, 1, monkeypatch)

    def kill(done: int, _files: int) -> None:
        if done == 50:
            for process in started[-1]._at_work[:dying]:
                process._child.kill()

    assert bring_in(survivor, folder, 2, monkeypatch, progress=kill) == told

    assert rows(survivor) == rows(alone)


@pytest.mark.parametrize("error", [KeyboardInterrupt, Cancelled])
def test_an_interruption_leaves_nothing_and_nobody(
    log: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, started: list[Processes], error: type[BaseException]
) -> None:
    journal = log("interrupted")
    before = rows(journal)

    def interrupt(done: int, _files: int) -> None:
        if done == 100:
            raise error("")

    with pytest.raises(error):
        bring_in(journal, folder, 2, monkeypatch, progress=interrupt)

    assert {name: found for name, found in rows(journal).items() if name != "settings"} == {
        name: found for name, found in before.items() if name != "settings"
    }
    assert [process._child.poll() is not None for process in started[-1]._at_work] == [True, True]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux shows which files a process has open")
def test_no_other_process_has_the_database_open(
    log: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, started: list[Processes]
) -> None:
    journal = log("seen")
    seen: list[str] = []

    def look(done: int, _files: int) -> None:
        if done == 100:
            for process in started[-1]._at_work:
                open_files = Path(f"/proc/{process._child.pid}/fd")
                seen.extend(os.readlink(link) for link in open_files.iterdir())

    bring_in(journal, folder, 2, monkeypatch, progress=look)

    assert len(seen) >= 6
    assert [name for name in seen if str(journal.path.parent) in name] == []


@pytest.fixture
def korean() -> Iterator[None]:
    """Speak Korean during a test."""
    speak_language("ko", {})
    yield
    speak_language("en", {})


@pytest.mark.usefixtures("korean")
def test_what_json_says_of_many_days(log: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = log("values")
    bring_in(journal, folder, 1, monkeypatch)
    days = journal.dates()
    alone = list(map(day_json, journal.records(days)))

    monkeypatch.setattr(processes, "processors", lambda: 2)
    monkeypatch.setattr(journal, "records", None)
    together = list(day_values(journal, days))

    assert together == alone
    assert [len(day["sessions"]) for day in together if day["date"] == "2025-01-20"] == [1]
    (remark,) = next(day["diagnostics"] for day in together if day["date"] == "2023-01-07")
    assert remark["message"] == "제목에는 2023-01-08, 일지는 2023-01-07로 되어 있어요."


def test_many_days_are_told_up_to_the_one_that_is_not_there(
    log: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = log("missing")
    bring_in(journal, folder, 2, monkeypatch)
    days = journal.dates()
    told: list[str] = []

    with pytest.raises(NotFound, match="There is no log of 2021-01-01 yet"):
        told.extend(day["date"] for day in day_values(journal, [*days[:220], dt.date(2021, 1, 1), *days[220:]]))

    assert told == [str(day) for day in days[:220]]


def test_progress_is_told_by_the_file(log: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []

    bring_in(log("told"), folder, 2, monkeypatch, progress=lambda *counts: told.append(counts))

    count = told[0][1]
    assert told == [(done, count) for done in range(count + 1)]
