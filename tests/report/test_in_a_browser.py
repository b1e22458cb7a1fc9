"""What a browser makes of the pages: on a phone nothing scrolls sideways, and words keep clear of each other."""

from __future__ import annotations

from datetime import date

import pytest

from tests.charts.speaking import speaking
from tests.report.browser import CHROMIUM, Laid, laid_out
from tests.report.given import DANGEROUS, FRIDAY, LONG_NAME, full_year, nothing_known, report, twelve_subjects
from tracker.report import JudgeCount, StudiedTopic, Thought, report_html
from tracker.wording import Language

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")

PHONE, TABLET, DESK = 360, 720, 1200


def pages() -> dict[str, str]:
    """Return pages that are hard to lay out, in both languages."""
    found: dict[str, str] = {}
    languages: tuple[Language, ...] = ("ko", "en")
    for language in languages:
        with speaking(language):
            wordy = report(
                judges=[JudgeCount(LONG_NAME, 3, 1)],
                topics=[StudiedTopic(FRIDAY, LONG_NAME, "가" * 90, LONG_NAME)],
                reflections=[Thought(FRIDAY, LONG_NAME, f"{'https://example.org/' * 9}\n{DANGEROUS}")],
            )
            some = {
                "week": report(),
                "month": report(kind="month"),
                "year": report(full_year(), kind="year", on=date(2024, 1, 1)),
                "twelve": report(twelve_subjects()),
                "twelve-in-a-month": report(twelve_subjects(), kind="month"),
                "nothing": nothing_known(),
                "wordy": wordy,
            }
            found |= {f"{name}-{language}": report_html(facts) for name, facts in some.items()}
    return found


@pytest.fixture(scope="module")
def laid() -> dict[tuple[str, int], Laid]:
    """Return how the pages are laid out, with their tables open."""
    return laid_out(pages(), (PHONE, TABLET, DESK), opened=True)


def test_nothing_scrolls_sideways(laid: dict[tuple[str, int], Laid]) -> None:
    assert {page: found.wide for page, found in laid.items() if found.wide > page[1]} == {}


def test_words_stay_within_their_drawing(laid: dict[tuple[str, int], Laid]) -> None:
    assert {page: found.outside for page, found in laid.items() if found.outside} == {}


def test_words_are_not_drawn_over_each_other(laid: dict[tuple[str, int], Laid]) -> None:
    assert {page: found.over for page, found in laid.items() if found.over} == {}


def test_one_drawing_of_a_chart_is_shown(laid: dict[tuple[str, int], Laid]) -> None:
    assert {laid["week-ko", width].drawn for width in (PHONE, TABLET, DESK)} == {4}
    assert {laid["year-ko", width].drawn for width in (PHONE, TABLET, DESK)} == {4}
