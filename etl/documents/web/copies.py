"""Owns the second copy of an article: pages that carry one report for desks and again for telephones or printing."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.pages import page_words
from etl.documents.document import Block, Paragraph

LEAST = 4  # blocks that follow each other in both copies


def without_copies(blocks: list[Block]) -> list[Block]:
    """Blocks without a later run of them that repeats an earlier one whole, from its first heading on.

    Copies that differ in any block are kept: which one counts is for a person to say."""
    keys = [_key(block) for block in blocks]
    first = next((at for at, block in enumerate(blocks) if _opens(block)), None)
    if first is None or keys[first] not in keys[first + LEAST :]:
        return blocks
    second = keys.index(keys[first], first + LEAST)
    start = second
    while start - 1 > first and second - start < first and keys[start - 1] == keys[first - (second - start) - 1]:
        start -= 1  # title and introduction of the second copy
    length = 0
    while second + length < len(keys) and first + length < start and keys[first + length] == keys[second + length]:
        length += 1
    if first + length < start:  # what stands between the copies is none of them
        return blocks
    return without_copies(blocks[:start] + blocks[second + length :])


def _opens(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) < 60 and page_words().section.match(block.text) is not None


def _key(block: Block) -> str | tuple[tuple[str, ...], ...]:
    if isinstance(block, Paragraph):
        return block.text
    return tuple(tuple(cell.text for cell in row) for row in block.rows)


def same_text(one: Sequence[Block], other: Sequence[Block]) -> bool:
    """True if two articles say the same, or one of them all that the other says."""
    keys, others = {_key(block) for block in one}, {_key(block) for block in other}
    return keys <= others or others <= keys
