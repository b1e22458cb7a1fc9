"""Words to search for that mean something to SQL, to FTS5 or to LIKE: they find what a plain scan of the text finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.journal.build import WEDNESDAY, put
from tests.store.scan import holds
from tracker.journal import Journal

WORDS = (
    '"', '""', "'", "';", "'; DROP TABLE days; --", "%", "%%", "100%", "_", "a_b", "*", "가*", "^가", "-가", "+가",
    "NEAR(", "NEAR(가 나, 2)", "AND", "가 AND 나", "OR", "NOT", "grams:", "grams : 가", "search_index", "{가 나}",
    "(", ")",
    "가 + 나", "[a-z]", "(?i)가", "(a+)+$", ".*", "\\", "\\x00", "?1", ":name", "@a", "$a", "--", "/*", "\u0301",
    "가\u0301",
    "\u200d", "\ufeff", "👨\u200d👩", "ﬀ", "İ", "ß", "\u1112\u1161", "ㅋ", "가\u0300나",
)  # fmt: skip
LINES = (*WORDS, *(f"앞{word}뒤" for word in WORDS), "가나", "ff", "SS", "하")


def hits(journal: Journal, *words: str) -> list[int]:
    """Return the lines that a search finds."""
    return [found.line for found in journal.search(words)]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_finds_the_lines_that_hold_it(journal: Journal, word: str) -> None:
    lines = ["# 2025-01-22", *LINES]
    put(journal, "\n".join(lines))

    assert hits(journal, word) == [number for number, line in enumerate(lines, 1) if holds(line, word)]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(alphabet="\"'%_*^:()-+ANDORNE가나ㄱㄴab\\.[]{}?\u0301\u0323 ", max_size=12), max_size=6),
    st.lists(st.text(alphabet="\"'%_*^:()-+AND가나ㄱab\\.[]\u0301", min_size=1, max_size=3), min_size=1, max_size=2),
)
def test_signs_of_any_kind_find_what_a_scan_finds(journal: Journal, rows: list[str], words: list[str]) -> None:
    lines = ["# 2025-01-22", *rows]
    put(journal, "\n".join(lines))

    assert hits(journal, *words) == [
        number for number, line in enumerate(lines, 1) if all(holds(line, word) for word in words)
    ]


@pytest.mark.parametrize(
    "word", ["\x00", "가\x00나", "\ud800", "가\udcff", "\n", "가\n나", "가" * 100_000, "\u0301" * 9999]
)
def test_a_word_that_no_line_can_hold_finds_nothing(journal: Journal, word: str) -> None:
    put(journal, "# 2025-01-22\n가나\n")

    assert hits(journal, word) == []
    assert hits(journal, "가", word) == []


def test_a_word_as_long_as_a_line_is_found(journal: Journal) -> None:
    long = "가나다라 " * 4000
    put(journal, f"# 2025-01-22\n앞 {long}뒤\n{long[:-2]}\n")

    assert hits(journal, long) == [2]


def test_ten_thousand_words_are_searched_for_at_once(journal: Journal) -> None:
    words = [f"낱말{n}" for n in range(10_000)]
    put(journal, f"# 2025-01-22\n{' '.join(words)}\n")

    assert hits(journal, *words) == [2]
    assert hits(journal, *["낱말9999"] * 10_000) == [2]
    assert journal.text(WEDNESDAY) is not None
