"""What every test shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tracker.wording import speak

settings.register_profile("studylog", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("studylog")


@pytest.fixture
def empty_home(tmp_path: Path) -> dict[str, str]:
    """Return an environment for subprocesses in which the person has a new, empty home folder, `HOME`."""
    home = tmp_path / "home"
    home.mkdir()
    own = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "STUDYLOG_", "PYTHON"))}
    return own | dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home)) | {"PYTHONUTF8": "1"}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Speak English before and after every test, whatever language it speaks in between."""
    speak("en", None)
    yield
    speak("en", None)
