"""Things that do the same job, timed in turn: what lasts is the ratio, not the time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil, log
from statistics import median

from tracker.values import frozen

Job = Callable[[int], object]
"""Does its work for round N, from 0; what it returns counts as its seconds when it is a float."""


def nothing(number: int) -> None:
    """Do nothing before or after a round."""


@frozen
class Contender:
    """One of several that are timed in turn."""

    name: str
    job: Job
    before: Job = nothing
    """Sets the stage for each turn; not timed, as `after` is not."""
    after: Job = nothing


Times = Mapping[str, Sequence[float]]
"""Seconds of each contender by its name, round by round."""


def contest(contenders: Sequence[Contender], rounds: int, *, warm: int = 1) -> Times:
    """Time all of them in each round, now from the first, now from the last; the `warm` rounds before do not count."""
    times: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for number in range(warm + rounds):
        for contender in reversed(contenders) if number % 2 else contenders:
            contender.before(number)
            begin = time.perf_counter()
            result = contender.job(number)
            taken = result if isinstance(result, float) else time.perf_counter() - begin
            contender.after(number)
            if number >= warm:
                times[contender.name].append(taken)
    return times


@frozen
class Spread:
    """How something that was done often went."""

    median: float
    high: float
    """The 95th percentile."""


def spread_of(figures: Sequence[float]) -> Spread:
    """Return the median and the 95th percentile: the figure that 95 of 100 do not exceed."""
    return Spread(median(figures), sorted(figures)[ceil(len(figures) * 0.95) - 1])


def ratio_of(ours: Sequence[float], others: Sequence[float], least: float = 0.0) -> float:
    """Return the median of the rounds' own ratios; what others did in less than `least` counts as that."""
    return median(mine / max(other, least) for mine, other in zip(ours, others, strict=True))


def exponent_of(points: Iterable[tuple[float, float]]) -> float:
    """Return the power of the size with which a figure grows: the slope of both logarithms, by least squares.

    0 is not at all, 1 in step, 2 as the square.
    """
    logs = [(log(size), log(figure)) for size, figure in points]
    middle_size = sum(size for size, _ in logs) / len(logs)
    middle_figure = sum(figure for _, figure in logs) / len(logs)
    along = sum((size - middle_size) * (figure - middle_figure) for size, figure in logs)
    return along / sum((size - middle_size) ** 2 for size, _ in logs)
