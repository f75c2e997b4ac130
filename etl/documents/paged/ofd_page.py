"""Owns what is drawn on an OFD page: text and path objects to glyphs and rules (GB/T 33190)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from lxml import etree

from etl.documents.paged.ink import Glyph, Page
from etl.documents.paged.letters import BLANKS, direction
from etl.documents.paged.package import children, found, local_name, name
from etl.documents.paged.shapes import WHITE, Affine, Point, fill_rules, multiply, stroke_rules
from etl.documents.paged.wording import is_wide
from etl.errors import UnreadableDocument

POINTS = 72 / 25.4  # a millimetre
LINE_WIDTH = 0.353  # millimetres, where none is given
ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
STEP = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
SHORT = 80  # characters of an attribute that is kept
MAX_DEPTH = 8
MAX_OBJECTS = 400_000
MAX_LETTERS = 400_000

BOX = 8  # steps of a shape that may still be a frame
COVERS = 0.8  # share of a page that a picture of all of it covers
FAINT = 10.0  # of 255: text that is fainter cannot be seen

Shot = tuple[str, tuple[float, float, float, float]]  # identifier of a picture; x, y, width, height in millimetres
Unit = Callable[[str], "etree._Element | None"]


def numbers(text: str | None) -> tuple[float, ...]:
    """The numbers of an attribute; what is none is left out."""
    if not text:
        return ()
    return _known(text) if len(text) <= SHORT else _numbers(text)


def _numbers(text: str) -> tuple[float, ...]:
    try:
        values = tuple(map(float, text.split()))
    except ValueError:
        values = tuple(float(word) for word in text.split() if NUMBER.fullmatch(word))
    return values if math.isfinite(sum(values)) else ()


_known = lru_cache(maxsize=8192)(_numbers)  # sizes, colours, widths and sides of cells are said again and again


def first_number(text: str | None, other: float) -> float:
    """The first number of an attribute, `other` where it has none."""
    values = numbers(text)
    return values[0] if values else other


def steps(text: str | None, count: int) -> list[float] | None:
    """DeltaX or DeltaY spelled out: "g 3 2.5 4" is 2.5 2.5 2.5 4. The last one goes on where there are too few."""
    words = (text or "").split()
    result: list[float] = []
    place = 0
    while place < len(words) and len(result) < count:
        if words[place] == "g" and place + 2 < len(words):
            repeat, value = numbers(words[place + 1]), numbers(words[place + 2])
            if repeat and value:
                result += value * min(int(repeat[0]), count)
            place += 3
        else:
            result += numbers(words[place])
            place += 1
    if not result:
        return None
    return (result + [result[-1]] * count)[:count]


class OfdPage:
    """Collects the ink of one page; `unit` finds a composite graphic by its ID."""

    def __init__(self, page: Page, origin: Point, unit: Unit) -> None:
        self.page, self.unit = page, unit
        self.base: Affine = (POINTS, 0, 0, POINTS, -origin[0] * POINTS, -origin[1] * POINTS)
        self.shots: list[Shot] = []
        self.runs = 0
        self.objects = 0

    def read(self, content: etree._Element) -> None:
        """Take the Content of a page or of a template."""
        for layer in children(content, "Layer"):
            self.block(layer, self.base, 0)

    def block(self, element: etree._Element, affine: Affine, depth: int) -> None:
        """A layer, a page block or a composite graphic."""
        for child in element:
            self.objects += 1
            if self.objects > MAX_OBJECTS:
                raise UnreadableDocument("too_large", f"第 {self.page.number} 页超过 {MAX_OBJECTS} 个对象")
            kind = name(child)
            if child.get("Visible", "true").lower() == "false":
                continue
            if kind == "TextObject":
                self.text(child, self.placed(child, affine))
            elif kind == "PathObject":
                self.path(child, self.placed(child, affine))
            elif kind == "ImageObject":
                box = numbers(child.get("Boundary"))
                if len(box) == 4:
                    share = box[2] * box[3] * POINTS**2 / max(self.page.width * self.page.height, 1.0)
                    self.page.picture += share
                    self.shots.append((child.get("ResourceID", ""), (box[0], box[1], box[2], box[3])))
                    if share >= COVERS and is_solid(child):
                        self.page.hidden = self.runs  # what was drawn before lies under it
            elif kind == "PageBlock" and depth < MAX_DEPTH:
                self.block(child, affine, depth + 1)
            elif kind == "CompositeObject" and depth < MAX_DEPTH:
                inner = self.unit(child.get("ResourceID", ""))
                if inner is not None:
                    self.block(inner, self.placed(child, affine), depth + 1)

    def placed(self, element: etree._Element, affine: Affine) -> Affine:
        """The map from an object's own space to the page: its matrix, then its corner, then what is outside."""
        corner = numbers(element.get("Boundary"))
        x, y = (corner[0], corner[1]) if len(corner) >= 2 else (0.0, 0.0)
        a, b, c, d, e, f = affine
        outside = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)
        matrix = numbers(element.get("CTM"))
        if len(matrix) != 6:
            return outside
        return multiply((matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]), outside)

    def text(self, element: etree._Element, affine: Affine) -> None:
        self.runs += 1
        colour = found(element, "FillColor")
        alphas = [element.get("Alpha"), colour.get("Alpha") if colour is not None else None]
        self.page.hidden += any(alpha is not None and first_number(alpha, 255.0) <= FAINT for alpha in alphas)
        size = first_number(element.get("Size"), 0.0)
        stretch = first_number(element.get("HScale"), 1.0)
        x = y = 0.0
        for code in children(element, "TextCode"):
            x = first_number(code.get("X"), x)
            y = first_number(code.get("Y"), y)
            self.letters(code, x, y, size, stretch, affine)

    def letters(self, code: etree._Element, x: float, y: float, size: float, stretch: float, affine: Affine) -> None:
        text = "".join(code.itertext()).strip("\n\r\t")
        across, down = steps(code.get("DeltaX"), len(text)), steps(code.get("DeltaY"), len(text))
        scale = math.hypot(affine[2], affine[3])
        turn = direction(affine[0], affine[1])
        if len(self.page.glyphs) + len(text) > MAX_LETTERS:
            raise UnreadableDocument("too_large", f"第 {self.page.number} 页超过 {MAX_LETTERS} 字")
        a, b, c, d, e, f = affine
        for index, letter in enumerate(text):
            width = (1.0 if is_wide(letter) else 0.5) * size * stretch
            if letter > " " and ord(letter) not in BLANKS:
                self.page.unmapped += letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff"
                left, right, high, low = x + 0.04 * size, x + width - 0.04 * size, y - 0.8 * size, y + 0.08 * size
                px, py = a * x + c * y + e, b * x + d * y + f
                ax, ay = a * left + c * high + e, b * left + d * high + f
                bx, by = a * right + c * low + e, b * right + d * low + f
                if turn:
                    ax, bx, ay, by = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
                self.page.glyphs.append(Glyph(letter, px, py, size * scale or 1.0, ax, ay, bx, by, turn, self.runs))
            x += across[index] if across else (0.0 if down else width)
            y += down[index] if down else 0.0

    def path(self, element: etree._Element, affine: Affine) -> None:
        parts: dict[str, etree._Element] = {}
        for child in element:
            parts.setdefault(local_name(child.tag), child)
        filled = element.get("Fill", "false").lower() == "true" and is_visible(parts.get("FillColor"))
        stroked = element.get("Stroke", "true").lower() != "false" and is_visible(parts.get("StrokeColor"))
        width = first_number(element.get("LineWidth"), LINE_WIDTH)
        data = parts.get("AbbreviatedData")
        drawn = (data.text or "").strip() if data is not None else ""
        count = len(STEP.findall(drawn)) if filled else 0
        self.page.outlined += count if count > BOX else 0
        a, b, c, d, e, f = affine
        for points in subpaths(drawn):
            on_page = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
            if stroked:
                self.page.rules.extend(stroke_rules(on_page, width * POINTS))
            elif filled:
                self.page.rules.extend(fill_rules(on_page))


def is_solid(picture: etree._Element) -> bool:
    """Whether nothing shines through a picture, as far as its page says."""
    return first_number(picture.get("Alpha"), 255.0) > 250 and not picture.get("ImageMask")


def is_visible(colour: etree._Element | None) -> bool:
    """Whether a colour differs from paper; black where none is given."""
    if colour is None:
        return True
    value = numbers(colour.get("Value"))
    return first_number(colour.get("Alpha"), 255.0) > 10 and not (len(value) in (1, 3) and min(value) >= WHITE)


def subpaths(data: str) -> Iterator[list[Point]]:
    """The end points of each part of a path; curves count as their chords."""
    points: list[Point] = []
    for operator, arguments in STEP.findall(data.replace(",", " ")):
        values = numbers(arguments)
        if operator == "C":
            points += points[:1]
        elif len(values) == ARGUMENTS[operator]:
            if operator in "SM":
                if len(points) > 1:
                    yield points
                points = []
            points.append((values[-2], values[-1]))
    if len(points) > 1:
        yield points
