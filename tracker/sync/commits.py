"""Commits that are made in git's own store alone, in one call, without touching what a person works on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.sync.git import Blob, Content, Git
from tracker.values import frozen

_TIP = "refs/studylog/tip"
"""Where new commits are made before the branch is moved on."""


@frozen
class NewCommit:
    """A commit to be made."""

    message: str
    files: Mapping[str, Content]
    """What changes against its first parent."""
    parents: Sequence[str]
    """May be empty for the first of a repository; `:` for the one before it in the same row."""


def make_commits(git: Git, commits: Sequence[NewCommit]) -> str:
    """Make commits in a row and return the last; raises ProgramFailed, and leaves no branch changed then."""
    who = git.identity()
    stream = [f"feature done\nreset {_TIP}\n\n".encode()]
    for number, commit in enumerate(commits, 1):
        stream.append(_written(commit, number, who))
    stream.append(f"get-mark :{len(commits)}\ndone\n".encode())
    return git.told("fast-import", "--quiet", "--force", "--done", given=b"".join(stream)).split("\n")[-1].strip()


def _written(commit: NewCommit, number: int, who: str) -> bytes:
    message = commit.message.encode()
    lines = [f"commit {_TIP}\nmark :{number}\nauthor {who}\ncommitter {who}\ndata {len(message)}\n".encode()]
    lines += [message, b"\n"]
    for n, parent in enumerate(commit.parents):
        lines.append(f"{'merge' if n else 'from'} {f':{number - 1}' if parent == ':' else parent}\n".encode())
    for path, content in commit.files.items():
        quoted = _quoted(path)
        if content is None:
            lines.append(b"D " + quoted + b"\n")
        elif isinstance(content, Blob):
            lines += [f"M {content.mode} {content.name} ".encode() + quoted + b"\n"]
        else:
            lines += [b"M 100644 inline " + quoted + b"\n", f"data {len(content)}\n".encode(), content, b"\n"]
    return b"".join(lines)


def _quoted(path: str) -> bytes:
    if path.startswith('"') or "\n" in path:
        path = '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return path.encode(errors="surrogateescape")
