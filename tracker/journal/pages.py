"""Pages that are written to files: replaced whole, and never over what someone else made of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import StoreError
from tracker.files import write_atomically
from tracker.fingerprint import sha256_of
from tracker.stored import Publication
from tracker.wording import _

if TYPE_CHECKING:
    from tracker.journal.journal import Journal


def write_page(journal: Journal, path: Path, text: str, key: str, *, force: bool = False) -> bool:
    """Write a page to a file and remember it by `key`; return whether the file had to be written.

    A file that is there is replaced when it is as the program wrote it last, or with `force`. Raises StoreError,
    writing nothing, for one with other contents and where nothing can be written.
    """
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise StoreError(_("{path} is a folder; name a file in it.", path=path))
    if path.exists() and not path.is_file():
        raise StoreError(_("{path} is no file that can be written into; name another.", path=path))
    known = journal.store.publication(key, str(path))
    try:
        there = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise StoreError(
            _("{path} is in the way ({why}); nothing was written.", path=path, why=error.strerror)
        ) from None
    data = text.encode()
    ours = known is not None and there is not None and _is(there, known.sha256)
    if there not in (None, data) and not ours and not force:
        raise StoreError(
            _("{path} is there with other contents; nothing was written.", path=path),
            shell=_("To overwrite: {option}", option="--force"),
        )
    if there != data:
        write_atomically(path, data)
    if journal.writable:
        published = Publication(key, str(path), path.name, sha256_of(text), None, (), journal.now())
        journal.store.put_publication(published)
    return there != data


def _is(data: bytes, sha256: str) -> bool:
    try:
        return sha256_of(data.decode()) == sha256
    except UnicodeDecodeError:
        return False
