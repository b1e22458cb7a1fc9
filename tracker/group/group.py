"""The group's week: one's own log and those of the team-mates, fetched anew where they are elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tracker.codec.lexicon import Templates
from tracker.errors import TrackerError
from tracker.group.clones import Clone
from tracker.group.digest import Digest, MemberWeek, digest_of, member_day, spans_of
from tracker.group.members import Member
from tracker.group.reading import Found, LogReader
from tracker.group.sources import Source, Unreadable, source_of_folder
from tracker.journal import Journal
from tracker.values import frozen, replace
from tracker.wording import _

_AT_ONCE = 8
"""Repositories that are fetched at the same time."""
_DAY = dt.timedelta(days=1)


@frozen
class GroupReader:
    """What reading the logs of others takes."""

    templates: Templates
    folder: Path
    """Where what is fetched lies."""
    environment: Mapping[str, str]
    now: dt.datetime

    def fetch(self, member: Member) -> str:
        """Fetch a member's repository anew, where there is one elsewhere; return why it cannot be, else nothing."""
        if not member.address:
            return ""
        try:
            self._clone(member).fetch(self.now)
        except TrackerError as error:
            return error.sentence
        return ""

    def week(self, member: Member, first: dt.date, last: dt.date, why_not_fetched: str = "") -> MemberWeek:
        """Return a member's week; one whose log cannot be read has its `problem` said."""
        try:
            source, notes = self._source(member, why_not_fetched)
            read = LogReader(source, self.templates, member.cache(self.folder)).week(member.name, first, last)
        except TrackerError as error:
            return MemberWeek(member.name, problem=error.sentence)
        return replace(read, notes=(*notes, *read.notes))

    def found(self, member: Member) -> Found:
        """Return how much of a log there is, fetching it; raises TrackerError when it cannot be read."""
        why_not = self.fetch(member)
        if why_not:
            raise Unreadable(why_not)
        source, _notes = self._source(member, "")
        return LogReader(source, self.templates, member.cache(self.folder)).found()

    def _clone(self, member: Member) -> Clone:
        return Clone(member.cache(self.folder), member.address, self.environment)

    def _source(self, member: Member, why_not_fetched: str) -> tuple[Source, tuple[str, ...]]:
        if not member.address:
            return source_of_folder(member.folder, self.environment), ()
        clone = self._clone(member)
        at = clone.fetched_at
        if at is None:
            raise Unreadable(why_not_fetched or _("Nothing of it was fetched yet."))
        if not why_not_fetched:
            return clone.source(), ()
        when = f"{at.astimezone(self.now.tzinfo):%Y-%m-%d %H:%M}"
        return clone.source(), (_("As of {when}: {why}", when=when, why=why_not_fetched),)


def fetch_all(members: Sequence[Member], reader: GroupReader) -> dict[str, str]:
    """Fetch the members' repositories, several at once; return why some could not be, by name."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        reasons = list(pool.map(reader.fetch, members))
    return {member.name: why for member, why in zip(members, reasons, strict=True) if why}


def group_week(
    journal: Journal,
    members: Sequence[Member],
    reader: GroupReader,
    first: dt.date,
    last: dt.date,
    *,
    not_fetched: Mapping[str, str],
) -> Digest:
    """Return the week of the journal's person and of the members, as it was fetched last.

    `not_fetched` says why a member's repository could not be fetched, by name. One whose log cannot be read has nothing
    but why.
    """
    weeks = [own_week(journal, first, last)]
    weeks += [reader.week(member, first, last, not_fetched.get(member.name, "")) for member in members]
    return digest_of(weeks, first, last, zone=reader.now.tzinfo or dt.UTC, day_start=journal.config.day_start)


def own_week(journal: Journal, first: dt.date, last: dt.date) -> MemberWeek:
    """Return the week of the journal's person."""
    sessions = journal.store.sessions_between(first - _DAY, last + _DAY)
    days = []
    for n in range((last - first).days + 1):
        date = first + n * _DAY
        record = journal.find(date)
        logs = (record.day,) if record is not None else ()
        day = member_day(date, logs, [session for session in sessions if session.day == date])
        if day is not None:
            days.append(day)
    return MemberWeek(_("me"), tuple(days), spans_of(sessions), bool(journal.store.subjects()))
