"""The fixtures of the screens' tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.build import KST, MONDAY, Clock, open_journal, put, sample_text
from tracker.journal import Journal
from tracker.tui.app import StudylogApp


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at ten in the morning of the sample's fourth Monday."""
    return Clock(dt.datetime(2025, 3, 24, 10, tzinfo=KST))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return where the study log lies."""
    return tmp_path / "studylog.db"


@pytest.fixture
def journal(database: Path, clock: Clock) -> Iterator[Journal]:
    """Return a journal that holds one sample day."""
    journal = open_journal(database, clock)
    put(journal, MONDAY, sample_text(MONDAY))
    yield journal
    journal.store.close()


@pytest.fixture
def other(database: Path, clock: Clock, journal: Journal) -> Iterator[Journal]:
    """Return the same journal as another process has it open."""
    other = open_journal(database, clock)
    yield other
    other.store.close()


@pytest.fixture
def app(journal: Journal) -> StudylogApp:
    """Return the application on that journal."""
    return StudylogApp(journal)
