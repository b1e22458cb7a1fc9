"""Machines that share one log over a bare repository, each with a database, a folder and a clock of its own."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

from tests.journal.build import Clock, at, templates
from tracker.config import Config
from tracker.journal import Journal
from tracker.store.syncing import KeptConflict
from tracker.sync.setup import set_up
from tracker.sync.syncing import Synced, Syncing

DAY = dt.date(2025, 3, 12)


def git_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which git knows one person and no settings of the machine."""
    settings = folder / "gitconfig"
    if not settings.exists():
        settings.write_text("[user]\nname = 누리\nemail = nuri@example.com\n[init]\ndefaultBranch = main\n", "utf-8")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
    }


def bare(folder: Path, name: str = "remote.git") -> Path:
    """Return a new bare repository."""
    path = folder / name
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(path)], check=True)
    return path


def git(repository: Path, environment: dict[str, str], *words: str) -> str:
    """Call git in a repository, as a person would, and return what it prints."""
    call = ["git", "-C", str(repository), *words]
    return subprocess.run(call, env=environment, capture_output=True, check=True, encoding="utf-8").stdout


class Device:
    """A machine with the log on it."""

    def __init__(
        self, name: str, folder: Path, environment: dict[str, str], *, now: str = "2025-03-12 21:00", template: str = ""
    ) -> None:
        self.name = name
        self.folder = folder / name
        self.folder.mkdir()
        self.environment = environment
        self.clock = Clock(at(now))
        self.said: list[str] = []
        self._config = Config(template=template) if template else Config()
        self.journal = self._opened()

    def _opened(self) -> Journal:
        known = templates(self._config.template)
        return Journal.open(
            self.folder / "studylog.db", self._config, known, self.clock, create=True, own_templates=self.own_templates
        )

    @property
    def own_templates(self) -> Path:
        """The folder of the person's own templates."""
        return self.folder / "templates"

    @property
    def repository(self) -> Path:
        """The folder of the repository."""
        return self.folder / "sync"

    def init(self, remote: Path | str = "", *, folder: Path | None = None, pattern: str = "") -> None:
        """Set sync up."""
        set_up(self.journal, self.environment, remote=str(remote) if remote else "", folder=folder, pattern=pattern)

    def sync(self) -> Synced:
        """Bring this machine in step."""
        return Syncing(self.journal, self.environment, self.said.append).run()

    def text(self, day: dt.date = DAY) -> str:
        """Return a day's text."""
        text = self.journal.text(day)
        assert text is not None
        return text

    def write(self, text: str, day: dt.date = DAY) -> None:
        """Write a text over whatever the day holds."""
        with self.journal.store.transaction():
            record = self.journal.find(day)
            change = self.journal.begin("edit", "by hand")
            self.journal.save(change, day, text, record.sha256 if record is not None else None)

    def conflicts(self) -> list[KeptConflict]:
        """Return what a person has to choose between."""
        return self.journal.store.sync.kept_conflicts()

    def file(self, path: str) -> bytes:
        """Return what a file holds in the folder of the repository."""
        return (self.repository / path).read_bytes()

    def put(self, path: str, data: bytes) -> None:
        """Write a file in the folder of the repository by hand."""
        file = self.repository / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def git(self, *words: str) -> str:
        """Call git in the folder of the repository, as a person would."""
        return git(self.repository, self.environment, *words)

    def close(self) -> None:
        """Close the log."""
        self.journal.close()


class Machines:
    """All machines of a test, with the repository that they share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = git_environment(folder)
        self.remote = bare(folder)
        self._made: list[Device] = []

    def new(self, name: str, *, now: str = "2025-03-12 21:00", template: str = "") -> Device:
        """Return a machine on which sync is not set up yet."""
        device = Device(name, self.folder, self.environment, now=now, template=template)
        self._made.append(device)
        return device

    def ready(self, *names: str) -> list[Device]:
        """Return machines on which sync is set up, over the shared repository."""
        devices = [self.new(name) for name in names]
        for device in devices:
            device.init(self.remote)
        return devices

    def in_step(self, text: str) -> tuple[Device, Device]:
        """Return two machines that both have a day's text."""
        here, there = self.ready("laptop", "desktop")
        here.write(text)
        here.sync()
        there.sync()
        return here, there

    def at_remote(self, *words: str) -> str:
        """Call git in the shared repository."""
        return git(self.remote, self.environment, *words)

    def files(self) -> dict[str, str]:
        """Return the files of the shared repository's branch, and what they hold."""
        names = self.at_remote("ls-tree", "-r", "-z", "--name-only", "main").split("\0")
        return {name: self.at_remote("show", f"main:{name}") for name in names if name}

    def messages(self) -> list[str]:
        """Return the messages of the shared repository's commits, the newest first."""
        return self.at_remote("log", "--format=%s", "main").splitlines()

    def close(self) -> None:
        """Close every log."""
        for device in self._made:
            device.close()
