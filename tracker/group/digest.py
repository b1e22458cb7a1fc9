"""What a week of several people adds up to, and when they studied at once; what no log states is None, never 0."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tracker.model import Day, Mark, Session
from tracker.values import frozen

SLOT = dt.timedelta(minutes=10)
"""What the time that people studied at once is counted in."""
SLOTS_OF_DAY = dt.timedelta(days=1) // SLOT


@frozen
class StudiedTopic:
    """Something that a person studied."""

    date: dt.date
    title: str
    presenter: str | None
    """Who presented it; None when the log names nobody."""


@frozen
class JudgeCount:
    """How many problems of a judge a person solved."""

    judge: str
    solved: int
    """0 when there were none but tries."""


@frozen
class MemberDay:
    """What is known of a person's day, by a log or by sessions."""

    date: dt.date
    logged: bool
    """Whether there is a log of it."""
    seconds: int | None
    """Seconds studied: the total of the log, else the sum of the sessions; None when there is neither."""
    topics: tuple[StudiedTopic, ...] = ()
    problems: tuple[JudgeCount, ...] = ()
    """By judge, in the order of the log."""
    done: int = 0
    """Challenges set before this day that were done."""
    challenges: int = 0
    """Challenges set before this day, whatever became of them."""
    sessions: tuple[Session, ...] = ()


@frozen
class MemberWeek:
    """A person's week."""

    name: str
    days: tuple[MemberDay, ...] = ()
    """Those of which anything is known, oldest first."""
    spans: tuple[tuple[dt.datetime, dt.datetime], ...] = ()
    """When the person studied, from the day before the week to the day after it, as other time zones may have it."""
    shares_sessions: bool = False
    """Whether there are sessions at all, be it of other weeks; without them it is unknown when the person studied."""
    problem: str = ""
    """Why the log could not be read; empty when it was."""
    notes: tuple[str, ...] = ()
    """What else is to be said: that it is as it was at an earlier time, files that could not be read."""

    @property
    def seconds(self) -> int | None:
        """Seconds of the days whose time is known; None when that is no day."""
        known = [day.seconds for day in self.days if day.seconds is not None]
        return sum(known) if known else None

    @property
    def timed_days(self) -> int:
        """Days whose time is known."""
        return sum(day.seconds is not None for day in self.days)

    @property
    def problems(self) -> tuple[JudgeCount, ...] | None:
        """Solved problems, the judge with the most of them first; None when no log names any."""
        counts: Counter[str] = Counter()
        for day in self.days:
            for count in day.problems:
                counts[count.judge] += count.solved
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(JudgeCount(judge, solved) for judge, solved in ordered) or None

    @property
    def challenges(self) -> tuple[int, int] | None:
        """Challenges done, and all that were to be checked; None when no log has any."""
        total = sum(day.challenges for day in self.days)
        return (sum(day.done for day in self.days), total) if total else None

    @property
    def topics(self) -> tuple[StudiedTopic, ...]:
        """What was studied, in the order of the days."""
        return tuple(topic for day in self.days for topic in day.topics)

    def day(self, date: dt.date) -> MemberDay | None:
        """Return what is known of a day; None for nothing."""
        return next((day for day in self.days if day.date == date), None)


@frozen
class Together:
    """A stretch of ten-minute slots in which the same people studied at once."""

    start: dt.datetime
    end: dt.datetime
    names: tuple[str, ...]
    """In the order of the members."""

    @property
    def slots(self) -> int:
        """How many slots it has."""
        return (self.end - self.start) // SLOT


@frozen
class DaySlots:
    """A day in ten-minute slots, from the beginning of the study day."""

    date: dt.date
    opens: dt.datetime
    people: tuple[int, ...]
    """Of each slot, how many studied in it."""
    together: tuple[Together, ...]

    @property
    def shared_seconds(self) -> int:
        """Seconds of the slots in which two or more studied at once."""
        return int(sum(stretch.slots for stretch in self.together) * SLOT.total_seconds())


@frozen
class Digest:
    """A week of a group."""

    first: dt.date
    last: dt.date
    members: tuple[MemberWeek, ...]
    """The person whose log this is comes first."""
    days: tuple[DaySlots, ...] | None
    """When they studied, day by day; None when fewer than two share their sessions."""

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The days of the week."""
        return tuple(self.first + dt.timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def shared_seconds(self) -> int | None:
        """Seconds in which two or more studied at once; None when it cannot be known."""
        return None if self.days is None else sum(day.shared_seconds for day in self.days)


def digest_of(
    members: Sequence[MemberWeek], first: dt.date, last: dt.date, *, zone: dt.tzinfo, day_start: dt.time
) -> Digest:
    """Put the weeks of the members side by side; times of day are those of `zone`, study days begin at `day_start`."""
    return Digest(first, last, tuple(members), _slots_of_days(members, first, last, zone, day_start))


def member_day(date: dt.date, logs: Sequence[Day], sessions: Sequence[Session]) -> MemberDay | None:
    """Return what the logs of a day, mostly one, and its sessions say; None when there is neither.

    Of several totals the largest stands: the same day in two files is more likely than two halves of it.
    """
    finished = tuple(session for session in sessions if not session.running)
    if not logs and not finished:
        return None
    totals = [day.total.seconds for day in logs if day.total is not None]
    clocked = sum(session.seconds for session in finished) if finished else None
    past = [challenge for day in logs for challenge in day.past()]
    topics = (StudiedTopic(date, topic.title, topic.presenter) for day in logs for topic in day.topics if topic.title)
    return MemberDay(
        date=date,
        logged=bool(logs),
        seconds=max(totals, default=clocked),
        topics=tuple(dict.fromkeys(topics)),
        problems=_counted(logs),
        done=sum(challenge.mark is Mark.DONE for challenge in past),
        challenges=len(past),
        sessions=finished,
    )


def _counted(logs: Iterable[Day]) -> tuple[JudgeCount, ...]:
    # The same problem in two files of a day was solved once.
    solved: dict[tuple[str, str], bool] = {}
    for day in logs:
        for problem in day.problems:
            name = (problem.judge, problem.id or problem.title or problem.url or "")
            solved[name] = solved.get(name, False) or problem.solved
    counts: Counter[str] = Counter()
    for (judge, _name), is_solved in solved.items():
        counts[judge] += is_solved
    return tuple(JudgeCount(judge, count) for judge, count in counts.items())


def spans_of(sessions: Iterable[Session]) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    """Return the stretches of time that sessions say."""
    return tuple(
        (session.started_at, session.ended_at)
        for session in sessions
        if session.started_at is not None and session.ended_at is not None and session.started_at < session.ended_at
    )


def _slots_of_days(
    members: Sequence[MemberWeek], first: dt.date, last: dt.date, zone: dt.tzinfo, day_start: dt.time
) -> tuple[DaySlots, ...] | None:
    if sum(member.shares_sessions for member in members) < 2:
        return None
    week_opens = dt.datetime.combine(first, day_start, zone)
    count = ((last - first).days + 1) * SLOTS_OF_DAY
    present: list[set[int]] = [set() for _slot in range(count)]
    for n, member in enumerate(members):
        for start, end in member.spans:
            for slot in _slots(start, end, week_opens, count):
                present[slot].add(n)
    at_once: list[set[int]] = [set() for _slot in range(count)]
    for start, end, who in _moments_at_once(members):
        for slot in _slots(start, end, week_opens, count):
            at_once[slot] |= who
    names = [member.name for member in members]
    days = []
    for n in range(count // SLOTS_OF_DAY):
        slots = slice(n * SLOTS_OF_DAY, (n + 1) * SLOTS_OF_DAY)
        opens = week_opens + n * SLOTS_OF_DAY * SLOT
        people = tuple(len(those) for those in present[slots])
        days.append(DaySlots(first + dt.timedelta(days=n), opens, people, _stretches(at_once[slots], opens, names)))
    return tuple(days)


def _slots(start: dt.datetime, end: dt.datetime, opens: dt.datetime, count: int) -> range:
    """Return the slots, counted from `opens`, that have a moment of `[start, end)`."""
    return range(max(0, (start - opens) // SLOT), min(count, -((opens - end) // SLOT)))


def _moments_at_once(members: Sequence[MemberWeek]) -> Iterable[tuple[dt.datetime, dt.datetime, set[int]]]:
    """Yield the stretches of time in which the same two or more people studied, and who they were."""
    # Instants, so that the offsets in which they were written do not matter.
    turns = sorted(
        (moment.astimezone(dt.UTC), by, n)
        for n, member in enumerate(members)
        for start, end in member.spans
        for moment, by in ((start, 1), (end, -1))
    )
    at_work: Counter[int] = Counter()
    for (moment, by, n), (following, _by, _n) in pairwise(turns):
        at_work[n] += by
        who = {each for each, count in at_work.items() if count > 0}
        if len(who) > 1:
            yield moment, following, who


def _stretches(slots: Sequence[set[int]], opens: dt.datetime, names: Sequence[str]) -> tuple[Together, ...]:
    found: list[Together] = []
    for n, who in enumerate(slots):
        if len(who) < 2:
            continue
        start, those = opens + n * SLOT, tuple(names[each] for each in sorted(who))
        if found and found[-1].end == start and found[-1].names == those:
            start = found.pop().start
        found.append(Together(start, opens + (n + 1) * SLOT, those))
    return tuple(found)
