"""The verb of the application: `python -m dashboard export`, what the pages offer without a browser."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from catalog.commands import LANGUAGE, LANGUAGES, language, tell

FORMATS = ("csv", "csv-raw", "xlsx", "parquet", "duckdb", "svg", "png", "pdf", "docx")

app = typer.Typer(
    help=tell("help_as_files"), add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False
)


@app.callback()
def about() -> None:
    """What the application shows, as files."""


@app.command()
def export(
    view: Annotated[str, typer.Option(help=tell("help_view"))],
    choices: Annotated[list[str] | None, typer.Argument(help=tell("help_choices"))] = None,
    form: Annotated[str, typer.Option("--format", help=", ".join(FORMATS))] = "",
    out: Annotated[Path | None, typer.Option(help=tell("help_file"))] = None,
    part: Annotated[str, typer.Option(help=tell("help_part"))] = "",
    build: Annotated[Path | None, typer.Option(help=tell("help_one_build"))] = None,
    lang: Annotated[str | None, typer.Option(help=tell("help_lang"))] = None,
    listed: Annotated[bool, typer.Option("--list", help=tell("help_list"))] = False,
) -> None:
    """Write what a page offers to a file: the same query, the same figures, the same words as on screen.

    The path of the file is the last line printed. Exit code 2, with one sentence, where something is not there.
    """
    shown = lang or language()
    if shown not in LANGUAGES:
        _refuse(tell("lang_wrong", language=shown))
    os.environ[LANGUAGE] = shown
    if build is not None and not build.exists():
        _refuse(tell("not_there", path=build))
    if build is not None and build.is_file() and not _is_build(build):
        _refuse(tell("not_a_build", path=build))
    _open(build)
    pairs = dict(_pair(text) for text in choices or ())
    from catalog.texts import speaker
    from dashboard import views
    from dashboard.fonts import NoFont
    from dashboard.reader import Reader

    try:
        found = views.offers(view, shown, pairs)
        if taken := views.taken_by_default(view, pairs, found):
            typer.echo(taken, err=True)
        if listed:
            for offer in found:
                typer.echo(f"{offer.name}\t{' '.join(offer.formats)}\t{offer.title}")
            return
        if form not in FORMATS:
            raise views.NoView(tell("format_wrong", known=", ".join(FORMATS)))
        offer = views.pick(found, "brief" if view == "brief" else part, form)
        path = out or Path(offer.file(form, Reader(shown, offer.citation.which, speaker(shown))))
        _write(path, offer.make(form))
    except (views.NoView, NoFont) as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(tell("cannot_write", path=out or error.filename, why=error.strerror))
    typer.echo(str(path))


def _refuse(sentence: str) -> NoReturn:
    """End with exit code 2 and one sentence."""
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


def _is_build(path: Path) -> bool:
    """Whether the file is a DuckDB file, by its mark: opening one is for the application alone."""
    with path.open("rb") as file:
        return file.read(12)[8:] == b"DUCK"


def _open(build: Path | None) -> None:
    """Let the application open this build and no other."""
    if build is not None:
        os.environ["MINGJING_BUILDS" if build.is_dir() else "MINGJING_BUILD"] = str(build.resolve())


def _pair(text: str) -> tuple[str, str]:
    name, sign, code = text.partition("=")
    if not sign or not name:
        _refuse(tell("choice_wrong", text=text))
    return name, code


def _write(path: Path, data: bytes) -> None:
    """The file in one step: under another name first, so that nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_bytes(data)
    half.replace(path)


def main() -> None:
    """Run the verb, quietly: the framework's own warnings are about browsers that are not there."""
    logging.disable(logging.WARNING)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
