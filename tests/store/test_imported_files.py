"""Imported files: which days and which other text a file is the concatenation of."""

from __future__ import annotations

import datetime as dt

from tests.store.build import NOON, WEDNESDAY, save
from tracker.store import Store
from tracker.stored import FilePiece, ImportedFile

TEXT = FilePiece(date=None, text="# TIL\r\n")
DAY = FilePiece(date=WEDNESDAY, text=None)


def test_a_file_and_its_pieces_come_back(store: Store) -> None:
    file = store.put_imported_file("/til", "2025/january.md", [TEXT, DAY, FilePiece(None, "")], NOON)

    assert file == ImportedFile(id=file.id, root="/til", path="2025/january.md", imported_at=NOON)
    assert store.imported_file("/til", "2025/january.md") == file
    assert store.pieces(file.id) == [TEXT, DAY, FilePiece(None, "")]
    assert store.imported_file("/til", "other.md") is None
    assert store.pieces(file.id + 1) == []


def test_new_files_are_added(store: Store) -> None:
    first = store.put_imported_file("/til", "0.md", [TEXT], NOON)
    number = store.next_file_id()
    one, other = (ImportedFile(number + n, "/til", name, NOON) for n, name in enumerate(("a.md", "b.md")))

    store.add_files([(one, [TEXT, DAY]), (other, [])])

    assert (first.id, number, store.next_file_id()) == (1, 2, 4)
    assert store.imported_file("/til", "a.md") == store.imported_file_of(2) == one
    assert store.imported_file_of(4) is None
    assert (store.pieces(2), store.pieces(3)) == ([TEXT, DAY], [])
    assert store.dates_in_files() == {2: {WEDNESDAY}}
    assert store.names_of_files() == [(1, "0.md"), (2, "a.md"), (3, "b.md")]


def test_importing_a_file_again_replaces_its_pieces(store: Store) -> None:
    first = store.put_imported_file("/til", "a.md", [TEXT, DAY], NOON)
    later = NOON + dt.timedelta(days=1)

    again = store.put_imported_file("/til", "a.md", [DAY], later)

    assert again == ImportedFile(id=first.id, root="/til", path="a.md", imported_at=later)
    assert store.pieces(again.id) == [DAY]


def test_files_are_listed_by_root_and_path(store: Store) -> None:
    for root, path in (("/til", "b.md"), ("/til", "a.md"), ("/more", "z.md")):
        store.put_imported_file(root, path, [DAY] if path != "b.md" else [TEXT], NOON)

    assert [(file.root, file.path) for file in store.imported_files()] == [
        ("/more", "z.md"),
        ("/til", "a.md"),
        ("/til", "b.md"),
    ]
    assert [file.path for file in store.files_of_day(WEDNESDAY)] == ["z.md", "a.md"]


def test_a_piece_outlives_its_day(store: Store) -> None:
    saved = save(store, "text")
    file = store.put_imported_file("/til", "a.md", [DAY], NOON)

    store.delete_day(store.begin_change("delete", "", NOON), WEDNESDAY, expected_sha256=saved.sha256)

    assert store.pieces(file.id) == [DAY]
