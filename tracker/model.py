"""What a day says: frozen values read out of its Markdown, each with the lines it came from.

Lines are counted from 0; a span is half-open, `[start, end)`.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class SectionKind(StrEnum):
    """What a section is for, whatever words its heading uses."""

    GOALS = "goals"
    LEARNING = "learning"
    TEAM = "team"
    CHALLENGES = "challenges"
    REFLECTION = "reflection"
    LINKS = "links"
    OTHER = "other"


class ItemKind(StrEnum):
    """The kinds of entry a person adds to a day."""

    GOAL = "goal"
    TOPIC = "topic"
    PROBLEM = "problem"
    CHALLENGE = "challenge"
    REFLECTION = "reflection"
    LINK = "link"


class Mark(StrEnum):
    """How a challenge went."""

    DONE = "done"
    PARTIAL = "partial"
    MISSED = "missed"


class When(StrEnum):
    """Whether a challenge was set before this day or is set for the next one."""

    PAST = "past"
    NEXT = "next"


@frozen
class Span:
    """Lines `[start, end)` of a document."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@frozen
class Column:
    """Characters `[start, end)` of one line."""

    line: int
    start: int
    end: int


@frozen
class Section:
    """A heading with everything up to the next section."""

    kind: SectionKind
    heading: str
    """The words of the heading line without `#`s; empty for text before the first heading."""
    level: int
    """1 to 6; 0 when the section has no heading line."""
    span: Span


@frozen
class Goal:
    """A learning goal of the day."""

    n: int
    """Position in the day, from 1."""
    text: str
    span: Span
    text_at: Column
    number_at: Column | None
    """Where the line writes its number; None when it writes none."""
    mark: Mark | None = None
    """A checkbox or mark on the line; None when there is none or it is open."""
    mark_at: Column | None = None


@frozen
class Topic:
    """Something studied, under a heading of its own."""

    section: str
    """Heading words of the section without its emoji, e.g. `딥다이브 - 쿠버네티스`."""
    title: str
    presenter: str | None
    body: str
    """The lines under the heading, as written, without blank lines at either end."""
    span: Span
    """Heading and body."""
    title_at: Column
    section_index: int


@frozen
class Problem:
    """A problem that was tried."""

    judge: str
    id: str | None
    """The judge's own number; None when the log names the problem by title alone."""
    title: str | None
    level: str | None
    week: int | None
    """The course week written above the problem; None when none is."""
    on: dt.date | None
    """The day written before the problem, when it differs from the log's own."""
    solved: bool
    url: str | None
    at: Column


@frozen
class Challenge:
    """A challenge, set before or for the next study day."""

    when: When
    n: int
    """Position among the challenges of the same `when`, from 1."""
    text: str
    mark: Mark | None
    """None when not checked yet."""
    span: Span
    text_at: Column
    number_at: Column | None
    mark_at: Column | None


@frozen
class Reflection:
    """What was thought of the day."""

    label: str
    """Words before the text (`성공적인 점`, `Keep`); empty for a free paragraph."""
    text: str
    """The item's lines, joined by newlines."""
    span: Span
    text_at: Column
    """The words of the first line."""


@frozen
class Link:
    """A source or reference."""

    title: str
    url: str | None
    """None for a line that names a source without an address."""
    span: Span
    text_at: Column


@frozen
class Blank:
    """A bullet or label without words, waiting to be filled."""

    kind: ItemKind
    label: str
    when: When | None
    """For a challenge; else None."""
    at: Column
    """An empty place where the words go."""
    number: tuple[int, int] | None
    """Columns of the label's number; None when it has none."""


@frozen
class Total:
    """The study time written in the day."""

    seconds: int
    at: Column
    """Where the duration itself is written."""


@frozen
class Diagnostic:
    """Something about the text that a person should know: what could not be read, and where."""

    line: int
    """From 1, as editors count."""
    code: str
    message: str


@frozen
class Session:
    """A stretch of study with a subject."""

    id: str
    day: dt.date
    """The study day it is booked on."""
    subject: str
    started_at: dt.datetime | None
    """An aware instant; None for a bare duration."""
    ended_at: dt.datetime | None
    """None while it runs, and for a bare duration."""
    seconds: int
    """Length; 0 while it runs."""

    @property
    def running(self) -> bool:
        """Whether the timer is on it now."""
        return self.started_at is not None and self.ended_at is None


@frozen
class Day:
    """All that the reader understood of one day's text."""

    date: dt.date
    until: dt.date | None
    """The last day, when the heading names a range; else None."""
    note: str
    """Other words in the date heading."""
    template: str
    """Name of the template that fits best."""
    sections: tuple[Section, ...]
    goals: tuple[Goal, ...]
    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...]
    challenges: tuple[Challenge, ...]
    reflections: tuple[Reflection, ...]
    links: tuple[Link, ...]
    total: Total | None
    blanks: tuple[Blank, ...]
    diagnostics: tuple[Diagnostic, ...]
    plain_lines: tuple[int, ...]
    """Non-blank lines that belong to no item: kept and shown, as text."""

    def past(self) -> tuple[Challenge, ...]:
        """Return the challenges set before this day."""
        return tuple(c for c in self.challenges if c.when is When.PAST)

    def next(self) -> tuple[Challenge, ...]:
        """Return the challenges set for the next study day."""
        return tuple(c for c in self.challenges if c.when is When.NEXT)


@frozen
class DayRecord:
    """A stored day: its text, what the reader made of it, and its sessions."""

    text: str
    sha256: str
    day: Day
    sessions: tuple[Session, ...]

    @property
    def study_seconds(self) -> int | None:
        """Seconds studied: the total in the text, else the sum of the sessions; None when there is neither."""
        if self.day.total is not None:
            return self.day.total.seconds
        finished = [session.seconds for session in self.sessions if not session.running]
        return sum(finished) if finished else None

    @property
    def unclocked_seconds(self) -> int:
        """Seconds of the written total that no session explains; negative when sessions exceed the total."""
        clocked = sum(session.seconds for session in self.sessions if not session.running)
        return (self.study_seconds or 0) - clocked


def day_json(record: DayRecord) -> dict[str, Any]:
    """Return the day as the JSON contract has it (see `tracker/codec/FORMAT.md`)."""
    day = record.day
    return {
        "date": day.date.isoformat(),
        "until": day.until.isoformat() if day.until else None,
        "note": day.note,
        "template": day.template,
        "study_seconds": record.study_seconds,
        "sections": [{"kind": s.kind.value, "heading": s.heading} for s in day.sections],
        "goals": [{"n": goal.n, "text": goal.text} for goal in day.goals],
        "topics": [
            {"section": t.section, "title": t.title, "presenter": t.presenter, "body": t.body} for t in day.topics
        ],
        "problems": [
            {
                "judge": p.judge,
                "id": p.id,
                "title": p.title,
                "level": p.level,
                "week": p.week,
                "on": p.on.isoformat() if p.on else None,
                "solved": p.solved,
                "url": p.url,
            }
            for p in day.problems
        ],
        "challenges": [
            {"when": c.when.value, "n": c.n, "text": c.text, "mark": c.mark.value if c.mark else None}
            for c in day.challenges
        ],
        "reflections": [{"label": r.label, "text": r.text} for r in day.reflections],
        "links": [{"title": link.title, "url": link.url} for link in day.links],
        "sessions": [session_json(session) for session in record.sessions],
        "diagnostics": [{"line": d.line, "code": d.code, "message": d.message} for d in day.diagnostics],
    }


def session_json(session: Session) -> dict[str, Any]:
    """Return a session as the JSON contract has it."""
    return {
        "id": session.id,
        "subject": session.subject,
        "started_at": session.started_at.isoformat() if session.started_at else None,
        "seconds": session.seconds,
    }
