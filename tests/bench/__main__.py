"""`make bench`: what studylog takes, as ratios against plain baselines and peers measured in the same run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.bulk import bulk_rows
from tests.bench.carried import sync_rows
from tests.bench.growth import build_ages, growth_rows
from tests.bench.peers import Peers, no_peers, set_up_peers
from tests.bench.processes import CallFailed
from tests.bench.results import NotMeasured, Results, growth_heads, machine
from tests.bench.scene import Scene, build_scene
from tests.bench.services import service_rows
from tests.bench.verbs import OTHER_VERBS, QUICK_VERBS, Verb, floor_rows, peer_rows, scan_rows
from tracker.values import frozen

_TITLE = """\
# What it takes

Written by `make bench`. Each row pairs studylog with its floor or with a peer in the same run, in turn; what lasts is
the ratio, not the time. Shown are the median and the 95th percentile of the rounds, and the median of the rounds' own
ratios.\
"""
_DAYS_A_YEAR = 365
_YEARS = (1, 10, 100)
_PARTS = ("verbs", "peers", "bulk", "sync", "screen", "growth")


@frozen
class Extent:
    """How much is measured, and how often."""

    days: int
    rounds: int
    """Of what takes a fiftieth of a second."""
    keys: int
    idle: float
    years: tuple[int, ...]

    @property
    def slow_rounds(self) -> int:
        """Of what takes a second."""
        return max(1, self.rounds // 2)

    @property
    def few_rounds(self) -> int:
        """Of what takes ten."""
        return max(1, self.rounds // 7)


class Wanted:
    """Which rows are measured: all, or those whose names begin with one of some words."""

    def __init__(self, words: str) -> None:
        self._beginnings = tuple(word.strip() for word in words.casefold().split(","))

    def __call__(self, name: str) -> bool:
        return name.casefold().startswith(self._beginnings)

    def of(self, verbs: tuple[Verb, ...]) -> list[Verb]:
        """Return the verbs that are measured."""
        return [verb for verb in verbs if self(verb.name)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Build a study log of many days and measure everything on it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smaller log and fewer rounds: minutes become seconds")
    parser.add_argument("--days", type=int, help="days of the log (3650, or 365 when quick)")
    parser.add_argument("--rounds", type=int, help="paired rounds of each row (21, or 5 when quick)")
    parser.add_argument("--keys", type=int, help="keys pressed in each part of the screen (60, or 12 when quick)")
    parser.add_argument("--idle", type=float, help="seconds to watch the resting screen (20, or 3 when quick)")
    parser.add_argument("--years", metavar="N,N", help="sizes of the logs that growth is measured on (1,10,100; 1,2)")
    parser.add_argument("--only", default="", metavar="WORDS", help="only the rows whose names begin with one of these")
    parser.add_argument("--parts", default=",".join(_PARTS), metavar="WORDS", help=f"of {', '.join(_PARTS)}")
    parser.add_argument("--results", type=Path, metavar="FILE", help="write the figures into this page")
    given = parser.parse_args(arguments)
    years = tuple(map(int, given.years.split(","))) if given.years else (1, 2) if given.quick else _YEARS
    extent = Extent(
        days=given.days or (365 if given.quick else 3650),
        rounds=given.rounds or (5 if given.quick else 21),
        keys=given.keys or (12 if given.quick else 60),
        idle=given.idle or (3 if given.quick else 20),
        years=years,
    )
    _measure(extent, Wanted(given.only), set(given.parts.split(",")), given.results)


def _measure(extent: Extent, wanted: Wanted, parts: set[str], page: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="studylog-bench-") as folder:
        _tell(f"making {extent.days:,} days …")
        scene = build_scene(Path(folder) / "log", extent.days)
        size = sum(len(log.text.encode()) for log in scene.logs()) / 1e6
        about = f"{machine()}. {extent.days:,} days stored, {size:.1f} MB of Markdown, {6 * extent.days:,} sessions."
        results = Results(_TITLE)
        results.remark(about)
        peers = _peers(scene, Path(folder) / "peers", results) if "peers" in parts else no_peers(Path(folder))
        measures: tuple[tuple[str, Callable[[], None]], ...] = (
            ("verbs", lambda: _measure_verbs(scene, peers, extent, wanted, results)),
            ("bulk", lambda: _measure_bulk(scene, extent, wanted, results)),
            ("sync", lambda: _measure_sync(scene, extent, wanted, results)),
            ("screen", lambda: _measure_screen(scene, peers, extent, wanted, results)),
            ("growth", lambda: _measure_growth(Path(folder), extent, wanted, results)),
        )
        for part, measure in measures:
            if part in parts:
                try:
                    measure()
                except (CallFailed, AssertionError) as error:
                    results.add(NotMeasured(f"the rest of {part}", str(error).partition("\n")[0].rstrip(":")))
                if page is not None:
                    results.write(page)
        print(f"\n{results.verdict()}", flush=True)


def _peers(scene: Scene, folder: Path, results: Results) -> Peers:
    _tell("setting up the peers …")
    today = [goal for log in scene.logs() for goal in log.text.splitlines() if goal.startswith("- ")][-12:]
    peers, left_out = set_up_peers(folder, scene.logs(), today)
    versions = ", ".join(f"{peer.name} {peer.version}" for peer in peers.by_name.values())
    results.remark(f"Peers, with the same years in their own formats: {versions or 'none'}.")
    for line in left_out:
        results.remark(f"{line}.")
    return peers


def _measure_verbs(scene: Scene, peers: Peers, extent: Extent, wanted: Wanted, results: Results) -> None:
    about = (
        f"each a process, as in a shell; {extent.rounds} rounds, after the backup that the first write of a day makes"
    )
    results.section("Verbs", about)
    results.add_all(floor_rows(scene, wanted.of(QUICK_VERBS), extent.rounds))
    if wanted("search"):
        results.add_all(scan_rows(scene, extent.slow_rounds))
    results.section("Verbs against peers", f"{extent.slow_rounds} rounds")
    results.add_all(peer_rows(scene, peers, wanted, extent.slow_rounds))
    results.section("Other verbs", f"no goal is set for them; {extent.rounds} rounds")
    results.add_all(floor_rows(scene, wanted.of(OTHER_VERBS), extent.rounds))
    if wanted("services"):
        results.section("Services", f"in one process; {extent.rounds} rounds")
        results.add_all(service_rows(scene, extent.rounds))


def _measure_bulk(scene: Scene, extent: Extent, wanted: Wanted, results: Results) -> None:
    about = f"{extent.days:,} files; {extent.few_rounds} rounds, memory once"
    results.section("Everything in and out", about)
    results.add_all(bulk_rows(scene, wanted, extent.few_rounds))


def _measure_sync(scene: Scene, extent: Extent, wanted: Wanted, results: Results) -> None:
    about = (
        f"over a bare repository on the same disk; no goal is set; {extent.slow_rounds} rounds,"
        f" {extent.few_rounds} of everything at once"
    )
    results.section("Through git", about)
    results.add_all(sync_rows(scene, wanted, extent.slow_rounds, extent.few_rounds))


def _measure_screen(scene: Scene, peers: Peers, extent: Extent, wanted: Wanted, results: Results) -> None:
    try:
        # Not everywhere is there a pseudo-terminal.
        from tests.bench import screen
        from tests.bench.studio import build_studio
    except ImportError as error:
        _tell(f"the screen is not measured: there is no {error.name} here")
        return
    studio = build_studio(scene)
    peers = screen.peers_that_draw(peers, results.remark) if wanted("first frame") else peers
    results.section("Screen", f"120 by 40, in a terminal; {extent.rounds} rounds, {extent.slow_rounds} against peers")
    if wanted("first frame"):
        results.add_all(screen.first_frame_rows(studio, peers, extent.rounds, extent.slow_rounds))
    if not screen.has_proc():
        _tell("the resting screen and its memory are not measured: there is no /proc here")
    else:
        if wanted("idle"):
            results.add(screen.idle_row(studio, extent.idle))
        if wanted("peak memory"):
            results.add_all(screen.memory_rows(studio))
    results.section("From key to repaint", f"{extent.keys} keys each")
    results.add_all(screen.key_rows(studio, wanted, extent.keys))
    results.section("From day to day and screen to screen", f"{extent.rounds} times each")
    results.add_all(screen.switch_rows(studio, wanted, extent.rounds))


def _measure_growth(folder: Path, extent: Extent, wanted: Wanted, results: Results) -> None:
    _tell(f"making logs of {', '.join(map(str, extent.years))} years …")
    ages = build_ages(folder, extent.years, _DAYS_A_YEAR)
    sizes = ", ".join(map(str, extent.years))
    about = (
        f"logs of {sizes} years, in turn; median / 95th of {extent.rounds} rounds, fewer for what lists more of a"
        " larger log; import, which made the logs, and export once. The exponent is the power of the log's size that a"
        " figure follows: 0 is not at all, 1 in step."
    )
    results.section("Growth", about, growth_heads(extent.years))
    results.add_all(growth_rows(ages, wanted, extent.rounds))


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
