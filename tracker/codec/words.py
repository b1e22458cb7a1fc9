"""Comparing words the way people mean them: blind to emoji, joiners, punctuation, spacing and Unicode form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from tracker.regex import regex

BULLET = r"(?:[-*+•‣]|\d{1,9}[.)])(?=\s|$|\[)|-(?=[^\s>-])"
"""What an entry of a list begins with. A hyphen may touch its words; `---` and `->` are no bullets."""

_SHORTCODE = regex(r":[a-z0-9_+-]+:")
_NOT_WORD = regex(r"[\W_]+")
_BREAK_TAG = regex(r"<br\s*+/?>", re.IGNORECASE)
_LEADING_SIGNS = regex(r"^(?::[a-z0-9_+-]+:|[^\w\[(（「『'\"`<])+")


_LONG_RUN_OF_SIGNS = regex(r"[^\w\s\x00-\x7f]{32,}+")
"""Where many combining marks may stand over one letter; none of them is a letter itself."""


def nfc(text: str) -> str:
    """Return `text` in NFC, in linear time also where thousands of marks stand over one letter.

    Python moves each mark past those before it that come later in the canonical order; here they are in it already.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _LONG_RUN_OF_SIGNS.sub(_in_canonical_order, text))


def _in_canonical_order(run: re.Match[str]) -> str:
    marks = (mark for sign in run[0] for mark in unicodedata.normalize("NFD", sign))
    stretches = groupby(marks, key=lambda mark: unicodedata.combining(mark) > 0)
    return "".join(
        mark
        for combining, stretch in stretches
        for mark in (sorted(stretch, key=unicodedata.combining) if combining else stretch)
    )


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Return `text` as letters and digits alone, NFC and case-folded; two headings with one key are one heading."""
    folded = nfc(text).casefold()
    return _NOT_WORD.sub("", _SHORTCODE.sub("", folded))


_NOTHING = frozenset({"", "없음", "none", "nothing", "なし", "无"})


def says_nothing(text: str) -> bool:
    """Return whether words say that there is nothing: `없음`, `none`, or no letter at all."""
    return key(text) in _NOTHING


def fold(text: str) -> str:
    """Return `text` NFC and case-folded, for finding a phrase in it."""
    return nfc(text).casefold()


@lru_cache(maxsize=1024)
def without_sign(text: str) -> str:
    """Return heading words without the emoji, shortcode or bar they begin with."""
    bare = _LEADING_SIGNS.sub("", text).strip()
    return bare or text.strip()


def sign_of(text: str) -> str:
    """Return the emoji, shortcode or bar that heading words begin with, with the space after it."""
    match = _LEADING_SIGNS.match(text)
    return match[0] if match is not None and match[0].strip() else ""


def end_of_words(text: str) -> int:
    """Return the column after the last word: white space and `<br/>`s at the end of a line only space the page."""
    end = len(text.rstrip())
    while end and text[end - 1] == ">":
        opened = text.rfind("<", 0, end)
        if opened < 0 or _BREAK_TAG.fullmatch(text, opened, end) is None:
            break
        end = len(text[:opened].rstrip())
    return end


def composed(raw: str) -> tuple[str, Sequence[int]]:
    """Return `raw` in NFC, and for each column of that, and its end, the column of `raw` it stands for."""
    if unicodedata.is_normalized("NFC", raw):
        return raw, range(len(raw) + 1)
    starts = [i for i, char in enumerate(raw) if i == 0 or not _joins(char)]
    parts = [nfc(raw[a:b]) for a, b in zip(starts, [*starts[1:], len(raw)], strict=True)]
    columns = [start for start, part in zip(starts, parts, strict=True) for _ in part]
    return "".join(parts), [*columns, len(raw)]


def _joins(char: str) -> bool:
    """Whether a character may melt into the one before it: a combining mark, or a Korean vowel or final consonant."""
    return "\u1160" <= char <= "\u11ff" or bool(unicodedata.combining(char)) or unicodedata.category(char) == "Mc"
