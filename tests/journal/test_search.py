"""Search as a person does it: by pieces of Korean words, consonants, in any case and form, by kind and since a day."""

from __future__ import annotations

import datetime as dt
from unicodedata import normalize

import pytest

from tests.journal.build import TUESDAY, WEDNESDAY, put
from tracker.errors import UsageError
from tracker.journal import Journal

TODAY = """\
## 📅 날짜: 2025-01-22

### 💬 학습 목표
- 학습 목표 1 : 쿠버네티스를 배운다

### 🤿 딥다이브 - 쿠버네티스
#### | 영속볼륨클레임
Docker 볼륨과 다르다.

### 🧑🧒🧒 팀 스터디 - 코딩테스트
- 4주차
    - 백준 5065

### 🔥 도전 과제 달성 확인, 내일의 도전과제 설정
- (지난) 도전 과제 1: 볼륨 복습하기

### 💭 오늘의 회고
- 성공적인 점: 볼륨을 이해했다 <br/>

### 📁 참고 자료 및 링크
- [볼륨 문서](https://kubernetes.io/docs/volumes)
"""
YESTERDAY = "# 2025-01-21\n\n메모: 볼륨은 내일\n"


@pytest.fixture(autouse=True)
def two_days(journal: Journal) -> None:
    """Write the days that these tests search."""
    put(journal, TODAY)
    put(journal, YESTERDAY, TUESDAY)


def lines(
    journal: Journal, *words: str, kind: str | None = None, since: dt.date | None = None
) -> list[tuple[int, int]]:
    """Return day of the month and line of each result."""
    return [(result.date.day, result.line) for result in journal.search(words, kind=kind, since=since)]


def test_two_syllables_are_found_everywhere_newest_first(journal: Journal) -> None:
    assert lines(journal, "볼륨") == [(22, 7), (22, 8), (22, 15), (22, 18), (22, 21), (21, 3)]


def test_a_word_is_found_with_its_particles(journal: Journal) -> None:
    assert lines(journal, "쿠버네티스") == [(22, 4), (22, 6)]
    assert lines(journal, "볼륨을") == [(22, 18)]


def test_a_word_is_found_inside_a_compound(journal: Journal) -> None:
    assert lines(journal, "클레임") == [(22, 7)]
    assert lines(journal, "속볼") == [(22, 7)]


def test_a_word_is_found_by_its_initial_consonants(journal: Journal) -> None:
    assert lines(journal, "ㅋㅂㄴㅌㅅ") == [(22, 4), (22, 6)]
    assert lines(journal, "ㄷㅎㄷㄹ") == []


def test_what_is_typed_in_decomposed_letters_is_found(journal: Journal) -> None:
    assert lines(journal, normalize("NFD", "볼륨")) == lines(journal, "볼륨")


def test_what_is_stored_in_decomposed_letters_is_found(journal: Journal) -> None:
    put(journal, normalize("NFD", "# 2025-01-21\n\n네임스페이스\n"), TUESDAY)

    result = next(journal.search(["네임"]))

    assert (result.line, result.text, result.spans) == (3, "네임스페이스", ((0, 2),))


def test_english_is_found_in_any_case(journal: Journal) -> None:
    assert lines(journal, "docker") == lines(journal, "DOCKER") == [(22, 8)]
    assert lines(journal, "ock") == [(22, 8)]


def test_all_words_stand_on_the_line(journal: Journal) -> None:
    assert lines(journal, "볼륨", "docker") == [(22, 8)]
    assert lines(journal, "볼륨", "없는말") == []


def test_a_result_says_where_it_stands(journal: Journal) -> None:
    result = next(journal.search(["이해"]))

    assert (result.date, result.kind, result.section, result.line) == (WEDNESDAY, "reflection", "💭 오늘의 회고", 18)
    assert result.text == "- 성공적인 점: 볼륨을 이해했다 <br/>"
    assert [result.text[start:end] for start, end in result.spans] == ["이해"]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("goal", []),
        ("topic", [(22, 7), (22, 8)]),
        ("challenge", [(22, 15)]),
        ("reflection", [(22, 18)]),
        ("link", [(22, 21)]),
        ("text", [(21, 3)]),
    ],
)
def test_only_a_kind(journal: Journal, kind: str, found: list[tuple[int, int]]) -> None:
    assert lines(journal, "볼륨", kind=kind) == found


def test_problems_are_a_kind(journal: Journal) -> None:
    assert lines(journal, "5065", kind="problem") == [(22, 12)]


def test_an_unknown_kind_is_answered_with_the_nearest(journal: Journal) -> None:
    with pytest.raises(
        UsageError, match=r"There is no kind 'goals'; choose one of goal, .*text, retrospective\. Did you mean 'goal'\?"
    ):
        list(journal.search(["볼륨"], kind="goals"))


def test_only_since_a_day(journal: Journal) -> None:
    assert lines(journal, "볼륨", since=WEDNESDAY) == [(22, 7), (22, 8), (22, 15), (22, 18), (22, 21)]
    assert lines(journal, "볼륨", since=WEDNESDAY + dt.timedelta(days=1)) == []


def test_no_more_than_asked_for(journal: Journal) -> None:
    assert [result.line for result in journal.search(["볼륨"], limit=2)] == [7, 8]
    assert [result.line for result in journal.search(["볼륨"], kind="link", limit=1)] == [21]


def test_what_was_changed_is_found_as_it_is_now(journal: Journal) -> None:
    put(journal, TODAY.replace("Docker", "Podman"))

    assert lines(journal, "docker") == []
    assert lines(journal, "podman") == [(22, 8)]


def test_no_words_find_nothing(journal: Journal) -> None:
    assert lines(journal) == lines(journal, "") == []
