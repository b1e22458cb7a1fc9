"""The days at a glance, and the words a person has used before."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.journal.build import THURSDAY, TUESDAY, WEDNESDAY, put
from tracker.journal import Journal
from tracker.stored import Known

TUESDAYS = """\
# 2025-01-21
### 💬 학습 목표
- 학습 목표 1 : 볼륨 정리
### 🤿 딥다이브 - 쿠버네티스
#### | 볼륨 - 리아
#### | 파드 - 준
### 🧑‍🧒‍🧒 팀 스터디 - 코딩테스트
[백준]
- 5065
### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 일찍 자기 ✅
- (내일) 도전 과제 1: Docker 복습
### 💭 오늘의 회고
- 성공적인 점: 집중
"""
WEDNESDAYS = """\
# 2025-01-22
### 💬 학습 목표
- 학습 목표 1 :
- 학습 목표 2 : 네트워크 정리
### 🤿 딥다이브 - 네트워크
#### |
### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: docker 복습 ❌
- (내일) 도전 과제 1: 산책
### 💭 오늘의 회고
- 개선해야할 점: 쉬는 시간
"""


@pytest.fixture
def days(journal: Journal) -> None:
    """Put in two days and the sessions of both, the newer day first."""
    put(journal, WEDNESDAYS)
    put(journal, TUESDAYS, TUESDAY)
    journal.timer.add(WEDNESDAY, "네트워크", seconds=60)
    journal.timer.add(TUESDAY, "쿠버네티스", seconds=60)


@pytest.mark.usefixtures("days")
def test_a_day_is_known_by_its_first_topic_or_goal(journal: Journal) -> None:
    put(journal, "# 2025-01-23\n메모\n", THURSDAY)

    assert [(day.date, day.headline) for day in journal.overview()] == [
        (TUESDAY, "볼륨"),
        (WEDNESDAY, "네트워크 정리"),
        (THURSDAY, ""),
    ]
    assert [day.date for day in journal.overview(WEDNESDAY, WEDNESDAY)] == [WEDNESDAY]


@pytest.mark.usefixtures("days")
@pytest.mark.parametrize(
    ("what", "words"),
    [
        (Known.JUDGES, ["백준"]),
        (Known.SUBJECTS, ["네트워크", "쿠버네티스"]),
        (Known.PRESENTERS, ["준", "리아"]),
        (Known.CHALLENGES, ["산책", "docker 복습", "일찍 자기"]),
        (Known.LABELS, ["개선해야할 점", "성공적인 점"]),
        (Known.SECTIONS, ["딥다이브 - 네트워크", "팀 스터디 - 코딩테스트", "딥다이브 - 쿠버네티스"]),
    ],
)
def test_words_used_before_are_known_the_latest_first(journal: Journal, what: Known, words: list[str]) -> None:
    assert journal.known(what) == words


@pytest.mark.parametrize("what", Known)
def test_a_new_log_knows_no_words(journal: Journal, what: Known) -> None:
    assert journal.known(what) == []


@pytest.mark.usefixtures("days")
def test_words_that_are_gone_are_forgotten(journal: Journal) -> None:
    journal.delete_day(WEDNESDAY)

    assert journal.known(Known.LABELS) == ["성공적인 점"]
    assert journal.overview(WEDNESDAY, dt.date.max) == []


def test_small_things_are_remembered_with_the_log(journal: Journal) -> None:
    journal.set_setting("theme", "nord")
    assert journal.setting("theme") == "nord"

    journal.set_setting("theme", None)
    assert journal.setting("theme") is None
