"""Every verb that changes an item, and the finding of items by number and by words."""

from __future__ import annotations

import pytest

from tests.journal.build import WEDNESDAY, changed_lines, put, text_of
from tracker.codec.edit import ItemRef
from tracker.errors import EditRefused, NotFound, StaleEdit, UsageError
from tracker.journal import Journal
from tracker.model import ItemKind, Mark, When

DAY = """\
## 📅 날짜: 2025-01-22

### 💬 학습 목표
- 학습 목표 1 : 쿠버네티스 볼륨 정리하기
- 학습 목표 2 : 딥다이브

### 🤿 딥다이브 - 쿠버네티스
#### | PV와 PVC - 빅토리아
볼륨은 디스크다.

### 🧑🧒🧒 팀 스터디 - 코딩테스트
- 4주차
    - 백준 5065 10102

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 백준 두 문제 풀기
- (지난) 도전 과제 2: 백준 골드 풀기
- (지난) 도전 과제 3: 일찍 자기 ❌

- (내일) 도전 과제 1: 영어 단어

### 💭 오늘의 회고 (총 공부 시간 7:30:00)
- 성공적인 점: <br/>
- 개선해야할 점: 복습을 미뤘다 <br/>

### 📁 참고 자료 및 링크
- [쿠버네티스 문서](https://kubernetes.io/docs)
"""


@pytest.fixture
def day(journal: Journal) -> str:
    """Write the day that these tests change, and return its text."""
    return put(journal, DAY)


def goal(n: int, text: str = "") -> ItemRef:
    """Return a goal by its place."""
    return ItemRef(ItemKind.GOAL, n, text)


def check(journal: Journal, word: str, mark: Mark | None = Mark.DONE) -> None:
    """Check a challenge off as the verb does."""
    journal.mark_challenge(WEDNESDAY, journal.challenge_ref(journal.record(WEDNESDAY), word), mark)


def test_a_goal_goes_below_the_others(journal: Journal, day: str) -> None:
    outcome = journal.add_goal(WEDNESDAY, "회고 쓰기")

    assert changed_lines(day, text_of(journal)) == ([], ["- 학습 목표 3 : 회고 쓰기"])
    assert (outcome.summary, outcome.changed, outcome.opened) == ("회고 쓰기", True, False)


def test_a_challenge_for_the_next_day(journal: Journal, day: str) -> None:
    journal.add_challenge(WEDNESDAY, "이력서 쓰기")

    assert changed_lines(day, text_of(journal)) == ([], ["- (내일) 도전 과제 2: 이력서 쓰기"])


def test_a_challenge_for_the_day_itself(journal: Journal, day: str) -> None:
    journal.add_challenge(WEDNESDAY, "물 마시기", When.PAST)

    assert changed_lines(day, text_of(journal)) == ([], ["- (지난) 도전 과제 4: 물 마시기"])


def test_a_reflection_fills_its_label(journal: Journal, day: str) -> None:
    journal.add_reflection(WEDNESDAY, "성공적인 점", "끝까지 들었다")

    assert changed_lines(day, text_of(journal)) == (
        ["- 성공적인 점: <br/>"],
        ["- 성공적인 점: 끝까지 들었다 <br/>"],
    )


def test_a_link_with_a_title(journal: Journal, day: str) -> None:
    journal.add_link(WEDNESDAY, "https://docs.docker.com", "도커 문서")

    assert changed_lines(day, text_of(journal)) == ([], ["- [도커 문서](https://docs.docker.com)"])


def test_a_link_without_a_title(journal: Journal, day: str) -> None:
    journal.add_link(WEDNESDAY, "https://docs.docker.com")

    assert changed_lines(day, text_of(journal)) == ([], ["- https://docs.docker.com"])


def test_a_topic_with_presenter_and_body(journal: Journal, day: str) -> None:
    journal.add_topic(
        WEDNESDAY, "네임스페이스", presenter="민준", section="딥다이브 - 쿠버네티스", body="이름을 나눈다.\n"
    )

    topics = journal.record(WEDNESDAY).day.topics
    assert [(topic.title, topic.presenter, topic.body) for topic in topics] == [
        ("PV와 PVC", "빅토리아", "볼륨은 디스크다."),
        ("네임스페이스", "민준", "이름을 나눈다."),
    ]
    assert [line for line in changed_lines(day, text_of(journal))[1] if line] == [
        "#### | 네임스페이스 - 민준",
        "이름을 나눈다.",
    ]
    assert changed_lines(day, text_of(journal))[0] == []


def test_a_body_is_added_to_a_topic_that_is_there(journal: Journal, day: str) -> None:
    journal.add_topic(WEDNESDAY, "PV와 PVC", section="딥다이브 - 쿠버네티스", body="둘은 짝이다.\n")

    assert changed_lines(day, text_of(journal)) == ([], ["둘은 짝이다."])


def test_problems_join_those_of_the_same_week(journal: Journal, day: str) -> None:
    journal.add_problems(WEDNESDAY, "BOJ", ["1000", "1001"], week=4)

    assert changed_lines(day, text_of(journal)) == (
        ["    - 백준 5065 10102"],
        ["    - 백준 5065 10102 1000 1001"],
    )


def test_an_unknown_judge_is_answered_with_the_nearest(journal: Journal, day: str) -> None:
    with pytest.raises(UsageError, match=r"There is no judge '백존'\. Did you mean '백준'\?"):
        journal.add_problems(WEDNESDAY, "백존", ["12901"])

    assert text_of(journal) == day


def test_other_words_for_a_goal(journal: Journal, day: str) -> None:
    journal.retext_item(WEDNESDAY, goal(1), "볼륨만 정리하기")

    assert changed_lines(day, text_of(journal)) == (
        ["- 학습 목표 1 : 쿠버네티스 볼륨 정리하기"],
        ["- 학습 목표 1 : 볼륨만 정리하기"],
    )


def test_goals_close_up_when_one_goes(journal: Journal, day: str) -> None:
    journal.delete_item(WEDNESDAY, goal(1))

    assert changed_lines(day, text_of(journal)) == (
        ["- 학습 목표 1 : 쿠버네티스 볼륨 정리하기", "- 학습 목표 2 : 딥다이브"],
        ["- 학습 목표 1 : 딥다이브"],
    )


def test_a_goal_moves_down_and_the_numbers_stay(journal: Journal, day: str) -> None:
    journal.move_item(WEDNESDAY, goal(1), 1)

    assert changed_lines(day, text_of(journal))[1] == [
        "- 학습 목표 1 : 딥다이브",
        "- 학습 목표 2 : 쿠버네티스 볼륨 정리하기",
    ]
    with pytest.raises(EditRefused, match="is already the last one"):
        journal.move_item(WEDNESDAY, goal(2), 1)


def test_an_item_is_found_again_when_its_place_has_changed(journal: Journal, day: str) -> None:
    ref = journal.item_ref(journal.record(WEDNESDAY), ItemKind.GOAL, "딥다이브")
    journal.move_item(WEDNESDAY, goal(1), 1)

    journal.retext_item(WEDNESDAY, ref, "딥다이브 발표")

    assert [item.text for item in journal.record(WEDNESDAY).day.goals] == ["딥다이브 발표", "쿠버네티스 볼륨 정리하기"]


def test_an_item_that_is_gone_is_not_mistaken_for_another(journal: Journal, day: str) -> None:
    ref = journal.item_ref(journal.record(WEDNESDAY), ItemKind.GOAL, "1")
    journal.delete_item(WEDNESDAY, ref)
    left = text_of(journal)

    with pytest.raises(StaleEdit, match="is no longer there; the day has changed"):
        journal.delete_item(WEDNESDAY, ref)

    assert text_of(journal) == left


def test_a_challenge_is_checked_by_its_number(journal: Journal, day: str) -> None:
    check(journal, "1")

    assert changed_lines(day, text_of(journal)) == (
        ["- (지난) 도전 과제 1: 백준 두 문제 풀기"],
        ["- (지난) 도전 과제 1: 백준 두 문제 풀기 ✅"],
    )


def test_a_challenge_is_checked_by_some_of_its_words(journal: Journal, day: str) -> None:
    check(journal, "골드", Mark.PARTIAL)

    assert changed_lines(day, text_of(journal))[1] == ["- (지난) 도전 과제 2: 백준 골드 풀기 🔺"]


def test_a_mark_is_changed_and_taken_away(journal: Journal, day: str) -> None:
    check(journal, "일찍 자기", Mark.DONE)
    assert "일찍 자기 ✅\n" in text_of(journal)

    check(journal, "일찍 자기", None)
    assert changed_lines(day, text_of(journal)) == (
        ["- (지난) 도전 과제 3: 일찍 자기 ❌"],
        ["- (지난) 도전 과제 3: 일찍 자기"],
    )


def test_checking_and_unchecking_gives_the_same_bytes(journal: Journal, day: str) -> None:
    check(journal, "1")
    check(journal, "1", None)

    assert text_of(journal) == day


def test_checking_what_is_checked_changes_nothing(journal: Journal, day: str) -> None:
    ref = journal.challenge_ref(journal.record(WEDNESDAY), "3")

    outcome = journal.mark_challenge(WEDNESDAY, ref, Mark.MISSED)

    assert not outcome.changed
    assert journal.undo().action == "edit"


def test_words_in_two_challenges_are_asked_back(journal: Journal, day: str) -> None:
    with pytest.raises(UsageError, match=r"'백준' is in more than one challenge to check: 1, 2\. Give the number\."):
        journal.challenge_ref(journal.record(WEDNESDAY), "백준")


def test_all_the_words_of_a_challenge_are_never_ambiguous(journal: Journal) -> None:
    put(journal, "# 2025-01-22\n### 도전 과제\n- (지난) 도전 과제 1: 백준\n- (지난) 도전 과제 2: 백준 골드\n")

    assert journal.challenge_ref(journal.record(WEDNESDAY), "백준").n == 1


def test_words_are_compared_whatever_their_form_and_case(journal: Journal) -> None:
    put(journal, "# 2025-01-22\n### 도전 과제\n- (지난) 도전 과제 1: Docker 복습\n")
    record = journal.record(WEDNESDAY)

    assert journal.challenge_ref(record, "docker").n == 1
    assert journal.challenge_ref(record, "\u1107\u1169\u11a8\u1109\u1173\u11b8").n == 1


def test_words_of_no_challenge(journal: Journal, day: str) -> None:
    with pytest.raises(
        NotFound, match=r"No challenge to check of 2025-01-22 says '일찍 자가'\. Did you mean '일찍 자기'\?"
    ):
        journal.challenge_ref(journal.record(WEDNESDAY), "일찍 자가")


def test_a_number_of_no_challenge(journal: Journal, day: str) -> None:
    with pytest.raises(NotFound, match="has 3 of them; there is no challenge to check 4"):
        journal.challenge_ref(journal.record(WEDNESDAY), "4")


def test_no_words_are_no_challenge(journal: Journal, day: str) -> None:
    with pytest.raises(UsageError, match="Which challenge to check"):
        journal.challenge_ref(journal.record(WEDNESDAY), " ")


def test_a_day_without_challenges(journal: Journal) -> None:
    put(journal, "# 2025-01-22\n")

    with pytest.raises(NotFound, match="The log of 2025-01-22 has no challenge to check"):
        journal.challenge_ref(journal.record(WEDNESDAY), "1")


def test_items_of_other_kinds_are_found_by_words_too(journal: Journal, day: str) -> None:
    record = journal.record(WEDNESDAY)

    assert journal.item_ref(record, ItemKind.TOPIC, "pvc").n == 1
    assert journal.item_ref(record, ItemKind.PROBLEM, "10102").n == 2
    assert journal.item_ref(record, ItemKind.PROBLEM, "1").text == "5065"
    assert journal.item_ref(record, ItemKind.LINK, "쿠버네티스 문서").n == 1
    assert journal.item_ref(record, ItemKind.CHALLENGE, "영어", When.NEXT).n == 1


def test_nothing_is_changed_on_a_day_that_is_not_there(journal: Journal) -> None:
    with pytest.raises(NotFound, match=r"There is no log of 2025-01-22 yet. Open it with: studylog new 2025-01-22"):
        journal.delete_item(WEDNESDAY, goal(1))
    with pytest.raises(NotFound, match="There is no log"):
        journal.record(WEDNESDAY)


def test_a_refused_edit_leaves_nothing_behind(journal: Journal) -> None:
    with pytest.raises(UsageError, match="more than one line"):
        journal.add_goal(WEDNESDAY, "한 줄\n두 줄")

    assert journal.find(WEDNESDAY) is None
    with pytest.raises(NotFound, match="nothing to undo"):
        journal.undo()


def test_the_total_is_written_by_hand(journal: Journal, day: str) -> None:
    journal.set_total(WEDNESDAY, 8 * 3600 + 158)

    assert changed_lines(day, text_of(journal)) == (
        ["### 💭 오늘의 회고 (총 공부 시간 7:30:00)"],
        ["### 💭 오늘의 회고 (총 공부 시간 8:02:38)"],
    )
    assert journal.record(WEDNESDAY).study_seconds == 8 * 3600 + 158


def test_a_whole_text_is_replaced_when_nobody_wrote_in_between(journal: Journal, day: str) -> None:
    outcome = journal.save_text(WEDNESDAY, day + "끝\n", base=day)

    assert outcome.changed
    assert text_of(journal) == day + "끝\n"


def test_the_same_text_is_no_change(journal: Journal, day: str) -> None:
    outcome = journal.save_text(WEDNESDAY, day, base=day)

    assert not outcome.changed
    assert len(journal.history(WEDNESDAY)) == 1


def test_a_day_is_removed_and_brought_back(journal: Journal, day: str) -> None:
    journal.delete_day(WEDNESDAY)
    assert journal.find(WEDNESDAY) is None
    assert list(journal.search(["볼륨"])) == []

    journal.undo()
    assert text_of(journal) == day
    assert [result.line for result in journal.search(["볼륨은"])] == [9]

    with pytest.raises(NotFound, match="There is no log of 2025-01-21; nothing to delete"):
        journal.delete_day(journal.date_of("어제"))
