"""Draws statutory tables as the Document a reader would give, with the habits of real reports as named quirks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from catalog import forms
from etl.documents.document import Block, Document, Grid, GridCell, Paragraph

APPLICANTS = tuple(entry.key for entry in forms.columns("2021", "requests"))
APPLICANT_NAMES = [entry.label for entry in forms.columns("2021", "requests")]
RESULTS = tuple(entry.key for entry in forms.columns("2021", "cases"))
RESULT_NAMES = [entry.label for entry in forms.columns("2021", "cases")]
KINDS = tuple(entry.key for entry in forms.rows("2021", "cases"))
Place = tuple[str, str, str]
Facts = dict[Place, str]  # place to the text that is to be printed


@dataclass(frozen=True)
class TD:
    """A cell with its spans, as in HTML."""

    text: str = ""
    down: int = 1
    across: int = 1


Line = list[TD]


def td(*texts: str) -> Line:
    return [TD(text) for text in texts]


def laid(lines: Sequence[Sequence[TD]], page: int | None = None) -> Grid:
    """The grid that HTML makes of rows of cells: a cell takes the next free column."""
    taken: set[tuple[int, int]] = set()
    rows = []
    for row, line in enumerate(lines):
        column, cells = 0, []
        for cell in line:
            while (row, column) in taken:
                column += 1
            cells.append(GridCell(cell.text, row, column, cell.down, cell.across, page))
            taken |= {(row + r, column + c) for r in range(cell.down) for c in range(cell.across)}
            column += cell.across
        rows.append(tuple(cells))
    return Grid(tuple(rows), page)


def flat(lines: Sequence[Sequence[TD]]) -> list[Line]:
    """The rows as a text with tabs gives them: no spans, an empty field for each place that a span covers."""
    grid = laid(lines)
    rows = [["" for _ in range(grid.width)] for _ in lines]
    for cells in grid.rows:
        for cell in cells:
            rows[cell.row][cell.column] = cell.text
    return [td(*row) for row in rows]


def on_its_side(lines: Sequence[Sequence[TD]]) -> list[Line]:
    """The rows with rows and columns exchanged."""
    grid = laid(lines)
    cells = [replace(cell, column_span=min(cell.column_span, _own_width(grid, cell))) for r in grid.rows for cell in r]
    turned: list[list[tuple[int, TD]]] = [[] for _ in range(max(cell.column for cell in cells) + 1)]
    for cell in cells:
        turned[cell.column].append((cell.row, TD(cell.text, cell.column_span, cell.row_span)))
    return [[cell for _, cell in sorted(row, key=lambda pair: pair[0])] for row in turned]


def _own_width(grid: Grid, cell: GridCell) -> int:
    """How many of the columns that a cell spans begin a cell of their own somewhere."""
    beginning = {other.column for row in grid.rows for other in row}
    return sum(column in beginning for column in range(cell.column, cell.column + cell.column_span))


@dataclass
class Sheet:
    """A report on its way to a document: facts, labels as printed, tables as rows, and what stands around them."""

    form: str
    facts: Facts
    label: dict[str, str] = field(default_factory=dict)  # official label -> printed
    two: list[list[Line]] = field(default_factory=list)  # several grids each
    three: list[list[Line]] = field(default_factory=list)
    four: list[list[Line]] = field(default_factory=list)
    captions_four: list[str] = field(default_factory=list)
    headings: bool = True
    one_grid: bool = False
    twice: bool = False
    single_other: bool = False
    relabel: list[Callable[[str], str]] = field(default_factory=list)
    before: list[Block] = field(default_factory=list)
    known_problems: set[str] = field(default_factory=set)

    def say(self, label: str) -> str:
        """A label as this report prints it."""
        text = self.label.get(label, label)
        for change in self.relabel:
            text = change(text)
        return text

    def at(self, table: str, row: str, column: str) -> TD:
        return TD(self.facts.get((table, row, column), ""))

    def document(self) -> Document:
        """The document: title, headings, grids."""
        titles = forms.section_titles()
        blocks: list[Block] = [Paragraph("某局2023年政府信息公开工作年度报告"), *self.before]
        if self.one_grid:
            lines = [line for part in (self.two, self.three, self.four) for grid in part for line in grid]
            return Document("xlsx", (*blocks, laid(lines)))
        for number, part in (("1", []), ("2", self.two), ("3", self.three), ("4", self.four), ("5", []), ("6", [])):
            title = titles[int(number) - 1].title
            if self.headings:
                blocks.append(Paragraph(f"{'一二三四五六'[int(number) - 1]}、{title}"))
            if not part:
                blocks.append(Paragraph("本节文字，与表格无关，共3条。"))
            for copy in range(2 if self.twice else 1):
                for position, lines in enumerate(part):
                    if number == "4" and copy == 0 and position < len(self.captions_four):
                        blocks.append(Paragraph(self.captions_four[position]))
                    blocks.append(laid(lines, page=int(number) + position))
        return Document("html", tuple(blocks))


def sheet(form: str, facts: Facts, **more: object) -> Sheet:
    """A report in the plain layout of its form."""
    made = Sheet(form, facts, **more)  # type: ignore[arg-type]
    made.two = [table_two(made)]
    made.three = [table_three(made)]
    made.four = [table_four(made)]
    return made


def table_two(made: Sheet) -> list[Line]:
    """Table two in one grid: before each group of rows an article line and a header line."""
    lines: list[Line] = []
    for article, entries in articles(made.form):
        columns = entries[0].columns
        widths = {1: [3], 2: [1, 2], 3: [1, 1, 1]}[len(columns)]
        lines.append([TD(article, 1, 4)])
        heads = [
            TD(made.say(column_label(made.form, key)), 1, width) for key, width in zip(columns, widths, strict=True)
        ]
        lines.append([TD("信息内容"), *heads])
        for entry in entries:
            values = [
                TD(made.at("disclosure", entry.key, key).text, 1, width)
                for key, width in zip(columns, widths, strict=True)
            ]
            lines.append([TD(made.say(entry.label)), *values])
    return lines


def articles(form: str) -> list[tuple[str, list[forms.Entry]]]:
    """The rows of table two by the article of the regulations."""
    grouped: dict[str, list[forms.Entry]] = {}
    for entry in forms.rows(form, "disclosure"):
        grouped.setdefault(entry.group, []).append(entry)
    return list(grouped.items())


def column_label(form: str, key: str) -> str:
    return next(entry.label for entry in forms.columns(form, "disclosure") if entry.key == key)


def head_three(made: Sheet) -> list[Line]:
    """The header of table three: three lines, three label columns, seven value columns."""
    names = [made.say(name) for name in APPLICANT_NAMES]
    remark = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    return [
        [TD(remark, 3, 3), TD("申请人情况", 1, 7)],
        [TD(names[0], 2), TD("法人或其他组织", 1, 5), TD(names[6], 2)],
        td(*names[1:6]),
    ]


def table_three(made: Sheet) -> list[Line]:
    """Table three in one grid."""
    return [*head_three(made), *body_three(made)]


def body_three(made: Sheet) -> list[Line]:
    """The data rows of table three, labels over one, two or three columns."""
    entries = [entry for entry in forms.rows(made.form, "requests") if wanted(made, entry.key)]
    inner = len(entries) - 3
    lines: list[Line] = []
    opened = ""
    for position, entry in enumerate(entries):
        values = [made.at("requests", entry.key, applicant) for applicant in APPLICANTS]
        label = made.say(entry.label)
        if entry.key in ("received", "carried_in", "carried_out"):
            lines.append([TD(label, 1, 3), *values])
            continue
        line: Line = [TD(made.say("三、本年度办理结果"), inner)] if entry.key == "granted" else []
        if not entry.group:
            lines.append([*line, TD(label, 1, 2), *values])
            continue
        if entry.group != opened:
            opened = entry.group
            held = sum(other.group == opened for other in entries[position:])
            line.append(TD(made.say(group_label(opened)), held))
        lines.append([*line, TD(label), *values])
    return lines


def wanted(made: Sheet, key: str) -> bool:
    """Whether the report prints this row: （六）其他处理 is one row or three."""
    if key == "otherwise_closed":
        return made.single_other or made.form == "2019"
    return not (key.startswith("otherwise_closed.") and made.single_other)


def group_label(key: str) -> str:
    return next(entry.label for entry in forms.groups("2021") if entry.key == key)


def table_four(made: Sheet) -> list[Line]:
    """Table four in one grid: three header lines and one of values."""
    names = [made.say(name) for name in RESULT_NAMES]
    values = [made.at("cases", kind, result) for kind in KINDS for result in RESULTS]
    return [
        [TD("行政复议", 1, 5), TD("行政诉讼", 1, 10)],
        [*(TD(name, 2) for name in names), TD("未经复议直接起诉", 1, 5), TD("复议后起诉", 1, 5)],
        td(*names, *names),
        values,
    ]


def places(form: str, *, single_other: bool = False) -> list[Place]:
    """Every place that a report of this form prints."""
    made = Sheet(form, {}, single_other=single_other)
    return [
        (entry.table, entry.key, column)
        for entry in forms.entries(form)
        if entry.axis == "row" and (entry.table != "requests" or wanted(made, entry.key))
        for column in entry.columns
    ]


def numbers(form: str, *, single_other: bool = False) -> Facts:
    """Facts with another number in each place, so that no exchange of two goes unseen."""
    return {place: str(position + 1) for position, place in enumerate(places(form, single_other=single_other))}
