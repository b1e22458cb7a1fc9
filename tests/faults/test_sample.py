"""A few faults of every row; `make test-faults` tries them all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import (
    clock,
    disk,
    displaced,
    injected,
    kills,
    machines,
    merged,
    places,
    power,
    screen,
    synced,
    writers,
)
from tests.faults.__main__ import chosen
from tests.faults.catalogue import ROWS
from tests.faults.rows import Outcome

REPOSITORY = Path(__file__).parents[2]
GROUPS = {
    "kills": kills.ROWS,
    "kills at calls": injected.KILL_ROWS,
    "kills under the screen": screen.ROWS,
    "files taken away": (*displaced.ROWS, *writers.ROWS),
    "power cuts": (*power.ROWS, *synced.ROWS),
    "full disks": disk.ROWS,
    "failing calls": injected.ERROR_ROWS,
    "places": places.ROWS,
    "clocks": clock.ROWS,
    "machines": (*merged.ROWS, *machines.ROWS),
}

# It forks, which is nothing for a process with the threads of a test run.
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of itself")


@pytest.mark.parametrize("group", GROUPS)
def test_no_edit_is_lost(group: str) -> None:
    names = [row.name for row in GROUPS[group]]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--sample", "--allow-skips", "--seed", "20250312", *names],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_row_is_in_a_group_that_is_sampled() -> None:
    in_groups = [row.name for rows in GROUPS.values() for row in rows]
    assert sorted(in_groups) == sorted(row.name for row in ROWS)
    assert all(any(row.sample for row in rows) for rows in GROUPS.values())


def test_rows_are_chosen_by_the_beginning_of_their_names() -> None:
    assert [row.name for row in chosen(["power-log"])] == ["power-log-cut", "power-log-torn"]
    assert chosen([]) == list(ROWS)
    with pytest.raises(LookupError):
        chosen(["no such row"])


@pytest.mark.parametrize(
    ("outcome", "kept"),
    [
        (Outcome(tried=3, hit=1, acknowledged=5), True),
        (Outcome(tried=3, hit=1, acknowledged=5, lost=1), False),
        (Outcome(tried=3, hit=0, acknowledged=5), False),
        (Outcome(tried=3, hit=3, acknowledged=5, problems=("a half edit",)), False),
        (Outcome(skipped="strace is not installed"), True),
    ],
)
def test_a_row_is_kept_when_it_hit_and_nothing_is_lost(outcome: Outcome, kept: bool) -> None:
    assert outcome.kept is kept
