"""What two machines put in at one place: sections of one heading become one, and so do topics of one title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain

from tracker.codec.merge import matches
from tracker.merging.lines import KeyedLine, is_section, is_topic
from tracker.merging.one_line import Clocked, united_line
from tracker.model import ItemKind
from tracker.regex import regex
from tracker.values import frozen

Lines = list[KeyedLine]
Piece = Lines | tuple[Lines, Lines, Lines]
"""Lines that are agreed upon; or what there was, what is mine and what is theirs."""
_FENCE = regex(r"`{3,}|~{3,}")


@frozen
class _Part:
    """A section or a topic: its heading and all below it."""

    space: Lines
    """Empty lines before it."""
    head: KeyedLine
    body: Lines


def united(mine: Sequence[KeyedLine], theirs: Sequence[KeyedLine], clocked: Clocked) -> list[Piece]:
    """Return what both put in at one place: what they have in common once, and what they have not in a stable order."""
    if not mine or not theirs or text_of(mine) == text_of(theirs):
        return [[*mine] or [*theirs]]
    # In an order that does not depend on which is mine: rows of lines can have as much in common in several ways.
    turned = _in_bytes(theirs) < _in_bytes(mine)
    uniting = _Uniting(Clocked(clocked.theirs, clocked.mine, clocked.both) if turned else clocked, turned)
    return uniting.parts([*theirs], [*mine]) if turned else uniting.parts([*mine], [*theirs])


class _Uniting:
    """Brings together lines of two sides, the first of which is mine unless they were turned."""

    def __init__(self, clocked: Clocked, turned: bool) -> None:
        self.clocked = clocked
        self.turned = turned

    def parts(self, first: Lines, second: Lines, level: int = 0, spare: Sequence[KeyedLine] = ()) -> list[Piece]:
        """Bring together sections, at the next level topics, and below those lines.

        `spare` are empty lines to set parts apart with that bring none of their own.
        """
        if level == len(_LEVELS):
            return self._lines(first, second)
        before, parts, end = _parted(first, _LEVELS[level])
        other_before, other_parts, other_end = _parted(second, _LEVELS[level])
        tail = larger(end, other_end)
        between = tail or [*spare]
        pieces = self.parts(before, other_before, level + 1, between)
        for one, other in _paired(parts, other_parts):
            space = max((part.space for part in (one, other) if part is not None), key=len)
            pieces.append(space or (between if any(pieces) else []))
            if one is None or other is None:
                pieces += [[part.head, *part.body] for part in (one, other) if part is not None]
                continue
            pieces.append(self._line(one.head, other.head))
            pieces += self.parts(one.body, other.body, level + 1, space or between)
        return [*pieces, tail]

    def _lines(self, first: Lines, second: Lines) -> list[Piece]:
        start, first, end = _without_space(first)
        other_start, second, other_end = _without_space(second)
        units, others = _units(first), _units(_without_items_of(first, second))
        common = list(matches(_keys(units, "<"), _keys(others, ">")))
        if first and second and not common and bool(start) != bool(other_start):
            # What follows the line before it directly goes on doing so.
            near, far = ([*chain(*others)], [*start, *first]) if start else (first, [*other_start, *chain(*others)])
            return [near, far, larger(end, other_end)]
        pieces: list[Piece] = [larger(start, other_start)]
        at, other_at = 0, 0
        for a, b in [*common, (len(units), len(others))]:
            pieces.append(_in_order([*chain(*units[at:a])], [*chain(*others[other_at:b])]))
            if a < len(units):
                pieces += [self._line(one, other) for one, other in zip(units[a], others[b], strict=True)]
            at, other_at = a + 1, b + 1
        return [*pieces, larger(end, other_end)]

    def _line(self, first: KeyedLine, second: KeyedLine) -> Piece:
        common = united_line(first, second, self.clocked)
        if common is not None:
            return [common]
        return ([], [second], [first]) if self.turned else ([], [first], [second])


_LEVELS: tuple[Callable[[KeyedLine], bool], ...] = (is_section, is_topic)


def _parted(lines: Lines, is_head: Callable[[KeyedLine], bool]) -> tuple[Lines, list[_Part], Lines]:
    """Return what is before the first head, the parts, and the empty lines at the end."""
    heads = [n for n, line in enumerate(lines) if is_head(line)]
    if not heads:
        return lines, [], []
    before, end = _without_tail(lines[: heads[0]])
    parts: list[_Part] = []
    for start, stop in zip(heads, [*heads[1:], len(lines)], strict=True):
        space = end
        body, end = _without_tail(lines[start + 1 : stop])
        parts.append(_Part(space, lines[start], body))
    return before, parts, end


def _without_tail(lines: Lines) -> tuple[Lines, Lines]:
    end = next((n for n in range(len(lines), 0, -1) if lines[n - 1].kind != "space"), 0)
    return lines[:end], lines[end:]


def _without_space(lines: Lines) -> tuple[Lines, Lines, Lines]:
    rest, tail = _without_tail(lines)
    start = next((n for n, line in enumerate(rest) if line.kind != "space"), 0)
    return rest[:start], rest[start:], tail


def _paired(first: list[_Part], second: list[_Part]) -> list[tuple[_Part | None, _Part | None]]:
    """Return the parts of one heading together, and those that only one side has, in the order of both."""
    keys, other_keys = [part.head.key for part in first], [part.head.key for part in second]
    in_order = list(matches(keys, other_keys))
    partners = dict(in_order)
    # What stands elsewhere in the other has its place in the first.
    taken, free = set(partners.values()), dict[str, list[int]]()
    for m in reversed([m for m in range(len(second)) if m not in taken]):
        free.setdefault(other_keys[m], []).append(m)
    for n in range(len(first)):
        if n not in partners and free.get(keys[n]):
            partners[n] = free[keys[n]].pop()
    taken = set(partners.values())
    paired: list[tuple[_Part | None, _Part | None]] = []
    at, other_at = 0, 0
    for a, b in [*in_order, (len(first), len(second))]:
        mine = [(n, first[n]) for n in range(at, a)]
        theirs = [second[m] for m in range(other_at, b) if m not in taken]
        while mine or theirs:
            if not theirs or (mine and _place(mine[0][1]) <= _place(theirs[0])):
                n, part = mine.pop(0)
                paired.append((part, second[partners[n]] if n in partners else None))
            else:
                paired.append((None, theirs.pop(0)))
        if a < len(first):
            paired.append((first[a], second[b]))
        at, other_at = a + 1, b + 1
    return paired


def _place(part: _Part) -> tuple[int, list[str]]:
    return part.head.rank, _in_bytes([part.head, *part.body])


def _units(lines: Sequence[KeyedLine]) -> list[Lines]:
    """Return each line by itself, but all of a fenced block at once, whose ends mean nothing without each other."""
    units: list[Lines] = []
    fence = ""
    for line in lines:
        text = line.text.strip()
        if fence:
            units[-1].append(line)
            fence = "" if text.startswith(fence) and not text.strip(fence[0]) else fence
            continue
        units.append([line])
        opened = _FENCE.match(text)
        fence = opened[0] if opened is not None else ""
    return units


def _keys(units: Sequence[Lines], side: str) -> list[str]:
    # Empty lines of two sides have nothing in common: each belongs to what it sets apart.
    return [
        text_of(unit) if len(unit) > 1 else f"{side}{n}" if unit[0].kind == "space" else unit[0].key
        for n, unit in enumerate(units)
    ]


def _without_items_of(first: Sequence[KeyedLine], second: Sequence[KeyedLine]) -> list[KeyedLine]:
    """Return the second lines without the items that the first have, byte for byte, at another place."""
    keys, other_keys = (_keys([[line] for line in lines], side) for lines, side in ((first, "<"), (second, ">")))
    there, paired = Counter(line.text for line in first), {b for _, b in matches(keys, other_keys)}
    rest = there - Counter(second[n].text for n in paired)
    kept = []
    for n, line in enumerate(second):
        if n not in paired and line.kind in tuple(ItemKind) and rest[line.text] > 0:
            rest[line.text] -= 1
        else:
            kept.append(line)
    return kept


def _in_order(mine: Sequence[KeyedLine], theirs: Sequence[KeyedLine]) -> Lines:
    spaced = [lines for lines in (mine, theirs) if all(line.kind == "space" for line in lines)]
    if len(spaced) == 2:
        return larger([*mine], [*theirs])
    if spaced:
        # Space is no words: the other's lines bring their own.
        return [*(theirs if spaced[0] is mine else mine)]
    first, second = sorted((mine, theirs), key=_in_bytes)
    return [*first, *second]


def larger(mine: Lines, theirs: Lines) -> Lines:
    """Return the lines that have more letters."""
    return max(mine, theirs, key=lambda lines: (len(text_of(lines)), text_of(lines)))


def _in_bytes(lines: Sequence[KeyedLine]) -> list[str]:
    return [line.text for line in lines]


def text_of(lines: Sequence[KeyedLine]) -> str:
    """Return lines as one text."""
    return "".join(line.text for line in lines)
