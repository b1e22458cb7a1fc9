"""Machines for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.devices import Machines


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """Yield machines over one repository of their own."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    machines = Machines(tmp_path)
    yield machines
    machines.close()
