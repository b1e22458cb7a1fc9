"""What every test shares."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tracker.database import create_file
from tracker.wording import speak

settings.register_profile("studylog", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("studylog")

# Without what Python keeps of compiling, every worker and every program that a test starts compiles everything anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """Look for garbage in what the tests make alone: thousands of tests are there to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


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


@cache
def _new_log() -> bytes:
    """Return the bytes of an empty study log, made as the program makes it."""
    from datetime import UTC, datetime

    from tracker.store import Store

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "studylog.db")
        # An empty file that is there is filled by the program itself.
        path.touch()
        Store.open(path, create=True, now=datetime(2025, 1, 22, tzinfo=UTC)).close()
        return path.read_bytes()


def _create_as_copy(path: Path) -> None:
    new = not path.exists()
    create_file(path)
    if new:
        path.write_bytes(_new_log())


@pytest.fixture(autouse=True)
def new_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every new study log of this process be a copy of one, as its tables take longer than most tests.

    The tests of the store, and whatever runs as a program of its own, make their tables.
    """
    monkeypatch.setattr("tracker.store.store.create_file", _create_as_copy)
