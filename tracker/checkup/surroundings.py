"""Where the log lies: whether the folder can be trusted with it, who can read it, its backups, what was left over."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from glob import escape
from pathlib import Path

from tracker.backup_names import backup_folder
from tracker.backups import Backup, list_backups, problems_of
from tracker.checkup.finding import Finding, from_home, look, sound, wrong
from tracker.database import FILE_MODE, FOLDER_MODE, uri_of
from tracker.schema import APPLICATION_ID
from tracker.wording import _, n_

_CLOUDS = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "icloud drive": "iCloud",
    "icloud": "iCloud",
    "cloudstorage": "CloudStorage",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "mybox": "네이버 MYBOX",
    "naver mybox": "네이버 MYBOX",
    "pcloud drive": "pCloud",
    "koofr": "Koofr",
}
"""Folders that a program keeps in step with other machines, by the beginning of their name in small letters."""
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_REMOTE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs", "vboxsf"}
"""File systems on which the shared memory of a write-ahead log, or its locks, cannot be relied on."""
_LEFT_OVER_SECONDS = 3600
"""A file under way is done long before."""
_OLD_BACKUP = dt.timedelta(days=14)


def check_surroundings(database: Path, environment: Mapping[str, str], now: dt.datetime) -> Iterator[Finding]:
    """Yield what is found around a database, whether or not it can be opened."""
    yield _folder(database, environment)
    yield _modes(database)
    yield _left_over(database)
    yield from _backups(database, now)


def _folder(database: Path, environment: Mapping[str, str]) -> Finding:
    folder = Path(os.path.realpath(database.parent))
    cloud = cloud_of(folder, environment)
    if cloud is not None:
        return look(
            "folder",
            _("{path} lies in a folder that {cloud} keeps in step; a database that is open can be broken by that.",
              path=from_home(database), cloud=cloud),
            _("Keep it elsewhere (STUDYLOG_DB names the file), and take what you want elsewhere with: studylog export"),
        )  # fmt: skip
    system = remote_system_of(folder)
    if system is not None:
        return look(
            "folder",
            _(
                "{path} lies on {system}, where two programs cannot be kept apart safely.",
                path=from_home(database),
                system=system,
            ),
            _("Use it from one machine at a time, or keep it on a disk of this one (STUDYLOG_DB names the file)."),
        )
    return sound("folder", _("{path} is a folder of this machine", path=from_home(database.parent)))


def cloud_of(folder: Path, environment: Mapping[str, str]) -> str | None:
    """Return the name of the service that keeps a folder in step with other machines; None when none is known to."""
    for name in _CLOUD_VARIABLES:
        value = environment.get(name)
        if value and folder.is_relative_to(value):
            return "OneDrive"
    for part in folder.parts:
        small = part.casefold()
        for beginning, cloud in _CLOUDS.items():
            rest = small.removeprefix(beginning)
            # `Dropbox (Personal)`, `OneDrive - Company`, `GoogleDrive-name@example.com`.
            if rest != small and (not rest or not rest[0].isalnum()):
                return cloud
    for parent in (folder, *folder.parents):
        if (parent / ".stfolder").exists():
            return "Syncthing"
    return None


def remote_system_of(folder: Path, mounts: str | None = None) -> str | None:
    """Return the file system a folder lies on when that is another machine's; None when it is not, or nobody can tell.

    `mounts` has the form of `/proc/mounts`; None reads that.
    """
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text("utf-8", "replace")
        except OSError:
            return None
    best: tuple[int, str] | None = None
    for line in mounts.split("\n"):
        words = line.split(" ")
        if len(words) > 2:
            place = Path(words[1].replace("\\040", " "))
            if folder.is_relative_to(place) and (best is None or len(place.parts) >= best[0]):
                best = len(place.parts), words[2]
    return best[1] if best is not None and best[1] in _REMOTE_SYSTEMS else None


def _modes(database: Path) -> Finding:
    if sys.platform == "win32":
        return sound("privacy", _("who can read it is what the folder allows"))
    open_ones = list(_open_to_others(database)) if _is_study_log(database) else []
    if not open_ones:
        return sound("privacy", _("no one else can read the log or its backups"))

    def mend() -> str:
        for path, mode in open_ones:
            path.chmod(mode)
        return n_("{n} file is yours alone now", "{n} files are yours alone now", len(open_ones))

    return look(
        "privacy",
        n_("{n} file can be read by others: {path}", "{n} files can be read by others, such as {path}",
           len(open_ones), path=from_home(open_ones[0][0])),
        mend=mend,
    )  # fmt: skip


def _is_study_log(database: Path) -> bool:
    """Return whether a file is one of ours: nothing else is to be touched."""
    if not database.is_file() or database.is_symlink():
        return False
    # By SQLite, which alone may open and close a file that it has open: see `bytes_of`. Where it may write, it leaves
    # nothing beside the file.
    for mode in ("rw", "ro"):
        with suppress(sqlite3.Error), closing(sqlite3.connect(uri_of(database, mode), uri=True)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    return False


def _open_to_others(database: Path) -> Iterator[tuple[Path, int]]:
    """Yield what others may read of our files, with the mode it should have; the log's own folder is the person's."""
    files = [database.with_name(database.name + ending) for ending in ("", "-wal", "-shm")]
    folders = [backup_folder(database), *(database.parent / name for name in ("reports", "unsaved"))]
    folders = [folder for folder in folders if folder.is_dir() and not folder.is_symlink()]
    for folder in folders:
        with suppress(OSError):
            files += [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    for path, mode in [*((path, FILE_MODE) for path in files), *((path, FOLDER_MODE) for path in folders)]:
        with suppress(OSError):
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                yield path, mode


def _backups(database: Path, now: dt.datetime) -> Iterator[Finding]:
    backups = list_backups(database)
    if not backups:
        yield look(
            "backups",
            _("there is no backup yet"),
            _("One is made before each day's first change; now: studylog backup now"),
        )
        return
    broken = [(backup, problems) for backup in backups if (problems := problems_of(backup))]
    for backup, problems in broken:
        # One that was made of a spoilt log says so of itself, and holds what there was.
        grave = look if backup.unsound else wrong
        yield grave("backups", f"{backup.name}: {problems[0]}", _("Do not count on it; take the file away."))
    good = [backup for backup in backups if backup not in [one for one, _problems in broken]]
    if good:
        yield _newest(good, now)


def _newest(backups: list[Backup], now: dt.datetime) -> Finding:
    newest = backups[0]
    sentence = n_(
        "{n} backup, verified; the newest is of {date}",
        "{n} backups, verified; the newest is of {date}",
        len(backups),
        date=f"{newest.made_at:%Y-%m-%d %H:%M}",
    )
    if now - newest.made_at > _OLD_BACKUP:
        return look("backups", sentence, _("Make one: studylog backup now"))
    return sound("backups", sentence)


def _left_over(database: Path) -> Finding:
    files = list(_left_over_files(database))
    if not files:
        return sound("leftovers", _("nothing was left half made"))

    def mend() -> str:
        for path in files:
            path.unlink(missing_ok=True)
        return n_("{n} file was taken away", "{n} files were taken away", len(files))

    return look(
        "leftovers",
        n_("{n} file was left half made by a program that was ended: {path}",
           "{n} files were left half made by programs that were ended, such as {path}", len(files),
           path=from_home(files[0])),
        mend=mend,
    )  # fmt: skip


def _left_over_files(database: Path) -> Iterator[Path]:
    patterns: tuple[tuple[Path, tuple[str, ...]], ...] = (
        (database.parent, (f".{escape(database.name)}.*.part*", ".studylog-*.tmp")),
        (backup_folder(database), (".*.part*",)),
    )
    for folder, names in patterns:
        for name in names:
            for path in sorted(folder.glob(name)):
                with suppress(OSError):
                    if path.is_file() and time.time() - path.stat().st_mtime > _LEFT_OVER_SECONDS:
                        yield path
