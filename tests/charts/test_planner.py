"""A day's ten minutes and its list of sessions, as a person sees them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charts.days import words
from tests.charts.speaking import speaking
from tracker.cells import cells, printable
from tracker.charts import STYLES, Line, line_cells, plain, planner, planner_width, session_lines
from tracker.model import Session
from tracker.stats import DayFacts, summarise
from tracker.wording import Language

DAY = date(2025, 1, 22)
KST = timezone(timedelta(hours=9))
LATER = datetime(2025, 1, 25, 12, tzinfo=KST)
FOUR = time(4)


def at(hour: int, minute: int = 0) -> datetime:
    """Return a time of the study day; from 24 it is the next morning."""
    return datetime(2025, 1, 22, tzinfo=KST) + timedelta(hours=hour, minutes=minute)


def session(subject: str, start: datetime, minutes: int) -> Session:
    return Session(subject, DAY, subject, start, start + timedelta(minutes=minutes), minutes * 60)


CODING, LECTURE, NIGHT = session("코딩", at(9, 5), 75), session("강의", at(11), 144), session("CS", at(23, 30), 62)
RUNNING = Session("r", DAY, "CS", at(15, 40), None, 0)
BARE = Session("b", DAY, "독서", None, None, 3600)
ALL = [CODING, LECTURE, NIGHT]
SUBJECTS = ("강의", "코딩", "CS", "독서")
STATS = summarise([DayFacts(DAY, 8 * 3600, tuple((subject, 3600) for subject in SUBJECTS))], DAY, DAY)


def draw(
    sessions: list[Session] = ALL,
    *,
    width: int = 20,
    height: int = 12,
    now: datetime = LATER,
    day_start: time = FOUR,
    in_plain: bool = True,
) -> list[Line]:
    return planner(
        sessions,
        day=DAY,
        day_start=day_start,
        now=now,
        stats=STATS,
        width=width,
        height=height,
        subjects=SUBJECTS,
        plain=in_plain,
    )


def listed(
    sessions: list[Session],
    total: int | None,
    *,
    width: int = 34,
    height: int = 8,
    language: Language = "en",
    in_plain: bool = True,
    empty: str = "",
) -> str:
    with speaking(language):
        return plain(
            session_lines(
                sessions,
                total_seconds=total,
                now=at(16, 35),
                stats=STATS,
                width=width,
                height=height,
                subjects=SUBJECTS,
                plain=in_plain,
                empty=empty,
            )
        )


def test_a_day_in_two_columns_of_hours() -> None:
    assert plain(draw()) == (
        "04 ······  16 ······\n"
        "05 ······  17 ······\n"
        "06 ······  18 ······\n"
        "07 ······  19 ······\n"
        "08 ······  20 ······\n"
        "09 ▓▓▓▓▓▓  21 ······\n"
        "10 ▓▓····  22 ······\n"
        "11 ██████  23 ···▒▒▒\n"
        "12 ██████  00 ▒▒▒▒··\n"
        "13 ███···  01 ······\n"
        "14 ······  02 ······\n"
        "15 ······  03 ······"
    )


def test_a_running_session_goes_to_now_and_what_is_to_come_is_blank() -> None:
    assert plain(draw([*ALL[:2], RUNNING], height=12, now=at(16, 35), in_plain=False)) == (
        "04 ······  16 ████\n"
        "05 ······  17\n"
        "06 ······  18\n"
        "07 ······  19\n"
        "08 ······  20\n"
        "09 ██████  21\n"
        "10 ██····  22\n"
        "11 ██████  23\n"
        "12 ██████  00\n"
        "13 ██▄···  01\n"
        "14 ······  02\n"
        "15 ····██  03"
    )


def test_a_session_that_began_within_this_minute_has_no_length_yet() -> None:
    begun = Session("r", DAY, "CS", at(16, 35) + timedelta(seconds=20), None, 0)

    assert listed([begun], None).split()[-1] == "0:00"


def test_the_present_ten_minutes_are_marked() -> None:
    lines = draw([], height=12, width=20, now=at(16, 35))
    assert plain(lines[:1]) == "04 ······  16 ···▏"
    assert lines[0][-1].style == "today"


def test_a_session_after_midnight_stands_on_its_study_day() -> None:
    lines = draw([session("CS", at(25, 10), 30)], width=20, height=24)
    (row,) = [line for line in plain(lines).split("\n") if "▒" in line]
    assert row == "01 ··▒▒▒▒▒▒····"


def test_wide_cells_where_there_is_room() -> None:
    assert plain(draw(width=32)[5:6]) == "09 ▓▓▓▓▓▓▓▓▓▓▓▓  21 ············"


def test_with_little_room_the_hours_with_sessions_are_drawn() -> None:
    assert plain(draw(width=20, height=3)) == "09 ▓▓▓▓▓▓  12 ██████\n10 ▓▓····  13 ███···\n11 ██████  14 ······"


def test_a_day_that_begins_at_half_past_says_so() -> None:
    assert plain(draw(width=12, height=24, day_start=time(4, 30))[4:6]) == "08:30 ···▓▓▓\n09:30 ▓▓▓▓▓·"


def test_a_cell_shows_the_subject_that_has_most_of_it() -> None:
    lines = draw([session("코딩", at(9), 4), session("강의", at(9, 4), 6)], height=24)
    assert plain(lines[5:6]).startswith("09 █")


def test_a_few_minutes_are_half_a_cell() -> None:
    lines = draw([session("코딩", at(9), 4)], height=24, width=9, in_plain=False)
    assert plain(lines[5:6]) == "09 ▄·····"


@pytest.mark.parametrize(("height", "width"), [(24, 9), (12, 20), (8, 31), (6, 42)])
def test_the_whole_day_has_room_in_its_width(height: int, width: int) -> None:
    assert planner_width(height, FOUR) == width
    assert plain(draw(width=width, height=height)).count("·") == 144 - 8 - 15 - 7


def test_sessions_are_listed_with_what_they_do_not_explain() -> None:
    assert listed([CODING, LECTURE, BARE, RUNNING], 5 * 3600) == (
        "▓ 09:05–10:20 코딩            1:15\n"
        "█ 11:00–13:24 강의            2:24\n"
        "#             독서            1:00\n"
        "▒ 15:40–      CS              0:55\n"
        "░ unclocked                   0:21\n"
        "in the log's total, but in no\n"
        "session"
    )


def test_sessions_are_listed_in_korean() -> None:
    assert listed([CODING], 3600 * 2, language="ko") == (
        "▓ 09:05–10:20 코딩            1:15\n"
        "░ 미분류                      0:45\n"
        "일지의 합계에는 있지만 공부\n"
        "기록에는 없어요"
    )


def test_sessions_beyond_the_total_say_by_how_much() -> None:
    assert listed([CODING], 3600) == (
        "▓ 09:05–10:20 코딩            1:15\nThe sessions are 0:15 longer than\nthe log's total."
    )


def test_sessions_without_room_are_counted() -> None:
    assert listed(ALL, 281 * 60, height=2) == "▓ 09:05–10:20 코딩            1:15\n2 more"


def test_a_day_without_sessions_says_which_key_leads_to_them() -> None:
    assert listed([], None, empty="L leads to where they are booked.") == "L leads to where they are booked."


sessions = st.builds(
    lambda subject, start, minutes, kind: (
        Session("x", DAY, subject, None, None, minutes * 60)
        if kind == 0
        else Session("x", DAY, subject, at(0, start), None, 0)
        if kind == 1
        else session(subject, at(0, start), minutes)
    ),
    words,
    st.integers(-600, 3000),
    st.integers(0, 2000),
    st.integers(0, 5),
)


@given(
    st.lists(sessions, max_size=12),
    st.integers(9, 140),
    st.integers(1, 30),
    st.integers(-600, 4000),
    st.sampled_from([FOUR, time(0), time(4, 30)]),
    st.booleans(),
)
def test_a_planner_stays_in_its_room(
    some: list[Session], width: int, height: int, minute: int, day_start: time, in_plain: bool
) -> None:
    lines = draw(some, width=width, height=height, now=at(0, minute), day_start=day_start, in_plain=in_plain)
    assert len(lines) <= min(24, height)
    assert {segment.style for line in lines for segment in line} <= STYLES
    assert all(line_cells(line) <= width for line in lines)


@given(
    st.lists(sessions, max_size=12),
    st.none() | st.integers(0, 90000),
    st.integers(16, 140),
    st.integers(1, 30),
    st.sampled_from(["ko", "en"]),
    st.booleans(),
)
def test_a_list_of_sessions_stays_in_its_room(
    some: list[Session], total: int | None, width: int, height: int, language: Language, in_plain: bool
) -> None:
    text = listed(some, total, width=width, height=height, language=language, in_plain=in_plain)
    assert text.count("\n") < height
    for line in text.split("\n"):
        assert cells(line) <= width
        assert printable(line) == line
