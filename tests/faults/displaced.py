"""The file under the running screen is taken away, replaced, or loses its log; and a migration that is killed."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from textual.pilot import Pilot

from tests.faults.calls import Call, start
from tests.faults.held import DATABASE, Broken, held_in, open_journal
from tests.faults.rows import Outcome, Plan, Row, Tally
from tests.faults.verbs import workshop_in
from tracker.backup_names import Reason
from tracker.backups import list_backups
from tracker.tui.app import StudylogApp

_DAY = dt.date(2025, 3, 12)
_BEFORE, _AFTER, _SECOND = "vorher", "nachher", "anderswo"
"""The words of the goals that are set by keys, before the fault and after it."""
_RELEASED = Path(__file__).parents[1] / "store" / "released"
_ENDINGS = ("", "-wal", "-shm")


def _take_away(path: Path) -> bool:
    """Remove a database and what lies beside it; return whether there was anything in its log."""
    had_log = path.with_name(path.name + "-wal").stat().st_size > 0
    for ending in _ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return had_log and not path.exists()


def _take_file_alone(path: Path) -> bool:
    path.unlink()
    return path.with_name(path.name + "-wal").stat().st_size > 0


def _take_log_away(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    had_log = log.stat().st_size > 0
    log.unlink()
    return had_log


def _replace(path: Path) -> bool:
    """Put another study log in the file's place, as a program that keeps folders in step does."""
    before = path.stat().st_ino
    other = path.with_name("other.db")
    with closing(open_journal(other, create=True)) as journal:
        journal.save_text(_DAY - dt.timedelta(days=1), "# 2025-03-11\n\nanderes\n", base=None)
    _take_away(path)
    other.replace(path)
    return path.stat().st_ino != before


def _goals(path: Path) -> list[str]:
    with closing(open_journal(path)) as journal:
        record = journal.find(_DAY)
        return [goal.text for goal in record.day.goals] if record is not None else []


def _goals_of_backups(path: Path) -> list[str]:
    found = []
    for backup in list_backups(path):
        if backup.reason is Reason.RESCUE:
            with closing(sqlite3.connect(backup.path)) as connection:
                found += [row[0] for row in connection.execute("SELECT text FROM goals")]
    return found


async def _goal_by_keys(pilot: Pilot[str], words: str) -> None:
    await pilot.press("g", *words, "enter")
    await pilot.pause()


async def _played(path: Path, harm: Callable[[Path], bool], *, typing: bool) -> bool:
    """Set a goal by keys, do the harm, and set another; `typing` has the box open already when it is done.

    Returns whether the harm hit a file that is open, with edits in its log.
    """
    with closing(open_journal(path)) as journal:
        app = StudylogApp(journal)
        async with app.run_test() as pilot:
            await _goal_by_keys(pilot, _BEFORE)
            if typing:
                await pilot.press("g", *_AFTER)
                hit = harm(path)
                await pilot.press("enter")
                await pilot.pause()
            else:
                hit = harm(path)
                app.today_screen.keep_up()
                await pilot.pause()
                await _goal_by_keys(pilot, _AFTER)
        return hit


async def _played_in_two(path: Path, harm: Callable[[Path], bool], *, typing: bool) -> bool:
    """Have a second window open all the while, which sets a goal of its own in the end."""
    with closing(open_journal(path)) as other:
        app = StudylogApp(other)
        async with app.run_test() as pilot:
            hit = await _played(path, harm, typing=typing)
            app.today_screen.keep_up()
            await pilot.pause()
            await _goal_by_keys(pilot, _SECOND)
        return hit


def _run_harmed(harm: Callable[[Path], bool], *, windows: int = 1) -> Callable[[Plan], Outcome]:
    def run_row(plan: Plan) -> Outcome:
        tally, base = Tally(), workshop_in(plan.shared).base
        for number in plan.rounds(6):
            folder = plan.folder / f"harmed-{number}"
            shutil.copytree(base, folder)
            path = folder / DATABASE
            known = len(_goals(path))
            play = _played if windows == 1 else _played_in_two
            hit = asyncio.run(play(path, harm, typing=number % 2 == 1))
            wanted = (_BEFORE, _AFTER, _SECOND)[: windows + 1]
            problems = []
            try:
                held_in(folder)
            except Broken as broken:
                problems.append(str(broken))
            # What was open when another file took its place is kept as a backup, which counts as held.
            held = _goals(path) + _goals_of_backups(path)
            lost = [words for words in wanted if words not in held]
            tally.add(hit=hit, acknowledged=known + len(wanted), lost=len(lost), problems=problems)
            shutil.rmtree(folder)
        return tally.outcome()

    return run_row


def _lay_down_old_one(folder: Path) -> None:
    """Have a database of schema 1 in a folder of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tmp").mkdir(parents=True)
    (folder / DATABASE).write_bytes(gzip.decompress((_RELEASED / "1.db.gz").read_bytes()))


def _run_migration(plan: Plan) -> Outcome:
    """Kill the first call after an update, and look whether the old file or the new one is there, whole."""
    tally = Tally()
    folder = plan.folder / "migrated"
    path = folder / DATABASE
    _lay_down_old_one(folder)
    # What this call does is opening, copying and migrating, for the most part.
    length = start(folder, Call(("days",))).end().seconds
    for number in plan.rounds(40):
        _lay_down_old_one(folder)
        with closing(sqlite3.connect(path)) as connection:
            before = connection.execute("SELECT date, text FROM days ORDER BY date").fetchall()
        running = start(folder, Call(("days",)))
        running.until(lambda: False, plan.random.uniform(0, length))
        running.kill()
        ended = running.end()
        problems = []
        with closing(sqlite3.connect(path)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            texts = connection.execute("SELECT date, text FROM days ORDER BY date").fetchall()
        try:
            held_in(folder)
        except Broken as broken:
            problems.append(f"{number}: {broken}")
        tally.add(
            hit=ended.killed and version == 1,
            acknowledged=len(before),
            lost=len(set(before) - set(texts)),
            problems=problems,
        )
    return tally.outcome()


ROWS = (
    Row(
        "screen-file-gone",
        "the database and its log are removed under the open screen, between two keys and in the middle of a box",
        _run_harmed(_take_away),
        2,
    ),
    Row(
        "screen-file-alone-gone",
        "the database is removed under the open screen, and its log with edits in it is left",
        _run_harmed(_take_file_alone),
        2,
    ),
    Row(
        "screens-file-gone",
        "the database and its log are removed under two open screens, which both go on",
        _run_harmed(_take_away, windows=2),
        1,
    ),
    Row(
        "screens-file-alone-gone",
        "the database alone is removed under two open screens, which both go on",
        _run_harmed(_take_file_alone, windows=2),
        1,
    ),
    Row(
        "screens-log-gone",
        "the log (-wal) is removed under two open screens, which both go on",
        _run_harmed(_take_log_away, windows=2),
        1,
    ),
    Row(
        "screen-file-replaced",
        "another study log is put in the place of the one under the open screen",
        _run_harmed(_replace),
        2,
    ),
    Row(
        "screen-log-gone",
        "the log (-wal) is removed under the open screen, with edits in it that are not written back",
        _run_harmed(_take_log_away),
        2,
    ),
    Row(
        "kill-migration",
        "SIGKILL at a random moment of the first call on a database of schema 1; a hit when it was not migrated yet",
        _run_migration,
        4,
    ),
)
