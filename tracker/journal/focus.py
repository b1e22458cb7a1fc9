"""Focus rounds: stretches of work with a break after each, counted from instants alone, without a clock."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from tracker.values import frozen, replace

Lengths = tuple[int, int]
"""Seconds of work and of the break after it."""


class Phase(StrEnum):
    """What a round is at."""

    WORK = "work"
    HALTED = "halted"
    """The timer does not run; the round goes on with it."""
    BREAK = "break"
    WAITING = "waiting"
    """The break is over; the next round begins when the timer is started."""


@frozen
class Round:
    """A round as it is kept: where it began, and what of it is done."""

    number: int
    """Counts the day's rounds from 1."""
    day: dt.date
    """The study day whose rounds are counted."""
    since: dt.datetime | None
    """When the work or the break that is going on began; None while the round stands still."""
    worked: int = 0
    """Seconds of this round's work before `since`."""
    resting: bool = False
    """Whether its work is done."""


@frozen
class RoundView:
    """A round as it is at one instant."""

    number: int
    phase: Phase
    left: int
    """Seconds left of the work or the break; 0 when it is over."""
    length: int
    """Seconds the whole of it takes."""


def first_round(day: dt.date, since: dt.datetime | None) -> Round:
    """Return the first round of a day; `since` is None while the timer does not run."""
    return Round(1, day, since)


def view(round_: Round, now: dt.datetime, lengths: Lengths) -> RoundView:
    """Return what the round is at, and how long it still takes."""
    work, rest = lengths
    passed = max(0, int((now - round_.since).total_seconds())) if round_.since is not None else 0
    if round_.resting:
        left = max(0, rest - passed)
        return RoundView(round_.number, Phase.BREAK if left else Phase.WAITING, left, rest)
    left = max(0, work - round_.worked - passed)
    return RoundView(round_.number, Phase.WORK if round_.since is not None else Phase.HALTED, left, work)


def work_ends(round_: Round, lengths: Lengths) -> dt.datetime | None:
    """Return when the round's work is done; None while no work goes on."""
    if round_.since is None or round_.resting:
        return None
    return round_.since + dt.timedelta(seconds=max(0, lengths[0] - round_.worked))


def started(round_: Round, day: dt.date, at: dt.datetime) -> Round:
    """Return the round when the timer is started: after a break it is the next one, on another day the first."""
    if day != round_.day:
        return first_round(day, at)
    if round_.resting:
        return Round(round_.number + 1, day, at)
    return round_ if round_.since is not None else replace(round_, since=at)


def paused(round_: Round, at: dt.datetime) -> Round:
    """Return the round when the timer is paused by hand: what is worked counts, and the rest waits."""
    if round_.resting or round_.since is None:
        return round_
    return replace(round_, since=None, worked=round_.worked + max(0, int((at - round_.since).total_seconds())))


def stopped(round_: Round) -> Round:
    """Return the round when the timer is stopped by hand: it begins anew with the next start; a break goes on."""
    return round_ if round_.resting else replace(round_, since=None, worked=0)


def rested(round_: Round, at: dt.datetime) -> Round:
    """Return the round when its work is done and the break begins."""
    return replace(round_, since=at, worked=0, resting=True)


def to_text(round_: Round) -> str:
    """Return the round as it is remembered."""
    since = round_.since.isoformat() if round_.since is not None else "-"
    return f"{round_.number} {round_.day} {since} {round_.worked} {'break' if round_.resting else 'work'}"


def from_text(text: str) -> Round | None:
    """Return the round that was remembered; None when the words are none of ours."""
    try:
        number, day, since, worked, phase = text.split()
        began = None if since == "-" else dt.datetime.fromisoformat(since)
        if began is not None and began.tzinfo is None:
            return None
        return Round(int(number), dt.date.fromisoformat(day), began, int(worked), phase == "break")
    except ValueError:
        return None
