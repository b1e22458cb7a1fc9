"""What is compiled while the program runs, kept beside Python's own byte code, as the byte code is.

That is regular expressions and the methods of values. To compile the thirty expressions that read a day takes longer
than to read it, and Python keeps none of them between two calls. What is kept is what Python's own compilers made; the
engine of expressions checks it as it checks what comes from there. Nothing depends on it: where it cannot be read or
written, is another Python's, or is refused, all is compiled as ever.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from contextlib import contextmanager, suppress
from functools import cache
from types import CodeType

from tracker import regex, values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]

    _PYTHON: tuple[str, int, int] | None = (sys.version, _sre.MAGIC, _sre.CODESIZE)
    """Whose codes these are; None where nobody knows how to keep any."""
except (ImportError, AttributeError):
    _PYTHON = None


_compile = re.compile
_METHODS = -1
"""Stands where an expression has its flags."""
_missing: set[tuple[str, int]] = set()
"""What was compiled because it was not kept."""


def compiled_methods(source: str) -> CodeType:
    """Return the code that defines a value's methods; raises SyntaxError."""
    if _PYTHON is None:
        return values.compiled(source)
    kept = _codes().get((source, _METHODS))
    if kept is not None:
        with suppress(Exception):
            ready = marshal.loads(kept)
            if isinstance(ready, CodeType):
                return ready
    _missing.add((source, _METHODS))
    return values.compiled(source)


def compiled_expression(source: str, flags: int) -> re.Pattern[str]:
    """Return an expression ready for use; raises re.error."""
    if _PYTHON is None:
        return _compile(source, flags)
    kept = _codes().get((source, flags))
    if kept is not None:
        with suppress(Exception):
            all_flags, code, *groups = kept
            ready: re.Pattern[str] = _sre.compile(source, all_flags, memoryview(code).cast("I").tolist(), *groups)
            return ready
    ready = _compile(source, flags)
    # Only one that is right: what cannot be compiled cannot be kept, and would keep the others from it.
    _missing.add((source, flags))
    return ready


def use_kept() -> None:
    """Take expressions and methods from what is kept, from now on."""
    regex.compile_with(compiled_expression)
    values.compile_with(compiled_methods)


@contextmanager
def kept_for_imports() -> Iterator[None]:
    """Take from what is kept also the expressions of other packages that are imported meanwhile, and keep them.

    Textual compiles sixty, which is a tenth of the time that it takes to import.
    """

    def compile_or_take(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        return compiled_expression(pattern, int(flags)) if type(pattern) is str else _compile(pattern, flags)

    re.compile = compile_or_take
    try:
        yield
    finally:
        re.compile = _compile
    # Now, because a window may be closed in ways that leave no time for it.
    keep_compiled()


def keep_compiled() -> None:
    """Keep what was compiled for the next call, where Python keeps its byte code; does nothing where that cannot be."""
    path = _path()
    if not _missing or path is None or _PYTHON is None or not os.access(os.path.dirname(path), os.W_OK):
        return
    temporary = f"{path}.{os.getpid()}"
    with suppress(Exception):
        codes = _codes() | {(source, flags): _kept_form(source, flags) for source, flags in _missing}
        with open(temporary, "xb") as file:
            file.write(marshal.dumps((_PYTHON, codes)))
        os.replace(temporary, path)
        _codes().update(codes)
        _missing.clear()
    with suppress(OSError):
        os.unlink(temporary)


def _path() -> str | None:
    """Return the file; None when Python is to keep no byte code."""
    byte_code: str | None = globals().get("__cached__")
    if sys.dont_write_bytecode or not byte_code:
        return None
    folder, name = os.path.split(byte_code)
    return os.path.join(folder, name.removesuffix(".pyc") + ".codes")


@cache
def _codes() -> dict[tuple[str, int], Any]:
    path = _path()
    if path is not None:
        with suppress(Exception), open(path, "rb") as file:
            python, codes = marshal.loads(file.read())
            if python == _PYTHON and isinstance(codes, dict):
                return codes
    return {}


def _kept_form(source: str, flags: int) -> bytes | tuple[Any, ...]:
    return marshal.dumps(values.compiled(source)) if flags == _METHODS else _code_of(source, flags)


def _code_of(source: str, flags: int) -> tuple[Any, ...]:
    """Return what the engine is given for an expression, as `re.compile` gives it."""
    parsed = _parser.parse(source, flags)
    groups: dict[str, int] = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    code = b"".join(part.to_bytes(_sre.CODESIZE, sys.byteorder) for part in _compiler._code(parsed, flags))
    return int(flags | parsed.state.flags), code, parsed.state.groups - 1, groups, tuple(names)
