"""What is marked, said in other words, taken out and moved, to the letter: the text before and after."""

from __future__ import annotations

import unicodedata

import pytest

from tests.codec.logs import assert_local, read, ref, said
from tracker.codec.edit import (
    Edited,
    ItemRef,
    Reading,
    delete_item,
    find_item,
    mark_challenge,
    move_item,
    retext_item,
    set_total,
)
from tracker.errors import EditRefused, StaleEdit, UsageError
from tracker.model import Challenge, ItemKind, Mark, When


def text_of(before: Reading, edited: Edited) -> str:
    """Return the text after an edit that changed its own lines alone."""
    assert_local(before, edited)
    return edited.text


def marked(line: str, mark: Mark | None, *others: str) -> str:
    """Return the line of a challenge after it was given a mark, beside other challenges."""
    text = "\n".join(["### 도전 과제", line, *others, ""])
    reading = read(text)
    edited = mark_challenge(reading, ref("challenge", 1, "next" if "내일" in line else "past"), mark)
    rows = text_of(reading, edited).split("\n")
    assert [rows[0], *rows[2:]] == ["### 도전 과제", *others, ""]
    return rows[1]


def total(text: str, seconds: int | None) -> str | None:
    reading = read(text)
    edited = set_total(reading, seconds)
    return text_of(reading, edited) if edited is not None else None


def retext(text: str, kind: str, words: str, n: int = 1, when: str | None = None) -> str:
    reading = read(text)
    return text_of(reading, retext_item(reading, ref(kind, n, when), words))


def delete(text: str, kind: str, n: int = 1, when: str | None = None) -> str:
    reading = read(text)
    return text_of(reading, delete_item(reading, ref(kind, n, when)))


def move(text: str, kind: str, offset: int, n: int = 1, when: str | None = None) -> str:
    reading = read(text)
    return text_of(reading, move_item(reading, ref(kind, n, when), offset))


# Marks


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("- (지난) 도전 과제 1: 걷기", Mark.DONE, "- (지난) 도전 과제 1: 걷기 ✅"),
        ("- (지난) 도전 과제 1: 걷기", Mark.PARTIAL, "- (지난) 도전 과제 1: 걷기 🔺"),
        ("- (지난) 도전 과제 1: 걷기 ✅", Mark.MISSED, "- (지난) 도전 과제 1: 걷기 ❌"),
        ("- (지난) 도전 과제 1: 걷기 ✅", None, "- (지난) 도전 과제 1: 걷기"),
        ("- (지난) 도전 과제 1: 걷기", None, "- (지난) 도전 과제 1: 걷기"),
        ("- (지난) 도전 과제 1: 걷기 <br/>", Mark.DONE, "- (지난) 도전 과제 1: 걷기 ✅ <br/>"),
        ("- (지난) 도전 과제 1: 걷기 ❌ <br/>", None, "- (지난) 도전 과제 1: 걷기 <br/>"),
        ("- (지난) 도전 과제 1: 걷기  ", Mark.DONE, "- (지난) 도전 과제 1: 걷기 ✅  "),
        ("- (지난) 도전 과제 1: 걷기 🔺 (진행중..)", Mark.DONE, "- (지난) 도전 과제 1: 걷기 ✅ (진행중..)"),
        ("- (지난) 도전 과제 1: 걷기 🔺 (진행중..)", None, "- (지난) 도전 과제 1: 걷기"),
        ("- (지난) 도전 과제 1: 걷기 🔺 (비가 와서)", None, "- (지난) 도전 과제 1: 걷기 (비가 와서)"),
        ("- (지난) 도전 과제 1: 걷기 (✅)", Mark.MISSED, "- (지난) 도전 과제 1: 걷기 (실패)"),
        ("- 도전 과제 1: 걷기 (완)", Mark.MISSED, "- 도전 과제 1: 걷기 (실패)"),
        ("- 도전 과제 1: 걷기 (완)", None, "- 도전 과제 1: 걷기"),
        ("- 도전 과제 1: 걷기(완) <br/>", Mark.PARTIAL, "- 도전 과제 1: 걷기(진행중) <br/>"),
        ("- [ ] 걷기", Mark.DONE, "- [x] 걷기"),
        ("- [X] 걷기", Mark.MISSED, "- [ ] 걷기 ❌"),
        ("- [ ] 걷기 ❌", Mark.DONE, "- [x] 걷기"),
        ("- [x] 걷기 ✅", None, "- [ ] 걷기"),
        ("- [x] 걷기", None, "- [ ] 걷기"),
        ("- [x] 걷기 <br/>", Mark.PARTIAL, "- [ ] 걷기 🔺 <br/>"),
        ("- ✅ 걷기", Mark.MISSED, "- ❌ 걷기"),
        ("- ✅ 걷기", None, "- 걷기"),
        ("- 걷기 ✔️", Mark.MISSED, "- 걷기 ❌"),
        ("- (내일) 도전 과제 1: 걷기", Mark.DONE, "- (내일) 도전 과제 1: 걷기 ✅"),
        ("-\u00a0걷기", Mark.DONE, "-\u00a0걷기 ✅"),
    ],
)
def test_a_mark_stands_where_and_how_the_person_writes_it(before: str, mark: Mark | None, after: str) -> None:
    assert marked(before, mark) == after


@pytest.mark.parametrize(
    ("other", "after"),
    [
        ("- 쓰기 (완료)", "- 걷기 (완료)"),
        ("- 쓰기 ☑️", "- 걷기 ☑️"),
        ("- 쓰기 (실패)", "- 걷기 (완)"),
        ("- 쓰기 ❌", "- 걷기 ✅"),
        ("- ❌ 쓰기", "- ✅ 걷기"),
    ],
)
def test_a_new_mark_is_written_like_the_others(other: str, after: str) -> None:
    assert marked("- 걷기", Mark.DONE, other) == after


@pytest.mark.parametrize("line", ["- (지난) 도전 과제 1: 걷기", "- [ ] 걷기", "- 걷기 <br/>", "- 걷기  "])
@pytest.mark.parametrize("mark", Mark)
def test_a_mark_taken_back_leaves_the_same_line(line: str, mark: Mark) -> None:
    assert marked(marked(line, mark), None) == line


@pytest.mark.parametrize("line", ["- (지난) 도전 과제 1: 걷기 ✅", "- [x] 걷기", "- 걷기 (완)", "- ✅ 걷기 <br/>"])
def test_done_missed_and_done_again_leaves_the_same_line(line: str) -> None:
    assert marked(marked(line, Mark.MISSED), Mark.DONE) == line


def test_a_mark_stands_behind_words_below_their_label() -> None:
    before = "### 도전 과제\n- (지난) 도전 과제 1:\n  걷기 <br/>\n"
    reading = read(before)
    edited = mark_challenge(reading, ref("challenge", 1, "past"), Mark.DONE)
    assert text_of(reading, edited) == "### 도전 과제\n- (지난) 도전 과제 1:\n  걷기 ✅ <br/>\n"


def test_a_challenge_without_words_is_not_marked() -> None:
    with pytest.raises(EditRefused, match="has no words yet"):
        mark_challenge(read("### 도전 과제\n- (지난) 도전 과제 1: ✅\n"), ref("challenge", 1, "past"), None)


def test_only_challenges_are_marked() -> None:
    with pytest.raises(UsageError, match="Only challenges"):
        mark_challenge(read("### 학습 목표\n- 지도\n"), ref("goal"), Mark.DONE)


# The study time


@pytest.mark.parametrize(
    ("before", "seconds", "after"),
    [
        pytest.param(
            "### 오늘의 회고 (총 공부 시간 8:02:38)\n",
            3600,
            "### 오늘의 회고 (총 공부 시간 1:00:00)\n",
            id="another time",
        ),
        pytest.param(
            "### 오늘의 회고 (총 공부시간: 7h 30m)\n",
            28800,
            "### 오늘의 회고 (총 공부시간: 8h)\n",
            id="in the same units",
        ),
        pytest.param("### 오늘의 회고\n", 3600, "### 오늘의 회고 (총 공부 시간 1:00:00)\n", id="in its heading"),
        pytest.param("### 오늘의 회고  \n", 60, "### 오늘의 회고 (총 공부 시간 0:01:00)\n", id="after spaces"),
        pytest.param(
            "### 오늘의 회고 (총 공부시간 )\n",
            60,
            "### 오늘의 회고 (총 공부시간 0:01:00)\n",
            id="in brackets that wait",
        ),
        pytest.param(
            "### 오늘의 회고 (총 공부 시간 8:02:38) 🌙\n",
            None,
            "### 오늘의 회고 🌙\n",
            id="out of the heading with its brackets",
        ),
        pytest.param(
            "### 오늘의 회고\n- 총 공부 시간: 2:00:00\n- 멀리\n",
            3600,
            "### 오늘의 회고\n- 총 공부 시간: 1:00:00\n- 멀리\n",
            id="in a line of its own",
        ),
        pytest.param(
            "### 오늘의 회고\n- 총 공부 시간: 2:00:00\n- 멀리\n",
            None,
            "### 오늘의 회고\n- 멀리\n",
            id="out with its line",
        ),
        pytest.param(
            "## 학습 기록\n총 공부 시간:\n", 3600, "## 학습 기록\n총 공부 시간: 1:00:00\n", id="on a line that waits"
        ),
        pytest.param("### 학습 목표\n- 지도\n", None, "### 학습 목표\n- 지도\n", id="none out of none"),
        pytest.param(
            "# 2025-03-12\n\n## 目標\n\n## 学習時間\n- today: 3h + 889h\n\n= 892h / 215day\n",
            14400,
            "# 2025-03-12\n\n## 目標\n\n## 学習時間\n- today: 4h + 889h\n\n= 892h / 215day\n",
            id="the day's term of a Japanese sum",
        ),
        pytest.param(
            "# 2025-03-12\n\n## 目標\n\n## 学習時間\n",
            3600,
            "# 2025-03-12\n\n## 目標\n\n## 学習時間\n- today: 1:00:00\n",
            id="in its section",
        ),
        pytest.param(
            "# 2025-03-12\n\n## Goals\n\n## Reflection\n- Keep: calm\n",
            5400,
            "# 2025-03-12\n\n## Goals\n\n## Reflection (study time 1:30:00)\n- Keep: calm\n",
            id="in English",
        ),
        pytest.param(
            "### 오늘의 회고 (총 공부 시간 1:00:00)\r\n",
            7200,
            "### 오늘의 회고 (총 공부 시간 2:00:00)\r\n",
            id="with the line's own ending",
        ),
        pytest.param(
            "### 오늘의 회고", 0, "### 오늘의 회고 (총 공부 시간 0:00:00)", id="no time at all, without a final newline"
        ),
    ],
)
def test_the_study_time(before: str, seconds: int | None, after: str) -> None:
    assert total(before, seconds) == after


def test_a_format_without_a_place_for_the_time() -> None:
    assert total("### 학습 목표\n- 지도\n", 3600) is None


def test_a_time_in_a_sum_is_not_taken_out() -> None:
    with pytest.raises(EditRefused, match="shares its line"):
        total("# 2025-03-12\n\n## 目標\n\n## 学習時間\n- today: 3h + 889h\n", None)


# Other words


@pytest.mark.parametrize(
    ("before", "kind", "words", "after"),
    [
        pytest.param(
            "### 학습 목표\n- [x] 학습 목표 1 : 지도 ✅ <br/>\n",
            "goal",
            "돛",
            "### 학습 목표\n- [x] 학습 목표 1 : 돛 ✅ <br/>\n",
            id="box, label, number, mark and line break stay",
        ),
        pytest.param(
            "### 도전 과제\n- (지난) 도전 과제 1: 걷기 🔺 (진행중..)\n",
            "challenge",
            "쓰기 (진행중..)",
            "### 도전 과제\n- (지난) 도전 과제 1: 쓰기 🔺 (진행중..)\n",
            id="a remark that is said again stays behind the mark",
        ),
        pytest.param(
            "### 도전 과제\n- (지난) 도전 과제 1: 걷기 🔺 (진행중..)\n",
            "challenge",
            "쓰기",
            "### 도전 과제\n- (지난) 도전 과제 1: 쓰기 🔺\n",
            id="a remark that is not said again goes",
        ),
        pytest.param(
            "### 딥다이브 - 바다\n#### | 돛 - 리아\n글\n",
            "topic",
            "큰 돛",
            "### 딥다이브 - 바다\n#### | 큰 돛 - 리아\n글\n",
            id="a title without its presenter",
        ),
        pytest.param(
            "### 참고 자료\n- 돛 그림: https://ex.kr/1\n",
            "link",
            "https://ex.kr/2",
            "### 참고 자료\n- 돛 그림: https://ex.kr/2\n",
            id="an address",
        ),
        pytest.param(
            "### 참고 자료\n- [돛](https://ex.kr/1) 참고\n",
            "link",
            "[별](https://ex.kr/2)",
            "### 참고 자료\n- [별](https://ex.kr/2) 참고\n",
            id="a link",
        ),
        pytest.param("### 참고 자료\n- 책\n", "link", "새 책", "### 참고 자료\n- 새 책\n", id="a source"),
        pytest.param(
            "### 팀 스터디\n- 백준 1000, 1001 다리 ✅\n",
            "problem",
            "1002",
            "### 팀 스터디\n- 백준 1002, 1001 다리 ✅\n",
            id="a problem among others",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리 <br/>\n- 개선해야할 점: 늦잠 <br/>\n",
            "reflection",
            "높이",
            "### 오늘의 회고\n- 성공적인 점: 높이 <br/>\n- 개선해야할 점: 늦잠 <br/>\n",
            id="a reflection",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리\n- 개선해야할 점: 늦잠\n",
            "reflection",
            "높이\n더 높이\n\n다시",
            "### 오늘의 회고\n- 성공적인 점: 높이\n    더 높이\n\n    다시\n- 개선해야할 점: 늦잠\n",
            id="a reflection in more lines",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리\n  아주 멀리\n- 개선해야할 점: 늦잠\n",
            "reflection",
            "멀리\n끝까지",
            "### 오늘의 회고\n- 성공적인 점: 멀리\n  끝까지\n- 개선해야할 점: 늦잠\n",
            id="with the indent it has",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리\n  아주 멀리\n",
            "reflection",
            "멀리",
            "### 오늘의 회고\n- 성공적인 점: 멀리\n",
            id="a reflection in fewer lines",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점:\n    - 멀리\n",
            "reflection",
            "높이",
            "### 오늘의 회고\n- 성공적인 점:\n    - 높이\n",
            id="a reflection in the list below its label",
        ),
        pytest.param(
            "### 오늘의 회고\n- Liked <br>\n  바람\n  비\n- Learned\n",
            "reflection",
            "눈",
            "### 오늘의 회고\n- Liked <br>\n  눈\n- Learned\n",
            id="a reflection below its label",
        ),
        pytest.param(
            "### 오늘의 회고\n바람\n비\n", "reflection", "눈\n얼음", "### 오늘의 회고\n눈\n얼음\n", id="a paragraph"
        ),
        pytest.param(
            "### 오늘의 회고\n```\n바람\n```\n",
            "reflection",
            "비\n    눈",
            "### 오늘의 회고\n```\n비\n    눈\n```\n",
            id="a box of code",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리\n```\na\n```\n",
            "reflection",
            "높이\n```\nb\n```",
            "### 오늘의 회고\n- 성공적인 점: 높이\n```\nb\n```\n",
            id="a reflection with code",
        ),
        pytest.param(
            "### 학습 목표\r\n- 지도\r\n", "goal", "돛", "### 학습 목표\r\n- 돛\r\n", id="with the line's own ending"
        ),
        pytest.param("### 학습 목표\n- 지도", "goal", "돛", "### 학습 목표\n- 돛", id="without a final newline"),
    ],
)
def test_other_words(before: str, kind: str, words: str, after: str) -> None:
    assert retext(before, kind, words, when="past" if kind == "challenge" else None) == after


def test_a_decomposed_problem_in_other_words() -> None:
    before = unicodedata.normalize("NFD", "### 팀 스터디\n- 백준 1000 돌다리, 1001\n")
    after = unicodedata.normalize("NFD", "### 팀 스터디\n- 백준 ") + "1002, 1001\n"
    assert retext(before, "problem", "1002") == after


@pytest.mark.parametrize(
    ("before", "kind", "words"),
    [
        ("### 학습 목표\n- 지도\n- 돛\n", "goal", "지도 ✅"),
        ("### 학습 목표\n- 지도\n", "goal", "  "),
        ("### 딥다이브 - 바다\n#### | 돛\n", "topic", "돛 - 리아"),
        ("### 팀 스터디\n- 백준 1000, 1001\n", "problem", "1002, 1003"),
        ("### 오늘의 회고\n- 성공적인 점: 멀리\n", "reflection", ""),
        ("### 오늘의 회고\n```\n바람\n```\n", "reflection", "비\n```\n눈"),
    ],
)
def test_other_words_that_would_not_read_back_are_refused(before: str, kind: str, words: str) -> None:
    with pytest.raises((EditRefused, UsageError)):
        retext(before, kind, words)


# Taking out


@pytest.mark.parametrize(
    ("before", "kind", "n", "after"),
    [
        pytest.param(
            "### 학습 목표\n- 학습 목표 1 : 지도\n- 학습 목표 2 : 돛\n- 학습 목표 3 : 별\n",
            "goal",
            1,
            "### 학습 목표\n- 학습 목표 1 : 돛\n- 학습 목표 2 : 별\n",
            id="numbers close up",
        ),
        pytest.param(
            "### 학습 목표\n- 학습 목표 1 : 지도\n- 학습 목표 3 : 돛\n- 학습 목표 4 : 별\n",
            "goal",
            1,
            "### 학습 목표\n- 학습 목표 3 : 돛\n- 학습 목표 4 : 별\n",
            id="drifted numbers stay",
        ),
        pytest.param(
            "### 학습 목표\n1. 지도\n2. 돛\n3. 별\n", "goal", 2, "### 학습 목표\n1. 지도\n2. 별\n", id="so do bullets"
        ),
        pytest.param(
            "### 학습 목표\n- 지도\n    - 연필\n- 돛\n",
            "goal",
            1,
            "### 학습 목표\n- 돛\n",
            id="with what belongs to it",
        ),
        pytest.param(
            "### 학습 목표\n\n- 지도\n\n- 돛\n\n### 회고\n",
            "goal",
            1,
            "### 학습 목표\n\n- 돛\n\n### 회고\n",
            id="leaving no hole",
        ),
        pytest.param(
            "### 학습 목표\n- 지도\n- 돛", "goal", 2, "### 학습 목표\n- 지도", id="the last line, without a newline"
        ),
        pytest.param(
            "### 학습 목표\r\n- 지도\r\n- 돛\r\n", "goal", 1, "### 학습 목표\r\n- 돛\r\n", id="with its own ending"
        ),
        pytest.param(
            "### 새로 배운 내용\n#### 주제 1: 별\n글\n\n#### 주제 2: 돛\n더\n\n### 회고\n",
            "topic",
            1,
            "### 새로 배운 내용\n#### 주제 1: 돛\n더\n\n### 회고\n",
            id="a topic with its body",
        ),
        pytest.param(
            "### 딥다이브\n#### | 별\n글\n\n<br/>\n\n### 회고\n",
            "topic",
            1,
            "### 딥다이브\n\n<br/>\n\n### 회고\n",
            id="but not what spaces the page",
        ),
        pytest.param("## 2025-03-12\n#### 별\n글\n", "topic", 1, "## 2025-03-12\n", id="the only topic under the date"),
        pytest.param(
            "### 팀 스터디\n- 백준 1000, 1001, 1002\n",
            "problem",
            1,
            "### 팀 스터디\n- 백준 1001, 1002\n",
            id="a number",
        ),
        pytest.param(
            "### 팀 스터디\n- 백준 1000 ❌, 1001 (완) <br/>\n",
            "problem",
            2,
            "### 팀 스터디\n- 백준 1000 ❌ <br/>\n",
            id="the last number with its status",
        ),
        pytest.param(
            "### 팀 스터디\n- 2주차\n    - 백준 1000\n", "problem", 1, "### 팀 스터디\n- 2주차\n", id="the only number"
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리\n  아주\n- 개선해야할 점: 늦잠\n",
            "reflection",
            1,
            "### 오늘의 회고\n- 개선해야할 점: 늦잠\n",
            id="a reflection with all its lines",
        ),
        pytest.param(
            "### 참고 자료\n- 별 책\n    https://ex.kr\n- 책\n",
            "link",
            1,
            "### 참고 자료\n- 책\n",
            id="a link with all its lines",
        ),
    ],
)
def test_taking_out(before: str, kind: str, n: int, after: str) -> None:
    assert delete(before, kind, n) == after


def test_taking_a_challenge_out_counts_its_own_kind() -> None:
    before = "### 도전 과제\n- (지난) 도전 과제 1: 가\n- (내일) 도전 과제 1: 나\n- (내일) 도전 과제 2: 다\n"
    assert (
        delete(before, "challenge", 1, "next") == "### 도전 과제\n- (지난) 도전 과제 1: 가\n- (내일) 도전 과제 1: 다\n"
    )


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        pytest.param("### 참고 자료\n- https://ex.kr/1 https://ex.kr/2\n", "link", id="another link on its line"),
        pytest.param(
            "### 팀 스터디\n- 8주차: 백준 1000\n- 백준 1001\n", "problem", id="the week above another problem"
        ),
        pytest.param("### 딥다이브\n#### | 별\n총 공부 시간: 1:00:00\n", "topic", id="the study time in its body"),
    ],
)
def test_what_would_take_something_else_along_is_refused_or_leaves_it(before: str, kind: str) -> None:
    reading = read(before)
    try:
        after = delete_item(reading, ref(kind)).reading
    except EditRefused:
        return
    assert said(after, "problem") == said(reading, "problem")[1:]
    assert after.day.total == reading.day.total


# Moving


@pytest.mark.parametrize(
    ("before", "kind", "offset", "n", "after"),
    [
        pytest.param(
            "### 학습 목표\n- 학습 목표 1 : 지도\n- 학습 목표 2 : 돛 <br/>\n",
            "goal",
            1,
            1,
            "### 학습 목표\n- 학습 목표 1 : 돛 <br/>\n- 학습 목표 2 : 지도\n",
            id="down, the numbers stay in their places",
        ),
        pytest.param(
            "### 학습 목표\n- 학습 목표 4 : 지도\n- 학습 목표 2 : 돛\n",
            "goal",
            -1,
            2,
            "### 학습 목표\n- 학습 목표 2 : 돛\n- 학습 목표 4 : 지도\n",
            id="up, drifted numbers go along",
        ),
        pytest.param(
            "### 학습 목표\n1. 지도\n2. 돛\n", "goal", 1, 1, "### 학습 목표\n1. 돛\n2. 지도\n", id="numbered bullets"
        ),
        pytest.param(
            "### 학습 목표\n- 지도\n    - 연필\n\n- 돛\n",
            "goal",
            1,
            1,
            "### 학습 목표\n- 돛\n\n- 지도\n    - 연필\n",
            id="with its lines",
        ),
        pytest.param(
            "### 학습 목표\n- 지도\n- 돛",
            "goal",
            1,
            1,
            "### 학습 목표\n- 돛\n- 지도",
            id="to the end without a newline",
        ),
        pytest.param(
            "### 학습 목표\r\n- 지도\r\n- 돛\r\n",
            "goal",
            1,
            1,
            "### 학습 목표\r\n- 돛\r\n- 지도\r\n",
            id="with the lines' own endings",
        ),
        pytest.param(
            "### 딥다이브\n#### | 별 - 노아\n글\n\n#### | 돛 - 리아\n- 백준 1000\n\n<br/>\n\n### 회고\n",
            "topic",
            1,
            1,
            "### 딥다이브\n#### | 돛 - 리아\n- 백준 1000\n\n#### | 별 - 노아\n글\n\n<br/>\n\n### 회고\n",
            id="a topic with its body",
        ),
        pytest.param(
            "## 새로 배운 내용\n### 주제 1: 별\n#### 북쪽\n글\n### 주제 2: 돛\n",
            "topic",
            1,
            1,
            "## 새로 배운 내용\n### 주제 1: 돛\n### 주제 2: 별\n#### 북쪽\n글\n",
            id="a topic with those below it",
        ),
        pytest.param(
            "### 팀 스터디\n- 백준 1000, 1001 다리\n",
            "problem",
            1,
            1,
            "### 팀 스터디\n- 백준 1001 다리, 1000\n",
            id="on one line",
        ),
        pytest.param(
            "### 팀 스터디\n- 백준 1000\n- BOJ 1001\n",
            "problem",
            1,
            1,
            "### 팀 스터디\n- BOJ 1001\n- 백준 1000\n",
            id="problems with their lines",
        ),
        pytest.param(
            "### 오늘의 회고\n- 성공적인 점: 멀리\n    아주\n- 개선해야할 점: 늦잠\n",
            "reflection",
            1,
            1,
            "### 오늘의 회고\n- 개선해야할 점: 늦잠\n- 성공적인 점: 멀리\n    아주\n",
            id="reflections with their labels",
        ),
        pytest.param(
            "### 참고 자료\n- 책\n- https://ex.kr\n",
            "link",
            -1,
            2,
            "### 참고 자료\n- https://ex.kr\n- 책\n",
            id="links",
        ),
    ],
)
def test_moving(before: str, kind: str, offset: int, n: int, after: str) -> None:
    assert move(before, kind, offset, n) == after


def test_moving_a_challenge_stays_among_its_kind() -> None:
    before = "### 도전 과제\n- (내일) 도전 과제 1: 가\n- (지난) 도전 과제 1: 나\n- (내일) 도전 과제 2: 다\n"
    after = "### 도전 과제\n- (내일) 도전 과제 1: 다\n- (지난) 도전 과제 1: 나\n- (내일) 도전 과제 2: 가\n"
    assert move(before, "challenge", 1, 1, "next") == after


@pytest.mark.parametrize(
    ("before", "kind", "offset", "n"),
    [
        pytest.param("### 학습 목표\n- 지도\n- 돛\n", "goal", 1, 2, id="below the last"),
        pytest.param("### 학습 목표\n- 지도\n- 돛\n", "goal", -1, 1, id="above the first"),
        pytest.param("### 학습 목표\n- 지도\n\n### 오늘의 목표\n- 돛\n", "goal", 1, 1, id="into another section"),
        pytest.param("### 학습 목표\n- 항해\n    - 세부 학습 목표 1 : 지도\n", "goal", 1, 1, id="into its own list"),
        pytest.param(
            "### 팀 스터디\n- 1주차\n    - 백준 1000\n- 2주차\n    - 백준 1001\n",
            "problem",
            1,
            1,
            id="into another week",
        ),
        pytest.param("### 참고 자료\n- https://ex.kr/1, https://ex.kr/2\n", "link", 1, 1, id="within a line"),
        pytest.param("### 딥다이브\n#### | 별\n\n### 새 절\n#### 돛\n", "topic", 1, 1, id="into another subject"),
    ],
)
def test_moves_that_are_refused(before: str, kind: str, offset: int, n: int) -> None:
    with pytest.raises(EditRefused):
        move(before, kind, offset, n)


# Finding what is meant


def test_an_item_is_found_again_by_its_words() -> None:
    day = read("### 학습 목표\n- 돛\n- 별\n- 지도\n").day
    assert find_item(day, ItemRef(ItemKind.GOAL, 1, "지도")) is day.goals[2]


def test_items_with_the_same_words_are_told_apart_by_their_place() -> None:
    before = "### 도전 과제\n- (지난) 도전 과제 1: 걷기\n- (지난) 도전 과제 2: 걷기\n"
    reading = read(before)
    edited = mark_challenge(reading, ItemRef(ItemKind.CHALLENGE, 2, "걷기", When.PAST), Mark.DONE)
    assert edited.text == "### 도전 과제\n- (지난) 도전 과제 1: 걷기\n- (지난) 도전 과제 2: 걷기 ✅\n"
    assert (
        delete_item(reading, ItemRef(ItemKind.CHALLENGE, 2, "걷기", When.PAST)).text
        == "### 도전 과제\n- (지난) 도전 과제 1: 걷기\n"
    )


@pytest.mark.parametrize(("n", "words"), [(1, "노"), (7, ""), (9, "걷기"), (0, "")])
def test_an_item_that_is_gone_or_one_of_two_is_stale(n: int, words: str) -> None:
    day = read("### 도전 과제\n- 걷기\n- 걷기\n").day
    with pytest.raises(StaleEdit, match="no longer there"):
        find_item(day, ItemRef(ItemKind.CHALLENGE, n, words, When.PAST))


def test_challenges_of_either_kind_can_be_asked_for_together() -> None:
    day = read("### 도전 과제\n- (내일) 도전 과제 1: 가\n- (지난) 도전 과제 1: 나\n").day
    found = find_item(day, ItemRef(ItemKind.CHALLENGE, 2, "나"))
    assert isinstance(found, Challenge)
    assert found.when is When.PAST
