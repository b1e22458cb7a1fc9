"""Several machines over one repository, edited, offline and killed at random, until all of them are in step."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from tests.sync.devices import DAY, Device, bare, git_environment
from tracker.codec.reading import ItemRef, items_of, words_of
from tracker.errors import Prefer, TrackerError
from tracker.model import ItemKind, Mark, When
from tracker.sync import git, syncing, worktree
from tracker.sync.choosing import choose, date_of
from tracker.values import field, frozen

DAYS = tuple(DAY + dt.timedelta(days=n) for n in range(3))
_KINDS = (ItemKind.GOAL, ItemKind.CHALLENGE, ItemKind.TOPIC, ItemKind.LINK)


class Killed(BaseException):
    """The machine was switched off."""


@frozen
class Tally:
    """What happened, and what is not as promised."""

    edits: int
    syncs: int
    merges: int
    conflicts: int
    """What was put before a person."""
    choices: int
    """What they have chosen between."""
    offline: int
    kills: int
    lost: tuple[str, ...]
    """Words that somebody wrote, nobody took out, and that are in no text and no conflict."""
    different: tuple[str, ...]
    """Machines whose log differs from that of the first."""

    def row(self) -> str:
        """Return a line of a table."""
        return (
            f"{self.edits:>6} edits  {self.syncs:>5} syncs  {self.merges:>5} merges  {self.conflicts:>4} conflicts"
            f"  {self.choices:>4} choices"
            f"  {self.offline:>4} offline  {self.kills:>4} kills  {len(self.lost):>3} lost"
            f"  {len(self.different):>3} different"
        )


@frozen
class _Words:
    """What was written, and what was taken out or written anew."""

    written: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)


class Simulation:
    """Machines that one person, or several, write on."""

    def __init__(self, folder: Path, seed: int, devices: int) -> None:
        self.random = Random(seed)
        self.environment = git_environment(folder)
        self.remote = bare(folder)
        self.devices = [Device(f"machine-{n}", folder, self.environment) for n in range(devices)]
        self.words = _Words()
        self.counts: Counter[str] = Counter()
        for device in self.devices:
            device.init(self.remote)

    def run(self, syncs: int) -> Tally:
        """Edit and sync so often, then bring all in step."""
        while self.counts["syncs"] < syncs:
            device = self.random.choice(self.devices)
            for _ in range(self.random.randrange(4)):
                self._edit(device)
            self._sync(device)
        # Each once to send what it has, and once more to receive what the others sent after it.
        for device in [*self.devices, *self.devices]:
            device.sync()
        return self._tally()

    def close(self) -> None:
        """Close every log."""
        for device in self.devices:
            device.close()

    def _sync(self, device: Device) -> None:
        self._sync_or_fail(device)
        self.words.conflicts.update(one.id for one in device.conflicts())

    def _sync_or_fail(self, device: Device) -> None:
        self.counts["syncs"] += 1
        fate = self.random.randrange(10)
        if fate == 0:
            self.counts["offline"] += 1
            with self._offline(device):
                device.sync()
        elif fate in (1, 2):
            with _killed_at(self.random.randrange(24), after=self.random.random() < 0.5) as killed:
                device.sync()
            self.counts["kills"] += killed[0]
        else:
            device.sync()

    @contextmanager
    def _offline(self, device: Device) -> Iterator[None]:
        nowhere = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "url./nowhere.insteadOf"}
        device.environment = {**self.environment, **nowhere, "GIT_CONFIG_VALUE_0": str(self.remote)}
        yield
        device.environment = self.environment

    # What people do

    def _word(self, device: Device) -> str:
        self.counts["words"] += 1
        word = f"낱말{self.counts['words']}x{device.name[-1]}"
        self.words.written[word] = device.name
        return word

    def _edit(self, device: Device) -> None:
        self.counts["edits"] += 1
        known = len(self.words.written)
        journal, day = device.journal, self.random.choice(DAYS)
        device.clock.now = dt.datetime.combine(day, dt.time(21), device.clock.now.tzinfo)
        try:
            match self.random.randrange(18):
                case 0 | 1:
                    journal.add_goal(day, self._word(device))
                case 2:
                    journal.add_challenge(day, self._word(device), self.random.choice(tuple(When)))
                case 3:
                    journal.add_topic(day, self._word(device), body=f"{self._word(device)}\n{self._word(device)}\n")
                case 4:
                    journal.add_link(day, f"https://ex.kr/{self._word(device)}")
                case 5 | 6:
                    self._book(device, day)
                case 7 | 8:
                    self._write_by_hand(device, day)
                case 12 | 13 | 14 | 15 | 16:
                    self._write_in_last_line(device)
                case 17:
                    self._choose(device)
                case 9:
                    self._mark(device, day)
                case 10 | 11:
                    self._change_item(device, day)
        except TrackerError:
            # What cannot be done on such a day is not done.
            self.counts["refused"] += 1
            for word in [*self.words.written][known:]:
                del self.words.written[word]

    def _book(self, device: Device, day: dt.date) -> None:
        subject = self._word(device)
        del self.words.written[subject]
        device.journal.timer.add(day, subject, seconds=self.random.randrange(60, 3600))
        self.words.sessions.add(subject)

    def _write_by_hand(self, device: Device, day: dt.date) -> None:
        record = device.journal.record(day)
        lines = record.text.split("\n")
        at = self.random.randrange(len(lines) + 1)
        word = self._word(device)
        if self.random.random() < 0.5 or at >= len(lines):
            lines.insert(at, word)
        else:
            self._take_out(lines[at])
            lines[at] = f"{lines[at]} {word}"
        change = device.journal.begin("edit", "by hand")
        device.journal.save(change, day, "\n".join(lines), record.sha256)

    def _write_in_last_line(self, device: Device) -> None:
        """Go on in the line in which everyone goes on."""
        record = device.journal.record(DAY)
        change = device.journal.begin("edit", "by hand")
        device.journal.save(change, DAY, f"{record.text} {self._word(device)}", record.sha256)

    def _choose(self, device: Device) -> None:
        conflicts = device.conflicts()
        if not conflicts:
            return
        conflict, prefer = self.random.choice(conflicts), self.random.choice((*Prefer, None))
        choose(device.journal, conflict, prefer)
        self.counts["choices"] += 1
        day = date_of(device.journal, conflict)
        assert day is not None
        # What was not chosen is let go.
        self._take_out(conflict.base + conflict.kept + conflict.other, device.text(day))

    def _mark(self, device: Device, day: dt.date) -> None:
        record = device.journal.record(day)
        if record.day.challenges:
            one = self.random.choice(record.day.challenges)
            ref = ItemRef(ItemKind.CHALLENGE, one.n, one.text, one.when)
            device.journal.mark_challenge(day, ref, self.random.choice((*Mark, None)))

    def _change_item(self, device: Device, day: dt.date) -> None:
        record, kind = device.journal.record(day), self.random.choice(_KINDS)
        items = items_of(record.day, kind)
        if not items:
            return
        item = self.random.choice(items)
        place = items_of(record.day, kind, getattr(item, "when", None)).index(item) + 1
        ref = ItemRef(kind, place, words_of(item), getattr(item, "when", None))
        before = record.text
        if self.random.random() < 0.5:
            device.journal.delete_item(day, ref)
        else:
            device.journal.retext_item(day, ref, f"고친 {self._word(device)}")
        after = device.journal.text(day) or ""
        self._take_out("".join(line for line in before.split("\n") if line not in after.split("\n")), after)

    def _take_out(self, words: str, after: str = "") -> None:
        self.words.gone.update(word for word in self.words.written if word in words and word not in after)

    # What became of it

    def _tally(self) -> Tally:
        first = self.devices[0]
        different = tuple(device.name for device in self.devices[1:] if _state(device) != _state(first))
        everything = "".join(first.journal.text(day) or "" for day in DAYS)
        kept = first.journal.store.sync.kept_conflicts()
        everything += "".join(one.base + one.kept + one.other for one in kept)
        lost = [word for word in self.words.written if word not in self.words.gone and word not in everything]
        subjects = {one.subject for day in DAYS for one in first.journal.timer.sessions(day)}
        lost += sorted(self.words.sessions - subjects)
        merges = subprocess.run(
            ["git", "--git-dir", str(self.remote), "rev-list", "--count", "--merges", "main"],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        return Tally(
            edits=self.counts["edits"] - self.counts["refused"],
            syncs=self.counts["syncs"] + 2 * len(self.devices),
            merges=int(merges),
            conflicts=len(self.words.conflicts),
            choices=self.counts["choices"],
            offline=self.counts["offline"],
            kills=self.counts["kills"],
            lost=tuple(lost),
            different=different,
        )


def _state(device: Device) -> list[Any]:
    journal = device.journal
    sessions = [sorted((one.id, one.subject, one.seconds) for one in journal.timer.sessions(day)) for day in DAYS]
    conflicts = [(one.id, one.kept, one.other) for one in journal.store.sync.kept_conflicts()]
    return [[journal.text(day) for day in DAYS], sessions, conflicts, device.git("rev-parse", "HEAD^{tree}")]


_STEPS = ((git, "run_bytes"), (worktree, "write_atomically"), (syncing, "remember_step"))
"""What a sync does: calls of git, files that are written, and what the log remembers before it is saved."""


@contextmanager
def _killed_at(step: int, *, after: bool) -> Iterator[list[int]]:
    """End what happens inside at a step, before it is taken or when it is over; yield how often that was."""
    taken, killed = [0], [0]

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def step_or_die(*words: Any, **named: Any) -> Any:
            taken[0] += 1
            if taken[0] == step + 1 and not after:
                raise Killed
            done = real(*words, **named)
            if taken[0] == step + 1:
                raise Killed
            return done

        return step_or_die

    real = {(module, name): getattr(module, name) for module, name in _STEPS}
    for (module, name), function in real.items():
        setattr(module, name, dying(function))
    try:
        yield killed
    except Killed:
        killed[0] = 1
    finally:
        for (module, name), function in real.items():
            setattr(module, name, function)
