"""The retrospectives that are kept, and what changes did to them."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from tracker import stored
from tracker.database import Database
from tracker.errors import NotFound
from tracker.later import later
from tracker.stored import PeriodKind, Retrospective, RetrospectiveChange
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker import search_index
    from tracker.search_index import SearchIndex
else:
    search_index = later("tracker.search_index")

_RETROSPECTIVE = f"SELECT {', '.join(stored.RETROSPECTIVE_COLUMNS)} FROM retrospectives"


class RetrospectiveTable:
    """The part of a store that keeps retrospectives."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def _search_index(self) -> SearchIndex:
        return search_index.SearchIndex(self._database)

    def retrospective(self, kind: PeriodKind, first: dt.date) -> Retrospective | None:
        """Return the retrospective of the period that begins on `first`; None when none is kept."""
        row = self._database.row(f"{_RETROSPECTIVE} WHERE kind = ? AND first = ?", (kind.value, first.isoformat()))
        return stored.retrospective(row) if row is not None else None

    def retrospectives(self) -> list[Retrospective]:
        """Return every retrospective, the newest period first."""
        return [
            stored.retrospective(row)
            for row in self._database.rows(f"{_RETROSPECTIVE} ORDER BY last DESC, first DESC, kind")
        ]

    def put_retrospective(self, change_id: int, value: Retrospective, *, amend: bool = False) -> None:
        """Keep a retrospective in place of what was kept of its period, as part of a change.

        `amend` goes on with a change that was made to it before, whose beginning stays as it was.
        """
        with self._database.transaction():
            before = self.retrospective(value.kind, value.first)
            row = stored.retrospective_row(value) | {
                "number": search_index.number_of_retrospective(value.kind, value.last)
            }
            self._database.execute(
                f"INSERT INTO retrospectives ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
                " ON CONFLICT (kind, first) DO UPDATE SET "
                + ", ".join(f"{name} = excluded.{name}" for name in row if name not in ("kind", "first")),
                list(row.values()),
            )
            old = before.text if before is not None else None
            self._search_index.replace(search_index.number_of_retrospective(value.kind, value.last), old, value.text)
            if not (amend and self._amend_change(change_id, value)):
                self._record_change(change_id, before, value)

    def remove_retrospective(self, change_id: int, kind: PeriodKind, first: dt.date) -> Retrospective:
        """Let a retrospective go, as part of a change, and return it; raises NotFound when none is kept."""
        with self._database.transaction():
            before = self.retrospective(kind, first)
            if before is None:
                raise NotFound(_("No retrospective is kept of the period from {day}.", day=first))
            self._database.execute(
                "DELETE FROM retrospectives WHERE kind = ? AND first = ?", (kind.value, first.isoformat())
            )
            self._search_index.replace(search_index.number_of_retrospective(kind, before.last), before.text, None)
            self._record_change(change_id, before, None)
        return before

    def retrospective_changes(self, change_id: int) -> list[RetrospectiveChange]:
        """Return what a change did to retrospectives, in the order it was done."""
        rows = self._database.rows(
            'SELECT "before", "after" FROM retrospective_changes WHERE change_id = ? ORDER BY id', (change_id,)
        )
        return [
            RetrospectiveChange(
                stored.unpacked_retrospective(row["before"]), stored.unpacked_retrospective(row["after"])
            )
            for row in rows
        ]

    def last_generated(self, kind: PeriodKind, first: dt.date) -> str | None:
        """Return what the template had made of a retrospective that was kept last; None when none is remembered."""
        row = self._database.row(
            'SELECT "before", "after" FROM retrospective_changes WHERE kind = ? AND first = ? ORDER BY id DESC LIMIT 1',
            (kind.value, first.isoformat()),
        )
        known = stored.unpacked_retrospective(row["after"] or row["before"]) if row is not None else None
        return known.generated if known is not None else None

    def newest_retrospective_change(self, kind: PeriodKind, first: dt.date) -> int | None:
        """Return the change that a retrospective was kept by last; None when it never was."""
        row = self._database.row(
            "SELECT change_id FROM retrospective_changes WHERE kind = ? AND first = ? ORDER BY id DESC LIMIT 1",
            (kind.value, first.isoformat()),
        )
        return row["change_id"] if row is not None else None

    def _amend_change(self, change_id: int, value: Retrospective) -> bool:
        changed = self._database.execute(
            'UPDATE retrospective_changes SET "after" = ? WHERE change_id = ? AND kind = ? AND first = ?',
            (stored.packed_retrospective(value), change_id, value.kind.value, value.first.isoformat()),
        )
        return changed.rowcount > 0

    def _record_change(self, change_id: int, before: Retrospective | None, after: Retrospective | None) -> None:
        either = after or before
        assert either is not None
        self._database.execute(
            'INSERT INTO retrospective_changes (change_id, kind, first, "before", "after") VALUES (?, ?, ?, ?, ?)',
            (
                change_id, either.kind.value, either.first.isoformat(),
                stored.packed_retrospective(before), stored.packed_retrospective(after),
            ),
        )  # fmt: skip
