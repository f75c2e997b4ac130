"""Owns lines that overflow their cell upwards or downwards: they go back to the text that they are a line of."""

from __future__ import annotations

from etl.documents.paged.ink import Glyph, is_number
from etl.documents.paged.lattice import Lattice, Slot
from etl.documents.paged.wording import MARKER, PADDING

CROSSING = 0.1  # share of a glyph that must lie beyond a rule before it straddles it
FIGURES = set("0123456789０１２３４５６７８９-—－/／")


def follow_the_flow(lattice: Lattice, glyphs: list[Glyph], place: dict[int, int]) -> None:
    """Lines that overflow their cell upwards or downwards go back to the text they are a line of.

    A glyph that straddles a horizontal rule, or wording that strayed into a cell with a number, belongs to the
    neighbour above or below if the text goes on there in the order of drawing."""
    lines = drawn_lines(glyphs, place)
    with_figures = {slot for index, slot in place.items() if glyphs[index].text in FIGURES}
    for number, line in enumerate(lines):
        slot = lattice.slots[place[line[0]]]
        if any(place[i] != place[line[0]] for i in line) or glyphs[line[0]].turn:
            continue
        straddling = straddles_line(lattice, slot, glyphs[line[0]])
        strayed = is_wording(glyphs, line) and has_strayed(lattice, slot, glyphs, lines, place, number, with_figures)
        if not straddling and not strayed:
            continue
        before = lines[number - 1] if number else None
        after = lines[number + 1] if number + 1 < len(lines) else None
        for other, upwards in ((before, True), (after, False)):
            if other is None or place[other[0]] == place[line[0]]:
                continue
            if is_next_line(glyphs, line, other, upwards) and adjoining(slot, lattice.slots[place[other[0]]], upwards):
                lower = line if upwards else other
                if MARKER.match("".join(glyphs[i].text for i in lower)):
                    continue  # a numbered label is never the rest of another
                if stays(glyphs, lines, place, line, number, not upwards):
                    continue
                for i in line:
                    place[i] = place[other[0]]
                break


def has_strayed(
    lattice: Lattice,
    slot: Slot,
    glyphs: list[Glyph],
    lines: list[list[int]],
    place: dict[int, int],
    number: int,
    with_figures: set[int],
) -> bool:
    """Whether words stand in a cell with a figure, or alone at its very top under a line that had no room left."""
    line = lines[number]
    if place[line[0]] in with_figures:
        return True
    if number == 0 or sum(place[other[0]] == place[line[0]] for other in lines[max(number - 8, 0) : number + 8]) > 1:
        return False
    above, first = lines[number - 1], glyphs[line[0]]
    home = lattice.slots[place[above[0]]]
    room = lattice.xs[home.column + home.column_span] - lattice.xs[home.column]
    full = room - (glyphs[above[-1]].x1 - glyphs[above[0]].x0) < first.size + PADDING
    return full and first.y - 0.85 * first.size - lattice.ys[slot.row] < 0.3 * first.size


def drawn_lines(glyphs: list[Glyph], place: dict[int, int]) -> list[list[int]]:
    """Glyphs inside the table in the order of drawing, cut into pieces of one line in one cell."""
    lines: list[list[int]] = []
    for index in sorted(place):
        if lines:
            last = glyphs[lines[-1][-1]]
            glyph = glyphs[index]
            same = place[index] == place[lines[-1][-1]] and abs(glyph.y - last.y) < 0.3 * last.size
            if same and index == lines[-1][-1] + 1 and glyph.x > last.x:
                lines[-1].append(index)
                continue
        lines.append([index])
    return lines


def straddles_line(lattice: Lattice, slot: Slot, glyph: Glyph) -> bool:
    """Whether a line of text has its body across the upper or lower edge of its cell."""
    top, bottom = lattice.ys[slot.row], lattice.ys[slot.row + slot.row_span]
    body_top, body_bottom = glyph.y - 0.8 * glyph.size, glyph.y + 0.05 * glyph.size
    return body_top < top - CROSSING * glyph.size or body_bottom > bottom + CROSSING * glyph.size


def is_wording(glyphs: list[Glyph], line: list[int]) -> bool:
    return all("\u4e00" <= glyphs[i].text <= "\u9fff" or glyphs[i].text in "，、。；（）" for i in line)


def is_next_line(glyphs: list[Glyph], line: list[int], other: list[int], upwards: bool) -> bool:
    """Whether two lines follow each other in one column of text of one kind."""
    one, two = glyphs[line[0]], glyphs[other[0]]
    if is_number([one]) != is_number([two]) or abs(one.size - two.size) > 0.5:
        return False
    pitch = (one.y - two.y) if upwards else (two.y - one.y)
    if not 0.8 * one.size <= pitch <= 1.9 * one.size:
        return False
    left, right = glyphs[line[0]].x0, glyphs[line[-1]].x1
    return glyphs[other[0]].x0 - one.size < right and left < glyphs[other[-1]].x1 + one.size


def adjoining(slot: Slot, other: Slot, upwards: bool) -> bool:
    """Whether `other` lies directly above (below) the cell and shares columns with it."""
    upper, lower = (other, slot) if upwards else (slot, other)
    return (
        upper.row + upper.row_span == lower.row
        and upper.column < lower.column + lower.column_span
        and lower.column < upper.column + upper.column_span
    )


def stays(
    glyphs: list[Glyph], lines: list[list[int]], place: dict[int, int], line: list[int], number: int, upwards: bool
) -> bool:
    """Whether the text also goes on within the line's own cell on the other side, so that it is at home there."""
    step = number - 1 if upwards else number + 1
    if not 0 <= step < len(lines) or place[lines[step][0]] != place[line[0]]:
        return False
    return is_next_line(glyphs, line, lines[step], upwards)
