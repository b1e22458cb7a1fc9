"""Where the log is carried to, as it is remembered with the log itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tracker.errors import NotFound
from tracker.journal.journal import Journal
from tracker.sync.layout import Layout
from tracker.values import as_dict, frozen
from tracker.wording import _

_SETTING, _STEP = "sync", "sync.step"


@frozen
class SyncSettings:
    """A repository, and how the log lies in it."""

    folder: str
    """The folder of the repository on this machine."""
    remote: str
    """git's name of where it is sent; empty while there is nowhere."""
    branch: str
    pattern: str
    home: str

    @property
    def layout(self) -> Layout:
        """Which file is what."""
        return Layout(self.pattern, self.home)

    @property
    def path(self) -> Path:
        """The folder of the repository on this machine."""
        return Path(self.folder)


@frozen
class Step:
    """What the log was in step with when it was last synced."""

    commit: str
    """Empty before the first sync."""
    held: Mapping[str, str]
    """Files that could not be read then, and git's name of what they held before that; empty for nothing."""
    templates: Mapping[str, str]
    """What the person's own templates were known by, by path."""


def sync_settings(journal: Journal) -> SyncSettings | None:
    """Return where the log is carried to; None while sync is not set up."""
    words = journal.setting(_SETTING)
    return SyncSettings(**json.loads(words)) if words else None


def needed_settings(journal: Journal) -> SyncSettings:
    """Return where the log is carried to; raises NotFound while sync is not set up."""
    settings = sync_settings(journal)
    if settings is None:
        raise NotFound(
            _("Sync is not set up yet."),
            shell=_("Begin with: {command}", command="studylog sync init https://github.com/NAME/REPOSITORY"),
        )
    return settings


def remember_settings(journal: Journal, settings: SyncSettings | None) -> None:
    """Remember where the log is carried to; None ends it."""
    journal.set_setting(_SETTING, json.dumps(as_dict(settings), ensure_ascii=False) if settings is not None else None)


def last_step(journal: Journal) -> Step:
    """Return what the log was in step with last; an empty one before the first sync."""
    words = journal.setting(_STEP)
    return Step(**json.loads(words)) if words else Step("", {}, {})


def remember_step(journal: Journal, step: Step | None) -> None:
    """Remember what the log is in step with; None begins anew."""
    words = json.dumps(as_dict(step), ensure_ascii=False, sort_keys=True) if step is not None else None
    if words != journal.setting(_STEP):
        journal.set_setting(_STEP, words)
