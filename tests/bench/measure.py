"""Two things that do the same job, timed in turn: what lasts is the ratio, not the time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Job = Callable[[int], object]
"""Does its work for round N, from 0."""


def nothing(number: int) -> None:
    """Do nothing before or after a round."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A job of the program and the plain one it is measured against."""

    name: str
    ours: Job
    baseline: Job
    against: str
    """What the plain one does, in a few words."""
    before: Job = nothing
    """Prepares a round; not timed, as `after` is not."""
    after: Job = nothing


@dataclass(frozen=True, slots=True)
class Row:
    """What came out for a pair."""

    name: str
    ours: float
    """Median seconds."""
    baseline: float
    ratio: float
    """Median of the rounds' own ratios."""
    against: str


def measured(pair: Pair, rounds: int) -> Row:
    """Time both jobs of a pair in each round, now the one first and now the other."""
    times: list[tuple[float, float]] = []
    for number in range(rounds):
        pair.before(number)
        if number % 2:
            baseline = _timed(pair.baseline, number)
            ours = _timed(pair.ours, number)
        else:
            ours = _timed(pair.ours, number)
            baseline = _timed(pair.baseline, number)
        pair.after(number)
        times.append((ours, baseline))
    return Row(
        name=pair.name,
        ours=median(ours for ours, _ in times),
        baseline=median(baseline for _, baseline in times),
        ratio=median(ours / baseline for ours, baseline in times),
        against=pair.against,
    )


def _timed(job: Job, number: int) -> float:
    begin = time.perf_counter()
    job(number)
    return time.perf_counter() - begin


def header() -> str:
    """Return the line above the rows."""
    return f"{'':24}{'studylog':>12}{'baseline':>12}{'ratio':>9}   against"


def line(row: Row) -> str:
    """Return a row as a line."""
    ours, baseline = (f"{seconds * 1000:,.2f} ms" for seconds in (row.ours, row.baseline))
    return f"{row.name:24}{ours:>12}{baseline:>12}{row.ratio:>8.1f}×   {row.against}"


def table(pairs: Sequence[Pair], rounds: int, say: Callable[[str], None]) -> None:
    """Measure pairs and say each row as soon as it is known."""
    for pair in pairs:
        say(line(measured(pair, rounds)))
