"""Owns the matrix of reports by agency and year, and the sums over failed checks; pure."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard import faults, notice, tables
from dashboard.reader import Reader

SIGNS = {"present": "✓", "late": "迟", "missing": "缺"}
SIGNS_EN = {"present": "✓", "late": "late", "missing": "none"}
SUMS = ("number", "text")  # what the strip and the overview count as figures that do not add up
MOST = 200  # lines of the matrix; thousands would be megabytes for a browser on every run


def _sign(row: Mapping[str, object], reader: Reader) -> tuple[str, str]:
    """Class and sign of one report: wrong figures before faults of form before lateness before presence."""
    status = str(row["status"])
    signs = SIGNS if reader.language == "zh" else SIGNS_EN
    for kind, sign in (("failed", "✗"), ("incomplete", "△")):
        count = 0 if status == "missing" or pd.isna(row[kind]) else int(float(str(row[kind])))
        if count:
            return kind, f"{sign}{count}" + (signs["late"] if status == "late" else "")
    return status, signs[status]


def shown_first(found: pd.DataFrame, names: Mapping[str, str], most: int = MOST) -> list[str]:
    """The agencies that the matrix shows, in the order of the names: all of them, or where they are more than `most`
    those with something missing, late or wrong before the others."""
    held = set(found["agency_id"])
    listed = [agency for agency in names if agency in held]
    if len(listed) <= most:
        return listed
    is_amiss = (found["status"] != "present") | found["failed"].notna() | found["incomplete"].notna()
    amiss = set(found.loc[is_amiss, "agency_id"])
    return sorted(listed, key=lambda agency: agency not in amiss)[:most]


def matrix(found: pd.DataFrame, names: Mapping[str, str], reader: Reader) -> str:
    """The matrix as HTML: a line an agency (`shown_first`), a column a year, each report a link to its page."""
    agencies, years = shown_first(found, names), sorted(int(year) for year in found["year"].unique())
    rows = found[found["agency_id"].isin(set(agencies))].to_dict("records")
    by_place = {(row["agency_id"], int(row["year"])): row for row in rows}
    head = "".join(f"<th>{year}</th>" for year in years)
    body = []
    for agency in agencies:
        cells = []
        for year in years:
            row = by_place.get((agency, year))
            kind, sign = _sign(row, reader) if row else ("", "")
            tip = f' title="{html.escape(reader.say(f"matrix_{kind}"))}"' if kind else ""
            link = f"./report?agency={agency}&year={year}&data={reader.which}&lang={reader.language}"
            cells.append(
                f'<td class="{kind}"{tip}>' + (f'<a class="mj-link" href="{link}">{sign}</a>' if sign else "") + "</td>"
            )
        body.append(f"<tr><th>{html.escape(names[agency])}</th>{''.join(cells)}</tr>")
    left = found["agency_id"].nunique() - len(agencies)
    note = f'<div class="mj-note">{reader.say("matrix_cut", most=MOST, left=left)}</div>' if left > 0 else ""
    return (
        f'{note}<div class="mj-matrix-frame" tabindex="0"><table class="mj mj-matrix"><thead>'
        f"<tr><th>{reader.say('agency')}</th>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def matrix_table(found: pd.DataFrame, names: Mapping[str, str], reader: Reader) -> pd.DataFrame:
    """The matrix as a table, for taking away."""
    known: dict[tuple[Any, ...], str] = {}  # a few dozen kinds of reports, however many there are
    marks = []
    for key in zip(found["status"], found["failed"], found["incomplete"], strict=True):
        told = tuple(None if pd.isna(one) else one for one in key)
        if told not in known:
            known[told] = _sign(dict(zip(("status", "failed", "incomplete"), key, strict=True)), reader)[1]
        marks.append(known[told])
    signs = found.assign(sign=marks)
    held = set(found["agency_id"])
    wide = signs.pivot(index="agency_id", columns="year", values="sign").reindex([key for key in names if key in held])
    wide.columns = [str(int(year)) for year in wide.columns]
    wide.insert(0, reader.say("agency"), [names[key] for key in wide.index])
    return wide.reset_index(drop=True)


def chosen(found: pd.DataFrame, severities: str, about: str, rule: str, agency: str) -> pd.DataFrame:
    """The failed checks of these severities, and of one kind of fault (sums: figures or words that contradict one
    another), one rule, one agency where these are named."""
    kept = found["severity"].isin(list(severities))
    if about != "all":
        kept &= found["rule"].map(faults.about).isin(SUMS if about == "sums" else (about,))
    for name, code in (("rule", rule), ("agency_id", agency)):
        if code:
            kept &= found[name] == code
    return found[kept]


def counted(found: pd.DataFrame, reader: Reader) -> str:
    """How many failures, of how many reports and agencies."""
    reports = len(found[["agency_id", "year"]].drop_duplicates())
    return reader.say("work_list_count", k=len(found), n=reports, agencies=found["agency_id"].nunique())


def of_all_years(publication: pd.DataFrame, reader: Reader) -> tuple[str, str]:
    """What is held of what is due over all years, and in how many reports figures contradict one another, with its
    caution: the numbers of the strip above every page, where nothing is left out."""
    row = publication.iloc[0]
    words = {name: f"{int(row[name]):,}" for name in ("expected", "held", "late", "missing", "failing")}
    return reader.say("finding_all_years", **words), reader.say("caution_publication")


def rule_words(rule: str, reader: Reader) -> str:
    """A rule by its id and its own words."""
    words = notice.basis(rule, reader.language)
    return f"{words}（{rule}）" if reader.language == "zh" else f"{words} ({rule})"


def by_rule(found: pd.DataFrame, reader: Reader, most: int = 15) -> tuple[list[str], list[float], list[str], list[str]]:
    """Rule in words, failures, hover words and the rule's id, most frequent first."""
    counted = found.groupby("rule").agg(n=("rule", "size"), zh=("message_zh", "first"), en=("message_en", "first"))
    counted = counted.sort_values("n", ascending=False, kind="stable").head(most)
    tips = [
        f"{html.escape(rule_words(str(rule), reader))}: {n}<br>"
        f"{html.escape(reader.say('for_example'))}{html.escape(reader.name(zh, en))}"
        for rule, n, zh, en in counted.itertuples()
    ]
    labels = [tables.fitted(rule_words(str(rule), reader), 52) for rule in counted.index]
    return labels, [float(n) for n in counted["n"]], tips, [str(rule) for rule in counted.index]


def alt(found: pd.DataFrame, reader: Reader) -> str:
    """The finding of the bars: how many failures, and which rule most often."""
    return reader.say("alt_rules", k=len(found), rule=rule_words(str(found["rule"].mode().iloc[0]), reader))


def alike_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Texts that are alike as a table: who, with whom, which part, how much, and the address that puts them side by
    side."""
    say = reader.say
    rows = found.to_dict("records")
    return pd.DataFrame(
        {
            say("agency"): [reader.name(row["name_zh"], row["name_en"]) for row in rows],
            say("alike_with"): [
                say("alike_own", year=row["other_year"])
                if row["kind"] == "own_year_before"
                else reader.name(row["other_zh"], row["other_en"])
                for row in rows
            ],
            say("alike_part"): [say("alike_five" if row["section"] == "5" else "alike_all") for row in rows],
            tables.in_percent(say("alike_share"), reader): (found["similarity"] * 100).round(1).tolist(),
            say("alike_open"): [address_of(row, reader) for row in rows],
        }
    )


def address_of(row: Mapping[str, Any], reader: Reader) -> str:
    """Where the two reports stand side by side."""
    own = row["kind"] == "own_year_before"
    view = {"data": reader.which, "agency": row["agency_id"], "year": row["year"]}
    view |= {"against": row["other_year"]} if own else {"pair": "agencies", "other": row["other_id"]}
    return "beside?" + urlencode(view | ({"lang": "en"} if reader.language == "en" else {}))
