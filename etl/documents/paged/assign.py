"""Owns which cell a glyph belongs to, also where it straddles a rule or a line overflows its cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from etl.documents.paged.ink import Glyph
from etl.documents.paged.lattice import Lattice, Slot
from etl.documents.paged.wording import MARKER, PADDING

EDGE = 2.0  # points by which the middle of a glyph may lie outside the frame
CROSSING = 0.1  # share of a glyph that must lie beyond a rule before it straddles it
MANY, HUGE = 20, 2.5  # glyphs that show the usual size; of that size, from which on a letter is a watermark's
OVERLAP = 0.03  # of the size: ink of one figure over that of another
UNEVEN, UNEVEN_RUNS = 0.08, 0.018  # of the size: how far steps of one number may differ, where runs change
DIGITS = set("0123456789.,")
FIGURES = set("0123456789０１２３４５６７８９-—－/／")


def assign(lattice: Lattice, glyphs: list[Glyph]) -> set[int]:
    """Put the glyphs that lie in the table into its cells; returns their indices."""
    place: dict[int, int] = {}
    for index, glyph in enumerate(glyphs):
        slot = slot_at(lattice, glyph.middle_x, glyph.middle_y)
        if slot is not None:
            place[index] = slot
    drop_watermark(glyphs, place)
    take_overhang(lattice, glyphs, place)
    keep_tokens_whole(lattice, glyphs, place)
    follow_the_flow(lattice, glyphs, place)
    for index in place:
        lattice.slots[place[index]].glyphs.append(glyphs[index])
    return set(place)


def drop_watermark(glyphs: list[Glyph], place: dict[int, int]) -> None:
    """Letters several times as large as those of the table lie across it and are none of its text."""
    if len(place) >= MANY:
        usual = sorted(glyphs[index].size for index in place)[len(place) // 2]
        for index in [index for index in place if glyphs[index].size > HUGE * usual]:
            del place[index]


def take_overhang(lattice: Lattice, glyphs: list[Glyph], place: dict[int, int]) -> None:
    """A line that hangs out below a table which the page cut (browsers do that) is the next line of its cell."""
    foot = lattice.ys[-1]
    for index in range(1, len(glyphs)):
        before, glyph = glyphs[index - 1], glyphs[index]
        if index in place or index - 1 not in place or not 0 < glyph.middle_y - foot < 1.6 * glyph.size:
            continue
        slot = lattice.slots[place[index - 1]]
        x0, x1 = lattice.xs[slot.column], lattice.xs[slot.column + slot.column_span]
        inside = slot.row + slot.row_span == len(lattice.ys) - 1 and x0 <= glyph.middle_x <= x1
        wraps = 0.8 * glyph.size <= glyph.y - before.y <= 1.7 * glyph.size and x1 - before.x1 < glyph.size + PADDING
        goes_on = abs(glyph.y - before.y) < 0.1 * glyph.size and before.middle_y > foot
        if inside and abs(before.size - glyph.size) < 0.5 and (wraps or goes_on):
            place[index] = place[index - 1]


def slot_at(lattice: Lattice, x: float, y: float) -> int | None:
    """The index of the cell at a point, None outside the table."""
    xs, ys = lattice.xs, lattice.ys
    if not (xs[0] - EDGE <= x <= xs[-1] + EDGE and ys[0] - EDGE <= y <= ys[-1] + EDGE):
        return None
    column = min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
    row = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
    return lattice.owner[row][column]


def keep_tokens_whole(lattice: Lattice, glyphs: list[Glyph], place: dict[int, int]) -> None:
    """A number or word that runs over a vertical rule stays in one cell: the one that holds its middle."""
    done = 0
    for index in range(1, len(glyphs)):
        if index < done or place.get(index - 1) == place.get(index) or not same_token(glyphs[index - 1], glyphs[index]):
            continue  # most glyphs lie in the cell of the one before them
        first = index - 1
        while first > done and same_token(glyphs[first - 1], glyphs[first]):
            first -= 1
        for start, done in tokens_from(glyphs, first):
            keep_token_whole(lattice, glyphs, place, range(start, done))


def tokens_from(glyphs: list[Glyph], start: int) -> Iterator[tuple[int, int]]:
    """The tokens (first, behind the last) of a run of glyphs that touch each other; steps of digits part it."""
    for index in range(start + 1, len(glyphs) + 1):
        same = index < len(glyphs) and same_token(glyphs[index - 1], glyphs[index])
        if same and (index - start < 2 or is_even(*glyphs[index - 2 : index + 1])):
            continue
        yield start, index
        start = index
        if not same:
            return


def keep_token_whole(lattice: Lattice, glyphs: list[Glyph], place: dict[int, int], token: range) -> None:
    """Put the glyphs of one token into one cell, if it is one number or a rule goes through its ink."""
    members = [index for index in token if index in place]
    if len({place[index] for index in members}) < 2:
        return
    drawn = [glyphs[index] for index in members]
    one_run = len({glyph.run for glyph in drawn}) == 1 and is_number(drawn)
    if one_run or any(straddles_side(lattice, glyph) for glyph in drawn):
        home = home_of(lattice, drawn, [place[index] for index in members])
        for index in members:
            place[index] = home


def same_token(left: Glyph, right: Glyph) -> bool:
    """Whether two glyphs drawn one after the other are parts of one word or number on one line."""
    if left.turn or right.turn or abs(left.y - right.y) > 0.1 * left.size or abs(left.size - right.size) > 0.5:
        return False
    if (left.text in DIGITS) != (right.text in DIGITS):
        return False
    widest = 0.68 if left.text in DIGITS else 1.12
    if left.text.isdigit() and right.text.isdigit() and right.x0 < left.x1 - OVERLAP * left.size:
        return False  # two figures, one over the end of the other
    return 0 < right.x - left.x <= widest * left.size and right.x0 - left.x1 <= 0.42 * left.size


def is_even(before: Glyph, left: Glyph, right: Glyph) -> bool:
    """Whether the step to a digit is that of the digits before it: figures of neighbouring cells that touch are two."""
    if not (before.text.isdigit() and left.text.isdigit() and right.text.isdigit()):
        return True
    slack = UNEVEN if left.run == right.run else UNEVEN_RUNS
    return abs((right.x - left.x) - (left.x - before.x)) <= slack * left.size


def is_number(token: list[Glyph]) -> bool:
    return all(glyph.text in DIGITS for glyph in token)


def straddles_side(lattice: Lattice, glyph: Glyph) -> bool:
    """Whether a vertical rule goes through the ink of a glyph."""
    reach = CROSSING * max(glyph.x1 - glyph.x0, 1.0)
    return any(glyph.x0 + reach < x < glyph.x1 - reach for x in lattice.xs)


def home_of(lattice: Lattice, token: list[Glyph], places: list[int]) -> int:
    """The cell of a token: for a number the one its middle is in, for words the one most of it is in."""
    if is_number(token):
        middle = slot_at(lattice, (token[0].x0 + token[-1].x1) / 2, token[0].middle_y)
        if middle is not None:
            return middle
    return Counter(places).most_common(1)[0][0]


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
