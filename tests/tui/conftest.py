"""The fixtures of the screens' tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

from tests.sync.devices import Device, bare, git_environment
from tests.tui.build import KST, MONDAY, Clock, open_journal, put, sample_text
from tracker.journal import Journal
from tracker.sync.setup import set_up
from tracker.sync.syncing import Syncing
from tracker.tui.app import StudylogApp


@pytest.fixture(scope="session", autouse=True)
def style_sheets_are_read_once() -> Iterator[None]:
    """Keep the rules of a style sheet for the next application of this process, which would read the same again."""
    read = Stylesheet._parse_rules
    kept: dict[tuple[object, ...], list[RuleSet]] = {}

    def read_once(
        self: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        # A theme's colours are written into the rules.
        colours = frozenset(self._variables.items())
        asked = (css, read_from, is_default_rules, tie_breaker, scope, colours)
        if asked not in kept:
            kept[asked] = read(self, css, read_from, is_default_rules, tie_breaker, scope)
        return kept[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", read_once)
        yield


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at ten in the morning of the sample's fourth Monday."""
    return Clock(dt.datetime(2025, 3, 24, 10, tzinfo=KST))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return where the study log lies."""
    return tmp_path / "studylog.db"


@pytest.fixture
def journal(database: Path, clock: Clock) -> Iterator[Journal]:
    """Return a journal that holds one sample day."""
    journal = open_journal(database, clock)
    put(journal, MONDAY, sample_text(MONDAY))
    yield journal
    journal.store.close()


@pytest.fixture
def other(database: Path, clock: Clock, journal: Journal) -> Iterator[Journal]:
    """Return the same journal as another process has it open."""
    other = open_journal(database, clock)
    yield other
    other.store.close()


@pytest.fixture
def app(journal: Journal) -> StudylogApp:
    """Return the application on that journal."""
    return StudylogApp(journal)


# Machines that share one log


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Have git know one person and nothing of this machine."""
    environment = git_environment(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return environment


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """Return a bare repository that holds nothing yet."""
    return bare(tmp_path)


@pytest.fixture
def synced(journal: Journal, remote: Path, environment: dict[str, str]) -> Journal:
    """Return the journal of the screen, in step with the remote."""
    set_up(journal, environment, remote=str(remote))
    Syncing(journal, environment).run()
    return journal


@pytest.fixture
def laptop(tmp_path: Path, synced: Journal, remote: Path, environment: dict[str, str]) -> Iterator[Device]:
    """Return the other machine, in step as well."""
    laptop = Device("laptop", tmp_path, environment)
    laptop.init(remote)
    laptop.sync()
    yield laptop
    laptop.close()
