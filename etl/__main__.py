"""The verbs of the ETL. Figures for people go to standard output, progress to standard error."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.logging import RichHandler

from etl.errors import MingjingError
from etl.progress import Display

HELP = """明镜: reads annual reports on government information disclosure (政府信息公开工作年度报告),
loads what they print into a DuckDB build, and checks it.

The usual way: parse documents into reports, build a warehouse from the reports, check the build."""

app = typer.Typer(
    help=HELP, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="rich"
)
screen = Console(stderr=True)
paper = Console(soft_wrap=True)

Out = Annotated[Path, typer.Option("--out", help="Folder to write to; made if it is not there.")]


def main() -> None:
    """Run a verb; an error that we raise on purpose becomes one sentence and exit code 2."""
    logging.basicConfig(
        level=logging.INFO, format="%(message)s", handlers=[RichHandler(console=screen, show_path=False)]
    )
    try:
        app()
    except MingjingError as error:
        screen.print(str(error), style="red", markup=False, soft_wrap=True)
        raise SystemExit(2) from error


@app.command()
def demo(
    out: Out,
    seed: Annotated[int, typer.Option(help="The same seed gives the same documents, byte for byte.")] = 2019,
) -> None:
    """Write the demonstration documents of a fictional city (演示数据) and the truth about them.

    documents/ holds about 600 documents in four media, truth/ what they say, faults.json the errors planted in them.
    """
    from etl.demo import write_demo

    with Display(screen, "demonstration documents") as display:

        def move(done: int, total: int) -> None:
            display.expect(total)
            display.move(done, "")

        summary = write_demo(out, seed=seed, on_progress=move)
    media = ", ".join(f"{count} {medium}" for medium, count in summary.by_medium.items())
    paper.print(
        f"演示年报 {summary.documents} 份，另有 {summary.missing} 份故意缺报，故意写错 {summary.faults} 处\n"
        f"{summary.documents} demonstration documents ({media}); {summary.missing} reports are missing and "
        f"{summary.faults} faults are planted on purpose",
        highlight=False,
    )


@app.command()
def parse(
    inputs: Annotated[list[Path], typer.Argument(help="Files, folders and ZIP archives, in any mixture.", exists=True)],
    out: Annotated[Path | None, typer.Option(help="Folder to write to; made if it is not there.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; as many as there are cores by default.")] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that one document may take.")] = 30.0,
    memory: Annotated[int, typer.Option(min=64, help="Megabytes that one document may take.")] = 1024,
    max_bytes: Annotated[int, typer.Option(min=1, help="Bytes that one file may have.")] = 100_000_000,
    progress_lines: Annotated[bool, typer.Option(help="Progress as JSON lines on standard output.")] = False,
    explain: Annotated[
        bool, typer.Option(help="Print how each document was understood; no report is written.")
    ] = False,
    page: Annotated[
        Path | None, typer.Option(help="With --explain: an HTML page with the document beside what was read of it.")
    ] = None,
) -> None:
    """Read documents; write one parsed report each (JSON), and problems.jsonl and problems.csv with reason and remedy.

    Documents that were read before by the same version of the parser are not read again, so a run that was stopped goes
    on where it was. Exit code 0 even when some documents were bad; 2 when none gave a report.
    """
    if explain:
        from etl.batch.explain import explain_all

        explain_all(inputs, paper, page)
        return
    if page is not None:
        raise MingjingError("--page belongs to --explain.")
    if out is None:
        raise MingjingError("Name the folder to write to: --out FOLDER.")
    from etl.batch.parse import Limits
    from etl.batch.parse import parse as run
    from etl.batch.tally import show_tally

    limits = Limits(seconds=timeout, memory=memory << 20, max_bytes=max_bytes)
    with Display(screen, "documents", lines=progress_lines) as display:
        summary = run(inputs, out, crew=jobs, limits=limits, on_progress=display.move, on_total=display.expect)
    if not summary.read:
        named = ", ".join(str(path) for path in inputs)
        raise MingjingError(f"There is no file in {named}. Hidden files are passed over; is it the right folder?")
    show_tally(out, paper)
    paper.print(
        f"read {summary.read} / parsed {summary.parsed} / unchanged {summary.unchanged} / rejected {summary.rejected}"
    )
    paper.print(f"reports and problems.csv: {out}", markup=False)
    if summary.is_empty:
        screen.print(
            f"No document gave a report. What is wrong with each stands in {out / 'problems.csv'}", soft_wrap=True
        )
        raise typer.Exit(2)


@app.command()
def coverage(
    reports: Annotated[Path, typer.Argument(help="A folder of parsed reports.", exists=True, file_okay=False)],
    expected: Annotated[
        Path | None, typer.Option(help="CSV with agency_id and year; the known agencies without it.", exists=True)
    ] = None,
    region: Annotated[str | None, typer.Option(help="Code of a region: it and all below it.")] = None,
    year: Annotated[int | None, typer.Option(help="One year only.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list instead of a table.")] = False,
) -> None:
    """Show which of the expected reports came in, per year, and name those that are missing.

    Without --expected, the list beside the reports (expected.csv) or in data/ counts; without any list, every agency of
    the register in the region, or in the regions that the reports are from.
    """
    from etl.batch.coverage import as_data, compare_lists, list_beside, show_coverage

    listed = expected or list_beside(reports)
    lines = compare_lists(reports, listed, region, year)
    if as_json:
        typer.echo(json.dumps(as_data(lines), ensure_ascii=False, indent=1))
    else:
        show_coverage(lines, listed, paper)


@app.command()
def build(
    reports: Annotated[list[Path], typer.Argument(help="Folders of parsed reports (JSON, JSON Lines, Parquet).")],
    out: Out,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only versions published on or before that day; undated ones count."),
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would change against the newest build; write none.")] = False,
) -> None:
    """Load parsed reports into a new build `<timestamp>.duckdb`; its path is the last line printed.

    The build is written under another name and renamed when it is complete and checked: an earlier build goes on
    serving, whatever happens to this one. With --as-of the build says in its name and on every page as of which day it
    speaks, and is shown only to those who ask for it. With --dry-run REPORTS are everything that the new build would
    hold, as without it.
    """
    from etl.warehouse import build_warehouse, newest_build

    display = Display(screen, "build")
    said: list[str] = []

    def tell(stage: str) -> None:
        said.append(stage)
        display.tell(stage)

    day = as_of.date() if as_of else None
    if dry_run:
        from etl.diff import show_changes, would_change

        with display:
            changes = would_change(reports, newest_build(out), as_of=day, on_stage=tell)
        show_changes(changes, f"dry run: nothing was written; against {newest_build(out).name}", paper)
        return
    with display:
        path = build_warehouse(reports, out, on_stage=tell, as_of=day)
    for stage in said if day else ():
        if stage.startswith("as of"):
            screen.print(stage, soft_wrap=True)
    typer.echo(str(path))


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="The earlier build, or a folder of builds.", exists=True)],
    after: Annotated[Path, typer.Argument(help="The later build, or a folder of builds.", exists=True)],
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object instead of tables.")] = False,
) -> None:
    """Show what differs between two builds: reports, cells as printed and as read, figures of the text."""
    from etl.diff import as_record, compare_builds, show_changes
    from etl.warehouse import newest_build

    one, other = (newest_build(path) if path.is_dir() else path for path in (before, after))
    changes = compare_builds(one, other)
    if as_json:
        typer.echo(json.dumps(as_record(changes), ensure_ascii=False, indent=1, default=float))
    else:
        show_changes(changes, f"{one.name} → {other.name}", paper)


@app.command()
def selfcheck(
    file: Annotated[Path, typer.Argument(help="One draft: DOCX, XLSX, HTML, PDF, DOC, TXT …", exists=True)],
    previous: Annotated[Path | None, typer.Option(help="Last year's report of the same body.", exists=True)] = None,
    docx: Annotated[Path | None, typer.Option(help="Write the list as a Word document, too.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write the list as a PDF, too.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON object instead of text.")] = False,
    language: Annotated[str, typer.Option(help="zh or en.")] = "zh",
) -> None:
    """Check one draft before it is published: what is wrong, where, why, and what would heal it.

    Nothing is stored and nothing is sent. Exit code 0 without errors (warnings may be there), 1 with errors, 2 when the
    file could not be read as an annual report.
    """
    from etl.selfcheck.run import run

    answer = run(file, previous, docx, pdf, as_json=as_json, language=language)
    typer.echo(answer.text, nl=False)
    raise typer.Exit(answer.code)


@app.command()
def check(
    build: Annotated[Path, typer.Argument(help="A build, or a folder of builds (its newest is taken).", exists=True)],
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list instead of a table.")] = False,
    fail_on: Annotated[str | None, typer.Option(help="Exit 1 if a rule of this severity failed: E, W or I.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Passed and unknown results in the table too.")] = False,
) -> None:
    """Show what the data rules found in a build: pass, fail or unknown for every rule and report."""
    from etl.checks import check_rows, show_checks
    from etl.warehouse import newest_build

    rows = check_rows(newest_build(build) if build.is_dir() else build)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=float))
    else:
        show_checks(rows if everything else [row for row in rows if row["result"] == "fail"], len(rows), paper)
    if fail_on and any(row["result"] == "fail" and row["severity"] == fail_on for row in rows):
        raise typer.Exit(1)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    help="Write what a page of the application shows: --view NAME --format FORMAT --out FILE [choice=code …].",
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
