"""The same divergences merged by git alone and by us, side by side: `python -m tests.merging.compare [N]`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.merging.divergences import BY_VERBS, Divergence, divergence, doubled, items_said, kept_items, lost, merge
from tracker.errors import Conflict
from tracker.merging.days import MergedDay
from tracker.regex import regex
from tracker.values import frozen

_ENOUGH = 1000
_HUNK = regex(r"(?ms)^<{7} mine\r?\n(.*?)^\|{7} base\r?\n(.*?)^={7}\r?\n(.*?)^>{7} theirs\r?\n?")
_ROWS = (
    "days with a conflict",
    "conflicts",
    "days with markers in them",
    "lines lost",
    "items not read in days that git merged",
    "items doubled in days that git merged",
)


@frozen
class Outcome:
    """A day that was merged, as it lies there before a person has done anything."""

    text: str
    settled: str
    """The text without markers: where there is a conflict, one side of it."""
    conflicts: tuple[Conflict, ...]


def merged_by_us(case: Divergence) -> Outcome:
    """Merge a day by its structure."""
    merged = merge(case.base, case.mine, case.theirs)
    return Outcome(merged.text, merged.text, merged.conflicts)


def merged_by_git(case: Divergence, folder: Path) -> Outcome:
    """Merge a day as `git merge` does without us, line by line."""
    for name, text in (("base", case.base or ""), ("mine", case.mine), ("theirs", case.theirs)):
        (folder / name).write_bytes(text.encode())
    names = [word for name in ("mine", "base", "theirs") for word in ("-L", name)]
    call = ["git", "merge-file", "-p", "--diff3", *names, "mine", "base", "theirs"]
    ran = subprocess.run(call, cwd=folder, capture_output=True, check=False)
    if b"binary files" in ran.stderr:
        # For a day with a NUL in it; git leaves mine and tells of a conflict.
        return Outcome(case.mine, case.mine, (Conflict(case.base or "", case.mine, case.theirs),))
    if ran.returncode > 127:
        raise OSError(ran.stderr.decode())
    text = ran.stdout.decode()
    conflicts = tuple(Conflict(base, mine, theirs) for mine, base, theirs in _HUNK.findall(text))
    assert len(conflicts) == ran.returncode
    return Outcome(text, _HUNK.sub(lambda found: found[1], text), conflicts)


def counted(case: Divergence, outcome: Outcome, *, by_git: bool) -> Counter[str]:
    """Return how often a merge came to each row of the table; `by_git` is whether git needs nobody for this day."""
    there = items_said(outcome.settled)
    figures = (
        bool(outcome.conflicts),
        len(outcome.conflicts),
        outcome.text != outcome.settled,
        len(lost(case, MergedDay(outcome.settled, outcome.conflicts))),
        len(kept_items(case) - there.keys()) if by_git else 0,
        len(doubled(case, there)) if by_git else 0,
    )
    return Counter(dict(zip(_ROWS, map(int, figures), strict=True)))


def table(seeds: Sequence[int]) -> list[str]:
    """Return the lines of the table for the divergences of these numbers."""
    ours, gits = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            case = divergence(seed)
            plain = merged_by_git(case, Path(folder))
            gits += counted(case, plain, by_git=not plain.conflicts)
            ours += counted(case, merged_by_us(case), by_git=not plain.conflicts)
    lines = [f"{f'{len(seeds):,} divergences':<40}{'git':>8}{'studylog':>10}"]
    return lines + [f"{row:<40}{gits[row]:>8,}{ours[row]:>10,}" for row in _ROWS]


def main(words: Sequence[str]) -> None:
    """Print the table of divergences made by verbs and by hand, and of those made by verbs alone."""
    number = int(words[0]) if words else _ENOUGH
    print("Two machines wrote on one day, by verbs and by hand", *table(range(number)), sep="\n")
    print("\nTwo machines wrote on one day, by verbs alone", *table(range(BY_VERBS, BY_VERBS + number)), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
