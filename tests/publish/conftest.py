"""A person and their GitHub, for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.publish.build import Hub, Memory, Person


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Return a person with an empty home and an identity for git."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    return Person.at(tmp_path / "home")


@pytest.fixture
def memory() -> Memory:
    """Return a memory of publications, empty at first."""
    return Memory()


@pytest.fixture
def hub(person: Person) -> Hub:
    """Return the person's GitHub, with one repository of theirs and one of their team elsewhere."""
    return Hub(person)
