"""Mermaid charts are read by mermaid's own parser, where node and `npm ci --prefix tests/mermaid` have put it."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.retro.samples import ENGLISH, KOREAN, sample_journal
from tracker.journal.retrospectives import made
from tracker.retro.text_charts import day_mermaid, share_mermaid
from tracker.stats import DayFacts

FOLDER = Path(__file__).parents[1] / "mermaid"
BLOCK = re.compile(r"^```mermaid\n(.*?)\n```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (FOLDER / "node_modules" / "mermaid").is_dir(),
    reason="node or the mermaid package is not there",
)


def faults(charts: dict[str, str]) -> dict[str, str | None]:
    """Return what mermaid's parser says of each chart; None for one that it reads."""
    ran = subprocess.run(
        ["node", "parse.js"], cwd=FOLDER, input=json.dumps(charts), capture_output=True, text=True, check=True
    )
    found: dict[str, str | None] = json.loads(ran.stdout)
    assert set(found) == set(charts)
    return found


def test_every_chart_of_the_pages_is_read(tmp_path: Path) -> None:
    charts: dict[str, str] = {}
    for config in (KOREAN, ENGLISH):
        folder = tmp_path / config.template
        folder.mkdir()
        with sample_journal(folder, config) as journal:
            for kind, day in (
                ("week", "2025-02-27"),
                ("week", "2025-03-20"),
                ("month", "2025-02-27"),
                ("month", "2025-03-01"),
            ):
                text = made(journal, kind, dt.date.fromisoformat(day))
                for number, chart in enumerate(BLOCK.findall(text)):
                    charts[f"{config.template} {kind} {day} {number}"] = chart

    assert len(charts) == 12
    assert {name: fault for name, fault in faults(charts).items() if fault} == {}


NASTY = (
    '"',
    "`",
    "#quot;",
    "%% comment",
    "a;b",
    "{x}",
    "[y]",
    "<b>",
    "|",
    "\\",
    "\n",
    "",
    "강의 (심화)",
    "C++",
    "🧵 실",
    "end",
    "a" * 200,
)


def test_whatever_a_subject_is_called_its_chart_is_read() -> None:
    charts = {name: share_mermaid([(name, 3600), ("다른 것", 1)], title=name) for name in NASTY}
    days = [DayFacts(dt.date(2025, 3, 24), 3600)]
    charts |= {f"day {name}": day_mermaid(days, [None], title=name, hours=name, language="ko") for name in NASTY}

    assert {name: fault for name, fault in faults(charts).items() if fault} == {}


def test_the_parser_finds_faults() -> None:
    assert faults({"chart": "xychart-beta\n    bar ["})["chart"]
