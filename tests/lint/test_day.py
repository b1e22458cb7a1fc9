"""What a day still waits for, and what is left of its template."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.codec.logs import read
from tests.lint.findings import of_day
from tracker.lint import lint_day
from tracker.model import DayRecord

DAY = """## 📅 날짜: 2025-03-12

### 💬 학습 목표
- 학습 목표 1 : 그래프

### 🤿 딥다이브 - 네트워크
#### | 소켓 - 리아
글

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 일찍 자기 ✅
- (내일) 도전 과제 1: 복습

### 💭 오늘의 회고 (총 공부 시간 3:20:00)
- 성공적인 점: 집중 <br/>

### 📁 참고 자료 및 링크
- [글](https://ex.kr)
"""


def test_a_day_that_is_all_written_has_nothing_to_tell() -> None:
    reading = read(DAY)

    assert lint_day(DayRecord(DAY, "", reading.day, ()), reading.template) == ()


@pytest.mark.parametrize("words", ["{{ goal }}", "{{goal}}", "{{ past_challenge }}"])
def test_a_hole_of_the_template_spoils_the_page(words: str) -> None:
    (finding,) = of_day(DAY.replace("그래프", words), "template-words")

    assert (finding.line, finding.blocks, finding.fixed) == (4, True, None)
    assert finding.reason == f"{words!r} is left over from the template."


@pytest.mark.parametrize("words", ["{{ user.name }}", "{ goal }", "`{{ goal }}`", "{{ 목표 }}", "{{}}", "{{ goals }}"])
def test_braces_of_other_languages_do_not(words: str) -> None:
    assert of_day(DAY.replace("그래프", words), "template-words") == []


def test_holes_in_code_are_code_and_those_in_html_are_shown() -> None:
    assert of_day(DAY.replace("글\n", "```\n{{ goal }}\n```\n", 1), "template-words") == []
    found = of_day(DAY.replace("글\n", "<div>\n{{ goal }}\n<!-- {{ link }} -->\n</div>\n", 1), "template-words")
    assert [finding.line for finding in found] == [9]


def test_the_date_of_the_template_spoils_the_page() -> None:
    (finding,) = of_day(DAY.replace("2025-03-12", "YYYY-MM-DD"), "template-words")

    assert (finding.line, finding.blocks) == (1, True)
    assert of_day("# YYYY-MM-DD (요일)\n\n## Goals\n- read\n", "template-words")[0].line == 1


def test_a_date_format_may_be_spoken_of() -> None:
    assert of_day(DAY.replace("소켓", "YYYY-MM-DD 형식"), "template-words") == []
    assert of_day(DAY.replace("글\n", "YYYY-MM-DD 로 적기\n", 1), "template-words") == []


def test_a_date_that_is_a_placeholder_is_right_on_its_own_day() -> None:
    text = "## 날짜: 2024-04-24\n\n### 스크럼\n- 학습 목표 1 : 그래프\n\n### 새로 배운 내용\n#### 주제 1: 큐\n글\n"

    assert len(of_day(text, "template-words", template="plain-ko")) == 1
    assert of_day(text, "template-words", on=dt.date(2024, 4, 24), template="plain-ko") == []


def test_labels_and_bullets_that_wait_for_words_are_told() -> None:
    text = DAY.replace(" 집중", "").replace("[글](https://ex.kr)", "")

    found = of_day(text, "blank")

    assert [(f.line, f.blocks, f.fixed) for f in found] == [(15, False, None), (18, False, None)]
    assert found[0].reason == "Nothing is written after '성공적인 점' yet."
    assert found[1].reason == "An entry is without words: link."


def test_an_empty_topic_heading_is_told_once() -> None:
    text = DAY.replace("#### | 소켓 - 리아\n글\n", "#### |\n")

    assert len(of_day(text, "empty-heading")) == 1
    assert of_day(text, "blank") == []


def test_challenges_of_before_without_a_mark_are_told() -> None:
    (finding,) = of_day(DAY.replace(" ✅", ""), "unchecked")

    assert (finding.line, finding.blocks, finding.fixed) == (11, False, None)
    assert finding.reason == "There is no mark yet at the challenge '일찍 자기'."
    assert finding.mend == "Check it: done, partly done or missed."


@pytest.mark.parametrize("words", ["일찍 자기 ❌", "일찍 자기 (진행중)", "없음", "없음."])
def test_a_mark_of_any_kind_will_do_and_no_challenge_needs_none(words: str) -> None:
    assert of_day(DAY.replace("일찍 자기 ✅", words), "unchecked") == []


def test_a_total_that_is_less_than_the_sessions_is_told() -> None:
    (finding,) = of_day(DAY, "total", minutes=201)

    assert (finding.line, finding.blocks, finding.fixed) == (14, False, None)
    assert finding.reason == "The written total is 3:20:00, but the sessions come to 3:21:00."
    assert finding.mend == "Write 3:21:00, or correct the sessions."


def test_studying_without_the_clock_is_normal() -> None:
    assert of_day(DAY, "total", minutes=200) == []
    assert of_day(DAY, "total", minutes=20) == []
    assert of_day(DAY, "total") == []
    assert of_day(DAY.replace(" (총 공부 시간 3:20:00)", ""), "total", minutes=20) == []


def test_findings_of_the_page_and_the_day_come_by_line() -> None:
    text = DAY.replace(" ✅", "").replace("글\n", "**힙(Heap)**을\n", 1).replace(" 집중", "")
    reading = read(text)

    found = lint_day(DayRecord(text, "", reading.day, ()), reading.template)

    assert [(f.line, f.code) for f in found] == [(8, "bold"), (11, "unchecked"), (15, "blank")]
