"""A study log with a clock that stands still until it is told to move on, and short logs to put in it."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from tracker.codec.lexicon import Templates
from tracker.config import Config
from tracker.journal import Journal
from tracker.places import Places
from tracker.resources import load_templates

KST = dt.timezone(dt.timedelta(hours=9))
WEDNESDAY = dt.date(2025, 1, 22)
TUESDAY = WEDNESDAY - dt.timedelta(days=1)
THURSDAY = WEDNESDAY + dt.timedelta(days=1)


class Clock:
    """Says what it was set to."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def set(self, words: str) -> None:
        """Set it to `2025-01-22 09:10` or, on the day it shows, `09:10`."""
        self.now = at(words, self.now.date())

    def forward(self, **length: float) -> None:
        """Move on by some `hours`, `minutes` or `seconds`."""
        self.now += dt.timedelta(**length)


def at(words: str, day: dt.date = WEDNESDAY) -> dt.datetime:
    """Return the instant of `09:10` or `09:10:30` on `day`, or of `2025-01-22 09:10`, in Seoul."""
    date, _, clock = words.rpartition(" ")
    on = dt.date.fromisoformat(date) if date else day
    return dt.datetime.combine(on, dt.time.fromisoformat(clock), KST)


@cache
def templates(name: str = "bootcamp-ko") -> Templates:
    """Return the shipped templates, `name` first."""
    nowhere = Path("/nowhere")
    return load_templates(Places(nowhere / "config.yaml", nowhere / "s.db"), Config(template=name))


def open_journal(path: Path, clock: Clock, config: Config | None = None, timeout: float = 5) -> Journal:
    """Open the journal at `path`, making it when it is not there."""
    config = config or Config()
    return Journal.open(path, config, templates(config.template), clock, create=True, timeout=timeout)


@contextmanager
def new_journal(template: Path, config: Config | None = None) -> Iterator[tuple[Journal, Clock]]:
    """Open a copy of an empty study log at nine in the morning."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "s.db")
        path.write_bytes(template.read_bytes())
        clock = Clock(at("09:00"))
        journal = open_journal(path, clock, config)
        with closing(journal):
            yield journal, clock


def text_of(journal: Journal, day: dt.date = WEDNESDAY) -> str:
    """Return a day's text; empty when there is no such day."""
    return journal.text(day) or ""


def put(journal: Journal, text: str, day: dt.date = WEDNESDAY) -> str:
    """Write a text over whatever the day holds, and return it."""
    journal.save_text(day, text, base=journal.text(day))
    return text


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that only `before` has and those that only `after` has, as far as the two differ."""
    old, new = before.split("\n"), after.split("\n")
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return old[start : len(old) - end], new[start : len(new) - end]
