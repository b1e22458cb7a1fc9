"""A disk that is full or fails, and a kill, at every single system call on the database's files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tests.faults.calls import Ended
from tests.faults.manners import survived
from tests.faults.rows import Outcome, Plan, Row, Tally, skipped
from tests.faults.traced import is_installed, session
from tests.faults.verbs import VERBS, Prepared, Verb, Workshop, judged, workshop_in

_FEW = (
    "goal",
    "goal, no log yet",
    "goal, backup due",
    "topic",
    "stop",
    "import --replace",
    "undo",
    "retro week --keep",
    "backup restore",
)
"""Verbs whose every call fails once in turn: each way in which the program writes."""
_WRITING_FILES = (
    "goal, backup due",
    "backup now",
    "backup restore",
    "export --to",
    "publish again",
    "config set again",
)


@dataclass(frozen=True, slots=True)
class _Injection:
    name: str
    """Of the system call."""
    what: str
    """As `strace` takes it."""
    verbs: tuple[Verb, ...]
    anywhere: bool = False
    """Whether it is injected into calls for any file, not the database's alone."""


def _counts(plan: Plan, workshop: Workshop, injection: _Injection) -> dict[str, int]:
    """Return how often each verb makes the system call when nothing is injected."""
    processes: dict[str, int] = {}
    with session(plan.folder, workshop.trial, (injection.name,), anywhere=injection.anywhere) as (traced, traces):
        for verb in injection.verbs:
            prepared = workshop.prepared(verb)
            prepared.copy_to(workshop.trial)
            processes[verb.name], _ = traced.run(workshop.trial, verb.call, injection.name, 0)
    return {
        name: traces[process].counts.get(injection.name, 0) if process in traces else 0
        for name, process in processes.items()
    }


_Judge = Callable[[Tally, Prepared, Workshop, Ended], None]


def _run(injection_of_row: _Injection, judge: _Judge) -> Callable[[Plan], Outcome]:
    def run(plan: Plan) -> Outcome:
        if not is_installed():
            return skipped("strace is not installed")
        workshop, tally = workshop_in(plan.shared), Tally()
        injection = replace(injection_of_row, verbs=tuple(plan.some(injection_of_row.verbs)))
        counts = _counts(plan, workshop, injection)
        last = max(counts.values()) + 1
        cases = [(verb, number) for verb in injection.verbs for number in range(1, counts[verb.name] + 1)]
        processes = []
        with session(
            plan.folder, workshop.trial, (injection.name,), injection.what, last, anywhere=injection.anywhere
        ) as (traced, traces):
            for verb, number in plan.chosen(cases):
                prepared = workshop.prepared(verb)
                prepared.copy_to(workshop.trial)
                process, ended = traced.run(workshop.trial, verb.call, injection.name, number)
                processes.append(process)
                judge(tally, prepared, workshop, ended)
        where = Counter(traces[process].injected for process in processes if process in traces)
        tally.hit = sum(count for place, count in where.items() if place)
        told = ", ".join(f"{count} {_place(place)}" for place, count in where.most_common(6) if place)
        return tally.outcome(f"{len(injection.verbs)} verbs; injected: {told}")

    return run


def _place(place: str) -> str:
    name, _, file = place.partition(" ")
    return f"{name} of {'a ' + file.rpartition('.')[2] if file.endswith(('.part', '.tmp')) else file or 'a folder'}"


def _failed(tally: Tally, prepared: Prepared, workshop: Workshop, ended: Ended) -> None:
    survived(tally, prepared, workshop.trial, ended, hit=False)


def _killed(tally: Tally, prepared: Prepared, workshop: Workshop, ended: Ended) -> None:
    verdict = judged(prepared, workshop.trial, acknowledged=prepared.acknowledged_by(ended))
    tally.add(hit=False, acknowledged=verdict.acknowledged, lost=verdict.lost, problems=verdict.problems)


def _named(names: Iterable[str]) -> tuple[Verb, ...]:
    return tuple(verb for verb in VERBS if verb.name in names)


def _error_row(error: str, call: str, sample: int, *, anywhere: bool = False) -> Row:
    words = {"ENOSPC": "disk full", "EIO": "I/O error"}[error]
    where = "any file" if anywhere else "the database and its log"
    verbs = _named(_WRITING_FILES if anywhere else _FEW)
    return Row(
        f"{error.lower()}-{call}",
        f"{words} ({error}) at the N-th {call} on {where}, for every N",
        _run(_Injection(call, f"error={error}", verbs, anywhere), _failed),
        sample,
    )


def _kill_row(call: str, sample: int) -> Row:
    return Row(
        f"kill-at-{call}",
        f"SIGKILL at the N-th {call} on the database and its log, for every N of every writing verb",
        _run(_Injection(call, "signal=KILL", VERBS), _killed),
        sample,
    )


KILL_ROWS = (_kill_row("pwrite64", 4), _kill_row("fdatasync", 0), _kill_row("ftruncate", 0))
ERROR_ROWS = (
    _error_row("ENOSPC", "pwrite64", 4),
    _error_row("ENOSPC", "fdatasync", 0),
    _error_row("ENOSPC", "ftruncate", 0),
    _error_row("EIO", "pwrite64", 0),
    _error_row("EIO", "fdatasync", 2),
    _error_row("EIO", "ftruncate", 0),
    _error_row("EIO", "pread64", 0),
    _error_row("EIO", "fsync", 0, anywhere=True),
)
