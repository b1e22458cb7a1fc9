"""Days to draw: a few that are known by heart, and any."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tracker.stats import DayFacts

TODAY = date(2025, 1, 24)
TARGET = 8 * 3600


def day(number: int, hours: float, **subjects: float) -> DayFacts:
    """Return a day of January 2025 with hours in all and of each subject."""
    by_subject = tuple((name, int(share * 3600)) for name, share in subjects.items())
    return DayFacts(date(2025, 1, number), int(hours * 3600), by_subject, logged=True)


WEEK = [
    day(20, 8, 강의=6, 코딩=2),
    day(21, 6.5, 강의=3),
    day(22, 9.25, 코딩=4, 강의=1),
    DayFacts(date(2025, 1, 23), 5 * 3600, (("CS", 5 * 3600),), done=2, missed=1, logged=True),
    day(24, 1),
]
LAST_WEEK = [day(13, 4), day(14, 8), day(18, 2)]
MONTH = [*LAST_WEEK, *WEEK, day(1, 3), day(5, 10)]

words = st.text(max_size=12) | st.sampled_from(
    ["강의", "딥다이브 - 쿠버네티스", "🧑‍💻 CS", "🕸️", "각", "", "a\u200d", "\ufe0f"]
)


@st.composite
def many_days(draw: st.DrawFn) -> list[DayFacts]:
    """Return days around January 2025, with subjects of any name."""
    subjects = draw(st.lists(words, max_size=10, unique=True))
    days = []
    for n in draw(st.sets(st.integers(-31, 40), max_size=14)):
        by_subject = [(subject, draw(st.integers(0, 20000))) for subject in subjects[: draw(st.integers(0, 10))]]
        by_subject.sort(key=lambda pair: -pair[1])
        seconds = draw(st.none() | st.integers(0, 90000))
        done, missed = draw(st.integers(0, 3)), draw(st.integers(0, 3))
        days.append(
            DayFacts(date(2025, 1, 1) + timedelta(days=n), seconds, tuple(by_subject), done, missed=missed, logged=True)
        )
    return days
