"""Machines that share a log through git: edited, offline and killed at random, and all of them end in step."""

from __future__ import annotations

import ctypes
import datetime as dt
import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from tests.faults.calls import Call, Ended, run, start
from tests.faults.held import DATABASE, NOW, Broken, held_in, open_journal
from tests.faults.rows import Outcome, Plan, Row, Tally, skipped
from tests.faults.verbs import NotAsMeant
from tests.sync.devices import git_environment
from tests.sync.simulation import Simulation

_DEVICES, _SYNCS = 5, 2000
_KILLS = 100
_LONGER = 1.1
"""Up to how many times as long as a sync takes the kill is waited with."""
_MINE, _THEIRS = "mine", "theirs"
_PR_SET_CHILD_SUBREAPER = 36
_ALL_GO = 0.5
"""How many of the kills take what git does along, as a power cut would; the others leave it to end by itself."""


def _run_devices(plan: Plan) -> Outcome:
    if shutil.which("git") is None:
        return skipped("git is not installed")
    syncs = _SYNCS if plan.times is None else plan.times
    simulation = Simulation(plan.folder, plan.random.randrange(1_000_000), _DEVICES)
    try:
        tally = simulation.run(syncs)
    finally:
        simulation.close()
    problems = [f"{name} differs from the first" for name in tally.different]
    problems += [f"nowhere any more: {words}" for words in tally.lost]
    counts = (
        f"{tally.edits} edits, {tally.syncs} syncs, {tally.merges} merges, {tally.conflicts} conflicts shown,"
        f" {tally.offline} syncs offline, {tally.kills} killed"
    )
    hit = tally.merges + tally.kills + tally.offline
    return Outcome(tally.syncs, hit, tally.edits, len(tally.lost), tuple(problems), counts)


# A real process, killed

_DAY = dt.datetime.fromisoformat(NOW).date()
_GOALS = {_MINE: ("별자리 외우기", "물시계 만들기"), _THEIRS: ("지도 읽기", "나침반 사기")}
_CHALLENGES = {_MINE: "망원경 닦기", _THEIRS: "별 세기"}


class Pair:
    """Two machines over one bare repository, each with something that the other has not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trial = folder / "trial"
        self._prepared = folder / "prepared"
        self.seconds = 0.0

    def prepare(self) -> None:
        """Make both, always in the place where they are tried, because git remembers it."""
        self.trial.mkdir(parents=True)
        git_environment(self.trial)
        remote = self.trial / "remote.git"
        subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(remote)], check=True)
        for name in (_MINE, _THEIRS):
            (self.trial / name / "tmp").mkdir(parents=True)
            if name == _MINE:
                self._must(name, "goal", _GOALS[name][0])
            self._must(name, "sync", "init", str(remote))
            self._must(name, "sync")
        for name in (_THEIRS, _MINE):
            self._must(name, "goal", _GOALS[name][1])
            self._must(name, "challenge", _CHALLENGES[name])
        self._must(_THEIRS, "goal", _GOALS[_THEIRS][0])
        self._must(_MINE, "time", "add", "1h", "천문")
        self._must(_THEIRS, "sync")
        shutil.copytree(self.trial, self._prepared, symlinks=True)
        self.seconds = self._must(_MINE, "sync").seconds

    def renew(self) -> None:
        """Have both as they were."""
        shutil.rmtree(self.trial)
        shutil.copytree(self._prepared, self.trial, symlinks=True)

    def call(self, *words: str) -> Call:
        """Return the call of a verb by a person whom git knows."""
        settings = {"GIT_CONFIG_GLOBAL": "FOLDER/../gitconfig", "GIT_CONFIG_NOSYSTEM": "1"}
        return Call(words, environment=settings)

    def sync(self, name: str) -> Ended:
        """Bring a machine in step."""
        return run(self.trial / name, self.call("sync"))

    def _must(self, name: str, *words: str) -> Ended:
        ended = run(self.trial / name, self.call(*words))
        if ended.code != 0:
            raise NotAsMeant(f"{' '.join(words)}: ended with {ended.code}: {ended.err}{ended.out}")
        return ended

    def text(self, name: str) -> str:
        """Return what a machine's day holds."""
        with closing(open_journal(self.trial / name / DATABASE)) as journal:
            return journal.text(_DAY) or ""

    def locks(self) -> list[str]:
        """Return where locks, and notes of unfinished work, lie in any repository."""
        names = ("*.lock", "studylog-checkout")
        found = [path for name in names for path in self.trial.rglob(name) if path.name != "studylog.lock"]
        return sorted(str(path.relative_to(self.trial)) for path in found)


@cache
def _pair_in(folder: Path) -> Pair:
    pair = Pair(folder / "pair")
    pair.prepare()
    return pair


def _run_killed(plan: Plan) -> Outcome:
    if shutil.which("git") is None:
        return skipped("git is not installed")
    if not Path("/proc/self/stat").exists():
        return skipped("what git has begun is found in /proc")
    # What git does goes on when the program that began it is gone; so it becomes ours, and can be waited for.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    pair, tally = _pair_in(plan.shared), Tally()
    where: Counter[str] = Counter()
    for _ in plan.rounds(_KILLS):
        pair.renew()
        running = start(pair.trial / _MINE, pair.call("sync"))
        running.until(lambda: False, plan.random.uniform(0, pair.seconds * _LONGER))
        all_go = plan.random.random() < _ALL_GO
        begun = list(_below(running.process))
        running.kill()
        ended = running.end()
        _end(begun if all_go else [])
        where[_place(ended, bool(begun), all_go)] += 1
        problems = _problems(pair)
        lost = [problem for problem in problems if problem.startswith("lost")]
        tally.add(hit=ended.killed, acknowledged=_edits(), lost=len(lost), problems=problems)
    return tally.outcome(", ".join(f"{count} {place}" for place, count in where.most_common()))


def _edits() -> int:
    return sum(map(len, _GOALS.values())) + len(_CHALLENGES) + 1


def _place(ended: Ended, has_git: bool, all_go: bool) -> str:
    if not ended.killed:
        return "too late"
    if not has_git:
        return "between two calls of git"
    return "in git, which was killed as well" if all_go else "in git, which went on"


def _problems(pair: Pair) -> list[str]:
    """Return what is not as promised when the killed sync is called again, and the other machine syncs."""
    problems = []
    try:
        held_in(pair.trial / _MINE)
    except Broken as broken:
        problems.append(f"lost: {broken}")
    for name in (_MINE, _THEIRS):
        ended = pair.sync(name)
        if ended.code != 0 or ended.err:
            problems.append(f"{name}: sync ended with {ended.code}: {ended.err.strip()[:300]}")
    texts = {name: pair.text(name) for name in (_MINE, _THEIRS)}
    if texts[_MINE] != texts[_THEIRS]:
        problems.append("the machines differ")
    words = [*_GOALS[_MINE], *_GOALS[_THEIRS], *_CHALLENGES.values(), "1:00:00"]
    problems += [f"lost on {name}: {word}" for name in texts for word in words if texts[name].count(word) != 1]
    problems += [f"left behind: {path}" for path in pair.locks()]
    for name in (_MINE, _THEIRS):
        repository = pair.trial / name / "sync"
        problems += [f"{name}: {line}" for line in _git(repository, "status", "--porcelain").splitlines()]
        problems += [f"{name}: {line}" for line in _git(repository, "fsck", "--no-dangling").splitlines()]
    return problems


def _git(repository: Path, *words: str) -> str:
    call = ["git", "-C", str(repository), *words]
    return subprocess.run(call, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8").stdout


def _below(process: int) -> Iterator[int]:
    """Yield the processes that a process has begun, and what those have."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text("utf-8", errors="replace").rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(stat.parent.name))
    waiting = [process]
    while waiting:
        for child in parents.get(waiting.pop(), []):
            waiting.append(child)
            yield child


def _end(killed: list[int]) -> None:
    """Kill these, and wait until nothing that a dead program had begun runs any more."""
    for process in killed:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


ROWS = (
    Row(
        "sync-devices",
        f"{_DEVICES} machines over one bare repository: random edits, offline times, kills between two calls of git",
        _run_devices,
        10,
    ),
    Row(
        "sync-killed",
        "SIGKILL at a random moment of `studylog sync`, by itself or with all that git does, then the same verb again",
        _run_killed,
        4,
    ),
)
