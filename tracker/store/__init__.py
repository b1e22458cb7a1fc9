"""The store: days, sessions, their history and the files they came from, in one SQLite file.

The store reads no Markdown: it is handed each text with what the reader made of it, and keeps the two in step.
"""

from __future__ import annotations

from tracker.store.store import StaleText, Store

__all__ = ["StaleText", "Store"]
