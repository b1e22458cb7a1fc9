"""What the service layer does with days, in this process, against the same done plainly."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing

from tests.bench.measure import Contender, contest
from tests.bench.results import Row, paired_row
from tests.bench.scene import Scene, bare_table, copy_of, open_journal, sample_of
from tracker.codec.document import Document
from tracker.codec.read import read_day

_BATCH = 20
"""Days that are read or saved in one round."""


def service_rows(scene: Scene, rounds: int) -> Iterator[Row]:
    """Yield how long some days take to be read, saved and added to."""
    sample = sample_of(scene, _BATCH)
    journal = open_journal(copy_of(scene.database, scene.folder / "services.db"))
    bare = bare_table(copy_of(scene.bare, scene.folder / "services-bare.db"))

    def read(number: int) -> None:
        for log in sample:
            read_day(Document.from_text(log.text), log.date, journal.templates)

    def split_and_hash(number: int) -> None:
        for log in sample:
            log.text.split("\n")
            hashlib.sha256(log.text.encode()).hexdigest()

    def save(number: int) -> None:
        for log in sample:
            journal.save_text(log.date, f"{log.text}- {number}\n", base=journal.text(log.date))

    def update(number: int) -> None:
        for log in sample:
            with bare:
                bare.execute("UPDATE days SET text = ? WHERE date = ?", (f"{log.text}- {number}\n", str(log.date)))

    def add(number: int) -> None:
        for log in sample:
            journal.add_goal(log.date, f"복습 {number}")

    def put_back(number: int) -> None:
        for log in sample:
            journal.save_text(log.date, log.text, base=journal.text(log.date))

    commit = f"UPDATE and commit among {scene.days:,}"
    with closing(journal.store), closing(bare):
        for name, ours, plain, against in (
            (f"read {len(sample)} days", Contender("ours", read), split_and_hash, "split their lines and hash them"),
            (f"save {len(sample)} days", Contender("ours", save, after=put_back), update, commit),
            (f"add {len(sample)} goals", Contender("ours", add, after=put_back), update, commit),
        ):
            times = contest([ours, Contender("plain", plain)], rounds)
            yield paired_row(name, times["ours"], times["plain"], against)
