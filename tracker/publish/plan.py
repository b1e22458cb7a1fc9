"""Publishing: a plan is made first, everything checked before anything is touched, and then carried out as it says."""

from __future__ import annotations

from tracker.publish.carrying import carry_out
from tracker.publish.folders import plan_folder
from tracker.publish.issues import plan_issue
from tracker.publish.steps import (
    AddComment,
    Commit,
    CreateIssue,
    EditComment,
    EditIssue,
    Push,
    RemoveComment,
    Step,
    WriteFile,
)
from tracker.publish.targets import Folder, Issue, Plan, Standing, Target

__all__ = [
    "AddComment",
    "Commit",
    "CreateIssue",
    "EditComment",
    "EditIssue",
    "Folder",
    "Issue",
    "Plan",
    "Push",
    "RemoveComment",
    "Standing",
    "Step",
    "Target",
    "WriteFile",
    "carry_out",
    "plan_folder",
    "plan_issue",
]
