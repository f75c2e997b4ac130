"""The strokes that a picture is made of, as SVG text, and how wide words are."""

from __future__ import annotations

import html
import itertools
import math
import re
from collections.abc import Sequence

INK, QUIET, GRID = "#2B333B", "#68727C", "#E3E6E9"
WIDE_FROM = 0x2E7F
NARROW = {
    "·": 1.0,
    "—": 1.0,
    "…": 1.0,
    "“": 1.0,
    "”": 1.0,
    "i": 0.28,
    "l": 0.28,
    ".": 0.28,
    ",": 0.28,
    " ": 0.25,
    "m": 0.9,
    "W": 0.9,
    "M": 0.85,
    "%": 0.9,
}
SPAN = re.compile(r"<span[^>]*>(.*?)</span>")
TAG = re.compile(r"<[^>]+>")
BREAK = re.compile(r"<br\s*/?>")
LINE = 1.25


def width(text: str, size: float) -> float:
    """About how wide the text is, in pixels: a Chinese letter is as wide as it is high."""
    return sum(1.0 if ord(letter) > WIDE_FROM else NARROW.get(letter, 0.57) for letter in text) * size


def cut(text: str, size: float, room: float) -> str:
    """The text, with … in place of what does not fit."""
    if width(text, size) <= room:
        return text
    while text and width(text, size) > room - size:
        text = text[:-1]
    return text + "…"


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines that fit: broken between Chinese letters, at spaces, or where a word is longer than a line."""
    lines, line = [], ""
    for piece in re.findall(r"[^\s\u2e80-\uffff]+\s*|\s+|.", text):
        while width(piece.rstrip(), size) > room:
            head = cut(piece, size, room - width(line, size)).removesuffix("…")
            lines.append(line + head)
            line, piece = "", piece[len(head) :]
        closing = piece in "，。；：、）”"
        if line and not closing and width(line + piece.rstrip(), size) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def tight(text: str) -> str:
    """The dot between words as it looks well (fonts with Chinese letters draw it as wide as a letter), and a sign that
    they have in place of one that they lack."""
    text = text.replace("✗", "×")
    return text.replace(" · ", "·" if any(ord(letter) > WIDE_FROM for letter in text) else " – ")


def words(
    x: float, y: float, text: str, size: float = 12, fill: str = INK, anchor: str = "start", bold: bool = False
) -> str:
    """One line of text; y is its base line."""
    heavy = f' stroke="{fill}" stroke-width="{size * 0.03:.2f}"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"{heavy}>'
        f"{html.escape(tight(text))}</text>"
    )


def lines(text: str) -> list[str]:
    """The lines of a text of a figure, without its tags."""
    return [html.unescape(TAG.sub("", line)).strip() for line in BREAK.split(text)]


def label(x: float, y: float, text: str, room: float, size: float = 12) -> str:
    """A label that ends at x, its lines around y; what stands in a span is smaller and quieter, behind the last."""
    quiet, main = _parts(text)
    beside = width(quiet, size - 2) + 6 if quiet else 0
    top = y - (len(main) - 1) * size * LINE / 2
    drawn = ""
    for place, line in enumerate(main):
        last = place == len(main) - 1
        end = x - beside if last else x
        drawn += words(end, top + place * size * LINE, cut(line, size, room - (x - end)), size, anchor="end")
        if last and quiet:
            drawn += words(x, top + place * size * LINE, quiet, size - 2, QUIET, "end")
    return drawn


def label_width(text: str, size: float = 12) -> float:
    """The room that a label asks for."""
    quiet, main = _parts(text)
    beside = width(quiet, size - 2) + 6 if quiet else 0
    return max([*(width(line, size) for line in main[:-1]), width(main[-1], size) + beside])


def _parts(text: str) -> tuple[str, list[str]]:
    """What stands in spans, and the lines of the rest."""
    return html.unescape(" ".join(SPAN.findall(text))), lines(SPAN.sub("", text))


def box(x: float, y: float, wide: float, high: float, fill: str, edge: str = "") -> str:
    """A filled rectangle."""
    line = f' stroke="{edge}" stroke-width="0.6"' if edge else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(wide, 0):.1f}" height="{max(high, 0):.1f}" fill="{fill}"{line}/>'


def shade(scale: Sequence[Sequence[object]], share: float) -> str:
    """The colour at a share 0–1 of a scale of (share, #RRGGBB) pairs, straight between its neighbours."""
    stops = [(float(str(at)), str(colour)) for at, colour in scale]
    for (low, first), (high, last) in itertools.pairwise(stops):
        if share <= high or (high, last) == stops[-1]:
            part = min(max((share - low) / ((high - low) or 1.0), 0.0), 1.0)
            ends = [(int(first[i : i + 2], 16), int(last[i : i + 2], 16)) for i in (1, 3, 5)]
            return "#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in ends)
    return stops[0][1]


def stroke(x0: float, y0: float, x1: float, y1: float, colour: str = GRID, thick: float = 1, dash: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{colour}" '
        f'stroke-width="{thick}"{dashed}/>'
    )


def course(points: Sequence[tuple[float, float]], colour: str, thick: float, dash: str = "") -> str:
    """A line through points."""
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="{thick}" '
        f'stroke-linejoin="round"{dashed}/>'
    )


CORNERS = {"square": (4, 45), "diamond": (4, 0), "triangle-up": (3, -90), "hexagon": (6, 0)}


def sign(x: float, y: float, kind: str, size: float, colour: str, edge: str = "", thick: float = 1.2) -> str:
    """A mark; `…-open` is hollow. Shapes differ, so that colour is never alone."""
    name, hollow, radius = kind.removesuffix("-open"), kind.endswith("-open"), size / 2
    paint = (
        f'fill="none" stroke="{colour}" stroke-width="1.6"'
        if hollow
        else f'fill="{colour}"' + (f' stroke="{edge}" stroke-width="{thick:g}"' if edge else "")
    )
    if name in CORNERS:
        many, turn = CORNERS[name]
        return f'<polygon points="{_corners(x, y, radius * 1.2, many, turn)}" {paint}/>'
    if name == "star":
        return f'<polygon points="{_star(x, y, radius * 1.3)}" {paint}/>'
    if name in ("cross", "x"):
        turn = 0 if name == "cross" else 45
        arms = [(turn + angle) * math.pi / 180 for angle in (0, 90)]
        return "".join(
            stroke(
                x - radius * math.cos(arm),
                y - radius * math.sin(arm),
                x + radius * math.cos(arm),
                y + radius * math.sin(arm),
                colour,
                1.4 if hollow else 3,
            )
            for arm in arms
        )
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {paint}/>'


def _corners(x: float, y: float, radius: float, many: int, turn: float) -> str:
    angles = [(turn + 360 * place / many) * math.pi / 180 for place in range(many)]
    return " ".join(f"{x + radius * math.cos(angle):.1f},{y + radius * math.sin(angle):.1f}" for angle in angles)


def _star(x: float, y: float, radius: float) -> str:
    reach = [radius if place % 2 == 0 else radius * 0.42 for place in range(10)]
    angles = [(-90 + 36 * place) * math.pi / 180 for place in range(10)]
    return " ".join(
        f"{x + far * math.cos(angle):.1f},{y + far * math.sin(angle):.1f}"
        for far, angle in zip(reach, angles, strict=True)
    )
