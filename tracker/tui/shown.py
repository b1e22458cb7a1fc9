"""People's text as it can be drawn: in cells that every terminal counts alike, and cut into lines."""

from __future__ import annotations

import unicodedata

from rich.cells import split_graphemes

from tracker.cells import cells, printable
from tracker.codec.words import nfc
from tracker.regex import regex

_IN_PARTS = regex("[\u1100-\u115e][\u1161-\u1175][\u11a8-\u11c2]?|\\w[\u0300-\u036f\u3099\u309a]+")
_IN_DISPUTE = regex("[\ufe0f\u200d]|(?<=[^\\s\\w])[\U0001f3fb-\U0001f3ff]")


def shown(text: str) -> str:
    """Return `text` for one line: controls visible, letters composed, and no sequence whose width is in dispute.

    Terminals disagree on emoji that a selector widens (🕸️), a joiner merges (👩‍👧) or a modifier colours (👍🏽), so
    those are drawn by their parts and without colour.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = nfc(text)
    return _IN_DISPUTE.sub("", printable(composed))


def composed(text: str) -> str:
    """Return `text` with letters that are written in parts (NFD) as whole ones, and every other character as it is."""
    return _IN_PARTS.sub(lambda match: nfc(match[0]), text)


def short(text: str) -> str:
    """Return the first line of a text, cut after 60 characters."""
    words = text.split("\n", maxsplit=1)[0]
    return words if len(words) <= 60 else words[:59] + "…"


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Return the `(start, end)` of each line that `text` takes at `width` cells, broken at spaces where there are any.

    There is always one line. A width below 2 counts as 2, the width of a Hangul letter.
    """
    width = max(2, width)
    if cells(text) <= width:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    start, used, space = 0, 0, -1
    indented = len(text) - len(text.lstrip(" "))
    for begin, end, size in split_graphemes(text)[0]:
        if used + size > width:
            if text[begin] == " ":
                lines.append((start, begin))
                start, used, space = end, 0, -1
                continue
            cut = space if space > start else begin
            lines.append((start, cut))
            start = space + 1 if space > start else begin
            used, space = cells(text[start:begin]), -1
        if text[begin] == " " and begin >= indented:
            space = begin
        used += size
    if start < len(text):
        lines.append((start, len(text)))
    return lines


def one_to_one(text: str) -> str:
    """Return `text` with its control and direction characters made visible, each as one character."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    if char in "\u200d\u200c\ufe0f":
        return char
    return "\ufffd" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char
