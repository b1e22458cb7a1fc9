"""`make bench`: what studylog takes, as ratios against plain baselines measured in the same run."""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import header, line, spread_header, spread_line, table
from tests.bench.scene import Scene, build_scene, import_pair, service_pairs, verb_pairs


def main() -> None:
    """Build a study log of many days and measure everything on it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller log and fewer rounds: minutes become seconds")
    parser.add_argument("--days", type=int, help="days of the log (3650, or 365 when quick)")
    parser.add_argument("--rounds", type=int, help="paired rounds of each row (21, or 5 when quick)")
    parser.add_argument("--keys", type=int, help="keys pressed in each part of the screen (100, or 20 when quick)")
    parser.add_argument("--idle", type=float, help="seconds to watch the resting screen (10, or 3 when quick)")
    parser.add_argument("--only", default="", metavar="WORDS", help="only the rows whose names begin with one of these")
    given = parser.parse_args()
    days = given.days or (365 if given.quick else 3650)
    rounds = given.rounds or (5 if given.quick else 21)
    wanted = _Wanted(given.only)

    with tempfile.TemporaryDirectory(prefix="studylog-bench-") as folder:
        print(f"making {days:,} days …", file=sys.stderr)
        scene = build_scene(Path(folder), days)
        size = sum(len(log.text.encode()) for log in scene.logs) / 1e6
        _say(
            f"{days:,} days, {size:.1f} MB of Markdown, {rounds} paired rounds, medians;"
            f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
        )
        _say(header())
        table([pair for pair in service_pairs(scene) if wanted(pair.name)], rounds, _say)
        if wanted("import"):
            table([import_pair(scene, 1000)], max(1, rounds // 4), _say)
        table(verb_pairs(scene, lambda verb: wanted(verb.name)), rounds, _say)
        keys = given.keys or (20 if given.quick else 100)
        idle = given.idle or (3 if given.quick else 10)
        _measure_screen(scene, wanted, max(1, rounds // 2), keys, idle)
        scene.close()


class _Wanted:
    """Which rows are measured: all, or those whose names begin with one of some words."""

    def __init__(self, words: str) -> None:
        self._beginnings = tuple(words.casefold().split(","))

    def __call__(self, name: str) -> bool:
        return name.casefold().startswith(self._beginnings)


def _measure_screen(scene: Scene, wanted: _Wanted, rounds: int, keys: int, idle: float) -> None:
    try:
        # Not everywhere is there a pseudo-terminal.
        from tests.bench import screen
    except ImportError as error:
        print(f"the screen is not measured: there is no {error.name} here", file=sys.stderr)
        return
    studio = screen.build_studio(scene)
    if wanted("first frame"):
        _say(line(screen.first_frame_row(studio, rounds)))
    if not screen.has_proc():
        print("the resting screen and its memory are not measured: there is no /proc here", file=sys.stderr)
    else:
        if wanted("idle"):
            _say(line(screen.idle_row(studio, idle)))
        if wanted("peak memory"):
            for row in screen.memory_rows(studio):
                _say(line(row))
    surfaces = [surface for surface in screen.surfaces(studio) if wanted(surface.name)]
    if surfaces:
        _say("")
        _say(spread_header())
    for surface in surfaces:
        _say(spread_line(screen.key_row(studio, surface, keys)))


def _say(row: str) -> None:
    print(row, flush=True)


if __name__ == "__main__":
    main()
