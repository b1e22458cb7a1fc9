"""Many new days at once, a few statements for all of them: what an import does."""

from __future__ import annotations

from tracker import stored
from tracker.later import later
from tracker.stored import date_text, packed_text
from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from tracker import outline
    from tracker.database import Database
    from tracker.model import Day
    from tracker.search_index import SearchIndex
else:
    outline = later("tracker.outline")


@frozen
class NewDay:
    """A day that the store does not have."""

    day: Day
    text: str
    sha256: str
    study_seconds: int | None


class NewDayTable:
    """The part of a store that takes in many days together."""

    _database: Database
    _search_index: SearchIndex

    def add_days(self, change_id: int, days: Sequence[NewDay], *, reader_version: int, updated_at: dt.datetime) -> None:
        """Save days that are not there yet, as part of a change; raises StaleText, saving none, when one is."""
        with self._database.transaction():
            self._expect_none([new.day.date for new in days])
            self._database.execute_many(
                "INSERT INTO days (id, date, until, note, template, study_seconds, reader_version, sha256, updated_at,"
                " text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        new.day.date.toordinal(), new.day.date.isoformat(), date_text(new.day.until), new.day.note,
                        new.day.template, new.study_seconds, reader_version, new.sha256, updated_at.isoformat(),
                        new.text,
                    )
                    for new in days
                ],
            )  # fmt: skip
            self._database.execute_many(
                "INSERT INTO revisions (change_id, date, previous_id, sha256, text)"
                " VALUES (?, ?, (SELECT max(id) FROM revisions WHERE date = ?), ?, ?)",
                [
                    (change_id, new.day.date.isoformat(), new.day.date.isoformat(), new.sha256, packed_text(new.text))
                    for new in days
                ],
            )
            self._add_items([new.day for new in days])
            for new in days:
                self._search_index.replace_outline(new.day.date, outline.outline_of(new.day, new.text))
                self._search_index.replace(new.day.date.toordinal(), None, new.text)

    def _expect_none(self, dates: Sequence[dt.date]) -> None:
        row = self._database.row(
            f"SELECT date FROM days WHERE date IN ({', '.join('?' * len(dates))}) LIMIT 1",
            [date.isoformat() for date in dates],
        )
        if row is not None:
            # The module of the whole store is built on this one.
            from tracker.store.store import StaleText

            raise StaleText(stored.date_of(row["date"]))

    def _add_items(self, days: Sequence[Day]) -> None:
        """Write what the reader made of days that have no rows."""
        rows = [(day.date.isoformat(), stored.item_rows(day)) for day in days]
        for table, names in stored.ITEM_COLUMNS.items():
            columns = "".join(f', "{column}"' for column in names)
            places = ", ?" * len(names)
            self._database.execute_many(
                f"INSERT INTO {table} (date, position, line{columns}) VALUES (?, ?, ?{places})",
                [
                    (date, position, line, *values)
                    for date, items in rows
                    for position, (line, values) in enumerate(items[table], start=1)
                ],
            )
