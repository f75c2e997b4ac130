"""Owns the matrix of reports by agency and year, and the sums over failed checks; pure."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pandas as pd

from dashboard.reader import Reader

SIGNS = {"present": "✓", "late": "迟", "missing": "缺"}
SIGNS_EN = {"present": "✓", "late": "late", "missing": "none"}


def _sign(row: Mapping[str, object], reader: Reader) -> tuple[str, str]:
    """Class and sign of one report: wrong figures before faults of form before lateness before presence."""
    status = str(row["status"])
    signs = SIGNS if reader.language == "zh" else SIGNS_EN
    for kind, sign in (("failed", "✗"), ("incomplete", "△")):
        count = 0 if status == "missing" or pd.isna(row[kind]) else int(float(str(row[kind])))
        if count:
            return kind, f"{sign}{count}" + (signs["late"] if status == "late" else "")
    return status, signs[status]


def matrix(found: pd.DataFrame, names: Mapping[str, str], reader: Reader) -> str:
    """The matrix as HTML: a line an agency, a column a year, each report a link to its page."""
    years = sorted(int(year) for year in found["year"].unique())
    by_place = {(row["agency_id"], int(row["year"])): row for row in found.to_dict("records")}
    head = "".join(f"<th>{year}</th>" for year in years)
    body = []
    for agency in names:
        if not any((agency, year) in by_place for year in years):
            continue
        cells = []
        for year in years:
            row = by_place.get((agency, year))
            kind, sign = _sign(row, reader) if row else ("", "")
            tip = f' title="{html.escape(reader.say(f"matrix_{kind}"))}"' if kind else ""
            link = f"report?agency={agency}&year={year}&data={reader.which}&lang={reader.language}"
            cells.append(
                f'<td class="{kind}"{tip}>' + (f'<a href="{link}" target="_self">{sign}</a>' if sign else "") + "</td>"
            )
        body.append(f"<tr><th>{html.escape(names[agency])}</th>{''.join(cells)}</tr>")
    return (
        f'<div class="mj-matrix-frame" tabindex="0"><table class="mj mj-matrix"><thead>'
        f"<tr><th>{reader.say('agency')}</th>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def matrix_table(found: pd.DataFrame, names: Mapping[str, str], reader: Reader) -> pd.DataFrame:
    """The matrix as a table, for taking away."""
    signs = found.assign(sign=[_sign(row, reader)[1] for row in found.to_dict("records")])
    wide = signs.pivot(index="agency_id", columns="year", values="sign").reindex(
        [key for key in names if key in set(found.agency_id)]
    )
    wide.columns = [str(int(year)) for year in wide.columns]
    wide.insert(0, reader.say("agency"), [names[key] for key in wide.index])
    return wide.reset_index(drop=True)


def of_severity(found: pd.DataFrame, severities: str) -> pd.DataFrame:
    """The failed checks of these severities."""
    return found[found["severity"].isin(list(severities))]


def by_rule(found: pd.DataFrame, reader: Reader) -> tuple[list[str], list[float], list[str]]:
    """Rule, failures and hover words, most frequent first."""
    counted = found.groupby("rule").agg(n=("rule", "size"), zh=("message_zh", "first"), en=("message_en", "first"))
    counted = counted.sort_values("n", ascending=False, kind="stable")
    tips = [
        f"{rule}: {n}<br>{html.escape(reader.say('for_example'))}{html.escape(reader.name(zh, en))}"
        for rule, n, zh, en in counted.itertuples()
    ]
    return [str(rule) for rule in counted.index], [float(n) for n in counted["n"]], tips
