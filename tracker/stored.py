"""What the store hands out: frozen values, and how they are read from rows and written to them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from tracker.errors import Damaged
from tracker.later import later
from tracker.model import Day, Session
from tracker.values import frozen
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    import json
    import zlib
    from collections.abc import Mapping
    from sqlite3 import Row

    from tracker.database import Value
else:
    json, zlib = later("json"), later("zlib")


READER_VERSION = 1
"""Of what reads the texts; raised when the same text may read differently, so that the index is made anew."""


class ChangeState(StrEnum):
    """Whether a change stands."""

    DONE = "done"
    UNDONE = "undone"
    """Taken back; can be made again."""
    DROPPED = "dropped"
    """Can be neither taken back nor made again."""


@frozen
class StoredDay:
    """A day's text and who read it."""

    date: dt.date
    text: str
    sha256: str
    template: str
    """Name of the template that fitted best."""
    reader_version: int
    """Version of the reader that filled the index tables."""


@frozen
class DaySummary:
    """A day in numbers, without its text."""

    date: dt.date
    until: dt.date | None
    """The last day, when the heading names a range; else None."""
    note: str
    study_seconds: int | None
    """None when neither a total nor a session is known."""
    goals: int
    topics: int
    problems: int
    """Solved or not."""
    done: int
    """Past challenges with this mark; so are the next two."""
    partial: int
    missed: int
    open: int
    """Past challenges not checked yet."""
    headline: str
    """Title of the first topic, else the first goal; empty when there is neither."""


@frozen
class DayCounts:
    """What statistics count of a day; the fields are those of `DaySummary`."""

    date: dt.date
    study_seconds: int | None
    topics: int
    problems: int
    done: int
    partial: int
    missed: int
    open: int


@frozen
class MonthCount:
    """How many days of a month have a log."""

    first: dt.date
    """The first day of the month, whether or not that has one."""
    days: int


class Known(StrEnum):
    """Kinds of words that a person has used before."""

    JUDGES = "judges"
    SUBJECTS = "subjects"
    PRESENTERS = "presenters"
    CHALLENGES = "challenges"
    LABELS = "labels"
    """Of reflections."""
    SECTIONS = "sections"
    """Headings of the sections that topics stand in."""


@frozen
class Change:
    """One thing the person did, which is undone as one."""

    id: int
    made_at: dt.datetime
    action: str
    """The verb, such as `check`."""
    summary: str
    """One line for people."""
    state: ChangeState


@frozen
class Revision:
    """A day's text as one change left it."""

    id: int
    change_id: int
    date: dt.date
    previous_id: int | None
    """The revision before it, which may be pruned by now; None when the day was new."""
    sha256: str | None
    """None when the change removed the day."""
    made_at: dt.datetime
    action: str
    summary: str


@frozen
class SessionChange:
    """A session before and after one change; None where it did not exist."""

    session_id: str
    before: Session | None
    after: Session | None


@frozen
class ImportedFile:
    """A file that days came from."""

    id: int
    root: str
    """The folder that was imported."""
    path: str
    """The file's place in `root`."""
    imported_at: dt.datetime


@frozen
class FilePiece:
    """A stretch of an imported file: either a day or text that belongs to none; the other is None."""

    date: dt.date | None
    text: str | None


class PeriodKind(StrEnum):
    """The stretches of days that a retrospective looks back on."""

    WEEK = "week"
    MONTH = "month"


@frozen
class Retrospective:
    """A week's or month's retrospective that is kept."""

    kind: PeriodKind
    first: dt.date
    last: dt.date
    template: str
    """Name of the template it was made from."""
    text: str
    generated: str
    """What the template made of the days when it was made last; what a person wrote is what `text` differs in."""
    updated_at: dt.datetime

    @property
    def edited(self) -> bool:
        """Whether a person has changed what the template made."""
        return self.text != self.generated


@frozen
class RetrospectiveChange:
    """A retrospective before and after one change; None where it was not kept."""

    before: Retrospective | None
    after: Retrospective | None


@frozen
class Publication:
    """Where something was published, and what of it: by that it is published there again."""

    key: str
    """What was published: `day 2025-03-24`, `week 2025-03-24`, `month 2025-03-01`, `index`."""
    target: str
    """The folder's absolute path, or `github:[HOST/]OWNER/NAME`."""
    place: str
    """The file's path below the folder, with `/`, or the issue's number."""
    sha256: str
    """Fingerprint of what was published."""
    url: str | None
    comments: tuple[str, ...]
    """Ids of the comments that carry an issue on."""
    published_at: dt.datetime


ITEM_COLUMNS = {
    "sections": ("kind", "heading"),
    "goals": ("text",),
    "topics": ("section", "title", "presenter", "line_count"),
    "problems": ("judge", "problem_id", "title", "level", "week", "solved_on", "solved", "url"),
    "challenges": ("when", "n", "text", "mark"),
    "reflections": ("label", "text"),
    "links": ("title", "url"),
}
"""The index tables, with their columns besides date, position and line."""


def item_rows(day: Day) -> dict[str, list[tuple[int, tuple[Value, ...]]]]:
    """Return the rows of each index table: the line, from 1, and the values of ITEM_COLUMNS."""
    return {
        "sections": [(s.span.start + 1, (s.kind.value, s.heading)) for s in day.sections],
        "goals": [(goal.span.start + 1, (goal.text,)) for goal in day.goals],
        "topics": [
            (t.span.start + 1, (t.section, t.title, t.presenter, t.body.count("\n") + 1 if t.body else 0))
            for t in day.topics
        ],
        "problems": [
            (p.at.line + 1, (p.judge, p.id, p.title, p.level, p.week, date_text(p.on), p.solved, p.url))
            for p in day.problems
        ],
        "challenges": [
            (c.span.start + 1, (c.when.value, c.n, c.text, c.mark.value if c.mark is not None else None))
            for c in day.challenges
        ],
        "reflections": [(r.span.start + 1, (r.label, r.text)) for r in day.reflections],
        "links": [(link.span.start + 1, (link.title, link.url)) for link in day.links],
    }


def stored_day(row: Row) -> StoredDay:
    """Read a row of `days`."""
    return StoredDay(
        date=date_of(row["date"]),
        text=row["text"],
        sha256=row["sha256"],
        template=row["template"],
        reader_version=row["reader_version"],
    )


def change(row: Row) -> Change:
    """Read a row of `changes`."""
    return Change(
        id=row["id"],
        made_at=instant_of(row["made_at"]),
        action=row["action"],
        summary=row["summary"],
        state=ChangeState(row["state"]),
    )


def revision(row: Row) -> Revision:
    """Read a row of `revisions` joined to its change."""
    return Revision(
        id=row["id"],
        change_id=row["change_id"],
        date=date_of(row["date"]),
        previous_id=row["previous_id"],
        sha256=row["sha256"],
        made_at=instant_of(row["made_at"]),
        action=row["action"],
        summary=row["summary"],
    )


def imported_file(row: Row) -> ImportedFile:
    """Read a row of `imported_files`."""
    return ImportedFile(
        id=row["id"],
        root=row["root"],
        path=row["path"],
        imported_at=instant_of(row["imported_at"]),
    )


def file_piece(row: Row) -> FilePiece:
    """Read a row of `file_pieces`."""
    return FilePiece(date=optional_date(row["date"]), text=row["text"])


def session(row: Row) -> Session:
    """Read a row of `sessions`."""
    return Session(
        id=row["id"],
        day=date_of(row["date"]),
        subject=row["subject"],
        started_at=_optional_instant(row["started_at"]),
        ended_at=_optional_instant(row["ended_at"]),
        seconds=row["seconds"],
    )


def session_row(value: Session) -> dict[str, str | int | None]:
    """Return a session's row of `sessions`, by column."""
    return {
        "id": value.id,
        "date": value.day.isoformat(),
        "subject": value.subject,
        "started_at": value.started_at.isoformat() if value.started_at is not None else None,
        "ended_at": value.ended_at.isoformat() if value.ended_at is not None else None,
        "seconds": value.seconds,
    }


def session_json(value: Session | None) -> str | None:
    """Return a session as JSON text; None for none."""
    if value is None:
        return None
    columns = (f'"{name}": {_json_value(column)}' for name, column in session_row(value).items())
    return "{" + ", ".join(columns) + "}"


_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x20), ord('"'), ord("\\"))}


def _json_value(value: str | int | None) -> str:
    # `json` compiles five expressions when it is imported, which is longer than all the rest of booking a session.
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPED)}"'
    return "null" if value is None else str(value)


def session_from_json(text: str | None) -> Session | None:
    """Read what `session_json` wrote."""
    if text is None:
        return None
    columns = json.loads(text)
    return Session(
        id=columns["id"],
        day=date_of(columns["date"]),
        subject=columns["subject"],
        started_at=_optional_instant(columns["started_at"]),
        ended_at=_optional_instant(columns["ended_at"]),
        seconds=columns["seconds"],
    )


def retrospective(row: Row) -> Retrospective:
    """Read a row of `retrospectives`."""
    return _retrospective({name: row[name] for name in RETROSPECTIVE_COLUMNS})


RETROSPECTIVE_COLUMNS = ("kind", "first", "last", "template", "updated_at", "text", "generated")
"""The columns of `retrospectives` that a retrospective is read from."""


def retrospective_row(value: Retrospective) -> dict[str, str]:
    """Return a retrospective's row, by column."""
    return {
        "kind": value.kind.value,
        "first": value.first.isoformat(),
        "last": value.last.isoformat(),
        "template": value.template,
        "updated_at": value.updated_at.isoformat(),
        "text": value.text,
        "generated": value.generated,
    }


def packed_text(text: str) -> bytes:
    """Return a text in few bytes, for `zlib.decompress`."""
    # A day is smaller than what zlib sets up by itself: so it takes half the time, and 5 % more bytes.
    packer = zlib.compressobj(3, zlib.DEFLATED, 14, 7)
    return packer.compress(text.encode()) + packer.flush()


def packed_retrospective(value: Retrospective | None) -> bytes | None:
    """Return a retrospective in few bytes; None for none."""
    if value is None:
        return None
    return zlib.compress(json.dumps(retrospective_row(value), ensure_ascii=False).encode())


def unpacked_retrospective(packed: bytes | None) -> Retrospective | None:
    """Read what `packed_retrospective` wrote."""
    return _retrospective(json.loads(zlib.decompress(packed))) if packed is not None else None


def _retrospective(columns: Mapping[str, str]) -> Retrospective:
    return Retrospective(
        kind=PeriodKind(columns["kind"]),
        first=date_of(columns["first"]),
        last=date_of(columns["last"]),
        template=columns["template"],
        text=columns["text"],
        generated=columns["generated"],
        updated_at=instant_of(columns["updated_at"]),
    )


def publication(row: Row) -> Publication:
    """Read a row of `publications`."""
    return Publication(
        key=row["key"],
        target=row["target"],
        place=row["place"],
        sha256=row["sha256"],
        url=row["url"],
        comments=tuple(json.loads(row["comments"])),
        published_at=instant_of(row["published_at"]),
    )


def date_of(text: object) -> dt.date:
    """Return the date in a column that always has one; raises Damaged when it has none."""
    try:
        return dt.date.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise _damaged_row() from None


def instant_of(text: object) -> dt.datetime:
    """Return the instant in a column that always has one; raises Damaged when it has none."""
    try:
        return dt.datetime.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise _damaged_row() from None


def _damaged_row() -> Damaged:
    return Damaged(
        _("The study log is damaged: a row has no date where there always is one."), shell=_("Run: studylog doctor")
    )


def date_text(value: dt.date | None) -> str | None:
    """Return an ISO date; None for none."""
    return value.isoformat() if value is not None else None


def optional_date(text: str | None) -> dt.date | None:
    """Read what `date_text` wrote."""
    return date_of(text) if text is not None else None


def _optional_instant(text: str | None) -> dt.datetime | None:
    return instant_of(text) if text is not None else None
