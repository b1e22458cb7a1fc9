"""One day written on two machines, brought together by what its lines say."""

from __future__ import annotations

import pytest

from tests.codec.logs import read
from tracker.errors import Conflict
from tracker.merging.days import MergedDay, merge_days
from tracker.merging.one_line import Clocked

DAY = f"""\
## 📅 날짜: 2025-03-12

### 💬 학습 목표

- 학습 목표 1 : 그래프 정리
- 학습 목표 2 : 해시 복습

### 🤿 딥다이브 - 네트워크
#### | 큐와 스택 - 리아

큐는 먼저 온 것이 먼저 나간다.
스택은 나중 것이 먼저 나간다.

#### | 해시

충돌을 다룬다.

### 🧑‍🧒‍🧒 팀 스터디 - 코딩테스트
#### | 하루 한 문제

- 백준 5065 10102

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 일찍 자기
- (지난) 도전 과제 2: 물 마시기
- (내일) 도전 과제 1: 복습하기

### 💭 오늘의 회고 (총 공부 시간 3:20:00)
- 성공적인 점:{" "}
- 개선해야할 점: 늦잠 <br/>
"""


def merged(base: str | None, mine: str, theirs: str, clocked: Clocked | None = None) -> MergedDay:
    """Merge both ways round, see that it is the same, and return it."""
    start = read(base) if base is not None else None
    one = merge_days(start, read(mine), read(theirs), clocked)
    turned = Clocked(clocked.theirs, clocked.mine, clocked.both) if clocked is not None else None
    other = merge_days(start, read(theirs), read(mine), turned)
    assert one.text == other.text
    assert one.conflicts == tuple(Conflict(c.base, c.theirs, c.mine) for c in other.conflicts)
    return one


def text_of(base: str | None, mine: str, theirs: str) -> str:
    """Merge two versions that go together, and return their text."""
    done = merged(base, mine, theirs)
    assert done.conflicts == ()
    return done.text


GOAL = "- 학습 목표 2 : 해시 복습\n"
PROBLEMS = "- 백준 5065 10102\n"
EARLY = "- (지난) 도전 과제 1: 일찍 자기\n"


def test_what_one_side_changed_is_taken() -> None:
    mine = DAY.replace("그래프 정리", "그래프와 트리 정리")

    assert text_of(DAY, mine, DAY) == mine


def test_goals_added_on_both_sides_are_both_there() -> None:
    mine = DAY.replace(GOAL, GOAL + "- 학습 목표 3 : 가상 메모리\n")
    theirs = DAY.replace(GOAL, GOAL + "- 학습 목표 3 : 캐시\n")

    assert text_of(DAY, mine, theirs) == DAY.replace(GOAL, GOAL + "- 학습 목표 3 : 가상 메모리\n- 학습 목표 4 : 캐시\n")


def test_numbers_that_do_not_count_are_left_alone() -> None:
    mine = DAY.replace(GOAL, GOAL + "- 학습 목표 7 : 가상 메모리\n")
    theirs = DAY.replace(GOAL, GOAL + "- 학습 목표 3 : 캐시\n")

    assert text_of(DAY, mine, theirs) == DAY.replace(GOAL, GOAL + "- 학습 목표 3 : 캐시\n- 학습 목표 7 : 가상 메모리\n")


def test_goals_taken_out_and_added_count_on() -> None:
    mine = DAY.replace("- 학습 목표 1 : 그래프 정리\n- 학습 목표 2", "- 학습 목표 1")
    theirs = DAY.replace(GOAL, GOAL + "- 학습 목표 3 : 캐시\n")

    assert text_of(DAY, mine, theirs) == mine.replace(
        "- 학습 목표 1 : 해시 복습\n", "- 학습 목표 1 : 해시 복습\n- 학습 목표 2 : 캐시\n"
    )


def test_the_same_goal_added_on_both_sides_is_there_once() -> None:
    mine = DAY.replace(GOAL, GOAL + "- 학습 목표 3 : 캐시\n- 학습 목표 4 : 트리\n")
    theirs = DAY.replace(GOAL, GOAL + "- 학습 목표 3 : 캐시\n")

    assert text_of(DAY, mine, theirs) == mine


def test_problems_added_to_one_line_on_both_sides_are_both_there() -> None:
    mine = DAY.replace(PROBLEMS, "- 백준 5065 10102 31403\n")
    theirs = DAY.replace(PROBLEMS, "- 백준 5065 10102 1000 1001\n")

    assert text_of(DAY, mine, theirs) == DAY.replace(PROBLEMS, "- 백준 5065 10102 1000 1001 31403\n")


def test_a_mark_and_a_correction_of_one_challenge_go_together() -> None:
    mine = DAY.replace("1: 일찍 자기\n", "1: 일찍 자기 ✅\n")
    theirs = DAY.replace("1: 일찍 자기\n", "1: 열한 시에 자기\n")

    assert text_of(DAY, mine, theirs) == DAY.replace("1: 일찍 자기\n", "1: 열한 시에 자기 ✅\n")


def test_marks_of_different_challenges_go_together() -> None:
    mine = DAY.replace("1: 일찍 자기\n", "1: 일찍 자기 ✅\n")
    theirs = DAY.replace("물 마시기\n", "물 마시기 ❌\n")

    assert text_of(DAY, mine, theirs) == mine.replace("물 마시기\n", "물 마시기 ❌\n")


def test_different_marks_of_one_challenge_are_a_conflict() -> None:
    mine, theirs = (DAY.replace("일찍 자기\n", f"일찍 자기 {mark}\n") for mark in "✅❌")

    done = merged(DAY, mine, theirs)

    assert done.conflicts == (Conflict(EARLY, EARLY.replace("\n", " ✅\n"), EARLY.replace("\n", " ❌\n")),)
    assert done.text in (mine, theirs)


def test_study_times_add_up() -> None:
    mine, theirs = DAY.replace("3:20:00", "4:20:00"), DAY.replace("3:20:00", "3:50:30")

    assert text_of(DAY, mine, theirs) == DAY.replace("3:20:00", "4:50:30")


def test_a_study_time_on_which_both_agree_is_the_same_one() -> None:
    mine = DAY.replace("3:20:00", "4:20:00")
    theirs = mine.replace("그래프 정리", "트리 정리")

    assert text_of(DAY, mine, theirs) == theirs


@pytest.mark.parametrize(
    ("clocked", "total"),
    [(Clocked(7200, 3600, 10_800), "3:00:00"), (Clocked(0, 0, 0), "2:00:00"), (Clocked(5400, 3600, 9000), "3:00:00")],
    ids=["all of it by sessions", "none of it", "half an hour was typed on one"],
)
def test_times_of_a_day_begun_on_both_are_those_of_the_sessions_and_what_was_typed(
    clocked: Clocked, total: str
) -> None:
    mine, theirs = DAY.replace("3:20:00", "2:00:00"), DAY.replace("3:20:00", "1:00:00")

    done = merged(None, mine, theirs, clocked)

    assert (done.text, done.conflicts) == (DAY.replace("3:20:00", total), ())


def test_a_label_that_waits_for_words_is_filled_by_both() -> None:
    label = "- 성공적인 점: "
    mine, theirs = DAY.replace(label, "- 성공적인 점: 집중했다"), DAY.replace(label, "- 성공적인 점: 걸었다")

    assert text_of(DAY, mine, theirs) == DAY.replace(label, "- 성공적인 점: 걸었다\n- 성공적인 점: 집중했다")


def test_what_one_side_took_out_is_gone() -> None:
    mine = DAY.replace(GOAL, "")
    theirs = DAY.replace("늦잠", "늦잠과 커피")

    assert text_of(DAY, mine, theirs) == theirs.replace(GOAL, "")


def test_what_one_side_took_out_and_the_other_changed_stays() -> None:
    mine = DAY.replace(GOAL, "")
    theirs = DAY.replace("해시 복습", "해시 복습과 정리")

    assert text_of(DAY, mine, theirs) == theirs


def test_a_topic_that_one_side_took_out_and_the_other_wrote_in_stays_whole() -> None:
    topic = DAY[DAY.index("#### | 큐와") : DAY.index("#### | 해시")]
    mine = DAY.replace(topic, "")
    theirs = DAY.replace("스택은 나중 것이 먼저 나간다.\n", "스택은 나중 것이 먼저 나간다.\n덱은 양쪽이다.\n")

    assert text_of(DAY, mine, theirs) == theirs


def test_a_challenge_moved_on_one_side_and_checked_on_the_other_is_there_once() -> None:
    water = "- (지난) 도전 과제 2: 물 마시기\n"
    mine = DAY.replace(EARLY + water, water + EARLY)
    theirs = DAY.replace("일찍 자기\n", "일찍 자기 ✅\n")

    assert text_of(DAY, mine, theirs) == mine.replace("일찍 자기\n", "일찍 자기 ✅\n")


def test_a_line_moved_to_different_places_is_there_once() -> None:
    base = "# 2025-03-12\n\n## Goals\n- 하나\n- 둘\n- 셋\n- 넷\n"
    mine = "# 2025-03-12\n\n## Goals\n- 둘\n- 셋\n- 하나\n- 넷\n"
    theirs = "# 2025-03-12\n\n## Goals\n- 둘\n- 셋\n- 넷\n- 하나\n"

    assert text_of(base, mine, theirs) == mine


def test_topics_and_sections_added_on_both_sides_are_both_there() -> None:
    own = "#### | 트리\n\n잎이 있다.\n\n"
    mine = DAY.replace("### 🧑‍🧒‍🧒 팀", own + "### 🧑‍🧒‍🧒 팀")
    theirs = (
        DAY.replace("### 🧑‍🧒‍🧒 팀", "#### | 그래프 - 누리\n\n변이 있다.\n\n### 🧑‍🧒‍🧒 팀")
        + "\n### 📁 참고\n- https://ex.kr\n"
    )

    done = text_of(DAY, mine, theirs)

    assert done == theirs.replace("### 🧑‍🧒‍🧒 팀", own + "### 🧑‍🧒‍🧒 팀")


def test_free_lines_that_both_changed_are_a_conflict_and_the_rest_goes_together() -> None:
    line = "충돌을 다룬다.\n"
    mine = DAY.replace(line, "충돌을 체이닝으로 다룬다.\n").replace("그래프 정리", "트리 정리")
    theirs = DAY.replace(line, "충돌은 드물다.\n").replace("3:20:00", "4:00:00")

    done = merged(DAY, mine, theirs)

    assert done.conflicts == (Conflict(line, "충돌을 체이닝으로 다룬다.\n", "충돌은 드물다.\n"),)
    assert done.text == mine.replace("3:20:00", "4:00:00")


def test_a_paragraph_that_both_wrote_anew_is_one_conflict() -> None:
    lines = "큐는 먼저 온 것이 먼저 나간다.\n스택은 나중 것이 먼저 나간다.\n"
    mine = DAY.replace(lines, "큐와 스택은 다르다.\n")
    theirs = DAY.replace(lines, "큐: 선입선출\n스택: 후입선출\n덱: 양쪽\n")

    done = merged(DAY, mine, theirs)

    assert done.conflicts == (Conflict(lines, "큐와 스택은 다르다.\n", "큐: 선입선출\n스택: 후입선출\n덱: 양쪽\n"),)
    assert done.text == theirs


def test_words_that_both_changed_are_not_mixed() -> None:
    mine = DAY.replace("그래프 정리", "그래프 그리기")
    theirs = DAY.replace("그래프 정리", "트리 정리")

    done = merged(DAY, mine, theirs)

    assert done.conflicts == (
        Conflict("- 학습 목표 1 : 그래프 정리\n", "- 학습 목표 1 : 그래프 그리기\n", "- 학습 목표 1 : 트리 정리\n"),
    )
    assert done.text == mine


def test_a_day_opened_and_checked_on_two_machines_is_one_day() -> None:
    mine = DAY.replace("일찍 자기\n", "일찍 자기 ✅\n").replace("3:20:00", "1:00:00")
    theirs = DAY.replace(GOAL, GOAL + "- 학습 목표 3 : 캐시\n").replace("3:20:00", "1:00:00")

    assert text_of(None, mine, theirs) == theirs.replace("일찍 자기\n", "일찍 자기 ✅\n")


def test_line_endings_stay_those_of_each_line() -> None:
    mine = DAY.replace("\n", "\r\n").replace("그래프 정리", "트리 정리")
    theirs = DAY.replace("\n", "\r\n") + "- 끝"

    assert text_of(DAY.replace("\n", "\r\n"), mine, theirs) == mine + "- 끝"


def test_a_last_line_without_its_newline_gets_one_where_another_follows() -> None:
    assert text_of("# 2025-03-12\n- a", "# 2025-03-12\n- a\n- 둘", "# 2025-03-12\n- a\n- 하나") == (
        "# 2025-03-12\n- a\n- 둘\n- 하나"
    )
