"""Words that were written and are not saved yet: kept in files, and there again after the program was ended.

Each window keeps its own; the next one to start takes over what the windows that are gone have left.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from tracker.database import create_file
from tracker.errors import TrackerError
from tracker.resources import write_atomically

Words = tuple[str, ...]
"""What stands in the fields of a box."""


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """A whole text out of an editor."""

    text: str
    base: str | None
    """The text it was made from; None when there was none."""


def unsaved_folder(database: Path) -> Path:
    """Return where unsaved words are kept: beside the database."""
    return database.parent / "unsaved"


class Unsaved:
    """The unsaved words of one window, by where they were written."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` None keeps them in memory alone."""
        self._folder = folder
        self._boxes: dict[str, Words] = {}
        self._texts: dict[str, UnsavedText] = {}
        self._lock: IO[bytes] | None = None
        self._written = True
        """Whether the file has what is here; no file has nothing."""

    # Boxes

    def box(self, kind: str) -> Words | None:
        """Return what was left in a box of that kind; None when nothing was."""
        return self._boxes.get(kind)

    def keep_box(self, kind: str, words: Words) -> None:
        """Keep what stands in a box."""
        if self._boxes.get(kind) != words:
            self._boxes[kind] = words
            self._written = False

    def drop_box(self, kind: str) -> None:
        """Let go of what stood in a box: it is where it belongs, or given up."""
        if self._boxes.pop(kind, None) is not None:
            self._written = False

    # Editors

    @property
    def texts(self) -> dict[str, UnsavedText]:
        """The texts of editors, by what they are of: `day 2025-03-12`, `week 2025-03-10`."""
        return dict(self._texts)

    def keep_text(self, place: str, text: UnsavedText) -> None:
        """Keep the text of an editor."""
        if self._texts.get(place) != text:
            self._texts[place] = text
            self._written = False

    def drop_text(self, place: str) -> None:
        """Let go of an editor's text: it is saved, or given up."""
        if self._texts.pop(place, None) is not None:
            self._written = False

    # Files

    def take_over(self) -> bool:
        """Take what windows that are gone have left; return whether there was anything."""
        if self._folder is None:
            return False
        found = False
        for file, lock in self._left_behind():
            with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                left = json.loads(file.read_text("utf-8"))
                boxes = {str(kind): tuple(map(str, words)) for kind, words in left["boxes"].items()}
                texts = {str(place): UnsavedText(**text) for place, text in left["texts"].items()}
                found = found or bool(boxes or texts)
                self._boxes |= boxes
                self._texts |= texts
                self._written = False
                self.flush()
                if self._written:
                    file.unlink()
            with suppress(OSError):
                lock.close()
                if not file.exists():
                    Path(lock.name).unlink()
        return found

    def _left_behind(self) -> Iterator[tuple[Path, IO[bytes]]]:
        """Yield the files whose windows are gone, each with its lock, which is held."""
        assert self._folder is not None
        own = self._lock.name if self._lock is not None else ""
        for file in sorted(self._folder.glob("window-*.json")):
            name = file.with_suffix(".lock")
            if str(name) != own:
                with suppress(OSError):
                    lock = open(name, "ab")  # noqa: SIM115 - closed by who takes it
                    if _lock(lock):
                        yield file, lock
                    else:
                        lock.close()

    def flush(self) -> None:
        """Write what is here to the window's file; where that cannot be done it stays in memory, and is tried again."""
        if self._folder is None or self._written:
            return
        with suppress(OSError, TrackerError, ValueError):
            file = self._own_file()
            if self._boxes or self._texts:
                texts = {place: asdict(text) for place, text in self._texts.items()}
                data = json.dumps({"boxes": self._boxes, "texts": texts}, ensure_ascii=False)
                write_atomically(file, data.encode("utf-8", "surrogatepass"), private=True)
            else:
                file.unlink(missing_ok=True)
            self._written = True

    def _own_file(self) -> Path:
        assert self._folder is not None
        if self._lock is None:
            for number in range(1000):
                path = self._folder / f"window-{os.getpid()}-{number}.lock"
                create_file(path)
                lock = open(path, "ab")  # noqa: SIM115 - open as long as the window
                if _lock(lock):
                    self._lock = lock
                    return path.with_suffix(".json")
                lock.close()
            raise FileExistsError(self._folder)
        return Path(self._lock.name).with_suffix(".json")

    def close(self) -> None:
        """Let go of the window's file, which stays when there is anything in it."""
        self.flush()
        if self._lock is not None:
            name = Path(self._lock.name)
            self._lock.close()
            self._lock = None
            with suppress(OSError):
                if not name.with_suffix(".json").exists():
                    name.unlink()


def _lock(file: IO[bytes]) -> bool:
    """Lock a file until it is closed or the program is gone; return whether no other program has locked it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
