"""SIGKILL in the middle of every writing verb: where it is aimed at, and at random moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from tests.faults.calls import (
    BEFORE_BEGIN,
    BEGUN,
    COMMITTED,
    COMMITTING,
    FILE,
    STATEMENT,
    WITHIN,
    Ended,
    Running,
    Stop,
    start,
)
from tests.faults.rows import Outcome, Plan, Row, Tally
from tests.faults.verbs import VERBS, Prepared, Verb, Workshop, judged, workshop_in

LONGER = 1.1
"""Up to how many times as long as the verb takes the kill is waited with: some come too late, as in life."""
_WHEN_WRITING = 0.75
"""How many of the kills at random moments come after the verb has begun to write."""
_SHARE_OF_WRITING = 0.3
"""How much of a verb's time is left then."""
_COMMIT_SECONDS = 0.004
"""Within how many seconds after it has begun a commit is killed; most take less."""
_Kill = Callable[[Plan, Prepared, Workshop], Ended]
_Hit = Callable[[Ended], bool]


def _killed_at(aims: str) -> _Kill:
    """Return what kills a verb where it stands still at one of the places it tells of."""

    def kill(plan: Plan, prepared: Prepared, workshop: Workshop) -> Ended:
        at = plan.random.choice([n for n, what in enumerate(prepared.ended.told) if what in aims])
        running = start(workshop.trial, prepared.verb.call, stop=Stop(frozenset((at,))))
        running.until(lambda: len(running.told) > at)
        return _killed(running)

    return kill


def _killed_in_commit(plan: Plan, prepared: Prepared, workshop: Workshop) -> Ended:
    commits = [n for n, what in enumerate(prepared.ended.told) if what == COMMITTING]
    at, later = plan.random.choice(commits), plan.random.uniform(0, _COMMIT_SECONDS)
    # It stands still until this process is awake, which takes longer than some commits.
    running = start(workshop.trial, prepared.verb.call, stop=Stop(frozenset((at,))))
    running.until(lambda: len(running.told) > at)
    running.go_on()
    running.until(lambda: len(running.told) > at + 1, later)
    return _killed(running)


def _killed_after_the_line(plan: Plan, prepared: Prepared, workshop: Workshop) -> Ended:
    running = start(workshop.trial, prepared.verb.call)
    running.until(lambda: prepared.said(running.out))
    return _killed(running)


def _killed_at_random(plan: Plan, prepared: Prepared, workshop: Workshop) -> Ended:
    seconds = prepared.seconds * LONGER
    running = start(workshop.trial, prepared.verb.call)
    if plan.random.random() < _WHEN_WRITING:
        # Most of a verb's time goes by before it writes anything.
        running.until(lambda: bool(running.told))
        seconds *= _SHARE_OF_WRITING
    running.until(lambda: False, plan.random.uniform(0, seconds))
    return _killed(running)


def _killed(running: Running) -> Ended:
    running.kill()
    return running.end()


def _last(ended: Ended) -> str:
    return ended.told[-1:]


def _rows_run(kill: _Kill, hit: _Hit, enough: int, fits: Callable[[Prepared], bool]) -> Callable[[Plan], Outcome]:
    """Return what runs a row: verb after verb, each killed once, until there were enough kills."""

    def run(plan: Plan) -> Outcome:
        workshop, tally = workshop_in(plan.shared), Tally()
        where: Counter[str] = Counter()
        unfit: set[str] = set()
        waiting: list[Verb] = []
        for _ in plan.rounds(enough):
            while True:
                if not waiting:
                    waiting = [verb for verb in plan.some(VERBS) if verb.name not in unfit]
                    plan.random.shuffle(waiting)
                prepared = workshop.prepared(waiting.pop())
                if fits(prepared):
                    break
                unfit.add(prepared.verb.name)
            prepared.copy_to(workshop.trial)
            ended = kill(plan, prepared, workshop)
            verdict = judged(prepared, workshop.trial, acknowledged=prepared.acknowledged_by(ended))
            where[_place(ended)] += 1
            tally.add(
                hit=ended.killed and hit(ended),
                acknowledged=verdict.acknowledged,
                lost=verdict.lost,
                problems=verdict.problems,
            )
        return tally.outcome(", ".join(f"{count} {place}" for place, count in where.most_common()))

    return run


def _place(ended: Ended) -> str:
    """Return where a verb was when it died."""
    if not ended.killed:
        return "too late"
    if ended.out:
        return "after the line"
    places = {
        BEFORE_BEGIN: "before BEGIN",
        BEGUN: "in a transaction",
        STATEMENT: "in a transaction",
        COMMITTING: "in COMMIT",
        COMMITTED: "after COMMIT",
        FILE: "at a file",
    }
    return places.get(_last(ended), "before any write")


def _tells(what: str) -> Callable[[Prepared], bool]:
    return lambda prepared: any(place in prepared.ended.told for place in what)


def _prints(prepared: Prepared) -> bool:
    return bool(prepared.ended.out)


ROWS = (
    Row(
        "kill-before-begin",
        "SIGKILL just before BEGIN IMMEDIATE, each writing verb in turn",
        _rows_run(_killed_at(BEFORE_BEGIN), lambda ended: _last(ended) == BEFORE_BEGIN, 80, _tells(BEFORE_BEGIN)),
    ),
    Row(
        "kill-in-transaction",
        "SIGKILL between two statements of the transaction, each writing verb in turn",
        _rows_run(_killed_at(BEGUN + STATEMENT), lambda ended: _last(ended) in WITHIN, 250, _tells(BEGUN + STATEMENT)),
        sample=4,
    ),
    Row(
        "kill-in-commit",
        f"SIGKILL 0-{_COMMIT_SECONDS * 1000:g} ms after COMMIT was called; a hit when it had not returned",
        _rows_run(_killed_in_commit, lambda ended: _last(ended) == COMMITTING, 250, _tells(COMMITTING)),
        sample=8,
    ),
    Row(
        "kill-after-commit",
        "SIGKILL when COMMIT has returned and the line is not printed yet",
        _rows_run(_killed_at(COMMITTED), lambda ended: _last(ended) == COMMITTED, 100, _tells(COMMITTED)),
    ),
    Row(
        "kill-after-line",
        "SIGKILL as soon as the line is printed: before the file is closed and its log written back",
        _rows_run(_killed_after_the_line, lambda ended: bool(ended.out), 120, _prints),
        sample=6,
    ),
    Row(
        "kill-at-file",
        "SIGKILL where a file is about to be opened, has just been, or is about to be renamed or removed",
        _rows_run(_killed_at(FILE), lambda ended: _last(ended) == FILE, 100, _tells(FILE)),
    ),
    Row(
        "kill-at-random",
        "SIGKILL at a random moment of each writing verb; a hit within a transaction, a COMMIT or at a file",
        _rows_run(_killed_at_random, lambda ended: _last(ended) in (*WITHIN, FILE), 300, lambda prepared: True),
        sample=10,
    ),
)
