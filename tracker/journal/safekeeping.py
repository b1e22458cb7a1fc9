"""Backups of the study log: made before what could lose something, looked at, and put back."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tracker.backup_names import Reason, backup_folder
from tracker.backups import Backup, list_backups, make_backup, problems_of, rotate, take_label
from tracker.database import DATABASE_ENDINGS, Displacement, bytes_of, copy_database, create_file, create_folder
from tracker.errors import Damaged, StoreError, TrackerError
from tracker.store import Store
from tracker.values import frozen
from tracker.wording import _, n_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.journal.journal import Journal


@frozen
class MadeBackup:
    """A backup, and what is to be said of it."""

    backup: Backup
    notice: str = ""
    """Said when it holds less than the one before it; empty otherwise."""


@frozen
class RestoredLog:
    """What a backup put in the log's place."""

    backup: Backup
    before: Path | None
    """A copy of what was there until then, to go back to; None when nothing was."""
    damaged: bool = False
    """Whether what was there could not be read, so that its file was moved away as it was."""


def back_up(path: Path, reason: Reason, now: dt.datetime, target: Path | None = None) -> MadeBackup:
    """Make a backup of the study log at `path`, let go of those too old, and say when it holds less than before.

    `target` names a file outside the usual folder, which is none of the rotation. Raises StoreError.
    """
    earlier = [one for one in list_backups(path) if one.holdings is not None]
    made = make_backup(path, reason, now, target)
    if target is None:
        rotate(path)
    return MadeBackup(made, _notice(made, earlier[0] if earlier else None))


def _notice(made: Backup, before: Backup | None) -> str:
    if made.unsound:
        return n_(
            "{n} day is not the text that was saved, here and in the backup: studylog doctor",
            "{n} days are not the texts that were saved, here and in the backup: studylog doctor",
            made.unsound,
        )
    if before is None or before.holdings is None or made.holdings is None:
        return ""
    if made.holdings.days < before.holdings.days:
        lost = before.holdings.days - made.holdings.days
        return n_(
            "The log holds {n} day less than its backup of {date}, which stays: {name}",
            "The log holds {n} days less than its backup of {date}, which stays: {name}",
            lost,
            date=f"{before.made_at:%Y-%m-%d %H:%M}",
            name=before.name,
        )
    if made.holdings.holds_less_than(before.holdings):
        return _(
            "The log holds much less text than its backup of {date}, which stays: {name}",
            date=f"{before.made_at:%Y-%m-%d %H:%M}",
            name=before.name,
        )
    return ""


def back_up_the_day(journal: Journal) -> None:
    """Make the day's backup; what is wrong is noted, and the change that it is made before goes on."""
    if journal.is_empty() or not journal.writable:
        return
    try:
        made = back_up(journal.path, Reason.DAILY, journal.now())
    except TrackerError as error:
        journal.notices.append(
            _("No backup could be made today; what you do is saved all the same. ({problem})", problem=error.sentence)
        )
        return
    if made.notice:
        journal.notices.append(made.notice)


def before_import(journal: Journal, *, replacing: bool) -> None:
    """Make a backup before days come in; raises StoreError, and then nothing may be taken in."""
    if journal.is_empty():
        return
    made = back_up(journal.path, Reason.REPLACE if replacing else Reason.IMPORT, journal.now())
    if made.notice:
        journal.notices.append(made.notice)


def restore_backup(path: Path, backup: Backup, now: dt.datetime, *, timeout: float = 5) -> RestoredLog:
    """Put what a backup holds in the place of the study log at `path`, whole or not at all, also under open windows.

    What was there is backed up first; a file that cannot be read any more is moved away as it is. Raises StoreError,
    for a damaged backup as well.
    """
    problems = problems_of(backup)
    if problems:
        raise StoreError(
            _("{name} cannot be put back: {problem}.", name=backup.name, problem=problems[0]),
            shell=_("Others: studylog backup list"),
        )
    with _brought_up_to_date(path, backup, now) as ready:
        if not path.exists() or path.stat().st_size == 0:
            _put_in_place(path, ready)
            return RestoredLog(backup, None)
        try:
            with closing(Store.open(path, create=False, now=now, timeout=timeout)) as store:
                made: list[Backup] = []
                with closing(sqlite3.connect(ready, isolation_level=None)) as source:
                    # What others write until the very last moment is in the copy that one can go back to.
                    store.overwrite_with(source, lambda: made.append(make_backup(path, Reason.RESTORE, now)))
        except Damaged:
            aside = _set_aside(path, now)
            _put_in_place(path, ready)
            return RestoredLog(backup, aside, damaged=True)
    rotate(path)
    return RestoredLog(backup, made[0].path)


@contextmanager
def _brought_up_to_date(path: Path, backup: Backup, now: dt.datetime) -> Iterator[Path]:
    """Yield a copy of the backup, in the log's folder, that this program's version can work with."""
    ready = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.restore.part")
    _remove(ready)
    try:
        copy_database(backup.path, ready, take_label)
        # A copy of a backup needs no backup of its own before a migration.
        Store.open(ready, create=False, now=now, backed_up=True).close()
        with closing(sqlite3.connect(ready, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        yield ready
    finally:
        _remove(ready)


def _remove(path: Path) -> None:
    for ending in DATABASE_ENDINGS:
        with suppress(OSError):
            path.with_name(path.name + ending).unlink()


def _put_in_place(path: Path, ready: Path) -> None:
    try:
        # What a log of the file before would say is not of this one.
        for ending in DATABASE_ENDINGS[:-1]:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        copy_database(ready, path)
    except OSError as error:
        raise StoreError(_("{path} cannot be written: {why}.", path=path, why=error.strerror)) from error


def _set_aside(path: Path, now: dt.datetime) -> Path:
    """Copy a file that cannot be read, and what lies beside it, to the backups, where nothing else is done to it."""
    aside = backup_folder(path) / f"{path.stem}-{now:%Y%m%d-%H%M%S}-damaged"
    try:
        create_folder(aside.parent)
        for ending in DATABASE_ENDINGS:
            part = path.with_name(path.name + ending)
            if part.exists():
                copy = aside.with_name(aside.name + ending)
                create_file(copy)
                copy.write_bytes(bytes_of(part))
    except OSError as error:
        raise StoreError(_("{path} cannot be written: {why}.", path=aside, why=error.strerror)) from error
    return aside


@frozen
class Recovered:
    """What was done about a file that was taken away or replaced."""

    displacement: Displacement
    sentence: str


def recover(journal: Journal) -> Recovered | None:
    """Go on after another program took the open file away or replaced it; return what was done, None when nothing was.

    A file that is gone is put back from what is open. What was open when another file took its place is kept as a
    backup, and the other is read from then on. Raises StoreError when it cannot be gone on with; nothing is lost then.
    """
    store, path = journal.store, journal.path
    store.keep_log()
    displacement = store.displacement
    if displacement is Displacement.GONE:
        try:
            store.put_back()
        except FileExistsError:
            displacement = Displacement.REPLACED
    if displacement is None:
        return None
    if displacement is Displacement.GONE:
        sentence = _("{path} was taken away by another program; it was put back from what is open here.", path=path)
    else:
        sentence = _kept_as(journal)
    store.reopen(now=journal.now())
    journal.rescued = None
    journal.forget()
    return Recovered(displacement, sentence)


def _kept_as(journal: Journal) -> str:
    """Keep what is open as a backup, and say so; what cannot be read any more is said as well."""
    try:
        # Once: what cannot be gone on with is looked at again and again.
        journal.rescued = journal.rescued or journal.store.rescue(journal.now())
    except Damaged:
        return _(
            "Another program put another file in the place of {path}. What was open cannot be read any more; shown is"
            " what the file holds now.",
            path=journal.path,
        )
    return _(
        "Another program put another file in the place of {path}. What was open is kept as {name}; shown is what"
        " the file holds now.",
        path=journal.path,
        name=journal.rescued.name,
    )
