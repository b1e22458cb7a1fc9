"""Search over stored days finds what a plain scan of their lines finds."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.build import NOON, WEDNESDAY, empty_day, save
from tests.store.scan import holds
from tracker.search_index import SearchHit
from tracker.store import Store

DAYS = [WEDNESDAY + dt.timedelta(days=n) for n in range(3)]
SYLLABLES = "가각나다라마쿠버네티스볼륨배포를을 "
TEXTS = st.text(alphabet=SYLLABLES + "abAB.-\n·ㅋㅂ" + "".join(normalize("NFD", "각é")), max_size=60)
PHRASES = st.text(alphabet=SYLLABLES + "abAB.-ㅋㅂㄴㅌ", min_size=1, max_size=4)


@pytest.fixture(scope="module")
def growing_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield one study log for all examples of a property, whose days change with each."""
    with Store.open(tmp_path_factory.mktemp("search") / "s.db", create=True, now=NOON) as opened:
        yield opened


def found(store: Store, *words: str, since: dt.date | None = None, limit: int | None = None) -> list[tuple[int, int]]:
    """Return day of the month and line of each hit."""
    return [(hit.date.day, hit.line) for hit in store.search(words, since=since, limit=limit)]


@given(texts=st.tuples(TEXTS, TEXTS, TEXTS), phrases=st.lists(PHRASES, min_size=1, max_size=2), data=st.data())
def test_search_finds_what_a_scan_finds(
    growing_store: Store, texts: tuple[str, str, str], phrases: list[str], data: st.DataObject
) -> None:
    # Half of the searches are for something that stands in a text.
    line = data.draw(st.sampled_from("\n".join(texts).split("\n")))
    if len(line) > 1:
        start = data.draw(st.integers(0, len(line) - 2))
        phrases = data.draw(st.sampled_from([phrases, [line[start : start + 3]]]))
    for day, text in zip(DAYS, texts, strict=True):
        save(growing_store, text, empty_day(day))

    hits = found(growing_store, *phrases)

    assert hits == [
        (day.day, number)
        for day, text in sorted(zip(DAYS, texts, strict=True), reverse=True)
        for number, line in enumerate(text.split("\n"), start=1)
        if all(holds(line, phrase) for phrase in phrases)
    ]


def test_a_hit_shows_the_line_and_where_the_words_are(store: Store) -> None:
    save(store, "# 1/22\n- Pod의 볼륨\n")

    assert list(store.search(["볼륨", "pod"])) == [
        SearchHit(date=WEDNESDAY, line=2, text="- Pod의 볼륨", spans=((2, 5), (7, 9)))
    ]


@pytest.mark.parametrize("query", ["쿠버네티스", "버네", "ㅋㅂㄴㅌㅅ", "쿠ㅂ", normalize("NFD", "쿠버네티스"), "K8S"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_in_compounds_with_particles_and_initials(store: Store, form: Literal["NFC", "NFD"], query: str) -> None:
    save(store, normalize(form, "무쿠버네티스를(k8s) 배운다\n"))

    assert found(store, query) == [(22, 1)]


@pytest.mark.parametrize("query", ['"', "*", "%", "OR", "가*", "NEAR(", "grams:", "-나", "^가", "'", '가"나'])
def test_signs_of_query_languages_are_plain_text(store: Store, query: str) -> None:
    save(store, f"첫 줄\n앞{query}뒤\n가나\n")

    assert found(store, query) == [(22, 2)]


def test_newest_first_with_a_limit_and_a_first_day(store: Store) -> None:
    for day in DAYS:
        save(store, "배포\n\n또 배포\n", empty_day(day))

    assert found(store, "배포") == [(24, 1), (24, 3), (23, 1), (23, 3), (22, 1), (22, 3)]
    assert found(store, "배포", limit=3) == [(24, 1), (24, 3), (23, 1)]
    assert found(store, "배포", since=DAYS[1]) == [(24, 1), (24, 3), (23, 1), (23, 3)]
    assert found(store, "배", since=DAYS[2]) == [(24, 1), (24, 3)]
    assert found(store, "배포", limit=0) == []


def test_many_days_are_read_a_few_at_a_time(store: Store) -> None:
    with store.deferred_search_index():
        for n in range(100):
            save(store, f"배포 {n}\n", empty_day(WEDNESDAY + dt.timedelta(days=n)))

    assert [hit.text for hit in store.search(["배포"])] == [f"배포 {n}" for n in reversed(range(100))]


def test_a_search_may_be_left_and_the_day_saved_between_two_hits(store: Store) -> None:
    for day in DAYS:
        save(store, "배포\n", empty_day(day))

    hits = store.search(["배포"])
    next(hits)
    save(store, "볼륨\n", empty_day(DAYS[0]))

    assert found(store, "볼륨") == [(22, 1)]


def test_a_very_long_query(store: Store) -> None:
    sentence = "".join(chr(ord("가") + n * 7) for n in range(1000))
    save(store, sentence)

    assert found(store, sentence) == [(22, 1)]
    assert found(store, sentence + "!") == []


@pytest.mark.parametrize("words", [(), ("",)])
def test_no_words_find_nothing(store: Store, words: tuple[str, ...]) -> None:
    save(store, "배포\n")

    assert found(store, *words) == []


def test_an_edited_and_a_deleted_day(store: Store) -> None:
    save(store, "배포\n볼륨\n")
    edited = save(store, "볼륨\n서비스\n")
    assert (found(store, "배포"), found(store, "볼륨"), found(store, "서비스")) == ([], [(22, 1)], [(22, 2)])

    store.delete_day(store.begin_change("delete", "", NOON), WEDNESDAY, expected_sha256=edited.sha256)
    assert found(store, "볼륨") == []
    save(store, "다시 볼륨\n")
    assert found(store, "볼륨") == [(22, 1)]
    assert store.damage() == []


def index_content(path: Path) -> list[tuple[str, int]]:
    """Return every gram with the number of its day, read by another connection."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search_index, instance)")
        return connection.execute("SELECT term, doc FROM words ORDER BY term, doc").fetchall()


def test_the_index_after_edits_is_that_of_a_rebuild(store: Store, path: Path) -> None:
    for text in ("배포와 볼륨\n", "볼륨과 배포\nPod\n", "Pod", "", "배포와 볼륨\n"):
        save(store, text)
    edited = index_content(path)

    store.rebuild_search_index()

    assert index_content(path) == edited
    assert ("볼륨", WEDNESDAY.toordinal()) in edited


def test_days_saved_in_bulk_are_indexed_like_any(store: Store, path: Path) -> None:
    save(store, "볼륨\n", empty_day(DAYS[1]))
    with store.deferred_search_index():
        for day in reversed(DAYS):
            save(store, f"배포 {day.day}\n", empty_day(day))
        # The index is not ready yet; the texts are read instead.
        assert len(found(store, "배포")) == 3
    in_bulk = index_content(path)
    store.rebuild_search_index()

    assert found(store, "배포") == [(24, 1), (23, 1), (22, 1)]
    assert found(store, "볼륨") == []
    assert index_content(path) == in_bulk


def test_a_bulk_that_fails_leaves_nothing(store: Store) -> None:
    def fail_half_way() -> None:
        with store.deferred_search_index():
            save(store, "배포\n")
            raise ZeroDivisionError

    save(store, "볼륨\n")

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert (found(store, "배포"), found(store, "볼륨")) == ([], [(22, 1)])
    save(store, "서비스\n")
    assert (found(store, "서비스"), found(store, "볼륨")) == ([(22, 1)], [])


def test_one_file_of_a_bulk_may_fail(store: Store) -> None:
    def fail() -> None:
        with store.transaction():
            save(store, "볼륨\n", empty_day(DAYS[0]))
            save(store, "볼륨\n", empty_day(DAYS[1]))
            raise ZeroDivisionError

    with store.deferred_search_index():
        save(store, "배포\n", empty_day(DAYS[0]))
        with pytest.raises(ZeroDivisionError):
            fail()

    assert (found(store, "배포"), found(store, "볼륨")) == ([(22, 1)], [])
    assert store.dates() == [DAYS[0]]
