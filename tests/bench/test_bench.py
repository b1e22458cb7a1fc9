"""The benchmark runs through; how fast it is, no test says."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

from tests.bench.generate import logs
from tests.bench.measure import Pair, measured
from tests.bench.scene import VERBS

REPOSITORY = Path(__file__).parents[2]


def test_every_row_is_printed() -> None:
    call = [sys.executable, "-m", "tests.bench", "--quick", "--days", "9", "--rounds", "1"]

    done = subprocess.run(call, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr.splitlines()[1:]) == (0, [])
    _, _, *rows = done.stdout.splitlines()
    names = [re.split(r"\s{2,}", row)[0] for row in rows]
    assert names == ["read 9 days", "save 9 days", "add 9 goals", "import 9 days", *(verb.name for verb in VERBS)]
    assert all(re.search(r"\d ms +[\d,.]+ ms +\d+\.\d×   \S", row) for row in rows)


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
