"""Records with an id that two machines changed: sessions, and whatever else no text of a day can hold."""

from __future__ import annotations

from collections.abc import Mapping

Value = str | int | None
Record = Mapping[str, Value]
"""What is kept of one thing, by the names of its columns."""
Records = Mapping[str, Record]
"""Records by their ids."""


def merge_records(base: Records, mine: Records, theirs: Records) -> dict[str, Record]:
    """Bring two machines' records together, by id; nothing depends on which of them is mine.

    What one changed wins over what the other left or took out. Where both changed the same column, each in its own
    way, the larger value stays: the later end, the longer time.
    """
    merged = {}
    for name in sorted(mine.keys() | theirs.keys()):
        record = _merged(base.get(name), mine.get(name), theirs.get(name))
        if record is not None:
            merged[name] = record
    return merged


def _merged(base: Record | None, mine: Record | None, theirs: Record | None) -> Record | None:
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if mine is None or theirs is None:
        return theirs if mine is None else mine
    before = base or {}
    return {
        column: _value(before.get(column), mine.get(column), theirs.get(column))
        for column in sorted(mine.keys() | theirs.keys())
    }


def _value(base: Value, mine: Value, theirs: Value) -> Value:
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    return max(mine, theirs, key=_size)


def _size(value: Value) -> tuple[bool, int, str]:
    return value is not None, value if isinstance(value, int) else 0, value if isinstance(value, str) else ""
