"""Whole texts from an editor: merged with what others wrote, and one undo for a long time of typing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.journal.build import THURSDAY, TUESDAY, WEDNESDAY, Clock, at, new_journal, open_journal, put, text_of
from tracker.codec.merge import Conflict, Prefer
from tracker.errors import Conflicting, NotFound
from tracker.journal import Journal

BASE = "# 2025-01-22\n### 학습\n#### 볼륨\n본문\n### 회고\n- 좋았던 점:\n"


@pytest.fixture
def other(journal: Journal, path: Path, clock: Clock) -> Iterator[Journal]:
    """Return the same study log in another window."""
    window = open_journal(path, clock)
    yield window
    window.close()


def typed(journal: Journal, texts: list[str], base: str, amend: int | None = None) -> int | None:
    """Save one text after another as an editor does, and return the change they are saved under."""
    for text in texts:
        outcome = journal.save_text(WEDNESDAY, text, base=base, amend=amend)
        base, amend = outcome.record.text, outcome.change
    return amend


def states(journal: Journal) -> list[tuple[str, str]]:
    """Return the actions of the day's revisions with their texts, newest first."""
    return [(r.action, journal.revision_text(WEDNESDAY, r.id)) for r in journal.history(WEDNESDAY)]


def test_a_text_nobody_else_changed_is_saved_as_it_is(journal: Journal) -> None:
    put(journal, BASE)

    outcome = journal.save_text(WEDNESDAY, BASE + "\r\n끝", base=BASE)

    assert (outcome.changed, outcome.merged, outcome.record.text) == (True, None, BASE + "\r\n끝")
    assert text_of(journal) == BASE + "\r\n끝"
    assert journal.undo().action == "edit"
    assert text_of(journal) == BASE


def test_a_new_day_is_begun(journal: Journal) -> None:
    outcome = journal.save_text(WEDNESDAY, BASE, base=None, action="topic")

    assert (outcome.opened, outcome.summary) == (True, "2025-01-22")
    assert journal.undo().action == "topic"
    assert journal.find(WEDNESDAY) is None


def test_saving_what_is_there_changes_nothing(journal: Journal) -> None:
    put(journal, BASE)

    outcome = journal.save_text(WEDNESDAY, BASE, base=BASE)

    assert (outcome.changed, outcome.change) == (False, None)
    assert len(journal.history(WEDNESDAY)) == 1


def test_what_another_window_wrote_in_other_lines_stays(journal: Journal, other: Journal) -> None:
    put(journal, BASE)
    put(other, BASE.replace("좋았던 점:", "좋았던 점: 일찍 시작"))

    outcome = journal.save_text(WEDNESDAY, BASE.replace("본문\n", "본문\n이어서\n"), base=BASE)

    assert text_of(other) == BASE.replace("본문\n", "본문\n이어서\n").replace("좋았던 점:", "좋았던 점: 일찍 시작")
    assert outcome.merged is not None
    assert outcome.merged.line_of_mine(6) == 6


def test_lines_that_both_changed_are_asked_about(journal: Journal, other: Journal) -> None:
    put(journal, BASE)
    theirs = put(other, BASE.replace("본문", "남의 본문"))

    with pytest.raises(Conflicting, match="Another program changed the same lines of 2025-01-22") as asked:
        journal.save_text(WEDNESDAY, BASE.replace("본문", "내 본문"), base=BASE)

    assert asked.value.conflicts == (Conflict("본문\n", "내 본문\n", "남의 본문\n"),)
    assert text_of(journal) == theirs
    assert len(journal.history(WEDNESDAY)) == 2


@pytest.mark.parametrize(
    ("prefer", "body"),
    [(Prefer.MINE, "내 본문"), (Prefer.THEIRS, "남의 본문"), (Prefer.BOTH, "남의 본문\n내 본문")],
)
def test_whose_lines_stay_is_the_persons_choice(journal: Journal, other: Journal, prefer: Prefer, body: str) -> None:
    put(journal, BASE)
    theirs = put(other, BASE.replace("본문", "남의 본문"))
    mine = BASE.replace("본문", "내 본문") + "끝\n"
    with pytest.raises(Conflicting) as asked:
        journal.save_text(WEDNESDAY, mine, base=BASE)

    outcome = asked.value.settle(prefer)

    # What met nothing is saved in every case.
    assert outcome.changed
    assert text_of(journal) == BASE.replace("본문", body) + "끝\n"
    journal.undo()
    assert text_of(journal) == theirs


def test_a_day_begun_by_two_windows_at_once(journal: Journal, other: Journal) -> None:
    put(other, "# 2025-01-22\n- 남의 줄\n")

    with pytest.raises(Conflicting) as asked:
        journal.save_text(WEDNESDAY, "# 2025-01-22\n- 내 줄\n", base=None)
    asked.value.settle(Prefer.BOTH)

    assert text_of(journal) == "# 2025-01-22\n- 남의 줄\n- 내 줄\n"


def test_a_day_that_was_removed_while_it_was_edited(journal: Journal, other: Journal) -> None:
    put(journal, BASE)
    other.delete_day(WEDNESDAY)

    assert not journal.save_text(WEDNESDAY, BASE, base=BASE).changed
    with pytest.raises(Conflicting) as asked:
        journal.save_text(WEDNESDAY, BASE + "끝\n", base=BASE)
    assert not asked.value.settle(Prefer.THEIRS).changed
    assert journal.find(WEDNESDAY) is None

    asked.value.settle(Prefer.MINE)
    assert text_of(journal) == BASE + "끝\n"
    journal.undo()
    assert journal.find(WEDNESDAY) is None


def test_a_long_time_of_typing_is_one_revision_and_one_undo(journal: Journal, clock: Clock) -> None:
    before = put(journal, BASE + "마지막 줄\r")
    first = journal.save_text(WEDNESDAY, before + "ㄱ", base=before)
    clock.set("09:10")
    typed(journal, [before + "가", before + "각\n"], before + "ㄱ", first.change)

    assert states(journal) == [("edit", before + "각\n"), ("edit", before)]
    assert journal.history(WEDNESDAY)[0].made_at == at("09:10")

    journal.undo()
    assert text_of(journal) == before
    journal.redo()
    assert text_of(journal) == before + "각\n"
    journal.undo()
    journal.undo()
    assert journal.find(WEDNESDAY) is None


def test_a_new_day_that_was_typed_is_undone_as_one(journal: Journal) -> None:
    first = journal.save_text(WEDNESDAY, "# 2025-01-22\n가", base=None)
    typed(journal, ["# 2025-01-22\n가나", "# 2025-01-22\n가나다"], "# 2025-01-22\n가", first.change)

    journal.undo()

    assert journal.find(WEDNESDAY) is None
    journal.redo()
    assert text_of(journal) == "# 2025-01-22\n가나다"


def test_what_was_acknowledged_is_there_after_a_kill(journal: Journal, other: Journal) -> None:
    put(journal, BASE)
    change = typed(journal, [BASE + "가", BASE + "가나"], BASE)
    assert text_of(other) == BASE + "가나"

    typed(journal, [BASE + "가나다"], BASE + "가나", change)

    assert text_of(other) == BASE + "가나다"
    other.undo()
    assert text_of(other) == BASE


def test_another_change_is_never_rewritten(journal: Journal, other: Journal) -> None:
    put(journal, BASE)
    change = typed(journal, [BASE + "가\n"], BASE)
    other.add_link(WEDNESDAY, "https://example.com")
    linked = text_of(other)

    outcome = journal.save_text(WEDNESDAY, BASE.replace("본문", "본문!") + "가\n", base=BASE + "가\n", amend=change)

    assert outcome.change != change
    assert [action for action, _ in states(journal)] == ["edit", "link", "edit", "edit"]
    assert text_of(journal) == linked.replace("본문", "본문!")
    journal.undo()
    assert text_of(journal) == linked


def test_a_change_undone_in_another_window_is_not_amended(journal: Journal, other: Journal) -> None:
    put(journal, BASE)
    change = typed(journal, [BASE.replace("본문", "새 본문")], BASE)
    other.undo()

    mine = BASE.replace("본문", "새 본문").replace("좋았던 점:", "좋았던 점: 끝까지")
    outcome = journal.save_text(WEDNESDAY, mine, base=BASE.replace("본문", "새 본문"), amend=change)

    assert outcome.change not in (None, change)
    assert text_of(journal) == BASE.replace("좋았던 점:", "좋았던 점: 끝까지")
    assert journal.undo().id == outcome.change
    assert text_of(journal) == BASE


def test_a_change_made_again_is_not_amended(journal: Journal, other: Journal) -> None:
    put(journal, BASE)
    change = typed(journal, [BASE + "가"], BASE)
    other.undo()
    other.redo()

    outcome = journal.save_text(WEDNESDAY, BASE + "가나", base=BASE + "가", amend=change)

    assert outcome.change not in (None, change)
    journal.undo()
    assert text_of(journal) == BASE + "가"
    journal.undo()
    assert text_of(journal) == BASE


@pytest.mark.parametrize("wrong", [99, 1])
def test_a_change_of_another_day_is_not_amended(journal: Journal, wrong: int) -> None:
    put(journal, "# 2025-01-21\n", TUESDAY)
    put(journal, BASE)

    outcome = journal.save_text(WEDNESDAY, BASE + "가", base=BASE, amend=wrong)

    assert outcome.change not in (None, wrong)
    assert text_of(journal, TUESDAY) == "# 2025-01-21\n"


def test_an_import_is_not_amended(journal: Journal) -> None:
    with journal.store.transaction():
        change = journal.begin("import", "2 files")
        journal.save(change, WEDNESDAY, BASE, None)
        journal.save(change, THURSDAY, "# 2025-01-23\n", None)

    journal.save_text(WEDNESDAY, BASE + "가", base=BASE, amend=change)

    assert states(journal) == [("edit", BASE + "가"), ("import", BASE)]


def test_typing_that_ends_where_it_began_leaves_nothing_to_undo(journal: Journal) -> None:
    put(journal, "# 2025-01-21\n", TUESDAY)
    put(journal, BASE)
    change = typed(journal, [BASE + "가", BASE], BASE)

    assert change is None
    journal.undo()
    assert journal.find(WEDNESDAY) is None
    journal.redo()
    assert text_of(journal) == BASE


def test_typing_drops_what_was_undone_before(journal: Journal) -> None:
    put(journal, BASE)
    change = typed(journal, [BASE + "가"], BASE)
    put(journal, "# 2025-01-21\n", TUESDAY)
    journal.undo()

    typed(journal, [BASE + "가나"], BASE + "가", change)

    with pytest.raises(NotFound, match="nothing to redo"):
        journal.redo()


def test_search_and_numbers_follow_what_is_typed(journal: Journal) -> None:
    put(journal, BASE)
    typed(journal, [BASE + "쿠버", BASE + "쿠버네", BASE.replace("볼륨", "네트워크") + "쿠버네티스\n"], BASE)

    incremental = [
        [(hit.line, hit.text) for hit in journal.search([word])] for word in ("쿠버네티스", "쿠버", "볼륨", "네트워크")
    ]
    overview = journal.overview()
    assert incremental == [[(7, "쿠버네티스")], [(7, "쿠버네티스")], [], [(3, "#### 네트워크")]]
    assert [(day.topics, day.headline) for day in overview] == [(1, "네트워크")]

    journal.read_all_again()
    journal.rebuild_search_index()
    assert journal.overview() == overview
    assert [
        [(hit.line, hit.text) for hit in journal.search([word])] for word in ("쿠버네티스", "쿠버", "볼륨", "네트워크")
    ] == incremental


def test_a_restored_day_goes_on_being_typed(journal: Journal) -> None:
    put(journal, BASE)
    change = typed(journal, [BASE + "가"], BASE)
    journal.restore(WEDNESDAY, journal.history(WEDNESDAY)[-1].id)

    typed(journal, [BASE + "나"], BASE, change)

    assert [text for _, text in states(journal)] == [BASE + "나", BASE, BASE + "가", BASE]


def test_old_typing_is_let_go_of_like_any_change(
    journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.journal.journal._KEPT_CHANGES", 0)
    put(journal, BASE)
    typed(journal, [BASE + "가", BASE + "가나"], BASE)
    clock.forward(hours=500 * 24)
    put(journal, BASE + "끝")

    journal.prune()

    assert [text for _, text in states(journal)] == [BASE + "끝", BASE + "가나"]
    journal.undo()
    assert text_of(journal) == BASE + "가나"


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["type", "type", "type", "other", "undo", "redo", "close"]),
        st.text(st.sampled_from("가나\n- #x"), max_size=6),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(max_examples=100)
def test_undo_after_any_typing_goes_back_over_the_same_texts(
    template_database: Path, steps: list[tuple[str, str]]
) -> None:
    with new_journal(template_database) as (journal, _):
        base = put(journal, BASE)
        amend: int | None = None
        past, future = [BASE], list[str]()
        for action, words in steps:
            match action:
                case "type":
                    known = amend
                    outcome = journal.save_text(WEDNESDAY, base + words, base=base, amend=amend, prefer=Prefer.MINE)
                    if outcome.changed and known is not None and outcome.change == known:
                        past[-1] = outcome.record.text
                    elif outcome.changed:
                        past.append(outcome.record.text)
                    if outcome.changed:
                        future = []
                    base, amend = outcome.record.text, outcome.change or amend
                case "other":
                    journal.add_link(WEDNESDAY, "https://example.com/" + str(len(past)))
                    past.append(text_of(journal))
                    future = []
                case "undo" if len(past) > 1:
                    journal.undo()
                    future.append(past.pop())
                case "redo" if future:
                    journal.redo()
                    past.append(future.pop())
                case "close":
                    base, amend = text_of(journal), None
            assert text_of(journal) == past[-1]
        for text in reversed(past[:-1]):
            journal.undo()
            assert text_of(journal) == text


def test_a_window_of_its_own_for_a_thread(journal: Journal) -> None:
    version = journal.version()
    with journal.elsewhere() as elsewhere:
        elsewhere.add_goal(WEDNESDAY, "다른 실에서")
        assert elsewhere.today == journal.today

    assert journal.version() != version
    assert [goal.text for goal in journal.record(WEDNESDAY).day.goals] == ["다른 실에서"]


def test_a_version_of_ones_own_writing_stays(journal: Journal) -> None:
    version = journal.version()
    put(journal, BASE)

    assert journal.version() == version


def test_an_empty_log(opened: Callable[..., Journal]) -> None:
    journal = opened()
    assert (journal.is_empty(), journal.dates(), journal.overview()) == (True, [], [])

    put(journal, BASE)

    assert (journal.is_empty(), journal.dates()) == (False, [dt.date(2025, 1, 22)])


def test_windows_that_type_at_once_lose_nothing(journal: Journal) -> None:
    lines = [f"- {name}: " for name in "가나다라"]
    put(journal, "".join(f"{line}\n\n" for line in lines))

    def type_into(line: str) -> None:
        with journal.elsewhere() as window:
            base, amend = window.text(WEDNESDAY) or "", None
            for count in range(1, 16):
                wanted = line + "ㅋ" * count + "\n"
                mine = re.sub(f"^{re.escape(line)}ㅋ*\n", wanted, base, flags=re.MULTILINE)
                outcome = window.save_text(WEDNESDAY, mine, base=base, amend=amend)
                base, amend = outcome.record.text, outcome.change
                assert wanted in base

    with ThreadPoolExecutor(len(lines)) as windows:
        list(windows.map(type_into, lines))

    assert text_of(journal) == "".join(f"{line}{'ㅋ' * 15}\n\n" for line in lines)
    with suppress(NotFound):
        while True:
            journal.undo()
    assert journal.find(WEDNESDAY) is None
