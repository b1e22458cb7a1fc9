"""Backups of a database: made whole and verified, named by when and why, and let go by age."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from tracker.backup_names import Reason, backup_folder, own_name
from tracker.database import copy_database, uri_of
from tracker.errors import NotFound, StoreError, nearest
from tracker.later import later
from tracker.regex import regex
from tracker.values import as_dict, frozen, replace
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import hashlib
    import json
else:
    hashlib, json = later("hashlib"), later("json")

KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 7, 4, 12
"""How many days, weeks and months back the newest backup of each is kept."""
KEPT_BEFORE_SOMETHING = 5
KEPT_BEFORE_SOMETHING_FOR = dt.timedelta(days=30)
"""How many of those made before an import, a restore and the like are kept besides, and how long all of them are."""
KEPT_UNSOUND = 3
"""How many of those are kept that hold a text which is not the one that was saved."""

_LABEL = "backup"
"""Under which setting a backup says of itself what it holds."""
_NAME = regex(r"(.*)-(\d{8}-\d{6})-([a-z]+)(?:-\d+)?\.db")
"""The log's own name, when it was made, and why."""
_Span = Callable[[dt.datetime], Hashable]
"""Returns the day, week or month that an instant lies in."""


@frozen
class Holdings:
    """How much a database holds."""

    days: int
    characters: int
    """Of all days' texts."""
    sessions: int

    def holds_less_than(self, other: Holdings) -> bool:
        """Return whether something may be missing here: a day, or a tenth of the text or of the sessions."""
        return (
            self.days < other.days
            or self.characters * 10 < other.characters * 9
            or self.sessions * 10 < other.sessions * 9
        )


@frozen
class Backup:
    """A copy of the database in a file of its own."""

    path: Path
    made_at: dt.datetime
    """With the offset that held then."""
    reason: Reason
    holdings: Holdings | None
    """None when the file cannot be read as a study log."""
    unsound: int = 0
    """How many of its texts were not those that had been saved when it was made."""

    @property
    def name(self) -> str:
        """The file's name, by which it can be asked for."""
        return self.path.name

    @property
    def size(self) -> int:
        """Bytes; 0 when the file is gone."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def make_backup(
    database: Path,
    reason: Reason,
    now: dt.datetime,
    target: Path | None = None,
    *,
    opened: sqlite3.Connection | None = None,
) -> Backup:
    """Copy a database as it is at this moment, also while others write it, and verify the copy.

    `target` None names it by time and reason among the other backups; `opened` is read in the place of the file, where
    that is no longer the one that is open. It appears whole or not at all. Raises StoreError.
    """
    try:
        path = target or _free_name(database, f"{now:%Y%m%d-%H%M%S}-{reason}")
    except OSError as error:
        raise StoreError(
            _("{path} cannot be used: {why}.", path=backup_folder(database), why=error.strerror)
        ) from error
    made: list[Backup] = []

    def label(copy: sqlite3.Connection) -> None:
        held, unsound = _holdings(copy), len(changed_texts(copy))
        made.append(Backup(path, now, reason, held, unsound))
        value = json.dumps({"made_at": now.isoformat(), "reason": reason.value, "unsound": unsound, **as_dict(held)})
        copy.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (_LABEL, value),
        )

    copy_database(opened or database, path, label)
    return made[0]


def _free_name(database: Path, name: str) -> Path:
    folder, number = backup_folder(database), 1
    path = folder / f"{own_name(database)}-{name}.db"
    while path.exists():
        number += 1
        path = folder / f"{own_name(database)}-{name}-{number}.db"
    return path


def take_label(connection: sqlite3.Connection) -> None:
    """Take out of a database that was made from a backup what the backup said of itself."""
    connection.execute("DELETE FROM settings WHERE key = ?", (_LABEL,))


def list_backups(database: Path) -> list[Backup]:
    """Return the backups of a database, newest first; raises StoreError when their folder cannot be read.

    Those of another log in the same folder are none of them; a file whose name says nothing is.
    """
    folder = backup_folder(database)
    if not folder.exists() and not folder.is_symlink():
        return []
    try:
        paths = [folder / name for name in os.listdir(folder) if name.endswith(".db") and not name.startswith(".")]
        paths = [path for path in paths if path.is_file() and _log_of(path) in (None, own_name(database))]
        paths = [path for path in paths if not (database.exists() and path.samefile(database))]
    except OSError as error:
        raise StoreError(_("{path} cannot be read: {why}.", path=folder, why=error.strerror)) from error
    # One that the person gave another name is theirs to keep, whatever it says of itself.
    found = (read_backup(path) for path in paths)
    return _newest_first(
        backup if _log_of(backup.path) is not None else replace(backup, reason=Reason.MANUAL) for backup in found
    )


def _log_of(path: Path) -> str | None:
    """Return the name of the log that a backup is of; None when its own says nothing."""
    named = _NAME.fullmatch(path.name)
    return named[1] if named is not None and named[3] in list(Reason) else None


def read_backup(path: Path) -> Backup:
    """Return a file as the backup it says it is; one that says nothing is of when the file was written."""
    with suppress(OSError, sqlite3.Error, ValueError, KeyError, TypeError), closing(_open(path)) as connection:
        row = connection.execute("SELECT value FROM settings WHERE key = ?", (_LABEL,)).fetchone()
        if row is None:
            return replace(_unlabelled(path), holdings=_holdings(connection))
        label = json.loads(row[0])
        holdings = Holdings(int(label["days"]), int(label["characters"]), int(label["sessions"]))
        made_at = dt.datetime.fromisoformat(label["made_at"])
        made_at = made_at if made_at.tzinfo else made_at.astimezone()
        return Backup(path, made_at, Reason(label["reason"]), holdings, int(label.get("unsound", 0)))
    return _unlabelled(path)


def _unlabelled(path: Path) -> Backup:
    named = _NAME.fullmatch(path.name)
    reason = Reason(named[3]) if named and named[3] in list(Reason) else Reason.MANUAL
    with suppress(ValueError):
        if named:
            return Backup(path, dt.datetime.strptime(named[2], "%Y%m%d-%H%M%S").astimezone(), reason, None)
    try:
        seconds = path.stat().st_mtime
    except OSError:
        seconds = 0
    return Backup(path, dt.datetime.fromtimestamp(seconds).astimezone(), reason, None)


def _open(path: Path) -> sqlite3.Connection:
    # A backup is one file that nobody writes; without locks it can be read on a read-only disk as well. A log that is
    # in use is another matter.
    in_use = path.with_name(path.name + "-wal").exists()
    mode = "ro" if in_use else "ro&immutable=1"
    return sqlite3.connect(uri_of(path, mode), uri=True, isolation_level=None)


def _holdings(connection: sqlite3.Connection) -> Holdings:
    days, characters = connection.execute("SELECT count(*), coalesce(sum(length(text)), 0) FROM days").fetchone()
    sessions = connection.execute("SELECT count(*) FROM sessions").fetchone()[0]
    return Holdings(days, characters, sessions)


def problems_of(backup: Backup) -> list[str]:
    """Return what is wrong with a backup: its pages, its counts, its texts; empty when it is sound."""
    try:
        with closing(_open(backup.path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            if found:
                return [_("its pages are damaged ({found})", found=" ".join(str(found[0]).split()))]
            changed = changed_texts(connection)
            if changed:
                found.append(_("the text of {day} is not the one that was saved", day=changed[0]))
            held, now = backup.holdings, _holdings(connection)
            if held is not None and held.days != now.days:
                found.append(
                    _("it holds {n} of the {then} days that it held when it was made", n=now.days, then=held.days)
                )
            elif held is not None and held.sessions != now.sessions:
                found.append(
                    _(
                        "it holds {n} of the {then} sessions that it held when it was made",
                        n=now.sessions,
                        then=held.sessions,
                    )
                )
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                found.append(_("rows refer to what is not there"))
            return found
    except (OSError, sqlite3.Error) as error:
        return [_("it cannot be read ({why})", why=error)]


def changed_texts(connection: sqlite3.Connection) -> list[str]:
    """Return the dates of the days whose text is not the one that their fingerprint was made of."""
    # As bytes, because a text that was changed from outside need not be UTF-8 any more.
    return [
        str(date)
        for date, data, sha256 in connection.execute("SELECT date, CAST(text AS BLOB), sha256 FROM days ORDER BY date")
        if hashlib.sha256(data or b"").hexdigest() != sha256
    ]


def find_backup(database: Path, word: str, now: dt.datetime) -> Backup:
    """Return the backup that a word means: `latest`, a date (the newest of that day), a name, or a file.

    Raises NotFound.
    """
    backups = list_backups(database)
    # What was made before going back is no place to go back to, unless it is asked for by name.
    places = [backup for backup in backups if backup.reason is not Reason.RESTORE and backup.holdings is not None]
    if word in ("latest", "newest"):
        # One from tomorrow was made by a clock that was wrong.
        places = [backup for backup in places if backup.made_at <= now] or places
        if places:
            return places[0]
        raise NotFound(_("There is no backup of {path} yet.", path=database), shell=_("Make one: studylog backup now"))
    for backup in (*places, *backups):
        if word in (backup.name, backup.path.stem, f"{backup.made_at:%Y-%m-%d}"):
            return backup
    path = Path(word)
    if path.is_file():
        return read_backup(path)
    raise NotFound(
        _("There is no backup {name!r}.", name=word) + nearest(word, [backup.name for backup in backups]),
        shell=_("All of them: studylog backup list"),
    )


def superfluous(backups: Sequence[Backup]) -> list[Backup]:
    """Return which backups can be let go; those that were asked for, and what cannot be read, stay.

    Of each day counts the one made before its first change, else the newest. Kept are those of the last 7 days, and
    the newest of the last 4 weeks and 12 months, that have any; those of 30 days made before something, and the last 5
    of them; and any that holds more than each of those: what is lost in the log stays in them. Those that hold a text
    which is not the one saved push none of these out.
    """
    own = [b for b in _newest_first(backups) if b.holdings is not None and b.reason is not Reason.MANUAL]
    # One that holds a spoilt text stands for nothing: it must not push out those from before.
    counted, unsound = [b for b in own if not b.unsound], [b for b in own if b.unsound]
    of_days = _one_of_each_day(counted)
    before_something = [b for b in counted if b.reason is not Reason.DAILY]
    kept = {
        *_newest_of_each(of_days, KEPT_DAYS, lambda at: at.date()),
        *_newest_of_each(of_days, KEPT_WEEKS, lambda at: tuple(at.isocalendar()[:2])),
        *_newest_of_each(of_days, KEPT_MONTHS, lambda at: (at.year, at.month)),
        *before_something[:KEPT_BEFORE_SOMETHING],
        # What one went away from may be the only place that has its last words.
        *(b for b in before_something if own[0].made_at - b.made_at <= KEPT_BEFORE_SOMETHING_FOR),
    }
    by_holdings = sorted(counted, key=lambda b: (_held(b).days, _held(b).characters, b.made_at), reverse=True)
    for backup in by_holdings:
        if all(_held(one).holds_less_than(_held(backup)) for one in kept):
            kept.add(backup)
    return [*(backup for backup in counted if backup not in kept), *unsound[KEPT_UNSOUND:]]


def _held(backup: Backup) -> Holdings:
    return backup.holdings or Holdings(0, 0, 0)


def _newest_first(backups: Iterable[Backup]) -> list[Backup]:
    # Of one second the longer name is the later one, because it has a number.
    return sorted(backups, key=lambda backup: (backup.made_at, len(backup.name), backup.name), reverse=True)


def _one_of_each_day(backups: Sequence[Backup]) -> list[Backup]:
    """Return for each day the backup made before its first change, or else its newest; the newest day first."""
    days: dict[dt.date, Backup] = {}
    for backup in backups:
        day = backup.made_at.date()
        # They come newest first, so the last daily one is the day's first.
        if day not in days or backup.reason is Reason.DAILY:
            days[day] = backup
    return list(days.values())


def _newest_of_each(backups: Sequence[Backup], most: int, span: _Span) -> list[Backup]:
    newest: dict[Hashable, Backup] = {}
    for backup in backups:
        newest.setdefault(span(backup.made_at), backup)
    return list(newest.values())[:most]


def rotate(database: Path) -> list[Backup]:
    """Remove the backups that can be let go, and return them."""
    removed = []
    for backup in superfluous(list_backups(database)):
        with suppress(OSError):
            backup.path.unlink()
            removed.append(backup)
    return removed
