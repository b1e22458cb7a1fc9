"""Power cuts: a journal whose files are left as a disk without power may leave them, at every page and every frame."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.faults.calls import Call, run
from tests.faults.held import DATABASE, Broken, Held, held_in, open_journal, problems_of
from tests.faults.rows import Outcome, Plan, Row, Tally
from tracker.errors import TrackerError
from tracker.journal import Journal

PAGE = 4096
_LOG_HEADER, _FRAME_HEADER = 32, 24
FRAME = _FRAME_HEADER + PAGE
_DAY = dt.date(2025, 3, 12)
_BODY = "등대는 밤에만 보인다.\n" * 400


@dataclass(frozen=True, slots=True)
class Scene:
    """A small journal all of which is still in its write-ahead log, and the same when that is written back."""

    main: bytes
    log: bytes
    index: bytes
    """The `-shm` beside the two."""
    early_index: bytes
    """What that was half-way."""
    written_back: bytes
    """The main file after a checkpoint."""
    lengths: tuple[int, ...]
    """How long the log was when each edit was acknowledged; the first is of the log without any."""
    states: tuple[Held, ...]
    """What the journal held then."""
    texts: dict[dt.date, str]
    """Every day's text in the end."""
    backup: Path
    """A backup of it, which the program made."""

    @property
    def edits(self) -> int:
        """How many edits were acknowledged."""
        return len(self.lengths) - 1

    def acknowledged_by(self, length: int) -> int:
        """Return how many edits were acknowledged when the log was so long."""
        return sum(own <= length for own in self.lengths[1:])


def _edits(journal: Journal) -> Iterator[object]:
    """Make one edit after the other."""
    yield journal.add_goal(_DAY, "등대 찾기")
    yield journal.add_goal(_DAY, "해도 그리기")
    yield journal.add_topic(_DAY, "밧줄 매듭", section="항해", body=_BODY)
    yield journal.add_challenge(_DAY, "파도 세기")
    yield journal.timer.add(_DAY, "항해", seconds=3600)
    yield journal.add_link(_DAY, "https://example.com/sea", "바다")
    yield journal.add_goal(_DAY + dt.timedelta(days=1), "닻 올리기")
    yield journal.add_reflection(_DAY, "성공적인 점", "바람을 읽었다")
    yield journal.undo()
    yield journal.timer.start("항해")
    yield journal.save_text(_DAY, f"# {_DAY}\n\n## 학습 목표\n- 다시 쓴 날\n", base=journal.text(_DAY))


@cache
def _scene(folder: Path) -> Scene:
    place = folder / "power"
    place.mkdir()
    path = place / DATABASE
    files = {name: path.with_name(path.name + name) for name in ("", "-wal", "-shm")}
    lengths, states, index = [], [], b""

    def note() -> None:
        lengths.append(files["-wal"].stat().st_size)
        copy = place / "copy"
        copy.mkdir()
        for name in ("", "-wal"):
            shutil.copy(files[name], copy / f"{DATABASE}{name}")
        states.append(held_in(copy))
        shutil.rmtree(copy)

    with closing(open_journal(path, create=True)) as journal:
        note()
        for number, _ in enumerate(_edits(journal)):
            note()
            if number == 4:
                index = files["-shm"].read_bytes()
        texts = {day: journal.text(day) or "" for day in journal.dates()}
        before = {name: file.read_bytes() for name, file in files.items()}
        backup = journal.back_up().backup.path
        assert files["-wal"].read_bytes() == before["-wal"]
        with closing(sqlite3.connect(path)) as other:
            assert other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[0] == 0
        written_back = files[""].read_bytes()
    return Scene(
        before[""], before["-wal"], before["-shm"], index, written_back, tuple(lengths), tuple(states), texts, backup
    )


# What the log is left as


@dataclass(frozen=True, slots=True)
class _Left:
    """Files that a power cut leaves."""

    where: str
    main: bytes
    log: bytes | None
    """None: there is none."""
    synced: int
    """How many edits were acknowledged before what is damaged was written; they must all be there."""
    index: bytes | None = None


def _cut_logs(scene: Scene) -> Iterator[_Left]:
    """Yield the log cut at every boundary of a frame."""
    for end in range(_LOG_HEADER, len(scene.log) + 1, FRAME):
        yield _Left("cut", scene.main, scene.log[:end], scene.acknowledged_by(end))


def _torn_logs(plan: Plan, scene: Scene) -> Iterator[_Left]:
    """Yield the log torn in the middle of every frame."""
    half = FRAME // 2
    for start in range(_LOG_HEADER, len(scene.log), FRAME):
        intact, frame, rest = scene.log[:start], scene.log[start : start + FRAME], scene.log[start + FRAME :]
        garbage = plan.random.randbytes(FRAME - half)
        tears = {
            "half a frame": frame[:half],
            "half a frame and zeros": frame[:half] + bytes(FRAME - half),
            "half a frame and garbage": frame[:half] + garbage,
            "garbage and whole frames": frame[:half] + garbage + rest,
            "zeros and whole frames": bytes(FRAME) + rest,
            "frames of an older log": _aged(frame + rest),
        }
        for where, tear in tears.items():
            yield _Left(where, scene.main, intact + tear, scene.acknowledged_by(start))
        if start > _LOG_HEADER:
            twice = intact + scene.log[start - FRAME : start]
            yield _Left("the last frame twice", scene.main, twice, scene.acknowledged_by(start))


def _aged(frames: bytes) -> bytes:
    """Return frames as the log before this one would have left them: with another salt."""
    aged = bytearray(frames)
    for start in range(0, len(frames), FRAME):
        aged[start + 8 : start + 16] = bytes(8)
    return bytes(aged)


def _checkpoints(plan: Plan, scene: Scene) -> Iterator[_Left]:
    """Yield the main file as it is when the power goes while the log is written back, page by page."""
    old, new = scene.main, scene.written_back
    pages = len(new) // PAGE
    for page in range(pages):
        start, end = page * PAGE, (page + 1) * PAGE
        if old[start:end] == new[start:end]:
            continue
        half = start + PAGE // 2
        torn = {
            "half a page": new[:half] + old[half:],
            "half a page and zeros": new[:half] + bytes(end - half) + old[end:],
            "a page of garbage": new[:start] + plan.random.randbytes(PAGE) + old[end:],
            "a page, nothing behind it": new[:end],
        }
        if page == 0:
            # A disk writes a sector whole, and the header is within the first: no power cut makes garbage of it.
            del torn["a page of garbage"]
        for where, main in torn.items():
            yield _Left(where, main, scene.log, scene.edits)
    for size in range(1, pages + 3):
        length = size * PAGE
        yield _Left("cut or longer", new[:length].ljust(length, b"\0"), scene.log, scene.edits)
        yield _Left("cut or longer", old[:length].ljust(length, b"\xff"), scene.log, scene.edits)
    for header in range(0, _LOG_HEADER + 1, 4):
        begun_again = plan.random.randbytes(header) + scene.log[header:_LOG_HEADER]
        yield _Left("written back, new log begun", new, begun_again, scene.edits)
        yield _Left("written back, new log begun", new, begun_again + scene.log[_LOG_HEADER:], scene.edits)
    yield _Left("written back, no log", new, None, scene.edits)
    yield _Left("written back, empty log", new, b"", scene.edits)


def _indexes(plan: Plan, scene: Scene) -> Iterator[_Left]:
    """Yield what may lie beside the log as its index."""
    size = len(scene.index)
    indexes: dict[str, list[bytes | None]] = {
        "none": [None],
        "garbage": [plan.random.randbytes(size) for _ in range(8)],
        "of another size": [b"", b"\1", scene.index[:100], scene.index[: size // 2], scene.index * 2, bytes(size)],
        "of an earlier moment": [scene.early_index],
        "torn": [scene.index[:n] + bytes(size - n) for n in range(4, 136, 8)],
    }
    for where, those in indexes.items():
        for index in those:
            yield _Left(where, scene.main, scene.log, scene.edits, index)


_Cases = Callable[[Plan, Scene], Iterator[_Left]]


def _run(cases: _Cases) -> Callable[[Plan], Outcome]:
    def run_row(plan: Plan) -> Outcome:
        scene, tally = _scene(plan.shared), Tally()
        where: Counter[str] = Counter()
        for left in plan.chosen(cases(plan, scene)):
            where[left.where] += 1
            _look(tally, scene, left, plan.folder / "left")
        told = ", ".join(f"{count} {what}" for what, count in where.items())
        frames = (len(scene.log) - _LOG_HEADER) // FRAME
        return tally.outcome(f"{frames} frames, {len(scene.written_back) // PAGE} pages: {told}")

    return run_row


def _look(tally: Tally, scene: Scene, left: _Left, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for ending, data in (("", left.main), ("-wal", left.log), ("-shm", left.index)):
        if data is not None:
            (folder / f"{DATABASE}{ending}").write_bytes(data)
    try:
        found = held_in(folder)
    except Broken as broken:
        tally.add(hit=True, acknowledged=left.synced, lost=left.synced, problems=[f"{left.where}: {broken}"])
        return
    states = [n for n, state in enumerate(scene.states) if state.rows == found.rows]
    problems = [] if states else [f"{left.where}: no state that the journal ever was in"]
    kept = states[-1] if states else 0
    tally.add(hit=True, acknowledged=left.synced, lost=max(0, left.synced - kept), problems=problems)


# Damage that no power cut makes


def _damaged(plan: Plan, scene: Scene) -> Iterator[tuple[str, bytes]]:
    """Yield the main file without a log, with one of its pages spoilt."""
    main = scene.written_back
    for page in range(len(main) // PAGE):
        start, half, end = page * PAGE, page * PAGE + PAGE // 2, (page + 1) * PAGE
        yield f"page {page + 1} zeroed", main[:start] + bytes(PAGE) + main[end:]
        yield f"page {page + 1} half zeroed", main[:half] + bytes(end - half) + main[end:]
        yield f"page {page + 1} garbage", main[:start] + plan.random.randbytes(PAGE) + main[end:]
        if page:
            yield f"cut before page {page + 1}", main[:start]


def _run_damaged(plan: Plan) -> Outcome:
    scene, tally = _scene(plan.shared), Tally()
    folder, ways = plan.folder / "damaged", Counter[str]()
    for what, main in plan.chosen(_damaged(plan, scene)):
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "backups").mkdir(parents=True)
        (folder / "tmp").mkdir()
        path = folder / DATABASE
        path.write_bytes(main)
        shutil.copy(scene.backup, folder / "backups" / scene.backup.name)
        way, problems = _met(path, scene)
        ways[way] += 1
        if path.read_bytes() != main:
            problems.append("it was written to")
        lost, more = _brought_back(folder, scene)
        tally.add(
            hit=way != "harmless",
            acknowledged=scene.edits,
            lost=lost,
            problems=[f"{what}: {problem}" for problem in (*problems, *more)],
        )
    return tally.outcome(", ".join(f"{count} {way}" for way, count in ways.most_common()))


def _met(path: Path, scene: Scene) -> tuple[str, list[str]]:
    """Return how the damage was met when the log was opened and every day of it read, and what is wrong with that."""
    try:
        with closing(open_journal(path)) as journal:
            try:
                texts = {day: journal.text(day) or "" for day in journal.dates()}
                found = problems_of(journal)
            except TrackerError:
                return "refused while reading", []
    except TrackerError:
        return "refused at opening", []
    except Exception as error:
        return "crashed", [f"{type(error).__name__}: {error}"]
    if texts == scene.texts:
        return ("every text whole, doctor tells" if found else "harmless"), []
    if found:
        return "texts differ, doctor tells", []
    return "texts differ", ["a day's text is another, and nothing tells"]


def _brought_back(folder: Path, scene: Scene) -> tuple[int, Sequence[str]]:
    """Put the backup back in the place of the damaged file; return the edits that are lost then, and problems.

    This is the place for whatever else brings a damaged log back.
    """
    problems = []
    doctor = run(folder, Call(("doctor",)))
    if doctor.code not in (0, 1) or "Traceback" in doctor.err or "unforeseen" in doctor.err:
        problems.append(f"doctor: {doctor.err.strip()[:200]}")
    restored = run(folder, Call(("backup", "restore", "latest")))
    if restored.code != 0:
        return scene.edits, [*problems, f"backup restore: {restored.err.strip()[:200]}"]
    try:
        found = held_in(folder)
    except Broken as broken:
        return scene.edits, [*problems, f"backup restore: {broken}"]
    return (0 if found.rows == scene.states[-1].rows else scene.edits), problems


ROWS = (
    Row("power-log-cut", "the log (-wal) cut at every boundary of a frame", _run(lambda _, s: _cut_logs(s)), 6),
    Row(
        "power-log-torn",
        "the log torn within every frame, with nothing, zeros, garbage, its next or old frames behind",
        _run(_torn_logs),
        12,
    ),
    Row(
        "power-checkpoint",
        "the main file torn at every page of a checkpoint, cut or longer, with the log beside it",
        _run(_checkpoints),
        12,
    ),
    Row("power-index", "the log's index (-shm) missing, garbage, of another size or moment", _run(_indexes), 8),
    Row(
        "damaged-page",
        "every page zeroed, halved, garbage or cut off, no log: told, not written to, and the backup restored",
        _run_damaged,
        6,
    ),
)
