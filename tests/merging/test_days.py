"""One day written on two machines, brought together by what its lines say."""

from __future__ import annotations

import pytest

from tests.codec.logs import read, said
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


# What both put in at one place

TITLE = "# 2025-03-12\n"


def test_sections_that_both_opened_are_one_and_those_after_them_follow() -> None:
    team = "\n### 🧑‍🧒‍🧒 팀 스터디\n\n- 2주차\n"
    mine = f"{TITLE}{team}    - 백준 1000\n\n### 📁 참고 자료 및 링크\n- https://ex.kr/5\n"
    theirs = f"{TITLE}{team}    - 백준 1001\n\n### 💭 오늘의 회고\n- 성공적인 점: 걸었다\n"

    assert text_of(TITLE, mine, theirs) == (
        f"{TITLE}{team}    - 백준 1000\n    - 백준 1001\n"
        "\n### 💭 오늘의 회고\n- 성공적인 점: 걸었다\n"
        "\n### 📁 참고 자료 및 링크\n- https://ex.kr/5\n"
    )


def test_an_item_stays_in_its_section_where_the_other_opened_a_new_one() -> None:
    base = f"{TITLE}\n## 오늘의 회고\n- 덜 물었다\n"
    mine = f"{base}- Keep: 천천히\n"
    theirs = f"{base}\n## 참고 자료 및 링크\n- https://ex.kr/3\n"

    assert text_of(base, mine, theirs) == f"{mine}\n## 참고 자료 및 링크\n- https://ex.kr/3\n"


def test_topics_of_one_title_are_one_and_each_keeps_what_is_below_it() -> None:
    section = f"{TITLE}\n### 🤿 딥다이브\n"
    mine = f"{section}#### | 트리\n\n잎이 있다.\n\n#### | 해시\n\n버킷이 있다.\n"
    theirs = f"{section}#### | 트리\n\n뿌리가 있다.\n\n### 💭 오늘의 회고\n- 성공적인 점: 걸었다\n"

    assert text_of(TITLE, mine, theirs) == (
        f"{section}#### | 트리\n\n뿌리가 있다.\n\n잎이 있다.\n\n#### | 해시\n\n버킷이 있다.\n"
        "\n### 💭 오늘의 회고\n- 성공적인 점: 걸었다\n"
    )


def test_a_section_opened_by_both_is_one_also_where_one_wrote_before_it() -> None:
    base = f"{TITLE}\n### 🤿 딥다이브\n#### |\n\n### 🔥 도전 과제\n- (지난) 도전 과제 1: 걷기\n"
    team = "### 🧑‍🧒‍🧒 팀 스터디\n- 백준 1008\n\n"
    mine = base.replace("#### |\n", "#### | 트리\n").replace("### 🔥", f"{team}### 🔥")
    theirs = base.replace("### 🔥", f"{team.replace('1008', '1000')}### 🔥")

    assert text_of(base, mine, theirs) == mine.replace("- 백준 1008\n", "- 백준 1000\n- 백준 1008\n")


def test_a_time_written_into_a_heading_does_not_make_it_another() -> None:
    base = f"{TITLE}\n### 오늘의 회고\n- 좋았다\n"
    mine = (
        f"{TITLE}\n### 🔥 도전 과제\n- (내일) 도전 과제 1: 걷기\n\n### 오늘의 회고 (총 공부 시간 1:00:00)\n- 좋았다\n"
    )
    theirs = f"{TITLE}\n### 🧑‍🧒‍🧒 팀 스터디\n- 백준 1000\n\n### 오늘의 회고 (총 공부 시간 0:30:00)\n- 좋았다\n"

    assert text_of(base, mine, theirs) == (
        f"{TITLE}\n### 🧑‍🧒‍🧒 팀 스터디\n- 백준 1000\n"
        "\n### 🔥 도전 과제\n- (내일) 도전 과제 1: 걷기\n"
        "\n### 오늘의 회고 (총 공부 시간 1:30:00)\n- 좋았다\n"
    )


def test_new_lines_of_one_judge_that_begin_alike_have_the_problems_of_both() -> None:
    base = f"{TITLE}\n## Problems\n- LeetCode 1\n"

    assert text_of(base, f"{base}- 백준 1009 1000\n", f"{base}- 백준 1009 1001\n") == f"{base}- 백준 1009 1000 1001\n"


def test_titles_that_both_wrote_behind_one_number_are_a_conflict() -> None:
    base = f"{TITLE}\n## Problems\n"
    mine, theirs = f"{base}- LeetCode 20, 두 수\n", f"{base}- LeetCode 20, 괄호\n"

    done = merged(base, mine, theirs)

    assert done.conflicts == (Conflict("", "- LeetCode 20, 두 수\n", "- LeetCode 20, 괄호\n"),)


def test_different_presenters_of_a_new_topic_are_a_conflict() -> None:
    section = f"{TITLE}\n### 🤿 딥다이브 - 보안\n"
    mine, theirs = f"{section}#### | 해시 - 리아\n", f"{section}#### | 해시 - 노아\n"

    done = merged(TITLE, mine, theirs)

    assert done.conflicts == (Conflict("", "#### | 해시 - 리아\n", "#### | 해시 - 노아\n"),)
    assert text_of(TITLE, mine, f"{section}#### | 해시\n") == mine


def test_marks_that_both_set_are_a_conflict_also_where_one_changed_the_words() -> None:
    mine = DAY.replace("일찍 자기\n", "열한 시에 자기 🔺\n")
    theirs = DAY.replace("일찍 자기\n", "일찍 자기 ❌\n")

    assert len(merged(DAY, mine, theirs).conflicts) == 1


def test_a_mark_that_both_set_is_there_once_also_where_one_changed_the_words() -> None:
    mine = DAY.replace("일찍 자기\n", "일찍 자기 ✅\n")
    theirs = DAY.replace("일찍 자기\n", "산책 ✅\n")

    assert text_of(DAY, mine, theirs) == theirs


def test_goals_that_both_put_in_another_order_are_there_once() -> None:
    base = f"{TITLE}\n## 학습 목표\n- [x] 쿼리 계획 읽기\n- [ ] 색인 다시 만들기\n- 정규화\n"
    swapped = f"{TITLE}\n## 학습 목표\n- [ ] 색인 다시 만들기\n- [x] 쿼리 계획 읽기\n- 정규화\n"
    mine = swapped.replace("정규화", "볼륨")

    assert text_of(base, mine, swapped) == mine


def test_paragraphs_of_both_stay_apart() -> None:
    base = f"{TITLE}\n### 오늘의 회고\n어제보다 나았다.\n\n### 참고\n- 책\n"
    mine = base.replace("나았다.\n", "나았다.\n\n많이 걸었다.\n")
    theirs = base.replace("나았다.\n", "나았다.\n\n덜 물었다.\n")

    assert text_of(base, mine, theirs) == base.replace("나았다.\n", "나았다.\n\n덜 물었다.\n\n많이 걸었다.\n")


def test_a_topic_stays_in_its_section_where_the_other_gave_that_a_theme() -> None:
    base = f"{TITLE}\n### 🤿 딥다이브\n#### |\n\n### 🔥 도전 과제\n- (지난) 도전 과제 1: 걷기\n"
    mine = base.replace("#### |\n", "#### | 트리\n")
    theirs = base.replace("딥다이브\n#### |\n", "딥다이브 - 보안\n#### | 해시\n\n### 🧑‍🧒‍🧒 팀 스터디\n- 백준 1000\n")

    done = read(text_of(base, mine, theirs))

    assert sorted((topic.section, topic.title) for topic in done.day.topics) == [
        ("딥다이브 - 보안", "트리"),
        ("딥다이브 - 보안", "해시"),
    ]


def test_a_paragraph_is_one_whatever_each_side_reads_it_as() -> None:
    base = "# 2025-03-12\n\n## Goals\n- 하나\n\n## Learned\n### 트리\n\n글\n"
    mine = base.replace("- 하나\n\n", "- 하나\n그리고 둘\n")
    theirs = base.replace("## Learned\n", "")

    assert text_of(base, mine, theirs) == mine.replace("## Learned\n", "")


def test_a_line_put_directly_below_another_stays_there() -> None:
    base = f"{TITLE}\n### 오늘의 회고\n어제보다 나았다.\n\n### 참고\n- 책\n"
    mine = base.replace("나았다.\n", "나았다.\n> 인용\n")
    theirs = base.replace("나았다.\n", "나았다.\n\n덜 물었다.\n")

    assert text_of(base, mine, theirs) == base.replace("나았다.\n", "나았다.\n> 인용\n\n덜 물었다.\n")


def test_a_line_that_another_heading_makes_something_else_is_the_same_line() -> None:
    base = f"{TITLE}\n## 내일의 도전 과제\n- 걷기\n- 읽기\n"
    mine = base.replace("## 내일의 도전 과제\n", "## 오늘의 회고\n")
    theirs = base.replace("- 읽기\n", "- 읽기 ✅\n")

    assert text_of(base, mine, theirs) == mine.replace("- 읽기\n", "- 읽기 ✅\n")


def test_a_number_that_was_not_counted_before_is_left_alone() -> None:
    base = f"{TITLE}\n## 메모\n학습 목표 3 : 트리\n"
    mine = base.replace("## 메모\n", "## 학습 목표\n- 학습 목표 1 : 그래프\n\n## 메모\n")
    theirs = base.replace("## 메모\n", "")

    assert "학습 목표 3 : 트리\n" in text_of(base, mine, theirs)


def test_a_day_opened_by_two_templates_has_the_items_of_both() -> None:
    english = (
        "# 2025-03-12\n\n## Goals\n- [ ] read\n\n## Challenges\n- (next) run\n\n## Reflection\n- Keep: calm\n\n"
        "## Links\n- https://ex.kr/a\n"
    )

    both = read(text_of(None, DAY, english))

    assert sorted(said(both, "goal")) == ["read", "그래프 정리", "해시 복습"]
    assert sorted(said(both, "challenge", "next")) == ["run", "복습하기"]
    assert said(both, "link") == ["https://ex.kr/a"]
    assert sorted(said(both, "reflection")) == ["calm", "늦잠"]


def test_fences_that_both_wrote_below_one_topic_stay_whole() -> None:
    section = f"{TITLE}\n### 🤿 딥다이브\n#### | 트리\n"
    after = "\n#### | 해시\n"
    mine = f"{section}```py\nleft()\n```\n{after}"
    theirs = f"{section}- 그림\n```\n# 아님\nright()\n```\n"

    done = text_of(TITLE, mine, theirs)

    assert "```py\nleft()\n```\n" in done
    assert "```\n# 아님\nright()\n```\n" in done
    assert said(read(done), "topic") == ["트리", "해시"]
