"""A clock, and an open journal on a new study log, for each test."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journal.build import Clock, at, open_journal
from tracker.config import Config
from tracker.journal import Journal


@pytest.fixture
def clock() -> Clock:
    """Return the clock of this test: nine in the morning of 2025-01-22, in Seoul."""
    return Clock(at("09:00"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the study log of this test is."""
    return tmp_path / "log" / "studylog.db"


@pytest.fixture
def opened(path: Path, clock: Clock) -> Iterator[Callable[..., Journal]]:
    """Return a function that opens the test's study log, with other settings when they are given."""
    journals: list[Journal] = []

    def open_it(config: Config | None = None) -> Journal:
        journals.append(open_journal(path, clock, config))
        return journals[-1]

    yield open_it
    for journal in journals:
        journal.close()


@pytest.fixture
def journal(opened: Callable[..., Journal]) -> Journal:
    """Return the open journal of this test, with default settings."""
    return opened()


@pytest.fixture(scope="module")
def template_database() -> Iterator[Path]:
    """Yield a new, empty study log to copy."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.db")
        open_journal(path, Clock(at("09:00"))).close()
        yield path
