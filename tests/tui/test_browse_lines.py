"""Browse's lines: days by month and hits by day, made as they are looked at, and drawn in the room there is."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult

from tests.tui.build import MONDAY, Canvas, press
from tracker.cells import cells
from tracker.charts import Line
from tracker.model import Mark
from tracker.search_index import FoundText
from tracker.stored import PeriodKind
from tracker.tui.widgets.day_list import DayList, DayRow, DaysByMonth, MonthRow, day_line, month_line
from tracker.tui.widgets.hit_list import FoundDay, HitRow, HitsByDay, hit_line
from tracker.tui.widgets.lit import lit_line, window


def text_of_line(line: Line) -> str:
    """Return what a line shows."""
    return "".join(segment.text for segment in line)


def lit_in(line: Line) -> list[str]:
    """Return the words of a line that are lit."""
    return [segment.text for segment in line if segment.style == "match"]


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


def found(day: dt.date, *lines: tuple[int, str], of: PeriodKind | None = None, at: str = "text 배운 것") -> FoundText:
    """Return a text with lines that were found in it."""
    numbers, texts = [number for number, _text in lines], [text.encode() for _number, text in lines]
    return FoundText(day, of, numbers, texts, [at] * len(lines), plain=True)


def test_hits_stand_under_their_days() -> None:
    earlier = MONDAY - dt.timedelta(days=1)
    rows = HitsByDay([found(MONDAY, (3, "셋"), (9, "아홉")), found(earlier, (1, "하나"))])

    assert list(rows) == [
        FoundDay(MONDAY),
        HitRow(MONDAY, 3, "text", "배운 것", "셋"),
        HitRow(MONDAY, 9, "text", "배운 것", "아홉"),
        FoundDay(earlier),
        HitRow(earlier, 1, "text", "배운 것", "하나"),
    ]
    assert rows.lines == 3
    assert rows[3:] == list(rows)[3:]


def test_further_hits_stand_below_those_that_are_there() -> None:
    first, second = (
        found(MONDAY, (3, "셋")),
        found(dt.date(2025, 3, 17), (2, "둘"), of=PeriodKind.WEEK, at="text 12주"),
    )

    rows = HitsByDay([second], HitsByDay([first]))

    assert list(rows) == list(HitsByDay([first, second]))
    assert rows[2] == FoundDay(dt.date(2025, 3, 17), "12주", PeriodKind.WEEK)


# Days in lines


def day_row(date: dt.date, headline: str = "볼륨", seconds: int | None = 3600) -> DayRow:
    """Return a day with two problems, and a challenge of each mark."""
    return DayRow(date, headline, seconds, 2, (Mark.DONE, Mark.PARTIAL, Mark.MISSED, None))


def by_month(days: list[DayRow], asked: list[dt.date] | None = None) -> DaysByMonth:
    """Return days, newest first, below their months; the months whose days are read are added to `asked`."""

    def read(first: dt.date) -> list[DayRow]:
        if asked is not None:
            asked.append(first)
        return [day for day in days if day.date.replace(day=1) == first]

    counts = Counter(day.date.replace(day=1) for day in days)
    return DaysByMonth(list(counts.items()), read)


def test_days_stand_under_their_months() -> None:
    days = [day_row(dt.date(2025, 2, 1)), day_row(dt.date(2025, 1, 31)), day_row(dt.date(2025, 1, 2), seconds=None)]
    rows = by_month(days)

    months = [MonthRow(dt.date(2025, 2, 1), 1, 3600), MonthRow(dt.date(2025, 1, 1), 2, 3600)]
    assert list(rows) == [months[0], days[0], months[1], days[1], days[2]]
    assert rows.days == 3


def test_the_days_of_a_month_are_read_when_one_is_looked_at_and_once() -> None:
    asked: list[dt.date] = []
    rows = by_month([day_row(dt.date(2025, month, 1)) for month in (3, 2, 1)], asked)
    assert len(rows) == 6
    assert asked == []

    assert rows[2:4] == [MonthRow(dt.date(2025, 2, 1), 1, 3600), day_row(dt.date(2025, 2, 1))]
    assert asked == [dt.date(2025, 2, 1)]


@pytest.mark.parametrize(
    ("date", "number"),
    [
        (dt.date(2025, 2, 20), 1),
        (dt.date(2025, 2, 10), 1),
        (dt.date(2025, 2, 9), 3),
        (dt.date(2025, 1, 30), 4),
        (dt.date(2025, 1, 1), None),
    ],
)
def test_a_day_that_is_not_there_has_the_place_of_the_one_before(date: dt.date, number: int | None) -> None:
    days = [dt.date(2025, 2, 10), dt.date(2025, 1, 31), dt.date(2025, 1, 2)]

    assert by_month([day_row(day) for day in days]).number_of(date) == number


def test_a_day_that_was_taken_out_meanwhile_leaves_an_empty_line() -> None:
    rows = DaysByMonth([(dt.date(2025, 1, 1), 2)], lambda _first: [day_row(dt.date(2025, 1, 2))])

    assert list(rows)[2:] == [DayRow(dt.date(2025, 1, 1), "", None, 0, ())]


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
