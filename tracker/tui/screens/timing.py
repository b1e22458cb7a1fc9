"""The timer on the screen: what its keys do, the focus rounds, and what to do about one that was forgotten."""

from __future__ import annotations

import datetime as dt

from textual.screen import ModalScreen

from tracker.journal import focus
from tracker.journal.focus import Phase
from tracker.journal.session_line import instant_in
from tracker.journal.timer import ALIVE_FOR, Booked
from tracker.model import Session
from tracker.stored import Known
from tracker.timefmt import format_duration
from tracker.tui.commands import Command, Group
from tracker.tui.completion import lines_among
from tracker.tui.questions import Answer, Field
from tracker.tui.screens.base import StudyScreen
from tracker.tui.shown import shown
from tracker.wording import N_, _


def _timing(keys: str, action: str, binding: str, do: str, about: str) -> Command:
    return Command(keys, action, Group.TIME, f"timer.{binding}", do, about)


TIMER_COMMANDS = (
    _timing("t", "timer", "toggle", N_("timer"), N_("Start the timer, or stop it and book its time.")),
    _timing("s", "switch_subject", "switch", N_("switch"), N_("Book what runs, and go on with another subject.")),
    _timing("P", "pause", "pause", N_("pause"), N_("Book the time so far, to go on later; or go on.")),
    _timing("S", "stop_at", "stop-at", N_("stop at…"), N_("Stop the timer at an earlier time that you name.")),
    _timing(
        "",
        "cancel_timer",
        "cancel",
        N_("throw the session away"),
        N_("Stop the timer and book nothing; it can be undone."),
    ),
    _timing(
        "F",
        "focus_rounds",
        "focus",
        N_("focus rounds"),
        N_("Work in rounds with a break after each, or work without them."),
    ),
)
"""What a screen with the timer answers to."""

NOTICED_LATE = dt.timedelta(minutes=2)
"""A round whose end was missed by more than this, as a closed lid misses it, is asked about."""
_LONG_TOAST = 20.0


class TimerActions(StudyScreen):
    """A screen on which the timer can be worked."""

    _asked_of: str | None = None
    """The forgotten session that was asked about last."""
    _asked_of_round: focus.Round | None = None
    """The round that was asked about last."""
    _phase: tuple[int, Phase] | None = None
    """Number and phase of the round when it was looked at last."""

    # Start, stop, pause

    def action_timer(self) -> None:
        if self._is_forgotten():
            return
        running = self.timer_state.running
        if running is None:
            self.action_switch_subject()
        else:
            self.apply(lambda: self._tell_booked(self.journal.timer.stop()))

    def action_switch_subject(self) -> None:
        if self._is_forgotten():
            return
        running = self.timer_state.running
        subjects = _subjects(self)
        others = [subject for subject in subjects if running is None or subject != running.subject]
        fields = (
            Field(_("subject"), example=others[0] if others else ""),
            Field(_("when did it begin? (empty: now)"), example=_("09:10 · 20m ago")),
        )
        title = (
            _("Studying what?") if running is None else _("{subject} is booked; what next?", subject=running.subject)
        )
        self.ask("subject", title, self._start, *fields, suggest=lines_among(others))

    def _start(self, answer: Answer) -> None:
        words, began = answer[0].strip(), answer[1].strip() if len(answer) > 1 else ""
        at = instant_in(began, self.journal.now()) if began else None
        self._told_start(*self.journal.timer.start(words or self._next_subject(), at))

    def _next_subject(self) -> str | None:
        """The subject that the empty line of the prompt stands for: the one its example names."""
        running = self.timer_state.running
        return next((each for each in _subjects(self) if running is None or each != running.subject), None)

    def _told_start(self, session: Session, booked: Booked | None) -> None:
        if booked is not None:
            self._tell_booked(booked)
        now = self.journal.now()
        if session.started_at is not None and now - session.started_at >= dt.timedelta(minutes=1):
            self.tell(_("Started: {subject}, at {time}", subject=session.subject, time=f"{session.started_at:%H:%M}"))
        else:
            self.tell(_("Started: {subject}", subject=session.subject))
        self.studylog.beat()

    def _tell_booked(self, booked: Booked) -> None:
        length = format_duration(booked.seconds)
        self.tell(_("Booked: {subject} {length}", subject=booked.sessions[0].subject, length=length))

    def action_pause(self) -> None:
        if self._is_forgotten():
            return
        if self.timer_state.running is None:
            if self.timer_state.paused_subject is None and not self.journal.timer.sessions(self.journal.today):
                self.action_switch_subject()
                return
            self.apply(lambda: self._told_start(self.journal.timer.resume(), None))
        else:
            self.apply(self._pause)

    def _pause(self) -> None:
        booked = self.journal.timer.pause()
        subject, length = booked.sessions[0].subject, format_duration(booked.seconds)
        key = self.key_of("timer.pause")
        self.tell(_("Paused: {subject}, {length} booked  ({key} goes on)", subject=subject, length=length, key=key))

    def action_stop_at(self) -> None:
        running = self.journal.timer.state().running
        if running is None or running.started_at is None:
            self.say_error(_("The timer is not running; {key} starts it.", key=self.key_of("timer.toggle")))
            return
        self._ask_end(running, running.started_at)

    def _ask_end(self, running: Session, began: dt.datetime) -> None:
        def stop(answer: Answer) -> None:
            at = instant_in(answer[0], self.journal.now(), after=began)
            self._tell_booked(self.journal.timer.stop(at))

        since = f"{began:%H:%M}" if running.day == self.journal.today else f"{began:%m/%d %H:%M}"
        title = _("{subject}, since {since} — when did it end?", subject=running.subject, since=since)
        self.ask(f"end {running.id}", title, stop, Field(example=_("12:40 · 20m ago")))

    def action_cancel_timer(self) -> None:
        if self.timer_state.running is None:
            self.say_error(_("The timer is not running; {key} starts it.", key=self.key_of("timer.toggle")))
            return
        self.apply(self._cancel)

    def _cancel(self) -> None:
        subject = self.journal.timer.cancel().subject
        self.tell(_("Thrown away: {subject}  ({key} undoes)", subject=subject, key=self.key_of("today.undo")))

    # A forgotten timer: nothing is booked silently

    def _is_forgotten(self) -> bool:
        """Whether the timer was forgotten; then that is asked about before anything else is done with it."""
        self.timer_state = self.journal.timer.state()
        if self.timer_state.forgotten:
            self._ask_when_it_ended(None)
        return self.timer_state.forgotten

    def ask_about_forgotten(self, seen: dt.datetime | None = None) -> None:
        """Ask what to do about a timer that ran on without anyone there, once; `seen` is when someone last was.

        While a box is open it waits for the next time it is called: keys that are meant for the box answer nothing.
        """
        running = self.journal.timer.state().running
        if running is None or self._asked_of == running.id or isinstance(self.app.screen, ModalScreen):
            return
        self._asked_of = running.id
        self._ask_when_it_ended(seen)

    def _ask_when_it_ended(self, seen: dt.datetime | None) -> None:
        state = self.journal.timer.state()
        running = state.running
        if running is None or running.started_at is None:
            return
        began, now, sign = running.started_at, self.journal.now(), seen or state.last_sign
        options = [("now", _("I studied until now ({length})", length=_length(began, now)))]
        if sign is not None and began < sign < now:
            time = f"{sign:%H:%M}" if sign.date() == began.date() else f"{sign:%m/%d %H:%M}"
            words = _("Until the last sign of life, {time} ({length})", time=time, length=_length(began, sign))
            options.append(("sign", words))
        undo = self.key_of("today.undo")
        options += [
            ("at", _("Say when it ended…")),
            ("cancel", _("Throw it away ({key} brings it back)", key=undo)),
            ("later", _("Decide later; until then nothing is booked")),
        ]

        def choose(chosen: str) -> None:
            if chosen == "at":
                self._ask_end(running, began)
            elif chosen == "cancel":
                self.apply(self._cancel)
            elif chosen in ("now", "sign"):
                # The moment of the answer, not that of the question.
                end = sign if chosen == "sign" else None
                self.apply(lambda: self._tell_booked(self.journal.timer.stop(end or self.journal.now())))

        since = f"{began:%m/%d %H:%M}"
        title = _("The timer on {subject} has been running since {since}.", subject=running.subject, since=since)
        self.ask_one_of(title, options, choose)

    # Focus rounds

    def action_focus_rounds(self) -> None:
        self.apply(self._turn_rounds)

    def _turn_rounds(self) -> None:
        rounds = self.journal.timer.rounds
        if rounds.current() is not None:
            rounds.end()
            self.tell(_("Focus rounds are off; the timer goes on as it is."))
            return
        begun = rounds.begin()
        work, rest = (seconds // 60 for seconds in rounds.lengths)
        if begun.since is None:
            key = self.key_of("timer.toggle")
            self.tell(
                _("Rounds of {work} minutes, {rest} of rest; {key} starts the first.", work=work, rest=rest, key=key)
            )
        else:
            self.tell(_("Rounds of {work} minutes, {rest} of rest; the first begins.", work=work, rest=rest))

    def tick(self) -> None:
        super().tick()
        # Of all screens the one at the bottom keeps the rounds, whichever is seen.
        if self in self.studylog.screen_stack and self.studylog.today_screen is self:
            self.attempt(self.keep_rounds)

    def keep_rounds(self) -> None:
        """Tell when the work or the break of a round is over, and do what belongs to it."""
        rounds = self.journal.timer.rounds
        round_ = rounds.follow()
        if round_ is None:
            self._phase = None
            return
        now = self.journal.now()
        view = focus.view(round_, now, rounds.lengths)
        before, self._phase = self._phase, (view.number, view.phase)
        ends = focus.work_ends(round_, rounds.lengths)
        if ends is not None and ends <= now:
            self._end_work(round_, ends, late=now - ends > NOTICED_LATE)
        elif view.phase is Phase.WAITING and before == (view.number, Phase.BREAK):
            key = self.key_of("timer.pause")
            sentence = _("The break is over. {key} begins round {n}.", key=key, n=view.number + 1)
            self._ring(sentence)

    def _end_work(self, round_: focus.Round, ends: dt.datetime, *, late: bool) -> None:
        if not self.journal.writable or self.journal.timer.state().forgotten:
            return
        if late:
            self._ask_about_round(round_, ends)
        else:
            self._finish_round(ring=True)

    def _finish_round(self, *, ring: bool) -> None:
        booked = self.journal.timer.rounds.finish()
        if booked is None:
            # Another window was first, and rings.
            return
        subject, length = booked.sessions[0].subject, format_duration(booked.seconds)
        view = self.journal.timer.rounds.view()
        minutes = -(-view.left // 60) if view is not None else 0
        if ring and view is not None:
            words = _(
                "Round {n} is done: {subject} {length} booked. Rest for {minutes} minutes.",
                n=view.number,
                subject=subject,
                length=length,
                minutes=minutes,
            )
            self._ring(words)
        else:
            self._tell_booked(booked)
        self._show_all()

    def _ask_about_round(self, round_: focus.Round, ends: dt.datetime) -> None:
        if self._asked_of_round == round_ or isinstance(self.app.screen, ModalScreen):
            return
        self._asked_of_round = round_
        rounds = self.journal.timer.rounds
        time = f"{ends:%H:%M}"
        options = [
            ("on", _("I worked on; begin the next round now")),
            ("stop", _("I rested since then; book until {time}", time=time)),
            ("off", _("No more rounds; the timer goes on")),
        ]

        def choose(chosen: str) -> None:
            acts = {"on": rounds.next, "off": rounds.end, "stop": lambda: self._finish_round(ring=False)}
            self.apply(acts[chosen])
            self._show_all()

        title = _("Round {n} was over at {time}, but the timer ran on.", n=round_.number, time=time)
        self.ask_one_of(title, options, choose)

    def _show_all(self) -> None:
        screen = self.studylog.main_screen
        if screen is not None:
            screen.look()

    def _ring(self, sentence: str) -> None:
        self.app.bell()
        words = shown(sentence)
        self.app.notify(words, timeout=_LONG_TOAST, markup=False)
        notify_desktop(self, words)


def notify_desktop(screen: StudyScreen, words: str) -> None:
    """Show words outside the terminal by OSC 9; a terminal that does not know it shows nothing."""
    driver = screen.app._driver
    if driver is not None:
        driver.write(f"\x1b]9;{words}\x07")


def left_alone(running: Session, seen: dt.datetime, now: dt.datetime, today: dt.date) -> bool:
    """Return whether a timer of an earlier study day runs on with nobody there since `seen`."""
    return running.day < today and now - seen > ALIVE_FOR


def _subjects(screen: StudyScreen) -> list[str]:
    return screen.journal.known(Known.SUBJECTS)


def _length(start: dt.datetime, end: dt.datetime) -> str:
    return format_duration(int((end - start).total_seconds()))
