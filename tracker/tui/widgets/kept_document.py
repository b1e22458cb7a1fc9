"""A text in an editor that comes out as it went in: every ending, every separator, every invisible character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from textual.document._document import Document, EditResult, Location

from tracker.cells import printable
from tracker.codec.words import nfc
from tracker.regex import regex
from tracker.tui.shown import one_to_one

FILLER = "\u034f"
"""Stands in the drawn line for a character that is drawn with the one before it; it has no width and is not drawn."""

_NEWLINES = regex(r"\r\n|\r|\n")
_IN_PARTS = regex("[\u1100-\u115e][\u1161-\u1175][\u11a8-\u11c2]?|\\w[\u0300-\u036f\u3099\u309a]+")
_IN_DISPUTE = regex("[\ufe0f\u200d]|(?<=[^\\s\\w])[\U0001f3fb-\U0001f3ff]")
_BLANK_LETTERS = regex("[\u115f\u1160\u3164\uffa0]")


def drawn_line(line: str) -> str:
    """Return a line as it is drawn, character by character: controls visible, and nothing whose width is in dispute.

    Letters in parts are drawn whole, their other parts by FILLER. Tabs stay.
    """
    if line.isascii() and line.isprintable():
        return line
    drawn = "\t".join(one_to_one(part) for part in line.split("\t"))
    if not unicodedata.is_normalized("NFC", drawn):
        drawn = _IN_PARTS.sub(_whole, drawn)
    drawn = _BLANK_LETTERS.sub(lambda match: printable(match[0]), drawn)
    return _IN_DISPUTE.sub(FILLER, drawn)


def _whole(parts: re.Match[str]) -> str:
    return nfc(parts[0]).ljust(len(parts[0]), FILLER)


class Kept(str):
    """A piece of a text with the exact ending of each of its lines; what is put in as one keeps them."""

    lines: list[str]
    endings: list[str]
    """One fewer than lines: the last line of a piece has none of its own."""

    @classmethod
    def of(cls, lines: Sequence[str], endings: Sequence[str]) -> Kept:
        """Return the piece made of these lines and the endings between them."""
        kept = cls("".join(line + ending for line, ending in zip(lines, (*endings, ""), strict=True)))
        kept.lines, kept.endings = list(lines), list(endings)
        return kept

    @classmethod
    def whole(cls, text: str) -> Kept:
        """Cut a text at `\\n` only; a carriage return before it belongs to the ending."""
        *parts, last = text.split("\n")
        lines = [part.removesuffix("\r") for part in parts]
        endings = ["\r\n" if part.endswith("\r") else "\n" for part in parts]
        return cls.of([*lines, last], endings)


class KeptDocument(Document):
    """A document that changes only the lines it is told to; new lines take the ending of their neighbour.

    `lines` are as drawn, of the same length as those of the text, so that every place in one is that in the other.
    """

    def __init__(self, text: str, newline: str = "\n") -> None:
        """`newline` ends new lines where there is no neighbour."""
        super().__init__("")
        self._default = newline
        kept = Kept.whole(text)
        self._own = kept.lines
        self._endings = [*kept.endings, ""]
        self._lines = [drawn_line(line) for line in self._own]
        self._text: str | None = text

    @property
    def text(self) -> str:
        """The text, as it came in but for what was edited."""
        if self._text is None:
            self._text = "".join(line + ending for line, ending in zip(self._own, self._endings, strict=True))
        return self._text

    @property
    def own_lines(self) -> list[str]:
        """The lines as they are in the text."""
        return self._own

    def kept_range(self, start: Location, end: Location) -> Kept:
        """Return the text between two places with its exact endings."""
        (top, left), (bottom, right) = sorted((self._inside(start), self._inside(end)))
        if top == bottom:
            return Kept.of([self._own[top][left:right]], [])
        lines = [self._own[top][left:], *self._own[top + 1 : bottom], self._own[bottom][:right]]
        return Kept.of(lines, self._endings[top:bottom])

    def get_text_range(self, start: Location, end: Location) -> str:
        """Return the text between two places; put in again it is what it was."""
        return self.kept_range(start, end)

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put text in place of what stands between two places."""
        top, bottom = sorted((self._inside(start), self._inside(end)))
        replaced = self.kept_range(top, bottom)
        if isinstance(text, Kept):
            lines, endings = list(text.lines), list(text.endings)
        else:
            lines = _NEWLINES.split(text)
            endings = [self._ending_near(top[0])] * (len(lines) - 1)
        lines[0] = self._own[top[0]][: top[1]] + lines[0]
        end_location = top[0] + len(lines) - 1, len(lines[-1])
        lines[-1] += self._own[bottom[0]][bottom[1] :]
        rows = slice(top[0], bottom[0] + 1)
        self._endings[rows] = [*endings, self._endings[bottom[0]]]
        self._own[rows] = lines
        self._lines[rows] = [drawn_line(line) for line in lines]
        self._text = None
        return EditResult(end_location, replaced)

    def difference(self, text: str) -> tuple[Location, Location, Kept] | None:
        """Return what to put where so that this becomes `text`, whole lines at a time; None when it is."""
        if text == self.text:
            return None
        other = Kept.whole(text)
        old = list(zip(self._own, self._endings, strict=True))
        new = list(zip(other.lines, (*other.endings, ""), strict=True))
        first = 0
        while first < min(len(old), len(new)) and old[first] == new[first]:
            first += 1
        last = 0
        while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
            last += 1
        within = new[first : len(new) - last]
        if last:
            piece = Kept.of([*(line for line, _ in within), ""], [ending for _, ending in within])
            return (first, 0), (len(old) - last, 0), piece
        piece = Kept.of([line for line, _ in within], [ending for _, ending in within[:-1]])
        return (first, 0), (len(old) - 1, len(self._own[-1])), piece

    def _inside(self, place: Location) -> Location:
        row, column = place
        if row >= len(self._own):
            return len(self._own) - 1, len(self._own[-1])
        return row, min(column, len(self._own[row]))

    def _ending_near(self, row: int) -> str:
        return self._endings[row] or (self._endings[row - 1] if row else "") or self._default
