"""Owns where a fault is and what is printed there, in the words of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from catalog import dimensions, forms, selfcheck
from catalog.group_cells import cells_of
from etl.report import Cell, Report
from etl.selfcheck.judge import Result

Place = tuple[str, str, str]
STATED = "stated_"  # before the name of a figure of the text among the columns of a wide row
MOST_CELLS = 8
ROWS = {"requests": "request_row", "cases": "case_kind", "disclosure": "disclosure_row"}
COLUMNS = {"requests": "applicant", "cases": "case_result", "disclosure": "disclosure_column"}


class Places:
    """The cells and sections of one draft (and of last year's report) and their names."""

    def __init__(self, report: Report, before: Report | None, language: str) -> None:
        self.report = report
        self.language = language
        self.say = selfcheck.speaker(language)
        self.form = report.form or forms.versions()[-1]
        self.cells: dict[Place, Cell] = {}
        for cell in report.cells:
            self.cells.setdefault((cell.table, cell.row, cell.column), cell)

    def number(self, value: object) -> str:
        """A number without needless zeros; a dash for none."""
        if value is None:
            return "—"
        text = format(Decimal(str(value)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text

    def own(self, one: Result) -> list[Place]:
        """The places in this draft that a result names."""
        found: list[Place] = []
        for operand in one.operands:
            if operand.get("year", self.report.year) != self.report.year:
                continue
            if operand.get("table"):
                found.append((operand["table"], operand["row"], operand.get("column") or ""))
            elif operand.get("row"):
                found += cells_of(str(operand["row"]), self.form)
        return list(dict.fromkeys(found))

    def table_of(self, one: Result) -> str:
        """The table of the first cell that a result names; empty where it names none."""
        named = self.own(one)
        if named:
            return named[0][0]
        return next((cell.table for cell in self._blanks()), "") if one.rule == "FM06" else ""

    def where(self, one: Result) -> str:
        """Table and row, column or cell; else the section; else the chapter."""
        if one.rule == "FM06":
            return self.say("joint").join(self._table(name) for name in dict.fromkeys(c.table for c in self._blanks()))
        named = [place for place in self.own(one) if place[0] in selfcheck.entries()["tables"]]
        if named and not self._sentences(one):
            return self._among(named)
        section = self._section(one) or selfcheck.place(one.rule)
        if section in selfcheck.entries()["sections"]:
            return selfcheck.word("sections", section, self.language)
        return selfcheck.word("chapters", selfcheck.chapter_of(one.rule, self.table_of(one)), self.language)

    def pages(self, one: Result) -> str:
        """The pages of the cells that a result names, where the medium has pages."""
        blanks = [(cell.table, cell.row, cell.column) for cell in self._blanks()] if one.rule == "FM06" else []
        held = [self.cells[place].where.page for place in (*self.own(one), *blanks) if place in self.cells]
        pages = sorted({page for page in held if page})
        return self.say("page", page=self.say("joint").join(str(page) for page in pages)) if pages else ""

    def printed(self, one: Result) -> str:
        """What the draft prints: the cells that are not 0 with their names, or the sentence."""
        if one.rule == "FM06":
            return self._listed(self.cell(cell.table, cell.row, cell.column) for cell in self._blanks())
        said = self._sentences(one)
        cells = [operand for operand in one.operands if operand.get("table")]
        now = [operand for operand in cells if operand.get("year", self.report.year) == self.report.year]
        past = [operand for operand in cells if operand not in now]
        parts = [f"“{sentence}”" for sentence in said]
        if past:
            parts.append(self.say("last_year") + self._listed(self._shown(past, past)))
        for side in ("left", "right", None):
            if own := [operand for operand in now if operand.get("side") == side]:
                parts.append(self._listed(self._shown(own, now)) or self.say("all_zero"))
        return ("；" if self.language == "zh" else "; ").join(part for part in parts if part)

    def cell(self, table: str, row: str, column: str) -> str:
        """A cell in the words of the form: row and column."""
        names = [self._row(table, row), self._column(table, column)]
        return "·".join(name for name in names if name)

    def _shown(self, operands: list[Mapping[str, Any]], among: list[Mapping[str, Any]]) -> Iterable[str]:
        """The operands that are not 0, each with the part of its name in which it differs from the others."""
        same_column = len({operand.get("column") for operand in among}) == 1 and len(among) > 1
        same_row = len({operand.get("row") for operand in among}) == 1 and len(among) > 1
        order = {place: position for position, place in enumerate(forms.cells(self.form))}
        for operand in sorted(operands, key=lambda one: order.get(_place(one), len(order))):
            table, row, column = operand["table"], operand["row"], operand.get("column") or ""
            if operand.get("state") == "number" and not operand.get("value") and len(operands) > 2:
                continue
            if operand.get("state") == "absent":
                continue
            name = (
                self._row(table, row)
                if same_column
                else self._column(table, column)
                if same_row
                else self.cell(table, row, column)
            )
            yield f"{name} {operand.get('printed') or self.say('blank')}"

    def _listed(self, texts: Iterable[str]) -> str:
        every = list(texts)
        shown = self.say("joint").join(every[:MOST_CELLS])
        return shown + (self.say("cells_more", n=len(every)) if len(every) > MOST_CELLS else "")

    def _among(self, named: list[Place]) -> str:
        """The table, and the row, column or cell that all the places share."""
        tables = list(dict.fromkeys(table for table, _, _ in named))
        head = self.say("joint").join(self._table(table) for table in tables)
        rows, columns = {row for _, row, _ in named}, {column for _, _, column in named}
        table, row, column = named[0]
        if len(tables) > 1:
            return head
        if len(rows) == 1 and len(columns) == 1:
            if not self._column(table, column):
                return head + self.say("row", name=self._row(table, row))
            return head + self.say("cell", row=self._row(table, row), column=self._column(table, column))
        if len(columns) == 1 and table != "disclosure":
            return head + self.say("column", name=self._column(table, column))
        return head + self.say("row", name=self._row(table, row)) if len(rows) == 1 else head

    def _table(self, table: str) -> str:
        return selfcheck.word("tables", table, self.language)

    def _row(self, table: str, row: str) -> str:
        return self._label(table, "row", row, ROWS)

    def _column(self, table: str, column: str) -> str:
        return self._label(table, "column", column, COLUMNS)

    def _label(self, table: str, axis: str, key: str, names: Mapping[str, str]) -> str:
        """A row or column as the form prints it (without its bracketed remark); in English by the dimension's word."""
        if self.language != "zh" and table in names:
            return dimensions.label(names[table], key, self.language) if key else ""
        entries = [entry for entry in forms.entries(self.form) if (entry.table, entry.axis) == (table, axis)]
        label = next((entry.label for entry in entries if entry.key == key), key.removeprefix("local:"))
        return label.split("（区分")[0]

    def _blanks(self) -> list[Cell]:
        """The cells of the form that hold no number and no words."""
        return [
            cell
            for cell in self.report.cells
            if cell.state in ("blank", "na")
            and not cell.row.startswith("local:")
            and not cell.column.startswith("local:")
        ]

    def _sentences(self, one: Result) -> list[str]:
        """The sentences of the draft that a rule on the text speaks of."""
        said = [str(operand["printed"]) for operand in one.operands if operand.get("metric") and operand.get("printed")]
        if not said and selfcheck.group_of(one.rule) in ("TX", "NA", "SV"):
            said = [figure.evidence for figure in self._figures(one) if figure.evidence]
        return list(dict.fromkeys(said))[:2]

    def _figures(self, one: Result) -> list[Any]:
        """The figures of the year that the rule names or, where it names none, that have the value of the left side."""
        ours = [figure for figure in self.report.figures if figure.scope == "year"]
        named = {
            str(operand.get("row", "")).removeprefix(STATED) for operand in one.operands if not operand.get("table")
        }
        found = [figure for figure in ours if figure.metric in named]
        return found or [figure for figure in ours if figure.value == one.left]

    def _section(self, one: Result) -> str:
        """The section that the sentence of a fault stands in."""
        said = self._sentences(one)
        return next((figure.section for figure in self.report.figures if figure.evidence in said), "")


def _place(operand: Mapping[str, Any]) -> Place:
    return (str(operand["table"]), str(operand["row"]), str(operand.get("column") or ""))
