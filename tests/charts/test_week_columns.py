"""The week as columns, as a person sees it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.days import LAST_WEEK, TARGET, TODAY, WEEK, day, many_days
from tests.charts.speaking import speaking
from tracker.cells import cells, printable
from tracker.charts import STYLES, Line, columns_day_at, line_cells, plain, week_columns
from tracker.stats import DayFacts, summarise, week_days
from tracker.wording import Language

MONDAY, SUNDAY = week_days(TODAY)
WEDNESDAY = date(2025, 1, 22)


def draw(
    days: list[DayFacts] = WEEK,
    *,
    previous: list[DayFacts] = LAST_WEEK,
    target: int | None = TARGET,
    width: int = 64,
    height: int = 12,
    language: Language = "en",
    in_plain: bool = True,
    chosen: date | None = WEDNESDAY,
    empty: str | None = None,
) -> list[Line]:
    with speaking(language):
        return week_columns(
            days,
            stats=summarise(days, MONDAY, SUNDAY),
            previous=previous,
            target_seconds=target,
            width=width,
            height=height,
            today=TODAY,
            chosen=chosen,
            plain=in_plain,
            empty=empty,
        )


IN_KOREAN = """\
   │
   │        ······ ░░░░░
 8 ┤┄▓▓▓▓▓┄┄┄┄┄┄┄┄┄░░░░░┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ 목표 8:00
   │ █████  ░░░░░  ░░░░░
   │ █████· ░░░░░  ▓▓▓▓▓  ▒▒▒▒▒
 4 ┤ █████  ░░░░░  ▓▓▓▓▓  ▒▒▒▒▒
   │ █████  █████  ▓▓▓▓▓  ▒▒▒▒▒         ······
   │ █████  █████  █████  ▒▒▒▒▒  ░░░░░
   └──월─────화────[수]────목─────금◂────토─────일───
     8:00   6:30   9:15   5:00   1:00
█ 강의 10:00   ▓ 코딩 6:00   ▒ CS 5:00   ░ 미분류 8:45
· 지난주"""

IN_COLOUR = """\
   │
   │       ▁▁▁▁▁ ████
 8 ┤┄████┄┄┄┄┄┄┄┄████┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ target 8:00
   │ ████  ▇▇▇▇  ████
   │ ████▁ ████  ████  ▆▆▆▆
 4 ┤ ████  ████  ████  ████
   │ ████  ████  ████  ████        ─────
   │ ████  ████  ████  ████  ▆▆▆▆
   └─Mon───Tue── Wed ──Thu───Fri◂──Sat───Sun──
     8:00  6:30  9:15  5:00  1:00
█ 강의 10:00   █ 코딩 6:00   █ CS 5:00   █ unclocked 8:45
─ last week"""

NARROW = """\
12 ┤    ····
 8 ┤███·░░░┄░░░┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
 4 ┤███ ███ ▓▓▓ ▒▒▒ ░░░ ····
   └Mon─Tue─Wed─Thu─Fri─Sat─Sun─
            ▲       ◂
█ 강의 10:00   ▓ 코딩 6:00
▒ CS 5:00   ░ unclocked 8:45
┄ target 8:00   · last week"""

EMPTY = """\
 8 ┤┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ target 8:00
   │
   │
 4 ┤       Press t to start the timer.
   │
   │
   └─Mon───Tue──[Wed]──Thu───Fri◂──Sat───Sun──
"""


def names_of(lines: list[Line]) -> Line:
    """Return the line of the weekdays."""
    return next(line for line in lines if "└" in plain([line]))


def test_a_week_in_columns_in_korean() -> None:
    assert plain(draw(language="ko")) == IN_KOREAN


def test_columns_in_colour_end_in_eighths() -> None:
    assert plain(draw(in_plain=False)) == IN_COLOUR


def test_narrow_columns_mark_the_day_below_and_name_the_target_in_the_legend() -> None:
    assert plain(draw(width=32, height=8)) == NARROW


def test_an_empty_week_says_which_key_begins() -> None:
    assert plain(draw([], previous=[], height=8, empty="Press t to start the timer.")) == EMPTY


def test_the_chosen_day_and_today_have_styles_of_their_own() -> None:
    def marked(lines: list[Line]) -> list[tuple[str, str]]:
        return [(s.text, s.style) for s in names_of(lines) if s.style in ("chosen", "today")]

    assert marked(draw(in_plain=False)) == [(" Wed ", "chosen"), ("Fri◂", "today")]
    assert marked(draw(in_plain=False, chosen=TODAY)) == [(" Fri ◂", "chosen")]


def test_the_target_line_is_filled_by_a_day_that_reached_it() -> None:
    reached, missed = day(20, 8), day(21, 7.4)
    row = plain(draw([reached, missed], previous=[], target=TARGET, height=11)[:8]).split("\n")
    at_target = next(line for line in row if "┄" in line)
    assert at_target[5:9] == "░░░░"
    assert set(at_target[11:15]) == {"┄"}


@pytest.mark.parametrize("hours", [1, 3, 7.5, 12, 24])
def test_an_hour_written_at_a_row_is_reached_by_a_bar_of_so_many_hours(hours: float) -> None:
    lines = plain(draw([day(20, hours)], previous=[], target=None, height=20)).split("\n")
    top = next(n for n, line in enumerate(lines) if "░" in line)
    written = {int(line[:2]): n for n, line in enumerate(lines) if "┤" in line}
    assert written
    assert all((at >= top) == (hour <= hours) for hour, at in written.items() if hour != -(-hours // 1))


def test_a_ghost_is_seen_beside_a_bar_that_is_higher() -> None:
    lines = plain(draw([day(20, 8)], previous=[day(13, 4)], target=None)).split("\n")
    (row,) = [line for line in lines[:-1] if "·" in line]
    assert "░░░·" in row


def test_every_cell_of_a_column_belongs_to_its_day() -> None:
    names = plain([names_of(draw(width=80))])
    for n, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")):
        for x in range(names.index(name), names.index(name) + 3):
            found = columns_day_at(x, first=MONDAY, width=80, target_seconds=TARGET)
            assert found == MONDAY + timedelta(days=n)
    assert columns_day_at(0, first=MONDAY, width=80, target_seconds=TARGET) is None
    assert columns_day_at(79, first=MONDAY, width=80, target_seconds=TARGET) is None


@given(
    days=many_days(),
    width=st.integers(20, 140),
    height=st.integers(0, 40),
    language=st.sampled_from(["ko", "en"]),
    in_plain=st.booleans(),
    chosen=st.sampled_from([None, TODAY, WEDNESDAY]),
    target=st.sampled_from([None, 60, TARGET, 30 * 3600]),
)
def test_columns_are_as_high_as_asked_and_no_wider(
    days: list[DayFacts],
    width: int,
    height: int,
    language: Language,
    in_plain: bool,
    chosen: date | None,
    target: int | None,
) -> None:
    week = [one for one in days if MONDAY <= one.date <= SUNDAY]
    before = [one for one in days if MONDAY - timedelta(days=7) <= one.date < MONDAY]
    lines = draw(
        week,
        previous=before,
        width=width,
        height=height,
        language=language,
        in_plain=in_plain,
        chosen=chosen,
        target=target,
    )
    assert len(lines) == height
    assert {segment.style for line in lines for segment in line} <= STYLES
    for line in lines:
        text = plain([line])
        assert line_cells(line) == cells(text) <= width
        assert printable(text) == text
