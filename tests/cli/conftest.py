"""A shell for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tracker.wording import speak


@pytest.fixture
def studylog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """Yield a shell in which there is no study log yet, on Wednesday, 12 March 2025, at 9:30 in Seoul."""
    yield Shell(tmp_path, monkeypatch, capsys)
    # A call may have spoken Korean, which the next test of this process does not expect.
    speak("en", None)
