"""What every page is, whatever it shows: one file, sound, and open to everybody."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.charts.days import many_days
from tests.charts.speaking import speaking
from tests.report.given import (
    DANGEROUS,
    FRIDAY,
    full_year,
    nothing_known,
    report,
    twelve_subjects,
)
from tests.report.reading import drawings, figures, parsed, section, words
from tracker.model import Mark
from tracker.report import JudgeCount, OpenChallenge, ReportFacts, ReportKind, StudiedTopic, Thought, report_html
from tracker.stats import DayFacts
from tracker.values import replace
from tracker.wording import Language

PAGES: dict[str, ReportFacts] = {
    "week": report(),
    "month": report(kind="month"),
    "year": report(kind="year"),
    "full year": report(full_year(), kind="year", on=full_year()[0].date),
    "twelve subjects": report(twelve_subjects()),
    "nothing known": nothing_known(),
}
pages = pytest.mark.parametrize("facts", PAGES.values(), ids=PAGES.keys())


@pages
def test_nothing_is_loaded_and_nothing_runs(facts: ReportFacts) -> None:
    html = report_html(facts)
    page = parsed(html)

    assert {element.tag for element in page.iter()} & {"script", "link", "img", "iframe", "object", "embed"} == set()
    assert not re.search(r"https?:|@import|url\((?!#)|\bon\w+=|javascript:", html)
    assert not [e.attrib for e in page.iter() if {"src", "href", "action"} & set(e.attrib)]


@pages
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_head_says_what_the_page_is(facts: ReportFacts, language: Language) -> None:
    with speaking(language):
        html = report_html(facts)
    page = parsed(html)
    metas = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}

    assert html.startswith("<!doctype html>\n<html ")
    assert page.get("lang") == language
    assert next(page.iter("meta")).get("charset") == "utf-8"
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert metas["color-scheme"] == "light dark"
    assert facts.title in words(next(page.iter("title")))


@pages
def test_headings_go_down_one_level_at_a_time(facts: ReportFacts) -> None:
    levels = [int(element.tag[1]) for element in parsed(report_html(facts)).iter() if re.fullmatch(r"h\d", element.tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pages
def test_every_drawing_has_a_name_and_a_table_behind_it(facts: ReportFacts) -> None:
    html = report_html(facts)
    page = parsed(html)
    holding = [found for found in page.iter("section") if found.find(".//svg") is not None]

    assert holding
    for found in holding:
        numbers = found.find("details//table")
        assert numbers is not None
        assert words(numbers[0])
        assert numbers[0].tag == "caption"
        assert {head.get("scope") for head in numbers.iter("th")} == {"col", "row"}
    assert len(drawings(html)) == html.count("<svg ")
    for drawing in drawings(html):
        title, description = drawing[:2]
        assert drawing.get("role") == "img"
        assert (title.tag, description.tag) == ("title", "desc")
        assert drawing.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert title.text
        assert description.text


@pages
def test_an_id_is_there_once_and_what_is_named_is_there(facts: ReportFacts) -> None:
    html = report_html(facts)
    ids = [element.get("id") for element in parsed(html).iter() if element.get("id")]
    named = re.findall(r"url\(#([^)]+)\)", html)
    named += [name for names in re.findall(r'aria-labelledby="([^"]+)"', html) for name in names.split()]

    assert len(ids) == len(set(ids))
    assert set(named) <= set(ids)


@pages
def test_the_same_facts_make_the_same_page(facts: ReportFacts) -> None:
    assert report_html(facts) == report_html(replace(facts))


def test_people_s_words_are_words() -> None:
    day = DayFacts(FRIDAY, 3600, ((DANGEROUS, 1800),), logged=True)
    html = report_html(
        report(
            [day],
            judges=[JudgeCount(DANGEROUS, 1, 0)],
            topics=[StudiedTopic(FRIDAY, DANGEROUS, DANGEROUS, DANGEROUS)],
            reflections=[Thought(FRIDAY, DANGEROUS, DANGEROUS)],
            open_challenges=[OpenChallenge(FRIDAY, DANGEROUS, Mark.MISSED)],
        )
    )
    page = parsed(html)

    assert list(page.iter("script")) == []
    assert not set(html) & {"\x07", "\x00", "\x1b", "\ufffe"}
    shown = "<script>alert(\"1\" & '2')</script>\ufffd\ufffd\ufffd[31m\ufffd"
    for name in ("time", "subjects", "judges", "topics", "thoughts", "waiting"):
        assert shown in words(section(page, name)), name
    assert any(shown in "".join(drawing.itertext()) for drawing in drawings(html))


def test_lines_of_a_reflection_stay_lines() -> None:
    text = "한 번에 하나씩 했다  \n\n타이머를 켰다<br/>\n<br/>\n"
    html = report_html(report(reflections=[Thought(FRIDAY, "성공적인 점", text)]))

    assert "<bdi>한 번에 하나씩 했다<br><br>타이머를 켰다</bdi>" in html


def test_a_reflection_of_nothing_but_breaks_is_none() -> None:
    page = parsed(report_html(report(reflections=[Thought(FRIDAY, "성공적인 점", "<br/>")])))

    assert words(section(page, "thoughts")) == "Reflections No reflection was written."


def test_reflections_stand_under_their_labels() -> None:
    said = [
        Thought(FRIDAY, "개선해야할 점", "첫째"),
        Thought(FRIDAY, "", "이름 없이"),
        Thought(FRIDAY, "개선해야 할 점 :", "둘째"),
    ]
    page = parsed(report_html(report(reflections=said)))
    groups = section(page, "thoughts").findall("div/div")

    assert [words(group) for group in groups] == [
        "개선해야할 점 Fri 28 Mar 첫째 Fri 28 Mar 둘째",
        "Other thoughts Fri 28 Mar 이름 없이",
    ]


def test_topics_stand_under_their_days_and_in_a_year_under_their_months() -> None:
    topics = [
        StudiedTopic(FRIDAY, "딥다이브", "해시 충돌", "소나무"),
        StudiedTopic(FRIDAY, "", "정규화"),
        StudiedTopic(FRIDAY.replace(day=29), "강의", "트랜잭션"),
    ]
    of_week = section(parsed(report_html(report(topics=topics))), "topics")
    of_year = section(parsed(report_html(report(kind="year", topics=topics))), "topics")

    assert [words(part) for part in of_week.iter("h3")] == ["Fri 28 Mar", "Sat 29 Mar"]
    assert [words(part) for part in of_week.iter("li")] == ["딥다이브 해시 충돌 by 소나무", "정규화", "강의 트랜잭션"]
    assert [words(part) for part in of_year.iter("h3")] == ["Mar 2025"]
    assert words(next(of_year.iter("li"))) == "3/28 · 딥다이브 해시 충돌 by 소나무"


def test_what_stays_open_says_what_became_of_it() -> None:
    left = [
        OpenChallenge(FRIDAY, "알고리즘 두 문제", Mark.PARTIAL),
        OpenChallenge(FRIDAY, "<b>물</b> 여덟 잔", Mark.MISSED),
        OpenChallenge(FRIDAY, "책 한 장", None),
    ]
    page = parsed(report_html(report(open_challenges=left)))

    assert [words(entry) for entry in section(page, "waiting").iter("li")] == [
        "Fri 28 Mar · done partly 알고리즘 두 문제",
        "Fri 28 Mar · missed <b>물</b> 여덟 잔",
        "Fri 28 Mar · not checked 책 한 장",
    ]


def test_dates_are_written_as_the_language_has_them() -> None:
    with speaking("ko"):
        week, month = parsed(report_html(report())), parsed(report_html(report(kind="month")))

    assert words(next(month.iter("h1"))) == "2025년 3월"
    assert "4주차" in words(next(week.iter("header")))
    assert {"월", "화", "수", "목", "금", "토", "일"} <= {words(text) for text in week.iter("text")}
    assert [
        words(next(parsed(report_html(report(on=FRIDAY.replace(month=n, day=d)))).iter("h1"))) for n, d in DAYS
    ] == [
        "24 – 30 Mar 2025",
        "31 Mar – 6 Apr 2025",
        "29 Dec 2025 – 4 Jan 2026",
    ]


DAYS = ((3, 28), (4, 1), (12, 31))
"""In a week of one month, of two months, and of two years."""


def test_a_period_that_is_over_is_not_in_progress() -> None:
    over = parsed(report_html(report(today=FRIDAY.replace(month=4))))

    assert "in progress, as of Fri 28 Mar" in words(next(parsed(report_html(report())).iter("header")))
    assert "in progress" not in words(next(over.iter("header")))


def test_the_figures() -> None:
    assert figures(parsed(report_html(report()))) == {
        "total": "17:01:01 | the time of 1 day is unknown",
        "compared with last week": "+4:01:01 | 3/17 – 3/21: 13:00:00",
        "mean of a studied day": "5:40:20",
        "best day": "8:01:01 | Mon 24 Mar",
        "days studied": "3 | of 7 study days",
        "challenges done": "75.0% | 3 of 4 done",
        "days in a row with every challenge done": "1 day | broken on 3/27: no entry",
    }


def test_the_figures_of_what_nobody_knows() -> None:
    shown = figures(parsed(report_html(nothing_known())))

    assert shown["total"] == "unknown | the time of 4 days is unknown"
    assert shown["compared with last week"] == "unknown | nothing is known of 3/17 – 3/21"
    assert shown["mean of a studied day"] == shown["best day"] == "–"
    assert shown["challenges done"] == "none set"


@settings(max_examples=30)
@given(days=many_days(), kind=st.sampled_from(["week", "month", "year"]), target=st.none() | st.integers(1, 40 * 3600))
def test_any_days_make_a_sound_page(days: list[DayFacts], kind: ReportKind, target: int | None) -> None:
    facts = report(days, kind=kind, on=FRIDAY.replace(month=1), today=FRIDAY.replace(month=1), target=target)
    html = report_html(facts)

    assert len(drawings(html)) == html.count("<svg ")
    assert parsed(html).tag == "html"
