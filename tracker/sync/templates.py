"""The person's own templates and judges, as files that travel with the log."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tracker.codec.judges import parse_judges
from tracker.codec.template import parse_template
from tracker.codec.yaml_values import load_yaml
from tracker.files import write_atomically
from tracker.resources import LARGEST_TEMPLATE
from tracker.sync.files import UnreadableFile, text_of
from tracker.sync.layout import JUDGES, Layout, is_template


class OwnTemplates:
    """The folder of the person's own templates, and the judges beside it."""

    def __init__(self, folder: Path | None, layout: Layout) -> None:
        self._folder = folder
        """None when there is none, as in a log without settings."""
        self._layout = layout

    def paths(self) -> list[str]:
        """Return the files that are there, as paths of the repository."""
        return [self._layout.template_path(name) for name in [*self._there(), *self._judges()]]

    def read(self, path: str) -> bytes | None:
        """Return what a file holds; None when it is not there."""
        file = self._file(path)
        if file is None or not file.is_file():
            return None
        return file.read_bytes()

    def write(self, path: str, data: bytes | None) -> bool:
        """Have a file hold this, None to have it gone; return whether anything was done."""
        file = self._file(path)
        if file is None or (data is not None and self._stands_in_the_way(path, self.paths())):
            return False
        if data is None:
            file.unlink(missing_ok=True)
        else:
            write_atomically(file, data, private=True)
        return True

    def prints(self) -> dict[str, str]:
        """Return what each file that is there can be known by."""
        found = {path: self.read(path) for path in self.paths()}
        return {path: print_of(data) for path, data in found.items() if data is not None}

    def check(self, path: str, data: bytes, others: Iterable[str]) -> None:
        """Raise UnreadableFile for what is no template, or is named like one of `others` but for case or form."""
        name = path.rpartition("/")[2]
        own = self.paths()
        others = [other for other in others if other != path] if path not in own else []
        if self._layout.template_path(name) != path or self._stands_in_the_way(path, [*own, *others]):
            raise UnreadableFile
        text = text_of(data)
        if len(data) > LARGEST_TEMPLATE:
            raise UnreadableFile
        try:
            if name == JUDGES:
                parse_judges(load_yaml(text))
            elif name.endswith(".md") and any(one.fatal for one in parse_template(text, name).problems):
                raise UnreadableFile
        except Exception:
            # Whatever is wrong with it would keep every verb from reading days.
            raise UnreadableFile from None

    def _there(self) -> list[str]:
        if self._folder is None:
            return []
        with suppress(OSError):
            files = sorted(self._folder.iterdir())
            return [file.name for file in files if is_template(file.name) and file.name != JUDGES and file.is_file()]
        return []

    def _judges(self) -> list[str]:
        return [JUDGES] if self._folder is not None and (self._folder.parent / JUDGES).is_file() else []

    def _file(self, path: str) -> Path | None:
        name = path.rpartition("/")[2]
        if self._folder is None or not is_template(name):
            return None
        if name == JUDGES:
            return self._folder.parent / name
        # A disk may keep names in a form of its own.
        own = next((one for one in self._there() if unicodedata.normalize("NFC", one) == name), name)
        return self._folder / own

    def _stands_in_the_way(self, path: str, others: Iterable[str]) -> bool:
        """Return whether another file has this name but for case, which some disks take for the same."""
        others = [*others]
        return path not in others and any(other.casefold() == path.casefold() for other in others)


def print_of(data: bytes) -> str:
    """Return what a content can be known by."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
