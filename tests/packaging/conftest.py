"""The distribution as other machines get it, built by ordinary pip."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.commands import REPOSITORY, run


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip the test where pip cannot fetch a package that is always there."""
    probe = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--retries=1", "--timeout=15", "--no-deps", "hatchling"],
        cwd=tmp_path_factory.mktemp("probe"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if probe.returncode != 0:
        pytest.skip(f"the package registry cannot be reached: {probe.stderr.strip().splitlines()[-1]}")


@pytest.fixture(scope="session")
def wheel(registry: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel straight from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", REPOSITORY, "--no-deps", "--wheel-dir", folder)
    (built,) = folder.glob("*.whl")
    return built
