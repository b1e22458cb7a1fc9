"""A checkup of a study log: what it finds, by code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.journal.build import Clock
from tracker.checkup import Examination, Finding, Terminal, examine
from tracker.places import Places

TERMINAL = Terminal("xterm-256color", 100, 30, "utf-8", "256", is_terminal=True)


def findings(
    path: Path,
    clock: Clock,
    *,
    mend: bool = False,
    environment: Mapping[str, str] | None = None,
    terminal: Terminal = TERMINAL,
    rescue_to: Path | None = None,
) -> dict[str, list[Finding]]:
    """Return what a checkup of the log at `path` finds, by code; settings lie in its folder."""
    asked = Examination(
        Places(path.parent / "config.yaml", path), environment or {}, terminal, clock, rescue_to=rescue_to, mend=mend
    )
    found: dict[str, list[Finding]] = {}
    for finding in examine(asked):
        found.setdefault(finding.code, []).append(finding)
    return found


def troubles(path: Path, clock: Clock, *codes: str) -> list[str]:
    """Return, as `gravity code: sentence`, what is not sound; of these codes when any are given."""
    return [
        f"{finding.gravity} {code}: {finding.sentence}"
        for code, each in findings(path, clock).items()
        for finding in each
        if finding.gravity != "sound" and (not codes or code in codes)
    ]
