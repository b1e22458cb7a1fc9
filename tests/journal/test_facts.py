"""What statistics are told of each day."""

from __future__ import annotations

import datetime as dt

from tests.journal.build import THURSDAY, TUESDAY, WEDNESDAY, Clock, put
from tracker.journal import Journal
from tracker.stats import DayFacts


def facts_between(journal: Journal, first: dt.date, last: dt.date) -> dict[dt.date, DayFacts]:
    """Return the facts by day."""
    return {facts.date: facts for facts in journal.facts(first, last)}


def test_a_day_in_numbers(journal: Journal) -> None:
    put(
        journal,
        "# 2025-01-22\n\n### 🤿 딥다이브\n#### | PV와 PVC\n#### | 네임스페이스\n\n"
        "### 팀 스터디\n- 백준 5065 10102 1000\n\n"
        "### 도전 과제\n- (지난) 도전 과제 1: 하나 ✅\n- (지난) 도전 과제 2: 둘 ✅\n- (지난) 도전 과제 3: 셋 🔺\n"
        "- (지난) 도전 과제 4: 넷 ❌\n- (지난) 도전 과제 5: 다섯\n- (내일) 도전 과제 1: 여섯\n\n"
        "### 오늘의 회고 (총 공부 시간 8:02:38)\n",
    )
    journal.timer.add(TUESDAY, "독서", seconds=600)

    facts = facts_between(journal, WEDNESDAY, WEDNESDAY)[WEDNESDAY]

    assert (facts.done, facts.partial, facts.missed, facts.open) == (2, 1, 1, 1)
    assert (facts.topics, facts.problems, facts.seconds, facts.logged) == (2, 3, 8 * 3600 + 158, True)
    assert facts.by_subject == ()


def test_time_by_subject_longest_first(journal: Journal) -> None:
    for subject, seconds in (("독서", 600), ("강의", 1800), ("독서", 900), ("가", 1500)):
        journal.timer.add(WEDNESDAY, subject, seconds=seconds)

    facts = facts_between(journal, WEDNESDAY, WEDNESDAY)[WEDNESDAY]

    assert facts.by_subject == (("강의", 1800), ("가", 1500), ("독서", 1500))
    assert facts.seconds == 4800


def test_a_day_without_time_has_none(journal: Journal) -> None:
    put(journal, "# 2025-01-22\n")

    assert facts_between(journal, WEDNESDAY, WEDNESDAY)[WEDNESDAY].seconds is None


def test_a_session_without_a_log_counts(journal: Journal) -> None:
    journal.timer.add(WEDNESDAY, "독서", seconds=600)
    journal.delete_day(WEDNESDAY)

    facts = facts_between(journal, WEDNESDAY, WEDNESDAY)[WEDNESDAY]

    assert (facts.seconds, facts.by_subject, facts.logged) == (600, (("독서", 600),), False)


def test_a_running_session_counts_when_it_ends(journal: Journal, clock: Clock) -> None:
    put(journal, "# 2025-01-22\n")
    journal.timer.start("독서")
    clock.set("10:00")

    assert facts_between(journal, WEDNESDAY, WEDNESDAY)[WEDNESDAY].seconds is None


def test_days_with_nothing_are_left_out(journal: Journal) -> None:
    put(journal, "# 2025-01-21\n", TUESDAY)
    put(journal, "# 2025-01-23\n", THURSDAY)

    assert list(facts_between(journal, TUESDAY, THURSDAY)) == [TUESDAY, THURSDAY]
    assert list(facts_between(journal, WEDNESDAY, THURSDAY)) == [THURSDAY]


def test_records_come_in_the_order_asked_for(journal: Journal) -> None:
    put(journal, "# 2025-01-21\n", TUESDAY)
    put(journal, "# 2025-01-22\n")

    assert [record.day.date for record in journal.records([WEDNESDAY, TUESDAY])] == [WEDNESDAY, TUESDAY]
