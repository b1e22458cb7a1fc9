"""Items edited as they were shown, while another window changed the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.journal.build import WEDNESDAY, Clock, new_journal, open_journal, put, text_of
from tests.journal.test_laws import PLACES, Action, edits
from tracker.codec.edit import ItemRef
from tracker.codec.merge import Conflict, Prefer
from tracker.errors import Conflicting, StaleEdit, TrackerError
from tracker.journal import Journal
from tracker.journal.outcome import Outcome
from tracker.model import DayRecord, ItemKind, Mark, When

DAY = """\
# 2025-01-22

### 💬 학습 목표
- 학습 목표 1 : 볼륨 정리
- 학습 목표 2 : 큐 복습
- 학습 목표 3 : 산책

### 🤿 딥다이브 - 쿠버네티스
#### | 볼륨 - 리아
볼륨은 남는다.
#### | 네트워크 - 준

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 일찍 자기
- (지난) 도전 과제 2: 물 마시기
"""


@pytest.fixture
def other(journal: Journal, path: Path, clock: Clock) -> Iterator[Journal]:
    """Return the same study log in another window, which has the day already."""
    put(journal, DAY)
    window = open_journal(path, clock)
    yield window
    window.close()


@pytest.fixture
def seen(other: Journal, journal: Journal) -> DayRecord:
    """Return the day as this window shows it, before the other one changed it."""
    return journal.record(WEDNESDAY)


def goal(n: int, words: str = "") -> ItemRef:
    """Return a reference to a goal."""
    return ItemRef(ItemKind.GOAL, n, words)


def past(n: int, words: str = "") -> ItemRef:
    """Return a reference to a challenge to check."""
    return ItemRef(ItemKind.CHALLENGE, n, words, When.PAST)


def test_a_day_nobody_else_changed_is_edited_as_ever(journal: Journal, other: Journal, seen: DayRecord) -> None:
    outcome = journal.retext_item(WEDNESDAY, goal(2), "스택 복습", seen=seen)

    assert (outcome.summary, outcome.merged) == ("스택 복습", None)
    assert text_of(journal) == DAY.replace("큐 복습", "스택 복습")


def test_a_change_of_another_line_goes_together(journal: Journal, other: Journal, seen: DayRecord) -> None:
    other.retext_item(WEDNESDAY, goal(1), "볼륨 마운트")

    journal.retext_item(WEDNESDAY, goal(2), "스택 복습", seen=seen)

    assert text_of(other) == DAY.replace("볼륨 정리", "볼륨 마운트").replace("큐 복습", "스택 복습")


def test_an_item_is_followed_where_it_moved(journal: Journal, other: Journal, seen: DayRecord) -> None:
    other.move_item(WEDNESDAY, goal(2), -1)

    journal.retext_item(WEDNESDAY, goal(2), "스택 복습", seen=seen)

    assert [item.text for item in journal.record(WEDNESDAY).day.goals] == ["스택 복습", "볼륨 정리", "산책"]


def test_an_item_is_followed_when_its_number_changed(journal: Journal, other: Journal, seen: DayRecord) -> None:
    other.delete_item(WEDNESDAY, goal(1))

    journal.delete_item(WEDNESDAY, goal(2), seen=seen)

    assert [item.text for item in journal.record(WEDNESDAY).day.goals] == ["산책"]


def test_of_several_that_say_the_same_the_one_that_was_shown(journal: Journal, other: Journal) -> None:
    put(journal, DAY.replace("산책", "큐 복습"))
    seen = journal.record(WEDNESDAY)
    put(other, text_of(other).replace("- 학습 목표 1", "- 학습 목표 0 : 먼저\n- 학습 목표 1"))

    journal.retext_item(WEDNESDAY, goal(3), "산책", seen=seen)

    assert [item.text for item in journal.record(WEDNESDAY).day.goals] == ["먼저", "볼륨 정리", "큐 복습", "산책"]


def test_two_others_that_say_the_same_by_now_are_left_alone(journal: Journal, other: Journal, seen: DayRecord) -> None:
    put(other, DAY.replace("볼륨 정리", "큐 복습"))

    journal.retext_item(WEDNESDAY, goal(2), "스택 복습", seen=seen)

    assert text_of(journal) == DAY.replace("큐 복습", "스택 복습").replace("볼륨 정리", "큐 복습")


def test_words_that_both_changed_are_asked_about(journal: Journal, other: Journal, seen: DayRecord) -> None:
    other.retext_item(WEDNESDAY, goal(2), "덱 복습")
    theirs = text_of(other)

    with pytest.raises(Conflicting) as asked:
        journal.retext_item(WEDNESDAY, goal(2), "스택 복습", seen=seen)

    assert asked.value.conflicts == (
        Conflict("- 학습 목표 2 : 큐 복습\n", "- 학습 목표 2 : 스택 복습\n", "- 학습 목표 2 : 덱 복습\n"),
    )
    assert text_of(journal) == theirs


@pytest.mark.parametrize(
    ("prefer", "goals"),
    [
        (Prefer.MINE, ["볼륨 정리", "스택 복습", "산책"]),
        (Prefer.THEIRS, ["볼륨 정리", "덱 복습", "산책"]),
        (Prefer.BOTH, ["볼륨 정리", "덱 복습", "스택 복습", "산책"]),
    ],
)
def test_whose_words_stay(journal: Journal, other: Journal, seen: DayRecord, prefer: Prefer, goals: list[str]) -> None:
    other.retext_item(WEDNESDAY, goal(2), "덱 복습")
    theirs = text_of(other)
    with pytest.raises(Conflicting) as asked:
        journal.retext_item(WEDNESDAY, goal(2), "스택 복습", seen=seen)

    outcome: Outcome = asked.value.settle(prefer)

    assert [item.text for item in outcome.record.day.goals] == goals
    assert outcome.changed is (prefer is not Prefer.THEIRS)
    if outcome.changed:
        assert journal.undo().action == "retext"
        assert text_of(journal) == theirs


def test_the_same_words_on_both_sides_are_no_conflict(journal: Journal, other: Journal, seen: DayRecord) -> None:
    other.retext_item(WEDNESDAY, goal(2), "스택 복습")

    outcome = journal.retext_item(WEDNESDAY, goal(2), "스택 복습", seen=seen)

    assert not outcome.changed
    assert journal.undo().action == "retext"
    assert text_of(journal) == DAY


def test_a_challenge_checked_in_both_windows(journal: Journal, other: Journal, seen: DayRecord) -> None:
    other.mark_challenge(WEDNESDAY, past(1), Mark.DONE)

    assert not journal.mark_challenge(WEDNESDAY, past(1), Mark.DONE, seen=seen).changed
    journal.mark_challenge(WEDNESDAY, past(2), Mark.MISSED, seen=seen)
    with pytest.raises(Conflicting):
        journal.mark_challenge(WEDNESDAY, past(1), Mark.PARTIAL, seen=seen)

    assert [c.mark for c in journal.record(WEDNESDAY).day.past()] == [Mark.DONE, Mark.MISSED]


def test_an_item_taken_out_in_both_windows(journal: Journal, other: Journal, seen: DayRecord) -> None:
    other.delete_item(WEDNESDAY, goal(3))
    left = text_of(other)

    assert not journal.delete_item(WEDNESDAY, goal(3), seen=seen).changed
    assert text_of(journal) == left
    with pytest.raises(StaleEdit):
        journal.delete_item(WEDNESDAY, goal(3, "산책"))


def test_words_for_an_item_that_is_gone_bring_it_back_only_when_asked(
    journal: Journal, other: Journal, seen: DayRecord
) -> None:
    other.delete_item(WEDNESDAY, goal(3))
    left = text_of(other)

    with pytest.raises(Conflicting) as asked:
        journal.retext_item(WEDNESDAY, goal(3), "긴 산책", seen=seen)
    asked.value.settle(Prefer.THEIRS)
    assert text_of(journal) == left

    asked.value.settle(Prefer.MINE)
    assert text_of(journal) == DAY.replace("산책", "긴 산책")


def test_a_title_and_the_words_below_it(journal: Journal, other: Journal, seen: DayRecord) -> None:
    put(other, DAY.replace("볼륨은 남는다.", "볼륨은 남는다.\n컨테이너는 사라진다."))

    journal.retext_item(WEDNESDAY, ItemRef(ItemKind.TOPIC, 1, "볼륨"), "퍼시스턴트 볼륨", seen=seen)

    expected = DAY.replace("| 볼륨 -", "| 퍼시스턴트 볼륨 -")
    assert text_of(journal) == expected.replace("남는다.", "남는다.\n컨테이너는 사라진다.")


def test_a_topic_others_went_on_writing_is_not_taken_out_unasked(
    journal: Journal, other: Journal, seen: DayRecord
) -> None:
    written = put(other, DAY.replace("볼륨은 남는다.", "볼륨은 남는다.\n컨테이너는 사라진다."))

    with pytest.raises(Conflicting) as asked:
        journal.delete_item(WEDNESDAY, ItemRef(ItemKind.TOPIC, 1, "볼륨"), seen=seen)

    assert text_of(journal) == written
    assert [c.mine for c in asked.value.conflicts] == [""]


def test_an_item_of_a_day_that_is_gone(journal: Journal, other: Journal, seen: DayRecord) -> None:
    other.delete_day(WEDNESDAY)

    with pytest.raises(Conflicting) as asked:
        journal.retext_item(WEDNESDAY, goal(2), "스택 복습", seen=seen)
    assert journal.find(WEDNESDAY) is None

    asked.value.settle(Prefer.MINE)
    assert text_of(journal) == DAY.replace("큐 복습", "스택 복습")


EDITS: list[Callable[[Journal, DayRecord], Outcome]] = [
    lambda journal, seen: journal.retext_item(WEDNESDAY, goal(1), "새 목표", seen=seen),
    lambda journal, seen: journal.delete_item(WEDNESDAY, goal(2), seen=seen),
    lambda journal, seen: journal.move_item(WEDNESDAY, past(1), 1, seen=seen),
    lambda journal, seen: journal.mark_challenge(WEDNESDAY, past(2), Mark.DONE, seen=seen),
]


@pytest.mark.parametrize("edit", EDITS)
def test_with_another_line_changed_every_edit_does_what_it_does_alone(
    journal: Journal, other: Journal, seen: DayRecord, edit: Callable[[Journal, DayRecord], Outcome]
) -> None:
    edit(journal, seen)
    alone = text_of(journal)
    journal.undo()
    put(other, DAY.replace("볼륨은", "퍼시스턴트 볼륨은"))

    edit(journal, seen)

    assert text_of(journal) == alone.replace("볼륨은", "퍼시스턴트 볼륨은")


@given(theirs=edits(), kind=st.sampled_from(ItemKind), n=PLACES, verb=st.integers(0, 3), prefer=st.sampled_from(Prefer))
@settings(max_examples=150)
def test_whatever_another_window_did_an_edit_is_one_change(
    template_database: Path, theirs: Action, kind: ItemKind, n: int, verb: int, prefer: Prefer
) -> None:
    with new_journal(template_database) as (journal, _):
        put(journal, DAY)
        seen = journal.record(WEDNESDAY)
        with suppress(TrackerError):
            theirs(journal)
        before, last = journal.text(WEDNESDAY), journal.store.last_undoable()
        ref = ItemRef(kind, n, "", When.PAST if kind is ItemKind.CHALLENGE else None)
        verbs: list[Callable[[], Outcome]] = [
            lambda: journal.retext_item(WEDNESDAY, ref, "새 낱말", seen=seen),
            lambda: journal.delete_item(WEDNESDAY, ref, seen=seen),
            lambda: journal.move_item(WEDNESDAY, ref, 1, seen=seen),
            lambda: journal.mark_challenge(WEDNESDAY, ref, Mark.DONE, seen=seen),
        ]
        try:
            outcome = verbs[verb]()
        except Conflicting as asked:
            assert journal.text(WEDNESDAY) == before
            outcome = asked.settle(prefer)
        except TrackerError:
            assert journal.text(WEDNESDAY) == before
            return

        assert outcome.changed is (outcome.change is not None)
        assert outcome.record.text == (journal.text(WEDNESDAY) or "")
        if outcome.changed:
            assert journal.undo().id == outcome.change
        assert journal.text(WEDNESDAY) == before
        assert journal.store.last_undoable() == last
