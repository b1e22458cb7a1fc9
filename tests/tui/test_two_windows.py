"""Another process writes at the same time: what it wrote is seen, and nothing is lost."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.tui.build import (
    KST,
    MONDAY,
    Clock,
    go_to,
    press,
    put,
    screen_of,
    shown_text,
    text_of,
    until_shown,
    words_at_cursor,
    write,
)
from tracker.codec.edit import ItemRef
from tracker.journal import Journal
from tracker.model import ItemKind, Mark, When
from tracker.tui.app import StudylogApp
from tracker.tui.screens import base
from tracker.tui.screens.prompt import Prompt
from tracker.tui.widgets.markdown_area import MarkdownArea


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for changes so often that no test has to wait for it."""
    monkeypatch.setattr(base, "POLL_SECONDS", 0.05)


async def test_what_another_process_writes_appears_and_the_cursor_stays(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, "정렬은")
        other.add_goal(MONDAY, "다른 창에서 쓴 목표")
        await until_shown(pilot, "다른 창에서 쓴 목표")

        assert "정렬은" in words_at_cursor(pilot)


async def test_a_change_of_its_own_is_no_news(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        version = journal.version()
        await press(pilot, "g")
        await write(pilot, "내 목표")

        assert journal.version() == version


async def test_an_edit_finds_its_entry_again_when_lines_have_moved(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, "파일 이름이")
        await press(pilot, "i")
        other.delete_item(MONDAY, ItemRef(ItemKind.GOAL, 1, "문자 인코딩 발표하기"))
        await write(pilot, "!")

        assert "- 학습 목표 1 : 파일 이름이 풀어쓰기로 깨지는 이유 알아내기!\n" in text_of(other)


GOAL = ItemRef(ItemKind.GOAL, 1, "문자 인코딩 발표하기")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (("down",), ["- 학습 목표 1 : 문자 인코딩 발표하기!"]),
        (("down", "down"), ["- 학습 목표 1 : 다른 창의 말"]),
        (("up",), ["- 학습 목표 1 : 다른 창의 말", "- 학습 목표 1 : 문자 인코딩 발표하기!"]),
    ],
    ids=["mine", "theirs", "both"],
)
async def test_an_edit_of_a_line_that_another_window_changed_asks_which_stands(
    app: StudylogApp, other: Journal, choice: tuple[str, ...], expected: list[str]
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "i")
        other.retext_item(MONDAY, GOAL, "다른 창의 말")
        await write(pilot, "!")
        await until_shown(pilot, "다른 창에서 같은 줄을 바꿨어요")
        assert "내 것: - 학습 목표 1 : 문자 인코딩 발표하기!" in shown_text(app)
        assert "저쪽 것: - 학습 목표 1 : 다른 창의 말" in shown_text(app)
        await press(pilot, *choice, "enter")

        assert [line for line in text_of(other).split("\n") if line.startswith("- 학습 목표 1")] == expected
        assert app.screen is screen_of(pilot)


async def test_leaving_the_question_keeps_what_is_there_and_the_words_in_their_box(
    app: StudylogApp, other: Journal
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "i")
        other.retext_item(MONDAY, GOAL, "다른 창의 말")
        await write(pilot, "!")
        await until_shown(pilot, "다른 창에서 같은 줄을 바꿨어요")
        await press(pilot, "escape")

        assert "- 학습 목표 1 : 다른 창의 말\n" in text_of(other)
        assert "문자 인코딩 발표하기!" in shown_text(app)
        assert isinstance(app.screen, Prompt)


async def test_marks_of_both_windows_are_kept(app: StudylogApp, other: Journal) -> None:
    put(other, MONDAY, text_of(other).replace("- (내일)", "- (지난) 도전 과제 2: 책상 정리\n\n- (내일)"))
    async with app.run_test() as pilot:
        await go_to(pilot, "유니코드 발표")
        other.mark_challenge(MONDAY, ItemRef(ItemKind.CHALLENGE, 2, "책상 정리", When.PAST), Mark.MISSED)
        await press(pilot, "2")

        assert "유니코드 발표 준비하기 🔺\n" in text_of(other)
        assert "책상 정리 ❌\n" in text_of(other)


async def test_a_day_that_another_process_removes_is_said_to_be_gone(app: StudylogApp, other: Journal) -> None:
    put(other, MONDAY - dt.timedelta(days=1), "## 📅 날짜: 2025-03-23\n")
    async with app.run_test() as pilot:
        other.delete_day(MONDAY)
        await until_shown(pilot, "2025-03-24 월 · 아직 일지가 없어요")

        assert screen_of(pilot).current is None


async def test_a_timer_started_elsewhere_appears(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        other.timer.start("코딩테스트")
        await until_shown(pilot, "● 코딩테스트 0:00:00")


async def test_the_screen_follows_the_study_day_at_four(app: StudylogApp, clock: Clock) -> None:
    clock.now = dt.datetime(2025, 3, 25, 3, 59, tzinfo=KST)
    async with app.run_test() as pilot:
        assert screen_of(pilot).day == MONDAY
        clock.forward(minutes=2)
        await until_shown(pilot, "2025-03-25 화 · 아직 일지가 없어요")


async def test_a_day_that_was_not_today_stays_at_four(app: StudylogApp, clock: Clock) -> None:
    clock.now = dt.datetime(2025, 3, 25, 3, 59, tzinfo=KST)
    async with app.run_test() as pilot:
        await press(pilot, "left_square_bracket")
        clock.forward(minutes=2)
        await pilot.pause(0.05)

        assert screen_of(pilot).day == MONDAY - dt.timedelta(days=1)


async def test_an_answer_settles_what_was_asked_and_nothing_that_came_after(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "i")
        other.retext_item(MONDAY, GOAL, "다른 창의 말")
        await write(pilot, "!")
        await until_shown(pilot, "다른 창에서 같은 줄을 바꿨어요")
        other.retext_item(MONDAY, ItemRef(ItemKind.GOAL, 1, "다른 창의 말"), "한 번 더 바꾼 말")
        await press(pilot, "down", "enter")
        await until_shown(pilot, "저쪽 것: - 학습 목표 1 : 한 번 더 바꾼 말")

        assert "- 학습 목표 1 : 한 번 더 바꾼 말\n" in text_of(other)


async def test_a_sentence_goes_on_under_the_question_of_an_editor(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "m", "end")
        # At once, so that nothing is saved in between.
        app.screen.query_one(MarkdownArea).insert("A")
        other.retext_item(MONDAY, GOAL, "다른 창의 말")
        await until_shown(pilot, "다른 창에서 같은 줄을 바꿨어요")
        await press(pilot, "B", "C", "enter", "D")
        assert "- 학습 목표 1 : 다른 창의 말\n" in text_of(other)
        await press(pilot, "down", "enter")
        await until_shown(pilot, "저장했어요")

        assert "- 학습 목표 1 : 문자 인코딩 발표하기ABC\nD\n" in text_of(other)


async def test_editing_a_goal_changes_no_other_letter_of_it(app: StudylogApp, journal: Journal) -> None:
    # A compatibility ideograph that composition would change for good, and a syllable in parts.
    journal.retext_item(MONDAY, GOAL, "\uf90a \u1112\u1161\u11ab")
    async with app.run_test() as pilot:
        await press(pilot, "i", "end")
        await write(pilot, "!")

        assert "- 학습 목표 1 : \uf90a 한!\n" in text_of(journal)
