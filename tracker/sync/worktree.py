"""The files that a person sees in the repository's folder: what was changed there by hand, and how they are brought up
to date without touching that."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tracker.files import HALF_WRITTEN, write_atomically
from tracker.store.syncing import KeptConflict
from tracker.sync.files import UnreadableFile, records_of
from tracker.sync.git import Blob, FileChange, Git, blob_name
from tracker.sync.layout import FileKind, Layout
from tracker.sync.records import conflict
from tracker.sync.remote import SyncRefused
from tracker.values import frozen
from tracker.wording import _

_UNDER_WAY = "studylog-checkout"
"""In git's folder: the commit that the files were of when the branch was moved on, until they are of the new one."""
_LOCK = "studylog.lock"
_MANY_FILES = 50
"""More than so many are given to the disk at once, not one after another."""
DRIVER_CONFLICTS = "studylog-conflicts.jsonl"
"""In git's folder: what the merge driver could not bring together, until the next sync takes it."""
_OPERATIONS = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisect",
}
"""What git leaves in its folder while an operation is under way."""


@frozen
class FolderState:
    """How a person has left the folder."""

    head: str
    """The commit it is on; empty before the first."""
    branch: str
    """Empty when it is on none."""
    by_hand: tuple[str, ...]
    """The log's files that are not as that commit has them."""
    others: tuple[str, ...]
    """Someone else's files that are not."""


class Worktree:
    """The files of a repository's folder."""

    def __init__(self, git: Git, layout: Layout) -> None:
        self.git = git
        self.layout = layout
        self._git_folder = git.git_folder()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other sync of this folder begin; raises SyncRefused when one is under way."""
        # SQLite's lock goes with the process, however that ends.
        try:
            connection = sqlite3.connect(self._git_folder / _LOCK, isolation_level=None, timeout=0)
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error:
                connection.close()
                raise
        except sqlite3.Error as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                said = _("Another sync of {path} is under way; wait until it has ended.", path=self.git.folder)
            else:
                said = _("{path} cannot be written in; see that you may, then sync again.", path=self._git_folder)
            raise SyncRefused(said) from None
        try:
            yield
        finally:
            connection.close()

    def operation(self) -> str:
        """Return what git is in the middle of, like `merge`; empty for nothing."""
        return next((name for left, name in _OPERATIONS.items() if (self._git_folder / left).exists()), "")

    def state(self) -> FolderState:
        """Return how the folder is, whatever the person did there."""
        words = ("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--no-renames")
        entries = iter(self.git.told(*words, "--ignore-submodules=all").split("\0"))
        about, changed = {}, []
        for entry in entries:
            kind, _space, rest = entry.partition(" ")
            if kind == "#":
                name, _space, value = rest.partition(" ")
                about[name] = value
            elif kind in ("1", "u"):
                changed.append(rest.split(" ", 7 if kind == "1" else 9)[-1])
            elif kind == "?":
                changed.append(rest)
        head, branch = about.get("branch.oid", ""), about.get("branch.head", "")
        kinds = {path: self.layout.kind_of(path) for path in changed}
        ours = [path for path, kind in kinds.items() if kind not in (FileKind.OTHER, FileKind.FORMAT)]
        return FolderState(
            head if head != "(initial)" else "",
            branch if branch != "(detached)" else "",
            tuple(self._apart_from_each_other(ours)),
            tuple(path for path, kind in kinds.items() if kind is FileKind.OTHER),
        )

    def _apart_from_each_other(self, paths: list[str]) -> list[str]:
        """Return the paths that any disk keeps apart: one that is another's but for case may show that one's file."""
        templates = [path for path in paths if self.layout.kind_of(path) is FileKind.TEMPLATE]
        if not templates:
            return paths
        tracked = self.git.told("--literal-pathspecs", "ls-files", "-z", "--", self.layout.template_path("")).split(
            "\0"
        )
        alike = Counter(path.casefold() for path in {*tracked, *templates})
        return [path for path in paths if path not in templates or alike[path.casefold()] == 1]

    def commit_by_hand(self, paths: Iterable[str]) -> str:
        """Commit what a person changed in the folder, as git itself does, and return that; raises ProgramFailed."""
        words = _rows(paths)
        given = ("--pathspec-from-file=-", "--pathspec-file-nul")
        self.git.told("--literal-pathspecs", "add", "--all", *given, given=words)
        if self.git.ask("diff", "--cached", "--quiet").code:
            message = _("studylog: written in the folder")
            self.git.told("--literal-pathspecs", "commit", "--quiet", "--message", message, *given, given=words)
        return self.git.commit_of("HEAD")

    # What the merge driver left

    def conflicts_of_driver(self) -> list[KeptConflict]:
        """Return what git's own merges in the folder could not bring together."""
        with suppress(FileNotFoundError, UnreadableFile):
            found = records_of((self._git_folder / DRIVER_CONFLICTS).read_bytes())
            return [conflict(name, record) for name, record in found.items()]
        return []

    def forget_conflicts_of_driver(self) -> None:
        """Take what git's own merges left for taken."""
        (self._git_folder / DRIVER_CONFLICTS).unlink(missing_ok=True)

    # Moving on

    def finish(self) -> None:
        """Bring the files up to date where an earlier sync did not come to that."""
        with suppress(FileNotFoundError):
            old, new = (self._git_folder / _UNDER_WAY).read_text("ascii").strip(), self.git.commit_of("HEAD")
            self._remove_half_written(self.git.changes(old, new) if new else [])
            self._update(old, new, again=True)

    def _remove_half_written(self, changes: Iterable[FileChange]) -> None:
        """Take away what a sync that was killed had written of a file beside it; no other is under way."""
        for folder in {(self.git.folder / change.path).parent for change in changes}:
            for path in folder.glob(HALF_WRITTEN):
                path.unlink(missing_ok=True)

    def move_on(self, branch: str, old: str, new: str) -> None:
        """Move the branch from a commit to a later one, and the files with it; what was changed by hand stays."""
        write_atomically(self._git_folder / _UNDER_WAY, old.encode())
        self.git.told("update-ref", "-m", "studylog sync", f"refs/heads/{branch}", new, old or "0" * len(new))
        self._update(old, new)
        # git fetch is told not to, as most syncs bring nothing.
        self.git.ask("gc", "--auto", "--quiet")

    def _update(self, old: str, new: str, *, again: bool = False) -> None:
        """Bring the files to a new commit; `again` where that was begun, and a power cut may have emptied some."""
        changes = self.git.changes(old, new) if new else []
        mine = [change for change in changes if self._is_ours(change)]
        others = [change for change in changes if not self._is_ours(change)]
        if changes:
            untouched = self._untouched(others)
            # While the files are still those of the old commit, as this wants them to be.
            if self.git.ask("read-tree", "-m", *([old] if old else []), new).code:
                self.git.told("read-tree", new)
            at_once = len(mine) > _MANY_FILES and hasattr(os, "sync")
            self._update_own(mine, again=again, flush=not at_once)
            if at_once:
                os.sync()
            self._update_others(untouched)
            self.git.ask("update-index", "-q", "--refresh")
        (self._git_folder / _UNDER_WAY).unlink(missing_ok=True)

    def _is_ours(self, change: FileChange) -> bool:
        """Return whether we write a file ourselves; a link or the like is git's to make."""
        blobs = [blob for blob in (change.old, change.new) if blob is not None]
        return self.layout.kind_of(change.path) is not FileKind.OTHER and all(blob.is_file for blob in blobs)

    def _update_own(self, changes: Iterable[FileChange], *, again: bool, flush: bool) -> None:
        blobs = self.git.contents(blob.name for c in changes for blob in (c.old, c.new) if blob is not None)
        for change in changes:
            old, new = (blobs[blob.name] if blob is not None else None for blob in (change.old, change.new))
            if self._is_as(change.path, old, again=again):
                self._put(change.path, new, flush=flush)

    def _untouched(self, changes: Iterable[FileChange]) -> list[FileChange]:
        """Return those of someone else's files that stand in the folder as they were, by git's own reckoning."""
        files = [change for change in changes if self._is_file(change.path) and "\n" not in change.path]
        given = "".join(f"{change.path}\n" for change in files).encode(errors="surrogateescape")
        names = self.git.told("hash-object", "--stdin-paths", given=given).split("\n") if files else []
        there = {change.path: name for change, name in zip(files, names, strict=True)}
        return [change for change in changes if self._found(change, there) == change.old]

    def _found(self, change: FileChange, files: Mapping[str, str]) -> Blob | None:
        """Return what stands at a path, as what it was where that cannot be told apart."""
        place = self.git.folder / change.path
        if change.path in files:
            return Blob(change.old.mode if change.old is not None else "", files[change.path])
        if place.is_symlink() and change.old is not None:
            target = os.fsencode(os.readlink(place))
            return Blob("120000", blob_name(target, len(change.old.name)))
        # One that is missing comes back; a folder in its place, or another repository, is left to the person.
        return Blob("", "") if place.exists() else change.old

    def _update_others(self, changes: Iterable[FileChange]) -> None:
        """Bring someone else's files up to date, by git."""
        wanted = []
        for change in changes:
            if change.new is not None:
                wanted.append(change.path)
            elif self._is_file(change.path) or (self.git.folder / change.path).is_symlink():
                self._remove(change.path)
        if wanted:
            self.git.ask("checkout-index", "--force", "--quiet", "-z", "--stdin", given=_rows(wanted))

    def _is_file(self, path: str) -> bool:
        file = self.git.folder / path
        return file.is_file() and not file.is_symlink()

    def _is_as(self, path: str, old: bytes | None, *, again: bool) -> bool:
        """Return whether a file holds what it held in the old commit; what was changed by hand since stays."""
        file = self.git.folder / path
        if any(folder.is_symlink() for folder in file.parents if self.git.folder in folder.parents):
            return False
        if not self._is_file(path):
            return old is None and not file.exists() and not file.is_symlink()
        there = file.read_bytes()
        return there == old or (again and not there)

    def _put(self, path: str, data: bytes | None, *, flush: bool) -> None:
        if data is not None:
            write_atomically(self.git.folder / path, data, flush=flush)
        elif self._is_file(path):
            self._remove(path)

    def _remove(self, path: str) -> None:
        """Take a file away, and the folders that are empty without it."""
        (self.git.folder / path).unlink()
        with suppress(OSError):
            for folder in Path(path).parents[:-1]:
                (self.git.folder / folder).rmdir()


def _rows(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\0" for path in paths).encode(errors="surrogateescape")
