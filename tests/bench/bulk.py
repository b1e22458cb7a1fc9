"""Everything at once, in and out: bringing all files in, writing all days out, and the memory that takes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from tests.bench.measure import Contender, contest
from tests.bench.processes import Call, fresh, importing, plainly
from tests.bench.results import Goal, Row, Unit, at_most, paired_row
from tests.bench.scene import Scene

Wanted = Callable[[str], bool]
_LOADED = "python: import sqlite3"


def bulk_rows(scene: Scene, wanted: Wanted, rounds: int) -> Iterator[Row]:
    """Yield what import and export take against reading and writing the same plainly, each a process of its own."""
    folder = fresh(scene.folder / "bulk")
    if wanted("import"):
        yield from _import_rows(scene, folder, rounds)
    if wanted("export --to"):
        yield from _files_rows(scene, folder, rounds)
    if wanted("export --json"):
        yield from _json_rows(scene, folder, rounds)


def _import_rows(scene: Scene, folder: Path, rounds: int) -> Iterator[Row]:
    into = folder / "in"
    ours = scene.call(("--db", str(into / "studylog.db"), "import", str(scene.files)))
    plain = Call(plainly("import", str(into / "plain.db"), str(scene.files)), scene.environment)

    def anew(number: int) -> None:
        into.mkdir()

    def clear(number: int) -> None:
        shutil.rmtree(into)

    contenders = [Contender(name, _running(call), anew, clear) for name, call in (("ours", ours), ("plain", plain))]
    times = contest(contenders, rounds, warm=0)
    name = "import"
    against = "the same files read, inserted raw and indexed, in one process"
    yield paired_row(name, times["ours"], times["plain"], against, at_most(1.5))
    into.mkdir()
    peaks = ours.peak_memory(), plain.peak_memory()
    clear(0)
    yield _memory_row(name, *peaks, against, None)


def _files_rows(scene: Scene, folder: Path, rounds: int) -> Iterator[Row]:
    into = folder / "out"
    ours = scene.call(("export", "--to", str(into)))
    plain = Call(plainly("export", str(scene.bare), str(into)), scene.environment)

    def clear(number: int) -> None:
        shutil.rmtree(into)

    contenders = [Contender(name, _running(call), after=clear) for name, call in (("ours", ours), ("plain", plain))]
    times = contest(contenders, rounds)
    name = "export --to"
    yield paired_row(
        name, times["ours"], times["plain"], "the same texts written raw from a table, not synced", at_most(1.3)
    )
    yield _export_memory_row(scene, name, ours)
    clear(0)


def _json_rows(scene: Scene, folder: Path, rounds: int) -> Iterator[Row]:
    output, values = folder / "days.json", folder / "json.db"
    ours = scene.call(("export", "--json"))
    ours.run_into(output)
    _store_values(output, values)
    plain = Call(plainly("json", str(values)), scene.environment)
    contenders = [
        Contender(name, lambda number, call=call: call.run_into(output))  # type: ignore[misc]
        for name, call in (("ours", ours), ("plain", plain))
    ]
    times = contest(contenders, rounds)
    name = "export --json"
    against = "the same values read from a table and written"
    yield paired_row(name, times["ours"], times["plain"], against, at_most(1.3))
    yield _export_memory_row(scene, name, ours)


def _store_values(exported: Path, database: Path) -> None:
    """Keep each day's values in a plain table."""
    days = json.loads(exported.read_bytes())
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE json_days (date TEXT PRIMARY KEY, value TEXT NOT NULL)")
        connection.executemany(
            "INSERT INTO json_days VALUES (?, ?)", ((day["date"], json.dumps(day, ensure_ascii=False)) for day in days)
        )


def _export_memory_row(scene: Scene, name: str, ours: Call) -> Row:
    loaded = importing(scene.environment, "sqlite3").peak_memory()
    return _memory_row(name, ours.peak_memory(), loaded, _LOADED, at_most(4))


def _memory_row(name: str, ours: float, other: float, against: str, goal: Goal | None) -> Row:
    return paired_row(f"{name}: peak memory", [ours], [other], against, goal, Unit.MEGABYTES)


def _running(call: Call) -> Callable[[int], object]:
    return lambda number: call.run()
