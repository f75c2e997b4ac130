"""Owns the recognition models: a picture of a page to glyphs and rules. Needs the recognition extra."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from etl.documents.paged.assign import assign
from etl.documents.paged.ink import UNREAD, Glyph, Page
from etl.documents.paged.lattice import Lattice, Slot, tables_of
from etl.documents.paged.picture import (
    BLURRED,
    DIRT,
    POINT,
    Picture,
    ink_of,
    is_leaning,
    marks_in,
    straightened,
    stroke_in,
    text_rows,
)
from etl.documents.paged.posture import quarter_turns
from etl.documents.paged.rulings import find_rules
from etl.documents.paged.settled import pixels_of, settled

FIGURES = "0123456789.,%"
SURE = 0.5  # mean share of the alphabet of figures below which a cell counts as unread
BATCH = 16
EDGE = 3  # pixels inside a cell that may still be its border
SETTINGS = {
    "Global.use_cls": False,
    "Global.log_level": "critical",
    "Global.max_side_len": 3200,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a first pass finds: page with rules, tables, ink, mask of the rules, picture without them, words."""

    page: Page
    tables: list[Lattice]
    ink: Picture
    lines: Picture
    clean: Picture
    words: Any


def letters_of(words: Any) -> list[Glyph]:
    """Every letter of a first pass."""
    glyphs = []
    for run, letters in enumerate(words.word_results if words.txts else ()):
        for text, _, box in letters:
            xs, ys = [point[0] for point in box], [point[1] for point in box]
            place = (min(xs) * POINT, min(ys) * POINT, max(xs) * POINT, max(ys) * POINT)
            glyphs += spread(text, place, run)
    return glyphs


class Recogniser:
    """Holds the models of one process."""

    def __init__(self) -> None:
        self.engine: Any = RapidOCR(params=SETTINGS)

    def page(self, picture: Image.Image, number: int) -> Page:
        """The page, set upright: words from a first pass, figures in cells from a second one."""
        grey = straightened(np.asarray(picture.convert("L")))
        seen = self.seen(grey, number)
        if turns := quarter_turns(self.engine, grey, seen.words):
            grey = straightened(np.ascontiguousarray(np.rot90(grey, turns)))
            seen = self.seen(grey, number)
        page, tables = seen.page, seen.tables
        page.glyphs = letters_of(seen.words)
        self.read_figures(page, tables, seen.clean, cv2.bitwise_and(seen.ink, cv2.bitwise_not(seen.lines)))
        return page

    def seen(self, grey: Picture, number: int) -> Seen:
        """The rules of a straight picture and the words of its first pass."""
        page = Page(number, grey.shape[1] * POINT, grey.shape[0] * POINT)
        ink = ink_of(grey)
        rules, lines = find_rules(ink)
        page.rules = settled(rules, ink)
        lines = pixels_of(page.rules, lines, ink)
        clean = grey.copy()
        clean[lines > 0] = 255
        bgr = cv2.cvtColor(clean, cv2.COLOR_GRAY2BGR)
        words = self.engine(
            bgr, use_det=True, use_cls=False, use_rec=True, return_word_box=True, return_single_char_box=True
        )
        return Seen(page, tables_of(page), ink, lines, clean, words)

    def read_figures(self, page: Page, tables: list[Lattice], grey: Picture, ink: Picture) -> None:
        """Replace what the page pass saw in cells without words by what the second pass reads there."""
        wanted: list[tuple[Lattice, Slot]] = []
        first: list[str] = []
        dropped: set[int] = set()
        for table in tables:
            inside = assign(table, page.glyphs)
            dropped |= inside
            for slot in table.slots:
                text = "".join(glyph.text for glyph in slot.glyphs)
                if any("\u4e00" <= letter <= "\u9fff" for letter in text):
                    dropped -= {index for index in inside if page.glyphs[index] in slot.glyphs}
                else:
                    wanted.append((table, slot))
                    first.append(text)
        kept = [glyph for index, glyph in enumerate(page.glyphs) if index not in dropped]
        texts = self.figures([cut(table, slot, grey, ink) for table, slot in wanted])
        for number, ((table, slot), text) in enumerate(zip(wanted, texts, strict=True)):
            kept += placed(table, slot, reconciled(first[number], text), 10_000 + number)
        page.glyphs = kept

    def figures(self, cells: list[tuple[Picture, Picture]]) -> list[str]:
        """The text of each cell, given as grey picture and ink: a figure, a stroke, nothing, or UNREAD."""
        texts = [""] * len(cells)
        crops: list[tuple[int, Picture]] = []
        for number, (grey, ink) in enumerate(cells):
            rows = text_rows(ink)
            texts[number] = stroke_in(ink) if ink.size else ""
            if texts[number] or not ink.size:
                continue
            for top, bottom in rows:
                crops.append((number, trimmed(grey, ink, top, bottom)))
        order = sorted(range(len(crops)), key=lambda index: crops[index][1].shape[1])
        read = dict(zip(order, self.restricted([crops[index][1] for index in order]), strict=True))
        for index, (number, _) in enumerate(crops):
            texts[number] += read[index]
        for number, (_, ink) in enumerate(cells):
            if texts[number] == "1" and is_leaning(ink, BLURRED):
                texts[number] = "/"
            elif not texts[number] and is_written_on(ink):
                texts[number] = UNREAD
        return texts

    def restricted(self, crops: list[Picture]) -> list[str]:
        """Lines of figures, read with an alphabet of figures; what cannot be read is tried again, larger and darker."""
        texts = self.read_lines(crops)
        again = [number for number, text in enumerate(texts) if text == UNREAD]
        for number, text in zip(again, self.read_lines([clearer(crops[number]) for number in again]), strict=True):
            texts[number] = text
        return texts

    def read_lines(self, crops: list[Picture]) -> list[str]:
        """Lines of figures, each as it is."""
        recogniser = self.engine.text_rec
        letters = recogniser.postprocess_op.character
        allowed = [0, *(letters.index(letter) for letter in FIGURES)]
        texts: list[str] = []
        for start in range(0, len(crops), BATCH):
            part = [cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR) for crop in crops[start : start + BATCH]]
            ratio = max(max(crop.shape[1] / crop.shape[0] for crop in part), 1.0)
            batch = np.stack([recogniser.resize_norm_img(crop, ratio) for crop in part]).astype(np.float32)
            shares = recogniser.session(batch)[:, :, allowed]
            texts += [decoded(share, "?" + FIGURES) for share in shares]
        return texts


def reconciled(first: str, second: str) -> str:
    """One reading out of those of both passes: UNREAD where they are different figures."""
    if not first.isdigit() or first == second:
        return second
    if second == UNREAD:
        return first
    if not second:
        return UNREAD
    return UNREAD if second.isdigit() else second


def decoded(shares: Any, letters: str) -> str:
    """The letters of one line (repeats and blanks removed); UNREAD where the alphabet does not fit what is seen."""
    best = shares.argmax(axis=1)
    text, sure, last = "", [], 0
    for step, place in enumerate(best):
        if place and place != last:
            text += letters[place]
            sure.append(float(shares[step].max()))
        last = int(place)
    whole = bool(text) and text[0] not in ".," and text[-1] not in ".,"  # else a speck, or a figure that is cut
    return text if whole and min(sure) >= SURE else UNREAD


def clearer(crop: Picture) -> Picture:
    """A line half as large again, its ink black and its paper white."""
    larger = cv2.resize(crop, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    dark, light = np.percentile(larger, (2, 60))
    return np.clip((larger.astype(float) - dark) * 255 / max(light - dark, 1.0), 0, 255).astype(np.uint8)


def is_written_on(ink: Picture) -> bool:
    """Whether something larger than dirt stands in the middle of a cell."""
    height, width = ink.shape
    middle = ink[round(0.15 * height) : round(0.85 * height), round(0.08 * width) : round(0.92 * width)]
    return any(mark[4] > 2 * DIRT for mark in marks_in(middle)) if middle.size else False


def trimmed(grey: Picture, ink: Picture, top: int, bottom: int) -> Picture:
    """One line of writing with a margin of paper around it."""
    columns = np.nonzero((ink[top:bottom] > 0).any(axis=0))[0]
    left, right = int(columns[0]), int(columns[-1]) + 1
    part = grey[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2]
    room = max(4, part.shape[0] // 5)
    return cv2.copyMakeBorder(part, room, room, 2 * room, 2 * room, cv2.BORDER_CONSTANT, value=255)


def cut(table: Lattice, slot: Slot, grey: Picture, ink: Picture) -> tuple[Picture, Picture]:
    """The inside of a cell as grey picture and as ink."""
    x0, x1 = table.xs[slot.column] / POINT, table.xs[slot.column + slot.column_span] / POINT
    y0, y1 = table.ys[slot.row] / POINT, table.ys[slot.row + slot.row_span] / POINT
    box = (slice(round(y0) + EDGE, round(y1) - EDGE), slice(round(x0) + EDGE, round(x1) - EDGE))
    return grey[box], without_specks(ink[box])


def without_specks(ink: Picture) -> Picture:
    """Ink without single dots of dirt and without slivers of the border along the edges."""
    if not ink.size:
        return ink
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = ink.shape
    keep = np.zeros(len(stats), bool)
    for number, (x, y, w, h, area) in enumerate(stats[1:], 1):
        sliver = (w <= 3 and (x <= 1 or x + w >= width - 1)) or (h <= 3 and (y <= 1 or y + h >= height - 1))
        keep[number] = area >= 9 and not sliver
    return np.where(keep[labels], ink, 0).astype(np.uint8)


def spread(text: str, box: tuple[float, float, float, float], run: int) -> list[Glyph]:
    """The letters of a word over its box, side by side."""
    x0, top, x1, bottom = box
    step = (x1 - x0) / max(len(text), 1)
    height = bottom - top
    size, base = 0.75 * height, bottom - 0.25 * height
    return [
        Glyph(
            letter,
            x0 + n * step,
            base,
            size,
            x0 + (n + 0.1) * step,
            base - 0.8 * size,
            x0 + (n + 0.9) * step,
            base,
            0,
            run,
        )
        for n, letter in enumerate(text)
        if letter.strip()
    ]


def placed(table: Lattice, slot: Slot, text: str, run: int) -> list[Glyph]:
    """The letters of a figure in the middle of its cell, small enough to fit."""
    if not text:
        return []
    x0, x1 = table.xs[slot.column], table.xs[slot.column + slot.column_span]
    top, bottom = table.ys[slot.row], table.ys[slot.row + slot.row_span]
    size = min(10.0, 0.6 * (bottom - top), 1.6 * (x1 - x0) / len(text))
    left, base = (x0 + x1) / 2 - 0.25 * size * len(text), (top + bottom) / 2 + 0.36 * size
    letters = []
    for number, letter in enumerate(text):
        x = left + 0.5 * size * number
        letters.append(Glyph(letter, x, base, size, x + 0.05 * size, base - 0.72 * size, x + 0.45 * size, base, 0, run))
    return letters
