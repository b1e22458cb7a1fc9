"""The sentences of another language, looked up in its compiled catalogue where they lie.

`gettext` of the standard library makes a dictionary of all 1,600 sentences before it gives one, and imports what finds
catalogues: a fifth of a call that only looks. The file has them sorted, so that one can be looked up without that; see
https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html. A language may have one form for numbers of things,
as Korean has.
"""

from __future__ import annotations

_MAGIC = b"\xde\x12\x04\x95"
"""How a file begins whose numbers are little-endian."""
_CONTEXT, _PLURAL = "\x04", "\0"
"""What stands between a context and its sentence, and between a sentence and its plural."""


class NoCatalogueError(ValueError):
    """Bytes are no catalogue with little-endian numbers."""


class Catalogue:
    """What sentences are in another language; one that it does not have is returned as it is."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of a `.mo` file; raises NoCatalogueError."""
        if data[:4] != _MAGIC or len(data) < 28:
            raise NoCatalogueError
        self._data = data
        self._said: dict[str, str | None] = {}
        self._count, self._keys, self._texts = (self._number(place) for place in (8, 12, 16))

    def gettext(self, message: str) -> str:
        """Return a sentence."""
        return self._found(message) or message

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the sentence for `n` things."""
        return self._found(f"{one}{_PLURAL}{many}") or (one if n == 1 else many)

    def pgettext(self, context: str, message: str) -> str:
        """Return words as they are meant in a context."""
        return self._found(f"{context}{_CONTEXT}{message}") or message

    def _found(self, key: str) -> str | None:
        if key not in self._said:
            self._said[key] = self._looked_up(key.encode("utf-8", "surrogatepass"))
        return self._said[key]

    def _looked_up(self, key: bytes) -> str | None:
        first, end = 0, self._count
        while first < end:
            middle = (first + end) // 2
            found = self._bytes(self._keys, middle)
            if found == key:
                return self._bytes(self._texts, middle).decode()
            first, end = (middle + 1, end) if found < key else (first, middle)
        return None

    def _bytes(self, table: int, number: int) -> bytes:
        length, start = self._number(table + 8 * number), self._number(table + 8 * number + 4)
        return self._data[start : start + length]

    def _number(self, place: int) -> int:
        return int.from_bytes(self._data[place : place + 4], "little")
