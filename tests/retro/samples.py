"""A journal of the sample logs, or of logs of one's own, on a clock that stands still."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tracker.config import Config
from tracker.journal import Journal
from tracker.journal.importing import ImportReport, find_sources, import_files
from tracker.journal.samples import fill_with_samples
from tracker.places import Places, shipped
from tracker.resources import load_templates
from tracker.store import Store

KST = dt.timezone(dt.timedelta(hours=9))
SHARED = Path(__file__).parents[3] / "shared"
KOREAN = Config(course_start=dt.date(2025, 3, 3))
ENGLISH = Config(template="english")
LAST_EVENING = dt.datetime(2025, 4, 2, 21, 20, tzinfo=KST)
"""After all of the samples."""


def new_journal(folder: Path, config: Config = KOREAN, now: dt.datetime = LAST_EVENING) -> Journal:
    """Return an empty journal; whoever asks closes it."""
    path = folder / "studylog.db"
    store = Store.open(path, create=True, now=now)
    own = folder / "templates"
    return Journal(store, config, load_templates(Places(folder / "config.yaml", path), config), lambda: now, own)


@contextmanager
def sample_journal(folder: Path, config: Config = KOREAN, now: dt.datetime = LAST_EVENING) -> Iterator[Journal]:
    """Open a journal of the sample logs."""
    with closing(new_journal(folder, config, now)) as journal:
        fill_with_samples(journal, shipped("sample"))
        yield journal


def bring_in(journal: Journal, *paths: Path) -> None:
    """Import files and folders."""
    report = ImportReport()
    import_files(journal, find_sources(paths, report), report)
    assert report.refused == []
