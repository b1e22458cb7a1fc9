"""What waits to be synced, and what was, without asking anyone else."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.journal.journal import Journal
from tracker.sync.git import Git
from tracker.sync.settings import last_step, needed_settings
from tracker.values import frozen

_MOST_COMMITS = 50


@frozen
class SyncStatus:
    """How far the log and the repository are from each other."""

    folder: str
    remote: str
    """Its address; empty when there is none."""
    changed: int
    """Days, months of sessions and the like that were changed here since the last sync."""
    ahead: int
    """Commits that the remote does not have, as far as is known here."""
    behind: int
    conflicts: int
    last: str
    """When the last sync was, as ISO 8601 has it; empty before the first."""


@frozen
class SyncCommit:
    """A commit that carried the log."""

    name: str
    made_at: str
    """As ISO 8601 has it."""
    author: str
    message: str
    """Its first line."""


def status(journal: Journal, environment: Mapping[str, str]) -> SyncStatus:
    """Return what waits; raises NotFound while sync is not set up, and ProgramFailed."""
    settings = needed_settings(journal)
    git = Git(settings.path, environment)
    remote = git.ask("remote", "get-url", "--", settings.remote).out.strip() if settings.remote else ""
    commit = last_step(journal).commit
    tracking = f"refs/remotes/{settings.remote}/{settings.branch}"
    counted = git.ask("rev-list", "--left-right", "--count", f"HEAD...{tracking}") if settings.remote else None
    ahead, behind = (map(int, counted.out.split())) if counted is not None and counted.code == 0 else (0, 0)
    if counted is not None and counted.code and git.commit_of("HEAD"):
        ahead = int(git.told("rev-list", "--count", "HEAD"))
    return SyncStatus(
        settings.folder,
        remote,
        len(journal.store.sync.unsynced()) if commit else len(journal.dates()),
        ahead,
        behind,
        len(journal.store.sync.kept_conflicts()),
        git.ask("show", "--no-patch", "--no-show-signature", "--format=%cI", commit).out.strip() if commit else "",
    )


def commits(journal: Journal, environment: Mapping[str, str]) -> list[SyncCommit]:
    """Return the newest commits, the newest first; raises NotFound while sync is not set up, and ProgramFailed."""
    git = Git(needed_settings(journal).path, environment)
    if not git.commit_of("HEAD"):
        return []
    lines = git.told(
        "log", "--no-show-signature", f"--max-count={_MOST_COMMITS}", "--format=%H%x00%cI%x00%an%x00%s"
    ).split("\n")
    return [SyncCommit(*line.split("\0")) for line in lines if line]
