"""An open study log, new for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.build import NOON
from tracker.store import Store


@pytest.fixture(autouse=True)
def new_logs() -> None:
    """Make the tables of every new study log."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the study log of this test is."""
    return tmp_path / "studylog.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """Yield a new study log."""
    with Store.open(path, create=True, now=NOON) as opened:
        yield opened
