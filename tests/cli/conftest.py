"""A shell for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def studylog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Return a shell in which there is no study log yet, on Wednesday, 12 March 2025, at 9:30 in Seoul."""
    return Shell(tmp_path, monkeypatch, capsys)
