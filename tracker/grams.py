"""Words as search sees them: the pairs of characters an index holds, and the places where a word stands in a line.

Everything compares on folded text: NFC, then case folded. A consonant typed alone (`ㅋ`) stands for itself and for
every syllable that begins with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from operator import add

from tracker.codec.words import nfc
from tracker.regex import regex
from tracker.values import frozen

Spans = list[tuple[int, int]]
"""Characters `[start, end)` of a line, in order, none over another."""

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST_SYLLABLE = ord("가")
_LAST_SYLLABLE = ord("힣")
_SYLLABLES_PER_INITIAL = 588
# SQLite's `ascii` tokenizer cuts at every ASCII character that is no letter and no digit.
_PAIR = regex(r"[^\x00-/:-@\[-`{-\x7f\s]{2}")


def fold(text: str) -> str:
    """Return the text in the form that search compares."""
    return nfc(text).casefold()


def grams(text: str) -> set[str]:
    """Return what an index holds of a text: pairs of neighbouring characters, and pairs of their initial consonants."""
    # Pairs with white space in them are none, and most words come again.
    return set().union(*map(_grams_of_word, set(fold(text).split())))


@lru_cache(maxsize=8192)
def _grams_of_word(word: str) -> Sequence[str]:
    pairs = list(map(add, word, word[1:]))
    if not word.isalnum():
        pairs = [pair for pair in pairs if _PAIR.match(pair)]
    if word.isascii():
        return pairs
    initials = [_initial(first) + _initial(second) for first, second in pairs]
    return pairs + [pair for pair in initials if len(pair) == 2]


def query_grams(word: str) -> set[str]:
    """Return grams that every text with `word` in it has; empty when the word cannot narrow a search."""
    folded = fold(word)
    found = set()
    for first, second in pairwise(folded):
        # Of a consonant that stands for many syllables, and of its neighbour, only the initials are known.
        wild = first in _INITIALS or second in _INITIALS
        gram = _initial(first) + _initial(second) if wild else first + second
        if _PAIR.fullmatch(gram):
            found.add(gram)
    return found


def matcher(words: Iterable[str]) -> Callable[[str], Spans | None]:
    """Return a function that finds the words in a folded line: their spans, or None when one of them is missing."""
    patterns = [_pattern(word) for word in words if word]

    def find_all(line: str) -> Spans | None:
        spans: Spans = []
        for pattern in patterns:
            found = [match.span() for match in pattern.finditer(line)]
            if not found:
                return None
            spans += found
        return _merged(spans)

    return find_all


def spans_of(words: Iterable[str]) -> Callable[[str], Spans]:
    """Return a function that finds the words in a line that has them: their spans in the line as it is."""
    find_all = matcher(words)

    def find(line: str) -> Spans:
        return _unfolded(find_all(fold(line)) or [], line)

    return find


@frozen
class PlainNeedles:
    """Words as they stand in a text that case folding changes in nothing but the letters A to Z."""

    folded: tuple[bytes, ...]
    """In UTF-8, the longest first."""
    with_letters: bool
    """Whether such letters are in them."""


def plain_needles(words: Iterable[str]) -> PlainNeedles | None:
    """Return what of a plain text to compare with; None when a consonant among the words stands for many syllables."""
    folded = {fold(word) for word in words}
    if any(char in _INITIALS for word in folded for char in word):
        return None
    encoded = tuple(sorted((word.encode() for word in folded), key=len, reverse=True))
    return PlainNeedles(encoded, any(word != word.upper() for word in encoded))


def matching_lines(text: str, words: Sequence[str]) -> Iterator[tuple[int, str, Spans]]:
    """Yield number (from 1), NFC text without its ending, and spans in it, of every line that holds all the words."""
    text = nfc(text)
    folded = text.casefold()
    patterns = [_pattern(word) for word in words if word]
    if not patterns or not all(pattern.search(folded) for pattern in patterns):
        return
    find_all = matcher(words)
    # Only the lines with the longest word are looked at closely: they are few.
    longest = _pattern(max(words, key=len))
    lines = text.split("\n")
    # Folding makes no character shorter.
    as_long = len(folded) == len(text)
    number, counted = 1, 0
    match = longest.search(folded)
    while match is not None:
        start = folded.rfind("\n", 0, match.start()) + 1
        end = folded.find("\n", start)
        if end < 0:
            end = len(folded)
        number += folded.count("\n", counted, start)
        counted = start
        spans = find_all(folded[start:end])
        if spans is not None:
            line = lines[number - 1]
            yield number, line.removesuffix("\r"), spans if as_long else _unfolded(spans, line)
        match = longest.search(folded, end + 1)


@cache
def _initial(character: str) -> str:
    """Return the consonant that a syllable begins with, a lone one itself, and nothing for any other character."""
    code = ord(character)
    if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return _INITIALS[(code - _FIRST_SYLLABLE) // _SYLLABLES_PER_INITIAL]
    return character if character in _INITIALS else ""


@lru_cache(maxsize=64)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile("".join(map(_character_pattern, fold(word))))


def _character_pattern(character: str) -> str:
    if character not in _INITIALS:
        return re.escape(character)
    first = _FIRST_SYLLABLE + _INITIALS.index(character) * _SYLLABLES_PER_INITIAL
    return f"[{character}{chr(first)}-{chr(first + _SYLLABLES_PER_INITIAL - 1)}]"


def _merged(spans: Spans) -> Spans:
    merged: Spans = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _unfolded(spans: Spans, line: str) -> Spans:
    """Return the spans of a folded line as spans of the line itself: `ß` folds to two characters."""
    if len(line.casefold()) == len(line):
        return spans
    starts = list(accumulate((len(character.casefold()) for character in line), initial=0))
    return _merged([(bisect_right(starts, start) - 1, bisect_left(starts, end)) for start, end in spans])
