"""Time as bars of text that line up, and as mermaid."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tracker.cells import cells
from tracker.retro.text_charts import bar, calendar_table, day_chart, day_mermaid, share_mermaid, week_chart
from tracker.stats import DayFacts, fill

MONDAY = dt.date(2025, 3, 24)
HOUR = 3600


def week(*hours: float | None) -> list[DayFacts]:
    """Return days from Monday with so many hours; None for a day of which nothing is known."""
    return [
        DayFacts(MONDAY + dt.timedelta(days=n), round(h * HOUR) if h is not None else None) for n, h in enumerate(hours)
    ]


def test_days_are_bars_below_each_other() -> None:
    assert day_chart(week(7.5, 8, 2, None, 0, 10, 0.01), 8 * HOUR, "ko") == (
        "월 03/24 ██████████████████ ┊      7:30:00\n"
        "화 03/25 ███████████████████▎      8:00:00\n"
        "수 03/26 ████▊              ┊      2:00:00\n"
        "목 03/27                    ┊            –\n"
        "금 03/28                    ┊      0:00:00\n"
        "토 03/29 ████████████████████████ 10:00:00\n"
        "일 03/30 ▏                  ┊      0:00:36"
    )


def test_an_english_log_has_english_weekdays_and_may_have_no_target() -> None:
    assert day_chart(week(1, 2), 0, "en") == (
        "Mon 03/24 ████████████             1:00:00\nTue 03/25 ████████████████████████ 2:00:00"
    )


def test_weeks_of_a_month_are_bars_as_well() -> None:
    days = fill(week(1, 1, None, None, None, None, None, 4), MONDAY, MONDAY + dt.timedelta(days=8))

    assert week_chart(days, "ko") == (
        "03/24–03/30 ████████████             2:00:00\n03/31–04/01 ████████████████████████ 4:00:00"
    )


def test_a_month_is_a_table_of_weeks_with_links() -> None:
    days = fill(week(None, None, 1.5), MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=8))

    assert calendar_table(days, {MONDAY + dt.timedelta(days=2): "../26.md"}, "ko") == (
        "| 월 | 화 | 수 | 목 | 금 | 토 | 일 |\n"
        "| :---: | :---: | :---: | :---: | :---: | :---: | :---: |\n"
        "|  | 25 | [26](../26.md)<br>1:30 | 27 | 28 | 29 | 30 |\n"
        "| 31 | 1 |  |  |  |  |  |"
    )


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 86399)), min_size=1, max_size=31),
    st.sampled_from([0, 4 * HOUR, 8 * HOUR, 24 * HOUR]),
    st.sampled_from(["ko", "en", "ja"]),
)
def test_every_line_is_as_wide_and_has_as_many_wide_letters(
    seconds: list[int | None], target: int, language: str
) -> None:
    days = [DayFacts(MONDAY + dt.timedelta(days=n), some) for n, some in enumerate(seconds)]
    lines = day_chart(days, target, language).split("\n")

    assert len(lines) == len(days)
    assert len({cells(line) for line in lines}) == 1
    # Where a font draws Korean letters narrower than two columns, all lines are off by as much.
    assert len({len(line) for line in lines}) == 1


@given(st.integers(1, 10**6), st.integers(1, 60), st.integers(1, 10**6))
def test_a_bar_is_as_long_as_its_share_and_never_nothing(seconds: int, width: int, most: int) -> None:
    drawn = bar(seconds, width, most)

    assert 1 <= len(drawn) <= width
    assert abs(len(drawn) - min(width, seconds * width / most)) <= 1


def test_no_time_is_no_bar() -> None:
    assert bar(0, 10, 100) == bar(-5, 10, 100) == bar(5, 0, 100) == bar(5, 10, 0) == ""


def test_mermaid_has_a_bar_a_day_and_a_line_for_the_week_before() -> None:
    assert day_mermaid(week(7.5, None), [3600, None], title="공부 시간", hours="시간", language="ko") == (
        "xychart-beta\n"
        '    title "공부 시간"\n'
        '    x-axis ["월 3/24", "화 3/25"]\n'
        '    y-axis "시간" 0 --> 8\n'
        "    bar [7.50, 0.00]\n"
        "    line [1.00, 0.00]"
    )


def test_without_a_week_before_there_is_no_line() -> None:
    assert "line" not in day_mermaid(week(1), [None], title="t", hours="h", language="en")


def test_subjects_are_a_pie_and_keep_no_sign_of_mermaids_own() -> None:
    assert share_mermaid([('인"용" %% [강의]', 5400), ("빈", 0), ("\n", 1)], title="과목별; 시간") == (
        'pie showData\n    title 과목별 시간\n    "인 용 강의" : 1.50\n    "–" : 0.01'
    )
    assert share_mermaid([("강의", 0)], title="t") == ""
