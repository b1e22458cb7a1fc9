"""The timer on the screen: start, stop, pause, and what to do about one that was forgotten."""

from __future__ import annotations

import datetime as dt

from tracker.journal.timer import Booked
from tracker.model import Session
from tracker.timefmt import format_duration, instant_at
from tracker.tui.screens.day_screen import DayScreen
from tracker.tui.screens.prompt import Answer, Choice, Field

_SUGGESTIONS = 6


class TimerScreen(DayScreen):
    """A day with its timer."""

    def action_timer(self) -> None:
        state = self.timer_state
        if state.running is None:
            self.action_switch_subject()
        elif state.forgotten:
            self._ask_when_it_ended(state.running, state.last_sign)
        else:
            self.apply(lambda: self._booked(self.journal.timer.stop()))

    def action_switch_subject(self) -> None:
        state = self.timer_state
        if state.running is not None and state.forgotten:
            self._ask_when_it_ended(state.running, state.last_sign)
            return
        subjects = self.journal.store.subjects()[:_SUGGESTIONS]
        field = Field(example=subjects[0] if subjects else "")
        self.ask("subject", self.words("ask-subject"), self._start, field, suggestions=subjects, newest=False)

    def _start(self, answer: Answer) -> None:
        session, booked = self.journal.timer.start(answer[0] or None)
        if booked is not None:
            self._booked(booked)
        self.tell("started", subject=session.subject)
        self.beat()

    def _booked(self, booked: Booked) -> None:
        self.tell("booked", subject=booked.sessions[0].subject, length=format_duration(booked.seconds))

    def action_pause(self) -> None:
        state = self.timer_state
        if state.running is None:
            self.apply(self._resume)
        elif state.forgotten:
            self._ask_when_it_ended(state.running, state.last_sign)
        else:
            self.apply(lambda: self._booked(self.journal.timer.pause()))

    def _resume(self) -> None:
        self.tell("started", subject=self.journal.timer.resume().subject)
        self.beat()

    # A forgotten timer: nothing is booked silently

    def _ask_when_it_ended(self, running: Session, sign: dt.datetime | None) -> None:
        began = running.started_at
        if began is None:
            return
        words, now = self.words, self.journal.now()
        options = [("now", words("forgotten-now", length=_length(began, now)))]
        if sign is not None and sign > began:
            options.append(("sign", words("forgotten-sign", time=f"{sign:%H:%M}", length=_length(began, sign))))
        options += [("at", words("forgotten-at")), ("cancel", words("forgotten-cancel"))]

        def choose(chosen: str) -> None:
            if chosen == "at":
                self._ask_end(running, began)
            elif chosen == "cancel":
                self.apply(self._cancel)
            else:
                # The moment of the answer, not that of the question.
                end = sign if chosen == "sign" else None
                self.apply(lambda: self._booked(self.journal.timer.stop(end or self.journal.now())))

        since = f"{began:%m/%d %H:%M}"
        self.app.push_screen(
            Choice(words("forgotten-title", subject=running.subject, since=since), options, choose, words)
        )

    def _cancel(self) -> None:
        self.tell("thrown-away", subject=self.journal.timer.cancel().subject)

    def _ask_end(self, running: Session, began: dt.datetime) -> None:
        def stop(answer: Answer) -> None:
            self._booked(self.journal.timer.stop(instant_at(answer[0], self.journal.now(), after=began)))

        title = self.words("ask-end", subject=running.subject)
        field = Field(example=self.words("example-end"))
        self.ask(f"end {running.id}", title, stop, field, newest=False)


def _length(start: dt.datetime, end: dt.datetime) -> str:
    return format_duration(int((end - start).total_seconds()))
