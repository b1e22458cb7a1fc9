"""What the reader makes of each line of a day, for an editor that says so beside it."""

from __future__ import annotations

from enum import StrEnum

from tracker.codec.reading import Reading
from tracker.model import Day, SectionKind, When
from tracker.values import frozen


class SignKind(StrEnum):
    """What a line can be."""

    SECTION = "section"
    GOAL = "goal"
    TOPIC = "topic"
    BODY = "body"
    PROBLEM = "problem"
    PAST = "past"
    NEXT = "next"
    REFLECTION = "reflection"
    LINK = "link"
    TOTAL = "total"
    WAITING = "waiting"
    """A bullet or label without words."""
    UNREAD = "unread"
    """Text in a section of entries that belongs to none of them."""
    TEXT = "text"
    """Any other text, which is kept and shown as it is."""
    NONE = "none"
    """A line that only spaces the page."""


@frozen
class LineSign:
    """What the reader makes of a line."""

    kind: SignKind
    n: int = 0
    """Position among its kind, from 1, on the first line of a counted entry; else 0."""
    section: SectionKind | None = None
    """For the heading of a section."""
    message: str = ""
    """What a person should know of the line; empty when there is nothing."""

    @property
    def unread(self) -> bool:
        """Whether there is something about the line that was not understood."""
        return self.kind is SignKind.UNREAD or bool(self.message)


_OF_ENTRIES = (
    SectionKind.GOALS,
    SectionKind.CHALLENGES,
    SectionKind.REFLECTION,
    SectionKind.LINKS,
)
"""Sections that consist of entries; elsewhere, as in a team's notes, any text is at home."""


def line_signs(reading: Reading) -> tuple[LineSign, ...]:
    """Return the sign of each line of the document."""
    day, lines = reading.day, reading.document.lines
    signs = [LineSign(SignKind.NONE if line.empty_like else SignKind.TEXT) for line in lines]
    for section in day.sections:
        if section.level:
            signs[section.span.start] = LineSign(SignKind.SECTION, section=section.kind)
        if section.kind in _OF_ENTRIES:
            for line in day.plain_lines:
                if section.span.start < line < section.span.end:
                    signs[line] = LineSign(SignKind.UNREAD)
    _mark_entries(day, signs)
    if day.total is not None and signs[day.total.at.line].kind is not SignKind.SECTION:
        signs[day.total.at.line] = LineSign(SignKind.TOTAL)
    for blank in day.blanks:
        signs[blank.at.line] = LineSign(SignKind.WAITING)
    for told in day.diagnostics:
        line = min(told.line, len(signs)) - 1
        if line >= 0:
            sign = signs[line]
            message = f"{sign.message} {told.message}".strip()
            signs[line] = LineSign(sign.kind, sign.n, sign.section, message)
    return tuple(signs)


def _mark_entries(day: Day, signs: list[LineSign]) -> None:
    for n, topic in enumerate(day.topics, 1):
        for line in range(topic.span.start, topic.span.end):
            if signs[line].kind is not SignKind.NONE:
                signs[line] = LineSign(SignKind.BODY)
        signs[topic.span.start] = LineSign(SignKind.TOPIC, n)
    spans = [
        *((SignKind.GOAL, goal.n, goal.span) for goal in day.goals),
        *((SignKind.PAST if c.when is When.PAST else SignKind.NEXT, c.n, c.span) for c in day.challenges),
        *((SignKind.REFLECTION, n, reflection.span) for n, reflection in enumerate(day.reflections, 1)),
        *((SignKind.LINK, n, link.span) for n, link in enumerate(day.links, 1)),
    ]
    for kind, n, span in spans:
        for line in range(span.start, span.end):
            if signs[line].kind is not SignKind.NONE or line == span.start:
                signs[line] = LineSign(kind, n if line == span.start else 0)
    for problem in day.problems:
        signs[problem.at.line] = LineSign(SignKind.PROBLEM)


def unread_lines(reading: Reading) -> list[int]:
    """Return the lines, from 0, that were not understood or of which there is something to know."""
    return [line for line, sign in enumerate(line_signs(reading)) if sign.unread]


def newly_unread(before: Reading | None, now: Reading) -> list[int]:
    """Return the unread lines that were read or not there `before`; None when there was no such day."""
    known = [before.text_of(line) for line in unread_lines(before)] if before is not None else []
    found = []
    for line in unread_lines(now):
        text = now.text_of(line)
        if text in known:
            known.remove(text)
        else:
            found.append(line)
    return found
