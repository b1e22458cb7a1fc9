"""Sessions in one line, and moments in a word or two."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journal.build import WEDNESDAY, at
from tracker.errors import UsageError
from tracker.journal.session_line import SessionLine, format_session_line, instant_in, parse_session_line
from tracker.model import Session

NINE, TWENTY_PAST_TEN = dt.time(9), dt.time(10, 20)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("09:00-10:20 강의", SessionLine("강의", NINE, TWENTY_PAST_TEN)),
        ("강의 09:00~10:20", SessionLine("강의", NINE, TWENTY_PAST_TEN)),
        ("09:00 – 10:20 딥다이브 - 쿠버네티스", SessionLine("딥다이브 - 쿠버네티스", NINE, TWENTY_PAST_TEN)),
        ("09:00 10:20 lecture", SessionLine("lecture", NINE, TWENTY_PAST_TEN)),
        ("0900-1020 강의", SessionLine("강의", NINE, TWENTY_PAST_TEN)),
        ("9시-10시 20분 강의", SessionLine("강의", NINE, TWENTY_PAST_TEN)),
        ("오후 2시-오후 3시 영어", SessionLine("영어", dt.time(14), dt.time(15))),
        ("1h 20m 강의", SessionLine("강의", seconds=4800)),
        ("1시간 20분 강의", SessionLine("강의", seconds=4800)),
        ("1:30 강의", SessionLine("강의", seconds=5400)),
        ("강의 1:30:00", SessionLine("강의", seconds=5400)),
        ("1.5h reading", SessionLine("reading", seconds=5400)),
        ("강의 09:00 40m", SessionLine("강의", NINE, seconds=2400)),
        ("09:00 강의 40m", SessionLine("강의", NINE, seconds=2400)),
        ("-10:20 40m 강의", SessionLine("강의", end=TWENTY_PAST_TEN, seconds=2400)),
        ("09:00- 강의", SessionLine("강의", NINE, until_now=True)),
        ("09:00-now 강의", SessionLine("강의", NINE, until_now=True)),
        ("React 18 강의 1h", SessionLine("React 18 강의", seconds=3600)),
        ("알고리즘 100제 40m", SessionLine("알고리즘 100제", seconds=2400)),
        ("9월 모의고사 40분", SessionLine("9월 모의고사", seconds=2400)),
        ('40m "100m 달리기"', SessionLine("100m 달리기", seconds=2400)),
        ('"10m sprints" 09:00-10:20', SessionLine("10m sprints", NINE, TWENTY_PAST_TEN)),
        ("09:00-10:20", SessionLine("", NINE, TWENTY_PAST_TEN)),
        ("강의", SessionLine("강의")),
        ("", SessionLine()),
    ],
)
def test_a_line_says_a_session(line: str, told: SessionLine) -> None:
    assert parse_session_line(line) == told


@pytest.mark.parametrize("line", ["100m 달리기 40m", "09:00-10:00 강의 11:00-12:00", "09:00-10:00 11:00 강의"])
def test_a_line_that_says_a_time_twice_is_refused(line: str) -> None:
    with pytest.raises(UsageError, match='in quotes: 40m "10m sprints"'):
        parse_session_line(line)


@pytest.mark.parametrize(
    "subject",
    ["강의", "딥다이브 - 쿠버네티스", "100m 달리기", "1:30 모임", '"인용"', 'a "b" c', '"a" b "c"', "-", "40m"],
)
@pytest.mark.parametrize("times", [("09:00", "10:20"), ("09:00", None), (None, None)])
def test_a_session_is_written_as_the_line_that_says_it(subject: str, times: tuple[str | None, str | None]) -> None:
    start, end = (at(time) if time else None for time in times)
    seconds = 4800 if start is None else 0
    line = format_session_line(Session("a1", WEDNESDAY, subject, start, end, seconds))

    told = parse_session_line(line)

    assert told.subject == subject
    assert told.start == (start.time() if start else None)
    assert told.end == (end.time() if end else None)
    assert told.seconds == (4800 if start is None else None)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", "12:00"),
        ("now", "12:00"),
        ("지금", "12:00"),
        ("09:10", "09:10"),
        ("0910", "09:10"),
        ("9시 10분", "09:10"),
        ("20m", "11:40"),
        ("-20m", "11:40"),
        ("20m ago", "11:40"),
        ("20분 전", "11:40"),
        ("1h 30m ago", "10:30"),
        ("-1:30", "10:30"),
        ("1:30 ago", "10:30"),
    ],
)
def test_a_moment_is_a_time_of_day_or_so_long_ago(words: str, meant: str) -> None:
    assert instant_in(words, at("12:00")) == at(meant)


def test_a_moment_said_after_midnight_may_be_last_evenings() -> None:
    assert instant_in("23:40", at("00:10")) == at("2025-01-21 23:40")


def test_a_moment_after_a_beginning_may_be_the_next_mornings() -> None:
    began = at("23:10")

    assert instant_in("1:20", at("2025-01-23 09:00"), after=began) == at("2025-01-23 01:20")
    assert instant_in("23:40", at("2025-01-23 09:00"), after=began) == at("23:40")


@pytest.mark.parametrize("words", ["soon", "25:61", "ago", "-", "20"])
def test_other_words_are_no_moment(words: str) -> None:
    with pytest.raises(UsageError, match=r"is no time; write it like 09:10 or 20m ago\."):
        instant_in(words, at("12:00"))


def test_a_moment_longer_ago_than_a_day_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="30h ago is longer ago than a day"):
        instant_in("30h ago", at("12:00"))


_PIECES = st.sampled_from(
    ["09:00", "40m", "1h", "-", "~", '"', "강의", "9시", "오후 2시", "now", "1:30:00", " ", "x", "3"]
)


@given(st.lists(_PIECES, min_size=1, max_size=6).map("".join) | st.text(min_size=1, max_size=20))
def test_any_subject_is_read_back_from_its_line(subject: str) -> None:
    subject = " ".join(subject.split())
    session = Session("a1", WEDNESDAY, subject, at("09:00"), at("10:20"), 4800)

    told = parse_session_line(format_session_line(session))

    assert (told.subject, told.start, told.end) == (subject, NINE, TWENTY_PAST_TEN)


@given(st.lists(_PIECES, max_size=6).map("".join) | st.text(alphabet='0123456789:-~hms분시 강의"', max_size=16))
def test_any_line_is_read_or_refused_in_a_sentence(line: str) -> None:
    try:
        told = parse_session_line(line)
    except UsageError:
        return
    assert told.subject in line
