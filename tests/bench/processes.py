"""Processes as a person starts them: what they are called, what they are given, and the most memory they held."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.measure import Job
from tracker.values import frozen

Words = Sequence[str]
"""Of a command line."""
REPOSITORY = Path(__file__).parents[2]
PYTHON = sys.executable
_HEEDED = ("XDG_", "STUDYLOG_", "PYTHON", "TEXTUAL", "COLUMNS", "LINES", "NO_COLOR", "JRNL", "WATSON", "TIMEWARRIOR")
"""How the names begin of what the programs, or what they are made with, would take from a person's environment."""
# What a process held at most includes what its parent held when it was started, so a small one has to start it.
_WEIGH = (
    "import os, sys\n"
    "child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)\n"
    "_, status, usage = os.wait4(child, 0)\n"
    "print(usage.ru_maxrss, file=sys.stderr)\n"
    "sys.exit(os.waitstatus_to_exitcode(status))\n"
)


def studylog(*words: str) -> tuple[str, ...]:
    """Return the call of the program's own command in this environment."""
    command = Path(PYTHON).with_name("studylog")
    return (str(command), *words) if command.exists() else (PYTHON, "-m", "tracker", *words)


def clean_environment(folder: Path) -> dict[str, str]:
    """Return this process's environment without anything of the person's own that the programs would heed."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith(_HEEDED)}
    return own | {"HOME": str(home), "PYTHONUTF8": "1"}


class CallFailed(Exception):
    """A program that ended otherwise than it should; what it complained of has been shown."""


@frozen
class Call:
    """A command line and what it runs in."""

    words: tuple[str, ...]
    environment: Mapping[str, str]
    codes: tuple[int, ...] = (0,)
    """The exit codes it may have."""

    def run(self) -> bytes:
        """Run it and return what it prints; raises CallFailed when it fails."""
        done = subprocess.run(
            self.words,
            cwd=REPOSITORY,
            env=dict(self.environment),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        self._check(done.returncode, done.stderr)
        return done.stdout

    def run_into(self, file: Path) -> None:
        """Run it with its output in a file; raises CallFailed when it fails."""
        with file.open("wb") as output:
            done = subprocess.run(
                self.words,
                cwd=REPOSITORY,
                env=dict(self.environment),
                stdout=output,
                stderr=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                check=False,
            )
        self._check(done.returncode, done.stderr)

    def peak_memory(self) -> float:
        """Run it and return the most bytes it held; raises CallFailed when it fails."""
        call = (PYTHON, "-I", "-S", "-c", _WEIGH, *self.words)
        with open(os.devnull, "wb") as output:
            done = subprocess.run(
                call, cwd=REPOSITORY, env=dict(self.environment), stdout=output, stderr=subprocess.PIPE, check=False
            )
        lines = done.stderr.splitlines()
        self._check(done.returncode, b"\n".join(lines[:-1]))
        # Kilobytes, but on macOS bytes.
        return int(lines[-1]) * (1 if sys.platform == "darwin" else 1024)

    def _check(self, code: int, complaint: bytes) -> None:
        if code not in self.codes:
            print(complaint.decode(errors="replace").strip(), file=sys.stderr)
            raise CallFailed(f"{Path(self.words[0]).name} ended with exit code {code}")


def job(*calls: Call) -> Job:
    """Return what runs calls one after another."""

    def run(number: int) -> None:
        for call in calls:
            call.run()

    return run


def python_that(code: str, environment: Mapping[str, str]) -> Call:
    """Return the call of a Python that only does this."""
    return Call((PYTHON, "-c", code), environment)


def importing(environment: Mapping[str, str], *modules: str) -> Call:
    """Return the call of a Python that only imports some modules."""
    return python_that(f"import {', '.join(modules)}", environment)


def plainly(*words: str) -> tuple[str, ...]:
    """Return the command line of what plain Python would do."""
    return PYTHON, "-m", "tests.bench.plain", *words


def fresh(folder: Path) -> Path:
    """Make a folder that was not there before, and return it."""
    folder.mkdir(parents=True)
    return folder
