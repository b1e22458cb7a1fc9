"""How time grows with a text, by hand: `python -m tests.hostile.growth [WORDS …]` prints a row for every trap.

Each is timed at n, 2n, 4n and 8n characters; an exponent of 1 is linear, of 2 quadratic. Nothing fails by it: a machine
that is busy may print what it likes. `--over 1.3` prints only what grows faster than that.
"""

from __future__ import annotations

import argparse
import gc
import math
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from tests.codec.logs import every_item, shipped_templates
from tests.hostile.laws import WEDNESDAY
from tests.hostile.traps import TRAPS
from tracker.codec.dates import cut
from tracker.codec.document import Document
from tracker.codec.draft import draft_template
from tracker.codec.edit import (
    ItemRef,
    Reading,
    add_challenge,
    add_goal,
    add_link,
    add_reflection,
    add_topic,
    delete_item,
    mark_challenge,
    move_item,
    retext_item,
    set_total,
)
from tracker.codec.explain import explain_template
from tracker.codec.line_signs import line_signs
from tracker.codec.merge import merge
from tracker.codec.template import parse_template
from tracker.codec.words import nfc
from tracker.errors import TrackerError
from tracker.grams import grams, matching_lines
from tracker.lint import lint_text
from tracker.model import ItemKind, Mark, When
from tracker.publish.split import split
from tracker.retro.marked import has_part

Work = Callable[[], object]
_TIMES = 4
_LONG_ENOUGH = 0.03
"""Seconds below which a time says nothing."""
_TOO_LONG = 20.0
"""Seconds after which larger texts are left out."""


def _read(text: str) -> Work:
    return lambda: (cut(text, "notes.md", shipped_templates()), _reading(text))


def _reading(text: str) -> Reading:
    return Reading.of(text, WEDNESDAY, shipped_templates())


def _adding(text: str) -> Work:
    reading = _reading(text)

    def add() -> None:
        for edit in (
            lambda: add_goal(reading, "읽기"),
            lambda: add_challenge(reading, "걷기", When.NEXT),
            lambda: add_reflection(reading, "", "좋았다"),
            lambda: add_link(reading, "https://ex.kr/9", "글"),
            lambda: add_topic(reading, "덧붙인 주제", body="글\n"),
            lambda: set_total(reading, 12_000),
        ):
            _tried(edit)

    return add


def _changing(text: str) -> Work:
    reading = _reading(text)
    by_kind: dict[ItemKind, ItemRef] = {}
    for ref, _item in every_item(reading):
        by_kind.setdefault(ref.kind, ref)

    def change() -> None:
        for ref in by_kind.values():
            _tried(partial(retext_item, reading, ref, "다른 말"))
            _tried(partial(move_item, reading, ref, 1))
            _tried(partial(delete_item, reading, ref))
            if ref.kind is ItemKind.CHALLENGE:
                _tried(partial(mark_challenge, reading, ref, Mark.DONE))

    return change


def _tried(edit: Callable[[], object]) -> None:
    with suppress(TrackerError):
        edit()


def _merging(text: str) -> Work:
    mine, theirs = "내 줄\n" + text.replace("\n", "\n\n"), text + "그들의 줄\n"
    return lambda: merge(text, mine, theirs)


def _searching(text: str) -> Work:
    longest = max(text.split("\n"), key=len)
    # In NFC, as the index has it.
    return lambda: (grams(nfc(text)), list(matching_lines(nfc(text), [nfc(longest[:40]) or "a", "x"])))


def _explaining(text: str) -> Work:
    def explain() -> None:
        template = parse_template(text, "mine")
        explain_template(template, text)

    return explain


def _previewing(text: str) -> Work:
    from tracker.tui.preview import preview_of  # with Textual, which nothing else here needs

    return lambda: preview_of(text, 80)


WORKS: dict[str, Callable[[str], Work]] = {
    "read": _read,
    "add": _adding,
    "change": _changing,
    "signs": lambda text: lambda: line_signs(_reading(text)),
    "lint": lambda text: lambda: lint_text(text),
    "draft": lambda text: lambda: draft_template(text, WEDNESDAY, shipped_templates(), "mine"),
    "template": _explaining,
    "merge": _merging,
    "search": _searching,
    "split": lambda text: lambda: split(text, 2000),
    "marked": lambda text: lambda: has_part(text),
    "document": lambda text: lambda: Document.from_text(text).scan,
    "preview": _previewing,
}


def main() -> None:
    """Time every work on every trap whose names hold the words given."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.growth", description=__doc__)
    parser.add_argument("words", nargs="*", help="only rows that hold all of these words")
    parser.add_argument("--size", type=int, default=8000, metavar="N", help="characters of the smallest text (8000)")
    parser.add_argument("--over", type=float, default=0.0, metavar="X", help="only rows that grow faster than this")
    given = parser.parse_args()
    print(f"{'work':10}{'trap':40}{''.join(f'{given.size * 2**i:>12,}' for i in range(_TIMES))}  exponent")
    for work, prepare in WORKS.items():
        for trap, make in TRAPS.items():
            if all(word in f"{work} {trap}" for word in given.words):
                times = [*_times(prepare, make, given.size)]
                power = exponent(times)
                if power >= given.over:
                    shown = "".join(f"{seconds:>11.3f}s" for seconds in times).ljust(12 * _TIMES)
                    print(f"{work:10}{trap:40}{shown}  {power:.2f}", flush=True)


def _times(prepare: Callable[[str], Work], make: Callable[[int], str], size: int) -> list[float]:
    times: list[float] = []
    for i in range(_TIMES):
        if not times or times[-1] < _TOO_LONG:
            work = prepare(make(size * 2**i))
            gc.collect()
            gc.disable()
            began = time.process_time()
            work()
            times.append(time.process_time() - began)
            gc.enable()
    return times


def exponent(times: list[float]) -> float:
    """Return the power of the size that these times, each at twice the size of the one before, grow with."""
    told = [seconds for seconds in times if seconds >= _LONG_ENOUGH]
    return math.log2(told[-1] / told[0]) / (len(told) - 1) if len(told) > 1 else 0.0


if __name__ == "__main__":
    main()
