"""Bringing an older study log up to date: all of it or nothing, with a copy of what was."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.build import NOON, WEDNESDAY, save, session
from tracker import schema
from tracker.errors import StoreError
from tracker.store import Store

if TYPE_CHECKING:
    import sqlite_utils


NEWEST = schema.SCHEMA_VERSION


def add_mood(database: sqlite_utils.Database) -> None:
    """Add a column, as a later version might."""
    database.table("days").add_column("mood", str)


def rebuild_days(database: sqlite_utils.Database) -> None:
    """Rebuild a table that others refer to."""
    database.table("days").transform(rename={"note": "remark"})


def fail_half_way(database: sqlite_utils.Database) -> None:
    """Do some of the work, then fail."""
    database.table("goals").drop()
    database.table("days").add_column("mood", str)
    database.execute("INSERT INTO no_such_table VALUES (1)")


def orphan_goals(database: sqlite_utils.Database) -> None:
    """Leave a row that refers to nothing."""
    database.execute("INSERT INTO goals (date, position, line, text) VALUES ('1999-01-01', 1, 1, '')")


@pytest.fixture
def old(path: Path) -> Path:
    """Return a closed study log of this program's version."""
    with Store.open(path, create=True, now=NOON) as store:
        save(store, "text")
    return path


def next_version(monkeypatch: pytest.MonkeyPatch, step: object) -> None:
    """Make this program one version newer."""
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    monkeypatch.setattr(schema, "SCHEMA_VERSION", NEWEST + 1)


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask a database with a plain connection."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_versions_and_steps_go_together() -> None:
    assert len(schema.MIGRATIONS) == schema.SCHEMA_VERSION


def test_a_new_database_needs_no_copy(old: Path) -> None:
    assert query(old, "PRAGMA user_version") == [(NEWEST,)]
    assert not (old.parent / "backups").exists()


@pytest.mark.parametrize("step", [add_mood, rebuild_days])
def test_an_older_database_is_copied_first(old: Path, monkeypatch: pytest.MonkeyPatch, step: object) -> None:
    next_version(monkeypatch, step)

    with Store.open(old, create=False, now=NOON) as store:
        day = store.day(WEDNESDAY)
        assert day is not None
        assert day.text == "text"
        assert store.damage() == []

    assert query(old, "PRAGMA user_version") == [(NEWEST + 1,)]
    (copy,) = (old.parent / "backups").iterdir()
    assert copy.name == "studylog-20250122-120000-migration.db"
    assert query(copy, "PRAGMA user_version") == [(NEWEST,)]
    assert query(copy, "SELECT date, text FROM days") == [("2025-01-22", "text")]
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_every_earlier_version_is_brought_up_to_date(path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
        older.setattr(schema, "SCHEMA_VERSION", version)
        with Store.open(path, create=True, now=NOON) as store:
            change = store.begin_change("edit", "", NOON)
            store.put_session(change, session("s", NOON))

    with Store.open(path, create=False, now=NOON) as store:
        save(store, "볼륨")
        assert store.sessions_on(WEDNESDAY) == [session("s", NOON)]
        assert [hit.text for hit in store.search(["볼륨"])] == ["볼륨"]
        assert store.retrospectives() == []
        assert store.damage() == []

    assert query(path, "PRAGMA user_version") == [(NEWEST,)]
    assert [copy.name for copy in (path.parent / "backups").iterdir()] == ["studylog-20250122-120000-migration.db"]


def test_rows_that_refer_to_a_rebuilt_table_stay(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path, create=True, now=NOON) as store:
        save(store, "text")
        store._database.execute("INSERT INTO goals (date, position, line, text) VALUES ('2025-01-22', 1, 1, '볼륨')")
    next_version(monkeypatch, rebuild_days)

    Store.open(path, create=False, now=NOON).close()

    assert query(path, "SELECT text FROM goals") == [("볼륨",)]


@pytest.mark.parametrize("step", [fail_half_way, orphan_goals])
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: object
) -> None:
    content = old.read_bytes()
    with monkeypatch.context() as newer:
        next_version(newer, step)
        with pytest.raises(StoreError):
            Store.open(old, create=False, now=NOON)

    assert old.read_bytes() == content
    with Store.open(old, create=False, now=NOON) as store:
        assert store.dates() == [WEDNESDAY]


def test_a_first_migration_that_fails_can_be_repeated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(schema, "MIGRATIONS", (fail_half_way,))
        with pytest.raises(StoreError):
            Store.open(path, create=True, now=NOON)

    with Store.open(path, create=True, now=NOON) as store:
        save(store, "text")


def test_without_a_copy_nothing_is_migrated(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (old.parent / "backups").write_text("in the way")
    next_version(monkeypatch, add_mood)

    with pytest.raises(StoreError, match=r"backups.* cannot be written"):
        Store.open(old, create=False, now=NOON)

    assert query(old, "PRAGMA user_version") == [(NEWEST,)]


def test_everyday_use_does_not_load_sqlite_utils(old: Path) -> None:
    script = (
        "import sys, datetime, pathlib\n"
        "from tracker.store import Store\n"
        "Store.open(pathlib.Path(sys.argv[1]), create=False, now=datetime.datetime(2025, 1, 22)).close()\n"
        "assert 'sqlite_utils' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script, str(old)], check=True, cwd=Path(__file__).parents[2])
