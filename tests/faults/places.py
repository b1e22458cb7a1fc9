"""Folders and files that may not be written, and another program that holds the lock."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.faults.calls import BEFORE_BEGIN, BEGUN, LONGEST, run, start
from tests.faults.held import DATABASE
from tests.faults.manners import survived
from tests.faults.rows import Outcome, Plan, Row, Tally
from tests.faults.verbs import VERBS, Prepared, Verb, Workshop, workshop_in

NOBODY = 65534
IMMEDIATE, EXCLUSIVE, WHOLE = (
    "BEGIN IMMEDIATE",
    "BEGIN EXCLUSIVE",
    "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE",
)
"""How another program holds the database; with the last nobody else can even read."""
_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=20)
for statement in sys.argv[2].split(";"):
    connection.execute(statement).fetchall()
print("held", flush=True)
sys.stdin.readline()
connection.rollback()
connection.close()
print("free", flush=True)
"""


class Holder:
    """Another process that holds the lock of a database."""

    def __init__(self, path: Path, how: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _HOLD, str(path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline().split() == [b"held"]

    def let_go(self) -> None:
        """Let go of the lock, and wait until it is free."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if self._process.poll() is None:
            # Told by a line: a child of ours has its other end as well, so that it would never come to an end.
            self._process.stdin.write(b"let go\n")
            self._process.stdin.close()
            assert self._process.stdout.readline().split() == [b"free"]
            self._process.wait(LONGEST)
            self._process.stdout.close()


@contextmanager
def held_by_another(path: Path, how: str) -> Iterator[Holder]:
    """Have another process hold the lock of a database."""
    holder = Holder(path, how)
    try:
        yield holder
    finally:
        holder.let_go()


def _on_a_log(verb: Verb) -> bool:
    return not verb.empty


def _run_locked(plan: Plan) -> Outcome:
    workshop, tally = workshop_in(plan.shared), Tally()
    said: Counter[str] = Counter()
    cases = [(verb, how) for verb in VERBS if _on_a_log(verb) for how in (IMMEDIATE, EXCLUSIVE, WHOLE)]
    for verb, how in plan.chosen(cases):
        prepared = workshop.prepared(verb)
        prepared.copy_to(workshop.trial)
        impatient = replace(verb.call, environment={**verb.call.environment, "STUDYLOG_TIMEOUT": "0.2"})
        with held_by_another(workshop.trial / DATABASE, how):
            ended = run(workshop.trial, impatient)
        refused = ended.code == 1 and "is in use by" in ended.err
        said["refused" if refused else "writes nothing there" if ended.code == 0 else "other words"] += 1
        survived(tally, prepared, workshop.trial, ended, hit=refused)
    return tally.outcome(_told(said))


def _run_freed(plan: Plan) -> Outcome:
    workshop, tally = workshop_in(plan.shared), Tally()
    for verb in plan.chosen([verb for verb in VERBS if _on_a_log(verb)]):
        prepared = workshop.prepared(verb)
        if BEFORE_BEGIN not in prepared.ended.told:
            continue
        prepared.copy_to(workshop.trial)
        with held_by_another(workshop.trial / DATABASE, IMMEDIATE) as holder:
            running = start(workshop.trial, verb.call)
            running.until_told(BEFORE_BEGIN)
            waited = BEGUN not in running.told
            holder.let_go()
            ended = running.end()
        survived(tally, prepared, workshop.trial, ended, hit=waited)
        if ended.code != 0:
            tally.problems.append(f"{verb.name}: did not wait: {ended.err.strip()[:200]}")
    return tally.outcome()


def _told(said: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in said.most_common())


# What may not be written


def _become_nobody() -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def _close_folder(folder: Path) -> None:
    (folder / DATABASE).chmod(0o444)
    for path in (folder, *(place for place in folder.rglob("*") if place.is_dir() and place.name != "tmp")):
        path.chmod(0o555)
    (folder / "tmp").chmod(0o777)


def _close_file(folder: Path) -> None:
    (folder / DATABASE).chmod(0o444)
    for path in (folder, *(place for place in folder.rglob("*") if place.is_dir())):
        path.chmod(0o777)


def _open_again(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if os.geteuid() == 0:
            os.chown(path, 0, 0)
        path.chmod(0o755 if path.is_dir() or path.suffix == ".sh" else 0o644)


def _run_closed(close: Callable[[Path], None]) -> Callable[[Plan], Outcome]:
    def run_row(plan: Plan) -> Outcome:
        workshop, tally = workshop_in(plan.shared), Tally()
        said: Counter[str] = Counter()
        for verb in plan.chosen([verb for verb in VERBS if _on_a_log(verb)]):
            prepared = workshop.prepared(verb)
            _try_closed(tally, said, prepared, workshop, close)
        return tally.outcome(_told(said))

    return run_row


def _try_closed(
    tally: Tally, said: Counter[str], prepared: Prepared, workshop: Workshop, close: Callable[[Path], None]
) -> None:
    trial = prepared.copy_to(workshop.trial)
    before = (trial / DATABASE).read_bytes()
    close(trial)
    try:
        ended = run(trial, prepared.verb.call, prepare=_become_nobody)
        written = (trial / DATABASE).read_bytes() != before
    finally:
        _open_again(trial)
    refused = ended.code == 1 and ("can only be read" in ended.err or "cannot be" in ended.err)
    said["refused" if refused else "writes nothing there" if ended.code == 0 else "other words"] += 1
    survived(tally, prepared, trial, ended, hit=refused)
    if written:
        tally.problems.append(f"{prepared.verb.name}: wrote to a file that may only be read")


ROWS = (
    Row(
        "read-only-folder",
        "the folder, all in it and the database may only be read, each writing verb in turn",
        _run_closed(_close_folder),
        4,
    ),
    Row(
        "read-only-file",
        "the database may only be read, its folder may be written, each writing verb in turn",
        _run_closed(_close_file),
        3,
    ),
    Row(
        "locked",
        "another process holds the database (BEGIN IMMEDIATE, EXCLUSIVE, locking_mode EXCLUSIVE) for longer than 0.2 s",
        _run_locked,
        5,
    ),
    Row(
        "locked-for-a-while",
        "another process holds the write lock when the verb comes to BEGIN IMMEDIATE, and then lets go",
        _run_freed,
        3,
    ),
)
