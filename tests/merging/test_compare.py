"""The table that holds our merges against those of git alone."""

from __future__ import annotations

import re
from pathlib import Path

from tests.merging.compare import merged_by_git, merged_by_us, table
from tests.merging.divergences import BY_VERBS, Divergence

BASE = "# 2025-03-12\n\n## Goals\n- 하나\n"
BOTH_ADDED = Divergence(BASE, BASE + "- 둘\n", BASE + "- 셋\n")


def test_the_same_divergences_are_counted_on_both_sides() -> None:
    heads, *rows = table(range(BY_VERBS, BY_VERBS + 60))

    assert re.fullmatch(r"60 divergences +git +studylog", heads)
    figures = {}
    for row in rows:
        found = re.fullmatch(r"(\S.*\S) +([\d,]+) +([\d,]+)", row)
        assert found is not None, row
        figures[found[1]] = int(found[2]), int(found[3])
    assert list(figures) == [
        "days with a conflict",
        "conflicts",
        "days with markers in them",
        "lines lost",
        "items not read in days that git merged",
        "items doubled in days that git merged",
    ]
    assert all(figures[row][1] < figures[row][0] for row in ("days with a conflict", "conflicts"))
    assert figures["days with markers in them"][1] == figures["lines lost"][1] == 0


def test_git_alone_marks_what_we_bring_together(tmp_path: Path) -> None:
    by_git, by_us = merged_by_git(BOTH_ADDED, tmp_path), merged_by_us(BOTH_ADDED)

    assert [(c.base, c.mine, c.theirs) for c in by_git.conflicts] == [("", "- 둘\n", "- 셋\n")]
    assert "<<<<<<< mine" in by_git.text
    assert by_git.settled == BASE + "- 둘\n"
    assert (by_us.text, by_us.conflicts) == (BASE + "- 둘\n- 셋\n", ())


def test_a_day_that_git_takes_for_no_text_is_one_conflict(tmp_path: Path) -> None:
    case = Divergence(BASE, BASE + "\0\n", BASE + "- 셋\n")

    assert len(merged_by_git(case, tmp_path).conflicts) == 1
