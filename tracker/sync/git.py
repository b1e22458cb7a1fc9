"""The git of a repository: what it is asked, each time with as few processes as can be."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from tracker.publish.programs import GIT_AT_LEAST, ProgramFailed, Ran, check_version, git, run_bytes, useful_line
from tracker.values import frozen
from tracker.wording import _

LONG_TIMEOUT = 900
"""Seconds that a call may take which carries years at once."""
_EMPTY_TREES = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
"""git's names of a tree without files, by the length of its names."""
_BATCH_CHECK = "--batch-check=%(objecttype) %(objectname)"
_FILE_MODES = ("100644", "100755")
_fit: set[str] = set()
"""Where programs were looked for when a git that is new enough was found: it is asked once in a process."""


@frozen
class Blob:
    """A file as git has it, whatever it is: also a link, or one that can be run."""

    mode: str
    name: str
    """git's name of what it holds."""

    @property
    def is_file(self) -> bool:
        """Whether it is a file, and neither a link nor another repository."""
        return self.mode in _FILE_MODES


Content = bytes | Blob | None
"""What a file is to hold; None when it is to be gone."""


@frozen
class FileChange:
    """A file in two commits."""

    path: str
    old: Blob | None
    """None when it was not there."""
    new: Blob | None


def check_git(environment: Mapping[str, str]) -> None:
    """Raise ProgramFailed when git is not there or too old."""
    place = environment.get("PATH", os.defpath)
    if place not in _fit:
        check_version("git", GIT_AT_LEAST, environment)
        _fit.add(place)


class Git:
    """A repository with files to work on."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        # What git answers is read, so it answers in English; looking takes no locks, and nothing opens an editor.
        self._environment = {**environment, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_EDITOR": "true"}

    def ask(self, *words: str, given: bytes | None = None, timeout: float = LONG_TIMEOUT) -> Ran:
        """Return how a call ended, well or not; raises ProgramFailed when it did not end."""
        code, out, err = run_bytes(git(self.folder, *words), self._environment, given=given, timeout=timeout)
        return Ran(code, out.decode(errors="surrogateescape"), err.decode(errors="replace"))

    def told(self, *words: str, given: bytes | None = None) -> str:
        """Return what a call prints; raises ProgramFailed when it does not end well."""
        return self.bytes_told(*words, given=given).decode(errors="surrogateescape").removesuffix("\n")

    def bytes_told(self, *words: str, given: bytes | None = None) -> bytes:
        """Return the bytes a call prints; raises ProgramFailed when it does not end well."""
        code, out, err = run_bytes(git(self.folder, *words), self._environment, given=given, timeout=LONG_TIMEOUT)
        if code:
            said = err.decode(errors="replace")
            why = useful_line(said) or useful_line(out.decode(errors="replace"))
            verb = next(word for word in words if not word.startswith("-"))
            raise ProgramFailed(
                _("git {verb} failed in {path}: {why}", verb=verb, path=self.folder, why=why),
                Ran(code, out.decode(errors="replace"), said),
            )
        return out

    def git_folder(self) -> Path:
        """Return the folder in which git keeps what belongs to these files."""
        own = self.folder / ".git"
        return own if own.is_dir() else Path(self.told("rev-parse", "--absolute-git-dir"))

    def commits_of(self, *names: str) -> list[str]:
        """Return the commits that branches or other names mean; empty for those that mean none."""
        asked = [name for name in names if name]
        given = "".join(f"{name}^{{commit}}\n" for name in asked).encode()
        said = self.told("cat-file", _BATCH_CHECK, given=given).split("\n") if asked else []
        found = {
            name: line.removeprefix("commit ") if line.startswith("commit ") else ""
            for name, line in zip(asked, said, strict=True)
        }
        return [found.get(name, "") for name in names]

    def commit_of(self, name: str) -> str:
        """Return the commit that a branch or other name means; empty when it means none."""
        return self.commits_of(name)[0]

    def changes(self, old: str, new: str) -> list[FileChange]:
        """Return the files that two commits hold differently; an empty name is a commit without files."""
        if old == new:
            return []
        empty = _EMPTY_TREES[len(old or new)]
        words = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", old or empty, new or empty)
        parts = self.told(*words).split("\0")
        found = []
        for about, path in zip(parts[::2], parts[1::2], strict=False):
            old_mode, new_mode, old_name, new_name, _status = about.lstrip(":").split(" ")
            found.append(FileChange(path, _blob(old_mode, old_name), _blob(new_mode, new_name)))
        return found

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Blob]:
        """Return the files of a few paths in a commit; those that are not there are left out."""
        wanted = sorted(set(paths))
        if not commit or not wanted:
            return {}
        found = {}
        for line in filter(None, self.told("ls-tree", "-z", commit, "--", *wanted).split("\0")):
            about, _tab, path = line.partition("\t")
            mode, kind, name = about.split(" ")
            if kind != "tree":
                found[path] = Blob(mode, name)
        return found

    def names_in(self, commit: str, paths: Iterable[str]) -> dict[str, str]:
        """Return git's names of what files hold in a commit; empty for those that are not there."""
        # A name is a line here.
        wanted = [path for path in sorted(set(paths)) if "\n" not in path]
        if not commit or not wanted:
            return dict.fromkeys(wanted, "")
        given = "".join(f"{commit}:{path}\n" for path in wanted).encode(errors="surrogateescape")
        said = self.bytes_told("cat-file", _BATCH_CHECK, given=given).split(b"\n")
        return {
            path: line.removeprefix(b"blob ").decode() if line.startswith(b"blob ") else ""
            for path, line in zip(wanted, said, strict=False)
        }

    def contents(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Return what git's names of contents stand for; those it does not have are left out."""
        wanted = sorted({blob for blob in blobs if blob})
        if not wanted:
            return {}
        data = self.bytes_told("cat-file", "--batch", given="".join(f"{blob}\n" for blob in wanted).encode())
        found, at = {}, 0
        for blob in wanted:
            end = data.index(b"\n", at)
            about = data[at:end].split(b" ")
            if about[-1] == b"missing":
                at = end + 1
                continue
            size = int(about[2])
            found[blob] = data[end + 1 : end + 1 + size]
            at = end + size + 2
        return found

    def files_in(self, commit: str, *paths: str) -> list[bytes | None]:
        """Return what files hold in a commit; None for those that are not there."""
        names = self.names_in(commit, paths)
        found = self.contents(names.values())
        return [found.get(names[path]) for path in paths]

    def merge_base(self, one: str, other: str) -> str:
        """Return the newest commit that two have in common; empty when there is none."""
        if not one or not other:
            return ""
        if one == other:
            return one
        return self.ask("merge-base", one, other).out.partition("\n")[0].strip()

    def identity(self) -> str:
        """Return who commits, and when: `Name <address> seconds zone`; raises ProgramFailed when git does not know."""
        ran = self.ask("var", "GIT_COMMITTER_IDENT")
        if ran.code:
            raise ProgramFailed(
                _("git does not know your name and address; tell it before a commit."),
                ran,
                shell=_(
                    "Like this: {command}",
                    command='git config --global user.name "…" && git config --global user.email "…"',
                ),
            )
        return ran.out.strip()


def _blob(mode: str, name: str) -> Blob | None:
    return Blob(mode, name) if set(mode) != {"0"} else None


def blob_name(data: bytes, length: int) -> str:
    """Return git's name of a content, in a repository whose names have that length."""
    import hashlib

    known = hashlib.sha1 if length == 40 else hashlib.sha256
    return known(b"blob %d\0" % len(data) + data).hexdigest()
