"""The merge driver: what git calls for a file of the log that two branches changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tracker.codec.lexicon import Templates
from tracker.codec.reading import Reading
from tracker.files import write_atomically
from tracker.store.syncing import KeptConflict
from tracker.sync.files import UnreadableFile, Versions, data_of, merge_file, records_of
from tracker.sync.git import Git
from tracker.sync.layout import ELSEWHERE, OWN_PATTERN, FileKind, Layout, format_of
from tracker.sync.records import conflict_record
from tracker.sync.worktree import DRIVER_CONFLICTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt


def drive(
    templates: Templates, environment: Mapping[str, str], files: tuple[Path, Path, Path], path: str, folder: Path
) -> bool:
    """Merge the files that git gives (base, ours, theirs) into ours; return whether they could be read.

    `path` is the file's place in the repository whose top is `folder`. What both changed is kept for the next sync,
    and never marked in the file.
    """
    base, ours, theirs = files
    git = Git(folder, environment)
    layout = layout_in(folder)
    if layout.kind_of(path) is FileKind.OTHER:
        # Someone else's, which a pattern of ours is too wide for: git's own way, marks and all.
        return git.ask("merge-file", str(ours), str(base), str(theirs)).code == 0
    versions = Versions(base.read_bytes() or None, ours.read_bytes(), theirs.read_bytes())

    def read(text: str, day: dt.date) -> Reading:
        return Reading.of(text, day, templates)

    try:
        merged = merge_file(layout, path, versions, read)
    except UnreadableFile:
        return False
    ours.write_bytes(merged.data)
    if merged.conflicts:
        _keep(git.git_folder() / DRIVER_CONFLICTS, merged.conflicts)
    return True


def layout_in(folder: Path) -> Layout:
    """Return how the log lies in a repository, as the file of its format says."""
    for home in ("", ELSEWHERE):
        file = folder / Layout(OWN_PATTERN, home).format
        if file.is_file():
            return Layout(format_of(file.read_bytes())[1] or OWN_PATTERN, home)
    return Layout(OWN_PATTERN, "")


def _keep(file: Path, conflicts: tuple[KeptConflict, ...]) -> None:
    known = records_of(file.read_bytes()) if file.exists() else {}
    write_atomically(file, data_of(known | {one.id: conflict_record(one) for one in conflicts}), private=True)
