"""Opening a day: its template, the challenges set for it, and those that recur."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.journal.build import KST, THURSDAY, TUESDAY, WEDNESDAY, Clock, at, put, text_of
from tracker.config import Config, Recurring
from tracker.errors import UsageError
from tracker.journal import Journal
from tracker.journal.opening import is_due
from tracker.model import When


def past(journal: Journal, day: dt.date = WEDNESDAY) -> list[str]:
    """Return the challenges that wait to be checked on a day."""
    return [challenge.text for challenge in journal.record(day).day.past()]


def test_a_new_day_is_the_template_with_its_date(opened: Callable[..., Journal]) -> None:
    journal = opened(Config(template="english"))

    outcome = journal.open_day(WEDNESDAY)

    assert outcome.opened
    assert outcome.changed
    assert outcome.record.text.startswith("# 2025-01-22\n\n## Goals\n")
    assert [section.heading for section in outcome.record.day.sections][:3] == ["Goals", "Learned", "Problems"]
    assert outcome.record.day.goals == ()


def test_a_new_day_is_in_the_persons_own_format(journal: Journal) -> None:
    text = journal.open_day(WEDNESDAY).record.text

    assert text.startswith("\n## 📅 날짜: 2025-01-22\n\n\n### 💬 학습 목표\n")
    assert text.endswith("<br/>\n\n### 📁 참고 자료 및 링크\n")
    assert "{{" not in text


def test_a_day_that_is_there_stays_as_it_is(journal: Journal) -> None:
    text = put(journal, "# 2025-01-22\n\n아무 말\n")

    outcome = journal.open_day(WEDNESDAY)

    assert (outcome.opened, outcome.changed, outcome.record.text) == (False, False, text)
    assert journal.undo().action == "edit"


def test_the_challenges_set_yesterday_wait_to_be_checked(journal: Journal) -> None:
    journal.add_challenge(TUESDAY, "백준 두 문제 풀기")
    journal.add_challenge(TUESDAY, "일찍 자기")

    text = journal.open_day(WEDNESDAY).record.text

    assert past(journal) == ["백준 두 문제 풀기", "일찍 자기"]
    assert "- (지난) 도전 과제 1: 백준 두 문제 풀기\n- (지난) 도전 과제 2: 일찍 자기\n" in text
    assert [challenge.mark for challenge in journal.record(WEDNESDAY).day.past()] == [None, None]


def test_challenges_wait_however_long_the_break_was(journal: Journal) -> None:
    journal.add_challenge(dt.date(2023, 5, 1), "다시 시작하기")

    journal.open_day(WEDNESDAY)

    assert past(journal) == ["다시 시작하기"]


def test_only_the_latest_earlier_day_sets_challenges(journal: Journal) -> None:
    journal.add_challenge(WEDNESDAY - dt.timedelta(days=2), "그제의 것")
    journal.add_goal(TUESDAY, "목표만 있는 날")
    journal.add_challenge(THURSDAY, "내일의 것")

    journal.open_day(WEDNESDAY)

    assert past(journal) == []


def test_a_day_opened_by_its_first_entry_gets_its_challenges_too(journal: Journal) -> None:
    journal.add_challenge(TUESDAY, "백준 두 문제 풀기")

    outcome = journal.add_goal(WEDNESDAY, "볼륨 정리")

    assert outcome.opened
    assert past(journal) == ["백준 두 문제 풀기"]


def test_opening_is_one_change(journal: Journal) -> None:
    journal.add_goal(WEDNESDAY, "볼륨 정리")

    journal.undo()

    assert journal.find(WEDNESDAY) is None


def test_the_study_day_at_half_past_one_at_night_is_yesterday(journal: Journal, clock: Clock) -> None:
    clock.set("2025-01-23 01:30")
    assert journal.today == WEDNESDAY
    assert journal.date_of("어제") == TUESDAY

    clock.set("03:59:59")
    assert journal.today == WEDNESDAY

    clock.set("04:00")
    assert journal.today == THURSDAY


def test_the_study_day_begins_when_the_person_says(opened: Callable[..., Journal], clock: Clock) -> None:
    journal = opened(Config(day_start=dt.time(6)))
    clock.set("2025-01-23 05:59")

    assert journal.today == WEDNESDAY


def test_recurring_challenges_enter_each_new_day(opened: Callable[..., Journal]) -> None:
    journal = opened(
        Config(recurring=(Recurring("영어 단어 20개", "daily"), Recurring("이력서", "FREQ=WEEKLY;BYDAY=TH")))
    )
    journal.add_challenge(TUESDAY, "백준 두 문제 풀기")

    journal.open_day(WEDNESDAY)
    journal.open_day(THURSDAY)

    assert past(journal, WEDNESDAY) == ["백준 두 문제 풀기", "영어 단어 20개"]
    assert past(journal, THURSDAY) == ["영어 단어 20개", "이력서"]


def test_a_recurring_challenge_that_was_set_by_hand_too_comes_once(opened: Callable[..., Journal]) -> None:
    journal = opened(Config(recurring=(Recurring("영어 단어 20개", "daily"),)))
    journal.add_challenge(TUESDAY, "영어 단어 20개")

    journal.open_day(WEDNESDAY)

    assert past(journal) == ["영어 단어 20개"]


SATURDAY, MONDAY = dt.date(2025, 1, 25), dt.date(2025, 1, 27)


@pytest.mark.parametrize(
    ("rule", "due", "not_due"),
    [
        ("daily", [WEDNESDAY, SATURDAY], []),
        ("매일", [WEDNESDAY], []),
        ("weekdays", [WEDNESDAY, MONDAY], [SATURDAY]),
        ("weekends", [SATURDAY], [WEDNESDAY]),
        ("FREQ=WEEKLY;BYDAY=MO,TH", [MONDAY, THURSDAY], [WEDNESDAY]),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO", [MONDAY], [WEDNESDAY]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", [dt.date(2025, 1, 31), dt.date(2024, 2, 29)], [WEDNESDAY]),
        ("FREQ=DAILY;UNTIL=20250122", [TUESDAY, WEDNESDAY], [THURSDAY]),
        (
            "DTSTART:20250122T090000\nRRULE:FREQ=DAILY;INTERVAL=2",
            [WEDNESDAY, dt.date(2025, 1, 24)],
            [TUESDAY, THURSDAY],
        ),
    ],
)
def test_when_a_rule_is_due(rule: str, due: list[dt.date], not_due: list[dt.date]) -> None:
    assert all(is_due(Recurring("복습", rule), day) for day in due)
    assert not any(is_due(Recurring("복습", rule), day) for day in not_due)


def test_every_second_week_is_the_same_week_whenever_one_asks() -> None:
    rule = Recurring("회고 쓰기", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
    mondays = [MONDAY + dt.timedelta(weeks=n) for n in range(6)]

    assert [is_due(rule, day) for day in mondays] in ([True, False] * 3, [False, True] * 3)


@pytest.mark.parametrize(
    "rule", ["dayly", "FREQ=OFTEN", "FREQ=WEEKLY;BYDAY=XX", "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0"]
)
def test_a_rule_nobody_understands_is_named(opened: Callable[..., Journal], rule: str) -> None:
    journal = opened(Config(recurring=(Recurring("영어 단어", rule),)))

    with pytest.raises(
        UsageError, match=r"The challenge '영어 단어' recurs by '.*', which is no rule; use daily, weekdays"
    ):
        journal.open_day(WEDNESDAY)

    assert journal.find(WEDNESDAY) is None


def test_what_was_done_partly_or_missed_is_offered_again(journal: Journal) -> None:
    put(
        journal,
        "# 2025-01-22\n\n### 도전 과제\n- (지난) 도전 과제 1: 다 한 것 ✅\n- (지난) 도전 과제 2: 반만 한 것 🔺\n"
        "- (지난) 도전 과제 3: 못 한 것 ❌\n- (지난) 도전 과제 4: 모르는 것\n",
    )
    assert [challenge.text for challenge in journal.unfinished(journal.record(WEDNESDAY))] == ["반만 한 것", "못 한 것"]

    journal.add_challenge(WEDNESDAY, "못 한 것", When.NEXT)

    assert [challenge.text for challenge in journal.unfinished(journal.record(WEDNESDAY))] == ["반만 한 것"]


def test_the_course_week_is_written_into_the_day(opened: Callable[..., Journal]) -> None:
    journal = opened(Config(course_start=dt.date(2025, 1, 6)))

    journal.add_problems(WEDNESDAY, "백준", ["5065"])

    assert "- 3주차\n    - 백준 5065\n" in text_of(journal)
    assert journal.week(WEDNESDAY) == 3


def test_the_clock_has_an_offset(journal: Journal) -> None:
    assert journal.now() == at("09:00")
    assert journal.now().tzinfo is KST
