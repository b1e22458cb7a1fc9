"""Finding an item of a day by a person's words."""

from __future__ import annotations

from tracker.codec.edit import Item, ItemRef, items_of, words_of
from tracker.codec.words import fold
from tracker.errors import NotFound, UsageError, nearest
from tracker.model import DayRecord, ItemKind, Problem, When
from tracker.wording import _, name_of_kind


def item_ref(record: DayRecord, kind: ItemKind, word: str, when: When | None = None) -> ItemRef:
    """Return the item meant by a number or by some of its words; raises NotFound or UsageError."""
    items, day = items_of(record.day, kind, when), record.day.date
    noun = name_of_kind(str(when or kind))
    if not items:
        raise NotFound(_("The log of {day} has no {item}.", day=day, item=noun))
    # A problem is known by its own number.
    if word.isdecimal() and word not in [item.id for item in items if isinstance(item, Problem)]:
        n = int(word)
        if not 1 <= n <= len(items):
            raise NotFound(
                _(
                    "The log of {day} has {count} of them; there is no {item} {n}.",
                    day=day,
                    count=len(items),
                    item=noun,
                    n=n,
                )
            )
        return ItemRef(kind, n, words_of(items[n - 1]), when)
    wanted = fold(word.strip())
    if not wanted:
        raise UsageError(_("Which {item}? Give its number or some of its words.", item=noun))
    whole = [n for n, item in enumerate(items, 1) if wanted == fold(words_of(item))]
    matching = whole or [n for n, item in enumerate(items, 1) if wanted in fold(_searchable(item))]
    if not matching:
        sentence = _("No {item} of {day} says {word!r}.", item=noun, day=day, word=word)
        raise NotFound(sentence + nearest(word, [words_of(item) for item in items]))
    if len(matching) > 1:
        numbers = ", ".join(map(str, matching))
        raise UsageError(
            _("{word!r} is in more than one {item}: {numbers}. Give the number.", word=word, item=noun, numbers=numbers)
        )
    return ItemRef(kind, matching[0], words_of(items[matching[0] - 1]), when)


def _searchable(item: Item) -> str:
    title = getattr(item, "title", None)
    return f"{words_of(item)} {title or ''}"
