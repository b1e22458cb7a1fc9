"""A text as GitHub lays it out: its running text, headings, code and HTML, each with the lines it came from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.codec.document import Document
from tracker.regex import regex
from tracker.values import frozen

if TYPE_CHECKING:
    from markdown_it.token import Token

    from tracker.lint.referee import Judgement, Referee

LONGEST = 20_000
"""Characters of a line, or of a paragraph, up to which it is looked into."""
_KEPT_OF_LONGER = 100
"""Characters at either end of a longer line, which show what block it belongs to."""
_JUDGED_FOR = regex(r"\*\*|__|[\[<`]|://|\{\{")


@frozen(slots=False)
class Passage:
    """Running text: a paragraph, the words of a heading or the cell of a table."""

    content: str
    """As the parser has it: its lines without indentation and the signs of quotes."""
    line: int
    """The line of the text it begins on, from 0."""
    columns: tuple[int | None, ...]
    """For each of its lines, where it begins in the line of the text; None when that is not known."""
    heading: bool
    paragraph: bool
    referee: Referee

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where its lines begin in the content."""
        return [0, *(match.end() for match in re.finditer("\n", self.content))]

    @cached_property
    def judgement(self) -> Judgement:
        """What becomes of it on GitHub."""
        from tracker.lint.referee import Judgement

        if self.too_long or not _JUDGED_FOR.search(self.content):
            return Judgement()
        return self.referee.judge(self.content)

    @property
    def too_long(self) -> bool:
        """Whether nothing is known of what becomes of it."""
        return len(self.content) > LONGEST

    def line_at(self, at: int) -> int:
        """Return the line of the text in which column `at` of the content stands."""
        return self.line + bisect_right(self.starts, at) - 1

    def column_at(self, at: int) -> int | None:
        """Return the column of the text's line for column `at` of the content; None when it is not known."""
        index = bisect_right(self.starts, at) - 1
        begin = self.columns[index]
        return None if begin is None else begin + at - self.starts[index]

    def without(self, *rules: str) -> str:
        """Return the content with blanks for all that stands in places of these rules, as long as before."""
        done, end = [], 0
        for place in self.judgement.places:
            if place.rule in rules and place.end > end:
                start = max(place.start, end)
                done += [self.content[end:start], " " * (place.end - start)]
                end = place.end
        return "".join([*done, self.content[end:]])


@frozen
class Fence:
    """A block of code between fences."""

    start: int
    """The line that opens it, from 0."""
    end: int
    """The line after its last one."""
    sign: str
    """What it opens with: "```"."""
    info: str
    closed: bool


@frozen
class Html:
    """Lines of HTML, comments in them made blank."""

    line: int
    content: str


@frozen
class Page:
    """The parts of a text."""

    document: Document
    passages: tuple[Passage, ...]
    empty_headings: tuple[int, ...]
    """Lines of headings in which nothing stands."""
    fences: tuple[Fence, ...]
    html: tuple[Html, ...]

    @classmethod
    def of(cls, text: str) -> Page:
        """Lay out a text; never fails."""
        # Markdown's parser is loaded when there is something to look at.
        from tracker.lint.referee import Referee

        document = Document.from_text(text)
        lines = [_handed(line.text) for line in document.lines]
        if lines and lines[0].startswith("\ufeff"):
            lines[0] = f" {lines[0][1:]}"
        longer = [i for i, line in enumerate(document.lines) if len(line.text) > LONGEST]
        referee = Referee()
        tokens = referee.blocks("".join(f"{line}\n" for line in lines))
        passages: list[Passage] = []
        empty = []
        for i, token in enumerate(tokens):
            if token.type != "inline" or token.map is None:
                continue
            start, end = token.map
            if bisect_left(longer, start) < bisect_left(longer, end):
                continue
            opener = tokens[i - 1]
            if token.content:
                passages.append(_passage(token, opener, lines, passages, referee))
            elif opener.type == "heading_open":
                empty.append(start)
        return cls(
            document,
            tuple(passages),
            tuple(empty),
            tuple(_fence(token) for token in tokens if token.type == "fence"),
            tuple(_html(token, longer) for token in tokens if token.type == "html_block"),
        )


def _handed(text: str) -> str:
    """Return a line as the parser gets it: as long as it was, or shortened when it is too long to be looked into."""
    # A carriage return within a line only spaces it; the parser would take it for a letter.
    kept = text if len(text) <= LONGEST else text[:_KEPT_OF_LONGER] + text[-_KEPT_OF_LONGER:]
    return kept.replace("\r", " ").replace("\0", "\ufffd")


def _passage(token: Token, opener: Token, lines: Sequence[str], before: Sequence[Passage], referee: Referee) -> Passage:
    assert token.map is not None
    first = token.map[0]
    cell = opener.type in ("td_open", "th_open")
    after = 0
    if cell and before and before[-1].line == first and before[-1].columns[0] is not None:
        after = before[-1].columns[0] + len(before[-1].content)
    columns = [
        _column(lines[i] if i < len(lines) else "", words, after if cell else None)
        for i, words in enumerate(token.content.split("\n"), first)
    ]
    heading, paragraph = opener.type == "heading_open", opener.type == "paragraph_open"
    return Passage(token.content, first, tuple(columns), heading, paragraph, referee)


def _column(line: str, words: str, after: int | None) -> int | None:
    """Return where the words of a passage begin in their line; `after` is the column before which a cell cannot."""
    bare = words.strip()
    at = line.rfind(bare) if after is None else line.find(bare, after)
    return at - (len(words) - len(words.lstrip())) if bare and at >= 0 else None


def _fence(token: Token) -> Fence:
    assert token.map is not None
    start, end = token.map
    # The parser keeps each line of code with its newline, and the fences apart.
    return Fence(start, end, token.markup, token.info.strip(), end - start == token.content.count("\n") + 2)


def _html(token: Token, longer: Sequence[int]) -> Html:
    assert token.map is not None
    start, end = token.map
    if bisect_left(longer, start) < bisect_left(longer, end):
        return Html(start, "")
    return Html(start, "".join(_without_comments(token.content)))


def _without_comments(content: str) -> Iterator[str]:
    at = 0
    while (opened := content.find("<!--", at)) >= 0:
        yield content[at:opened]
        closed = content.find("-->", opened)
        at = len(content) if closed < 0 else closed + 3
        yield re.sub(r"[^\n]", " ", content[opened:at])
    yield content[at:]
