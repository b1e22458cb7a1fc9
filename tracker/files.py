"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import threading
from contextlib import suppress
from pathlib import Path

from tracker.errors import StoreError
from tracker.wording import _

_OWNER_ONLY = 0o600
HALF_WRITTEN = ".studylog-*.tmp"
"""The pattern of the names that files have while they are written; one that stays is of a process that was killed."""


def write_atomically(path: Path, data: bytes, *, private: bool = False, flush: bool = True) -> None:
    """Write a whole file or nothing: to a temporary file beside it, then in its place. Raises StoreError.

    A file that was there keeps its mode. A new one can be read by whom the umask lets, like any file that the person
    makes; a `private` one, and the folders it needs, by them alone. `flush` False is for one of many, after which
    whoever calls has the disk take them all: until then a power cut can leave it empty.
    """
    # A name of its own: one made from a long file name would be longer than the disk takes.
    temporary = path.with_name(f".studylog-{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        if private:
            # What is read alone needs no SQLite.
            from tracker.database import create_folder

            create_folder(path.parent)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(path.stat().st_mode) if path.is_file() else None
        if mode is not None and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        # One that was left behind may be anyone's to read, or a link to another file.
        temporary.unlink(missing_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with open(descriptor, "wb") as file:
            if mode is None:
                # Asking for the umask would change it for other threads; what it makes of a new file tells as well.
                mode = _OWNER_ONLY if private else stat.S_IMODE(os.fstat(descriptor).st_mode)
            # Until it is whole it is no one else's to see.
            temporary.chmod(_OWNER_ONLY)
            file.write(data)
            file.flush()
            if flush:
                os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError as error:
        raise StoreError(_("{path} cannot be written: {why}.", path=path, why=error.strerror)) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
