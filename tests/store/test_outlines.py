"""What is kept of each line beside the text: it is of that text and no other, and it goes with the day."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from unicodedata import normalize

import pytest

from tests.store.build import NOON, WEDNESDAY, empty_day, goal, save, section
from tracker.model import Day, SectionKind, Span
from tracker.outline import line_starts, outline_of, places_of
from tracker.store import Store
from tracker.stored import StoredDay
from tracker.values import replace


def learning_day() -> Day:
    """Return a day with a goal under a heading, and another heading."""
    sections = (
        replace(section(SectionKind.GOALS, "목표", 0), span=Span(0, 2)),
        replace(section(SectionKind.LEARNING, "딥다이브", 2), span=Span(2, 5)),
    )
    return replace(empty_day(), sections=sections, goals=(goal(1, "볼륨", 1),))


TEXT = "## 목표\n- 볼륨\n## 딥다이브\n볼륨이란\n"


def change(path: Path, statement: str) -> None:
    """Do to the file what another program might."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(statement)
        connection.commit()


def places(store: Store, *lines: int) -> list[str] | None:
    """Return what is kept of lines of the day; None when nothing is."""
    outline = store.outline(WEDNESDAY)
    return places_of(lines, outline.marks, outline.places) if outline is not None else None


def test_each_line_has_its_kind_and_its_section() -> None:
    outline = outline_of(learning_day(), TEXT)

    assert places_of([1, 2, 3, 4, 5], outline.marks, outline.places) == [
        "text 목표", "goal 목표", "text 딥다이브", "topic 딥다이브", "topic 딥다이브",
    ]  # fmt: skip
    assert list(line_starts(outline.starts, 5)) == [0, 10, 19, 35, 48, 49]


def test_a_line_that_is_not_there_stands_nowhere() -> None:
    outline = outline_of(learning_day(), TEXT)

    assert places_of([2, 6, 99], outline.marks, outline.places) == ["goal 목표", "text ", "text "]


def test_spans_beyond_the_text_say_nothing() -> None:
    assert outline_of(learning_day(), "하나").places == "text 목표"


def test_a_long_text_has_wide_numbers() -> None:
    text = "가" * 30_000 + "\n나"
    outline = outline_of(empty_day(), text)

    assert (len(outline.starts), list(line_starts(outline.starts, 2))) == (12, [0, 90_001, 90_005])


def test_numbers_are_stored_the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    before = outline_of(empty_day(), "가\n나").starts
    monkeypatch.setattr(sys, "byteorder", "big" if sys.byteorder == "little" else "little")

    swapped = outline_of(empty_day(), "가\n나").starts
    assert (before, swapped) == (b"\x00\x00\x04\x00\x08\x00", b"\x00\x00\x00\x04\x00\x08")
    assert list(line_starts(swapped, 2)) == [0, 4, 8]


@pytest.mark.parametrize("text", ["", "- 볼륨, Volume (ㅋㅋ)\r\n\tOK", "✅ – “볼륨” 👍", "日本語 привет"])
def test_what_folds_to_itself_is_plain(text: str) -> None:
    assert outline_of(empty_day(), text).plain


@pytest.mark.parametrize(
    "text", ["Straße", "É", "İ", "ǰ", "ſ", "ﬁ", "Привет", "Ⅳ", "ᏸ", normalize("NFD", "볼륨"), "a\u0301", "\u212a"]
)
def test_what_folds_to_something_else_is_not_plain(text: str) -> None:
    assert not outline_of(empty_day(), text).plain


def test_space_that_bytes_do_not_know_is_not_plain() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    spaces = {*re.findall(r"\s", everything)} - {*" \t\n\r"}
    assert len(spaces) == 25
    assert {space for space in spaces if outline_of(empty_day(), f"가{space}").plain} == set()


def test_a_saved_day_has_one_and_an_edited_day_another(store: Store) -> None:
    save(store, TEXT, learning_day())
    assert places(store, 2, 4) == ["goal 목표", "topic 딥다이브"]

    save(store, "볼륨\n")
    assert places(store, 1) == ["text "]


def test_a_text_of_more_places_than_a_byte_can_tell_has_none(store: Store) -> None:
    sections = tuple(section(SectionKind.OTHER, f"절 {n}", n) for n in range(257))
    text = "\n".join(f"## 절 {n}" for n in range(257))

    save(store, text, replace(empty_day(), sections=sections[:255]))
    assert store.outline(WEDNESDAY) is not None
    save(store, text + "\n", replace(empty_day(), sections=sections))
    assert store.outline(WEDNESDAY) is None
    assert [hit.line for hit in store.search(["절 256"])] == [257]


def test_a_text_put_there_by_another_program_has_none(store: Store, path: Path) -> None:
    save(store, TEXT, learning_day())
    change(path, "UPDATE days SET note = 'x'")
    assert places(store, 2) == ["goal 목표"]

    change(path, "UPDATE days SET text = '앞\n' || text")
    assert places(store, 2) is None
    assert [(hit.line, hit.text) for hit in store.search(["볼륨"])] == [(3, "- 볼륨"), (5, "볼륨이란")]


def test_it_goes_with_the_day(store: Store, path: Path) -> None:
    saved = save(store, TEXT, learning_day())

    store.delete_day(store.begin_change("delete", "", NOON), WEDNESDAY, expected_sha256=saved.sha256)

    assert places(store, 2) is None
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM outlines").fetchone() == (0,)


def test_one_that_a_day_lacks_is_added(store: Store, path: Path) -> None:
    saved = save(store, TEXT, learning_day())
    change(path, "DELETE FROM outlines")

    store.add_outlines([(saved, outline_of(learning_day(), TEXT))])

    assert places(store, 2, 4) == ["goal 목표", "topic 딥다이브"]


def test_one_of_a_text_that_was_there_before_is_not_added(store: Store, path: Path) -> None:
    before = save(store, TEXT, learning_day())
    save(store, "볼륨\n" + TEXT, learning_day())
    change(path, "DELETE FROM outlines")
    gone = StoredDay(dt.date(2025, 1, 1), "", "", "", 1)
    outline = outline_of(learning_day(), TEXT)

    store.add_outlines([(before, outline), (gone, outline)])

    assert places(store, 2) is None


def test_one_is_not_added_while_another_program_writes(store: Store, path: Path) -> None:
    saved = save(store, TEXT, learning_day())
    change(path, "DELETE FROM outlines")
    outline = outline_of(learning_day(), TEXT)

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store.add_outlines([(saved, outline)])
        other.execute("ROLLBACK")
    assert places(store, 2) is None
    store.add_outlines([(saved, outline)])
    assert places(store, 2) == ["goal 목표"]


def test_nothing_is_added_where_nothing_is_to_be_written(store: Store, path: Path) -> None:
    saved = save(store, TEXT, learning_day())
    change(path, "DELETE FROM outlines")

    with Store.open(path, create=False, now=NOON, writable=False) as reader:
        reader.add_outlines([(saved, outline_of(learning_day(), TEXT))])
        assert reader.outline(WEDNESDAY) is None


@pytest.mark.parametrize("other", ["볼", "볼륨\n볼륨\n볼륨\n볼륨\n"])
def test_one_of_another_length_than_the_text_is_not_believed(store: Store, path: Path, other: str) -> None:
    saved = save(store, "가\n나 볼륨\n")
    change(path, "DELETE FROM outlines")

    store.add_outlines([(saved, outline_of(empty_day(), other))])

    assert [(hit.line, hit.text) for hit in store.search(["볼륨"])] == [(2, "나 볼륨")]
