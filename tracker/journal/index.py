"""The index of a folder of days: its weeks, each day with a link and a headline, newest first."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import EditRefused, NotFound, StoreError
from tracker.files import write_atomically
from tracker.journal.retrospectives import page_template_of
from tracker.journal.shelf import Shelf, day_piece, link_between, retro_place, week_label
from tracker.retro import rendered
from tracker.retro.building import theme_of_most
from tracker.retro.context import IndexContext, IndexDay, IndexWeek, names_of
from tracker.retro.marked import has_part, new_file, with_part
from tracker.stored import DaySummary, PeriodKind
from tracker.timefmt import WEEKDAY_NAMES, week_of
from tracker.values import frozen
from tracker.wording import _

if TYPE_CHECKING:
    from tracker.journal.journal import Journal


class NoMarkers(StoreError):
    """A file has no place for the index yet; it can be put at its end."""


@frozen
class Indexed:
    """What writing an index left behind."""

    days: int
    """Days listed."""
    without_file: tuple[dt.date, ...]
    """Days whose file is not there, which are listed without a link."""
    changed: bool
    """Whether the file had to be written."""


def index_page(journal: Journal, beside: Path | None) -> tuple[str, IndexContext]:
    """Return the index's Markdown and what it was made of; links go out from the folder `beside`.

    There only files that exist are linked; None is the folder that days are published in, whatever lies in it. Raises
    NotFound when there is no day, TemplateFault for a template that cannot be used.
    """
    context = index_context(journal, beside)
    return rendered(page_template_of(journal, "index"), names_of(context)), context


def write_index(journal: Journal, path: Path, *, append: bool = False) -> Indexed:
    """Write the index between the markers of a file, or as a file of its own where there is none.

    `append` puts the markers at the end of a file that has none. Raises StoreError, writing nothing.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        raise StoreError(_("{path} is no file that can be written into; name another.", path=path))
    page, context = index_page(journal, path.parent)
    try:
        text = path.read_bytes().decode() if path.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(_("{path} cannot be read: {why}.", path=path, why=_why(error))) from None
    try:
        new = _spliced(text, page, append=append)
    except EditRefused as refused:
        if text is None or has_part(text) or append:
            raise StoreError(f"{path}: {refused.sentence}") from None
        hint = _("Or have them put at its end: {option}", option="--append")
        raise NoMarkers(f"{path}: {refused.sentence}", shell=hint) from None
    if new != text:
        write_atomically(path, new.encode())
    missing = tuple(day.date for week in context.weeks for day in week.days if not day.link)
    return Indexed(context.days, missing, new != text)


def _why(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else _("it is not UTF-8")


def _spliced(text: str | None, page: str, *, append: bool) -> str:
    if text is None:
        return new_file(page)
    if append and not has_part(text):
        newline = "\r\n" if "\r\n" in text else "\n"
        gap = "" if not text else newline if text.endswith("\n") else newline * 2
        grown = text + gap + new_file(page).replace("\n", newline)
        if not has_part(grown):
            raise EditRefused(_("a block of code is still open at its end; close it first."))
        return grown
    return with_part(text, page)


def index_context(journal: Journal, beside: Path | None) -> IndexContext:
    """Return what the index's template is given; raises NotFound when there is no day."""
    summaries = journal.overview()
    if not summaries:
        raise NotFound(_("There are no days to list yet."), shell=_("Open one: studylog new"))
    shelf = _Linked(journal, beside)
    headings: defaultdict[dt.date, list[str]] = defaultdict(list)
    for date, heading in journal.store.learning_headings():
        headings[date].append(heading)
    weeks: defaultdict[dt.date, list[DaySummary]] = defaultdict(list)
    for summary in summaries:
        weeks[week_of(summary.date)[0]].append(summary)
    kept = {found.first for found in journal.store.retrospectives() if found.kind is PeriodKind.WEEK}
    names = WEEKDAY_NAMES.get(journal.templates.default.language, WEEKDAY_NAMES["en"])
    return IndexContext(
        language=journal.templates.default.language,
        weeks=tuple(
            IndexWeek(
                week=journal.week(some[0].date),
                first=monday,
                last=week_of(monday)[1],
                label=week_label(journal, some[0].date) or theme_of_most(headings[day.date] for day in some),
                link=shelf.link_of_week(monday) if monday in kept else "",
                seconds=sum(day.study_seconds or 0 for day in some),
                days=tuple(_days(some, shelf, names)),
            )
            for monday, some in sorted(weeks.items(), reverse=True)
        ),
        days=len(summaries),
        seconds=sum(summary.study_seconds or 0 for summary in summaries),
    )


def _days(some: Sequence[DaySummary], shelf: _Linked, names: Sequence[str]) -> Iterator[IndexDay]:
    for summary in reversed(some):
        yield IndexDay(
            date=summary.date,
            until=summary.until,
            weekday=names[summary.date.weekday()],
            link=shelf.link_of(summary.date),
            headline=summary.headline,
            note=summary.note,
            seconds=summary.study_seconds,
            topics=summary.topics,
            problems=summary.problems,
        )


class _Linked:
    """Where files lie as seen from a folder."""

    def __init__(self, journal: Journal, beside: Path | None) -> None:
        self._journal, self._beside = journal, beside
        self._shelf = Shelf.of(journal)

    def link_of(self, date: dt.date) -> str:
        return self._address(self._shelf.place_of(day_piece(self._journal, date)))

    def link_of_week(self, monday: dt.date) -> str:
        return self._address(retro_place(self._journal, PeriodKind.WEEK, monday))

    def _address(self, place: str) -> str:
        if self._beside is None:
            return link_between("", place)
        # The folder itself may be a copy of the one that days came from.
        if (self._beside / place).is_file():
            return link_between("", place)
        folder = self._shelf.folder
        if folder is None or not (folder / place).is_file():
            return ""
        folder, beside = folder.resolve(), self._beside.resolve()
        if not (folder.is_relative_to(beside) or beside.is_relative_to(folder)):
            return ""
        there = os.path.relpath(folder / place, beside).replace(os.sep, "/")
        return link_between("", there)
