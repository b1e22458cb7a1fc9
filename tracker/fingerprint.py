"""The fingerprint by which a text is known."""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress

from tracker.errors import StoreError
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits; raises StoreError for a lone surrogate."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise StoreError(_("The text holds half a character (a lone surrogate), which no file can hold.")) from None
    digest: str = _implementation().sha256(data).hexdigest()
    return digest


def _implementation() -> Any:
    """Return the module that computes it.

    `hashlib` takes that of OpenSSL, which is five times as fast and takes 3 ms to load: too long for one edit. Python's
    own has another name in each version, and need not be there.
    """
    if "hashlib" not in sys.modules:
        with suppress(ImportError):
            return importlib.import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
    return importlib.import_module("hashlib")
