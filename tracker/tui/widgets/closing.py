"""What the evening says of the day's time, and of what is still empty in it; pure."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.cells import cells, fit
from tracker.charts import Line, Segment, hours_minutes, progress
from tracker.model import DayRecord, ItemKind, Session, When
from tracker.timefmt import format_duration
from tracker.tui.shown import shown
from tracker.tui.widgets.hit_list import kind_names
from tracker.values import frozen
from tracker.wording import _, n_

_LONGEST_BAR = 40
_WIDEST_NAME = 30


@frozen
class Clocked:
    """What the timer has to do with the day."""

    running: str = ""
    """Subject of the timer; empty when it is off."""
    elapsed: int = 0
    """Seconds it has been running."""
    paused: str = ""
    """Subject that the timer would go on with; empty for none."""
    counted: bool = False
    """Whether what runs is booked on this day."""


def time_lines(record: DayRecord, clocked: Clocked, target: int, width: int, keys: tuple[str, str]) -> list[Line]:
    """Return the day's time explained: the timer, the sum against the target, the sessions and the rest.

    `keys` stop or start the timer, and correct the sum.
    """
    timer_key, total_key = keys
    lines: list[Line] = [_timer_line(clocked, timer_key), ()]
    booked = record.study_seconds or 0
    total = booked + (clocked.elapsed if clocked.counted else 0)
    bar = min(_LONGEST_BAR, max(6, width - 30))
    sum_line: list[Segment] = [
        Segment(" "),
        Segment(_("total"), "label"),
        Segment("  "),
        Segment(format_duration(total), "value"),
    ]
    if target:
        sum_line += [Segment("  "), *progress(total, target, bar), Segment(f" {hours_minutes(target)}", "dim")]
    lines.append(tuple(sum_line))
    lines.append((Segment(" "), Segment(_("{key} corrects it by hand", key=total_key), "dim")))
    lines.append(())
    finished = [session for session in record.sessions if not session.running]
    if finished:
        lines.append((Segment(" "), Segment(_("Sessions"), "heading")))
        lines += [_session_line(session, width) for session in finished]
    unclocked = record.unclocked_seconds
    if unclocked > 0:
        words = _("not clocked") if finished else _("not clocked: no session explains it")
        lines.append(_rest_line(words, unclocked, "dim"))
    elif unclocked < 0:
        lines.append(_rest_line(_("more than the total says"), -unclocked, "warning"))
    elif not finished:
        lines.append((Segment(" "), Segment(_("No time is booked on this day yet."), "hint")))
    return lines


def _timer_line(clocked: Clocked, key: str) -> Line:
    if clocked.running:
        return (
            Segment(f" ● {shown(clocked.running)} {format_duration(clocked.elapsed)}", "running"),
            Segment(f"   {_('{key} stops the timer', key=key)}", "dim"),
        )
    if clocked.paused:
        return (
            Segment(f" ‖ {shown(clocked.paused)}", "paused"),
            Segment(f"   {_('{key} goes on', key=key)}", "dim"),
        )
    return (Segment(f" {_('The timer is off.')}", "words"), Segment(f"   {_('{key} goes on', key=key)}", "dim"))


def _session_line(session: Session, width: int) -> Line:
    times = " " * 11
    if session.started_at is not None and session.ended_at is not None:
        times = f"{session.started_at:%H:%M}–{session.ended_at:%H:%M}"
    name = fit(shown(session.subject), max(8, min(_WIDEST_NAME, width - 28)))
    length = format_duration(session.seconds)
    return (Segment(f"   {times}  ", "label"), Segment(name, "words"), Segment(f"  {length:>8}", "value"))


def _rest_line(words: str, seconds: int, style: str) -> Line:
    return (Segment("   "), Segment(words, style), Segment(f"  {format_duration(seconds)}", "value"))


def still_empty(record: DayRecord) -> list[str]:
    """Return what waits to be written or checked, each with its count, in words."""
    day = record.day
    kinds = [blank.kind for blank in day.blanks]
    found = [f"{name} {kinds.count(ItemKind(kind))}" for kind, name in kind_names().items() if kind in kinds]
    open_ones = sum(1 for challenge in day.past() if challenge.text and challenge.mark is None)
    if open_ones:
        found.append(_("{n} to check", n=open_ones))
    bodiless = sum(1 for topic in day.topics if not topic.body)
    if bodiless:
        found.append(n_("{n} topic without notes", "{n} topics without notes", bodiless))
    if not day.next() and not any(b.when is When.NEXT for b in day.blanks):
        found.append(_("nothing set for tomorrow"))
    if not record.study_seconds:
        found.append(_("study time"))
    return found


def empty_line(found: Sequence[str], width: int) -> Line:
    """Return what is still empty, in one line."""
    if not found:
        return (Segment(" "), Segment(_("Nothing is left empty."), "good"))
    words = _("Still empty: {what}", what=" · ".join(found))
    return (Segment(" "), Segment(fit(words, min(width - 2, cells(words))), "warning"))


def sum_line(seconds: int, done: int, challenges: int, streak: int) -> Line:
    """Return the day in a line: how long, how many challenges were done, and the run they belong to."""
    parts = [_("{time} studied", time=format_duration(seconds))]
    if challenges:
        parts.append(_("{done} of {total} challenges done", done=done, total=challenges))
    if streak:
        parts.append(_("{n}-day streak", n=streak))
    return (Segment(" "), Segment(" · ".join(parts), "title"))
