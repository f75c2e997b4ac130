"""Owns which cell a glyph belongs to, also where it straddles a rule or a line overflows its cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from etl.documents.paged.ink import DIGITS, Glyph, is_number
from etl.documents.paged.lattice import Lattice
from etl.documents.paged.overflow import CROSSING, follow_the_flow
from etl.documents.paged.wording import PADDING

EDGE = 2.0  # points by which the middle of a glyph may lie outside the frame
MANY, HUGE = 20, 2.5  # glyphs that show the usual size; of that size, from which on a letter is a watermark's
OVERLAP = 0.03  # of the size: ink of one figure over that of another
UNEVEN, UNEVEN_RUNS = 0.08, 0.018  # of the size: how far steps of one number may differ, where runs change


def assign(lattice: Lattice, glyphs: list[Glyph]) -> set[int]:
    """Put the glyphs that lie in the table into its cells; returns their indices."""
    place = places_of(lattice, glyphs)
    drop_watermark(glyphs, place)
    take_overhang(lattice, glyphs, place)
    keep_tokens_whole(lattice, glyphs, place)
    follow_the_flow(lattice, glyphs, place)
    for index, slot in place.items():
        lattice.slots[slot].glyphs.append(glyphs[index])
    return set(place)


def places_of(lattice: Lattice, glyphs: list[Glyph]) -> dict[int, int]:
    """The cell of every glyph whose middle lies in the table, as `slot_at` finds it, without a call for each."""
    xs, ys, owner = lattice.xs, lattice.ys, lattice.owner
    left, right, top, foot = xs[0] - EDGE, xs[-1] + EDGE, ys[0] - EDGE, ys[-1] + EDGE
    between, among = xs[1:-1], ys[1:-1]  # what lies before the first edge, or after the last, is of the outer cells
    place: dict[int, int] = {}
    for index, glyph in enumerate(glyphs):
        _, _, _, _, x0, _, x1, _, _, _ = glyph  # cheaper than two names
        x, y = (x0 + x1) / 2, glyph.middle_y
        if left <= x <= right and top <= y <= foot:
            place[index] = owner[bisect_right(among, y)][bisect_right(between, x)]
    return place


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
