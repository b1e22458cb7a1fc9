"""The judges that problems come from, and how people write their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from tracker.codec.words import key, nfc
from tracker.regex import regex
from tracker.values import frozen
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@frozen
class Judge:
    """A site or book that problems come from."""

    name: str
    also: tuple[str, ...]
    url: str | None
    """Address of a problem with `{id}` in it; None when its number does not lead there."""
    steps: bool
    """Whether `6단계 심화1 25083`, without a name, is a problem of this judge."""

    def url_of(self, problem_id: str | None) -> str | None:
        """Return the problem's address; None when it cannot be told."""
        return self.url.replace("{id}", problem_id) if self.url and problem_id else None


@frozen(slots=False)
class Judges:
    """All known judges."""

    judges: tuple[Judge, ...]
    shipped: bool = False
    """Whether all of them came with the program."""

    @cached_property
    def _by_key(self) -> dict[str, Judge]:
        return {key(word): judge for judge in reversed(self.judges) for word in (judge.name, *judge.also)}

    @cached_property
    def _words(self) -> list[str]:
        names = {name for judge in self.judges for name in (judge.name, *judge.also)}
        return sorted(names, key=lambda name: (-len(name), name))

    @cached_property
    def beginnings(self) -> str:
        """An expression for what names begin with, the first two characters, to be taken without regard to case."""
        return "|".join(sorted({re.escape(nfc(word).split()[0][:2]) for word in self._words})) or "(?!)"

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = self._words
        spaced = [r"\s*".join(re.escape(part) for part in nfc(word).split()) for word in words]
        # A number may touch a name, a letter may not, unless it shows by its script that another word begins.
        ends = {True: r"(?![^\W\d_])", False: r"(?![^\W\d_A-Za-z])"}
        bounded = [part + ends[word[-1].isascii()] for part, word in zip(spaced, words, strict=True)]
        return self.expression(rf"[\[(*`]*({'|'.join(bounded) or '(?!)'})[\])*`]*")

    def expression(self, source: str) -> re.Pattern[str]:
        """Return an expression made of judges' names, without regard to case; one of a person's own is never kept."""
        return (regex if self.shipped else re.compile)(source, re.IGNORECASE)

    def named(self, word: str) -> Judge | None:
        """Return the judge that goes by `word`; None when none does."""
        return self._by_key.get(key(word))

    def at_start(self, text: str) -> tuple[Judge, int] | None:
        """Return the judge that NFC `text` begins with and where its name ends; None when it begins otherwise."""
        match = self._pattern.match(text)
        # Without regard to case, a pattern takes letters such as the dotless i as well; those are no judge's name.
        judge = self.named(match[1]) if match is not None else None
        return (judge, match.end()) if match is not None and judge is not None else None

    @cached_property
    def of_steps(self) -> Judge | None:
        """The judge whose steps are named without it."""
        return next((judge for judge in self.judges if judge.steps), None)


def parse_judges(rows: Any) -> Judges:
    """Read the judges of a `judges.yaml`; raises ValueError with one sentence when an entry has no name."""
    if not isinstance(rows, list):
        raise ValueError(_("judges.yaml should be a list of entries with a name."))
    judges = []
    for n, row in enumerate(rows, 1):
        name = row.get("name") if isinstance(row, Mapping) else None
        if not isinstance(name, str) or not key(name):
            raise ValueError(_("entry {n} of judges.yaml has no name.", n=n))
        also = row.get("also") or []
        others = [str(word) for word in (also if isinstance(also, list) else [also])]
        judges.append(
            Judge(
                name,
                tuple(word for word in others if key(word)),
                str(row["url"]) if row.get("url") else None,
                str(row.get("steps", "")).casefold() == "true",
            )
        )
    return Judges(tuple(judges))


def merged(first: Judges, others: Iterable[Judge]) -> Judges:
    """Return `others` before the judges of `first` that they do not replace."""
    own = tuple(others)
    names = {key(judge.name) for judge in own}
    return Judges((*own, *(judge for judge in first.judges if key(judge.name) not in names)))
