"""Measures the PDF reader on reports set by other people's engines: `./dev run python -m bench.engines --count 60`.

Reports in the forms of 2021 (also with （六） as one row), 2019 and 2014 are printed by typst, by headless Chromium and
LibreOffice where they are installed, and drawn as WPS does, in many border styles. Each document ends as exact (every
cell as printed), doubtful (not exact, and a problem line says so) or silent (a wrong or lost figure without a word)."""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from bench import draw_docx, draw_html, draw_typst, draw_wps
from bench.engine_papers import Sample, sample
from etl.agencies import Registry, load_registry
from etl.demo.compare import differences
from etl.documents.paged.pdf import read_pdf
from etl.errors import UnreadableDocument
from etl.parsing.read import read_report
from etl.report import Source


@dataclass(frozen=True, slots=True)
class Printed:
    """One document as an engine printed it."""

    name: str
    data: bytes
    sample: Sample


def drawn(seed: int, count: int, engine: str, styles: tuple[str, ...], draw: Callable[..., bytes]) -> Iterator[Printed]:
    """Documents that are drawn one by one."""
    for number in range(count):
        style, rng = styles[number % len(styles)], Random(f"{seed} {engine} {number}")
        one = sample(seed, number)
        yield Printed(f"{engine}-{number}-{style}", draw(one.paper, style, rng), one)


def by_browser(seed: int, count: int, styles: tuple[str, ...]) -> Iterator[Printed]:
    """Web pages printed by headless Chromium."""
    program = shutil.which("chromium")
    if not program:
        return
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            style, rng, one = styles[number % len(styles)], Random(f"{seed} browser {number}"), sample(seed, number)
            source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
            source.write_text(draw_html.draw_html(one.paper, style, rng), encoding="utf-8")
            options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
            options += [] if rng.random() < 0.5 else ["--no-pdf-header-footer"]
            call = [program, *options, f"--print-to-pdf={target}", str(source)]
            subprocess.run(call, capture_output=True, timeout=120, check=True)
            yield Printed(f"browser-{number}-{style}", target.read_bytes(), one)


def by_office(seed: int, count: int, styles: tuple[str, ...]) -> Iterator[Printed]:
    """DOCX files printed by LibreOffice in one go."""
    program = shutil.which("soffice")
    if not program:
        return
    with tempfile.TemporaryDirectory() as folder:
        home, made = Path(folder), []
        for number in range(count):
            style, rng, one = styles[number % len(styles)], Random(f"{seed} office {number}"), sample(seed, number)
            source = home / f"{number:03}.docx"
            source.write_bytes(draw_docx.draw_paper(one.paper, style, rng))
            made.append((source, style, one))
        call = [program, "--headless", f"-env:UserInstallation=file://{home}/profile", "--convert-to", "pdf"]
        call += ["--outdir", str(home), *(str(source) for source, _, _ in made)]
        subprocess.run(call, capture_output=True, timeout=900, check=True)
        for number, (source, style, one) in enumerate(made):
            yield Printed(f"office-{number}-{style}", source.with_suffix(".pdf").read_bytes(), one)


def printed(seed: int, count: int, ruled: bool) -> Iterator[Printed]:
    """All documents: `count` of each engine."""
    yield from drawn(seed, count, "typst", pick(draw_typst.STROKES, draw_typst.RULED, ruled), draw_typst.draw_typst)
    yield from drawn(seed, count, "wps", pick(draw_wps.BORDERS, draw_wps.RULED, ruled), draw_wps.draw_wps)
    yield from by_browser(seed, count, pick(draw_html.BORDERS, draw_html.RULED, ruled))
    yield from by_office(seed, count, pick(draw_docx.STYLES, draw_docx.RULED_STYLES, ruled))


def pick(every: object, ruled: tuple[str, ...], only_ruled: bool) -> tuple[str, ...]:
    """The styles with rules, or those without."""
    return ruled if only_ruled else tuple(name for name in every if name not in ruled)  # type: ignore[attr-defined]


LAYOUT = {
    "cell_unclear",
    "columns_unclear",
    "rows_missing",
    "table_missing",
    "table_ambiguous",
    "no_tables",
    "form_unknown",
}  # codes by which a reader says that it is not sure of the figures
LAYOUT |= {"grid_guessed", "grid_contradicted"}


@cache
def registry() -> Registry:
    """The agencies known to the project."""
    return load_registry()


def outcome(one: Printed) -> tuple[str, float, str]:
    """exact, doubtful or silent; processor seconds of the reader; what was the matter."""
    begun = time.process_time()
    try:
        document = read_pdf(one.data)
        spent = time.process_time() - begun
        report = read_report(document, Source(f"{one.name}.pdf", "0" * 64, "pdf"), registry())
    except UnreadableDocument as error:
        return "doubtful", time.process_time() - begun, str(error)
    found = differences(one.sample.truth, report.cells)
    codes = [problem.code for problem in report.problems]
    if not found:
        return "exact", spent, " ".join(codes)
    first = found[0]
    text = f"{len(found)} differ: {first.kind} {first.key} {first.printed!r} read {first.read!r}; {' '.join(codes)}"
    return "doubtful" if LAYOUT & set(codes) else "silent", spent, text


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=28, help="documents of each engine")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--unruled", action="store_true", help="tables without vertical rules, or without any")
    words.add_argument("--verbose", action="store_true")
    words.add_argument("--keep", type=Path, help="folder for the documents that were not exact")
    chosen = words.parse_args()
    counts: dict[str, Counter[str]] = {}
    times: dict[str, list[float]] = {}
    for one in printed(chosen.seed, chosen.count, not chosen.unruled):
        engine = one.name.partition("-")[0]
        kind, spent, text = outcome(one)
        counts.setdefault(engine, Counter())[kind] += 1
        times.setdefault(engine, []).append(spent)
        if kind != "exact" and chosen.verbose:
            print(f"{kind:8} {one.name} {one.sample.form}: {text}")
        if kind != "exact" and chosen.keep:
            (chosen.keep / f"{one.name}.pdf").write_bytes(one.data)
    for engine, count in counts.items():
        spent = 1000 * statistics.median(times[engine])
        print(
            f"{engine:8} exact {count['exact']} of {count.total()}, doubtful {count['doubtful']}, "
            f"silent {count['silent']}; median {spent:.0f} ms a document (processor time)"
        )


if __name__ == "__main__":
    main()
