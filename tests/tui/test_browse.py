"""Browse: every day by month, the lines of all days as one types, and from a line to its day."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.build import (
    MONDAY,
    SAMPLE,
    Clock,
    open_journal,
    press,
    put,
    screen_of,
    shown_lines,
    shown_text,
    until_shown,
    words_at_cursor,
)
from tracker.charts import Line
from tracker.errors import UsageError
from tracker.journal import Journal
from tracker.search_index import FoundText
from tracker.stored import DaySummary
from tracker.tui.app import StudylogApp
from tracker.tui.query import Query, parse_query
from tracker.tui.screens.browse import BrowseScreen, HitsFound
from tracker.tui.widgets.day_list import DayList, DayRow, MonthRow
from tracker.tui.widgets.hit_list import FoundDay, HitList, HitRow, HitsByDay
from tracker.wording import _, n_

KINDS = {"goal": "목표", "topic": "주제", "text": "글"}


async def type_in(pilot: Pilot[str], words: str) -> None:
    """Type words, letter by letter, as the keyboard sends them."""
    for char in words:
        await pilot.press("space" if char == " " else char)


def one_line(text: str) -> FoundText:
    """Return a text with one line that was found in it."""
    return FoundText(MONDAY, None, [1], [text.encode()], ["text "], plain=True)


def browse_of(app: StudylogApp) -> BrowseScreen:
    """Return the Browse screen that is shown."""
    assert isinstance(app.screen, BrowseScreen)
    return app.screen


@pytest.fixture
def month(journal: Journal) -> Journal:
    """Return the journal with every day of the sample in it."""
    for path in sorted(SAMPLE.glob("*.md")):
        put(journal, dt.date.fromisoformat(path.stem), path.read_bytes().decode())
    return journal


# What is asked for


def date_of(word: str) -> dt.date:
    """Know yesterday, and no other word."""
    if word == "어제":
        return dt.date(2025, 3, 23)
    raise UsageError(word)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("볼륨", Query(("볼륨",))),
        ("  docker  volume ", Query(("docker", "volume"))),
        ("볼륨 kind:topic", Query(("볼륨",), "topic")),
        ("kind:top 볼륨", Query(("볼륨",), "topic")),
        ("종류:주 볼륨", Query(("볼륨",), "topic")),
        ("since:2025-01 볼륨", Query(("볼륨",), None, dt.date(2025, 1, 1))),
        ("볼륨 이후:2024", Query(("볼륨",), None, dt.date(2024, 1, 1))),
        ("since:어제", Query((), None, dt.date(2025, 3, 23))),
        ("볼륨 since:20 kind:", Query(("볼륨",), None, None, ("since:20", "kind:"))),
        ("since:2025-13", Query((), None, None, ("since:2025-13",))),
        ("https://example.com", Query(("https://example.com",))),
        (unicodedata.normalize("NFD", "종류:주제 볼륨"), Query(("볼륨",), "topic")),
    ],
)
def test_filters_stand_among_the_words(line: str, expected: Query) -> None:
    assert parse_query(line, KINDS, date_of) == expected


# The screen


@pytest.mark.usefixtures("month")
async def test_all_days_stand_there_newest_first(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "slash")
        await until_shown(pilot, "03-03 월")

        lines = [line[1:6] for line in shown_lines(app) if line[1:3] == "03"]
        assert lines == sorted(lines, reverse=True)
        assert len(lines) == 24
        assert "'각'은 한 글자인가 세 글자인가" in shown_text(app)
        assert any("03-24 월" in line and "✅" in line and "7:36" in line for line in shown_lines(app))


@pytest.mark.usefixtures("month")
async def test_the_cursor_begins_on_the_day_one_came_from(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "left_curly_bracket", "slash", "down")

        assert browse_of(app).chosen_day == screen_of(pilot).day
        assert screen_of(pilot).day != MONDAY


@pytest.mark.usefixtures("month")
async def test_lines_come_as_one_types(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "이모")
        await until_shown(pilot, "이모지를 분해하는 시연에서")
        await type_in(pilot, "지는")
        await until_shown(pilot, "3. 이모지는 더하다")

        assert "이모지를 분해하는" not in shown_text(app)
        assert "2025-03-24 월" in shown_text(app)
        assert "딥다이브 -" in shown_text(app)

        await press(pilot, *["backspace"] * 4)
        await until_shown(pilot, "03-24 월")


@pytest.mark.parametrize("typed", ["ㄱㅎ", unicodedata.normalize("NFD", "결혼"), "결혼"])
async def test_words_are_found_however_they_are_typed(app: StudylogApp, journal: Journal, typed: str) -> None:
    put(journal, dt.date(2025, 1, 3), "# 2025-01-03\n\n" + unicodedata.normalize("NFD", "친구의 결혼식에 갔다") + "\n")
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, typed)
        await until_shown(pilot, "결혼식에 갔다")


@pytest.mark.usefixtures("month")
async def test_enter_opens_the_day_at_the_line(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "신나서")
        await until_shown(pilot, "신나서 5분을 넘겼다")
        await press(pilot, "enter", "enter")

        assert app.screen is screen_of(pilot)
        assert screen_of(pilot).day == MONDAY
        assert words_at_cursor(pilot).startswith("신나서 5분을 넘겼다")


@pytest.mark.usefixtures("month")
async def test_enter_opens_a_day(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash", "down", "j", "enter")

        assert app.screen is screen_of(pilot)
        assert screen_of(pilot).day == dt.date(2025, 3, 22)


@pytest.mark.usefixtures("month")
async def test_a_double_click_opens_a_day(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        row = next(y for y, line in enumerate(shown_lines(app)) if "03-20" in line)
        await pilot.click(offset=(12, row))
        assert browse_of(app).chosen_day == dt.date(2025, 3, 20)
        await pilot.click(offset=(12, row), times=2)
        await pilot.pause()

        assert screen_of(pilot).day == dt.date(2025, 3, 20)


@pytest.mark.usefixtures("month")
async def test_what_an_older_search_finds_is_not_shown(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "이모지는")
        await until_shown(pilot, "이모지는 더하다")
        screen = browse_of(app)
        screen.post_message(HitsFound(screen._search - 1, [one_line("낡은 줄")], done=True))
        await pilot.pause()

        assert "낡은 줄" not in shown_text(app)
        assert "이모지는 더하다" in shown_text(app)


@pytest.mark.usefixtures("month")
async def test_the_kind_is_chosen_by_key_and_by_word(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "발표")
        await until_shown(pilot, "유니코드 발표 준비하기")
        assert "최고의 발표였다고" in shown_text(app)

        await press(pilot, "ctrl+n")
        await until_shown(pilot, "문자 인코딩 발표하기")
        assert "최고의 발표였다고" not in shown_text(app)

        await type_in(pilot, " kind:refl")
        await until_shown(pilot, "최고의 발표였다고")
        assert "문자 인코딩 발표하기" not in shown_text(app)

        await press(pilot, "enter", "f", "F", "escape", "escape")
        assert app.screen.query_one(Input).value == ""


@pytest.mark.usefixtures("month")
async def test_since_leaves_earlier_days_out(app: StudylogApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "since:2025-03-26")
        await until_shown(pilot, "03-26 수")
        assert "03-25 화" not in shown_text(app)

        await type_in(pilot, " 오늘")
        await until_shown(pilot, "2025-03-2")
        assert "2025-03-24" not in "\n".join(shown_lines(app)[1:])


async def test_nothing_found_says_what_was_tried(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "없는말 kind:topic since:2025-01")
        await until_shown(pilot, _("No line holds {words}.", words="없는말"))

        assert _("Only days since {day} were looked at.", day="2025-01-01") in shown_text(app)
        assert "^n" in shown_text(app)


@pytest.mark.usefixtures("month")
async def test_escape_clears_the_line_then_leaves(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "이모지는")
        await until_shown(pilot, "이모지는 더하다")
        await press(pilot, "enter")
        assert isinstance(app.focused, HitList)
        await press(pilot, "escape")
        assert isinstance(app.focused, Input)
        await press(pilot, "escape")
        assert app.screen.query_one(Input).value == ""
        await press(pilot, "escape")
        assert app.screen is screen_of(pilot)


@pytest.mark.usefixtures("month")
async def test_the_text_stands_beside_the_list_where_there_is_room(app: StudylogApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash")
        await until_shown(pilot, "## 📅 날짜: 2025-03-24")
        await press(pilot, "down", "j")
        await until_shown(pilot, "## 📅 날짜: 2025-03-22")

        await press(pilot, "slash")
        await type_in(pilot, "신나서")
        await until_shown(pilot, "- 개선해야할 점: 신나서 5분을 넘겼다.")
        assert "### 📁 참고 자료 및 링크" in shown_text(app)
        assert "## 📅 날짜" not in shown_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_user_text_is_data(app: StudylogApp, journal: Journal, size: tuple[int, int]) -> None:
    put(
        journal,
        MONDAY,
        "# 2025-03-24\n\n## 배운 것\n### [red]제목[/] \x1b[31m\n\n[@click=app.quit]눌러[/] \u202e찾을말\n",
    )
    async with app.run_test(size=size) as pilot:
        await press(pilot, "slash")
        await until_shown(pilot, "[red]제목")
        await type_in(pilot, "찾을말")
        await until_shown(pilot, "찾을말")
        await pilot.pause()

        assert "\x1b" not in shown_text(app)
        assert "\u202e" not in shown_text(app)


async def test_what_another_window_writes_appears(app: StudylogApp, other: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        other.add_topic(dt.date(2025, 3, 21), "다른 창의 주제")
        browse_of(app).keep_up()
        await until_shown(pilot, "다른 창의 주제")

        await type_in(pilot, "창의")
        await until_shown(pilot, "다른 창의 주제")
        other.add_topic(dt.date(2025, 3, 20), "또 다른 창의 말")
        browse_of(app).keep_up()
        await until_shown(pilot, "또 다른 창의 말")


async def test_what_was_written_here_is_there_when_one_comes_again(app: StudylogApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash", "escape")
        journal.add_topic(dt.date(2025, 3, 21), "새 주제")
        await press(pilot, "slash")
        await until_shown(pilot, "03-21 금")
        assert "새 주제" in shown_text(app)
        assert n_("{n} day", "{n} days", 2) in shown_text(app)

        await press(pilot, "escape", "u", "slash")
        await until_shown(pilot, n_("{n} day", "{n} days", 1))
        assert "새 주제" not in shown_text(app)


async def test_what_is_taken_back_while_it_is_seen_goes(app: StudylogApp, other: Journal) -> None:
    other.add_topic(dt.date(2025, 3, 21), "다른 창의 주제")
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await until_shown(pilot, "다른 창의 주제")
        other.undo()
        browse_of(app).keep_up()
        await until_shown(pilot, n_("{n} day", "{n} days", 1))

        assert "다른 창의 주제" not in shown_text(app)


async def test_only_the_months_in_sight_are_read(
    app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        put(journal, dt.date(2022 + number // 12, 1 + number % 12, 1), "# 하루\n")
    read: list[dt.date] = []
    overview = journal.overview

    def noted(first: dt.date = dt.date.min, last: dt.date = dt.date.max) -> list[DaySummary]:
        if first != last:
            read.append(first)
        return overview(first, last)

    monkeypatch.setattr(journal, "overview", noted)
    async with app.run_test(size=(80, 14)) as pilot:
        await press(pilot, "slash")
        await pilot.pause()

        # Ten lines, of two for each month.
        assert n_("{n} day", "{n} days", 31) in shown_text(app)
        assert read == [dt.date(2025, 3, 1), *(dt.date(2024, month, 1) for month in (6, 5, 4, 3))]


@pytest.mark.parametrize(("size", "width"), [((80, 24), 78), ((120, 40), 64)])
async def test_the_list_is_drawn_in_the_room_it_keeps_from_the_first(
    app: StudylogApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], width: int
) -> None:
    widths: set[int] = set()
    draw = DayList.row_line

    def noted(self: DayList, row: DayRow | MonthRow, width: int) -> Line:
        widths.add(width)
        return draw(self, row, width)

    monkeypatch.setattr(DayList, "row_line", noted)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "slash")
        await until_shown(pilot, "03-24 월")

        assert widths == {width}


async def test_only_the_hits_in_sight_are_made(
    app: StudylogApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(journal, dt.date(2025, 3, 21), "# 하루\n" + "찾을말\n" * 600)
    made: list[int] = []
    row = HitsByDay.row

    def noted(self: HitsByDay, number: int) -> HitRow | FoundDay:
        made.append(number)
        return row(self, number)

    monkeypatch.setattr(HitsByDay, "row", noted)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "찾을말")
        await until_shown(pilot, n_("{n} line", "{n} lines", 600))

        # Between the two lines above them and that of the keys.
        assert set(made) == set(range(24 - 4))


async def test_a_search_looks_on_when_its_first_lines_are_drawn(app: StudylogApp) -> None:
    drawn = Event()
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "없는말")
        await until_shown(pilot, _("No line holds {words}.", words="없는말"))
        screen = browse_of(app)
        screen._answered = 0
        screen.post_message(HitsFound(screen._search, [one_line("없는말이다")], done=False, drawn=drawn))
        await pilot.pause()

        assert drawn.is_set()
        assert "없는말이다" in shown_text(app)


async def test_the_terminal_cursor_is_where_letters_are_composed(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash")
        await type_in(pilot, "이모지")
        await pilot.pause()

        assert tuple(app.cursor_position) == (3 + 6, 1)


async def test_an_empty_log_says_how_it_begins(database: Path, clock: Clock) -> None:
    journal = open_journal(database, clock)
    app = StudylogApp(journal)
    async with app.run_test() as pilot:
        await until_shown(pilot, _("Welcome to studylog"))
        await press(pilot, "escape", "slash")
        await until_shown(pilot, _("There are no logs yet."))

        said = _("{key} brings in the logs you already have.", key=browse_of(app).key_of("visit.import"))
        assert said in shown_text(app)
    journal.store.close()


@pytest.mark.usefixtures("month")
async def test_keys_work_with_the_korean_keyboard_on(app: StudylogApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "slash", "down", "ㅓ", "ㅓ", "ㅏ")
        await pilot.pause()

        assert browse_of(app).chosen_day == dt.date(2025, 3, 22)
