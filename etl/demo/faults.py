"""Owns the planted faults: what offices get wrong, put into a few drafts and written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from .chance import source
from .draft import Draft
from .quirks import BY_NAME
from .slips import (
    Drafts,
    Slip,
    both,
    carried_in_lost,
    fees_in_yuan,
    from_neighbour,
    from_own_year,
    impossible,
    leave_out,
    lost_between_forms,
    received_told_wrong,
    riddled,
    shift,
    stock_jumps,
    subtotal_wrong,
    ten_thousandfold,
    told_wrong,
    total_forgotten,
    unit_in_words,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: the rules that are about it, a sentence, and the slip that a draft suffers (None: not here)."""

    name: str
    rules: tuple[str, ...]
    sentence: str
    slip: Slip
    times: int = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault."""

    name: str
    rules: tuple[str, ...]
    sentence: str
    agency_id: str
    year: int


def plant(seed: int, drafts: Drafts) -> tuple[Drafts, tuple[Fault, ...]]:
    """The drafts with faults in some of them, one agency each, and the list of what was planted: one of every kind
    first, then the kinds that come more often, as far as there are agencies for them."""
    changed, faults, spared = dict(drafts), [], set[str]()
    random = source(seed, "faults")
    for turn in range(max(kind.times for kind in KINDS)):
        for kind in KINDS:
            struck = _strike(kind, drafts, spared, random) if turn < kind.times else None
            if struck is not None:
                changed[struck.key] = _after(seed, kind, struck)
                faults.append(Fault(kind.name, kind.rules, kind.sentence, *struck.key))
                spared.add(struck.key[0])
    return changed, tuple(faults)


def _strike(kind: Kind, drafts: Drafts, spared: set[str], random: Random) -> Draft | None:
    """The first draft, in an order drawn anew, that the slip of this kind can befall."""
    keys = [key for key, draft in drafts.items() if _suits(draft) and key[0] not in spared]
    random.shuffle(keys)
    return next((struck for key in keys if (struck := kind.slip(drafts[key], drafts)) is not None), None)


def _suits(draft: Draft) -> bool:
    """Bureaus only, and no document that leaves zeros blank: a fault must stand on printed figures."""
    return not draft.facts.agency.is_government and not any(BY_NAME[name].rare for name in draft.quirks)


def _after(seed: int, kind: Kind, draft: Draft) -> Draft:
    """The words written anew where figures changed; the unit slip is made in the words themselves."""
    if kind.name in ("copied_neighbour", "copied_own_year"):
        return draft
    draft = draft.rewritten(seed)
    return replace(draft, prose=ten_thousandfold(draft.prose)) if kind.name == "unit_in_words" else draft


def rules_of_words() -> frozenset[str]:
    """The rules about sentences: their failures are known from the list of faults alone."""
    return frozenset(rule for kind in KINDS for rule in kind.rules if rule[:2] in ("NA", "SM"))


def described(faults: tuple[Fault, ...]) -> Iterator[dict[str, object]]:
    """The faults as plain data."""
    for fault in faults:
        plain = {"name": fault.name, "agency_id": fault.agency_id, "year": fault.year, "rules": list(fault.rules)}
        yield {**plain, "sentence": fault.sentence}


KINDS: tuple[Kind, ...] = (
    Kind("row_sum", ("T3-03", "T3-02"), "（一）予以公开的总计多 1", shift(("requests", "granted", "total", 1))),
    Kind("balance", ("T3-01",), "结转下年度多 1，四项不平", shift(*both("carried_out", 1), least=1)),
    Kind("outcomes", ("T3-02", "T3-01"), "（七）总计多 2", shift(*both("concluded", 2))),
    Kind(
        "reason",
        ("T3-02",),
        "属于行政执法案卷多 1，各项之和不等于总计",
        shift(*both("refused.enforcement_file", 1), least=0),
    ),
    Kind("review_total", ("T4-01",), "行政复议总计写成 0", total_forgotten("review")),
    Kind("direct_total", ("T4-02",), "未经复议直接起诉总计写成 0", total_forgotten("direct_litigation"), 1),
    Kind("after_total", ("T4-03",), "复议后起诉总计写成 0", total_forgotten("litigation_after_review"), 1),
    Kind("carried_in_lost", ("XY-01",), "上年结转少报 1 件，计入新收", carried_in_lost, 2),
    Kind("carried_in_lost_between_forms", ("XY-03",), "换用新表格的一年，上年结转少报 1 件", lost_between_forms, 1),
    Kind("stock_jumps", ("T2-03",), "规范性文件现行有效件数多 3", stock_jumps),
    Kind("riddled", ("FM06",), "表三每三格空一格", riddled, 1),
    Kind("no_cases_table", ("FM03",), "缺表四", leave_out("cases"), 1),
    Kind("no_disclosure_table", ("FM03",), "缺表二", leave_out("disclosure"), 1),
    Kind(
        "half_decision",
        ("T2-01",),
        "行政许可件数带小数",
        impossible("permits", lambda value: value + Decimal("0.5")),
        1,
    ),
    Kind("negative_decision", ("T2-01",), "行政处罚件数为负", impossible("penalties", lambda value: -value), 1),
    Kind("subtotal", ("T3-04",), "法人小计与各类法人之和不符", subtotal_wrong, 1),
    Kind("fees_in_yuan", ("T2-05",), "收费金额按元填入万元栏", fees_in_yuan, 1),
    Kind("copied_neighbour", ("SM-01",), "第五部分与其他区同类单位雷同", from_neighbour),
    Kind("copied_own_year", ("SM-02",), "第五部分与本单位上一年雷同", from_own_year),
    Kind(
        "ratio",
        ("NA-01",),
        "网上可办率与事项数不符",
        told_wrong("online_rate", lambda value: value - Decimal("9.6"), "online_rate"),
    ),
    Kind(
        "parts",
        ("NA-02",),
        "各渠道之和不等于总数",
        told_wrong("parts_b", lambda value: value + 37, "proactive_items", "公示栏公开"),
        1,
    ),
    Kind("unit_in_words", ("NA-04",), "条写成万条", unit_in_words, 1),
    Kind("text_and_table", ("TX-01",), "正文新收件数与表三不符", received_told_wrong),
)
