"""The small calendar of a month and the map of a year, as a person sees them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.days import LAST_WEEK, MONTH, TARGET, TODAY, many_days
from tests.charts.speaking import speaking
from tracker.cells import cells, printable
from tracker.charts import (
    STYLES,
    Line,
    calendar_day_at,
    line_cells,
    month_calendar,
    month_title,
    plain,
    year_map,
    year_map_day_at,
    year_title,
)
from tracker.stats import DayFacts, month_days, year_days
from tracker.wording import Language

WEDNESDAY = date(2025, 1, 22)
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
dates = st.dates(date(1980, 1, 1), date(2060, 12, 31))


def calendar(
    days: list[DayFacts] = MONTH,
    *,
    month: date = TODAY,
    width: int = 26,
    language: Language = "en",
    in_plain: bool = True,
    chosen: date | None = WEDNESDAY,
) -> list[Line]:
    with speaking(language):
        return month_calendar(
            days, month=month, target_seconds=TARGET, width=width, today=TODAY, chosen=chosen, plain=in_plain
        )


def year(
    days: list[DayFacts],
    *,
    of: date = TODAY,
    width: int = 57,
    height: int | None = None,
    language: Language = "en",
    in_plain: bool = True,
    chosen: date | None = None,
    today: date = TODAY,
) -> list[Line]:
    with speaking(language):
        return year_map(
            days,
            year=of,
            target_seconds=TARGET,
            width=width,
            height=height,
            today=today,
            chosen=chosen,
            plain=in_plain,
        )


def test_a_month_in_korean() -> None:
    drawn = calendar([*MONTH, DayFacts(date(2025, 1, 9), logged=True)], language="ko")
    assert plain(drawn) == (
        " 월 화 수 목 금 토 일\n"
        "      ▒ 1  2  3  4█ 5\n"
        "  6  7  8· 9 10 11 12\n"
        "▒13█14 15 16 17░18 19\n"
        "█20▓21[22]23▸24 25 26\n"
        " 27 28 29 30 31"
    )


def test_in_twenty_cells_monday_stands_at_the_edge() -> None:
    assert plain(calendar(width=20)[:1]) == "Mo Tu We Th Fr Sa Su"
    assert plain(calendar(width=20)[4:5]) == "20▓21[22]23▸24 25 26"


def test_colours_shade_the_ground_of_a_day() -> None:
    row = calendar(in_plain=False)[4]
    assert [(s.text, s.style) for s in row if s.text.strip()][:4] == [
        (" 20", "shade-4"),
        (" 21", "shade-3"),
        ("22", "chosen"),
        (" 23", "shade-2"),
    ]
    assert [s.style for s in row if "24" in s.text] == ["today"]


def test_a_month_without_days_is_a_calendar_all_the_same() -> None:
    assert plain(calendar([], month=date(2025, 2, 1), chosen=None)) == (
        " Mo Tu We Th Fr Sa Su\n"
        "                 1  2\n"
        "  3  4  5  6  7  8  9\n"
        " 10 11 12 13 14 15 16\n"
        " 17 18 19 20 21 22 23\n"
        " 24 25 26 27 28"
    )


@pytest.mark.parametrize(("language", "month", "of_year"), [("ko", "2025년 1월", "2025년"), ("en", "Jan 2025", "2025")])
def test_titles(language: Language, month: str, of_year: str) -> None:
    with speaking(language):
        assert (month_title(TODAY), year_title(TODAY)) == (month, of_year)


@given(month=dates, width=st.integers(20, 40))
def test_a_number_in_the_calendar_is_its_day(month: date, width: int) -> None:
    lines = plain(calendar([], month=month, width=width, chosen=None, in_plain=False)).split("\n")
    first, last = month_days(month)
    found = set()
    for y, line in enumerate(lines):
        for x in range(width):
            day = calendar_day_at(x, y, month=month, width=width)
            if day is not None:
                found.add(day)
                if line[x : x + 1].isdigit():
                    assert line[x] in str(day.day)
    assert found == {first + timedelta(days=n) for n in range((last - first).days + 1)}


@given(
    days=many_days(),
    width=st.integers(20, 60),
    language=st.sampled_from(["ko", "en"]),
    in_plain=st.booleans(),
    chosen=st.none() | st.integers(1, 31),
)
def test_a_calendar_stays_in_its_room(
    days: list[DayFacts], width: int, language: Language, in_plain: bool, chosen: int | None
) -> None:
    marked = date(2025, 1, chosen) if chosen else None
    lines = calendar(days, width=width, language=language, in_plain=in_plain, chosen=marked)
    assert len(lines) == 6
    assert {segment.style for line in lines for segment in line} <= STYLES
    assert all(line_cells(line) == cells(plain([line])) <= width for line in lines)


DAYS = [DayFacts(date(2025, 1, 1) + timedelta(days=n), n % 5 * 9000, logged=True) for n in range(180)]
YEAR = """\
   1월 2월 3월  4월 5월 6월  7월 8월  9월 10  11월 12월
월  ·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓
화  ░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█
수 ·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·
목 ░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░
금 ▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒
토 ▓·▒█░▓·▒█░▓·▒█░▓·◆█░▓·▒█░▓
일 █░▓·▒█░▓·▒█░▓·▒█░▓·▒█░▓·▒◇"""


def test_a_year_in_korean() -> None:
    drawn = year(DAYS, chosen=date(2025, 5, 3), today=date(2025, 6, 29), language="ko")
    assert plain(drawn) == YEAR


def test_with_room_the_shades_are_explained() -> None:
    assert plain(year(DAYS, height=10)[-1:]) == "· 0:00   ░ < 2:40   ▒ < 5:20   ▓ < 8:00   █ ≥ 8:00"
    assert len(year(DAYS, height=9)) == 8


def test_in_few_lines_the_part_of_the_year_around_the_day_is_drawn() -> None:
    spring = plain(year(DAYS, width=32, height=8, chosen=date(2025, 3, 3)))
    autumn = plain(year(DAYS, width=32, height=8, chosen=date(2025, 10, 3)))
    assert ("Mar" in spring, "Oct" in spring) == (True, False)
    assert ("Mar" in autumn, "Oct" in autumn) == (False, True)


def test_a_narrow_year_falls_into_blocks() -> None:
    lines = year([DayFacts(date(2025, 12, 31), TARGET)], width=32)
    assert len(lines) == 8 + 1 + 8
    assert plain(lines).endswith("█\nThu\nFri\nSat\nSun")


@given(of=dates, width=st.integers(20, 130), height=st.none() | st.integers(8, 40))
def test_every_square_is_found_where_it_is_drawn(of: date, width: int, height: int | None) -> None:
    lines = year([], of=of, width=width, height=height, chosen=of, today=year_days(of)[1], in_plain=True)
    rows = [(y, line) for y, line in enumerate(plain(lines).split("\n")) if line[:2] in WEEKDAYS]
    squares = [(x, y) for y, line in rows for x, char in enumerate(line) if char in "·◆◇"]
    found = [year_map_day_at(x, y, year=of, width=width, height=height, chosen=of) for x, y in squares]
    assert len(found) == len(set(found))
    assert None not in found
    assert of in found
    if height is None:
        assert len(found) == (year_days(of)[1] - year_days(of)[0]).days + 1
    (chosen,) = [day for day, (x, y) in zip(found, squares, strict=True) if plain([lines[y]])[x] == "◆"]
    assert chosen == of


@given(
    days=many_days(),
    width=st.integers(20, 140),
    height=st.none() | st.integers(8, 40),
    language=st.sampled_from(["ko", "en"]),
    in_plain=st.booleans(),
)
def test_a_year_stays_in_its_room(
    days: list[DayFacts], width: int, height: int | None, language: Language, in_plain: bool
) -> None:
    lines = year(days, width=width, height=height, language=language, in_plain=in_plain, chosen=LAST_WEEK[0].date)
    assert height is None or len(lines) <= height
    assert {segment.style for line in lines for segment in line} <= STYLES
    for line in lines:
        text = plain([line])
        assert line_cells(line) == cells(text) <= width
        assert printable(text) == text
