"""Modules that are imported when something of them is first used: no verb pays for what another one needs."""

from __future__ import annotations

import importlib
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


def later(name: str) -> Any:
    """Return what stands for the module of that full name until it is used, and behaves like it."""
    return _Later(name)


class _Later:
    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, name: str) -> Any:
        if self._module is None:
            self._module = importlib.import_module(self._name)
        return getattr(self._module, name)


def import_pathlib() -> None:
    """Import `pathlib` without `urllib.parse` and `ipaddress`, which take a tenth of a verb that only looks.

    It asks for one function of theirs, for `PurePath.as_uri`; from Python 3.13 on it does so when that is called, too.
    """
    if sys.version_info >= (3, 13) or "pathlib" in sys.modules or "urllib.parse" in sys.modules:
        return
    standing_in: Any = type(sys)("urllib.parse")
    standing_in.quote_from_bytes = _quoted
    sys.modules["urllib.parse"] = standing_in
    try:
        importlib.import_module("pathlib")
    finally:
        del sys.modules["urllib.parse"]


def _quoted(*words: Any, **named: Any) -> str:
    from urllib.parse import quote_from_bytes

    return quote_from_bytes(*words, **named)
