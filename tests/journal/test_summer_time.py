"""A session over the night in which the clocks are changed."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import pytest

from tests.journal.build import Clock
from tracker.journal import Journal


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the machine stand in New York."""
    if not hasattr(time, "tzset"):
        pytest.skip("the machine's zone cannot be set here")
    with monkeypatch.context() as zone:
        zone.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("evening", "morning", "before_four", "after_four"),
    [
        # Summer time begins at two: from eleven to four it is one hour less.
        ("2025-03-08T23:00:00-05:00", "2025-03-09T06:00:00-04:00", 4, 2),
        # It ends at two: one hour more.
        ("2025-11-01T23:00:00-04:00", "2025-11-02T06:00:00-05:00", 6, 2),
    ],
)
@pytest.mark.usefixtures("new_york")
def test_a_night_in_which_summer_time_turns_is_cut_at_four_by_the_clock(
    journal: Journal, clock: Clock, evening: str, morning: str, before_four: int, after_four: int
) -> None:
    clock.now = dt.datetime.fromisoformat(evening)
    first = journal.today
    journal.timer.start("영어")
    clock.now = dt.datetime.fromisoformat(morning)
    journal.timer.beat()
    journal.timer.stop()

    hours = [
        sum(session.seconds for session in journal.timer.sessions(day)) // 3600
        for day in (first, first + dt.timedelta(days=1))
    ]
    assert hours == [before_four, after_four]
