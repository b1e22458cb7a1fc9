"""Regular expressions that are compiled when they are first used: reading a day uses few of the hundred there are."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class _Compiler:
    compiled: Callable[[str, int], re.Pattern[str]] = staticmethod(re.compile)


def compile_with(compiled: Callable[[str, int], re.Pattern[str]]) -> None:
    """Have expressions made by another function than `re.compile`, of a source and flags, from now on."""
    _Compiler.compiled = staticmethod(compiled)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return the expression; what is wrong in it is raised, as re.error, when it is first used."""
    return _Uncompiled(source, int(flags))  # type: ignore[return-value]


class _Uncompiled:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(_Compiler.compiled(self._source, self._flags), name)
        # From now on it is an attribute like any other, as fast as the compiled expression's own.
        self.__dict__[name] = found
        return found
