"""Whether the log is whole: its pages, its texts, what was read out of them, its sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise

from tracker.checkup.finding import Finding, Gravity, from_home, look, sound, wrong
from tracker.errors import Damaged
from tracker.journal import Journal
from tracker.model import Session
from tracker.outline import outline_of
from tracker.stored import READER_VERSION, item_rows
from tracker.wording import _, n_

Progress = Callable[[int, int], None]
"""Called with the number of days looked at and of all."""
_MOST_NAMED = 3


def check_log(journal: Journal, progress: Progress | None = None) -> Iterator[Finding]:
    """Yield what is found of an open log, the file first; raises StoreError where it can be read no further."""
    damage = journal.damage()
    if damage:
        # What is read from damaged pages says nothing of the rest.
        what = " · ".join(" ".join(line.split()) for line in damage[:_MOST_NAMED])
        yield wrong("integrity", _("SQLite finds it damaged: {what}", what=what))
        return
    yield _file(journal)
    yield sound("integrity", _("every page is whole"))
    texts = _texts(journal)
    yield texts
    if texts.gravity is Gravity.WRONG and journal.store.changed_texts():
        # A text that is not the one saved may not even be read; the rest is looked at once that is mended.
        return
    yield from _readings(journal, progress)
    yield _search(journal)
    yield from _sessions(journal)


def _file(journal: Journal) -> Finding:
    days = n_("{n} day", "{n} days", len(journal.dates()))
    sessions = n_("{n} session", "{n} sessions", len(journal.store.all_sessions()))
    files = [journal.path.with_name(journal.path.name + ending) for ending in ("", "-wal")]
    size = sum(file.stat().st_size for file in files if file.exists()) / 1_000_000
    sentence = _(
        "{path}: {days}, {sessions}, {size:.1f} MB, schema {version}",
        path=from_home(journal.path),
        days=days,
        sessions=sessions,
        size=size,
        version=journal.store.schema_version(),
    )
    if not journal.writable:
        return look("database", sentence, _("It can only be read; make the file and its folder writable."))
    return sound("database", sentence)


def _texts(journal: Journal) -> Finding:
    changed = journal.store.changed_texts()
    if changed:
        return wrong(
            "texts",
            n_("{n} day is not the text that was saved: {days}", "{n} days are not the texts that were saved: {days}",
               len(changed), days=_named(changed)),
            _("Another program, or the disk, changed the file; what was saved is in the history."),
            lambda: _saved_again(journal),
        )  # fmt: skip
    return sound("texts", _("every day is the text that was saved"))


def _saved_again(journal: Journal) -> str:
    # What stands there now stays in a backup: it may be what somebody meant.
    journal.back_up()
    count = journal.store.put_back_saved_texts()
    return n_("{n} day is again as it was saved", "{n} days are again as they were saved", count)


def _readings(journal: Journal, progress: Progress | None) -> Iterator[Finding]:
    """Read every day once, and compare what is read with the index tables and with the sessions."""
    dates = journal.dates()
    differing: list[dt.date] = []
    by_older: list[tuple[dt.date, bool]] = []
    below: list[dt.date] = []
    for done, date in enumerate(dates):
        if progress is not None:
            progress(done, len(dates))
        stored = journal.store.day(date)
        record = journal.find(date)
        if stored is None or record is None:
            continue
        outline = journal.store.outline(date)
        differs = journal.store.index_rows(date) != item_rows(record.day) or (
            outline is not None and outline != outline_of(record.day, record.text)
        )
        if stored.reader_version != READER_VERSION:
            by_older.append((date, differs))
        elif differs:
            differing.append(date)
        clocked = sum(session.seconds for session in record.sessions)
        if record.day.total is not None and record.day.total.seconds < clocked:
            below.append(date)
    if differing:
        yield wrong(
            "index",
            n_("{n} day reads differently from its index: {days}", "{n} days read differently from their index: {days}",
               len(differing), days=_named(differing)),
            mend=lambda: n_("{n} day was read again", "{n} days were read again", journal.read_all_again()),
        )  # fmt: skip
    else:
        yield sound("index", _("every day reads as its index says"))
    if by_older:
        others = sum(differs for _date, differs in by_older)
        yield look(
            "reader",
            n_("{n} day was read by an older studylog; {others} would read differently now",
               "{n} days were read by an older studylog; {others} would read differently now",
               len(by_older), others=others),
            mend=lambda: n_("{n} day was read again", "{n} days were read again", journal.read_all_again()),
        )  # fmt: skip
    if below:
        yield look(
            "totals",
            n_("On {n} day the written total is below its sessions: {days}",
               "On {n} days the written total is below the sessions: {days}", len(below), days=_named(below)),
            _("What is written stands. To change it: studylog time total -d {day} LENGTH", day=below[0]),
        )  # fmt: skip
    else:
        yield sound("totals", _("no written total is below its sessions"))


def _search(journal: Journal) -> Finding:
    def mend() -> str:
        journal.rebuild_search_index()
        return _("the search index was made anew")

    try:
        held = journal.store.indexed_grams()
    except Damaged:
        return wrong("search", _("the search index is damaged; every word is in the texts"), mend=mend)
    wanted = {number: count for number, count in journal.store.grams_wanted() if count}
    if held == wanted:
        return sound("search", _("search knows every text"))

    wrong_texts = {number for number in held.keys() | wanted.keys() if held.get(number) != wanted.get(number)}
    return wrong(
        "search",
        n_("search does not know {n} text as it is", "search does not know {n} texts as they are", len(wrong_texts)),
        mend=mend,
    )


def _sessions(journal: Journal) -> Iterator[Finding]:
    sessions, now = journal.store.all_sessions(), journal.now()
    found = [*_overlapping(sessions), *_impossible(sessions, now)]
    yield from found
    if not found:
        yield sound("sessions", _("no session overlaps another, lies ahead or is impossible"))


def _overlapping(sessions: list[Session]) -> Iterator[Finding]:
    timed = sorted(
        ((s.started_at, s.ended_at, s) for s in sessions if s.started_at is not None and s.ended_at is not None),
        key=lambda one: one[:2],
    )
    for (_start, end, one), (start, _end, other) in pairwise(timed):
        if start < end:
            yield look(
                "sessions",
                _("On {day} two sessions overlap: {one} and {other}",
                  day=other.day, one=_span(one), other=_span(other)),
                _("Change or remove one: studylog time edit, studylog time remove -d {day}", day=other.day),
            )  # fmt: skip


def _impossible(sessions: list[Session], now: dt.datetime) -> Iterator[Finding]:
    for session in sessions:
        if session.started_at is not None and session.started_at > now:
            yield look(
                "sessions",
                _("On {day} a session lies ahead: {one}", day=session.day, one=_span(session)),
                _("The clock may have been set back. To take it out: studylog time remove -d {day}", day=session.day),
            )
        elif session.seconds < 0 or session.seconds > 24 * 3600:
            yield look(
                "sessions",
                _("On {day} a session has an impossible length: {one}", day=session.day, one=_span(session)),
                _("To take it out: studylog time remove -d {day}", day=session.day),
            )


def _span(session: Session) -> str:
    start, end = session.started_at, session.ended_at
    if start is None:
        return session.subject
    return f"{start:%H:%M}–{f'{end:%H:%M}' if end is not None else '…'} {session.subject}".rstrip()


def _named(dates: list[dt.date]) -> str:
    more = " …" if len(dates) > _MOST_NAMED else ""
    return ", ".join(map(str, dates[:_MOST_NAMED])) + more
