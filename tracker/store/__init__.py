"""The store: days, sessions, their history and the files they came from, in one SQLite file.

The store reads no Markdown: it is handed each text with what the reader made of it, and keeps the two in step.
"""

from __future__ import annotations

from tracker.search_index import SearchHit
from tracker.store.store import StaleText, Store, sha256_of
from tracker.stored import (
    Change,
    ChangeState,
    DaySummary,
    FilePiece,
    ImportedFile,
    Known,
    PeriodKind,
    Publication,
    Retrospective,
    Revision,
    SessionChange,
    StoredDay,
)

__all__ = [
    "Change",
    "ChangeState",
    "DaySummary",
    "FilePiece",
    "ImportedFile",
    "Known",
    "PeriodKind",
    "Publication",
    "Retrospective",
    "Revision",
    "SearchHit",
    "SessionChange",
    "StaleText",
    "Store",
    "StoredDay",
    "sha256_of",
]
