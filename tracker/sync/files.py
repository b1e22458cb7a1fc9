"""What becomes of one file of the repository that two machines changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from functools import partial

from tracker.codec.document import Document
from tracker.codec.merge import merge
from tracker.codec.reading import Reading
from tracker.errors import Prefer
from tracker.merging.days import merge_days
from tracker.merging.one_line import Clocked
from tracker.merging.records import Record, merge_records
from tracker.regex import regex
from tracker.store.syncing import KeptConflict
from tracker.sync.layout import FileKind, Layout
from tracker.values import frozen

Reader = Callable[[str, dt.date], Reading]
"""Reads a text as the day of a date."""
_CONFLICT = regex(
    r"(?ms)^<{7}(?: [^\n]*)?\r?\n(?P<mine>.*?)(?:^\|{7}(?: [^\n]*)?\r?\n(?P<base>.*?))?"
    r"^={7}\r?\n(?P<theirs>.*?)^>{7}(?: [^\n]*)?(?:\r?\n|\Z)"
)
_ID_LENGTH = 10


class UnreadableFile(ValueError):
    """A file is not what its place says."""


@frozen
class MergedFile:
    """What became of a file."""

    data: bytes
    conflicts: tuple[KeptConflict, ...] = ()


@frozen
class Versions:
    """What a file held when both began, and what each made of it; None where there is none."""

    base: bytes | None
    mine: bytes
    theirs: bytes


def merge_file(
    layout: Layout, path: str, versions: Versions, reader: Reader, clocked: Clocked | None = None
) -> MergedFile:
    """Bring two versions of a file together; nothing depends on which of them is mine.

    Raises UnreadableFile for bytes that are not what lies at such a path.
    """
    if layout.kind_of(path) in (FileKind.SESSIONS, FileKind.RECORDS):
        records = [records_of(data) for data in (versions.base or b"", versions.mine, versions.theirs)]
        return MergedFile(data_of(merge_records(*records)))
    base, mine, theirs = (text_of(data) for data in (versions.base or b"", versions.mine, versions.theirs))
    day = layout.date_of(path)
    if day is not None:
        start = reader(base, day) if versions.base is not None else None
        merged_day = merge_days(start, reader(mine, day), reader(theirs, day), clocked)
        text, conflicts = merged_day.text, merged_day.conflicts
    else:
        # In an order that does not depend on which is mine.
        first, second = sorted((mine, theirs), key=lambda text: (len(text), text), reverse=True)
        merged = merge(base, first, second, Prefer.MINE)
        text, conflicts = merged.text, merged.conflicts
    return MergedFile(text.encode(), tuple(_kept(path, text, c.base, c.mine, c.theirs) for c in conflicts))


def _kept(path: str, text: str, base: str, mine: str, theirs: str) -> KeptConflict:
    kept, other = sorted((mine, theirs), key=lambda lines: (len(lines), lines), reverse=True)
    if kept not in text:
        kept, other = other, kept
    name = hashlib.sha256("\0".join((path, base, kept, other)).encode("utf-8", "surrogatepass")).hexdigest()
    return KeptConflict(name[:_ID_LENGTH], path, base, kept, other, "")


def without_markers(text: str) -> tuple[str | None, str, str] | None:
    """Return what both began with and the two texts that git could not bring together; None where it left no marks.

    What they began with is None where git did not say. Marks in a block of code are someone's notes about git.
    """
    if "<<<<<<<" not in text:
        return None
    code = Document.from_text(text).scan.opaque
    begun = [n for n, line in enumerate(text.split("\n")) if line.startswith("<<<<<<<")]
    if code.issuperset(begun) or _CONFLICT.search(text) is None:
        return None
    base, mine, theirs = (_CONFLICT.sub(partial(_side, side), text) for side in ("base", "mine", "theirs"))
    is_told = all(found["base"] is not None for found in _CONFLICT.finditer(text))
    return base if is_told else None, mine, theirs


def _side(side: str, found: re.Match[str]) -> str:
    return found[side] or ""


def text_of(data: bytes) -> str:
    """Return the text in bytes; raises UnreadableFile."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise UnreadableFile from None


def records_of(data: bytes) -> dict[str, Record]:
    """Return the records in a file, by id; raises UnreadableFile."""
    records: dict[str, Record] = {}
    for line in text_of(data).split("\n"):
        try:
            record = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            raise UnreadableFile from None
        if record is None:
            continue
        if not isinstance(record, dict) or not isinstance(record.get("id"), str):
            raise UnreadableFile
        if not all(map(_is_value, record.values())):
            raise UnreadableFile
        records[record["id"]] = {name: value for name, value in record.items() if name != "id"}
    return records


def _is_value(value: object) -> bool:
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool))


def data_of(records: Mapping[str, Record]) -> bytes:
    """Return a file of records: one a line, by when they began, then by id."""
    rows = sorted(records.items(), key=lambda row: (str(row[1].get("started_at") or row[1].get("date") or ""), row[0]))
    lines = (json.dumps({"id": name, **dict(sorted(record.items()))}, ensure_ascii=False) for name, record in rows)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
