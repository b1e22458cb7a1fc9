"""The order of a day's items: what belongs together, what can change places, and what closes up."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.codec.reading import Item, LineChange, Reading, items_of, kind_of, position_of
from tracker.codec.safeguard import facts_of, trimmed
from tracker.model import Challenge, Column, Day, ItemKind, Problem, Span, Topic, When

Region = tuple[tuple[int, int], tuple[int, int]]
"""A stretch of text, from one line and column to another."""


def swapped_on_line(reading: Reading, one: Column, two: Column) -> LineChange:
    """Return the change that lets two stretches of one line change places."""
    line = reading.text_of(one.line)
    first, second, between = line[one.start : one.end], line[two.start : two.end], line[one.end : two.start]
    return one.line, one.line + 1, [line[: one.start] + second + between + first + line[two.end :]]


def block_of(reading: Reading, item: Item) -> Span:
    """Return the lines that move with an item: a topic takes the deeper ones below it along."""
    if isinstance(item, Problem):
        return Span(item.at.line, item.at.line + 1)
    end = item.span.end
    if isinstance(item, Topic):
        level = heading_level(reading, item)
        for other in reading.day.topics:
            same_section = other.section_index == item.section_index
            if same_section and other.span.start == end and heading_level(reading, other) > level:
                end = other.span.end
    return trimmed(reading.document, Span(item.span.start, end))


def heading_level(reading: Reading, topic: Topic) -> int:
    """Return the number of `#`s of a topic's heading."""
    line = reading.text_of(topic.span.start).lstrip()
    return len(line) - len(line.lstrip("#"))


def siblings_of(reading: Reading, item: Item) -> list[Item]:
    """Return the items of the same kind in the same section, `item` among them, that it can change places with."""
    day = reading.day
    section = _section_at(day, position_of(item)[0])
    kind, when = kind_of(item), item.when if isinstance(item, Challenge) else None
    items = [o for o in items_of(day, kind, when) if _section_at(day, position_of(o)[0]) == section]
    if not isinstance(item, Topic):
        return items
    level = heading_level(reading, item)
    group: list[Item] = []
    for other in items:
        assert isinstance(other, Topic)
        if heading_level(reading, other) < level:
            if item in group:
                break
            group = []
        elif heading_level(reading, other) == level:
            group.append(other)
    return group


def _section_at(day: Day, line: int) -> int | None:
    return next((i for i, s in enumerate(day.sections) if s.span.start <= line < s.span.end), None)


def swapped_facts(
    reading: Reading, kind: ItemKind, when: When | None, one: Region, two: Region
) -> dict[str, list[str]]:
    """Return what a day says after two regions of its text, the first above the second, have changed places."""
    facts = facts_of(reading)
    kinds: dict[str, Sequence[Item]] = {str(when or kind): items_of(reading.day, kind, when)}
    if kind is ItemKind.TOPIC:
        kinds |= {"body": reading.day.topics, "problem": reading.day.problems}
    becomes = {}
    for name, items in kinds.items():
        rows = [(position_of(item), fact) for item, fact in zip(items, facts[name], strict=True)]
        parts = ((0, 0), one[0]), one, (one[1], two[0]), two, (two[1], (len(reading.document.lines), 0))
        before, first, between, second, after = ([f for at, f in rows if part[0] <= at < part[1]] for part in parts)
        becomes[name] = [*before, *second, *between, *first, *after]
    return becomes


def end_with_gap(reading: Reading, span: Span, siblings: Sequence[Item]) -> int:
    """Return where the deletion of `span` ends: empty lines that set an item apart from its neighbour go with it."""
    lines = reading.document.lines
    start, end = span.start, span.end
    while end < len(lines) and lines[end].blank:
        end += 1
    while start > 0 and lines[start - 1].blank:
        start -= 1
    spans = [trimmed(reading.document, item.span) for item in siblings if not isinstance(item, Problem)]
    below = any(other.start == end for other in spans)
    if start == span.start:
        # The first topic goes from right under its section's heading, and the next one takes its place.
        first = any(heading.line == start - 1 for heading in reading.document.scan.headings)
        return end if below and first else span.end
    if end == len(lines) or not (below or any(other.end == start for other in spans)):
        return span.end
    return min(end, span.end + span.start - start)
