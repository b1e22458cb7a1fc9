"""What is written in the evening and not in the day yet: kept, and put back into its fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tracker.tui.screens.prompt import LineInput
from tracker.tui.widgets.reflection_fields import ReflectionInput
from tracker.unsaved import Unsaved


def keep_fields(unsaved: Unsaved, day: dt.date, fields: Sequence[ReflectionInput]) -> None:
    """Keep what the fields say and the day does not."""
    for field in fields:
        if field.changed:
            unsaved.keep_box(_of(day, field.field.label), (field.text,))
        else:
            unsaved.drop_box(_of(day, field.field.label))


def offer_fields(unsaved: Unsaved, day: dt.date, fields: Sequence[ReflectionInput]) -> None:
    """Put into each field what was left in it; it is saved as if it were typed now."""
    for field in fields:
        left = unsaved.box(_of(day, field.field.label))
        if left is not None and not field.changed:
            field.text = left[0]


def keep_line(unsaved: Unsaved, day: dt.date, line: LineInput) -> None:
    """Keep a line that was begun."""
    if line.value.strip():
        unsaved.keep_box(f"evening {day} +", (line.value,))
    else:
        unsaved.drop_box(f"evening {day} +")


def offer_line(unsaved: Unsaved, day: dt.date, line: LineInput) -> None:
    """Put a line back that was begun."""
    left = unsaved.box(f"evening {day} +")
    if left is not None:
        line.value = left[0]


def _of(day: dt.date, label: str) -> str:
    return f"evening {day} = {label}"
