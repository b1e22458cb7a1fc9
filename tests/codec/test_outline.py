"""The outline says of every line what looking it up in the day says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from tests.codec.logs import read
from tests.codec.strategies import WHOLE, logs
from tracker.model import Day, ItemKind, SectionKind
from tracker.outline import kind_and_section, line_starts, outline_of, places_of


def looked_up(day: Day, line: int) -> tuple[str, str]:
    """Return kind and section of a line, from 0: of the items on it the first of these counts."""
    section = next((s for s in reversed(day.sections) if s.span.start <= line < s.span.end), None)
    heading = section.heading if section is not None else ""
    spans = (
        *((ItemKind.PROBLEM, p.at.line, p.at.line + 1) for p in day.problems),
        *((ItemKind.GOAL, g.span.start, g.span.end) for g in day.goals),
        *((ItemKind.CHALLENGE, c.span.start, c.span.end) for c in day.challenges),
        *((ItemKind.REFLECTION, r.span.start, r.span.end) for r in day.reflections),
        *((ItemKind.LINK, link.span.start, link.span.end) for link in day.links),
        *((ItemKind.TOPIC, t.span.start, t.span.end) for t in day.topics),
    )
    kind = next((str(kind) for kind, start, end in spans if start <= line < end), "text")
    if kind == "text" and section is not None and section.kind is SectionKind.LEARNING and section.span.start != line:
        kind = str(ItemKind.TOPIC)
    return kind, heading


def check(text: str) -> None:
    """Compare the outline of a text with what is looked up line by line, and with where its lines begin."""
    day = read(text).day
    outline = outline_of(day, text)
    lines = text.encode().split(b"\n")

    places = places_of(range(1, len(lines) + 1), outline.marks, outline.places)

    assert [kind_and_section(place) for place in places] == [looked_up(day, n) for n in range(len(lines))]
    starts = line_starts(outline.starts, len(lines))
    assert [text.encode()[a : b - 1] for a, b in pairwise(starts)] == lines


@given(logs)
def test_each_line_is_what_it_is_looked_up_as(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", WHOLE)
def test_whole_logs(text: str) -> None:
    check(text)
