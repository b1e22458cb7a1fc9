"""Filling a log with the samples that come with the program."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from tracker.journal.importing import ImportReport, find_sources, import_files
from tracker.journal.journal import Journal
from tracker.model import Session
from tracker.wording import _


def fill_with_samples(journal: Journal, folder: Path) -> ImportReport:
    """Import the sample logs below `folder` and book the sessions of its `sessions.csv`.

    The sessions explain parts of the totals that the logs state, so no total changes.
    """
    report = ImportReport()
    import_files(journal, find_sources([folder / "ko", folder / "en"], report), report)
    rows = csv.DictReader(io.StringIO((folder / "sessions.csv").read_text("utf-8")))
    with journal.store.transaction():
        change = journal.begin("import", _("sample sessions"))
        for number, row in enumerate(rows, 1):
            start = dt.datetime.fromisoformat(row["started_at"])
            seconds = int(row["seconds"])
            end = start + dt.timedelta(seconds=seconds)
            journal.store.put_session(
                change,
                Session(f"sample{number:06}", dt.date.fromisoformat(row["date"]), row["subject"], start, end, seconds),
            )
        for day in journal.store.dates():
            journal.refresh_seconds(day)
    return report
