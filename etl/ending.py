"""Owns how a verb begins and ends: the reader's language, a sentence instead of a traceback, and the exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import typer
from rich.console import Console
from typer import rich_utils

from catalog.commands import LANGUAGE, tell
from etl.errors import MingjingError

DONE, FAILED, USAGE, STOPPED = 0, 1, 2, 130


def take_language(words: Sequence[str]) -> None:
    """Let `--lang zh|en` before the verb hold for this process: help is worded before the words are parsed."""
    for at, word in enumerate(words):
        name, sign, code = word.partition("=")
        if name == "--lang":
            os.environ[LANGUAGE] = code if sign else "".join(words[at + 1 : at + 2])
        if not word.startswith("-"):
            break
    rich_utils.ARGUMENTS_PANEL_TITLE = tell("arguments")
    rich_utils.OPTIONS_PANEL_TITLE = tell("options")
    rich_utils.COMMANDS_PANEL_TITLE = tell("commands")
    rich_utils.DEFAULT_STRING = tell("default")
    rich_utils.REQUIRED_LONG_STRING = tell("required")


def run(app: typer.Typer, screen: Console) -> int:
    """Run a verb; its exit code. 2 where the words, a path or the system refuse, 130 where the reader stopped it."""
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        code = STOPPED
    except BrokenPipeError:  # who read the output went away, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MingjingError as error:
        return _say(screen, str(error))
    except OSError as error:
        return _say(screen, system_words(error))
    except Exception as error:
        if isinstance(error, RuntimeError) and str(error) == "Query interrupted":  # how DuckDB takes Ctrl-C
            screen.print(tell("stopped"))
            return STOPPED
        if not hasattr(error, "format_message"):
            raise
        return _say(screen, _usage_words(error))
    if code == STOPPED:
        screen.print(tell("stopped_parse" if "parse" in sys.argv[1:4] else "stopped"))
    return int(code or DONE)


def _say(screen: Console, sentence: str) -> int:
    screen.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    return USAGE


def system_words(error: OSError) -> str:
    """What the system refused, at which path."""
    path = error.filename or "—"
    if error.errno == errno.ENOSPC:
        return tell("no_space", path=path)
    if error.errno == errno.ENOENT:
        return tell("not_there", path=path)
    return tell("os_error", path=path, why=error.strerror or error)


@contextmanager
def asking(path: Path) -> Iterator[None]:
    """Say that a file is no build, where one is asked in the body."""
    try:
        yield
    except duckdb.Error as error:
        raise MingjingError(tell("not_a_build", path=path)) from error


def _usage_words(error: Exception) -> str:
    """What is wrong with the words of the command, and where the right ones stand."""
    context, param = getattr(error, "ctx", None), getattr(error, "param", None)
    kind = type(error).__name__
    if kind == "MissingParameter" and param is not None:
        said = tell("missing_option", name=_name(param), help=param.help or "")
    elif kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        said = tell(
            "no_such_option",
            name=getattr(error, "option_name", ""),
            near=tell("near", names=", ".join(sorted(near))) if near else "",
        )
    elif kind == "BadParameter" and param is not None:
        said = tell("wrong_value", name=_name(param), why=getattr(error, "message", error))
    elif kind == "UsageError" and "No such command" in str(error) and context is not None:
        known = ", ".join(context.command.list_commands(context))
        said = tell("no_such_verb", name=str(error).split("'")[1], known=known)
    else:
        said = error.format_message()  # type: ignore[attr-defined]
    command = context.command_path if context is not None else "python -m etl"
    return f"{said}\n{tell('see_help', command=command)}"


def _name(param: object) -> str:
    """An option by its name on the command line, an argument by its own."""
    names = [name for name in getattr(param, "opts", ()) if name.startswith("-")]
    return names[0] if names else str(getattr(param, "name", "")).upper()


def there(path: Path) -> Path:
    """The path, if something is there; raises MingjingError where nothing is."""
    if not path.exists():
        raise MingjingError(tell("not_there", path=path))
    return path
