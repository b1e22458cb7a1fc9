"""What is added, to the letter: the text before and after."""

from __future__ import annotations

import unicodedata

import pytest

from tests.codec.logs import assert_local, read, said, shipped_templates
from tracker.codec.edit import (
    Edited,
    Reading,
    add_challenge,
    add_goal,
    add_link,
    add_problems,
    add_reflection,
    add_topic,
)
from tracker.errors import EditRefused, UsageError
from tracker.model import When

NEW_DAY = shipped_templates().default.open_day({"date": "2025-03-12"})


def text_of(before: Reading, edited: Edited) -> str:
    """Return the text after an edit that changed its own lines alone."""
    assert_local(before, edited)
    return edited.text


def goal(text: str, words: str = "매듭 짓기") -> str:
    reading = read(text)
    return text_of(reading, add_goal(reading, words))


def challenge(text: str, words: str, when: str = "next") -> str:
    reading = read(text)
    return text_of(reading, add_challenge(reading, words, When(when)))


def reflection(text: str, label: str, words: str) -> str:
    reading = read(text)
    return text_of(reading, add_reflection(reading, label, words))


def link(text: str, url: str, title: str = "") -> str:
    reading = read(text)
    return text_of(reading, add_link(reading, url, title))


# Goals


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "### 💬 학습 목표\n\n- 학습 목표 1 : 지도\n\n\n### 오늘의 회고\n",
            "### 💬 학습 목표\n\n- 학습 목표 1 : 지도\n- 학습 목표 2 : 매듭 짓기\n\n\n### 오늘의 회고\n",
            id="the number counts on",
        ),
        pytest.param(
            "### 학습 목표\n- 학습 목표 1: 지도\n- 학습 목표 1: 돛\n",
            "### 학습 목표\n- 학습 목표 1: 지도\n- 학습 목표 1: 돛\n- 학습 목표 1: 매듭 짓기\n",
            id="a number that never counted does not begin to",
        ),
        pytest.param(
            "### 학습 목표\n- 학습 목표 3 : 지도\n- 학습 목표 7 : 돛\n",
            "### 학습 목표\n- 학습 목표 3 : 지도\n- 학습 목표 7 : 돛\n- 학습 목표 8 : 매듭 짓기\n",
            id="drifted numbers go on from the last",
        ),
        pytest.param(
            "### 학습 목표\n- 학습 목표 1 :\n- 학습 목표 2 :\n",
            "### 학습 목표\n- 학습 목표 1 : 매듭 짓기\n- 학습 목표 2 :\n",
            id="the first label that waits is filled",
        ),
        pytest.param("# 스크럼\n- \n", "# 스크럼\n- 매듭 짓기\n", id="a bullet that waits is filled"),
        pytest.param("## Goals\n- [x] read\n", "## Goals\n- [x] read\n- [ ] 매듭 짓기\n", id="a new checkbox is empty"),
        pytest.param(
            "## Goals\n- [x] read ✅ <br/>\n",
            "## Goals\n- [x] read ✅ <br/>\n- [ ] 매듭 짓기 <br/>\n",
            id="a mark is not copied, a line break is",
        ),
        pytest.param("## Goals\n- [x]\n", "## Goals\n- [ ] 매듭 짓기\n", id="a ticked box that waits is emptied"),
        pytest.param("## Goals\n* ✅ read\n", "## Goals\n* ✅ read\n* 매듭 짓기\n", id="nor is a mark in front"),
        pytest.param(
            "### 학습 목표\n1. 지도\n2. 돛\n",
            "### 학습 목표\n1. 지도\n2. 돛\n3. 매듭 짓기\n",
            id="numbered bullets count on",
        ),
        pytest.param(
            "### 학습 목표\n1. 지도\n1. 돛\n",
            "### 학습 목표\n1. 지도\n1. 돛\n1. 매듭 짓기\n",
            id="or do not, when they never did",
        ),
        pytest.param(
            "### 학습 목표\n01. 지도\n", "### 학습 목표\n01. 지도\n02. 매듭 짓기\n", id="a leading zero stays"
        ),
        pytest.param(
            "### 학습 목표\n- 지도\n\n- 돛\n\n끝.\n",
            "### 학습 목표\n- 지도\n\n- 돛\n\n- 매듭 짓기\n\n끝.\n",
            id="with the empty lines between the others",
        ),
        pytest.param(
            "### 학습 목표\n- 지도\n    - 연필로\n\n### 오늘의 회고\n",
            "### 학습 목표\n- 지도\n    - 연필로\n- 매듭 짓기\n\n### 오늘의 회고\n",
            id="below what belongs to the last one",
        ),
        pytest.param(
            "### 학습 목표\n- 학습 목표\n    - 지도\n",
            "### 학습 목표\n- 학습 목표\n    - 지도\n    - 매듭 짓기\n",
            id="in the list below a label",
        ),
        pytest.param(
            "### 학습 목표\n- 학습 목표 1 :\n  지도\n",
            "### 학습 목표\n- 학습 목표 1 :\n  지도\n- 학습 목표 2 : 매듭 짓기\n",
            id="beside a label whose words stand below it",
        ),
        pytest.param(
            "### 학습 목표\r\n- 지도\r\n", "### 학습 목표\r\n- 지도\r\n- 매듭 짓기\r\n", id="with the line's own ending"
        ),
        pytest.param("### 학습 목표\n- 지도", "### 학습 목표\n- 지도\n- 매듭 짓기", id="without a final newline"),
        pytest.param(
            "### 학습 목표\n-\u00a0지도\n",
            "### 학습 목표\n-\u00a0지도\n-\u00a0매듭 짓기\n",
            id="with the neighbour's spaces",
        ),
        pytest.param(
            unicodedata.normalize("NFD", "### 학습 목표\n- 학습 목표 1 : 지도\n"),
            unicodedata.normalize("NFD", "### 학습 목표\n- 학습 목표 1 : 지도\n- 학습 목표 2 : ") + "매듭 짓기\n",
            id="beside decomposed letters",
        ),
        pytest.param(
            "### 학습 목표\n\n바람이 분다.\n\n### 오늘의 회고\n",
            "### 학습 목표\n\n- 학습 목표 1 : 매듭 짓기\n\n바람이 분다.\n\n### 오늘의 회고\n",
            id="words in the section stay apart",
        ),
        pytest.param(
            "### 학습 목표\n    코드\n",
            "### 학습 목표\n    코드\n\n- 학습 목표 1 : 매듭 짓기\n",
            id="below what is set in",
        ),
    ],
)
def test_a_goal(before: str, after: str) -> None:
    assert goal(before) == after


def test_a_goal_in_a_new_day() -> None:
    after = goal(goal(NEW_DAY, "지도 그리기"))
    assert "### 💬 학습 목표\n\n- 학습 목표 1 : 지도 그리기\n- 학습 목표 2 : 매듭 짓기\n\n\n### 🤿 딥다이브\n" in after


def test_a_goal_in_an_empty_document() -> None:
    assert goal("") == "### 💬 학습 목표\n\n- 학습 목표 1 : 매듭 짓기\n"


def test_a_goal_below_the_date_alone() -> None:
    assert goal("## 날짜: 2025-03-12\n") == "## 날짜: 2025-03-12\n\n### 💬 학습 목표\n\n- 학습 목표 1 : 매듭 짓기\n"
    assert goal("## 날짜: 2025-03-12") == "## 날짜: 2025-03-12\n\n### 💬 학습 목표\n\n- 학습 목표 1 : 매듭 짓기"


def test_a_goal_opens_its_section_in_the_order_of_the_template() -> None:
    before = "## 날짜: 2025-03-12\n\n## 새로 배운 내용\n#### 주제 1: 돛\n\n## 오늘의 회고\n- 멀리\n"
    assert goal(before) == before.replace("## 새로", "## 스크럼\n- 학습 목표 1 : 매듭 짓기\n\n## 새로")


def test_a_goal_opens_its_section_at_the_level_of_the_others() -> None:
    before = "# 2025-03-12\n\n# 돛 달기\n글\n\n# 오늘의 회고\n- 멀리\n"
    assert "\n# 💬 학습 목표\n\n- 학습 목표 1 : 매듭 짓기\n\n" in goal(before)


@pytest.mark.parametrize(
    "words",
    ["지도 ✅", "끝 <br/>", "```", "학습 목표 3 : 돛", "[x] 돛", "한 줄\n두 줄", " ", "", "돛 (완)"],
)
def test_words_that_would_not_read_back_are_refused(words: str) -> None:
    with pytest.raises((EditRefused, UsageError)):
        add_goal(read("### 학습 목표\n- 지도\n"), words)


def test_a_refusal_says_what_and_why() -> None:
    with pytest.raises(EditRefused, match=r"'지도 ✅' would not read back as it is meant .*nothing was changed"):
        add_goal(read("### 학습 목표\n"), "지도 ✅")


# Challenges


@pytest.mark.parametrize(
    ("before", "when", "after"),
    [
        pytest.param(
            "### 🔥 도전 과제\n- (지난) 도전 과제 1: 걷기 ✅\n\n- (내일) 도전 과제 1: 쓰기\n",
            "next",
            "### 🔥 도전 과제\n- (지난) 도전 과제 1: 걷기 ✅\n\n"
            "- (내일) 도전 과제 1: 쓰기\n- (내일) 도전 과제 2: 읽기\n",
            id="for the next day",
        ),
        pytest.param(
            "### 🔥 도전 과제\n- (지난) 도전 과제 1: 걷기 ✅ <br/>\n\n- (내일) 도전 과제 1: 쓰기\n",
            "past",
            "### 🔥 도전 과제\n- (지난) 도전 과제 1: 걷기 ✅ <br/>\n- (지난) 도전 과제 2: 읽기 <br/>\n\n"
            "- (내일) 도전 과제 1: 쓰기\n",
            id="for this day, unchecked",
        ),
        pytest.param(
            "### 도전 과제\n- (지난) 도전 과제 1: 걷기 🔺 (진행중..)\n",
            "past",
            "### 도전 과제\n- (지난) 도전 과제 1: 걷기 🔺 (진행중..)\n- (지난) 도전 과제 2: 읽기\n",
            id="without the other's remark",
        ),
        pytest.param(
            "### 도전 과제\n- (지난) 도전 과제 1: 걷기\n",
            "next",
            "### 도전 과제\n- (지난) 도전 과제 1: 걷기\n\n- (내일) 도전 과제 1: 읽기\n",
            id="the first of its kind, as the template has it",
        ),
        pytest.param(
            "### 도전 과제\n- (지난) 도전 과제 1:\n- (내일) 도전 과제 1:\n",
            "next",
            "### 도전 과제\n- (지난) 도전 과제 1:\n- (내일) 도전 과제 1: 읽기\n",
            id="on its own label",
        ),
        pytest.param(
            "## 오늘의 도전 과제\n- 걷기\n\n## 내일의 도전 과제\n\n## 오늘의 회고\n",
            "next",
            "## 오늘의 도전 과제\n- 걷기\n\n## 내일의 도전 과제\n\n- (내일) 도전 과제 1: 읽기\n\n## 오늘의 회고\n",
            id="under the heading for tomorrow",
        ),
        pytest.param(
            "# 2025-03-12\n\n## 目標\n\n## 次やること\n- 走る\n",
            "next",
            "# 2025-03-12\n\n## 目標\n\n## 次やること\n- 走る\n- 읽기\n",
            id="in Japanese",
        ),
        pytest.param(
            "# 2025-03-12\n\n## Challenges\n- (past) walk ✅\n\n## Links\n",
            "next",
            "# 2025-03-12\n\n## Challenges\n- (past) walk ✅\n- (next) 읽기\n\n## Links\n",
            id="in English",
        ),
        pytest.param(
            "### 도전 과제\n- [x] 걷기\n",
            "past",
            "### 도전 과제\n- [x] 걷기\n- [ ] 읽기\n",
            id="with an empty checkbox",
        ),
    ],
)
def test_a_challenge(before: str, when: str, after: str) -> None:
    assert challenge(before, "읽기", when) == after


def test_challenges_in_a_new_day() -> None:
    after = challenge(challenge(NEW_DAY, "걷기", "past"), "쓰기")
    assert "설정\n- (지난) 도전 과제 1: 걷기\n\n- (내일) 도전 과제 1: 쓰기\n\n<br/>\n" in after


# Reflections


@pytest.mark.parametrize(
    ("before", "label", "words", "after"),
    [
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: <br/>\n- 개선해야할 점: <br/>\n",
            "개선해야 할 점",
            "늦잠",
            "### 오늘의 회고\n- 성공적인 점: <br/>\n- 개선해야할 점: 늦잠 <br/>\n",
            id="on its waiting label, however it is spelled",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리 <br/>\n",
            "성공적인 점",
            "높이",
            "### 오늘의 회고\n- 성공적인 점: 멀리 <br/>\n- 성공적인 점: 높이 <br/>\n",
            id="again under the same label",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리 <br/>\n\n<br/>\n",
            "개선해야할 점",
            "늦잠",
            "### 오늘의 회고\n- 성공적인 점: 멀리 <br/>\n- 개선해야할 점: 늦잠 <br/>\n\n<br/>\n",
            id="under a label that has no line yet",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리\n",
            "웃긴 점",
            "모자",
            "### 오늘의 회고\n- 성공적인 점: 멀리\n- 웃긴 점: 모자\n",
            id="under a label nobody knows",
        ),
        pytest.param(
            "### 오늘의 회고\n- **Keep:** calm\n",
            "Try",
            "early",
            "### 오늘의 회고\n- **Keep:** calm\n- **Try:** early\n",
            id="in bold, like the others",
        ),
        pytest.param(
            "### 오늘의 회고\n바람이 좋았다.\n",
            "",
            "멀리 갔다.",
            "### 오늘의 회고\n바람이 좋았다.\n\n멀리 갔다.\n",
            id="as a paragraph of its own",
        ),
        pytest.param(
            "### 오늘의 회고\n* 좋았다\n", "", "멀리", "### 오늘의 회고\n* 좋았다\n* 멀리\n", id="as a bullet"
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: <br/>\n",
            "",
            "멀리",
            "### 오늘의 회고\n- 성공적인 점: <br/>\n- 멀리 <br/>\n",
            id="without a label beside one that waits",
        ),
        pytest.param(
            "### 오늘의 회고\n#### 성공적인 점\n\n#### 아쉬운 점\n- 늦잠\n",
            "성공적인 점",
            "멀리",
            "### 오늘의 회고\n#### 성공적인 점\n\n- 멀리\n\n#### 아쉬운 점\n- 늦잠\n",
            id="under its own heading",
        ),
        pytest.param(
            "### 오늘의 회고\n#### 성공적인 점\n- 멀리\n#### 아쉬운 점\n- 늦잠\n",
            "성공적인 점",
            "높이",
            "### 오늘의 회고\n#### 성공적인 점\n- 멀리\n- 높이\n#### 아쉬운 점\n- 늦잠\n",
            id="below the others of its heading",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점:\n",
            "성공적인 점",
            "멀리\n- 아주 멀리\n\n다시",
            "### 오늘의 회고\n- 성공적인 점: 멀리\n    - 아주 멀리\n\n    다시\n",
            id="in several lines",
        ),
        pytest.param(
            "### 오늘의 회고\n- Liked <br>\n  바람\n- Learned <br>\n  돛\n",
            "Lacked",
            "잠\n\n물",
            "### 오늘의 회고\n- Liked <br>\n  바람\n- Learned <br>\n  돛\n- Lacked <br>\n  잠\n\n  물\n",
            id="below its label, like the others",
        ),
        pytest.param(
            "### 오늘의 회고\n- Liked\n  - 바람\n- Learned\n  - 돛\n",
            "Liked",
            "비",
            "### 오늘의 회고\n- Liked\n  - 바람\n  - 비\n- Learned\n  - 돛\n",
            id="in the list of its label",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점 <br/>\n",
            "성공적인 점",
            "멀리",
            "### 오늘의 회고\n- 성공적인 점: 멀리 <br/>\n",
            id="a label without a colon gets one",
        ),
        pytest.param(
            "# 2025-03-12\n\n## 目標\n\n## 感じたこと\n",
            "",
            "よかった",
            "# 2025-03-12\n\n## 目標\n\n## 感じたこと\n- よかった\n",
            id="in Japanese",
        ),
        pytest.param(
            "## 2025-03-12\n\n## 학습 목표\n- 지도\n",
            "성공적인 점",
            "멀리",
            "## 2025-03-12\n\n## 학습 목표\n- 지도\n\n## 💭 오늘의 회고\n- 성공적인 점: 멀리 <br/>\n\n<br/>\n",
            id="in a section that is opened for it",
        ),
        pytest.param(
            "### 오늘의 회고\n\n```\n남의 글\n```\n",
            "",
            "내 글",
            "### 오늘의 회고\n\n```\n남의 글\n```\n- 내 글\n",
            id="below a box of code",
        ),
    ],
)
def test_a_reflection(before: str, label: str, words: str, after: str) -> None:
    assert reflection(before, label, words) == after


def test_reflections_in_a_new_day() -> None:
    after = reflection(reflection(NEW_DAY, "성공적인 점", "멀리"), "개선해야 할 점", "늦잠")
    assert "- 성공적인 점: 멀리 <br/>\n- 개선해야할 점: 늦잠 <br/>\n\n<br/>\n" in after


# Links


@pytest.mark.parametrize(
    ("before", "title", "after"),
    [
        pytest.param("### 참고 자료 및 링크\n", "", "### 참고 자료 및 링크\n- https://ex.kr/n\n", id="the first"),
        pytest.param(
            "### 참고 자료 및 링크",
            "돛",
            "### 참고 자료 및 링크\n- [돛](https://ex.kr/n)",
            id="the first, with a title",
        ),
        pytest.param(
            "### 참고 자료\n* 책\n", "", "### 참고 자료\n* 책\n* https://ex.kr/n\n", id="with the bullet of the others"
        ),
        pytest.param(
            "### 참고 자료\n- 별 책\n    https://ex.kr/book\n",
            "",
            "### 참고 자료\n- 별 책\n    https://ex.kr/book\n- https://ex.kr/n\n",
            id="below all lines of the last",
        ),
        pytest.param(
            "### 참고 자료\n\n아래에서 찾았다.\n",
            "",
            "### 참고 자료\n- https://ex.kr/n\n\n아래에서 찾았다.\n",
            id="apart from other words",
        ),
        pytest.param("### 참고 자료\n- \n", "", "### 참고 자료\n- https://ex.kr/n\n", id="on a bullet that waits"),
        pytest.param(
            "## 날짜: 2025-03-12\n\n### 스크럼\n- 지도\n",
            "",
            "## 날짜: 2025-03-12\n\n### 스크럼\n- 지도\n\n### 참고 자료 및 링크\n- https://ex.kr/n\n",
            id="in a section that is opened for it",
        ),
        pytest.param(
            "### 참고 자료\nhttps://ex.kr/1\n",
            "",
            "### 참고 자료\nhttps://ex.kr/1\nhttps://ex.kr/n\n",
            id="without bullets",
        ),
    ],
)
def test_a_link(before: str, title: str, after: str) -> None:
    assert link(before, "https://ex.kr/n", title) == after


def test_a_source_without_an_address() -> None:
    reading = read("### 참고 자료\n")
    edited = add_link(reading, "『바다 책』")
    assert edited.text == "### 참고 자료\n- 『바다 책』\n"
    assert edited.reading.day.links[0].url is None


# Everything at once


@pytest.mark.parametrize("template", ["bootcamp-ko", "plain-ko", "english", "nippo-ja"])
@pytest.mark.parametrize("start", ["new day", "date", "empty"])
def test_a_whole_day_can_be_written_in_every_format(template: str, start: str) -> None:
    own = shipped_templates().named(template)
    assert own is not None
    opened = own.open_day({"date": "2025-03-12", "weekday": "수", "week": "2"})
    text = {"new day": opened, "date": "# 2025-03-12\n", "empty": ""}[start]
    reading = read(text, template=template)
    for words in ("지도", "돛"):
        reading = add_goal(reading, words).reading
        reading = add_challenge(reading, f"{words} 지난", When.PAST).reading
        reading = add_challenge(reading, f"{words} 내일", When.NEXT).reading
        reading = add_topic(reading, words, body="글\n").reading
        reading = add_problems(reading, "백준", ["1000" if words == "지도" else "1001"]).reading
        reading = add_reflection(reading, "", words).reading
        reading = add_link(reading, "https://ex.kr", words).reading
    assert said(reading, "goal") == said(reading, "topic") == said(reading, "reflection") == ["지도", "돛"]
    assert said(reading, "challenge", "past") == ["지도 지난", "돛 지난"]
    assert said(reading, "challenge", "next") == ["지도 내일", "돛 내일"]
    assert said(reading, "problem") == ["1000", "1001"]
    assert [link.title for link in reading.day.links] == ["지도", "돛"]
    assert reading.day.diagnostics == ()
