"""Carrying the log through git, against what git alone takes for the same files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.bench.measure import Contender, contest
from tests.bench.processes import Call, CallFailed, fresh, job, studylog
from tests.bench.results import Row, paired_row
from tests.bench.scene import LAST, Scene, copy_of

Wanted = Callable[[str], bool]
_SETTINGS = "[user]\nname = 누리\nemail = nuri@example.com\n[init]\ndefaultBranch = main\n[gc]\nauto = 0\n"
_DAY = f"days/{LAST:%Y/%m}/{LAST}.md"
NOTHING, ONE_DAY, FIRST, RECEIVING = (
    "sync, nothing new",
    "sync, one day changed",
    "sync, the first",
    "sync, all received",
)


def sync_rows(scene: Scene, wanted: Wanted, rounds: int, few_rounds: int) -> Iterator[Row]:
    """Yield what a sync takes against plain git, each a process of its own, over a bare repository on the disk."""
    if shutil.which("git") is None:
        raise CallFailed("git is not installed")
    folder = fresh(scene.folder / "carried")
    settings = folder / "gitconfig"
    settings.write_text(_SETTINGS, "utf-8")
    environment = {**scene.environment, "GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_NOSYSTEM": "1"}
    log = copy_of(scene.database, folder / "log.db")
    machine = _Machine(folder / "machine", environment)
    machine.begin(log)
    if wanted(NOTHING) or wanted(ONE_DAY):
        machine.sync.run()
    if wanted(NOTHING):
        times = contest(
            [
                Contender("ours", job(machine.sync)),
                Contender("git", job(_git(machine.repository, environment, "fetch", "--quiet", "origin"))),
            ],
            rounds,
        )
        yield paired_row(NOTHING, times["ours"], times["git"], "git fetch of the same repository")
    if wanted(ONE_DAY):
        yield _one_day(machine, folder, environment, scene.days, rounds)
    if wanted(FIRST):
        yield _first(scene, log, environment, folder, few_rounds)
    if wanted(RECEIVING):
        machine.sync.run()
        yield _receiving(scene, machine, folder, few_rounds)


class _Machine:
    """A log that is carried to a bare repository, all in a folder of their own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        self.remote = folder / "remote.git"
        self.repository = folder / "repository"
        self.database = folder / "studylog.db"

    @property
    def sync(self) -> Call:
        """The call that brings it in step."""
        return self.call("sync")

    def call(self, *words: str) -> Call:
        """Return the call of a verb on its log."""
        return Call(studylog("--db", str(self.database), *words), self.environment)

    def begin(self, log: Path | None, remote: Path | None = None) -> None:
        """Have a copy of a log, or none, and set sync up; the bare repository is a new one when none is named."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        if log is not None:
            shutil.copyfile(log, self.database)
        if remote is None:
            remote = self.remote
            _bare(remote, self.environment)
        self.call("sync", "init", str(remote), "--folder", str(self.repository)).run()


def _one_day(machine: _Machine, folder: Path, environment: Mapping[str, str], days: int, rounds: int) -> Row:
    remote, clone = folder / "plain.git", folder / "plain"
    shutil.copytree(machine.remote, remote)
    Call(("git", "clone", "--quiet", str(remote), str(clone)), environment).run()
    file = clone / _DAY

    def write(number: int) -> None:
        machine.call("goal", f"복습 {number}", "--day", str(LAST)).run()

    def write_plainly(number: int) -> None:
        file.write_bytes(file.read_bytes() + f"- 복습 {number}\n".encode())

    commit = _git(clone, environment, "commit", "--quiet", "--message", "one day", _DAY)
    push = _git(clone, environment, "push", "--quiet", "origin", "main")
    times = contest(
        [Contender("ours", job(machine.sync), write), Contender("git", job(commit, push), write_plainly)], rounds
    )
    return paired_row(ONE_DAY, times["ours"], times["git"], f"git commit and git push of its file among {days:,}")


def _first(scene: Scene, log: Path, environment: Mapping[str, str], folder: Path, rounds: int) -> Row:
    machine = _Machine(folder / "first", environment)
    plain = folder / "first-plain"
    remote = folder / "first-plain.git"

    def begin_plainly(number: int) -> None:
        for place in (plain, remote):
            shutil.rmtree(place, ignore_errors=True)
        _bare(remote, environment)
        shutil.copytree(scene.files, plain)
        _git(plain, environment, "init", "--quiet").run()

    plainly = (
        _git(plain, environment, "add", "--all"),
        _git(plain, environment, "commit", "--quiet", "--message", "all days"),
        _git(plain, environment, "push", "--quiet", str(remote), "main"),
    )
    times = contest(
        [
            Contender("ours", job(machine.sync), lambda number: machine.begin(log)),
            Contender("git", job(*plainly), begin_plainly),
        ],
        rounds,
        warm=0,
    )
    return paired_row(FIRST, times["ours"], times["git"], "git add, git commit and git push of the same files")


def _receiving(scene: Scene, sender: _Machine, folder: Path, rounds: int) -> Row:
    machine = _Machine(folder / "receiver", sender.environment)
    into = folder / "imported.db"

    def clear(number: int) -> None:
        for path in (into, *into.parent.glob(f"{into.name}-*")):
            path.unlink(missing_ok=True)

    importing = Call(studylog("--db", str(into), "import", str(scene.files)), sender.environment)
    times = contest(
        [
            Contender("ours", job(machine.sync), lambda number: machine.begin(None, sender.remote)),
            Contender("import", job(importing), clear),
        ],
        rounds,
        warm=0,
    )
    return paired_row(RECEIVING, times["ours"], times["import"], "studylog import of the same files")


def _bare(path: Path, environment: Mapping[str, str]) -> None:
    Call(("git", "init", "--quiet", "--bare", "--initial-branch=main", str(path)), environment).run()


def _git(folder: Path, environment: Mapping[str, str], *words: str) -> Call:
    return Call(("git", "-C", str(folder), *words), environment)
