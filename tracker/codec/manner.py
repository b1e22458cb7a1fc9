"""How new and changed lines look: like their neighbours, and only without any like the template."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.codec.marks import find_mark
from tracker.codec.reading import Item, LineChange, Reading
from tracker.codec.words import BULLET, end_of_words
from tracker.model import Blank, Challenge, Column, Goal, Link, Mark, Problem, Reflection, Span, Topic
from tracker.regex import regex

_BULLET = regex(rf"\s*+(?:{BULLET})?\s*+")
_NUMBERED = regex(r"\s*+(?P<number>\d{1,9})[.)](?=\s)")
_BOX = regex(r"(?P<box>\[(?P<tick>[^\[\]]?)\])(?=\s|$)")
_TITLE_NUMBER = regex(r"(?P<number>\d{1,9})\s*+[:：]\s*+$")


def bullet_of(line: str) -> str:
    """Return the indent and bullet a line begins with, and the space after it."""
    match = _BULLET.match(line)
    return match[0] if match is not None else ""


def indent_of(line: str) -> str:
    """Return the white space a line begins with."""
    return line[: len(line) - len(line.lstrip())]


def break_of(line: str) -> str:
    """Return the `<br/>` at the end of a line, with the space before it; empty when there is none."""
    tail = line[end_of_words(line) :].rstrip()
    return tail if tail.strip() else ""


def apart(head: str, words: str) -> str:
    """Return words with a space before them where they would touch the label."""
    return f" {words}" if head and not head[-1].isspace() else words


def with_colon(head: str) -> str:
    """Return a label ready for the words behind it: one without a colon or bracket at its end gets a colon."""
    bare = head.rstrip()
    if bare.endswith((":", "：", ")", "）", "]", "】", "**")):
        return head if head != bare else f"{head} "
    return f"{bare}: "


def continued(line: str, more: Sequence[str]) -> list[str]:
    """Return further lines of the item that `line` begins, set in below it."""
    indent = indent_of(line) + "    "
    return [f"{indent}{words.strip()}" if words.strip() else "" for words in more]


def like(reading: Reading, last: Goal | Challenge | Reflection | Link, words: str, previous: Item | None) -> str:
    """Return a line like the one of `last` with other words; a number counts on from it, a checkbox is empty.

    `previous` is the item before `last`, which shows whether the numbers count at all.
    """
    first = last.span.start
    line = reading.text_of(first)
    head = bullet_of(line) if isinstance(last, Link) else line[: last.text_at.start]
    if first != last.text_at.line and not isinstance(last, Link):
        # The words stand below their label.
        head = with_colon(line[: end_of_words(line)])
    mark_at = last.mark_at if isinstance(last, Goal | Challenge) else None
    if (
        mark_at is not None
        and mark_at.line == first
        and mark_at.end <= len(head)
        and not line.startswith("[", mark_at.start)
    ):
        head = line[: mark_at.start]
    head = unticked(head)
    number = number_of(reading, last)
    if number is not None and number.end <= len(head):
        digits = _digits(reading, number)
        before = number_of(reading, previous) if previous is not None else None
        if before is None or _digits(reading, before) != digits:
            digits = _counted(digits, int(digits) + 1)
        head = head[: number.start] + digits + head[number.end :]
    return head + words + break_of(line)


def filled(reading: Reading, blank: Blank, first: str, more: Sequence[str]) -> LineChange:
    """Return the change that writes words where a label or bullet waits for them."""
    line = reading.text_of(blank.at.line)
    head, tail = unticked(line[: blank.at.start]), line[blank.at.end :].rstrip()
    if blank.label:
        head = with_colon(head)
    elif head and not head[-1].isspace():
        head += " "
    if tail and not tail[0].isspace():
        tail = " " + tail
    return blank.at.line, blank.at.line + 1, [head + first + tail, *continued(line, more)]


def unticked(head: str) -> str:
    """Return the beginning of an item with its checkbox, if it has one, empty."""
    box = _BOX.match(head, len(bullet_of(head)))
    if box is None or not box["tick"].strip():
        return head
    return head[: box.start("tick")] + " " + head[box.end("tick") :]


def words_below(item: Reflection) -> bool:
    """Return whether a reflection's label has a line of its own, and the words stand below it."""
    return item.text_at.start == item.text_at.end and len(item.span) > 1


def gap_between(reading: Reading, items: Sequence[Goal | Challenge | Reflection | Link]) -> int:
    """Return how many empty lines stand between the last two items; 0 when other lines do."""
    if len(items) < 2:
        return 0
    between = range(items[-2].span.end, items[-1].span.start)
    return len(between) if all(reading.document.lines[i].blank for i in between) else 0


# Numbers


def number_of(reading: Reading, item: Item) -> Column | None:
    """Return where an item's line counts: in its label, else in its bullet; None when it does not."""
    match item:
        case Goal() | Challenge() if item.number_at is not None:
            return item.number_at
        case Topic():
            at = item.title_at
            title = _TITLE_NUMBER.search(reading.text_of(at.line)[: at.start])
            return Column(at.line, *title.span("number")) if title is not None else None
        case Problem():
            return None
        case _:
            bullet = _NUMBERED.match(reading.text_of(item.span.start))
            return Column(item.span.start, *bullet.span("number")) if bullet is not None else None


def count_up(reading: Reading, items: Sequence[Item]) -> bool:
    """Return whether the items count 1, 2, 3 …; drifted numbers are left alone."""
    for i, item in enumerate(items, 1):
        at = number_of(reading, item)
        if at is None or int(_digits(reading, at)) != i:
            return False
    return True


def with_number(reading: Reading, item: Item, number: int) -> LineChange:
    """Return the change that gives an item another number."""
    at = number_of(reading, item)
    assert at is not None
    line = reading.text_of(at.line)
    return at.line, at.line + 1, [line[: at.start] + _counted(line[at.start : at.end], number) + line[at.end :]]


def lines_with_number(reading: Reading, span: Span, item: Item, other: Item) -> list[str]:
    """Return the lines `span` of `item`, with the number of `other`, in whose place they go."""
    lines = [reading.text_of(i) for i in range(span.start, span.end)]
    own, its = number_of(reading, item), number_of(reading, other)
    if own is not None and its is not None:
        line = lines[own.line - span.start]
        lines[own.line - span.start] = line[: own.start] + _digits(reading, its) + line[own.end :]
    return lines


def _digits(reading: Reading, at: Column) -> str:
    return reading.text_of(at.line)[at.start : at.end]


def _counted(written: str, number: int) -> str:
    # `01` counts on as `02`.
    return str(number).zfill(len(written)) if written.startswith("0") else str(number)


# Marks


def marked(reading: Reading, item: Challenge, mark: Mark | None) -> str:
    """Return a challenge's line with another mark, in its own place and manner."""
    line = reading.text_of(item.text_at.line)
    if mark is item.mark:
        return line
    bare, old = _without_sign(line, item)
    box = _BOX.match(bare, len(bullet_of(bare)))
    if box is not None and box.end() <= item.text_at.start:
        # A box is ticked when done; how else it went is said behind the words.
        ticked = box["tick"].strip()
        tick = (ticked or "x") if mark is Mark.DONE else " " if ticked else box["tick"]
        line = bare[: box.start("tick")] + tick + bare[box.end("tick") :]
        if mark is None or mark is Mark.DONE:
            return line
        end = item.text_at.end + len(line) - len(bare)
        return f"{line[:end]} {_sign(reading, item, mark, old)}{line[end:]}"
    if mark is None:
        # A remark such as `(진행중..)` would go on saying how it went.
        end = end_of_words(bare)
        left = find_mark(bare, item.text_at.start, end, reading.templates.lexicon(reading.template))
        return bare if left is None or not old else bare[: left.words_end] + bare[left.end :]
    sign = _sign(reading, item, mark, old)
    if item.mark_at is None and _signs_lead(reading):
        return f"{line[: item.text_at.start]}{sign} {line[item.text_at.start :]}"
    if item.mark_at is None:
        return f"{line[: item.text_at.end]} {sign}{line[item.text_at.end :]}"
    return line[: item.mark_at.start] + sign + line[item.mark_at.end :]


def _without_sign(line: str, item: Challenge) -> tuple[str, str]:
    """Return a line without its emoji or bracketed mark, and that mark; a checkbox stays."""
    at = item.mark_at
    if at is None or _BOX.match(line, at.start):
        return line, ""
    old = line[at.start : at.end]
    if at.end <= item.text_at.start:
        return line[: at.start] + line[item.text_at.start :], old
    return line[: item.text_at.end] + line[at.end :], old


def _signs_lead(reading: Reading) -> bool:
    """Return whether the day's challenges have their signs before the words."""
    signed = [c for c in reading.day.challenges if c.mark_at is not None and c.text]
    signed = [c for c in signed if c.mark_at and not _BOX.match(reading.text_of(c.mark_at.line), c.mark_at.start)]
    return bool(signed) and all(c.mark_at is not None and c.mark_at.end <= c.text_at.start for c in signed)


def _sign(reading: Reading, item: Challenge, mark: Mark, old: str) -> str:
    """Return the sign for `mark`: as the day writes it elsewhere, else as the template does, words for words."""
    others = [(c, reading.text_of(c.mark_at.line)[c.mark_at.start : c.mark_at.end]) for c in reading.day.challenges
              if c.mark_at is not None and c is not item]  # fmt: skip
    signs = [(c.mark, sign) for c, sign in others if not sign.startswith("[")]
    shown = old or (signs[-1][1] if signs else reading.template.written_mark(mark))
    in_words = shown.startswith(("(", "（"))
    own = dict(reading.template.marks).get(mark, ())
    written = [sign for known, sign in signs if known is mark]
    known = [sign for sign in (*reversed(written), *own) if sign.startswith(("(", "（")) is in_words]
    return known[0] if known else reading.template.written_mark(mark)
