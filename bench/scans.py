"""Measures the reading of scans on drawn forms: `./dev run python -m bench.scans` (needs `./dev ocr`).

Draws reports, renders them at 200 dpi, clean or degraded (turned by 0.8 degrees, blurred, noisy, specked, JPEG 55),
reads them back and counts figures: exact, unread (and said to be), and wrong without a word."""

from __future__ import annotations

import argparse
import io
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from bench.draw_pdf import draw_report
from bench.pdf_layouts import layouts
from bench.statutory_form import Model, three_tables
from etl.documents.document import Document
from etl.documents.paged.ink import UNREAD
from etl.documents.paged.ocr import read_scan

DASHES = str.maketrans("—－０", "--0")


def pictures(data: bytes, degrade: bool) -> Iterator[Image.Image]:
    """The pages as grey pictures."""
    rng = np.random.default_rng(7)
    with pdfium.PdfDocument(data) as document:
        for page in document:
            picture = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
            yield degraded(picture, rng) if degrade else picture


def degraded(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """As from a worn office scanner."""
    grey = np.asarray(picture)
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 0.8, 1)
    grey = cv2.GaussianBlur(cv2.warpAffine(grey, turn, (width, height), borderValue=255), (3, 3), 0.8)
    noisy = grey.astype(float) + rng.normal(0, 8, grey.shape)
    noisy[rng.random(grey.shape) < 0.0003] = 0
    buffer = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=55)
    return Image.open(buffer).convert("L")


def outcomes(document: Document, tables: list[tuple[str, Model]]) -> tuple[Counter[str], list[str]]:
    """How many figures came out how, tables found by their number of rows."""
    count: Counter[str] = Counter()
    wrong = []
    for heading, model in tables:
        values = [[cell.text for cell in row if cell.value] for row in model]
        grid = next((grid for grid in document.grids if len(grid.rows) == len(model)), None)
        for row, expected in enumerate(values):
            if not expected:
                continue
            read = [cell.text for cell in grid.rows[row]][-len(expected) :] if grid else []
            for place, text in enumerate(expected):
                got = read[place] if place < len(read) else None
                kind = (
                    "no grid" if got is None else "exact" if same(got, text) else "unread" if UNREAD in got else "wrong"
                )
                count[kind] += 1
                if kind == "wrong":
                    wrong.append(f"{heading[:1]} row {row}: {text!r} read as {got!r}")
    return count, wrong


def same(got: str, text: str) -> bool:
    return got.translate(DASHES) == text.translate(DASHES)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=4)
    words.add_argument("--seed", type=int, default=40)
    words.add_argument("--degraded", action="store_true")
    chosen = words.parse_args()
    total: Counter[str] = Counter()
    pages, begun = 0, time.process_time()
    for layout in layouts(chosen.count, chosen.seed):
        tables = three_tables(layout.seed, layout.zero, layout.largest)
        shots = list(pictures(draw_report(replace(layout, turned=0), tables), chosen.degraded))
        pages += len(shots)
        count, wrong = outcomes(read_scan(shots, "image", {}), tables)
        total += count
        print(layout.border, layout.size, repr(layout.zero), dict(count), *wrong[:8], sep="\n  ")
    print(dict(total), f"{(time.process_time() - begun) / max(pages, 1):.1f} s/page (CPU)")


if __name__ == "__main__":
    main()
