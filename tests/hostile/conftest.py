"""An open journal on a new study log, for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.build import Clock, at, open_journal
from tracker.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Yield an open journal with default settings."""
    with closing(open_journal(tmp_path / "log" / "s.db", Clock(at("09:00")))) as opened:
        yield opened
