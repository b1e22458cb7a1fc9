"""Bringing the log and the repository in step: what either changed since they last were goes to the other."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from tracker.codec.merge import merge
from tracker.journal.journal import Journal
from tracker.store.syncing import Unsynced
from tracker.sync.commits import NewCommit, make_commits
from tracker.sync.files import UnreadableFile, text_of
from tracker.sync.git import Blob, Content, FileChange, Git, check_git
from tracker.sync.layout import FORMAT, FileKind, format_of
from tracker.sync.log import ChangedMeanwhile, LogFiles
from tracker.sync.remote import Remote, SyncRefused
from tracker.sync.settings import Step, last_step, needed_settings, remember_step
from tracker.sync.templates import print_of
from tracker.sync.version import Version
from tracker.sync.worktree import FolderState, Worktree
from tracker.values import frozen, replace
from tracker.wording import _, n_

Progress = Callable[[str], None]
"""Called with what is being done, for people."""
_MOST_ROUNDS = 8
"""How often a sync begins again because the remote, or the log, was changed meanwhile."""


@frozen
class Synced:
    """What a sync did."""

    sent: int
    """Files that went to the repository."""
    received: int
    """Files that came from it."""
    conflicts: int
    """How many a person has to choose between, new and old."""
    unreadable: tuple[str, ...]
    """Files that are not what lies at such a place; they stay as they are."""
    pushed: bool
    """Whether the remote got anything, also what an earlier sync could not send."""
    offline: str
    """Why the remote could not be reached; empty when it was, or when there is none."""

    @property
    def line(self) -> str:
        """What was done, in one line for a person."""
        if not self.sent and not self.received:
            return _("in step: what waited was sent") if self.pushed else _("in step: nothing new")
        sent = n_("{n} file sent", "{n} files sent", self.sent)
        received = n_("{n} received", "{n} received", self.received)
        return _("in step: {sent}, {received}", sent=sent, received=received)


@frozen
class _Commits:
    """The commits that a step begins with; empty where there is none."""

    base: str
    """What the log was in step with, as far as the folder's branch has that."""
    synced: str
    """What the log was in step with."""
    head: str
    """What the folder is on."""
    remote: str
    """What the remote was on when it was last looked at."""
    remote_base: str
    """The newest that the folder and the remote have in common."""


class Syncing:
    """One sync of a log."""

    def __init__(
        self, journal: Journal, environment: Mapping[str, str], progress: Progress = lambda said: None
    ) -> None:
        self.journal = journal
        self.settings = needed_settings(journal)
        self.layout = self.settings.layout
        self.progress = progress
        check_git(environment)
        if not (self.settings.path / ".git").exists():
            raise SyncRefused(
                _("{path} is no git repository any more; set sync up again.", path=self.settings.folder),
                shell=_("Like this: {command}", command="studylog sync init"),
            )
        self.git = Git(self.settings.path, environment)
        self.remote = Remote(self.git, self.settings)
        self.log = LogFiles(journal, self.layout)
        self.tree = Worktree(self.git, self.layout)
        self._counts: Counter[str] = Counter()
        self._unreadable: tuple[str, ...] = ()

    def run(self) -> Synced:
        """Bring both in step; raises SyncRefused and ProgramFailed where a person has to do something first."""
        if not self.journal.writable:
            with self.journal.store.transaction():
                # Says why.
                pass
        with self.tree.alone():
            self._check_operation()
            self.tree.finish()
            offline, known = "", last_step(self.journal).commit
            for _round in range(_MOST_ROUNDS):
                state = self._state()
                offline = offline or self._fetched(known)
                with suppress(ChangedMeanwhile):
                    tip, remote = self._step(state)
                    if offline or not self.remote.is_there or not tip or tip == remote or self._pushed(tip):
                        break
            else:
                raise SyncRefused(_("The remote changes faster than it can be synced with; try again in a minute."))
        conflicts = len(self.journal.store.sync.kept_conflicts())
        sent, received, pushed = (self._counts[what] for what in ("sent", "received", "pushed"))
        return Synced(sent, received, conflicts, self._unreadable, bool(pushed), offline)

    def _fetched(self, known: str) -> str:
        if self.remote.is_there:
            self.progress(_("fetching from {remote}", remote=self.settings.remote))
        return self.remote.fetch(known)

    def _pushed(self, tip: str) -> bool:
        self.progress(_("sending to {remote}", remote=self.settings.remote))
        pushed = self.remote.push(tip)
        self._counts["pushed"] += pushed
        return pushed

    def _check_operation(self) -> None:
        operation = self.tree.operation()
        if operation:
            raise SyncRefused(
                _(
                    "git {operation} is under way in {path}; finish or abort it, then sync again.",
                    operation=operation,
                    path=self.settings.folder,
                )
            )

    def _state(self) -> FolderState:
        """Return how the folder is, after what was changed there by hand is committed; raises SyncRefused."""
        folder, branch = self.settings.folder, self.settings.branch
        self._check_operation()
        state = self.tree.state()
        if state.branch != branch:
            raise SyncRefused(
                _("{path} is not on its branch {branch}; go back to it, then sync again.", path=folder, branch=branch),
                shell=_("Like this: {command}", command=shlex.join(["git", "-C", folder, "switch", branch])),
            )
        if state.by_hand:
            return replace(state, head=self.tree.commit_by_hand(state.by_hand), by_hand=())
        return state

    def _step(self, state: FolderState) -> tuple[str, str]:
        """Bring the log, the folder and what is known of the remote to one state; raises ChangedMeanwhile.

        Return the commit they all are on, and the one that the remote is known to be on.
        """
        step, noted = last_step(self.journal), self.journal.store.sync.unsynced()
        synced, remote = self.git.commits_of(step.commit, self.remote.tracking)
        prints, left = self.log.templates.prints(), self.tree.conflicts_of_driver()
        news = noted or left or step.held or prints != step.templates
        if synced and synced == state.head and remote in ("", synced) and not news:
            return synced, remote
        base = self.git.merge_base(synced, state.head)
        commits = _Commits(base, synced, state.head, remote, self.git.merge_base(state.head, remote))
        self._check_formats(commits)
        held = step.held if base else {}
        received = self.git.changes(commits.remote_base, remote) if remote else []
        in_folder = [*self._of_held(held, state.head), *self._changes_but(held, base, state.head)]
        touched = [*in_folder, *received, *(self.git.changes(base, synced) if base != synced else [])]
        paths = {path for one in noted for path in self.log.paths_of(one)} | {self.layout.conflicts}
        paths |= {path for path in {*prints, *step.templates} if prints.get(path) != step.templates.get(path)}
        paths |= {change.path for change in touched if self.layout.kind_of(change.path) is not FileKind.OTHER}
        if not base:
            paths |= {*self.log.every_path()}
        mine = {path: self.log.read(path) for path in sorted(paths)}
        version = Version(self.git, self.log, mine, held)
        version.merge(in_folder, state.head)
        version.put_conflicts(left)
        tip = self._merged(version, commits, received, state)
        self._take_over(version, mine, state.head, Step(tip, version.held, prints), noted)
        if left:
            self.tree.forget_conflicts_of_driver()
        return tip, remote

    def _of_held(self, held: Mapping[str, str], head: str) -> list[FileChange]:
        """Return files that could not be read as changed against what they held before that, so they are read again."""
        there, known = self.git.entries(head, held), self.git.contents(held.values())
        return [
            FileChange(path, Blob("100644", name) if name in known else None, there.get(path))
            for path, name in held.items()
        ]

    def _changes_but(self, held: Mapping[str, str], old: str, new: str) -> list[FileChange]:
        return [change for change in self.git.changes(old, new) if change.path not in held]

    def _check_formats(self, commits: _Commits) -> None:
        """Raise SyncRefused for a commit that this program, or these settings, cannot be in step with."""
        for commit in {commits.head, commits.remote} - {commits.synced, ""}:
            (data,) = self.git.files_in(commit, self.layout.format)
            number, pattern = format_of(data)
            if number > FORMAT:
                raise SyncRefused(
                    _("The repository was written by a newer studylog."),
                    shell=_("Update: {command}", command="pipx upgrade studylog"),
                )
            if pattern and pattern != self.layout.pattern:
                raise SyncRefused(
                    _("Days lie at {pattern} in the repository by now; set sync up again.", pattern=pattern),
                    shell=_("Like this: {command}", command="studylog sync init"),
                )

    # Commits

    def _merged(self, version: Version, commits: _Commits, received: list[FileChange], state: FolderState) -> str:
        """Return a commit that has the version, with what the remote has brought in; empty for nothing at all."""
        head, remote, fresh = commits.head, commits.remote, not commits.base
        is_behind = bool(remote) and commits.remote_base != remote
        tip = head
        if head or not is_behind:
            tip = self._committed(version.against(head), head, fresh=fresh)
        if not is_behind:
            return tip
        others = self._others(commits, received, state)
        version.merge(received, remote)
        version.put_conflicts()
        if tip == commits.remote_base:
            return self._committed(version.against(remote), remote, fresh=fresh)
        self.progress(_("bringing two machines together"))
        said = _("studylog: two machines brought together")
        return make_commits(self.git, [NewCommit(said, version.against(tip) | others, [tip, remote])])

    def _committed(self, files: Mapping[str, Content], parent: str, *, fresh: bool) -> str:
        """Return a commit in which these files are changed; the parent when none is."""
        self._counts["sent"] += sum(path not in (self.layout.format, self.layout.conflicts) for path in files)
        if not files:
            return parent
        if not parent and not self.layout.home:
            files = {**files, ".gitattributes": self.layout.attributes().encode()}
        parts = list(self._by_month(files).values()) if fresh else [files]
        commits = [
            NewCommit(self._said(part), part, [":"] if n else [parent] if parent else [])
            for n, part in enumerate(parts)
        ]
        return make_commits(self.git, commits)

    def _by_month(self, files: Mapping[str, Content]) -> dict[str, dict[str, Content]]:
        """Return the days and sessions of each month, then all that is kept beside them."""
        months: dict[str, dict[str, Content]] = {}
        for path, content in files.items():
            day = self.layout.date_of(path)
            month = day.isoformat()[:7] if day is not None else self.layout.month_of(path)
            # After every month.
            months.setdefault(month or "~", {})[path] = content
        return dict(sorted(months.items()))

    def _said(self, files: Iterable[str]) -> str:
        """Return the message of a commit: how many days of which month, and no word of theirs."""
        days = [day for day in map(self.layout.date_of, files) if day is not None]
        months = {day.isoformat()[:7] for day in days}
        if not days:
            return _("studylog: what is kept beside the days")
        if len(months) == 1:
            return n_("studylog: {n} day of {month}", "studylog: {n} days of {month}", len(days), month=months.pop())
        return n_("studylog: {n} day", "studylog: {n} days", len(days))

    def _others(self, commits: _Commits, received: list[FileChange], state: FolderState) -> dict[str, Content]:
        """Return what someone else's files become that the remote has changed; raises SyncRefused where both did."""
        theirs = [change for change in received if self.layout.kind_of(change.path) is FileKind.OTHER]
        if not theirs:
            return {}
        mine = {change.path: change.new for change in self.git.changes(commits.remote_base, commits.head)}
        becomes: dict[str, Content] = {}
        for change in theirs:
            found = mine.get(change.path, change.old)
            if change.path in state.others:
                raise self._to_be_merged(change.path)
            if change.new != found:
                becomes[change.path] = change.new if found == change.old else self._other(change, found)
        return becomes

    def _other(self, change: FileChange, found: Blob | None) -> Blob:
        """Return what someone else's file becomes that was changed on both sides; raises SyncRefused."""
        if (
            change.old is None
            or change.new is None
            or found is None
            or not all(b.is_file for b in (change.old, change.new, found))
        ):
            raise self._to_be_merged(change.path)
        contents = self.git.contents([change.old.name, found.name, change.new.name])
        with suppress(UnreadableFile, KeyError):
            old, mine, theirs = (text_of(contents[blob.name]) for blob in (change.old, found, change.new))
            merged = merge(old, mine, theirs)
            if not merged.conflicts:
                mode = change.new.mode if found.mode == change.old.mode else found.mode
                return Blob(mode, self.git.told("hash-object", "-w", "--stdin", given=merged.text.encode()))
        raise self._to_be_merged(change.path)

    def _to_be_merged(self, path: str) -> SyncRefused:
        folder, remote = self.settings.folder, f"{self.settings.remote}/{self.settings.branch}"
        return SyncRefused(
            _("{name} was changed here and on the other side; bring it together yourself, then sync again.", name=path),
            shell=_("Like this: {command}", command=shlex.join(["git", "-C", folder, "merge", remote])),
        )

    # Taking over

    def _take_over(
        self, version: Version, mine: Mapping[str, bytes | None], head: str, step: Step, noted: list[Unsynced]
    ) -> None:
        """Have the folder and the log hold the new state, the log last: until then the next sync does it all again."""
        received = {
            path: data for path, data in version.files.items() if data != mine[path] and path != self.layout.format
        }
        if step.commit != head:
            self.progress(_("bringing {path} up to date", path=self.settings.folder))
            self.tree.move_on(self.settings.branch, head, step.commit)
        store = self.journal.store
        with store.transaction():
            newest = store.sync.newest_unsynced()
            if received:
                self.log.write(received, mine)
            # What was written just now came from there.
            store.sync.forget_unsynced_after(newest)
            store.sync.forget_unsynced([one.number for one in noted])
            remember_step(self.journal, replace(step, templates=self._prints(step.templates, received)))
        self._counts["received"] += sum(path != self.layout.conflicts for path in received)
        self._unreadable = version.unreadable

    def _prints(self, prints: Mapping[str, str], received: Mapping[str, bytes | None]) -> dict[str, str]:
        """Return what templates are known by, those that came among them."""
        now = dict(prints)
        for path, data in received.items():
            if self.layout.kind_of(path) is FileKind.TEMPLATE and self.log.read(path) == data:
                now.pop(path, None)
                if data is not None:
                    now[path] = print_of(data)
        return now
