"""A sample of the simulation: machines that are edited, offline and killed at random end with the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sync.simulation import Simulation


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_nothing_is_lost_and_all_end_alike(tmp_path: Path, seed: int) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    simulation = Simulation(tmp_path, seed, devices=3)
    try:
        tally = simulation.run(syncs=40)
    finally:
        simulation.close()

    assert (tally.lost, tally.different) == ((), ())
    assert tally.edits > 20
    assert tally.merges > 5
    assert tally.conflicts > 0
    assert tally.kills > 0
    assert tally.offline > 0
