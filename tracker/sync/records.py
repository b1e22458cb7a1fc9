"""What no text of a day can hold, as records of the repository's files and back."""

from __future__ import annotations

import datetime as dt

from tracker.merging.records import Record
from tracker.model import Session
from tracker.store.syncing import KeptConflict
from tracker.stored import PeriodKind, Publication, Retrospective, session_row


def session_record(one: Session) -> Record:
    """Return the record of a session, all but its id."""
    return {name: value for name, value in session_row(one).items() if name != "id"}


def session(name: str, record: Record) -> Session:
    """Return the session in a record; raises KeyError or ValueError for another record."""
    started, ended = (str(record[column]) if record.get(column) else None for column in ("started_at", "ended_at"))
    return Session(
        id=name,
        day=dt.date.fromisoformat(str(record["date"])),
        subject=str(record["subject"]),
        started_at=dt.datetime.fromisoformat(started) if started is not None else None,
        ended_at=dt.datetime.fromisoformat(ended) if ended is not None else None,
        seconds=int(record["seconds"] or 0),
    )


def conflict_record(one: KeptConflict) -> Record:
    """Return the record of a conflict, all but its id: which side is mine is known to each machine alone."""
    return {"path": one.path, "base": one.base, "kept": one.kept, "other": one.other}


def conflict(name: str, record: Record) -> KeptConflict:
    """Return the conflict in a record."""
    path, base, kept, other = (str(record.get(column) or "") for column in ("path", "base", "kept", "other"))
    return KeptConflict(name, path, base, kept, other, "")


def retrospective_record(one: Retrospective) -> Record:
    """Return the record of a retrospective, all but its text."""
    return {
        "last": one.last.isoformat(),
        "template": one.template,
        "updated_at": one.updated_at.isoformat(),
        "generated": one.generated,
    }


def retrospective(kind: str, first: str, record: Record, text: str) -> Retrospective:
    """Return the retrospective in a record; raises KeyError or ValueError for another record."""
    return Retrospective(
        kind=PeriodKind(kind),
        first=dt.date.fromisoformat(first),
        last=dt.date.fromisoformat(str(record["last"])),
        template=str(record["template"]),
        text=text,
        generated=str(record["generated"]),
        updated_at=dt.datetime.fromisoformat(str(record["updated_at"])),
    )


def publication_record(one: Publication) -> Record:
    """Return the record of where something was published."""
    return {
        "place": one.place,
        "sha256": one.sha256,
        "url": one.url,
        "comments": " ".join(one.comments),
        "published_at": one.published_at.isoformat(),
    }


def publication(name: str, record: Record) -> Publication:
    """Return what was published by a record; raises KeyError or ValueError for another record."""
    key, _space, target = name.rpartition(" ")
    return Publication(
        key=key,
        target=target,
        place=str(record["place"]),
        sha256=str(record["sha256"]),
        url=str(record["url"]) if record.get("url") else None,
        comments=tuple(str(record.get("comments") or "").split()),
        published_at=dt.datetime.fromisoformat(str(record["published_at"])),
    )
