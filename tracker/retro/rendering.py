"""A page from its template and what it is given; whatever is wrong with a template is said with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tracker.errors import TrackerError
from tracker.values import frozen
from tracker.wording import _, language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any


@frozen
class PageTemplate:
    """A template of a page: a retrospective's, or the index's."""

    name: str
    """Such as `week`."""
    path: str
    """Its file, as errors name it."""
    source: str
    shipped: bool
    """Whether it came with the program."""


class TemplateFault(TrackerError):
    """A template cannot be used; nothing was written."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(_("{path}, line {line}: {problem}", path=path, line=line, problem=problem))
        self.line = line
        """From 1."""
        self.problem = problem


def rendered(template: PageTemplate, names: Mapping[str, Any]) -> str:
    """Return the page that a template makes of the names it is given.

    Raises TemplateFault for a syntax error, an unknown name, a call into Python, a loop without end, and a page that
    would be too large.
    """
    # 77 ms: only who writes a page pays for it.
    from jinja2 import TemplateError, TemplateSyntaxError

    from tracker.retro.sandbox import LARGEST_VALUE, TemplateEnvironment, too_large

    environment = TemplateEnvironment(names)
    pieces: list[str] = []
    size = 0
    try:
        code = _compiled(template.source, template.name, template.path, language())
        compiled = environment.template_class.from_code(environment, code, dict(environment.globals))
        for piece in compiled.generate(dict(names)):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_VALUE:
                raise too_large()
    except TemplateSyntaxError as error:
        raise TemplateFault(template.path, error.lineno, _said(error.message or str(error))) from None
    except TemplateError as error:
        raise TemplateFault(template.path, _line_in(error, template.path), _said(error.message or str(error))) from None
    except RecursionError as error:
        line = _line_in(error, template.path)
        raise TemplateFault(
            template.path, line, _("It goes too deep: a macro in itself, or too many brackets.")
        ) from None
    except SyntaxError:
        # Python takes twenty blocks in one another.
        raise TemplateFault(template.path, 1, _("Too many blocks stand in one another.")) from None
    except Exception as error:
        # What Python makes of a sum, a filter or a call that was not made for these values: the template's fault.
        problem = str(error) or type(error).__name__
        raise TemplateFault(template.path, _line_in(error, template.path), _said(problem)) from None
    page = "".join(pieces)
    try:
        page.encode()
    except UnicodeEncodeError:
        raise TemplateFault(template.path, 1, _("It makes half a character, which no file can hold.")) from None
    return page


@lru_cache(maxsize=4)
def _compiled(source: str, name: str, path: str, spoken: str) -> CodeType:
    """Return the code of a template: the same whatever names its page is given, as long as one language is `spoken`."""
    from tracker.retro.sandbox import TemplateEnvironment

    return TemplateEnvironment(()).compile(source, name, path)


def _line_in(error: BaseException, path: str) -> int:
    """Return the line of the template that an error came from, 1 where nobody can tell."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        # Jinja puts the template's own lines into the traceback.
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _said(problem: str) -> str:
    """Return what Jinja says as a sentence."""
    words = " ".join(problem.split()) or _("something is wrong here")
    return words if words.endswith((".", "?", "!")) else f"{words}."
