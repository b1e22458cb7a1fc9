"""The sessions of the store, and what changes did to them."""

from __future__ import annotations

import datetime as dt

from tracker import stored
from tracker.database import Database
from tracker.errors import NotFound, StoreError
from tracker.model import Session
from tracker.stored import SessionChange
from tracker.wording import _

# How far the study day of a session can lie from the date of one of its moments, in whatever time zone.
_FARTHEST_BOOKING = dt.timedelta(days=3)
_SESSION = "SELECT id, date, subject, started_at, ended_at, seconds FROM sessions"


class SessionTable:
    """The part of a store that keeps sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def session(self, session_id: str) -> Session | None:
        """Return a session; None when there is none."""
        row = self._database.row(f"{_SESSION} WHERE id = ?", (session_id,))
        return stored.session(row) if row is not None else None

    def running_session(self) -> Session | None:
        """Return the session that the timer is on; None when it is off."""
        row = self._database.row(f"{_SESSION} WHERE started_at IS NOT NULL AND ended_at IS NULL")
        return stored.session(row) if row is not None else None

    def sessions_on(self, date: dt.date) -> list[Session]:
        """Return the sessions booked on a study day: by their start, then bare durations."""
        return self.sessions_between(date, date)

    def sessions_between(self, first: dt.date, last: dt.date) -> list[Session]:
        """Return the sessions booked from `first` to `last`, both included, each day as in `sessions_on`."""
        rows = self._database.rows(
            f"{_SESSION} WHERE date BETWEEN ? AND ? ORDER BY date, rowid", (first.isoformat(), last.isoformat())
        )
        return sorted(map(stored.session, rows), key=_order)

    def seconds_by_subject(self, first: dt.date, last: dt.date) -> dict[dt.date, dict[str, int]]:
        """Return the seconds of the finished sessions from `first` to `last`, both included, by day and subject."""
        rows = self._database.rows(
            "SELECT date, subject, sum(seconds) AS seconds FROM sessions"
            " WHERE date BETWEEN ? AND ? AND (started_at IS NULL OR ended_at IS NOT NULL) GROUP BY date, subject",
            (first.isoformat(), last.isoformat()),
        )
        by_date: dict[str, dict[str, int]] = {}
        for date, subject, seconds in rows:
            by_date.setdefault(date, {})[subject] = seconds
        return {stored.date_of(date): subjects for date, subjects in by_date.items()}

    def subject_totals(self, first: dt.date, last: dt.date) -> list[tuple[str, int]]:
        """Return the seconds of the finished sessions from `first` to `last`, both included, by subject.

        Those of a day whose written total is nothing are left out.
        """
        rows = self._database.rows(
            "SELECT subject, sum(seconds) FROM sessions"
            " WHERE date BETWEEN ? AND ? AND (started_at IS NULL OR ended_at IS NOT NULL)"
            " AND date NOT IN (SELECT date FROM days WHERE date BETWEEN ? AND ? AND study_seconds = 0)"
            " GROUP BY subject",
            (first.isoformat(), last.isoformat()) * 2,
        )
        return [(row[0], row[1]) for row in rows]

    def overlapping(
        self, start: dt.datetime, end: dt.datetime | None, *, except_id: str | None = None
    ) -> list[Session]:
        """Return the sessions that share a moment with `[start, end)`, oldest first; an `end` of None is never."""
        first, last = dt.date.min, dt.date.max
        if start.date() - dt.date.min > _FARTHEST_BOOKING:
            first = start.date() - _FARTHEST_BOOKING
        if end is not None and dt.date.max - end.date() > _FARTHEST_BOOKING:
            last = end.date() + _FARTHEST_BOOKING
        rows = self._database.rows(
            # Two halves, each by an index: with OR between them every session would be read.
            f"{_SESSION} WHERE started_at IS NOT NULL AND id IS NOT ? AND date BETWEEN ? AND ?"
            f" UNION {_SESSION} WHERE started_at IS NOT NULL AND id IS NOT ? AND ended_at IS NULL",
            (except_id, first.isoformat(), last.isoformat(), except_id),
        )
        sessions = sorted(map(stored.session, rows), key=_order)
        return [session for session in sessions if _shares_a_moment(session, start, end)]

    def subjects(self) -> list[str]:
        """Return the subjects of all sessions, the one studied last first."""
        rows = self._database.rows(
            "SELECT subject FROM sessions GROUP BY subject ORDER BY max(date) DESC, max(rowid) DESC"
        )
        return [row["subject"] for row in rows]

    def put_session(self, change_id: int, session: Session) -> None:
        """Add a session, or put it in place of the one with its id, as part of a change.

        Raises StoreError for a second one that runs.
        """
        with self._database.transaction():
            running = self.running_session()
            if session.running and running is not None and running.id != session.id:
                raise StoreError(
                    _("The timer is already on {subject!r}; stop it first.", subject=running.subject),
                    shell=_(": studylog stop"),
                )
            before = self.session(session.id)
            self._database.execute(
                "INSERT INTO sessions (id, date, subject, started_at, ended_at, seconds) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET date = excluded.date, subject = excluded.subject,"
                " started_at = excluded.started_at, ended_at = excluded.ended_at, seconds = excluded.seconds",
                list(stored.session_row(session).values()),
            )
            self._record_session_change(change_id, session.id, before, session)

    def remove_session(self, change_id: int, session_id: str) -> Session:
        """Remove a session, as part of a change, and return it; raises NotFound when there is none."""
        with self._database.transaction():
            before = self.session(session_id)
            if before is None:
                raise NotFound(
                    _("There is no session {id}.", id=session_id),
                    shell=_("; see: {command}", command="studylog time list"),
                )
            self._database.execute("DELETE FROM sessions WHERE id = ?", (session_id,))
            self._record_session_change(change_id, session_id, before, None)
        return before

    def session_changes(self, change_id: int) -> list[SessionChange]:
        """Return what a change did to sessions, in the order it was done."""
        rows = self._database.rows(
            'SELECT session_id, "before", "after" FROM session_changes WHERE change_id = ? ORDER BY id', (change_id,)
        )
        return [
            SessionChange(
                session_id=row["session_id"],
                before=stored.session_from_json(row["before"]),
                after=stored.session_from_json(row["after"]),
            )
            for row in rows
        ]

    def _record_session_change(
        self, change_id: int, session_id: str, before: Session | None, after: Session | None
    ) -> None:
        self._database.execute(
            'INSERT INTO session_changes (change_id, session_id, "before", "after") VALUES (?, ?, ?, ?)',
            (change_id, session_id, stored.session_json(before), stored.session_json(after)),
        )


def _order(session: Session) -> tuple[dt.date, bool, float]:
    started_at = session.started_at
    return session.day, started_at is None, started_at.timestamp() if started_at is not None else 0


def _shares_a_moment(session: Session, start: dt.datetime, end: dt.datetime | None) -> bool:
    return (
        session.started_at is not None
        and (end is None or session.started_at < end)
        and (session.ended_at is None or session.ended_at > start)
    )
