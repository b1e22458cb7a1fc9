"""Every key that writes: what stands in the day before and after."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.tui.build import (
    MONDAY,
    changed_lines,
    go_to,
    press,
    put,
    sample_text,
    screen_of,
    shown_text,
    text_of,
    words_at_cursor,
    write,
)
from tracker.journal import Journal
from tracker.tui.app import StudylogApp

BEFORE = sample_text(MONDAY)
TUESDAY = dt.date(2025, 3, 25)


async def test_g_adds_a_goal_and_goes_to_it(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g")
        await write(pilot, "복습 하기")

        assert changed_lines(BEFORE, text_of(journal)) == ["+- 학습 목표 3 : 복습 하기"]
        assert words_at_cursor(pilot) == "복습 하기"


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("c", "일찍 자기", "+- (내일) 도전 과제 2: 일찍 자기"),
        ("C", "물 마시기", "+- (지난) 도전 과제 2: 물 마시기"),
        ("l", "https://a.example 좋은 글", "+- [좋은 글](https://a.example)"),
        ("l", "https://a.example", "+- https://a.example"),
    ],
)
async def test_one_line_is_added_like_its_neighbours(
    app: StudylogApp, journal: Journal, key: str, typed: str, expected: str
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, key)
        await write(pilot, typed)

        assert changed_lines(BEFORE, text_of(journal)) == [expected]


@pytest.mark.parametrize("typed", ["백준 2805 1654", "2805, 1654", "boj 2805 1654"])
async def test_p_adds_problems_in_one_line(app: StudylogApp, journal: Journal, typed: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "p")
        await write(pilot, typed)

        assert changed_lines(BEFORE, text_of(journal)) == [
            "-    - 백준 1260, 2606",
            "+    - 백준 1260, 2606, 2805, 1654",
        ]


async def test_o_adds_a_topic_with_its_presenter_to_the_section_of_the_cursor(
    app: StudylogApp, journal: Journal
) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, "'각'은")
        await press(pilot, "o")
        await pilot.press(*"클로저", "tab", *"모리")
        await press(pilot, "enter")

        assert changed_lines(BEFORE, text_of(journal)) == ["+#### | 클로저 - 모리", "+"]


async def test_enter_on_an_empty_label_fills_that_one(app: StudylogApp, journal: Journal) -> None:
    put(journal, MONDAY, BEFORE.replace("신나서 5분을 넘겼다. 시계를 보이는 곳에 두기 ", ""))
    async with app.run_test() as pilot:
        await go_to(pilot, "개선해야할 점")
        await press(pilot, "enter")
        await write(pilot, "늦잠")

        assert "- 개선해야할 점: 늦잠 <br/>" in text_of(journal)


async def test_a_adds_what_the_pane_holds(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "tab", "tab", "tab", "a")
        await write(pilot, "일찍 자기")

        assert changed_lines(BEFORE, text_of(journal)) == ["+- (내일) 도전 과제 2: 일찍 자기"]


async def test_space_turns_a_challenge_through_its_marks(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, "유니코드 발표")
        for line in (
            "- (지난) 도전 과제 1: 유니코드 발표 준비하기 🔺",
            "- (지난) 도전 과제 1: 유니코드 발표 준비하기 ❌",
            "- (지난) 도전 과제 1: 유니코드 발표 준비하기",
            "- (지난) 도전 과제 1: 유니코드 발표 준비하기 ✅",
        ):
            await press(pilot, "space")
            assert line in text_of(journal).split("\n")

        assert text_of(journal) == BEFORE


@pytest.mark.parametrize(("key", "mark"), [("x", " ✅"), ("1", " ✅"), ("2", " 🔺"), ("3", " ❌"), ("0", "")])
async def test_marks_have_keys_of_their_own(app: StudylogApp, journal: Journal, key: str, mark: str) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, "유니코드 발표")
        await press(pilot, key)

        assert f"유니코드 발표 준비하기{mark}\n" in text_of(journal)


async def test_space_elsewhere_says_what_it_is_for(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "space")

        assert "space 키는 도전을 체크해요" in shown_text(app)
        assert text_of(journal) == BEFORE


async def test_i_changes_the_words_in_place(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "i")
        await write(pilot, " 잘")

        assert changed_lines(BEFORE, text_of(journal)) == [
            "-- 학습 목표 1 : 문자 인코딩 발표하기",
            "+- 학습 목표 1 : 문자 인코딩 발표하기 잘",
        ]
        assert words_at_cursor(pilot) == "문자 인코딩 발표하기 잘"


async def test_i_on_a_topic_changes_its_title_alone(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, "정렬은")
        await press(pilot, "i")
        await write(pilot, "?")

        assert changed_lines(BEFORE, text_of(journal)) == [
            "-#### | 🔤 정렬은 누구의 순서인가 - 단비",
            "+#### | 🔤 정렬은 누구의 순서인가? - 단비",
        ]


async def test_what_cannot_be_saved_stays_in_the_box(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "p")
        await write(pilot, "벡준 5065")

        assert "벡준 5065" in shown_text(app)
        assert "모르는 문제 사이트예요: '벡준'" in shown_text(app)
        assert text_of(journal) == BEFORE

        await press(pilot, "escape")
        assert app.screen is screen_of(pilot)


async def test_escape_changes_nothing(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g", "a", "b", "escape")

        assert text_of(journal) == BEFORE


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_d_deletes_and_u_brings_it_back(app: StudylogApp, journal: Journal, key: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, key)

        assert changed_lines(BEFORE, text_of(journal)) == [
            "-- 학습 목표 1 : 문자 인코딩 발표하기",
            "-- 학습 목표 2 : 파일 이름이 풀어쓰기로 깨지는 이유 알아내기",
            "+- 학습 목표 1 : 파일 이름이 풀어쓰기로 깨지는 이유 알아내기",
        ]
        await press(pilot, "u")
        assert text_of(journal) == BEFORE
        await press(pilot, "ctrl+r")
        assert "문자 인코딩 발표하기" not in text_of(journal)


async def test_each_problem_of_a_line_can_be_deleted(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, "1260")
        await press(pilot, "d")

        assert changed_lines(BEFORE, text_of(journal)) == ["-    - 백준 1260, 2606", "+    - 백준 2606"]


@pytest.mark.parametrize(("down", "up"), [("J", "K"), ("shift+down", "shift+up")])
async def test_an_entry_moves_with_the_cursor_on_it(app: StudylogApp, journal: Journal, down: str, up: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, down)

        assert text_of(journal).split("\n")[6:8] == [
            "- 학습 목표 1 : 파일 이름이 풀어쓰기로 깨지는 이유 알아내기",
            "- 학습 목표 2 : 문자 인코딩 발표하기",
        ]
        assert words_at_cursor(pilot) == "문자 인코딩 발표하기"

        await press(pilot, up)
        assert text_of(journal) == BEFORE


async def test_an_error_is_one_line_and_the_application_goes_on(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "K")
        assert "이미 맨 처음이에요" in shown_text(app)

        await press(pilot, "J")
        assert "이미 맨 처음이에요" not in shown_text(app)
        assert text_of(journal) != BEFORE


async def test_nothing_to_undo_is_said(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "u", "u")

        assert "되돌릴 것이 없어요." in shown_text(app)


async def test_n_opens_a_day_with_the_challenges_set_for_it(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "right_square_bracket")
        assert "2025-03-25 화 · 아직 일지가 없어요" in shown_text(app)

        await press(pilot, "n")
        assert "- (지난) 도전 과제 1: Redis 로컬에 띄워서 TTL 확인하기\n" in text_of(journal, TUESDAY)
        assert "g 키를 눌러 오늘의 목표를 적으세요." in shown_text(app)
        assert "비어 있음 · enter 키로 채우기" in shown_text(app)


async def test_writing_into_a_day_that_is_not_there_opens_it(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "right_square_bracket", "g")
        await write(pilot, "새 목표")

        assert "- 학습 목표 1 : 새 목표\n" in text_of(journal, TUESDAY)


async def test_a_reflection_of_several_lines_is_edited_as_such(app: StudylogApp, journal: Journal) -> None:
    put(journal, MONDAY, BEFORE.replace("- 성공적인 점: 이모지", "- 성공적인 점: 하나\n    둘\n- 성공적인 점: 이모지"))
    async with app.run_test() as pilot:
        await go_to(pilot, "하나")
        await press(pilot, "i")
        await pilot.press(*"셋")
        await press(pilot, "ctrl+s")

        assert "- 성공적인 점: 하나\n    둘셋\n" in text_of(journal)


async def test_keys_work_with_the_korean_keyboard_on(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "ㅓ", "ㅇ")

        assert "파일 이름이 풀어쓰기로 깨지는 이유 알아내기" not in text_of(journal)
