"""Two texts made from one, brought together line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tracker.errors import Conflict, Prefer
from tracker.values import frozen

__all__ = ["Conflict", "Merged", "Prefer", "matches", "merge"]

_MOST_DIFFERENCES = 400
"""Stretches of like lines that differ by more than so many are taken to have nothing in common, which stays quick."""


@frozen
class Merged:
    """What became of two texts that were made from one."""

    text: str
    """Where both sides changed the same lines: those that were preferred, and mine when nothing was."""
    conflicts: tuple[Conflict, ...]
    """The lines that both sides changed, also when a preference settled them; empty when all went together."""
    stretches: tuple[tuple[int, int, int, int], ...]
    """First line and number of lines, in mine and then in the text, of what follows each other in both."""

    def line_of_mine(self, n: int) -> int:
        """Return the line of the text where line `n` of mine is, both from 0; where it was replaced, a line of that."""
        for mine, mine_length, merged, merged_length in self.stretches:
            if n < mine + mine_length:
                return merged + min(n - mine, max(merged_length - 1, 0))
        if not self.stretches:
            return n
        # Behind the last line: where an editor's cursor stands after the final newline.
        mine, mine_length, merged, merged_length = self.stretches[-1]
        return merged + merged_length + n - mine - mine_length


@frozen
class _Hunk:
    """Lines `[start, end)` of the base that one side replaced, and the lines it put there."""

    start: int
    end: int
    lines: tuple[str, ...]


@frozen
class _Region:
    """Lines `[start, end)` of the base and the hunks of the two sides that touch there."""

    start: int
    end: int
    mine: tuple[_Hunk, ...]
    theirs: tuple[_Hunk, ...]


def merge(base: str, mine: str, theirs: str, prefer: Prefer | None = None) -> Merged:
    """Return `mine` with what `theirs` changed of `base`, line by line; every line keeps its bytes.

    Lines that both changed, each in its own way, are a conflict, and so are different lines put in at one place;
    changes of neighbouring lines are none. `prefer` says which lines of a conflict the text has.
    """
    old, my_lines, their_lines = _lines(base), _lines(mine), _lines(theirs)
    merging = _Merging(prefer)
    at = 0
    for region in _joined(old, _regions(_hunks(old, my_lines), _hunks(old, their_lines))):
        merging.keep(old[at : region.start])
        merging.settle(old, region)
        at = region.end
    merging.keep(old[at:])
    return Merged("".join(merging.lines), tuple(merging.conflicts), tuple(merging.stretches))


class _Merging:
    """A merge under way: the lines so far, and where those of mine went."""

    def __init__(self, prefer: Prefer | None) -> None:
        self.prefer = prefer
        self.lines: list[str] = []
        self.conflicts: list[Conflict] = []
        self.stretches: list[tuple[int, int, int, int]] = []
        self.at_mine = 0

    def keep(self, lines: Sequence[str]) -> None:
        """Take over lines that both sides have."""
        self._put(lines, len(lines))

    def settle(self, old: Sequence[str], region: _Region) -> None:
        """Take over what the sides made of a region."""
        before = old[region.start : region.end]
        mine, theirs = _applied(old, region, region.mine), _applied(old, region, region.theirs)
        if not _disagree(old, region):
            self._put(theirs if mine == before else mine, len(mine))
            return
        self.conflicts.append(Conflict("".join(before), "".join(mine), "".join(theirs)))
        if self.prefer is Prefer.THEIRS:
            self._put(theirs, len(mine))
        elif self.prefer is Prefer.BOTH:
            # What both have at the beginning and the end is there once.
            head, tail = _common(mine, theirs)
            self._put(mine[:head], head)
            self._put(theirs[head : len(theirs) - tail], 0)
            self._put(mine[head:], len(mine) - head)
        else:
            self._put(mine, len(mine))

    def _put(self, lines: Sequence[str], mine: int) -> None:
        """Add lines that stand for the next `mine` lines of mine."""
        if lines and self.lines and not self.lines[-1].endswith("\n"):
            # The last line of a text may lack its newline; once another follows, it needs one.
            self.lines[-1] += "\r\n" if lines[0].endswith("\r\n") or "".join(self.lines[-2:-1])[-2:] == "\r\n" else "\n"
        self.stretches.append((self.at_mine, mine, len(self.lines), len(lines)))
        self.lines.extend(lines)
        self.at_mine += mine


def _disagree(old: Sequence[str], region: _Region) -> bool:
    before = list(old[region.start : region.end])
    mine, theirs = _applied(old, region, region.mine), _applied(old, region, region.theirs)
    return mine not in (theirs, before) and theirs != before


def _joined(old: Sequence[str], regions: Iterable[_Region]) -> Iterator[_Region]:
    """Yield the regions, those in which the sides disagree as one where they follow each other without a gap."""
    held: _Region | None = None
    for region in regions:
        if held is not None and held.end == region.start and _disagree(old, held) and _disagree(old, region):
            held = _Region(held.start, region.end, held.mine + region.mine, held.theirs + region.theirs)
            continue
        if held is not None:
            yield held
        held = region
    if held is not None:
        yield held


def _applied(old: Sequence[str], region: _Region, hunks: Sequence[_Hunk]) -> list[str]:
    """Return the region's lines as one side has them."""
    lines: list[str] = []
    at = region.start
    for hunk in hunks:
        lines += [*old[at : hunk.start], *hunk.lines]
        at = hunk.end
    return [*lines, *old[at : region.end]]


def _regions(mine: Sequence[_Hunk], theirs: Sequence[_Hunk]) -> Iterator[_Region]:
    """Yield the changed regions of the base in order; hunks of the two sides that meet are in one."""
    ordered = sorted([(h.start, h.end, 0, h) for h in mine] + [(h.start, h.end, 1, h) for h in theirs], key=_place)
    held: tuple[list[_Hunk], list[_Hunk]] = [], []
    for _start, _end, side, hunk in ordered:
        if (held[0] or held[1]) and not any(_meet(hunk, other) for other in held[1 - side]):
            yield _region(*held)
            held = [], []
        held[side].append(hunk)
    if held[0] or held[1]:
        yield _region(*held)


def _place(entry: tuple[int, int, int, _Hunk]) -> tuple[int, int, int]:
    return entry[:3]


def _region(mine: Sequence[_Hunk], theirs: Sequence[_Hunk]) -> _Region:
    hunks = [*mine, *theirs]
    return _Region(min(h.start for h in hunks), max(h.end for h in hunks), tuple(mine), tuple(theirs))


def _meet(one: _Hunk, other: _Hunk) -> bool:
    """Return whether two sides' hunks change the same lines, put lines in at one place, or where others took theirs."""
    if max(one.start, other.start) < min(one.end, other.end):
        return True
    if one.start == one.end and other.start == other.end:
        return one.start == other.start
    inserted, replaced = (one, other) if one.start == one.end else (other, one)
    if inserted.start != inserted.end:
        return False
    inside = replaced.start < inserted.start < replaced.end
    return inside or (not replaced.lines and replaced.start <= inserted.start <= replaced.end)


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[_Hunk]:
    """Return what has to be replaced in `old` to make it `new`."""
    found = []
    pairs = [(-1, -1), *matches(old, new), (len(old), len(new))]
    for (a, b), (next_a, next_b) in pairwise(pairs):
        if next_a - a == next_b - b:
            # As many lines as before: each has become another, which keeps neighbours apart.
            found += [_Hunk(a + i, a + i + 1, (new[b + i],)) for i in range(1, next_a - a)]
        elif next_a - a > 1 or next_b - b > 1:
            found.append(_Hunk(a + 1, next_a, tuple(new[b + 1 : next_b])))
    return found


def matches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines of `old` and of `new` that are the same ones, by their places in each, in order."""
    return _matches(old, new, 0, len(old), 0, len(new))


def _matches(
    old: Sequence[str], new: Sequence[str], start: int, end: int, new_start: int, new_end: int
) -> Iterator[tuple[int, int]]:
    head, tail = _common(old[start:end], new[new_start:new_end])
    yield from ((start + i, new_start + i) for i in range(head))
    inner, new_inner = (start + head, end - tail), (new_start + head, new_end - tail)
    if inner[0] < inner[1] and new_inner[0] < new_inner[1]:
        anchors = _anchors(old, new, *inner, *new_inner)
        if anchors:
            at, new_at = inner[0], new_inner[0]
            for a, b in anchors:
                yield from _matches(old, new, at, a, new_at, b)
                yield a, b
                at, new_at = a + 1, b + 1
            yield from _matches(old, new, at, inner[1], new_at, new_inner[1])
        else:
            pairs = _shortest(old[slice(*inner)], new[slice(*new_inner)])
            yield from ((inner[0] + a, new_inner[0] + b) for a, b in pairs)
    yield from ((end - i, new_end - i) for i in range(tail, 0, -1))


def _anchors(
    old: Sequence[str], new: Sequence[str], start: int, end: int, new_start: int, new_end: int
) -> list[tuple[int, int]]:
    """Return the longest row of lines, in order in both, that stand in each stretch exactly once."""
    in_old, in_new = Counter(old[start:end]), Counter(new[new_start:new_end])
    places = {new[i]: i for i in range(new_start, new_end) if in_new[new[i]] == 1}
    pairs = [(i, places[old[i]]) for i in range(start, end) if in_old[old[i]] == 1 and old[i] in places]
    # Patience sorting: each pair remembers the best one that can come before it.
    tops: list[int] = []
    before: list[int] = []
    for index, (_a, b) in enumerate(pairs):
        low, high = 0, len(tops)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if pairs[tops[middle]][1] < b else (low, middle)
        before.append(tops[low - 1] if low else -1)
        tops[low : low + 1] = [index]
    chain = []
    index = tops[-1] if tops else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _shortest(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the lines that stay when `old` becomes `new` by as few changes as can be (Myers, 1986)."""
    reached = {1: 0}
    rounds: list[dict[int, int]] = []
    for changes in range(min(len(old) + len(new), _MOST_DIFFERENCES) + 1):
        rounds.append(dict(reached))
        for diagonal in range(-changes, changes + 1, 2):
            put_in = _puts_in(reached, diagonal, changes)
            at = reached[diagonal + 1] if put_in else reached[diagonal - 1] + 1
            while at < len(old) and at - diagonal < len(new) and old[at] == new[at - diagonal]:
                at += 1
            reached[diagonal] = at
            if at >= len(old) and at - diagonal >= len(new):
                return _walked_back(rounds, len(old), len(new))
    return []


def _puts_in(reached: dict[int, int], diagonal: int, changes: int) -> bool:
    """Return whether the last change on the way to a diagonal puts a new line in; else it leaves an old one out."""
    return diagonal == -changes or (diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1])


def _walked_back(rounds: Sequence[dict[int, int]], at: int, new_at: int) -> list[tuple[int, int]]:
    pairs = []
    for changes in range(len(rounds) - 1, -1, -1):
        reached, diagonal = rounds[changes], at - new_at
        put_in = _puts_in(reached, diagonal, changes)
        start = reached[diagonal + 1] if put_in else reached[diagonal - 1] + 1
        while at > start:
            at, new_at = at - 1, new_at - 1
            pairs.append((at, new_at))
        at, new_at = (at, new_at - 1) if put_in else (at - 1, new_at)
    return pairs[::-1]


def _common(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Return how many lines two texts have in common at the beginning, and at the end of what is left."""
    most = min(len(one), len(other))
    head = next((i for i in range(most) if one[i] != other[i]), most)
    tail = next((i for i in range(most - head) if one[-1 - i] != other[-1 - i]), most - head)
    return head, tail


def _lines(text: str) -> list[str]:
    """Cut at `\\n` only, each line with its ending; other line separators are part of a person's line."""
    parts = text.split("\n")
    lines = [part + "\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines
