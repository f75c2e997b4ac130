"""Owns the words and tables about outcomes, reasons and applicants; pure frames and figures."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from catalog.dimensions import label
from dashboard import charts, numbers, quotients, tables
from dashboard.queries.cases import RESULTS
from dashboard.queries.outcomes import OUTCOMES
from dashboard.quotients import Quotient
from dashboard.reader import Reader


def labels(reader: Reader) -> dict[str, str]:
    """The outcomes in the order of the form."""
    return {name: label("outcome", name, reader.language) for name in OUTCOMES}


def for_bars(answer: pd.DataFrame, names: Mapping[str, str], reader: Reader) -> pd.DataFrame:
    """Units that concluded anything, largest total first, as `charts.mix_bars` wants them."""
    told = answer[answer["total"] > 0].copy()
    told["key"] = told["series"]
    total = told["total"].map(
        lambda value: f"  <span style='opacity:.8;font-size:11px'>n={numbers.plain(value)}</span>"
    )
    total = total.astype("str")
    told["label"] = told["series"].map(names).map(tables.fitted) + total
    told["more"] = [
        reader.say("coverage_words", used=int(used), expected=int(due)) if due > 1 else ""
        for used, due in zip(told["used"], told["expected"], strict=True)
    ]
    return told.sort_values("total", ascending=False, kind="stable").reset_index(drop=True)


def results(reader: Reader) -> dict[str, str]:
    """The results of cases in the order of the form."""
    return {name: label("case_result", name, reader.language) for name in RESULTS}


def table(answer: pd.DataFrame, names: Mapping[str, str], reader: Reader, parts: Mapping[str, str]) -> pd.DataFrame:
    """Counts and shares of every part, every unit, those without figures too."""
    answer = answer.sort_values("total", ascending=False, na_position="last", kind="stable").reset_index(drop=True)
    shown = pd.DataFrame({reader.say("unit_compared"): answer["series"].map(names)})
    shown[reader.say("total")] = tables.whole(answer["total"])
    for name, words in parts.items():
        shown[words] = tables.whole(answer[name])
    for name, words in parts.items():
        shown[tables.in_percent(words, reader)] = (
            answer[name] / answer["total"].where(answer["total"] > 0) * 100
        ).round(1)
    shown[reader.say("reports_used")] = [
        f"{used}/{due}" for used, due in zip(answer.used, answer.expected, strict=True)
    ]
    total = reader.say("total")
    return quotients.attach(
        shown, [Quotient(tables.in_percent(words, reader), words, total) for words in parts.values()]
    )


def alt(drawn: pd.DataFrame, reader: Reader, parts: Mapping[str, str]) -> str:
    """The finding of the mix: over all units, the most frequent part."""
    sums = drawn[list(parts)].sum()
    first, share = str(sums.idxmax()), float(sums.max() / sums.sum())
    return reader.say("alt_mix", n=len(drawn), outcome=parts[first], share=numbers.percent(share))


def reason_bars(found: pd.DataFrame, outcome: str, reader: Reader, as_share: bool = False) -> go.Figure:
    """Cases by reason under one outcome, in its colour; or each reason's share of them."""
    names = [label("request_row", key, reader.language, short=True) for key in found["row_key"]]
    full = [label("request_row", key, reader.language) for key in found["row_key"]]
    share = [numbers.percent(value / found["cases"].sum()) for value in found["cases"]]
    tips = [
        f"{name}<br>{numbers.plain(value)} / {numbers.plain(found['cases'].sum())}（{part}）<br>"
        + reader.say("reports_words", n=numbers.plain(used))
        for name, value, part, used in zip(full, found["cases"], share, found["used"], strict=True)
    ]
    sizes = [float(value) for value in found["cases"]]
    if as_share:
        sizes = [value / float(found["cases"].sum()) for value in sizes]
    return charts.simple_bars(names, sizes, tips, charts.OUTCOME_COLOURS[outcome], share if as_share else None)


def reason_alt(found: pd.DataFrame, reader: Reader) -> str:
    """The finding: the most frequent reason."""
    first = found.iloc[0]
    share = numbers.percent(first.cases / found["cases"].sum())
    return reader.say("alt_reasons", reason=label("request_row", first.row_key, reader.language), share=share)


def reason_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Reasons as a table: cases, share, reports that print a number."""
    cases = reader.say("cases_axis")
    shown = pd.DataFrame(
        {
            reader.say("reason"): [label("request_row", key, reader.language) for key in found["row_key"]],
            reader.say("cases_axis"): tables.whole(found["cases"]),
            reader.say("share_percent"): (found["cases"] / found["cases"].sum() * 100).round(1),
            reader.say("reports_with_number"): tables.whole(found["used"]),
        }
    )
    return quotients.attach(shown, [Quotient(reader.say("share_percent"), cases, cases, of_column=True)])


def applicant_table(asked: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Applicants as a table: new requests, share, and how many got the information, wholly or in part."""
    received = reader.say("received")
    shown = pd.DataFrame(
        {
            reader.say("applicant"): [label("applicant", key, reader.language) for key in asked["applicant"]],
            reader.say("received"): tables.whole(asked["received"]),
            reader.say("share_percent"): (asked["received"] / asked["received"].sum() * 100).round(1),
            reader.say("disclosed"): tables.whole(asked["disclosed"]),
            reader.say("concluded"): tables.whole(asked["concluded"]),
            reader.say("disclosed_percent"): (
                asked["disclosed"] / asked["concluded"].where(asked["concluded"] > 0) * 100
            ).round(1),
        }
    )
    return quotients.attach(
        shown,
        [
            Quotient(reader.say("share_percent"), received, received, of_column=True),
            Quotient(reader.say("disclosed_percent"), reader.say("disclosed"), reader.say("concluded")),
        ],
    )
