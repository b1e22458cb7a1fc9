"""Children whose system calls fail or kill them: the program forks under `strace`, which injects into the N-th call.

Run as a module it is the server that `strace` watches: it reads calls, a line of JSON each, and answers how they ended.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.calls import LONGEST, Call, Ended, start
from tests.faults.held import DATABASE

REPOSITORY = Path(__file__).parents[2]
FILLER = "filler"
"""A file that a child calls the system for in vain, so that its N-th call for the database is always the same one."""
_LINE = re.compile(r"(\d+) +(\w+)\((\d+<([^>]*)>)?")


@dataclass(frozen=True, slots=True)
class Trace:
    """What `strace` saw of one child."""

    counts: Mapping[str, int]
    """How often it called the system for one of the files, by the call's name; without the calls for the filler."""
    injected: str
    """Name of the call and ending of the file into which something was injected; empty when nothing was."""
    lines: tuple[str, ...]
    """Every call of it, as `strace` writes it down."""


def is_installed() -> bool:
    """Return whether there is `strace`."""
    return shutil.which("strace") is not None


class Session:
    """A server under `strace`, which injects into one of each child's calls."""

    def __init__(self, folder: Path, trial: Path, calls: Sequence[str], inject: str, last: int, *, anywhere: bool):
        self._log = folder / "strace.log"
        self._last = last
        """Into the how manieth call of a child is injected; 0 for none."""
        self._filler = folder / FILLER
        self._kills = "signal" in inject
        paths = [trial / DATABASE, trial / f"{DATABASE}-wal", self._filler]
        words = ["strace", "-f", "-y", "-qq", "-s", "0", "-o", str(self._log), "-e", f"trace={','.join(calls)}"]
        # A signal is only given where strace stops at every call, which takes longer.
        words += [] if self._kills else ["--seccomp-bpf"]
        words += [] if anywhere else [word for path in paths for word in ("-P", str(path))]
        words += ["-e", f"inject={','.join(calls)}:{inject}:when={last}"] if last else []
        self._server = subprocess.Popen(
            [*words, sys.executable, "-m", "tests.faults.traced"],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._children: list[int] = []

    def run(self, folder: Path, call: Call, name: str, number: int) -> tuple[int, Ended]:
        """Make a call into whose `number`-th system call of that name is injected; return the child and its end."""
        asked = {
            "folder": str(folder),
            "words": call.words,
            "given": call.given,
            "now": call.now,
            "environment": dict(call.environment),
            "filler": str(self._filler),
            "name": name,
            "in_vain": self._last - number if self._last else 0,
        }
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(asked) + "\n")
        self._server.stdin.flush()
        told = json.loads(self._server.stdout.readline())
        return told["process"], Ended(**told["ended"])

    def close(self) -> dict[int, Trace]:
        """End the server, and return what was seen of each child."""
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait(LONGEST)
        assert self._server.stdout is not None
        self._server.stdout.close()
        return _traces(self._log, str(self._filler), kills=self._kills)


def _traces(log: Path, filler: str, *, kills: bool) -> dict[int, Trace]:
    counts: dict[int, dict[str, int]] = {}
    injected: dict[int, str] = {}
    latest: dict[int, str] = {}
    lines: dict[int, list[str]] = {}
    for line in log.read_text("utf-8", "replace").splitlines():
        found = _LINE.match(line)
        process = int(line.split(maxsplit=1)[0])
        lines.setdefault(process, []).append(line)
        if found is not None and found[4] != filler:
            name = found[2]
            ending = Path(found[4] or "").name
            latest[process] = f"{name} {ending}"
            own = counts.setdefault(process, {})
            own[name] = own.get(name, 0) + 1
        if "(INJECTED)" in line or (kills and "killed by SIGKILL" in line):
            injected[process] = latest.get(process, "")
    return {
        process: Trace(counts.get(process, {}), injected.get(process, ""), tuple(lines[process])) for process in counts
    }


@contextmanager
def session(
    folder: Path, trial: Path, calls: Sequence[str], inject: str = "", last: int = 0, *, anywhere: bool = False
) -> Iterator[tuple[Session, dict[int, Trace]]]:
    """Yield a session, and what is filled when it has ended: the trace of each child."""
    traces: dict[int, Trace] = {}
    running = Session(folder, trial, calls, inject, last, anywhere=anywhere)
    try:
        yield running, traces
    finally:
        traces.update(running.close())


def serve() -> None:
    """Make the calls that are asked for on standard input."""
    for line in sys.stdin:
        asked = json.loads(line)
        call = Call(tuple(asked["words"]), asked["given"], asked["now"], asked["environment"])

        def call_in_vain(
            name: str = asked["name"], filler: str = asked["filler"], times: int = asked["in_vain"]
        ) -> None:
            _call_in_vain(name, filler, times)

        running = start(Path(asked["folder"]), call, prepare=call_in_vain)
        ended = running.end()
        told = {"code": ended.code, "out": ended.out, "err": ended.err, "told": ended.told, "seconds": ended.seconds}
        print(json.dumps({"process": running.process, "ended": told}), flush=True)


def _call_in_vain(name: str, filler: str, times: int) -> None:
    file = os.open(filler, os.O_RDWR | os.O_CREAT, 0o600)
    for _ in range(times):
        match name:
            case "pwrite64":
                os.pwrite(file, b"", 0)
            case "pread64":
                os.pread(file, 0, 0)
            case "fdatasync":
                os.fdatasync(file)
            case "fsync":
                os.fsync(file)
            case "ftruncate":
                os.ftruncate(file, 0)
    os.close(file)


if __name__ == "__main__":
    serve()
