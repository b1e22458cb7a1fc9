"""Topics and solved problems that are added, to the letter: the text before and after."""

from __future__ import annotations

import pytest

from tests.codec.logs import assert_local, read, shipped_templates
from tracker.codec.edit import add_problems, add_topic
from tracker.errors import EditRefused, UsageError

NEW_DAY = shipped_templates().default.open_day({"date": "2025-03-12"})


def topic(text: str, title: str, **more: str | None) -> str:
    reading = read(text)
    presenter, section = more.get("presenter") or "", more.get("section") or ""
    edited = add_topic(reading, title, presenter=presenter, section=section, body=more.get("body"))
    assert_local(reading, edited)
    return edited.text


def problems(text: str, judge: str, *words: str, week: int | None = None) -> str:
    reading = read(text)
    edited = add_problems(reading, judge, words, week)
    assert_local(reading, edited)
    return edited.text


# Topics


@pytest.mark.parametrize(
    ("before", "more", "after"),
    [
        pytest.param(
            "### 🤿 딥다이브 - 바다\n#### | 별 - 노아\n글\n\n### 팀 스터디\n",
            {"presenter": "리아"},
            "### 🤿 딥다이브 - 바다\n#### | 별 - 노아\n글\n\n#### | 돛 - 리아\n\n### 팀 스터디\n",
            id="below the last one, with its presenter",
        ),
        pytest.param(
            "### 🤿 딥다이브\n\n### 팀 스터디\n",
            {"section": "딥다이브 - 바다", "body": "글\n"},
            "### 🤿 딥다이브 - 바다\n#### | 돛\n글\n\n### 팀 스터디\n",
            id="the section gets its name, the topic its body",
        ),
        pytest.param(
            "### 🤿 딥다이브 - 바다\n#### | 별\n\n### 오늘의 회고\n- 멀리\n",
            {"section": "딥다이브 - 하늘"},
            "### 🤿 딥다이브 - 바다\n#### | 별\n\n### 🤿 딥다이브 - 하늘\n#### | 돛\n\n### 오늘의 회고\n- 멀리\n",
            id="another section below the first",
        ),
        pytest.param(
            "## 날짜: 2025-03-12\n\n## 새로 배운 내용\n### 주제 1: 별\n글\n\n## 오늘의 회고\n",
            {},
            "## 날짜: 2025-03-12\n\n## 새로 배운 내용\n### 주제 1: 별\n글\n\n### 주제 2: 돛\n\n## 오늘의 회고\n",
            id="numbered, at the level of the others",
        ),
        pytest.param(
            "## 날짜: 2025-03-12\n\n## 새로 배운 내용\n\n## 오늘의 회고\n",
            {},
            "## 날짜: 2025-03-12\n\n## 새로 배운 내용\n#### 주제 1: 돛\n\n## 오늘의 회고\n",
            id="the first one, as the template has it",
        ),
        pytest.param(
            "# 2025-03-12\n\n## Goals\n\n## Learned\n\n## Links\n",
            {"body": "wind\n"},
            "# 2025-03-12\n\n## Goals\n\n## Learned\n### 돛\nwind\n\n## Links\n",
            id="in English",
        ),
        pytest.param(
            "### 새로 배운 내용\n매듭을 지었다.\n\n### 오늘의 회고\n",
            {},
            "### 새로 배운 내용\n매듭을 지었다.\n\n#### 주제 1: 돛\n\n### 오늘의 회고\n",
            id="below words that are no topic's",
        ),
        pytest.param(
            "### 새로 배운 내용\n- ⛵\n",
            {},
            "### 새로 배운 내용\n- ⛵\n\n#### 주제 1: 돛\n",
            id="below a sign that is no topic's",
        ),
        pytest.param(
            "### 🤿 딥다이브 - 바다\n#### |\n\n### 팀 스터디\n",
            {"presenter": "리아", "body": "글"},
            "### 🤿 딥다이브 - 바다\n#### | 돛 - 리아\n글\n\n### 팀 스터디\n",
            id="on a heading that waits",
        ),
        pytest.param(
            "## 2025-03-12\n### 학습 목표\n- 지도\n",
            {},
            "## 2025-03-12\n### 학습 목표\n- 지도\n\n### 🤿 딥다이브\n#### | 돛\n",
            id="in a section that is opened for it",
        ),
        pytest.param(
            "### 🤿 딥다이브 - 바다\n#### | 돛\n글\n\n#### | 별\n",
            {"body": "더\n\n끝\n"},
            "### 🤿 딥다이브 - 바다\n#### | 돛\n글\n더\n\n끝\n\n#### | 별\n",
            id="its body grows when it is there",
        ),
        pytest.param(
            "### 🤿 딥다이브 - 바다\r\n#### | 별\r\n글",
            {"body": "가\r\n나"},
            "### 🤿 딥다이브 - 바다\r\n#### | 별\r\n글\r\n\r\n#### | 돛\r\n가\r\n나",
            id="with the endings of the log",
        ),
        pytest.param(
            "### 🤿 딥다이브 - 바다\n#### | 별\n##### 도구\n\n### 회고\n",
            {"body": "```\n# 주석\n```\n##### 속\n"},
            "### 🤿 딥다이브 - 바다\n#### | 별\n##### 도구\n\n#### | 돛\n```\n# 주석\n```\n##### 속\n\n### 회고\n",
            id="code and deeper headings in its body",
        ),
    ],
)
def test_a_topic(before: str, more: dict[str, str], after: str) -> None:
    assert topic(before, "돛", **more) == after


def test_a_topic_of_the_team() -> None:
    after = topic(NEW_DAY, "매일 하나", section="팀 스터디 - 코딩테스트")
    assert "### 🧑🧒🧒 팀 스터디 - 코딩테스트\n#### | 매일 하나\n\n1. (오늘) 내가 푼 문제\n" in after


def test_a_topic_that_is_there_needs_a_body() -> None:
    with pytest.raises(UsageError, match="is there already; give --body"):
        add_topic(read("### 딥다이브\n#### | 돛\n"), "돛")


def test_a_presenter_where_topics_have_none_is_refused() -> None:
    with pytest.raises(EditRefused, match="name no presenter"):
        add_topic(read("### 새로 배운 내용\n"), "돛", presenter="리아", section="새로 배운 내용")


@pytest.mark.parametrize(
    ("title", "presenter"),
    [("돛 - 앞", ""), ("돛", "리아!"), ("돛", "가 - 나"), ("돛", "이름이 스무 글자보다 훨씬 긴 어떤 사람")],
)
def test_a_title_that_would_be_read_as_another_is_refused(title: str, presenter: str) -> None:
    with pytest.raises(EditRefused):
        add_topic(read("### 딥다이브 - 바다\n"), title, presenter=presenter)


def test_a_body_that_would_swallow_the_rest_is_refused() -> None:
    reading = read("### 딥다이브 - 바다\n\n### 팀 스터디\n#### | 셸\n```\nls\n```\n")
    with pytest.raises(EditRefused):
        add_topic(reading, "돛", body="```\n열린 채\n")


# Problems


@pytest.mark.parametrize(
    ("before", "judge", "words", "after"),
    [
        pytest.param(
            "### 팀 스터디\n- 2주차\n    - 백준 1000\n",
            "백준",
            ["1001", "1002"],
            "### 팀 스터디\n- 2주차\n    - 백준 1000 1001 1002\n",
            id="numbers join the line of the week",
        ),
        pytest.param(
            "### 팀 스터디\n- 2주차\n    - 백준 1000, 1001 <br/>\n",
            "boj",
            ["1002"],
            "### 팀 스터디\n- 2주차\n    - 백준 1000, 1001, 1002 <br/>\n",
            id="with the separator of the line",
        ),
        pytest.param(
            "### 팀 스터디\n- 2주차\n    - 백준 1000\n",
            "프로그래머스",
            ["1001"],
            "### 팀 스터디\n- 2주차\n    - 백준 1000\n    - 프로그래머스 1001\n",
            id="another judge has another line",
        ),
        pytest.param(
            "### 팀 스터디\n- 2주차\n    * 백준 1000\n        - 쉬웠다\n- 끝\n",
            "백준",
            ["줄 서기", "1001"],
            "### 팀 스터디\n- 2주차\n    * 백준 1000 1001\n        - 쉬웠다\n    * 백준 줄 서기\n- 끝\n",
            id="titles have a line each, below remarks",
        ),
        pytest.param(
            "### 팀 스터디\n- 1주차\n    * 백준 1000\n\n### 회고\n",
            "백준",
            ["1001"],
            "### 팀 스터디\n- 1주차\n    * 백준 1000\n- 2주차\n    * 백준 1001\n\n### 회고\n",
            id="a new week below the last",
        ),
        pytest.param(
            "### 팀 스터디\n- 2주차\n\n### 회고\n",
            "백준",
            ["1001"],
            "### 팀 스터디\n- 2주차\n    - 백준 1001\n\n### 회고\n",
            id="a week without problems",
        ),
        pytest.param(
            "### 팀 스터디\n- 2주차: 백준 1000\n",
            "백준",
            ["1001"],
            "### 팀 스터디\n- 2주차: 백준 1000 1001\n",
            id="on the line of the week itself",
        ),
        pytest.param(
            "### 팀 스터디\n- 백준 1000\n",
            "백준",
            ["1001"],
            "### 팀 스터디\n- 백준 1000 1001\n",
            id="where weeks are not written",
        ),
        pytest.param(
            "### 팀 스터디\n- BOJ 1000 다리\n",
            "백준",
            ["1001 줄"],
            "### 팀 스터디\n- BOJ 1000 다리\n- BOJ 1001 줄\n",
            id="with the judge's name as it is written",
        ),
        pytest.param(
            "### 팀 스터디\n- 백준 1000 (완)\n",
            "백준",
            ["1001"],
            "### 팀 스터디\n- 백준 1000 (완)\n- 백준 1001\n",
            id="not on a line that says more",
        ),
        pytest.param(
            "# 2025-03-12\n\n## Goals\n\n## Problems\n\n## Links\n",
            "LeetCode",
            ["1", "Two Sum"],
            "# 2025-03-12\n\n## Goals\n\n## Problems\n- LeetCode 1\n- LeetCode Two Sum\n\n## Links\n",
            id="in English",
        ),
        pytest.param(
            "## 날짜: 2025-03-12\n\n### 스크럼\n- 지도\n\n### 오늘의 회고\n- 멀리\n",
            "백준",
            ["1000"],
            "## 날짜: 2025-03-12\n\n### 스크럼\n- 지도\n\n### 코딩테스트\n- 백준 1000\n\n### 오늘의 회고\n- 멀리\n",
            id="in a section that is opened for them",
        ),
    ],
)
def test_problems(before: str, judge: str, words: list[str], after: str) -> None:
    assert problems(before, judge, *words) == after


def test_problems_in_a_new_day() -> None:
    after = problems(problems(NEW_DAY, "백준", "1000", week=8), "백준", "1001", week=8)
    assert "팀 스터디\n\n1. (오늘) 내가 푼 문제\n\n- 8주차\n    - 백준 1000 1001\n\n\n### 🔥" in after


def test_a_team_section_is_opened_with_the_week() -> None:
    before = "### 💬 학습 목표\n- 지도\n\n### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정\n"
    assert (
        "- 지도\n\n### 🧑🧒🧒 팀 스터디\n\n1. (오늘) 내가 푼 문제\n\n- 2주차\n    - 백준 1000\n\n\n### 🔥"
        in problems(before, "백준", "1000")
    )


def test_an_unknown_judge_is_named_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"There is no judge '백쥰'.*Did you mean '백준'\?"):
        add_problems(read(""), "백쥰", ["1000"])


@pytest.mark.parametrize("words", [[], ["1000, 1001"], [""]])
def test_problems_that_are_none_or_two_are_refused(words: list[str]) -> None:
    with pytest.raises((EditRefused, UsageError)):
        add_problems(read("### 팀 스터디\n"), "백준", words)
