"""Browse: every day by month, the lines of all days as one types, and from a line to its day."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.build import (
    MONDAY,
    SAMPLE,
    Canvas,
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
from tracker.cells import cells
from tracker.charts import Line
from tracker.errors import UsageError
from tracker.journal import Journal
from tracker.model import Mark
from tracker.tui.app import StudylogApp
from tracker.tui.query import Query, parse_query
from tracker.tui.screens.browse import BrowseScreen, HitsFound
from tracker.tui.widgets.day_list import DayList, DayRow, MonthRow, by_month, day_line, month_line
from tracker.tui.widgets.hit_list import FoundDay, HitList, HitRow, by_day, hit_line
from tracker.tui.widgets.lit import lit_line, window
from tracker.wording import _

KINDS = {"goal": "목표", "topic": "주제", "text": "글"}


def text_of_line(line: Line) -> str:
    """Return what a line shows."""
    return "".join(segment.text for segment in line)


def lit_in(line: Line) -> list[str]:
    """Return the words of a line that are lit."""
    return [segment.text for segment in line if segment.style == "match"]


async def type_in(pilot: Pilot[str], words: str) -> None:
    """Type words, letter by letter, as the keyboard sends them."""
    for char in words:
        await pilot.press("space" if char == " " else char)


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


# Lines around words


@pytest.mark.parametrize(
    ("text", "span", "width", "expected"),
    [
        ("짧은 줄", (0, 2), 10, "짧은 줄"),
        ("0123456789abcdef", (12, 14), 8, "9abcdef"),
        ("0123456789abcdef", (0, 2), 8, "0123456"),
        ("가나다라마바사아자차", (8, 10), 11, "바사아자차"),
        ("가나다라마바사아자차", (4, 5), 10, "라마바사"),
        ("가나다라마바사아자차", (0, 10), 7, "가나다"),
    ],
)
def test_a_long_line_is_cut_around_the_words(text: str, span: tuple[int, int], width: int, expected: str) -> None:
    start, end = window(text, span, width)

    assert text[start:end] == expected
    assert cells(text[start:end]) + (start > 0) + (end < len(text)) <= width


@pytest.mark.parametrize("width", range(1, 60))
def test_a_lit_line_never_takes_more_than_its_room(width: int) -> None:
    text = "- 맥에서 만든 🕸️ 파일 이름이 다른 곳에서 ㄱㅏㄱ처럼 풀려 👩‍💻 보이는 까닭 [red] docker volume"
    for words in (["까닭"], ["docker"], ["ㄱㅏ"], ["없는말"]):
        assert cells(text_of_line(lit_line(text, words, width))) <= width


@pytest.mark.parametrize(
    ("text", "words", "lit"),
    [
        ("쿠버네티스를 배웠다", ["쿠버네티스"], ["쿠버네티스"]),
        ("쿠버네티스를 배웠다", ["ㅋㅂㄴㅌㅅ"], ["쿠버네티스"]),
        (unicodedata.normalize("NFD", "도커 볼륨"), ["볼륨"], ["볼륨"]),
        ("🕸️ 그물 [red]", ["[red]"], ["[red]"]),
        ("Docker docker", ["DOCKER"], ["Docker", "docker"]),
        ("하나 둘 셋", ["셋", "하나"], ["하나", "셋"]),
        ("하나", ["둘"], []),
    ],
)
def test_the_words_are_lit(text: str, words: list[str], lit: list[str]) -> None:
    assert lit_in(lit_line(text, words)) == lit


def test_the_window_shows_what_was_found() -> None:
    row = HitRow(MONDAY, 40, "topic", "🤿 딥다이브 - 문자와 유니코드", "가나다라 " * 30 + "볼륨 " + "마바사아 " * 30)

    for width in (30, 60, 79, 120):
        line = hit_line(row, ["볼륨"], width)
        assert lit_in(line) == ["볼륨"]
        assert cells(text_of_line(line)) <= width


def test_hits_stand_under_their_days() -> None:
    hits = [HitRow(MONDAY, n, "text", "", "") for n in (3, 9)]
    earlier = HitRow(MONDAY - dt.timedelta(days=1), 1, "text", "", "")

    assert by_day([*hits, earlier]) == [FoundDay(MONDAY), *hits, FoundDay(earlier.date), earlier]
    assert by_day(hits, FoundDay(MONDAY)) == hits


# Days in lines


def day_row(date: dt.date, headline: str = "볼륨", seconds: int | None = 3600) -> DayRow:
    """Return a day with two problems, and a challenge of each mark."""
    return DayRow(date, headline, seconds, 2, (Mark.DONE, Mark.PARTIAL, Mark.MISSED, None))


def test_days_stand_under_their_months() -> None:
    days = [day_row(dt.date(2025, 2, 1)), day_row(dt.date(2025, 1, 31)), day_row(dt.date(2025, 1, 2), seconds=None)]

    months = [MonthRow(dt.date(2025, 2, 1), 1, 3600), MonthRow(dt.date(2025, 1, 1), 2, 3600)]
    assert by_month(days) == [months[0], days[0], months[1], days[1], days[2]]


@pytest.mark.parametrize("width", [20, 30, 38, 45, 60, 78, 120])
@pytest.mark.parametrize("headline", ["", "짧게", "[red]제목[/] " * 20, "🧑‍🧒‍🧒 팀 스터디 🕸️ " * 9])
def test_a_day_takes_its_line_and_no_more(width: int, headline: str) -> None:
    for date in (dt.date(2025, 1, 22), dt.date(2025, 12, 1)):
        assert cells(text_of_line(day_line(day_row(date, headline), width))) <= width
        assert cells(text_of_line(month_line(MonthRow(date, 22, 500 * 3600), width))) <= width


def test_a_day_shows_its_columns_where_there_is_room() -> None:
    row = day_row(dt.date(2025, 1, 22))

    wide, narrow = text_of_line(day_line(row, 78)), text_of_line(day_line(row, 34))
    assert wide.startswith("01-22 ")
    assert wide.endswith("✅🔺❌·     1:00")
    assert " 2 " in wide or "2문제" in wide
    assert "✅" not in narrow
    assert narrow.endswith("   1:00")


# The list itself


class ManyDays(App[str]):
    """An application that shows ten years of days."""

    def __init__(self, count: int) -> None:
        super().__init__()
        last = dt.date(2025, 3, 24)
        self.days = [day_row(last - dt.timedelta(days=n), f"날 {n}") for n in range(count)]
        self.drawn = 0

    def get_default_screen(self) -> Canvas:
        return Canvas()

    def compose(self) -> ComposeResult:
        yield DayList()

    def on_mount(self) -> None:
        self.query_one(DayList).show_rows(by_month(self.days), at=0)


def counted(app: ManyDays, listed: DayList) -> Callable[[], int]:
    """Return a function that says how many lines were drawn since it was asked last."""
    draw = listed.row_line
    count = [0]

    def row_line(row: DayRow | MonthRow, width: int) -> Line:
        count[0] += 1
        return draw(row, width)

    listed.row_line = row_line  # type: ignore[method-assign]

    def since() -> int:
        said, count[0] = count[0], 0
        return said

    return since


async def test_only_what_is_in_sight_is_drawn() -> None:
    app = ManyDays(3650)
    async with app.run_test(size=(80, 24)) as pilot:
        listed = app.query_one(DayList)
        listed.focus()
        drawn = counted(app, listed)
        for keys in (["j"], ["ctrl+d"], ["G"], ["g"], ["pagedown"]):
            await press(pilot, *keys)
            assert 0 < drawn() <= 3 * 24


async def test_the_list_moves_by_vim_keys_over_its_headings() -> None:
    app = ManyDays(60)
    async with app.run_test(size=(80, 24)) as pilot:
        listed = app.query_one(DayList)
        listed.focus()

        def date() -> str:
            row = listed.current
            assert isinstance(row, DayRow)
            return f"{row.date:%m-%d}"

        assert date() == "03-24"
        await press(pilot, "j", "j")
        assert date() == "03-22"
        await press(pilot, "k", "up", "up", "up")
        assert date() == "03-24"
        await press(pilot, "ctrl+d")
        assert date() == "03-13"
        await press(pilot, "ctrl+d")
        assert date() == "03-02"
        await press(pilot, "j", "j")
        assert date() == "02-28"
        await press(pilot, "ctrl+u", "ctrl+u", "g")
        assert date() == "03-24"
        await press(pilot, "G")
        assert date() == "01-24"
        await press(pilot, "home", "pagedown", "pageup")
        assert date() == "03-24"


async def test_the_month_stays_at_the_top() -> None:
    app = ManyDays(60)
    async with app.run_test(size=(80, 12)) as pilot:
        app.query_one(DayList).focus()
        await press(pilot, "ctrl+d", "ctrl+d", "ctrl+d", "ctrl+d")

        first = app.screen._compositor.render_strips(app.size)[0].text
        assert first.startswith(" 2025-03") or "3월" in first


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
        screen.post_message(HitsFound(screen._search - 1, [HitRow(MONDAY, 1, "text", "", "낡은 줄")], done=True))
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
