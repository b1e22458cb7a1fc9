"""Small values for the store's tests, made by hand."""

from __future__ import annotations

import datetime as dt

from tracker.model import (
    Challenge,
    Column,
    Day,
    Goal,
    Link,
    Mark,
    Problem,
    Reflection,
    Section,
    SectionKind,
    Session,
    Span,
    Topic,
    When,
)
from tracker.store import Store
from tracker.stored import StoredDay

KST = dt.timezone(dt.timedelta(hours=9))
NOON = dt.datetime(2025, 1, 22, 12, tzinfo=KST)
WEDNESDAY = dt.date(2025, 1, 22)
NOWHERE = Column(0, 0, 0)


def empty_day(date: dt.date = WEDNESDAY) -> Day:
    """Return a day in which the reader found nothing."""
    return Day(
        date=date,
        until=None,
        note="",
        template="bootcamp-ko",
        sections=(),
        goals=(),
        topics=(),
        problems=(),
        challenges=(),
        reflections=(),
        links=(),
        total=None,
        blanks=(),
        diagnostics=(),
        plain_lines=(),
    )


def goal(n: int, text: str, line: int) -> Goal:
    """Return a goal on a line, from 0."""
    return Goal(n=n, text=text, span=Span(line, line + 1), text_at=NOWHERE, number_at=None)


def section(kind: SectionKind, heading: str, line: int) -> Section:
    """Return a section of one line."""
    return Section(kind=kind, heading=heading, level=2, span=Span(line, line + 1))


def topic(title: str, body: str, line: int) -> Topic:
    """Return a deep-dive topic by 빅토리아."""
    return Topic(
        section="딥다이브 - 쿠버네티스",
        title=title,
        presenter="빅토리아",
        body=body,
        span=Span(line, line + 1 + len(body.split("\n"))),
        title_at=NOWHERE,
        section_index=0,
    )


def problem(problem_id: str, line: int) -> Problem:
    """Return a solved problem of 백준."""
    return Problem(
        judge="백준",
        id=problem_id,
        title=None,
        level="Lv.1",
        week=8,
        on=dt.date(2025, 1, 21),
        solved=True,
        url=None,
        at=Column(line, 0, 1),
    )


def challenge(when: When, n: int, text: str, mark: Mark | None, line: int) -> Challenge:
    """Return a challenge on a line."""
    return Challenge(
        when=when, n=n, text=text, mark=mark, span=Span(line, line + 1), text_at=NOWHERE, number_at=None, mark_at=None
    )


def reflection(label: str, text: str, line: int) -> Reflection:
    """Return a reflection on a line."""
    return Reflection(label=label, text=text, span=Span(line, line + 1), text_at=NOWHERE)


def link(title: str, url: str, line: int) -> Link:
    """Return a link on a line."""
    return Link(title=title, url=url, span=Span(line, line + 1), text_at=NOWHERE)


def session(
    session_id: str,
    start: dt.datetime | None = None,
    minutes: int | None = 60,
    *,
    subject: str = "알고리즘",
    date: dt.date = WEDNESDAY,
) -> Session:
    """Return a session; one that runs when `minutes` is None, a bare duration when `start` is."""
    ended_at = start + dt.timedelta(minutes=minutes) if start is not None and minutes is not None else None
    return Session(session_id, date, subject, start, ended_at, 60 * (minutes or 0))


def save(
    store: Store, text: str, day: Day | None = None, *, change_id: int | None = None, amend: bool = False
) -> StoredDay:
    """Save a text over whatever its day holds now, in a change of its own unless one is given."""
    day = day or empty_day()
    now = store.day(day.date)
    with store.transaction():
        if change_id is None:
            change_id = store.begin_change("edit", f"Edited {day.date}", NOON)
        return store.save_day(
            change_id,
            day,
            text,
            expected_sha256=now.sha256 if now is not None else None,
            reader_version=1,
            study_seconds=None,
            updated_at=NOON,
            amend=amend,
        )
