"""Grams and matching, apart from any database."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.scan import holds
from tracker.grams import fold, grams, matcher, matching_lines, query_grams

# Few characters, so that texts and queries meet; some change their length when folded or composed.
LETTERS = "가각나낙쿠버네ㄱㄴㅋㅏaAbBßİǰéÉ·🍗" + "".join(normalize("NFD", "각é"))
WORDS = st.text(alphabet=LETTERS + "-%_\"*'", min_size=1, max_size=4)
TEXTS = st.text(alphabet=LETTERS + "-%_\"*' \u00a0\t\n\r.", max_size=40)


def test_grams_are_pairs_of_neighbours_and_of_their_initials() -> None:
    assert grams("볼륨") == {"볼륨", "ㅂㄹ"}
    assert grams("Pod") == {"po", "od"}
    assert grams("k8s란") == {"k8", "8s", "s란"}


def test_no_gram_spans_spaces_or_ascii_punctuation() -> None:
    assert grams("가 나-다\u00a0라\n마_바") == set()


def test_nfd_text_has_the_grams_of_nfc_text() -> None:
    assert grams(normalize("NFD", "쿠버네티스 Café")) == grams("쿠버네티스 Café")


def test_an_emoji_with_its_joiners_is_kept() -> None:
    assert "👨\u200d" in grams("👨\u200d💻")


def test_initials_in_a_query_ask_for_initials() -> None:
    assert query_grams("ㅋㅂ") == {"ㅋㅂ"}
    assert query_grams("쿠ㅂ네티") == {"ㅋㅂ", "ㅂㄴ", "네티"}


@given(TEXTS)
def test_grams_are_those_of_every_two_neighbours(text: str) -> None:
    consonants = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
    initials = {char: consonants[(ord(char) - 0xAC00) // 588] for char in fold(text) if "가" <= char <= "힣"}
    initials |= {char: char for char in consonants}
    wanted = set()
    for first, second in pairwise(fold(text)):
        if not any(char.isspace() or (char < "\x80" and not char.isalnum()) for char in first + second):
            wanted.add(first + second)
            if first in initials and second in initials:
                wanted.add(initials[first] + initials[second])
    assert grams(text) == wanted


@pytest.mark.parametrize("word", ["", "가", "a", "ㅋ", "%", "-", "%%", "aㅋ", "가-나"])
def test_what_cannot_narrow_a_search_has_no_grams(word: str) -> None:
    assert query_grams(word) == set()


def test_matcher_returns_the_spans_of_all_words() -> None:
    match = matcher(["볼륨", "pod"])

    assert match(fold("Pod의 볼륨, 볼륨")) == [(0, 3), (5, 7), (9, 11)]
    assert match(fold("Pod의 저장소")) is None


def test_overlapping_spans_become_one() -> None:
    assert matcher(["쿠버네", "네티스"])("쿠버네티스") == [(0, 5)]


@pytest.mark.parametrize("query", ["ㅋㅂㄴㅌㅅ", "쿠ㅂ", "ㅋ버네ㅌ", "ㅋ"])
def test_initial_consonants_find_syllables(query: str) -> None:
    spans = matcher([query])("오늘은 쿠버네티스를")

    assert spans == [(4, 4 + len(query))]


def test_a_consonant_finds_itself() -> None:
    assert matcher(["ㅋㅋ"])("ㅋㅋ 쿠키 킄ㅋ") == [(0, 2), (3, 5), (6, 8)]


def test_a_consonant_is_not_its_double() -> None:
    assert matcher(["ㄱ"])("까") is None


@pytest.mark.parametrize("query", ["100%", "a_b", '"x"', "c++", "foo*", "(가|나)", "[x]", "^가", "OR"])
def test_signs_are_plain_text(query: str) -> None:
    match = matcher([query])

    assert match(fold(f"앞 {query} 뒤")) == [(2, 2 + len(query))]
    assert match("앞 a뒤 xx 가나") is None


def test_matching_lines_counts_from_one_and_keeps_the_case() -> None:
    text = "# Docker\r\n\r\n- docker와 Docker\r\n"

    assert list(matching_lines(text, ["DOCKER"])) == [
        (1, "# Docker", [(2, 8)]),
        (3, "- docker와 Docker", [(2, 8), (10, 16)]),
    ]


def test_all_words_stand_on_one_line() -> None:
    assert list(matching_lines("가 나\n가\n나\n나 가", ["가", "나"])) == [
        (1, "가 나", [(0, 1), (2, 3)]),
        (4, "나 가", [(0, 1), (2, 3)]),
    ]


def test_only_line_feeds_end_a_line() -> None:
    assert [number for number, _, _ in matching_lines("a\u2028b\x0bc\x85d\ne", ["e"])] == [2]


def test_spans_of_a_line_that_grows_when_folded() -> None:
    (found,) = matching_lines("Die Straße, STRASSE", ["strasse"])

    assert found == (1, "Die Straße, STRASSE", [(4, 10), (12, 19)])


def test_half_of_a_folded_character_marks_the_whole() -> None:
    assert list(matching_lines("Maß s", ["s"])) == [(1, "Maß s", [(2, 3), (4, 5)])]


@pytest.mark.parametrize("words", [[], [""], ["가\n나"], ["\n"], ["없음"]])
def test_words_that_no_line_can_hold(words: list[str]) -> None:
    assert list(matching_lines("가\n나\n", words)) == []


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=3))
def test_matching_lines_are_those_of_a_plain_scan(text: str, words: list[str]) -> None:
    lines = normalize("NFC", text).split("\n")
    expected = [n for n, line in enumerate(lines, start=1) if all(holds(line, word) for word in words)]

    found = list(matching_lines(text, words))

    assert [number for number, _, _ in found] == expected
    for number, line, spans in found:
        assert lines[number - 1] in (line, line + "\r")
        assert all(0 <= start < end <= len(line) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(TEXTS, WORDS)
def test_a_text_with_a_word_has_all_grams_of_the_word(text: str, word: str) -> None:
    if holds(text, word):
        assert query_grams(word) <= grams(text)


@given(TEXTS)
def test_no_gram_is_cut_by_the_tokenizer(text: str) -> None:
    for gram in grams(text):
        assert len(gram) == 2
        assert all(character.isalnum() or ord(character) > 127 for character in gram)
