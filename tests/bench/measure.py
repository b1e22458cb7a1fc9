"""Two things that do the same job, timed in turn: what lasts is the ratio, not the time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil
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


class Unit(Enum):
    """In what a figure is shown: how many of it make one of what was measured, and its name."""

    MILLISECONDS = (1e3, "ms")
    SECONDS = (1.0, "s")
    MEGABYTES = (1e-6, "MB")


@dataclass(frozen=True, slots=True)
class Row:
    """What came out for a pair."""

    name: str
    ours: float
    """Median seconds, or bytes."""
    baseline: float
    ratio: float
    """Median of the rounds' own ratios."""
    against: str
    unit: Unit = Unit.MILLISECONDS


@dataclass(frozen=True, slots=True)
class Spread:
    """How something that was done often went, in seconds."""

    median: float
    high: float
    """The 95th percentile."""


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """What came out for something done often, one of ours and one of the baseline's in turn."""

    name: str
    ours: Spread
    baseline: Spread
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
    return row_of(pair.name, times, pair.against)


def _timed(job: Job, number: int) -> float:
    begin = time.perf_counter()
    job(number)
    return time.perf_counter() - begin


def row_of(name: str, pairs: Sequence[tuple[float, float]], against: str, unit: Unit = Unit.MILLISECONDS) -> Row:
    """Return what pairs of figures, ours first, come to."""
    # A process at rest may use less time than the system can tell.
    least = 0.001 if unit is Unit.SECONDS else 0.0
    return Row(
        name=name,
        ours=median(ours for ours, _ in pairs),
        baseline=median(baseline for _, baseline in pairs),
        ratio=median(ours / max(baseline, least) for ours, baseline in pairs),
        against=against,
        unit=unit,
    )


def spread_of(times: Sequence[float]) -> Spread:
    """Return the median and the 95th percentile: the time that 95 of 100 do not exceed."""
    return Spread(median(times), sorted(times)[ceil(len(times) * 0.95) - 1])


def header() -> str:
    """Return the line above the rows."""
    return f"{'':24}{'studylog':>12}{'baseline':>12}{'ratio':>9}   against"


def line(row: Row) -> str:
    """Return a row as a line."""
    size, name = row.unit.value
    ours, baseline = (f"{figure * size:,.2f} {name}" for figure in (row.ours, row.baseline))
    return f"{row.name:24}{ours:>12}{baseline:>12}{row.ratio:>8.1f}×   {row.against}"


def spread_header() -> str:
    """Return the line above the rows of what is done often."""
    return f"{'median / 95th':24}{'studylog':>18}{'baseline':>18}{'ratio':>13}   against"


def spread_line(row: SpreadRow) -> str:
    """Return a row of what is done often as a line."""
    ours, baseline = (f"{each.median * 1e3:,.1f} / {each.high * 1e3:,.1f} ms" for each in (row.ours, row.baseline))
    ratios = f"{row.ours.median / row.baseline.median:.1f} / {row.ours.high / row.baseline.high:.1f}×"
    return f"{row.name:24}{ours:>18}{baseline:>18}{ratios:>13}   {row.against}"


def table(pairs: Sequence[Pair], rounds: int, say: Callable[[str], None]) -> None:
    """Measure pairs and say each row as soon as it is known."""
    for pair in pairs:
        say(line(measured(pair, rounds)))
