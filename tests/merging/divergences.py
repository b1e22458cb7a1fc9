"""A day written on two machines at random, and what must hold of what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

from tests.codec.logs import every_item, read
from tests.codec.strategies import HEADINGS, ITEMS, NASTY, WHOLE
from tests.merging.drifted import DRIFTED
from tracker.codec.document import Document
from tracker.codec.edit import (
    Edited,
    Reading,
    add_challenge,
    add_goal,
    add_link,
    add_problems,
    add_reflection,
    add_topic,
    delete_item,
    mark_challenge,
    move_item,
    retext_item,
    set_total,
)
from tracker.codec.reading import Item, position_of, words_of
from tracker.codec.words import key
from tracker.errors import EditRefused, UsageError
from tracker.merging.days import MergedDay, merge_days
from tracker.model import ItemKind, Mark, When
from tracker.values import frozen

_WORDS = (
    "그래프 정리",
    "해시 복습",
    "read a book",
    "캐시와 버퍼",
    "일찍 자기",
    "끝! 🎉",
    "볼륨",
    "산책 30분",
    "SQL 조인",
    "트리",
)
_TEXTS = (
    "",
    "새로 적은 글.",
    "- 덧붙인 점",
    "  이어지는 글",
    "```",
    "# 주석",
    "<br/>",
    "> 인용",
    "| 표 | 칸 |",
    "1. 하나",
)
_MOST_STEPS = 4
BY_VERBS = 1_000_000
"""From this number on, divergences are of well-formed logs that verbs alone have changed."""

Said = tuple[str, str, str]
"""What an item says: its kind, a challenge's `when` or else nothing, and its words."""


@frozen
class Divergence:
    """What two machines began with, None when with nothing, and what each has now."""

    base: str | None
    mine: str
    theirs: str


def divergence(seed: int) -> Divergence:
    """Return the divergence of a number."""
    random = Random(seed)
    if seed >= BY_VERBS:
        start = _drifted_log(random)
        mine, theirs = _changed_by_verbs(start, random), _changed_by_verbs(start, random)
    else:
        start = _log(random)
        mine, theirs = _written_on(start, random), _written_on(start, random)
    if not random.randrange(12):
        return Divergence(None, mine, theirs)
    return Divergence(start, mine, theirs)


def _log(random: Random) -> str:
    lines = random.choice(WHOLE).split("\n")
    if not random.randrange(4):
        lines = [random.choice(random.choice((HEADINGS, ITEMS, NASTY))) for _ in range(random.randrange(14))]
    for _ in range(random.randrange(3)):
        _disturb(lines, random)
    text = "\n".join(lines)
    return text if random.randrange(5) else text.replace("\n", "\r\n")


def _written_on(text: str, random: Random) -> str:
    """Return a text after what a person did to it, by verbs and by hand."""
    for _ in range(random.randrange(_MOST_STEPS + 1)):
        if random.randrange(3):
            text = _edited(text, random)
        else:
            lines = text.split("\n")
            _disturb(lines, random)
            text = "\n".join(lines)
    return text


def _drifted_log(random: Random) -> str:
    text = random.choice(DRIFTED)
    if not random.randrange(3):
        text = text.removesuffix("\n")
    return text if random.randrange(4) else text.replace("\n", "\r\n")


def _changed_by_verbs(text: str, random: Random) -> str:
    for _ in range(random.randrange(2 * _MOST_STEPS)):
        text = _edited(text, random)
    return text


def _disturb(lines: list[str], random: Random) -> None:
    at, count = random.randrange(len(lines) + 1), random.randrange(1, 4)
    match random.randrange(6):
        case 0 | 1:
            lines.insert(at, random.choice(random.choice((_TEXTS, ITEMS, HEADINGS))))
        case 2:
            del lines[at : at + count]
        case 3:
            lines[at : at + 1] = [f"{line} 그리고 {random.choice(_WORDS)}" for line in lines[at : at + 1]]
        case 4:
            moved = lines[at : at + count]
            del lines[at : at + count]
            to = random.randrange(len(lines) + 1)
            lines[to:to] = moved
        case _:
            lines[at : at + count] = random.choices(_TEXTS, k=random.randrange(1, 4))


def _edited(text: str, random: Random) -> str:
    reading = read(text)
    try:
        edited = _edit(reading, random)()
    except (EditRefused, UsageError):
        return text
    return edited.text if edited is not None else text


def _edit(reading: Reading, random: Random) -> Callable[[], Edited | None]:
    words, items = random.choice(_WORDS), every_item(reading)
    verb = random.randrange(13 if items else 7)
    match verb:
        case 0:
            return lambda: add_goal(reading, words)
        case 1:
            when = random.choice(tuple(When))
            return lambda: add_challenge(reading, words, when)
        case 2:
            label = random.choice(("성공적인 점", "개선해야 할 점", "Keep", ""))
            return lambda: add_reflection(reading, label, words)
        case 3:
            return lambda: add_link(reading, f"https://ex.kr/{random.randrange(9)}")
        case 4:
            body = random.choice((None, "본문\n", "```\n# 코드\n```\n"))
            return lambda: add_topic(reading, words, section=random.choice(("", "딥다이브 - 보안")), body=body)
        case 5:
            problems = [str(random.randrange(1000, 1010)) for _ in range(random.randrange(1, 3))]
            return lambda: add_problems(reading, random.choice(("백준", "프로그래머스")), problems)
        case 6:
            return lambda: set_total(reading, random.randrange(0, 40_000))
    ref = random.choice(items)[0]
    if verb in (7, 8):
        return lambda: retext_item(reading, ref, words)
    if verb == 9:
        return lambda: delete_item(reading, ref)
    if verb == 10:
        return lambda: move_item(reading, ref, random.choice((1, -1)))
    return lambda: mark_challenge(reading, ref, random.choice((*Mark, None)))


def merge(base: str | None, mine: str, theirs: str) -> MergedDay:
    """Read the versions of a day and bring them together."""
    return merge_days(read(base) if base is not None else None, read(mine), read(theirs))


def broken_laws(case: Divergence) -> list[str]:
    """Return what does not hold of the two versions' merge; empty when all is as promised."""
    merged = merge(case.base, case.mine, case.theirs)
    turned = merge(case.base, case.theirs, case.mine)
    text, broken = merged.text, []
    if merge(case.base, case.mine, case.theirs) != merged:
        broken.append("it is not the same twice")
    sides = [(c.base, c.mine, c.theirs) for c in merged.conflicts]
    if (turned.text, [(c.base, c.theirs, c.mine) for c in turned.conflicts]) != (text, sides):
        broken.append("it depends on which side is mine")
    for name, start in (("mine", case.mine), ("theirs", case.theirs)):
        again = merge(start, text, start)
        if (again.text, again.conflicts) != (text, ()):
            broken.append(f"merging it with {name} again changes it")
    if merge(text, text, text) != MergedDay(text, ()):
        broken.append("merging it with itself changes it")
    for start in (case.mine, case.theirs):
        if case.base is not None and merge(case.base, start, case.base) != MergedDay(start, ()):
            broken.append("what one side alone changed is not taken")
    return broken + [f"lost: {line!r}" for line in lost(case, merged)]


def broken_laws_of_items(case: Divergence) -> list[str]:
    """Return what does not hold of the items of a merge of what verbs alone have changed; empty when all does."""
    merged = merge(case.base, case.mine, case.theirs)
    there = items_said(merged.text)
    in_conflict = "".join(conflict.mine + conflict.theirs for conflict in merged.conflicts)
    broken = [
        f"not read any more: {' '.join(one)!r}"
        for one in sorted(kept_items(case) - there.keys())
        if not one[2] or one[2].split("\n")[0] not in in_conflict
    ]
    return broken + [f"doubled: {' '.join(one)!r}" for one in doubled(case, there)]


def items_said(text: str) -> Counter[Said]:
    """Return what each item that is read of a text says, and how often."""
    found = ((known.kind, known.when or "", words_of(item)) for known, item in every_item(read(text)))
    return Counter((str(kind), str(when), words) for kind, when, words in found)


def kept_items(case: Divergence) -> set[Said]:
    """Return the items that a side has and the other neither took out nor rewrote."""
    counted = items_said(case.base or "")
    base = counted.keys()
    mine, theirs = items_said(case.mine).keys(), items_said(case.theirs).keys()
    # Of an item that is there several times nobody can say which one was taken out.
    alike = {one for one, n in counted.items() if n > 1}
    return ((mine - (base - theirs)) | (theirs - (base - mine))) - alike


def doubled(case: Divergence, there: Counter[Said]) -> list[Said]:
    """Return the items that are there oftener than either side has them, and were not added by each anew."""
    base, mine, theirs = (items_said(text or "") for text in (case.base, case.mine, case.theirs))
    # A line of problems that one moved and the other wrote anew cannot be told from two, nor can two of the same words.
    return sorted(
        one
        for one, n in there.items()
        if n > max(mine[one], theirs[one], mine[one] + theirs[one] - base[one])
        and not (one[0] == ItemKind.PROBLEM and base[one])
        and base[one] < 2
    )


def lost(case: Divergence, merged: MergedDay) -> list[str]:
    """Return the lines that a side has and the other did not take out, and that are nowhere any more."""
    kept, headings = _lines(merged.text), _headings(merged.text)
    for conflict in merged.conflicts:
        kept |= _lines(conflict.mine) | _lines(conflict.theirs)
    pieces = [set(line.split()) for line in kept]
    base = case.base or ""
    alike = {words for (_kind, _when, words), n in items_said(base).items() if n > 1}
    missing = []
    for one, other in ((case.mine, case.theirs), (case.theirs, case.mine)):
        # Of a line that is there several times nobody can say which one was taken out.
        taken_out = _lines(base) - _lines(other) | {line for line, n in _counted(base).items() if n > 1}
        for line in _lines(one) - taken_out - _lines_with_times(one) - kept:
            # Of a line of which each side changed a part both parts are there.
            together = any(set(line.split()) <= piece for piece in pieces)
            # A heading is the same one with any sign before it.
            together = together or key(line) in headings & _headings(one)
            if not together and not _is_told(line, one, kept, (_said(base) - _said(other)) | alike):
                missing.append(line)
    return missing


def _lines(text: str) -> set[str]:
    return {_bare(line.text) for line in Document.from_text(text).lines if not line.empty_like}


def _bare(line: str) -> str:
    """Return a line's words; a heading is the same one at any level."""
    return line.strip().lstrip("#").strip()


def _headings(text: str) -> set[str]:
    return {key(line.text) for line in Document.from_text(text).lines if line.text.startswith("#")}


def _lines_with_times(text: str) -> set[str]:
    total = read(text).day.total
    return {_bare(Document.from_text(text).lines[total.at.line].text)} if total is not None else set()


def _counted(text: str) -> Counter[str]:
    return Counter(_bare(line.text) for line in Document.from_text(text).lines)


def _is_told(line: str, text: str, kept: set[str], changed: set[str]) -> bool:
    """Return whether the words of a line's items are there, under another number or mark, or the other's instead."""
    words = [words_of(item).split("\n")[0] for item in _items_on(line, text)]
    return bool(words) and all(word in changed or any(_has(each, word) for each in kept) for word in words)


def _has(line: str, words: str) -> bool:
    # A mark may stand between the words.
    return words in line or set(words.split()) <= set(line.split())


def _items_on(line: str, text: str) -> list[Item]:
    reading = read(text)
    return [item for _, item in every_item(reading) if _bare(reading.text_of(position_of(item)[0])) == line]


def _said(text: str) -> set[str]:
    return {words_of(item) for _, item in every_item(read(text))}
