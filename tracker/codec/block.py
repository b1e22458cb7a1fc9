"""The lines under a heading as a text of their own, which is edited and put back to the byte."""

from __future__ import annotations

from tracker.codec.document import Document, Line
from tracker.codec.merge import Merged
from tracker.codec.reading import Reading
from tracker.codec.safeguard import trimmed
from tracker.errors import EditRefused, UsageError
from tracker.model import Topic
from tracker.values import frozen
from tracker.wording import _


@frozen
class Block:
    """Lines `[heading + 1, end)` of a document, of which those from `start` on are edited.

    Between the heading and the block there may be blank lines, which stay. What is edited is these lines whatever a
    reader would make of them: a heading written into them does not cut them short.
    """

    document: Document
    heading: int
    start: int
    end: int

    @classmethod
    def of_topic(cls, reading: Reading, topic: Topic) -> Block:
        """Return what stands under a topic's heading, without the blank lines at either end."""
        span = trimmed(reading.document, topic.span)
        start = span.start + 1
        while start < span.end and reading.document.lines[start].blank:
            start += 1
        if start >= span.end:
            start = span.start + 1
            return cls(reading.document, span.start, start, start)
        return cls(reading.document, span.start, start, span.end)

    @property
    def text(self) -> str:
        """The whole document."""
        return self.document.text

    @property
    def body(self) -> str:
        """The lines of the block with their endings, without that of the last one."""
        lines = self.document.lines[self.start : self.end]
        return "".join(line.text + line.ending for line in lines[:-1]) + (lines[-1].text if lines else "")

    @property
    def newline(self) -> str:
        """What ends a new line of the block that has no neighbour."""
        return self.document.lines[self.heading].ending or self.document.newline

    @property
    def heading_line(self) -> str:
        """The heading as it is written."""
        return self.document.lines[self.heading].text

    def with_heading(self, line: str) -> Block:
        """Return the document with another heading line."""
        lines = list(self.document.lines)
        lines[self.heading] = Line(line, lines[self.heading].ending)
        return Block(Document.of(lines), self.heading, self.start, self.end)

    def with_body(self, body: str) -> Block:
        """Return the document with other lines in the block; without any when `body` is empty.

        A document without a final newline goes on without one.
        """
        if body == self.body:
            return self
        lines = list(self.document.lines)
        open_end = not lines[-1].ending
        last = lines[self.end - 1].ending if self.end > self.start else ""
        before = lines[: self.start]
        if body and not before[-1].ending:
            before[-1] = Line(before[-1].text, self.document.newline)
        at_end = open_end and self.end == len(lines)
        new: list[Line] = []
        if body:
            new = list(Document.from_text(body).lines)
            if body.endswith("\n"):
                new.append(Line("", ""))
            new[-1] = Line(new[-1].text, "" if at_end else last or before[-1].ending)
        if at_end and not new:
            before[-1] = Line(before[-1].text, "")
        document = Document.of((*before, *new, *lines[self.end :]))
        return Block(document, self.heading, self.start, self.start + len(new))

    def moved(self, merged: Merged) -> Block | None:
        """Return the block where it is after the document was merged with what others had made of it.

        None when its heading is no longer there.
        """
        document = Document.from_text(merged.text)
        first, end = _new_place(merged, self.heading)
        if end - first != 1:
            same = [n for n in range(first, end) if document.lines[n].text == self.heading_line]
            if not same:
                return None
            first = same[0]
        if self.end == self.start:
            return Block(document, first, first + 1, first + 1)
        start = max(first + 1, _new_place(merged, self.start)[0])
        return Block(document, first, start, max(start, _new_place(merged, self.end - 1)[1]))


def _new_place(merged: Merged, line: int) -> tuple[int, int]:
    """Return the lines that a line of mine became: itself, or all that replaced it and its neighbours."""
    for mine, mine_length, first, length in merged.stretches:
        if mine <= line < mine + mine_length:
            if mine_length == length:
                return first + line - mine, first + line - mine + 1
            return first, first + length
    at = merged.line_of_mine(line)
    return at, at + 1


@frozen
class TopicHeading:
    """The line of a topic in its parts, of which the title and the presenter are changed."""

    before: str
    title: str
    between: str
    presenter: str
    """Empty when none is named."""
    after: str

    @classmethod
    def of_topic(cls, line: str, topic: Topic) -> TopicHeading:
        """Take a topic's line apart."""
        rest = line[topic.title_at.end :]
        between, presenter, after = rest.partition(topic.presenter) if topic.presenter else ("", "", rest)
        return cls(line[: topic.title_at.start], topic.title, between, presenter, after)

    def line(self, title: str, presenter: str) -> str:
        """Return the line with another title and presenter."""
        if (title, presenter) == (self.title, self.presenter):
            return f"{self.before}{self.title}{self.between}{self.presenter}{self.after}"
        before = self.before if self.before[-1:].isspace() or not title else f"{self.before} "
        named = f"{title}{self.between or ' - '}{presenter}" if presenter else title
        return before + named + self.after


def retitled(reading: Reading, block: Block, parts: TopicHeading, title: str, presenter: str) -> Block:
    """Return the document with another title and presenter in the heading of the block.

    `reading` tells how the day is read. Raises UsageError without a title, and EditRefused when the line would not be
    read back as said.
    """
    words, name = title.strip(), presenter.strip()
    if not words:
        raise UsageError(_("A topic needs a title; the heading stays as it was."))
    changed = block.with_heading(parts.line(words, name))
    if changed.heading_line == block.heading_line:
        return block
    # The lines of the block are left out: whatever stands in them, the heading is read by itself.
    alone = changed.with_body("")
    again = Reading.of(
        alone.text, reading.day.date, reading.templates, preferred=reading.day.template, week=reading.week
    )
    read = next((topic for topic in again.day.topics if topic.span.start == changed.heading), None)
    if read is None or (read.title, read.presenter or "") != (words, name):
        raise EditRefused(_("The heading would not be read as this title; choose other words."))
    return changed
