"""A text in the person's own editor: in a file that only they can read, and kept there until it is saved."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tracker.errors import StoreError, TrackerError
from tracker.values import frozen
from tracker.wording import _


@frozen
class Draft:
    """A text in a file of its own, for another program to change."""

    path: Path
    original: bytes

    @classmethod
    def of(cls, text: str, name: str) -> Draft:
        """Write a text into a new folder that is open to no one else; raises StoreError."""
        try:
            folder = Path(tempfile.mkdtemp(prefix="studylog-"))
            path = folder / f"{name}.md"
            data = text.encode()
            # A umask takes bits away from what is asked for; what lies here is the person's alone, and theirs to use.
            folder.chmod(0o700)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                path.chmod(0o600)
                file.write(data)
        except OSError as error:
            raise StoreError(_("No file could be made for the editor ({why}).", why=error.strerror)) from None
        return cls(path, data)

    @property
    def kept(self) -> str:
        """A sentence that says where the text is."""
        return _("Your text is kept in {path}", path=self.path)

    @property
    def changed(self) -> bool:
        """Whether the file is there with another text."""
        try:
            return self.path.read_bytes() != self.original
        except OSError:
            return False

    def edit(self, environment: Mapping[str, str]) -> None:
        """Let the person's editor work on the file until it ends; raises StoreError when it did not go well.

        What the editor left behind stays in its file then, if it is another text.
        """
        command = editor_command(environment)
        try:
            words = [word.strip('"') for word in shlex.split(command, posix=os.name != "nt")]
            finished = subprocess.run([*words, str(self.path)], check=False)
        except (OSError, ValueError, IndexError) as error:
            self.drop()
            why = error.strerror if isinstance(error, OSError) else error
            raise StoreError(
                _(
                    "The editor {editor!r} could not be started ({why}); set EDITOR to one that can.",
                    editor=command,
                    why=why,
                )
            ) from None
        if finished.returncode != 0:
            ended = _(
                "The editor {editor!r} ended with {code}, so nothing was saved.",
                editor=command,
                code=finished.returncode,
            )
            if not self.changed:
                self.drop()
                raise StoreError(f"{ended} {_('Set EDITOR to another one, or try again.')}")
            raise StoreError(f"{ended} {self.kept}")

    def text(self) -> str:
        """Return the text as it is now, byte for byte; raises StoreError when it is gone or no UTF-8."""
        from tracker.journal.importing import decode_log

        try:
            return decode_log(self.path.read_bytes())
        except OSError as error:
            sentence = _("The text cannot be read again ({why}), so nothing was saved.", why=error.strerror)
            raise StoreError(sentence) from None
        except TrackerError as error:
            raise StoreError(f"{_('The text {problem}; nothing was saved.', problem=error)} {self.kept}") from None

    def drop(self) -> None:
        """Take the file away."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            self.path.parent.rmdir()


def editor_command(environment: Mapping[str, str]) -> str:
    """Return the command of the person's editor, with its arguments."""
    return environment.get("VISUAL") or environment.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
