"""Search as a person does it: by pieces of Korean words, consonants, in any case and form, by kind and since a day."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
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


def without_outlines(journal: Journal) -> None:
    """Leave the days as a studylog left them that kept no outlines."""
    with closing(sqlite3.connect(journal.path)) as connection:
        connection.execute("DELETE FROM outlines")
        connection.commit()


@pytest.mark.parametrize(
    ("words", "kind"), [(["볼륨"], None), (["볼륨"], "topic"), (["ㅋㅂㄴ"], None), (["5065"], None)]
)
def test_a_day_without_its_outline_says_the_same_and_gets_it(
    journal: Journal, words: list[str], kind: str | None
) -> None:
    results = list(journal.search(words, kind=kind))
    kept = journal.store.outline(WEDNESDAY)
    without_outlines(journal)

    assert list(journal.search(words, kind=kind)) == results
    assert journal.store.outline(WEDNESDAY) == kept is not None
    assert list(journal.search(words, kind=kind)) == results


def test_a_log_that_is_only_read_is_searched_without_writing(journal: Journal) -> None:
    results = list(journal.search(["볼륨"]))
    without_outlines(journal)
    with journal.elsewhere() as other:
        other.store._database.refuse_writing()
        assert list(other.search(["볼륨"])) == results
    assert journal.store.outline(WEDNESDAY) is None


def test_a_day_that_another_program_changes_meanwhile(journal: Journal) -> None:
    without_outlines(journal)
    texts = journal.search_texts(["볼륨"])
    with journal.elsewhere() as other:
        # What was read of it stands; where its lines stood is known no more.
        rest = next(texts)
        put(other, "# 2025-01-21\n", TUESDAY)

    assert [(found.date, found.numbers, found.places) for found in (rest, *texts)] == [
        (WEDNESDAY, [7, 8, 15, 18, 21], rest.places),
        (TUESDAY, [3], ["text "]),
    ]


def test_texts_are_found_with_the_lines_in_utf8(journal: Journal) -> None:
    put(journal, "# 2025-01-21\r\n\r\n메모: Straße\r\n메모: 볼륨\r\n", TUESDAY)

    assert [(found.date, found.numbers, found.lines) for found in journal.search_texts(["메모"])] == [
        (TUESDAY, [3, 4], ["메모: Straße".encode(), "메모: 볼륨".encode()])
    ]
    assert [found.lines for found in journal.search_texts(["STRASSE"])] == [["메모: Straße".encode()]]
    assert [found.numbers for found in journal.search_texts(["메모"], limit=1)] == [[3]]
