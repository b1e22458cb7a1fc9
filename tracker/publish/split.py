"""A text in as many parts as GitHub takes, cut where a reader would cut it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.codec.document import Document, Scan
from tracker.regex import regex
from tracker.values import frozen

LIMIT = 65_536
"""What GitHub takes in a body, in UTF-16 units, which are never fewer than what it counts."""

_FENCE_LINE = regex(r"(?P<before>\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*)(?P<run>`{3,}|~{3,})")
_NEVER_FIRST = frozenset("\u200d\ufe0e\ufe0f\n")
"""A joiner, the two that choose how an emoji looks, and the second half of a newline: never cut before them."""


def size(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int = LIMIT) -> list[str]:
    """Return a text in parts of at most `limit` UTF-16 units, of which none is blank; one part when it fits.

    It is cut at headings, or else at blank lines, at lines and within them; joined, the parts are the text again, but
    for fences that were closed and opened again, and for blank lines that alone would fill a part.
    """
    if size(text) <= limit:
        return [text]
    document = Document.from_text(text)
    lines = [line.text + line.ending for line in document.lines]
    cutter = _Cutter(lines, [size(line) for line in lines], document.scan, limit)
    parts: list[str] = []
    used = 0
    for chunk in cutter.chunks(0, len(lines)):
        length = size(chunk)
        if parts and used + length <= limit:
            parts[-1] += chunk
            used += length
        else:
            parts.append(chunk)
            used = length
    return parts


@frozen
class _Cutter:
    lines: Sequence[str]
    sizes: Sequence[int]
    scan: Scan
    limit: int

    def chunks(self, start: int, end: int) -> Iterator[str]:
        """Yield lines `[start, end)` as chunks within the limit, each the largest whose end is a good place to cut."""
        if sum(self.sizes[start:end]) <= self.limit:
            yield "".join(self.lines[start:end])
            return
        for places in self._kinds_of_places(start, end):
            if places:
                for first, last in zip((start, *places), (*places, end), strict=True):
                    yield from self.chunks(first, last)
                return
        yield from self._within_block(start, end)

    def _kinds_of_places(self, start: int, end: int) -> Iterator[list[int]]:
        """Yield the lines before which may be cut, the best kind first; never such that a chunk would be blank."""
        filled = [n for n in range(start, end) if self.lines[n].strip()]
        free = [(before, n) for before, n in pairwise(filled) if n not in self.scan.opaque or n in self.scan.openers]
        levels = {heading.line: heading.level for heading in self.scan.headings}
        # A heading stays with what it is the heading of.
        good = [(before, n) for before, n in free if before not in levels]
        for level in range(1, 7):
            yield [n for _, n in good if levels.get(n) == level]
        yield [n for before, n in good if n - before > 1]
        yield [n for _, n in free]

    def _within_block(self, start: int, end: int) -> Iterator[str]:
        """Yield what cannot be cut between its lines: one line, or one fence or comment, with blank lines around it."""
        block = next((n for n in range(start, end) if n in self.scan.openers), None)
        if block is not None:
            last = max(n for n in range(block, end) if n in self.scan.opaque)
            frame = _Frame.of(self.lines[block])
            room = self.limit - size(frame.opener) - size(frame.closer)
            if last > block + 1 and room >= self.limit // 2:
                yield from self._reopened(start, block, last, end, frame)
                return
        yield from _pieces("".join(self.lines[start:end]), self.limit)

    def _reopened(self, start: int, block: int, last: int, end: int, frame: _Frame) -> Iterator[str]:
        """Yield a fence in parts, each closed and opened again."""
        room = self.limit - size(frame.opener) - size(frame.closer)
        tail = "".join(self.lines[last:end])
        if size(tail) > room:
            tail = self.lines[last]
        head = "".join(self.lines[start : block + 1])
        text, empty = head, True
        for line in self.lines[block + 1 : last]:
            for piece in _pieces(line, room) if size(line) > room else (line,):
                if size(text) + size(piece) + size(frame.closer) > self.limit:
                    if not empty:
                        yield _ended(text) + frame.closer
                    text = frame.opener
                text += piece
                empty = False
        if size(text) + size(tail) > self.limit:
            if not empty:
                yield _ended(text) + frame.closer
            text = frame.opener
        yield text + tail


@frozen
class _Frame:
    """The lines that open a fence or comment again and close it."""

    opener: str
    closer: str

    @classmethod
    def of(cls, line: str) -> _Frame:
        """Return them for the line that opens it first."""
        newline = "\r\n" if line.endswith("\r\n") else "\n"
        fence = _FENCE_LINE.match(line)
        if fence is None:
            return cls("<!--" + newline, "-->" + newline)
        return cls(line, " " * len(fence["before"]) + fence["run"] + newline)


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _pieces(text: str, limit: int) -> Iterator[str]:
    """Yield a text in pieces within the limit, cut after a space, else between graphemes; none of them is blank."""
    rest = text
    while size(rest) > limit:
        cut = _place_to_cut(rest, limit)
        if cut < 1:
            rest = rest.lstrip()
            continue
        if not rest[cut:].strip():
            # Something has to go along with the white space that is left over.
            cut = _cluster_start(rest, len(rest.rstrip()) - 1)
            if not rest[:cut].strip() or size(rest[cut:]) > limit:
                rest = _with_less_after_it(rest, limit)
                continue
        yield rest[:cut]
        rest = rest[cut:]
    if rest.strip():
        yield rest


def _with_less_after_it(text: str, limit: int) -> str:
    """Return a text with no more white space after it than fits, so that what follows still stands apart from it."""
    words = text.rstrip()
    after = text[len(words) :]
    room = 2 if size(words) > limit else limit - size(words)
    return words + after[:room] if len(after) > room else words


def _place_to_cut(text: str, limit: int) -> int:
    """Return how many characters of a text that is longer than the limit are cut off; 0 when they are all blank."""
    end = used = 0
    for char in text:
        used += 2 if char > "\uffff" else 1
        if used > limit:
            break
        end += 1
    blank = len(text) - len(text.lstrip())
    if end <= blank:
        return 0
    for at in range(end, max(end // 2, blank), -1):
        if text[at - 1].isspace() and not text[at].isspace():
            return at
    cut = _cluster_start(text, end)
    return cut if cut > blank else max(end, 1)


def _cluster_start(text: str, at: int) -> int:
    """Return the latest place at or before `at` where a grapheme begins."""
    # What is drawn as one sign is a few characters; a longer row of marks is no one's word.
    for start in range(at, max(at - 64, -1), -1):
        if not _goes_on(text, start):
            return start
    return at


def _goes_on(text: str, at: int) -> bool:
    """Whether the character there is drawn together with the one before it."""
    if not 0 < at < len(text):
        return False
    before, char = text[at - 1], text[at]
    if char == "\n":
        return before == "\r"
    if _is_regional(char):
        row = re.search("[\U0001f1e6-\U0001f1ff]*$", text[max(0, at - 64) : at])
        return row is not None and len(row[0]) % 2 == 1
    return (
        char in _NEVER_FIRST
        or before == "\u200d"
        or unicodedata.category(char).startswith("M")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        # The vowels and final consonants of a syllable in its parts, as macOS writes them.
        or "\u1160" <= char <= "\u11ff"
    )


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
