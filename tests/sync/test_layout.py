"""Which file of the repository is what."""

from __future__ import annotations

import datetime as dt

import pytest

from tracker.errors import UsageError
from tracker.sync.layout import ELSEWHERE, OWN_PATTERN, FileKind, Layout, check_day_pattern

DAY = dt.date(2025, 3, 9)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (OWN_PATTERN, "days/2025/03/2025-03-09.md"),
        ("{date}.md", "2025-03-09.md"),
        ("{year}/{mm}/{dd}.md", "2025/03/09.md"),
        ("TIL/{yy}{mm}{dd}.md", "TIL/250309.md"),
        ("{year}-{m}-{d}.md", "2025-3-9.md"),
        ("{month}/{year}/{d}.md", "March/2025/9.md"),
        ("{mon}/{date} (학습).md", "Mar/2025-03-09 (학습).md"),
        ("{year}/w{isoweek}/{date}.md", "2025/w10/2025-03-09.md"),
        ("a+b[c]*/{date}.md", "a+b[c]*/2025-03-09.md"),
    ],
)
def test_a_day_lies_at_a_path_and_is_told_from_it(pattern: str, path: str) -> None:
    layout = Layout(pattern, ELSEWHERE)

    assert layout.day_path(DAY) == path
    assert layout.date_of(path) == DAY
    assert layout.date_of(f"x/{path}") is None


@pytest.mark.parametrize(
    "path",
    [
        "days/2025/03/2025-04-09.md",
        "days/2025/02/2025-02-30.md",
        "days/2025/03/2025-03-09.md.bak",
        "days/2025/03/2025-03-09.MD",
        "days/2025/3/2025-03-09.md",
        "days/٢٠٢٥/03/2025-03-09.md",
        "2025-03-09.md",
    ],
)
def test_what_says_no_day_of_the_calendar_is_no_day(path: str) -> None:
    assert Layout(OWN_PATTERN, "").date_of(path) is None


@pytest.mark.parametrize("home", ["", ELSEWHERE])
def test_all_else_is_told_by_its_place(home: str) -> None:
    layout = Layout(OWN_PATTERN, home)

    kinds = {
        "days/2025/03/2025-03-09.md": FileKind.DAY,
        f"{home}sessions/2025-03.jsonl": FileKind.SESSIONS,
        f"{home}sessions/2025-13.jsonl": FileKind.OTHER,
        f"{home}sessions/0000-01.jsonl": FileKind.OTHER,
        f"{home}retrospectives/week-2025-03-03.md": FileKind.RETROSPECTIVE,
        f"{home}retrospectives/README.md": FileKind.OTHER,
        f"{home}retrospectives/week-2025-02-30.md": FileKind.OTHER,
        f"{home}retrospectives.jsonl": FileKind.RECORDS,
        f"{home}publications.jsonl": FileKind.RECORDS,
        f"{home}conflicts.jsonl": FileKind.RECORDS,
        f"{home}templates/mine.md": FileKind.TEMPLATE,
        f"{home}templates/judges.yaml": FileKind.TEMPLATE,
        f"{home}templates/week.md.j2": FileKind.TEMPLATE,
        f"{home}templates/photo.jpg": FileKind.OTHER,
        f"{home}templates/a/mine.md": FileKind.OTHER,
        f"{home}studylog.json": FileKind.FORMAT,
        "README.md": FileKind.OTHER,
        ".gitattributes": FileKind.OTHER,
    }
    assert {path: layout.kind_of(path) for path in kinds} == kinds


def test_git_is_told_the_places_word_for_word() -> None:
    assert Layout('내 "기록" [1]/{date}.md', ELSEWHERE).attributes().splitlines()[0] == (
        '"/내 \\"기록\\" \\\\[1\\\\]/*.md" -text merge=studylog'
    )


@pytest.mark.parametrize("pattern", ["{year}/{mm}.md", "{dd}.md", "{mm}/{dd}.md", "{{date}}.md", "log.md"])
def test_a_pattern_has_to_say_the_whole_date(pattern: str) -> None:
    with pytest.raises(UsageError, match="does not say the whole date; write it like days/"):
        check_day_pattern(pattern)
