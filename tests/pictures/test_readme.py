"""The README shows the pictures there are."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_every_picture_of_the_readme_is_there_and_every_picture_is_shown() -> None:
    shown = set(re.findall(r"\]\(docs/([\w-]+\.png)\)", (REPOSITORY / "README.md").read_text("utf-8")))

    assert shown == {path.name for path in (REPOSITORY / "docs").glob("*.png")}
