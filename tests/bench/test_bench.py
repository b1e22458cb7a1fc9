"""The benchmark runs through; how fast it is, no test says."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import socket
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import peers, verbs
from tests.bench.carried import sync_rows
from tests.bench.generate import logs
from tests.bench.growth import build_ages, growth_rows
from tests.bench.measure import Contender, Spread, contest, exponent_of, ratio_of, spread_of
from tests.bench.peers import Peer, PeerMissing, set_up_peers
from tests.bench.results import (
    LINEAR,
    Bound,
    Goal,
    GrowthRow,
    Results,
    Row,
    Unit,
    at_most,
    faster,
    growth_heads,
    lone_row,
    machine,
    paired_row,
)
from tests.bench.scene import LAST, Scene, build_scene
from tests.bench.verbs import OTHER_VERBS, QUICK_VERBS, Verb, floor_rows, peer_rows, scan_rows

SMALL = ("--quick", "--days", "6", "--rounds", "1", "--keys", "1", "--idle", "0.2")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A log of six days."""
    return build_scene(tmp_path_factory.mktemp("bench") / "log", 6)


def printed(rows: str) -> dict[str, str]:
    """Return the rows that were printed, by their names."""
    return {re.split(r"\s{2,}", line)[0]: line for line in rows.splitlines() if line.strip()}


def test_rows_of_verbs_and_of_everything_out_are_printed_and_written(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "RESULTS.md"

    bench.main([*SMALL, "--parts", "verbs,bulk", "--only", "status,stop,export --json", "--results", str(page)])

    rows = printed(capfd.readouterr().out)
    both = r" +[\d,.]+ ms +[\d,.]+ ms +[\d.]+ × +(yes|NO)  python: import argparse, sqlite3"
    assert re.fullmatch(r"status +≤ 2 ×" + both, rows["status"])
    assert re.fullmatch(r"stop +≤ 2.5 ×" + both, rows["stop"])
    assert re.search(r"≤ 1.3 × +[\d,.]+ ms +[\d,.]+ ms +[\d.]+ × +(yes|NO)  the same values", rows["export --json"])
    memory = r"≤ 4 × +[\d.]+ MB +[\d.]+ MB +[\d.]+ × +(yes|NO)  python: import sqlite3"
    assert re.search(memory, rows["export --json: peak memory"])
    text = page.read_text("utf-8")
    assert re.search(r"^\| status \| ≤ 2 × \| [\d,.]+ ms \| [\d,.]+ ms \| [\d.]+ × \| (yes|NO) \|", text, re.M)
    assert re.search(r"^\d of 4 goals met\.", text, re.M)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_rows_of_sync_are_held_against_git_alone(scene: Scene) -> None:
    rows = list(sync_rows(scene, bool, rounds=1, few_rounds=1))

    assert [(row.name, row.against) for row in rows] == [
        ("sync, nothing new", "git fetch of the same repository"),
        ("sync, one day changed", "git commit and git push of its file among 6"),
        ("sync, the first", "git add, git commit and git push of the same files"),
        ("sync, all received", "studylog import of the same files"),
    ]
    assert all(row.ratio is not None and row.ratio > 0 for row in rows)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what a process uses is read from /proc")
def test_rows_of_the_screen_are_printed(capfd: pytest.CaptureFixture[str]) -> None:
    bench.main([*SMALL, "--parts", "screen", "--only", "idle,Today's,switch day"])

    rows = printed(capfd.readouterr().out)
    assert re.search(
        r"≤ 1 % +[\d.]+ % +[\d.]+ % +[\d,.]+ × +(yes|NO)  a core's share of a bare", rows["idle, timer on"]
    )
    assert re.search(r"≤ 1.2 × +[\d.]+ ms +[\d.]+ ms +[\d.]+ × +(yes|NO)  a bare OptionList of", rows["Today's day"])
    assert re.search(r"≤ 50 ms +[\d.]+ ms +(yes|NO)  from the key until", rows["switch day"])


def test_growth_is_measured_on_logs_of_each_size(tmp_path: Path) -> None:
    ages = build_ages(tmp_path, (1, 2), days_a_year=2)
    wanted = {"status", "export --to", "import"}.__contains__
    rows = [row for row in growth_rows(ages, wanted, rounds=1) if isinstance(row, GrowthRow)]

    assert [(row.name, row.goal, row.years) for row in rows] == [
        ("status", at_most(1.2), (1, 2)),
        ("export --to", LINEAR, (1, 2)),
        ("import", LINEAR, (1, 2)),
    ]
    assert all(len(row.seconds) == len(row.memory) == 2 and min(row.memory) > 1e6 for row in rows)
    assert [age.scene.days for age in ages] == [2, 4]


@pytest.fixture
def one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only one word is searched for."""
    monkeypatch.setattr(verbs, "WORDS", verbs.WORDS[:1])


@pytest.mark.usefixtures("one_word")
def test_a_search_is_held_against_a_scan_of_every_line(scene: Scene) -> None:
    timed, recall = scan_rows(scene, 1)

    assert (timed.name, timed.against) == ("search, all hits", "a plain scan of every line, in Python")
    assert (recall.name, recall.ours.median, recall.met) == ("search, recall", 1.0, True)


@pytest.mark.usefixtures("one_word")
def test_a_search_that_misses_lines_is_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Scene.call
    monkeypatch.setattr(Scene, "call", lambda self, words, **codes: whole(self, (*words, "--limit", "1"), **codes))

    *_, recall = scan_rows(scene, 1)

    assert recall.ours.median < 1
    assert recall.met is False


def test_every_verb_has_a_name_of_its_own() -> None:
    names = [verb.name for verb in QUICK_VERBS + OTHER_VERBS]

    assert len(set(names)) == len(names)


# Peers


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No registry answers."""

    def refuse(name: str = "timew") -> Peer:
        raise PeerMissing("there is no way to a registry")

    monkeypatch.setattr(peers, "_from_pypi", refuse)
    monkeypatch.setattr(peers, "_timewarrior", refuse)


@pytest.mark.usefixtures("nothing_installed")
def test_peers_that_cannot_be_installed_are_named_and_their_rows_left_out(scene: Scene, tmp_path: Path) -> None:
    there, left_out = set_up_peers(tmp_path / "peers", scene.logs(), ["목표"])

    assert left_out == [
        f"{name} is left out: there is no way to a registry" for name in ("jrnl", "watson", "timew", "posting", "dooit")
    ]
    assert list(peer_rows(scene, there, lambda name: True, 1)) == []


@pytest.mark.usefixtures("nothing_installed")
def test_a_peer_that_does_not_read_its_data_is_left_out(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tmp_path / "timew"
    silent.write_text("#!/bin/sh\necho '[]'\n")
    silent.chmod(0o755)
    monkeypatch.setattr(peers, "_timewarrior", lambda: Peer("timewarrior", silent, "1"))

    there, left_out = set_up_peers(tmp_path / "peers", scene.logs(), [])

    assert "timew is left out: it does not read its data (it finds 0 of 36 intervals)" in left_out
    assert "timew" not in there
    data = (tmp_path / "peers" / "timew" / "data" / "2025-06.data").read_text("utf-8")
    assert re.match(r"inc 20250625T00\d{4}Z - 20250625T\d{6}Z # \S+\n", data)


@pytest.mark.skipif(not Path("/dev/ptmx").exists(), reason="a terminal is needed")
def test_a_peer_that_draws_nothing_is_left_out(tmp_path: Path) -> None:
    from tests.bench import screen

    drawing, ending = tmp_path / "dooit", tmp_path / "posting"
    drawing.write_text("#!/bin/sh\necho Workspaces\nexec sleep 60\n")
    ending.write_text("#!/bin/sh\nexit 3\n")
    for program in (drawing, ending):
        program.chmod(0o755)
    by_name = {program.name: Peer(program.name, program, "1") for program in (drawing, ending)}
    said: list[str] = []

    there = screen.peers_that_draw(peers.Peers(tmp_path, by_name), said.append)

    assert list(there.by_name) == ["dooit"]
    assert [line.partition(",")[0] for line in said] == ["posting is left out: nothing more was drawn"]


# Arithmetic


def test_the_95th_percentile_is_what_95_of_100_do_not_exceed() -> None:
    assert spread_of([float(n) for n in range(1, 101)]) == Spread(median=50.5, high=95.0)
    assert spread_of([3.0]) == Spread(median=3.0, high=3.0)


def test_a_ratio_is_the_median_of_the_rounds_own() -> None:
    assert ratio_of([2.0, 30.0, 8.0], [1.0, 10.0, 2.0]) == 3.0
    assert ratio_of([0.002], [0.0], least=0.001) == 2.0


@pytest.mark.parametrize(
    ("figures", "power"),
    [([7.0, 7.0, 7.0], 0), ([0.5, 5.0, 50.0], 1), ([3.0, 300.0, 30_000.0], 2), ([1.0, 1.0, 10.0], 0.5)],
)
def test_an_exponent_is_the_slope_of_the_logarithms(figures: list[float], power: float) -> None:
    assert exponent_of(zip([1, 10, 100], figures, strict=True)) == pytest.approx(power)


@pytest.mark.parametrize(
    ("goal", "figure", "ratio", "met"),
    [
        (at_most(2.5), 1, 2.5, True),
        (at_most(2.5), 1, 2.6, False),
        (faster(8), 1, 1 / 8, True),
        (faster(8), 1, 1 / 7.9, False),
        (Goal(Bound.MILLISECONDS, 50), 0.05, None, True),
        (Goal(Bound.MILLISECONDS, 50), 0.051, None, False),
        (Goal(Bound.PERCENT, 1), 0.01, 7, True),
        (Goal(Bound.PERCENT, 1), 0.011, 1, False),
        (Goal(Bound.SHARE, 1), 1, None, True),
        (Goal(Bound.SHARE, 1), 0.99, None, False),
        (LINEAR, 1, 10.9, True),
        (LINEAR, 1, 11.1, False),
    ],
)
def test_a_goal_is_met_up_to_its_bound(goal: Goal, figure: float, ratio: float | None, met: bool) -> None:
    assert goal.met(figure, ratio) is met


# Rows


ROWS: list[tuple[Row, list[str]]] = [
    (
        paired_row("status", [0.04, 0.06, 0.05], [0.02, 0.02, 0.02], "a floor", at_most(2)),
        ["status", "≤ 2 ×", "50.0 / 60.0 ms", "20.0 ms", "2.50 ×", "NO", "a floor"],
    ),
    (
        paired_row("week", [0.05], [0.6], "watson report", faster(8)),
        ["week", "≥ 8 × faster", "50.0 ms", "600.0 ms", "12.0 × faster", "yes", "watson report"],
    ),
    (
        paired_row("memory", [72e6], [36e6], "a bare app", unit=Unit.MEGABYTES),
        ["memory", "", "72.0 MB", "36.0 MB", "2.00 ×", "", "a bare app"],
    ),
    (
        lone_row("switch day", [0.04], "until it stands", Goal(Bound.MILLISECONDS, 50)),
        ["switch day", "≤ 50 ms", "40.0 ms", "", "", "yes", "until it stands"],
    ),
]


@pytest.mark.parametrize(("row", "cells"), ROWS)
def test_a_row_is_printed_and_written(
    row: Row, cells: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    results = Results("# Results")
    results.section("Some", "in turn")
    results.add(row)
    results.write(tmp_path / "page.md")

    last_line = capsys.readouterr().out.splitlines()[-1]
    assert re.split(r"\s{2,}", last_line.strip()) == [cell for cell in cells if cell]
    assert (tmp_path / "page.md").read_text("utf-8").splitlines()[-1] == f"| {' | '.join(cells)} |"


def test_the_page_begins_with_what_was_missed(tmp_path: Path) -> None:
    results = Results("# Results")
    results.section("Some", "in turn")
    results.add_all(row for row, _cells in ROWS)
    results.write(tmp_path / "page.md")

    text = (tmp_path / "page.md").read_text("utf-8")
    assert text.startswith(
        "# Results\n\n2 of 3 goals met. Missed: status (≤ 2 ×, a floor).\n\n## Some\n\nin turn\n\n| "
    )


def test_what_failed_is_told_and_the_rest_goes_on(scene: Scene, tmp_path: Path) -> None:
    results = Results("# Results")
    results.section("Some", "in turn")
    results.add_all(floor_rows(scene, [Verb("nothing", ("no-such-verb",)), Verb("--version", ("--version",))], 1))
    results.write(tmp_path / "page.md")

    assert results.verdict() == "0 of 0 goals met. Not measured: nothing (studylog ended with exit code 2)."
    assert "| --version |" in (tmp_path / "page.md").read_text("utf-8")


def test_a_row_of_growth_tells_both_exponents(capsys: pytest.CaptureFixture[str]) -> None:
    times = tuple(Spread(each, each) for each in (0.1, 1.0, 10.0))
    row = GrowthRow("import", (1, 10, 100), times, (30e6, 30e6, 30e6), 10.0, LINEAR)
    results = Results("# Results")
    results.section("Growth", "in turn", growth_heads((1, 10, 100)))
    results.add(row)

    assert re.split(r"\s{2,}", capsys.readouterr().out.splitlines()[-1].strip()) == [
        "import", "linear", "100.0 ms", "1,000.0 ms", "10,000.0 ms", "10.00 ×", "1.00", "yes",
        "30.0 MB", "30.0 MB", "30.0 MB", "0.00",
    ]  # fmt: skip


def test_the_machine_is_described_without_its_name() -> None:
    told = machine()

    assert re.search(r"\d cores, .*Python \d\.\d+\.\d+, SQLite \d\.\d+\.\d+, Textual \d+\.\d+\.\d+$", told)
    assert socket.gethostname() not in told
    assert str(Path.home()) not in told


# What is measured with


def test_the_same_seed_makes_the_same_logs() -> None:
    last = dt.date(2025, 6, 30)

    three, again, other = list(logs(3, last)), list(logs(3, last)), list(logs(3, last, seed=1))

    assert three == again
    assert all(log.text != different.text for log, different in zip(three, other, strict=True))
    assert [str(log.date) for log in three] == ["2025-06-28", "2025-06-29", "2025-06-30"]


def test_a_longer_log_ends_with_the_days_of_a_shorter_one() -> None:
    assert [log.date for log in logs(5, LAST)][2:] == [log.date for log in logs(3, LAST)]


def test_rounds_alternate_and_the_stage_is_not_timed() -> None:
    told: list[str] = []

    def contender(name: str) -> Contender:
        return Contender(
            name,
            job=lambda number: told.append(f"{name} {number}"),
            before=lambda number: told.append(f"{name} before"),
            after=lambda number: told.append(f"{name} after"),
        )

    times = contest([contender("ours"), contender("plain")], 1, warm=1)

    assert told == [
        "ours before", "ours 0", "ours after", "plain before", "plain 0", "plain after",
        "plain before", "plain 1", "plain after", "ours before", "ours 1", "ours after",
    ]  # fmt: skip
    assert {name: len(each) for name, each in times.items()} == {"ours": 1, "plain": 1}


def test_a_job_that_tells_its_seconds_is_believed() -> None:
    assert contest([Contender("ours", lambda number: 0.25 * number)], 2, warm=1) == {"ours": [0.25, 0.5]}
