"""Other programs that people keep such logs with, each in an environment of its own and with the same years stored.

They are installed into `.bench` with pip, and Timewarrior with apt's own download, which needs no rights; what cannot
be installed, or does not read what was written for it, is said in a line and left out.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.bench.generate import Log
from tests.bench.processes import PYTHON, REPOSITORY, Call, CallFailed, clean_environment, fresh
from tests.bench.scene import LAST
from tracker.values import frozen

INSTALLED = REPOSITORY / ".bench"
"""Where the peers are installed, once for all runs; git does not see it."""
_SECONDS_TO_INSTALL = 600
_WATSON, _JRNL, _TIMEW, _POSTING, _DOOIT = "watson", "jrnl", "timew", "posting", "dooit"
# With a newer tree-sitter Posting 2.11 ends by a segmentation fault.
_PACKAGES = {
    _JRNL: ("jrnl",),
    _WATSON: ("td-watson",),
    _DOOIT: ("dooit",),
    _POSTING: ("posting", "tree-sitter<0.26"),
}
"""Commands and the packages of PyPI that bring them."""
DRAWS = {_POSTING: "Collection", _DOOIT: "Workspaces"}
"""Peers that have a screen, and a word that stands on it once it is drawn."""
_JRNL_SETTINGS = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals:
  default:
    journal: {journal}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: '{version}'
"""
# Run in dooit's own environment.
_FILL_DOOIT = """
import json, sys
from dooit.api import Todo, Workspace, manager

manager.connect(sys.argv[1])
log = Workspace(description="study log")
log.save()
for words in json.load(sys.stdin):
    Todo(description=words, parent_workspace=log).save()
"""


class PeerMissing(Exception):
    """A peer that cannot be measured, and why."""


@frozen
class Peer:
    """A program that is installed."""

    name: str
    command: Path
    version: str


@frozen
class Peers:
    """The programs that are there, each with the same years stored."""

    folder: Path
    by_name: Mapping[str, Peer]

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def call(self, name: str, *words: str) -> Call:
        """Return the call of a program on its own data."""
        before: tuple[str, ...] = ("--config-file", str(self.folder / "jrnl.yaml")) if name == _JRNL else ()
        return Call((str(self.by_name[name].command), *before, *words), self.environment)

    def screen(self, name: str) -> tuple[str, ...]:
        """Return the words that open a program's screen."""
        words = ("--db", str(self.folder / "dooit.db")) if name == _DOOIT else ()
        return (str(self.by_name[name].command), *words)

    @property
    def environment(self) -> dict[str, str]:
        """What they run in."""
        return clean_environment(self.folder) | {
            "WATSON_DIR": str(self.folder / "watson"),
            "TIMEWARRIORDB": str(self.folder / "timew"),
        }


def no_peers(folder: Path) -> Peers:
    """Return that none is there."""
    return Peers(folder, {})


def set_up_peers(folder: Path, days: Iterable[Log], log_of_today: Iterable[str]) -> tuple[Peers, list[str]]:
    """Install the peers that are missing and write the days for them; return them, and a line for each left out."""
    installed: dict[str, Peer] = {}
    left_out = []
    for name in (_JRNL, _WATSON, _TIMEW, _POSTING, _DOOIT):
        try:
            installed[name] = _timewarrior() if name == _TIMEW else _from_pypi(name)
        except PeerMissing as missing:
            left_out.append(f"{name} is left out: {missing}")
    peers = Peers(fresh(folder), installed)
    written = list(days)
    for name in list(installed):
        try:
            _fill(peers, name, written, log_of_today)
        except (PeerMissing, CallFailed, OSError, ValueError) as error:
            del installed[name]
            left_out.append(f"{name} is left out: it does not read its data ({str(error).splitlines()[0]})")
    return peers, left_out


# Installing


def _from_pypi(name: str) -> Peer:
    package, *others = _PACKAGES[name]
    folder = INSTALLED / package
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    command = scripts / name
    if not command.exists():
        print(f"installing {package} into its own environment (once) …", file=sys.stderr)
        _make_folder()
        venv.create(folder, clear=True, with_pip=True)
        python = scripts / "python"
        _run(str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", package, *others)
    told = _run(str(scripts / "python"), "-c", f"from importlib.metadata import version; print(version({package!r}))")
    return Peer(package, command, told.strip())


def _timewarrior() -> Peer:
    folder = INSTALLED / "timewarrior"
    command = folder / "usr" / "bin" / _TIMEW
    if not command.exists():
        found = shutil.which(_TIMEW)
        if found is not None:
            command = Path(found)
        elif shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
            raise PeerMissing("there is neither timew nor Debian's packages here")
        else:
            _make_folder()
            folder.mkdir(exist_ok=True)
            _run("apt-get", "download", "timewarrior", folder=folder)
            for package in folder.glob("*.deb"):
                _run("dpkg-deb", "-x", str(package), str(folder))
    return Peer("timewarrior", command, _run(str(command), "--version").strip())


def _make_folder() -> None:
    INSTALLED.mkdir(exist_ok=True)
    (INSTALLED / ".gitignore").write_text("*\n")


def _run(*words: str, folder: Path = REPOSITORY) -> str:
    try:
        done = subprocess.run(
            words, cwd=folder, capture_output=True, text=True, check=False, timeout=_SECONDS_TO_INSTALL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerMissing(str(error).splitlines()[0]) from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise PeerMissing(f"it cannot be installed here ({lines[-1] if lines else f'exit code {done.returncode}'})")
    return done.stdout


# Their data, and whether they read it


def _fill(peers: Peers, name: str, days: list[Log], log_of_today: Iterable[str]) -> None:
    match name:
        case "jrnl":
            _fill_jrnl(peers, days)
        case "watson":
            _fill_watson(peers, days)
        case "timew":
            _fill_timewarrior(peers, days)
        case "dooit":
            _fill_dooit(peers, log_of_today)


def _fill_jrnl(peers: Peers, days: list[Log]) -> None:
    journal = peers.folder / "jrnl.txt"
    entries = (f"[{log.date} 21:00] {log.date}\n{log.text.strip()}\n\n" for log in days)
    journal.write_bytes("".join(entries).encode())
    version = peers.by_name[_JRNL].version
    settings = _JRNL_SETTINGS.format(journal=journal, version=version)
    (peers.folder / "jrnl.yaml").write_bytes(settings.encode())
    listed = peers.call(_JRNL, "--short").run().decode().splitlines()
    _expect(len(days), sum(re.match(r"\d{4}-\d\d-\d\d ", line) is not None for line in listed), "entries")


def _fill_watson(peers: Peers, days: list[Log]) -> None:
    frames = []
    for number, (subject, start, end) in enumerate(_sessions(days)):
        first, last = int(start.timestamp()), int(end.timestamp())
        frames.append([first, last, subject, f"{number:032x}", [], last])
    folder = fresh(peers.folder / "watson")
    (folder / "frames").write_bytes(json.dumps(frames, ensure_ascii=False).encode())
    everything = ("--from", str(days[0].date), "--to", str(days[-1].date + dt.timedelta(days=1)), "--json")
    read = json.loads(peers.call(_WATSON, "log", *everything).run())
    _expect(len(frames), len(read), "frames")


def _fill_timewarrior(peers: Peers, days: list[Log]) -> None:
    months: dict[str, list[str]] = {}
    count = 0
    for subject, start, end in _sessions(days):
        first, last = (moment.astimezone(dt.UTC) for moment in (start, end))
        line = f"inc {first:%Y%m%dT%H%M%SZ} - {last:%Y%m%dT%H%M%SZ} # {subject}\n"
        months.setdefault(f"{first:%Y-%m}", []).append(line)
        count += 1
    folder = fresh(peers.folder / "timew" / "data")
    fresh(folder.parent / "extensions")
    (folder.parent / "timewarrior.cfg").write_bytes(b"")
    for month, lines in months.items():
        (folder / f"{month}.data").write_bytes("".join(lines).encode())
    # The first call counts the tags, and tells so in the midst of what it prints.
    peers.call(_TIMEW, "tags").run()
    _expect(count, len(json.loads(peers.call(_TIMEW, "export").run())), "intervals")


def _fill_dooit(peers: Peers, log_of_today: Iterable[str]) -> None:
    python = peers.by_name[_DOOIT].command.with_name(Path(PYTHON).name)
    call = (str(python), "-c", _FILL_DOOIT, str(peers.folder / "dooit.db"))
    given = json.dumps(list(log_of_today))
    done = subprocess.run(call, env=peers.environment, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PeerMissing(done.stderr.strip().splitlines()[-1])


def _sessions(days: list[Log]) -> Iterator[tuple[str, dt.datetime, dt.datetime]]:
    for log in days:
        for session in log.sessions:
            yield session.subject, session.start, session.start + dt.timedelta(seconds=session.seconds)


def _expect(wanted: int, found: int, what: str) -> None:
    if found != wanted:
        raise PeerMissing(f"it finds {found:,} of {wanted:,} {what}")


# What they do in place of the program's verbs


def search_call(peers: Peers, word: str) -> Call:
    """Return jrnl's listing of the entries with a word: their titles, for the whole ones take ten times as long."""
    return peers.call(_JRNL, "-contains", word, "--short")


def add_call(peers: Peers) -> Call:
    """Return jrnl's adding of an entry."""
    return peers.call(_JRNL, "today: 볼륨 복습하기")


def watson_start(peers: Peers) -> Call:
    """Return the start of Watson's timer."""
    return peers.call(_WATSON, "start", "독서")


def watson_stop(peers: Peers) -> Call:
    """Return the end of Watson's timer."""
    return peers.call(_WATSON, "stop")


def watson_report(peers: Peers) -> Call:
    """Return Watson's report of the last week."""
    return peers.call(_WATSON, "report", "--from", str(LAST - dt.timedelta(days=6)), "--to", str(LAST), "--no-pager")


def timewarrior_summary(peers: Peers) -> Call:
    """Return Timewarrior's summary of all years."""
    return peers.call(_TIMEW, "summary", ":all")
