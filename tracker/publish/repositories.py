"""A git repository, asked about everything that a commit or a push could fail at."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from tracker.publish.programs import GIT_AT_LEAST, ProgramFailed, Ran, check_version, git, run
from tracker.publish.refusals import PublishRefused
from tracker.values import frozen
from tracker.wording import _, n_

_OPERATIONS = {
    "MERGE_HEAD": "git merge",
    "CHERRY_PICK_HEAD": "git cherry-pick",
    "REVERT_HEAD": "git revert",
    "rebase-merge": "git rebase",
    "rebase-apply": "git rebase",
}
"""What git leaves in its folder while something is under way."""


@frozen
class Repository:
    """A repository with files to work on."""

    top: Path
    folder: Path
    """The folder that was asked about."""
    prefix: str
    """Its path below the repository, with `/` at its end; empty for the repository itself."""
    environment: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path, environment: Mapping[str, str]) -> Repository:
        """Return the repository that a folder lies in; raises PublishRefused when it lies in none."""
        check_version("git", GIT_AT_LEAST, environment)
        # What git answers is read, so it answers in English; and looking takes no locks.
        quiet = {**environment, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        ran = run(git(folder, "rev-parse", "--show-toplevel", "--show-prefix"), quiet)
        if ran.code == 0 and ran.out.strip():
            top, prefix, *_rest = ran.out.split("\n")
            return cls(Path(top), folder, prefix, quiet)
        if "not a git repository" in ran.err or "work tree" in ran.err:
            raise PublishRefused(
                _("{path} lies in no git repository; make one, or publish without a commit.", path=folder),
                shell=f": {shlex.join(git(folder, 'init'))}",
            )
        raise PublishRefused(_("git cannot use {path}: {why}", path=folder, why=ran.line))

    def name_of(self, path: Path) -> str:
        """Return the path below the repository, with `/`, of a file below the folder."""
        return self.prefix + path.relative_to(self.folder).as_posix()

    def diff_call(self, name: str) -> tuple[str, ...]:
        """Return the call that shows what is staged of a file."""
        return git(self.top, "diff", "--cached", "--", name)

    def _ask(self, *words: str, given: bytes | None = None) -> Ran:
        return run(git(self.top, *words), self.environment, given=given)

    def _told(self, *words: str, given: bytes | None = None) -> str:
        ran = self._ask(*words, given=given)
        if ran.code:
            raise ProgramFailed(
                _("git {verb} failed in {path}: {why}", verb=words[0], path=self.top, why=ran.line), ran
            )
        return ran.out.removesuffix("\n")

    def check_no_operation(self) -> None:
        """Raise PublishRefused while a merge, rebase, cherry-pick or revert is under way."""
        folder = Path(self._told("rev-parse", "--absolute-git-dir"))
        for left, operation in _OPERATIONS.items():
            if (folder / left).exists():
                raise PublishRefused(
                    _(
                        "{operation} is under way in {path}; finish or abort it first.",
                        operation=operation,
                        path=self.top,
                    )
                )

    def check_identity(self) -> None:
        """Raise PublishRefused when git does not know whose name stands on a commit."""
        for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
            if self._ask("var", who).code:
                raise PublishRefused(
                    _("git does not know your name and address; tell it before a commit."),
                    shell=_(
                        "Like this: {command}",
                        command='git config --global user.name "…" && git config --global user.email "…"',
                    ),
                )

    def check_not_ignored(self, name: str) -> None:
        """Raise PublishRefused when git would not take the file."""
        ran = self._ask("check-ignore", "--verbose", "--", name)
        if ran.code == 0:
            raise PublishRefused(
                _(
                    "git ignores {name} ({rule}); change that rule or the pattern.",
                    name=name,
                    rule=ran.out.partition("\t")[0],
                )
            )

    def check_nothing_staged(self, name: str) -> str:
        """Return a note on other changed files, empty when there are none; raises PublishRefused for staged ones."""
        entries = self._told("status", "--porcelain=v1", "-z", "--untracked-files=normal").split("\0")
        staged, others = [], 0
        while entries:
            entry = entries.pop(0)
            if not entry:
                continue
            state, path = entry[:2], entry[3:]
            if state[0] in "RC" and entries:
                entries.pop(0)
            if path == name:
                continue
            others += 1
            if state[0] not in " ?!":
                staged.append(path)
        if staged:
            raise PublishRefused(
                _(
                    "Something else is staged in {path} ({name}); commit it or take it back first.",
                    path=self.top,
                    name=staged[0],
                ),
                shell=_("See it: {command}", command=shlex.join(git(self.top, "status"))),
            )
        if not others:
            return ""
        return n_(
            "{n} other changed file stays out of the commit.", "{n} other changed files stay out of the commit.", others
        )

    def blob_of(self, name: str, data: bytes) -> str:
        """Return what git would call these contents of a file."""
        return self._told("hash-object", f"--path={name}", "--stdin", given=data)

    def staged_blob(self, name: str) -> str:
        """Return what git calls the staged contents of a file; empty when there are none."""
        ran = self._ask("rev-parse", "--verify", "--quiet", f":{name}")
        return ran.out.strip() if ran.code == 0 else ""

    def committed_blob(self, name: str) -> str:
        """Return what git calls the contents of a file in the last commit; empty when there are none."""
        ran = self._ask("rev-parse", "--verify", "--quiet", f"HEAD:{name}")
        return ran.out.strip() if ran.code == 0 else ""

    def check_push(self) -> bool:
        """Return whether there are commits to push; raises PublishRefused when git would not know where to."""
        ran = self._ask("symbolic-ref", "--quiet", "--short", "HEAD")
        branch = ran.out.strip()
        if ran.code or not branch:
            raise PublishRefused(
                _("{path} is on no branch, so nothing can be pushed; switch to one first.", path=self.top),
                shell=_("Like this: {command}", command=shlex.join(git(self.top, "switch", "main"))),
            )
        remotes = self._told("remote").split()
        if not remotes:
            raise PublishRefused(
                _("{path} has no remote to push to; add one, or publish without a push.", path=self.top),
                shell=_("Like this: {command}", command=shlex.join(git(self.top, "remote", "add", "origin", "URL"))),
            )
        tracking = self._ask("for-each-ref", "--format=%(push)", f"refs/heads/{branch}").out.strip()
        if not tracking and not self._pushes_new_branches(branch):
            remote = "origin" if "origin" in remotes else remotes[0]
            raise PublishRefused(
                _("git does not know where to push the branch {branch}; push it yourself once.", branch=branch),
                shell=f": {shlex.join(git(self.top, 'push', '--set-upstream', remote, branch))}",
            )
        if self._ask("rev-parse", "--verify", "--quiet", "HEAD").code:
            return False
        ahead = self._ask("rev-list", "--count", f"{tracking}..HEAD") if tracking else None
        return ahead is None or ahead.code != 0 or ahead.out.strip() != "0"

    def _pushes_new_branches(self, branch: str) -> bool:
        if self._ask("config", "--get", f"branch.{branch}.merge").code == 0:
            return True
        if self._ask("config", "--type=bool", "--get", "push.autoSetupRemote").out.strip() == "true":
            return True
        return self._ask("config", "--get", "push.default").out.strip() == "current"
