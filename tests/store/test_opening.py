"""Opening a study log: where there is none, where it cannot be used, and what is said then."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.store.build import NOON, WEDNESDAY, save
from tracker import schema
from tracker.errors import StoreError
from tracker.store import Store

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="has no file modes")
NOBODY = 65534


def mode(path: Path) -> int:
    """Return the permission bits of a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def refused(path: Path, *, create: bool = False) -> str:
    """Return what is said when a study log cannot be opened."""
    with pytest.raises(StoreError) as error:
        Store.open(path, create=create, now=NOON)
    message = str(error.value)
    assert "\n" not in message
    return message


def test_without_a_database_it_says_how_to_begin(path: Path) -> None:
    assert refused(path) == (
        f"There is no study log at {path} yet. Start one with: studylog new — or bring your logs: studylog import PATH"
    )
    assert not path.exists()


def test_a_new_database_survives_a_power_cut_and_keeps_references(store: Store) -> None:
    settings = {name: store._database.rows(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous")}

    assert settings == {"journal_mode": "wal", "synchronous": 2}
    with pytest.raises(sqlite3.IntegrityError):
        store._database.execute("INSERT INTO goals (date, position, line) VALUES ('2025-01-22', 1, 1)")


@POSIX
def test_only_the_owner_reads_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "share" / "studylog" / "studylog.db"

    with Store.open(path, create=True, now=NOON) as store:
        store.set_setting("key", "value")
        modes = [mode(path.with_name(path.name + suffix)) for suffix in ("", "-wal", "-shm")]

    assert modes == [0o600] * 3
    assert [mode(path.parent), mode(path.parent.parent)] == [0o700] * 2


@POSIX
def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)

    with Store.open(tmp_path / "s.db", create=True, now=NOON):
        assert mode(tmp_path) == 0o750


@pytest.mark.parametrize("name", ["공부 기록?.db", "100%#1.db", "a&mode=ro.db"])
@pytest.mark.skipif(sys.platform == "win32", reason="forbids such names")
def test_names_with_signs(tmp_path: Path, name: str) -> None:
    with Store.open(tmp_path / name, create=True, now=NOON) as store:
        save(store, "text")

    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("content", [b"# 2025-01-22\n", b"# 2025-01-22\n" * 500])
def test_another_kind_of_file_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    assert refused(path, create=True) == (
        f"{path} is not a SQLite database, so it is no study log. Name another file with --db."
    )
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
        connection.execute("PRAGMA user_version = 77")
    content = path.read_bytes()

    assert refused(path, create=True) == f"{path} is the database of another program. Name another file with --db."
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path} is a folder; name a file in it with --db."


def test_a_database_of_a_newer_studylog(path: Path, store: Store) -> None:
    store._database.execute("PRAGMA user_version = 7")

    assert refused(path) == (
        f"{path} was written by a newer studylog (schema 7, this one knows {schema.SCHEMA_VERSION})."
        " Update: pipx upgrade studylog"
    )


def test_a_damaged_database(path: Path) -> None:
    with Store.open(path, create=True, now=NOON) as store:
        save(store, "text")
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)

    assert re.fullmatch(
        re.escape(str(path)) + r" is damaged \(.*\)\. Save what can be read: studylog doctor — and put a backup in its"
        " place: studylog backup list",
        refused(path),
    )


def test_a_full_disk(store: Store) -> None:
    save(store, "text")
    pages = store._database.rows("PRAGMA page_count")[0][0]
    store._database.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreError, match=r"The disk that holds .* is full; nothing was saved"):
        save(store, os.urandom(100_000).hex())

    day = store.day(WEDNESDAY)
    assert day is not None
    assert day.text == "text"
    store._database.execute("PRAGMA max_page_count = 100000")
    save(store, "room again")


HOLD_THE_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Have another process hold the write lock, and yield its number."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().split() == [b"locked"]
        yield process.pid


def test_a_locked_database_says_who_holds_it(path: Path, store: Store) -> None:
    save(store, "text")

    with locked(path) as process, Store.open(path, create=False, now=NOON, timeout=0.1) as waiting:
        with pytest.raises(StoreError) as error:
            save(waiting, "mine")
        # Reading goes on meanwhile.
        assert waiting.day(WEDNESDAY) is not None
    save(store, "mine")

    message = str(error.value)
    assert message.startswith(f"{path} is in use by ")
    assert message.endswith("did not come free in 0.1 s; nothing was saved. Try again when that is done.")
    if Path("/proc/locks").exists():
        assert f"(process {process})" in message
        assert "python" in message


def test_opened_for_reading_it_refuses_to_write(path: Path, store: Store) -> None:
    save(store, "text")

    with Store.open(path, create=False, now=NOON, writable=False) as reading:
        assert reading.day(WEDNESDAY) == store.day(WEDNESDAY)
        assert not reading.writable
        with pytest.raises(StoreError, match="can only be read"):
            reading.set_setting("key", "value")


@contextmanager
def read_only(folder_mode: int) -> Iterator[Path]:
    """Yield a study log that this process may read and not write, whoever runs it."""
    is_root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp())
    path = folder / "s.db"
    try:
        with Store.open(path, create=True, now=NOON) as store:
            save(store, "text")
        path.chmod(0o444)
        if is_root:
            os.chown(folder, NOBODY, NOBODY)
        folder.chmod(folder_mode)
        if is_root:
            # The folders of pytest are closed to others, and root may write everything.
            os.setresuid(NOBODY, NOBODY, 0)
        yield path
    finally:
        if is_root:
            os.setresuid(0, 0, 0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="changes the user as Linux does")
@pytest.mark.parametrize("folder_mode", [0o555, 0o755])
def test_a_file_that_cannot_be_written_is_read(folder_mode: int) -> None:
    with read_only(folder_mode) as path, Store.open(path, create=False, now=NOON) as store:
        day = store.day(WEDNESDAY)
        assert day is not None
        assert day.text == "text"
        assert [hit.line for hit in store.search(["text"])] == [1]
        assert not store.writable
        with pytest.raises(StoreError, match=r"can only be read; make the file and its folder writable"):
            save(store, "mine")
