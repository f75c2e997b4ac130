"""Owns the recognition models: a picture of a page to glyphs and rules. Needs the recognition extra."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image
from rapidocr import RapidOCR

from etl.documents.paged.assign import assign
from etl.documents.paged.cells import clearer, cut, is_written_on, trimmed
from etl.documents.paged.finder import Finder
from etl.documents.paged.flat import flattened
from etl.documents.paged.ink import UNREAD, Page
from etl.documents.paged.lattice import Lattice, Slot, tables_of
from etl.documents.paged.lettered import letters_of, placed
from etl.documents.paged.picture import (
    BLURRED,
    POINT,
    Picture,
    ink_of,
    is_dot_in_the_middle,
    is_leaning,
    straightened,
    stroke_in,
    text_rows,
)
from etl.documents.paged.posture import quarter_turns
from etl.documents.paged.rulings import find_rules
from etl.documents.paged.settled import pixels_of, settled

STROKES = frozenset("一二三丨口工丁了卜丶丿亅")  # lone letters that a stroke or a figure is taken for
FIGURES = "0123456789.,%"
SURE = 0.5  # mean share of the alphabet of figures below which a cell counts as unread
BATCH = 8
COLUMNS = 7  # of a table all of whose figures stand in single columns
MANY = 5  # dashes that show how a table prints nothing
SETTINGS = {
    "Global.use_cls": False,
    "Global.log_level": "critical",
    "Det.limit_type": "max",
    "Det.limit_side_len": 4000,
    "Rec.rec_batch_num": 4,
    "Global.max_side_len": 4800,
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


class Recogniser:
    """Holds the models of one process."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self.engine: Any = RapidOCR(params=SETTINGS)
        self.engine.text_det = Finder(self.engine._load_det_model())
        self.engine._load_rec_model()

    def page(self, picture: Image.Image, number: int) -> Page:
        """The page, set upright: words from a first pass, figures in cells from a second one."""
        grey = flattened(straightened(np.asarray(picture.convert("L"))))
        seen = self.seen(grey, number)
        if turns := quarter_turns(self.engine, grey, seen.words):
            grey = flattened(straightened(np.ascontiguousarray(np.rot90(grey, turns))))
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
                if is_wording(text):
                    dropped -= {index for index in inside if page.glyphs[index] in slot.glyphs}
                else:
                    wanted.append((table, slot))
                    first.append(text)
        kept = [glyph for index, glyph in enumerate(page.glyphs) if index not in dropped]
        texts = self.figures([cut(table, slot, grey, ink) for table, slot in wanted])
        for number, ((table, slot), lines) in enumerate(zip(wanted, texts, strict=True)):
            text = UNREAD if any(lines) and lacks_a_rule(table, slot) else reconciled(first[number], *lines)
            kept += placed(table, slot, text, 10_000 + number)
        page.glyphs = kept

    def figures(self, cells: list[tuple[Picture, Picture]]) -> list[list[str]]:
        """The lines of each cell, given as grey picture and ink: of a figure, a stroke, nothing, or UNREAD."""
        texts = [""] * len(cells)
        crops: list[tuple[int, Picture]] = []
        for number, (grey, ink) in enumerate(cells):
            rows = text_rows(ink)
            texts[number] = stroke_in(ink) if ink.size else ""
            if texts[number] or not ink.size:
                continue
            for top, bottom in rows:
                crops.append((number, trimmed(grey, ink, top, bottom)))
        if texts.count("-") >= MANY:  # of a table full of dashes
            texts = [
                text or ("-" if ink.size and is_dot_in_the_middle(ink) else "")
                for text, (_, ink) in zip(texts, cells, strict=True)
            ]
        order = sorted(range(len(crops)), key=lambda index: crops[index][1].shape[1])
        read = dict(zip(order, self.restricted([crops[index][1] for index in order]), strict=True))
        lines = [[text] if text else [] for text in texts]
        for index, (number, _) in enumerate(crops):
            lines[number].append(read[index])
        for number, (_, ink) in enumerate(cells):
            if lines[number] == ["1"] and is_leaning(ink, BLURRED):
                lines[number] = ["/"]
            elif not any(lines[number]) and is_written_on(ink):
                lines[number] = [UNREAD]
        return without_lone_dashes(lines)

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


def lacks_a_rule(table: Lattice, slot: Slot) -> bool:
    """Whether a cell of a table of many columns reaches over some that most rows divide: its rule was not found, and
    pieces of it may stand among the figures. Table two has cells that are wider than others."""
    if len(table.xs) - 1 < COLUMNS:
        return False
    columns = range(slot.column, slot.column + slot.column_span - 1)
    divided = sum(any(row[column] != row[column + 1] for column in columns) for row in table.owner)
    return 2 * divided > len(table.owner)


def without_lone_dashes(cells: list[list[str]]) -> list[list[str]]:
    """The cells with dashes as unread where there are a few among many blanks: they may as well be dirt."""
    dashes, blanks = cells.count(["-"]), sum(not any(lines) for lines in cells)
    if not 0 < dashes < MANY or blanks < MANY * dashes:
        return cells
    return [[UNREAD] if lines == ["-"] else lines for lines in cells]


def is_wording(text: str) -> bool:
    """Whether a first pass saw words in a cell, not a stroke or a figure that it took for a letter."""
    return text not in STROKES and any("\u4e00" <= letter <= "\u9fff" for letter in text)


def reconciled(first: str, *lines: str) -> str:
    """One reading out of those of both passes, the second by its lines: UNREAD where they are different figures. A
    first pass that found all lines but one agrees with the second on what it saw."""
    second = "".join(lines)
    fewer = ["".join(lines[:lost] + lines[lost + 1 :]) for lost in range(len(lines))] if second.isdigit() else []
    if not first.isdigit() or first == second or first in fewer:
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
