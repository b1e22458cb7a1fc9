"""A text as lines that keep their endings, so that what is not edited comes back byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

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
        signs = "".join(self.text.split())
        rule = len(signs) >= 3 and signs[0] in "-*_" and not signs.strip(signs[0])
        return not signs or rule or end_of_words(self.text) == 0


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

    lines: tuple[Line, ...]

    @classmethod
    def from_text(cls, text: str) -> Document:
        """Cut `text` at `\\n` only: other line separators are part of a person's line."""
        parts = text.split("\n")
        lines = [_line(part, "\n") for part in parts[:-1]]
        if parts[-1]:
            lines.append(Line(parts[-1], ""))
        return cls(tuple(lines))

    @property
    def text(self) -> str:
        """The text, as it came in."""
        return "".join(line.text + line.ending for line in self.lines)

    @cached_property
    def newline(self) -> str:
        """The line ending most lines have."""
        endings = [line.ending for line in self.lines if line.ending]
        return "\r\n" if endings.count("\r\n") * 2 > len(endings) else "\n"

    @cached_property
    def scan(self) -> Scan:
        """Headings and the lines that hold code or comments."""
        return _scan(self.lines)

    def slice_text(self, start: int, end: int) -> str:
        """Return lines `[start, end)` joined by `\\n`, without blank lines at either end."""
        texts = [line.text for line in self.lines[start:end]]
        while texts and not texts[0].strip():
            del texts[0]
        while texts and not texts[-1].strip():
            del texts[-1]
        return "\n".join(texts)

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
        return Document(tuple(lines)), tuple(reversed(splices))

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
        return Document(tuple(lines))

    def _ending_at(self, index: int) -> str:
        if 0 <= index < len(self.lines) and self.lines[index].ending:
            return self.lines[index].ending
        return self.newline


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


def _scan(lines: Sequence[Line]) -> Scan:
    closers = _longest_closers_after(lines)
    headings: list[Heading] = []
    opaque: list[int] = []
    openers: list[int] = []
    unclosed: list[int] = []
    last_comment_end = max((i for i, line in enumerate(lines) if "-->" in line.text), default=-1)
    index = 0
    while index < len(lines):
        text = lines[index].text
        stripped = text.lstrip()
        if stripped.startswith("<!--") and last_comment_end >= index:
            end = index
            while "-->" not in lines[end].text:
                end += 1
            openers.append(index)
            opaque.extend(range(index, end + 1))
            index = end + 1
            continue
        fence = _FENCE.match(text) if "```" in text or "~~~" in text else None
        if fence is not None and not ("`" in fence["run"] and "`" in fence["info"]):
            run = fence["run"]
            if closers[run[0]][index + 1] >= len(run):
                end = index + 1
                while not _closes(lines[end].text, run):
                    end += 1
                openers.append(index)
                opaque.extend(range(index, end + 1))
                index = end + 1
                continue
            unclosed.append(index)
        elif stripped.startswith("#"):
            heading = _heading(index, text)
            if heading is not None:
                headings.append(heading)
        index += 1
    return Scan(tuple(headings), frozenset(opaque), frozenset(openers), tuple(unclosed))


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


def _longest_closers_after(lines: Sequence[Line]) -> dict[str, list[int]]:
    # For each line, the longest run that could close a fence at or after it: so no opener is followed in vain and
    # the scan stays linear.
    longest = {"`": [0] * (len(lines) + 2), "~": [0] * (len(lines) + 2)}
    for index in range(len(lines) - 1, -1, -1):
        stripped = lines[index].text.strip()
        for char, values in longest.items():
            own = len(stripped) if stripped and not stripped.strip(char) and len(stripped) >= 3 else 0
            values[index] = max(values[index + 1], own)
    return longest


def _closes(text: str, run: str) -> bool:
    stripped = text.strip()
    return len(stripped) >= len(run) and not stripped.strip(run[0])
