"""A fuzzer over everything that reads bytes of others, run by hand: `python -m tests.fuzz TARGET [--seconds N]`.

It needs atheris, which is no dependency of the project: `pip install atheris`, which has wheels for Linux. What it
finds is written out as a case in `tests/hostile/test_findings.py`, by hand and as small as can be.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

TARGETS = ("reader", "template", "importer", "settings")
_LONGEST = 4096
"""Bytes of an input; what is longer is attacked by size in tests/hostile."""
_HANG = 20
"""Seconds after which an input counts as a hang."""


def main() -> None:
    """Run one target until it finds something or the time is over."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600, help="how long to look (600)")
    parser.add_argument("--folder", type=Path, help="where inputs are kept, and what was found (in the temp folder)")
    parser.add_argument("--one", type=Path, metavar="FILE", help="run a single input, as one that was found")
    given = parser.parse_args()
    try:
        # By name: type checkers need not know a module that is seldom there.
        atheris: Any = importlib.import_module("atheris")
    except ModuleNotFoundError:
        sys.exit("tests.fuzz needs atheris: pip install atheris")
    with atheris.instrument_imports(include=["tracker"]):
        targets = importlib.import_module("tests.fuzz.targets")
    if given.one is not None:
        targets.TARGETS[given.target](given.one.read_bytes())
        return
    folder = given.folder or Path(tempfile.gettempdir(), "studylog-fuzz")
    inputs, found, words = (folder / f"{given.target}{ending}" for ending in ("", "-found", ".dict"))
    for path in (inputs, found):
        path.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(targets.seeds(given.target)):
        (inputs / f"seed-{n:04}").write_bytes(seed)
    words.write_text("".join(f'"{word}"\n' for word in targets.dictionary()), "utf-8")
    options = [
        f"-max_total_time={given.seconds}",
        f"-max_len={_LONGEST}",
        f"-timeout={_HANG}",
        f"-dict={words}",
        f"-artifact_prefix={found}/",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(inputs)], targets.TARGETS[given.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
