"""Owns the document as identity reads it: folded lines, where the report's text begins, what its tables say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from catalog import yamlfile
from etl.documents.document import Document, Grid, Paragraph
from etl.parsing.identity.script import fold, squeeze
from etl.report import Section

WORDS = Path(__file__).resolve().parents[3] / "catalog" / "identity.yml"
BEGINNING = re.compile(
    r"^(?:第?[一1][、.．,，\s章部]*|\(一\))?(?:总体情况|概述|综述|总体概况|基本情况|概况|[\u4e00-\u9fff]{0,12}(?:工作)?(?:概述|基本情况|总体情况)$)"
)
SECTION_HEAD = re.compile(
    r"^(?:第?[一二三四五六七八九]{1,2}[、.．,，部章节]|[(（][一二三四五六七八九]{1,2}[)）]|\d[、.．])"
)
PLACES_LIKE_WORDS = "来宾|来安|来凤|和县|和田|和平|和静|和顺|和硕|和布|和龙|和政|和林|经开|经济"
LEADING = re.compile(
    rf"^(?:(?!{PLACES_LIKE_WORDS})"
    r"(?:年度?|在|由|的|和|与|及|对|为|是|经|据|根据|按照|其中|同时|目前|今年|本年度?|一年来|来|度))+"
)
OWN_WORDS = re.compile(
    r"^(?:我|本|各|该|全|有关|相关|上级|省|市|县|区|州)?(?:局|委|办|镇|乡|乡镇|镇乡|街镇|县|区|县区|市|街道|机关|单位|中心|部门)$"
)
MOST_LINES_BEFORE = 80
SMALL_GRID = 12


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The word lists of catalog/identity.yml."""
    lists = yamlfile.read(WORDS)
    return {name: tuple(entries) for name, entries in lists.items()}


RELATIVES = ("website_form", "rule_of_law", "work_summary", "accounts", "notice_or_rules", "news_of_reports")


def relative_in(title: str, *, at_end: bool = False) -> str | None:
    """The problem code of the near relative that a title names, also the only one that it ends with; None for none."""
    for code in RELATIVES:
        if title.endswith(words()[code]) if at_end else any(word in title for word in words()[code]):
            return code
    return None


@dataclass(frozen=True)
class Line:
    """One paragraph, folded and without white space; `printed` as the document has it."""

    text: str
    printed: str
    is_heading: bool = False


@dataclass(frozen=True)
class Text:
    """A document prepared for the reading of its identity."""

    document: Document
    sections: Sequence[Section]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The paragraphs that are not empty, in order."""
        made = (Line(squeeze(fold(one.text)), one.text, one.is_heading) for one in self._paragraphs())
        return tuple(line for line in made if line.text)

    def _paragraphs(self) -> list[Paragraph]:
        found: list[Paragraph] = []
        for block in self.document.paragraphs:
            parts = block.text.split("\n") if "\n" in block.text else [block.text]
            found += [Paragraph(part, block.page, block.is_heading) for part in parts]
        return found

    @cached_property
    def beginning(self) -> int:
        """Index of the line with which the text of the report begins; a bound where none is recognised."""
        for at, line in enumerate(self.lines):
            if len(line.text) < 30 and BEGINNING.match(line.text):
                return at
        return min(len(self.lines), MOST_LINES_BEFORE)

    @cached_property
    def head(self) -> tuple[Line, ...]:
        """The lines before the text of the report: navigation, title, preface."""
        return self.lines[: self.beginning]

    @cached_property
    def body(self) -> str:
        """Everything in paragraphs and sections, one line each."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def opening(self) -> str:
        """The lines before the report's text and the first ones of it, one line each."""
        return "\n".join(line.text for line in self.lines[: self.beginning + 6])[:3000]

    @cached_property
    def preface(self) -> str:
        """The lines before the report's text and the first ones of it as one text, by lines and without line ends:
        names and dates may be wrapped."""
        opening = "\n".join(line.text for line in self.lines[: self.beginning + 12])[:6000]
        return opening + "\n" + opening.replace("\n", "")

    @cached_property
    def small_rows(self) -> tuple[str, ...]:
        """The rows of small tables without statutory labels (索引号, 发布机构 …), cells joined by a colon."""
        found: list[str] = []
        for grid in self.document.grids[:4]:
            if len(grid.rows) <= SMALL_GRID and not any(word in _first_words(grid) for word in words()["table_words"]):
                for row in grid.rows:
                    cells = [squeeze(fold(cell.text)) for cell in row]
                    found += [f"{left.rstrip(':：')}:{right}" for left, right in pairwise(cells)]
        return tuple(found)

    @cached_property
    def metadata(self) -> dict[str, str]:
        """What the container says of itself, folded."""
        return {key: squeeze(fold(value)) for key, value in self.document.metadata.items() if isinstance(value, str)}

    @cached_property
    def statutory_tables(self) -> int:
        """How many labels of the statutory tables stand in grids, or in lines too short to be prose."""
        printed = "".join(_first_words(grid) for grid in self.document.grids)
        printed += "".join(line.text for line in self.lines if len(line.text) < 60 and "。" not in line.text)
        return sum(word in printed for word in words()["table_words"])

    @cached_property
    def statutory_sections(self) -> int:
        """How many of the statutory headings stand in the document, by its sections or its lines."""
        titles = [squeeze(fold(one.title)) for one in self.sections if one.number != "0"]
        titles += [line.text for line in self.lines if len(line.text) < 40 and SECTION_HEAD.match(line.text)]
        return sum(any(word in title for title in titles) for word in words()["section_words"])


def _first_words(grid: Grid) -> str:
    """The first cells of every row of a grid, where labels stand."""
    return squeeze("|".join([cell.text for row in grid.rows for cell in row[:5]]))
