"""A text as lines that keep their endings, so that what is not edited comes back byte for byte."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import add

from tracker.codec.words import end_of_words
from tracker.regex import regex
from tracker.values import frozen

_HEADING = regex(r" {0,3}(?P<signs>#{1,6}+)(?!#)(?P<gap>\s*+)")
_FENCE = regex(r"\s*+(?:(?:[-*+]|\d{1,9}+[.)])\s++)*+(?P<run>`{3,}+|~{3,}+)(?P<info>.*)$")


@frozen
class Line:
    """One line: its words, and the bytes that end it."""

    text: str
    ending: str
    """`\\n`, `\\r\\n`, or empty for a last line without a newline."""

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands on it."""
        return not self.text.strip()

    @property
    def empty_like(self) -> bool:
        """Whether it only spaces the page: blank, `<br/>` or a rule."""
        return empty_like(self.text)


def empty_like(text: str) -> bool:
    """Return whether a line only spaces the page: blank, `<br/>` or a rule."""
    words = text.lstrip()
    if not words:
        return True
    if words[0] not in "-*_<":
        return False
    signs = "".join(words.split())
    rule = len(signs) >= 3 and signs[0] in "-*_" and not signs.strip(signs[0])
    return rule or end_of_words(text) == 0


@frozen
class Heading:
    """An ATX heading that is neither in a fence nor in a comment."""

    line: int
    level: int
    text: str
    start: int
    """Column where the words begin."""
    spaced: bool
    """Whether a space follows the `#`s, without which GitHub draws no heading."""


@frozen
class Splice:
    """Lines taken out and lines put in at one place of a document."""

    start: int
    removed: tuple[Line, ...]
    inserted: tuple[Line, ...]


@frozen(slots=False)
class Document:
    """The lines of a text; `text` gives the very same text back."""

    texts: tuple[str, ...]
    """The words of each line."""
    endings: tuple[str, ...] = ()
    """What ends each of them."""

    @classmethod
    def from_text(cls, text: str) -> Document:
        """Cut `text` at `\\n` only: other line separators are part of a person's line."""
        return _document(text)

    @classmethod
    def _cut(cls, text: str) -> Document:
        parts = text.split("\n")
        last = parts.pop()
        if "\r\n" in text:
            lines = [_line(part, "\n") for part in parts]
            return cls.of([*lines, Line(last, "")] if last else lines)
        endings = ("\n",) * len(parts)
        return cls((*parts, last), (*endings, "")) if last else cls(tuple(parts), endings)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Document:
        """Return the document of these lines."""
        kept = tuple(lines)
        return cls(tuple(line.text for line in kept), tuple(line.ending for line in kept))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Each line with what ends it; reading a day needs the words alone."""
        return tuple(map(Line, self.texts, self.endings))

    @property
    def text(self) -> str:
        """The text, as it came in."""
        return self.text_between(0, len(self.texts))

    @cached_property
    def newline(self) -> str:
        """The line ending most lines have."""
        endings = [ending for ending in self.endings if ending]
        return "\r\n" if endings.count("\r\n") * 2 > len(endings) else "\n"

    @cached_property
    def scan(self) -> Scan:
        """Headings and the lines that hold code or comments."""
        return _scan(self.texts)

    def text_between(self, start: int, end: int) -> str:
        """Return lines `[start, end)` as they came in."""
        return "".join(map(add, self.texts[start:end], self.endings[start:end]))

    def slice_text(self, start: int, end: int) -> str:
        """Return lines `[start, end)` joined by `\\n`, without blank lines at either end."""
        texts = self.texts
        end = min(end, len(texts))
        while start < end and not texts[start].strip():
            start += 1
        while end > start and not texts[end - 1].strip():
            end -= 1
        return "\n".join(texts[start:end])

    def replaced(self, changes: Iterable[tuple[int, int, Sequence[str]]]) -> tuple[Document, tuple[Splice, ...]]:
        """Return the document with each `(start, end, new line texts)` put in place, and the splices that did it.

        New lines take the ending of the line they replace or follow. A document without a final newline keeps
        doing without one.
        """
        lines = list(self.lines)
        splices: list[Splice] = []
        # From the last to the first, so that line numbers stay true; what replaces a line goes before what stands
        # above it.
        for start, end, texts in sorted(changes, key=lambda change: (change[0], change[1]), reverse=True):
            # An inserted line ends like the line it follows, a replacing one like the line it replaces.
            endings = [
                self._ending_at(min(start + i, end - 1) if end > start else start - 1) for i in range(len(texts))
            ]
            new = [_line(text, ending) for text, ending in zip(texts, endings, strict=True)]
            begin = start
            if end == len(lines) and lines and not lines[-1].ending:
                begin, new = self._at_open_end(lines, start, end, texts)
            splices.append(Splice(begin, tuple(lines[begin:end]), tuple(new)))
            lines[begin:end] = new
        return Document.of(lines), tuple(reversed(splices))

    def _at_open_end(self, lines: Sequence[Line], start: int, end: int, texts: Sequence[str]) -> tuple[int, list[Line]]:
        """Return where a splice at the end begins and its lines, so that the text goes on ending without a newline."""
        begin, kept = start, list(texts)
        if start and (start == end if texts else lines[start - 1].text):
            # The line before gains a newline with its first follower, and loses it with its last one.
            begin -= 1
            kept.insert(0, lines[begin].text)
        new = [_line(text, self._ending_at(min(begin + i, end - 1))) for i, text in enumerate(kept[:-1])]
        if kept and kept[-1]:
            new.append(Line(kept[-1], ""))
        return begin, new

    def undone(self, splices: Sequence[Splice]) -> Document:
        """Return the document before `splices`, which led to this one, were made."""
        lines = list(self.lines)
        for splice in splices:
            # Later splices still shift what follows, never what stands before.
            lines[splice.start : splice.start + len(splice.inserted)] = splice.removed
        return Document.of(lines)

    def _ending_at(self, index: int) -> str:
        return (self.endings[index] if 0 <= index < len(self.endings) else "") or self.newline


@frozen
class Scan:
    """What the block structure of a document is, as far as a log needs it."""

    headings: tuple[Heading, ...]
    opaque: frozenset[int]
    """Lines inside fences and comments, the fence and comment lines included."""
    openers: frozenset[int]
    """The first line of each fence and comment."""
    unclosed: tuple[int, ...]
    """Lines that open a fence which nothing closes; they are read as plain lines."""


def _line(part: str, ending: str) -> Line:
    # A carriage return right before the newline belongs to the ending, whoever wrote it.
    return Line(part[:-1], "\r\n") if ending == "\n" and part.endswith("\r") else Line(part, ending)


# What was just looked at for its dates is read next, and what was saved is shown.
@lru_cache(maxsize=2)
def _document(text: str) -> Document:
    return Document._cut(text)


def _scan(texts: Sequence[str]) -> Scan:
    having = _lines_having(("#", "<!--", "-->", "```", "~~~"), texts)
    closers = {char: _Closers(having[char * 3], texts) for char in "`~"}
    headings: list[Heading] = []
    opaque: list[int] = []
    openers: list[int] = []
    unclosed: list[int] = []
    comment_ends = having.pop("-->")
    below = 0
    for index in sorted({index for lines in having.values() for index in lines}):
        if index < below:
            continue
        text = texts[index]
        stripped = text.lstrip()
        end: int | None = None
        if stripped.startswith("<!--") and comment_ends and comment_ends[-1] >= index:
            end = comment_ends[bisect_left(comment_ends, index)]
        else:
            fence = _FENCE.match(text) if "```" in text or "~~~" in text else None
            if fence is not None and not ("`" in fence["run"] and "`" in fence["info"]):
                end = closers[fence["run"][0]].first_after(index, len(fence["run"]))
                if end is None:
                    unclosed.append(index)
            elif stripped.startswith("#"):
                heading = _heading(index, text)
                if heading is not None:
                    headings.append(heading)
        if end is not None:
            below = end + 1
            openers.append(index)
            opaque.extend(range(index, below))
    return Scan(tuple(headings), frozenset(opaque), frozenset(openers), tuple(unclosed))


def _lines_having(signs: Sequence[str], texts: Sequence[str]) -> dict[str, list[int]]:
    """Return for each sign the lines with it in them; few have any."""
    whole = "\n".join(texts)
    return {sign: _having(sign, texts) if sign in whole else [] for sign in signs}


def _having(sign: str, texts: Sequence[str]) -> list[int]:
    first = sign[0]
    # A single character is found many times faster than several.
    return [index for index, text in enumerate(texts) if first in text and sign in text]


def _heading(index: int, text: str) -> Heading | None:
    match = _HEADING.match(text)
    if match is None:
        return None
    words = text[match.end() :].rstrip()
    # `## words ##`: signs at the end close the heading when a space stands before them.
    bare = words.rstrip("#")
    if bare != words and (not bare or bare[-1].isspace()):
        words = bare.rstrip()
    return Heading(index, len(match["signs"]), words, match.end(), bool(match["gap"] or not words))


class _Closers:
    """The lines that can close a fence of one sign."""

    def __init__(self, lines: Sequence[int], texts: Sequence[str]) -> None:
        runs = [(index, texts[index].strip()) for index in lines]
        runs = [(index, run) for index, run in runs if not run.strip(run[0])]
        self._lines = [index for index, _run in runs]
        self._lengths = [len(run) for _index, run in runs]
        self._longest = list(accumulate(reversed(self._lengths), max))[::-1]
        """Of each of them and those after it, so that no opener is followed in vain."""

    def first_after(self, index: int, length: int) -> int | None:
        """Return the first line after `index` with a run of at least `length`; None when there is none."""
        at = bisect_right(self._lines, index)
        if at == len(self._lines) or self._longest[at] < length:
            return None
        while self._lengths[at] < length:
            at += 1
        return self._lines[at]
