"""Owns the statutory form as a drawing model for layout trials: facts to the rows of its three tables."""

from __future__ import annotations

import random
from dataclasses import dataclass

from catalog.forms import Entry, columns, groups, rows

FORM = "2021"


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of the form: its text, how far it spans, and whether it holds a figure."""

    text: str
    rows: int = 1
    columns: int = 1
    value: bool = False


Row = list[FormCell]
Model = list[Row]


def spell(value: int, zero: str) -> str:
    return zero if value == 0 else str(value)


def random_facts(seed: int, largest: int = 900) -> dict[str, list[int]]:
    """Row key to seven numbers of table three; rows add up, and the two printed identities hold."""
    rng = random.Random(seed)
    order = [entry.key for entry in rows(FORM, "requests") if entry.statutory]
    facts: dict[str, list[int]] = {}
    for key in order:
        if key in ("received", "carried_in", "concluded", "carried_out"):
            continue
        parts = [
            rng.choice([0, 0, 0, 1, rng.randint(2, min(40, largest)), rng.randint(min(50, largest), largest)])
            for _ in range(6)
        ]
        facts[key] = [*parts, sum(parts)]
    facts["concluded"] = [sum(values) for values in zip(*facts.values(), strict=True)]
    out = [rng.choice([0, 0, rng.randint(1, 20)]) for _ in range(6)]
    facts["carried_out"] = [*out, sum(out)]
    both = [a + b for a, b in zip(facts["concluded"], facts["carried_out"], strict=True)]
    carried = [rng.randint(0, value) if value < 50 else 0 for value in both[:6]]
    facts["carried_in"] = [*carried, sum(carried)]
    facts["received"] = [a - b for a, b in zip(both, facts["carried_in"], strict=True)]
    return facts


def requests_model(facts: dict[str, list[int]], zero: str = "0") -> Model:
    """Table three: three header rows and 25 rows."""
    label = {entry.key: entry.label for entry in (*rows(FORM, "requests"), *columns(FORM, "requests"))}
    heads = [label[key] for key in ("commercial_enterprise", "research_institution", "public_welfare_organisation")]
    heads += [label["legal_service_provider"], label["other_organisation"]]
    note = FormCell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3)
    model: Model = [
        [note, FormCell("申请人情况", 1, 7)],
        [FormCell("自然人", 2), FormCell("法人或其他组织", 1, 5), FormCell("总计", 2)],
        [FormCell(head) for head in heads],
    ]
    inner = [
        e for e in rows(FORM, "requests") if e.statutory and e.key not in ("received", "carried_in", "carried_out")
    ]
    sizes = {entry.key: sum(e.group == entry.key for e in inner) for entry in groups(FORM)}
    names = {entry.key: entry.label for entry in groups(FORM)}
    for entry in rows(FORM, "requests"):
        if not entry.statutory:
            continue
        row: Row = []
        if entry is inner[0]:
            row.append(FormCell("三、本年度办理结果", len(inner)))
        row += label_cells(entry, inner, sizes, names)
        row += [FormCell(spell(value, zero), value=True) for value in facts[entry.key]]
        model.append(row)
    return model


def label_cells(entry: Entry, inner: list[Entry], sizes: dict[str, int], names: dict[str, str]) -> Row:
    if entry not in inner:
        return [FormCell(entry.label, 1, 3)]
    if not entry.group:
        return [FormCell(entry.label, 1, 2)]
    first = next(e for e in inner if e.group == entry.group)
    group = [FormCell(names[entry.group], sizes[entry.group])] if entry is first else []
    return [*group, FormCell(entry.label)]


def cases_model(numbers: list[int], zero: str = "0") -> Model:
    """Table four: three header rows and one row of 15 figures."""
    heads = [entry.label for entry in columns(FORM, "cases")]
    return [
        [FormCell("行政复议", 1, 5), FormCell("行政诉讼", 1, 10)],
        [*(FormCell(head, 2) for head in heads), FormCell("未经复议直接起诉", 1, 5), FormCell("复议后起诉", 1, 5)],
        [FormCell(head) for head in heads * 2],
        [FormCell(spell(number, zero), value=True) for number in numbers],
    ]


def disclosure_model(numbers: list[int], fee: str, zero: str = "0") -> Model:
    """Table two: four sections, nine counts and one amount."""
    shown = [FormCell(spell(number, zero), value=True) for number in numbers]
    wide = [FormCell(cell.text, 1, 3, True) for cell in shown[6:]]
    decided = [FormCell("信息内容"), FormCell("本年处理决定数量", 1, 3)]
    return [
        [FormCell("第二十条第（一）项", 1, 4)],
        [FormCell(text) for text in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")],
        [FormCell("规章"), *shown[0:3]],
        [FormCell("行政规范性文件"), *shown[3:6]],
        [FormCell("第二十条第（五）项", 1, 4)],
        decided,
        [FormCell("行政许可"), wide[0]],
        [FormCell("第二十条第（六）项", 1, 4)],
        decided,
        [FormCell("行政处罚"), wide[1]],
        [FormCell("行政强制"), wide[2]],
        [FormCell("第二十条第（八）项", 1, 4)],
        [FormCell("信息内容"), FormCell("本年收费金额（单位：万元）", 1, 3)],
        [FormCell("行政事业性收费"), FormCell(fee, 1, 3, True)],
    ]


def three_tables(seed: int, zero: str = "0", largest: int = 900) -> list[tuple[str, Model]]:
    """Heading and model of tables two, three and four, filled with numbers of this seed."""
    rng = random.Random(seed + 7919)
    counts = [rng.choice([0, rng.randint(1, 30), rng.randint(100, 99999)]) for _ in range(9)]
    cases = []
    for _ in range(3):
        parts = [rng.choice([0, 0, 1, rng.randint(2, 60)]) for _ in range(4)]
        cases += [*parts, sum(parts)]
    fee = rng.choice(["7730.28", "96171.6", "59237.2449", "1,234.5", "0.35"])
    return [
        ("二、主动公开政府信息情况", disclosure_model(counts, fee, zero)),
        ("三、收到和处理政府信息公开申请情况", requests_model(random_facts(seed, largest), zero)),
        ("四、政府信息公开行政复议、行政诉讼情况", cases_model(cases, zero)),
    ]


def texts(model: Model) -> list[tuple[str, ...]]:
    """What a faithful reader returns: the texts of each row's own cells."""
    return [tuple(cell.text for cell in row) for row in model]
