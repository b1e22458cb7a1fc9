"""Files of a team-mate's log, in a folder or in what is committed in a git repository; nothing is written there."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol

from tracker.errors import TrackerError
from tracker.publish.programs import GIT_AT_LEAST, check_version, git, run_bytes, useful_line
from tracker.values import frozen
from tracker.wording import _

LARGEST_LOG = 1_000_000
"""Bytes; a day's log is a hundredth of that, and a month's sessions no more."""
_MOST_FILES = 100_000
"""Of a folder; one with more is not that of a log."""
_ENDINGS = (".md", ".markdown", ".jsonl")
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})
_OWN_FOLDER = ".studylog"
_READ_ONLY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_BYTES_TOGETHER = 20_000_000
"""Of contents that are asked for at once."""


class Unreadable(TrackerError):
    """A team-mate's log, or one file of it, cannot be read; the message says why."""


@frozen
class LogFile:
    """A file that may be part of a log."""

    path: str
    """Below the folder or repository, with `/`."""
    version: str
    """What is another when the file has changed: git's name of its contents, or its size and time."""


class Source(Protocol):
    """Where a log is read from."""

    def files(self) -> Sequence[LogFile]:
        """Return all files that may be part of the log, in order of their paths; raises Unreadable."""

    def read(self, files: Sequence[LogFile]) -> Iterable[tuple[LogFile, bytes | None]]:
        """Yield files and their contents, None for one that is larger than LARGEST_LOG or cannot be read."""


class FolderSource:
    """A folder as it lies there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self) -> Sequence[LogFile]:
        """Return the files, without those that links lead to; raises Unreadable."""
        found: list[LogFile] = []
        waiting = [""]
        seen = 0
        while waiting:
            below = waiting.pop()
            try:
                with os.scandir(self.folder / below) as scanned:
                    entries = list(scanned)
            except OSError as error:
                if not below:
                    raise Unreadable(_("{path} cannot be read: {why}.", path=self.folder, why=error.strerror)) from None
                continue
            seen += len(entries)
            if seen > _MOST_FILES:
                most = _MOST_FILES
                raise Unreadable(
                    _("{path} holds more than {most} files; name the folder of the log.", path=self.folder, most=most)
                )
            for entry in entries:
                path = f"{below}/{entry.name}" if below else entry.name
                # A link may lead anywhere, also to a folder that it lies in.
                if entry.is_dir(follow_symlinks=False):
                    waiting += [path] if is_to_be_entered(path) else []
                elif is_log_name(path) and entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    found.append(LogFile(path, f"{path} {about.st_size} {about.st_mtime_ns}"))
        return sorted(found, key=lambda file: file.path)

    def read(self, files: Sequence[LogFile]) -> Iterable[tuple[LogFile, bytes | None]]:
        """Yield the files as they are now."""
        for file in files:
            yield file, self._data(file)

    def _data(self, file: LogFile) -> bytes | None:
        try:
            # What has become a link or a device since is not followed, and does not keep us waiting.
            flags = (
                os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            )
            with open(os.open(self.folder / file.path, flags), "rb") as opened:
                if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                    return None
                data = opened.read(LARGEST_LOG + 1)
        except OSError:
            return None
        return data if len(data) <= LARGEST_LOG else None


class GitSource:
    """What is committed in a git repository."""

    def __init__(self, repository: Path, ref: str, environment: Mapping[str, str], *, is_bare: bool = False) -> None:
        """`repository` may be a folder in one, which is then all that is read; `ref` names the commit.

        With `is_bare` it is git's own folder, and no other is looked for above it.
        """
        self.repository = repository
        self.is_bare = is_bare
        self.ref = ref
        self.environment = reading_environment(environment)

    def files(self) -> Sequence[LogFile]:
        """Return the committed files; raises Unreadable, also where nothing is committed."""
        code, _out, _err = self._run("rev-parse", "--verify", "--quiet", f"{self.ref}^{{commit}}")
        if code:
            raise Unreadable(_("{path} has no commit yet.", path=self.repository))
        code, out, err = self._run("ls-tree", "-r", "-z", self.ref)
        if code:
            raise Unreadable(_git_cannot(self.repository, err))
        found = []
        for entry in out.split(b"\0"):
            about, _tab, name = entry.partition(b"\t")
            # Neither links nor other repositories.
            if not about.startswith(b"100"):
                continue
            path = name.decode(errors="replace")
            if is_log_name(path) and is_to_be_entered(str(PurePosixPath(path).parent)):
                found.append(LogFile(path, about.split(b" ")[2].decode()))
        return sorted(found, key=lambda file: file.path)

    def read(self, files: Sequence[LogFile]) -> Iterable[tuple[LogFile, bytes | None]]:
        """Yield the files as they are committed, in whatever order."""
        by_version: dict[str, list[LogFile]] = {}
        for file in files:
            by_version.setdefault(file.version, []).append(file)
        sizes = self._sizes(list(by_version))
        # What is large is not even asked for.
        small = {blob: size for blob, size in sizes.items() if size <= LARGEST_LOG}
        for part in _parts(small):
            for blob, data in self._contents(part).items():
                yield from ((file, data) for file in by_version.pop(blob, ()))
        yield from ((file, None) for same in by_version.values() for file in same)

    def _sizes(self, blobs: list[str]) -> dict[str, int]:
        """Return the sizes of the blobs that are there."""
        sizes: dict[str, int] = {}
        while blobs:
            _code, out, _err = self._run("cat-file", "--batch-check", given="\n".join(blobs).encode())
            answers = out.decode(errors="replace").splitlines()
            for answer in answers:
                name, kind, *rest = answer.split(" ")
                if kind == "blob":
                    sizes[name] = int(rest[0])
            # Older versions of git give up at one that was left out of what was fetched.
            blobs = blobs[len(answers) + 1 :]
        return sizes

    def _contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        if not blobs:
            return {}
        _code, out, _err = self._run("cat-file", "--batch", given="\n".join(blobs).encode())
        contents: dict[str, bytes] = {}
        at = 0
        while at < len(out):
            end = out.index(b"\n", at)
            name, _kind, size = out[at:end].decode().split(" ")
            contents[name] = out[end + 1 : end + 1 + int(size)]
            at = end + int(size) + 2
        return contents

    def _run(self, *words: str, given: bytes | None = None) -> tuple[int, bytes, bytes]:
        call = ("git", f"--git-dir={self.repository}", *words) if self.is_bare else git(self.repository, *words)
        return run_bytes(call, self.environment, given=given)


def _parts(sizes: Mapping[str, int]) -> Iterable[list[str]]:
    """Yield the names of what is read together."""
    part: list[str] = []
    weight = 0
    for name, size in sizes.items():
        part.append(name)
        weight += size
        if weight >= _BYTES_TOGETHER:
            yield part
            part, weight = [], 0
    yield part


def source_of_folder(folder: Path, environment: Mapping[str, str]) -> Source:
    """Return where the log of a folder is read from: what is committed, where it lies in a git repository.

    Raises Unreadable, and ProgramFailed where there is no git to read it with.
    """
    if not folder.is_dir():
        raise Unreadable(_("{path} is not there; check the path.", path=folder))
    if not _may_be_git(folder):
        return FolderSource(folder)
    check_version("git", GIT_AT_LEAST, environment)
    code, out, err = run_bytes(git(folder, "rev-parse", "--show-prefix"), reading_environment(environment))
    if code:
        raise Unreadable(_git_cannot(folder, err))
    source = GitSource(folder, "HEAD", environment)
    # A folder that merely lies in some repository, which does not have it.
    return FolderSource(folder) if out.strip() and not _is_committed(source) else source


def _is_committed(source: GitSource) -> bool:
    try:
        return bool(source.files())
    except Unreadable:
        return False


def _may_be_git(folder: Path) -> bool:
    is_bare = (folder / "HEAD").is_file() and (folder / "objects").is_dir()
    whole = folder.absolute()
    return is_bare or any((above / ".git").exists() for above in (whole, *whole.parents))


def reading_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which git reads what is there: it takes no locks, fetches nothing, and asks nobody."""
    # A repository's own settings may say how something is fetched, which is a command of their choice.
    quiet = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
    return {**environment, **quiet}


def _git_cannot(path: Path, err: bytes) -> str:
    if b"dubious ownership" in err:
        command = f"git config --global --add safe.directory {shlex.quote(str(path))}"
        return _("{path} is someone else's; git reads it once you trust it: {command}", path=path, command=command)
    return _("git cannot read {path}: {why}", path=path, why=useful_line(err.decode(errors="replace")))


def is_log_name(path: str) -> bool:
    """Return whether a file may be part of a log, by its name."""
    return path.casefold().endswith(_ENDINGS)


def is_to_be_entered(folder: str) -> bool:
    """Return whether logs may lie in a folder: not in hidden ones, other than our own."""
    parts = PurePosixPath(folder).parts
    return not any(part in _SKIPPED_FOLDERS or (part.startswith(".") and part != _OWN_FOLDER) for part in parts)
