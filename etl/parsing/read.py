"""Owns the way from a document to its parsed report: identity, sections, tables, figures, and what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from catalog import forms
from etl.agencies import Registry
from etl.documents.document import Document
from etl.errors import UnreadableDocument
from etl.parsing.cut import without_cut
from etl.parsing.flattened import restore, unlined
from etl.parsing.grid_rows import problem
from etl.parsing.identity import read_identity
from etl.parsing.inline_headings import headings_apart
from etl.parsing.narrative import read_figures
from etl.parsing.run_together import rows_run_together
from etl.parsing.sections import split_sections
from etl.parsing.statistics_text import glued
from etl.parsing.tables import TABLE_NAMES, TablesReading, read_tables
from etl.report import Figure, Report, ReportProblem, Section, Source
from etl.version import parser_version

MOST_GRIDS = 300


def read_report(document: Document, source: Source, registry: Registry, address: str | None = None) -> Report:
    """The report that a document holds. Raises UnreadableDocument with the reason where it holds none."""
    document, tables = tables_of(document)
    sections = split_sections(document)
    file_name = PurePosixPath(source.file.rpartition("!")[2]).name  # a folder's name says nothing of the agency
    identity = read_identity(document, sections, file_name, registry, address)
    named = identity.title or (identity.agency_printed and identity.year)
    if not tables.cells and not named and not any(section.number != "0" for section in sections):
        raise UnreadableDocument("no_report", source.file)
    problems = [ReportProblem(found.code, found.message) for found in document.problems]
    if document.read_by_ocr and not any(found.code == "read_by_ocr" for found in problems):
        problems.append(problem("read_by_ocr"))
    problems += [*identity.problems, *tables.problems, *_about_form(tables, identity.year, document)]
    return Report(
        agency_printed=identity.agency_printed,
        agency_id=identity.agency_id,
        region_code=identity.region_code,
        year=identity.year,
        form=tables.form,
        scope=identity.scope,
        title=identity.title,
        published_on=identity.published_on,
        source=source if source.address or not address else replace(source, address=address),
        parser_version=parser_version(),
        cells=tables.cells,
        figures=_figures(document, sections, identity.year),
        sections=sections,
        problems=tuple(dict.fromkeys(problems)),
        identity_evidence=identity.evidence,
    )


def _figures(document: Document, sections: Sequence[Section], year: int | None) -> tuple[Figure, ...]:
    """The figures of the prose; of a scan none is certain, for no sum bears out a figure of a sentence."""
    found = read_figures(sections, year)
    if not document.read_by_ocr:
        return found
    return tuple(replace(one, confidence="likely") if one.confidence == "certain" else one for one in found)


def tables_of(document: Document) -> tuple[Document, TablesReading]:
    """A document, its flattened tables as grids, and what they say. Where that is in doubt, the reading by labels and
    order alone counts, if that one is whole and free of any doubt, its arithmetic included."""
    document = restore(headings_apart(document))
    tables = _with_run_together(without_cut(document, read_tables(document)), document)
    if not tables.problems or not document.grids or document.read_by_ocr or len(document.grids) > MOST_GRIDS:
        return document, tables
    again = unlined(document)
    other = without_cut(again, read_tables(again))
    whole = {cell.table for cell in other.cells} >= {cell.table for cell in tables.cells} and other.form is not None
    if whole and not other.problems and len(other.cells) >= len(tables.cells):
        return again, other
    return document, tables


def _with_run_together(tables: TablesReading, document: Document) -> TablesReading:
    """The reading of a document without tables, with a doubt where a copy ran the cells of one into one another."""
    if tables.cells or not (beginning := glued(document)):
        return tables
    said = problem("cell_unclear", f"{TABLE_NAMES['statistics']}：{beginning}")
    return replace(tables, problems=(*tables.problems, said))


def _about_form(tables: TablesReading, year: int | None, document: Document) -> list[ReportProblem]:
    """What the form of the tables leaves to say: none there, some missing, not the form of that year."""
    due = forms.in_force(year) if year is not None else None
    if not tables.cells and not any(found.code == "cell_unclear" for found in tables.problems):
        if rows := rows_run_together(document):
            return [problem("tables_run_together", str(rows))]
        return [problem("no_tables")] if due is None or due.tables_required else []
    found: list[ReportProblem] = []
    form = tables.form or (due.form if due else forms.versions()[-1])
    have = {cell.table for cell in tables.cells}
    missing = [TABLE_NAMES[table] for table in forms.tables(form) if table not in have]
    if missing:
        found.append(problem("table_missing", "、".join(missing)))
    if tables.year and year and tables.year != year:
        found.append(problem("year_conflict", f"报告为{year}年，统计表的列为{tables.year}年"))
    if tables.form and due and due.form != tables.form:
        found.append(problem("form_not_of_year", f"{year}年的报告用的是{tables.form}年格式，应为{due.form}年格式"))
    return found
