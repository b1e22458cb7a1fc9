"""Words that were written and are not saved yet: kept in files, and there again after the program was ended.

Each window keeps its own; the next one to start takes over what the windows that are gone have left.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from tracker.database import create_file
from tracker.errors import TrackerError
from tracker.files import write_atomically
from tracker.values import as_dict, frozen

Words = tuple[str, ...]
"""What stands in the fields of a box."""


@frozen
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
        self._lock_file: Path | None = None
        self._is_written = True
        """Whether the file has what is here; no file has nothing."""

    # Boxes

    def box(self, kind: str) -> Words | None:
        """Return what was left in a box of that kind; None when nothing was."""
        return self._boxes.get(kind)

    def keep_box(self, kind: str, words: Words) -> None:
        """Keep what stands in a box."""
        if self._boxes.get(kind) != words:
            self._boxes[kind] = words
            self._is_written = False

    def drop_box(self, kind: str) -> None:
        """Let go of what stood in a box: it is where it belongs, or given up."""
        if self._boxes.pop(kind, None) is not None:
            self._is_written = False

    # Editors

    @property
    def texts(self) -> dict[str, UnsavedText]:
        """The texts of editors, by what they are of: `day 2025-03-12`, `week 2025-03-10`."""
        return dict(self._texts)

    def keep_text(self, place: str, text: UnsavedText) -> None:
        """Keep the text of an editor."""
        if self._texts.get(place) != text:
            self._texts[place] = text
            self._is_written = False

    def drop_text(self, place: str) -> None:
        """Let go of an editor's text: it is saved, or given up."""
        if self._texts.pop(place, None) is not None:
            self._is_written = False

    # Files

    def take_over(self) -> bool:
        """Take what windows that are gone have left; return whether there was anything.

        Where two have left different words in one place, the newer are taken; the others wait for the next window.
        """
        if self._folder is None:
            return False
        found = False
        for file, lock in self._left_behind():
            with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                boxes, texts = _read(file)
                found = self._take(file, boxes, texts) or found
            with suppress(OSError):
                if lock is not None:
                    lock.close()
                if not file.exists():
                    file.with_suffix(".lock").unlink()
        return found

    def _take(self, file: Path, boxes: dict[str, Words], texts: dict[str, UnsavedText]) -> bool:
        other_boxes = {kind: words for kind, words in boxes.items() if self._boxes.get(kind, words) != words}
        other_texts = {place: text for place, text in texts.items() if self._texts.get(place, text) != text}
        self._boxes |= {kind: words for kind, words in boxes.items() if kind not in other_boxes}
        self._texts |= {place: text for place, text in texts.items() if place not in other_texts}
        self._is_written = False
        self.flush()
        if self._is_written and (other_boxes or other_texts):
            _write(file, other_boxes, other_texts)
        elif self._is_written:
            file.unlink()
        return bool(boxes or texts)

    def _left_behind(self) -> Iterator[tuple[Path, IO[bytes] | None]]:
        """Yield the files whose windows are gone, the newest first, each with its lock, which is held."""
        assert self._folder is not None
        own = self._lock_file
        files = {
            path.with_suffix(".json") for ending in ("json", "lock") for path in self._folder.glob(f"window-*.{ending}")
        }
        for file in sorted(files, key=_written_at, reverse=True):
            if own is not None and file.with_suffix(".lock") == own:
                continue
            with suppress(OSError):
                lock = open(file.with_suffix(".lock"), "ab")  # noqa: SIM115 - closed by who takes it
                if _lock(lock):
                    yield file, lock
                else:
                    lock.close()

    def flush(self) -> None:
        """Write what is here to the window's file; where that cannot be done it stays in memory, and is tried again."""
        if self._folder is None or self._is_written:
            return
        with suppress(OSError, TrackerError, ValueError):
            file = self._own_file()
            if self._boxes or self._texts:
                _write(file, self._boxes, self._texts)
            else:
                file.unlink(missing_ok=True)
            self._is_written = True

    def _own_file(self) -> Path:
        assert self._folder is not None
        if self._lock_file is None:
            # A name that no other window has or had, whatever numbers its process was given.
            path = self._folder / f"window-{os.getpid()}-{os.urandom(4).hex()}.lock"
            create_file(path)
            self._lock = open(path, "ab")  # noqa: SIM115 - open as long as the window
            _lock(self._lock)
            self._lock_file = path
        return self._lock_file.with_suffix(".json")

    def close(self) -> None:
        """Let go of the window's file, which stays when there is anything in it."""
        self.flush()
        if self._lock is not None and self._lock_file is not None:
            self._lock.close()
            with suppress(OSError):
                if not self._lock_file.with_suffix(".json").exists():
                    self._lock_file.unlink()
            self._lock, self._lock_file = None, None


def _write(file: Path, boxes: Mapping[str, Words], texts: Mapping[str, UnsavedText]) -> None:
    import json

    content = {"boxes": boxes, "texts": {place: as_dict(text) for place, text in texts.items()}}
    write_atomically(file, json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"), private=True)


def _read(file: Path) -> tuple[dict[str, Words], dict[str, UnsavedText]]:
    if not file.exists():
        return {}, {}
    import json

    content = json.loads(file.read_bytes().decode("utf-8", "surrogatepass"))
    boxes = {str(kind): tuple(map(str, words)) for kind, words in content["boxes"].items()}
    return boxes, {str(place): UnsavedText(**text) for place, text in content["texts"].items()}


def _written_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _lock(file: IO[bytes]) -> bool:
    """Lock a file until it is closed or the program is gone; return whether no other program has locked it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some disks of other machines have no locks; there each window is taken for the only one.
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)
    return True
