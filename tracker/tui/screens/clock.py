"""The clock screen: the timer large enough to be seen from across the desk, the target, and the focus rounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.reactive import var

from tracker.journal import Journal
from tracker.journal.focus import Phase, RoundView
from tracker.stats import summarise
from tracker.timefmt import format_duration
from tracker.tui.commands import UNDOING, Command, Group, bindings_of
from tracker.tui.screens.timing import TIMER_COMMANDS, TimerActions
from tracker.tui.widgets.big_clock import BigClock, ClockState, DaySessions
from tracker.values import replace
from tracker.wording import N_, _, p_


def _besides(keys: str, action: str, binding: str, do: str, about: str) -> Command:
    return Command(keys, action, Group.TIME, f"clock.{binding}", do, about, palette=False)


CLOCK_COMMANDS = (
    *TIMER_COMMANDS,
    _besides("space", "pause", "pause", N_("pause"), N_("Book the time so far, to go on later; or go on.")),
    _besides(
        "f", "focus_rounds", "focus", N_("focus rounds"), N_("Work in rounds with a break after each, or without.")
    ),
    *UNDOING,
    Command("escape,q", "leave", Group.SCREEN, "clock.leave", N_("back"), N_("Go back to the day."), palette=False),
)
"""What the clock answers to."""


class ClockScreen(TimerActions):
    """Shows the timer as a big clock."""

    CSS_PATH = "../clock.tcss"
    commands: ClassVar[tuple[Command, ...]] = CLOCK_COMMANDS
    BINDINGS = [*bindings_of(CLOCK_COMMANDS)]

    clock: var[ClockState] = var(ClockState())

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._strip: DaySessions | None = None

    def compose_content(self) -> ComposeResult:
        yield BigClock(id="big-clock").data_bind(state=ClockScreen.clock)

    def look(self) -> None:
        error = self.attempt(self._read)
        if error is not None:
            self.say_error(error)
            return
        super().look()
        self.refresh_hints()

    def _read(self) -> None:
        self._strip = strip_of(self.journal, self.journal.today)

    def tick(self) -> None:
        super().tick()
        self.clock = self._clock_state()

    def bar(self) -> Sequence[str]:
        wanted = ["clock.pause", "timer.toggle", "timer.switch", "timer.stop-at", "clock.focus"]
        return [*wanted, "visit.sessions", "clock.leave"]

    def help_text(self) -> str:
        work, rest = (seconds // 60 for seconds in self.journal.timer.rounds.lengths)
        return _(
            "The timer counts one subject at a time; pausing books what was studied so far. With focus rounds it pauses"
            " by itself after {work} minutes, and after {rest} minutes of rest you are called back; the setting focus"
            " changes their lengths.",
            work=work,
            rest=rest,
        )

    # What the clock says

    def _clock_state(self) -> ClockState:
        state, now = self.timer_state, self.journal.now()
        running = state.running
        elapsed = state.seconds
        total, target = state.today_seconds, self.journal.config.target
        if running is not None and running.started_at is not None:
            elapsed = max(0, int((now - running.started_at).total_seconds()))
            if running.day == self.journal.today:
                # `today_seconds` was right when it was read; since then only the running session has grown.
                total += elapsed - state.seconds
        view = self.journal.timer.rounds.view()
        clock = self._figures(elapsed, total, view)
        clock = replace(
            clock,
            total_label=_("today"),
            total=total,
            target=target,
            left=self._left(total, target, counting=running is not None),
            strip=self._strip_at(now),
        )
        return self._with_round(clock, view) if view is not None else clock

    def _figures(self, elapsed: int, total: int, view: RoundView | None) -> ClockState:
        state = self.timer_state
        running = state.running
        if running is not None and running.started_at is not None:
            began = running.started_at
            time = f"{began:%H:%M}" if running.day == self.journal.today else f"{began:%m/%d %H:%M}"
            sign, style = ("?", "warning") if state.forgotten else ("●", "running")
            since = _("since {time}", time=time)
            if state.forgotten:
                since = _("since {time} · {key} asks when it ended", time=time, key=self.key_of("timer.toggle"))
            return ClockState(sign, running.subject, format_duration(elapsed), style, since)
        keys = {"start": self.key_of("timer.toggle"), "resume": self.key_of("clock.pause")}
        if view is not None and view.phase is Phase.BREAK:
            hint = _("{resume} goes on with {subject}", subject=state.paused_subject or "…", **keys)
            return ClockState("○", p_("focus", "break"), _minutes(view.left), "good", hint=hint)
        if state.paused_subject is not None:
            hint = _("{resume} goes on · {start} starts something", **keys)
            waits = view is not None and view.phase is Phase.WAITING
            heading = _("the break is over") if waits else _("{subject} is paused", subject=state.paused_subject)
            since = p_("timer", "studied today")
            return ClockState("‖", heading, format_duration(total), "paused", since, hint=hint)
        hint = _("{start} starts the timer", **keys)
        return ClockState("○", p_("timer", "studied today"), format_duration(total), "dim", hint=hint)

    def _left(self, total: int, target: int, *, counting: bool) -> str:
        if not target:
            return ""
        left = target - total
        if left <= 0:
            return _("target reached, {more} more", more=format_duration(-left)) if left else _("target reached")
        if not counting or self.timer_state.forgotten:
            return _("{left} to the target", left=format_duration(left))
        reached = self.journal.now() + dt.timedelta(seconds=left)
        return _("{left} to the target, at about {time}", left=format_duration(left), time=f"{reached:%H:%M}")

    def _with_round(self, clock: ClockState, view: RoundView) -> ClockState:
        said = {
            Phase.WORK: _("round {n}", n=view.number),
            Phase.HALTED: _("round {n} waits", n=view.number),
            Phase.BREAK: _("round {n} is done", n=view.number),
            Phase.WAITING: _("round {n} is next", n=view.number + 1),
        }[view.phase]
        if view.phase is Phase.WAITING:
            return replace(clock, round=said)
        left = _("{left} left", left=_minutes(view.left))
        done = view.length - view.left
        return replace(clock, round=said, round_done=done, round_length=view.length, round_left=left)

    def _strip_at(self, now: dt.datetime) -> DaySessions | None:
        return replace(self._strip, now=now) if self._strip is not None else None


def strip_of(journal: Journal, day: dt.date) -> DaySessions | None:
    """Return what the strip of a day is drawn from; None when no session has its place in it."""
    placed = tuple(session for session in journal.timer.sessions(day) if session.started_at is not None)
    if not placed:
        return None
    stats = summarise(journal.facts(day, day), day, day)
    seconds = dict(stats.by_subject)
    for session in placed:
        # A subject that runs for the first time has a colour from its first minute.
        seconds[session.subject] = seconds.get(session.subject) or 1
    stats = replace(stats, by_subject=tuple(seconds.items()))
    return DaySessions(day, journal.config.day_start, journal.now(), placed, stats)


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
