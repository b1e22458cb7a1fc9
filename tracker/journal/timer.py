"""The timer: sessions as rows from the moment they start, and the day's total kept in step with them."""

from __future__ import annotations

import datetime as dt
import os

from tracker.errors import EditRefused, NotFound, UsageError
from tracker.journal.rounds import Rounds
from tracker.later import later
from tracker.model import Session
from tracker.timefmt import format_duration, study_day
from tracker.values import frozen, replace
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.codec import edit as edits
    from tracker.journal import session_line
    from tracker.journal.journal import Journal
    from tracker.journal.session_line import SessionLine
else:
    edits, session_line = later("tracker.codec.edit"), later("tracker.journal.session_line")

_PAUSED = "paused_subject"
_HEARTBEAT = "heartbeat"
_SHORTEST_ID = 4
_LONGEST_LENGTH = 24 * 3600
"""Seconds a bare length may have: what is longer is a mistyped one (25:00 for 25 minutes)."""
_HALF_A_DAY = dt.timedelta(hours=12)
ALIVE_FOR = dt.timedelta(minutes=10)
"""A sign of life younger than this means that someone still sits there."""


@frozen
class TimerState:
    """What the timer is doing, and today's sum."""

    running: Session | None
    seconds: int
    """Length of the running session so far; 0 when none runs."""
    paused_subject: str | None
    """What resume would go on with; None when nothing is paused."""
    today_seconds: int
    """Today's study time with the running session."""
    forgotten: bool
    """Whether the timer was left running on an earlier study day."""
    last_sign: dt.datetime | None
    """When the program last showed life while it ran; None when it never did."""


@frozen
class Booked:
    """Sessions that an action closed or changed."""

    sessions: tuple[Session, ...]
    """One, or several where the study day turned in between."""
    seconds: int


class Timer:
    """Starts, stops and books sessions."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.store = journal.store
        self.rounds = Rounds(journal)
        """The focus rounds, which go with the timer when they are wanted."""

    def state(self) -> TimerState:
        """Return what the timer is doing now."""
        now = self.journal.now()
        running = self.store.running_session()
        elapsed = _seconds(running.started_at, now) if running is not None and running.started_at else 0
        facts = self.journal.facts(self.journal.today, self.journal.today)
        record_seconds = (facts[0].seconds or 0) if facts else 0
        sign = self._last_sign(running)
        return TimerState(
            running=running,
            seconds=max(0, elapsed),
            paused_subject=self.store.setting(_PAUSED) if running is None else None,
            today_seconds=record_seconds
            + (max(0, elapsed) if running is not None and running.day == self.journal.today else 0),
            forgotten=running is not None and self._forgotten(running, sign),
            last_sign=sign,
        )

    def beat(self) -> None:
        """Leave a sign of life; the application calls it every 30 s while the timer runs."""
        self.store.set_setting(_HEARTBEAT, self.journal.now().isoformat())

    def start(self, subject: str | None = None, at: dt.datetime | None = None) -> tuple[Session, Booked | None]:
        """Start a session, now or at an earlier instant; one that runs on another subject is booked first.

        Returns the new session and what was booked. Raises UsageError for an instant to come, EditRefused when the
        session would overlap another or its subject runs already.
        """
        began = self._not_later_than_now(at)
        with self.store.transaction():
            name = subject.strip() if subject and subject.strip() else self._usual_subject()
            running = self.store.running_session()
            booked = None
            if running is not None:
                self._refuse_forgotten(running)
                if running.subject == name:
                    raise EditRefused(
                        _("{subject} is running already, since {time}.", subject=name, time=_clock(running.started_at)),
                        shell=_("Stop it with: {command}", command="studylog stop"),
                    )
            change = self.journal.begin("start", name)
            if running is not None:
                booked = self._close(change, running, began)
            self._refuse_overlap(name, began, self.journal.now(), None)
            session = Session(_new_id(), study_day(began, self.journal.config.day_start), name, began, None, 0)
            self.store.put_session(change, session)
            self.store.set_setting(_PAUSED, None)
            self.store.set_setting(_HEARTBEAT, None)
            self.rounds.timer_started(began)
        return session, booked

    def stop(self, at: dt.datetime | None = None) -> Booked:
        """End the running session, now or at an earlier instant, and add it to the day.

        Raises NotFound when none runs, UsageError for an instant before its start, EditRefused for a timer that was
        forgotten overnight and no end is given: nothing is booked silently.
        """
        return self._end("stop", at, paused=False)

    def pause(self, at: dt.datetime | None = None) -> Booked:
        """End the running session and remember its subject for resume; raises as `stop` does."""
        return self._end("pause", at, paused=True)

    def resume(self) -> Session:
        """Start the next session of the subject that was paused, or studied last today; raises NotFound without one."""
        if (running := self.store.running_session()) is not None:
            raise EditRefused(
                _(
                    "{subject} is running, since {time}; there is nothing to resume.",
                    subject=running.subject,
                    time=_clock(running.started_at),
                )
            )
        subject = self.store.setting(_PAUSED)
        if subject is None:
            sessions = self.store.sessions_on(self.journal.today)
            if not sessions:
                raise NotFound(
                    _("Nothing was paused today."), shell=_("Start with: {command}", command="studylog start SUBJECT")
                )
            subject = sessions[-1].subject
        return self.start(subject)[0]

    def cancel(self) -> Session:
        """Throw the running session away; undo brings it back. Raises NotFound when none runs."""
        with self.store.transaction():
            running = self._running()
            change = self.journal.begin("cancel", running.subject)
            self.store.remove_session(change, running.id)
            self.rounds.timer_stopped()
        return running

    def add(
        self,
        day: dt.date,
        subject: str | None,
        *,
        seconds: int | None = None,
        start: dt.datetime | None = None,
        end: dt.datetime | None = None,
    ) -> Booked:
        """Book a session that is over: a bare length on `day`, or two of start, end and length.

        Raises UsageError for a length of nothing or a time that runs backwards, EditRefused for an overlap.
        """
        name = subject.strip() if subject and subject.strip() else self._usual_subject()
        with self.store.transaction():
            if start is not None or end is not None:
                began, ended = _span(start, end, seconds)
                self._not_later_than_now(ended)
                change = self.journal.begin("time add", f"{name} {format_duration(_seconds(began, ended))}")
                self._refuse_overlap(name, began, ended, None)
                opened = Session(_new_id(), study_day(began, self.journal.config.day_start), name, began, None, 0)
                return self._close(change, opened, ended)
            seconds = _length(seconds)
            change = self.journal.begin("time add", f"{day} {name} {format_duration(seconds)}")
            session = Session(_new_id(), day, name, None, None, seconds)
            self.store.put_session(change, session)
            self._add_to_total(change, day, seconds)
        return Booked((session,), seconds)

    def sessions(self, day: dt.date) -> Sequence[Session]:
        """Return the sessions of a study day, earliest first, bare lengths last."""
        return self.store.sessions_on(day)

    def totals(self, first: dt.date, last: dt.date) -> Sequence[tuple[str, int]]:
        """Return the seconds of the finished sessions from `first` to `last` by subject, of days with any time."""
        return self.store.subject_totals(first, last)

    def find(self, day: dt.date, word: str) -> Session:
        """Return a session of `day` by its number in the list or the beginning of its id; raises NotFound."""
        sessions = self.sessions(day)
        if word.isdecimal() and 1 <= int(word) <= len(sessions):
            return sessions[int(word) - 1]
        # A number that is not in the list is no beginning of an id.
        matching = [session for session in sessions if len(word) >= _SHORTEST_ID and session.id.startswith(word)]
        if len(matching) != 1:
            raise NotFound(
                _("There is no session {word} on {day}.", word=word, day=day),
                shell=_("They are: {command}", command=f"studylog time list -d {day}"),
            )
        return matching[0]

    def change(
        self,
        session: Session,
        *,
        subject: str | None = None,
        seconds: int | None = None,
        start: dt.datetime | None = None,
        end: dt.datetime | None = None,
    ) -> Session:
        """Correct a session; the day's total changes by the difference. None leaves a part as it is.

        A length keeps the start, or the end where that is given. A session moved over the turn of a study day is booked
        on the days it touches; the first piece is returned. Raises UsageError for a time that runs backwards or is yet
        to come, EditRefused for an overlap, NotFound when the session is gone.
        """
        with self.store.transaction():
            session = self._stored(session)
            new = replace(session, subject=subject.strip() if subject and subject.strip() else session.subject)
            pieces = [new]
            if session.running and end is None and seconds is None:
                if start is not None:
                    self._not_later_than_now(start)
                    self._refuse_overlap(new.subject, start, self.journal.now(), session.id)
                    pieces = [replace(new, started_at=start, day=study_day(start, self.journal.config.day_start))]
            elif session.started_at is not None or start is not None or end is not None:
                if start is not None or end is not None or seconds is not None:
                    began, ended = _corrected(session, start, end, seconds)
                    self._not_later_than_now(ended)
                    self._refuse_overlap(new.subject, began, ended, session.id)
                    pieces = self._pieces(replace(new, started_at=began), ended)
            elif seconds is not None:
                pieces = [replace(new, seconds=_length(seconds))]
            change = self.journal.begin("time edit", f"{session.day} {new.subject}")
            differences = {session.day: -session.seconds}
            for piece in pieces:
                self.store.put_session(change, piece)
                differences[piece.day] = differences.get(piece.day, 0) + piece.seconds
            for day, difference in differences.items():
                self._add_to_total(change, day, difference)
        return pieces[0]

    def remove(self, session: Session) -> None:
        """Take a session out and its length off the day's total; undo brings both back. Raises NotFound."""
        with self.store.transaction():
            session = self._stored(session)
            change = self.journal.begin("time remove", f"{session.day} {session.subject}")
            self.store.remove_session(change, session.id)
            self._add_to_total(change, session.day, -session.seconds)

    def _stored(self, session: Session) -> Session:
        """The session as it is now, whoever changed it last."""
        stored = self.store.session(session.id)
        if stored is None:
            raise NotFound(
                _("The session of {subject} is no longer there.", subject=session.subject),
                shell=_("; see: {command}", command=f"studylog time list -d {session.day}"),
            )
        return stored

    def _end(self, action: str, at: dt.datetime | None, *, paused: bool) -> Booked:
        with self.store.transaction():
            running = self._running()
            if at is None:
                self._refuse_forgotten(running)
            end = self._not_later_than_now(at)
            change = self.journal.begin(action, running.subject)
            booked = self._close(change, running, end)
            self.store.set_setting(_PAUSED, running.subject if paused else None)
            if paused:
                self.rounds.timer_paused(end)
            else:
                self.rounds.timer_stopped()
        return booked

    def _running(self) -> Session:
        running = self.store.running_session()
        if running is None:
            raise NotFound(
                _("The timer is not running."), shell=_("Start it with: {command}", command="studylog start SUBJECT")
            )
        return running

    def _close(self, change: int, session: Session, end: dt.datetime) -> Booked:
        """Book `session` until `end`, a piece for each study day it touches."""
        pieces = self._pieces(session, end)
        for piece in pieces:
            self.store.put_session(change, piece)
            self._add_to_total(change, piece.day, piece.seconds)
        return Booked(tuple(pieces), sum(piece.seconds for piece in pieces))

    def _pieces(self, session: Session, end: dt.datetime) -> list[Session]:
        assert session.started_at is not None
        _forwards(session.started_at, end)
        pieces = []
        began, name = session.started_at, session.id
        while began < end:
            until = min(end, self._day_turn(began))
            day = study_day(began, self.journal.config.day_start)
            pieces.append(Session(name, day, session.subject, began, until, _seconds(began, until)))
            began, name = until, _new_id()
        return pieces

    def _day_turn(self, moment: dt.datetime) -> dt.datetime:
        """When the study day that `moment` belongs to ends."""
        day = study_day(moment, self.journal.config.day_start) + dt.timedelta(days=1)
        turn = dt.datetime.combine(day, self.journal.config.day_start, moment.tzinfo)
        if moment.astimezone().utcoffset() != moment.utcoffset():
            # It was somewhere else, or in a zone that the machine knows nothing of.
            return turn
        # Summer time may begin or end in between; here it is known when.
        return turn.replace(tzinfo=None).astimezone()

    def _add_to_total(self, change: int, day: dt.date, seconds: int) -> None:
        """Carry a change of the sessions over to the total written in the day, where its format has a place for one."""
        if seconds == 0:
            return
        stored = self.store.day(day)
        if stored is None and seconds < 0:
            return
        text = stored.text if stored is not None else self.journal.opened_text(day)
        reading = self.journal.reading_of(text, day, stored.template if stored is not None else None)
        total = reading.day.total
        if total is not None:
            wanted = max(0, total.seconds + seconds)
        else:
            wanted = sum(session.seconds for session in self.store.sessions_on(day) if not session.running)
        edited = edits.set_total(reading, wanted) if total is not None or wanted else None
        expected = stored.sha256 if stored is not None else None
        if edited is not None and (stored is None or edited.text != stored.text):
            self.journal.save_edited(change, day, edited, expected)
        elif stored is None:
            self.journal.save(change, day, text, expected)
        else:
            self.journal.refresh_seconds(day)

    def _usual_subject(self) -> str:
        recent = self.store.subjects()
        return recent[0] if recent else {"ko": "공부"}.get(self.journal.templates.default.language, "study")

    def add_line(self, day: dt.date, line: str) -> Booked | None:
        """Book the session that a line says (`09:00-10:20 algorithms`); None when it only began one (`09:00-`).

        Raises as `add` and `start` do.
        """
        told = session_line.parse_session_line(line)
        start, end = self._span_on(day, told)
        if told.until_now:
            self.start(told.subject, start)
            return None
        return self.add(day, told.subject, seconds=told.seconds, start=start, end=end)

    def change_line(self, session: Session, line: str) -> Session:
        """Correct a session to what the line says; what reads as before stays to the second. Raises as `change`."""
        before, told = (
            session_line.parse_session_line(session_line.format_session_line(session)),
            session_line.parse_session_line(line),
        )
        start, end = self._span_on(session.day, told)
        seconds = None if told.seconds == before.seconds else told.seconds
        if told.start == before.start:
            start = None
        if told.end == before.end:
            end = session.ended_at if seconds is not None and told.end is not None else None
        if session.running and told.until_now:
            end = None
        subject = told.subject if told.subject != session.subject else None
        if not subject and start is None and end is None and seconds is None:
            return session
        return self.change(session, subject=subject, seconds=seconds, start=start, end=end)

    def instant_on(self, day: dt.date, clock: dt.time) -> dt.datetime:
        """Return the instant of a time of day on a study day: before its beginning it is the next morning's."""
        on = day + dt.timedelta(days=1) if clock < self.journal.config.day_start else day
        return dt.datetime.combine(on, clock, self.journal.now().tzinfo)

    def _span_on(self, day: dt.date, told: SessionLine) -> tuple[dt.datetime | None, dt.datetime | None]:
        start = self.instant_on(day, told.start) if told.start is not None else None
        end = self.instant_on(day, told.end) if told.end is not None else None
        if start is not None and end is not None and end <= start and start - end > _HALF_A_DAY:
            # 23:30-05:00 is a night; 10:00-09:00 is a mistake.
            end += dt.timedelta(days=1)
        return start, end

    def _not_later_than_now(self, at: dt.datetime | None) -> dt.datetime:
        now = self.journal.now()
        if at is None:
            return now
        if at > now:
            raise UsageError(
                _(
                    "{time} on {day} is yet to come; now it is {now}.",
                    time=_clock(at),
                    day=at.date(),
                    now=_clock(now),
                )
            )
        return at

    def _refuse_overlap(self, subject: str, start: dt.datetime, end: dt.datetime, own: str | None) -> None:
        others = self.store.overlapping(start, end, except_id=own)
        if others:
            other = others[0]
            span = f"{_clock(other.started_at)}–{_clock(other.ended_at)}"
            if other.ended_at is None:
                span = _("{time}, running", time=_clock(other.started_at))
            raise EditRefused(
                _(
                    "{subject} {time} overlaps {other} ({span} on {day}); choose another time, or correct that one.",
                    subject=subject,
                    time=f"{_clock(start)}–{_clock(end)}",
                    other=other.subject,
                    span=span,
                    day=other.day,
                ),
                shell=_("Correct it with: {command}", command=f"studylog time edit -d {other.day} {other.id}"),
            )

    def _last_sign(self, running: Session | None) -> dt.datetime | None:
        written = self.store.setting(_HEARTBEAT) if running is not None else None
        sign = dt.datetime.fromisoformat(written) if written else None
        if sign is None or running is None or running.started_at is None or sign < running.started_at:
            return None
        return sign

    def _forgotten(self, running: Session, sign: dt.datetime | None) -> bool:
        if running.day >= self.journal.today:
            return False
        return sign is None or self.journal.now() - sign > ALIVE_FOR

    def _refuse_forgotten(self, running: Session) -> None:
        sign = self._last_sign(running)
        if self._forgotten(running, sign):
            since = f"{running.started_at:%Y-%m-%d %H:%M}"
            told = _("{subject} has been running since {since}.", subject=running.subject, since=since)
            if sign is not None:
                told = _(
                    "{subject} has been running since {since}; the last sign of life was at {time}.",
                    subject=running.subject,
                    since=since,
                    time=_clock(sign),
                )
            raise EditRefused(
                told,
                shell=_(
                    "Say when it ended: {stop}, or --at now — or throw it away: {cancel}",
                    stop="studylog stop --at 23:40",
                    cancel="studylog cancel",
                ),
            )


def _new_id() -> str:
    # Not by `secrets`, which takes 5 ms to import.
    return os.urandom(6).hex()


def _seconds(start: dt.datetime, end: dt.datetime) -> int:
    return int((end - start).total_seconds())


def _length(seconds: int | None) -> int:
    if seconds is None or seconds <= 0:
        raise UsageError(_("A session needs a length, like 1:30:00 or 90m."))
    if seconds > _LONGEST_LENGTH:
        written = format_duration(seconds)
        raise UsageError(_("{length} is more than a day; 25 minutes are written 25m or 0:25:00.", length=written))
    return seconds


def _span(start: dt.datetime | None, end: dt.datetime | None, seconds: int | None) -> tuple[dt.datetime, dt.datetime]:
    """Return the start and end that two of the three say; raises UsageError."""
    if seconds is not None:
        length = dt.timedelta(seconds=_length(seconds))
        if start is not None and end is not None:
            raise UsageError(_("Give two of start, end and length; the third follows."))
        start, end = (start, start + length) if start is not None else (end - length if end is not None else None, end)
    if start is None or end is None:
        raise UsageError(_("A session needs two of start, end and length."))
    _forwards(start, end)
    return start, end


def _corrected(
    session: Session, start: dt.datetime | None, end: dt.datetime | None, seconds: int | None
) -> tuple[dt.datetime, dt.datetime]:
    """Return the start and end of a session when the given ones, None for no change, take the place of its own."""
    if session.started_at is None:
        # A bare length that gets its place in the day keeps its length.
        return _span(start, end, seconds if seconds is not None or (start and end) else session.seconds)
    if seconds is not None and end is not None:
        return _span(start, end, seconds)
    return _span(start or session.started_at, None if seconds is not None else end or session.ended_at, seconds)


def _forwards(start: dt.datetime, end: dt.datetime) -> None:
    if end <= start:
        raise UsageError(
            _(
                "{end} is not after {start}; a session ends later than it starts.",
                end=_clock(end),
                start=_clock(start),
            )
        )


def _clock(moment: dt.datetime | None) -> str:
    return moment.strftime("%H:%M") if moment is not None else "?"
