"""The marks of a challenge: where one stands in a line."""

from __future__ import annotations

import unicodedata

from tracker.codec.lexicon import Lexicon
from tracker.codec.words import key
from tracker.model import Mark
from tracker.regex import regex
from tracker.values import frozen

_EMOJI_JOINERS = "\ufe0f\u200d"
_REMARK = regex(r"[(（][^()（）]*+[)）]")


@frozen
class FoundMark:
    """A mark among an item's words."""

    mark: Mark
    start: int
    end: int
    """Columns `[start, end)` of the mark itself."""
    words_start: int
    words_end: int
    """Columns `[start, end)` of the words beside it."""


def find_mark(text: str, start: int, end: int, lexicon: Lexicon) -> FoundMark | None:
    """Return the mark in columns `[start, end)` of a line: a sign at the end or the start, or a word in brackets."""
    words = text[start:end]
    signed = any(map(words.__contains__, lexicon.spellings))
    found = (_trailing_sign(words, lexicon) or _leading_sign(words, lexicon)) if signed else None
    found = found or _bracketed_word(words, lexicon)
    if found is None:
        return None
    mark, sign_start, sign_end = found
    if sign_start == 0 and words[sign_end:].strip():
        after = len(words) - len(words[sign_end:].lstrip())
        return FoundMark(mark, start, start + sign_end, start + after, end)
    return FoundMark(mark, start + sign_start, start + sign_end, start, start + len(words[:sign_start].rstrip()))


def _trailing_sign(words: str, lexicon: Lexicon) -> tuple[Mark, int, int] | None:
    """Return the last emoji mark that only a remark in brackets or signs may follow."""
    best: tuple[Mark, int, int] | None = None
    for spelling, mark in lexicon.signs:
        start = words.rfind(spelling)
        if start < 0 or (best is not None and start <= best[1]):
            continue
        end = _after_joiners(words, start + len(spelling))
        rest = _REMARK.sub("", words[end:])
        if not any(char.isalnum() or unicodedata.combining(char) for char in rest):
            best = mark, start, end
    if best is None:
        return None
    mark, start, end = best
    if words[start - 1 : start] in ("(", "[", "（") and words[end : end + 1] in (")", "]", "）"):
        return mark, start - 1, end + 1
    return best


def _leading_sign(words: str, lexicon: Lexicon) -> tuple[Mark, int, int] | None:
    for spelling, mark in lexicon.signs:
        if words.startswith(spelling):
            return mark, 0, _after_joiners(words, len(spelling))
    return None


def _bracketed_word(words: str, lexicon: Lexicon) -> tuple[Mark, int, int] | None:
    """Return the mark that the last bracket with words in it says, when nothing but signs stands after it."""
    if ")" not in words and "）" not in words:
        return None
    end = len(words)
    while True:
        close = max(words.rfind(")", 0, end), words.rfind("）", 0, end))
        opened = max(words.rfind("(", 0, max(close, 0)), words.rfind("（", 0, max(close, 0)))
        if opened < 0 or key(words[close + 1 : end]) or any(char in ")）" for char in words[opened + 1 : close]):
            return None
        said = key(words[opened + 1 : close])
        for spelling, mark in lexicon.bracketed:
            known = key(spelling)
            # `(완)` is a mark, `(완전 재밌었다)` is not; `(진행중..)` and `(실패 ㅠㅠ)` are.
            if said == known or (len(known) > 1 and said.startswith(known)):
                return mark, opened, close + 1
        if said:
            return None
        end = opened


def _after_joiners(words: str, at: int) -> int:
    while at < len(words) and words[at] in _EMOJI_JOINERS:
        at += 1
    return at
