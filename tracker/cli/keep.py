"""Verbs that make the program one's own: templates, settings, the demo, completion."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources as package_files
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.declared import Anything, Choice, PathName, argument, group, option, verb
from tracker.cli.desk import Desk, json_option
from tracker.cli.output import say, say_aside, say_json, say_parts, write_text
from tracker.config import KEYS, no_setting
from tracker.errors import NotFound, StoreError, TrackerError, UsageError, nearest
from tracker.values import replace
from tracker.wording import _, n_

if TYPE_CHECKING:
    from tracker.resources import TemplateFile


@group("template")
def template_verb() -> None:
    """List, show, check and make templates: a day with holes.

    \b
    Examples:
      studylog template list
      studylog template show bootcamp-ko
      studylog template new 2025-01-22.md -o day.mine.md
      studylog template check day.mine.md
      studylog template new week           your own copy of the week's page
    """


@template_verb.verb("list")
@json_option
def template_list(desk: Desk, as_json: bool) -> None:
    """List the templates; the marked one opens new days."""
    from tracker.resources import page_template_paths, template_files

    files = list(template_files(desk.places))
    pages = list(page_template_paths(desk.places, desk.language))
    if as_json:
        say_json([*(_template_json(file) for file in files), *(_page_json(*page, desk.language) for page in pages)])
        return
    for file in files:
        mark = "*" if file.template.name == desk.config.template else " "
        broken = "  " + _("(cannot be used: studylog template check)") if not file.usable else ""
        own = "" if file.shipped else f"  {file.path}"
        say(f"{mark} {file.template.name:14} {file.template.title}{own}{broken}")
    for page, path, is_shipped in pages:
        own = "" if is_shipped else f"  {path}"
        say(f"  {page:14} {_PAGE_TITLES[page]()}{own}")


_PAGE_TITLES: dict[str, Callable[[], str]] = {
    "day": lambda: _("page: the day as it is posted"),
    "week": lambda: _("page: the week's retrospective"),
    "month": lambda: _("page: the month's retrospective"),
    "index": lambda: _("page: the index of your days"),
}


def _page_json(name: str, path: Path, shipped: bool, language: str) -> dict[str, object]:
    return {
        "name": name,
        "title": _PAGE_TITLES[name](),
        "language": language,
        "path": str(path),
        "shipped": shipped,
        "usable": True,
        "page": True,
    }


def _template_json(file: TemplateFile) -> dict[str, object]:
    return {
        "name": file.template.name,
        "title": file.template.title,
        "language": file.template.language,
        "path": str(file.path),
        "shipped": file.shipped,
        "usable": file.usable,
        "page": False,
    }


@template_verb.verb("show")
@argument("name", required=False)
def template_show(desk: Desk, name: str | None) -> None:
    """Print a template; without a name, the one that opens new days."""
    from tracker.resources import PAGES, page_template, template_files

    files = {file.template.name: file for file in template_files(desk.places)}
    wanted = name or desk.config.template
    if wanted in PAGES and wanted not in files:
        write_text(page_template(desk.places.templates, wanted, desk.language).source)
        return
    if wanted not in files:
        raise NotFound(
            _("There is no template {name!r}.", name=wanted) + nearest(wanted, [*files, *PAGES]),
            shell=_("All of them: studylog template list"),
        )
    write_text(files[wanted].path.read_bytes().decode())


@template_verb.verb("check")
@argument("file", kind=PathName())
def template_check(desk: Desk, file: Path) -> None:
    """Say what each line of a template means, and what is wrong.

    A page's template (.j2) is tried on your newest days.
    """
    if file.suffix == ".j2":
        _check_page(desk, file)
        return
    from tracker.codec.explain import explain_template
    from tracker.codec.trial import try_template
    from tracker.resources import load_judges, read_template

    template = read_template(file)
    for meaning in explain_template(template, file.read_text("utf-8")):
        say(f"{meaning.line:4}  {meaning.text}")
        say(f"      → {meaning.meaning}")
    problems = [*template.problems, *try_template(template, load_judges(desk.places))]
    fatal = [problem for problem in problems if problem.fatal]
    for problem in problems:
        if problem.fatal:
            say(_("line {line}: wrong: {problem}", line=problem.line, problem=problem.message))
        else:
            say(_("line {line}: look: {problem}", line=problem.line, problem=problem.message))
    if fatal:
        raise UsageError(_("{path}, line {line}: {problem}", path=file, line=fatal[0].line, problem=fatal[0].message))
    say(
        _(
            "{path} can be used; put it into {folder} and choose it: studylog config set template {name}",
            path=file,
            folder=desk.places.templates,
            name=template.name,
        )
    )


def _check_page(desk: Desk, file: Path) -> None:
    from tracker.journal.retrospectives import tried
    from tracker.resources import PAGES, read_page_template

    template = read_page_template(file)
    page = tried(desk.journal(), template)
    lines = n_("{n} line", "{n} lines", page.count("\n"))
    say(_("{path} can be used; of your newest days it makes {lines}", path=file, lines=lines))
    if template.name not in PAGES:
        names = ", ".join(f"{name}.md.j2" for name in PAGES)
        say_aside(_("it was tried as a week's; pages are named {names}", names=names))


@template_verb.verb("new")
@argument("log", kind=PathName(), metavar="LOG|PAGE")
@option("-o", to="target", kind=PathName(), metavar="FILE", help="Write it to a file instead of printing it.")
@option("--name", default="mine", shows_default=True, metavar="NAME", help="The template's name.")
def template_new(desk: Desk, log: Path, target: Path | None, name: str) -> None:
    """Draft a template from one of your own logs.

    Or copy that of a page, to make it yours: day, week, month, index.
    """
    from tracker.resources import PAGES

    if str(log) in PAGES:
        _copy_page(desk, str(log), target)
        return
    from tracker.codec.dates import cut
    from tracker.codec.draft import draft_template
    from tracker.files import write_atomically
    from tracker.journal.importing import decode_log
    from tracker.resources import load_templates

    try:
        # A pipe or a device would be read without end.
        if log.exists() and not log.is_file():
            raise UsageError(_("is not a file"))
        text = decode_log(log.read_bytes())
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.", path=log, why=error.strerror)) from None
    except TrackerError as error:
        raise UsageError(_("{file} {problem}.", file=log, problem=error)) from None
    templates = load_templates(desk.places, desk.config)
    piece = next((piece for piece in cut(text, str(log), templates) if piece.on is not None), None)
    day_text, on = (piece.text, piece.on) if piece is not None and piece.on is not None else (text, desk.clock().date())
    draft = draft_template(day_text, on, templates, name)
    if target is None:
        write_text(draft)
        return
    if target.exists():
        raise StoreError(_("{path} is there already; name another file.", path=target))
    write_atomically(target, draft.encode())
    say(_("{path} drafted; look at it, then: studylog template check {path}", path=target))


def _copy_page(desk: Desk, name: str, target: Path | None) -> None:
    from tracker.files import write_atomically
    from tracker.resources import page_template

    template = page_template(None, name, desk.language)
    path = target or desk.places.templates / f"{name}.md.j2"
    if path.exists() or path.is_symlink():
        raise StoreError(_("{path} is there already; name another file.", path=path), shell=_("; see: -o FILE"))
    # In our own folder it is the person's alone, like the settings.
    write_atomically(path, template.source.encode(), private=target is None)
    say(_("{path} is yours now; after a change: studylog template check {path}", path=path))


@template_verb.verb("format")
def template_format(desk: Desk) -> None:
    """Print the specification of the format, templates included."""
    write_text(package_files.files("tracker.codec").joinpath("FORMAT.md").read_text("utf-8"))


@group("config")
def config_verb() -> None:
    """Show and change your settings.

    \b
    Examples:
      studylog config list
      studylog config set target 7h
      studylog config set course_start 2024-09-30
      studylog config path
    """


@config_verb.verb("list")
@json_option
def config_list(desk: Desk, as_json: bool) -> None:
    """List every setting, its value and what it is for."""
    values = {name: _shown(desk, name) for name in KEYS}
    if as_json:
        say_json(values)
        return
    for name, purpose in KEYS.items():
        say(f"{name:15} {values[name]}")
        say_parts((f"{'':15} {_(purpose)}", "dim"))


@config_verb.verb("get")
@argument("key")
def config_get(desk: Desk, key: str) -> None:
    """Print one setting."""
    _known(key)
    say(_shown(desk, key))


@config_verb.verb("set")
@argument("key")
@argument("value", many=True, required=True)
def config_set(desk: Desk, key: str, value: tuple[str, ...]) -> None:
    """Write one setting; the other lines of the file stay as they are."""
    from tracker.files import write_atomically
    from tracker.journal.opening import is_due
    from tracker.resources import load_templates
    from tracker.settings import with_setting

    words = " ".join(value)
    text, config = with_setting(desk.places.config, key, words)
    load_templates(desk.places, config)
    for rule in config.recurring:
        is_due(rule, desk.clock().date())
    write_atomically(desk.places.config, text.encode(), private=True)
    say(_("{key} is {value} now ({path})", key=key, value=words, path=desk.places.config))


@config_verb.verb("path")
def config_path(desk: Desk) -> None:
    """Print where settings, templates and database lie."""
    say(_("settings   {path}", path=desk.places.config))
    say(_("templates  {path}", path=desk.places.templates))
    say(_("judges     {path}", path=desk.places.judges))
    say(_("database   {path}", path=desk.places.database))


def _known(key: str) -> None:
    if key not in KEYS:
        raise no_setting(key)


def _shown(desk: Desk, key: str) -> str:
    from tracker.timefmt import format_duration

    config = desk.config
    match key:
        case "target":
            return format_duration(config.target)
        case "days_off":
            names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
            return ", ".join([*(names[i] for i in sorted(config.weekdays_off)), *map(str, config.days_off)]) or "none"
        case "recurring":
            return "; ".join(f"{rule.text} ({rule.rule})" for rule in config.recurring) or "none"
        case "course_start":
            return str(config.course_start or "none")
        case "day_start":
            return f"{config.day_start:%H:%M}"
        case "keys":
            return "; ".join(f"{action}: {keys}" for action, keys in config.keys.items()) or "none"
        case "focus":
            return "/".join(f"{seconds // 60}" for seconds in config.focus)
        case "publish_labels":
            return ", ".join(config.publish_labels) or "none"
        case "publish_commit":
            return "yes" if config.publish_commit else "no"
        case "week_labels":
            return ", ".join(f"{week}: {label}" for week, label in config.week_labels.items()) or "none"
        case "group":
            return ", ".join(f"{name}: {place}" for name, place in config.group.items()) or "none"
        case _:
            return str(getattr(config, key)) or "none"


@verb("demo", any_options=True)
@argument("verb", many=True, kind=Anything())
def demo_verb(desk: Desk, verb: tuple[str, ...]) -> None:
    """Open a throw-away log filled with samples.

    With a verb, that verb is run on it.

    \b
    Examples:
      studylog demo
      studylog demo week
      studylog demo search ㅈㅂㄱㄴ
    """
    from tracker.cli.screen import open_screen, screen_fits
    from tracker.cli.with_click import run_on

    if not verb and not screen_fits():
        raise UsageError(_("the demo's screen needs a terminal; or name a verb: studylog demo week"))
    with demo_desk(desk) as demo:
        if not verb:
            open_screen(demo)
            return
        run_on(demo, verb, "studylog demo")


@contextmanager
def demo_desk(desk: Desk) -> Iterator[Desk]:
    """Set up a throw-away log filled with samples, and clear it away afterwards."""
    from tracker.journal.samples import fill_with_samples
    from tracker.places import shipped

    with tempfile.TemporaryDirectory(prefix="studylog-demo-") as folder:
        demo = Desk(Path(folder) / "demo.db", desk.clock, desk.timeout)
        # The samples are of a course that began with March; the rest is as the person has it.
        demo.config = replace(desk.config, course_start=dt.date(2025, 3, 3))
        journal = demo.journal(create=True)
        fill_with_samples(journal, shipped("sample"))
        # The samples end on a day of their own; the demo's clock makes that day today.
        behind = dt.timedelta(days=(journal.today - max(journal.dates())).days)
        demo.clock = journal.clock = lambda: desk.clock() - behind
        try:
            yield demo
        finally:
            demo.close()


@verb("completion")
@argument("shell", kind=Choice(("bash", "zsh", "fish")))
def completion_verb(desk: Desk, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Examples:
      studylog completion bash >> ~/.bashrc
      studylog completion zsh > "${fpath[1]}/_studylog"
      studylog completion fish > ~/.config/fish/completions/studylog.fish
    """
    from click.shell_completion import get_completion_class

    from tracker.cli.with_click import studylog

    complete = get_completion_class(shell)
    assert complete is not None
    say(complete(studylog, {}, "studylog", "_STUDYLOG_COMPLETE").source())
