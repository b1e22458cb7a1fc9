"""Where things were published, in the store."""

from __future__ import annotations

from tracker import stored
from tracker.database import Database
from tracker.later import later
from tracker.stored import Publication

TYPE_CHECKING = False
if TYPE_CHECKING:
    import json
else:
    json = later("json")

_PUBLICATION = "SELECT key, target, place, sha256, url, comments, published_at FROM publications"


class PublicationTable:
    """The part of a store that remembers what was published where."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def publication(self, key: str, target: str) -> Publication | None:
        """Return where something was published in a target; None when it never was."""
        row = self._database.row(f"{_PUBLICATION} WHERE key = ? AND target = ?", (key, target))
        return stored.publication(row) if row is not None else None

    def publications_to(self, beginning: str) -> list[Publication]:
        """Return what was published in targets whose names begin so, by key and target."""
        rows = self._database.rows(
            f"{_PUBLICATION} WHERE substr(target, 1, ?) = ? ORDER BY key, target", (len(beginning), beginning)
        )
        return [stored.publication(row) for row in rows]

    def put_publication(self, value: Publication) -> None:
        """Remember where something was published, in place of what was known of that target."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO publications (key, target, place, sha256, url, comments, published_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, target) DO UPDATE SET place = excluded.place,"
                " sha256 = excluded.sha256, url = excluded.url, comments = excluded.comments,"
                " published_at = excluded.published_at",
                (
                    value.key, value.target, value.place, value.sha256, value.url, json.dumps(value.comments),
                    value.published_at.isoformat(),
                ),
            )  # fmt: skip
