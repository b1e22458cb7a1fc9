"""Runs the rows and prints the table: `python -m tests.faults [--seed N] [--times N] [NAME…]`."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.faults.catalogue import ROWS
from tests.faults.rows import MOST_PROBLEMS, Outcome, Plan, Row

_HEADINGS = ("times tried", "hit", "acknowledged", "lost")
_NUMBERS = "{:>11}  {:>6}  {:>12}  {:>5}"
_BETWEEN_REPORTS = 0.1


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Inject faults; no edit may be lost.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="rows, or the beginnings of their names; all without")
    parser.add_argument("--seed", type=int, default=None, help="the randomness; another one each time when not given")
    parser.add_argument("--times", type=int, default=None, help="faults of each row, instead of as many as it wants")
    parser.add_argument("--sample", action="store_true", help="a few faults of each row")
    parser.add_argument("--allow-skips", action="store_true", help="end well although rows cannot be run here")
    parser.add_argument("--list", action="store_true", help="list the rows and end")
    return parser.parse_args(words)


def chosen(names: Sequence[str]) -> list[Row]:
    """Return the rows of these names, or whose names begin so; all of them for none. Raises LookupError."""
    for name in names:
        if not any(row.name.startswith(name) for row in ROWS):
            raise LookupError(f"there is no row {name!r}; see --list")
    return [row for row in ROWS if not names or any(row.name.startswith(name) for name in names)]


def _reporter(row: Row) -> Callable[[int, int], None]:
    """Return what shows, on a terminal, how far a row is."""
    last = 0.0

    def report(done: int, of: int) -> None:
        nonlocal last
        if sys.stderr.isatty() and time.monotonic() - last > _BETWEEN_REPORTS:
            last = time.monotonic()
            sys.stderr.write(f"\r\x1b[K{row.name}  {done} of {of}")
            sys.stderr.flush()

    return report


def run_row(row: Row, folder: Path, seed: int, times: int | None) -> Outcome:
    """Run one row in a folder of its own below that of the whole run."""
    own, shared = folder / row.name, folder / "shared"
    for place in (own, shared):
        place.mkdir(exist_ok=True)
    return row.run(Plan(own, shared, seed, times, row.name, _reporter(row)))


def _print_row(row: Row, outcome: Outcome, seconds: float) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    print(f"{row.name:<24}", end="  ")
    if outcome.skipped:
        print(f"skipped: {outcome.skipped}", end="")
    else:
        print(_NUMBERS.format(outcome.tried, outcome.hit, outcome.acknowledged, outcome.lost), end="")
        print(f"  {seconds:6.1f} s", end="")
        print("" if outcome.kept else "  NOT KEPT", end="")
    print(f"\n    {row.fault}")
    if outcome.note:
        print(f"    {outcome.note}")
    if not outcome.skipped and not outcome.hit:
        print("    ! it never hit what it was to hit")
    for problem in outcome.problems[:MOST_PROBLEMS]:
        print(f"    ! {problem}")
    if len(outcome.problems) > MOST_PROBLEMS:
        print(f"    ! and {len(outcome.problems) - MOST_PROBLEMS} more")
    sys.stdout.flush()


def main(words: Sequence[str] | None = None) -> int:
    """Run what was asked for and return the exit code: 0 when every promise was kept."""
    arguments = _arguments(words)
    try:
        rows = chosen(arguments.names)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.list:
        for row in rows:
            print(f"{row.name:<24}  {row.fault}")
        return 0
    if arguments.sample:
        rows = [row for row in rows if row.sample]
    seed = random.randrange(1_000_000) if arguments.seed is None else arguments.seed
    print(f"seed {seed}; to run it again: python -m tests.faults --seed {seed}\n")
    print(f"{'fault':<24}  {_NUMBERS.format(*_HEADINGS)}")
    outcomes, begun = [], time.monotonic()
    with tempfile.TemporaryDirectory(prefix="studylog-faults-") as folder:
        # Others than the owner run programs in it as well.
        Path(folder).chmod(0o755)
        for row in rows:
            row_begun = time.monotonic()
            times = row.sample if arguments.sample else arguments.times
            outcomes.append(run_row(row, Path(folder), seed, times))
            _print_row(row, outcomes[-1], time.monotonic() - row_begun)
    ran = [outcome for outcome in outcomes if not outcome.skipped]
    sums = [sum(getattr(one, name) for one in ran) for name in ("tried", "hit", "acknowledged", "lost")]
    print(f"\n{'all':<24}  {_NUMBERS.format(*sums)}  {time.monotonic() - begun:6.1f} s")
    failed = [row.name for row, outcome in zip(rows, outcomes, strict=True) if not outcome.kept]
    if failed:
        print(f"not kept: {', '.join(failed)}")
    skips = [row.name for row, outcome in zip(rows, outcomes, strict=True) if outcome.skipped]
    if skips:
        print(f"skipped, so not shown: {', '.join(skips)}")
    return 1 if failed or (skips and not arguments.allow_skips) else 0


if __name__ == "__main__":
    sys.exit(main())
