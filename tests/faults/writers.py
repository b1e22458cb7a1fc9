"""Eight programs write the same day at once while the screen has it open: nothing is lost and nothing doubled."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.faults.rows import Outcome, Plan, Row, Tally
from tests.journal.build import WEDNESDAY, Clock, at, open_journal
from tests.tui.build import shown_text
from tracker.config import Config
from tracker.model import DayRecord
from tracker.stored import Revision
from tracker.tui.app import StudylogApp

REPOSITORY = Path(__file__).parents[2]
WRITERS, EDITS = 8, 200
_SETTINGS = Config(template="english", language="en")
_WRITE = """
import sys
from pathlib import Path
from tests.journal.build import WEDNESDAY, Clock, at, open_journal
from tracker.config import Config

journal = open_journal(Path(sys.argv[1]), Clock(at("09:00")), Config(template="english"), timeout=300)
for n in range(int(sys.argv[3])):
    journal.add_goal(WEDNESDAY, f"{sys.argv[2]} {n}")
journal.store.close()
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What eight programs have left."""

    record: DayRecord
    revisions: list[Revision]
    """Newest first."""
    damage: list[str]
    goals_after_undo: int


def expected(edits: int) -> Counter[str]:
    """Return the goals that there should be, each once."""
    return Counter(f"writer{number} {n}" for number in range(WRITERS) for n in range(edits))


async def written_at_once(path: Path, edits: int) -> Written:
    """Have eight programs add so many goals each, with the screen open all the while; return what is there then."""
    with closing(open_journal(path, Clock(at("09:00")), _SETTINGS)) as reader:
        reader.open_day(WEDNESDAY)
        app = StudylogApp(reader, day=WEDNESDAY)
        async with app.run_test(size=(80, 24)) as pilot:
            writers = [
                await asyncio.create_subprocess_exec(
                    *(sys.executable, "-c", _WRITE, str(path), f"writer{number}", str(edits)),
                    cwd=REPOSITORY,
                    stderr=subprocess.PIPE,
                )
                for number in range(WRITERS)
            ]
            # The screen goes on drawing and looking for changes while it waits for them.
            results = await asyncio.gather(*(writer.communicate() for writer in writers))
            while "writer" not in shown_text(app):
                await pilot.pause(0.1)
        assert [errors.decode() for _out, errors in results] == [""] * WRITERS
        record, revisions = reader.record(WEDNESDAY), reader.history(WEDNESDAY)
        reader.undo()
        return Written(record, revisions, reader.damage(), len(reader.record(WEDNESDAY).day.goals))


def _run(plan: Plan) -> Outcome:
    tally = Tally()
    for number in plan.rounds(1):
        written = asyncio.run(written_at_once(plan.folder / f"{number}.db", EDITS))
        found = Counter(goal.text for goal in written.record.day.goals)
        problems = [f"{words} is there {count} times" for words, count in found.items() if count > 1] + written.damage
        missing = expected(EDITS) - found
        tally.add(hit=True, acknowledged=WRITERS * EDITS, lost=missing.total(), problems=problems)
    return tally.outcome()


ROWS = (
    Row(
        "eight-writers",
        f"{WRITERS} programs write {EDITS} goals each into one day at once, with the screen open on it",
        _run,
        0,
    ),
)
