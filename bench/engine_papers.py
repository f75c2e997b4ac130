"""Owns what the layout engines are given to print: reports in the forms of 2021, 2019 and 2014 with their truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from catalog import forms
from etl.demo.city import regions
from etl.demo.draft import Draft, printed_cells, truth_of
from etl.demo.layout import lay_out
from etl.demo.paper import Paper
from etl.demo.plan import plan_drafts
from etl.demo.prose import Part
from etl.demo.quirks import choose
from etl.demo.sheet import Box, Row, Table

BANDS = {
    "s1.1": "一、主动公开情况",
    "s1.2": "（二）通过不同渠道和方式公开政府信息的情况",
    "s2": "二、回应解读情况",
    "s3": "三、依申请公开情况",
    "s8": "八、机构建设和保障经费情况",
    "s9": "九、政府信息公开会议和培训情况",
}
ZEROS = ("zero_blank", "zero_dash", "zero_slash", "totals_blank")


@dataclass(frozen=True, slots=True)
class Sample:
    """A report to be printed, and the cells a reader has to find (as `truth_of` gives them)."""

    paper: Paper
    truth: list[dict[str, Any]]
    form: str


@cache
def _drafts() -> tuple[Draft, ...]:
    return tuple(draft for draft in plan_drafts(20).values() if draft.facts.cells)


def sample(seed: int, number: int) -> Sample:
    """One report: its form goes round with the number, its figures and habits are drawn from the seed."""
    rng = Random(f"{seed} engines {number}")
    if number % 5 == 4:
        return _statistics(rng)
    form = "2019" if number % 5 == 3 else "2021"
    draft = rng.choice([one for one in _drafts() if one.facts.form == form])
    quirks = set(choose(rng, "pdf", form) & choose(rng, "text", form, freely=True)) - set(ZEROS)
    quirks |= {rng.choice(ZEROS)} if rng.random() < 0.3 else set()
    quirks |= {"other_as_one_row"} if number % 5 == 2 else set()
    scale = rng.choice([1, 1, 1, 7, 113, 4001])
    cells = {key: value * scale for key, value in draft.facts.cells.items()}
    clean = replace(draft, blanked=frozenset(), left_out=frozenset(), subtotal_slip=0, quirks=frozenset(quirks))
    return printed(clean.with_cells(cells))


def printed(draft: Draft) -> Sample:
    """A draft as a sample."""
    tables = lay_out(draft.facts.form, printed_cells(draft), draft.quirks)
    agency, prose = draft.facts.agency, draft.prose
    place = regions()[agency.region].name
    paper = Paper(prose.title, prose.notice, agency.name, place, draft.published_on, prose.parts, tables)
    return Sample(paper, truth_of(draft)["cells"], draft.facts.form)


def _statistics(rng: Random) -> Sample:
    """The statistics table of 2014 under a short report, as an annex of three columns."""
    draft = rng.choice(_drafts())
    year = rng.randrange(2014, 2019)
    rows: list[Row] = [(Box("统计指标", "head", 0), Box("单位", "head", 1), Box("统计数", "head", 2))]
    truth = []
    opened: set[str] = set()
    for entry in forms.rows("2014", "statistics"):
        for band, words in BANDS.items():
            if entry.key.startswith(band) and band not in opened:
                opened.add(band)
                rows.append((Box(words, "label", 0), Box("—", "label", 1), Box("", "label", 2)))
        figure = str(rng.choice([0, 0, rng.randrange(1, 60), rng.randrange(100, 200_000)]))
        unit = "万元" if entry.key in ("s7", "s8.4") else "件"
        rows.append((Box(entry.label, "label", 0), Box(unit, "label", 1), Box(figure, "value", 2)))
        truth.append(
            {"table": "statistics", "row": entry.key, "column": "", "printed": figure, "state": "number"}
            | {"value": int(figure)}
        )
    table = Table("disclosure", tuple(rows), (4.2, 0.8, 1.2), 1)
    agency = draft.facts.agency
    title = f"{agency.name}{year}年政府信息公开工作年度报告"
    prose = draft.prose.parts[0].paragraphs
    parts = (Part("1", "一、概述", prose), Part("2", f"附件：政府信息公开情况统计表（{year}年度）", ()))
    paper = Paper(title, "演示数据", agency.name, "演示市", f"{year + 1}-03-12", parts, (table,))
    return Sample(paper, truth, "2014")
