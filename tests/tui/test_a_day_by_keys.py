"""A log that was brought in, worked on by keys alone: it goes out as it came, but for the lines that were meant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.tui.build import (
    KOREAN,
    KST,
    MONDAY,
    SAMPLE,
    Clock,
    changed_lines,
    go_to,
    open_journal,
    press,
    until_shown,
    write,
)
from tracker.journal.exporting import Layout, export_files
from tracker.journal.importing import ImportReport, find_sources, import_files
from tracker.timefmt import format_duration
from tracker.tui.app import StudylogApp
from tracker.values import replace

SEED = Path(__file__).parents[2].parent / "shared" / "seed" / "2025-01-22.md"
FILES = [
    pytest.param(SAMPLE / f"{MONDAY}.md", dt.date(2025, 3, 3), id="sample"),
    pytest.param(
        SEED,
        dt.date(2024, 12, 2),
        id="seed",
        marks=pytest.mark.skipif(not SEED.is_file(), reason="the logs of real people are not part of the repository"),
    ),
]


MEANT = [
    "+- 학습 목표 3 : 키로 쓴 목표",
    "-    - 백준 1260, 2606",
    "+    - 백준 1260, 2606, 1000",
    "-- (지난) 도전 과제 1: 유니코드 발표 준비하기 ✅",
    "+- (지난) 도전 과제 1: 유니코드 발표 준비하기 🔺",
    "-### 💭 오늘의 회고 (총 공부 시간 7:36:18)",
    "+### 💭 오늘의 회고 (총 공부 시간 8:06:18)",
    "+- 성공적인 점: 키로 쓴 회고 <br/>",
]
"""What differs in the sample, whose words are ours to write here."""


@pytest.mark.parametrize(("file", "course_start"), FILES)
async def test_only_the_lines_meant_differ(file: Path, course_start: dt.date, tmp_path: Path) -> None:
    day = dt.date.fromisoformat(file.stem)
    clock = Clock(dt.datetime.combine(day, dt.time(21), KST))
    journal = open_journal(tmp_path / "studylog.db", clock, replace(KOREAN, course_start=course_start))
    report = ImportReport()
    import_files(journal, find_sources([file], report), report)
    before = journal.record(day)
    challenge, total = before.day.past()[0], before.study_seconds
    assert total is not None
    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await press(pilot, "g")
        await write(pilot, "키로 쓴 목표")
        await go_to(pilot, challenge.text)
        await press(pilot, "2")
        await press(pilot, "p")
        await write(pilot, "백준 1000")
        await press(pilot, "L", "a")
        await write(pilot, "30m 복습")
        await until_shown(pilot, "0:30:00")
        await press(pilot, "escape", "f")
        await write(pilot, "키로 쓴 회고")

    (exported,) = export_files(journal, [day], Layout.IMPORTED)
    journal.close()
    differing = changed_lines(file.read_bytes().decode(), exported.text)
    if file is not SEED:
        assert differing == MEANT
    gone = [line[1:] for line in differing if line[0] == "-"]
    new = [line[1:] for line in differing if line[0] == "+"]
    longer = format_duration(total + 1800)

    assert [line for line in new if "키로 쓴 목표" in line] == [
        f"- 학습 목표 {len(before.day.goals) + 1} : 키로 쓴 목표"
    ]
    assert [line for line in new if "🔺" in line] == [
        line.replace("✅", "🔺") for line in gone if challenge.text in line
    ]
    assert [line for line in new if longer in line] == [
        line.replace(format_duration(total), longer) for line in gone if format_duration(total) in line
    ]
    meant = ("키로 쓴 목표", "🔺", longer, "1000", "키로 쓴 회고")
    assert [sum(words in line for line in new) for words in meant] == [1, 1, 1, 1, 1]
    assert [line for line in new if not any(words in line for words in meant)] == []
    assert len(gone) <= 3
    assert [line for line in gone if challenge.text not in line and format_duration(total) not in line] == [
        line for line in gone if "백준" in line
    ]
