"""The benchmark runs through; how fast it is, no test says."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.generate import logs
from tests.bench.measure import Pair, Spread, Unit, line, measured, row_of, spread_of
from tests.bench.scene import VERBS

REPOSITORY = Path(__file__).parents[2]


SCREEN_ROWS = ["first frame, 9 days", "idle 0.2 s, timer on", "peak memory, today", "peak memory, all lists"]
KEY_ROWS = [
    "Today's day",
    "Browse, all days",
    "Browse, typing a search",
    "sessions",
    "week, choosing a day",
    "topic editor, 8 KB",
    "day as text, 300 lines",
]


def rows_about(names: list[str]) -> list[str]:
    """Run the benchmark on nine days and return its rows of these names."""
    small = ("--days", "9", "--rounds", "1", "--keys", "1", "--idle", "0.2")
    # Rows are chosen by their beginnings, so that others may come along.
    only = ",".join(dict.fromkeys(name.split()[0].rstrip(",") for name in names))
    call = [sys.executable, "-m", "tests.bench", "--quick", *small, f"--only={only}"]
    done = subprocess.run(call, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return [row for row in done.stdout.splitlines() if names_of([row])[0] in names]


def names_of(rows: list[str]) -> list[str]:
    """Return what the rows are about."""
    return [re.split(r"\s{2,}", row)[0] for row in rows]


def test_every_row_of_the_services_and_verbs_is_printed() -> None:
    wanted = ["read 9 days", "save 9 days", "add 9 goals", "import 9 days", *(verb.name for verb in VERBS)]

    rows = rows_about(wanted)

    assert names_of(rows) == wanted
    assert all(re.search(r"\d ms +[\d,.]+ ms +\d+\.\d×   \S", row) for row in rows)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what a process uses is read from /proc")
def test_every_row_of_the_screen_is_printed() -> None:
    rows = rows_about([*SCREEN_ROWS, *KEY_ROWS])

    assert names_of(rows) == [*SCREEN_ROWS, *KEY_ROWS]
    both = r"[\d.]+ / [\d.]+ ms +[\d.]+ / [\d.]+ ms +[\d.]+ / [\d.]+×   a bare \S"
    assert all(re.search(both, row) for row in rows[len(SCREEN_ROWS) :])


def test_the_95th_percentile_is_what_95_of_100_do_not_exceed() -> None:
    assert spread_of([float(n) for n in range(1, 101)]) == Spread(median=50.5, high=95.0)
    assert spread_of([3.0]) == Spread(median=3.0, high=3.0)


def test_seconds_and_bytes_are_shown_in_their_units() -> None:
    assert "1.50 s" in line(row_of("idle", [(1.5, 0.5)], "a bare app", Unit.SECONDS))
    assert "36.00 MB" in line(row_of("memory", [(72e6, 36e6)], "a bare app", Unit.MEGABYTES))
    assert "3.0×" in line(row_of("idle", [(1.5, 0.5)], "a bare app", Unit.SECONDS))


def test_a_fast_baseline_counts_as_what_it_took() -> None:
    assert "20.0×" in line(row_of("read", [(0.002, 0.0001)], "split their lines"))


def test_the_same_seed_makes_the_same_logs() -> None:
    last = dt.date(2025, 6, 30)

    three, again, other = list(logs(3, last)), list(logs(3, last)), list(logs(3, last, seed=1))

    assert three == again
    assert all(log.text != different.text for log, different in zip(three, other, strict=True))
    assert [str(log.date) for log in three] == ["2025-06-28", "2025-06-29", "2025-06-30"]


def test_rounds_alternate_and_the_stage_is_not_timed() -> None:
    told: list[str] = []
    pair = Pair(
        "row",
        ours=lambda number: told.append(f"ours {number}"),
        baseline=lambda number: told.append(f"plain {number}"),
        against="",
        before=lambda number: told.append(f"before {number}"),
        after=lambda number: told.append(f"after {number}"),
    )

    measured(pair, 2)

    assert told == ["before 0", "ours 0", "plain 0", "after 0", "before 1", "plain 1", "ours 1", "after 1"]
