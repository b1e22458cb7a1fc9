"""Eight programs write the same day at once while the screen has it open: nothing is lost and nothing doubled."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.journal.build import WEDNESDAY, Clock, at, open_journal
from tests.tui.build import shown_text
from tracker.config import Config
from tracker.tui.app import StudylogApp

REPOSITORY = Path(__file__).parents[2]
WRITERS, EDITS = 8, 200

WRITE = """
import sys
from pathlib import Path
from tests.journal.build import WEDNESDAY, Clock, at, open_journal
from tracker.config import Config

journal = open_journal(Path(sys.argv[1]), Clock(at("09:00")), Config(template="english"), timeout=300)
for n in range(int(sys.argv[3])):
    journal.add_goal(WEDNESDAY, f"{sys.argv[2]} {n}")
journal.store.close()
"""


async def test_every_edit_of_every_program_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "studylog.db"
    reader = open_journal(path, Clock(at("09:00")), Config(template="english", language="en"))
    reader.open_day(WEDNESDAY)
    app = StudylogApp(reader, day=WEDNESDAY)
    async with app.run_test(size=(80, 24)) as pilot:
        writers = [
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                WRITE,
                str(path),
                f"writer{number}",
                str(EDITS),
                cwd=REPOSITORY,
                stderr=subprocess.PIPE,
            )
            for number in range(WRITERS)
        ]
        # The screen goes on drawing and looking for changes while it waits for them.
        results = await asyncio.gather(*(writer.communicate() for writer in writers))
        while "writer" not in shown_text(app):
            await pilot.pause(0.1)

    assert [errors.decode() for _, errors in results] == [""] * WRITERS
    written = Counter(goal.text for goal in reader.record(WEDNESDAY).day.goals)
    assert written == Counter(f"writer{number} {n}" for number in range(WRITERS) for n in range(EDITS))
    revisions = reader.history(WEDNESDAY)
    assert len(revisions) == WRITERS * EDITS + 1
    assert [revision.previous_id for revision in revisions] == [*(older.id for older in revisions[1:]), None]
    reader.undo()
    assert len(reader.record(WEDNESDAY).day.goals) == WRITERS * EDITS - 1
    assert reader.store.damage() == []
    reader.store.close()
