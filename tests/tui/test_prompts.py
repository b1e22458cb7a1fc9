"""Boxes that ask: they close once, keep what was left unsaved, and take pasted lines as one."""

from __future__ import annotations

import datetime as dt
from functools import partialmethod

import pytest
from textual import events
from textual.pilot import Pilot

from tests.tui.build import (
    MONDAY,
    changed_lines,
    go_to,
    press,
    put,
    sample_text,
    screen_of,
    shown_lines,
    shown_text,
    text_of,
    until_shown,
    write,
)
from tracker.cells import cells
from tracker.codec.edit import ItemRef
from tracker.errors import Unforeseen
from tracker.journal import Journal
from tracker.model import ItemKind, Mark, When
from tracker.tui.app import StudylogApp, run
from tracker.tui.widgets.day_header import HeaderState, header_line

BEFORE = sample_text(MONDAY)


async def batch(pilot: Pilot[str], *keys: str) -> None:
    """Press keys all at once, as a terminal sends what is pasted or typed ahead."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(5):
        await pilot.pause()


@pytest.mark.parametrize("times", [2, 3, 5])
async def test_enter_at_once_saves_once(app: StudylogApp, journal: Journal, times: int) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g", "a")
        await batch(pilot, *["enter"] * times)

        assert changed_lines(BEFORE, text_of(journal)) == ["+- 학습 목표 3 : a"]
        assert app.screen is screen_of(pilot)


async def test_a_choice_is_made_once(journal: Journal) -> None:
    day = MONDAY + dt.timedelta(days=1)
    put(journal, day, "## 📅 날짜: 2025-03-25\n\n글\n")
    app = StudylogApp(journal, day=day)
    async with app.run_test() as pilot:
        await press(pilot, "a")
        assert "무엇을 더할까요?" in shown_text(app)
        await batch(pilot, "enter", "enter", "enter")

        assert len(app.screen_stack) == 2
        assert "오늘의 목표" in shown_text(app)


async def test_letters_typed_ahead_go_into_the_line(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await batch(pilot, "g", *"dad")
        await press(pilot, "enter")

        assert changed_lines(BEFORE, text_of(journal)) == ["+- 학습 목표 3 : dad"]


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_a_box_closes_once(app: StudylogApp, key: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "question_mark")
        await batch(pilot, key, key, key)
        assert screen_of(pilot).is_attached

        await press(pilot, "escape", "g")
        await batch(pilot, "escape", "escape")
        assert app.screen is screen_of(pilot)


async def test_keys_at_once_with_f_do_no_harm(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await batch(pilot, "f", "enter", "enter")
        await press(pilot, "escape")

        assert app.screen is screen_of(pilot)
        assert text_of(journal) == BEFORE


async def test_what_is_typed_after_f_is_the_text(app: StudylogApp, journal: Journal) -> None:
    put(journal, MONDAY, BEFORE.replace("신나서 5분을 넘겼다. 시계를 보이는 곳에 두기 ", ""))
    before = text_of(journal)
    async with app.run_test() as pilot:
        await press(pilot, "f")
        assert "› 개선해야할 점" in shown_text(app)
        await write(pilot, "늦잠")

        assert changed_lines(before, text_of(journal)) == ["-- 개선해야할 점: <br/>", "+- 개선해야할 점: 늦잠 <br/>"]


@pytest.mark.parametrize("key", ["down", "tab"])
async def test_the_label_changes_while_one_writes(app: StudylogApp, journal: Journal, key: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f", *"늦", key)
        await write(pilot, "잠")

        added = [line for line in changed_lines(BEFORE, text_of(journal)) if line.startswith("+")]
        assert [line for line in added if "늦잠" in line and "개선해야할 점" in line]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_text_stands_below_the_labels_in_every_size(app: StudylogApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f", *"늦잠")

        assert "늦잠" in shown_text(app)
        assert "enter 저장" in shown_text(app)


@pytest.mark.parametrize("pasted", ["하나\n둘\n\n  셋", "하나\r둘\r\n셋\r"])
async def test_pasted_lines_become_one(app: StudylogApp, journal: Journal, pasted: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g")
        app.post_message(events.Paste(pasted))
        await pilot.pause()
        await press(pilot, "enter")

        assert changed_lines(BEFORE, text_of(journal)) == ["+- 학습 목표 3 : 하나 둘 셋"]


async def test_words_left_by_escape_are_offered_again(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g", *"하나", "escape", "c")
        assert "하나" not in shown_text(app)

        await press(pilot, "escape", "g")
        assert "하나" in shown_text(app)
        assert "지난번에 저장하지 않은 말" in shown_text(app)
        await press(pilot, "end")
        await write(pilot, " 둘")
        assert changed_lines(BEFORE, text_of(journal)) == ["+- 학습 목표 3 : 하나 둘"]

        await press(pilot, "g")
        assert "지난번에" not in shown_text(app)


async def test_an_edit_left_by_escape_is_offered_for_that_entry_alone(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "i", "!", "escape", "down", "i")
        assert "지난번에" not in shown_text(app)

        await press(pilot, "escape", "up", "i", "enter")
        assert "+- 학습 목표 1 : 문자 인코딩 발표하기!" in changed_lines(BEFORE, text_of(journal))


async def test_the_label_is_kept_with_the_words(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f", "down", *"늦잠", "escape", "f")

        assert "› 개선해야할 점" in shown_text(app)
        assert "늦잠" in shown_text(app)


async def test_leaving_with_unsaved_words_is_asked_about_once(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g", *"하나", "ctrl+q")
        assert "아직 저장하지 않은 말이 있어요. ^q 키를 한 번 더" in shown_text(app)
        assert app.is_running

        await press(pilot, "!", "ctrl+q")
        assert app.return_code is None
        await pilot.press("ctrl+q")
        assert app.return_code == 0


async def test_an_empty_prompt_does_not_hold_anyone(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g")
        await pilot.press("ctrl+q")

        assert app.return_code == 0


async def test_ctrl_c_says_in_our_words_how_to_quit(app: StudylogApp) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "ctrl+c")
        await until_shown(pilot, "끝내려면 ^q 키를 누르세요.")


async def test_editing_a_problem_names_its_judge(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, "1260")
        await press(pilot, "i")

        assert "고치기 — 백준 1260" in shown_text(app)


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("어제", MONDAY - dt.timedelta(days=1)),
        ("-2", MONDAY - dt.timedelta(days=2)),
        ("1/22", dt.date(2025, 1, 22)),
        ("2024-12-25", dt.date(2024, 12, 25)),
    ],
)
async def test_at_goes_to_a_day_in_words(app: StudylogApp, word: str, day: dt.date) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "at")
        await write(pilot, word)

        assert screen_of(pilot).day == day
        assert app.screen is screen_of(pilot)


async def test_a_word_that_names_no_day_stays_in_the_box(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "at")
        await write(pilot, "언젠가")

        assert "날짜를 알 수 없어요" in shown_text(app)
        assert screen_of(pilot).day == MONDAY


@pytest.mark.parametrize(("back", "on"), [("left_curly_bracket", "right_curly_bracket"), ("shift+left", "shift+right")])
async def test_braces_go_to_the_nearest_log(app: StudylogApp, journal: Journal, back: str, on: str) -> None:
    january = dt.date(2025, 1, 22)
    put(journal, january, "## 📅 날짜: 2025-01-22\n")
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, back)
        assert screen_of(pilot).day == january
        await press(pilot, back)
        await until_shown(pilot, "이보다 앞선 일지가 없어요.")
        assert screen_of(pilot).day == january

        await press(pilot, on)
        assert screen_of(pilot).day == MONDAY


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (80, " 2025-03-24 월 · 4주차   ● 코딩테스트 1:12:33"),
        (56, " 2025-03-24 월   ● 코딩테스트 1:12:33"),
        (40, " 2025-03-24 월   ● 코딩테스트 1:12:33"),
        (24, " ● 코딩테스트 1:12:33"),
        (19, " ● 코딩테… 1:12:33"),
    ],
)
def test_a_narrow_header_keeps_the_running_timer(width: int, expected: str) -> None:
    state = HeaderState("2025-03-24 월", "4주차", timer="코딩테스트", elapsed=4353, total_label="오늘", total=24605)
    line = "".join(segment.text for segment in header_line(state, width))

    assert cells(line) == width
    assert line.startswith(f"{expected} ")
    assert line.endswith("오늘 6:50:05 " if width > 40 else " ")


async def test_the_timer_is_shown_in_forty_columns(app: StudylogApp, journal: Journal) -> None:
    journal.timer.start("코딩테스트")
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()

        assert "● 코딩테스트 0:00:00" in shown_lines(app)[0]


async def test_what_was_missed_is_offered_again_for_tomorrow(app: StudylogApp, journal: Journal) -> None:
    ref = ItemRef(ItemKind.CHALLENGE, 1, "", When.PAST)
    missed = journal.mark_challenge(MONDAY, ref, Mark.MISSED).record.day.past()[0].text
    async with app.run_test() as pilot:
        await press(pilot, "c", "down", "enter")

    assert missed in [challenge.text for challenge in journal.record(MONDAY).day.next()]


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the application break on the key g, on a terminal that is not there."""

    async def press_g(pilot: Pilot[str]) -> None:
        await pilot.press("g")

    def fail(_: object, kind: str) -> None:
        raise ValueError(f"of all\nthings, {kind}")

    monkeypatch.setattr("tracker.tui.screens.today.TodayScreen.action_add", fail)
    monkeypatch.setattr(StudylogApp, "run", partialmethod(StudylogApp.run, headless=True, auto_pilot=press_g))


@pytest.mark.usefixtures("breaking")
def test_what_is_unforeseen_is_handed_on_without_a_traceback(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("STUDYLOG_DEBUG", raising=False)
    with pytest.raises(Unforeseen) as raised:
        run(journal)

    assert isinstance(raised.value.error, ValueError)
    assert raised.value.doing == "the screen TodayScreen"
    # The words of the error may be the person's.
    assert "goal" not in str(raised.value)
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.usefixtures("breaking")
def test_the_details_are_there_for_who_asks(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYLOG_DEBUG", "1")
    with pytest.raises(ValueError, match="of all"):
        run(journal)


async def test_what_is_typed_takes_the_place_of_words_left_the_last_time(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "g", *"하나", "escape", "g")
        await write(pilot, "둘")

        assert changed_lines(BEFORE, text_of(journal)) == ["+- 학습 목표 3 : 둘"]
