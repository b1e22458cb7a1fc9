"""Two versions of a day that were made from one, brought together by what their lines say.

Nothing depends on which of them is mine: machines that merge the same versions get the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.codec.reading import Reading
from tracker.errors import Conflict
from tracker.merging.additions import Lines, Piece, larger, text_of, united
from tracker.merging.lines import KeyedLine, KeyedText
from tracker.merging.numbers import counted_on
from tracker.merging.one_line import Clocked, merged_line
from tracker.merging.paragraphs import set_apart
from tracker.merging.sides import Gone, Side, settle_moves, side_of
from tracker.values import frozen


@frozen
class MergedDay:
    """What became of two versions of a day."""

    text: str
    conflicts: tuple[Conflict, ...]
    """What both changed, each in its own way, the larger of the two in the text; empty when all went together."""


def merge_days(base: Reading | None, mine: Reading, theirs: Reading, clocked: Clocked | None = None) -> MergedDay:
    """Bring two versions of a day together; `base` is what both were made from, None when there was no such day.

    What one side added, both have; what one changed wins over what the other left or took out; what one took out and
    the other left is gone. Times of study add up; where both began without one, `clocked` says what their sessions
    explain of it. Lines that both changed are a conflict.
    """
    my_text, their_text = KeyedText.of(mine), KeyedText.of(theirs)
    if my_text.text == their_text.text:
        return MergedDay(my_text.text, ())
    start = KeyedText.of(base)
    one, other = side_of(start, my_text), side_of(start, their_text)
    # From the outside in: a section that comes back brings its topics along.
    for block in sorted(start.blocks, key=lambda block: (block.start, -block.end)):
        for side, against in ((one, other), (other, one)):
            if side.removed(block) and against.changed(block.start, block.end):
                side.bring_back(block)
    settle_moves(one, other)
    lines, conflicts = _Merging(start.lines, one, other, clocked or Clocked(0, 0, 0)).merged()
    text = _as_text(set_apart(lines, (my_text.lines, their_text.lines)))
    return MergedDay(counted_on(text, mine, theirs), conflicts)


class _Merging:
    """A merge under way: pieces that are agreed upon, and those that are not."""

    def __init__(self, base: Sequence[KeyedLine], mine: Side, theirs: Side, clocked: Clocked) -> None:
        self.base = base
        self.mine = mine
        self.theirs = theirs
        self.clocked = clocked
        self.pieces: list[Piece] = []

    def merged(self) -> tuple[Lines, tuple[Conflict, ...]]:
        at = 0
        while at < len(self.base):
            self._put_in(at)
            at = self._past_line(at)
        self._put_in(at)
        return self._joined()

    def _put_in(self, at: int) -> None:
        """Take over what both put in before a line."""
        self.pieces += united(self.mine.added.get(at, []), self.theirs.added.get(at, []), self.clocked)

    def _past_line(self, at: int) -> int:
        """Take over what became of a line, or of the rewritten ones that begin there; return the line after that."""
        end = self._end_of_rewritten(at)
        if end == at:
            self.pieces.append(self._line(at))
            return at + 1
        before = list(self.base[at:end])
        mine, theirs = self.mine.lines_of(at, end), self.theirs.lines_of(at, end)
        texts = [text_of(lines) for lines in (before, mine, theirs)]
        if texts[1] == texts[2] or texts[2] == texts[0] or not theirs:
            self.pieces.append(mine)
        elif texts[1] == texts[0] or not mine:
            self.pieces.append(theirs)
        else:
            self.pieces.append((before, mine, theirs))
        return end

    def _end_of_rewritten(self, at: int) -> int:
        """Return where the rewritten lines that begin at a line end on both sides; the line itself when none do."""
        end = at
        while True:
            stretches = [*self.mine.rewritten, *self.theirs.rewritten]
            reach = max((one.end for one in stretches if one.start <= max(at, end - 1) < one.end), default=end)
            if reach <= end:
                return end
            end = reach

    def _line(self, at: int) -> Piece:
        base, mine, theirs = self.base[at], self.mine.fates[at], self.theirs.fates[at]
        if mine is Gone.GONE or theirs is Gone.GONE:
            left = theirs if mine is Gone.GONE else mine
            return [left] if isinstance(left, KeyedLine) and left.text != base.text else []
        merged = merged_line(base, mine, theirs)
        return [merged] if merged is not None else ([base], [mine], [theirs])

    def _joined(self) -> tuple[Lines, tuple[Conflict, ...]]:
        """Return the lines; conflicts that follow each other without a gap are one."""
        lines: Lines = []
        conflicts: list[Conflict] = []
        held: tuple[Lines, Lines, Lines] | None = None
        for piece in [*self.pieces, None]:
            if isinstance(piece, tuple):
                held = tuple(a + b for a, b in zip(held or ([], [], []), piece, strict=True))  # type: ignore[assignment]
            elif held is not None and piece != []:
                base, mine, theirs = held
                conflicts.append(Conflict(text_of(base), text_of(mine), text_of(theirs)))
                lines += larger(mine, theirs)
                held = None
            if isinstance(piece, list):
                lines += piece
        return lines, tuple(conflicts)


def _as_text(lines: Sequence[KeyedLine]) -> str:
    texts = [line.text for line in lines if line.text]
    windows = any(text.endswith("\r\n") for text in texts)
    # The last line of a text may lack its newline; once another follows, it needs one.
    ended = [text if text.endswith("\n") else text + ("\r\n" if windows else "\n") for text in texts[:-1]]
    return "".join([*ended, *texts[-1:]])
