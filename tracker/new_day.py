"""What the database gets of a new day, made of its text alone: so any process can make it."""

from __future__ import annotations

import datetime as dt

from tracker import stored
from tracker.fingerprint import sha256_of
from tracker.grams import grams
from tracker.outline import outline_of
from tracker.stored import packed_text
from tracker.values import fields, frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tracker.database import Value
    from tracker.model import Day


@frozen
class NewDay:
    """A day that the store does not have, as it is stored."""

    number: int
    """The proleptic ordinal of its date."""
    text: str
    sha256: str
    study_seconds: int | None
    """None when neither a total nor a session is known."""
    until: str | None
    note: str
    template: str
    items: dict[str, list[tuple[int, tuple[Value, ...]]]]
    """The rows of each index table, as `stored.item_rows` makes them."""
    packed: bytes
    """The text in few bytes."""
    outline: tuple[bool, bytes, bytes, str] | None
    """Its four fields; None for one that cannot be stored."""
    grams: str
    """What the search index holds of the text, with spaces between."""

    @property
    def date(self) -> dt.date:
        """The day."""
        return dt.date.fromordinal(self.number)


def new_days(days: Sequence[tuple[Day, str]]) -> list[NewDay]:
    """Return what is stored of days that were read, each with its text.

    Raises StoreError for a text that cannot be stored.
    """
    # One thing after another for all of them: a processor is nearly twice as fast at what it has just been at.
    outlines = [outline_of(day, text) for day, text in days]
    hashes = [sha256_of(text) for _day, text in days]
    packed = [packed_text(text) for _day, text in days]
    joined = [" ".join(grams(text)) for _day, text in days]
    return [
        NewDay(
            number=day.date.toordinal(),
            text=text,
            sha256=sha256,
            study_seconds=day.total.seconds if day.total is not None else None,
            until=stored.date_text(day.until),
            note=day.note,
            template=day.template,
            items=stored.item_rows(day),
            packed=small,
            outline=(outline.plain, outline.starts, bytes(outline.marks), outline.places)
            if outline.can_be_stored
            else None,
            grams=found,
        )
        for (day, text), outline, sha256, small, found in zip(days, outlines, hashes, packed, joined, strict=True)
    ]


def fields_of(day: NewDay) -> tuple[Any, ...]:
    """Return a new day's fields in their order, as another process can be given them."""
    return tuple(getattr(day, name) for name in fields(day))
