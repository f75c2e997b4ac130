"""The verbs of the ETL. Figures for people go to standard output, progress to standard error."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.logging import RichHandler

from catalog.commands import LANGUAGE, LANGUAGES, language, tell
from etl.builds import check, diff
from etl.ending import USAGE, run, take_language, there
from etl.errors import MingjingError, writing
from etl.progress import Display
from etl.repairing import repairs

take_language(sys.argv[1:] if Path(sys.argv[0]).parent.name == "etl" else ())
app = typer.Typer(
    help=tell("help_app"),
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
screen = Console(stderr=True)
paper = Console(soft_wrap=True)

Out = Annotated[Path, typer.Option("--out", help=tell("help_out"))]


def main() -> None:
    """Run a verb; what goes wrong on purpose becomes one sentence and an exit code."""
    logging.basicConfig(
        level=logging.INFO, format="%(message)s", handlers=[RichHandler(console=screen, show_path=False)]
    )
    raise SystemExit(run(app, screen))


@app.callback()
def _speak(lang: Annotated[str | None, typer.Option("--lang", help=tell("help_lang"))] = None) -> None:
    if lang is not None and lang not in LANGUAGES:
        raise MingjingError(tell("lang_wrong", language=lang))
    if lang is not None:
        os.environ[LANGUAGE] = lang


def _day(name: str, given: str) -> date:
    """A day as it is written on the command line; raises MingjingError for what is none."""
    try:
        return datetime.strptime(given.strip(), "%Y-%m-%d").date()
    except ValueError as error:
        raise MingjingError(tell("day_wrong", name=name, given=given)) from error


@app.command(help=tell("help_demo"))
def demo(out: Out, seed: Annotated[int, typer.Option(help=tell("help_seed"))] = 2019) -> None:
    """Write the demonstration documents of a fictional city and the truth about them."""
    from etl.demo import write_demo

    with writing(out), Display(screen, tell("demo_documents")) as display:

        def move(done: int, total: int) -> None:
            display.expect(total)
            display.move(done, "")

        summary = write_demo(out, seed=seed, on_progress=move)
    media = ", ".join(f"{count} {medium}" for medium, count in summary.by_medium.items())
    told = tell("demo_made", documents=summary.documents, media=media, missing=summary.missing, faults=summary.faults)
    paper.print(told, highlight=False)


@app.command(help=tell("help_parse"))
def parse(
    inputs: Annotated[list[Path], typer.Argument(help=tell("help_inputs"))],
    out: Annotated[Path | None, typer.Option(help=tell("help_out"))] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help=tell("help_jobs"))] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help=tell("help_timeout"))] = 30.0,
    memory: Annotated[int, typer.Option(min=64, help=tell("help_memory"))] = 1024,
    max_bytes: Annotated[int, typer.Option(min=1, help=tell("help_max_bytes"))] = 100_000_000,
    progress_lines: Annotated[bool, typer.Option("--progress-lines", help=tell("help_progress_lines"))] = False,
    explain: Annotated[bool, typer.Option("--explain", help=tell("help_explain"))] = False,
    page: Annotated[Path | None, typer.Option(help=tell("help_page"))] = None,
) -> None:
    """Read documents; write one parsed report each, and what was met while reading."""
    if explain:
        from etl.batch.explain_inputs import explain_all, member_of

        for path in inputs:
            there(path if (inside := member_of(path)) is None else inside[0])
        explain_all(inputs, paper, page)
        return
    for path in inputs:
        there(path)
    if page is not None:
        raise MingjingError(tell("page_needs_explain"))
    if out is None:
        raise MingjingError(tell("out_missing"))
    from etl.batch.parse import Limits
    from etl.batch.parse import parse as read
    from etl.batch.tally import show_tally

    limits = Limits(seconds=timeout, memory=memory << 20, max_bytes=max_bytes)
    with Display(screen, tell("documents"), lines=progress_lines) as display:
        summary = read(inputs, out, crew=jobs, limits=limits, on_progress=display.move, on_total=display.expect)
    if not summary.read:
        raise MingjingError(tell("no_file", paths=", ".join(str(path) for path in inputs)))
    show_tally(out, paper)
    counts = {name: getattr(summary, name) for name in ("read", "parsed", "unchanged", "rejected")}
    paper.print(tell("parse_done", **counts))
    paper.print(tell("parse_where", out=out), markup=False)
    if summary.is_empty:
        screen.print(tell("none_parsed", path=out / "problems.csv"), markup=False, soft_wrap=True)
        raise typer.Exit(USAGE)


@app.command(help=tell("help_coverage"))
def coverage(
    reports: Annotated[Path, typer.Argument(help=tell("help_reports_folder"))],
    expected: Annotated[Path | None, typer.Option(help=tell("help_expected"))] = None,
    region: Annotated[str | None, typer.Option(help=tell("help_region"))] = None,
    year: Annotated[int | None, typer.Option(help=tell("help_year"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=tell("help_json_list"))] = False,
) -> None:
    """Show which of the expected reports came in, per year, and name those that are missing."""
    from etl.batch.coverage import as_data, compare_lists, list_beside, show_coverage

    if not there(reports).is_dir():
        raise MingjingError(tell("not_a_folder", path=reports))
    listed = there(expected) if expected else list_beside(reports)
    lines = compare_lists(reports, listed, region, year)
    if as_json:
        typer.echo(json.dumps(as_data(lines), ensure_ascii=False, indent=1))
    else:
        show_coverage(lines, listed, paper)


@app.command(help=tell("help_build"))
def build(
    reports: Annotated[list[Path], typer.Argument(help=tell("help_reports"))],
    out: Out,
    as_of: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help=tell("help_as_of"))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=tell("help_dry_run"))] = False,
) -> None:
    """Load parsed reports into a new build; its path is the last line printed."""
    from etl.warehouse import build_warehouse, newest_build

    for path in reports:
        there(path)
    display = Display(screen, tell("build_reading"))
    said: list[str] = []

    def on_stage(stage: str) -> None:
        said.append(stage)
        display.tell(stage)

    day = _day("--as-of", as_of) if as_of is not None else None
    if dry_run:
        from etl.diff import show_changes, would_change

        with display:
            changes = would_change(reports, newest_build(out), as_of=day, on_stage=on_stage)
        for stage in said:
            screen.print(stage, markup=False, highlight=False, soft_wrap=True)
        show_changes(changes, tell("dry_run", name=newest_build(out).name), paper)
        return
    with writing(out), display:
        path = build_warehouse(reports, out, on_stage=on_stage, as_of=day)
    for stage in said:
        screen.print(stage, markup=False, highlight=False, soft_wrap=True)
    typer.echo(str(path))


@app.command(help=tell("help_selfcheck"))
def selfcheck(
    file: Annotated[Path, typer.Argument(help=tell("help_draft"))],
    previous: Annotated[Path | None, typer.Option(help=tell("help_previous"))] = None,
    docx: Annotated[Path | None, typer.Option(help=tell("help_docx"))] = None,
    pdf: Annotated[Path | None, typer.Option(help=tell("help_pdf"))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=tell("help_json_text"))] = False,
    told_in: Annotated[str | None, typer.Option("--language", help=tell("help_language"))] = None,
) -> None:
    """Check one draft before it is published; ends with 0 without errors, 1 with errors, 2 where it cannot be read."""
    from etl.selfcheck.run import run as check_draft

    for path in (file, previous):
        if path is not None and there(path).is_dir():
            raise MingjingError(tell("not_a_file", path=path))
    answer = check_draft(file, previous, docx, pdf, as_json=as_json, language=told_in or language())
    typer.echo(answer.text, nl=False)
    raise typer.Exit(answer.code)


app.command(help=tell("help_diff"))(diff)
app.command(help=tell("help_check"))(check)
app.command(help=tell("help_repairs"))(repairs)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    help=tell("help_export"),
)
def export(words: typer.Context) -> None:
    """Start `python -m dashboard export` with the same words: the application is asked, not imported."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    command = [sys.executable, "-m", "dashboard", "export", *words.args]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": paths})
    raise typer.Exit(done.returncode)


if __name__ == "__main__":
    main()
