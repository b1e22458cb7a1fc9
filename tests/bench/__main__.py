"""`make bench`: what studylog takes, as ratios against plain baselines measured in the same run."""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import header, table
from tests.bench.scene import build_scene, import_pair, service_pairs, verb_pairs


def main() -> None:
    """Build a study log of many days and measure everything on it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller log and fewer rounds: minutes become seconds")
    parser.add_argument("--days", type=int, help="days of the log (3650, or 365 when quick)")
    parser.add_argument("--rounds", type=int, help="paired rounds of each row (21, or 5 when quick)")
    parser.add_argument(
        "--only", default="", metavar="WORDS", help="only the verbs whose names begin with one of these"
    )
    given = parser.parse_args()
    days = given.days or (365 if given.quick else 3650)
    rounds = given.rounds or (5 if given.quick else 21)
    only = tuple(given.only.split(","))

    with tempfile.TemporaryDirectory(prefix="studylog-bench-") as folder:
        print(f"making {days:,} days …", file=sys.stderr)
        scene = build_scene(Path(folder), days)
        size = sum(len(log.text.encode()) for log in scene.logs) / 1e6
        print(
            f"{days:,} days, {size:.1f} MB of Markdown, {rounds} paired rounds, medians;"
            f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
        )
        print(header())
        if not given.only:
            table(service_pairs(scene), rounds, _say)
            table([import_pair(scene, 1000)], max(1, rounds // 4), _say)
        table(verb_pairs(scene, lambda verb: verb.name.startswith(only)), rounds, _say)
        scene.close()


def _say(row: str) -> None:
    print(row, flush=True)


if __name__ == "__main__":
    main()
