"""The focus rounds as they are kept: in step with the timer, in the store, so that every window goes on with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tracker.journal import focus
from tracker.journal.focus import Lengths, Round, RoundView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.journal.journal import Journal
    from tracker.journal.timer import Booked

_ROUND = "focus_round"


class Rounds:
    """Counts rounds of work and break, when they are wanted."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.store = journal.store

    @property
    def lengths(self) -> Lengths:
        """Seconds of a round's work and of its break."""
        return self.journal.config.focus

    def current(self) -> Round | None:
        """Return the round that goes on; None while rounds are off."""
        written = self.store.setting(_ROUND)
        return focus.from_text(written) if written is not None else None

    def view(self) -> RoundView | None:
        """Return what the round is at now; None while rounds are off."""
        round_ = self.current()
        return focus.view(round_, self.journal.now(), self.lengths) if round_ is not None else None

    def begin(self) -> Round:
        """Count rounds from now on; the first begins with the timer that runs, or with the next start."""
        now = self.journal.now()
        with self.store.transaction():
            round_ = focus.first_round(self.journal.today, now if self.store.running_session() is not None else None)
            self.store.set_setting(_ROUND, focus.to_text(round_))
        return round_

    def end(self) -> None:
        """Count no more rounds; the timer goes on as it does."""
        self.store.set_setting(_ROUND, None)

    def follow(self) -> Round | None:
        """Return the round, brought in step with a timer that undo started or stopped."""
        round_ = self.current()
        if round_ is None or not self.store.writable:
            return round_
        runs = self.store.running_session() is not None
        if runs == (round_.since is not None and not round_.resting):
            return round_
        now = self.journal.now()
        with self.store.transaction():
            if runs:
                self.timer_started(now)
            else:
                self.timer_paused(now)
        return self.current()

    def finish(self) -> Booked | None:
        """Pause the timer where the round's work ended, and begin the break there.

        None when no work is over, as when another window was first. Raises as `Timer.pause` does.
        """
        with self.store.transaction():
            round_, running = self.current(), self.store.running_session()
            ends = focus.work_ends(round_, self.lengths) if round_ is not None else None
            if round_ is None or running is None or ends is None or ends > self.journal.now():
                return None
            if running.started_at is not None and running.started_at >= ends:
                # The work went on, on another subject, while nobody kept the rounds.
                self.next(running.started_at)
                return None
            booked = self.journal.timer.pause(ends)
            self._keep(lambda _paused: focus.rested(round_, ends))
        return booked

    def next(self, since: dt.datetime | None = None) -> None:
        """Begin the next round with the timer that runs; nothing is booked. None begins it now."""
        with self.store.transaction():
            began = since or self.journal.now()
            self._keep(lambda round_: focus.started(focus.rested(round_, began), self.journal.today, began))

    # What the timer tells

    def timer_started(self, began: dt.datetime) -> None:
        """Go on with the round, or begin the next one."""
        now, day = self.journal.now(), self.journal.today
        # A start so long ago that the round would be over at once counts from now.
        at = began if now - began < dt.timedelta(seconds=self.lengths[0]) else now
        self._keep(lambda round_: focus.started(round_, day, at))

    def timer_paused(self, at: dt.datetime) -> None:
        """Let the round wait."""
        self._keep(lambda round_: focus.paused(round_, at))

    def timer_stopped(self) -> None:
        """Let the round begin anew with the next start."""
        self._keep(focus.stopped)

    def _keep(self, move: Callable[[Round], Round]) -> None:
        round_ = self.current()
        if round_ is not None:
            self.store.set_setting(_ROUND, focus.to_text(move(round_)))
