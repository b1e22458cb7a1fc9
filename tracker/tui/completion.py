"""What a line could become, from words written before: whole lines, or the word at the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tracker.grams import fold, matcher
from tracker.values import frozen

MOST = 6
"""Suggestions shown at a time."""


@frozen
class Suggestion:
    """A line that could be meant."""

    line: str
    """What the line becomes."""
    whole: bool = True
    """Whether nothing is to be written after it, so that choosing it answers the question."""


Suggest = Callable[[int, str], Sequence[Suggestion]]
"""Returns suggestions for the words in a field (counted from 0), the best one first."""


def matching(written: str, known: Iterable[str]) -> list[str]:
    """Return the known words that hold what is written, those that begin with it first; consonants stand for syllables.

    All of them when nothing is written yet; a word that is written already is no suggestion.
    """
    wanted = fold(written.strip())
    if not wanted:
        return list(known)
    find = matcher(wanted.split())
    found = [(word, spans) for word in known if (spans := find(fold(word))) and fold(word) != wanted]
    return [word for word, spans in sorted(found, key=lambda pair: pair[1][0][0] > 0)]


def lines_among(known: Sequence[str], field: int = 0) -> Suggest:
    """Return suggestions of whole lines for one field."""

    def suggest(asked: int, written: str) -> list[Suggestion]:
        if asked != field:
            return []
        return [Suggestion(word) for word in matching(written, known)[:MOST]]

    return suggest


def first_words_among(known: Sequence[str]) -> Suggest:
    """Return suggestions for the first word of a line that goes on after it, such as a judge's name."""

    def suggest(field: int, written: str) -> list[Suggestion]:
        if " " in written.strip() or written.endswith(" "):
            return []
        return [Suggestion(f"{word} ", whole=False) for word in matching(written, known)[:MOST]]

    return suggest
