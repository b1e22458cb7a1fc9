"""Several programs at one study log: real processes, and no update lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.store.build import NOON, WEDNESDAY, empty_day, save
from tracker.store import Store

REPOSITORY = Path(__file__).parents[2]

COUNT = """
import datetime, pathlib, sys
from tracker.store import Store
now = datetime.datetime.now(datetime.UTC)
with Store.open(pathlib.Path(sys.argv[1]), create=False, now=now, timeout=30) as store:
    for _ in range(50):
        with store.transaction():
            store.set_setting("count", str(int(store.setting("count") or 0) + 1))
"""

APPEND = """
import datetime, pathlib, sys
from tests.store.build import WEDNESDAY, empty_day, save
from tracker.store import StaleText, Store
now = datetime.datetime.now(datetime.UTC)
with Store.open(pathlib.Path(sys.argv[1]), create=False, now=now, timeout=30) as store:
    for n in range(20):
        while True:
            day = store.day(WEDNESDAY)
            try:
                with store.transaction():
                    store.save_day(
                        store.begin_change("edit", "", now), empty_day(), f"{day.text}{sys.argv[2]} {n}\\n",
                        expected_sha256=day.sha256, reader_version=1, study_seconds=None, updated_at=now,
                    )
                break
            except StaleText:
                continue
"""

CREATE = """
import datetime, pathlib, sys
from tracker.store import Store
import sqlite_utils
now = datetime.datetime.now(datetime.UTC)
sys.stdin.readline()
with Store.open(pathlib.Path(sys.argv[1]), create=True, now=now) as store:
    store.set_setting(sys.argv[2], "here")
"""


def start(script: str, path: Path, name: str) -> subprocess.Popen[bytes]:
    """Start a program on a study log."""
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path), name],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run_at_once(script: str, path: Path) -> None:
    """Run a program four times at once, and see each end well."""
    processes = [start(script, path, name) for name in "abcd"]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    results = [(process.communicate(timeout=60)[1].decode(), process.returncode) for process in processes]
    assert results == [("", 0)] * 4


def test_no_increment_is_lost(store: Store, path: Path) -> None:
    run_at_once(COUNT, path)

    assert store.setting("count") == "200"


def test_no_line_is_lost_when_stale_saves_are_repeated(store: Store, path: Path) -> None:
    save(store, "", empty_day())

    run_at_once(APPEND, path)

    day = store.day(WEDNESDAY)
    assert day is not None
    lines = day.text.splitlines()
    assert sorted(lines) == sorted(f"{name} {n}" for name in "abcd" for n in range(20))
    assert [line for line in lines if line.startswith("a")] == [f"a {n}" for n in range(20)]
    history = store.history(WEDNESDAY)
    assert len(history) == 81
    assert [revision.previous_id for revision in history] == [*(older.id for older in history[1:]), None]
    assert [hit.line for hit in store.search(["a 19"])] == [lines.index("a 19") + 1]
    assert store.damage() == []


def test_programs_that_create_the_same_database_at_once(tmp_path: Path) -> None:
    for attempt in range(3):
        path = tmp_path / f"folder-{attempt}" / "studylog.db"

        run_at_once(CREATE, path)

        with Store.open(path, create=False, now=NOON) as store:
            assert [store.setting(name) for name in "abcd"] == ["here"] * 4
