"""What a verb of every day reads does not grow with the log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tracker.database import Database

TODAY = dt.date(2025, 3, 12)
DAY = """# {day}

## Goals
- [x] 볼륨 정리

## Challenges
- (past) 일찍 자기 ✅
- (next) 하루 한 문제

## Reflection (study time 6:00:00)
- Keep: 측정이 먼저다
"""
CALLS = (
    *("status", "start 독서 --ago 20m", "stop", "undo", "pause", "time list", "show", "goal 볼륨"),
    *("check 1 --partial", "challenge 산책", "solve 백준 1000", "topic 파드", "reflect Keep 쉬기"),
    *("link https://example.com/1", "undo", "redo", "history", "week", "month", "new tomorrow"),
)


class Reads:
    """Counts the rows that come out of the database."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        fetch = Database.rows

        def rows(database: Database, *args: object) -> list[object]:
            found = fetch(database, *args)  # type: ignore[arg-type]
            self.count += len(found)
            return found  # type: ignore[return-value]

        monkeypatch.setattr(Database, "rows", rows)

    def of(self, studylog: Shell, typed: str) -> int:
        """Return how many rows a call read."""
        self.count = 0
        assert studylog.call(*typed.split(" ")).code == 0, typed
        return self.count


def rows_read(studylog: Shell, reads: Reads, folder: Path, days: int) -> dict[str, int]:
    """Bring in so many days up to today and return the rows that each call reads, one call after the other."""
    logs = folder / f"{days}"
    logs.mkdir()
    for number in range(days):
        day = TODAY - dt.timedelta(days=number)
        # The streak is a fortnight long, however many days there are.
        text = DAY if number != 14 else DAY.replace("✅", "❌").replace("6:00:00", "0:30:00")
        (logs / f"{day}.md").write_text(text.format(day=day), "utf-8")
    studylog.live_in(logs)
    studylog("import", str(logs))
    return {typed: reads.of(studylog, typed) for typed in CALLS}


def test_no_verb_of_every_day_reads_more_rows_of_a_longer_log(
    studylog: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = Reads(monkeypatch)
    short, long = (rows_read(studylog, reads, tmp_path, days) for days in (90, 270))

    assert {typed: (short[typed], long[typed]) for typed in CALLS if short[typed] != long[typed]} == {}
    assert sum(short.values()) > 0
