"""What was changed here since the last sync, and what two machines changed each in its own way."""

from __future__ import annotations

from tracker.database import Database
from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Row

_CONFLICT = "SELECT id, path, base, kept, other, mine FROM conflicts"


@frozen
class Unsynced:
    """Something that was changed here since the last sync."""

    number: int
    """Later changes have larger ones; a change of the same thing takes the place of an earlier one."""
    kind: str
    """`day`, `sessions`, `retrospective`, `publications` or `conflicts`."""
    key: str
    """The day's date; the sessions' month, as `2025-01`; kind and first day of a retrospective; else empty."""


CONFLICTS = "conflicts"
"""The kind of what a person has chosen; days, sessions and the like are noted by triggers of the database."""


@frozen
class KeptConflict:
    """Lines that two machines changed, each in its own way, until a person has chosen."""

    id: str
    path: str
    """The file's place in the repository."""
    base: str
    """What both began with."""
    kept: str
    """What stands in the text."""
    other: str
    mine: str
    """`kept` or `other`: which of them was written on this machine; empty when neither was."""


class SyncTable:
    """The part of a store that knows what no other machine has."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unsynced(self) -> list[Unsynced]:
        """Return what was changed since the last sync, the oldest change first."""
        return [Unsynced(*row) for row in self._database.rows("SELECT number, kind, key FROM unsynced ORDER BY number")]

    def newest_unsynced(self) -> int:
        """Return the number of the newest change; 0 when there is none."""
        return int(self._database.rows("SELECT ifnull(max(number), 0) FROM unsynced")[0][0])

    def forget_unsynced(self, numbers: Iterable[int]) -> None:
        """Take changes of these numbers for synced."""
        with self._database.transaction():
            for number in numbers:
                self._database.execute("DELETE FROM unsynced WHERE number = ?", (number,))

    def forget_unsynced_after(self, number: int) -> None:
        """Take all later changes for synced: they came from there."""
        with self._database.transaction():
            self._database.execute("DELETE FROM unsynced WHERE number > ?", (number,))

    def kept_conflicts(self) -> list[KeptConflict]:
        """Return what a person has to choose between, by path."""
        return [_kept_conflict(row) for row in self._database.rows(f"{_CONFLICT} ORDER BY path, id")]

    def put_conflicts(self, conflicts: Sequence[KeptConflict]) -> None:
        """Keep conflicts; one that is known stays as it is."""
        with self._database.transaction():
            for one in conflicts:
                self._database.execute(
                    "INSERT INTO conflicts (id, path, base, kept, other, mine) VALUES (?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (id) DO NOTHING",
                    (one.id, one.path, one.base, one.kept, one.other, one.mine),
                )
            if conflicts:
                self._note_conflicts()

    def remove_conflict(self, conflict_id: str) -> None:
        """Let a conflict go, here and with the next sync elsewhere; of no effect when it is gone."""
        with self._database.transaction():
            self._database.execute("DELETE FROM conflicts WHERE id = ?", (conflict_id,))
            self._note_conflicts()

    def _note_conflicts(self) -> None:
        self._database.execute("DELETE FROM unsynced WHERE kind = ?", (CONFLICTS,))
        self._database.execute("INSERT INTO unsynced (kind, key) VALUES (?, '')", (CONFLICTS,))


def _kept_conflict(row: Row) -> KeptConflict:
    return KeptConflict(*row)
