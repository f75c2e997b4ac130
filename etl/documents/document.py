"""Owns Document: what every medium is turned into, paragraphs and grids in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog import problems as problem_kinds
from etl.record import record


@record
class GridCell:
    """One cell as the document has it. `row` and `column` are its place in the grid, spans counted, from 0. `others`
    are further readings of a scan where they differ from the text, 〓 among them where one could not read it."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None  # from 1, where the medium has pages
    box: tuple[float, float, float, float] | None = None  # x0, top, x1, bottom in points from the page's top left
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. Each row holds its *own* cells only (a cell that spans down from above is not repeated), in order:
    the values of a statutory row are the last ones of the row itself, whatever the spans say."""

    rows: tuple[tuple[GridCell, ...], ...]
    page: int | None = None

    @property
    def width(self) -> int:
        """Number of grid columns."""
        return max((cell.column + cell.column_span for row in self.rows for cell in row), default=0)


@record
class Paragraph:
    """One paragraph, white space as printed; wrapped lines of one paragraph are joined."""

    text: str
    page: int | None = None
    is_heading: bool = False  # the medium says so (h1..h6, heading style); never guessed here


@dataclass(frozen=True, slots=True)
class Problem:
    """Something met on the way: `code` is a key of catalog/problems.yml, `message` the sentence with its detail."""

    code: str
    message: str


def problem(code: str, detail: str = "") -> Problem:
    """A problem of the document, its sentence from the catalogue."""
    return Problem(code, problem_kinds.kinds()[code].sentence(detail))


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """One document: blocks in reading order. `metadata` holds what the container says of itself
    (title, description, address, published_on, encoding …), never trusted alone. `read_by_ocr` marks a scan."""

    medium: str  # text, html, docx, pdf, doc, rtf, odt, xlsx, csv, ofd, image, markdown, mhtml
    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    pages: int | None = None
    read_by_ocr: bool = False

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))
