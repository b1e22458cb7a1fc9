"""What came out: rows with their goals, as lines while they come and as a page at the end."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from enum import Enum
from importlib.metadata import version
from pathlib import Path

from tests.bench.measure import Spread, exponent_of, ratio_of, spread_of
from tracker.values import frozen


class Unit(Enum):
    """In what a figure is shown: how many of it make one of what was measured, and its name."""

    MILLISECONDS = (1e3, "ms")
    MEGABYTES = (1e-6, "MB")
    PERCENT = (1e2, "%")
    SHARE = (1.0, "")

    def shown(self, figure: float) -> str:
        """Return a figure as it is written."""
        size, name = self.value
        digits = 3 if self is Unit.SHARE else 1
        return f"{figure * size:,.{digits}f} {name}".rstrip()


class Bound(Enum):
    """What of a row is held against a goal."""

    TIMES = "≤ {:g} ×"
    """How many times the other's figure ours is, at most."""
    FASTER = "≥ {:g} × faster"
    """How many times ours the other's figure is, at least."""
    MILLISECONDS = "≤ {:g} ms"
    """Our median, at most."""
    PERCENT = "≤ {:g} %"
    SHARE = "{:g}"
    """Our figure, at least."""
    LINEAR = "linear"
    """From one size to the next, ten times as large, not more than `amount` times the figure."""


@frozen
class Goal:
    """What a row is meant to come to."""

    bound: Bound
    amount: float

    def __str__(self) -> str:
        return self.bound.value.format(self.amount)

    def met(self, figure: float, ratio: float | None) -> bool:
        """Return whether our median and the ratio of ours to the other's keep it."""
        match self.bound:
            case Bound.TIMES | Bound.LINEAR:
                return ratio is not None and ratio <= self.amount
            case Bound.FASTER:
                return ratio is not None and ratio * self.amount <= 1
            case Bound.MILLISECONDS:
                return figure * 1e3 <= self.amount
            case Bound.PERCENT:
                return figure * 1e2 <= self.amount
            case Bound.SHARE:
                return figure >= self.amount


def at_most(times: float) -> Goal:
    """Return the goal of taking so many times what the other takes."""
    return Goal(Bound.TIMES, times)


def faster(times: float) -> Goal:
    """Return the goal of being so many times faster than the other."""
    return Goal(Bound.FASTER, times)


LINEAR = Goal(Bound.LINEAR, 11.0)
"""A tenth more than the size may be the rounds' own scatter."""


@frozen
class Row:
    """What came out for something of ours, alone or against another."""

    name: str
    ours: Spread
    """Seconds, bytes or shares, by the unit."""
    other: Spread | None
    ratio: float | None
    """Ours by the other's: the median of the rounds' own ratios."""
    against: str
    """What the other is, in a few words."""
    goal: Goal | None = None
    unit: Unit = Unit.MILLISECONDS

    @property
    def met(self) -> bool | None:
        """Whether the goal is kept; None without one."""
        return None if self.goal is None else self.goal.met(self.ours.median, self.ratio)


def paired_row(
    name: str,
    ours: Sequence[float],
    others: Sequence[float],
    against: str,
    goal: Goal | None = None,
    unit: Unit = Unit.MILLISECONDS,
) -> Row:
    """Return what the figures of the same rounds come to."""
    # A process at rest may use less time than the system can tell.
    least = 0.0001 if unit is Unit.PERCENT else 0.0
    return Row(name, spread_of(ours), spread_of(others), ratio_of(ours, others, least), against, goal, unit)


def lone_row(
    name: str, ours: Sequence[float], about: str, goal: Goal | None = None, unit: Unit = Unit.MILLISECONDS
) -> Row:
    """Return what figures without another to compare come to."""
    return Row(name, spread_of(ours), None, None, about, goal, unit)


@frozen
class GrowthRow:
    """How a verb grows with the log."""

    name: str
    years: tuple[int, ...]
    seconds: tuple[Spread, ...]
    """For each of the years."""
    memory: tuple[float, ...]
    """The most bytes it held, for each of the years; empty where the system does not tell."""
    ratio: float
    """The largest log against the one before it: the median of the rounds' own ratios."""
    goal: Goal | None = None

    @property
    def exponent(self) -> float:
        """The power of the log's size with which its time grows."""
        return exponent_of((year, spread.median) for year, spread in zip(self.years, self.seconds, strict=True))

    @property
    def memory_exponent(self) -> float | None:
        """The power of the log's size with which its memory grows."""
        return exponent_of(zip(self.years, self.memory, strict=True)) if self.memory else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is kept; None without one."""
        return None if self.goal is None else self.goal.met(self.seconds[-1].median, self.ratio)


@frozen
class NotMeasured:
    """What failed, so that nothing came out for it."""

    name: str
    why: str


AnyRow = Row | GrowthRow | NotMeasured
Cells = tuple[str, ...]
ROW_HEADS = ("", "goal", "studylog: median / 95th", "other: median / 95th", "ratio", "met", "against")


def _row_cells(row: Row) -> Cells:
    ours, other = (_both(each, row.unit) if each is not None else "" for each in (row.ours, row.other))
    return row.name, _word(row.goal), ours, other, _ratio(row), _verdict(row.met), row.against


def growth_heads(years: Iterable[int]) -> Cells:
    """Return what stands above rows of growth."""
    sizes = tuple(f"{year} y" for year in years)
    memory = tuple(f"{size}: peak" for size in sizes)
    return ("", "goal", *sizes, "last two", "exponent", "met", *memory, "exponent")


def _growth_cells(row: GrowthRow) -> Cells:
    seconds = tuple(_both(spread, Unit.MILLISECONDS) for spread in row.seconds)
    memory = tuple(Unit.MEGABYTES.shown(peak) for peak in row.memory) or ("",) * len(row.years)
    power = row.memory_exponent
    return (
        row.name,
        _word(row.goal),
        *seconds,
        f"{row.ratio:.2f} ×",
        f"{row.exponent:.2f}",
        _verdict(row.met),
        *memory,
        "" if power is None else f"{power:.2f}",
    )


def _both(spread: Spread, unit: Unit) -> str:
    if spread.median == spread.high:
        return unit.shown(spread.median)
    size, name = unit.value
    return f"{spread.median * size:,.1f} / {spread.high * size:,.1f} {name}".rstrip()


def _word(goal: Goal | None) -> str:
    return "" if goal is None else str(goal)


def _ratio(row: Row) -> str:
    if row.ratio is None:
        return ""
    if row.goal is not None and row.goal.bound is Bound.FASTER:
        return f"{1 / row.ratio:.1f} × faster"
    return f"{row.ratio:.2f} ×"


def _verdict(met: bool | None) -> str:
    return {None: "", True: "yes", False: "NO"}[met]


class Results:
    """The rows of a run: each is printed as soon as it is known, and kept for the page."""

    def __init__(self, title: str) -> None:
        self._lines = [title, ""]
        self._figures = 0
        self._missed: list[str] = []
        self._failed: list[str] = []

    def section(self, title: str, about: str, heads: Cells = ROW_HEADS) -> None:
        """Begin a table."""
        print(f"\n{title}: {about}\n{_plain(heads)}", flush=True)
        self._lines += ["", f"## {title}", "", about, "", _markdown(heads), _markdown(("---",) * len(heads))]

    def add(self, row: AnyRow) -> None:
        """Print and keep a row."""
        self.add_all([row])

    def add_all(self, rows: Iterable[AnyRow]) -> None:
        """Print and keep rows, each as soon as it is measured."""
        for row in rows:
            if isinstance(row, NotMeasured):
                self._failed.append(f"{row.name} ({row.why})")
                print(f"{row.name}: not measured, {row.why}", flush=True)
                continue
            cells = _row_cells(row) if isinstance(row, Row) else _growth_cells(row)
            print(_plain(cells), flush=True)
            self._lines.append(_markdown(cells))
            self._figures += row.met is not None
            if row.met is False:
                against = f", {row.against}" if isinstance(row, Row) and row.against else ""
                self._missed.append(f"{row.name} ({row.goal}{against})")

    def remark(self, sentence: str) -> None:
        """Print and keep a sentence below the rows so far."""
        print(sentence, flush=True)
        self._lines += ["", sentence]

    def verdict(self) -> str:
        """Return in how many of the rows with a goal it is met, in which not, and what failed."""
        sentence = f"{self._figures - len(self._missed)} of {self._figures} goals met."
        sentence += f" Missed: {'; '.join(self._missed)}." if self._missed else ""
        return sentence + (f" Not measured: {'; '.join(self._failed)}." if self._failed else "")

    def write(self, path: Path) -> None:
        """Write the page."""
        page = "\n".join([*self._lines[:2], self.verdict(), *self._lines[2:]])
        path.write_bytes((page.rstrip("\n") + "\n").encode())


def _plain(cells: Cells) -> str:
    widths = (28, 13, 24, 24, 13, 4) if len(cells) == len(ROW_HEADS) else (28, 14, *(20,) * len(cells))
    aligned = [cells[0].ljust(widths[0]), cells[1].ljust(widths[1])]
    aligned += [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=False)]
    return "  ".join([*aligned, *cells[len(aligned) :]])


def _markdown(cells: Cells) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def machine() -> str:
    """Return what the figures were measured on."""
    parts = [
        f"{os.cpu_count()} cores",
        _line_of("/proc/cpuinfo", "model name") or platform.machine(),
        _memory(),
        f"{platform.system()} {platform.release().split('-')[0]}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        f"Textual {version('textual')}",
    ]
    return ", ".join(part for part in parts if part)


def _memory() -> str:
    words = _line_of("/proc/meminfo", "MemTotal").split()
    return f"{int(words[0]) / 1024**2:.0f} GiB of memory" if words else ""


def _line_of(file: str, name: str) -> str:
    """Return what stands behind a name in one of the system's files; nothing where there is none."""
    if sys.platform != "linux":
        return ""
    lines = Path(file).read_text("utf-8", "replace").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
