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
from etl.documents.paged.looks import WAYS, is_cut, readings
from etl.documents.paged.passes import (
    FIGURES,
    MANY,
    Look,
    decoded,
    is_wording,
    lacks_a_rule,
    others,
    reconciled,
    spelt,
    without_lone_dashes,
)
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

BATCH = 8
SECOND = 10_000  # number of the first run of letters that the second pass reads
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
        cells = [cut(table, slot, grey, ink) for table, slot in wanted]
        texts = self.figures(cells)
        for number, ((table, slot), lines) in enumerate(zip(wanted, texts, strict=True)):
            parted = any(lines) and lacks_a_rule(table, slot)
            text = UNREAD if parted else reconciled(first[number], *lines)
            kept += placed(table, slot, text, SECOND + number)
            if text and not parted:
                page.others[SECOND + number] = others(text, first[number], lines, self.looked_again(*cells[number]))
        page.glyphs = kept

    def looked_again(self, grey: Picture, ink: Picture) -> tuple[str, ...]:
        """What a cell may say by further looks at it, each by itself; nothing where it holds a stroke or no writing."""
        rows = text_rows(ink) if ink.size and not stroke_in(ink) else []
        looks = [[self.look(way(trimmed(grey, ink, *row))) for way in WAYS] for row in rows]
        found = readings(looks) if looks else ()
        return (*found, UNREAD) if is_cut(ink) and UNREAD not in found else found

    def look(self, line: Picture) -> Look:
        """One line of figures in the one way it is drawn, and how sure its least sure letter is."""
        (shares,) = self.shares([line])
        return spelt(shares)

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
        texts: list[str] = []
        for start in range(0, len(crops), BATCH):
            texts += [decoded(share) for share in self.shares(crops[start : start + BATCH])]
        return texts

    def shares(self, crops: list[Picture]) -> Any:
        """For every line and step along it the share of nothing and of every one of FIGURES."""
        recogniser = self.engine.text_rec
        letters = recogniser.postprocess_op.character
        allowed = [0, *(letters.index(letter) for letter in FIGURES)]
        part = [cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR) for crop in crops]
        ratio = max(max(crop.shape[1] / crop.shape[0] for crop in part), 1.0)
        batch = np.stack([recogniser.resize_norm_img(crop, ratio) for crop in part]).astype(np.float32)
        return recogniser.session(batch)[:, :, allowed]
