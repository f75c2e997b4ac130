"""Owns words in the order of drawing: where no rule divides cells, every engine still draws cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from etl.documents.paged.align import plain
from etl.documents.paged.ink import Glyph
from etl.documents.paged.stitch import is_value
from etl.documents.paged.tokens import Token, TokenLine, token_of
from etl.documents.paged.wording import left_of, right_of

SAME_LINE = 0.2  # of the size of letters
WORDS_GAP, FIGURE_GAP = 0.75, 0.3  # of the size: between words of one cell at most, beside or between figures
NEXT_CELL = 0.12  # of the size: between words and a figure of another text object
MOST_RUNS = 14  # that a label is wrapped into
LEAST = 0.5  # likeness of a label to the form's
ALONE = 0.5  # text objects for a letter, from which on letters are drawn one by one
WHOLE = 0.4  # share of the labels that are printed as they are in the form, letters of one in a row
CERTAIN = 0.8  # of words looked for anywhere
SKIP, SKIPPED = 0.004, -1  # what a run costs that is no label
POINTS = ".．、)）"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters drawn one after the other on one line; `figure` where they are a figure or a mark for none."""

    token: Token
    figure: bool


def order_of(pages: Sequence[list[Glyph]]) -> dict[int, int]:
    """The place of every glyph (by identity) in the order of drawing through the document."""
    return {id(glyph): place for place, glyph in enumerate(glyph for page in pages for glyph in page)}


def runs_of(lines: Sequence[TokenLine], order: dict[int, int]) -> list[Run]:
    """The runs of these lines, as they were drawn."""
    drawn = sorted(
        ((order[id(glyph)], glyph, token.page) for line in lines for token in line for glyph in token.glyphs),
        key=lambda one: one[0],
    )
    parts: list[tuple[list[Glyph], int]] = []
    alone = len({(page, glyph.run) for _, glyph, page in drawn}) > ALONE * len(drawn)
    for _, glyph, page in drawn:
        if parts and parts[-1][1] == page and goes_on(parts[-1][0], glyph, alone):
            parts[-1][0].append(glyph)
        else:
            parts.append(([glyph], page))
    return [Run(token := token_of(part, page), is_value(token.text)) for part, page in parts]


def goes_on(part: list[Glyph], glyph: Glyph, alone: bool) -> bool:
    """Whether a letter belongs to the run drawn before it; `alone` where letters are drawn one by one."""
    last = part[-1]
    size = min(last.size, glyph.size)
    if abs(glyph.y - last.y) > SAME_LINE * size or glyph.x <= last.x or abs(last.size - glyph.size) > 0.5:
        return False
    gap = left_of(glyph) - right_of(last)
    if glyph.text.isdigit() and not (last.text in POINTS or last.text in "（("):
        if last.text.isdigit() and last.run != glyph.run and not (alone and (len(part) < 2 or even(part, glyph))):
            return False  # figures of two cells may touch
        return gap <= (FIGURE_GAP if last.run == glyph.run or last.text.isdigit() else NEXT_CELL) * size
    return gap <= WORDS_GAP * size


def even(part: list[Glyph], glyph: Glyph) -> bool:
    """Whether the step to a figure is that of the figures before it."""
    before, last = part[-2], part[-1]
    return not before.text.isdigit() or abs((glyph.x - last.x) - (last.x - before.x)) <= 0.1 * last.size


def matched(texts: Sequence[str], labels: Sequence[str]) -> tuple[float, list[Range]] | None:
    """For each label the range of texts that spell it, in order, with the likeness of all less what was skipped between
    them; None where a label is not there."""
    bare = [plain(text) for text in texts]
    everything = "".join(bare)
    if sum(plain(label) in everything for label in labels) < WHOLE * len(labels):
        return None
    count, worst = len(texts), float("-inf")
    best = [0.0] * (count + 1)
    came: list[list[Range | None]] = []
    for label in labels:
        wanted = plain(label)
        fresh = [worst] * (count + 1)
        how: list[Range | None] = [None] * (count + 1)
        for end in range(1, count + 1):
            if fresh[end - 1] - SKIP > fresh[end]:
                fresh[end], how[end] = fresh[end - 1] - SKIP, (SKIPPED, end - 1)
            text = ""
            for start in range(end - 1, max(end - 1 - MOST_RUNS, -1) if bare[end - 1] else end - 1, -1):
                text = bare[start] + text
                if len(text) > len(wanted) + 6:
                    break
                if not bare[start] or best[start] == worst or 2 * len(text) < len(wanted):
                    continue
                alike = ratio(text, wanted, score_cutoff=100 * LEAST) / 100
                if alike and best[start] + alike > fresh[end]:
                    fresh[end], how[end] = best[start] + alike, (start, end)
        came.append(how)
        best = fresh
    end = max(range(count + 1), key=lambda place: best[place])
    return (best[end], traced(came, end)) if best[end] > worst else None


def traced(came: list[list[Range | None]], end: int) -> list[Range]:
    """The way back through the table of `matched`."""
    ranges: list[Range] = []
    for how in reversed(came):
        step = how[end]
        while step is not None and step[0] == SKIPPED:
            end = step[1]
            step = how[end]
        if step is not None:
            ranges.append(step)
            end = step[0]
    return ranges[::-1]


def spelled(runs: Sequence[Run], wanted: str, last: bool = False) -> list[Token]:
    """The runs, one drawn after the other, that spell some words (the `last` time); none where there are no such."""
    best, found = CERTAIN, []
    for start in range(len(runs)):
        text = ""
        for end in range(start + 1, min(start + MOST_RUNS, len(runs)) + 1):
            text += plain(runs[end - 1].token.text)
            if len(text) > len(plain(wanted)) + 2:
                break
            alike = ratio(text, plain(wanted)) / 100
            if alike > best or (last and alike == best):
                best, found = alike, [run.token for run in runs[start:end]]
    return found
