"""How logs vary, and what is read all the same: cases of title, input and expected in `fixtures/`."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from _pytest.mark import ParameterSet

from tests.codec.logs import read, said, shipped_templates
from tests.codec.summaries import summary
from tracker.codec.dates import cut, path_date
from tracker.codec.document import Document
from tracker.codec.words import composed, end_of_words, key, sign_of, without_sign
from tracker.model import SectionKind

FIXTURES = Path(__file__).parent / "fixtures"


def cases() -> Iterator[ParameterSet]:
    """Yield the cases of the fixtures: a title, a log and what it says, each ended by a line with a full stop."""
    for path in sorted(FIXTURES.glob("*.md")):
        parts = re.split(r"^\.\n", path.read_text("utf-8"), flags=re.MULTILINE)
        for title, text, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
            yield pytest.param(text, expected.rstrip("\n"), id=f"{path.stem}: {title.strip()}")


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_a_log_says(text: str, expected: str) -> None:
    assert summary(read(text).day) == expected


def test_sections_are_known_by_their_words() -> None:
    day = read(
        "\n## 📅 날짜: 2025-03-12\n\n### 💬 학습 목표\n\n### 🤿 딥다이브 - 바다\n\n### 🍗 간식 시간\n\n"
        "### 팀 스터디\n\n### 도전 과제\n\n### 오늘의 회고\n\n### 참고 자료\n"
    ).day
    assert [(section.kind.value, section.heading) for section in day.sections] == [
        ("goals", "💬 학습 목표"),
        ("learning", "🤿 딥다이브 - 바다"),
        ("learning", "🍗 간식 시간"),
        ("team", "팀 스터디"),
        ("challenges", "도전 과제"),
        ("reflection", "오늘의 회고"),
        ("links", "참고 자료"),
    ]


def test_a_title_above_the_date_is_a_section_of_its_own() -> None:
    day = read("# 공부 기록\n잡담\n\n## 날짜: 2025-03-12\n\n### 학습 목표\n- 지도\n").day
    assert [(s.kind, s.span.start, s.span.end) for s in day.sections] == [
        (SectionKind.OTHER, 0, 3),
        (SectionKind.GOALS, 5, 7),
    ]


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("### 💬 학습 목표\n\n### 🤿 딥다이브 - 바다\n\n### 팀 스터디\n", "bootcamp-ko"),
        ("## 날짜: 2025-03-12\n\n### 스크럼\n\n### 새로 배운 내용\n\n### 오늘의 도전 과제와 해결 방법\n", "plain-ko"),
        ("# 2025-03-12\n\n## Goals\n\n## Learned\n\n## Reflection\n", "english"),
        ("# 2025-03-12\n\n## 目標\n\n## わかったこと\n", "nippo-ja"),
        ("", "bootcamp-ko"),
    ],
)
def test_the_template_that_fits_best_is_taken(text: str, template: str) -> None:
    assert read(text).day.template == template


def test_the_preferred_template_wins_a_tie() -> None:
    assert read("그냥 글\n", template="english").day.template == "english"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_line_endings_and_unicode_forms_make_no_difference(ending: str, form: Literal["NFC", "NFD"]) -> None:
    text = (
        "## 📅 날짜: 2025-03-12\n\n### 💬 학습 목표\n- 학습 목표 1 : 지도 그리기 ✅\n\n"
        "### 🤿 딥다이브 - 바다\n#### | 돛 - 노아\n\n"
        "### 팀 스터디\n- 2주차\n    - 백준 1000 1001\n    - 프로그래머스 Lv.1 물통 (완)\n\n### 도전 과제\n"
        "- (지난) 도전 과제 1: 걷기 (실패)\n- (내일) 도전 과제 1: 쓰기\n\n"
        "### 오늘의 회고 (총 공부 시간 3:00:00)\n- 성공적인 점: 멀리\n"
    )
    written = unicodedata.normalize(form, text.replace("\n", ending))
    assert unicodedata.normalize("NFC", summary(read(written).day)) == summary(read(text).day)


def test_decomposed_problems_have_their_columns() -> None:
    line = unicodedata.normalize("NFD", "- 백준 1000 돌다리")
    [problem] = read(f"### 팀 스터디\n{line}\n").day.problems
    assert unicodedata.normalize("NFC", line[problem.at.start : problem.at.end]) == "1000 돌다리"


def test_spaces_that_do_not_break_are_spaces() -> None:
    day = read("###\u00a0학습\u00a0목표\n-\u00a0학습\u00a0목표\u00a01\u00a0:\u00a0지도 그리기\n").day
    assert [goal.text for goal in day.goals] == ["지도 그리기"]


def test_other_line_separators_are_part_of_a_line() -> None:
    day = read("### 학습 목표\n- 지도\u2028그리기\n- 매듭\x0b짓기\n- 돛\x85올리기\n- 별\rx\n").day
    assert [goal.text for goal in day.goals] == ["지도\u2028그리기", "매듭\x0b짓기", "돛\x85올리기", "별\rx"]


def test_a_byte_order_mark_hides_no_heading() -> None:
    assert said(read("\ufeff## 날짜: 2025-03-12\n\n### 학습 목표\n- 지도\n"), "goal") == ["지도"]


def test_without_a_final_newline_the_last_line_counts() -> None:
    assert said(read("### 학습 목표\n- 지도\n- 매듭"), "goal") == ["지도", "매듭"]


# Files and their days


@pytest.mark.parametrize(
    ("path", "on"),
    [
        ("2025-03-12.md", dt.date(2025, 3, 12)),
        ("til/2025_03_12.md", None),
        ("2025.3.12 (수).md", dt.date(2025, 3, 12)),
        ("20250312.md", dt.date(2025, 3, 12)),
        ("2025/03/12.md", dt.date(2025, 3, 12)),
        ("2025\\3월\\12.md", dt.date(2025, 3, 12)),
        ("2025/03/12일.md", None),
        ("2025-02-30.md", None),
        ("notes.md", None),
        ("123/2025-03-12", dt.date(2025, 3, 12)),
    ],
)
def test_the_date_in_a_path(path: str, on: dt.date | None) -> None:
    assert path_date(path) == on


def pieces(text: str, path: str) -> list[tuple[str, str]]:
    found = cut(text, path, shipped_templates())
    assert "".join(piece.text for piece in found) == text
    return [(str(piece.on), piece.text.split("\n")[0]) for piece in found]


def test_the_file_name_wins_over_another_date_in_the_heading() -> None:
    assert pieces("## 날짜: 2025-03-11\n글\n", "2025-03-12.md") == [("2025-03-12", "## 날짜: 2025-03-11")]


def test_a_range_in_the_heading_that_covers_the_file_name_wins() -> None:
    assert pieces("## 날짜: 2025-03-11 ~ 03-13\n글\n", "2025-03-12.md") == [
        ("2025-03-11", "## 날짜: 2025-03-11 ~ 03-13")
    ]


def test_a_file_of_many_days_is_cut_at_their_headings() -> None:
    text = "# 나의 기록\n\n### Day 1: March 10, 2025\n하나\n\n### Day 2: March 11, 2025\n둘\n"
    assert pieces(text, "log.md") == [
        ("None", "# 나의 기록"),
        ("2025-03-10", "### Day 1: March 10, 2025"),
        ("2025-03-11", "### Day 2: March 11, 2025"),
    ]


def test_newest_first_and_hidden_days_are_cut_alike() -> None:
    text = "---\ntitle: x\n---\n<!-- # 2025-03-01 -->\n# 2025-03-12\n둘\n# 2025-03-11\n하나\n"
    assert [on for on, _ in pieces(text, "me.md")] == ["None", "2025-03-12", "2025-03-11"]


def test_a_day_that_does_not_exist_is_not_taken_into_its_neighbour() -> None:
    text = "# 2025-03-12\n둘\n# 2025-02-30\n없는 날\n"
    assert pieces(text, "me.md") == [("2025-03-12", "# 2025-03-12"), ("None", "# 2025-02-30")]


def test_a_deeper_date_does_not_cut() -> None:
    text = "## 2025-03-12\n글\n### 2025-03-11\n어제 일\n"
    assert pieces(text, "notes.md") == [("2025-03-12", "## 2025-03-12")]


def test_the_same_day_twice_in_a_row_is_one_day() -> None:
    text = "# 2025-03-12\n아침\n# 2025-03-12\n저녁\n# 2025-03-11\n어제\n"
    assert [on for on, _ in pieces(text, "notes.md")] == ["2025-03-12", "2025-03-11"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("그냥 글\n", "has no date"),
        ("## 날짜: 2025-02-30\n", "2025-02-30"),
    ],
)
def test_a_file_without_a_date_says_what_to_do(text: str, problem: str) -> None:
    [piece] = cut(text, "notes.md", shipped_templates())
    assert piece.on is None
    assert problem in piece.problem


# Words


@pytest.mark.parametrize(
    "heading",
    ["💬 학습 목표", "학습목표", ":speech_balloon: 학습 목표", "학습-목표", unicodedata.normalize("NFD", "학습 목표")],
)
def test_headings_are_compared_by_letters_and_digits(heading: str) -> None:
    assert key(heading) == "학습목표"


def test_the_sign_before_a_heading() -> None:
    assert sign_of("🤿 딥다이브") == "🤿 "
    assert without_sign("🤿 딥다이브") == "딥다이브"
    assert without_sign("| 돛") == "돛"
    assert without_sign("[주의] 돛") == "[주의] 돛"
    assert without_sign("🤿") == "🤿"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("글 <br/>", "글"),
        ("글<BR><br />  ", "글"),
        ("글 <br", "글 <br"),
        ("<br/>", ""),
        ("a < b>", "a < b>"),
        ("글  ", "글"),
    ],
)
def test_where_the_words_of_a_line_end(line: str, words: str) -> None:
    assert line[: end_of_words(line)] == words


@pytest.mark.parametrize("text", ["각각 café 한글", "e\u0301\u0301x", "\u0301x", "\u1100\u1161\u11a8\u11a8", "abc"])
def test_columns_of_composed_text(text: str) -> None:
    raw = unicodedata.normalize("NFD", text)
    words, columns = composed(raw)
    assert words == unicodedata.normalize("NFC", raw)
    assert len(columns) == len(words) + 1
    for i in range(len(words)):
        assert unicodedata.normalize("NFC", raw[columns[i] :]).endswith(words[i:])


# Documents


@pytest.mark.parametrize(
    "text", ["", "\n", "a", "a\n", "a\r\nb\n", "a\rb\n", "\r", "a\r", "a\u2028b\x85c", "\ufeffa\n\n"]
)
def test_a_document_is_its_text(text: str) -> None:
    document = Document.from_text(text)
    assert document.text == text
    assert len(document.lines) == text.count("\n") + (not text.endswith("\n") and text != "")


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("a\nb\n", (1, 1, ["x"]), "a\nx\nb\n"),
        ("a\r\nb\r\n", (2, 2, ["x"]), "a\r\nb\r\nx\r\n"),
        ("a\nb", (2, 2, ["x"]), "a\nb\nx"),
        ("a\nb", (1, 2, ["x", "y"]), "a\nx\ny"),
        ("a\nb", (1, 2, []), "a"),
        ("a\n\nb", (2, 3, []), "a\n\n"),
        ("a", (0, 1, []), ""),
        ("", (0, 0, ["x"]), "x\n"),
        ("a\r\nb", (2, 2, ["x"]), "a\r\nb\r\nx"),
        ("a\nb", (2, 2, ["x", ""]), "a\nb\nx\n"),
    ],
)
def test_lines_are_spliced(before: str, change: tuple[int, int, list[str]], after: str) -> None:
    document = Document.from_text(before)
    changed, splices = document.replaced([change])
    assert changed.text == after
    assert changed.lines == Document.from_text(after).lines
    assert changed.undone(splices).text == before


def test_several_changes_are_made_at_once_and_undone() -> None:
    document = Document.from_text("a\nb\nc\nd")
    changed, splices = document.replaced([(0, 1, []), (2, 2, ["x"]), (2, 3, ["C"]), (4, 4, ["e"]), (3, 4, ["D"])])
    assert changed.text == "b\nx\nC\nD\ne"
    assert changed.undone(splices).text == document.text
