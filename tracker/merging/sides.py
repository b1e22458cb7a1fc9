"""What one machine did to a day's lines: which stay, which became others, which are gone and which are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

from tracker.codec.merge import matches
from tracker.codec.words import key
from tracker.merging.lines import KeyedLine, KeyedText, is_section, is_topic
from tracker.merging.one_line import merged_line
from tracker.model import ItemKind, Span
from tracker.values import field, frozen

_ALIKE = 0.5
"""Which part of their words two items share at least, of which one is taken to have become the other."""


class Gone(Enum):
    """That a line is not there any more."""

    GONE = "gone"


@frozen
class Rewritten:
    """Lines `[start, end)` that became another number of lines, so that nobody can say which became which."""

    start: int
    end: int
    lines: tuple[KeyedLine, ...]


@frozen
class Side:
    """What became of each line of a text, and what was put between them."""

    base: tuple[KeyedLine, ...]
    fates: list[KeyedLine | Gone]
    """For each line what it is now, the line itself where nothing was changed."""
    added: dict[int, list[KeyedLine]] = field(default_factory=dict)
    """New lines, by the number of the line they stand before."""
    rewritten: list[Rewritten] = field(default_factory=list)

    def changed(self, start: int, end: int) -> bool:
        """Return whether anything in `[start, end)` is changed, other than by being gone; or put between its lines."""
        fates = zip(self.base[start:end], self.fates[start:end], strict=True)
        return (
            any(isinstance(fate, KeyedLine) and fate.text != line.text for line, fate in fates)
            or any(start < at < end for at in self.added)
            or any(one.start < end and start < one.end for one in self.rewritten)
        )

    def lines_of(self, start: int, end: int) -> list[KeyedLine]:
        """Return what became of lines `[start, end)`, with what stands between them; none is half rewritten."""
        lines: list[KeyedLine] = []
        at = start
        while at < end:
            if at > start:
                lines += self.added.get(at, [])
            rewritten = self.rewritten_at(at)
            if rewritten is not None:
                lines += rewritten.lines
                at = rewritten.end
                continue
            fate = self.fates[at]
            if isinstance(fate, KeyedLine):
                lines.append(fate)
            at += 1
        return lines

    def rewritten_at(self, line: int) -> Rewritten | None:
        """Return the stretch of rewritten lines that a line is in; None when it is in none."""
        return next((one for one in self.rewritten if one.start <= line < one.end), None)

    def bring_back(self, block: Span) -> None:
        """Have the lines of a block back that are gone."""
        for at in range(block.start, block.end):
            if self.fates[at] is Gone.GONE and self.rewritten_at(at) is None:
                self.fates[at] = self.base[at]

    def removed(self, block: Span) -> bool:
        """Return whether all of a block is gone."""
        span = range(block.start, block.end)
        return all(self.fates[at] is Gone.GONE and self.rewritten_at(at) is None for at in span)


def side_of(base: KeyedText, side: KeyedText) -> Side:
    """Return what was done to a text to make it another."""
    old, new = base.lines, side.lines
    made = Side(old, [Gone.GONE] * len(old))
    keys, new_keys = [line.key for line in old], [line.key for line in new]
    pairs = [(-1, -1), *matches(keys, new_keys), (len(old), len(new))]
    for (a, b), (next_a, next_b) in pairwise(pairs):
        if a >= 0:
            made.fates[a] = new[b]
        _between_known(made, (a + 1, next_a), new[b + 1 : next_b])
    for at in sorted(made.added):
        _begin_with_head(made, at)
    return made


def _begin_with_head(made: Side, at: int) -> None:
    """Have new parts begin with their heading where the empty lines before it can as well be those after it."""
    lines = made.added[at]
    heads = [n for is_head in (is_section, is_topic) for n, line in enumerate(lines) if is_head(line)]
    if not heads:
        return
    start = end = heads[0]
    while start > 0 and lines[start - 1].kind == "space":
        start -= 1
    rest, moved, to = lines[:start], lines[start:], at
    for space in lines[start:end]:
        fate = made.fates[to] if to < len(made.base) and to + 1 not in made.added else None
        if not isinstance(fate, KeyedLine) or not space.text == made.base[to].text == fate.text:
            break
        moved, to = [*moved[1:], space], to + 1
    if to > at:
        made.added[to] = moved
        made.added[at] = rest
        if not rest:
            del made.added[at]


def _between_known(made: Side, stretch: tuple[int, int], new: Sequence[KeyedLine]) -> None:
    """Say what became of lines that have nothing of the same key: those of the same bytes are read otherwise now."""
    start, end = stretch
    texts = [line.text if line.kind != "space" else "" for line in made.base[start:end]]
    new_texts = [line.text if line.kind != "space" else "\n" for line in new]
    at, new_at = 0, 0
    for a, b in [*matches(texts, new_texts), (len(texts), len(new))]:
        _between(made, (start + at, start + a), new[new_at:b])
        if a < len(texts):
            made.fates[start + a] = new[b]
        at, new_at = a + 1, b + 1


def _between(made: Side, stretch: tuple[int, int], new: Sequence[KeyedLine]) -> None:
    """Say what became of lines that have nothing of the same key: items of others with like words, texts in order."""
    at, new_at = stretch[0], 0
    for a, b in [*_items_that_changed(made.base, stretch, new), (stretch[1], len(new))]:
        _free_lines(made, (at, a), new[new_at:b])
        if a < stretch[1]:
            made.fates[a] = new[b]
        at, new_at = a + 1, b + 1


def _items_that_changed(
    base: Sequence[KeyedLine], stretch: tuple[int, int], new: Sequence[KeyedLine]
) -> Iterator[tuple[int, int]]:
    """Yield the items whose words are others now, in order in both: all of a kind, else those with like words."""
    first = 0
    for at in range(*stretch):
        kind = base[at].kind
        if kind in ("text", "space", "blank", "total"):
            continue
        # As many as before: each has become another.
        as_many = _count(base[stretch[0] : stretch[1]], kind) == _count(new, kind)
        for n in range(first, len(new)):
            if new[n].kind == kind and (as_many or _alike(base[at], new[n])):
                yield at, n
                first = n + 1
                break


def _count(lines: Sequence[KeyedLine], kind: str) -> int:
    return sum(line.kind == kind for line in lines)


def _alike(one: KeyedLine, other: KeyedLine) -> bool:
    words, others = _words(one), _words(other)
    return len(words & others) >= max(1, _ALIKE * min(len(words), len(others)))


def _words(line: KeyedLine) -> set[str]:
    # A heading has no words of an item, and of problems they are only the first one's.
    text = line.text if line.kind in ("heading", ItemKind.PROBLEM) else line.words
    return {word for word in text.split() if key(word)}


def _free_lines(made: Side, stretch: tuple[int, int], new: Sequence[KeyedLine]) -> None:
    start, end = stretch
    old = made.base[start:end]
    texts = all(line.kind == "text" for line in (*old, *new))
    if old and new and texts and len(old) == len(new):
        # As many lines as before: each has become another, which keeps neighbours apart.
        made.fates[start:end] = new
    elif old and new and any(line.kind == "text" for line in old) and any(line.kind == "text" for line in new):
        made.rewritten.append(Rewritten(start, end, tuple(new)))
    elif new:
        made.added.setdefault(end, []).extend(new)


def settle_moves(one: Side, other: Side) -> None:
    """Have each line that a side put elsewhere at one place only, with what the other side made of it."""
    moves, other_moves = _moves(one), _moves(other)
    for at in sorted(moves.keys() | other_moves.keys()):
        mine, theirs = moves.get(at), other_moves.get(at)
        if mine is not None and theirs is not None:
            _settle_both(one, other, at, mine, theirs)
        elif mine is not None:
            _carry_over(one, other, at, mine)
        elif theirs is not None:
            _carry_over(other, one, at, theirs)


Place = tuple[int, KeyedLine]
"""Before which line a line was put, and how it reads there."""


def _moves(side: Side) -> dict[int, Place]:
    """Return the lines that a side took out and put in elsewhere: those of a key that was there once and is."""
    added = [(at, line) for at, lines in side.added.items() for line in lines if line.kind != "space"]
    counts, base = Counter(line.key for _, line in added), Counter(line.key for line in side.base)
    places = {line.key: (at, line) for at, line in added if counts[line.key] == 1}
    return {
        n: places[line.key]
        for n, line in enumerate(side.base)
        if side.fates[n] is Gone.GONE and base[line.key] == 1 and line.key in places
    }


def _settle_both(one: Side, other: Side, at: int, mine: Place, theirs: Place) -> None:
    merged = merged_line(one.base[at], mine[1], theirs[1])
    if mine[0] == theirs[0] or merged is None:
        return
    # Both moved it: the earlier place, which does not depend on whose it is.
    stays, goes = ((one, mine), (other, theirs)) if mine[0] < theirs[0] else ((other, theirs), (one, mine))
    _put_in_place_of(*stays, [merged])
    _put_in_place_of(*goes, [])


def _carry_over(mover: Side, other: Side, at: int, place: Place) -> None:
    fate = other.fates[at]
    if isinstance(fate, KeyedLine) and fate.text != mover.base[at].text and other.rewritten_at(at) is None:
        merged = merged_line(mover.base[at], place[1], fate)
        if merged is not None:
            _put_in_place_of(mover, place, [merged])
            other.fates[at] = Gone.GONE


def _put_in_place_of(side: Side, place: Place, lines: list[KeyedLine]) -> None:
    at, line = place
    added = side.added[at]
    n = next(n for n, each in enumerate(added) if each is line)
    added[n : n + 1] = lines
