"""The settings file: read, written one setting at a time, and the language it asks for."""

from __future__ import annotations

from pathlib import Path

import tracker
from tracker.config import KEYS, Config, no_setting, parse_config
from tracker.errors import StoreError, TrackerError, UsageError
from tracker.wording import DOMAIN, _, language_of, speak

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def read_config(path: Path) -> Config:
    """Return the settings in `path`; the defaults when there is no such file. Raises UsageError, naming the file."""
    if not path.exists():
        return Config()
    try:
        return parse_config(yaml_of(path))
    except UsageError as error:
        raise in_file(path, error) from None


def in_file(path: Path, error: Exception) -> UsageError:
    """Return an error as one of a file: its sentence begins with the path."""
    sentence, shell = (error.sentence, error.shell) if isinstance(error, TrackerError) else (str(error), "")
    return UsageError(_("{path}: {problem}", path=path, problem=sentence), shell=shell)


def yaml_of(path: Path) -> Any:
    """Return what a YAML file says as plain values; raises UsageError, and StoreError when it cannot be read."""
    try:
        with path.open("rb") as file:
            # Some files, as those of devices, do not end.
            data = file.read(LARGEST_SETTINGS + 1)
        if len(data) > LARGEST_SETTINGS:
            raise UsageError(_("the file is larger than any settings."))
        from tracker.codec.yaml_values import load_yaml

        return load_yaml(data.decode("utf-8-sig"))
    except UsageError:
        raise
    except OSError as error:
        raise StoreError(_("{path} cannot be read: {why}.", path=path, why=error.strerror)) from None
    except UnicodeDecodeError:
        raise UsageError(_("the file is not UTF-8; save it as UTF-8.")) from None
    except Exception as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", error)
        if mark is None:
            raise UsageError(_("not YAML: {problem}.", problem=problem)) from None
        raise UsageError(_("line {line}: not YAML: {problem}.", line=mark.line + 1, problem=problem)) from None


LARGEST_SETTINGS = 1_000_000
"""Bytes of `config.yaml` or `judges.yaml`; those of a person are a thousandth of that."""


def with_setting(path: Path, key: str, value: str) -> tuple[str, Config]:
    """Return what the settings file would be with one setting written, and the settings it would say.

    The other lines stay as they are. Raises UsageError for a setting or value that is none.
    """
    if key not in KEYS:
        raise no_setting(key)
    read_config(path)
    before = path.read_text("utf-8-sig") if path.exists() else ""
    # Reading needs neither.
    import json

    from tracker.codec.yaml_values import load_yaml

    # What YAML takes for something else, as the braces of a pattern, is meant as words.
    forms = [value, json.dumps(value, ensure_ascii=False)] if "{" in value else [value]
    for form in forms:
        text = _text_with_setting(before, key, form)
        try:
            return text, parse_config(load_yaml(text))
        except TrackerError:
            if form is forms[-1]:
                raise
        except Exception as error:
            # Of YAML, which is not imported before a file needs it.
            if not hasattr(error, "problem_mark"):
                raise
    purpose = _(KEYS[key])
    raise UsageError(_("{value!r} is no value for {key}: {purpose}.", value=value, key=key, purpose=purpose))


def write_setting(path: Path, key: str, value: str) -> None:
    """Write one setting, `value` as it stands in the file; raises UsageError and StoreError, writing nothing."""
    from tracker.files import write_atomically

    write_atomically(path, with_setting(path, key, value)[0].encode(), private=True)


def _text_with_setting(text: str, key: str, value: str) -> str:
    """Return the settings file with one key's lines replaced, or added at its end."""
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None:
        return (text if not text or text.endswith("\n") else text + "\n") + f"{key}: {value}\n"
    end = start + 1
    while end < len(lines) and lines[end][:1] in (" ", "\t", "-"):
        end += 1
    return "\n".join([*lines[:start], f"{key}: {value}", *lines[end:]])


def speak_language(setting: str, environment: Mapping[str, str]) -> None:
    """Speak the language of the setting (`ko`, `en`, or `auto` for the locale's) from now on."""
    spoken = language_of(setting, environment)
    if spoken == "en":
        speak(spoken, None)
        return
    # English, which the code is in, needs none of it.
    from tracker.catalogue import Catalogue, NoCatalogueError

    try:
        file = Path(tracker.__file__).parent / "locale" / spoken / "LC_MESSAGES" / f"{DOMAIN}.mo"
        speak(spoken, Catalogue(file.read_bytes()))
    except (OSError, NoCatalogueError):
        # A program without its catalogue still says all it has to say.
        speak(spoken, None)
