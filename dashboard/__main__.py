"""The verb of the application: `python -m dashboard export`, what the pages offer without a browser."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

HELP = "What the application shows, as files."
FORMATS = ("csv", "csv-raw", "xlsx", "parquet", "duckdb", "svg", "png", "pdf", "docx")

app = typer.Typer(help=HELP, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def about() -> None:
    """What the application shows, as files."""


@app.command()
def export(
    view: Annotated[str, typer.Option(help="A page by the name in its address, or brief.")],
    choices: Annotated[list[str] | None, typer.Argument(help="Choices as in the page's address: year=2023 …")] = None,
    form: Annotated[str, typer.Option("--format", help=", ".join(FORMATS))] = "",
    out: Annotated[Path | None, typer.Option(help="File to write; replaced when it is there.")] = None,
    part: Annotated[str, typer.Option(help="Which table or chart of the page, by the start of its name.")] = "",
    build: Annotated[Path | None, typer.Option(help="A build, or a folder of builds.", exists=True)] = None,
    lang: Annotated[str, typer.Option(help="zh or en.")] = "zh",
    listed: Annotated[bool, typer.Option("--list", help="Only say what there is to take away.")] = False,
) -> None:
    """Write what a page offers to a file: the same query, the same figures, the same words as on screen.

    The path of the file is the last line printed. Exit code 2, with one sentence, where something is not there.
    """
    _open(build)
    if lang not in ("zh", "en"):
        raise typer.BadParameter("--lang is zh or en")
    pairs = dict(_pair(text) for text in choices or ())
    from catalog.texts import speaker
    from dashboard import views
    from dashboard.fonts import NoFont
    from dashboard.reader import Reader

    try:
        found = views.offers(view, lang, pairs)
        if listed:
            for offer in found:
                typer.echo(f"{offer.name}\t{' '.join(offer.formats)}\t{offer.title}")
            return
        if form not in FORMATS:
            raise views.NoView(f"--format is one of: {', '.join(FORMATS)}")
        offer = views.pick(found, "brief" if view == "brief" else part, form)
        path = out or Path(offer.file(form, Reader(lang, offer.citation.which, speaker(lang))))
        _write(path, offer.make(form))
    except (views.NoView, NoFont) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    typer.echo(str(path))


def _open(build: Path | None) -> None:
    """Let the application open this build and no other."""
    if build is not None:
        os.environ["MINGJING_BUILDS" if build.is_dir() else "MINGJING_BUILD"] = str(build.resolve())


def _pair(text: str) -> tuple[str, str]:
    name, sign, code = text.partition("=")
    if not sign or not name:
        raise typer.BadParameter(f"{text!r}: choices are written name=code, for example year=2023")
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
