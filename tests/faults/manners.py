"""How a verb behaves when what it needs fails: one line that says why, nothing lost, and it works again later."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.calls import Ended, run
from tests.faults.rows import Tally
from tests.faults.verbs import Prepared, judged


def rude(prepared: Prepared, ended: Ended) -> list[str]:
    """Return what a person would rightly complain of in how a verb failed."""
    said = ended.err.strip()[:300]
    if ended.code not in (0, 1):
        return [f"{prepared.verb.name}: ended with {ended.code}: {said}"]
    if "Traceback" in ended.err or "unforeseen" in ended.err:
        return [f"{prepared.verb.name}: {said}"]
    # Beside an error there may be notices, each a line; without one there is nothing to be said.
    if ended.code == 1 and not re.fullmatch(r"(studylog: [^\n]+\n)+", ended.err):
        return [f"{prepared.verb.name}: not one line: {ended.err[:300]!r}"]
    return []


def survived(tally: Tally, prepared: Prepared, folder: Path, ended: Ended, *, hit: bool) -> None:
    """Count a fault, now over, under which a verb ran to its end: look at the log, and call the verb once more."""
    problems = rude(prepared, ended)
    verdict = judged(prepared, folder, acknowledged=prepared.acknowledged_by(ended))
    if verdict.state == 0 and not prepared.acknowledged_by(ended):
        again = run(folder, prepared.verb.call)
        if again.code != 0:
            problems.append(f"{prepared.verb.name}: does not work again afterwards: {again.err.strip()[:300]}")
        else:
            later = judged(prepared, folder, acknowledged=True)
            problems += [f"again: {problem}" for problem in later.problems]
            verdict = verdict if verdict.lost else later
    tally.add(hit=hit, acknowledged=verdict.acknowledged, lost=verdict.lost, problems=(*problems, *verdict.problems))
