"""Eight programs write the same day at once while a ninth reads it: nothing is lost and nothing doubled."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.journal.build import WEDNESDAY, Clock, at, open_journal
from tracker.config import Config

REPOSITORY = Path(__file__).parents[2]
WRITERS, EDITS = 8, 200

WRITE = """
import sys
from pathlib import Path
from tests.journal.build import WEDNESDAY, Clock, at, open_journal
from tracker.config import Config

journal = open_journal(Path(sys.argv[1]), Clock(at("09:00")), Config(template="english"), timeout=300)
sys.stdin.readline()
for n in range(int(sys.argv[3])):
    journal.add_goal(WEDNESDAY, f"{sys.argv[2]} {n}")
journal.store.close()
"""


def test_every_edit_of_every_program_is_there_once(path: Path) -> None:
    reader = open_journal(path, Clock(at("09:00")), Config(template="english"))
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(path), f"writer{number}", str(EDITS)],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(b"\n")
        writer.stdin.close()

    version, seen, reads = reader.store.data_version(), 0, 0
    while any(writer.poll() is None for writer in writers):
        time.sleep(0.5)
        if reader.store.data_version() == version:
            continue
        version = reader.store.data_version()
        record = reader.find(WEDNESDAY)
        if record is not None:
            reads += 1
            goals = [goal.text for goal in record.day.goals]
            # What was written stays, in its place: a reader never sees a day go backwards.
            assert len(goals) >= seen
            assert len(set(goals)) == len(goals)
            seen = len(goals)

    errors = [writer.stderr.read().decode() for writer in writers if writer.stderr is not None]
    for writer in writers:
        assert writer.stderr is not None
        writer.stderr.close()
    assert errors == [""] * WRITERS
    written = Counter(goal.text for goal in reader.record(WEDNESDAY).day.goals)
    assert written == Counter(f"writer{number} {n}" for number in range(WRITERS) for n in range(EDITS))
    assert reads > 2
    revisions = reader.history(WEDNESDAY)
    assert len(revisions) == WRITERS * EDITS
    assert [revision.previous_id for revision in revisions] == [*(older.id for older in revisions[1:]), None]
    reader.undo()
    assert len(reader.record(WEDNESDAY).day.goals) == WRITERS * EDITS - 1
    assert reader.store.damage() == []
    reader.store.close()
