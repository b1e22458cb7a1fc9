"""The files beside the database: settings, templates and judges, shipped ones and the person's own."""

from __future__ import annotations

import errno
import json
import os
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from gettext import translation
from pathlib import Path
from typing import Any

import tracker
from tracker.codec.judges import Judges, merged, parse_judges
from tracker.codec.lexicon import Templates
from tracker.codec.template import Template, load_yaml, parse_template
from tracker.config import KEYS, Config, no_setting, parse_config
from tracker.errors import StoreError, TrackerError, UsageError, nearest
from tracker.retro import PageTemplate
from tracker.values import frozen
from tracker.wording import DOMAIN, _, language_of, speak

_OWN_FOLDER = "templates"
_OWNER_ONLY = 0o600


@frozen
class TemplateFile:
    """A template and where it lies."""

    path: Path
    template: Template
    shipped: bool

    @property
    def usable(self) -> bool:
        """Whether nothing in it keeps it from being used."""
        return not any(problem.fatal for problem in self.template.problems)


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
        import platformdirs

        home = platformdirs.PlatformDirs("studylog", appauthor=False)
        database = database or (Path(own) if own else home.user_data_path / "studylog.db")
        return Places(Path(config) if config else home.user_config_path / "config.yaml", database)
    return Places(Path(config), database or Path(own or "studylog.db"))


def shipped(name: str) -> Path:
    """Return a folder or file that comes with the program: `templates`, `sample`."""
    installed = Path(tracker.__file__).parent / "_shipped" / name
    if installed.exists():
        return installed
    # An editable install or a checkout: the folders lie at the top of the repository.
    top = Path(tracker.__file__).parent.parent
    return top / "data" / name if name == "sample" else top / name


def read_config(path: Path) -> Config:
    """Return the settings in `path`; the defaults when there is no such file. Raises UsageError, naming the file."""
    if not path.exists():
        return Config()
    try:
        return parse_config(_yaml_of(path))
    except UsageError as error:
        raise _in_file(path, error) from None


def _in_file(path: Path, error: Exception) -> UsageError:
    sentence, shell = (error.sentence, error.shell) if isinstance(error, TrackerError) else (str(error), "")
    return UsageError(_("{path}: {problem}", path=path, problem=sentence), shell=shell)


def _yaml_of(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            # Some files, as those of devices, do not end.
            data = file.read(LARGEST_SETTINGS + 1)
        if len(data) > LARGEST_SETTINGS:
            raise UsageError(_("the file is larger than any settings."))
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


def template_files(places: Places) -> Iterator[TemplateFile]:
    """Yield the person's own templates, then the shipped ones they do not replace."""
    names = set()
    for folder, is_shipped in ((places.templates, False), (shipped("templates"), True)):
        if not folder.is_dir():
            continue
        for path in sorted(folder.glob("day*.md")) if is_shipped else sorted(folder.glob("*.md")):
            template = read_template(path)
            if template.name not in names:
                names.add(template.name)
                yield TemplateFile(path, template, is_shipped)


def read_template(path: Path) -> Template:
    """Return the template in `path`; raises UsageError when it is no text."""
    try:
        _check_template_file(path)
        return parse_template(path.read_bytes().decode("utf-8-sig"), path.stem.removeprefix("day.") or path.stem)
    except UnicodeDecodeError:
        raise UsageError(_("{path} is not UTF-8; save it as UTF-8.", path=path)) from None
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.", path=path, why=error.strerror)) from None


def load_templates(places: Places, config: Config) -> Templates:
    """Return every usable template, the configured one first, with the judges.

    Raises UsageError when the configured one does not exist or cannot be used.
    """
    files = list(template_files(places))
    chosen = next((file for file in files if file.template.name == config.template), None)
    if chosen is None:
        hint = nearest(config.template, [file.template.name for file in files])
        raise UsageError(
            _("There is no template {name!r}.", name=config.template) + hint,
            shell=_("All of them: studylog template list."),
        )
    if not chosen.usable:
        problem = next(problem for problem in chosen.template.problems if problem.fatal)
        raise UsageError(
            _("{path}, line {line}: {problem}", path=chosen.path, line=problem.line, problem=problem.message),
            shell=_("See: studylog template check {path}.", path=chosen.path),
        )
    usable = [file.template for file in files if file.usable and file is not chosen]
    # What is shipped keeps its order: the bootcamp format before the plain one.
    order = {"bootcamp-ko": 0, "plain-ko": 1, "english": 2}
    usable.sort(key=lambda template: order.get(template.name, 3))
    return Templates((chosen.template, *usable), load_judges(places))


LARGEST_TEMPLATE = 200_000
"""Bytes; a template is a hundredth of that, and a larger one is something else."""

PAGES = ("day", "week", "month", "index")
"""The pages that are written from templates, by name."""


def page_template(own: Path | None, name: str, language: str) -> PageTemplate:
    """Return the template of a page: the person's copy in the folder `own`, else the shipped one of the language.

    Raises UsageError when it cannot be read.
    """
    path, is_shipped = _page_file(own, name, language)
    return _page_template(path, name, is_shipped=is_shipped)


def _page_file(own: Path | None, name: str, language: str) -> tuple[Path, bool]:
    """Return the file of a page's template, and whether it came with the program."""
    copy = own / f"{name}.md.j2" if own is not None else None
    if copy is not None and (copy.exists() or copy.is_symlink()):
        return copy, False
    folder = shipped("templates")
    korean, own_language, english = (folder / f"{name}{ending}.md.j2" for ending in ("", f".{language}", ".en"))
    wanted = (korean,) if language == "ko" else (own_language, english, korean)
    return next(path for path in wanted if path.exists()), True


def page_template_paths(places: Places, language: str) -> Iterator[tuple[str, Path, bool]]:
    """Yield name and file of each page's template, and whether it came with the program; own copies come first."""
    for name in PAGES:
        path, is_shipped = _page_file(places.templates, name, language)
        yield name, path, is_shipped


def read_page_template(path: Path) -> PageTemplate:
    """Return the page template in a file, named by what stands before its first dot; raises UsageError."""
    return _page_template(path, path.name.partition(".")[0], is_shipped=False)


def _page_template(path: Path, name: str, *, is_shipped: bool) -> PageTemplate:
    try:
        _check_template_file(path)
        return PageTemplate(
            str(name), str(path), path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), is_shipped
        )
    except UnicodeDecodeError:
        raise UsageError(_("{path} is not UTF-8; save it as UTF-8.", path=path)) from None
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.", path=path, why=error.strerror)) from None


def _check_template_file(path: Path) -> None:
    """Raise UsageError for what is no file, or too large for a template; a pipe or a device may be read for ever."""
    if path.exists() and not path.is_file():
        raise UsageError(_("{path} is no file; put a template in its place, or take it away.", path=path))
    if path.stat().st_size > LARGEST_TEMPLATE:
        raise UsageError(_("{path} is larger than any template.", path=path))


def load_judges(places: Places) -> Judges:
    """Return the shipped judges with the person's own before them; raises UsageError for a broken file."""
    judges = parse_judges(load_yaml((shipped("templates") / "judges.yaml").read_text("utf-8")))
    if places.judges.exists():
        try:
            judges = merged(judges, parse_judges(_yaml_of(places.judges)).judges)
        except (UsageError, ValueError) as error:
            raise _in_file(places.judges, error) from None
    return judges


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a whole file or nothing: to a temporary file beside it, then in its place. Raises StoreError.

    A file that was there keeps its mode. A new one can be read by whom the umask lets, like any file that the person
    makes; a `private` one, and the folders it needs, by them alone.
    """
    # A name of its own: one made from a long file name would be longer than the disk takes.
    temporary = path.with_name(f".studylog-{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        if private:
            # What is read alone needs no SQLite.
            from tracker.database import create_folder

            create_folder(path.parent)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(path.stat().st_mode) if path.is_file() else None
        if mode is not None and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        # One that was left behind may be anyone's to read, or a link to another file.
        temporary.unlink(missing_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with open(descriptor, "wb") as file:
            if mode is None:
                # Asking for the umask would change it for other threads; what it makes of a new file tells as well.
                mode = _OWNER_ONLY if private else stat.S_IMODE(os.fstat(descriptor).st_mode)
            # Until it is whole it is no one else's to see.
            temporary.chmod(_OWNER_ONLY)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except OSError as error:
        raise StoreError(_("{path} cannot be written: {why}.", path=path, why=error.strerror)) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def with_setting(path: Path, key: str, value: str) -> tuple[str, Config]:
    """Return what the settings file would be with one setting written, and the settings it would say.

    The other lines stay as they are. Raises UsageError for a setting or value that is none.
    """
    if key not in KEYS:
        raise no_setting(key)
    read_config(path)
    before = path.read_text("utf-8-sig") if path.exists() else ""
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
    folder = Path(tracker.__file__).parent / "locale"
    speak(spoken, translation(DOMAIN, folder, languages=[spoken], fallback=True))
