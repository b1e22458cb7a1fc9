"""A state of the log's files under way: what is here, with what was made of them elsewhere brought in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from tracker.merging.one_line import Clocked
from tracker.publish.programs import ProgramFailed
from tracker.store.syncing import KeptConflict
from tracker.sync import records
from tracker.sync.files import UnreadableFile, Versions, data_of, merge_file, records_of, text_of, without_markers
from tracker.sync.git import Blob, Content, FileChange, Git, blob_name
from tracker.sync.layout import FileKind
from tracker.sync.log import LogFiles
from tracker.wording import _

_OF_OTHERS = (FileKind.OTHER, FileKind.FORMAT)
_RECORDS = (FileKind.SESSIONS, FileKind.RECORDS)


class Version:
    """What each of the log's files is to hold; those that a merge touches have to be among them."""

    def __init__(
        self, git: Git, log: LogFiles, files: Mapping[str, bytes | None], held: Mapping[str, str] | None = None
    ) -> None:
        self.git = git
        self.log = log
        self.files = dict(files)
        self.held = dict(held or {})
        """Files that could not be read when they were last looked at, and git's name of what they held before that;
        empty when they were not there."""
        self.conflicts: list[KeptConflict] = []
        self._stuck: dict[str, Blob] = {}
        self._blobs: dict[str, bytes] = {}

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Files that are not what lies at such a place: the repository keeps them, and the log what it has."""
        return tuple(sorted(self._stuck))

    def merge(self, changes: Iterable[FileChange], commit: str) -> None:
        """Bring in what became of files in a commit."""
        own = [change for change in changes if self.log.layout.kind_of(change.path) not in _OF_OTHERS]
        blobs = [blob.name for change in own for blob in (change.old, change.new) if blob is not None and blob.is_file]
        self._blobs = self.git.contents([*blobs, *(self.held.get(change.path, "") for change in own)])
        for change in own:
            self._merge_file(change, commit)

    def _merge_file(self, change: FileChange, commit: str) -> None:
        path = change.path
        before, was_readable = self._before(change)
        try:
            theirs = self._readable(path, change.new)
            if self.log.layout.date_of(path) is not None:
                before = self._without_markers(path, before, None, keep=False)
                theirs = self._without_markers(path, theirs, before)
            self._merge_versions(path, before, theirs, commit)
        except UnreadableFile:
            if change.new is not None:
                self._stuck.setdefault(path, change.new)
                self.held.setdefault(path, change.old.name if was_readable and change.old is not None else "")
            return
        if self._stuck.get(path, change.old) == change.old:
            # It was mended.
            self._stuck.pop(path, None)
            self.held.pop(path, None)

    def _merge_versions(self, path: str, before: bytes | None, theirs: bytes | None, commit: str) -> None:
        mine = self.files[path]
        if theirs in (mine, before):
            return
        if mine == before or (mine is None and self.log.layout.kind_of(path) not in _RECORDS):
            self.files[path] = theirs
        elif self.log.layout.kind_of(path) in _RECORDS:
            versions = Versions(before, mine or b"", theirs or b"")
            self.files[path] = merge_file(self.log.layout, path, versions, self.log.reading).data or None
        elif theirs is not None and mine is not None:
            clocked = self._clocked(path, commit) if before is None else None
            merged = merge_file(self.log.layout, path, Versions(before, mine, theirs), self.log.reading, clocked)
            self.files[path] = merged.data
            self.conflicts += merged.conflicts
        # Else it was deleted there and changed here: what was changed stays.

    def _before(self, change: FileChange) -> tuple[bytes | None, bool]:
        """Return what a file held when both began, and whether that could be read; else the last that could."""
        with suppress(UnreadableFile):
            return self._readable(change.path, change.old), True
        return self._blobs.get(self.held.get(change.path, "")), False

    def _readable(self, path: str, blob: Blob | None) -> bytes | None:
        """Return what a file holds; raises UnreadableFile when that is not what lies at such a place."""
        if blob is None:
            return None
        if not blob.is_file:
            raise UnreadableFile
        data = self._blobs.get(blob.name)
        if data is None:
            raise ProgramFailed(_("{path} is damaged; see: {command}", path=self.git.folder, command="git fsck"))
        self.log.check(path, data, (other for other, held in self.files.items() if held is not None))
        return data

    def _without_markers(
        self, path: str, data: bytes | None, before: bytes | None, *, keep: bool = True
    ) -> bytes | None:
        """Return a day without the marks that git left in it, both sides of them brought together."""
        if data is None or b"<<<<<<<" in (self.files[path] or b""):
            # Somebody wrote about such marks.
            return data
        parts = without_markers(text_of(data))
        if parts is None:
            return data
        base, mine, theirs = (part.encode() if part is not None else before for part in parts)
        versions = Versions(base, mine or b"", theirs or b"")
        merged = merge_file(self.log.layout, path, versions, self.log.reading)
        if keep:
            self.conflicts += merged.conflicts
        return merged.data

    def _clocked(self, path: str, commit: str) -> Clocked | None:
        """Return what sessions explain of a day's time, here and in a commit; None for another file than a day."""
        day = self.log.layout.date_of(path)
        if day is None:
            return None
        with suppress(UnreadableFile):
            (month,) = self.git.files_in(commit, self.log.layout.sessions_path(day.isoformat()[:7]))
            return self.log.clocked(day, month)
        return None

    def put_conflicts(self, more: Iterable[KeptConflict] = ()) -> None:
        """Have the file of conflicts hold those that came up, and of `more` those whose lines stand in their file."""
        path = self.log.layout.conflicts
        found = [*self.conflicts, *(one for one in more if one.kept in (self.files.get(one.path) or b"").decode())]
        if found:
            known = records_of(self.files[path] or b"")
            self.files[path] = data_of({one.id: records.conflict_record(one) for one in found} | known)

    def against(self, commit: str) -> dict[str, Content]:
        """Return the files that a commit holds differently, with what they are to hold."""
        names = self.git.names_in(commit, self.files)
        contents: dict[str, Content] = {path: self._stuck.get(path, data) for path, data in sorted(self.files.items())}
        return {path: content for path, content in contents.items() if names.get(path, "") != _name(content, commit)}


def _name(content: Content, commit: str) -> str:
    if content is None:
        return ""
    # Where there is no commit everything differs.
    return content.name if isinstance(content, Blob) else blob_name(content, len(commit)) if commit else "new"
