"""Owns which rules of a scan hold: those that a table as a whole is drawn with, not strokes of its letters.

A piece counts where ink bears it out, thin and with paper beside it; an edge counts where enough of it is drawn.
Needs the recognition extra."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from etl.documents.paged.ink import Rule
from etl.documents.paged.lattice import covered, edges, join_pieces, touching, with_open_sides
from etl.documents.paged.picture import POINT, Picture
from etl.documents.paged.thin import BESIDE, FULL, is_clear, is_rule, with_more

LEAST_FLAT, LEAST_STEEP = 0.16, 0.09  # share of the table's width (height) that an edge across (down) is drawn over
SHORT = 90  # pixels of a short piece
ALONE = 180  # pixels of a piece with nothing drawn beside it
FIGURES = 0.35  # of the width of a table: how far right figures begin at least
FEWEST, MOST = 5, 0.6  # upright edges that a step has at least, share of them that shows that all are drawn
MEETS, ASIDE = 5, 12  # pixels: so near a piece meets a line, so far is beside it
LEAST_MET = (0.9, 0.6, 0.4, 0.12)  # share of its ends that meet a line: in few rows far apart, in few, in half, in most
EQUAL, ALIKE = 6, 0.04  # columns of one width that show how a table is divided, and how much they may differ
LONG = 20  # rows of a long table
LONG_HOLE = 3  # drawn steps on both sides of one that is not: it is a gap in a worn rule

Drawn = list[list[bool]]  # [edge][step along it]


def settled(rules: list[Rule], ink: Picture) -> list[Rule]:
    """The rules of every table once more, without what no table is made of, gaps closed where ink bears it out."""
    kept: list[Rule] = []
    for horizontal, vertical in touching(join_pieces(rules, False), join_pieces(rules, True)):
        kept += of_table(horizontal, vertical, ink)
    return kept


def of_table(horizontal: list[Rule], vertical: list[Rule], ink: Picture) -> list[Rule]:
    """The rules of one table."""
    xs = with_open_sides(edges(vertical), horizontal)
    ys = with_open_sides(edges(horizontal), vertical)
    if len(xs) < 2 or len(ys) < 2:
        return [*horizontal, *vertical]
    solid = is_solid(horizontal, ink) and is_solid(vertical, ink.T)
    ys = with_more(ys, ink, xs[0], xs[-1], solid)
    xs = with_even(with_more(xs, ink.T, ys[0], ys[-1], solid))
    below = borne_out(covered(horizontal, ys, xs), ink, ys, xs, False, solid)
    beside = reaching(borne_out(covered(vertical, xs, ys), ink, xs, ys, True, solid), ink, xs, ys)
    return chosen(below, beside, xs, ys)


def with_even(xs: list[float]) -> list[float]:
    """The upright edges, and one more in the middle of a column that is twice as wide as most others: if nothing is
    drawn there it is dropped again."""
    widths = sorted(b - a for a, b in pairwise(xs))
    usual = widths[len(widths) // 2]
    if sum(abs(width - usual) <= ALIKE * usual for width in widths) < EQUAL:
        return xs
    middles = [(a + b) / 2 for a, b in pairwise(xs) if abs(b - a - 2 * usual) <= 2 * ALIKE * usual]
    return sorted([*xs, *middles])


def reaching(beside: Drawn, ink: Picture, xs: list[float], ys: list[float]) -> Drawn:
    """The upright edges without those that keep clear of the lines they cross: figures of a column that stand one below
    the other, such as 1 and 7, look like a dashed rule, but none of them reaches the lines of its row."""
    heights = [round(y / POINT) for y in ys]
    result = []
    for x, steps in zip(xs, beside, strict=True):
        drawn = [step for step, found in enumerate(steps) if found]
        at = round(x / POINT)
        least = 0.0 if x in (xs[0], xs[-1]) else least_met(steps)
        ends = [end for step in drawn for end in ((heights[step], 1), (heights[step + 1], -1))]
        met = sum(reaches(ink, at, height, way) for height, way in ends)
        result.append(steps if met >= least * len(ends) else [False] * len(steps))
    return result


def meets_both(grey: Picture, at: float, start: int, end: int) -> bool:
    """Whether a short piece that stands alone runs clear of everything from one line to the next, upright or (in a
    picture that is turned) across."""
    upright = grey.T
    met = reaches(upright, round(at), start, 1) and reaches(upright, round(at), end, -1)
    return met and end - start <= SHORT and bool(is_clear(grey, at, start, end))


def least_met(steps: list[bool]) -> float:
    """The share of its ends that has to meet a line, of an edge drawn in these rows: few rows of a long table, and
    above all such as do not follow each other, are the least likely to be parted by a rule of their own."""
    rows, drawn = len(steps), sum(steps)
    around = [False, *steps, False]
    alone = sum(step and not (around[at] or around[at + 2]) for at, step in enumerate(steps))
    if rows >= LONG and 4 * drawn <= rows:
        return LEAST_MET[0] if 2 * alone >= drawn else LEAST_MET[1]
    if rows >= LONG / 4 and drawn == 1:
        return LEAST_MET[1]
    return LEAST_MET[2] if 2 * drawn <= rows else LEAST_MET[3]


def reaches(ink: Picture, at: int, height: int, way: int) -> bool:
    """Whether ink at column `at` comes near a line at that height, from below it (1) or from above (-1). Rows on which
    there is ink on both sides as well are the line itself."""
    rows = slice(height + 1, height + MEETS + 1) if way > 0 else slice(max(height - MEETS, 0), height)
    here = (ink[rows, max(at - 2, 0) : at + 3] > 0).any(axis=1)
    left = (ink[rows, max(at - ASIDE, 0) : max(at - BESIDE, 0)] > 0).any(axis=1)
    right = (ink[rows, at + BESIDE + 1 : at + ASIDE + 1] > 0).any(axis=1)
    return bool((here & ~(left & right)).any())


def is_solid(rules: list[Rule], ink: Picture) -> bool:
    """Whether most of these rules are ink from end to end."""
    full = 0
    for rule in rules:
        at = round(rule.at / POINT)
        line = ink[max(at - 2, 0) : at + 3, round(rule.start / POINT) : round(rule.end / POINT)].any(axis=0)
        full += bool(line.size) and line.mean() >= FULL
    return full > 0.7 * len(rules)


def chosen(below: Drawn, beside: Drawn, xs: list[float], ys: list[float]) -> list[Rule]:
    """The rules of a table of which so much is drawn, without edges of which too little is."""
    rows = enough(below, xs, LEAST_FLAT)
    columns = enough(beside, ys, LEAST_STEEP)
    ys_kept, xs_kept = [ys[row] for row in rows], [xs[column] for column in columns]
    below = without_holes(over(below, rows, xs, xs_kept))
    beside = without_holes(over(beside, columns, ys, ys_kept))
    beside = like_neighbours(beside, xs_kept)
    return [*pieces(below, ys_kept, xs_kept, False), *pieces(beside, xs_kept, ys_kept, True)]


def borne_out(
    drawn: Drawn, ink: Picture, places: list[float], along: list[float], vertical: bool, solid: bool
) -> Drawn:
    """What is drawn, and what ink shows to be drawn although no line was found there."""
    grey = ink.T if vertical else ink
    ends = [round(one / POINT) for one in along]
    result = []
    for place, steps in zip(places, drawn, strict=True):
        at, fresh = place / POINT, not any(steps)
        seen = list(steps)
        order = range(len(steps))
        for i in (*order, *reversed(order)):
            length = ends[i + 1] - ends[i]
            beside = fresh or (i > 0 and seen[i - 1]) or (i + 1 < len(seen) and seen[i + 1])
            if seen[i]:
                continue
            if not (beside or length >= ALONE):  # it may be the strokes of a heading
                seen[i] = not fresh and meets_both(grey, at, ends[i], ends[i + 1])
                continue
            seen[i] = is_rule(grey, at, ends[i], ends[i + 1], solid)
            if not seen[i] and beside and length <= SHORT:  # too few dashes to show their rhythm
                seen[i] = is_clear(grey, at, ends[i], ends[i + 1])
        if fresh and not any(one and other for one, other in pairwise(seen)):
            seen = list(steps)  # one short piece alone is a stroke
        result.append(seen)
    return result


def enough(drawn: Drawn, along: list[float], share: float) -> list[int]:
    """The edges of which enough is drawn, and always the first and the last one."""
    whole = along[-1] - along[0]
    lengths = [sum(along[i + 1] - along[i] for i, found in enumerate(steps) if found) for steps in drawn]
    return [edge for edge, length in enumerate(lengths) if edge in (0, len(drawn) - 1) or length >= share * whole]


def over(drawn: Drawn, kept: list[int], along: list[float], fewer: list[float]) -> Drawn:
    """The kept edges told in the steps between fewer places."""
    result = []
    for edge in kept:
        steps = []
        for start, end in pairwise(fewer):
            inside = [i for i in range(len(along) - 1) if along[i] >= start - 0.01 and along[i + 1] <= end + 0.01]
            length = sum(along[i + 1] - along[i] for i in inside if drawn[edge][i])
            steps.append(length >= 0.55 * (end - start))
        result.append(steps)
    return result


def without_holes(drawn: Drawn) -> Drawn:
    """The edges with single steps drawn that long stretches of the same edge lie on both sides of."""
    result = []
    for steps in drawn:
        filled = list(steps)
        for step in range(LONG_HOLE, len(steps) - LONG_HOLE):
            around = (*steps[step - LONG_HOLE : step], *steps[step + 1 : step + 1 + LONG_HOLE])
            filled[step] = steps[step] or all(around)
        result.append(filled)
    return result


def like_neighbours(beside: Drawn, xs: list[float]) -> Drawn:
    """The edges between columns of figures, drawn also where letters of a heading touch them: where most of them are
    drawn, and this one is from there down."""
    result = [list(edge) for edge in beside]
    right = [edge for edge in range(1, len(xs) - 1) if xs[edge] - xs[0] > FIGURES * (xs[-1] - xs[0])]
    for step in range(len(beside[0]) - 1 if beside else 0):
        even = [edge for edge in right if all(beside[edge][step + 1 :])]
        if len(even) >= FEWEST and sum(beside[edge][step] for edge in even) > MOST * len(even):
            for edge in even:
                result[edge][step] = True
    return result


def pieces(drawn: Drawn, places: list[float], along: list[float], vertical: bool) -> list[Rule]:
    """The drawn steps as rules."""
    rules = []
    for edge, steps in enumerate(drawn):
        start = None
        for step, found in enumerate([*steps, False]):
            if found and start is None:
                start = step
            elif not found and start is not None:
                rules.append(Rule(vertical, places[edge], along[start], along[step]))
                start = None
    return rules


def pixels_of(rules: list[Rule], lines: Picture, ink: Picture) -> Picture:
    """The mask of the pixels of these rules: those found with them, and dashes and dots that lie wholly on one."""
    wide, fine = np.zeros_like(ink), np.zeros_like(ink)
    for rule in rules:
        at, start, end = (round(float(value) / POINT) for value in (rule.at, rule.start, rule.end))
        ends = ((at, start), (at, end)) if rule.vertical else ((start, at), (end, at))
        cv2.line(wide, *ends, 255, 2 * BESIDE + 1)
        cv2.line(fine, *ends, 255, 3)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    inside = np.bincount(labels[wide > 0], minlength=len(stats)) == stats[:, cv2.CC_STAT_AREA]
    inside[0] = False
    dots = np.where(inside[labels], 255, 0).astype(np.uint8)
    found = cv2.bitwise_and(lines, wide)
    return cv2.bitwise_or(cv2.bitwise_or(found, fine), cv2.dilate(dots, np.ones((3, 3), np.uint8)))
