"""Verbs that keep the time."""

from __future__ import annotations

import datetime as dt
import re

from tracker.cli.declared import argument, group, option, verb
from tracker.cli.desk import (
    Desk,
    complete_subject,
    day_option,
    instant_ago,
    json_option,
    subject_of,
)
from tracker.cli.output import say, say_json, visible
from tracker.errors import UsageError, nearest
from tracker.model import Session, session_json
from tracker.timefmt import format_duration, instant_at, parse_clock, parse_duration
from tracker.wording import _, p_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.journal import Journal
    from tracker.journal.timer import Booked, TimerState


_HALF_A_DAY = dt.timedelta(hours=12)


def _began(at: str | None, ago: str | None, now: dt.datetime) -> dt.datetime | None:
    if at and ago:
        raise UsageError(_("Give --at or --ago, not both."))
    return instant_at(at, now) if at else instant_ago(ago, now) if ago else None


def _booked(booked: Booked, journal: Journal) -> str:
    first, last = booked.sessions[0], booked.sessions[-1]
    span = f"{first.started_at:%H:%M}–{last.ended_at:%H:%M} " if first.started_at and last.ended_at else ""
    records = [journal.find(day) for day in sorted({session.day for session in booked.sessions})]
    totals = [
        _("{day} now {length}", day=record.day.date, length=format_duration(record.study_seconds))
        for record in records
        if record is not None and record.study_seconds is not None
    ]
    sums = f"; {', '.join(totals)}" if totals else ""
    return f"{first.subject} {span}({format_duration(booked.seconds)}){sums}"


@verb("start")
@argument("subject", many=True, complete=complete_subject)
@option("--at", metavar="TIME", help="When it began, like 09:10.")
@option("--ago", metavar="LENGTH", help="How long ago it began, like 20m.")
def start_verb(desk: Desk, subject: tuple[str, ...], at: str | None, ago: str | None) -> None:
    """Start the timer.

    Without a subject it goes on with the one studied last. When it runs on another subject, that one is booked first.

    \b
    Examples:
      studylog start 딥다이브
      studylog start 알고리즘 --at 09:10
      studylog start --ago 20m
    """
    journal = desk.journal(create=True)
    session, booked = journal.timer.start(subject_of(subject), _began(at, ago, journal.now()))
    if booked is not None:
        say(_("booked   {what}", what=_booked(booked, journal)))
    say(_("started  {subject} at {time:%H:%M}", subject=session.subject, time=session.started_at))


@verb("stop")
@option("--at", metavar="TIME", help="When it ended, like 23:40, or now.")
def stop_verb(desk: Desk, at: str | None) -> None:
    """Stop the timer and add its time to the day.

    \b
    Examples:
      studylog stop
      studylog stop --at 23:40
    """
    journal = desk.journal()
    running = journal.timer.state().running
    end = instant_at(at, journal.now(), after=running.started_at if running is not None else None) if at else None
    say(_("booked   {what}", what=_booked(journal.timer.stop(end), journal)))


@verb("pause")
def pause_verb(desk: Desk) -> None:
    """Book the time so far, to go on later.

    \b
    Examples:
      studylog pause
      studylog resume
    """
    journal = desk.journal()
    say(_("paused   {what}", what=_booked(journal.timer.pause(), journal)))


@verb("resume")
def resume_verb(desk: Desk) -> None:
    """Go on with the subject that was paused.

    \b
    Examples:
      studylog resume
    """
    session = desk.journal().timer.resume()
    say(_("started  {subject} at {time:%H:%M}", subject=session.subject, time=session.started_at))


@verb("cancel")
def cancel_verb(desk: Desk) -> None:
    """Throw the running session away.

    \b
    Examples:
      studylog cancel
      studylog undo       brings it back
    """
    session = desk.journal().timer.cancel()
    say(
        _(
            "thrown away  {subject}, begun at {time:%H:%M}; to have it back: studylog undo",
            subject=session.subject,
            time=session.started_at,
        )
    )


@verb("status")
@option(
    "--format",
    to="template",
    metavar="F",
    help="A line with any of {state} {subject} {elapsed} {today} {target} in it.",
)
@json_option
def status_verb(desk: Desk, template: str | None, as_json: bool) -> None:
    """Say what the timer does and what today comes to.

    In a shell prompt: ● runs, ‖ is paused, ○ is off.

    \b
    Examples:
      studylog status
      studylog status --format "{state} {subject} {elapsed}"
    """
    journal = desk.journal()
    state = journal.timer.state()
    if as_json:
        say_json(
            {
                "running": session_json(state.running) if state.running is not None else None,
                "seconds": state.seconds,
                "today_seconds": state.today_seconds,
                "paused": state.paused_subject,
                "forgotten": state.forgotten,
                "target_seconds": journal.config.target,
            }
        )
        return
    values = {
        "state": "●" if state.running else "‖" if state.paused_subject else "○",
        # A shell reads it through a pipe and puts it into its prompt, on a terminal.
        "subject": visible(state.running.subject if state.running else state.paused_subject or ""),
        "elapsed": format_duration(state.seconds) if state.running else "",
        "today": format_duration(state.today_seconds),
        "target": format_duration(journal.config.target),
    }
    if template is not None:
        say(_filled(template, values))
        return
    say(_status_line(values, state, has_target=journal.config.target > 0))


def _filled(template: str, values: dict[str, str]) -> str:
    """Return the template with its `{names}` filled in; nothing else in it is taken for a field."""
    known = ", ".join(f"{{{name}}}" for name in values)

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in values:
            sentence = _("--format: there is no {field!r}.", field=match[0]) + nearest(str(name), values)
            raise UsageError(sentence, shell=_("Use {fields}.", fields=known))
        return values[name]

    return re.sub(r"\{([^{}]*)\}", value, template).strip()


def _status_line(values: dict[str, str], state: TimerState, *, has_target: bool) -> str:
    doing = " ".join(word for word in (values["state"], values["subject"], values["elapsed"]) if word)
    today = _("today {length}", length=values["today"])
    if has_target:
        today = _("today {length} of {target}", length=values["today"], target=values["target"])
    paused = " " + _("(paused)") if state.paused_subject else ""
    forgotten = " " + _("— forgotten? studylog stop --at TIME") if state.forgotten else ""
    return f"{doing}{paused}  {today}{forgotten}"


@group("time")
def time_verb() -> None:
    """Book, list and correct sessions, and write the day's total.

    \b
    Examples:
      studylog time add 1:30:00 독서
      studylog time add 09:00-10:20 강의 -d 어제
      studylog time list
      studylog time edit 2 --length 50m
      studylog time total 8:02:38
    """


@time_verb.verb("add")
@argument("length")
@argument("subject", many=True, complete=complete_subject)
@day_option
def time_add(desk: Desk, length: str, subject: tuple[str, ...], day_word: str | None) -> None:
    """Book a session that is over.

    LENGTH is a length, like 1:30:00 or 90m, or a span, like 09:00-10:20.
    """
    journal = desk.journal(create=True)
    day = desk.day(day_word, journal)
    start, dash, end = length.replace("~", "-").replace("–", "-").partition("-")
    if start and dash:
        began = _on_study_day(journal, day, start)
        ended = _on_study_day(journal, day, end)
        if ended <= began and began - ended > _HALF_A_DAY:
            # 23:30-05:00 is a night; 10:00-09:00 is a mistake.
            ended += dt.timedelta(days=1)
        booked = journal.timer.add(day, subject_of(subject), start=began, end=ended)
    else:
        booked = journal.timer.add(day, subject_of(subject), seconds=parse_duration(length))
    say(_("booked   {what}", what=_booked(booked, journal)))


def _on_study_day(journal: Journal, day: dt.date, word: str) -> dt.datetime:
    """Return the instant of a time of day on a study day: before its beginning it is the next morning's."""
    clock = parse_clock(word)
    on = day + dt.timedelta(days=1) if clock < journal.config.day_start else day
    return dt.datetime.combine(on, clock, journal.now().tzinfo)


@time_verb.verb("list")
@day_option
@json_option
def time_list(desk: Desk, day_word: str | None, as_json: bool) -> None:
    """List a day's sessions.

    What of the day's total none of them explains is listed as unclocked.
    """
    journal = desk.journal()
    day = desk.day(day_word, journal)
    sessions = journal.timer.sessions(day)
    if as_json:
        say_json([session_json(session) for session in sessions])
        return
    for n, session in enumerate(sessions, 1):
        say(f"{n:3}  {_span(session)}  {_length(session, journal):>9}  {session.subject}")
    record = journal.find(day)
    unclocked = record.unclocked_seconds if record is not None else 0
    if unclocked > 0:
        words = p_("subject", "unclocked")
        say(f"     {'':13}  {format_duration(unclocked):>9}  {words}")
    if not sessions and unclocked <= 0:
        say(_("{day}  no sessions yet; start one: studylog start SUBJECT", day=day))


def _span(session: Session) -> str:
    if session.started_at is None:
        return " " * 13
    return f"{session.started_at:%H:%M}–" + (f"{session.ended_at:%H:%M}  " if session.ended_at else _("now    "))


def _length(session: Session, journal: Journal) -> str:
    if session.running and session.started_at is not None:
        return format_duration(int((journal.now() - session.started_at).total_seconds()))
    return format_duration(session.seconds)


@time_verb.verb("edit")
@argument("which", metavar="N|ID")
@option("--subject", metavar="WORDS", help="Another subject.")
@option("--length", metavar="LENGTH", help="Another length.")
@option("--start", metavar="TIME", help="Another beginning.")
@option("--end", metavar="TIME", help="Another end.")
@day_option
def time_edit(
    desk: Desk,
    which: str,
    subject: str | None,
    length: str | None,
    start: str | None,
    end: str | None,
    day_word: str | None,
) -> None:
    """Correct a session; the day's total follows by the difference."""
    if not (subject or length or start or end):
        raise UsageError(_("What should change? Give --subject, --length, --start or --end."))
    journal = desk.journal()
    day = desk.day(day_word, journal)
    session = journal.timer.find(day, which)
    if session.started_at is None and (start or end):
        raise UsageError(_("That session is a bare length; give --length."))
    new = journal.timer.change(
        session,
        subject=subject_of((subject,)) if subject else None,
        seconds=parse_duration(length) if length else None,
        start=_on_study_day(journal, day, start) if start else None,
        end=_on_study_day(journal, day, end) if end else None,
    )
    words = (new.subject, _span(new).strip(), _length(new, journal))
    say(f"{day}  {' '.join(word for word in words if word)}")


@time_verb.verb("remove")
@argument("which", metavar="N|ID")
@day_option
def time_remove(desk: Desk, which: str, day_word: str | None) -> None:
    """Take a session out, and its length off the day's total."""
    journal = desk.journal()
    day = desk.day(day_word, journal)
    session = journal.timer.find(day, which)
    journal.timer.remove(session)
    say(
        _(
            "{day}  taken out: {subject} {length}; to have it back: studylog undo",
            day=day,
            subject=session.subject,
            length=format_duration(session.seconds),
        )
    )


@time_verb.verb("total")
@argument("length", metavar="LENGTH|none")
@day_option
def time_total(desk: Desk, length: str, day_word: str | None) -> None:
    """Write the day's total by hand.

    It stands, whatever the sessions say; what they do not explain is shown as unclocked.
    """
    journal = desk.journal(create=True)
    day = desk.day(day_word, journal)
    seconds = None if length.casefold() == "none" else parse_duration(length)
    outcome = journal.set_total(day, seconds)
    total = format_duration(seconds) if seconds is not None else _("taken out")
    if outcome.changed:
        say(_("{day}  total {total}", day=day, total=total))
    else:
        say(_("{day}  total {total}, as before", day=day, total=total))
