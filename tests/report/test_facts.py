"""What a report is made from, read from a log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.journal.build import Clock, at, open_journal, put
from tests.report.reading import figures, parsed
from tracker.config import Config
from tracker.errors import NotFound, UsageError
from tracker.journal import Journal
from tracker.journal.report_facts import report_facts
from tracker.journal.samples import fill_with_samples
from tracker.model import Mark
from tracker.places import shipped
from tracker.report import JudgeCount, OpenChallenge, StudiedTopic, report_html

MONDAY, TUESDAY, WEDNESDAY, SUNDAY = (date(2025, 1, n) for n in (20, 21, 22, 26))
SETTINGS = Config(course_start=date(2025, 1, 6), target=6 * 3600)


def log(day: date, challenges: str = "", learned: str = "", reflections: str = "", total: str = "") -> str:
    """Return a day's text."""
    return f"""## 📅 날짜: {day}

### 🤿 딥다이브 - 자료구조
{learned}

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
{challenges}

### 💭 오늘의 회고 (총 공부 시간 {total})
{reflections}
"""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Return an empty log on the evening of 2025-01-22."""
    journal = open_journal(tmp_path / "s.db", Clock(at("21:00")), SETTINGS)
    yield journal
    journal.close()


def test_a_week_with_all_there_is(journal: Journal) -> None:
    put(journal, log(TUESDAY - timedelta(days=7), total="2:00:00"), TUESDAY - timedelta(days=7))
    put(journal, log(WEDNESDAY + timedelta(days=1 - 7), total="9:00:00"), WEDNESDAY + timedelta(days=1 - 7))
    learned = "#### | 스택과 큐 - 버들\n- 먼저 든 것이 먼저 난다"
    thoughts = "- 성공적인 점: 끝까지 앉아 있었다 <br/>\n- 개선해야할 점: 물을 안 마셨다 <br/>"
    put(journal, log(MONDAY, learned=learned, reflections=thoughts, total="4:30:00"), MONDAY)
    journal.add_problems(MONDAY, "BOJ", ["1234", "5678"])
    journal.add_problems(MONDAY, "LeetCode", ["9"])
    journal.timer.add(MONDAY, "강의", seconds=3600)

    facts = report_facts(journal, "week", WEDNESDAY)

    assert (facts.kind, facts.first, facts.last, facts.title) == ("week", MONDAY, SUNDAY, "20 – 26 Jan 2025")
    assert [day.seconds for day in facts.days] == [5 * 3600 + 1800, *[None] * 6]
    assert facts.stats.by_subject == (("강의", 3600),)
    assert [day.date for day in facts.previous] == [MONDAY - timedelta(days=n) for n in range(7, 0, -1)]
    # Of a week in progress Monday to Wednesday are compared; Thursday's nine hours are only drawn.
    assert facts.stats.previous_seconds == 7200
    assert sum(day.seconds or 0 for day in facts.previous) == 11 * 3600
    assert facts.course_week == 3
    assert facts.target_seconds == 6 * 3600
    assert facts.judges == (JudgeCount("백준", 2, 2), JudgeCount("LeetCode", 1, 1))
    assert facts.topics == (StudiedTopic(MONDAY, "딥다이브 - 자료구조", "스택과 큐", "버들"),)
    assert [(said.label, said.text) for said in facts.reflections] == [
        ("성공적인 점", "끝까지 앉아 있었다"),
        ("개선해야할 점", "물을 안 마셨다"),
    ]


def test_a_challenge_stays_open_until_a_day_says_it_is_done(journal: Journal) -> None:
    put(
        journal,
        log(
            MONDAY,
            "- (지난) 도전 과제 1: 물 여덟 잔 ❌\n- (지난) 도전 과제 2: 책 한 장 🔺\n- (지난) 도전 과제 3: 산책 ✅\n\n"
            "- (내일) 도전 과제 1: 물 여덟 잔\n- (내일) 도전 과제 2: 버려진 약속",
        ),
        MONDAY,
    )
    put(
        journal,
        log(
            TUESDAY,
            "- (지난) 도전 과제 1: 물 여덟 잔! ✅\n- (지난) 도전 과제 2: 산책 ❌\n\n- (내일) 도전 과제 1: 일찍 자기",
        ),
        TUESDAY,
    )

    assert report_facts(journal, "week", MONDAY).open_challenges == (
        OpenChallenge(MONDAY, "책 한 장", Mark.PARTIAL),
        OpenChallenge(TUESDAY, "산책", Mark.MISSED),
        OpenChallenge(TUESDAY, "일찍 자기", None),
    )


def test_months_and_years_have_no_course_week(journal: Journal) -> None:
    put(journal, log(MONDAY), MONDAY)
    month, year = report_facts(journal, "month", TUESDAY), report_facts(journal, "year", TUESDAY)

    assert (month.title, month.course_week, len(month.days)) == ("Jan 2025", None, 31)
    assert (year.title, year.course_week, len(year.days)) == ("2025", None, 365)


def test_a_session_without_a_log_is_enough(journal: Journal) -> None:
    journal.timer.add(TUESDAY, "강의", seconds=600)
    facts = report_facts(journal, "week", MONDAY)

    assert facts.stats.total_seconds == 600
    assert (facts.topics, facts.reflections, facts.open_challenges) == ((), (), ())


def test_without_a_target_there_is_none(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "t.db", Clock(at("21:00")), Config(target=0))
    put(journal, log(MONDAY), MONDAY)

    assert report_facts(journal, "week", MONDAY).target_seconds is None
    journal.close()


def test_a_period_of_nothing_says_what_to_do(journal: Journal) -> None:
    put(journal, log(MONDAY), MONDAY)

    with pytest.raises(NotFound) as refused:
        report_facts(journal, "week", MONDAY - timedelta(days=1))
    assert refused.value.sentence == (
        "There is no log and no session from 2025-01-13 to 2025-01-19; choose another day."
    )
    assert refused.value.shell == "The days there are: studylog days"


def test_a_period_that_is_none_is_refused(journal: Journal) -> None:
    with pytest.raises(UsageError) as refused:
        report_facts(journal, "weak", MONDAY)
    assert str(refused.value) == "There is no report of a 'weak'; choose week, month, year. Did you mean 'week'?"


@pytest.mark.parametrize(
    ("kind", "total", "problems"), [("week", "51:00:28", 13), ("month", "172:31:18", 43), ("year", "200:32:43", 50)]
)
def test_the_samples(journal: Journal, kind: str, total: str, problems: int) -> None:
    fill_with_samples(journal, shipped("sample"))
    facts = report_facts(journal, kind, date(2025, 3, 24))

    assert sum(judge.problems for judge in facts.judges) == facts.stats.problems == problems
    assert figures(parsed(report_html(facts)))["total"].split(" | ")[0] == total
