"""The week of a group as lines: side by side where there is room, one block below the other where there is none."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.group.build import KST, MONDAY, SUNDAY, session
from tracker.cells import cells
from tracker.charts import plain
from tracker.group.digest import Digest, JudgeCount, MemberDay, MemberWeek, StudiedTopic, digest_of, spans_of
from tracker.group.drawing import digest_lines

WEDNESDAY = dt.date(2025, 3, 12)


def week_of(name: str, start: str = "09:00", end: str = "10:30") -> MemberWeek:
    """Return a week with something of everything on its Wednesday, and a Monday without a total."""
    topics = (
        StudiedTopic(WEDNESDAY, "쿠버네티스 파드와 볼륨", "하늘"),
        StudiedTopic(WEDNESDAY, "아주긴낱말이" * 12, None),
    )
    days = (
        MemberDay(MONDAY, True, None),
        MemberDay(WEDNESDAY, True, 5400, topics, (JudgeCount("프로그래머스", 2), JudgeCount("백준", 1)), 1, 2),
    )
    return MemberWeek(name, days, spans_of([session(start, end)]), True)


def digest(*members: MemberWeek) -> Digest:
    """Return the digest of the week."""
    return digest_of(members, MONDAY, SUNDAY, zone=KST, day_start=dt.time(4))


def drawn(found: Digest, width: int) -> str:
    """Return the lines as text, on the Thursday of the week."""
    return plain(digest_lines(found, width=width, today=dt.date(2025, 3, 13), course_week=2, hint="아무도 없어요"))


def test_side_by_side() -> None:
    found = digest(
        week_of("나"),
        week_of("김지수", "10:00", "11:00"),
        MemberWeek("Bob", problem="https://example.com/til cannot be fetched: it is not there"),
    )

    assert (
        drawn(found, 72)
        == """\
3/10 – 3/16 · week 2   3 people   at once 0:30

            나                  김지수              Bob
Mon 3/10        –                   –                   –
Tue 3/11        –                   –                   –
Wed 3/12     1:30 ▇▇▇▇▇▇▇▇▇▇▇▇   1:30 ▇▇▇▇▇▇▇▇▇▇▇▇      –
Thu 3/13        –                   –                   –
Fri 3/14
Sat 3/15
Sun 3/16
total        1:30 1 day          1:30 1 day             –

solved      프로그래머스 2      프로그래머스 2      –
            백준 1              백준 1
challenges  1/2 50%             1/2 50%             –

topics      · 쿠버네티스        · 쿠버네티스        –
              파드와 볼륨         파드와 볼륨
              (하늘)              (하늘)
            · 아주긴낱말이아주  · 아주긴낱말이아주
              긴낱말이아주긴낱    긴낱말이아주긴낱
              말이아주긴낱말…     말이아주긴낱말…

Bob: https://example.com/til cannot be fetched: it is not there

Studied at once
            9     10
Mon 3/10    ············
Tue 3/11    ············
Wed 3/12    ▁▁▁▁▁▁222▁▁▁  0:30
Thu 3/13    ············
Fri 3/14    ············
Sat 3/15    ············
Sun 3/16    ············
            2 so many at once   ▁ one alone
Unknown, for they share no sessions: Bob

Wed 3/12    10:00–10:30  나, 김지수"""
    )


def test_a_block_for_each_where_there_is_no_room() -> None:
    found = digest(week_of("나"), MemberWeek("지수", (MemberDay(WEDNESDAY, True, None),), notes=("어제 것이에요.",)))

    assert (
        drawn(found, 40)
        == """\
3/10 – 3/16 · week 2   2 people
at once –

나   total 1:30 1 day
solved 프로그래머스 2 · 백준 1
challenges 1/2 50%
Mon –  Tue –  Wed 1:30  Thu –
  · 쿠버네티스 파드와 볼륨 (하늘)
  · 아주긴낱말이아주긴낱말이아주긴낱말이
    아주긴낱말이아주긴낱말이아주긴낱말이
    아주긴낱말이아주긴낱말이아주긴낱말…

지수   total –   solved –   challenges –
Mon –  Tue –  Wed –  Thu –
지수: 어제 것이에요.

Studied at once
Unknown: fewer than two share their
sessions."""
    )


def test_nobody_else_is_told_how_to_begin() -> None:
    assert drawn(digest(week_of("나")), 80) == "3/10 – 3/16 · week 2\n\n아무도 없어요"


def test_a_topic_of_several_days_is_listed_once_and_what_is_too_much_is_counted() -> None:
    days = [dt.date(2025, 3, 10) + dt.timedelta(days=n) for n in range(7)]
    same = tuple(MemberDay(day, True, None, (StudiedTopic(day, "그래프", None),)) for day in days)
    many = MemberDay(MONDAY, True, None, tuple(StudiedTopic(MONDAY, f"주제 {n:02}", None) for n in range(20)))

    text = drawn(digest(MemberWeek("나", same), MemberWeek("지수", (many,))), 80)

    assert text.count("그래프") == 1
    assert text.count("주제") == 11
    assert "9 more" in text


HOSTILE = ["가" * 40, "👩‍👧" * 9, "e\u0301" * 30, "\x1b[31m빨강", "\u202e거꾸로", "[b]굵게[/b]", "a b" * 20, "ｗｉｄｅ"]


@pytest.mark.parametrize("width", [20, 24, 40, 80, 120, 160])
@pytest.mark.parametrize("others", [1, 2, 4, 10])
def test_nothing_is_wider_than_its_line_and_columns_stand_below_each_other(width: int, others: int) -> None:
    hostile = [week_of(HOSTILE[n % len(HOSTILE)], f"{9 + n:02}:00", f"{10 + n:02}:30") for n in range(others)]
    found = digest(week_of("나"), *hostile)

    text = drawn(found, width)

    assert max(cells(line) for line in text.split("\n")) <= width
    assert not {"\x1b", "\u202e"} & set(text)
    lines = text.split("\n")
    if any(line.startswith("total   ") for line in lines):
        day = next(line for line in lines if line.startswith("Wed 3/12"))
        total = next(line for line in lines if line.startswith("total"))
        assert places_of("1:30", day) == places_of("1:30", total)
        assert len(places_of("1:30", day)) == others + 1


def places_of(words: str, line: str) -> list[int]:
    """Return the columns at which words stand in a line."""
    return [cells(line[: found.start()]) for found in re.finditer(words, line)]


def test_ten_members_at_eighty_columns_are_blocks() -> None:
    text = drawn(digest(week_of("나"), *(week_of(f"팀원{n}") for n in range(10))), 80)

    assert text.count("total 1:30 1 day") == 11
    assert "11 people" in text


def test_nothing_above_nine_at_once_breaks_the_strip() -> None:
    text = drawn(digest(*(week_of(f"팀원{n}") for n in range(12))), 80)

    assert "++++++" in text
