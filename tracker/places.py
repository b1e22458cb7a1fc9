"""Where the program's files lie: database, settings, templates, and what comes with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import tracker
from tracker.values import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN_FOLDER = "templates"
_MOVING = frozenset({"XDG_DATA_HOME", "XDG_CONFIG_HOME", "ANDROID_DATA", "ANDROID_ROOT"})
"""Variables by which the platform's folders lie elsewhere."""


@frozen
class Places:
    """Where the program's files lie."""

    config: Path
    """`config.yaml`; it need not exist."""
    database: Path

    @property
    def templates(self) -> Path:
        """Folder of the person's own templates; it need not exist."""
        return self.config.parent / _OWN_FOLDER

    @property
    def judges(self) -> Path:
        """The person's own `judges.yaml`; it need not exist."""
        return self.config.parent / "judges.yaml"


def find_places(environment: Mapping[str, str], database: Path | None = None) -> Places:
    """Return where things lie: as the call, `STUDYLOG_DB` and `STUDYLOG_CONFIG` say, else in the platform's folders."""
    own = environment.get("STUDYLOG_DB")
    config = environment.get("STUDYLOG_CONFIG")
    if (database is None and not own) or not config:
        data, settings = _own_folders()
        database = database or (Path(own) if own else data / "studylog.db")
        return Places(Path(config) if config else settings / "config.yaml", database)
    return Places(Path(config), database or Path(own or "studylog.db"))


def _own_folders() -> tuple[Path, Path]:
    """Return the folders in which the platform keeps a program's data and its settings."""
    home = os.environ.get("HOME", "")
    if sys.platform == "linux" and home.startswith("/") and not _MOVING.intersection(os.environ):
        # What platformdirs says there, which takes as long to import as all the rest of some verbs.
        return Path(home, ".local/share/studylog"), Path(home, ".config/studylog")
    import platformdirs

    folders = platformdirs.PlatformDirs("studylog", appauthor=False)
    return folders.user_data_path, folders.user_config_path


def shipped(name: str) -> Path:
    """Return a folder or file that comes with the program: `templates`, `sample`."""
    installed = Path(tracker.__file__).parent / "_shipped" / name
    if installed.exists():
        return installed
    # An editable install or a checkout: the folders lie at the top of the repository.
    top = Path(tracker.__file__).parent.parent
    return top / "data" / name if name == "sample" else top / name
