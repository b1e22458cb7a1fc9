"""Days that two machines wrote at random, merged: whatever either wrote is there, whichever of them merges."""

from __future__ import annotations

from tests.faults.rows import Outcome, Plan, Row, Tally
from tests.merging.divergences import BY_VERBS, Divergence, broken_laws, broken_laws_of_items, divergence, merge

_ENOUGH = 10_000
_KINDS = 4
"""One of so many divergences is of verbs alone, for which more holds."""


def _run(plan: Plan) -> Outcome:
    tally, days, conflicts = Tally(), 0, 0
    for number in plan.rounds(_ENOUGH):
        by_verbs = number % _KINDS == 0
        seed = plan.random.randrange(BY_VERBS) + (BY_VERBS if by_verbs else 0)
        case = divergence(seed)
        broken = broken_laws(case) + (broken_laws_of_items(case) if by_verbs else [])
        tally.add(
            hit=case.mine != case.theirs,
            acknowledged=_lines(case),
            lost=sum(law.startswith(("lost", "not read")) for law in broken),
            problems=[f"divergence {seed}: {law}" for law in broken],
        )
        found = len(merge(case.base, case.mine, case.theirs).conflicts)
        days, conflicts = days + bool(found), conflicts + found
    return tally.outcome(f"{conflicts} conflicts in {days} days wait for a choice, all else went together")


def _lines(case: Divergence) -> int:
    """Return how many lines one side has, or both, that were not there before."""
    return len({*case.mine.split("\n"), *case.theirs.split("\n")} - {*(case.base or "").split("\n")})


ROWS = (
    Row(
        "merge-laws",
        "one day written on two machines at random, by verbs and by hand; a hit when they differ",
        _run,
        40,
    ),
)
