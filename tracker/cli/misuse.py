"""What click says of a call that it does not understand, in the person's language."""

from __future__ import annotations

import click

from tracker.errors import nearest
from tracker.regex import regex
from tracker.wording import _, n_

_EXTRA = regex(r"Got unexpected extra arguments? \((?P<words>.*)\)")
_OUT_OF_RANGE = regex(r"(?P<word>\S+) is not in the range (?P<range>\S+?)\.?")
_NO_NUMBER = regex(r"(?P<word>'.*') is not a valid integer\.?")


def not_understood(error: click.UsageError) -> str:
    """Return what is wrong with a call, in a sentence; what only click knows to say stays English."""
    message = error.format_message()
    match error:
        case click.NoSuchOption():
            sentence = _("there is no option {option}.", option=error.option_name)
            if error.possibilities:
                sentence += " " + _("Did you mean {option}?", option=error.possibilities[0])
            return sentence
        case click.MissingParameter(param=click.Argument() as missing):
            return _("Missing argument {name}.", name=missing.get_error_hint(error.ctx))
        case click.BadOptionUsage() if message.endswith("requires an argument."):
            return _("Option {option!r} requires an argument.", option=error.option_name)
        case click.BadParameter(param=click.Parameter() as parameter):
            return _bad_value(error, parameter)
    if extra := _EXTRA.fullmatch(message):
        return n_(
            "Got unexpected extra argument ({words})",
            "Got unexpected extra arguments ({words})",
            len(extra["words"].split()),
            words=extra["words"],
        )
    return message


def _bad_value(error: click.BadParameter, parameter: click.Parameter) -> str:
    if isinstance(parameter.type, click.Choice):
        choices = list(map(str, parameter.type.choices))
        word = error.message.partition("' is not one of")[0].removeprefix("'")
        return _("{word!r} is not one of {choices}.", word=word, choices=", ".join(choices)) + nearest(word, choices)
    problem = error.message
    if out := _OUT_OF_RANGE.fullmatch(problem):
        problem = _("{number} is not in the range {range}.", number=out["word"], range=out["range"])
    elif no_number := _NO_NUMBER.fullmatch(problem):
        problem = _("{word} is not a valid integer.", word=no_number["word"])
    return _("Invalid value for {name}: {problem}", name=parameter.get_error_hint(error.ctx), problem=problem)
