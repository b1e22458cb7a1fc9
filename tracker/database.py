"""The connection to the SQLite file: how it is opened, its transactions, and its errors as sentences."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from enum import Enum
from pathlib import Path

from tracker.errors import Damaged, StoreError
from tracker.later import later
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import IO
else:
    threading = later("threading")

Value = str | int | float | bytes | None
"""What a column can hold."""

FOLDER_MODE = 0o700
FILE_MODE = 0o600
DATABASE_ENDINGS = ("-wal", "-shm", "-journal", "")
"""What the names of a database's files end with; the file itself is the last."""
_LAST_BYTE_OF_CODE = 0xFF


class Displacement(Enum):
    """What became of a database file that is open."""

    GONE = "gone"
    """Nothing has its name any more."""
    REPLACED = "replaced"
    """Another file has its name."""
    LOG = "log"
    """The log beside it is gone, or another's."""


class Displaced(StoreError):
    """Another program took the file away that is open, or put another in its place."""

    def __init__(self, path: Path, displacement: Displacement, *, committed: bool) -> None:
        sentences = {
            Displacement.GONE: _("{path} was taken away by another program while it was open. Try again.", path=path),
            Displacement.REPLACED: _(
                "Another program put another file in the place of {path} while it was open. Try again.", path=path
            ),
            Displacement.LOG: _(
                "Another program took the log beside {path} away while it was open. Try again.", path=path
            ),
        }
        super().__init__(sentences[displacement])
        self.displacement = displacement
        self.committed = committed
        """Whether what was to be saved is in the file that was displaced; else it was not saved at all."""


class Database:
    """One connection; every failure of SQLite leaves it as a StoreError."""

    def __init__(self, path: Path, *, timeout: float, writable: bool) -> None:
        self.path = path
        self.timeout = timeout
        """Seconds to wait for another program's lock."""
        self._logs_ahead = False
        """Whether what is committed stands in a log beside the file for a while."""
        self._connect(writable=writable)

    def _connect(self, *, writable: bool) -> None:
        with _explained(self.path, self.timeout):
            self.connection, self.writable = _connect(self.path, timeout=self.timeout, writable=writable)
        self._log_identity: tuple[int, int] | None = None
        """Of the log that is open; None before there is one."""
        try:
            self._identity = _identity(self.path)
        except OSError:
            self._identity = None

    def reopen(self) -> None:
        """Leave the file that was open for the one that has its name now; raises StoreError, keeping the open one."""
        before, identity, writable = self.connection, (self._identity, self._log_identity), self.writable
        try:
            self._connect(writable=True)
            self.use_write_ahead_log()
        except BaseException:
            if self.connection is not before:
                self.connection.close()
            self.connection, self.writable = before, writable
            self._identity, self._log_identity = identity
            raise
        before.close()

    @property
    def displacement(self) -> Displacement | None:
        """What another program did to the file since it was opened; None when it is where it was."""
        try:
            found = _identity(self.path)
        except OSError:
            # A disk of another machine that does not answer at the moment has not lost the file.
            return None
        if found == self._identity:
            return None
        return Displacement.REPLACED if found is not None else Displacement.GONE

    def _stay_in_place(self, *, committed: bool) -> None:
        """Raise Displaced when what is written would go, or went, to a file that nobody finds again."""
        displacement = self.displacement
        if displacement is None and not committed and self._has_lost_log():
            displacement = Displacement.LOG
        if displacement is not None:
            raise Displaced(self.path, displacement, committed=committed)

    def keep_log(self) -> None:
        """Write what is committed into the file itself when another program took the log beside it away.

        Others would begin a log of their own, and know nothing of the one that is open here; where one has begun it
        already, this one is left for it. Raises StoreError.
        """
        if self.displacement is not None or not self._has_lost_log():
            return
        if not self._log.exists():
            with self.explained():
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self.reopen()

    @property
    def _log(self) -> Path:
        return self.path.with_name(self.path.name + "-wal")

    def _has_lost_log(self) -> bool:
        """Return whether the log that is open is no longer the one that others find."""
        if not self._logs_ahead:
            return False
        try:
            found = _identity(self._log)
        except OSError:
            return False
        if self._log_identity is None:
            # SQLite makes it with the first transaction.
            self._log_identity = found
        return found != self._log_identity

    def close(self) -> None:
        """Close the connection; an open transaction is rolled back."""
        self.connection.close()

    def use_write_ahead_log(self) -> None:
        """Let others read while one writes; the file remembers it."""
        give_up_at = time.monotonic() + self.timeout
        while self.writable:
            # SQLite does not wait by itself when two programs do this to a new file at once.
            try:
                self._logs_ahead = self.connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
                return
            except sqlite3.OperationalError as error:
                if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up_at:
                    raise
            time.sleep(0.01)

    def refuse_writing(self) -> None:
        """Let SQLite itself refuse every write from here on."""
        self.writable = False
        self.connection.execute("PRAGMA query_only = ON")

    def execute(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        with self.explained():
            return self.connection.execute(sql, values)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row."""
        with self.explained():
            self.connection.executemany(sql, rows)

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[sqlite3.Row]:
        """Return every row of a query, so that no read stays open."""
        with self.explained():
            return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] = ()) -> sqlite3.Row | None:
        """Return the only row of a query; None when there is none."""
        rows = self.rows(sql, values)
        return rows[0] if rows else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all of the block or nothing; a block inside another joins it, and undoes only itself when it fails."""
        nested = self.connection.in_transaction
        if not nested and not self.writable:
            raise _read_only(self.path)
        self.execute("SAVEPOINT nested" if nested else "BEGIN IMMEDIATE")
        try:
            if not nested:
                self._stay_in_place(committed=False)
            yield
            self.execute("RELEASE nested" if nested else "COMMIT")
        except BaseException:
            # A full or failing disk has SQLite roll back by itself, and what cannot be taken back then is taken back
            # by whoever began it; the error to be told is the first.
            with suppress(sqlite3.Error):
                if self.connection.in_transaction:
                    if nested:
                        self.connection.execute("ROLLBACK TO nested")
                        self.connection.execute("RELEASE nested")
                    else:
                        self.connection.rollback()
            raise
        if not nested:
            self._stay_in_place(committed=True)
            self.keep_log()

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Let the block fail at once where another program has the lock."""
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(self.timeout * 1000)}")

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn SQLite's errors inside the block into sentences."""
        with _explained(self.path, self.timeout):
            yield


def _identity(path: Path) -> tuple[int, int] | None:
    """Return by what a file is known whatever its name; None when there is none. Raises OSError as it comes."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


_NEVER_CLOSED: list[IO[bytes]] = []


def bytes_of(path: Path) -> bytes:
    """Return what is in a database's file, which this process may have open; raises OSError.

    When a process closes any descriptor of a file, POSIX lets go of all locks it has on it, SQLite's as well; another
    program would take the log for nobody's then and remove it. So this descriptor stays open as long as the process.
    """
    file = path.open("rb")
    _NEVER_CLOSED.append(file)
    return file.read()


def create_file(path: Path) -> None:
    """Make an empty file that only its owner can read, and the folders it needs; one that is there stays as it is."""
    create_folder(path.parent)
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
        with closing(os.fdopen(descriptor, "wb")):
            _open_to_owner_alone(path, FILE_MODE)


def create_folder(folder: Path) -> None:
    """Make a folder, and those above it, that only their owner can enter; one that is there keeps its mode."""
    if not folder.exists():
        create_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir(mode=FOLDER_MODE)
            _open_to_owner_alone(folder, FOLDER_MODE)


def _open_to_owner_alone(path: Path, mode: int) -> None:
    # The umask takes bits from what is asked for, also those that the owner needs.
    if os.name != "nt":
        path.chmod(mode)


def copy_database(
    source: Path | sqlite3.Connection,
    target: Path,
    finish: Callable[[sqlite3.Connection], None] | None = None,
    *,
    over: bool = True,
) -> None:
    """Copy what is committed in a database, also while others write it.

    `finish` may add to the copy. `target` appears whole, checked and on the disk, or not at all, and is one file,
    without a `-wal` beside it. Raises StoreError; FileExistsError when a file is there by then and it is not to go
    `over` it.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        create_file(part)
        with _explained(target, 0), closing(sqlite3.connect(part, isolation_level=None)) as copy:
            _copy_pages(source, copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("PRAGMA synchronous = FULL")
            if finish is not None:
                finish(copy)
            found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise Damaged(
                _("The copy {path} is damaged, so it was not kept ({found}).", path=target, found=found),
                shell=_("Run: studylog doctor"),
            )
        _sync(part)
        if over:
            part.replace(target)
        else:
            _name_without_going_over(part, target)
        _sync(target.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise StoreError(_("{path} cannot be written: {why}.", path=target, why=error.strerror)) from error
    finally:
        for suffix in DATABASE_ENDINGS:
            with suppress(OSError):
                part.with_name(part.name + suffix).unlink()


def _name_without_going_over(part: Path, target: Path) -> None:
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # Some disks know no second name for a file.
        if target.exists():
            raise FileExistsError(target) from None
        part.replace(target)


def _copy_pages(source: Path | sqlite3.Connection, copy: sqlite3.Connection) -> None:
    if isinstance(source, sqlite3.Connection):
        source.backup(copy)
        return
    with closing(Database(source, timeout=5, writable=True)) as database:
        database.connection.backup(copy)


def _sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before anything is built on it."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def overwrite(database: Database, source: sqlite3.Connection, before: Callable[[], None]) -> None:
    """Put the pages of another database in the place of all that one holds, in one transaction; others see it whole.

    `before` is called once nobody else can write any more and nothing is changed yet; what it raises leaves all as it
    was. Raises StoreError when the lock does not come free.
    """
    give_up_at = time.monotonic() + database.timeout
    locked = False

    def between(status: int, _remaining: int, _total: int) -> None:
        nonlocal locked
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() >= give_up_at:
                raise _in_use(database.path, database.timeout)
        elif not locked:
            locked = True
            before()

    if not database.writable:
        raise _read_only(database.path)
    with database.explained():
        # The first page takes the lock, and it is kept until the last. More than one at a time might be all of them.
        source.backup(database.connection, pages=1, progress=between, sleep=0.05)


def uri_of(path: Path, mode: str) -> str:
    """Return the address by which SQLite opens a file with `mode` (`ro`, `rw`, or more parameters), as it says itself.

    See https://www.sqlite.org/uri.html, *The URI path*. `Path.as_uri` would do, but imports all that reads addresses.
    """
    words = path.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{'' if words.startswith('/') else '/'}{words}?mode={mode}"


def _connect(path: Path, *, timeout: float, writable: bool) -> tuple[sqlite3.Connection, bool]:
    """Return a connection and whether it can write; a file that cannot be written is opened for reading."""
    modes = ["rw"] if writable and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else []
    # The last one reads a WAL database where not even its `-shm` can be made: read-only disks, others' folders.
    modes += ["ro", "ro&immutable=1"]
    for mode in modes:
        connection = sqlite3.connect(uri_of(path, mode), uri=True, isolation_level=None, timeout=timeout)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            connection.close()
            if _code(error) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} or mode == modes[-1]:
                raise
            continue
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.row_factory = sqlite3.Row
        return connection, mode == "rw"
    raise AssertionError("a mode either connects or raises")


@contextmanager
def _explained(path: Path, timeout: float) -> Iterator[None]:
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise _store_error(error, path, timeout) from error


def _read_only(path: Path) -> StoreError:
    return StoreError(
        _("{path} can only be read; make the file and its folder writable.", path=path),
        shell=_(", or name another with --db."),
    )


def _in_use(path: Path, timeout: float) -> StoreError:
    return StoreError(
        _(
            "{path} is in use by {program} and did not come free in {seconds:g} s;"
            " nothing was saved. Try again when that is done.",
            path=path,
            program=lock_holder(path) or _("another program"),
            seconds=timeout,
        )
    )


def _store_error(error: sqlite3.DatabaseError, path: Path, timeout: float) -> StoreError:
    if "decode" in str(error):
        # The words of the error quote the text.
        return Damaged(
            _("{path} is damaged (a text in it is not UTF-8).", path=path), shell=_("Run: studylog doctor --fix")
        )
    match _code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _in_use(path, timeout)
        case sqlite3.SQLITE_FULL:
            return StoreError(
                _("The disk that holds {path} is full; nothing was saved. Make room, then try again.", path=path)
            )
        case sqlite3.SQLITE_NOTADB:
            return Damaged(
                _("{path} is not a SQLite database, so it is no study log.", path=path),
                shell=_("Name another file with --db."),
            )
        case sqlite3.SQLITE_CORRUPT:
            return Damaged(
                _("{path} is damaged ({error}).", path=path, error=error),
                shell=_("Save what can be read: studylog doctor — and put a backup in its place: studylog backup list"),
            )
        case sqlite3.SQLITE_READONLY:
            return _read_only(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StoreError(
                _("{path} cannot be opened; see that you may read it and write in its folder.", path=path)
            )
        case sqlite3.SQLITE_IOERR:
            return StoreError(
                _("The disk that holds {path} failed ({error}); nothing was saved.", path=path, error=error)
            )
    return StoreError(_("{path} cannot be used: {error}.", path=path, error=error), shell=_("Run: studylog doctor"))


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code; 0 when the error came from Python."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & _LAST_BYTE_OF_CODE


def lock_holder(path: Path) -> str | None:
    """Return name and process of another program that holds a write lock on a database; None where nobody can tell."""
    inodes = set()
    for suffix in DATABASE_ENDINGS:
        with suppress(OSError):
            inodes.add(str(path.with_name(path.name + suffix).stat().st_ino))
    with suppress(OSError):
        for line in Path("/proc/locks").read_text().splitlines():
            words = line.split()
            # `1: POSIX ADVISORY WRITE 4280 fe:00:2146421 120 120`; a waiting one has `->` after its number.
            if len(words) < 8 or words[1] == "->" or words[3] != "WRITE":
                continue
            process = words[4]
            if words[5].rpartition(":")[2] in inodes and process != str(os.getpid()):
                with suppress(OSError):
                    name = Path("/proc", process, "comm").read_text().strip()
                    return _("{program} (process {number})", program=name, number=process)
    return None
