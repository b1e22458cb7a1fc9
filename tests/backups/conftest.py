"""A study log with a day in it, to back up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.build import WEDNESDAY, Clock, at, open_journal, put
from tracker.journal import Journal

FIRST = "# 2025-01-22\n\n## 목표\n- 볼륨 복습\n"


@pytest.fixture
def clock() -> Clock:
    """Return the clock of this test: nine in the morning of 2025-01-22, in Seoul."""
    return Clock(at("09:00"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the study log of this test is."""
    return tmp_path / "studylog.db"


@pytest.fixture
def journal(path: Path, clock: Clock) -> Iterator[Journal]:
    """Yield a study log of one day, opened the day after."""
    with closing(open_journal(path, clock)) as first:
        put(first, FIRST, WEDNESDAY)
    clock.set("2025-01-23 09:00")
    with closing(open_journal(path, clock)) as opened:
        yield opened
