"""Clocks that jump: set back and forward, by summer time, into another zone, over midnight and the study day's turn."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.faults.held import DATABASE, open_journal, problems_of
from tests.faults.rows import Outcome, Plan, Row, Tally
from tracker.errors import TrackerError
from tracker.journal import Journal
from tracker.model import Session
from tracker.timefmt import study_day


def _local(words: str) -> dt.datetime:
    """Return a time of day as a clock on the wall shows it, in whatever zone."""
    return dt.datetime.fromisoformat(words)


_SUMMER_TIME = (
    ("America/New_York", _local("2025-03-09 02:00"), dt.timedelta(hours=1)),
    ("America/New_York", _local("2025-11-02 02:00"), dt.timedelta(hours=-1)),
    ("Europe/Berlin", _local("2025-03-30 02:00"), dt.timedelta(hours=1)),
    ("Europe/Berlin", _local("2025-10-26 03:00"), dt.timedelta(hours=-1)),
    ("Australia/Lord_Howe", _local("2025-10-05 02:00"), dt.timedelta(minutes=30)),
    ("Australia/Lord_Howe", _local("2025-04-06 02:00"), dt.timedelta(minutes=-30)),
)
"""Zones, the local time at which their clocks change, and by how much."""
_ZONES = ("Asia/Seoul", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")
_ACTS = 14
"""Things done in each scenario of random acts."""


class MovedClock:
    """A clock as a machine has it: an instant, shown with the offset that holds in the zone it is set to."""

    def __init__(self, local: dt.datetime, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.instant = local.replace(tzinfo=self.zone).astimezone(dt.UTC)

    def __call__(self) -> dt.datetime:
        local = self.instant.astimezone(self.zone)
        # As `datetime.now().astimezone()` gives it: an offset, and no zone that knows of summer time.
        return local.replace(tzinfo=dt.timezone(local.utcoffset() or dt.timedelta()))

    def move(self, length: dt.timedelta) -> None:
        """Move on, or back."""
        self.instant += length


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a person has in the log: texts and sessions."""

    texts: dict[dt.date, str]
    sessions: frozenset[Session]


class Scenario:
    """A log that is worked on under a clock that jumps, and what was acknowledged."""

    def __init__(self, folder: Path, clock: MovedClock, tally: Tally, what: str) -> None:
        path = folder / DATABASE
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        self.clock, self.tally, self.what = clock, tally, what
        self.journal = open_journal(path, create=True, clock=clock)
        # A daily backup of every day that a wrong clock shows is not what is looked at here.
        self.journal.backed_up_on = "never"
        self.acknowledged = 0
        self.lost = 0
        self.problems: list[str] = []
        self.before: list[_Kept] = []
        """What the log held before each act that can be taken back."""
        self.jumped = False
        """Whether the clock jumped between two acts."""

    def kept(self) -> _Kept:
        """Return what the log holds now."""
        texts = {day: self.journal.text(day) or "" for day in self.journal.dates()}
        return _Kept(texts, frozenset(self.journal.store.all_sessions()))

    def act(self, name: str, do: Callable[[Journal], object]) -> bool:
        """Do something; return whether it was acknowledged. What is refused must leave everything as it was."""
        before = self.kept()
        self.journal.backed_up_on = self.clock().strftime("%Y%m%d")
        try:
            do(self.journal)
        except TrackerError:
            if self.kept() != before:
                self.problem(f"{name} was refused and changed something")
            return False
        self.acknowledged += 1
        after = self.kept()
        closed = {session for session in before.sessions if not session.running}
        gone = closed - after.sessions
        if gone:
            self.lost += len(gone)
            self.problem(f"{name}: sessions are gone or changed: {gone}")
        if after != before:
            self.before.append(before)
        self.check(name)
        return True

    def check(self, name: str) -> None:
        """Look at every session and total."""
        for session in self.journal.store.all_sessions():
            if session.running or session.started_at is None or session.ended_at is None:
                continue
            elapsed = int((session.ended_at - session.started_at).total_seconds())
            if session.seconds != elapsed or session.seconds <= 0:
                self.problem(
                    f"{name}: a session of {session.seconds} s from {session.started_at} to {session.ended_at}"
                )
        for day in self.journal.dates():
            record = self.journal.record(day)
            total = sum(session.seconds for session in record.sessions if not session.running)
            if (record.study_seconds or 0) != total:
                self.problem(f"{name}: the total of {day} is {record.study_seconds}, its sessions come to {total}")

    def undo_all(self) -> None:
        """Take back everything that was done, one after the other, and look that each is the one done last."""
        number = len(self.before)
        while self.before:
            expected = self.before.pop()
            number -= 1
            try:
                change = self.journal.undo()
            except TrackerError as error:
                self.problem(f"act {number} cannot be taken back: {error}")
                return
            if self.kept() != expected:
                self.lost += 1
                self.problem(f"taking {change.action} back was not taking act {number} back")
                return

    def redo_all(self, wanted: _Kept) -> None:
        """Make everything again that was taken back."""
        try:
            while self.kept() != wanted:
                self.journal.redo()
        except TrackerError as error:
            self.lost += 1
            self.problem(f"what was taken back cannot be made again: {error}")

    def problem(self, sentence: str) -> None:
        """Take note of something that is not as promised."""
        self.problems.append(f"{self.what}: {sentence}")

    def end(self) -> None:
        """Take all back and make it again, look at the file, and count."""
        wanted = self.kept()
        self.undo_all()
        self.redo_all(wanted)
        self.problems += [f"{self.what}: {problem}" for problem in problems_of(self.journal)]
        self.tally.add(hit=self.jumped, acknowledged=self.acknowledged, lost=self.lost, problems=self.problems)
        self.journal.close()


def _jump(plan: Plan, clock: MovedClock) -> str:
    """Set a clock back or forward, and return how."""
    length = plan.random.choice((-400, -26, -3, -1, 1, 3, 26, 400))
    by_hours = dt.timedelta(hours=length * plan.random.uniform(0.5, 1.5))
    clock.move(by_hours)
    return "back" if length < 0 else "forward"


def _run_set(plan: Plan) -> Outcome:
    """Do things in a random order, with the clock set back or forward between them."""
    tally, jumps = Tally(), Counter[str]()
    for number in plan.rounds(60):
        clock = MovedClock(_local("2025-05-06 09:00"), plan.random.choice(_ZONES))
        scenario = Scenario(plan.folder, clock, tally, f"scenario {number}")
        with closing(scenario.journal):
            for act in range(_ACTS):
                clock.move(dt.timedelta(minutes=plan.random.uniform(1, 90)))
                if plan.random.random() < 0.4:
                    running = "while a session runs" if scenario.journal.store.running_session() else "between"
                    jumps[f"{_jump(plan, clock)} {running}"] += 1
                    scenario.jumped = True
                _random_act(plan, scenario, act)
            before = scenario.kept()
            scenario.journal.prune()
            if scenario.kept() != before:
                scenario.lost += 1
                scenario.problem("pruning took something away")
            _say_when_it_ended(scenario)
            scenario.end()
    return tally.outcome(_told(jumps))


def _random_act(plan: Plan, scenario: Scenario, number: int) -> None:
    today = scenario.journal.today
    acts: dict[str, Callable[[Journal], object]] = {
        "start": lambda journal: journal.timer.start(f"과목 {number}"),
        "pause": lambda journal: journal.timer.pause(),
        "resume": lambda journal: journal.timer.resume(),
        "stop": lambda journal: journal.timer.stop(),
        "stop at now": lambda journal: journal.timer.stop(journal.now()),
        "goal": lambda journal: journal.add_goal(today, f"목표 {number}"),
        "time add": lambda journal: journal.timer.add(today, "독서", seconds=600 + number),
    }
    name = plan.random.choice(list(acts))
    scenario.act(name, acts[name])


def _say_when_it_ended(scenario: Scenario) -> None:
    """Stop a session that still runs, as one that a wrong clock has begun in the future can only be: later."""
    running = scenario.journal.store.running_session()
    if running is not None and running.started_at is not None:
        if scenario.clock() <= running.started_at:
            scenario.clock.move(running.started_at - scenario.clock() + dt.timedelta(minutes=30))
        if not scenario.act("stop at the end", lambda journal: journal.timer.stop(journal.now())):
            scenario.problem("a session cannot be stopped any more")


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counts.most_common())


# Sessions whose real length is known


def _studied(scenario: Scenario, lengths: Sequence[dt.timedelta], between: Callable[[int], None]) -> None:
    """Study with a pause between the lengths; `between` is called in the middle of each. All time must be booked."""
    journal, elapsed = scenario.journal, 0
    for number, length in enumerate(lengths):
        began = scenario.clock()
        if not scenario.act("start", lambda journal: journal.timer.start("항해")):
            scenario.problem("a session cannot be started")
            return
        scenario.clock.move(length / 2)
        between(number)
        scenario.clock.move(length / 2)
        end = scenario.clock()
        name = "stop" if number == len(lengths) - 1 else "pause"
        if not scenario.act(name, partial(_end, name, end)):
            scenario.problem(f"the session from {began} to {end} cannot be ended")
            return
        elapsed += int((end - began).total_seconds())
        scenario.clock.move(dt.timedelta(minutes=7))
    sessions = journal.store.all_sessions()
    booked = sum(session.seconds for session in sessions)
    # A session that is cut at a day's turn loses less than a second at each cut.
    if not elapsed - len(sessions) <= booked <= elapsed:
        scenario.lost += 1
        scenario.problem(f"{elapsed} s were studied, {booked} s are booked")
    for session in sessions:
        turns = journal.config.day_start
        if session.started_at is not None and session.day != study_day(session.started_at, turns):
            scenario.problem(f"a session that began at {session.started_at} is booked on {session.day}")


def _end(name: str, end: dt.datetime, journal: Journal) -> object:
    # Said outright, as the program asks for when a day has turned meanwhile.
    return journal.timer.stop(end) if name == "stop" else journal.timer.pause(end)


def _run_summer_time(plan: Plan) -> Outcome:
    tally, where = Tally(), Counter[str]()
    minutes = (-700, -400, -130, -61, -60, -31, -30, -5)
    cases = [
        (zone, at, by, early, length) for zone, at, by in _SUMMER_TIME for early in minutes for length in (1, 2.5, 9)
    ]
    for zone, at, by, early, hours in plan.chosen(cases):
        clock = MovedClock(at + dt.timedelta(minutes=early), zone)
        scenario = Scenario(plan.folder, clock, tally, f"{zone} {at} {early} min, {hours} h")
        with closing(scenario.journal):
            offset = clock().utcoffset()
            lengths = [dt.timedelta(hours=hours), dt.timedelta(minutes=45, seconds=plan.random.randrange(60))]
            _studied(scenario, lengths, lambda _: None)
            scenario.jumped = clock().utcoffset() != offset
            where[f"{'forward' if by > dt.timedelta() else 'back'} in {zone}"] += scenario.jumped
            scenario.end()
    return tally.outcome(_told(where))


def _run_zone(plan: Plan) -> Outcome:
    tally = Tally()
    pairs = [(one, other) for one in _ZONES for other in _ZONES if one != other]
    cases = [(one, other, hour) for one, other in pairs for hour in (1, 9, 22)]
    for one, other, hour in plan.chosen(cases):
        clock = MovedClock(_local(f"2025-05-06 {hour:02}:00"), one)
        scenario = Scenario(plan.folder, clock, tally, f"{one} to {other} from {hour}:00")

        def travel(number: int, clock: MovedClock = clock, other: str = other) -> None:
            clock.zone = ZoneInfo(other) if number == 0 else clock.zone

        with closing(scenario.journal):
            lengths = [dt.timedelta(hours=plan.random.uniform(0.5, 13)), dt.timedelta(minutes=50)]
            _studied(scenario, lengths, travel)
            scenario.jumped = True
            scenario.end()
    return tally.outcome("Seoul, New York, Berlin, Lord Howe, Kathmandu and Apia, each to each other")


def _run_turns(plan: Plan) -> Outcome:
    tally, turns = Tally(), Counter[str]()
    for number in plan.rounds(80):
        zone = plan.random.choice(_ZONES)
        begins = _local("2025-05-06 20:00") + dt.timedelta(minutes=plan.random.randrange(600))
        clock = MovedClock(begins, zone)
        scenario = Scenario(plan.folder, clock, tally, f"{begins} in {zone}, {number}")
        with closing(scenario.journal):
            length = dt.timedelta(minutes=plan.random.uniform(1, 2000))
            ends = begins + length
            midnights = (ends.date() - begins.date()).days
            mornings = (study_day(ends, dt.time(4)) - study_day(begins, dt.time(4))).days
            turns["midnights"] += midnights
            turns["turns of the study day at 04:00"] += mornings
            scenario.jumped = bool(midnights or mornings)
            _studied(scenario, [length], lambda _: None)
            scenario.end()
    return tally.outcome(_told(turns))


ROWS = (
    Row(
        "clock-set",
        "the clock set back or forward by 1 to 600 hours between start, pause, resume, stop and edits",
        _run_set,
        8,
    ),
    Row(
        "clock-summer-time",
        "a session over the change of the clocks, both ways, New York, Berlin and Lord Howe",
        _run_summer_time,
        20,
    ),
    Row("clock-zone", "another time zone in the middle of a session", _run_zone, 15),
    Row("clock-turns", "midnight and the study day's turn in the middle of a session", _run_turns, 15),
)
