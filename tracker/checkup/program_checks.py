"""The program itself: its versions, the settings and templates it reads, and the terminal it draws on."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version

from tracker import __version__
from tracker.checkup.finding import Finding, from_home, look, sound, wrong
from tracker.config import Config
from tracker.errors import TrackerError
from tracker.places import Places
from tracker.resources import load_judges, template_files
from tracker.settings import read_config
from tracker.values import frozen
from tracker.wording import _

_NARROWEST, _LOWEST = 80, 24


@frozen
class Terminal:
    """What the program is drawn on."""

    name: str
    """`TERM`; empty when nothing says."""
    columns: int
    rows: int
    encoding: str
    colours: str
    """`truecolor`, `256`, `16` or `none`."""
    is_terminal: bool
    """Whether a person looks, and not a pipe."""


def check_program(places: Places, terminal: Terminal) -> Iterator[Finding]:
    """Yield what is found of versions, terminal, settings and templates."""
    yield _versions()
    yield _terminal(terminal)
    config, finding = _settings(places)
    yield finding
    yield from _templates(places, config)


def _versions() -> Finding:
    try:
        textual = version("textual")
    except PackageNotFoundError:
        textual = "?"
    return sound(
        "versions",
        f"studylog {__version__} · Python {platform.python_version()} · SQLite {sqlite3.sqlite_version}"
        f" · Textual {textual} · {platform.system()}",
    )


def _terminal(terminal: Terminal) -> Finding:
    if not terminal.is_terminal:
        return sound("terminal", _("no terminal: the output goes to a file or a program"))
    size = f"{terminal.columns}×{terminal.rows}"
    sentence = _(
        "{name}, {size}, colours: {colours}, {encoding}",
        name=terminal.name or "?",
        size=size,
        colours=terminal.colours,
        encoding=terminal.encoding,
    )
    if terminal.encoding.casefold().replace("-", "") != "utf8":
        return look("terminal", sentence, _("Korean needs UTF-8: export LC_ALL=ko_KR.UTF-8"))
    if terminal.name in ("", "dumb"):
        return look("terminal", sentence, _("The screen needs a terminal that can place letters: set TERM."))
    if terminal.columns < _NARROWEST or terminal.rows < _LOWEST:
        return look("terminal", sentence, _("The screen is made for 80×24 and more."))
    return sound("terminal", sentence)


def _settings(places: Places) -> tuple[Config, Finding]:
    try:
        config = read_config(places.config)
    except TrackerError as error:
        return Config(), wrong("settings", error.sentence, _("Mend the line, or move the file away."))
    if not places.config.exists():
        return config, sound("settings", _("{path} (none yet)", path=from_home(places.config)))
    return config, sound("settings", from_home(places.config))


def _templates(places: Places, config: Config) -> Iterator[Finding]:
    names = set()
    try:
        for file in template_files(places):
            names.add(file.template.name)
            for problem in file.template.problems:
                if problem.fatal:
                    # One that opens no day is only left out.
                    grave = wrong if file.template.name == config.template else look
                    yield grave(
                        "templates",
                        _(
                            "{path}, line {line}: {problem}",
                            path=from_home(file.path),
                            line=problem.line,
                            problem=problem.message,
                        ),
                        _("See: studylog template check {path}", path=from_home(file.path)),
                    )
        load_judges(places)
    except TrackerError as error:
        yield wrong("templates", error.sentence)
        return
    if config.template not in names:
        yield wrong(
            "templates",
            _("There is no template {name!r}.", name=config.template),
            _("Choose another: studylog config set template NAME"),
        )
        return
    yield sound("templates", _("{name} opens new days", name=config.template))


def terminal_of(
    environment: Mapping[str, str], columns: int, rows: int, *, encoding: str, is_terminal: bool
) -> Terminal:
    """Return what a person sees the program on, by the variables of its environment."""
    term = environment.get("TERM", "")
    colours = colours_of(term, environment.get("COLORTERM", ""), refused=bool(environment.get("NO_COLOR")))
    return Terminal(term, columns, rows, encoding, colours, is_terminal)


def colours_of(term: str, colorterm: str, *, refused: bool) -> str:
    """Return how many colours a terminal says it has; `refused` is whether the person wants none."""
    if refused or term in ("", "dumb"):
        return "none"
    if colorterm in ("truecolor", "24bit"):
        return "truecolor"
    return "256" if "256" in term or sys.platform == "win32" else "16"
