"""What is fetched of a team-mate's repository: its newest commit, without large files and without its history."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tracker.database import create_folder
from tracker.files import write_atomically
from tracker.group.members import shown_place
from tracker.group.sources import LARGEST_LOG, GitSource, Unreadable
from tracker.publish.programs import GIT_AT_LEAST, check_version, run_bytes, useful_line
from tracker.wording import _

_REF = "refs/studylog/head"
_FETCHED = "fetched"
"""The file that says when something was fetched last."""
_NO_COMMIT = "remote ref HEAD"
"""What git has not found where there is no commit."""
_LONGEST_FETCH = 300
"""Seconds; the first one may take a while."""


class Clone:
    """A repository of our own, that only ever fetches."""

    def __init__(self, folder: Path, address: str, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.address = address
        self.environment = environment
        self.repository = folder / "repository.git"

    @property
    def fetched_at(self) -> dt.datetime | None:
        """When it was fetched last; None when it never was."""
        try:
            written = (self.folder / _FETCHED).read_text("utf-8").strip()
            instant = dt.datetime.fromisoformat(written)
        except (OSError, ValueError):
            return None
        return instant if instant.tzinfo is not None else None

    def source(self) -> GitSource:
        """Return the log as it was fetched last."""
        return GitSource(self.repository, _REF, self.environment, is_bare=True)

    def fetch(self, now: dt.datetime) -> None:
        """Fetch the newest commit; raises Unreadable, saying why it cannot be, and ProgramFailed without git."""
        check_version("git", GIT_AT_LEAST, self.environment)
        create_folder(self.folder)
        self._prepare(now)
        code, _out, err = self._git(
            "fetch",
            "--quiet",
            "--depth=1",
            "--no-tags",
            "--no-recurse-submodules",
            f"--filter=blob:limit={LARGEST_LOG + 1}",
            "origin",
            f"+HEAD:{_REF}",
        )
        if code:
            said = err.decode(errors="replace")
            if _NO_COMMIT in said:
                raise Unreadable(_("{place} has no commit yet.", place=shown_place(self.address)))
            raise Unreadable(
                _("{place} cannot be fetched: {why}", place=shown_place(self.address), why=_why(said)),
            )
        write_atomically(self.folder / _FETCHED, f"{now.isoformat()}\n".encode(), private=True)

    def _prepare(self, now: dt.datetime) -> None:
        if self._git("rev-parse", "--git-dir")[0]:
            # It is not there, or of no use any more.
            shutil.rmtree(self.repository, ignore_errors=True)
            (self.folder / _FETCHED).unlink(missing_ok=True)
            # No template: what it says about hooks is not for this repository.
            self._told("init", "--quiet", "--bare", "--template=")
        for lock in (*self.repository.glob("*.lock"), *self.repository.glob("refs/studylog/*.lock")):
            # Left by one that was killed; a fetch does not take that long.
            with suppress(OSError):
                if now.timestamp() - lock.stat().st_mtime > 2 * _LONGEST_FETCH:
                    lock.unlink()
        self._told("config", "remote.origin.url", self.address)
        self._told("config", "gc.autoDetach", "false")

    def _told(self, *words: str) -> None:
        code, _out, err = self._git(*words)
        if code:
            why = useful_line(err.decode(errors="replace"))
            raise Unreadable(_("git cannot use {path}: {why}", path=self.repository, why=why))

    def _git(self, *words: str) -> tuple[int, bytes, bytes]:
        options = ("-c", f"core.hooksPath={os.devnull}", "-c", "fetch.recurseSubmodules=false")
        # By its name: where it is broken, git would look for another one further up, which is the person's own.
        call = ("git", f"--git-dir={self.repository}", *options, *words)
        # No box of a desktop may ask for a password either; what the person's own helpers know is used.
        silent = {"LC_ALL": "C", "GIT_ASKPASS": "", "SSH_ASKPASS": "", "SSH_ASKPASS_REQUIRE": "never"}
        return run_bytes(call, {**self.environment, **silent}, timeout=_LONGEST_FETCH)


def _why(said: str) -> str:
    lines = [line for line in said.split("\n") if not line.startswith(("warning:", "remote: warning"))]
    return useful_line("\n".join(lines)) or useful_line(said)


def forget(folder: Path) -> None:
    """Take away what was fetched of a member."""
    shutil.rmtree(folder, ignore_errors=True)
