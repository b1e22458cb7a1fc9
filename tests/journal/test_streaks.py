"""The streak is the same whether all days are looked at or only as many as it takes."""

from __future__ import annotations

import datetime as dt

import pytest

from tracker.journal import Journal
from tracker.stats import streak

DONE = "## 📅 날짜: {day}\n\n### 🔥 도전 과제\n\n- (지난) 도전 과제 1: 걷기 ✅\n"
MISSED = DONE.replace("✅", "❌")


def keep(journal: Journal, days: int, broken: int | None) -> None:
    """Write a day for each of the last `days`, done but for the one that was `broken` days ago."""
    for back in range(days):
        day = journal.today - dt.timedelta(days=back)
        journal.save_text(day, (MISSED if back == broken else DONE).format(day=day), base=None)


@pytest.mark.parametrize(
    ("days", "broken", "length"),
    [(3, None, 3), (61, None, 61), (63, None, 63), (300, None, 300), (70, 65, 65), (70, 10, 10), (5, 0, 0)],
)
def test_a_streak_reaches_as_far_as_it_does(journal: Journal, days: int, broken: int | None, length: int) -> None:
    keep(journal, days, broken)
    today = journal.today
    facts, run = journal.facts_and_streak(today, today)

    assert run.length == length
    assert run == streak(journal.facts(dt.date.min, today), today)
    assert facts[-1].date == today


def test_a_log_without_days_has_no_streak(journal: Journal) -> None:
    facts, run = journal.facts_and_streak(journal.today, journal.today)

    assert (facts, run.length) == ([], 0)
