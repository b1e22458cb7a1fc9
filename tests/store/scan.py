"""The plain scan that search is held against: every place of every line, tried one by one."""

from __future__ import annotations

from unicodedata import normalize

from tracker.grams import fold

CONSONANTS = {chr(0x1100 + n): consonant for n, consonant in enumerate("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")}
"""Each conjoining initial, as NFD has it, with the consonant people type."""


def stands_for(query: str, character: str) -> bool:
    """Tell whether a character of a query means this one of a text, by Unicode's own decomposition."""
    syllable = "가" <= character <= "힣"
    return query == character or (syllable and CONSONANTS[normalize("NFD", character)[0]] == query)


def holds(line: str, word: str) -> bool:
    """Tell whether a line has a word in it; without lone consonants this is `in` of folded text."""
    line, word = fold(line), fold(word)
    if not set(word) & set(CONSONANTS.values()):
        return word in line
    return any(
        all(stands_for(q, c) for q, c in zip(word, line[start:], strict=False))
        for start in range(len(line) - len(word) + 1)
    )
