"""Texts that would take a careless reader hours: they are read at all, and work grows no faster than they do.

No time is measured here: what is quadratic would simply not end. Where the work is in Python, its calls are counted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from unicodedata import normalize

import pytest

from tests.codec.logs import shipped_templates
from tests.hostile.growth import WORKS
from tests.hostile.laws import WEDNESDAY, assert_within
from tests.hostile.traps import DAY, LINES, TRAPS
from tests.journal.build import put
from tracker.codec.addition import written_label
from tracker.codec.dates import cut
from tracker.codec.document import Document
from tracker.codec.edit import Reading
from tracker.codec.words import key, nfc
from tracker.journal import Journal
from tracker.patterns import Piece, filled

LARGE = 30_000
"""Characters of a text of each kind."""

HUGE: dict[str, Callable[[], str]] = {
    "a line of 10 MB": lambda: DAY + "a" * 10_000_000 + "\n",
    "a goal of 10 MB": lambda: DAY + "## 학습 목표\n- 학습 목표 1 : " + "가나 " * 3_300_000,
    "a heading of 10 MB": lambda: DAY + "## " + "a" * 10_000_000,
    "10 MB of spaces": lambda: DAY + " " * 10_000_000 + "x",
    "5 MB of marks over a letter": lambda: DAY + "- a" + "\u0301\u0323" * 1_200_000 + "\n",
    "100,000 headings": lambda: DAY + "## 제목\n" * 100_000,
    "100,000 open fences": lambda: DAY + "```py\n" * 100_000,
    "30,000 fences of many lengths": lambda: DAY + "".join("`" * (3 + i % 50) + " x\n" for i in range(30_000)),
    "50,000 comments": lambda: DAY + "<!-- a\n" * 50_000,
    "50,000 lists in lists": lambda: DAY + "- " * 50_000 + "a\n",
    "50,000 quotes in quotes": lambda: DAY + "> " * 50_000 + "a\n",
    "50,000 entries of the same day": lambda: "# 2025-03-11\n" + "# 2025-03-12\n" * 50_000,
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_read_and_comes_back(trap: str) -> None:
    text = TRAPS[trap](LARGE)

    assert "".join(piece.text for piece in cut(text, "notes.md", shipped_templates())) == text
    assert_within(Reading.of(text, WEDNESDAY, shipped_templates()))


@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_text_is_read_and_comes_back(kind: str) -> None:
    text = HUGE[kind]()

    assert Document.from_text(text).text == text
    if "day" in kind:
        assert [len(piece.text) for piece in cut(text, "notes.md", shipped_templates())] == [13, 13 * 50_000]
    else:
        assert_within(Reading.of(text, WEDNESDAY, shipped_templates()))


@pytest.mark.parametrize("trap", [name for name in TRAPS if name.startswith(("items of", "nested", "front matter"))])
@pytest.mark.parametrize("work", ["draft", "template", "search"])
def test_a_trap_is_no_trap_for_what_else_is_done_with_a_text(work: str, trap: str) -> None:
    WORKS[work](TRAPS[trap](LARGE * 2))()


def test_a_text_of_marks_without_order_is_saved_and_found(journal: Journal) -> None:
    marks = "\u0301\u0323" * 200_000
    put(journal, f"# 2025-01-22\n- a{marks}b\n- 가{marks[:50]}\n")

    assert [found.line for found in journal.search(["b"])] == [2]
    assert [found.line for found in journal.search([f"가{marks[:50]}"])] == [3]
    assert list(journal.search([marks + "c"])) == []


def test_marks_come_in_the_order_of_nfc() -> None:
    for text in (
        "a" + "\u0301\u0323" * 40,
        "\u0f73\u0f75\u0f81" * 30,
        "é" + "\u0327\u0301" * 50,
        "\u0344" * 40 + "\u0323",
        "가" + "\u3099\u0301" * 40 + "나",
        "\u0301" * 40 + "\u200d" + "\u0323\u0301" * 40,
        "\u1112\u1161\u11ab" * 40,
        "\u0340\u0341\u0343" * 40 + "\u0338",
        "\u05c2\u05c1\u05b0" * 40,
        "✅" * 99,
        "a" * 99,
    ):
        assert nfc(text) == normalize("NFC", text)
        assert key(text) == key(normalize("NFD", text))


def test_a_title_of_hyphens_is_written_without_the_field_that_is_empty() -> None:
    title = "-" * 200_000 + "글" + " -" * 100_000 + " 글"
    piece = Piece("day 2025-03-12", WEDNESDAY, "", 1, "수", title, "", "글\n")

    assert filled("{note} {headline} {note}", piece) == title


@pytest.mark.parametrize("work", ["read", "add", "change", "draft", "template"])
def test_twice_the_lines_take_twice_the_calls(work: str) -> None:
    too_many = {
        name: (few, many)
        # An edit reads the text again and again, so some of the traps have to do for it.
        for name in [f"sections of {kind}" for kind in LINES][:: 3 if work in ("add", "change", "draft") else 1]
        for few, many in [(_calls(WORKS[work](TRAPS[name](600))), _calls(WORKS[work](TRAPS[name](1200))))]
        if many > 2.5 * few
    }

    assert too_many == {}


def test_a_label_is_looked_for_among_many_headings() -> None:
    few, many = (
        _calls(
            partial(
                written_label, Reading.of(DAY + "## 오늘의 회고\n" * n, WEDNESDAY, shipped_templates()), "모르는 이름"
            )
        )
        for n in (500, 1000)
    )

    assert many <= 2.5 * few


def _calls(work: Callable[[], object]) -> int:
    """Return how many functions are called, the second time the work is done: what is remembered is not counted."""
    work()
    with _counted() as calls:
        work()
    return calls.n


class _counted:
    """Counts the calls inside a `with` block."""

    def __init__(self) -> None:
        self.n = 0

    def __enter__(self) -> _counted:
        self._before = sys.getprofile()
        sys.setprofile(self._called)
        return self

    def __exit__(self, *_error: object) -> None:
        sys.setprofile(self._before)

    def _called(self, _frame: FrameType, event: str, _what: object) -> None:
        self.n += event in ("call", "c_call")
