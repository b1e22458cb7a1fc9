"""What a power cut needs that no kill shows: all is on the disk before a person is told, and before a name is given."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.rows import Outcome, Plan, Row, Tally, skipped
from tests.faults.traced import Trace, is_installed, session
from tests.faults.verbs import VERBS, Prepared, workshop_in

_CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2")
_WRITES, _SYNCS = ("write", "pwrite64"), ("fsync", "fdatasync")
_TO_A_FILE = re.compile(r"\d+ +(\w+)\((\d+)<([^>]*)>")
_RENAME = re.compile(r'\d+ +rename\w*\((?:\w+(?:<[^>]*>)?, )?"([^"]*)", (?:\w+(?:<[^>]*>)?, )?"([^"]*)"')
_STANDARD_OUTPUT = "1"


def _run(plan: Plan) -> Outcome:
    if not is_installed():
        return skipped("strace is not installed")
    workshop, tally = workshop_in(plan.shared), Tally()
    children: list[tuple[int, Prepared]] = []
    with session(plan.folder, workshop.trial, _CALLS, anywhere=True) as (traced, traces):
        for verb in plan.chosen(VERBS):
            prepared = workshop.prepared(verb)
            prepared.copy_to(workshop.trial)
            process, ended = traced.run(workshop.trial, verb.call, "write", 0)
            children.append((process, prepared))
            if ended.code != 0:
                tally.problems.append(f"{verb.name}: ended with {ended.code}: {ended.err.strip()[:200]}")
    for process, prepared in children:
        written, problems = _unsynced(traces[process], workshop.trial)
        tally.add(
            hit=written > 0,
            acknowledged=prepared.edits + 1,
            lost=bool(problems),
            problems=[f"{prepared.verb.name}: {problem}" for problem in problems],
        )
    return tally.outcome("each write into the log or into a file was followed until it was synced")


def _unsynced(trace: Trace, folder: Path) -> tuple[int, list[str]]:
    """Return how many writes a verb made in a folder, and what was told or renamed before it was on the disk."""
    dirty: dict[str, int] = {}
    written, problems = 0, []
    scratch = str(folder / "tmp")
    for line in trace.lines:
        renamed = _RENAME.match(line)
        if renamed is not None:
            if dirty.get(renamed[1]):
                problems.append(f"{Path(renamed[2]).name} gets its name before it is on the disk")
            continue
        found = _TO_A_FILE.match(line)
        if found is None:
            continue
        name, number, path = found.groups()
        if number == _STANDARD_OUTPUT and name == "write":
            # The index of the log is made anew after a power cut, and nobody needs what lies in `tmp`.
            late = [
                Path(file).name
                for file, writes in dirty.items()
                if writes and not file.startswith(scratch) and not file.endswith("-shm")
            ]
            problems += [f"its line is printed before {file} is on the disk" for file in late]
        elif path.startswith(str(folder)) and name in _WRITES:
            dirty[path] = dirty.get(path, 0) + 1
            written += 1
        elif name in _SYNCS:
            dirty[path] = 0
    return written, problems


ROWS = (
    Row(
        "power-synced",
        "none: that the log is synced before the line is printed, and a file before it is renamed, by strace",
        _run,
        4,
    ),
)
