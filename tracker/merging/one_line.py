"""One line that two machines changed: its words, its mark and its time are changed apart from each other."""

from __future__ import annotations

from tracker.codec.merge import matches, merge
from tracker.errors import Prefer
from tracker.merging.lines import KeyedLine
from tracker.model import ItemKind
from tracker.regex import regex
from tracker.timefmt import format_like
from tracker.values import frozen, replace

_PIECES = regex(r"\s*(?:\w+|\W)|\s+")
"""Words and signs, each with the space before it."""


@frozen
class Clocked:
    """Seconds of the sessions that each machine has of a day, and of those that one or the other has."""

    mine: int
    theirs: int
    both: int


def merged_line(base: KeyedLine, mine: KeyedLine, theirs: KeyedLine) -> KeyedLine | None:
    """Return what a line became on two sides; None when both changed the same part of it, each in its own way."""
    if theirs.text in (mine.text, base.text):
        return mine
    if mine.text == base.text:
        return theirs
    before, one, other = (line.text.rstrip("\r\n") for line in (base, mine, theirs))
    if before in (one, other):
        # Only the ending is another there.
        return max(mine, theirs, key=lambda line: line.text) if one == other else theirs if one == before else mine
    if None not in (mine.seconds, theirs.seconds):
        return _with_both_times(base, mine, theirs)
    if base.mark not in (mine.mark, theirs.mark):
        if mine.mark != theirs.mark:
            return None
        if mine.words != theirs.words and base.words in (mine.words, theirs.words):
            return theirs if mine.words == base.words else mine
    # Words that neither wrote would be no one's, so a part of a sentence is not merged with another.
    is_item = base.kind in tuple(ItemKind) and base.kind == mine.kind == theirs.kind
    if is_item and (base.kind == ItemKind.PROBLEM or base.words in (mine.words, theirs.words)):
        return _pieced_together(base, mine, theirs)
    return None


def united_line(mine: KeyedLine, theirs: KeyedLine, clocked: Clocked) -> KeyedLine | None:
    """Return what two sides wrote of one thing where there was nothing; None when they say different things of it."""
    if mine.text == theirs.text:
        return mine
    if mine.seconds is not None and theirs.seconds is not None:
        # What no session explains was typed, or came with the day to both.
        unclocked = max(mine.seconds - clocked.mine, theirs.seconds - clocked.theirs, 0)
        one, other = (_with_time(line, unclocked + clocked.both) for line in (mine, theirs))
        return max(one, other, key=lambda line: (len(line.text), line.text))
    if mine.words == theirs.words and (mine.mark is None) != (theirs.mark is None):
        return theirs if mine.mark is None else mine
    if mine.kind == theirs.kind == ItemKind.PROBLEM:
        return _with_problems_of_both(mine, theirs)
    if mine.words == theirs.words and mine.mark == theirs.mark and mine.kind != "text":
        return max(mine, theirs, key=lambda line: (len(line.text), line.text))
    return None


def _with_problems_of_both(mine: KeyedLine, theirs: KeyedLine) -> KeyedLine | None:
    """Return a line with the numbers of both; None when each has something else that the other has not."""
    pieces, others = (_PIECES.findall(line.text.rstrip("\r\n")) for line in (mine, theirs))
    same = list(matches(pieces, others))
    if len(same) in (len(pieces), len(others)):
        return max(mine, theirs, key=lambda line: (len(line.text), line.text))
    known, others_known = {n for n, _ in same}, {n for _, n in same}
    rest = [piece for n, piece in enumerate(pieces) if n not in known]
    rest += [piece for n, piece in enumerate(others) if n not in others_known]
    if not all(piece.strip().isdecimal() for piece in rest):
        return None
    return _pieced_together(replace(mine, text="".join(pieces[n] for n, _ in same)), mine, theirs)


def _with_both_times(base: KeyedLine, mine: KeyedLine, theirs: KeyedLine) -> KeyedLine | None:
    """Return a line with the time that both sides added; a time on which both agree is the same one."""
    assert mine.seconds is not None
    assert theirs.seconds is not None
    together = mine.seconds + theirs.seconds - (base.seconds or 0)
    total = mine.seconds if mine.seconds == theirs.seconds else together
    one, other = (_with_time(line, max(total, 0)) for line in (mine, theirs))
    if one.text == other.text:
        return one
    start = _with_time(base, max(total, 0)) if base.seconds_at is not None else base
    return one if other.text == start.text else other if one.text == start.text else None


def _with_time(line: KeyedLine, seconds: int) -> KeyedLine:
    assert line.seconds_at is not None
    start, end = line.seconds_at
    text = line.text[:start] + format_like(seconds, line.text[start:end]) + line.text[end:]
    return replace(line, text=text, seconds=seconds)


def _pieced_together(base: KeyedLine, mine: KeyedLine, theirs: KeyedLine) -> KeyedLine | None:
    before, *sides = (
        "".join(f"{piece}\n" for piece in _PIECES.findall(line.text.rstrip("\r\n"))) for line in (base, mine, theirs)
    )
    # In an order that does not depend on which is mine; what both put in at one place is there twice then.
    first, second = sorted(sides)
    merged = merge(before, second, first, Prefer.BOTH)
    additions = base.kind == ItemKind.PROBLEM and not any(conflict.base for conflict in merged.conflicts)
    if merged.conflicts and not additions:
        return None
    longer = max(mine, theirs, key=lambda line: (len(line.text), line.text))
    ending = longer.text[len(longer.text.rstrip("\r\n")) :]
    return replace(longer, text=merged.text.replace("\n", "") + ending)
