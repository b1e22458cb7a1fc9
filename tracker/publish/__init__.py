"""The way of a day or a retrospective to where people read it: a file in a folder or repository, or a GitHub issue."""

from __future__ import annotations

from tracker.patterns import Piece, check_pattern, detected_pattern, filled
from tracker.publish.plan import Folder, Issue, Plan, Target, carry_out, plan_folder, plan_issue
from tracker.publish.refusals import ChangedElsewhere, IssueGone, PublishFailed, PublishRefused, TitleTaken

__all__ = [
    "ChangedElsewhere",
    "Folder",
    "Issue",
    "IssueGone",
    "Piece",
    "Plan",
    "PublishFailed",
    "PublishRefused",
    "Target",
    "TitleTaken",
    "carry_out",
    "check_pattern",
    "detected_pattern",
    "filled",
    "plan_folder",
    "plan_issue",
]
