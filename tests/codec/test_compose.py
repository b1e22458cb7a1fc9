"""A day composed from its fields reads back to the same fields, in every template."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.codec.logs import WEDNESDAY, read, shipped_templates
from tests.codec.strategies import WHOLE, logs
from tracker.codec.compose import Composed, composed
from tracker.codec.edit import Reading
from tracker.model import Day, Mark, When
from tracker.values import replace

IDS = ("seed", "plain", "english", "japanese")
TEMPLATES = ("bootcamp-ko", "plain-ko", "english", "nippo-ja")


def empty(name: str) -> Reading:
    """Return a day opened from a template, without an entry."""
    templates = shipped_templates()
    template = templates.named(name)
    assert template is not None
    text = template.open_day({"date": WEDNESDAY.isoformat(), "weekday": "수", "week": "2"})
    return Reading.of(text, WEDNESDAY, templates, preferred=name, week=2)


def fields_of(day: Day) -> dict[str, list[object]]:
    """Return what a day says, apart from where it stands in the text."""
    return {
        "goals": [goal.text for goal in day.goals],
        "topics": [(topic.title, topic.presenter, topic.body) for topic in day.topics],
        "problems": [(p.judge, p.id, p.level, p.title, p.solved, p.on) for p in day.problems],
        "challenges": [(c.when, c.text, c.mark) for c in day.challenges if c.text],
        "reflections": [(r.label, r.text) for r in day.reflections],
        "links": [(link.title, link.url) for link in day.links],
        "total": [day.total.seconds] if day.total is not None else [],
    }


def has_words_of(entry: object, text: str) -> bool:
    """Return whether each word of an entry stands in a text; labels may be spaced as the format spaces them."""
    parts = [part for part in (entry if isinstance(entry, tuple) else (entry,)) if isinstance(part, str)]
    unspaced = "".join(text.split())
    return all(all(word in text for word in part.split()) or "".join(part.split()) in unspaced for part in parts)


def written(text: str, name: str) -> Composed:
    """Return a log written anew into a template."""
    day = read(text).day
    return composed(day, day.total.seconds if day.total is not None else None, empty(name))


LOG = """## 날짜: 2025-03-12

### 스크럼
- 학습 목표 1 : 그래프
- 학습 목표 2 : 복습

### 새로 배운 내용
#### 너비 우선 탐색
큐를 쓴다.

### 오늘의 도전 과제와 해결 방법
- 도전 과제 1: 일찍 자기 (실패)

### 오늘의 회고
- 성공적인 점: 꾸준했다

### 참고 자료 및 링크
- [글](https://ex.kr/a)
"""


def test_a_plain_log_in_the_manner_of_the_emoji_format() -> None:
    made = written(LOG, "bootcamp-ko")

    assert made.left_out == ()
    assert made.text == (
        "\n## 📅 날짜: 2025-03-12\n\n\n### 💬 학습 목표\n\n- 학습 목표 1 : 그래프\n- 학습 목표 2 : 복습\n\n\n"
        "### 🤿 딥다이브\n\n### 새로 배운 내용\n#### 주제 1: 너비 우선 탐색\n큐를 쓴다.\n\n"
        "### 🧑🧒🧒 팀 스터디\n\n1. (오늘) 내가 푼 문제\n\n\n\n"
        "### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정\n- (지난) 도전 과제 1: 일찍 자기 ❌\n\n\n<br/>\n\n"
        "### 💭 오늘의 회고\n- 성공적인 점: 꾸준했다 <br/>\n- 개선해야할 점: <br/>\n\n<br/>\n\n"
        "### 📁 참고 자료 및 링크\n- [글](https://ex.kr/a)\n"
    )


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("log", WHOLE, ids=IDS)
def test_whole_logs_read_back_or_say_what_was_left_out(log: str, name: str) -> None:
    made = written(log, name)
    if (IDS[WHOLE.index(log)], name) in {("english", "bootcamp-ko"), ("english", "plain-ko")}:
        # A topic of that name stands in none of their sections.
        assert made.left_out == ("Trees",)
        return
    assert made.left_out == ()
    assert fields_of(made.reading.day) == fields_of(read(log).day)


words = st.sampled_from(
    ("그래프 정리", "read a book", "끝! 🎉", "a - b", "알고리즘 3장", "ㅋㅋ", "C++ / Go", "3월 계획")
)


@st.composite
def plain_logs(draw: st.DrawFn) -> str:
    """Draw a log of ordinary entries in the seed's format."""
    goals = draw(st.lists(words, max_size=3, unique=True))
    topics = draw(st.lists(words, max_size=2, unique=True))
    past = draw(
        st.lists(st.tuples(words, st.sampled_from(("", " ✅", " 🔺", " ❌"))), max_size=3, unique_by=lambda p: p[0])
    )
    following = draw(st.lists(words, max_size=2, unique=True))
    numbers = draw(st.lists(st.integers(1000, 30000), max_size=3, unique=True))
    total = draw(st.one_of(st.none(), st.integers(1, 86399)))
    lines = ["## 📅 날짜: 2025-03-12", "", "### 💬 학습 목표", ""]
    lines += [f"- 학습 목표 {n} : {goal}" for n, goal in enumerate(goals, 1)]
    lines += ["", "### 🤿 딥다이브 - 네트워크"]
    for topic in topics:
        lines += [f"#### | {topic}", f"{topic}에 관한 글", ""]
    lines += ["### 🧑‍🧒‍🧒 팀 스터디 - 코딩테스트", ""]
    lines += ["- 2주차", f"    - 백준 {' '.join(map(str, numbers))}", ""] if numbers else []
    lines += ["### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정"]
    lines += [f"- (지난) 도전 과제 {n}: {text}{mark}" for n, (text, mark) in enumerate(past, 1)]
    lines += ["", *(f"- (내일) 도전 과제 {n}: {text}" for n, text in enumerate(following, 1)), ""]
    time = f" (총 공부 시간 {total // 3600}:{total // 60 % 60:02}:{total % 60:02})" if total is not None else ""
    lines += [f"### 💭 오늘의 회고{time}", f"- 성공적인 점: {draw(words)} <br/>", "", "### 📁 참고 자료 및 링크", ""]
    return "\n".join(lines)


@settings(max_examples=150)
@given(plain_logs(), st.sampled_from(("bootcamp-ko", "plain-ko", "english")))
def test_a_day_composed_from_its_fields_reads_back_to_the_same_fields(log: str, name: str) -> None:
    expected = fields_of(read(log).day)
    made = written(log, name)
    found = fields_of(made.reading.day)

    if name == "plain-ko" and expected["total"]:
        # That format has no place for a study time.
        assert made.left_out in (("",), ())
        expected["total"] = found["total"]
    else:
        assert made.left_out == ()
    assert found == expected


@settings(max_examples=200)
@given(logs, st.sampled_from(TEMPLATES))
def test_whatever_the_log_each_entry_is_there_or_is_named(log: str, name: str) -> None:
    day = read(log).day
    made = written(log, name)
    # With a topic that is left out go the problems in its notes.
    gone = {n for topic in day.topics if topic.title in made.left_out for n in range(topic.span.start, topic.span.end)}
    day = replace(day, problems=tuple(problem for problem in day.problems if problem.at.line not in gone))

    found = fields_of(made.reading.day)
    for kind, entries in fields_of(day).items():
        # A label the format cannot have stands among the words, and a problem may join the list of a topic.
        lost = [entry for entry in entries if entry not in found[kind] and not has_words_of(entry, made.text)]
        assert len(lost) <= len(made.left_out), (kind, lost)


def test_two_topics_of_one_title_stay_two() -> None:
    log = "## 날짜: 2025-03-12\n\n### 🤿 딥다이브 - 문자\n#### | 포트\n하나\n\n#### | 포트\n둘\n"
    made = written(log, "bootcamp-ko")

    assert made.left_out == ()
    assert [(topic.title, topic.body) for topic in made.reading.day.topics] == [("포트", "하나"), ("포트", "둘")]


def test_problems_are_tried_or_solved_as_they_were_and_what_cannot_be_said_is_named() -> None:
    log = "## 2025-03-12\n\n### 팀 스터디\n- 백준 1234 (실패)\n- (3/10) 프로그래머스 Lv.1 배열 (완)\n"
    made = written(log, "english")

    assert [(p.judge, p.id, p.solved) for p in made.reading.day.problems] == [("백준", "1234", False)]
    assert made.left_out == ("배열",)


def test_marks_and_kinds_of_challenges_stay() -> None:
    made = written(WHOLE[0], "english").reading.day

    assert [(c.when, c.text, c.mark) for c in made.challenges] == [
        (When.PAST, "일찍 자기", Mark.DONE),
        (When.NEXT, "복습", None),
    ]
