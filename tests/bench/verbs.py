"""The verbs of the command line, each a process as in a shell, against Python's own start and against peers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from tests.bench import peers
from tests.bench.measure import Contender, Times, contest, nothing
from tests.bench.peers import Peers
from tests.bench.processes import Call, CallFailed, importing, job, plainly
from tests.bench.results import Bound, Goal, NotMeasured, Row, Unit, at_most, faster, lone_row, paired_row
from tests.bench.scene import Scene
from tracker.values import frozen

Wanted = Callable[[str], bool]
"""Whether the row of a name is measured."""
FLOOR = "python: import argparse, sqlite3"
WORDS = ("볼륨", "배포", "캐시", "토큰", "도커")
"""Two syllables each; the first is what is searched for by the clock."""
_UNDO = (("undo",),)


@frozen
class Verb:
    """A call of the command line, and the calls that set the stage for it and clear it."""

    name: str
    words: tuple[str, ...]
    goal: Goal | None = None
    """Against the floor."""
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()


_WRITING, _LOOKING, _SEARCHING = at_most(2.5), at_most(2.5), at_most(3)
# Each is followed by as many `undo` as it surely makes changes: one more would take back what is not its own.
STATUS = Verb("status", ("status",), at_most(2))
START = Verb("start", ("start", "독서"), _WRITING, after=_UNDO)
STOP = Verb("stop", ("stop",), _WRITING, before=(("start", "독서", "--ago", "20m"),), after=_UNDO * 2)
CHECK = Verb("check", ("check", "1", "--partial"), _WRITING, before=(("check", "1", "--clear"),), after=_UNDO)
GOAL = Verb("goal", ("goal", "볼륨 복습하기"), _WRITING, after=_UNDO)
SOLVE = Verb("solve", ("solve", "백준", "31403"), _WRITING, after=_UNDO)
WEEK = Verb("week", ("week",), _LOOKING)
MONTH = Verb("month", ("month",), _LOOKING)
SEARCH = Verb("search, all hits", ("search", WORDS[0]), _SEARCHING)
YEARS = Verb("year --all", ("year", "--all"))
QUICK_VERBS = (STATUS, START, STOP, CHECK, GOAL, SOLVE, WEEK, MONTH, SEARCH)
"""Those that are to take little more than Python's own start."""
FIRST_HITS = Verb("search, first 20 hits", ("search", WORDS[0], "--limit", "20"))
OTHER_VERBS = (
    Verb("--version", ("--version",)),
    Verb("show", ("show",)),
    Verb("show --json", ("show", "--json")),
    Verb("new", ("new", "tomorrow"), after=_UNDO),
    Verb("topic", ("topic", "스테이트풀셋"), after=_UNDO),
    Verb("challenge", ("challenge", "일찍 자기"), after=_UNDO),
    Verb("reflect", ("reflect", "배운 점", "측정이 먼저다"), after=_UNDO),
    Verb("link", ("link", "https://example.com/bench"), after=_UNDO),
    Verb("pause", ("pause",), before=(("start", "독서", "--ago", "20m"),), after=_UNDO * 2),
    Verb("time add", ("time", "add", "30m", "독서"), after=_UNDO),
    Verb("time list", ("time", "list")),
    Verb("undo", ("undo",), before=(("goal", "볼륨 복습하기"),)),
    Verb("history", ("history",)),
    Verb("year", ("year",)),
    YEARS,
    FIRST_HITS,
    Verb("search initials", ("search", "ㅋㅂㄴㅌㅅ", "--limit", "20")),
    Verb("search nothing", ("search", "없는말이다")),
    Verb("export a day", ("export", "today")),
    Verb("export --csv", ("export", "--csv")),
)
"""Verbs of every day that no goal is set for."""
VERBS = QUICK_VERBS + OTHER_VERBS


def contender(scene: Scene, verb: Verb, name: str | None = None) -> Contender:
    """Return a verb on a log's last day, as it is timed."""
    # A search that finds nothing may say so by its exit code.
    codes = (0, 1) if verb.words[0] == "search" else (0,)
    stage, clear = ([scene.call(words, codes=(0, 1)) for words in calls] for calls in (verb.before, verb.after))
    return Contender(name or verb.name, job(scene.call(verb.words, codes=codes)), job(*stage), job(*clear))


def floor_rows(scene: Scene, verbs: Iterable[Verb], rounds: int) -> Iterator[Row | NotMeasured]:
    """Yield how long each verb takes against a Python that imports what any command line on SQLite needs."""
    floor = Contender(FLOOR, job(importing(scene.environment, "argparse", "sqlite3")))
    for verb in verbs:
        try:
            times = contest([contender(scene, verb), floor], rounds)
        except CallFailed as error:
            yield NotMeasured(verb.name, str(error))
        else:
            yield paired_row(verb.name, times[verb.name], times[FLOOR], FLOOR, verb.goal)


def peer_rows(scene: Scene, there: Peers, wanted: Wanted, rounds: int) -> Iterator[Row | NotMeasured]:
    """Yield how long verbs take against the peers' own for the same, with the same years stored."""
    begin = job(peers.watson_start(there)) if "watson" in there else nothing
    groups: list[tuple[Sequence[Verb], str, str, Goal, Callable[[Peers], Call], Callable[[int], object]]] = [
        ((START, STOP, CHECK, GOAL, SOLVE), "watson", "watson stop", faster(8), peers.watson_stop, begin),
        ((START, STOP, CHECK, GOAL, SOLVE), "jrnl", "jrnl, adding an entry", faster(15), peers.add_call, nothing),
        ((WEEK, MONTH), "watson", "watson report, of a week", faster(8), peers.watson_report, nothing),
        ((YEARS,), "timew", "timew summary, of all years", faster(10), peers.timewarrior_summary, nothing),
        ((SEARCH,), "jrnl", "jrnl -contains, titles alone", faster(15), _search_by_jrnl, nothing),
    ]  # fmt: skip
    for verbs, peer, against, goal, call, before in groups:
        chosen = [verb for verb in verbs if wanted(verb.name)]
        if chosen and peer in there:
            contenders = [*(contender(scene, verb) for verb in chosen), Contender(against, job(call(there)), before)]
            try:
                times = contest(contenders, rounds)
            except CallFailed as error:
                yield NotMeasured(against, str(error))
            else:
                yield from _against(times, chosen, against, goal)


def _search_by_jrnl(there: Peers) -> Call:
    return peers.search_call(there, WORDS[0])


def _against(times: Times, verbs: Iterable[Verb], against: str, goal: Goal) -> Iterator[Row]:
    for verb in verbs:
        yield paired_row(verb.name, times[verb.name], times[against], against, goal)


def scan_rows(scene: Scene, rounds: int) -> Iterator[Row]:
    """Yield how a search compares to looking at every line: in time, and in what it finds."""
    scans = [Call(plainly("scan", str(scene.bare), word), scene.environment) for word in WORDS]
    times = contest([contender(scene, SEARCH), Contender("scan", job(scans[0]))], rounds)
    yield paired_row(SEARCH.name, times[SEARCH.name], times["scan"], "a plain scan of every line, in Python")
    recalls = [_recall(scene, word, scan) for word, scan in zip(WORDS, scans, strict=True)]
    about = f"lines that a plain scan finds, of {', '.join(WORDS)}"
    yield lone_row("search, recall", [min(recalls)], about, Goal(Bound.SHARE, 1.0), Unit.SHARE)


def _recall(scene: Scene, word: str, scan: Call) -> float:
    lines = (line.split(" ", 2) for line in scan.run().decode().split("\n") if line)
    there = {(date, int(number)) for date, number, _text in lines}
    found = json.loads(scene.call(("search", word, "--json"), codes=(0, 1)).run())
    return len(there & {(hit["date"], hit["line"]) for hit in found}) / max(1, len(there))
