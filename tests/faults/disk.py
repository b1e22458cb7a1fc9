"""A disk that becomes full while a verb writes: at a limit for the size of files, and on a small disk of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.calls import run
from tests.faults.held import DATABASE
from tests.faults.manners import survived
from tests.faults.rows import Outcome, Plan, Row, Tally, skipped
from tests.faults.verbs import VERBS, Prepared, workshop_in

_LIMITED = ("goal", "goal, no log yet", "goal, backup due", "import --replace", "backup restore", "publish again")
_STEP = 3000
"""Bytes between two limits: less than a page, so that some limits are within one."""
_LOG_BYTES = 130_000
"""More than any of these verbs writes to the log."""
_ON_SMALL_DISK = ("goal", "goal, backup due", "import --replace")
_DISK_MEGABYTES = 4
_MOST_FREE_PAGES = 160
_BLOCK = 4096
_FILLER = ".filler"


def _run_limited(plan: Plan) -> Outcome:
    try:
        import resource
    except ImportError:
        return skipped("the system has no limit for the size of files")
    workshop, tally = workshop_in(plan.shared), Tally()
    cases: list[tuple[Prepared, int]] = []
    for verb in VERBS:
        if verb.name in _LIMITED:
            prepared = workshop.prepared(verb)
            path = prepared.folder / DATABASE
            size = path.stat().st_size if path.exists() else 0
            sizes = {*range(0, _LOG_BYTES, _STEP), *range(max(0, size - _STEP), size + 10 * _STEP, _STEP)}
            cases += [(prepared, limit) for limit in sorted(sizes)]
    where: Counter[str] = Counter()
    for prepared, limit in plan.chosen(cases):
        prepared.copy_to(workshop.trial)

        def no_larger(limit: int = limit) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

        ended = run(workshop.trial, prepared.verb.call, prepare=no_larger)
        where["refused" if ended.code else "done, with a word" if "No backup" in ended.err else "done"] += 1
        survived(tally, prepared, workshop.trial, ended, hit=ended.code == 1)
    return tally.outcome(_told(where))


def _told(where: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in where.most_common())


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """Have a disk of its own at a folder, and yield whether that was allowed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={_DISK_MEGABYTES}m,mode=755", "none", str(folder)]
    try:
        mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def _fill(folder: Path, pages: int) -> None:
    """Leave so many pages free on the disk of a folder."""
    status = os.statvfs(folder)
    with (folder / _FILLER).open("wb") as file:
        file.write(bytes(max(0, status.f_bavail * status.f_frsize - pages * _BLOCK)))


def _run_small_disk(plan: Plan) -> Outcome:
    workshop, tally = workshop_in(plan.shared), Tally()
    prepared_verbs = [workshop.prepared(verb) for verb in VERBS if verb.name in _ON_SMALL_DISK]
    where: Counter[str] = Counter()
    with _small_disk(workshop.trial) as mounted:
        if not mounted:
            return skipped("mounting a tmpfs is not allowed")
        cases = [(prepared, pages) for prepared in prepared_verbs for pages in range(0, _MOST_FREE_PAGES, 2)]
        for prepared, pages in plan.chosen(cases):
            _empty(workshop.trial)
            shutil.copytree(prepared.folder, workshop.trial, symlinks=True, dirs_exist_ok=True)
            _fill(workshop.trial, pages)
            ended = run(workshop.trial, prepared.verb.call)
            (workshop.trial / _FILLER).unlink()
            where["refused" if ended.code else "done, with a word" if "No backup" in ended.err else "done"] += 1
            survived(tally, prepared, workshop.trial, ended, hit=ended.code == 1)
    return tally.outcome(f"0 to {_MOST_FREE_PAGES} pages free: {_told(where)}")


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


_Run = Callable[[Plan], Outcome]

ROWS = (
    Row(
        "full-file-size",
        f"no file may grow beyond N bytes (RLIMIT_FSIZE), for N in steps of {_STEP}; a hit when the verb noticed",
        _run_limited,
        6,
    ),
    Row(
        "full-small-disk",
        f"a tmpfs of {_DISK_MEGABYTES} MB with N pages left, for every second N; a hit when the verb noticed",
        _run_small_disk,
        4,
    ),
)
