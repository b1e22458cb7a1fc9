"""The files beside the database: settings, templates and judges, shipped ones and the person's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tracker.codec.judges import Judges, merged, parse_judges
from tracker.codec.lexicon import Templates
from tracker.codec.template import Template, parse_template
from tracker.codec.yaml_values import load_yaml
from tracker.config import Config
from tracker.errors import UsageError, nearest
from tracker.places import Places, shipped
from tracker.settings import in_file, yaml_of
from tracker.values import frozen, replace
from tracker.wording import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tracker.retro.rendering import PageTemplate


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


def template_files(places: Places) -> Iterator[TemplateFile]:
    """Yield the person's own templates, then the shipped ones they do not replace."""
    names = set()
    for folder, is_shipped in ((places.templates, False), (shipped("templates"), True)):
        if not folder.is_dir():
            continue
        # By hand, as `glob` compiles an expression of its own for each pattern.
        beginning = "day" if is_shipped else ""
        for name in sorted(os.listdir(folder)):
            if not (name.startswith(beginning) and os.path.normcase(name).endswith(".md")):
                continue
            path = folder / name
            template = read_template(path)
            if template.name not in names:
                names.add(template.name)
                yield TemplateFile(path, template, is_shipped)


def read_template(path: Path) -> Template:
    """Return the template in `path`; raises UsageError when it is no text."""
    try:
        _check_template_file(path)
        text = path.read_bytes().decode().removeprefix("\ufeff")
        return parse_template(text, path.stem.removeprefix("day.") or path.stem)
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
        # Days are read without one.
        from tracker.retro.rendering import PageTemplate

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
    judges = replace(parse_judges(load_yaml((shipped("templates") / "judges.yaml").read_text("utf-8"))), shipped=True)
    if places.judges.exists():
        try:
            judges = merged(judges, parse_judges(yaml_of(places.judges)).judges)
        except (UsageError, ValueError) as error:
            raise in_file(places.judges, error) from None
    return judges
