"""Evening: the day closed in five steps, each of which writes at once and changes its own lines alone."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path
from unittest.mock import Mock

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.build import (
    MONDAY,
    Clock,
    changed_lines,
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
from tracker.errors import StoreError
from tracker.journal import Journal
from tracker.model import ItemKind, Mark, Session, When
from tracker.stats import Streak, StreakEnd
from tracker.tui.app import StudylogApp
from tracker.tui.conflict import WhoseLines
from tracker.tui.questions import Question
from tracker.tui.screens.evening import EveningScreen
from tracker.tui.screens.evening_commands import CHECK, FINISH, REFLECT, TIME, TOMORROW
from tracker.tui.screens.prompt import LineInput, LinesInput, LinesPrompt, Prompt
from tracker.tui.widgets.challenge_list import Offer, challenge_line
from tracker.tui.widgets.closing import Clocked, still_empty, time_lines
from tracker.tui.widgets.rail import Step, rail_parts
from tracker.unsaved import Unsaved
from tracker.wording import _

BEFORE = sample_text(MONDAY)
GOOD = "이모지를 분해하는 시연에서 다들 소리를 질렀다. 최고의 발표였다고 혼자 생각함"
BETTER = "신나서 5분을 넘겼다. 시계를 보이는 곳에 두기"
WAITING = BEFORE.replace(f"{GOOD} ", "").replace(f"{BETTER} ", "").replace("준비하기 ✅", "준비하기")
PAST_1 = "- (지난) 도전 과제 1: 유니코드 발표 준비하기"
NEXT_1 = "- (내일) 도전 과제 1: Redis 로컬에 띄워서 TTL 확인하기"
NEXT_2 = "- (내일) 도전 과제 2:"


def evening_of(app: StudylogApp) -> EveningScreen:
    """Return the Evening screen that is shown."""
    assert isinstance(app.screen, EveningScreen)
    return app.screen


async def go_to(pilot: Pilot[str], step: int) -> None:
    """Open the evening and go on to a step."""
    app = pilot.app
    assert isinstance(app, StudylogApp)
    if not isinstance(app.screen, EveningScreen):
        await press(pilot, "e")
    for _turn in range(20):
        if evening_of(app).step == step:
            await pilot.pause()
            return
        await press(pilot, "tab")
    raise AssertionError(f"Step {step} was never reached.")


async def type_in(pilot: Pilot[str], words: str) -> None:
    """Type words, letter by letter, without an enter."""
    for char in words:
        await pilot.press({" ": "space", "\n": "enter"}.get(char, char))
    await pilot.pause()


# The way


async def test_e_opens_the_evening_of_the_day(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "e")

        assert evening_of(app).step == CHECK
        assert "2025-03-24 월" in shown_lines(app)[0]
        assert "유니코드 발표 준비하기" in shown_text(app)


async def test_the_steps_go_forth_and_back(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "e")
        seen = []
        for key in ("tab", "tab", "tab", "enter", "tab", "tab", "shift+tab", "escape", "shift+tab", "shift+tab"):
            await press(pilot, key)
            seen.append(evening_of(app).step)

        # Reflecting has two fields.
        assert seen == [REFLECT, REFLECT, TOMORROW, TIME, FINISH, FINISH, TIME, TOMORROW, REFLECT, CHECK]
        await press(pilot, "escape")
        assert app.screen is screen_of(pilot)


async def test_passing_through_changes_nothing(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, FINISH)
        await press(pilot, "enter")

        assert app.screen is screen_of(pilot)
    assert text_of(journal) == BEFORE


async def test_a_click_goes_to_a_step(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "e")
        at = shown_lines(app)[1].index(_("Finish"))
        await pilot.click(offset=(cells(shown_lines(app)[1][:at]), 1))
        await pilot.pause()

        assert evening_of(app).step == FINISH


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_the_rail_names_what_there_is_room_for(width: int) -> None:
    names = ("도전 체크", "회고", "내일의 도전", "시간", "마무리")
    steps = [Step(name, done=n < 2, current=n == 2) for n, name in enumerate(names)]
    line = "".join(segment.text for _number, part in rail_parts(steps, width) for segment in part)

    assert "내일의 도전" in line
    assert ("마무리" in line) == (width >= 60)
    assert cells(line) <= max(width, 30)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_every_step_is_drawn_in_every_size(app: StudylogApp, journal: Journal, size: tuple[int, int]) -> None:
    put(journal, MONDAY, BEFORE.replace("유니코드 발표", "[red]유니코드[/] \x1b[31m 🕸️ 🧑‍🧒‍🧒"))
    journal.timer.start("[b]공부[/b]")
    async with app.run_test(size=size) as pilot:
        for step in range(5):
            await go_to(pilot, step)
            assert len(shown_lines(app)) == size[1]
            assert "\x1b" not in shown_text(app)
            if step == CHECK:
                assert "[red]유니코드[/]" in shown_text(app)


# 1: the challenges set before


@pytest.mark.parametrize(
    ("keys", "sign"),
    [
        (["x"], "✅"),
        (["1"], "✅"),
        (["2"], "🔺"),
        (["3"], "❌"),
        (["space"], "✅"),
        (["space", "space"], "🔺"),
        (["ㅌ"], "✅"),
    ],
)
async def test_a_challenge_is_marked(app: StudylogApp, journal: Journal, keys: list[str], sign: str) -> None:
    put(journal, MONDAY, WAITING)
    async with app.run_test() as pilot:
        await press(pilot, "e", *keys)
        await pilot.pause()

        assert changed_lines(WAITING, text_of(journal)) == [f"-{PAST_1}", f"+{PAST_1} {sign}"]
        await press(pilot, "0")
        assert text_of(journal) == WAITING
        await press(pilot, "u")
        assert changed_lines(WAITING, text_of(journal)) == [f"-{PAST_1}", f"+{PAST_1} {sign}"]


async def test_a_day_without_challenges_says_so(app: StudylogApp, journal: Journal) -> None:
    put(journal, MONDAY, "# 2025-03-24\n")
    async with app.run_test() as pilot:
        await press(pilot, "e", "x", "space")

        assert _("No challenges were set for this day.") in shown_text(app)
        assert text_of(journal) == "# 2025-03-24\n"


# 2: looking back


async def test_what_waits_is_filled_and_saved_on_the_way(app: StudylogApp, journal: Journal) -> None:
    put(journal, MONDAY, WAITING)
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        assert "성공적인 점" in shown_text(app)
        assert "개선해야할 점" in shown_text(app)
        await type_in(pilot, "일찍 일어났다")
        await press(pilot, "tab")
        assert changed_lines(WAITING, text_of(journal)) == [
            "-- 성공적인 점: <br/>",
            "+- 성공적인 점: 일찍 일어났다 <br/>",
        ]
        await type_in(pilot, "늦잠")
        await press(pilot, "tab")

        assert evening_of(app).step == TOMORROW
        assert "+- 개선해야할 점: 늦잠 <br/>" in changed_lines(WAITING, text_of(journal))


async def test_several_lines_are_kept(app: StudylogApp, journal: Journal) -> None:
    put(journal, MONDAY, WAITING)
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, "하나\n둘")
        await press(pilot, "shift+tab")

        assert evening_of(app).step == CHECK
        assert journal.record(MONDAY).day.reflections[0].text == "하나\n둘"
        await press(pilot, "tab")
        assert "둘" in shown_text(app)


async def test_what_is_written_is_changed_in_place(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, "!")
        await press(pilot, "tab")

        assert changed_lines(BEFORE, text_of(journal)) == [
            f"-- 성공적인 점: {GOOD} <br/>",
            f"+- 성공적인 점: {GOOD}! <br/>",
        ]


async def test_a_field_that_is_emptied_takes_its_line_along(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await press(pilot, "tab", "ctrl+u", "shift+tab")

        assert changed_lines(BEFORE, text_of(journal)) == [f"-- 개선해야할 점: {BETTER} <br/>"]
        # Its label is the format's, so it can be written again.
        await until_shown(pilot, "개선해야할 점")


@pytest.mark.parametrize("way", ["escape", "visit", "show_day", "ctrl+q"])
async def test_nothing_is_lost_when_one_leaves_in_the_middle(app: StudylogApp, journal: Journal, way: str) -> None:
    put(journal, MONDAY, WAITING)
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, "반쯤 쓴 말")
        if way == "visit":
            app.visit_named("browse", MONDAY)
        elif way == "show_day":
            app.show_day(MONDAY)
        else:
            await pilot.press(way)
        await pilot.pause()

    assert "+- 성공적인 점: 반쯤 쓴 말 <br/>" in changed_lines(WAITING, text_of(journal))


async def test_what_is_typed_is_saved_without_a_key(
    app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.tui.screens.evening.SAVE_SECONDS", 0.01)
    put(journal, MONDAY, WAITING)
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, "저절로")
        for _turn in range(200):
            if "저절로" in text_of(journal):
                break
            await pilot.pause(0.01)
        await type_in(pilot, " 저장")
        await press(pilot, "tab")

        assert changed_lines(WAITING, text_of(journal))[1] == "+- 성공적인 점: 저절로 저장 <br/>"


async def test_letters_in_parts_stay_as_they_are(app: StudylogApp, journal: Journal) -> None:
    text = unicodedata.normalize("NFD", BEFORE)
    put(journal, MONDAY, text)
    async with app.run_test() as pilot:
        await go_to(pilot, TOMORROW)

        assert text_of(journal) == text


async def test_words_of_another_window_come_in_and_mine_stay(
    app: StudylogApp, journal: Journal, other: Journal
) -> None:
    put(journal, MONDAY, WAITING)
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, "내 말")
        other.add_reflection(MONDAY, "개선해야할 점", "다른 창의 말")
        evening_of(app).keep_up()
        await until_shown(pilot, "다른 창의 말")
        assert "내 말" in shown_text(app)
        await press(pilot, "tab")

        assert [each.text for each in journal.record(MONDAY).day.reflections] == ["내 말", "다른 창의 말"]


@pytest.mark.parametrize("looks_first", [False, True])
@pytest.mark.parametrize(
    ("keys", "stands"),
    [
        (["down", "enter"], [f"{GOOD} 내가"]),
        (["down", "down", "enter"], ["다른 창에서 고쳤다"]),
        (["up", "enter"], ["다른 창에서 고쳤다", f"{GOOD} 내가"]),
    ],
)
async def test_lines_that_both_changed_are_asked_about(
    app: StudylogApp, journal: Journal, other: Journal, keys: list[str], stands: list[str], *, looks_first: bool
) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, " 내가")
        other.retext_item(MONDAY, ItemRef(ItemKind.REFLECTION, 1, GOOD), "다른 창에서 고쳤다")
        if looks_first:
            evening_of(app).keep_up()
        await press(pilot, "tab")
        await until_shown(pilot, _("Another window has changed these lines. Which are to stand?"))
        await press(pilot, *keys)
        assert isinstance(app.screen, EveningScreen)
        await press(pilot, "tab", "shift+tab", "shift+tab")

        assert [each.text for each in journal.record(MONDAY).day.reflections if each.text != BETTER] == stands


ODD = "하나\u2028둘 셋\x0b넷 다섯\x0c여섯 일곱\x85여덟 아홉\x1c열"


async def test_passing_through_keeps_every_odd_character(app: StudylogApp, journal: Journal) -> None:
    odd = BEFORE.replace(GOOD, ODD)
    put(journal, MONDAY, odd)
    async with app.run_test() as pilot:
        await go_to(pilot, TOMORROW)
        assert text_of(journal) == odd
        await press(pilot, "shift+tab")
        await type_in(pilot, "!")
        await press(pilot, "tab")

    assert text_of(journal) == odd.replace(ODD, f"{ODD}!")


@pytest.mark.parametrize("text", [ODD, "가\r\n나\n다", "가\r나", unicodedata.normalize("NFD", "가나"), "🧑‍🧒‍🧒 🕸️", ""])
async def test_lines_come_out_of_a_box_as_they_went_in(app: StudylogApp, text: str) -> None:
    async with app.run_test() as pilot:
        box = LinesPrompt(Question("무엇?", "odd", lambda _answer: None), text, Unsaved())
        await app.push_screen(box)
        await pilot.pause()

        assert box.written() == (text,)
        assert not {"\u2028", "\x0b", "\x85"} & set(shown_text(app))


async def test_quitting_waits_for_whose_lines_stand(app: StudylogApp, journal: Journal, other: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, " 내가")
        other.retext_item(MONDAY, ItemRef(ItemKind.REFLECTION, 1, GOOD), "다른 창에서 고쳤다")
        await press(pilot, "ctrl+q")
        await until_shown(pilot, _("Another window has changed these lines. Which are to stand?"))
        await press(pilot, "ctrl+q")
        assert app.is_running
        assert [type(screen) for screen in app.screen_stack].count(WhoseLines) == 1
        await press(pilot, "down", "enter")
        assert journal.record(MONDAY).day.reflections[0].text == f"{GOOD} 내가"
        assert evening_of(app).ready_to_quit()


async def test_a_screen_that_is_taken_away_asks_nothing_and_drops_nothing(
    app: StudylogApp, journal: Journal, other: Journal
) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, " 내가")
        other.retext_item(MONDAY, ItemRef(ItemKind.REFLECTION, 1, GOOD), "다른 창에서 고쳤다")
        app.pop_screen()
        await pilot.pause()

        assert app.screen is screen_of(pilot)
    text = text_of(journal)
    assert f"{GOOD} 내가" in text
    assert "다른 창에서 고쳤다" in text


@pytest.mark.parametrize("way", ["ctrl+q", "q", "escape", "visit"])
async def test_what_cannot_be_saved_is_not_dropped_unasked(
    app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    refused = "자리가 없어요."

    def refuse(*_all: object, **_named: object) -> None:
        raise StoreError(refused)

    async def leave(pilot: Pilot[str]) -> None:
        if way == "visit":
            app.visit_named("browse", MONDAY)
            await pilot.pause()
        else:
            await press(pilot, way)

    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, " 더")
        monkeypatch.setattr(Journal, "retext_item", refuse)
        await press(pilot, "shift+tab")
        await leave(pilot)
        await until_shown(pilot, refused)
        evening = evening_of(app)
        assert app.is_running
        await press(pilot, "tab")
        assert f"{GOOD} 더" in [area.text for area in evening.query(LinesInput)]

        # Typing on makes it new; without, the second time lets go.
        await type_in(pilot, "!")
        await press(pilot, *["shift+tab"] * 2)
        await leave(pilot)
        assert app.screen is evening
        await leave(pilot)
        assert not app.is_running or app.screen is not evening
    assert text_of(journal) == BEFORE


async def test_what_could_not_be_saved_is_saved_once_later(
    app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_all: object, **_named: object) -> None:
        raise StoreError("자리가 없어요.")

    put(journal, MONDAY, WAITING)
    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        await type_in(pilot, "늦게")
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "add_reflection", refuse)
            await press(pilot, "shift+tab", "q")
            assert isinstance(app.screen, EveningScreen)
        assert evening_of(app).ready_to_quit()
        assert evening_of(app).ready_to_quit()

    assert changed_lines(WAITING, text_of(journal)) == ["-- 성공적인 점: <br/>", "+- 성공적인 점: 늦게 <br/>"]


async def test_typing_without_a_pause_is_saved_as_well(app: StudylogApp, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[float] = []

    def begin(seconds: float, _save: object) -> Mock:
        begun.append(seconds)
        return Mock()

    async with app.run_test() as pilot:
        await go_to(pilot, REFLECT)
        evening = evening_of(app)
        monkeypatch.setattr(evening, "set_timer", begin)
        await type_in(pilot, "쉬지 않고")

        # One timer, from the first key on, that no later key puts off.
        assert len(begun) == 1
        assert begun[0] <= 1


# 3: tomorrow


async def test_a_half_written_challenge_stays_on_the_way(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, TOMORROW)
        await type_in(pilot, "한 시간")
        await press(pilot, "tab", "shift+tab", "escape", "tab", "tab")
        assert evening_of(app).step == TOMORROW
        await write(pilot, " 걷기")

        assert changed_lines(BEFORE, text_of(journal)) == [f"+{NEXT_2} 한 시간 걷기"]
        assert evening_of(app).ready_to_quit()


@pytest.mark.parametrize(("step", "keys"), [(TOMORROW, []), (TIME, ["i", "ctrl+u"])])
async def test_a_line_that_was_begun_is_let_go_of_the_second_time(
    app: StudylogApp, journal: Journal, step: int, keys: list[str]
) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, step)
        await press(pilot, *keys)
        await type_in(pilot, "9h")
        await press(pilot, "tab", "shift+tab", "ctrl+q")
        key = app.key_of("app.quit")
        await until_shown(pilot, _("These words are not saved; press {keys} again to leave without them.", keys=key))
        assert app.is_running
        await until_shown(pilot, "9h")
        assert evening_of(app).ready_to_quit()
    assert text_of(journal) == BEFORE


async def test_a_challenge_for_tomorrow_is_written(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, TOMORROW)
        await write(pilot, "q 지우기")
        await write(pilot, "한 시간 걷기")

        assert changed_lines(BEFORE, text_of(journal)) == [
            f"+{NEXT_2} q 지우기",
            "+- (내일) 도전 과제 3: 한 시간 걷기",
        ]
        await press(pilot, "enter")
        assert evening_of(app).step == TIME


async def test_what_was_not_done_is_offered_with_one_key(app: StudylogApp, journal: Journal) -> None:
    missed = BEFORE.replace("준비하기 ✅", "준비하기 ❌")
    put(journal, MONDAY, missed)
    async with app.run_test() as pilot:
        await go_to(pilot, TOMORROW)
        await press(pilot, "plus")
        assert changed_lines(missed, text_of(journal)) == [f"+{NEXT_2} 유니코드 발표 준비하기"]

        await press(pilot, "plus")
        assert text_of(journal) == missed


async def test_past_challenges_are_completed_from_history(app: StudylogApp, journal: Journal) -> None:
    put(
        journal,
        dt.date(2025, 3, 1),
        BEFORE.replace("2025-03-24", "2025-03-01").replace("Redis 로컬", "쿠버네티스 로컬"),
    )
    async with app.run_test() as pilot:
        await go_to(pilot, TOMORROW)
        await type_in(pilot, "ㅋㅂㄴㅌㅅ")
        await until_shown(pilot, "쿠버네티스 로컬에 띄워서 TTL 확인하기")
        await press(pilot, "down", "space")

        assert changed_lines(BEFORE, text_of(journal)) == [f"+{NEXT_2} 쿠버네티스 로컬에 띄워서 TTL 확인하기"]


async def test_a_challenge_for_tomorrow_is_deleted(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, TOMORROW)
        await press(pilot, "down", "d")

        assert "Redis" not in text_of(journal)
        await press(pilot, "ctrl+z")
        assert text_of(journal) == BEFORE


def test_offers_show_how_they_went() -> None:
    line = "".join(segment.text for segment in challenge_line(Offer("볼륨 " * 40, Mark.PARTIAL), 40))

    assert line.startswith(" + 🔺 볼륨")
    assert cells(line) <= 40


# 4: time


async def test_a_running_timer_is_stopped_and_booked(app: StudylogApp, journal: Journal, clock: Clock) -> None:
    journal.timer.start("정렬 공부")
    clock.forward(minutes=30)
    async with app.run_test() as pilot:
        await go_to(pilot, TIME)
        assert "● 정렬 공부 0:30:00" in shown_text(app)
        await press(pilot, "t")

        assert "(총 공부 시간 8:06:18)" in text_of(journal)
        assert "10:00–10:30  정렬 공부" in shown_text(app)
        assert journal.timer.state().running is None
        await press(pilot, "t")
        running = journal.timer.state().running
        assert running is not None
        assert running.subject == "정렬 공부"


async def test_the_total_is_corrected_by_typing(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, TIME)
        await press(pilot, "i", "ctrl+u")
        await write(pilot, "8h 30m")
        assert "(총 공부 시간 8:30:00)" in text_of(journal)

        await press(pilot, "i", "ctrl+u")
        await write(pilot, "언젠가")
        assert "언젠가" in "".join(shown_lines(app)[-2:])
        assert "(총 공부 시간 8:30:00)" in text_of(journal)


def test_the_time_is_explained_down_to_what_was_not_clocked(journal: Journal) -> None:
    start = dt.datetime(2025, 3, 24, 9, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    session = Session("s1", MONDAY, "알고리즘", start, start + dt.timedelta(hours=1), 3600)
    with journal.store.transaction():
        journal.store.put_session(journal.begin("time add", "알고리즘"), session)
    record = journal.record(MONDAY)

    lines = time_lines(record, Clocked("독서", 60, counted=True), 8 * 3600, 80, ("t", "i"))
    said = ["".join(segment.text for segment in line) for line in lines]
    assert "● 독서 0:01:00" in said[0]
    assert "7:37:18" in said[2]
    assert any("09:00–10:00  알고리즘" in line and "1:00:00" in line for line in said)
    assert "6:36:18" in said[-1]
    assert all(cells(line) <= 80 for line in said)


# 5: the finished text


async def test_the_finished_text_is_shown_in_full_and_copied(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, FINISH)
        assert "## 📅 날짜: 2025-03-24" in shown_text(app)
        await press(pilot, "y")
        assert app.clipboard == BEFORE
        await press(pilot, "G")
        await until_shown(pilot, "[UAX #15 Normalization Forms]")
        assert "7:36:18" in shown_text(app)


def test_what_is_still_empty_is_counted(journal: Journal) -> None:
    assert still_empty(journal.record(MONDAY)) == []

    put(journal, MONDAY, WAITING.replace(" (총 공부 시간 7:36:18)", "").replace(NEXT_1, "- (내일) 도전 과제 1: "))
    found = still_empty(journal.record(MONDAY))
    assert [word for word in found if word.endswith(" 2")]
    assert _("{n} to check", n=1) in found
    assert _("study time") in found


async def test_the_day_is_saved_as_a_file(app: StudylogApp, tmp_path: Path) -> None:
    folder = tmp_path / "til"
    folder.mkdir()
    file = folder / "2025-03-24.md"
    async with app.run_test(notifications=True) as pilot:
        await go_to(pilot, FINISH)
        await press(pilot, "s", "ctrl+u")
        await write(pilot, str(folder))
        assert file.read_bytes().decode() == BEFORE

        file.write_text("다른 내용")
        await press(pilot, "s", "ctrl+u")
        await write(pilot, str(file))
        await until_shown(pilot, _("put the day in its place"))
        assert file.read_text() == "다른 내용"
        await press(pilot, "down", "enter")
        assert file.read_bytes().decode() == BEFORE


async def test_a_file_that_cannot_be_written_says_why(app: StudylogApp, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with app.run_test() as pilot:
        await go_to(pilot, FINISH)
        await press(pilot, "s", "ctrl+u")
        await write(pilot, str(tmp_path / "file" / "day.md"))

        assert app.screen is not screen_of(pilot)
        assert not isinstance(app.screen, EveningScreen)
        assert str(tmp_path.name) in shown_text(app).replace("\n", "") or "day.md" in shown_text(app)


@pytest.mark.parametrize("written", ["~nosuchuser/x", "가\0나", "가" * 300, "가" * 300 + "/x"])
async def test_a_path_that_can_be_none_is_one_line(app: StudylogApp, written: str) -> None:
    async with app.run_test() as pilot:
        await go_to(pilot, FINISH)
        await press(pilot, "s")
        app.screen.query_one(LineInput).value = written
        await press(pilot, "enter")

        assert app.is_running
        assert isinstance(app.screen, Prompt)
        said = app.screen.query_one("#prompt-error", Static).visual
        assert str(said).strip()


async def test_the_sum_counts_a_streak_of_any_length(app: StudylogApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Journal, "facts_and_streak", lambda *_days: ([], Streak(1234, MONDAY, StreakEnd.START)))
    async with app.run_test() as pilot:
        await go_to(pilot, FINISH)
        await until_shown(pilot, "1234")


# A day that is not there


async def test_a_day_that_is_not_there_is_opened(app: StudylogApp, journal: Journal) -> None:
    tuesday = MONDAY + dt.timedelta(days=1)
    async with app.run_test() as pilot:
        app.visit_named("evening", tuesday)
        await until_shown(pilot, "2025-03-25")
        assert "✓" not in shown_text(app)
        await press(pilot, "x", "y", "tab")
        assert journal.find(tuesday) is None
        await press(pilot, "n")

        assert "(지난) 도전 과제 1: Redis 로컬에 띄워서 TTL 확인하기" in text_of(journal, tuesday)
        await until_shown(pilot, "Redis 로컬에 띄워서")
        await press(pilot, "x")
        assert [c.mark for c in journal.record(tuesday).day.challenges if c.when is When.PAST] == [Mark.DONE]
