"""A template drafted from a person's own log."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.templates.shipped import REPOSITORY, body_of, only, said, shipped_templates, source
from tracker.codec import edit
from tracker.codec.dates import cut
from tracker.codec.draft import draft_template
from tracker.codec.edit import Reading
from tracker.codec.template import Template, parse_template
from tracker.model import Mark, When

ON = date(2025, 3, 10)
SHIPPED = shipped_templates()
SAMPLES = sorted((REPOSITORY / "data" / "sample").glob("*/20*.md"))
CORPUS = REPOSITORY.parent / "shared" / "corpus"

LIKE_THE_SEED = """\

## 📅 날짜: 2025-03-10 3주차 시작


### 💬 학습 목표

- 학습 목표 1 : 그래프 탐색 정리하기
- 학습 목표 2 : 발표 자료 다듬기


### 🤿 딥다이브 - 그래프
#### | 너비 우선과 깊이 우선

1. 큐와 스택

    - 큐는 가까운 곳부터

#### | 🧭 최단 경로 - 모래

그림으로 설명해 주셨다.

### 🧑🧒🧒 팀 스터디 - 코딩테스트
#### | 하루 한 문제

1. (오늘) 내가 푼 문제

- 3주차
    - 백준 1260 2178
    - 백준 2606

2. 잡담을 조금 했다


### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 질문 하나 하기 ✅
- (지난) 도전 과제 2: 일찍 자기 ❌

- (내일) 도전 과제 1: 물 챙기기

<br/>

### 💭 오늘의 회고 (총 공부 시간 7:05:00)
- 성공적인 점: 그림을 직접 그렸다 <br/>
- 개선해야할 점: 말이 빨랐다 <br/>

<br/>

### 📁 참고 자료 및 링크
- [그래프](https://example.org/graph)
"""

PLAIN = """\
# TIL Template

## 날짜: 2025-03-10

### 스크럼
- 학습 목표 1 : 도커 맛보기
- 학습 목표 2 : 볼륨 이해하기

### 새로 배운 내용
#### 주제 1: 이미지와 컨테이너
- 이미지는 틀이다

#### 주제 2: 볼륨
컨테이너가 사라져도 남는다.

### 오늘의 도전 과제와 해결 방법
- 도전 과제 1: 권한 오류 (완)
    - 그룹에 넣어서 풀었다
- 도전 과제 2: 용량 부족 (실패)

### 오늘의 회고
성공적인 점: 끝까지 따라 쳤다

개선해야 할 점: 기록이 늦었다

### 참고 자료 및 링크
"""

AT_LEVEL_TWO = """\
# 2025-03-10

## 데일리 스크럼
- 쿼리 계획 읽기

## 새로 배운 내용
### 인덱스
트리로 되어 있다.
### 조인
세 가지가 있다.
<br>

## 오늘의 도전 과제와 해결 방법
- 느린 쿼리를 찾았다
<br>

## 오늘의 회고
오늘은 집중이 잘 됐다.

내일도 그러면 좋겠다.

총 공부 시간: 6시간 30분
"""

ENGLISH = """\
# 📓 Monday, at last
# Date: March 10, 2025

## Today's goals
* [x] Write the parser
* [ ] Measure it

## Today I Learned
### Backtracking is not magic
It is a loop.

## Coding problems
- LeetCode: 22. Generate Parentheses
- LeetCode: 17

## Daily challenges
- [x] Past challenge: walk to the library
- [ ] Next challenge: no phone before nine

## Retro
**Keep:** small steps
**Problem:** the neighbours sing
- Try: earplugs

Total time: 5h 30m

## Resources
1. https://example.org/parsing
"""

JAPANESE = """\
# 2025-03-10

## 今日の目標
- 型の章を読む

## わかったこと
### 型推論
- 右から左へ流れる

## 次やること
- 演習問題
- 前回: 部屋の片付け ✅

## 感想
- むずかしいけれど楽しい

## 学習時間
3h + 120h
= 123h
"""

LOGS = {
    "like the seed": LIKE_THE_SEED,
    "plain": PLAIN,
    "level two": AT_LEVEL_TWO,
    "english": ENGLISH,
    "japanese": JAPANESE,
}


def drafted(log: str, on: date = ON) -> Template:
    """Return the template drafted from a log."""
    return parse_template(draft_template(log, on, SHIPPED, "mine"), "none")


def body(log: str, on: date = ON) -> str:
    """Return the draft's lines below its front matter."""
    return body_of(draft_template(log, on, SHIPPED, "mine"))


def front(log: str) -> str:
    """Return the draft's front matter."""
    return draft_template(log, ON, SHIPPED, "mine").split("\n---\n", 1)[0]


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_a_draft_reads_its_log_as_before(log: str) -> None:
    template = drafted(log)

    assert template.problems == ()
    assert said(log, ON, only(template)) == said(log, ON, SHIPPED)


def test_a_log_in_the_shipped_format_gives_the_shipped_template() -> None:
    assert body(LIKE_THE_SEED) == body_of(source("day.md"))


def test_the_draft_of_a_plain_log() -> None:
    assert body(PLAIN) == (
        "# TIL Template\n\n## 날짜: {{ date }}\n\n"
        "### 스크럼\n- 학습 목표 {{ n }} : {{ goal }}\n\n"
        "### 새로 배운 내용\n#### 주제 {{ n }}: {{ topic }}\n{{ notes }}\n\n"
        "### 오늘의 도전 과제와 해결 방법\n- 도전 과제 {{ n }}: {{ past_challenge }} {{ mark }}\n\n"
        "### 오늘의 회고\n성공적인 점: {{ reflection }}\n\n개선해야 할 점: {{ reflection }}\n\n"
        "### 참고 자료 및 링크\n- {{ link }}\n"
    )


def test_the_draft_of_a_log_at_level_two() -> None:
    assert body(AT_LEVEL_TWO) == (
        "# {{ date }}\n\n"
        "## 데일리 스크럼\n- {{ goal }}\n\n"
        "## 새로 배운 내용\n### {{ topic }}\n{{ notes }}\n<br>\n\n"
        "## 오늘의 도전 과제와 해결 방법\n- {{ past_challenge }} {{ mark }}\n<br>\n\n"
        "## 오늘의 회고\n- {{ reflection }}\n\n총 공부 시간: {{ total }}\n"
    )


def test_the_draft_of_an_english_log() -> None:
    assert body(ENGLISH) == (
        "# 📓 Monday, at last\n# Date: {{ date }}\n\n"
        "## Today's goals\n* [ ] {{ goal }}\n\n"
        "## Today I Learned\n### {{ topic }}\n{{ notes }}\n\n"
        "## Coding problems\n- {{ judge }}: {{ problems }}\n\n"
        "## Daily challenges\n- [ ] Past challenge: {{ past_challenge }}\n"
        "- [ ] Next challenge: {{ next_challenge }}\n\n"
        "## Retro\n**Keep:** {{ reflection }}\n**Problem:** {{ reflection }}\n- Try: {{ reflection }}\n\n"
        "Total time: {{ total }}\n\n"
        "## Resources\n1. {{ link }}\n"
    )


def test_the_draft_of_a_japanese_log() -> None:
    assert body(JAPANESE) == (
        "# {{ date }}\n\n"
        "## 今日の目標\n- {{ goal }}\n\n"
        "## わかったこと\n### {{ topic }}\n{{ notes }}\n\n"
        "## 次やること\n- {{ next_challenge }}\n- 前回: {{ past_challenge }} {{ mark }}\n\n"
        "## 感想\n- {{ reflection }}\n\n"
        "## 学習時間\n{{ total }}\n"
    )


@pytest.mark.parametrize(
    ("line", "drafted_line"),
    [
        ("## 날짜: 2025-03-10", "## 날짜: {{ date }}"),
        ("##  📆날짜 : 2025.03.10 네트워킹", "##  📆날짜 : {{ date }}"),
        ("# 2025-03-10~11", "# {{ date }}"),
        ("### 🎈 Day 12: March 10, 2025", "### 🎈 {{ date }}"),
        ("# 2025-03-10 (Mon)", "# {{ date }}"),
        ("# 날짜 2025-03-10 (월) 맑음", "# 날짜 {{ date }} ({{ weekday }})"),
        ("2025-03-10", "{{ date }}"),
        ("## 날짜:", "## 날짜: {{ date }}"),
        ("## 날짜: YYYY-MM-DD", "## 날짜: {{ date }}"),
        ("## A day of my own", "# {{ date }}"),
    ],
)
def test_the_date_line(line: str, drafted_line: str) -> None:
    assert body(f"{line}\n\n### 목표\n- a\n### 회고\n- b\n").split("\n")[0] == drafted_line


@pytest.mark.parametrize(
    ("heading", "drafted_heading"),
    [
        ("### 🤿 딥다이브 - 네트워크", "### 🤿 딥다이브 - {{ theme }}"),
        ("### 딥다이브 : 네트워크", "### 딥다이브 : {{ theme }}"),
        ("### 오늘의 회고 (총 공부시간 8:02:38)", "### 오늘의 회고 (총 공부시간 {{ total }})"),
        ("### 오늘의 회고 (총 공부시간 8:02:38, 만족)", "### 오늘의 회고 (총 공부시간 {{ total }})"),
        ("### 회고 - 월요일 (공부 시간: 7h)", "### 회고 - {{ theme }} (공부 시간: {{ total }})"),
        ("### 회고 - 공부 시간 7h", "### 회고 - 공부 시간 {{ total }}"),
        ("###회고", "### 회고"),
        ("### 회고 ##", "### 회고"),
        ("### [회고]", "### 회고"),
        ("### 회고 {{ 오늘 }}", "### 회고 { 오늘 }"),
    ],
)
def test_a_heading(heading: str, drafted_heading: str) -> None:
    log = f"# 2025-03-10\n\n{heading}\n#### 하나\n좋았다\n"

    assert drafted_heading in body(log).split("\n")
    assert drafted(log).problems == ()


@pytest.mark.parametrize(
    ("line", "drafted_line"),
    [
        ("- 학습 목표 1 : a", "- 학습 목표 {{ n }} : {{ goal }}"),
        ("* 목표: a ✅", "* 목표: {{ goal }}"),
        ("3. [X] a <br/>", "1. [ ] {{ goal }} <br/>"),
        ("• a", "- {{ goal }}"),
        ("- 학습 목표 1 :", "- 학습 목표 {{ n }} : {{ goal }}"),
        ("- **목표:** a", "- **목표:** {{ goal }}"),
        ("그냥 글", "- {{ goal }}"),
        ("- 목표\n    - a\n    - b", "- 목표: {{ goal }}"),
    ],
)
def test_a_goal(line: str, drafted_line: str) -> None:
    log = (
        f"# 2025-03-10\n\n### 학습 목표\n{line}\n- b\n"
        if line != "그냥 글"
        else f"# 2025-03-10\n\n### 학습 목표\n{line}\n"
    )

    assert body(log).split("\n")[3] == drafted_line
    assert said(log, ON, only(drafted(log))) == said(log, ON, SHIPPED)


def test_challenges_under_a_label_of_their_own() -> None:
    log = (
        "# 2025-03-10\n\n### 도전 과제\n- 산책\n- 어제의 도전 과제\n    - 책상 정리 ✅\n"
        "- 내일의 도전 과제\n    - 일찍 자기\n- 아침 먹기\n"
    )

    assert body(log).endswith("- {{ past_challenge }} {{ mark }}\n- 내일의 도전 과제: {{ next_challenge }}\n")
    assert said(log, ON, only(drafted(log))) == said(log, ON, SHIPPED)


def test_reflections_under_headings_get_labels() -> None:
    log = "# 2025-03-10\n\n## Reflection\n### Keep\nnaps\n### Problem\nnoise\n"

    assert body(log).endswith("## Reflection\n- Keep: {{ reflection }}\n- Problem: {{ reflection }}\n")


def test_a_label_without_a_colon_gets_one() -> None:
    log = "# 2025-03-10\n\n### 회고\n- Liked <br>\n  낮잠\n"

    assert body(log).endswith("- Liked: {{ reflection }} <br>\n")
    assert said(log, ON, only(drafted(log))) == said(log, ON, SHIPPED)


def test_problems_on_the_line_of_their_week() -> None:
    log = "# 2025-03-10\n\n### 팀 스터디\n- 8주차: 백준 1000\n"

    assert body(log).endswith("### 팀 스터디\n- {{ week }}주차\n    - {{ judge }} {{ problems }}\n")


def test_a_judge_that_still_waits_for_its_problem() -> None:
    log = "# 2025-03-10\n\n### 팀 스터디\n오늘은 쉼\n\n1. 내가 푼 문제\n\n    - 8주차\n        - 백준 \n\n괜찮다\n"

    assert body(log).endswith(
        "### 팀 스터디\n\n1. 내가 푼 문제\n\n    - {{ week }}주차\n        - {{ judge }} {{ problems }}\n"
    )


def test_what_was_studied_does_not_stay() -> None:
    log = LIKE_THE_SEED + "\n개인적인 이야기\n"
    words = ["그래프", "모래", "잡담", "1260", "개인적인", "3주차", "7:05", "질문", "물 챙기기", "example.org"]

    assert [word for word in words if word in draft_template(log, ON, SHIPPED, "mine")] == []


def test_headings_of_the_day_itself_are_left_out() -> None:
    log = "# 2025-03-10\n\n### 새로 배운 내용\n### 판다스\n표\n### 넘파이\n배열\n### 회고\n- a\n"

    assert body(log) == (
        "# {{ date }}\n\n### 새로 배운 내용\n#### {{ topic }}\n{{ notes }}\n\n### 회고\n- {{ reflection }}\n"
    )


def test_a_heading_that_stands_twice_is_written_once() -> None:
    log = "# 2025-03-10\n\n### 회고\n- Keep: a\n\n### 회고\n- Try: b\n"

    assert body(log).count("회고") == 1
    assert drafted(log).problems == ()
    assert said(log, ON, only(drafted(log))) == said(log, ON, SHIPPED)


def test_marks_in_use_come_first() -> None:
    template = drafted("# 2025-03-10\n\n### 도전 과제\n- a (성공)\n- b (실패ㅠㅠ)\n- c ✔\n")

    assert template.written_mark(Mark.DONE) == "(성공)"
    assert template.written_mark(Mark.MISSED) == "(실패)"
    assert template.written_mark(Mark.PARTIAL) == "🔺"
    assert dict(template.marks)[Mark.DONE][:2] == ("(성공)", "✔️")


@pytest.mark.parametrize(
    ("log", "language"), [(PLAIN, "ko"), (ENGLISH, "en"), (JAPANESE, "ja"), ("# 2025-03-10\n", "en")]
)
def test_the_language_is_guessed(log: str, language: str) -> None:
    assert drafted(log).language == language


def test_the_front_matter_says_only_what_there_is_to_say() -> None:
    assert "also:" not in front(LIKE_THE_SEED)
    assert "labels:" not in front(LIKE_THE_SEED)
    assert "labels:\n  goal: [목표]" in front("# 2025-03-10\n\n### 학습 목표\n- 학습 목표: a\n- 목표: b\n")
    assert "placeholders: [YYYY-MM-DD]" in front("## 날짜: YYYY-MM-DD\n\n### 회고\n- a\n")


def test_a_name_that_yaml_would_misread_is_quoted() -> None:
    text = draft_template(PLAIN, ON, SHIPPED, "mine: #1, [really]")

    assert parse_template(text, "none").name == "mine: #1, [really]"


@pytest.mark.parametrize("log", ["", "nothing", "a\n\nb\n\n", "- x\n", "{{ goal }}\n", "---\nfront: matter\n---\n"])
def test_a_log_in_which_nothing_is_understood_gives_a_date(log: str) -> None:
    assert body(log).strip() == "# {{ date }}"
    assert drafted(log).problems == ()


def test_a_log_of_unknown_headings_keeps_them() -> None:
    assert body("# 2025-03-10\n\n## One\ntext\n\n## Two\ntext\n") == (
        "# {{ date }}\n\n## One\n### {{ topic }}\n{{ notes }}\n\n## Two\n### {{ topic }}\n{{ notes }}\n"
    )


def test_of_several_days_the_one_asked_for_serves() -> None:
    log = "# 2025-03-09\n## Goals\n- a\n# 2025-03-10\n## Reflection\n- b\n"

    assert body(log, date(2025, 3, 9)) == "# {{ date }}\n## Goals\n- {{ goal }}\n"
    assert body(log, date(2025, 3, 10)) == "# {{ date }}\n## Reflection\n- {{ reflection }}\n"


def test_line_endings_and_decomposed_letters_do_not_matter() -> None:
    assert body(LIKE_THE_SEED.replace("\n", "\r\n")) == body(LIKE_THE_SEED)
    assert body(unicodedata.normalize("NFD", LIKE_THE_SEED)) == body(LIKE_THE_SEED)


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_a_draft_of_a_drafts_own_new_day_is_the_same(log: str) -> None:
    # What a new day shows of the format is enough for the sections and labels to come back.
    template = drafted(log)
    again = drafted(template.open_day({"date": "2025-03-10"}))

    assert [section.words for section in again.sections] == [section.words for section in template.sections]


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_a_day_opened_from_a_draft_takes_entries(log: str) -> None:
    template = drafted(log)
    reading = Reading.of(template.open_day({"date": "2025-03-10"}), ON, only(template))

    reading = edit.add_goal(reading, "읽기").reading
    if any(section.item("next_challenge") for section in template.sections):
        reading = edit.add_challenge(reading, "내일 할 것", When.NEXT).reading
    reading = edit.add_challenge(reading, "어제 한 것", When.PAST).reading
    reading = edit.add_reflection(reading, "", "괜찮은 하루").reading

    assert [goal.text for goal in reading.day.goals] == ["읽기"]
    assert [challenge.text for challenge in reading.day.past()] == ["어제 한 것"]
    assert [reflection.text for reflection in reading.day.reflections] == ["괜찮은 하루"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_samples_are_drafted(path: Path) -> None:
    assert_drafts(path)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize(
    "path",
    sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else (),
    ids=lambda path: str(path.relative_to(CORPUS)),
)
def test_real_logs_are_drafted(path: Path) -> None:
    assert_drafts(path)


def assert_drafts(path: Path) -> None:
    """Assert that every day of a file gives a template that is in order and reads the day as before."""
    for piece in cut(path.read_bytes().decode(), path.name, SHIPPED):
        on = piece.on or ON
        template = drafted(piece.text, on)
        assert template.problems == ()
        assert said(piece.text, on, only(template)) == said(piece.text, on, SHIPPED)


def lines_of_logs(logs: Iterable[str]) -> list[str]:
    """Return the lines that invented logs are put together from."""
    return sorted({line for log in logs for line in log.split("\n")})


@given(st.lists(st.sampled_from(lines_of_logs(LOGS.values())) | st.text(max_size=40), max_size=20).map("\n".join))
@example("## \x00회고\n- {{ x }}\n")
@example("# 2025-03-10\n## ()\n## - a\n## {{\n")
@example("---\n---\n---\n")
def test_any_text_gives_a_template_in_order(log: str) -> None:
    assert drafted(log).problems == ()
