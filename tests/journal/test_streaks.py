"""The streak is the same whether all days are looked at or only as many as it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tracker.journal import Journal
from tracker.stats import streak
from tracker.store import Store

DONE = "## 📅 날짜: {day}\n\n### 🔥 도전 과제\n\n- (지난) 도전 과제 1: 걷기 ✅\n"
MISSED = DONE.replace("✅", "❌")


def keep(journal: Journal, days: int, broken: int | None) -> None:
    """Write a day for each of the last `days`, done but for the one that was `broken` days ago."""
    for back in range(days):
        day = journal.today - dt.timedelta(days=back)
        journal.save_text(day, (MISSED if back == broken else DONE).format(day=day), base=None)


@pytest.mark.parametrize(
    ("days", "broken", "length"),
    [
        (3, None, 3), (61, None, 61), (63, None, 63), (300, None, 300), (70, 65, 65), (70, 10, 10), (5, 0, 0),
        (312, None, 312), (330, 310, 310), (330, 311, 311), (330, 320, 320),
    ],
)  # fmt: skip
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


def test_a_gap_before_all_that_was_looked_at_breaks_it(journal: Journal) -> None:
    keep(journal, 40, None)
    long_ago = journal.today - dt.timedelta(days=4000)
    journal.save_text(long_ago, DONE.format(day=long_ago), base=None)

    run = journal.facts_and_streak(journal.today, journal.today)[1]

    assert (run.length, run.broken_on) == (40, journal.today - dt.timedelta(days=40))


def test_days_long_before_the_one_that_broke_it_are_not_read(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(journal, 400, 100)
    read: list[int] = []
    for name in ("counts", "done_on"):
        query = getattr(Store, name)

        def asked(store: Store, first: dt.date, last: dt.date, query: Callable[..., object] = query) -> object:
            read.append((journal.today - first).days)
            return query(store, first, last)

        monkeypatch.setattr(Store, name, asked)

    assert journal.facts_and_streak(journal.today, journal.today)[1].length == 100
    assert read == [62, 310]
