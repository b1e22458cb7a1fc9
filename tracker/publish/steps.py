"""What publishing does, step by step: each says in a sentence what will happen, and which call it is."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path

from tracker.cells import printable
from tracker.publish.programs import git
from tracker.values import frozen
from tracker.wording import _, n_

_SPECIAL_IN_PATHS = frozenset("*?[]\\:!")


def _call(*words: str) -> str:
    return printable(shlex.join(words))


@frozen
class WriteFile:
    """A file is written whole, in place of what is there."""

    path: Path
    text: str
    before: bytes | None
    """What is there now; None when nothing is."""

    def line(self) -> str:
        """Say what will happen."""
        size = n_("{n} byte", "{n} bytes", len(self.text.encode()))
        path = printable(str(self.path))
        if self.before is None:
            return _("Write {path} ({size}).", path=path, size=size)
        return _("Write {path} anew ({size}).", path=path, size=size)


@frozen
class Commit:
    """A file of a git repository is committed, and no other."""

    repository: Path
    path: str
    """Below the repository, with `/`."""
    message: str

    def calls(self) -> tuple[tuple[str, ...], ...]:
        """Return the calls that do it, one after another; the last has the message on standard input."""
        literal = f":(literal){self.path}" if _SPECIAL_IN_PATHS & {*self.path} else self.path
        return (
            git(self.repository, "add", "--", literal),
            # The process list is open to everyone on the machine; the message has words of the day.
            git(self.repository, "commit", "-F", "-", "--only", "--", literal),
        )

    def line(self) -> str:
        """Say what will happen."""
        call = " && ".join(_call(*call) for call in self.calls())
        return _('Commit it as "{message}": {call}', message=printable(self.message), call=call)


@frozen
class Push:
    """What is committed on the branch is pushed to where it belongs."""

    repository: Path

    def calls(self) -> tuple[tuple[str, ...], ...]:
        """Return the call that does it."""
        return (git(self.repository, "push"),)

    def line(self) -> str:
        """Say what will happen."""
        return _("Push it: {call}", call=_call(*self.calls()[0]))


@frozen
class CreateIssue:
    """A new issue is opened."""

    repo: str
    title: str
    body: str
    labels: tuple[str, ...]

    def call(self) -> tuple[str, ...]:
        """Return the call that does it, with what `given` says on standard input."""
        return api_call(self.repo, "issues", "--method", "POST", "--input", "-")

    def given(self) -> dict[str, object]:
        """Return what GitHub is told; not by flags, because everyone on the machine can read those."""
        return {"title": self.title, "body": self.body, "labels": list(self.labels)}

    def line(self) -> str:
        """Say what will happen."""
        title, size = printable(self.title), _characters(self.body)
        if not self.labels:
            return _('Open an issue "{title}" ({size}): {call}', title=title, size=size, call=_call(*self.call()))
        return _(
            'Open an issue "{title}" ({size}), labelled {labels}: {call}',
            title=title,
            size=size,
            labels=printable(", ".join(self.labels)),
            call=_call(*self.call()),
        )


@frozen
class EditIssue:
    """The title or the body of an issue is changed."""

    repo: str
    number: int
    title: str | None
    """None when it stays."""
    body: str | None
    """None when it stays."""

    def call(self) -> tuple[str, ...]:
        """Return the call that does it, with what `given` says on standard input."""
        return api_call(self.repo, f"issues/{self.number}", "--method", "PATCH", "--input", "-")

    def given(self) -> dict[str, object]:
        """Return what GitHub is told."""
        return {name: words for name, words in (("title", self.title), ("body", self.body)) if words is not None}

    def line(self) -> str:
        """Say what will happen."""
        number, call = f"#{self.number}", _call(*self.call())
        title = printable(self.title) if self.title is not None else None
        if self.body is None:
            return _('Change issue {number} to "{title}": {call}', number=number, title=title, call=call)
        size = _characters(self.body)
        if title is None:
            return _("Change issue {number} ({size}): {call}", number=number, size=size, call=call)
        return _(
            'Change issue {number} to "{title}" ({size}): {call}', number=number, title=title, size=size, call=call
        )


@frozen
class LabelIssue:
    """An issue gets labels that it has not yet."""

    repo: str
    number: int
    labels: tuple[str, ...]

    def call(self) -> tuple[str, ...]:
        """Return the call that does it."""
        words = ("gh", "issue", "edit", str(self.number), "--repo", self.repo)
        return (*words, *_flags("--add-label", self.labels))

    def line(self) -> str:
        """Say what will happen."""
        return _("Change issue {number}: {call}", number=f"#{self.number}", call=_call(*self.call()))


@frozen
class AddComment:
    """A comment carries the issue on."""

    repo: str
    number: int | None
    """None for the issue that is opened before."""
    body: str

    def call(self, number: int | None = None) -> tuple[str, ...]:
        """Return the call that does it, with the body on standard input; `number` names the issue just opened."""
        issue = self.number or number
        return ("gh", "issue", "comment", str(issue or "N"), "--repo", self.repo, "--body-file", "-")

    def line(self) -> str:
        """Say what will happen; `N` stands for the number of an issue that is not there yet."""
        return _("Carry it on in a comment ({size}): {call}", size=_characters(self.body), call=_call(*self.call()))


@frozen
class EditComment:
    """A comment that carries the issue on gets another text."""

    repo: str
    comment: str
    """Its id."""
    body: str

    def call(self) -> tuple[str, ...]:
        """Return the call that does it, with what `given` says on standard input."""
        return api_call(self.repo, f"issues/comments/{self.comment}", "--method", "PATCH", "--input", "-")

    def given(self) -> dict[str, object]:
        """Return what GitHub is told."""
        return {"body": self.body}

    def line(self) -> str:
        """Say what will happen."""
        return _("Change a comment ({size}): {call}", size=_characters(self.body), call=_call(*self.call()))


@frozen
class RemoveComment:
    """A comment that carries the issue on is no longer needed."""

    repo: str
    comment: str
    """Its id."""

    def call(self) -> tuple[str, ...]:
        """Return the call that does it."""
        return api_call(self.repo, f"issues/comments/{self.comment}", "--method", "DELETE")

    def line(self) -> str:
        """Say what will happen."""
        return _("Remove a comment: {call}", call=_call(*self.call()))


IssueStep = CreateIssue | EditIssue | LabelIssue | AddComment | EditComment | RemoveComment
Step = WriteFile | Commit | Push | IssueStep


def host_and_name(repo: str) -> tuple[str, str]:
    """Return host and `owner/name` of a repository, which is at github.com when it names no other host."""
    host, name = repo.split("/", 1) if repo.count("/") == 2 else ("github.com", repo)
    return host, name


def api_call(repo: str, place: str, *words: str) -> tuple[str, ...]:
    """Return the call of GitHub's API for a place in a repository, such as `issues/comments/5`."""
    name = host_and_name(repo)[1]
    return ("gh", "api", *words, *_elsewhere(repo), f"repos/{name}/{place}")


def graphql_call(repo: str) -> tuple[str, ...]:
    """Return the call that asks the host of a repository what is on standard input."""
    return ("gh", "api", "graphql", *_elsewhere(repo), "--input", "-")


def _elsewhere(repo: str) -> tuple[str, ...]:
    host = host_and_name(repo)[0]
    return () if host == "github.com" else ("--hostname", host)


def _flags(flag: str, labels: Iterable[str]) -> tuple[str, ...]:
    # gh reads each as a line of comma-separated values.
    quoted = ('"' + label.replace('"', '""') + '"' if {*label} & {",", '"'} else label for label in labels)
    return tuple(word for label in quoted for word in (flag, label))


def _characters(body: str) -> str:
    return n_("{n} character", "{n} characters", len(body))
