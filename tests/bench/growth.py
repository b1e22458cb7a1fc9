"""How the verbs grow with the log: one year, ten and a hundred, and the power of the size that their time follows."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench.measure import contest, ratio_of, spread_of
from tests.bench.processes import CallFailed, Words
from tests.bench.results import LINEAR, Goal, GrowthRow, NotMeasured, at_most
from tests.bench.scene import Scene, build_scene
from tests.bench.verbs import FIRST_HITS, OTHER_VERBS, QUICK_VERBS, SEARCH, YEARS, Verb, contender
from tracker.values import frozen

Wanted = Callable[[str], bool]
_STEADY = at_most(1.2)
_GROWING = (SEARCH, YEARS)
"""What lists more of a larger log."""
_SHOWING = tuple(verb for verb in OTHER_VERBS if verb.name in {"show", "new", "topic", "time list", "history", "year"})


@frozen
class Age:
    """A log of so many years."""

    years: int
    scene: Scene


def build_ages(folder: Path, years: Sequence[int], days_a_year: int) -> list[Age]:
    """Make a log of each size, smallest first."""
    return [Age(count, build_scene(folder / f"years-{count}", count * days_a_year, bare=False)) for count in years]


def growth_rows(ages: Sequence[Age], wanted: Wanted, rounds: int) -> Iterator[GrowthRow | NotMeasured]:
    """Yield how each verb's time and memory grow; import, which made the logs, and export are timed once."""
    for verb in (*QUICK_VERBS, *_SHOWING, FIRST_HITS, YEARS):
        if wanted(verb.name):
            try:
                yield _verb_row(ages, verb, max(1, rounds // 4) if verb in _GROWING else rounds)
            except CallFailed as error:
                yield NotMeasured(verb.name, str(error))
    if wanted("export --json"):
        yield _export_row("export --json", ages, ("export", "--json"))
    if wanted("export --to"):
        yield _export_row("export --to", ages, ("export", "--to"), into_folder=True)
    if wanted("import"):
        times = [[age.scene.import_seconds] for age in ages]
        yield _row("import", ages, times, [age.scene.import_memory for age in ages], LINEAR)


def _verb_row(ages: Sequence[Age], verb: Verb, rounds: int) -> GrowthRow:
    contenders = [contender(age.scene, verb, str(age.years)) for age in ages]
    times = contest(contenders, rounds)
    memory = []
    for age, each in zip(ages, contenders, strict=True):
        each.before(0)
        memory.append(age.scene.call(verb.words, codes=(0, 1)).peak_memory())
        each.after(0)
    goal = LINEAR if verb in _GROWING else _STEADY
    return _row(verb.name, ages, [times[each.name] for each in contenders], memory, goal)


def _export_row(name: str, ages: Sequence[Age], words: Words, *, into_folder: bool = False) -> GrowthRow:
    times, memory = [], []
    for age in ages:
        folder = age.scene.folder / "out"
        call = age.scene.call((*words, str(folder)) if into_folder else words)
        begin = time.perf_counter()
        memory.append(call.peak_memory())
        times.append([time.perf_counter() - begin])
        shutil.rmtree(folder, ignore_errors=True)
    return _row(name, ages, times, memory, LINEAR)


def _row(
    name: str, ages: Sequence[Age], times: Sequence[Sequence[float]], memory: Sequence[float], goal: Goal
) -> GrowthRow:
    return GrowthRow(
        name=name,
        years=tuple(age.years for age in ages),
        seconds=tuple(spread_of(each) for each in times),
        memory=tuple(memory),
        ratio=ratio_of(times[-1], times[-2]),
        goal=goal,
    )
