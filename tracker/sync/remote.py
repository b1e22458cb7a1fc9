"""The repository that others send to as well."""

from __future__ import annotations

from tracker.errors import TrackerError
from tracker.publish.programs import TIMEOUT, ProgramFailed, useful_line
from tracker.sync.git import LONG_TIMEOUT, Git
from tracker.sync.settings import SyncSettings
from tracker.wording import _

_TOO_LATE = ("[rejected]", "(fetch first)", "(stale info)", "cannot lock", "reference already")
"""What git says when someone else has sent something meanwhile."""


class SyncRefused(TrackerError):
    """A repository cannot be synced as it is; nothing was lost on either side."""


class Remote:
    """Where a repository's branch is sent."""

    def __init__(self, git: Git, settings: SyncSettings) -> None:
        self._git = git
        self._name = settings.remote
        self._branch = settings.branch

    @property
    def is_there(self) -> bool:
        """Whether there is one at all."""
        return bool(self._name)

    @property
    def tracking(self) -> str:
        """git's name of what the branch was there when it was last looked at; empty when there is no remote."""
        return f"refs/remotes/{self._name}/{self._branch}" if self._name else ""

    def fetch(self, known: str) -> str:
        """Fetch the branch, of which a commit is `known` or none; return why it could not be, empty when it was."""
        if not self._name:
            return ""
        try:
            ran = self._git.ask(
                *("fetch", "--quiet", "--no-tags", "--no-auto-gc", "--no-recurse-submodules"),
                *("--", self._name, f"+refs/heads/{self._branch}:{self.tracking}"),
                timeout=TIMEOUT if known else LONG_TIMEOUT,
            )
        except ProgramFailed as error:
            return str(error.sentence)
        if ran.code and "couldn't find" in ran.err:
            # Nobody has sent anything there yet, or the branch is gone.
            self._git.ask("update-ref", "-d", self.tracking)
            return ""
        return useful_line(ran.err) or _("git fetch failed") if ran.code else ""

    def push(self, commit: str) -> bool:
        """Send a commit; return whether the remote has it, and not a later one of someone else's.

        Raises SyncRefused when it does not take it at all.
        """
        ran = self._git.ask("push", "--porcelain", "--", self._name, f"{commit}:refs/heads/{self._branch}")
        if ran.code == 0:
            return True
        if any(said in ran.out + ran.err for said in _TOO_LATE):
            return False
        refused = next((line.split("\t")[-1] for line in ran.out.split("\n") if line.startswith("!")), "")
        raise SyncRefused(
            _(
                "{remote} did not take it ({why}); all is kept in {path} and goes along with the next sync.",
                remote=self._name,
                why=useful_line(ran.err) or refused or ran.line,
                path=self._git.folder,
            )
        )
