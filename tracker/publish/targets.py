"""Where people read what is published, and the plan of how it gets there."""

from __future__ import annotations

import os
from pathlib import Path

from tracker.config import REPOSITORY
from tracker.errors import UsageError
from tracker.patterns import Piece
from tracker.publish.steps import Step
from tracker.stored import Publication
from tracker.values import frozen
from tracker.wording import _


@frozen
class Folder:
    """A folder, which may lie in a git repository."""

    path: Path
    pattern: str
    """Of the file's path below it."""
    commit: bool
    push: bool
    """Only with `commit`."""
    message: str
    """Pattern of the commit's message."""

    @property
    def name(self) -> str:
        """What publications in it are remembered by: its absolute path."""
        return os.path.abspath(self.path)


@frozen
class Issue:
    """An issue of a GitHub repository."""

    repo: str
    """`owner/name` at github.com, or `host/owner/name`."""
    title: str
    """A pattern."""
    labels: tuple[str, ...] = ()
    number: int | None = None
    """The issue to publish in; None for the one it was published in, or else a new one."""
    new: bool = False
    """Open another issue, whatever there is already."""

    @property
    def name(self) -> str:
        """What publications in it are remembered by: `github:[HOST/]OWNER/NAME`."""
        return f"github:{self.repo.removeprefix('github.com/')}"


Target = Folder | Issue


@frozen
class Standing:
    """An issue as it is on GitHub, as far as it is ours."""

    number: int
    url: str
    bodies: tuple[str, ...]
    """Its text, and those of the comments that carry it on."""
    comments: tuple[str, ...]
    """Their ids."""


@frozen
class Plan:
    """Everything that publishing will do; nothing was touched to make it."""

    piece: Piece
    target: Target
    place: str
    """The file's path below the folder, or the issue's number; empty for an issue that is not there yet."""
    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()
    """Things to know that stop nothing."""
    known: Publication | None = None
    """What is remembered of this place; None when it was never published there."""
    standing: Standing | None = None
    """The issue as it is; None for a folder and for a new issue."""

    @property
    def nothing_to_do(self) -> bool:
        """Whether everything is there already."""
        return not self.steps

    def lines(self) -> tuple[str, ...]:
        """Say each step in a sentence."""
        return tuple(step.line() for step in self.steps)


def check_repo(repo: str) -> None:
    """Raise UsageError for words that name no repository."""
    if REPOSITORY.fullmatch(repo) is None or repo.rpartition("/")[2].strip(".") == "":
        raise UsageError(
            _("{repo!r} is not the name of a repository; write it like {example}.", repo=repo, example="owner/til")
        )
