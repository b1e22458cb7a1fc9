"""The numbers of goals and challenges, which count on where two machines counted each for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.codec.manner import count_up, number_of, with_number
from tracker.codec.reading import Item, Reading, items_of, words_of
from tracker.model import Day, ItemKind, When


def counted_on(text: str, mine: Reading, theirs: Reading) -> str:
    """Return a merged text with the numbers of its goals and challenges in order, where both sides had them so."""
    # Not one side's template, or it would matter which is mine.
    template = min(mine.day.template, theirs.day.template)
    merged = Reading.of(text, mine.day.date, mine.templates, preferred=template, week=mine.week)
    changes = [
        with_number(merged, item, number)
        for items, of_mine, of_theirs in zip(
            _counted(merged.day), _counted(mine.day), _counted(theirs.day), strict=True
        )
        if not count_up(merged, items) and count_up(mine, of_mine) and count_up(theirs, of_theirs)
        # A line that became an item by where it stands now is not one that was counted.
        if {words_of(item) for item in items} <= {words_of(item) for item in (*of_mine, *of_theirs)}
        if all(number_of(merged, item) is not None for item in items)
        for number, item in enumerate(items, 1)
    ]
    if not changes:
        return text
    document, _splices = merged.document.replaced(changes)
    again = Reading.of(document.text, mine.day.date, mine.templates, preferred=template, week=mine.week)
    same = [list(map(words_of, items)) for items in _counted(merged.day)]
    return document.text if [list(map(words_of, items)) for items in _counted(again.day)] == same else text


def _counted(day: Day) -> Iterator[Sequence[Item]]:
    yield items_of(day, ItemKind.GOAL)
    yield items_of(day, ItemKind.CHALLENGE, When.PAST)
    yield items_of(day, ItemKind.CHALLENGE, When.NEXT)
