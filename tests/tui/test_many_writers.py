"""Eight programs write the same day at once while the screen has it open; `make test-faults` has them write more."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.faults.writers import WRITERS, expected, written_at_once

EDITS = 40


async def test_every_edit_of_every_program_is_there_once(tmp_path: Path) -> None:
    written = await written_at_once(tmp_path / "studylog.db", EDITS)

    assert Counter(goal.text for goal in written.record.day.goals) == expected(EDITS)
    revisions = written.revisions
    assert len(revisions) == WRITERS * EDITS + 1
    assert [revision.previous_id for revision in revisions] == [*(older.id for older in revisions[1:]), None]
    assert written.goals_after_undo == WRITERS * EDITS - 1
    assert written.damage == []
