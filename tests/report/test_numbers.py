"""The numbers of the tables are those of the facts, added up; what is unknown is no number."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.days import many_days
from tests.report.given import FRIDAY, HOUR, WEEK, day, full_year, nothing_known, report
from tests.report.reading import column, drawings, parsed, section, table, words
from tracker.report import JudgeCount, ReportFacts, ReportKind, report_html
from tracker.stats import DayFacts
from tracker.timefmt import parse_duration

JANUARY = date(2025, 1, 24)


def page_of(facts: ReportFacts) -> Element:
    """Return the parsed page."""
    return parsed(report_html(facts))


def added(cells: list[str]) -> int:
    """Return the sum of the lengths among some cells."""
    return sum(parse_duration(cell) for cell in cells if cell[:1].isdigit())


def test_the_table_of_a_week() -> None:
    assert table(page_of(report()), "time") == [
        ["day", "time", "강의", "독서", "코딩", "unclocked", "last week"],
        ["Mon 24 Mar", "8:01:01", "5:00:00", "–", "2:00:00", "1:01:01", "4:00:00"],
        ["Tue 25 Mar", "0:00:00", "–", "–", "–", "–", "unknown"],
        ["Wed 26 Mar", "unknown", "–", "–", "–", "–", "9:00:00"],
        ["Thu 27 Mar", "3:00:00", "–", "3:00:00", "–", "–", "unknown"],
        ["Fri 28 Mar", "6:00:00", "7:00:00", "–", "–", "–", "unknown"],
        ["Sat 29 Mar", "to come", "–", "–", "–", "–", "1:00:00"],
        ["Sun 30 Mar", "to come", "–", "–", "–", "–", "unknown"],
        ["total", "17:01:01", "12:00:00", "3:00:00", "2:00:00", "1:01:01", "14:00:00"],
    ]


def test_a_day_of_unknown_time_is_no_zero() -> None:
    html = report_html(report())
    wide = next(drawing for drawing in drawings(html) if drawing[0].get("id") == "time-wide-title")
    labels = [text.text for text in wide.iter("text") if text.get("class") == "value"]
    unknown = [rect for rect in wide.iter("rect") if rect.get("class") == "outline-unknown" and len(rect)]

    assert labels == ["8:01", "0:00", "?", "3:00", "6:00"]
    assert [words(rect) for rect in unknown] == ["Wed 26 Mar: unknown"]
    assert "? unknown" in words(wide)


def test_a_week_without_any_time_shows_none() -> None:
    page = page_of(nothing_known())

    assert column(page, "time", "time") == ["unknown"] * 4 + ["to come"] * 3 + ["unknown"]
    assert words(section(page, "subjects")) == "By subject No time is known, so there is nothing to divide."
    assert section(page, "subjects").find(".//svg") is None


def test_sessions_that_exceed_the_total_are_told() -> None:
    page = page_of(report())

    assert "Sessions exceed the written totals by 1:00:00." in words(section(page, "time"))
    assert table(page, "subjects") == [
        ["subject", "time", "share"],
        ["강의", "12:00:00", "66.6%"],
        ["독서", "3:00:00", "16.7%"],
        ["코딩", "2:00:00", "11.1%"],
        ["unclocked", "1:01:01", "5.6%"],
        ["total", "18:01:01", "100.0%"],
    ]


def test_the_weeks_of_a_month_hold_its_own_days_only() -> None:
    days = [day(date(2025, 2, 28), HOUR), day(date(2025, 3, 1), 2 * HOUR), *WEEK, day(date(2025, 3, 31), 3 * HOUR)]
    page = page_of(report(days, kind="month", today=date(2025, 4, 2)))

    assert table(page, "weeks") == [
        ["week", "time"],
        ["3/1 – 3/2", "2:00:00"],
        ["3/3 – 3/9", "unknown"],
        ["3/10 – 3/16", "unknown"],
        ["3/17 – 3/23", "unknown"],
        ["3/24 – 3/30", "17:01:01"],
        ["3/31", "3:00:00"],
        ["total", "22:01:01"],
    ]


def test_the_months_of_a_year_stand_beside_those_of_the_year_before() -> None:
    days = [day(date(2025, 1, 1), HOUR), *WEEK]
    earlier = [day(date(2024, 1, 31), 2 * HOUR), day(date(2024, 12, 1), HOUR)]
    page = page_of(report(days, kind="year", earlier=earlier))

    assert column(page, "time", "time") == [
        "1:00:00", "unknown", "17:01:01", *["to come"] * 9, "18:01:01",
    ]  # fmt: skip
    assert column(page, "time", "last year")[::11] == ["2:00:00", "1:00:00"]


def test_a_year_has_a_line_for_each_week_and_a_square_for_each_day() -> None:
    html = report_html(report(full_year(), kind="year", on=date(2024, 1, 1), today=date(2025, 3, 1)))
    page = parsed(html)
    rows = table(page, "year")

    assert len(rows) == 1 + 53
    assert rows[1] == ["1/1", "0:00:00", "1:00:00", "2:00:00", "3:00:00", "4:00:00", "5:00:00", "6:00:00", "21:00:00"]
    assert rows[-1] == ["12/30", "4:00:00", "5:00:00", "", "", "", "", "", "9:00:00"]
    for name in ("year-wide-title", "year-narrow-title"):
        drawing = next(drawing for drawing in drawings(html) if drawing[0].get("id") == name)
        assert len([rect for rect in drawing.iter("rect") if len(rect)]) == 366


def test_weeks_to_come_are_left_out_and_unknown_ones_are_not() -> None:
    rows = table(page_of(report(kind="year")), "year")

    assert rows[1] == ["1/1", "", "", *["unknown"] * 6]
    assert rows[-1] == [
        "3/24", "8:01:01", "0:00:00", "unknown", "3:00:00", "6:00:00", "to come", "to come", "17:01:01",
    ]  # fmt: skip


def test_the_table_of_challenges() -> None:
    assert table(page_of(report()), "challenges") == [
        ["outcome", "number", "share"],
        ["done", "3", "75.0%"],
        ["done partly", "0", "0.0%"],
        ["missed", "1", "25.0%"],
        ["not checked", "0", "0.0%"],
        ["total", "4", "100.0%"],
    ]


def test_the_table_of_problems() -> None:
    page = page_of(report(judges=[JudgeCount("백준", 12, 11), JudgeCount("프로그래머스", 3, 3)]))

    assert table(page, "judges") == [
        ["judge", "problems", "solved"],
        ["백준", "12", "11"],
        ["프로그래머스", "3", "3"],
        ["total", "15", "14"],
    ]


def test_a_column_is_as_high_as_its_day_and_its_parts_are_their_shares() -> None:
    html = report_html(report([day(date(2025, 3, 24), 8 * HOUR, [("강의", 6 * HOUR), ("코딩", 2 * HOUR)])], earlier=()))
    wide = next(drawing for drawing in drawings(html) if drawing[0].get("id") == "time-wide-title")
    target = next(float(line.get("y1", "")) for line in wide.iter("line") if line.get("class") == "line-target")
    parts = {words(rect): rect for rect in wide.iter("rect") if len(rect) and "·" in words(rect)}
    lecture, coding = parts["Mon 24 Mar · 강의: 6:00:00"], parts["Mon 24 Mar · 코딩: 2:00:00"]

    assert float(coding.get("y", "")) == pytest.approx(target, abs=0.01)
    assert float(lecture.get("height", "")) == pytest.approx(3 * float(coding.get("height", "")), abs=0.05)


@settings(max_examples=30)
@given(days=many_days(), kind=st.sampled_from(["week", "month", "year"]))
def test_the_times_add_up_to_the_total(days: list[DayFacts], kind: ReportKind) -> None:
    facts = report(days, kind=kind, on=JANUARY, today=JANUARY)
    page = page_of(facts)
    times = column(page, "time", "time")
    plain_sum = sum(one.seconds for one in facts.days if one.seconds is not None)

    assert added(times[:-1]) == plain_sum
    assert added(times[-1:]) == plain_sum
    if kind == "year":
        assert added([cell for row in table(page, "year")[1:] for cell in row[1:-1]]) == plain_sum
    if kind == "month":
        assert added([row[1] for row in table(page, "weeks")[1:-1]]) == plain_sum
    if facts.stats.by_subject:
        by_subject = sum(sum(dict(one.by_subject).values()) for one in facts.days if one.seconds)
        rows = table(page, "time")
        at = rows[0].index("unclocked")
        assert added([cell for row in rows[1:-1] for cell in row[2:at]]) == by_subject
        assert added(rows[-1][2:at]) == by_subject


def test_the_day_in_the_figures_is_a_friday() -> None:
    assert FRIDAY.weekday() == 4
