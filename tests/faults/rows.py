"""Rows of the table: what each injects, how often, and how a run of it is counted."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

Case = TypeVar("Case")
MOST_PROBLEMS = 5
"""How many problems of a row are told in full."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a row ended."""

    tried: int = 0
    hit: int = 0
    """How many of the faults were injected where the row says; all of a row's faults may not, but some must."""
    acknowledged: int = 0
    """Edits that the program had said were saved, each looked for after each fault."""
    lost: int = 0
    problems: tuple[str, ...] = ()
    """Whatever else is not as promised: a file that does not open, an edit that is there in half, a traceback."""
    note: str = ""
    """What a reader of the table should know besides, such as where the faults were."""
    skipped: str = ""
    """Why the row cannot be run here; empty when it was."""

    @property
    def kept(self) -> bool:
        """Whether the promise was kept, and put to the test at all."""
        return bool(self.skipped) or (not self.lost and not self.problems and self.hit > 0)


@dataclass(slots=True)
class Plan:
    """One run of a row: where, how often, and with which randomness."""

    folder: Path
    """An empty folder of its own."""
    shared: Path
    """A folder of the whole run, for what is made once."""
    seed: int
    times: int | None
    """How many faults; None for every one that there is, or as many as the row thinks enough."""
    name: str
    report: Callable[[int, int], None] = lambda done, of: None
    """Called with the number of faults that are done and of all."""
    _random: random.Random | None = None

    @property
    def random(self) -> random.Random:
        """The row's own randomness, which other rows do not move on."""
        if self._random is None:
            self._random = random.Random(f"{self.seed} {self.name}")
        return self._random

    def rounds(self, enough: int) -> Iterator[int]:
        """Yield the numbers of as many faults as are asked for; `enough` when nobody asks."""
        times = enough if self.times is None else self.times
        for number in range(times):
            self.report(number, times)
            yield number

    def some(self, cases: Sequence[Case]) -> Sequence[Case]:
        """Return every case, or no more than faults are asked for, where each takes long to make ready."""
        return cases if self.times is None or self.times >= len(cases) else self.random.sample(cases, self.times)

    def chosen(self, cases: Iterable[Case]) -> Iterator[Case]:
        """Yield every case, or as many as are asked for, in their order."""
        cases = list(cases)
        if self.times is not None and self.times < len(cases):
            cases = [cases[n] for n in sorted(self.random.sample(range(len(cases)), self.times))]
        for number, case in enumerate(cases):
            self.report(number, len(cases))
            yield case


@dataclass(slots=True)
class Tally:
    """Counts the faults of a row while it runs."""

    tried: int = 0
    hit: int = 0
    acknowledged: int = 0
    lost: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, *, hit: bool, acknowledged: int, lost: int = 0, problems: Sequence[str] = ()) -> None:
        """Count one fault."""
        self.tried += 1
        self.hit += hit
        self.acknowledged += acknowledged
        self.lost += lost
        self.problems += problems

    def outcome(self, note: str = "") -> Outcome:
        """Return what was counted."""
        return Outcome(self.tried, self.hit, self.acknowledged, self.lost, tuple(self.problems), note)


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of fault."""

    name: str
    """What it is asked for by."""
    fault: str
    """What is injected where, for whoever reads the table."""
    run: Callable[[Plan], Outcome]
    sample: int = 3
    """How many faults are enough where the whole is not run; 0 leaves the row out there."""


def skipped(why: str) -> Outcome:
    """Return the outcome of a row that cannot be run here."""
    return Outcome(skipped=why)
